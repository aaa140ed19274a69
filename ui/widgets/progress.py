"""How far an article has come: one small block for each quote, in the article's order."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

_GAP = 2
_LEAST = 3  # blocks narrower than this run together into one bar


def paint_segments(painter: QPainter, box: QRectF, done: Sequence[bool], full: QColor, empty: QColor) -> None:
    """Draw a block for each quote into `box`, `full` where done; one bar with the share done where they do not fit."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    count = len(done)
    wide = (box.width() - _GAP * (count - 1)) / count if count else 0
    if wide >= _LEAST:
        for number, is_done in enumerate(done):
            painter.setBrush(full if is_done else empty)
            left = box.x() + number * (wide + _GAP)
            painter.drawRoundedRect(QRectF(left, box.y(), wide, box.height()), 2, 2)
    elif count:
        painter.setBrush(empty)
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(full)
        share = box.width() * sum(done) / count
        painter.drawRoundedRect(QRectF(box.x(), box.y(), share, box.height()), 2, 2)
    painter.restore()


class Segments(QWidget):
    """The blocks as a widget. The count stands beside it in words, so it says the same to a screen reader."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done: tuple[bool, ...] = ()
        self._signed = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def show_done(self, done: Sequence[bool], words: str, *, signed: bool = False) -> None:
        """Show which quotes are done; `words` is the accessible name ("7 of 11 left")."""
        self._done, self._signed = tuple(done), signed
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ten pixels a quote, up to eleven quotes."""
        return QSize(min(132, 12 * len(self._done)), 6)

    def minimumSizeHint(self) -> QSize:
        """What can still be told apart."""
        return QSize(min(60, 12 * len(self._done)), 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The blocks; grey once signed off."""
        painter = QPainter(self)
        full = self._theme.ink3 if self._signed else self._theme.accent
        paint_segments(painter, QRectF(self.rect()), self._done, full, self._theme.track)
        painter.end()
