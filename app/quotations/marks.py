"""Quotation marks: which belong together, in any common style, with some missing."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.records import Span

Sign = tuple[int, str]

MARK = re.compile(r"[\"“”„‟«»‹›‘‚]|``|''|(?<![^\W_])['’]|['’](?![^\W_])")
_SINGLE = frozenset("'‘’‚")
_GUILLEMET = frozenset("«»‹›")
_BEFORE_OPEN = frozenset("([{-–—/:\"“‘'«„»‚`")
_AFTER_CLOSE = frozenset(",.;:!?)]}-–—/'\"”’…»«*")
_ELISION = re.compile(r"(?:em|til|till|tis|twas|cause|n|bout|round|cos|ere|\d0s)\b", re.IGNORECASE)
# A paragraph that ends in ", said Ms Orr." ends outside its quotation, whose closing mark is missing.
_WHO = r"[A-Z](?:[^,.;:]|(?<=M[rs])\.|(?<=Mrs)\.){1,50}"
_SAID = re.compile(rf"[,?!](\s+(?:(?:said|says) {_WHO}|{_WHO} (?:said|says))\.?)\s*$")
_BLOCK = re.compile(r"[ \t]*>[> \t]*(?=[\"“‘'«„]?\w+\W+\w)")
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_MIRROR = {"«": "»", "»": "«", "‹": "›", "›": "‹"}


@dataclass(slots=True)
class Region:
    """One stretch between marks. `start`, `end` lie inside the marks, `opened`, `closed` outside them.

    `pieces` are its parts without marks, one to a paragraph; `depth` is 0 for an outermost one; `whole` is False
    where the closing mark is missing.
    """

    opened: int
    start: int
    end: int = 0
    closed: int = 0
    pieces: list[Span] = field(default_factory=list)
    depth: int = 0
    whole: bool = True


def pair(text: str, paragraphs: Sequence[Span]) -> list[Region]:
    """The stretches between marks, in order, properly nested. A missing mark does no damage past its paragraph."""
    doubles: list[list[Sign]] = []
    guillemets: list[list[Sign]] = []
    found: list[Region] = []
    left: Region | None = None
    for start, end in paragraphs:
        signs = [(m.start(), m.group()) for m in MARK.finditer(text, start, end)]
        singles = [s for s in signs if s[1] in _SINGLE]
        doubles.append([s for s in signs if s[1] not in _SINGLE and s[1] not in _GUILLEMET])
        guillemets.append([s for s in signs if s[1] in _GUILLEMET])
        if singles or left is not None:
            closed, left = _singles(text, (start, end), singles, left)
            found += closed
    for family, decide in ((doubles, _double), (guillemets, _guillemet)):
        if any(family):
            found += _walk(text, paragraphs, family, decide)
    found = [r for r in found if any(c.isalnum() for c in text[r.start : r.end])]
    return _nest(_with_blocks(text, paragraphs, found))


def _with_blocks(text: str, paragraphs: Sequence[Span], found: list[Region]) -> list[Region]:
    """The stretches, and each paragraph that ">" sets off as one: a block quotation has no marks of its own."""
    blocks = [(m.end(), end, start) for start, end in paragraphs if (m := _BLOCK.match(text, start, end))]
    if not blocks:
        return found
    ends = [end for _, end, _ in blocks]
    apart = [r for r in found if (i := bisect_right(ends, r.opened)) == len(blocks) or r.closed <= blocks[i][2]]
    return apart + [Region(start, begin, end, end, [(begin, end)]) for begin, end, start in blocks]


def _opens(text: str, at: int, width: int) -> bool:
    """Whether a mark is spaced like an opening one: a space or bracket before it, words after it."""
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < len(text) else " "
    return (before.isspace() or before in _BEFORE_OPEN) and not after.isspace() and after not in ",;:)"


def _closes(text: str, at: int, width: int) -> bool:
    """Whether a mark is spaced like a closing one: words before it, a space or punctuation after it."""
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < len(text) else " "
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)


def _double(text: str, signs: Sequence[Sign], index: int, current: str) -> str:
    """What a double mark does: "open", "close" or "" where it does neither. `current` is the open mark, if any."""
    at, sign = signs[index]
    opens, closes = _opens(text, at, len(sign)), _closes(text, at, len(sign))
    if sign in "„‟":
        return "open"
    if sign == "”":
        return "close" if current else "open" if opens and not closes else ""
    if sign == "“":
        if current:
            return "close" if current == "„" or not opens else "open"
        return "open" if opens or not closes or index + 1 < len(signs) else ""
    return _straight(text, signs, index, current)


def _straight(text: str, signs: Sequence[Sign], index: int, current: str) -> str:
    """The same for a mark that looks alike on both sides: its spacing and its neighbours decide."""
    at, sign = signs[index]
    opens, closes = _opens(text, at, len(sign)), _closes(text, at, len(sign))
    follower = signs[index + 1] if index + 1 < len(signs) else None
    closer_follows = bool(
        follower and _closes(text, follower[0], len(follower[1])) and not _opens(text, follower[0], len(follower[1]))
    )
    if at and text[at - 1].isdigit() and (not current or closer_follows):
        return ""  # inches
    if current:
        return "open" if opens and not closes else "close"
    if opens or closer_follows or (not closes and follower):
        return "open"
    return ""


def _guillemet(text: str, signs: Sequence[Sign], index: int, current: str) -> str:
    """The same for guillemets, whichever way a country turns them: the first one of a paragraph opens."""
    at, sign = signs[index]
    if current:
        return "open" if sign == current and _opens(text, at, 1) and not _closes(text, at, 1) else "close"
    return "open" if index == 0 or sign != _MIRROR[signs[0][1]] else ""


def _walk(text: str, paragraphs: Sequence[Span], family: Sequence[Sequence[Sign]], decide) -> list[Region]:  # type: ignore[no-untyped-def]
    found: list[Region] = []
    region: Region | None = None
    current = ""
    begin = 0
    for (start, end), signs in zip(paragraphs, family, strict=True):
        index = 0
        if region is not None:
            goes_on, begin, index = _carried(text, start, end, signs)
            if not goes_on:
                found.append(region)
                region, current = None, ""
        for i in range(index, len(signs)):
            at, sign = signs[i]
            what = decide(text, signs, i, current)
            if what == "close" and region is not None:
                _finish(region, begin, at, at + len(sign))
                found.append(region)
                region, current = None, ""
            elif what == "open":
                if region is not None:
                    _break_off(text, region, begin, at)
                    found.append(region)
                region, current, begin = Region(at, at + len(sign)), sign, at + len(sign)
        if region is not None:
            said = _SAID.search(text, max(begin, end - 90), end)
            _finish(region, begin, *((said.start(1),) * 2 if said else (end, end)))
            region.whole = False
            if said:
                found.append(region)
                region, current = None, ""
    return found + ([region] if region is not None else [])


def _carried(text: str, start: int, end: int, signs: Sequence[Sign]) -> tuple[bool, int, int]:
    """Whether a stretch left open goes on in this paragraph; where its piece begins; the first mark to look at."""
    if not signs:
        return False, start, 0
    at, sign = signs[0]
    if not text[start:at].strip() and not text[at + len(sign) : at + len(sign) + 1].isspace():
        return True, at + len(sign), 1
    return _closes(text, at, len(sign)) and not _opens(text, at, len(sign)), start, 0


def _finish(region: Region, begin: int, end: int, closed: int) -> None:
    region.pieces.append((begin, end))
    region.end, region.closed, region.whole = end, closed, True


def _break_off(text: str, region: Region, begin: int, before: int) -> None:
    """End a stretch whose closing mark is missing at the last sentence that ends before the next opening mark."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, begin, before)]
    end = ends[-1] if ends else begin + len(text[begin:before].rstrip())
    _finish(region, begin, end, end)
    region.whole = False


