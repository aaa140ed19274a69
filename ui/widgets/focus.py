"""The focus ring: two pixels, three off, round the button that has the focus; inside the edge of what scrolls.

Fields and rows draw their own.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollArea, QWidget

from ui.theme import Theme, tokens

_RING, _OFFSET = tokens()["focus"]["ring"], tokens()["focus"]["offset"]
_ROOM = _RING + _OFFSET


class FocusRing(QObject):
    """Follows the focus in one window. Keep it as long as the window; dress it like a widget."""

    def __init__(self, window: QWidget, app: QApplication, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._ring: _Ring | None = None
        self._app = app
        self._following = True
        app.focusChanged.connect(self._follow)

    def leave(self) -> None:
        """Follow no longer: the window is about to go, and with it what the ring is drawn round."""
        if self._following:
            self._following = False
            self._app.focusChanged.disconnect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the theme's colour from now on."""
        self._theme = theme
        self._follow(None, self._window.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if (
            isinstance(new, QAbstractButton | QScrollArea)
            and new.window() is self._window
            and new.parentWidget() is not None
        ):
            self._ring = _Ring(new, self._theme)


def inside_edge(painter: QPainter, area: QRect, theme: Theme) -> None:
    """The ring of what fills its pane: inside its edge."""
    half = _RING / 2
    painter.setPen(QPen(theme.focus, _RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(area).adjusted(half, half, -half, -half))


def _held(widget: QWidget) -> bool:
    """Whether something may be drawn beside what that widget holds: not where it only shows a part of it."""
    above = None if widget.isWindow() else widget.parentWidget()
    return above is not None and not (isinstance(above, QAbstractScrollArea) and above.viewport() is widget)


class _Ring(QWidget):
    """The ring itself: in the button's parent, or the next one up that has room for it, so that it scrolls with it."""

    def __init__(self, button: QAbstractButton | QScrollArea, theme: Theme) -> None:
        super().__init__(button.parentWidget())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._button = button
        self._room = 0 if isinstance(button, QScrollArea) else _ROOM  # what fills its pane has none outside
        button.installEventFilter(self)
        self._watched: QWidget = button
        self._place()
        self.setVisible(button.isVisible())

    def _place(self) -> None:
        button, parent = self._button, self._button.parentWidget()
        if parent is None:
            return
        place = button.geometry().adjusted(-self._room, -self._room, self._room, self._room)
        up = parent.parentWidget()
        if up is not None and not parent.rect().contains(place) and _held(up):
            self._watch(parent)
            place, parent = place.translated(parent.pos()), up
        if parent is not self.parentWidget():
            shown = self.isVisible()
            self.setParent(parent)
            self.setVisible(shown)
        self.setGeometry(place)
        self.raise_()

    def _watch(self, held: QWidget) -> None:
        """Move with the button's parent too."""
        if self._watched is not held:
            self._watched = held
            held.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the button."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.Show):
            self.setVisible(event.type() == QEvent.Type.Show)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.focus, _RING))
        half = _RING / 2
        radius = self._theme.radius("control") + _OFFSET
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()
