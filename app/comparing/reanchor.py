"""Where an article's quotes stand in a newer version of its text: by position, by context and by their words.

The same words in a new place are the same quote. Words that changed keep their record, with the words they have
now, so that what was ruled of them no longer binds. Two places as likely are a person's to choose between.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.comparing.alignment import fit
from app.comparing.passages import Index
from app.comparing.tokens import Words, words
from db.records import CONTEXT, Quote, QuoteId, Span

_ALIKE = 0.6  # of 1: less alike, and it is another sentence
_WHISKER = 0.06
_PLACES = 8
_FEW = 5  # words: fewer prove nothing by themselves, and must stand among the same words as before


class Fate(StrEnum):
    """What became of a quote. MOVED has the same words too, in another place of the text."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`span` is where the quote now stands, None where lost or unsure; `choices` are the places to choose from."""

    fate: Fate
    span: Span | None = None
    choices: tuple[Span, ...] = ()


def reanchor(quotes: Sequence[Quote], old: str, new: str) -> dict[QuoteId, Anchor]:
    """For each quote of the text `old`, what became of it in `new`. No two quotes are given the same place."""
    carried = _Carried(old, new)
    found: dict[QuoteId, Anchor] = {}
    taken: set[Span] = set()
    for step in (carried.stayed, carried.repeated, carried.respelt, carried.rewritten):
        for quote in sorted(quotes, key=lambda one: one.start):
            anchor = step(quote, taken) if quote.id not in found else None
            if anchor is not None:
                found[quote.id] = anchor
                taken.update({anchor.span} if anchor.span else ())
    return {quote.id: found.get(quote.id, Anchor(Fate.LOST)) for quote in quotes}


def places(quote: Quote, text: str) -> tuple[Span, ...]:
    """Where a lost quote may stand in the text after all, likeliest first: its very words, then words like them."""
    index, wanted = Index(text), words(quote.exact).lows
    scored: dict[Span, float] = dict.fromkeys(_occurrences(text, quote.exact), 1.0)
    for window in index.windows(quote.exact, most=_PLACES) if wanted else []:
        said = index.words(*window)
        place = fit(wanted, said.lows)
        if place.score >= _ALIKE:
            span = said.starts[place.said[0]], said.ends[place.said[1] - 1]
            if all(span[1] <= start or end <= span[0] for start, end in scored):
                scored[span] = place.score
    return tuple(sorted(scored, key=lambda span: (-scored[span], span))[:_PLACES])


