"""A desk's quotes as marks on the article's page: which stretches are tinted, which carry a line, in what style."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QTextDocument

from app.anchors import with_marks
from app.workflow import Desk, QuoteState
from db.records import Form, QuoteId, Span
from ui.models.quotes import status_shown
from ui.offsets import Places
from ui.theme import tokens


@dataclass(frozen=True, slots=True)
class Mark:
    """One quote on the page; all spans are document positions. `line` is "" for one that was left out."""

    quote_id: QuoteId
    number: int | None
    status: str
    line: str
    lines: tuple[Span, ...]
    tints: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.lines[-1][1]


def unchanged(before: Desk, marks: Iterable[Mark]) -> dict[int, Mark]:
    """Each state's id() and its mark: a desk that is laid out again keeps the states about which nothing changed."""
    return {id(state): mark for state, mark in zip(before.states, marks, strict=True)}


def marks_of(desk: Desk, places: Places, former: Mapping[int, Mark] = MappingProxyType({})) -> tuple[Mark, ...]:
    """A mark for each quote of the desk, in the article's order; those that are `unchanged` in these places stay."""
    return tuple([former.get(id(state)) or _mark(desk.article.text, state, places) for state in desk.states])


def _mark(text: str, state: QuoteState, places: Places) -> Mark:
    quote, status = state.quote, status_shown(state)
    spoken = quote.spans or ((quote.content_start, quote.content_end),)
    inside = [(max(a, quote.start), min(b, quote.end)) for a, b in spoken if a < quote.end and b > quote.start]
    words = inside or [(quote.start, quote.end)]
    if quote.form is not Form.INDIRECT and not state.lost:
        words = [with_marks(text, start, end) for start, end in words]
    plain = quote.form is Form.TERM or bool(quote.excluded) or state.lost
    tints = [] if plain else _joined([*spoken, *words])
    return Mark(
        quote_id=quote.id,
        number=state.number,
        status=status,
        line="" if quote.excluded or state.lost else tokens()["statuses"][status]["line"],
        lines=tuple((places.to_document(start), places.to_document(end)) for start, end in words),
        tints=tuple((places.to_document(start), places.to_document(end)) for start, end in tints),
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same stretches, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def by_block(marks: Iterable[Mark], document: QTextDocument) -> Mapping[int, list[Mark]]:
    """For each block's number the marks that have a part in it."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        spans = (*mark.lines, *mark.tints)
        first = document.findBlock(min(start for start, _ in spans)).blockNumber()
        last = document.findBlock(max(end for _, end in spans)).blockNumber()
        for number in range(first, last + 1):
            found[number].append(mark)
    return found


def at_position(marks: Iterable[Mark], position: int) -> list[Mark]:
    """The marks at a document position: words before clauses, shorter before longer."""
    words = [m for m in marks if any(start <= position < end for start, end in m.lines)]
    clauses = [m for m in marks if m not in words and any(start <= position < end for start, end in m.tints)]
    return [*sorted(words, key=_length), *sorted(clauses, key=_length)]


def _length(mark: Mark) -> int:
    return mark.end - mark.start
