"""Who speaks: the noun phrase left of a cue, over appositives and relative clauses, or right of it where inverted."""

from app.quotations.lexicon import names, nouns
from app.quotations.sentences import Sentence

Range = tuple[int, int]

NOMINAL = frozenset("DMJNPH'EZ")
_LINK = frozenset("of for at in from with on to by near under behind over about inside within against".split())
_TIGHT_LINK = frozenset("of for from".split())
_ADVERBIAL = frozenset("AXZT")
_VERBAL = frozenset("VXC")
_STOP = frozenset(":;-…Q.?!")


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
    if tag == "R" or tag == "O":
        return (end, end + 1)
    if tag == "W":
        return _antecedent(s, end, low)
    return phrase_left(s, end, low)


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


def phrase_left(s: Sentence, end: int, low: int) -> Range | None:
    """The noun phrase that ends at word `end`."""
    tags, words = s.tags, s.words
    if tags[end] not in "NPMHJDE')Z":
        return None
    i = end
    joint = -1
    while i >= low:
        tag = tags[i]
        if (
            tag in "DMJNPH'Z"
            or (tag in "ECV" and i != end and _reduced(s, i, low))
            or (tag == "A" and i > low and tags[i + 1] in "JME")
            or (
                tag == "I"
                and words[i] in _LINK
                and i > low
                and (tags[i - 1] in "NPMHJEZ')" or (tags[i - 1] in "CV" and _reduced(s, i - 1, low)))
            )
            or (tag == "T" and i > low and tags[i - 1] in "NJE")
        ):
            i -= 1
        elif tag == "&" and words[i] in ("and", "or", "nor") and i > low and tags[i - 1] in "NPHM'J":
            joint = i
            i -= 1
        elif tag == "G" and i > low and tags[i - 1] in "DJN" and i != end:
            i -= 1
        elif tag == ")" and "(" in tags[max(low, i - 8) : i]:
            while tags[i] != "(":
                i -= 1
            i -= 1
        else:
            break
    start = i + 1
    if i > low and tags[i] == "I" and joint >= start and tags[i - 1] in "VEGXC":
        start = joint + 1
    elif i >= low and tags[i] in "VXCWRSOGB":
        start = _over_clause(s, i, start, low, joint)
    return _first_word(s, start, end)


def _reduced(s: Sentence, i: int, low: int) -> bool:
    """Whether an -ed form belongs to the noun phrase: "the injured man", "officials briefed on the plan"."""
    if i <= low:
        return False
    before, after = s.tags[i - 1], s.tags[i + 1]
    if s.tags[i] == "V":
        return before in "NP" and s.words[i + 1] == "by"
    if before in "DJMA'":
        return True
    return (before in "N" and after in "I") or (before == "P" and after == "N")


def _participle_inside(s: Sentence, i: int, at: int, high: int) -> bool:
    if i + 1 >= high or i == at:
        return i == at and i + 1 < high and s.tags[i + 1] in "NPJ"
    before, after = s.tags[i - 1], s.tags[i + 1]
    return (before in "DJM'A" and after in "NPJ") or (
        before == "N" and after == "I" and s.words[i + 1] in ("by", "on", "in", "with", "at")
    )


def _to_break(s: Sentence, i: int, high: int) -> int:
    while i < high and s.tags[i] not in ",:;Q-VXC":
        i += 1
    return i


def _over_clause(s: Sentence, i: int, start: int, low: int, joint: int) -> int:
    """The phrase ran into a verb: part of a relative clause ("a man who lives opposite said"), or another clause."""
    tags = s.tags
    j = i
    while j >= low and tags[j] not in ",:;Q-…" and i - j < 25:
        relative = tags[j] == "W" or s.words[j] in ("that", "whose")
        if relative and j > low and tags[j - 1] in "NPHR" and s.words[j] in ("who", "that", "which", "whose"):
            head = phrase_left(s, j - 1, low) if tags[j - 1] != "R" else (j - 1, j)
            if head:
                return head[0]
        j -= 1
    return joint + 1 if joint >= start else start


