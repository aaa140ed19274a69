"""The templates in their order: which words of a sentence are reported, by whom, through which cue."""

from app.quotations import lexicon
from app.quotations.beside import (
    NOT_AFTER,
    as_clause,
    beside_clause,
    beside_quotation,
    closing_attribution,
    inverted_at,
    quotation_before,
)
from app.quotations.contents import after_cue, content_end
from app.quotations.cues import cue_at, passive, settle
from app.quotations.lexicon import ASK, BELIEF, CLAUSE, FIND, PAST, PHRASE, TELL, THIRD, CueWord
from app.quotations.participles import participle
from app.quotations.phrases import Range
from app.quotations.reader import Reader, Report
from app.quotations.sentences import Sentence
from app.quotations.set_phrases import (
    according,
    closing_according,
    in_the_words_of,
    it_is_said,
    quoted_as_saying,
    silence,
)
from app.quotations.sources import source_left, source_right

__all__ = ["Report", "answering", "reports", "speaker_of_last", "subject_of"]

_ANSWERS = frozenset("answer reply response message advice verdict view comment explanation".split())
_OPENINGS = {"quote": "quote", "colon": "colon", "that": "that", "wh": "question", "bare": "clause"}


def _read(r: Reader) -> list[Report]:
    i = closing_according(r) or closing_attribution(r)
    while i < r.size:
        tag = r.tags[i]
        if tag in "CBEXV" or r.words[i] in ("according", "words"):
            nxt = _at(r, i)
            i = max(nxt, i + 1)
        else:
            i += 1
    return r.found


def _at(r: Reader, i: int) -> int:
    """Try every template on the word at `i`; the word to go on from."""
    word = r.words[i]
    if word == "words" and r.words[i - 2 : i + 2] == ["in", "the", "words", "of"]:
        return in_the_words_of(r, i)
    if word in ("put", "puts") and r.words[i + 1 : i + 2] == ["it"]:
        return as_clause(r, i, i + 2, lexicon.cues()["say"]) or i + 1
    if word == "according" and r.words[i + 1 : i + 2] == ["to"]:
        return according(r, i)
    silent = silence(r, i)
    if silent:
        return silent
    if word in ("quoted", "cited") and "saying" in r.words[i : i + 12]:
        return quoted_as_saying(r, i)
    cue = cue_at(r.s, i)
    if cue is None:
        return it_is_said(r, i) if word in lexicon.cues() and passive(r.s, i) else i + 1
    if r.tags[i] == "B":
        return participle(r, i, cue)
    return _finite(r, i, cue)


def _finite(r: Reader, i: int, cue: CueWord) -> int:
    low = r.low(i)
    after = i + 1 + bool(cue.particle)
    quoted = quotation_before(r, i)
    if quoted >= r.done:
        moved = beside_quotation(r, i, after, quoted)
        if moved:
            return moved
    found = after_cue(r.s, i, cue, r.size)
    moved = as_clause(r, i, after, cue)
    if moved:
        return moved
    if (
        cue.kinds & (CLAUSE | TELL | ASK | FIND)
        and cue.lemma not in NOT_AFTER
        and (found is None or found[1] == "bare" or inverted_at(r, i))
    ):
        moved = beside_clause(r, i, after, low, cue)
        if moved:
            return moved
    if found is None:
        return _phrase(r, i, cue, low) if cue.kinds & PHRASE else i + 1
    if found[1] == "bare" and not cue.kinds & (CLAUSE | TELL | FIND | BELIEF):
        return i + 1
    return _right(r, i, after, cue, found, low)


