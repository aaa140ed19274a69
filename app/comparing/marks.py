"""What stands between and around the words: space, quotation marks, punctuation, and typography inside a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.comparing import lexicon
from app.comparing.alignment import Pairing
from app.comparing.layout import Layout
from app.comparing.policy import Policy
from app.comparing.printed import Printed
from app.comparing.quantities import is_number
from app.comparing.tokens import DASHES, INVISIBLE, PUNCTUATION, QUOTE_MARKS, Words
from db.records import Kind, Span

_DOTS = re.compile(r"\.(?:[ \u00a0]?\.){2,}|…+")
_DASH = re.compile(r"--+")
_WRAPS = frozenset({" ", "\n", "\r\n"})
_BREATHS = frozenset(",;—")
_CLOSING = frozenset(",.;:")


@dataclass(frozen=True, slots=True)
class Raw:
    """A difference with its places: `quote` in the print as given, `evidence` in the evidence's text.

    `confirm`: allowed once a person agrees. `around`: words of the published sentence outside the quote.
    """

    kind: Kind
    allowed: bool
    sense: bool
    quote: Span
    evidence: Span
    confirm: bool = False
    around: str = ""


def mark_differences(printed: Printed, layout: Layout, policy: Policy, given: str, heard: str) -> list[Raw]:
    """The differences of typography and punctuation. `heard` is the evidence's text from `layout.said.offset`."""
    found: list[Raw] = []
    for p in layout.pairings:
        if p.equal:
            found.extend(_inside(printed.words, layout.said, p, given))
    for left, right in pairwise(layout.pairings):
        if _touching(left, right) and right.quote[0] not in printed.gaps and not _bracketed(printed, left, right):
            found.extend(_between(printed, layout.said, left.quote[1], right.said[0], policy))
    found.extend(_before(printed, layout))
    found.extend(_behind(printed, layout, policy, heard))
    return found


def closing(printed: Printed, layout: Layout, heard: str) -> int:
    """Where the passage ends: after the last word, or after the closing marks that print and evidence share."""
    end = layout.span[1]
    ours, theirs = _tails(printed, layout, heard)
    if not ours or _signs(ours) != _signs(theirs):
        return end
    last = max((n for n, c in enumerate(theirs) if c not in QUOTE_MARKS), default=-1)
    return end + last + 1


def _touching(left: Pairing, right: Pairing) -> bool:
    both = left.quote[0] < left.quote[1] and left.said[0] < left.said[1]
    both = both and right.quote[0] < right.quote[1] and right.said[0] < right.said[1]
    return both and left.quote[1] == right.quote[0] and left.said[1] == right.said[0]


def _bracketed(printed: Printed, left: Pairing, right: Pairing) -> bool:
    return printed.bracket[left.quote[0]] >= 0 or printed.bracket[right.quote[0]] >= 0


def _inside(printed: Words, said: Words, p: Pairing, given: str) -> Iterator[Raw]:
    """Typography inside one word: a curly apostrophe, a ligature, a hyphen at a line's end."""
    i, j = p.quote[0], p.said[0]
    ours = given[printed.starts[i] : printed.ends[i]]
    theirs = said.text[said.starts[j] - said.offset : said.ends[j] - said.offset]
    if ours != theirs:
        letters = "".join(c for c in ours + theirs if not c.isascii())
        kind = (
            Kind.QUOTE_MARKS
            if all(c in PUNCTUATION for c in letters) and "\n" not in theirs + ours
            else Kind.WHITESPACE
        )
        yield Raw(kind, True, False, (printed.starts[i], printed.ends[i]), (said.starts[j], said.ends[j]))


def _between(printed: Printed, said: Words, i: int, j: int, policy: Policy) -> Iterator[Raw]:
    """What stands before printed word i against what stands before said word j."""
    quote, evidence = (printed.words.ends[i - 1], printed.words.starts[i]), (said.ends[j - 1], said.starts[j])
    ours, theirs = printed.text[slice(*quote)], said.between(j - 1, j)
    if ours == theirs or (ours in _WRAPS and theirs in _WRAPS):
        return
    one, other = _signs(theirs), _signs(ours)
    if one != other:
        if _abbreviation(printed.words, i, said, j, one, other):
            yield Raw(Kind.SPELLING, policy.allow.spelling, False, quote, evidence)
            return
        cue = any(quote[0] <= start < quote[1] for start, _ in printed.cues)
        counted = any(is_number(said.lows[n]) for n in (j - 1, j))
        soft = set(one + other) <= _CLOSING | {"—"} if cue else _a_breath(said, j, one, other)
        allowed = soft and (policy.allow.closing_punctuation if cue else policy.allow.inner_punctuation)
        yield Raw(Kind.PUNCTUATION, allowed and not counted, ("?" in one) != ("?" in other), quote, evidence)
        return
    feet = said.keys[j - 1].isdigit() and any(c in QUOTE_MARKS for c in ours[:1] + theirs[:1])
    yield from _typography(ours, theirs, quote, evidence, feet)


def _a_breath(said: Words, j: int, one: list[str], other: list[str]) -> bool:
    """Whether the signs before said word j only say where a breath is drawn, so that no sense can hang on them.

    One such sign may stand for another ("it was late; we left"). A comma alone comes or goes before "but", before a
    clause that "and" begins with its subject, and after "well" and the like at a sentence's head: elsewhere it
    may be all that tells "Let's eat, Grandma" from another meal.
    """
    if len(one) == len(other) == 1:
        return {*one, *other} <= _BREATHS
    if sorted((one, other), key=len) != [[], [","]]:
        return False
    before, link, after = said.lows[j - 1], said.lows[j], said.lows[j + 1] if j + 1 < len(said) else ""
    subjects = lexicon.word_set("context", "nominative")
    if link in ("but", "and") and before not in lexicon.word_set("context", "before_but"):
        return link == "but" or after in subjects
    head = (j == 1 and not said.offset) or bool(j > 1 and set(said.between(j - 2, j - 1)) & set(".?!\n"))
    return head and before in lexicon.word_set("speech", "openers") and link in subjects


