"""Article and evidence scroll together: what stands beside a quote is what was said where the quote comes from."""

from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from ui.views.page import ReadingPage

Pair = tuple[int, int]  # a quote's first character in the article, and its passage's in the evidence
_NEAR = 4
_Ends = Sequence[tuple[float, float]]


class Linked(QObject):
    """While `on`, the page that the user scrolls takes the other one along. What the desk scrolls itself does not."""

    def __init__(self, article: "ReadingPage", evidence: "ReadingPage", parent: QObject) -> None:
        super().__init__(parent)
        self.on = True
        self._pages = (article, evidence)
        self._pairs: tuple[Sequence[Pair], Sequence[Pair]] = ((), ())  # in the order of either text
        self._led_by = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        for number, page in enumerate(self._pages):
            page.installEventFilter(self)
            page.verticalScrollBar().actionTriggered.connect(lambda _action, number=number: self._lead(number))

    def use_pairs(self, pairs: Sequence[Pair]) -> None:
        """These places belong together."""
        self._pairs = (sorted(pairs), sorted((passage, quote) for quote, passage in pairs))

    def stay(self) -> None:
        """What was just done in a text is no scrolling."""
        self._later.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that moves the caret may scroll, too."""
        if event.type() == QEvent.Type.KeyPress and watched in self._pages:
            self._lead(self._pages.index(watched))
        return False

    def _lead(self, number: int) -> None:
        if self.on:
            self._led_by = number
            self._later.start()

    def _follow(self) -> None:
        leader, other = self._pages[self._led_by], self._pages[1 - self._led_by]
        pairs = self._pairs[self._led_by]
        if not (pairs and leader.isVisible() and other.isVisible()):
            return
        place = leader.verticalScrollBar().value() + leader.viewport().height() / 3
        at = bisect(pairs, (leader.character_near(place), 0))
        near = pairs[max(0, at - _NEAR) : at + _NEAR]  # the others lie farther off: a long article has thousands
        tops = sorted((leader.top_of_character(led), other.top_of_character(follows)) for led, follows in near)
        wanted = beside(place, tops) - other.viewport().height() / 3
        other.scroll_to(round(wanted))


def beside(place: float, tops: _Ends) -> float:
    """How far down in one text what belongs beside `place` in the other stands.

    `tops` are places that belong together, in the order of the text that leads. Between two of them that stand in
    the same order in both texts it goes evenly; elsewhere the nearer one is followed. At least one is needed.
    """
    before = [pair for pair in tops if pair[0] <= place]
    after = [pair for pair in tops if pair[0] > place]
    if before and after and before[-1][1] <= after[0][1]:
        (a, b), (c, d) = before[-1], after[0]
        return b + (d - b) * (place - a) / (c - a)
    led, follows = min(tops, key=lambda pair: abs(pair[0] - place))
    return follows + place - led
