"""From paired words to differences: each with its kind, its extent on both sides, and whether the policy allows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.comparing import lexicon, variants
from app.comparing.alignment import Pairing
from app.comparing.kinds import Found, Word, alone, substituted, touches, touches_low
from app.comparing.layout import Layout
from app.comparing.policy import Policy
from app.comparing.printed import Printed
from app.comparing.quantities import MONEY, is_number
from app.comparing.tokens import Words
from db.records import Kind, Span


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference in the making: words of the print, words of the evidence (numbers, from and to), and what it is."""

    kind: Kind
    allowed: bool
    sense: bool
    quote: tuple[int, int]
    said: tuple[int, int]


def word_differences(printed: Printed, layout: Layout, policy: Policy) -> list[Gap]:
    """The differences of words, brackets aside, in the order of the print."""
    found: list[Gap] = []
    pairings = list(layout.pairings)
    reader = _Reader(printed, layout.said, policy, {part[0] for part, _ in layout.parts})
    for run in _runs(pairings, printed):
        found.extend(reader.read(run))
    return _moved(_joined(found), printed.words, layout.said)


def _runs(pairings: Sequence[Pairing], printed: Printed) -> Iterator[list[Pairing]]:
    """Pairings that differ, consecutive ones of the same sort (left out, put in) taken together."""
    run: list[Pairing] = []
    for p in pairings:
        bracketed = p.quote[0] < p.quote[1] and printed.bracket[p.quote[0]] >= 0
        goes_on = run and _sort(run[-1]) == _sort(p) != "other" and run[-1].quote[1] == p.quote[0]
        goes_on = goes_on and run[-1].said[1] == p.said[0] and not bracketed
        if run and not goes_on:
            yield run
            run = []
        if not p.equal and not bracketed:
            run.append(p)
    if run:
        yield run


def _sort(p: Pairing) -> str:
    if p.quote[0] == p.quote[1]:
        return "left out"
    return "put in" if p.said[0] == p.said[1] else "other"


