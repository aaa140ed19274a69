"""A splitter whose dividers are lines of one pixel with a wider grip."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ui.i18n import tr
from ui.theme import Theme


class Divided(QSplitter):
    """Panes side by side or one over the other. Qt itself gives a handle of one pixel a grip of five."""

    def __init__(self, theme: Theme, side: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's line."""
        self.theme = theme
        self.update()

    def createHandle(self) -> QSplitterHandle:
        """A plain line."""
        return _Line(self.orientation(), self)


class _Line(QSplitterHandle):
    """One pixel in the colour of hairlines."""

    def __init__(self, side: Qt.Orientation, parent: Divided) -> None:
        super().__init__(side, parent)
        self._divided = parent
        self.setAccessibleName(tr("Divider"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), self._divided.theme.hairline)
        painter.end()