def _singles(
    text: str, paragraph: Span, signs: Sequence[Sign], left: Region | None
) -> tuple[list[Region], Region | None]:
    """Stretches between single marks that end in this paragraph, and the one left open, if any.

    Most such marks are apostrophes, so only a plausible close makes a pair. A stretch `left` open by the paragraph
    before goes on where this one begins with its mark again.
    """
    found = []
    index = 0
    if left is not None:
        again = bool(signs) and text[left.opened] == signs[0][1] and not text[paragraph[0] : signs[0][0]].strip()
        if again:
            close, index = _single_close(text, signs, 1)
            _finish(
                left,
                signs[0][0] + 1,
                paragraph[1] if close is None else close,
                paragraph[1] if close is None else close + 1,
            )
            if close is None:
                return [], left
            found.append(left)
        elif len(left.pieces) > 1:
            left.whole = False
            found.append(left)
        left = None
    while index < len(signs):
        at, sign = signs[index]
        index += 1
        if sign == "’" or not _opens(text, at, 1) or (sign == "'" and _ELISION.match(text, at + 1)):
            continue
        close, index = _single_close(text, signs, index)
        region = Region(at, at + 1)
        _finish(region, at + 1, paragraph[1] if close is None else close, paragraph[1] if close is None else close + 1)
        if close is not None:
            found.append(region)
        elif index >= len(signs):
            left = region
    return found, left


def _single_close(text: str, signs: Sequence[Sign], index: int) -> tuple[int | None, int]:
    """Where the single mark before `index` closes, and the mark to go on from. A plural's is a last resort."""
    first: tuple[int | None, int] = (None, index)
    for j in range(index, len(signs)):
        at, sign = signs[j]
        if sign in "'’" and _opens(text, at, 1) and _ELISION.match(text, at + 1):
            continue
        if sign in "‘‚" or (_opens(text, at, 1) and not _closes(text, at, 1)):
            break
        if sign == "‘" or not _closes(text, at, 1):
            continue
        plural = text[at - 1] == "s" and text[at + 1 : at + 2].isspace()
        if not plural:
            return at, j + 1
        if first[0] is None:
            first = (at, j + 1)
    return first


def _nest(regions: list[Region]) -> list[Region]:
    """In order, with depths; of two that cross, the later one is dropped."""
    regions.sort(key=lambda r: (r.opened, -r.closed))
    kept: list[Region] = []
    stack: list[Region] = []
    for region in regions:
        while stack and stack[-1].closed <= region.opened:
            stack.pop()
        if stack and region.closed > stack[-1].end:
            continue
        region.depth = len(stack)
        stack.append(region)
        kept.append(region)
    return kept
