"""A printed quote laid over one place of the evidence: each of its parts in order, every word paired."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.comparing.alignment import AKIN, Fit, Pairing, fit, likeness, pair, pair_edge, solid, weight
from app.comparing.passages import Index
from app.comparing.printed import Printed
from app.comparing.tokens import Words, blank
from db.records import Span

REACH = 4000  # characters: how far on the next part of a quote with an ellipsis is looked for
_STOP = re.compile(r"[.?!…][\"'”’)\]]*\s|\n\s*\n")
_NOTHING = "\0"  # stands for a word in brackets, which is never looked for


@dataclass(frozen=True, slots=True)
class Layout:
    """`pairings` cover every printed word in order, and every said word from the first to the last but the hidden ones.

    `said` holds the words of the neighbourhood; `parts` are (printed words, said words) per part found; `hidden` are
    (number of the printed word after the ellipsis, said words it hides). `score` is 0 to 1.
    """

    said: Words
    pairings: tuple[Pairing, ...]
    parts: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    hidden: tuple[tuple[int, tuple[int, int]], ...]
    score: float
    coverage: float

    @property
    def first(self) -> int:
        """The number of the first said word."""
        return self.parts[0][1][0]

    @property
    def last(self) -> int:
        """The number after that of the last said word."""
        return self.parts[-1][1][1]

    @property
    def span(self) -> Span:
        """Where the passage stands in the evidence."""
        return self.said.starts[self.first], self.said.ends[self.last - 1]

    @property
    def printed_over(self) -> list[Span]:
        """The said words that a printed word stands over, in order: where each stands in the evidence."""
        over = [n for p in self.pairings if p.quote[0] < p.quote[1] for n in range(*p.said)]
        return [(self.said.starts[n], self.said.ends[n]) for n in over]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A quote roughly placed inside a window: its parts on their fits, and how well on the whole (0 to 1)."""

    said: Words
    placed: tuple[tuple[tuple[int, int], Fit | None], ...]
    score: float


def sketches(printed: Printed, index: Index, window: Span, near: dict[str, str] | None = None) -> list[Sketch]:
    """The quote on the best place inside `window` of the evidence, words not yet paired; on each where it fits whole.

    `near` maps words of the evidence to the printed words that they nearly are, for quotes too short to be found else.
    """
    said = index.words(*window, frozenset(printed.words.lows))
    lows = [near.get(low, low) for low in said.lows] if near else said.lows
    wanted = [low if printed.bracket[n] < 0 else _NOTHING for n, low in enumerate(printed.words.lows)]
    exact = _exact(wanted, lows) if len(printed.parts) == 1 else []
    if exact:
        part, size = printed.parts[0], len(wanted)
        exact = _plainest(printed, said, exact, size)
        return [Sketch(said, ((part, Fit((j, j + size), ((0, j, size),), 1.0)),), 1.0) for j in exact]
    placed = tuple(_place(printed.parts, wanted, lows))
    fits = [(found.score, part[1] - part[0]) for part, found in placed if found is not None]
    whole = sum(size for _, size in fits)
    return [Sketch(said, placed, sum(score * size for score, size in fits) / whole if whole else 0.0)]


def _plainest(printed: Printed, said: Words, exact: list[int], size: int) -> list[int]:
    """Of places that overlap, those where what stands between the words is the same too."""
    ours = " ".join(printed.text[printed.words.starts[0] : printed.words.ends[-1]].split())
    spans = [(said.starts[j] - said.offset, said.ends[j + size - 1] - said.offset) for j in exact]
    same = [j for j, span in zip(exact, spans, strict=True) if " ".join(said.text[slice(*span)].split()) == ours]
    return [j for j in exact if j in same or all(abs(j - k) >= size for k in same)]


def _exact(wanted: Sequence[str], lows: list[str], most: int = 40) -> list[int]:
    """Where the words stand one after the other among the said ones."""
    size, first, found, at = len(wanted), wanted[0], list[int](), -1
    try:
        while len(found) < most:
            at = lows.index(first, at + 1)
            if lows[at : at + size] == wanted:
                found.append(at)
    except ValueError:
        pass
    return found


