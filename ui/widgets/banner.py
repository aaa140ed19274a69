"""A message in the pane that it concerns; it stays until dealt with."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

_ICONS = {"error": "warning-circle", "warning": "warning", "done": "check-circle"}


class Banner(QWidget):
    """One sentence, a bar and an icon that say how grave it is, and at most one button and a way to close it."""

    pressed = Signal()  # the button
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        kind: str,
        text: str,
        *,
        button: str = "",
        icon: str = "",
        close: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`kind` is "error", "warning" or "done"; `close` names the button that closes it, "" for none."""
        super().__init__(parent)
        self._kind, self._icon = kind, icon
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24) + 12, 8, 8, 8)
        row.setSpacing(12)
        self._label = Label(theme, text, role="small")
        self._label.setWordWrap(True)
        row.addWidget(self._label, 1)
        self._button = Button(theme, button)
        self._button.setVisible(bool(button))
        self._button.clicked.connect(self.pressed)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        if close:
            cross = IconButton(theme, "x", close)
            cross.clicked.connect(self.closed)
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def show_words(self, kind: str, text: str, button: str = "", icon: str = "") -> None:
        """Say something else."""
        self._kind, self._icon = kind, icon
        self._label.setText(text)
        self.setAccessibleName(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, bar, icon."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.radius("control"), theme.radius("control"))
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), getattr(theme, f"{self._kind}_bg"))
        colour = getattr(theme, self._kind)
        painter.fillRect(0, 0, 3, self.height(), colour)
        words = self._label.heightForWidth(self._label.width())
        centre = self._label.geometry().center().y() - words / 2 + self._label.fontMetrics().height() / 2
        side = theme.px(16)
        icons.paint(painter, self._icon or _ICONS[self._kind], QRectF(12, centre - side / 2, side, side), colour)
        painter.end()
