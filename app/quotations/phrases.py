"""Noun phrases: how far one reaches left of a word or right of it, and which of its words carries the meaning."""

from app.quotations.lexicon import nouns
from app.quotations.sentences import Sentence

Range = tuple[int, int]

NOMINAL = frozenset("DMJNPH'EZ")
_TO_WHOM = frozenset("close adviser advisor advisers aide aides ambassador envoy heir assistant counsel deputy".split())
_LINK = frozenset("of for at in from with on to by near under behind over about inside within against".split())
_TIGHT_LINK = frozenset("of for from".split())


def phrase_left(s: Sentence, end: int, low: int) -> Range | None:
    """The noun phrase that ends at word `end`, looking no further left than `low`."""
    tags = s.tags
    if tags[end] not in "NPMHJDE')Z":
        return None
    i = end
    joint = -1
    while i >= low:
        if tags[i] == "&":
            if i == low or s.words[i] == "but" or tags[i - 1] not in "NPHM'J":
                break
            joint = i
        elif tags[i] == ")" and "(" in tags[max(low, i - 8) : i]:
            while tags[i] != "(":
                i -= 1
        elif not _belongs_left(s, i, end, low):
            break
        i -= 1
    start = i + 1
    if i > low and tags[i] == "I" and joint >= start and tags[i - 1] in "VEGXC":
        start = joint + 1
    elif i > low and tags[i] == "I" and tags[i - 1] in "VCX":
        start = over_clause(s, i, start, low, joint)  # "two men who asked for anonymity said"
    elif i >= low and tags[i] in "VXCWRSOGB":
        start = over_clause(s, i, start, low, joint)
    return _first_word(s, start, end)


def _belongs_left(s: Sentence, i: int, end: int, low: int) -> bool:
    """Whether word `i` may stand inside the phrase that ends at `end`."""
    tags = s.tags
    tag = tags[i]
    if tag in "DMJNPH'Z":
        return True
    if i <= low:
        return False
    if tag in "ECV":
        return i != end and _reduced(s, i, low)
    if tag == "A":
        return i != end and tags[i + 1] in "JME"
    if tag == "I":
        tied = tags[i - 1] in "NPMHJEZ')" or (tags[i - 1] in "CV" and _reduced(s, i - 1, low))
        return (s.words[i] in _LINK and tied) or (s.words[i] == "of" and tags[i - 1] == "D")
    if tag == "T":
        return tags[i - 1] in "NJE"
    return tag == "G" and i != end and tags[i - 1] in "DJN"


def _reduced(s: Sentence, i: int, low: int) -> bool:
    """Whether an -ed form belongs to the noun phrase: "the injured man", "officials briefed on the plan"."""
    if i <= low:
        return False
    before, after = s.tags[i - 1], s.tags[i + 1]
    if s.tags[i] == "V":
        return before in "NP" and s.words[i + 1] == "by"
    if before in "DJMA'":
        return True
    return (before == "N" and after == "I") or (before == "P" and after == "N")


def over_clause(s: Sentence, i: int, start: int, low: int, joint: int) -> int:
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


def phrase_right(s: Sentence, at: int, high: int) -> int:
    """The word after the noun phrase that begins at `at`; `at` itself where none does."""
    tags = s.tags
    i = at
    while i < high:
        tag = tags[i]
        if tag == "G" and _working(s, i, at, high):
            i = _to_break(s, i, high)
        elif tag == "(":
            close = next((j for j in range(i, min(i + 10, high)) if tags[j] == ")"), -1)
            if close < 0:
                break
            i = close + 1
        elif _belongs_right(s, i, at, high):
            i += 1
        else:
            break
    while i > at and tags[i - 1] in "I&":
        i -= 1
    return i


def _working(s: Sentence, i: int, at: int, high: int) -> bool:
    """ "one lawyer working in the field": a person and what the person does."""
    return (
        at < i < high - 1 and s.tags[i - 1] == "N" and s.tags[i + 1] in "IDTA" and s.words[i - 1] in nouns()["person"]
    )


def _belongs_right(s: Sentence, i: int, at: int, high: int) -> bool:
    """Whether word `i` may stand inside the phrase that begins at `at`."""
    tags = s.tags
    tag = tags[i]
    if tag in "DMJNPH'":
        return tag != "D" or i == at or tags[i - 1] not in "NPHM"
    if tag == "E":
        return _participle_inside(s, i, at, high)
    if i + 1 >= high:
        return False
    after = tags[i + 1]
    if tag == "A":
        return after in "JEM"
    if i == at:
        return False
    if tag == "I":
        of_place = s.words[i] == "in" and after == "P" and "of" in s.words[at:i]
        return after in "DMJNPHGZ" and (of_place or _links(s, i))
    if tag == "T":
        return after in "DPHN" and s.words[i - 1] in _TO_WHOM
    if tag == "&":
        return after in "DMJNPH" and not _verb_soon(s, i + 1, high)
    return tag == "G" and tags[i - 1] in "DJN" and after == "N"


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


def _links(s: Sentence, i: int) -> bool:
    """Whether a preposition ties on to the noun phrase, not to the cue: "an aide to the mayor", not "said X to Y"."""
    word = s.words[i]
    if word in _TIGHT_LINK:
        return True
    head_is_common = s.tags[i - 1] == "N" or s.words[i - 1] == "familiar"
    return (
        head_is_common
        and word in ("at", "with", "in", "to", "near", "on", "close", "by")
        and s.tags[i + 1] != "Z"
        and (s.words[min(i + 2, len(s.words) - 1)] not in nouns()["setting"])
    )


def _verb_soon(s: Sentence, at: int, high: int) -> bool:
    return any(t in "CVX" for t in s.tags[at : min(at + 6, high)])


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
