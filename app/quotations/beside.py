"""Templates for an attribution after or inside what it reports: "…," she said; …, police said."""

from app.quotations.contents import after_cue, content_end
from app.quotations.cues import cue_at
from app.quotations.lexicon import ASK, CLAUSE, PAST, TELL, THIRD, CueWord, nouns
from app.quotations.phrases import Range, phrase_right
from app.quotations.reader import Reader
from app.quotations.sources import opens_with_adjunct, source_left, source_right

_SPANS = frozenset("week month year night weekend morning afternoon evening spring summer autumn winter".split())
NOT_AFTER = frozenset("agree hope expect understand rule project swear signal read post promise continue hold".split())


def quotation_before(r: Reader, i: int) -> int:
    """The word that is a whole quotation with nothing but a subject between it and the cue at `i`, or -1."""
    for k in range(i - 1, max(-1, i - 40), -1):
        if r.tags[k] == "Q":
            return k
        if r.tags[k] in ":;":
            return -1
    return -1


def beside_quotation(r: Reader, i: int, after: int, q: int) -> int:
    """ "…," said Ms Rowe / "…," Ms Rowe said, with what may follow: "…," she said, "…"."""
    start = q + 1
    while start < i and r.tags[start] in ",-":
        start += 1
    if start == i or all(t in "AX&" for t in r.tags[start:i]):
        source = source_right(r.s, after, r.size)
        if start < i and "&" in r.tags[start:i] and r.found:
            return 0
        rule, end = "quote-cue-source", source[1] if source else after
    else:
        if r.tags[start] in "&" or r.words[start] in ("but", "and"):
            return 0
        source = source_left(r.s, i, start)
        rule, end = "quote-source-cue", after
        if source is None or any(t in "VXSE" for t in r.tags[start : source[0]]):
            return 0
    if source is None:
        return 0
    parts = [(q, q + 1)]
    if r.done == 0 and q > 0:
        parts = [(_lead(r, q), q + 1)]
    second = _interrupted(r, end, q)
    if second:
        parts.append((second, second + 1))
    r.add(source, (i, after), parts, rule)
    r.done = second + 1 if second else end
    return r.done


def _lead(r: Reader, q: int) -> int:
    """Where content that ends in a quotation begins: the sentence's start if unmarked words lead into it."""
    lead = r.tags[:q]
    if lead and lead[-1] not in ",:" and any(t in "XVE" for t in lead):
        return 0
    return q


def _interrupted(r: Reader, end: int, q: int) -> int:
    """The second half of a quotation broken by its attribution, or 0."""
    stop = min(r.size, end + 14)
    for k in range(end, stop):
        if r.tags[k] == "Q":
            return k if r.tags[k - 1] in ",-:" else 0
        if r.tags[k] in "CBXV;":
            return 0
    return 0


def inverted_at(r: Reader, i: int) -> bool:
    """Whether the cue at `i` follows a comma, so that its subject may follow it."""
    return i > 0 and r.tags[i - 1] == ","


def beside_clause(r: Reader, i: int, after: int, low: int, cue: CueWord) -> int:
    """An unmarked clause before its attribution: "…, police said" / "…, said Mr Lund", also in the middle."""
    source, rule, end, left = None, "", after, 0
    if inverted_at(r, i) and cue.forms & (PAST | THIRD) and cue.kinds & (CLAUSE | ASK):
        source = source_right(r.s, after, r.size)
        if (
            source is not None
            and not _objects(r, source, low, i)
            and _closed(r, source[1])
            and _says_something(r, low, i - 1)
        ):
            rule, end, left = "clause-cue-source", source[1], i - 1
        else:
            source = None
    if source is None:
        source = source_left(r.s, i, low)
        if source is None or source[0] == 0 or not _closed(r, _past_addressee(r, after, cue)):
            return 0
        left = source[0]
        while left > low and r.tags[left - 1] == "A":
            left -= 1
        if left == low or r.tags[left - 1] not in ",-" or not _says_something(r, low, left - 1):
            return 0
        rule, end, left = "clause-source-cue", after, left - 1
    end = _past_addressee(r, end, cue)
    parts = [(low, left)]
    second = _rest(r, end)
    if second:
        parts.append(second)
    elif not r.has_verb(low, left) and not r.marked(low, left) and r.size > after + 3:
        return 0
    r.add(source, (i, after), parts, rule)
    r.done = max(r.done, end)
    return r.done


