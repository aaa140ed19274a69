"""A small field for a few lines, as high as what stands in it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import Theme

_FRAME = 12  # border and padding, above and below together


class GrowingText(QPlainTextEdit):
    """Plain text that grows from `least` to `most` lines; Tab leaves it. `typed` follows the user's own changes."""

    typed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, least: int = 2, most: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._last = ""
        self._high = 0
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self._on_text)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font."""
        self.setFont(theme.font("small"))
        self._grow()

    def put_text(self, text: str) -> None:
        """Show this text; not counted as typed. The caret stays where it was as far as it can."""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._last = text
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(cursor)

    def _on_text(self) -> None:
        self._grow()
        text = self.toPlainText()
        if text != self._last:
            self._last = text
            self.typed.emit(text)

    def _grow(self) -> None:
        needed = round(self.document().size().height())
        lines = min(self._most, max(self._least, needed))
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        high = lines * QFontMetrics(self.font()).lineSpacing() + 6 + _FRAME
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew, so the height may change."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """Narrow, and as high as it is."""
        return QSize(120, self._high)
