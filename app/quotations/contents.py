"""What was reported: where the clause after a cue begins, and where it ends."""

from app.quotations import lexicon
from app.quotations.cues import cue_at
from app.quotations.lexicon import ASK, CLAUSE, QUOTATION, TELL, CueWord
from app.quotations.phrases import NOMINAL, phrase_right
from app.quotations.sentences import Sentence

_FAR = 22  # words within which "that" or a colon may follow its cue
_FREE = frozenset("say add insist believe think argue hope maintain contend reckon reply".split())
_ONLY_OPENED = frozenset(("hold",))  # what reports only before "that", a colon or a mark: "the court held that"
_CONTRAST = frozenset(("while", "as", "although", "whereas", "though"))
_LIGHT = frozenset("conference briefing television radio tv".split())


def after_cue(s: Sentence, i: int, cue: CueWord, high: int) -> tuple[int, str] | None:
    """Where the content right of the cue at `i` begins, and how it is opened: that, colon, quote, wh or bare."""
    at = i + 1 + bool(cue.particle)
    if at >= high:
        return None
    opened = _opener(s, at, cue, high)
    if opened is not None or cue.lemma in _ONLY_OPENED or not cue.kinds & ~(QUOTATION | lexicon.PHRASE):
        return opened
    start: int | None = _skip_settings(s, at, high)
    if cue.kinds & TELL and start is not None:
        start = _skip_addressee(s, start, cue, high)
    if start is None or start >= high:
        return None
    if s.tags[start] == "W" and s.words[start] != "which":
        return start, "wh"
    if cue.kinds & ASK and not cue.kinds & CLAUSE:
        return None
    return (start, "bare") if _is_clause(s, start, cue, high) else None


def _opener(s: Sentence, at: int, cue: CueWord, high: int) -> tuple[int, str] | None:
    """An explicit sign that the content begins: "that", a colon, a quotation; "whether" and "if" after asking."""
    tags, words = s.tags, s.words
    quotes_only = not cue.kinds & ~(QUOTATION | lexicon.PHRASE)
    for q in range(at, min(high, at + _FAR)):
        tag = tags[q]
        if tag == "Q":
            return q, "quote"
        if tag == ":":
            return (q + 1, "colon") if q + 1 < high else None
        if tag == "S" and words[q] == "that":
            if _points(s, q, cue, high) or (quotes_only and q > at) or _after_object(s, at, q, cue):
                return None
            return q + 1, "that"
        if tag == "S" and words[q] in ("whether", "if") and (words[q] == "whether" or cue.kinds & ASK):
            return None if quotes_only or _after_object(s, at, q, cue) else (q, "wh")
        if tag == "W" and q == at and not quotes_only and words[q] != "which":
            return q, "wh"
        if tag == ",":
            if q + 1 < high and (tags[q + 1] == "Q" or words[q + 1] == "that"):
                continue
            if q + 2 < high and tags[q + 1] in "AI" and "," in tags[q + 2 : q + 6]:
                continue
            if q > at and tags[q - 1] in "AZNP" and tags[q - 2] == ",":
                continue
            return None
        if tag in "VXRCB;…&" or (tag == "E" and tags[q - 1] in "NPR" and words[q + 1 : q + 2] != ["by"]):
            return None
    return None


def _points(s: Sentence, q: int, cue: CueWord, high: int) -> bool:
    """Whether the "that" at `q` points at a thing, no clause following: "held that post", "found that job"."""
    if not cue.kinds & lexicon.FIND or cue.kinds & CLAUSE:
        return False
    ends = (
        k for k in range(q + 1, high - 1) if s.tags[k] == "," and (s.tags[k + 1] == "&" or s.words[k + 1] == "when")
    )
    return not _verb_of_its_own(s, q + 1, next(ends, high))


def _after_object(s: Sentence, at: int, q: int, cue: CueWord) -> bool:
    """Whether the opener at `q` belongs to an object of the cue: "announced the places that would be given"."""
    return q > at and not cue.kinds & (TELL | ASK) and s.tags[at] not in "ZAIT,"


def _skip_settings(s: Sentence, at: int, high: int) -> int:
    """Over "repeatedly", "on Tuesday", "last week", "in a statement", "to reporters"."""
    tags, words = s.tags, s.words
    while at < high:
        tag = tags[at]
        if tag == "A" and words[at] not in (
            "there",
            "here",
            "not",
            "even",
            "only",
            "almost",
            "nearly",
            "now",
            "then",
            "never",
            "once",
        ):
            at += 1 + (
                at + 1 < high and words[at] in ("last", "next") and words[at + 1] in ("week", "month", "year", "night")
            )
        elif tag == "Z" and words[at] not in ("may",):
            at += 1 + (at + 1 < high and words[at + 1] in ("morning", "afternoon", "evening", "night"))
        elif tag in "IT":
            beyond = _setting(s, at, high)
            if beyond == at:
                return at
            at = beyond
        else:
            return at
    return at


def _setting(s: Sentence, at: int, high: int) -> int:
    """The word after a prepositional phrase of time or occasion that begins at `at`, or `at`."""
    tags, words = s.tags, s.words
    if tags[at + 1 : at + 2] == ["Z"]:
        return at + 2
    end = phrase_right(s, at + 1, min(high, at + 12))
    if (
        words[at] == "to"
        and end < high
        and at + 1 < high
        and (tags[at + 1] in "POH" or words[end - 1] in lexicon.nouns()["person"])
    ):
        return max(end, at + 2)
    inside = words[at + 1 : end]
    if any(w in lexicon.nouns()["setting"] or w in _LIGHT for w in inside) and words[at] in (
        "in",
        "at",
        "during",
        "on",
        "via",
        "through",
    ):
        return end
    return at