def _objects(r: Reader, source: Range, low: int, i: int) -> bool:
    """Whether what follows the cue at `i` is what it is about, not who speaks: "Ms Roe, the director, denied it"."""
    a, b = source
    if r.tags[a] == "O" or r.words[a] == "it":
        return True
    kinds = nouns()
    speaks = any(t in "PHR" for t in r.tags[a:b]) or any(
        w in kinds["person"] or w in kinds["body"] or w in kinds["spokesperson"] or w in kinds["media"]
        for w in r.words[a:b]
    )
    verb = r.has_verb(low, i - 1) and "W" not in r.tags[low : i - 1]
    if speaks or verb or r.marked(low, i - 1):
        return False
    subject = source_left(r.s, i, low)
    return subject is not None and subject[0] == low and "," in r.tags[low : i - 1]


def _past_addressee(r: Reader, at: int, cue: CueWord) -> int:
    """Over "Reuters" in "…, she told Reuters"."""
    if not cue.kinds & TELL or at >= r.size:
        return at
    return at + 1 if r.tags[at] == "O" else max(at, phrase_right(r.s, at, r.size))


def _says_something(r: Reader, a: int, b: int) -> bool:
    lead_only = opens_with_adjunct(r.s, a, b) and not r.has_verb(a + 1, b) and not r.marked(a, b)
    return b > a and not lead_only and "Q" not in r.tags[a:b]


def _closed(r: Reader, at: int) -> bool:
    """Whether nothing is reported after `at`: the sentence or a comma follows, or only when and where it was said."""
    while at < r.size and (
        r.tags[at] in "AZ" or (r.words[at] in _SPANS and r.words[at - 1] in ("last", "this", "next"))
    ):
        at += 1
    if at >= r.size or r.tags[at] in ",;-":
        return True
    if r.tags[at] not in "IST" and r.words[at] not in ("last", "this"):
        return False
    if r.words[at] in ("that", "whether", "if"):
        return False
    rest = r.tags[at : r.size]
    stop = rest.index(",") if "," in rest else len(rest)
    if r.tags[at] == "S":
        return r.words[at] in ("as", "when", "while", "after", "before")
    return not any(t in "VXRCQ:" or r.words[at + k] == "that" for k, t in enumerate(rest[:stop]))


def _rest(r: Reader, end: int) -> Range | None:
    """The second half of a clause broken by ", said Mr Lund,"."""
    at = end
    while at < r.size and r.tags[at] != ",":
        if r.tags[at] in ";:-":
            return None
        at += 1
    at += 1
    if at >= r.size or r.tags[at] in "BGWQ" or r.words[at] in ("according", "as", "while", "after", "who", "with"):
        return None
    if r.tags[at] in "&" and _has_cue(r, at):
        return None
    return (at, content_end(r.s, at, r.size))


def _has_cue(r: Reader, at: int) -> bool:
    return any(t == "C" for t in r.tags[at : at + 9])


def as_clause(r: Reader, i: int, after: int, cue: CueWord) -> int:
    """ "As Ms Falk told the BBC, nobody wins": the content follows the comma."""
    start = r.low(i)
    if r.words[start : start + 1] not in (["as"], ["but"]) or "as" not in r.words[start : start + 2]:
        return 0
    start += r.words[start] != "as"
    source = source_left(r.s, i, start + 1)
    comma = next((k for k in range(after, min(r.size, after + 12)) if r.tags[k] == ","), 0)
    if source is None or not comma or source[0] > start + 2 or any(t in "VXCRS" for t in r.tags[after:comma]):
        return 0
    return r.add(source, (i, after), [(comma + 1, content_end(r.s, comma + 1, r.size))], "as-source-cue")


def closing_attribution(r: Reader) -> int:
    """An attribution that closes a sentence with other cues in it, "X expects rain, Ms Ruiz said", goes first."""
    if r.tags.count("C") < 2:
        return 0
    high = r.tags.index("Q") if "Q" in r.tags else r.size
    for i in range(high - 1, max(0, high - 25), -1):
        cue = cue_at(r.s, i) if r.tags[i] == "C" else None
        if cue is None or not cue.kinds & (CLAUSE | TELL | ASK) or cue.lemma in NOT_AFTER:
            continue
        if r.has_verb(0, i - 1) and after_cue(r.s, i, cue, r.size) is None:
            return beside_clause(r, i, i + 1 + bool(cue.particle), 0, cue)
        return 0
    return 0
