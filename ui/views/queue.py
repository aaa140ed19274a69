"""The queue: every quote of the article in its order, with what is left to check."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.workflow import Desk
from db.records import QuoteId
from ui import icons
from ui.i18n import count, tr
from ui.models.quotes import Quotes, Role, Wanted, WantedQuotes
from ui.theme import Theme
from ui.views.queue_filter import FilterMenu
from ui.widgets import EmptyCard, Hairline, IconButton, SearchField, Segmented
from ui.widgets.ticks import TickBar

Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT, _ICON, _CENTRE = 40, 12, 16, 21  # pixels: where words begin and end; the icon, and its middle


class QueueView(QWidget):
    """Left, done or all quotes, narrowed by words and by the filter's menu."""

    selected = Signal(str)  # QuoteId: the user moved to another quote
    opened = Signal(str)  # QuoteId: Return or a double click, to go on in the article

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk: Desk | None = None
        self._selected: QuoteId | None = None
        self.quotes = Quotes(self)
        self.shown = WantedQuotes(self.quotes, self)
        parts = [("left", tr("Left {n}", n=0)), ("done", tr("Done {n}", n=0)), ("all", tr("All {n}", n=0))]
        self.switch = Segmented(theme, parts, tr("Show"))
        self.switch.choose("all")
        self.filter = IconButton(theme, "funnel", tr("Filter"))
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
        self._card.pressed.connect(self.clear_filter)
        self.list.moved_to.connect(self._move)
        self.list.activated.connect(lambda index: self.opened.emit(index.data(Role.QUOTE_ID)))
        self.list.typed.connect(self._type)
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

    def show_desk(self, desk: Desk | None) -> None:
        """Show the desk's quotes; selection and scroll stay."""
        self._desk = desk
        with self.list.quiet():
            self.quotes.show_desk(desk)
        self._refresh()
        self.select(self._selected)

    def select(self, quote_id: QuoteId | None) -> None:
        """Make that quote's row the current one, without a signal; no row where the filter leaves it out."""
        self._selected = quote_id
        index = self.shown.mapFromSource(self.quotes.index(self.quotes.row_of(quote_id)))
        self.list.move_to(index)

    def current(self) -> QuoteId | None:
        """The quote of the current row."""
        found: QuoteId | None = self.list.currentIndex().data(Role.QUOTE_ID)
        return found

    def _move(self, quote_id: str) -> None:
        self._selected = QuoteId(quote_id)
        self.selected.emit(quote_id)

    def step(self, by: int) -> None:
        """Go `by` rows down or up, and say so."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.shown.rowCount():
            self.list.setCurrentIndex(self.shown.index(row, 0))

    # Narrowing

    def clear_filter(self) -> None:
        """Show every quote again."""
        self._menu.clear_choices()
        self.search.clear()
        self.switch.choose("all")
        self._narrow()

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(self.search.text() + text)

    def _narrow(self) -> None:
        statuses, attributions, terms = self._menu.chosen()
        with self.list.quiet():
            self.shown.want(Wanted(self.switch.current(), statuses, attributions, terms, self.search.text()))
        self._refresh()
        self.select(self._selected)

    def _refresh(self) -> None:
        counts = self.shown.counts()
        words = {"left": tr("Left {n}", n=counts["left"]), "done": tr("Done {n}", n=counts["done"])}
        for key, text in {**words, "all": tr("All {n}", n=counts["all"])}.items():
            self.switch.set_text(key, text)
        narrowed = any(self._menu.chosen())
        self.filter.setCheckable(narrowed)
        self.filter.setChecked(narrowed)
        self.list.foot = self._foot()
        self.list.setAccessibleDescription(self.list.foot)
        self._stack.setCurrentIndex(0 if self.shown.rowCount() else 1)
        self._say_why_empty(counts)

    def _foot(self) -> str:
        if self._desk is None:
            return ""
        progress = self._desk.progress
        total = count(len(self._desk.states), "1 quote", "{n} quotes")
        parts = [tr("{n} to check", n=progress.total - progress.excluded)]
        parts += [count(progress.terms, "1 term", "{n} terms")] if progress.terms else []
        parts += [tr("{n} left out", n=progress.excluded)] if progress.excluded else []
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


class QuoteList(QListView):
    """The rows. Only those in view are laid out and painted."""

    moved_to = Signal(str)  # QuoteId: the current row changed, by key, pointer or `step`
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.foot = ""
        self._quiet = False
        self._delegate = QuoteRow(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Quotes"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(TickBar(theme, ground="panel"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and row height."""
        self._theme = theme
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.panel)
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    def move_to(self, index: QModelIndex) -> None:
        """Make a row the current one, without a signal; an invalid one takes the mark away."""
        with self.quiet():
            if index.isValid():
                self.setCurrentIndex(index)
                self.scrollTo(index)
            else:
                self.selectionModel().clear()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Inside, the current row may change without a signal: another takes its place when a filter hides it."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say to which quote the user moved."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.moved_to.emit(current.data(Role.QUOTE_ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the search field; the rest moves."""
        text = event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and below the last one what they come to, where there is room."""
        super().paintEvent(event)
        rows = self.model().rowCount()
        box = self.visualRect(self.model().index(rows - 1, 0)) if rows else QRect()
        if not rows or box.bottom() + self._theme.px(36) > self.viewport().height():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font("small", figures=True))
        painter.setPen(self._theme.ink3)
        left, top = self._theme.px(_RIGHT + 4), box.bottom() + self._theme.px(11)
        place = QRect(left, top, self.viewport().width() - 2 * left, self._theme.px(26))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.foot)
        painter.end()


