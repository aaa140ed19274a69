"""Which printed word stands over which said word. Order is kept; what moved shows as left out and put in.

The longest common run of words is found in compiled code (rapidfuzz); edges that only share a stray "the" are cut off,
and what lies between the common runs is paired by a small table that knows when two wordings are the same (variants).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.comparing import variants
from app.comparing.lexicon import word_set
from app.comparing.quantities import is_number
from app.comparing.tokens import Words

_WIDEST = 1600  # cells of the small table; beyond, the two runs are simply held against each other


@dataclass(frozen=True, slots=True)
class Pairing:
    """Printed words `quote` (from, to) over said words `said`: equal, or to look into; `variant`: spelt otherwise."""

    quote: tuple[int, int]
    said: tuple[int, int]
    equal: bool
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a run of printed words sits among said words: `said` from and to, the blocks in common, and how well."""

    said: tuple[int, int]
    blocks: tuple[tuple[int, int, int], ...]
    score: float


@lru_cache(maxsize=16384)
def weight(low: str) -> float:
    """How much a word in common says about two texts being the same."""
    return 0.5 if low in word_set("context", "function") or not low[:1].isalnum() else 1.0


def fit(printed: Sequence[str], said: Sequence[str]) -> Fit:
    """The stretch of `said` (lower case) that the printed words sit on best. A score of 0: nothing in common."""
    from rapidfuzz.distance import LCSseq

    blocks = [(m.a, m.b, m.size) for m in LCSseq.opcodes(printed, said).as_matching_blocks() if m.size]
    blocks = _tightened(blocks, printed, said)
    best = _best_run(blocks, printed)
    if not best:
        return Fit((0, 0), (), 0.0)
    whole = sum(map(weight, printed))
    common = sum(weight(printed[i + n]) for i, _, size in best for n in range(size))
    (_, first, _), (_, last, size) = best[0], best[-1]
    spread = last + size - first
    extra = max(0, spread - sum(size for _, _, size in best))
    return Fit((first, last + size), tuple(best), 2 * common / (whole + common + 0.75 * extra))


