"""Code points to UTF-16 units and back: records count the former, Qt counts the latter. The one place that converts."""

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """The two ways to count one text. Built once; a question then costs O(log n) of its astral characters."""

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._units = [at + before for before, at in enumerate(self._astral)]
        self.length = len(text) + len(self._astral)

    def to_qt(self, code_point: int) -> int:
        """The UTF-16 unit at which the character number `code_point` begins."""
        return code_point + bisect_left(self._astral, code_point)

    def from_qt(self, unit: int) -> int:
        """The number of the character in which the UTF-16 unit lies; in the middle of a pair, that pair's character."""
        return unit - bisect_left(self._units, unit)
