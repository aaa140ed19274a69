"""The two ends of the selected quote, to take hold of: dragged from word to word, or with Alt from letter to letter."""

import re
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from db.records import Span
from ui.theme import Theme
from ui.views.page import ReadingPage

End = Literal["start", "end"]
_REACH, _KNOB, _BAR = 6, 4, 2  # pixels: how near the pointer takes hold, a knob's radius, a bar's width
_NEAR = 160  # characters looked through for the edges of words


def snapped(text: str, at: int, end: End) -> int:
    """The nearest place to `at` where a word, or a word with the stops that touch it, starts or ends."""
    low = max(0, at - _NEAR)
    near = text[low : at + _NEAR]
    words = [*re.finditer(r"\w[\w’'-]*", near), *re.finditer(r"[^\s“”„«»\"]+", near)]
    places = {low + (found.start() if end == "start" else found.end()) for found in words}
    return min(places, key=lambda place: (abs(place - at), place), default=at)


@dataclass(frozen=True, slots=True)
class Pull:
    """A drag under way: the end that was taken, and the bounds it comes to so far, in characters."""

    end: End
    bounds: Span


class Handles:
    """Draws the handles of one quote on a page, and turns a drag into bounds."""

    def __init__(self, page: ReadingPage) -> None:
        self._page = page
        self.text = ""
        self.bounds: Span | None = None  # of the selected quote, in characters; None for no handles
        self.around: Span = (0, 0)  # where they stand until they are taken: outside the quotation marks, if any
        self.pull: Pull | None = None

    def at(self, point: QPointF, theme: Theme) -> End | None:
        """The handle under a point of the viewport."""
        if self.bounds is None:
            return None
        for end in ("end", "start"):  # type: End
            if self._area(end, theme).contains(point):
                return end
        return None

    def take(self, end: End) -> None:
        """Begin to drag that end."""
        if self.bounds is not None:
            self.pull = Pull(end, self.bounds)

    def drag(self, point: QPointF, *, letters: bool) -> None:
        """Move the end that was taken to the word, or the letter, under a point of the viewport."""
        if self.pull is None or self.bounds is None:
            return
        page, end = self._page, self.pull.end
        place = page.places.from_document(page.cursorForPosition(point.toPoint()).position())
        place = place if letters else snapped(self.text, place, end)
        start, stop = self.bounds
        if end == "start":
            self.pull = Pull(end, (min(place, stop - 1), stop))
        else:
            self.pull = Pull(end, (start, max(place, start + 1)))

    def drop(self) -> Span | None:
        """End the drag. The new bounds, None where they are the old ones."""
        pull, self.pull = self.pull, None
        return pull.bounds if pull is not None and pull.bounds != self.bounds else None

    def foot(self, end: End) -> QPointF:
        """Where the handle of that end stands, on the baseline of its line."""
        number = 0 if end == "start" else 1
        if self.pull is not None and self.pull.end == end:
            return self._page.place_of(self._page.places.to_document(self.pull.bounds[number]))
        return self._page.place_of(self.around[number])

    def _area(self, end: End, theme: Theme) -> QRectF:
        foot, high = self.foot(end), theme.reading_size
        return QRectF(foot.x() - _REACH, foot.y() - high - _KNOB, 2 * _REACH, 1.4 * high + 2 * _KNOB)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """A bar at each end, with a knob above the first word and below the last."""
        if self.bounds is None:
            return
        size = theme.reading_size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        for end in ("start", "end"):  # type: End
            foot = self.foot(end)
            top, bottom = foot.y() - 0.94 * size, foot.y() + 0.4 * size
            painter.drawRect(QRectF(foot.x() - _BAR / 2, top, _BAR, bottom - top))
            knob = QPointF(foot.x(), top - 1 if end == "start" else bottom + 1)
            painter.drawEllipse(knob, _KNOB, _KNOB)
