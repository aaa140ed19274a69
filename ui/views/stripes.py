"""Quotes that overlap: which ones belong together, and the stripes beside the text that tell them apart."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextBlock

from db.records import QuoteId
from ui.theme import Theme
from ui.views.lines import pieces
from ui.views.marks import Mark

_ROOM, _PITCH, _WIDE, _CAP = 12, 4, 2, 3  # pixels: room beside the text, from stripe to stripe, a stripe, its hooks
_LANES = _ROOM // _PITCH
_LINE = 80  # characters: a line never holds more, so quotes that far apart never stand on one


def overlapping(marks: Sequence[Mark]) -> Mapping[QuoteId, tuple[QuoteId, ...]]:
    """For each quote whose words share a character with another's: all that hang together so, in the text's order."""
    groups: list[list[Mark]] = []
    reach = -1
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < reach:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        reach = max(reach, mark.end)
    several = [tuple(mark.quote_id for mark in group) for group in groups if len(group) > 1]
    return {quote_id: group for group in several for quote_id in group}


def lanes(marks: Sequence[Mark]) -> Mapping[QuoteId, int]:
    """Which lane beside the text each overlapping quote's stripe stands in; those in one lane share no line.

    Where there are more than there is room for, the last lane holds the rest.
    """
    together = overlapping(marks)
    found: dict[QuoteId, int] = {}
    ends: list[int] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.quote_id not in together:
            continue
        lane = next((lane for lane, end in enumerate(ends) if end + _LINE <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        found[mark.quote_id] = min(lane, _LANES - 1)
    return found


def boxes(
    marks: Sequence[Mark], lane_of: Mapping[QuoteId, int], block: QTextBlock, origin: QPointF, right: float, size: float
) -> Iterator[tuple[Mark, QRectF, bool, bool]]:
    """Each stripe's part beside a block: the mark, where, and whether it begins and ends there."""
    for mark in marks:
        if mark.quote_id not in lane_of:
            continue
        held = [piece for start, end in mark.lines for piece in pieces(block, origin, start, end)]
        if not held:
            continue
        top, bottom = held[0].baseline - 0.9 * size, held[-1].baseline + 0.35 * size
        x = right - _ROOM + lane_of[mark.quote_id] * _PITCH
        yield mark, QRectF(x, top, _WIDE, bottom - top), block.contains(mark.start), block.contains(mark.end - 1)


def draw_stripe(
    painter: QPainter, theme: Theme, box: QRectF, mark: Mark, ends: tuple[bool, bool], chosen: bool
) -> None:
    """A line as high as the quote, with a hook where it begins and where it ends."""
    colour = theme.accent if chosen else theme.line_colour(mark.status)
    painter.fillRect(box.adjusted(0, 0, 1 if chosen else 0, 0), colour)
    for there, y in zip(ends, (box.top(), box.bottom() - 1.5), strict=True):
        if there:
            painter.fillRect(QRectF(box.left() - _CAP, y, _CAP, 1.5), colour)
