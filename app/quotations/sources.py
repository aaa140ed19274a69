"""Who speaks: the noun phrase left of a cue, over appositives and relative clauses, or right of it where inverted."""

from app.quotations.lexicon import nouns
from app.quotations.phrases import Range, over_clause, phrase_left, phrase_right
from app.quotations.sentences import Sentence


def source_left(s: Sentence, cue: int, low: int) -> Range | None:
    """The words [a, b) of the subject of the cue at `cue`, looking no further left than `low`."""
    end = _skip_left(s, cue - 1, low)
    if end < low:
        return None
    tag = s.tags[end]
    if tag == ",":
        return _over_commas(s, end, low)
    if tag == ")":
        return _over_bracket(s, end, low)
    if tag in "RO":
        return _past_object(s, end, low) or (end, end + 1)
    if tag == "W":
        return _antecedent(s, end, low)
    return phrase_left(s, end, low)


def _past_object(s: Sentence, at: int, low: int) -> Range | None:
    """The person that a relative clause belongs to which ends in a pronoun: "an engineer who worked on it said"."""
    if at <= low or s.tags[at - 1] not in "IVCE" or not (s.tags[at] == "O" or s.words[at] == "it"):
        return None
    start = over_clause(s, at - 1, at, low, -1)
    return (start, at + 1) if start < at else None


def _skip_left(s: Sentence, i: int, low: int) -> int:
    """Left over adverbs, auxiliaries and times between subject and cue: "has also", "on Monday"."""
    tags, words = s.tags, s.words
    while i >= low:
        tag = tags[i]
        if (
            tag in "AX"
            or (tag == "T" and i > low and tags[i - 1] in "VXE")
            or (tag == "Z" and words[i] not in ("may",))
        ) or (tag == "I" and i + 1 < len(tags) and tags[i + 1] in "ZM" and words[i] in ("on", "in", "since")):
            i -= 1
        elif (
            tag == "N"
            and words[i] in ("week", "month", "year", "night", "night")
            and i > low
            and words[i - 1] in ("last", "this")
        ):
            i -= 2
        elif tag == "N" and words[i] in nouns()["setting"] and _setting_start(s, i, low) >= 0:
            i = _setting_start(s, i, low) - 1
        elif tag == "," and i - 1 > low and tags[i - 1] == "A" and tags[i - 2] == ",":
            i -= 3
        else:
            break
    return i


def _setting_start(s: Sentence, i: int, low: int) -> int:
    """Where "in a statement" begins that ends at `i`, when a subject stands before it; else -1."""
    j = i - 1
    while j > low and s.tags[j] in "DJNA" and i - j < 4:
        if s.tags[j] == "D":
            j -= 1
            break
        j -= 1
    return j if j > low and s.words[j] in ("in", "at", "during", "on") and s.tags[j - 1] in "NPR," else -1


def _over_bracket(s: Sentence, end: int, low: int) -> Range | None:
    """ "Rep. Tom Ortiz (R-Texas) said"."""
    i = end
    while i > low and s.tags[i] != "(":
        i -= 1
    found = phrase_left(s, i - 1, low) if i > low else None
    return (found[0], end + 1) if found else None


def _antecedent(s: Sentence, at: int, low: int) -> Range | None:
    """The noun phrase that "who" or "which" takes up."""
    end = at - 1
    if end >= low and s.tags[end] == ",":
        end -= 1
    if end < low or s.words[at] not in ("who", "which"):
        return None
    return phrase_left(s, end, low)


def segments(s: Sentence, low: int, high: int) -> list[Range]:
    """The stretches of [low, high) between commas, back to the last stronger break."""
    begin = low
    found: list[Range] = []
    depth = 0
    for i in range(low, high):
        tag = s.tags[i]
        if tag in "()":
            depth += 1 if tag == "(" else -1
        if tag in ":;…Q" or (tag == "-" and depth <= 0):
            found = []
            begin = i + 1
        elif tag == "," and depth <= 0:
            found.append((begin, i))
            begin = i + 1
    if begin < high:
        found.append((begin, high))
    return found


