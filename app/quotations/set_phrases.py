"""Templates with words of their own: according to, in the words of, declined to comment, was quoted as saying."""

from app.quotations import lexicon
from app.quotations.contents import after_cue, content_end
from app.quotations.cues import passive
from app.quotations.phrases import phrase_right
from app.quotations.reader import Reader
from app.quotations.sources import source_left, source_right

_SILENT = frozenset(("declined", "declines", "refused", "refuses", "decline"))
_SPEAKING = frozenset(("comment", "be", "discuss", "answer", "elaborate", "speak"))
_REQUESTS = frozenset(
    "comment request requests calls call email emails messages message inquiries enquiries questions".split()
)
_REACHED = frozenset(("reached", "contacted", "approached"))


def according(r: Reader, i: int) -> int:
    """ "According to the charity, …" / "…, according to minutes of the meeting"; the word to go on from."""
    high = r.size
    leading = all(t in "&A,S" for t in r.tags[r.done : i])
    if leading:
        end = phrase_right(r.s, i + 2, high)
        if end <= i + 2:
            return i + 2
        end = _leading_appositive(r, _rest_of_source(r, end))
        stop = content_end(r.s, end, high)
        return r.add((i + 2, end), (i, i + 2), [(end, stop)], "according-first")
    source = source_right(r.s, i + 2, high)
    if source is None:
        return i + 2
    if r.done and not r.has_verb(r.done, i) and not r.marked(r.done, i):
        return source[1]  # where the words before it were found, not a statement of its own
    end = source[1]
    parts = [(r.done, i)]
    if end < high and r.tags[end] == "," and not _fresh(r, end + 1):
        stop = content_end(r.s, end, high)
        parts.append((end + 1, stop))
    elif end < high and r.tags[end] == "Q":
        parts.append((end, end + 1))
    return r.add(source, (i, i + 2), parts, "according-last")


def closing_according(r: Reader) -> int:
    """ "…, according to minutes of the meeting." at the end of a sentence claims all of it, cues and all."""
    if "according" not in r.words:
        return 0
    i = r.size - 1 - r.words[: r.size][::-1].index("according") if "according" in r.words[: r.size] else 0
    if i < 4 or r.words[i + 1 : i + 2] != ["to"] or r.tags[i - 1] in "Q-;:&S" or "Q" in r.tags[:i]:
        return 0
    source = source_right(r.s, i + 2, r.size)
    if source is None or source[1] < r.size - 4 or not r.has_verb(1, i):
        return 0
    r.add(source, (i, i + 2), [(0, i)], "according-last")
    r.done = r.size
    return r.size


def in_the_words_of(r: Reader, i: int) -> int:
    """ "The plan would, in the words of its author, “change everything”": the next marked words."""
    end = phrase_right(r.s, i + 2, r.size)
    for first, last, _ in r.s.inner:
        if end <= first <= end + 8:
            return r.add((i + 2, end), (i - 2, i + 2), [(first, last)], "in-the-words-of")
    unit = next((k for k in range(end, min(end + 3, r.size)) if r.tags[k] == "Q"), 0)
    return r.add((i + 2, end), (i - 2, i + 2), [(unit, unit + 1)], "in-the-words-of") if unit else i + 2


def _rest_of_source(r: Reader, end: int) -> int:
    """Over "seen by this newspaper" in "According to a letter seen by this newspaper, the firm…"."""
    if end >= r.size or r.words[end] not in ("by", "to", "in", "from", "on", "at", "with", "for"):
        return end
    stop = next((j for j in range(end + 1, min(r.size, end + 9)) if r.tags[j] == ","), end)
    return end if any(t in "XCQR" for t in r.tags[end:stop]) else stop


def _leading_appositive(r: Reader, end: int) -> int:
    """Over ", a former detective," in "According to X, a former detective, the case…": only with both commas."""
    if end >= r.size or r.tags[end] != ",":
        return end
    stop = next((j for j in range(end + 1, min(r.size, end + 25)) if r.tags[j] == ","), -1)
    inside = r.tags[end + 1 : stop] if stop > 0 else []
    if not inside or stop + 1 >= r.size:
        return end
    if inside[0] == "W" or r.words[end + 1] in ("quoting", "citing"):
        return stop
    return stop if inside[0] in "DNJM" and not any(t in "VXCRE" for t in inside) else end


def _fresh(r: Reader, at: int) -> bool:
    """Whether a new statement, not the rest of the broken one, begins at `at`."""
    return at < r.size and (r.tags[at] in "BGW" or (r.tags[at] == "Q"))


def silence(r: Reader, i: int) -> int:
    """ "declined to comment", "did not respond to a request": the word to go on from, or 0."""
    kind = _silence_kind(r, i)
    return _mute(r, i, kind) if kind else 0


def _silence_kind(r: Reader, i: int) -> str:
    """Whether the words from `i` say that somebody would not speak ("declined") or did not ("no_response")."""
    word, ahead = r.words[i], r.words[i + 1 : i + 14]
    if word in _SILENT and ahead[:1] == ["to"] and ahead[1:2] and ahead[1] in _SPEAKING:
        return "declined"
    if word == "had" and ahead[:2] == ["no", "comment"]:
        return "declined"
    if word in ("could", "couldn't") and "reached" in ahead[:4]:
        return "no_response"
    if not any(w in _REQUESTS for w in ahead):
        return ""
    if word in ("did", "didn't", "has", "have", "had", "does", "do", "hasn't", "haven't") and _no_answer(r, i):
        return "no_response"
    approached = word in ("has", "have", "was", "were") and "for" in ahead[:4] and any(w in _REACHED for w in ahead[:3])
    neither = word == "responded" and "neither" in r.words[max(r.low(i), i - 8) : i]
    return "no_response" if approached or neither else ""


def _no_answer(r: Reader, i: int) -> bool:
    ahead = r.words[i : i + 6]
    negative = ahead[0].endswith("n't") or "not" in ahead[1:3] or "yet" in ahead or "never" in ahead
    return negative and any(
        w in ("respond", "responded", "reply", "replied", "return", "returned", "answer", "answered") for w in ahead
    )


def _mute(r: Reader, i: int, kind: str) -> int:
    source = source_left(r.s, i, r.low(i))
    if source is None:
        return 0
    end = i + 1
    while end < r.size and r.tags[end] not in ",;:Q&":
        end += 1
        if r.words[end - 1] in ("comment", "comments"):
            break
    while end > i + 2 and r.tags[end - 1] in "ZI":
        end -= 1
    return r.add(source, (i, i + 1), [(i, end)], kind.replace("_", "-"), kind)


def quoted_as_saying(r: Reader, i: int) -> int:
    """ "was quoted as saying that …" / "Interfax quoted an official as saying …"."""
    at = r.words.index("saying", i)
    source = source_left(r.s, i, r.low(i)) if passive(r.s, i) else source_right(r.s, i + 1, at - 1)
    found = after_cue(r.s, at, lexicon.cues()["say"], r.size)
    if found is None or source is None:
        return i + 1
    return r.add(source, (i, at + 1), [(found[0], r.end(found))], "quoted-as-saying")


def it_is_said(r: Reader, i: int) -> int:
    """ "It has been alleged that …": reported, by nobody named."""
    k = i - 1
    while k > 0 and r.tags[k] in "XA":
        k -= 1
    if k >= 0 and r.words[k] == "it" and r.words[i + 1 : i + 2] == ["that"]:
        stop = content_end(r.s, i + 2, r.size)
        return r.add(None, (k, i + 1), [(i + 2, stop)], "it-is-said")
    return i + 1
