"""All quotes of the article in their order, in one line: each drawn by its status, to click and to walk along."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.workflow import Desk
from db.records import QuoteId
from ui import icons
from ui.i18n import tr
from ui.models.quotes import Quotes, Role
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_STEP, _ICON, _FADE = 18, 13, 18  # pixels: from one quote to the next, an icon, and the fade where more follow


class QuoteStrip(QListView):
    """Left and right walk along the quotes. Where they do not all fit, the strip scrolls and fades at its ends."""

    moved_to = Signal(str)  # QuoteId

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._quiet = theme, False
        self.quotes = Quotes(self)
        self.setAccessibleName(tr("Quotes in order"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for hide in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._delegate = _Sign(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.quotes)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = self._delegate.theme = theme
        self.setFixedHeight(theme.height("target_least"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.panel)
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """Room for a few quotes."""
        return QSize(3 * self._theme.px(_STEP), self._theme.height("target_least"))

    def sizeHint(self) -> QSize:
        """Room for all of them."""
        return QSize(self.quotes.rowCount() * self._theme.px(_STEP), self._theme.height("target_least"))

    def show_desk(self, desk: Desk | None) -> None:
        """Show the desk's quotes; the one selected stays selected."""
        before, self._quiet = self._quiet, True
        self.quotes.show_desk(desk)
        self._quiet = before

    def select(self, quote_id: QuoteId | None) -> None:
        """Make that quote the current one, without a signal, and bring it into view with its neighbours."""
        before, self._quiet = self._quiet, True
        row = self.quotes.row_of(quote_id)
        self.setCurrentIndex(self.quotes.index(row))
        for near in (row - 2, row + 2, row):
            if 0 <= near < self.quotes.rowCount():
                self.scrollTo(self.quotes.index(near))
        self._quiet = before

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say to which quote the user moved."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.moved_to.emit(current.data(Role.QUOTE_ID))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The quotes; a fade where there are more."""
        super().paintEvent(event)
        bar, wide = self.horizontalScrollBar(), self.viewport().width()
        painter = QPainter(self.viewport())
        if bar.value() > bar.minimum():
            self._fade(painter, 0, _FADE)
        if bar.value() < bar.maximum():
            self._fade(painter, wide, wide - _FADE)
        painter.end()

    def _fade(self, painter: QPainter, edge: int, inside: int) -> None:
        ground, clear = self._theme.panel, QColor(self._theme.panel)
        clear.setAlpha(0)
        shade = QLinearGradient(QPointF(edge, 0), QPointF(inside, 0))
        shade.setColorAt(0, ground)
        shade.setColorAt(1, clear)
        painter.fillRect(QRectF(min(edge, inside), 0, _FADE, self.height()), shade)


class _Sign(QStyledItemDelegate):
    """One quote's status icon; the selected one on a tint with a line below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All are equally wide."""
        return QSize(self.theme.px(_STEP), self.theme.height("target_least"))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Ground, icon, ring."""
        theme, box = self.theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = theme.accent_soft if chosen else theme.hover if hovered else theme.panel
        painter.save()
        painter.fillRect(box, ground)
        if chosen:
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), theme.accent)
        side, status = theme.px(_ICON), index.data(Role.STATUS)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        icons.paint_status(painter, status, place, theme.status_colour(status), ground)
        if chosen and option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()
