"""The quotes of one article as a list: rows are changed in place, so that selection and scroll survive every edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.anchors import CLOSING, OPENING
from app.workflow import Desk, QuoteState
from db.records import Form, QuoteId
from ui.i18n import count, tr
from ui.messages import attribution_word, status_phrase, status_word
from ui.widgets.tips import tip

Index = QModelIndex | QPersistentModelIndex
_BEGUN = 24  # characters of a quote that has no number


class Role(IntEnum):
    """What a row holds, each with a name of its own."""

    QUOTE_ID = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    STATUS = Qt.ItemDataRole.UserRole + 3
    STATUS_WORD = Qt.ItemDataRole.UserRole + 4
    SPEAKER = Qt.ItemDataRole.UserRole + 5
    WORDS = Qt.ItemDataRole.UserRole + 6
    OPEN = Qt.ItemDataRole.UserRole + 7
    COMMENTS = Qt.ItemDataRole.UserRole + 8
    STATE = Qt.ItemDataRole.UserRole + 9
    HELD_BY = Qt.ItemDataRole.UserRole + 10
    SIGNED = Qt.ItemDataRole.UserRole + 11


def status_shown(state: QuoteState) -> str:
    """What a quote's icon and line show: its status, "stale" in its place, "lost", "excluded" or "term"."""
    if state.lost:
        return "lost"
    if state.quote.excluded:
        return "excluded"
    if state.quote.form is Form.TERM:
        return "term"
    return "stale" if state.stale else state.quote.status.value


def status_said(state: QuoteState) -> str:
    """The same in full words: "Verbatim (stale: the evidence changed since)"."""
    shown = status_shown(state)
    if shown in ("lost", "excluded", "term"):
        return status_word(shown)
    return status_phrase(state.quote.status, state.stale)


def called(state: QuoteState) -> str:
    """A quote in a word or two: "Quote 5, iFlytek", "Term “entity list”"."""
    if state.number is not None:
        return tr("Quote {number}, {who}", number=state.number, who=speaker_shown(state))
    words = " ".join(state.quote.exact.split())
    begun = words if len(words) <= _BEGUN else words[:_BEGUN].rsplit(" ", 1)[0] + "…"
    return tr("{what} “{words}”", what=status_said(state), words=begun)


def speaker_shown(state: QuoteState) -> str:
    """Who spoke, as a list says it: the source's name (a confidential one's code name), else as styled."""
    quote, source = state.quote, state.source
    if quote.form is Form.TERM:
        return tr("Nobody: a term")
    if source is not None:
        return source.code_name if source.confidential else source.name
    name = quote.name or quote.speaker
    if not name:
        return attribution_word(quote.attribution)
    # "person close to a company" gets its capital at the head of a row; "iFlytek" is written as it is
    return name[0].upper() + name[1:] if name.split()[0].islower() else name


@dataclass(frozen=True, slots=True)
class _Row:
    state: QuoteState
    speaker: str
    words: str
    searched: str
    signed: bool


def _row(state: QuoteState, signed: bool) -> _Row:
    quote = state.quote
    words = " ".join(quote.exact.split())
    if quote.form in (Form.DIRECT, Form.PARTIAL):
        edges = (_edge(quote.prefix[-1:], OPENING), _edge(quote.suffix[:1], CLOSING))
        opening, closing = ("“", "”") if state.lost else edges  # beside a place that is gone stand other words' marks
        words = f"{opening}{words}{closing}"
    speaker = speaker_shown(state)
    number = str(state.number or "")
    parts = (number, speaker, quote.speaker, words, status_said(state), quote.note, quote.assigned_to)
    return _Row(state, speaker, words, " ".join(parts).casefold(), signed and state.number is not None)


def _edge(character: str, marks: frozenset[str]) -> str:
    return character if character in marks else ""


