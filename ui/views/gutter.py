"""What stands left of the article's text: the number and the icon of each quote, at its first line."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui import icons
from ui.theme import Theme
from ui.views.marks import Mark

_ICON = 14  # pixels


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gutter says beside one line: the quotes that begin there."""

    marks: tuple[Mark, ...]
    baseline: float


def paint_entry(painter: QPainter, theme: Theme, room: int, entry: Entry, mark: Mark, chosen: bool) -> None:
    """Draw number and icon beside a line, `room` pixels left of the words; the number of the chosen one in a badge."""
    middle = entry.baseline - 0.3 * theme.reading_size
    side = theme.px(_ICON)
    place = QRectF(room - theme.px(8) - side, middle - side / 2, side, side)
    icons.paint_status(painter, mark.status, place, theme.status_colour(mark.status), theme.paper)
    others = len(entry.marks) - 1
    words = f"{mark.number} +{others}" if others else str(mark.number)
    font = theme.font("caption", weight="strong" if chosen else "label", figures=True)
    wide = max(QFontMetricsF(font).horizontalAdvance(words), QFontMetricsF(font).horizontalAdvance("0"))
    broad, high = max(theme.px(17), wide + 6), theme.px(18)
    centre = max(wide / 2 + 2, min(12.5 * theme.scale, place.left() - 3 - wide / 2))
    box = QRectF(centre - broad / 2, middle - high / 2, broad, high)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(theme.on_accent if chosen else theme.ink3)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
