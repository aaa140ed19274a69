"""Status lines and tints, painted round the words of a text document: formats of text lack half of these styles.

All distances are those of the tokens' [marks], in pixels at 16, grown with the text. Everything is measured from a
line's own baseline, since a fixed line height clips its box.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextBlock

from ui.theme import tokens

_ABOVE, _BELOW = 0.96, 0.39  # how far a tint reaches from the baseline, in text sizes: 22 pixels at 16
_OUTSET = 2  # how far a tint reaches beyond the words, in pixels


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch of words that stands on one line: from `left` to `right`, on `baseline`."""

    left: float
    right: float
    baseline: float
    first: bool
    last: bool


def pieces(block: QTextBlock, origin: QPointF, start: int, end: int) -> Iterator[Piece]:
    """Where the stretch from `start` to `end` (document positions) stands in `block`, line by line.

    `origin` is the block's top left. The space that ends a line is left out; lines with nothing left are passed over.
    """
    layout, text, place = block.layout(), block.text(), block.position()
    low, high = max(0, start - place), min(len(text), end - place)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        head = max(low, line.textStart())
        tail = min(high, line.textStart() + line.textLength())
        while tail > head and text[tail - 1].isspace():
            tail -= 1
        if head >= tail:
            continue
        left, right = sorted((_x(line.cursorToX(head)), _x(line.cursorToX(tail))))
        baseline = origin.y() + line.y() + line.ascent()
        rest = text[tail : max(tail, high)]
        last = end <= place + len(text) and not rest.strip()
        yield Piece(origin.x() + left, origin.x() + right, baseline, head + place <= start, last)


def _x(answer: Any) -> float:
    return float(answer[0] if isinstance(answer, tuple) else answer)


def tint_box(piece: Piece, size: float) -> QRectF:
    """The rounded box behind a piece of words set at `size` pixels."""
    top = round(piece.baseline - _ABOVE * size)
    high = round((_ABOVE + _BELOW) * size)
    return QRectF(piece.left - _OUTSET, top, piece.right - piece.left + 2 * _OUTSET, high)


def draw_tint(painter: QPainter, piece: Piece, size: float, colour: QColor, radius: int) -> None:
    """Draw a tint behind a piece of words."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(tint_box(piece, size), radius, radius)


def draw_line(painter: QPainter, piece: Piece, size: float, style: str, colour: QColor) -> None:
    """Draw a status line of the tokens' `style` under (or round) a piece of words set at `size` pixels."""
    marks, scale = tokens()["marks"], size / 16
    pen = QPen(colour, marks["stroke"] * scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    y = float(round(piece.baseline + marks["below_baseline"] * scale))  # on a whole pixel, so that it is sharp
    _STYLES[style](painter, piece, y, scale)


def _solid(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    painter.drawLine(QPointF(piece.left, y), QPointF(piece.right, y))


def _dashes(painter: QPainter, piece: Piece, y: float, stroke: float, pattern: list[float], *, dots: bool) -> None:
    """A broken line; `pattern` is in pixels, which Qt counts in widths of the stroke."""
    pen = painter.pen()
    pen.setWidthF(stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if dots else Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / stroke for length in pattern])
    painter.setPen(pen)
    painter.drawLine(QPointF(piece.left + (stroke / 2 if dots else 0), y), QPointF(piece.right, y))


def _dotted(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["dotted"]
    _dashes(painter, piece, y, mark["stroke"] * scale, [0.001, mark["every"] * scale], dots=True)


def _dashed(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["dashed"]
    _dashes(painter, piece, y, painter.pen().widthF(), [mark["on"] * scale, mark["off"] * scale], dots=False)


def _dash_dot(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["dash_dot"]
    pattern = [mark["on"], mark["off"], mark["dot"], mark["off"]]
    _dashes(painter, piece, y, painter.pen().widthF(), [length * scale for length in pattern], dots=False)


def _double(painter: QPainter, piece: Piece, y: float, scale: float, name: str = "double") -> None:
    mark = tokens()["marks"][name]
    pen = painter.pen()
    pen.setWidthF(mark["stroke"] * scale)
    painter.setPen(pen)
    for at in (y - 0.2 * scale, y + (mark["gap"] - 0.2) * scale):
        painter.drawLine(QPointF(piece.left, at), QPointF(piece.right, at))


def _double_bar(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["double_bar"]
    _double(painter, piece, y, scale, "double_bar")
    wide, high = mark["bar"] * scale, mark["bar_height"] * scale
    top = y - 0.2 * scale + mark["gap"] * scale / 2 - high / 2
    for there, x in ((piece.first, piece.left), (piece.last, piece.right - wide)):
        if there:
            painter.fillRect(QRectF(x, top, wide, high), painter.pen().color())


def _wavy(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["wavy"]
    pen = painter.pen()
    pen.setWidthF(mark["stroke"] * scale)
    painter.setPen(pen)
    half, rise = mark["wave"] * scale / 2, mark["height"] * scale / 2
    path = QPainterPath(QPointF(piece.left, y + rise / 2))
    x, up = piece.left, True
    while x < piece.right:
        bend = y + rise / 2 + (-2 * rise if up else 2 * rise)  # a quadratic curve reaches half way to its handle
        path.quadTo(QPointF(x + half / 2, bend), QPointF(x + half, y + rise / 2))
        x, up = x + half, not up
    painter.save()
    painter.setClipRect(
        QRectF(piece.left, y - 4 * rise, piece.right - piece.left, 9 * rise), Qt.ClipOperation.IntersectClip
    )
    painter.drawPath(path)
    painter.restore()


def _solid_tick(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    wide = tokens()["marks"]["solid_tick"]["tick_width"] * scale
    if not piece.last or piece.right - piece.left < wide:
        _solid(painter, piece, y, scale)
        return
    left = piece.right - wide
    painter.drawLine(QPointF(piece.left, y), QPointF(left - 2 * scale, y))
    path = QPainterPath(QPointF(left, y))
    path.lineTo(QPointF(left + wide * 0.35, y + 2.8 * scale))
    path.lineTo(QPointF(piece.right, y - 3.6 * scale))
    painter.drawPath(path)


def _box(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["box"]
    pen = painter.pen()
    pen.setWidthF(mark["stroke"] * scale)
    painter.setPen(pen)
    out = mark["outset"] * scale
    box = tint_box(piece, 16 * scale).adjusted(_OUTSET - out, -out / 2, out - _OUTSET, out)
    painter.drawLine(box.topLeft(), box.topRight())
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if piece.first:
        painter.drawLine(box.topLeft(), box.bottomLeft())
    if piece.last:
        painter.drawLine(box.topRight(), box.bottomRight())


def _hatched(painter: QPainter, piece: Piece, y: float, scale: float) -> None:
    mark = tokens()["marks"]["hatched"]
    pen = painter.pen()
    pen.setWidthF(mark["stroke"] * scale)
    painter.setPen(pen)
    high, step = mark["height"] * scale, mark["every"] * scale
    band = QRectF(piece.left, y - 1.2 * scale, piece.right - piece.left, high)
    painter.save()
    painter.setClipRect(band, Qt.ClipOperation.IntersectClip)
    x = band.left() - high
    while x < band.right():
        painter.drawLine(QPointF(x, band.bottom()), QPointF(x + high, band.top()))
        x += step
    painter.restore()


_STYLES = {
    "solid": _solid,
    "dotted": _dotted,
    "dashed": _dashed,
    "dash_dot": _dash_dot,
    "double": _double,
    "double_bar": _double_bar,
    "wavy": _wavy,
    "solid_tick": _solid_tick,
    "box": _box,
    "hatched": _hatched,
}