class _Reader:
    """Reads runs of pairings into differences."""

    def __init__(self, printed: Printed, said: Words, policy: Policy, heads: set[int]) -> None:
        self.printed, self.said, self.policy = printed.words, said, policy
        self.heads = heads  # the words that begin a part

    def read(self, run: Sequence[Pairing]) -> list[Gap]:
        quote, said = (run[0].quote[0], run[-1].quote[1]), (run[0].said[0], run[-1].said[1])
        if run[0].variant:
            return [Gap(Kind.SPELLING, self.policy.allow.spelling, False, quote, said)]
        if quote[0] == quote[1]:
            return self._left_out(said, quote)
        if said[0] == said[1]:
            return self._alone(Kind.INSERTION, quote, said, self.printed, quote)
        return [self._substituted(quote, said)]

    def _substituted(self, quote: tuple[int, int], said: tuple[int, int]) -> Gap:
        ours, theirs = _words(self.printed, quote), _words(self.said, said)
        if self._same_sum(quote, said):
            return Gap(Kind.SPELLING, self.policy.allow.spelling, False, quote, said)
        found = substituted(theirs, ours, _next(self.said, said[1]))
        if _limits_amount(self.printed, quote) or _limits_amount(self.said, said):
            found = replace(found, sense=True)
        allowed = False
        if found.kind is Kind.CASE:
            allowed, found = self._case(ours[0], theirs[0], quote[0], found)
        elif variants.grammar(tuple(w.low for w in theirs), tuple(w.low for w in ours)):
            found, allowed = Found(Kind.SUBSTITUTION, False), self.policy.allow.grammar
        elif self._agreement(quote, said):
            found, allowed = Found(Kind.TENSE, not self.policy.allow.grammar), self.policy.allow.grammar
        return Gap(found.kind, allowed, found.sense, quote, said)

    def _same_sum(self, quote: tuple[int, int], said: tuple[int, int]) -> bool:
        """Whether, with the sign of the currency before, both are one sum: "3m" is 3 million only in "£3m"."""
        if not quote[0] or not said[0] or self.printed.lows[quote[0] - 1] != self.said.lows[said[0] - 1]:
            return False
        sign = self.said.keys[said[0] - 1]
        ours = (sign, *self.printed.keys[slice(*quote)])
        return sign in MONEY and variants.same((sign, *self.said.keys[slice(*said)]), ours)

    def _case(self, ours: Word, theirs: Word, at: int, found: Found) -> tuple[bool, Found]:
        """The first letter of a quote may change case, unless the capital is what makes the word (a name, "US")."""
        first_only = ours.key[1:] == theirs.key[1:] and at in self.heads
        lowered = theirs.key[:1].isupper()
        name = lowered and not theirs.first and theirs.low not in lexicon.word_set("context", "function")
        if not first_only or name:
            return False, Found(Kind.CASE, found.sense or name)
        if lowered and found.sense:
            return False, found
        return self.policy.allow.first_letter_case, Found(Kind.CASE, False)

    def _agreement(self, quote: tuple[int, int], said: tuple[int, int]) -> bool:
        """Whether, with the pronoun before, print put a verb right ("we was" → "we were")."""
        if not quote[0] or not said[0] or self.printed.lows[quote[0] - 1] != self.said.lows[said[0] - 1]:
            return False
        pronoun = self.said.lows[said[0] - 1]
        ours = (pronoun, *self.printed.lows[slice(*quote)])
        return variants.grammar((pronoun, *self.said.lows[slice(*said)]), ours)

    def _left_out(self, said: tuple[int, int], quote: tuple[int, int]) -> list[Gap]:
        if all(self._filler(n) for n in range(*said)) or self._set_off_phrase(said):
            return [Gap(Kind.OMISSION, self.policy.allow.fillers, False, quote, said)]
        if self._false_start(said):
            return [Gap(Kind.OMISSION, self.policy.allow.false_starts, False, quote, said)]
        return self._alone(Kind.OMISSION, quote, said, self.said, said)

    def _filler(self, n: int) -> bool:
        """Whether said word n is an "um"; "the ER" and "105 mm" are none."""
        low, key = self.said.lows[n], self.said.keys[n]
        if low not in lexicon.word_set("speech", "fillers") or (key.isupper() and len(key) > 1):
            return False
        return not (n and low in lexicon.word_set("numbers", "unit") and is_number(self.said.lows[n - 1]))

    def _set_off_phrase(self, said: tuple[int, int]) -> bool:
        fillers = lexicon.word_set("speech", "fillers")
        phrase = " ".join(low for low in self.said.lows[slice(*said)] if low not in fillers)
        known = {p for pair in lexicon.pairs("speech", "filler_phrases") for p in pair}
        if phrase not in known or said[0] == 0 or said[1] >= len(self.said):
            return False
        return "," in self.said.between(said[0] - 1, said[0]) and "," in self.said.between(said[1] - 1, said[1])

    def _false_start(self, said: tuple[int, int]) -> bool:
        """Whether the words left out are said again at once, or are a word broken off."""
        size, keys = said[1] - said[0], self.said.lows
        fillers = lexicon.word_set("speech", "fillers")
        run = [low for low in keys[slice(*said)] if low not in fillers]
        again = run == keys[said[1] : said[1] + len(run)] or run == keys[max(0, said[0] - len(run)) : said[0]]
        carried = any(
            alone(w) or touches(w)
            for w in _words(self.said, said)
            if w.low not in lexicon.word_set("speech", "restarts")
        )
        twice = run in (["that"], ["had"])  # good English says these twice and means it
        if again and not carried and not twice:
            return True
        broken = size == 1 and said[1] < len(keys) and len(keys[said[0]]) < len(keys[said[1]])
        dash = broken and self.said.between(said[0], said[1]).strip() in ("-", "–", "—", "--", "…")
        return dash and keys[said[1]].startswith(keys[said[0]])

    def _alone(
        self, base: Kind, quote: tuple[int, int], said: tuple[int, int], side: Words, run: tuple[int, int]
    ) -> list[Gap]:
        """Words left out or put in: as one, or up to three apart, each by what it carries; longer, both."""
        kinds = [alone(w, _next(side, n + 1)) for n, w in zip(range(*run), _words(side, run), strict=True)]
        sense = any(touches_low(low) for low in side.lows[slice(*run)]) or _limits_amount(side, run)
        whole = Gap(base, False, sense, quote, said)
        carried = [(n, found) for n, found in zip(range(*run), kinds, strict=True) if found is not None]
        if run[1] - run[0] > 3:
            carried = [(n, found) for n, found in carried if found.kind is not Kind.TENSE]
            return [whole, *(self._point(found, n, quote, said) for n, found in carried)]
        if not carried:
            return [whole]
        plain = [n for n, found in zip(range(*run), kinds, strict=True) if found is None]
        pieces = [self._point(found, n, quote, said) for n, found in carried]
        pieces += [self._point(Found(base, touches_low(side.lows[n])), n, quote, said) for n in plain]
        return sorted(pieces, key=lambda gap: (gap.quote, gap.said))

    def _point(self, found: Found, n: int, quote: tuple[int, int], said: tuple[int, int]) -> Gap:
        one = (n, n + 1)
        if quote[0] == quote[1]:
            return Gap(found.kind, False, found.sense, quote, one)
        return Gap(found.kind, False, found.sense, one, said)