def _skip_addressee(s: Sentence, at: int, cue: CueWord, high: int) -> int | None:
    """Over whom the words were told; where the verb may also do without ("warned"), only a clear one."""
    tags = s.tags
    if at >= high:
        return None
    if tags[at] == "O":
        return _skip_settings(s, at + 1, high)
    end = phrase_right(s, at, high)
    if cue.kinds & CLAUSE:
        clear = end < high and tags[end] in "RS" and end > at
        return end if clear else at
    if end <= at:
        return at if tags[at] == "W" else None
    return _skip_settings(s, end, high)


def _is_clause(s: Sentence, at: int, cue: CueWord, high: int) -> bool:
    """Whether a clause begins at `at`: a subject and a verb; after freely used cues any later verb will do."""
    tags = s.tags
    while tags[at] == "A" and s.words[at] not in ("there", "here") and at + 1 < high:
        at += 1
    if (
        tags[at] in ".,T&"
        or (tags[at] == "V" and tags[at + 1 : at + 2] != ["X"])
        or (tags[at] == "X" and s.words[at] not in ("'s",))
    ):
        return False
    if s.words[at] == "by" and tags[at + 1 : at + 2] and tags[at + 1] in "PDH":
        return False
    if s.words[at] == "it" and (at + 1 >= high or tags[at + 1] in ".,;&IZTS-"):
        return False  # "denied it on Tuesday": what was denied, not the subject of a clause
    if tags[at] == "R" or (tags[at] == "A" and s.words[at] == "there"):
        return True
    if tags[at] == "D" and at + 1 < high and tags[at + 1] == "X":
        return True
    if cue.lemma in _FREE:
        return any(t in "VXCE" for t in tags[at + 1 : high]) or _finite_noun(s, at, high)
    return _verb_of_its_own(s, at, high)


def _verb_of_its_own(s: Sentence, at: int, high: int) -> bool:
    """Whether the words from `at` have a finite verb outside relative clauses: a clause, not an object."""
    tags, words = s.tags, s.words
    owed = 0  # verbs that belong to relative clauses opened on the way
    j = at
    while j < min(high, at + 40):
        tag = tags[j]
        if (
            tag in ":;Q"
            or (tag == "&" and tags[j + 1 : j + 2] and tags[j + 1] in "VCXE")
            or (tag == "T" and j > at and tags[j - 1] not in "NJE")
        ):
            return False
        if (tag == "W" and words[j] != "how") or (tag == "S" and words[j] == "that") or words[j] == "whose":
            owed += 1
        elif tag in "VXC" or (tag == "E" and _past_tense(s, j, at, high)):
            if not owed:
                return j > at
            owed -= 1
            while j + 1 < high and tags[j + 1] in "XVEA":
                j += 1
        j += 1
    return False


def _finite_noun(s: Sentence, at: int, high: int) -> bool:
    """A verb that looks like a noun: a plural noun followed by a word no phrase would hold."""
    return any(
        s.tags[j] == "N" and s.words[j].endswith("s") and s.tags[j - 1] in "NP" and s.tags[j + 1] in "DORIJAM"
        for j in range(at + 1, high - 1)
    )


def _past_tense(s: Sentence, j: int, at: int, high: int) -> bool:
    """Whether an -ed form is the verb of the clause from `at`, not a participle: "80% of people tested"."""
    if j <= at or s.tags[j - 1] not in "NPRZ" or s.words[j + 1 : j + 2] == ["by"]:
        return False
    closes = j + 1 >= high or s.tags[j + 1] in ",;."
    return not closes or "I" not in s.tags[at:j]


def content_end(s: Sentence, start: int, high: int) -> int:
    """Where content that begins at `start` ends: at the next report in the same sentence, else at `high`."""
    tags, words = s.tags, s.words
    depth = 0
    for j in range(start + 1, high):
        tag = tags[j]
        if tag in "()":
            depth += 1 if tag == "(" else -1
        if tag == ";":
            if any(t == "C" for t in tags[j:high]):
                return j
        elif tag == "," and j + 1 < high and depth <= 0:
            if _new_report_after_comma(s, j + 1, high):
                return j
        elif (tag == "&" and words[j] in ("and", "but")) or words[j] in ("while", "whereas"):
            if reported_clause_at(s, j + 1, high):
                return j
        elif words[j] == "according" and words[j + 1 : j + 2] == ["to"]:
            return j
    return high


def _new_report_after_comma(s: Sentence, n: int, high: int) -> bool:
    tag, word = s.tags[n], s.words[n]
    if tag == "B":
        cue = cue_at(s, n)
        return cue is not None and (after_cue(s, n, cue, high) is not None or word in ("citing", "quoting"))
    if tag == "&" or word in _CONTRAST:
        return reported_clause_at(s, n + 1, high)
    if word == "according":
        return True
    if word == "with":
        return any(s.tags[k] == "B" for k in range(n, min(n + 6, high)))
    return False


def reported_clause_at(s: Sentence, m: int, high: int) -> bool:
    """Whether a subject and a cue with content of its own begin at `m`, or such a cue alone."""
    tags = s.tags
    while m < high and tags[m] in "AZ":
        m += 1
    stop = min(high, m + 9)
    j = m
    while j < stop and (
        tags[j] in NOMINAL or tags[j] in "RAX" or (tags[j] == "I" and s.words[j] in ("of", "for", "at", "from"))
    ):
        j += 1
    if j >= high or tags[j] not in "CB":
        return False
    if tags[j] == "B" and j > m:
        return False
    cue = cue_at(s, j)
    if cue is None:
        return False
    if cue.kinds & lexicon.PHRASE and any(j < first < high for first, _, _ in s.inner):
        return True
    if not cue.kinds & (CLAUSE | TELL | ASK):
        return False
    return after_cue(s, j, cue, high) is not None
