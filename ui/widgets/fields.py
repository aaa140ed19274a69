"""Fields to type into."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDateTimeEdit


def with_calendar(field: "QDateTimeEdit") -> None:
    """Let a day be picked from a calendar, whose week ends are days like any others to a newsroom."""
    from PySide6.QtGui import QTextCharFormat
    from PySide6.QtWidgets import QAbstractSpinBox

    field.setCalendarPopup(True)
    field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)  # unseen ones would step the year
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        field.calendarWidget().setWeekdayTextFormat(day, QTextCharFormat())


class SearchField(QLineEdit):
    """A field with a glass at the left and, where given, its key at the right. Escape empties it."""

    left = Signal()  # Escape in an empty field, or Down: back to what is searched

    def __init__(self, theme: Theme, name: str, *, key: str = "", dense: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._key, self._dense = key, dense
        self.setProperty("dense", dense)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and height."""
        self._theme = theme
        self.setFont(theme.font("small" if self._dense else "body"))
        self._make_room()

    def set_key(self, key: str) -> None:
        """Show another key at the right, or none."""
        self._key = key
        self._make_room()

    def _chip_width(self) -> int:
        metrics = QFontMetrics(self._theme.font("caption", weight="label"))
        return metrics.horizontalAdvance(self._key) + 12 if self._key else 0

    def _make_room(self) -> None:
        self.setTextMargins(self._theme.px(14) + 5, 0, self._chip_width(), 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field; in an empty one, and with Down, the eye goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then glass and key."""
        super().paintEvent(event)
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(14)
        icons.paint(painter, "magnifying-glass", QRectF(8, (self.height() - side) / 2, side, side), theme.ink2)
        if self._key and not self.text():
            wide = self._chip_width() - 2
            high = theme.px(17)
            box = QRectF(self.width() - wide - 6.5, (self.height() - high - 1) / 2 + 0.5, wide - 1, high)
            painter.setPen(QPen(theme.hairline, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.ink2)
            painter.setFont(theme.font("caption", weight="label"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()
