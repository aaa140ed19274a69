"""The queue: every quote of the article in its order, with what is left to check."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.workflow import Desk
from db.records import QuoteId
from ui.i18n import count, tr
from ui.models.quotes import Quotes, Role
from ui.models.wanted import Order, WantedQuotes, in_order
from ui.theme import Theme
from ui.views.queue_filter import FilterMenu
from ui.views.queue_list import QuoteList
from ui.widgets import EmptyCard, Hairline, IconButton, SearchField, Segmented


class QueueView(QWidget):
    """Left, done or all quotes, narrowed by words and by the filter's menu, in the order chosen there."""

    selected = Signal(str)  # QuoteId: the user moved to another quote
    picked = Signal(tuple)  # QuoteIds of all selected rows, in the order shown
    ordered = Signal(str)  # the order that was chosen
    opened = Signal(str)  # QuoteId: Return or a double click, to go on in the article

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk: Desk | None = None
        self._selected: QuoteId | None = None
        self._who = ""
        self.changed_at: Callable[[], Mapping[QuoteId, str]] = dict  # when each quote was last changed
        self.quotes = Quotes(self)
        self.shown = WantedQuotes(self.quotes, self)
        parts = [("left", tr("Left {n}", n=0)), ("done", tr("Done {n}", n=0)), ("all", tr("All {n}", n=0))]
        self.switch = Segmented(theme, parts, tr("Show"))
        self.switch.choose("all")
        self.filter = IconButton(theme, "funnel", tr("Filter and order"))
        self._menu = FilterMenu(self)
        self.filter.setMenu(self._menu)
        self.search = SearchField(theme, tr("Speaker, words or status"), dense=True)
        self.list = QuoteList(theme)
        self.list.setModel(self.shown)
        self._stack = QStackedWidget()
        self._card = EmptyCard(theme, "quotes", " ", " ")
        self._lay_out(theme)
        self.switch.chosen.connect(lambda _key: self._narrow())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.left.connect(self.list.setFocus)
        self._menu.changed.connect(self._narrow)
        self._menu.order_chosen.connect(self._reorder)
        self._card.pressed.connect(self.clear_filter)
        self.list.moved_to.connect(self._move)
        self.list.activated.connect(lambda index: self.opened.emit(index.data(Role.QUOTE_ID)))
        self.list.typed.connect(self._type)
        self.list.picked.connect(self.picked)
        self._refresh()
        self.set_theme(theme)

    def _lay_out(self, theme: Theme) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 10, 9)
        head.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        row.addWidget(self.filter)
        search = QHBoxLayout()
        search.setContentsMargins(0, 0, 2, 0)
        search.addWidget(self.search)
        head.addLayout(row)
        head.addLayout(search)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addWidget(self._card)
        column.addStretch(1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Hairline(theme))
        whole.addWidget(self._stack, 1)
        self.setAutoFillBackground(True)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)

    # Showing

    def show_desk(self, desk: Desk | None, who: str = "") -> None:
        """Show the desk's quotes to `who`; selection and scroll stay."""
        self._desk, self._who = desk, who
        self._show_states()

    def _show_states(self) -> None:
        desk = self._desk
        states = desk.states if desk else ()
        self._menu.use_states(states, self._who)
        order = self._menu.order()
        shown = in_order(states, order, self.changed_at() if order is Order.CHANGED else {})
        with self.list.quiet():
            self.quotes.show_states(shown, signed=desk is not None and desk.sign_off is not None)
        self._refresh()
        self.select(self._selected)

    def use_order(self, order: str) -> None:
        """Show the quotes in that order, "" for the article's."""
        self._menu.use_order(Order(order or Order.ARTICLE))

    def _reorder(self) -> None:
        self._show_states()
        self.list.show_current()
        self.ordered.emit(self._menu.order().value)

    def select(self, quote_id: QuoteId | None) -> None:
        """Make that quote's row the current one, without a signal; no row where the filter leaves it out."""
        self._selected = quote_id
        index = self.shown.mapFromSource(self.quotes.index(self.quotes.row_of(quote_id)))
        self.list.move_to(index)

    def _move(self, quote_id: str) -> None:
        self._selected = QuoteId(quote_id)
        self.selected.emit(quote_id)

    # Narrowing

    def clear_filter(self) -> None:
        """Show every quote again."""
        self._menu.clear_choices()
        self.search.clear()
        self.switch.choose("all")
        self._narrow()

    def show_only(self, status: str) -> None:
        """Narrow to one status, or to what is stale."""
        self.clear_filter()
        self._menu.tick(status)

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(self.search.text() + text)

    def _narrow(self) -> None:
        with self.list.quiet():
            self.shown.want(self._menu.wanted(self.switch.current(), self.search.text()))
        self._refresh()
        self.select(self._selected)

    def _refresh(self) -> None:
        counts = self.shown.counts()
        words = {"left": tr("Left {n}", n=counts["left"]), "done": tr("Done {n}", n=counts["done"])}
        for key, text in {**words, "all": tr("All {n}", n=counts["all"])}.items():
            self.switch.set_text(key, text)
        narrowed = self.shown.wanted.chosen
        self.filter.setCheckable(narrowed)
        self.filter.setChecked(narrowed)
        self.filter.set_name(", ".join(filter(None, (tr("Filter and order"), self._menu.order_words()))))
        self.list.foot = self._foot()
        self.list.setAccessibleDescription(self.list.foot)
        self._stack.setCurrentIndex(0 if self.shown.rowCount() else 1)
        self._say_why_empty(counts)

    def _foot(self) -> str:
        if self._desk is None:
            return ""
        progress = self._desk.progress
        total = count(len(self._desk.states), "1 quote", "{n} quotes")
        parts = [tr("{n} done", n=progress.done), tr("{n} left", n=progress.left)]
        parts += [tr("{n} left out", n=progress.excluded)] if progress.excluded else []
        parts += [tr("{n} lost", n=progress.lost)] if progress.lost else []
        parts += [count(progress.terms, "1 term", "{n} terms")] if progress.terms else []
        return tr("{total}: {parts}", total=total, parts=", ".join(parts))

    def _say_why_empty(self, counts: dict[str, int]) -> None:
        if not counts["all"]:
            self._card.show_words(tr("No quotes found"), tr("Select words in the article to mark one."))
        elif self.shown.wanted.narrowed or self.switch.current() == "done":
            self._card.show_words(tr("No quote matches"), tr("Other quotes are there."), tr("Clear the filter"))
        else:
            text = count(
                counts["done"],
                "The one quote has a ruling. An editor can sign off.",
                "All {n} quotes have a ruling. An editor can sign off.",
            )
            self._card.show_words(tr("Nothing left to check"), text)
