"""The strip at the window's foot: saved when, at the left; which library, which policy, at the right."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import Theme
from ui.times import when
from ui.widgets import Label


class StatusStrip(QWidget):
    """There is no Save button, so the state is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 1, 12, 0)
        self._saved = Label(theme, role="small", tone="ink2", figures=True)
        self._place = Label(theme, role="small", tone="ink2")
        self._row = row
        row.addWidget(self._saved, 1)
        row.addWidget(self._place)
        self._at = ""
        self._settled = True
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground and height."""
        self._theme = theme
        self.setFixedHeight(theme.height("status_bar"))
        self._row.setContentsMargins(18 + theme.px(14), 1, 12, 0)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.window)
        self.setPalette(palette)

    def hold(self, widget: QWidget) -> None:
        """Show something between what is saved and the library's name."""
        self._row.insertWidget(1, widget)

    def show_saved(self, at: str) -> None:
        """The newest edit is on the disk since `at`."""
        self._at = at
        if self._settled:
            self._saved.setText(tr("Saved {time}", time=when(at)) if at else "")
        self.update()

    def show_waiting(self, waiting: bool) -> None:
        """Something typed is not kept yet, be it for half a second."""
        self._settled = not waiting
        if waiting:
            self._saved.setText(tr("Saving…"))
        self.show_saved(self._at)

    def show_stuck(self, *_why: object) -> None:
        """What was typed could not be kept, or waits for somebody to choose."""
        self._settled = False
        self._saved.setText(tr("Not saved yet"))
        self.update()

    def show_place(self, library: str, policy: str) -> None:
        """Which library, and under which policy."""
        self._place.setText("  ·  ".join(part for part in (library, policy) if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above, and a tick beside what is saved."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.hairline)
        if self._at and self._settled:
            side = self._theme.px(14)
            icons.paint(
                painter, "check-circle", QRectF(12, (self.height() - side) / 2 + 0.5, side, side), self._theme.ink2
            )
        painter.end()
