"""Framed cards in place of a text: nothing there yet, work going on, words on their way."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class _Card(QWidget):
    """A rounded frame."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and frame."""
        painter = QPainter(self)
        self._paint_frame(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.hairline, 1))
        painter.setBrush(self._theme.panel)
        radius = self._theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class EmptyCard(_Card):
    """Nothing is here yet: an icon, a title, a sentence, and a button that helps, where there is one."""

    pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        *,
        button: str = "",
        status: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`icon` is a Phosphor name; `status` draws that status icon instead."""
        super().__init__(theme, parent)
        self._icon, self._status = icon, status
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 26 + theme.px(20), 16, 14)
        column.setSpacing(4)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = Label(theme, title, role="strong")
        self.text = Label(theme, text, tone="ink2", role="small")
        for label in (self.title, self.text):
            label.setAlignment(centre)
            label.setWordWrap(True)
            column.addWidget(label)
        self.button = Button(theme, button)
        self.button.setMinimumWidth(144)
        self.button.clicked.connect(self.pressed)
        column.addSpacing(6)
        column.addWidget(self.button, 0, centre)
        self.show_words(title, text, button)

    def show_words(self, title: str, text: str, button: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{title}. {text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame and icon."""
        theme, painter = self._theme, QPainter(self)
        self._paint_frame(painter)
        side = theme.px(20)
        box = QRectF((self.width() - side) / 2, 18, side, side)
        if self._status:
            icons.paint_status(painter, self._status, box, theme.status_colour(self._status), theme.panel)
        else:
            icons.paint(painter, self._icon, box, theme.ink2)
        painter.end()


class WorkCard(_Card):
    """Work that takes a while: what is done of how much, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 12, 12)
        row.setSpacing(14)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._label = Label(theme, role="small", weight="label", figures=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        row.addLayout(column, 1)
        self.cancel = Button(theme, tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.cancel)

    def show_progress(self, words: str, done: int, of: int) -> None:
        """Say how far it is: "Comparing 4 of 11 quotes". `of` 0 stands for an unknown amount."""
        self._label.setText(words)
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._bar.setAccessibleName(words)


class LoadingBars(_Card):
    """Grey bars where text will be, for what takes longer than 0.3 seconds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedHeight(58)
        self.setAccessibleName(tr("Loading"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two bars of unequal length."""
        painter = QPainter(self)
        self._paint_frame(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.hairline)
        room = self.width() - 28
        for line, share in enumerate((0.87, 0.7)):
            painter.drawRoundedRect(QRectF(14, 16 + 16 * line, room * share, 8), 4, 4)
        painter.end()