def _right(r: Reader, i: int, after: int, cue: CueWord, found: tuple[int, str], low: int) -> int:
    """ "The bank said (that) …", "Ms Rowe said: “…”", "and added that …": content right of its cue."""
    source, rule = _source_for(r, i, low)
    start, opened = found
    if cue.kinds & (BELIEF | FIND) and not cue.kinds & CLAUSE and opened != "quote" and _nobody(r, source):
        return i + 1
    if source is None:
        if not (i == 0 or r.found):
            return i + 1
        source = r.found[-1].source if r.found else source_right(r.s, after, start)
        rule = "coordinated"
    end = r.end(found)
    subordinate = r.tags[low : low + 1] == ["S"] and source is not None and source[0] <= low + 2
    if opened != "quote" and (subordinate or rule == "relative"):
        comma = next((k for k in range(start, r.size) if r.tags[k] == ","), r.size)
        return r.add(source, (i, after), [(start, min(comma, end))], rule or "subordinate")
    return r.add(source, (i, after), [(start, end)], rule or f"source-cue-{_OPENINGS[opened]}")


def _nobody(r: Reader, source: Range | None) -> bool:
    """Whether what believes or finds is nobody to quote: "we think"."""
    return source is None or r.words[source[0]] in ("i", "you", "we", "everyone")


def _source_for(r: Reader, i: int, low: int) -> tuple[Range | None, str]:
    """The source of the cue at `i`, and the rule's name where the source is not its plain subject."""
    k = i - 1
    while k >= low and r.tags[k] in "AX":
        k -= 1
    before = r.tags[k] if k >= 0 else ""
    if before == "W" and r.words[k] in ("who", "which"):
        return source_left(r.s, i, 0), "relative"
    if before and r.found and k >= low - 1 and (before == "&" or (before == "," and k < low)):
        return r.found[-1].source, "coordinated"
    source = source_left(r.s, i, low)
    if source is not None:
        return source, ""
    if before == "&":
        return r.subject(i), "coordinated"
    if before == "," and k >= 1:
        return r.subject(i), ""
    if before == "T":
        return (r.found[-1].source if r.found else r.subject(k)), ""
    return None, ""


def _phrase(r: Reader, i: int, cue: CueWord, low: int) -> int:
    """ "described the plan as “a mess”": the marked words are the source's; without marks, what was criticised is."""
    source = source_left(r.s, i, low)
    naming = cue.lemma in ("call", "dub", "label", "brand")
    named = naming and source is not None and r.words[max(0, source[0] - 1)] == "which"  # "which the firm calls “…”"
    if source is None or named or (naming and r.words[source[0]] in ("they", "we", "people", "it", "you")):
        return i + 1
    for first, last, _ in r.s.inner:
        if first > i:
            if any(t in "CB;Q" for t in r.tags[i + 1 : first]):
                return i + 1
            return r.add(source, (i, i + 1), [(first, last)], "phrase-marked")
    if r.tags[i + 1 : i + 2] and r.tags[i + 1] in "DJNPHO'" and cue.forms & (PAST | THIRD):
        comma = next((k for k in range(i + 1, r.size) if r.tags[k] in ",;:Q"), r.size)
        return r.add(source, (i, i + 1), [(i + 1, min(comma, content_end(r.s, i + 1, r.size)))], "phrase")
    return i + 1


def reports(s: Sentence) -> list[Report]:
    """Every report of a sentence, left to right."""
    settle(s)
    return _read(Reader(s))


def subject_of(s: Sentence, before: int) -> Range | None:
    """The subject of what stands before word `before`: whom a quotation after a colon belongs to."""
    return Reader(s).subject(before)


def speaker_of_last(s: Sentence) -> Range | None:
    """The subject of the last cue, for what stands in the next paragraph; None where nobody is said to speak."""
    cue = max((i for i, tag in enumerate(s.tags) if tag == "C" and cue_at(s, i)), default=-1)
    if cue < 0:
        return None
    return source_left(s, cue, 0) or source_right(s, cue + 1, len(s) - 1) or subject_of(s, cue)


def answering(s: Sentence, source: Range | None) -> Range | None:
    """Whose answer it is, where the subject is one: "the airline" in "The airline's answer was short"."""
    if source is None or s.words[source[1] - 1] not in _ANSWERS:
        return source
    owner = source[1] - 2
    if owner >= source[0] and s.tags[owner] == "'":
        return (source[0], owner)
    return (owner, owner + 1) if owner == source[0] and s.words[owner] in ("his", "her", "their") else source