def opens_with_adjunct(s: Sentence, a: int, b: int) -> bool:
    """Whether the segment [a, b) merely leads up to a clause: "In a statement", "On Monday", "Asked about it"."""
    if a >= b:
        return True
    tags, words = s.tags, s.words
    first = tags[a]
    if first == "&" and b - a > 1:
        return opens_with_adjunct(s, a + 1, b)
    if (
        first in "ISGBATZO"
        or (first == "E")
        or (first == "C" and words[a] in ("asked", "questioned", "quoted", "told", "called"))
    ):
        return (
            not any(t in "PHNR" for t in tags[a:b])
            or first in "ISGBEOTZ"
            or words[b - 1] in ("later", "ago", "earlier")
        )
    if words[b - 1] in ("later", "ago", "earlier"):
        return True
    return b - a == 1 and first in "AX"


def _over_commas(s: Sentence, comma: int, low: int) -> Range | None:
    """The subject before a closing comma: "Ann Lee, 54, a nurse, said"."""
    parts = segments(s, low, comma)
    tags = s.tags
    for index, (a, b) in enumerate(parts):
        if a >= b or opens_with_adjunct(s, a, b):
            continue
        if a + 1 == b and tags[a] == "R":
            return (a, b)
        head = phrase_left(s, b - 1, a) if tags[b - 1] != ")" else _over_bracket(s, b - 1, a)
        if head is None or _another_clause(s, a, head[0]):
            continue
        if index < len(parts) - 1 and not _appositive(s, parts[index + 1]):
            continue
        return (head[0], _trim_right(s, head[0], comma))
    return None


def _another_clause(s: Sentence, a: int, start: int) -> bool:
    """Whether a verb stands between the segment's beginning and the phrase, so that the phrase is its object."""
    return any(tag in "VXCER" for tag in s.tags[a:start])


def _appositive(s: Sentence, part: Range) -> bool:
    a, b = part
    tags = s.tags
    if a >= b:
        return False
    if tags[a] == "W" or s.words[a] == "whose":
        return True
    if tags[a] in "RSX":
        return False
    return not any(t in "X" for t in tags[a:b]) or "W" in tags[a:b]


def _trim_right(s: Sentence, start: int, end: int) -> int:
    """Leave out a closing "however" or "on Monday" before the comma."""
    for i in range(end - 1, start, -1):
        if s.tags[i] == ",":
            adverbial = all(t in "AZI" for t in s.tags[i + 1 : end])
            setting = s.tags[i + 1] == "I" and s.words[end - 1] in nouns()["setting"]
            return i if adverbial or setting else end
    return end


def source_right(s: Sentence, at: int, high: int) -> Range | None:
    """The noun phrase that begins at `at`, after an inverted cue, with its appositives."""
    tags = s.tags
    if at >= high:
        return None
    if tags[at] in "RO":
        return (at, at + 1)
    end = phrase_right(s, at, high)
    if end <= at or not any(t in "NPHMJD" for t in tags[at:end]):
        return None
    return (at, appositives_right(s, end, high))


def appositives_right(s: Sentence, end: int, high: int) -> int:
    """Over ", 54," and ", a nurse at the hospital" and ", who led the study"."""
    tags, words = s.tags, s.words
    at = end
    while at < high - 1 and tags[at] == ",":
        begin = at + 1
        if tags[begin] not in "DJNPHMW" and words[begin] not in ("of", "from", "formerly", "also"):
            break
        stop = begin
        while stop < high and tags[stop] not in ",:;Q-…":
            if tags[stop] in ".?!" and stop == high - 1:
                break
            stop += 1
        relative = tags[begin] == "W" or words[begin] == "whose"
        if not relative and any(t in "XCBR" for t in tags[begin:stop]) and not any(t == "W" for t in tags[begin:stop]):
            break
        at = stop
    return at
