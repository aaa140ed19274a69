"""Which quotes the queue shows, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from app.anchors import lost
from app.workflow import URGENT, QuoteState, same_person
from db.records import Attribution, QuoteId, Terms
from ui.models.quotes import Quotes, speaker_shown, status_shown

Index = QModelIndex | QPersistentModelIndex


class Only(StrEnum):
    """What else a quote can be asked to be."""

    STALE = "stale"
    MINE = "mine"
    COMMENTED = "commented"
    LEFT_OUT = "left_out"
    LOST = "lost"


class Order(StrEnum):
    """The orders of the queue."""

    ARTICLE = "article"
    STATUS = "status"
    SPEAKER = "speaker"
    CHANGED = "changed"


def in_order(states: Sequence[QuoteState], order: Order, changed_at: Mapping[QuoteId, str]) -> list[QuoteState]:
    """The quotes in that order, those that are equal in it in the article's. `changed_at` is asked for the newest."""
    if order is Order.STATUS:
        return sorted(states, key=lambda state: URGENT.index(status_shown(state)))
    if order is Order.SPEAKER:
        return sorted(states, key=lambda state: speaker_shown(state).casefold())
    if order is Order.CHANGED:
        return sorted(states, key=lambda state: changed_at.get(state.quote.id, ""), reverse=True)
    return list(states)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotes to show. Empty sets and an empty text leave nothing out; `show` is "left", "done" or "all".

    `who` is whose quotes are "mine".
    """

    show: str = "all"
    statuses: frozenset[str] = frozenset()
    attributions: frozenset[Attribution] = frozenset()
    terms: frozenset[Terms] = frozenset()
    speakers: frozenset[str] = frozenset()
    only: frozenset[Only] = frozenset()
    who: str = ""
    text: str = ""

    @property
    def chosen(self) -> bool:
        """Whether the filter's menu leaves quotes out."""
        return bool(self.statuses or self.attributions or self.terms or self.speakers or self.only)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the three-part switch leaves quotes out."""
        return self.chosen or bool(self.text.strip())

    def takes(self, state: QuoteState, searched: str) -> bool:
        """Whether that quote is shown."""
        quote = state.quote
        counted = state.number is not None
        return (
            (self.show == "all" or (counted and state.open == (self.show == "left")))
            and (not self.statuses or status_shown(state) in self.statuses)
            and (not self.attributions or quote.attribution in self.attributions)
            and (not self.terms or quote.terms in self.terms)
            and (not self.speakers or speaker_shown(state) in self.speakers)
            and all(is_so(one, state, self.who) for one in self.only)
            and all(word in searched for word in self.text.casefold().split())
        )


def is_so(only: Only, state: QuoteState, who: str) -> bool:
    """Whether a quote is stale, held by `who`, talked about, left out of the check, or gone from the text."""
    quote = state.quote
    if only is Only.STALE:
        return bool(state.stale)
    if only is Only.MINE:
        return bool(quote.assigned_to) and same_person(quote.assigned_to, who)
    if only is Only.COMMENTED:
        return state.unresolved
    return lost(quote) if only is Only.LOST else bool(quote.excluded)


class WantedQuotes(QSortFilterProxyModel):
    """The quotes that a filter leaves."""

    def __init__(self, quotes: Quotes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quotes = quotes
        self.wanted = Wanted()
        self.setSourceModel(quotes)

    def want(self, wanted: Wanted) -> None:
        """Show what `wanted` takes."""
        if wanted != self.wanted:
            self.beginFilterChange()
            self.wanted = wanted
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether the source's row is shown."""
        return self.wanted.takes(self._quotes.state(row), self._quotes.searched(row))

    def counts(self) -> dict[str, int]:
        """How many quotes are left, done, and there at all."""
        states = [self._quotes.state(row) for row in range(self._quotes.rowCount())]
        left = sum(state.open for state in states)
        done = sum(state.number is not None and not state.open for state in states)
        return {"left": left, "done": done, "all": len(states)}