def _typography(ours: str, theirs: str, quote: Span, evidence: Span, feet: bool) -> Iterator[Raw]:
    """Two gaps with the same punctuation: quotation marks there or not, their style, or space alone.

    `feet`: the mark right after a number may be feet or inches, which no style makes the same.
    """
    our_marks, their_marks = _quotes(ours), _quotes(theirs)
    if feet and our_marks != their_marks:
        yield Raw(Kind.UNIT, False, True, quote, evidence)
    elif len(our_marks) != len(their_marks):
        reopened = "\n" in ours and len(our_marks) == len(their_marks) + 1  # each paragraph of a long quote opens anew
        yield Raw(Kind.QUOTE_MARKS if reopened else Kind.PUNCTUATION, reopened, False, quote, evidence)
    elif _bare(ours) != _bare(theirs):
        yield Raw(Kind.QUOTE_MARKS, True, False, quote, evidence)
    else:
        yield Raw(Kind.WHITESPACE, True, False, quote, evidence)


def _bare(gap: str) -> str:
    return "".join(c for c in gap if not c.isspace() and c not in INVISIBLE)


def _quotes(gap: str) -> str:
    return "".join(c for c in gap.replace("''", '"').replace("``", '"') if c in QUOTE_MARKS)


def _signs(gap: str) -> list[str]:
    """The punctuation in a gap, in order: dashes and ellipses of one style, quotation marks left out."""
    plain = _DOTS.sub("…", _DASH.sub("—", gap))
    return ["—" if c in DASHES else c for c in plain if c in PUNCTUATION and c not in QUOTE_MARKS]


def _abbreviation(printed: Words, i: int, said: Words, j: int, one: list[str], other: list[str]) -> bool:
    """Whether the gap differs by the full stop of a short form alone: "Mr.", "U.S.", "e.g."."""
    low = said.lows[j - 1]
    short = (
        low in lexicon.word_set("spelling", "abbreviated")
        or "." in low + printed.lows[i - 1]
        or (low.isalpha() and said.keys[j - 1].isupper() and len(low) < 4)
    )
    return short and sorted((one, other), key=len) == [[], ["."]]


def spelt_once(raws: list[Raw]) -> list[Raw]:
    """The differences, a short form's inner and last full stops told as one: "U.S. " for "US "."""
    out: list[Raw] = []
    for d in raws:
        last = out[-1] if out else None
        spelt = last is not None and last.kind is d.kind is Kind.SPELLING and last.allowed == d.allowed
        if last and spelt and last.quote[1] == d.quote[0] and last.evidence[1] == d.evidence[0]:
            out[-1] = replace(last, quote=(last.quote[0], d.quote[1]), evidence=(last.evidence[0], d.evidence[1]))
        else:
            out.append(d)
    return out


def _before(printed: Printed, layout: Layout) -> Iterator[Raw]:
    """Punctuation before the first printed word that the evidence does not have there."""
    start = printed.words.starts[0]
    ours = _signs(printed.text[printed.start : start])
    if not ours or 0 in printed.gaps:
        return
    at = layout.said.starts[layout.first] - layout.said.offset
    theirs = re.search(r"\S*\s*\Z", layout.said.text[:at])
    if theirs is None or _signs(theirs[0])[-len(ours) :] != ours:
        yield Raw(Kind.PUNCTUATION, False, False, (printed.start, start), (layout.span[0], layout.span[0]))


def _behind(printed: Printed, layout: Layout, policy: Policy, heard: str) -> Iterator[Raw]:
    """Closing punctuation that is not the evidence's."""
    ours, theirs = _tails(printed, layout, heard)
    one, other = _signs(theirs), _signs(ours)
    if not other or one == other or len(printed.words) in printed.gaps:
        return
    end, close = layout.span[1], printed.words.ends[-1]
    conventional = set(one + other) <= _CLOSING | {"—", "…", ")"} and set(other) <= _CLOSING
    last = max((n for n, c in enumerate(theirs) if c in PUNCTUATION and c not in QUOTE_MARKS), default=-1)
    yield Raw(
        Kind.PUNCTUATION,
        conventional and policy.allow.closing_punctuation,
        ("?" in one) != ("?" in other),
        (close, close + len(ours)),
        (end, end + last + 1),
    )


def _tails(printed: Printed, layout: Layout, heard: str) -> tuple[str, str]:
    """What closes the print, and what follows the passage in the evidence up to the next space."""
    ours = printed.text[printed.words.ends[-1] : printed.end].rstrip()
    at = layout.span[1] - layout.said.offset
    theirs = re.match(r"[^\w\s]*(?:\s+[-–—]+)?", heard[at:])
    last = layout.pairings[-1] if layout.pairings else None
    matched = last is not None and last.said[0] < last.said[1] and last.quote[0] < last.quote[1]
    return ours, theirs[0] if theirs and matched else ""


def typographic(differences: Sequence[Raw]) -> bool:
    """Whether nothing but typography differs."""
    return all(d.kind in (Kind.WHITESPACE, Kind.QUOTE_MARKS) and d.allowed for d in differences)
