"""What stands just outside a quote: a passage may be word for word and still begin or end mid-thought.

"I would never say 'we lied'" printed as "we lied" is flagged; "alternative plans" out of "alternative plans against
extreme situations" is not. Flagged are a negation, a doubt, a condition, somebody else's assertion, a question and an
amount cut in two, of the same sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.comparing import lexicon
from app.comparing.behind import END, FAR, bearing_after, claimed_after, cut_short, retracted
from app.comparing.contrast import clashing, next_to
from app.comparing.fair import Sentence, borne_out, kept, tells_of
from app.comparing.hearsay import doubted, heard
from app.comparing.later import taken_back
from app.comparing.layout import Layout
from app.comparing.marks import Raw
from app.comparing.passages import Index
from app.comparing.printed import Printed
from app.comparing.published import Around, denied_before, denies, limited, reports_question
from app.comparing.quantities import is_number
from app.comparing.quoting import called, others_words, said_by_self, voiced
from app.comparing.speakers import known, same_person
from app.comparing.tokens import DOUBLE, TITLE, Words, words
from app.comparing.unasserted import MAYBE, partial, particle, scarce, unasserted
from db.records import Kind, Span

_STOP = re.compile(r"[.?!…;][\"'”’)\]]*(?=\s|$)|\n\s*\n|:\s")


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The article's sentence outside the quote, the evidence's outside the passage, and whether that is a question."""

    article: Sentence
    said: Sentence
    asked: bool


def boundary_differences(
    printed: Printed, layout: Layout, index: Index, speaker: str, around: Around | None
) -> Iterator[Raw]:
    """What just outside the passage bears on it, and what just outside the quote does in print (`around`)."""
    start, end = layout.span
    before, behind = (words(side) for side in around or ("", ""))
    asked = _question(index, end, printed)
    sides = _Sentences((before, behind), (_before(index, start), _after(index, end)), asked is not None)
    spoken = voiced(index, start, speaker) is not None
    counted = bool(len(printed.words)) and is_number(printed.words.lows[0])
    quoted = others_words(index, layout.span, speaker)
    outside = quoted or _outside_before(sides.said[0], layout, index, speaker, spoken)
    fair = quoted is not None and tells_of(sides.article, "requoting")
    found = list(_edge(printed.start, start, outside, index, _denied_before(before, counted), before, sides, fair))
    yield from found or _clash(printed.start, sides.said[0], before, printed.words.lows[0])
    after, told = sides.said[1], layout.said.lows[layout.first : layout.last]
    outside = _amount_after(after, layout) or cut_short(after, told) or bearing_after(after)
    outside = outside or claimed_after(after, speaker, spoken)
    back = None if outside else retracted(index, end) or taken_back(index, layout.span, told)
    fair = back is not None and tells_of(sides.article, "withdrew")
    found = list(_edge(printed.end, end, outside or back, index, _denied_after(behind), behind, sides, fair))
    yield from found or _clash(printed.end, after, behind)
    if asked is not None:
        fair = reports_question(before.lows)
        yield Raw(Kind.BOUNDARY, fair, not fair, (printed.end, printed.end), asked)


def _edge(
    at: int,
    there: int,
    outside: Span | None,
    index: Index,
    in_print: str,
    beside: Words,
    sides: _Sentences,
    told: bool,
) -> Iterator[Raw]:
    """One edge: what bears on the passage in the evidence, and on the quote in the article (`beside`: its words there).

    Where the article says the same (or `told` says that it tells of it), print is fair, and the difference may stand.
    """
    theirs = index.words(*outside).lows if outside is not None else []
    ours = words(in_print).lows
    fair = told or kept(theirs, ours, beside.lows, sides.article, sides.said)
    true = not ours or borne_out(ours, theirs, sides.article, sides.said, sides.asked)
    if outside is None and true:
        return
    stands = fair and true
    place = (there, there) if outside is None or (fair and not true) else outside
    yield Raw(Kind.BOUNDARY, stands, not stands, (at, at), place, around="" if true else in_print)