def outline(printed: Printed, rough: Sketch) -> Span | None:
    """Where the sketched quote begins and ends in the evidence; None where too little of it stands there."""
    found = [(part, one) for part, one in rough.placed if one is not None]
    if rough.score < 0.5 or not found:
        return None
    said, (part, one), (last_part, last) = rough.said, found[0], found[-1]
    (i, _, _), (a, _, size) = one.blocks[0], last.blocks[-1]
    start, end = one.said[0], last.said[1]
    if i > part[0]:
        head = _head(printed, said, (part[0], i), start, 0)
        start = min((p.said[0] for p in head if p.said[0] < p.said[1]), default=start)
    if a + size < last_part[1]:
        tail = _tail(printed, said, (a + size, last_part[1]), end, len(said))
        end = max((p.said[1] for p in tail if p.said[0] < p.said[1]), default=end)
    return said.starts[start], said.ends[end - 1]


def lay(printed: Printed, rough: Sketch) -> Layout | None:
    """The sketched quote with every word paired; None where nothing of it stands there."""
    said, placed = rough.said, rough.placed
    if not rough.score:
        return None
    pairings: list[Pairing] = []
    parts: list[tuple[tuple[int, int], tuple[int, int]]] = []
    hidden: list[tuple[int, tuple[int, int]]] = []
    floor = 0
    for n, (part, found) in enumerate(placed):
        ceiling = next((f.said[0] for _, f in placed[n + 1 :] if f is not None), len(said))
        if found is None:
            at = parts[-1][1][1] if parts else _first(placed)
            pairings.append(Pairing(part, (at, at), False))
            continue
        laid = _lay_part(printed, said, part, found, (floor, ceiling))
        spread = _spread(laid)
        if parts:
            hidden.append((part[0], (floor, spread[0])))
        pairings.extend(laid)
        parts.append((part, spread))
        floor = spread[1]
    score, coverage = _score(printed, said, pairings)
    return Layout(said, tuple(pairings), tuple(parts), tuple(hidden), score, coverage)


def _first(placed: Sequence[tuple[tuple[int, int], Fit | None]]) -> int:
    """Where the first part that was found begins."""
    return next(found.said[0] for _, found in placed if found is not None)


def _place(
    parts: Sequence[tuple[int, int]], wanted: Sequence[str], lows: Sequence[str]
) -> list[tuple[tuple[int, int], Fit | None]]:
    """Each part on its best stretch, in order: the weightiest first, then those before and after it."""
    if len(parts) == 1:
        whole = fit(wanted, lows)
        return [(parts[0], whole)] if whole.score else []
    anchor = max(range(len(parts)), key=lambda n: sum(map(weight, wanted[slice(*parts[n])])))
    first = _fit_in(wanted, lows, parts[anchor], 0, len(lows))
    if first is None:
        return []
    found: dict[int, Fit | None] = {anchor: first}
    floor = first.said[1]
    for n in range(anchor + 1, len(parts)):
        found[n] = _fit_in(wanted, lows, parts[n], floor, len(lows), nearest="first")
        floor = found[n].said[1] if found[n] else floor  # type: ignore[union-attr]
    ceiling = first.said[0]
    for n in range(anchor - 1, -1, -1):
        found[n] = _fit_in(wanted, lows, parts[n], 0, ceiling, nearest="last")
        ceiling = found[n].said[0] if found[n] else ceiling  # type: ignore[union-attr]
    return [(part, found[n]) for n, part in enumerate(parts)]


def _fit_in(
    wanted: Sequence[str], lows: Sequence[str], part: tuple[int, int], low: int, high: int, nearest: str = ""
) -> Fit | None:
    """The part's fit between said words low and high; with `nearest` the nearest good one to that side goes first."""
    words = wanted[slice(*part)]
    stretches = [(low, high)]
    if nearest:
        steps = [min(high - low, size) for size in (len(words) + 12, 80, 250, high - low)]
        stretches = [(low, low + size) if nearest == "first" else (high - size, high) for size in steps]
    for n, (a, b) in enumerate(stretches):
        found = fit(words, lows[a:b])
        if found.score >= (0.95 if n < len(stretches) - 1 else 0.5):
            blocks = tuple((i + part[0], j + a, size) for i, j, size in found.blocks)
            return Fit((found.said[0] + a, found.said[1] + a), blocks, found.score)
    return None


def _lay_part(printed: Printed, said: Words, part: tuple[int, int], found: Fit, room: tuple[int, int]) -> list[Pairing]:
    """Every word of one part paired: its inside, and its edges with the said words around, up to a sentence's end."""
    (i, _, _), (a, _, size) = found.blocks[0], found.blocks[-1]
    inner = pair(printed.words, said, found.blocks, (i, a + size), found.said, printed.bracket)
    head = _head(printed, said, (part[0], i), found.said[0], room[0])
    tail = _tail(printed, said, (a + size, part[1]), found.said[1], room[1])
    return [*head, *inner, *tail]


