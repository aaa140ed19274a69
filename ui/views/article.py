"""The article's pane: header, what is stale, the page, and what can be done with selected words."""

from collections import Counter

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.workflow import Desk
from db.records import QuoteId, Span
from ui.i18n import count, tr
from ui.theme import Theme
from ui.views.article_page import ArticlePage
from ui.views.quote_strip import QuoteStrip
from ui.widgets import Banner, IconButton, PaneHeader
from ui.widgets.drops import DropPane
from ui.widgets.strip import Strip

_CHANGED = {
    "words": "The article changed.",
    "attribution": "The attribution changed.",
    "passage": "The evidence changed.",
    "locator": "The evidence changed.",
    "policy": "The policy changed.",
}


class ArticleView(DropPane):
    """Shows a desk's article and one selected quote. It says what the user wants, and changes nothing."""

    quote_selected = Signal(str)  # QuoteId
    mark_wanted = Signal(int, int)  # characters of the article's text, half open
    bounds_wanted = Signal(int, int)  # the same: other bounds for the selected quote
    left_out_wanted = Signal()
    look_again = Signal(str)  # QuoteId of the next stale quote
    swap_wanted = Signal()
    text_wanted = Signal()  # size and face of the reading text
    context_wanted = Signal(QPoint)  # on the screen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._selected: QuoteId | None = None
        self._chosen_here: QuoteId | None = None
        self.header = PaneHeader(theme, tr("Article"))
        self.swap = IconButton(theme, "arrows-left-right", tr("Swap the panes"))
        self.text = IconButton(theme, "text-aa", tr("Size and face of the text"))
        self.quotes = QuoteStrip(theme)
        self.header.row.setSpacing(6)
        self.header.row.addSpacing(6)
        self.header.row.addWidget(self.quotes, 1)
        self.header.row.addWidget(self.swap)
        self.header.row.addWidget(self.text)
        self.banner = Banner(theme, "warning", "", button=tr("Look again"), icon="clock-counter-clockwise")
        self.page = ArticlePage(theme)
        self.page.setAccessibleName(tr("Article text"))
        self.strip = Strip(theme, tr("These words are selected."), button=tr("Mark them as a quote"), foot=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.banner, self.page, self.strip):
            column.addWidget(widget, 1 if widget is self.page else 0)
        self.banner.hide()
        self.strip.hide()

    def _connect(self) -> None:
        self.swap.clicked.connect(self.swap_wanted)
        self.text.clicked.connect(self.text_wanted)
        self.page.quote_chosen.connect(self._choose)
        self.page.left_out_wanted.connect(self.left_out_wanted)
        self.page.mark_wanted.connect(self.mark_selection)
        self.strip.pressed.connect(self.mark_selection)
        self.banner.pressed.connect(self._look_again)
        self.page.bounds_wanted.connect(self.bounds_wanted)
        self.page.customContextMenuRequested.connect(self._ask_for_menu)
        self.quotes.moved_to.connect(self.quote_selected)
        self.quotes.activated.connect(lambda _index: self.page.setFocus(Qt.FocusReason.OtherFocusReason))
        # the strip comes once the selecting is over: it would move under the pointer
        self._settled = QTimer(self, singleShot=True, interval=250)
        self._settled.timeout.connect(lambda: self.strip.setVisible(self.selected_span() is not None))
        self.page.selection_changed.connect(self._settled.start)

    def _ask_for_menu(self, at: QPoint) -> None:
        self.page.point_out(at)
        self.context_wanted.emit(self.page.viewport().mapToGlobal(at))

    def show_desk(self, desk: Desk | None) -> None:
        """Show the desk's article and the state of its quotes; scroll and selection stay where the text does."""
        before, self._desk = self._desk, desk
        self.page.show_desk(desk)
        self._leave_marked(_spans(desk) - _spans(before) if before else set())
        self.quotes.show_desk(desk)
        changed = Counter(_CHANGED.get(state.stale, "") for state in desk.states if state.stale) if desk else Counter()
        stale = changed.total()
        self.banner.setVisible(stale > 0)
        if stale:
            what = next(iter(changed)) if len(changed) == 1 else ""
            words = count(stale, "1 quote is stale.", "{n} quotes are stale.")
            text = tr("{what} {words}", what=tr(what), words=words) if what else words
            self.banner.show_words("warning", text, tr("Look again"), "clock-counter-clockwise")

    def _leave_marked(self, new: set[Span]) -> None:
        """Words that a quote was just made of are selected no more."""
        span = self.selected_span() if new else None
        if span and any(start < span[1] and span[0] < end for start, end in new):
            cursor = self.page.textCursor()
            cursor.clearSelection()
            self.page.setTextCursor(cursor)

    def select(self, quote_id: QuoteId | None) -> None:
        """Show that quote as selected and bring it to the upper third, unless it was clicked where it stands."""
        self._selected = quote_id
        self.quotes.select(quote_id)
        self.page.select(quote_id, bring=quote_id != self._chosen_here)
        self._chosen_here = None

    def bring_selected(self) -> None:
        """Bring the selected quote to the upper third again."""
        self.page.select(self._selected)

    def selected_span(self) -> Span | None:
        """The words selected, as characters of the article's text; None where none are."""
        return self.page.selected_span()

    def mark_selection(self) -> None:
        """Say that the selected words are to become a quote."""
        span = self.selected_span()
        if span:
            self.mark_wanted.emit(*span)

    def _choose(self, quote_id: str) -> None:
        self._chosen_here = QuoteId(quote_id)
        self.quote_selected.emit(quote_id)

    def _look_again(self) -> None:
        stale = [state.quote.id for state in self._desk.states if state.stale] if self._desk else []
        if stale:
            after = stale.index(self._selected) + 1 if self._selected in stale else 0
            self.look_again.emit(stale[after % len(stale)])


def _spans(desk: Desk | None) -> set[Span]:
    return {(state.quote.start, state.quote.end) for state in desk.states} if desk else set()