class Quotes(QAbstractListModel):
    """Rows are a desk's quotes in the article's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def show_desk(self, desk: Desk | None) -> None:
        """Show the desk's quotes in the article's order."""
        self.show_states(desk.states if desk else (), signed=desk is not None and desk.sign_off is not None)

    def show_states(self, states: Sequence[QuoteState], *, signed: bool = False) -> None:
        """Show these quotes in this order, changing only the rows that differ from what is shown.

        `signed`: a sign-off of their article binds.
        """
        wanted = {state.quote.id for state in states}
        for row in reversed(range(len(self._rows))):
            if self.quote_id(row) not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        if not self._rows:
            self.beginResetModel()
            self._rows = [_row(state, signed) for state in states]
            self.endResetModel()
            return
        self._set_in_order(states)
        for row, state in enumerate(states):
            self._put(row, state, signed)

    def _set_in_order(self, states: Sequence[QuoteState]) -> None:
        """Move the rows shown into the order of the states; what is selected in a view moves with its row."""
        shown = {self.quote_id(row) for row in range(len(self._rows))}
        kept = [state.quote.id for state in states if state.quote.id in shown]
        if kept == [self.quote_id(row) for row in range(len(self._rows))]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.quote_id(index.row()) for index in before]
        places = {quote_id: row for row, quote_id in enumerate(kept)}
        self._rows.sort(key=lambda one: places[one.state.quote.id])
        self.changePersistentIndexList(before, [self.index(places[quote_id]) for quote_id in ids])
        self.layoutChanged.emit()

    def _put(self, row: int, state: QuoteState, signed: bool) -> None:
        if row >= len(self._rows) or self.quote_id(row) != state.quote.id:
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, _row(state, signed))
            self.endInsertRows()
        elif not self._shows(row, state, signed=signed):
            self._rows[row] = _row(state, signed)
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _shows(self, row: int, state: QuoteState, *, signed: bool) -> bool:
        shown = self._rows[row]
        return (shown.state is state or shown.state == state) and shown.signed == (signed and state.number is not None)

    def quote_id(self, row: int) -> QuoteId:
        """Whose row that is."""
        return self._rows[row].state.quote.id

    def state(self, row: int) -> QuoteState:
        """The state shown in that row."""
        return self._rows[row].state

    def searched(self, row: int) -> str:
        """All that type-to-filter looks at, in lower case."""
        return self._rows[row].searched

    def row_of(self, quote_id: QuoteId | None) -> int:
        """The row of a quote, -1 where it is not shown."""
        return next((row for row, one in enumerate(self._rows) if one.state.quote.id == quote_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """How many quotes there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words; what the roles name; the row in full sentences for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        answer = _ANSWERS.get(role)
        return answer(row) if answer else None


def _aloud(row: _Row) -> str:
    number = tr("Quote {number}", number=row.state.number) if row.state.number else ""
    parts = (number, row.speaker, status_said(row.state), *_badges(row), row.words)
    return ", ".join(part for part in parts if part)


def _badges(row: _Row) -> tuple[str, ...]:
    """What a row's small signs say."""
    quote, comments = row.state.quote, _open_comments(row)
    held = tr("held by {who}", who=quote.assigned_to) if quote.assigned_to else ""
    talk = count(comments, "1 comment", "{n} comments") if comments else ""
    return tuple(part for part in (talk, held, tr("signed off") if row.signed else "") if part)


def _open_comments(row: _Row) -> int:
    return sum(not comment.resolved for comment in row.state.comments)


def _tip(row: _Row) -> str:
    return tip("\n".join((f"{row.speaker}: {', '.join((status_said(row.state), *_badges(row)))}", row.words)))


def _short_status(row: _Row) -> str:
    return status_word(status_shown(row.state), short=True)


_ANSWERS: dict[int, Callable[[_Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.words,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: _aloud,
    Role.QUOTE_ID: lambda row: row.state.quote.id,
    Role.NUMBER: lambda row: row.state.number,
    Role.STATUS: lambda row: status_shown(row.state),
    Role.STATUS_WORD: _short_status,
    Role.SPEAKER: lambda row: row.speaker,
    Role.WORDS: lambda row: row.words,
    Role.OPEN: lambda row: row.state.open,
    Role.COMMENTS: _open_comments,
    Role.STATE: lambda row: row.state,
    Role.HELD_BY: lambda row: row.state.quote.assigned_to,
    Role.SIGNED: lambda row: row.signed,
}
