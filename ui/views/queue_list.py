"""The rows of the queue: how they are chosen, walked and painted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import icons
from ui.direction import right_to_left
from ui.i18n import tr
from ui.models.quotes import Role
from ui.theme import Theme
from ui.widgets.ticks import TickBar

Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT, _ICON, _CENTRE = 40, 12, 16, 21  # pixels: where words begin and end; the icon, and its middle
_FROM_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class QuoteList(QListView):
    """The rows. Only those in view are laid out and painted. Shift and Ctrl select several."""

    moved_to = Signal(str)  # QuoteId: the current row changed, by key, pointer or `step`
    picked = Signal(tuple)  # QuoteIds of the selected rows
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.foot = ""
        self._quiet = False
        self._delegate = QuoteRow(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Quotes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme.panel)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.scheduleDelayedItemsLayout()
        self._keep_whole_rows()

    def _keep_whole_rows(self) -> None:
        """Leave out of view what would show of a row cut by the lower edge."""
        high = self._theme.height("queue_row")
        self.verticalScrollBar().setSingleStep(high)
        rows = self.model().rowCount() if self.model() else 0
        spare = self.height() % high if rows * high > self.height() else 0
        if self.viewportMargins().bottom() != spare:
            self.setViewportMargins(0, 0, 0, spare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height holds other rows."""
        super().resizeEvent(event)
        self._keep_whole_rows()

    def updateGeometries(self) -> None:
        """As many rows as there are now."""
        self._keep_whole_rows()
        super().updateGeometries()
        self.verticalScrollBar().setSingleStep(self._theme.height("queue_row"))

    def move_to(self, index: QModelIndex) -> None:
        """Make a row the current one, without a signal; an invalid one takes the mark away."""
        with self.quiet():
            if not index.isValid():
                self.selectionModel().clear()
            elif index != self.currentIndex() or not self.selectionModel().hasSelection():
                self.choose(index)

    def choose(self, index: QModelIndex) -> None:
        """Make a row the current one and the only one selected, whatever key is held down."""
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)

    def show_current(self) -> None:
        """Bring the current row into view."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say which quotes are selected now."""
        super().selectionChanged(selected, deselected)
        rows = sorted(index.row() for index in self.selectedIndexes())
        self.picked.emit(tuple(self.model().index(row, 0).data(Role.QUOTE_ID) for row in rows))

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
        current = option.widget is not None and option.widget.currentIndex() == index
        if current:
            painter.fillRect(QRect(box.topLeft(), QSize(3, box.height())), theme.accent)
        if not chosen:
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
        if current and option.widget.hasFocus():
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
        left, high = theme.px(_LEFT), theme.px(24)
        room = self._badges(painter, index, box.right() + 1 - theme.px(_RIGHT), middle) - left
        painter.setFont(theme.reading_font(theme.base_size))
        painter.setPen(theme.ink if chosen else theme.ink2)
        self._elided(painter, index.data(Role.WORDS), QRect(left, middle - high // 2, room, high))

    def _badges(self, painter: QPainter, index: Index, right: int, middle: int) -> int:
        """Who holds the quote, and the seal of a sign-off, at the row's end; returns where words must end."""
        theme, side, after = self.theme, self.theme.px(13), right
        if index.data(Role.SIGNED):
            place = QRectF(after - side, middle - side / 2, side, side)
            icons.paint_status(painter, "signed_off", place, theme.status_colour("signed_off"), theme.panel)
            after -= side + 6
        if held := initials(index.data(Role.HELD_BY)):
            font = theme.font("caption", weight="label")
            wide, high = QFontMetrics(font).horizontalAdvance(held) + theme.px(8), theme.px(15)
            box = QRectF(after - wide + 0.5, middle - high / 2 + 0.5, wide - 1, high - 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.control, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, high / 2, high / 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setFont(font)
            painter.setPen(theme.ink2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, held)
            after -= wide + 6
        return after

    def _elided(self, painter: QPainter, text: str, box: QRect) -> None:
        # Qt measures the whole text before it elides: what cannot fit anyway is cut first
        words = text[: box.width() // 2]
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        if right_to_left(words):
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | _FROM_LEFT, shown)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def initials(name: str) -> str:
    """The first letters of a name's first and last words: "NA" for Nell Ashdown."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
