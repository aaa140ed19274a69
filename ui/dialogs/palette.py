"""The palette: one field over everything one can do, and every quote, speaker, article and piece of evidence."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.dialogs.palette_rows import ICON, WORDS, Rows, chip
from ui.finding import Entry, Finder, far, look_up
from ui.i18n import tr
from ui.searching import Searching
from ui.theme import Theme, tokens
from ui.widgets import Label

_FIELD, _FOOT = 56, 34
_TOP = 0.12  # of the window's height above the palette
_DIM = 0.34


class Palette(QWidget):
    """Covers the window, dims it, and closes with Escape, a click outside, or a choice."""

    closed = Signal()

    def __init__(self, theme: Theme, finder: Finder, searching: Searching, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder, self._searching = finder, searching
        self._awaited = self._at_once = False  # the library's answer; Enter was pressed before it came
        self._before: QWidget | None = None
        self.setAccessibleName(tr("Find or do anything"))
        self._card = _Card(theme, self)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._field = _Field(theme)
        self._rows = Rows(theme)
        self._foot = Label(
            theme, tr("Enter to run     ↑ ↓ to move     > actions   # quotes   @ speakers"), role="small"
        )
        self._foot.set_tone("ink2")
        self._foot.setContentsMargins(20, 0, 20, 0)
        column.addWidget(self._field)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)
        self._field.textChanged.connect(self._search)
        self._field.moved.connect(self._rows.step)
        self._field.entered.connect(self._run)
        self._field.escaped.connect(self.close_palette)
        self._rows.clicked.connect(lambda _index: self._run())
        parent.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme."""
        self._theme = theme
        self._foot.setFixedHeight(theme.px(_FOOT))
        self.update()

    def open(self, text: str = "") -> None:
        """Cover the window and wait for words."""
        self._before = self.window().focusWidget()
        self._place()
        self._field.setText(text)
        self._search(text)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        QTimer.singleShot(0, self, self._finder.warm)

    def close_palette(self) -> None:
        """Uncover the window; the keyboard goes back to where it was."""
        self._searching.drop()
        self._awaited = self._at_once = False
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _search(self, text: str) -> None:
        """Show at once what the desk holds; what the library holds comes beneath it, unless other words are typed."""
        self._searching.drop()
        self._awaited, self._at_once = far(text), False
        near = self._finder.near(text)
        self._rows.show_entries(near, tr("Searching the library") if self._awaited else tr("Nothing found"))
        if self._awaited:
            self._searching.ask(look_up, text, lambda found: self._add(near + self._finder.beyond(text, found)))

    def _add(self, entries: Sequence[Entry]) -> None:
        self._awaited = False
        self._rows.show_entries(entries, tr("Nothing found"), stay=True)
        if self._at_once:
            self._run()

    def _run(self) -> None:
        entry = self._rows.current()
        self._at_once = entry is None and self._awaited
        if entry is None or entry.reason:
            return
        self.close_palette()
        entry.run()

    def _place(self) -> None:
        self.setGeometry(self.window().rect())
        wide, high = tokens()["width"]["palette"]
        scale = self._theme.scale
        wide, high = min(round(wide * scale), self.width() - 48), min(round(high * scale), self.height() - 48)
        top = min(round(self.height() * _TOP), (self.height() - high) // 2)  # the card never reaches out of the window
        self._card.setGeometry((self.width() - wide) // 2, max(16, top), wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dimmed window."""
        painter = QPainter(self)
        veil = QColor(self._theme.shadow)
        veil.setAlphaF(0.5 if self._theme.dark else _DIM)
        painter.fillRect(self.rect(), veil)
        painter.end()


class _Card(QWidget):
    """The raised ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card is not one beside it."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, frame, and the lines under the field and over the foot."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.hairline, 1))
        painter.setBrush(theme.raised)
        radius = theme.radius("dialog")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillRect(0, theme.px(_FIELD) - 1, self.width(), 1, theme.hairline)
        painter.fillRect(0, self.height() - theme.px(_FOOT), self.width(), 1, theme.hairline)
        painter.end()


class _Field(QLineEdit):
    """Keeps the keyboard while the palette is open; arrows move the rows."""

    moved = Signal(int)
    entered = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("Find or do anything"))
        self.setPlaceholderText(tr("Find or do anything"))
        self.setFrame(False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font."""
        self._theme = theme
        field = theme.px(_FIELD)
        self.setFont(theme.font("title"))
        self.setFixedHeight(field)
        self.setTextMargins(theme.px(WORDS) - 9, 0, theme.px(64), 0)
        high = f"min-height: {field}px; max-height: {field}px; padding: 0 7px; border: 0; background: transparent;"
        self.setStyleSheet(f"QLineEdit, QLineEdit:focus {{ {high} }}")

    def focusNextPrevChild(self, following: bool) -> bool:
        """The keyboard stays here."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter runs, Escape closes."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its glass, and the key that closes it."""
        super().paintEvent(event)
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(ICON)
        icons.paint(painter, "magnifying-glass", QRectF(20, (self.height() - side) / 2, side, side), theme.ink2)
        chip(painter, theme, QRect(0, 0, self.width() - 18, self.height()), tr("Esc"))
        painter.end()
