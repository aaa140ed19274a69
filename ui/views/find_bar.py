"""A search in one text: a field, how many there are, and steps between them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import IconButton, Label, SearchField


class FindBar(QWidget):
    """Return and Shift+Return step through what was found; Escape closes."""

    searched = Signal(str)
    went_to = Signal(int)  # number of a place found, from 0
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._at = 0, -1
        self.field = SearchField(theme, tr("Find in this evidence"), dense=True)
        self.count = Label(theme, role="small", tone="ink2", figures=True)
        self.back = IconButton(theme, "caret-left", tr("Previous place"))
        self.on = IconButton(theme, "caret-right", tr("Next place"))
        self.shut = IconButton(theme, "x", tr("Close the search"), key="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.back, self.on, self.shut):
            row.addWidget(widget)
        self.field.textChanged.connect(self.searched)
        self.field.left.connect(self.close_search)
        self.field.installEventFilter(self)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.shut.clicked.connect(self.close_search)
        self.setAutoFillBackground(True)
        self.show_found(0)
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
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._line)
        painter.end()

    def open(self) -> None:
        """Show it with the caret in the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_search(self) -> None:
        """Hide it and say so."""
        self.close_quietly()
        self.closed.emit()

    def close_quietly(self) -> None:
        """Hide and empty it."""
        self.hide()
        self.field.clear()

    def show_found(self, total: int) -> None:
        """Say how many places were found, and go to the first."""
        self._total, self._at = total, -1
        self.back.setEnabled(total > 0)
        self.on.setEnabled(total > 0)
        self._say()
        if total:
            self.step(1)

    def show_more(self, total: int) -> None:
        """Say that more places were counted, and stay where one is."""
        self._total = total
        self._say()

    def step(self, by: int) -> None:
        """Go to the next or the previous place, round again at the ends."""
        if self._total:
            self._at = (self._at + by) % self._total
            self._say()
            self.went_to.emit(self._at)

    def _say(self) -> None:
        if self._total:
            self.count.setText(tr("{n} of {total}", n=self._at + 1, total=self._total))
        else:
            self.count.setText(tr("Not there") if self.field.text() else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes at once, whatever the field holds."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_search()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, with Shift back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
