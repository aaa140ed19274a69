"""The focus ring: two pixels, three pixels off, round the button that has the focus. Fields and rows draw their own."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

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
        if isinstance(new, QAbstractButton) and new.window() is self._window and new.parentWidget() is not None:
            self._ring = _Ring(new, self._theme)


class _Ring(QWidget):
    """The ring itself: beside its button in the same parent, so that it scrolls and is clipped with it."""

    def __init__(self, button: QAbstractButton, theme: Theme) -> None:
        super().__init__(button.parentWidget())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._button = button
        button.installEventFilter(self)
        self._place()
        self.setVisible(button.isVisible())

    def _place(self) -> None:
        self.setGeometry(self._button.geometry().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))
        self.raise_()

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
