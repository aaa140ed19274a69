"""A slim scroll bar that can carry ticks: where in the text something stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.theme import Theme

_WIDE, _THUMB, _LEAST = 12, 4, 32


class TickBar(QScrollBar):
    """Vertical; drawn over the surface of the text, with nothing but a thumb and its ticks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, ground: str = "paper") -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._ground = ground
        self._ticks: tuple[tuple[float, QColor, bool], ...] = ()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def show_ticks(self, ticks: Sequence[tuple[float, QColor, bool]]) -> None:
        """Draw a tick at each share (0 to 1) of the text, in its colour; a long one for what is selected."""
        self._ticks = tuple(ticks)
        self.update()

    def sizeHint(self) -> QSize:
        """Twelve pixels wide."""
        return QSize(_WIDE, 2 * _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the thumb where there is something to scroll, the ticks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(self._theme, self._ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, span = self.height() - 12, self.maximum() - self.minimum()
        if span > 0:
            high = max(_LEAST, room * self.pageStep() / (span + self.pageStep()))
            top = 6 + (room - high) * (self.value() - self.minimum()) / span
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.ink3 if self.isSliderDown() else self._theme.control)
            painter.drawRoundedRect(QRectF((_WIDE - _THUMB) / 2, top, _THUMB, high), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for share, colour, long in self._ticks:
            y = round(6 + room * share)
            painter.fillRect(0 if long else _WIDE - 3, y, _WIDE if long else 3, 3 if long else 1, colour)
        painter.end()