def _clash(at: int, said: Words, beside: Words, verb: str = "") -> Iterator[Raw]:
    """What the article says next to the quote, where it contradicts what was said (`said`) next to the passage."""
    head = bool(verb)
    ours, theirs = next_to(beside, head), next_to(said, head)
    found = clashing(ours, theirs, verb) if ours and theirs else None
    if found is None:
        return
    mine, other = ours.index(found[0]), theirs.index(found[1])
    n, m = (len(beside) - 1 - mine, len(said) - 1 - other) if head else (mine, other)
    told = beside.text[beside.starts[n] : beside.ends[n]]
    yield Raw(Kind.BOUNDARY, False, True, (at, at), (said.starts[m], said.ends[m]), around=told)


def _denied_before(before: Words, counted: bool) -> str:
    """The words of the published sentence, from the first that denies or limits the quote up to the quote."""
    n = denied_before(before, counted)
    return before.text[before.starts[n] : before.ends[-1]] if n is not None else ""


def _denied_after(after: Words) -> str:
    """The words right after the quote, in the published sentence, that deny it or make it hang on something."""
    span = bearing_after(after, strict=True)
    return after.text[slice(*span)] if span else ""


def _outside_before(before: Words, layout: Layout, index: Index, speaker: str, spoken: bool) -> Span | None:
    start = layout.span[0]
    amount = _amount_before(before, layout)
    if amount is not None:
        return amount
    marked = start > 0 and index.text[start - 1] in DOUBLE
    opened = _opened(before)
    if opened is not None and opened < len(before):  # what stands inside quotation marks was spoken, turns or no turns
        inside = index.words(before.starts[opened], start)
        found = _bearing_before(inside, layout, speaker, True, marked)
        if found is not None:
            return found
    found = _bearing_before(before, layout, speaker, spoken, marked)
    counted = is_number(layout.said.lows[layout.first]) and found is None
    n = limited(before.lows) if counted else None
    n = partial(before.lows) if n is None and found is None else n
    return (before.starts[n], before.ends[-1]) if n is not None else found


def _opened(before: Words) -> int | None:
    """The number of the first word inside a quotation that opens before the passage and is not closed there."""
    for n in range(len(before) - 1, -1, -1):
        gap = before.gap(n)
        marks = [c for c in gap if c in DOUBLE]
        if marks:
            return n if re.search(rf"[{DOUBLE}]\S*$", gap) else None
    return None


def _before(index: Index, start: int) -> Words:
    """The words of the sentence before the passage."""
    turns = index.turns_at(start, start + 1)
    floor = max(0, start - FAR, turns[0].start if turns and turns[0].speaker else 0)
    text = index.heard(floor, start)
    stops = [m.end() for m in _STOP.finditer(text) if not _abbreviation(text, m.start())]
    colon = [m.end() for m in re.finditer(r":\s", text) if _leads_on(text, m.start())]
    if re.search(r"[.?!][\"'”’)\]]*\s+$", text) and index.text[start : start + 1].isupper() and not _title(text):
        return index.words(start, start)
    cut = max([stop for stop in stops if stop not in colon] or [0])
    return index.words(floor + cut, start)


def _leads_on(text: str, at: int) -> bool:
    """Whether what ends in the colon at `at` is said of what follows; across a blank line only where it tells of
    saying or of truth ("He denied it:"), not where a paragraph merely announces the next ("Nobody expected this:")."""
    if not re.match(r":[ \t]*\r?\n[ \t]*\r?\n", text[at:]):
        return True
    lead = words(re.split(r"[.?!…]\s|\n\s*\n", text[:at])[-1]).lows
    return any(low in lexicon.word_set("context", name) for low in lead for name in ("attribution", "denials", "truth"))


