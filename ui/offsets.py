"""Code points to UTF-16 units and back: records count the former, Qt counts the latter. The one place that converts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Utf16:
    """The two ways to count one text. Built once; a question then costs O(log n) of its astral characters."""

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._units = [at + before for before, at in enumerate(self._astral)]

    def to_qt(self, code_point: int) -> int:
        """The UTF-16 unit at which the character number `code_point` begins."""
        return code_point + bisect_left(self._astral, code_point)

    def from_qt(self, unit: int) -> int:
        """The number of the character in which the UTF-16 unit lies; in the middle of a pair, that pair's character."""
        return unit - bisect_left(self._units, unit)


class Places:
    """Where the characters of a text stand in a document that shows it in parts, with other words in between."""

    def __init__(self, text: str, parts: Sequence[tuple[int, int, int]]) -> None:
        """`parts` are in order: start and end in the text (code points), and the document position of the start."""
        self._utf16 = Utf16(text)
        self._parts = [(self._utf16.to_qt(start), self._utf16.to_qt(end), at) for start, end, at in parts]
        self._starts = [start for start, _, _ in self._parts]
        self._shown = [at for _, _, at in self._parts]

    def to_document(self, code_point: int) -> int:
        """The document position of a character; of one that is not shown, the end of the part before it."""
        unit = self._utf16.to_qt(code_point)
        number = max(0, bisect_right(self._starts, unit) - 1)
        if not self._parts:
            return 0
        start, end, at = self._parts[number]
        return at + max(0, min(unit, end) - start)

    def from_document(self, position: int) -> int:
        """The character at a document position; for words that are not of the text, the nearest one before them."""
        if not self._parts:
            return 0
        start, end, at = self._parts[max(0, bisect_right(self._shown, position) - 1)]
        return self._utf16.from_qt(min(end, start + max(0, position - at)))