class _Carried:
    """The two texts, and which word of the old is which of the new."""

    def __init__(self, old: str, new: str) -> None:
        from rapidfuzz.distance import LCSseq

        self.old, self.new = old, new
        self.before, self.after = words(old), words(new)
        blocks = LCSseq.opcodes(self.before.keys, self.after.keys).as_matching_blocks()
        self.same = {m.a + n: m.b + n for m in blocks for n in range(m.size)}
        self.index = Index(new)

    def stayed(self, quote: Quote, taken: set[Span]) -> Anchor | None:
        """The same words where the texts run alongside each other."""
        first, last = _run(self.before, quote)
        here, there = self.same.get(first), self.same.get(last - 1)
        if here is None or there is None:
            return None
        lead = self.before.starts[first] - quote.start
        start = self.after.starts[here] - lead
        span = (start, start + len(quote.exact))
        same = start >= 0 and self.new[slice(*span)] == quote.exact and span[1] >= self.after.ends[there]
        same = same and (
            last - first >= _FEW or self._marks(quote.start, quote.end, self.old) == self._marks(*span, self.new)
        )
        return Anchor(Fate.SAME, span) if same and span not in taken else None

    def repeated(self, quote: Quote, taken: set[Span]) -> Anchor | None:
        """The same words elsewhere in the text: a paragraph that moved."""
        places = [span for span in _occurrences(self.new, quote.exact) if span not in taken]
        first, last = _run(self.before, quote)
        if last - first < _FEW:
            places = [span for span in places if self._context(quote, span) >= CONTEXT // 2]
        if not places:
            return None
        ranked = sorted(places, key=lambda span: -self._context(quote, span))
        if len(ranked) > 1 and self._context(quote, ranked[1]) >= self._context(quote, ranked[0]) - 2:
            return Anchor(Fate.UNSURE, choices=tuple(sorted(ranked)))
        return Anchor(Fate.MOVED, ranked[0])

    def respelt(self, quote: Quote, taken: set[Span]) -> Anchor | None:
        """The same letters joined or parted otherwise: "slow motion" and "slow-motion"."""
        first, last = _run(self.before, quote)
        places = [span for span in _same_letters(self.new, quote.exact) if span not in taken]
        beside = [span for span in places if span == self._between(first, last)]
        if last - first < _FEW and not beside:
            places = [span for span in places if self._context(quote, span) >= CONTEXT // 2]
        return Anchor(Fate.CHANGED, (beside or places)[0]) if beside or len(places) == 1 else None

    def rewritten(self, quote: Quote, taken: set[Span]) -> Anchor | None:
        """Words like these: between the same neighbours, or else anywhere, as long as no two places are as like."""
        first, last = _run(self.before, quote)
        wanted = self.before.lows[first:last]
        scored: dict[Span, float] = {}
        for window in self.index.windows(quote.exact, most=8) if wanted else []:
            said = self.index.words(*window)
            place = fit(wanted, said.lows)
            if place.score >= _ALIKE:
                span = self._whole(said.starts[place.said[0]], said.ends[place.said[1] - 1], first, last)
                few = last - first < _FEW and span != self._between(first, last)
                if span not in taken and not (few and self._context(quote, span) < CONTEXT // 2):
                    scored[span] = place.score
        ranked = sorted(scored, key=lambda span: (-scored[span], span))
        if not ranked:
            return None
        close = [span for span in ranked if scored[span] >= scored[ranked[0]] - _WHISKER]
        beside = [span for span in close if span == self._between(first, last)]
        if len(close) > 1 and not beside:
            return Anchor(Fate.UNSURE, choices=tuple(sorted(close)))
        return Anchor(Fate.CHANGED, (beside or close)[0])

    def _between(self, first: int, last: int) -> Span | None:
        """The stretch between the words that stood right before and right after the quote."""
        before = -1 if first == 0 else self.same.get(first - 1)
        after = len(self.after) if last == len(self.before) else self.same.get(last)
        if before is None or after is None or before + 1 >= after:
            return None
        return self.after.starts[before + 1], self.after.ends[after - 1]

    def _whole(self, start: int, end: int, first: int, last: int) -> Span:
        """The stretch run out to the quote's neighbours where it lies between them: its edges may have changed too."""
        between = self._between(first, last)
        near = between is not None and between[0] <= start and end <= between[1]
        longest = 2 * (self.before.ends[last - 1] - self.before.starts[first]) + 40
        return between if between is not None and near and between[1] - between[0] <= longest else (start, end)

    def _marks(self, start: int, end: int, text: str) -> tuple[str, str]:
        """The characters right before and right after: the quotation marks, where there are any."""
        return text[max(0, start - 1) : start], text[end : end + 1]

    def _context(self, quote: Quote, span: Span) -> int:
        """How many characters around the place are those that stood around the quote."""
        return _shared(quote.prefix[::-1], self.new[max(0, span[0] - CONTEXT) : span[0]][::-1]) + _shared(
            quote.suffix, self.new[span[1] : span[1] + CONTEXT]
        )


def _run(side: Words, quote: Quote) -> tuple[int, int]:
    """The numbers of the words inside the quote."""
    inside = [n for n, at in enumerate(side.starts) if quote.start <= at < quote.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _occurrences(text: str, exact: str) -> list[Span]:
    found, at = list[Span](), text.find(exact) if exact else -1
    while at >= 0:
        end = at + len(exact)
        inside_word = text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()
        if not inside_word:
            found.append((at, end))
        at = text.find(exact, at + 1)
    return found


def _same_letters(text: str, exact: str) -> list[Span]:
    """Where the text has these letters and digits, with other spaces, hyphens or marks between them."""
    parts = re.findall(r"[^\W_]+", exact)
    if not parts:
        return []
    pattern = r"(?<!\w)" + r"[^\w.?!\n]{0,3}".join(map(re.escape, parts)) + r"(?!\w)"
    return [match.span() for match in re.finditer(pattern, text) if match[0] not in exact]
