"""Quotation marks in many styles, as a picture: ⟦ ⟧ stand where a stretch begins and ends, inside its marks."""

import pytest

from app.quotations.finder import PARAGRAPH
from app.quotations.marks import pair

PICTURES = [
    'He said "⟦we go⟧" and left.',
    "“⟦We go,⟧” she said. “⟦Now.⟧”",
    "‘⟦It’s the players’ fault,⟧’ he said.",
    "'⟦It's the workers' right,⟧' he said, '⟦and the kids' school⟧'.",
    "„⟦Das ist vorbei⟧“, said Vogel.",
    "«⟦Oui⟧» and «⟦non⟧».",
    "»⟦Ja,⟧« said Holm.",
    "« ⟦On y va⟧ », said Leroy.",
    'The shelf is 6" deep and 12" wide.',
    "He is 6' 2\" tall; rock 'n' roll in the '90s; dogs' owners.",
    '"⟦The 6" pipe burst,⟧" he said.',
    "\"⟦He said '⟦run⟧' and ran,⟧\" she said.",
    "'⟦He said \"⟦run⟧\" and ran,⟧' she said.",
    'Wilkins said,"⟦we like it⟧". Then "⟦more⟧".',
    "The decision.⟧“ stays alone.".replace("⟧", ""),
    "a “⟦misguided decision.⟧“ However, it stood.",
    '"⟦We lost.¶"We go on.¶"The end.⟧" He left.',
    'He said, "⟦It was good.¶We could win.⟧" Then "⟦he left⟧".',
    'He said: "⟦We did not know.⟧¶Brown "⟦knew⟧" it.',
    '"⟦We are ready, said Smith.⟧ "⟦We will go.⟧"',
    "Council '⟦wasted millions⟧' on app.",
    "``⟦Old style⟧'' marks.",
]


def drawn(text: str) -> str:
    """The text with brackets where the finder sees a stretch begin and end."""
    signs = []
    for region in pair(text, [m.span() for m in PARAGRAPH.finditer(text)]):
        signs += [(region.start, 1, "⟦"), (region.end, 0, "⟧")]
    for at, _, sign in sorted(signs, reverse=True):
        text = text[:at] + sign + text[at:]
    return text.replace("\n\n", "¶")


@pytest.mark.parametrize("picture", PICTURES)
def test_pairs(picture: str) -> None:
    trimmed = picture.replace("« ⟦", "«⟦ ").replace("⟧ »", " ⟧»")
    text = picture.replace("⟦", "").replace("⟧", "").replace("¶", "\n\n")
    assert drawn(text) == trimmed


def test_depth_counts_the_marks_around() -> None:
    text = "\"He said 'run' now,\" she said."
    assert [r.depth for r in pair(text, [(0, len(text))])] == [0, 1]


def test_a_missing_mark_is_told() -> None:
    text = 'He said: "We did not know.'
    assert [(r.whole, text[r.start : r.end]) for r in pair(text, [(0, len(text))])] == [(False, "We did not know.")]