class QuoteRow(QStyledItemDelegate):
    """One row: icon and number; speaker and status; the words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(120, self.theme.height("queue_row"))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Ground, then icon and number, then the two lines of words."""
        theme, box = self.theme, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = theme.accent_soft if chosen else theme.hover if hovered else theme.panel
        painter.save()
        painter.fillRect(box, ground)
        if chosen:
            painter.fillRect(QRect(box.topLeft(), QSize(3, box.height())), theme.accent)
        else:
            left = theme.px(_LEFT)
            painter.fillRect(left, box.bottom(), box.right() - left + 1, 1, theme.hairline)
        middle = box.top() + box.height() // 2
        upper, lower = middle - theme.px(8.5), middle + theme.px(10)
        status = index.data(Role.STATUS)
        side = theme.px(_ICON)
        place = QRectF(theme.px(_CENTRE) - side / 2, upper - side / 2, side, side)
        icons.paint_status(painter, status, place, theme.status_colour(status), ground)
        self._number(painter, index, lower)
        self._speaker(painter, index, box, upper, chosen)
        self._words(painter, index, box, lower, chosen)
        if chosen and option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _number(self, painter: QPainter, index: Index, middle: int) -> None:
        number = index.data(Role.NUMBER)
        if number is not None:
            painter.setFont(self.theme.font("caption", weight="label", figures=True))
            painter.setPen(self.theme.ink3)
            place = QRect(0, middle - self.theme.px(10), self.theme.px(2 * _CENTRE), self.theme.px(20))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))

    def _speaker(self, painter: QPainter, index: Index, box: QRect, middle: int, chosen: bool) -> None:
        theme = self.theme
        right, high = box.right() + 1 - theme.px(_RIGHT), theme.px(20)
        word, status = index.data(Role.STATUS_WORD), index.data(Role.STATUS)
        font = theme.font("caption", weight="label")
        wide = QFontMetrics(font).horizontalAdvance(word)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(theme.status_colour(status))
        painter.drawText(QRect(right - wide, middle - high // 2 + 1, wide, high), flags, word)
        right -= wide + 8 if wide else 0
        if index.data(Role.COMMENTS):
            side = theme.px(14)
            icons.paint(painter, "chat-circle", QRectF(right - side, middle - side / 2, side, side), theme.ink2)
            right -= side + 6
        still = index.data(Role.OPEN)
        painter.setFont(theme.font("strong" if still else "body"))
        painter.setPen(theme.ink if still or chosen else theme.ink2)
        left = theme.px(_LEFT)
        self._elided(painter, index.data(Role.SPEAKER), QRect(left, middle - high // 2, right - left, high))

    def _words(self, painter: QPainter, index: Index, box: QRect, middle: int, chosen: bool) -> None:
        theme = self.theme
        painter.setFont(theme.reading_font(theme.base_size))
        painter.setPen(theme.ink if chosen else theme.ink2)
        left, high = theme.px(_LEFT), theme.px(24)
        room = box.right() + 1 - theme.px(_RIGHT) - left
        self._elided(painter, index.data(Role.WORDS), QRect(left, middle - high // 2, room, high))

    def _elided(self, painter: QPainter, text: str, box: QRect) -> None:
        # Qt measures the whole text before it elides: what cannot fit anyway is cut first
        words = text[: box.width() // 2]
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