def _title(text: str) -> bool:
    return bool(re.search(rf"{TITLE}\.\s+$", text))


def _abbreviation(text: str, at: int) -> bool:
    return text[at] == "." and bool(re.search(rf"(?:{TITLE}|\b[A-Z])$", text[:at]))


def _after(index: Index, end: int) -> Words:
    """The words of the sentence after the passage."""
    turns = index.turns_at(end - 1, end)
    ceiling = min(len(index.text), end + FAR, turns[-1].end if turns and turns[-1].speaker else len(index.text))
    text = index.heard(end, ceiling)
    stop = next((m.start() for m in _STOP.finditer(text) if not _abbreviation(text, m.start())), len(text))
    return index.words(end, end + stop)


def _bearing_before(before: Words, layout: Layout, speaker: str, spoken: bool, marked: bool) -> Span | None:
    """The words before the passage that bear on it, from the first that does to the passage."""
    floor = _clause(before, layout.said.lows[layout.first])
    for n in range(floor, len(before)):
        low = before.lows[n]
        asserted = not marked and _attributes(before, n, speaker, spoken)
        limits = n + 1 == len(before) and (_limits(low, layout.said.lows[layout.first]) or scarce(before.lows))
        limits = limits or _only(before, n, layout.said.lows[layout.first])
        condition = low in lexicon.word_set("context", "conditions")
        condition = condition or (low in ("provided", "providing") and before.lows[n + 1 : n + 2] == ["that"])
        first = layout.said.lows[layout.first]
        denied = (denies(before.lows, n) and not particle(before, n, first)) or unasserted(before, n, first)
        denied = denied or doubted(before, n, layout.said.lows[layout.first : layout.last])
        denied = denied or heard(before, n, first)
        asserted = asserted or called(before, n, speaker, spoken)
        hedged = low in lexicon.word_set("context", "hedges")
        if denied or hedged or limits or condition or asserted:
            return before.starts[max(floor, n - 2) if asserted else n], before.ends[-1]
    return None


_ADDRESSED = frozenset(("that", "me", "us", "you", "him", "her", "them", "how", "why"))
_MINE = frozenset(("my", "our"))  # "my neighbour says": whoever speaks, it is not what they say
_HEARSAY = frozenset(("heard", "hear", "dreamed", "dreamt"))


def _limits(low: str, first: str) -> bool:
    """Whether the word right before the passage takes from it: "former" minister, "could" have stolen."""
    return low in lexicon.word_set("context", "limits") or (low in MAYBE and first == "have")


def _only(before: Words, n: int, first: str) -> bool:
    """Whether the last word before the passage confines all of it: "in one region only, …", "only the mayor can …"."""
    if n + 1 < len(before) or before.lows[n] not in ("only", "alone"):
        return False
    paused = "," in before.gap(n + 1)
    return paused or (before.lows[n] == "only" and n == 0 and first in lexicon.word_set("context", "determiners"))


def _amount_before(before: Words, layout: Layout) -> Span | None:
    """A currency sign, a minus or the head of a number cut off at the start."""
    said = layout.said
    if not len(before) or not is_number(said.lows[layout.first]):
        return None
    last = before.lows[-1]
    touching = before.ends[-1] == said.starts[layout.first]
    if last in ("to", "or", "and") and len(before) > 1 and is_number(before.lows[-2]) and _same_phrase(before):
        return before.starts[-2], before.ends[-1]  # "five to ten people", the five left out
    cut = (touching and not last.isalnum()) or last in ("minus", "us") or (is_number(last) and _same_phrase(before))
    return (before.starts[-1], before.ends[-1]) if cut else None


def _same_phrase(before: Words) -> bool:
    return not before.gap(len(before)).strip()


