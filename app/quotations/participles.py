"""Templates for a cue in -ing: ", adding that", "with Boswell stating", "Saying the talks had failed, Ms Rowe left"."""

from app.quotations.contents import after_cue
from app.quotations.lexicon import ASK, CLAUSE, FIND, PHRASE, QUOTATION, TELL, CueWord
from app.quotations.reader import Reader
from app.quotations.sources import source_left, source_right


def participle(r: Reader, i: int, cue: CueWord) -> int:
    """Try these templates on the cue at `i`; the word to go on from."""
    found = after_cue(r.s, i, cue, r.size)
    if found is None and cue.kinds & PHRASE:
        return _phrase(r, i)
    marked = FIND if found is not None and found[1] == "quote" else 0  # a report, finding “no evidence of intent”
    if found is None or not cue.kinds & (CLAUSE | TELL | ASK | QUOTATION | marked):
        return i + 1
    end = r.end(found)
    before = r.tags[i - 1] if i else ""
    if i and r.tags[i - 1] in "NPHR" and _after_with(r, i):
        return r.add((_after_with(r, i), i), (i, i + 1), [(found[0], end)], "with-participle")
    if i == 0 or all(t in "&A" for t in r.tags[:i]):
        return _leading_participle(r, i, found[0])
    if before not in ",QI&-AX" and found[1] not in ("colon", "quote", "that"):
        return i + 1
    source = r.found[-1].source if r.found and not r.found[-1].silence else r.subject(i)
    if before == "X":
        source = source_left(r.s, i, r.low(i)) or source
    return r.add(source, (i, i + 1), [(found[0], end)], "participle")


def _phrase(r: Reader, i: int) -> int:
    """ "with prosecutors accusing him of running it “like a cash machine”", ", calling it “a mess”"."""
    source = (_after_with(r, i), i) if _after_with(r, i) else r.subject(i)
    first, last = next(((a, b) for a, b, _ in r.s.inner if a > i), (0, 0))
    if source is None or not last or any(tag in "CB;Q" for tag in r.tags[i + 1 : first]):
        return i + 1
    return r.add(source, (i, i + 1), [(first, last)], "phrase-marked")


def _after_with(r: Reader, i: int) -> int:
    """The word after "with" in "with Boswell stating", or 0."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if r.words[k] == "with":
            return k + 1
        if r.tags[k] not in "DMJNPH'A&R":
            return 0
    return 0


def _leading_participle(r: Reader, i: int, start: int) -> int:
    """ "Saying the talks had failed, Ms Rowe left." """
    for j in range(start, r.size):
        if r.tags[j] == ",":
            source = source_right(r.s, j + 1, r.size)
            if source is not None and source[1] < r.size and r.tags[source[1]] in "VXCEA":
                return r.add(source, (i, i + 1), [(start, j)], "participle-first")
    return i + 1
