"""A strip at the foot of a pane with what can be done now, and strips of plain words at its head."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class Strip(QWidget):
    """Words and at most one button, on the panel's ground, with a line on the side of the text."""

    pressed = Signal()

    def __init__(self, theme: Theme, text: str, *, button: str = "", foot: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._foot = foot
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 5, 10, 5)
        row.setSpacing(12)
        self.label = Label(theme, text, role="small", tone="ink2")
        self.label.setWordWrap(True)
        row.addWidget(self.label, 1)
        self.button = Button(theme, button)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.pressed)
        row.addWidget(self.button)
        self.setAutoFillBackground(True)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground."""
        self._line = theme.hairline
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line towards the text."""
        painter = QPainter(self)
        painter.fillRect(0, 0 if self._foot else self.height() - 1, self.width(), 1, self._line)
        painter.end()