def _head(printed: Printed, said: Words, quote: tuple[int, int], at: int, floor: int) -> list[Pairing]:
    """The printed words before a fit that begins at said word `at`, paired with what stands before it."""
    size = quote[1] - quote[0]
    start = max(floor, at - size - 3, _sentence_start(said, at, floor)) if size else at
    return pair_edge(printed.words, said, quote, (start, at), printed.bracket, True)


def _tail(printed: Printed, said: Words, quote: tuple[int, int], at: int, ceiling: int) -> list[Pairing]:
    """The printed words behind a fit that ends before said word `at`, paired with what stands behind it."""
    size = quote[1] - quote[0]
    end = min(ceiling, at + size + 3, _sentence_end(said, at, ceiling)) if size else at
    return pair_edge(printed.words, said, quote, (at, end), printed.bracket, False)


def _spread(laid: Sequence[Pairing]) -> tuple[int, int]:
    said = [p.said for p in laid if p.said[0] < p.said[1]]
    return said[0][0], said[-1][1]


def _sentence_start(said: Words, at: int, floor: int) -> int:
    while at > floor and at > 0 and not (at < len(said) and _stops(said, at)):
        at -= 1
    return at


def _sentence_end(said: Words, at: int, ceiling: int) -> int:
    while 0 < at < ceiling and not _stops(said, at):
        at += 1
    return at


def _stops(said: Words, at: int) -> bool:
    """Whether a sentence ends before said word `at`; the last stop of "U.S." counts as the abbreviation's."""
    return bool(_STOP.search(said.between(at - 1, at) + " ")) and "." not in said.lows[at - 1]


def _score(printed: Printed, said: Words, pairings: Sequence[Pairing]) -> tuple[float, float]:
    """How alike, 0 to 1, and how much of what is printed was said, 0 to 1; brackets count neither way."""
    common = whole = extra = 0.0
    for p in pairings:
        if p.quote[0] < p.quote[1] and printed.bracket[p.quote[0]] >= 0:
            continue
        own = sum(weight(printed.words.lows[n]) for n in range(*p.quote))
        theirs = sum(weight(said.lows[n]) for n in range(*p.said))
        whole += own
        extra += theirs
        shared = _shared(printed, said, p)
        common += own * shared
        extra += (own - theirs) * shared
    if not whole:
        return 0.0, 0.0
    return 2 * common / (whole + extra), common / whole


def _shared(printed: Printed, said: Words, p: Pairing) -> float:
    """How much of a pairing both sides share: 1 the same but for case or spelling, 0.6 akin, 0 nothing."""
    ours, theirs = printed.words.lows[slice(*p.quote)], said.lows[slice(*p.said)]
    if p.equal or p.variant or ours == theirs:
        return 1.0
    if not ours or not theirs:
        return 0.0
    if len(ours) == len(theirs) == 1:
        return 0.6 if likeness(theirs[0], ours[0]) <= AKIN else 0.0
    return 0.6 if solid(ours) == solid(theirs) else 0.0


def windows(printed: Printed, index: Index) -> list[Span]:
    """The stretches of evidence worth laying the quote over, likeliest first.

    A quote with ellipses is looked for by its weightiest part, with room on both sides for the others.
    """
    parts = printed.parts
    if len(parts) == 1:
        return index.windows(_text(printed, parts[0]))
    size = [sum(weight(low) for low in printed.words.lows[slice(*part)]) for part in parts]
    anchor = max(range(len(parts)), key=size.__getitem__)
    back, on = REACH * (anchor > 0), REACH * (anchor < len(parts) - 1)
    found = index.windows(_text(printed, parts[anchor]), most=8)
    return [(max(0, start - back), min(len(index.text), end + on)) for start, end in found]


def _text(printed: Printed, part: tuple[int, int]) -> str:
    """The part as it stands, words in brackets made spaces."""
    start, end = printed.words.starts[part[0]], printed.words.ends[part[1] - 1]
    bracketed = [n for n in range(*part) if printed.bracket[n] >= 0]
    return blank(
        printed.text[start:end], [(printed.words.starts[n] - start, printed.words.ends[n] - start) for n in bracketed]
    )
