"""The finder against a checker's expectations of short passages written before its rules."""

import pytest

from tests.app.quotations.passages import Passage, judge, passages, total


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    return total()[0]


def share(counts: dict[str, int], what: str, of: str = "") -> float:
    return counts[what] / counts[of or f"{what} of"]


def test_there_are_passages_of_every_manner() -> None:
    groups = {p.group for p in passages()}
    assert len(list(passages())) >= 200
    assert {"agency", "British tabloid", "broadsheet", "US dailies", "other marks"} <= groups


def test_the_words_are_found(counts: dict[str, int]) -> None:
    assert share(counts, "words", "quotes") >= 0.97


@pytest.mark.parametrize(
    ("what", "goal"),
    [
        ("form", 0.97),
        ("attribution", 0.95),
        ("mention", 0.95),
        ("name", 0.95),
        ("pronouns", 0.8),
        ("short names", 0.95),
    ],
)
def test_goals(counts: dict[str, int], what: str, goal: float) -> None:
    assert counts[f"{what} of"] >= 12
    assert share(counts, what) >= goal


@pytest.mark.parametrize("passage", [p for p in passages() if p.only], ids=lambda p: p.text[:40])
def test_nothing_is_invented(passage: Passage) -> None:
    assert not [line for line in judge(passage)[1] if line.startswith("extra")]


_TO_THE_LETTER = (
    "what is denied, and who denies it",
    "a pronoun right after a person without a name",
    "a comma missing before the closing mark",
)


@pytest.mark.parametrize("passage", [p for p in passages() if p.group in _TO_THE_LETTER], ids=lambda p: p.text[-40:])
def test_no_nameless_persons_words_go_to_somebody_with_a_name(passage: Passage) -> None:
    assert judge(passage)[1] == []
