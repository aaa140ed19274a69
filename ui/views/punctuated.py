"""Columns as a reader sees them: each word with the marks that touch it, and no difference without a column."""

from collections.abc import Sequence
from dataclasses import replace

from app.comparing import Column, Comparison
from db.records import Difference, Span
from ui.views.score import BESIDE


def punctuated(comparison: Comparison, published: str) -> tuple[Column, ...]:
    """The comparison's columns with their words as they stand in the article and in the evidence.

    A difference between marks has no words of its own; it is shown on the word that its marks touch.
    """
    passage = comparison.passage
    columns = _with_marks(comparison.columns, published, 0, "printed")
    if passage is not None:
        columns = _with_marks(columns, passage.text, passage.start, "said")
    return _with_strays(columns, comparison.differences)


def _with_marks(columns: Sequence[Column], text: str, offset: int, row: str) -> list[Column]:
    """Each column's words in one row, widened over whatever touches them that is no space."""
    held = [
        (at, column.quote if row == "printed" else column.evidence)
        for at, column in enumerate(columns)
        if getattr(column, row)
    ]
    made = list(columns)
    for order, (at, found) in enumerate(held):
        floor = held[order - 1][1][1] if order else offset
        ceiling = held[order + 1][1][0] if order + 1 < len(held) else offset + len(text)
        start, end = _widened(text, offset, found, (floor, ceiling))
        if offset <= start <= end <= offset + len(text):
            shown = text[start - offset : end - offset]
            if row == "printed":
                made[at] = replace(made[at], printed=shown, quote=(start, end))
            else:
                made[at] = replace(made[at], said=shown, evidence=(start, end))
    return made


def _widened(text: str, offset: int, found: Span, room: Span) -> Span:
    """The span over whatever touches it, within `room`; what touches the word before as well belongs to that one."""
    start, end = found
    between = text[room[0] - offset : start - offset]
    if room[0] == offset or any(letter.isspace() for letter in between):
        start -= _tail(between)
    end += _head(text[end - offset : room[1] - offset])
    return start, end


def _tail(text: str) -> int:
    """How many characters after the last space."""
    return len(text) - max((at + 1 for at, letter in enumerate(text) if letter.isspace()), default=0)


def _head(text: str) -> int:
    """How many characters before the first space."""
    return next((at for at, letter in enumerate(text) if letter.isspace()), len(text))


def _with_strays(columns: list[Column], differences: Sequence[Difference]) -> tuple[Column, ...]:
    shown = {column.difference for column in columns}
    for number, difference in enumerate(differences):
        if difference.kind in BESIDE:
            continue
        if number in shown:
            _give_sign(columns, number, difference)
            continue
        at = _touched(columns, difference)
        if at is not None:
            known = columns[at].difference
            if known is None or (differences[known].allowed and not difference.allowed):
                columns[at] = replace(columns[at], difference=number)
    return tuple(columns)


def _give_sign(columns: list[Column], number: int, difference: Difference) -> None:
    """A printed sign such as "…" stands over the first of the words that it stands for."""
    held = [at for at, column in enumerate(columns) if column.difference == number]
    printed = difference.printed.strip()
    if printed and not any(columns[at].printed for at in held):
        columns[held[0]] = replace(columns[held[0]], printed=printed, quote=difference.quote)


def _touched(columns: Sequence[Column], difference: Difference) -> int | None:
    """The column whose words the difference touches in either row."""
    for row, span in (("printed", "quote"), ("said", "evidence")):
        for at, column in enumerate(columns):
            if getattr(column, row) and _meet(getattr(column, span), getattr(difference, span)):
                return at
    return None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < max(other[1], other[0] + 1) and other[0] < one[1]
