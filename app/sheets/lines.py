"""What stands in each block of a sheet that is read as a page: labelled lines, in order, the same in every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.sheets.sheet import Head, Row, Run, Sheet
from app.sheets.words import Words

_LONG = 900  # characters
_MANY = 8  # comments and lines of history


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line. `kind` says how it is set: "published" and "said" in the reading face, else plain.

    Of several lines of one kind only the first bears the label.
    """

    kind: str
    label: str
    runs: tuple[Run, ...]


def notes(head: Head, words: Words) -> list[str]:
    """The sentences under the headline: what was counted, which quotes are listed, the policy, what to look at."""
    concerns = [words("head.look_at", words=one) for one in head.concerns]
    return [
        text
        for text in (head.elsewhere, head.summary, head.selection, head.policy_words, head.rewritten_words, *concerns)
        if text
    ]


def breakable(row: Row) -> bool:
    """Whether a quote is so long that it may stand on two pages."""
    return len(row.exact) > _LONG or len(row.comments) + len(row.history) > _MANY


def lines(row: Row, words: Words) -> Iterator[Line]:
    """The lines of one quote that have something to say."""

    def plain(kind: str, text: str, first: bool = True) -> Iterator[Line]:
        if text:
            yield Line(kind, words(f"labels.{kind}") if first else "", (Run(text),))

    yield Line("published", words("labels.published"), row.published)
    if row.said:
        before, after = words("sheet.spoken").split("{words}")
        yield Line("said", words("labels.said"), (Run(before), *row.said, Run(after)))
    else:
        yield from plain("said", row.said_note)
    yield from plain("differs", _sentence("; ".join(one.words for one in row.differences)))
    yield from plain("section", row.section if row.section != words("sheet.body") else "")
    yield from plain("who", row.who)
    yield from plain("evidence", row.evidence_words)
    for at, piece in enumerate(row.also):
        told = words("evidence.also", words=piece.words, verdict=piece.verdict_words)
        yield from plain("also", told, at == 0)
    yield from plain("ruling", row.ruling)
    yield from plain("was", words("sheet.spoken", words=row.was) if row.was else "")
    yield from plain("proposed", words("sheet.spoken", words=row.change_to) if row.change_to else "")
    yield from plain("concerns", _sentence("; ".join(row.concerns)))
    yield from plain("note", row.note)
    for at, remark in enumerate(row.comments):
        yield from plain("comment", remark.words, at == 0)
    for at, remark in enumerate(row.history):
        yield from plain("history", remark.words, at == 0)


def evidence(sheet: Sheet, words: Words) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each piece of evidence that the rows lean on: what it is, and its labelled particulars."""
    for piece in sheet.evidence:
        found = [
            (words("labels.address"), piece.address),
            (words("labels.archive"), piece.archive),
            (words("labels.capture"), piece.capture_words),
            (words("labels.hash"), piece.hash),
        ]
        yield piece.words, [(label, value) for label, value in found if value]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