def _first_word(s: Sentence, start: int, end: int) -> Range | None:
    """Leave out what stands before the phrase proper: a conjunction, "On Monday", "In London", "Last week"."""
    tags, words = s.tags, s.words
    while start <= end and (tags[start] in "&SA,T'" or (tags[start] == "Z" and start < end and tags[start + 1] != "'")):
        start += 1
    if start > end:
        return None
    prepositional = tags[start] == "I" or (start > 0 and tags[start - 1] == "I")
    begin = start
    for p in range(start + 1, end + 1):
        before, tag = tags[p - 1], tags[p]
        if (tag == "D" and before in "NPZMA" and words[p] not in ("all", "both")) or (tag in "PH" and before == "Z"):
            begin = p
        elif prepositional and tag in "PH" and (before == "N" or (tag == "H" and before == "P")):
            begin = p
            prepositional = False
        elif prepositional and tag in "NJ" and before in "PZ":
            begin = p
    if tags[begin] == "I":
        return None
    while begin < end and tags[begin] == "A":
        begin += 1
    stop = end + 1
    return (begin, stop) if any(t in "NPHMDJEZ" for t in tags[begin:stop]) else None


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


def phrase_right(s: Sentence, at: int, high: int) -> int:
    tags, words = s.tags, s.words
    i = at
    while i < high:
        tag = tags[i]
        if tag == "D" and i > at and tags[i - 1] in "NPHM":
            break
        if tag in "DMJNPH'" or (tag == "E" and _participle_inside(s, i, at, high)):
            i += 1
        elif (
            tag == "G"
            and i > at
            and tags[i - 1] == "N"
            and i + 1 < high
            and tags[i + 1] in "IDTA"
            and words[i - 1] in nouns()["person"]
        ):
            i = _to_break(s, i, high)
        elif (
            (tag == "I" and i > at and i + 1 < high and tags[i + 1] in "DMJNPHGZ" and _links(s, i, at))
            or (tag == "&" and i > at and i + 1 < high and tags[i + 1] in "DMJNPH" and not _verb_soon(s, i + 1, high))
            or (tag == "A" and i + 1 < high and tags[i + 1] in "JEM")
            or (tag == "G" and i > at and tags[i - 1] in "DJN" and i + 1 < high and tags[i + 1] in "N")
        ):
            i += 1
        elif tag == "(":
            close = next((j for j in range(i, min(i + 10, high)) if tags[j] == ")"), -1)
            if close < 0:
                break
            i = close + 1
        else:
            break
    while i > at and tags[i - 1] in "I&":
        i -= 1
    return i


def _links(s: Sentence, i: int, at: int) -> bool:
    """Whether a preposition ties on to the noun phrase, not to the cue: "an aide to the mayor", not "said X to Y"."""
    word = s.words[i]
    if word in _TIGHT_LINK:
        return True
    head_is_common = s.tags[i - 1] == "N"
    return (
        head_is_common
        and word in ("at", "with", "in", "to", "near", "on", "close", "by")
        and s.tags[i + 1] != "Z"
        and (s.words[min(i + 2, len(s.words) - 1)] not in nouns()["setting"])
    )


def _verb_soon(s: Sentence, at: int, high: int) -> bool:
    return any(t in "CVX" for t in s.tags[at : min(at + 6, high)])


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


def head_word(s: Sentence, source: Range) -> int:
    """The place of the word that carries the meaning: the last of the first run of nouns and names."""
    tags, words = s.tags, s.words
    a, b = source
    head = a
    for i in range(a, b):
        tag = tags[i]
        if tag == "'":
            head = i + 1 if i + 1 < b else i
        elif tag == "M" and i > a and tags[i - 1] in "NP":
            continue
        elif tag in "NPMHRZ" or (tag in "DJEOG" and head == a):
            head = i
        elif tag in "DJ&EA":
            continue
        elif (
            tag == "I"
            and words[i] == "of"
            and words[i - 1] in ("one", "some", "many", "most", "number", "group", "couple", "lot")
        ):
            head = i + 1
        else:
            break
    return min(head, b - 1)


def is_place(word: str) -> bool:
    """Whether a lower-case word names a country or capital."""
    return word in names()["place"]