def _amount_after(after: Words, layout: Layout) -> Span | None:
    """A percent sign, a "million", a unit, "a week" or the rest of a range cut off at the end."""
    last, unit = layout.said.lows[layout.last - 1], lexicon.word_set("numbers", "unit")
    if not len(after) or not (is_number(last) or last in unit or last[:1].isdigit()):
        return None
    if after.gap(0).strip():
        return None
    first, second = after.lows[0], after.lows[1] if len(after) > 1 else ""
    each = first in ("each", "apiece", "per")
    each = each or (first in ("a", "an", "every") and second in lexicon.word_set("context", "spans"))
    ranged = first in ("to", "or") and is_number(second)
    if ranged or (each and second and first not in ("each", "apiece")):
        return after.starts[0], after.ends[1]
    counted = is_number(first) or first in ("%", "percent", "per", "percentage", "basis") or first in _MONEY
    return (after.starts[0], after.ends[0]) if (counted and is_number(last)) or each else None


_MONEY = frozenset("$£€¥₹°").union(("dollars", "pounds", "euros", "yen", "yuan", "cents", "pence"))


def _clause(before: Words, first: str) -> int:
    """Where the clause begins that reaches into the passage: after the last link that starts a thought of its own."""
    subjects = lexicon.word_set("context", "subjects")
    floor = 0
    for n in range(len(before)):
        following = before.lows[n + 1] if n + 1 < len(before) else first
        link = before.lows[n] in ("and", "but", "so", "or", "yet")
        comma = n > 0 and any(c in before.between(n - 1, n) for c in ",—–;")
        if (link and following in subjects) or (comma and link):
            floor = n + 1
        elif comma and n and not link and before.lows[n] in subjects and not _conditional(before, floor, n):
            floor = n
    return floor


def _conditional(before: Words, low: int, high: int) -> bool:
    return any(word in ("if", "unless", "when", "say", "said", "not", "never") for word in before.lows[low:high]) or (
        low == 0 and before.lows[0] in ("had", "were", "should")
    )


def _attributes(before: Words, n: int, speaker: str, spoken: bool) -> bool:
    """Whether word n has somebody other than the speaker say what follows ("they claim", "critics say that").

    Where the evidence is not in turns, "he said" tells whose the words are: only a crowd's claims count there.
    """
    low, later = before.lows[n], before.lows[n + 1 :]
    if low == "to" and n and before.lows[n - 1] == "according":
        named = " ".join(before.keys[n + 1 : n + 6])
        return (spoken or (known(named) and known(speaker))) and not same_person(named, speaker)
    asserts = low in lexicon.word_set("context", "attribution") | _HEARSAY
    joined = "and" in before.lows[max(0, n - 2) : n] and said_by_self(before.lows, n)  # "I leaned over and told him"
    if not asserts or joined or n == 0 or any(word not in _ADDRESSED for word in later):
        return False
    subject = before.lows[max(0, n - 4) : n]
    if low in _HEARSAY or (low == "say" and subject[-1] in MAYBE):
        return low == "say" or "that" in later
    own = lexicon.word_set("context", "own")
    if any(word in own for word in subject[-3:]) or subject[-1] in ("to", "be"):
        return subject == ["to"]  # "To suggest we lied is absurd"
    if not spoken:
        return any(word in lexicon.word_set("context", "crowd") | _MINE for word in subject)
    return not (speaker and same_person(" ".join(before.keys[max(0, n - 4) : n]), speaker))


def _question(index: Index, end: int, printed: Printed) -> Span | None:
    """The question mark that ends the passage's sentence, where print shows none."""
    text = index.heard(end, min(len(index.text), end + FAR))
    stop = END.search(text)
    closing = printed.text[printed.words.ends[-1] : printed.end]
    if stop is None or not stop[0].startswith("?") or "?" in closing:
        return None
    adjacent = not text[: stop.start()].strip("\"'”’) ")
    if (adjacent and closing.strip()) or (not adjacent and len(printed.words) < 3):
        return None
    return end + stop.start(), end + stop.start() + 1
