"""Where is it? An index over one piece of evidence, and the stretches of it that may hold a quote.

Every word is kept with all its places. The rarer words of a quote are counted by cell of the text; in the fullest cells
each word votes for where the quote would begin were the word its own, and the words of a passage agree on that to
within what was left out or put in: what an index of word n-grams finds, without n-grams to keep. This answers only
where. Whether the words are the same is never decided here.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log2

from app.comparing import lexicon
from app.comparing.results import Passage
from app.comparing.tokens import INVISIBLE, Words, blank, fold, words
from db.records import Span, Turn

_TERM = re.compile(r"\w+")
_LOOSE_TERM = re.compile(rf"\w+(?:[\u0300-\u036f{INVISIBLE}]+\w*)*")
_CELL = 1024  # characters: the grain at which the first count is made, in two grids half a cell apart
_CELLS = 32  # cells looked into more closely
_WORDS = 6  # words counted at least, unless they are all too common
_VOTERS = 14  # words, the rarest, that vote in a cell
_ENOUGH = 5000  # places that may vote: the rarest words first, so that a quote among millions of words stays quick
_STAMP = re.compile(r"\[\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\]")
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?"
_BRACKETED = rf"(?:[\[(]{_TIME}[\])]\s*(?:[-–—]\s*)?)?"
# The ">" before a line that goes on from one of the same depth: a line alone may say "> 5 per cent", and ">>" after ">"
# is somebody else's.
_SIGNS = re.compile(r"(?<![^\n])(?=([ \t]*(?:>[ \t]?)+)[^\n]*\n([ \t]*(?:>[ \t]?)+))")
# Between two turns: times, numbers and a label are no speech; anything more might be, and is heard.
_LABEL = re.compile(r"[\s\d:.,\[\]()<>–—-]*(?:[^\W\d_][^\n:.?!]{0,60}:)?[\s\d:.,\[\]()<>–—-]*")


class Index:
    """One piece of evidence, made ready for many quotes."""

    def __init__(self, text: str, turns: Sequence[Turn] = (), whose: str = "") -> None:
        self.text = text
        self.whose = whose
        self.turns = tuple(sorted(turns, key=lambda turn: turn.start))
        self._turn_starts = [turn.start for turn in self.turns]
        self.quiet = _quiet(text, self.turns)
        self._quiet_ends = [end for _, end in self.quiet]
        # Arrays, since the collector of cycles would walk through lists over and over while they grow.
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        lowered = _lower(text)
        if lowered.isascii():
            for match in _TERM.finditer(lowered):
                places[match[0]].append(match.start())
        else:  # a soft hyphen, a ligature or a loose accent inside a word is not to keep it from being found
            for match in _LOOSE_TERM.finditer(lowered):
                places[fold(match[0])].append(match.start())
        self._places = dict(places)
        self._cell_of: dict[str, list[int]] = {}

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

    def windows(self, printed: str, most: int = 24) -> list[Span]:
        """Stretches that may hold `printed`, likeliest first, each wide enough for the passage and its edits."""
        terms = [(m[0], m.start()) for m in _TERM.finditer(fold(printed).lower()) if m[0] in self._places]
        if not terms:
            return []
        length, votes = len(printed), list[tuple[float, int, int]]()
        rarest = sorted(terms, key=lambda term: len(self._places[term[0]]))[:_VOTERS]
        common = len(self._places[rarest[0][0]]) > _ENOUGH // 10 or len({term for term, _ in terms}) < 3
        literal = self._literally(printed, most) if common else []
        for start, end in _merged([(cell, cell + _CELL) for cell in self._cells(terms)]):
            votes.extend(self._beginnings(rarest, start - length, end, length))
        votes.sort(key=lambda vote: (-vote[0], vote[1]))
        slack, cores, found = 40 + length // 4, list[Span](), list[Span]()
        for weight, low, high in votes:
            if weight < votes[0][0] * 0.7 or len(found) >= most:
                break
            core = (max(0, low), min(len(self.text), high + length))
            if all(core[1] - length // 3 <= start or end <= core[0] + length // 3 for start, end in cores):
                # Kept clear of likelier places, so that a lookalike next door is seen for itself.
                before = max((end for _, end in cores if end <= core[0] + length // 3), default=0)
                after = min((start for start, _ in cores if start >= core[1] - length // 3), default=len(self.text))
                half = length // 2
                found.append(
                    (max(before - half, core[0] - slack, 0), min(after + half, core[1] + slack, len(self.text)))
                )
                cores.append(core)
        return [*literal, *found]

    def _literally(self, printed: str, most: int) -> list[Span]:
        """Stretches that hold these very characters: where words tell places apart badly, letters do."""
        found, at = list[Span](), self.text.find(printed)
        while at >= 0 and len(found) < most:
            found.append((max(0, at - 40), min(len(self.text), at + len(printed) + 40)))
            at = self.text.find(printed, at + len(printed))
        return found

    def _cells(self, terms: list[tuple[str, int]]) -> list[int]:
        """The cells of the text where most of the rarer words stand, fullest first."""
        counts: Counter[int] = Counter()
        likely: set[int] = set()
        spent = 0
        for n, term in enumerate(sorted({term for term, _ in terms}, key=lambda term: len(self._places[term]))):
            spent += len(self._places[term])
            if (n >= _WORDS and spent > _ENOUGH // 10) or (n > 1 and spent > _ENOUGH):
                break
            counts.update(self._in_cells(term))
            if n < 2 or spent < _ENOUGH // 40:
                likely.update(self._in_cells(term))
        full = max(map(counts.__getitem__, likely))
        if len(terms) > 1 and sum(counts[cell] == full for cell in likely) > _CELLS:
            counts = self._together(terms) or counts
            likely, full = set(counts), max(counts.values())
        near = [cell for cell in likely if counts[cell] * 5 >= full * 3]
        return sorted(near, key=lambda cell: (-counts[cell], cell))[:_CELLS]

    def _in_cells(self, term: str) -> list[int]:
        """The beginnings of the cells, of both grids, that hold the word."""
        cells = self._cell_of.get(term)
        if cells is None:
            half = _CELL // 2
            whole = {place // _CELL * _CELL: None for place in self._places[term]}
            cells = [*whole, *{(place + half) // _CELL * _CELL - half: None for place in self._places[term]}]
            self._cell_of[term] = cells
        return cells

    def _together(self, terms: list[tuple[str, int]]) -> Counter[int]:
        """For a quote of nothing but common words: the cells where neighbours among them stand as neighbours."""
        counts: Counter[int] = Counter()
        spent = 0
        for (first, at), (second, to) in sorted(pairwise(terms), key=self._rarer_of):
            ours, theirs, gap = self._places[first], self._places[second], to - at
            if len(ours) > len(theirs):
                ours, theirs, gap = theirs, ours, -gap
            spent += len(ours)
            if counts and spent > _ENOUGH:
                break
            for place in ours:
                near = bisect_left(theirs, place + gap)
                if near < len(theirs) and theirs[near] == place + gap:
                    counts[place // _CELL * _CELL] += 1
        return counts

    def _rarer_of(self, two: tuple[tuple[str, int], tuple[str, int]]) -> int:
        return min(len(self._places[term]) for term, _ in two)

    def _beginnings(
        self, terms: list[tuple[str, int]], low: int, high: int, length: int
    ) -> list[tuple[float, int, int]]:
        """Where the quote would begin for it to stand between low and high: weight, least and greatest beginning."""
        total, found = 1 + len(self.text) // 6, list[tuple[int, int, float]]()
        for term, offset in terms:
            places = self._places[term]
            start = bisect_left(places, low + offset)
            if start < len(places) and places[start] < high + offset:
                worth = log2(1 + total / len(places))
                stop = bisect_left(places, high + offset, start)
                found.extend((place - offset, offset, worth) for place in places[start:stop])
        return _densest(sorted(found), 24 + length // 3)


def _densest(found: list[tuple[int, int, float]], width: int) -> list[tuple[float, int, int]]:
    """Runs of beginnings no wider than `width` that weigh most: weight (each word once), least, greatest."""
    stretches, first, held = list[tuple[float, int, int]](), 0, 0.0
    inside: Counter[int] = Counter()
    for at, offset, worth in found:
        inside[offset] += 1
        held += worth if inside[offset] == 1 else 0.0
        while at - found[first][0] > width or inside[found[first][1]] > 1:
            gone = found[first]
            inside[gone[1]] -= 1
            held -= gone[2] if not inside[gone[1]] else 0.0
            first += 1
        stretches.append((held, found[first][0], at))
    stretches.sort(key=lambda one: (-round(one[0], 6), one[2] - one[1]))
    kept = stretches[:1]
    for one in stretches[1:]:
        if one[0] > 0.7 * kept[0][0] and all(one[2] < low or high < one[1] for _, low, high in kept):
            kept.append(one)
    return kept


def index(text: str, turns: Sequence[Turn] = (), whose: str = "") -> Index:
    """The evidence's text and turns made ready for comparing; built once, used for every quote.

    `whose` is what tells whose words it holds where no turn does: its title, and where it is from.
    """
    return Index(text, turns, whose)


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
        if at < turn.start and _LABEL.fullmatch(text, at, turn.start):
            spans.append((at, turn.start))
        at = max(at, turn.end)
        head = _head(turn.speaker).match(text, turn.start, turn.end)
        if head and head.end() > turn.start:
            spans.append((turn.start, head.end()))
    spans.extend(m.span(2) for m in _SIGNS.finditer(text) if m[1].count(">") == m[2].count(">"))
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
