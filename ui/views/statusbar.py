"""The strip at the window's foot: saved when, at the left; which library, which policy, at the right."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import Theme
from ui.times import when
from ui.widgets import Label

_SAVING_MS = 1000  # "Saving…" only past this


class StatusStrip(QWidget):
    """There is no Save button, so the state is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 1, 12, 0)
        self._saved = Label(theme, role="small", tone="ink2", figures=True)
        self._place = Label(theme, role="small", tone="ink2")
        row.addWidget(self._saved, 1)
        row.addWidget(self._place)
        self._at = ""
        self._waiting = QTimer(self, singleShot=True, interval=_SAVING_MS)
        self._waiting.timeout.connect(lambda: self._saved.setText(tr("Saving…")))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground and height."""
        self._theme = theme
        self.setFixedHeight(theme.height("status_bar"))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.window)
        self.setPalette(palette)

    def show_saved(self, at: str) -> None:
        """The newest edit is on the disk since `at`."""
        self._at = at
        self._waiting.stop()
        self._saved.setText(tr("Saved {time}", time=when(at)) if at else "")
        self.update()

    def show_waiting(self, waiting: bool) -> None:
        """Something typed is not kept yet."""
        if waiting:
            self._waiting.start()
        else:
            self.show_saved(self._at)

    def show_place(self, library: str, policy: str) -> None:
        """Which library, and under which policy."""
        self._place.setText("  ·  ".join(part for part in (library, policy) if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above, and a tick beside what is saved."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.hairline)
        if self._at:
            icons.paint(painter, "check-circle", QRectF(12, (self.height() - 14) / 2 + 0.5, 14, 14), self._theme.ink2)
        painter.end()
