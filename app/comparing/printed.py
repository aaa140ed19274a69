"""A printed quote taken apart: its words, what it declares as left out (ellipses) or put in (brackets), its cues."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.comparing.tokens import DOUBLE, INVISIBLE, QUOTE_MARKS, WORD, Words, blank, fold, words
from db.records import Span

_SOFT = frozenset(INVISIBLE) - {"\u2067"}  # which may turn the digits behind it round
_DOTS = r"(?:…+|\.(?:[ \u00a0]?\.){2,})"
_ELLIPSIS = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_ATTACHED = re.compile(r"(?:(?<=\W)|^)(\w*)\[(\w+)\](\w*)")
# A cue inside the marks handed over: We lied," he said, "and we know it.
_CUE = re.compile(rf"(?<=[,.?!…—–-])([{DOUBLE}’'])(\s[^{DOUBLE}]{{1,160}}?)([{DOUBLE}‘'])(?=[^\W_]|\[|…|\.\.)")


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed. `text` is as given, with cues, ellipses and bracket signs made spaces, so places stay true.

    `start` and `end` bound the words without outer marks. `bracket` has one number per word (-1: not in brackets) into
    `brackets`. `gaps` maps the number of a word to the ellipsis before it (len(words) to one at the very end); `cues`
    are the stretches that nobody spoke.
    """

    text: str
    start: int
    end: int
    words: Words
    bracket: tuple[int, ...]
    brackets: tuple[Span, ...]
    gaps: dict[int, Span]
    cues: tuple[Span, ...]

    @property
    def parts(self) -> list[Span]:
        """The stretches of words between ellipses, as numbers of words."""
        cuts = [0, *sorted(n for n in self.gaps if 0 < n < len(self.words)), len(self.words)]
        return [(a, b) for a, b in pairwise(cuts) if a < b]


def read_printed(given: str) -> Printed:
    """The quote `given`, with or without its outer quotation marks, taken apart."""
    start, end = _inside(given)
    cues = _cues(given, start, end)
    body = blank(given, list(cues)) if cues else given
    ellipses = [m.span() for m in _ELLIPSIS.finditer(body, start, end)]
    body = blank(body, ellipses) if ellipses else body
    if "[" not in body:
        found = words(body[start:end], start)
        return Printed(body, start, end, found, (-1,) * len(found), (), _gaps(found, ellipses), cues)
    spans = [m.span() for m in _BRACKET.finditer(body, start, end) if any(c.isalnum() for c in m[1])]
    body, attached = _open_brackets(body, start, end)
    found = words(body[start:end], start)
    for n, (word_start, word_end) in enumerate(zip(found.starts, found.ends, strict=True)):
        if (word_start, word_end) in attached:
            found.keys[n] = fold(re.sub(r"[\[\]]", "", given[word_start:word_end]))
            found.lows[n] = found.keys[n].lower()
    bracket = tuple(_which(spans, at, to) for at, to in zip(found.starts, found.ends, strict=True))
    return Printed(body, start, end, found, bracket, tuple(spans), _gaps(found, ellipses), cues)


def _gaps(found: Words, ellipses: list[Span]) -> dict[int, Span]:
    return {sum(at < span[0] for at in found.starts): span for span in ellipses}


def _open_brackets(body: str, start: int, end: int) -> tuple[str, set[Span]]:
    """The text with bracket signs made spaces; one inside a word ("[T]he") becomes a letter-like filler instead."""
    attached = {m.span() for m in _ATTACHED.finditer(body, start, end) if m[1] or m[3]}
    chars = list(body)
    for at, to in attached:
        for n in range(at, to):
            if chars[n] in "[]":
                chars[n] = "x"
    for match in _BRACKET.finditer(body, start, end):
        for n in (match.start(), match.end() - 1):
            if chars[n] in "[]":
                chars[n] = " "
    return "".join(chars), attached


def _which(spans: list[Span], at: int, to: int) -> int:
    return next((n for n, (a, b) in enumerate(spans) if at < b and to > a), -1)


def _inside(given: str) -> Span:
    """Where the words stand once outer space and one pair of outer marks are taken off."""
    start, end = 0, len(given)
    start, end = _strip(given, start, end)
    marks = given[start:end]
    opening, closing = marks[:1] in QUOTE_MARKS, marks[-1:] in QUOTE_MARKS
    if (opening and not re.match(r"['’]\w+", marks)) or (opening and closing):
        start += 1
    if closing and end > start and (opening or not re.search(r"s['’]$", marks)):
        end -= 1
    return _strip(given, start, max(start, end))


def _strip(given: str, start: int, end: int) -> Span:
    while start < end and (given[start].isspace() or given[start] in _SOFT):
        start += 1
    while end > start and (given[end - 1].isspace() or given[end - 1] in _SOFT):
        end -= 1
    return start, end


def _cues(given: str, start: int, end: int) -> tuple[Span, ...]:
    """Cues that stand inside the marks: from a closing mark to the next opening one, no quote within open before it."""
    found: list[Span] = []
    for match in _CUE.finditer(given, start, end):
        since = given[found[-1][1] if found else start : match.start()]
        nested = re.search(rf"(?:^|[\s(\[])[{re.escape(match[3])}](?=\w)", since)
        if not nested and WORD.search(match[2]) and "\n\n" not in match[2] and _pair(match[1], match[3]):
            found.append(match.span())
    return tuple(found)


def _pair(closing: str, opening: str) -> bool:
    return (closing, opening) in {('"', '"'), ("”", "“"), ("’", "‘"), ("'", "'"), ("»", "«"), ("“", "„")}


def spoken(exact: str, spans: Sequence[Span]) -> str:
    """`exact` with all outside these spans of it made spaces of the same length: what was spoken, in its place."""
    outside, at = [], 0
    for start, end in sorted(spans):
        outside.append((at, max(at, start)))
        at = max(at, end)
    return blank(exact, [*outside, (at, len(exact))]) if spans else exact
