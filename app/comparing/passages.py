"""Where is it? An index over one piece of evidence, and the stretches of it that may hold a quote.

Every word is kept with all its places. A quote's rarer words vote, place by place, for where the quote would begin were
the word its own; the words of a passage agree on that to within what was left out or put in. This answers only where.
Whether the words are the same is never decided here.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log2

from app.comparing import lexicon
from app.comparing.results import Passage
from app.comparing.tokens import Words, blank, fold, words
from db.records import Span, Turn

_TERM = re.compile(r"\w+")
_ENOUGH = 3000  # places that may vote: the rarest words first, so that a quote among millions of words stays quick
_STAMP = re.compile(r"\[\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\]")
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?"
_BRACKETED = rf"(?:[\[(]{_TIME}[\])]\s*(?:[-–—]\s*)?)?"
_LABEL = 100  # characters: what stands between two turns is no speech if it is no longer than a label and a time


class Index:
    """One piece of evidence, made ready for many quotes."""

    def __init__(self, text: str, turns: Sequence[Turn] = ()) -> None:
        self.text = text
        self.turns = tuple(sorted(turns, key=lambda turn: turn.start))
        self._turn_starts = [turn.start for turn in self.turns]
        self.quiet = _quiet(text, self.turns)
        self._quiet_ends = [end for _, end in self.quiet]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for match in _TERM.finditer(_lower(text)):
            places[match[0]].append(match.start())
        self._places = dict(places)

    def turns_at(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns that hold anything of the stretch, in order."""
        first = max(0, bisect_right(self._turn_starts, start) - 1)
        last = bisect_left(self._turn_starts, end)
        return tuple(turn for turn in self.turns[first:last] if turn.end > start and turn.start < end)

    def heard(self, start: int, end: int) -> str:
        """The text from start to end, whatever nobody spoke in it (labels, time codes, "[applause]") made spaces."""
        piece = self.text[start:end]
        near = bisect_right(self._quiet_ends, start)
        spans = []
        for at, to in self.quiet[near:]:
            if at >= end:
                break
            spans.append((max(at, start) - start, min(to, end) - start))
        return blank(piece, spans) if spans else piece

    def words(self, start: int, end: int, like: frozenset[str] = frozenset()) -> Words:
        """The words spoken from start to end."""
        return words(self.heard(start, end), start, like)

    def passage(self, start: int, end: int) -> Passage:
        """The stretch as a passage, with whose turn it begins in and where to look it up."""
        at = bisect_right(self._turn_starts, start) - 1
        turn = self.turns[at] if at >= 0 and self.turns[at].end > start else None
        speaker = turn.speaker or None if turn else None
        return Passage(start, end, self.text[start:end], speaker, _locator(self.turns, at) if turn else None)

    def vocabulary(self) -> Sequence[str]:
        """Every different word, in lower case."""
        return list(self._places)

    def places(self, term: str) -> Sequence[int]:
        """Where a lower-case word stands."""
        return self._places.get(term, ())

    def windows(self, printed: str, most: int = 24, within: Span | None = None) -> list[Span]:
        """Stretches that may hold `printed`, likeliest first, each wide enough for the passage and its edits."""
        terms = [(m[0], m.start()) for m in _TERM.finditer(fold(printed).lower())]
        length = len(printed)
        votes = self._votes(terms, max(24, length // 2), within)
        if not votes:
            return []
        slack = 48 + length * 2 // 5
        width = max(24, length // 2)
        pairs = {b: weight + votes.get(b + 1, (0.0, 0, 0))[0] for b, (weight, _, _) in votes.items()}
        ranked = sorted(pairs, key=lambda b: (-pairs[b], b))
        top, found, taken = pairs[ranked[0]], list[Span](), set[int]()
        for b in ranked:
            if pairs[b] < top * 0.45 or len(found) >= most:
                break
            if not taken.isdisjoint((b - 1, b, b + 1)):
                continue
            taken.update((b, b + 1) if b + 1 in votes else (b,))
            low = votes[b][1]
            high = max(votes[b][2], votes.get(b + 1, (0.0, 0, low))[2], low + width // 2)
            found.append((max(0, low - slack), min(len(self.text), high + length + slack)))
        return found

    def _votes(
        self, terms: list[tuple[str, int]], width: int, within: Span | None
    ) -> dict[int, tuple[float, int, int]]:
        """Bucket of beginnings → the weight of the words that vote for it, and the least and greatest of them."""
        votes: dict[int, tuple[float, int, int]] = {}
        spent, total = 0, 1 + len(self.text) // 6
        for term, offset, places in self._rarest(terms, within):
            if spent and spent + len(places) > _ENOUGH:
                break
            spent += len(places)
            weight, last = log2(1 + total / max(1, len(self.places(term)))), None
            for place in places:
                begin = place - offset
                bucket = begin // width
                if bucket == last:
                    continue
                last = bucket
                had = votes.get(bucket)
                votes[bucket] = (
                    (weight, begin, begin) if had is None else (had[0] + weight, min(had[1], begin), max(had[2], begin))
                )
        return votes

    def _rarest(self, terms: list[tuple[str, int]], within: Span | None) -> list[tuple[str, int, Sequence[int]]]:
        """The quote's words with the places that may vote, rarest first; all too common, pairs of neighbours instead."""
        found = [(term, offset, self._cut(self.places(term), within)) for term, offset in terms]
        found = sorted((item for item in found if item[2]), key=lambda item: len(item[2]))
        if not found or len(found[0][2]) * 2 <= _ENOUGH or len(terms) < 2:
            return found
        together = []
        rank = {item[1]: len(item[2]) for item in found}
        neighbours = [(a, b) for a, b in zip(terms, terms[1:], strict=False) if a[1] in rank and b[1] in rank]
        for a, b in sorted(neighbours, key=lambda pair: rank[pair[0][1]] + rank[pair[1][1]])[:6]:
            gap = b[1] - a[1]
            seconds = set(self._cut(self.places(b[0]), within))
            both = [at for at in self._cut(self.places(a[0]), within) if at + gap in seconds or at + gap + 1 in seconds]
            together.append((a[0], a[1], both))
        return sorted((item for item in together if item[2]), key=lambda item: len(item[2])) or found

    def _cut(self, places: Sequence[int], within: Span | None) -> Sequence[int]:
        if within is None:
            return places
        return places[bisect_left(places, within[0]) : bisect_left(places, within[1])]


def index(text: str, turns: Sequence[Turn] = ()) -> Index:
    """The evidence's text and turns made ready for comparing; built once, used for every quote."""
    return Index(text, turns)


def _lower(text: str) -> str:
    lowered = text.replace("İ", "I").lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in text)


def _locator(turns: Sequence[Turn], at: int) -> str:
    turn = turns[at]
    if turn.time is not None:
        seconds = int(turn.time)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if turn.page is not None:
        return f"page {turn.page}"
    return f"paragraph {at + 1}"


def _quiet(text: str, turns: Sequence[Turn]) -> list[Span]:
    """What nobody spoke: labels and times at the head of a turn, and such things as "[applause]"."""
    heard = "|".join(sorted(lexicon.word_set("speech", "directions")))
    spans = [m.span() for m in re.finditer(rf"\((?:{heard})\)|\[(?:{heard})\]", text, re.IGNORECASE)]
    at = 0
    for turn in turns:
        if 0 < turn.start - at <= _LABEL and text[at : turn.start].strip():
            spans.append((at, turn.start))
        at = max(at, turn.end)
        head = _head(turn.speaker).match(text, turn.start, turn.end)
        if head and head.end() > turn.start:
            spans.append((turn.start, head.end()))
    if turns:
        spans.extend(m.span() for m in _STAMP.finditer(text))
    return _merged(spans)


@lru_cache(maxsize=1024)
def _head(speaker: str) -> re.Pattern[str]:
    """What may stand before the words of a turn. A time without brackets counts only where the label follows."""
    if not speaker:
        return re.compile(_BRACKETED)
    label = rf"{re.escape(speaker)}\s*(?:\([^)\n]{{0,40}}\)\s*)?:\s*"
    return re.compile(rf"{_BRACKETED}(?:(?:{_TIME}\s*[-–—]?\s*)?{label})?", re.IGNORECASE)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