def _tightened(
    blocks: list[tuple[int, int, int]], printed: Sequence[str], said: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Blocks slid together: a word cut off its run by a lookalike nearer the other edge goes back to it."""
    out = list(blocks)
    for n in range(len(out) - 1, 0, -1):  # to the right: the tail of a block may stand right before the next one
        (i, j, size), (i2, j2, size2) = out[n - 1], out[n]
        while size and i + size == i2 and j + size < j2 and printed[i2 - 1] == said[j2 - 1]:
            size, i2, j2, size2 = size - 1, i2 - 1, j2 - 1, size2 + 1
            if size and weight(printed[i2]) == 1.0:
                continue
        out[n - 1], out[n] = ((i, j, size), (i2, j2, size2)) if size == 0 else (out[n - 1], out[n])
    return [block for block in out if block[2]]


def _best_run(blocks: list[tuple[int, int, int]], printed: Sequence[str]) -> list[tuple[int, int, int]]:
    """The run of consecutive blocks worth most, gaps between them counted against."""
    best, best_worth, start, worth = (0, 0), 0.0, 0, 0.0
    for n, (i, j, size) in enumerate(blocks):
        own = sum(weight(printed[i + k]) for k in range(size))
        if n:
            gap = max(i - sum(blocks[n - 1][::2]), j - blocks[n - 1][1] - blocks[n - 1][2])
            worth -= 0.2 * gap
        if worth <= 0:
            start, worth = n, 0.0
        worth += own
        if worth > best_worth:
            best, best_worth = (start, n + 1), worth
    return blocks[best[0] : best[1]]


def pair(
    printed: Words,
    said: Words,
    blocks: Sequence[tuple[int, int, int]],
    quote: tuple[int, int],
    evidence: tuple[int, int],
    bracket: Sequence[int],
) -> list[Pairing]:
    """All of `quote` (numbers of printed words) paired with all of `evidence` (numbers of said words), in order."""
    out: list[Pairing] = []
    i, j = quote[0], evidence[0]
    for a, b, size in [*blocks, (quote[1], evidence[1], 0)]:
        if a > i or b > j:
            out.extend(_between(printed, said, (i, a), (j, b), bracket))
        for n in range(size):
            equal = printed.keys[a + n] == said.keys[b + n]
            out.append(Pairing((a + n, a + n + 1), (b + n, b + n + 1), equal))
        i, j = a + size, b + size
    return out


def pair_edge(
    printed: Words,
    said: Words,
    quote: tuple[int, int],
    evidence: tuple[int, int],
    bracket: Sequence[int],
    before: bool,
) -> list[Pairing]:
    """Printed words at the edge of a fit, paired with as many of the said words beyond it as they ask for.

    `before`: the words stand before the fit, and the far end of `evidence` is its start; else after, and its end.
    """
    if quote[0] == quote[1]:
        return []
    if (quote[1] - quote[0] + 1) * (evidence[1] - evidence[0] + 1) > _WIDEST or evidence[0] == evidence[1]:
        near = evidence[1] if before else evidence[0]
        return [Pairing(quote, (near, near), False)]
    return _Table(printed, said, quote, evidence, bracket, "start" if before else "end").pairings()


def _between(
    printed: Words, said: Words, quote: tuple[int, int], evidence: tuple[int, int], bracket: Sequence[int]
) -> list[Pairing]:
    wide, high = quote[1] - quote[0], evidence[1] - evidence[0]
    if not wide or not high or (wide + 1) * (high + 1) > _WIDEST:
        return [Pairing(quote, evidence, False)]
    return _Table(printed, said, quote, evidence, bracket).pairings()


Move = tuple[int, int, float, bool]


class _Table:
    """The cheapest way through two short runs of words, from the end back to the start.

    `free` is the side ("start" or "end") on which said words may be left over at no cost: the passage's outer edge.
    """

    def __init__(
        self,
        printed: Words,
        said: Words,
        quote: tuple[int, int],
        evidence: tuple[int, int],
        bracket: Sequence[int],
        free: str = "",
    ) -> None:
        self.keys = printed.keys[slice(*quote)]
        self.said = said.keys[slice(*evidence)]
        self.bracket = bracket[slice(*quote)]
        self.origin = quote[0], evidence[0]
        self.vary_keys = [_may_vary(key) for key in self.keys]
        self.vary_said = [_may_vary(key) for key in self.said]
        self.free = free
        self.alone = 0.95 if free else 0.6  # at an edge, another word is likelier than one put in

    def pairings(self) -> list[Pairing]:
        """Each printed word and each said word (but free ones) in one pairing, in order."""
        wide, high = len(self.keys), len(self.said)
        cost = [[0.0] * (high + 1) for _ in range(wide + 1)]
        step: list[list[tuple[int, int, bool]]] = [[(0, 0, False)] * (high + 1) for _ in range(wide + 1)]
        for i in range(wide, -1, -1):
            for j in range(high, -1, -1):
                if (i == wide and j == high) or (i == wide and self.free == "end"):
                    continue
                cost[i][j], step[i][j] = min(
                    (price + cost[i + di][j + dj], (di, dj, variant)) for di, dj, price, variant in self._moves(i, j)
                )
        first = min(range(high, -1, -1), key=lambda j: cost[0][j]) if self.free == "start" else 0
        return self._walk(step, first)

    def _walk(self, step: list[list[tuple[int, int, bool]]], first: int) -> list[Pairing]:
        out, i, j = [], 0, first
        while step[i][j] != (0, 0, False):
            di, dj, variant = step[i][j]
            quote = (self.origin[0] + i, self.origin[0] + i + di)
            said = (self.origin[1] + j, self.origin[1] + j + dj)
            same = di == dj == 1 and self.keys[i] == self.said[j] and self.bracket[i] < 0
            out.append(Pairing(quote, said, same, variant))
            i, j = i + di, j + dj
        return out

    def _moves(self, i: int, j: int) -> list[Move]:
        wide, high = len(self.keys) - i, len(self.said) - j
        if wide and self.bracket[i] >= 0:
            return self._bracket_moves(i, wide, high)
        moves: list[Move] = []
        if wide:
            moves.append((1, 0, self.alone, False))
        if high:
            moves.append((0, 1, 0.6, False))
        if wide and high:
            moves.append((1, 1, likeness(self.said[j], self.keys[i]), False))
            moves.extend(self._variants(i, j, wide, high))
        return moves

    def _bracket_moves(self, i: int, wide: int, high: int) -> list[Move]:
        run = next((n for n in range(wide) if self.bracket[i + n] != self.bracket[i]), wide)
        moves = [(run, n, 0.3 + 0.12 * abs(n - 1), False) for n in range(min(high, 8) + 1)]
        return [*moves, (0, 1, 0.6, False)] if high else moves

    def _variants(self, i: int, j: int, wide: int, high: int) -> list[Move]:
        """The runs of several words from here on that are one wording (variants), or one word joined or parted."""
        found = list[Move]()
        said, printed = self.said[j : j + _LONGEST], self.keys[i : i + _LONGEST]
        printed = printed[: next((n for n in range(min(wide, _LONGEST)) if self.bracket[i + n] >= 0), wide)]
        varies = self.vary_keys[i] or self.vary_said[j]
        for di in range(1, len(printed) + 1):
            for dj in range(1, len(said) + 1):
                price = None
                if varies or di == dj == 1:
                    price = _price(tuple(said[:dj]), tuple(printed[:di]))
                elif di == 1 or dj == 1:
                    price = _PARTED if solid(said[:dj]) == solid(printed[:di]) else None
                if price is not None:
                    found.append((di, dj, price, price == _VARIANT))
        return found


_LONGEST = 5  # words that a variant runs over, at most, on either side
_VARIANT, _TIDIED, _PARTED = 0.05, 0.08, 0.1


@lru_cache(maxsize=16384)
def _price(said: tuple[str, ...], printed: tuple[str, ...]) -> float | None:
    """What it costs to set these runs of words over each other as one, or None where they have nothing in common."""
    if variants.same(said, printed):
        return _VARIANT
    if variants.grammar(tuple(w.lower() for w in said), tuple(w.lower() for w in printed)):
        return _TIDIED
    if is_number(said[0]) and variants.same(("$", *said), ("$", *printed)):
        return _TIDIED  # "3m" is 3 million where money is counted: whether it is shows only in the word before
    return _PARTED if len(said) + len(printed) > 2 and solid(said) == solid(printed) else None


def solid(run: Sequence[str]) -> str:
    """The words written as one, without hyphens, in lower case."""
    return "".join(run).replace("-", "").lower()


@lru_cache(maxsize=8192)
def _may_vary(key: str) -> bool:
    low = key.lower()
    return is_number(low) or "'" in key or not key[:1].isalnum() or low in word_set("spelling", "varying")


@lru_cache(maxsize=16384)
def likeness(said: str, printed: str) -> float:
    """What it costs to set one word over another: 0 the same, up to AKIN where one was likely printed for the other."""
    if said == printed:
        return 0.0
    one, other = said.lower(), printed.lower()
    if one == other:
        return 0.05
    if is_number(one) and is_number(other):
        return 0.4
    if _akin(one, other):
        return 0.3 if "'" in one + other and _stem(one) == _stem(other) else AKIN - 0.1
    return 0.8 if weight(one) == weight(other) else 1.05


def _akin(one: str, other: str) -> bool:
    """Whether the two begin or end alike, or are of one sort (two modals, two months)."""
    if any(one in group and other in group for group in _groups()):
        return True
    size = min(len(one), len(other), 4)
    alike = size >= 3 and (one[:size] == other[:size] or one[-size:] == other[-size:])
    return alike or ("'" in one + other and _stem(one) == _stem(other))


AKIN = 0.6


def _stem(low: str) -> str:
    return low.partition("'")[0]


@cache
def _groups() -> tuple[frozenset[str], ...]:
    """Words of one sort: where one is printed for another, it was printed for that one."""
    named = [word_set("meaning", name) for name in ("modal", "negation", "auxiliary", "person", "direction")]
    amounts = word_set("meaning", "quantifier") | frozenset(("no", "none", "nobody", "neither", "nor", "never"))
    dated = [word_set("dates", name) for name in ("months", "days", "relative")]
    return (*named, amounts, word_set("meaning", "comparative"), *dated)