def _words(side: Words, run: tuple[int, int]) -> list[Word]:
    return [word_at(side, n) for n in range(*run)]


def word_at(side: Words, n: int) -> Word:
    """The word numbered `n` with what the classification asks about it."""
    gap = side.gap(n) or ("" if n else ".")
    first = n == 0 or any(c in gap for c in '.?!:\n“"')
    if n == 0 and side.offset and gap.strip() == "" and "\n" not in gap:
        first = True
    return Word(side.keys[n], side.lows[n], first, side.lows[n - 1] if n else "")


def _next(side: Words, n: int) -> str:
    return side.lows[n] if n < len(side) else ""


def _limits_amount(side: Words, run: tuple[int, int]) -> bool:
    """Whether the words bound the amount that comes next: "up to" £5m."""
    after = side.lows[run[1] : run[1] + 2]
    articled = len(after) == 2 and after[0] in ("a", "an", "the") and is_number(after[1])
    counted = articled or (bool(after) and (is_number(after[0]) or after[0] in MONEY))
    ends = (" ".join(side.lows[n : run[1]]) for n in range(run[0], run[1]))
    return counted and any(end in lexicon.phrases("context", "amounts") for end in ends)


def _joined(found: list[Gap]) -> list[Gap]:
    """Neighbours of one kind made one."""
    out: list[Gap] = []
    for gap in found:
        last = out[-1] if out else None
        alike = last and (last.kind, last.allowed, last.sense) == (gap.kind, gap.allowed, gap.sense)
        if last and alike and last.quote[1] == gap.quote[0] and last.said[1] == gap.said[0]:
            out[-1] = replace(last, quote=(last.quote[0], gap.quote[1]), said=(last.said[0], gap.said[1]))
        else:
            out.append(gap)
    return out


def _moved(found: list[Gap], printed: Words, said: Words) -> list[Gap]:
    """Words left out in one place and put in at another, or turned round in place, are of another order."""
    out = list(found)
    for a, gone in enumerate(found):
        if gone.kind is not Kind.OMISSION or gone.allowed:
            continue
        lows = sorted(said.lows[slice(*gone.said)])
        for b, come in enumerate(found):
            if come.kind is Kind.INSERTION and sorted(printed.lows[slice(*come.quote)]) == lows:
                out[a], out[b] = replace(gone, kind=Kind.ORDER), replace(come, kind=Kind.ORDER)
    _swapped(out, printed, said)
    for n, gap in enumerate(out):
        turned = gap.quote[1] - gap.quote[0] == gap.said[1] - gap.said[0] > 1 and gap.kind is not Kind.SPELLING
        if turned and sorted(printed.lows[slice(*gap.quote)]) == sorted(said.lows[slice(*gap.said)]):
            out[n] = replace(gap, kind=Kind.ORDER)
    return out


def _swapped(found: list[Gap], printed: Words, said: Words) -> None:
    """Marks, in place, two wordings that changed places round a verb: "the police attacked the marchers" for the other
    way about. Round an "and" or an "or" they only stand in another order."""
    put = [n for n, gap in enumerate(found) if gap.kind in (Kind.SUBSTITUTION, Kind.NAME) and not gap.allowed]
    for a, b in pairwise(put):
        one, other = found[a], found[b]
        ours, theirs = (
            [side.lows[slice(*run)] for run in runs]
            for side, runs in ((printed, (one.quote, other.quote)), (said, (one.said, other.said)))
        )
        between = set(said.lows[one.said[1] : other.said[0]])
        listed = between <= lexicon.word_set("context", "determiners") | {"and", "or"}
        if ours == theirs[::-1] and ours[0] != ours[1]:
            kind = Kind.ORDER if one.kind is Kind.SUBSTITUTION else one.kind
            found[a], found[b] = (replace(gap, kind=kind, sense=gap.sense or not listed) for gap in (one, other))


def span_of(side: Words, run: tuple[int, int]) -> Span:
    """Where a run of words stands; an empty run stands right after the word before it."""
    if run[0] < run[1]:
        return side.starts[run[0]], side.ends[run[1] - 1]
    if run[0] == 0:
        at = side.starts[0] if side.starts else side.offset
        return at, at
    return side.ends[run[0] - 1], side.ends[run[0] - 1]
