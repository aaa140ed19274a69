"""Words that whoever speaks only quotes: "He stood here and said, 'We should abolish it'" is not the teller's own wish.

What stands in quotation marks inside somebody's own turn is told by them; whose it is, the words before the marks tell
("he said", "wrote to me", "my answer was"), or those behind them.
"""

import re
from functools import cache

from app.comparing import lexicon
from app.comparing.passages import Index
from app.comparing.speakers import known, same_person
from app.comparing.tokens import QUOTE_MARKS, Words
from db.records import Span

_DOUBLE = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"")
_SINGLE = re.compile(
    r"(?<!\w)['‘](?!(?:em|tis|twas|cause|til|n|bout)\b)(?=[^\W\d_])(?:[^'‘’]|(?<=\w)['’](?=\w))*['’](?!\w)"
)
_LABEL = re.compile(r"[ \t]*([^\W\d_][^\n:?!“”\"]{1,60}):\s")
_STOP = re.compile(r"[.?!…][\"'”’)\]]*\s+|\n\s*\n")
_FAR = 3000  # characters on either side of a passage that are looked into
_DISOWNED = re.compile(
    r"\W*(?:[^.?!\n]{0,40}\b)?(?:his|her|their|your|not my|not our)\s+(?:own\s+|exact\s+)?words\b", re.I
)


def voiced(index: Index, start: int, speaker: str) -> Span | None:
    """The turn that holds the place, label aside: as the evidence was read, or, where only one person speaks in it, the
    paragraphs from the one that begins with the speaker's name on."""
    turns = index.turns_at(start, start + 1)
    if turns and turns[0].speaker:
        return turns[0].start, turns[0].end
    if not known(speaker):
        return None
    end = index.text.find("\n\n", start, start + _FAR)
    at, floor = start, max(0, start - _FAR)
    while at > floor:
        blank = index.text.rfind("\n\n", floor, at)
        at = blank + 2 if blank >= 0 else floor
        label = _LABEL.match(index.text, at)
        if label:
            own = _is_label(label[1]) and same_person(label[1], speaker)
            return (label.end(), end if end >= 0 else min(len(index.text), start + _FAR)) if own else None
        at -= 2
    return None


def _is_label(text: str) -> bool:
    """Whether the words before a colon are a name alone: "CMDR. FAY BURKE", but not "Burke said"."""
    words = text.replace(",", " ").split()
    return len(words) <= 8 and all(
        word[:1].isupper() or word in lexicon.word_set("closed", "in_names") or word[:1] == "(" for word in words
    )


def others_words(index: Index, place: Span, speaker: str) -> Span | None:
    """What gives the passage to somebody whom the speaker quotes; None where nothing does."""
    voice = voiced(index, place[0], speaker)
    low, high = voice or _paragraph(index, place[0])
    low, high = max(low, place[0] - _FAR), min(high, place[1] + _FAR)
    text = index.heard(low, high)
    if not QUOTE_MARKS & set(text[: place[0] - low]):
        return None
    inside = [
        (m.start() + low, m.end() + low)
        for marks in (_DOUBLE, _SINGLE)
        for m in marks.finditer(text)
        if m.start() + low < place[0]
        and place[1] <= m.end() + low
        and (not voice or re.search(r"\w", text[: m.start()]))
    ]
    if len(inside) < (1 if voice else 2):  # prose sets marks round the speech itself
        return None
    start, end = max(inside)
    floor = max([low, *(at + 1 for at, _ in inside if at < start)])
    before = text[floor - low : start - low]
    stop = max((m.end() for m in _STOP.finditer(before)), default=0)
    lead = index.words(floor + stop, start)
    told = _giver(lead, speaker, bool(re.search(r"[,:—–-]\s*$", before)))
    if told is not None:
        return None if told < 0 else (lead.starts[max(0, told - 3)], lead.ends[-1])
    return _trailing(index, text[end - low :], end, speaker)


def _paragraph(index: Index, at: int) -> Span:
    low, high = max(0, at - _FAR), min(len(index.text), at + _FAR)
    end = index.text.find("\n\n", at, high)
    return max(index.text.rfind("\n\n", low, at), low), end if end >= 0 else high


def _giver(lead: Words, speaker: str, paused: bool) -> int | None:
    """The number of the word that has somebody else say what follows; -1 where it is the speaker's own; None where no
    word tells. `paused`: a comma or colon leads on to what is quoted, so that words may stand between."""
    lows, verbs = lead.lows, _saying()
    as_what = _described(lows)
    if as_what is not None:
        return -1 if said_by_self(lows, as_what) else as_what
    for n in range(len(lows) - 1, -1, -1):
        if not paused and any(low not in lexicon.word_set("closed", "addressed") for low in lows[n + 1 :]):
            return None
        if lows[n] in verbs:
            own = said_by_self(lows, n) or (
                known(speaker) and same_person(" ".join(lead.keys[max(0, n - 4) : n]), speaker)
            )
            return -1 if own else n
        worded = lows[n] in lexicon.word_set("context", "worded") and "in" in lows[max(0, n - 3) : n]
        if worded or lows[n] in lexicon.word_set("context", "quotable"):
            mine = lows[n - 1 : n] in (["my"], ["our"]) or bool(lexicon.word_set("closed", "self") & set(lows[n:]))
            return -1 if mine else n
    return None


@cache
def _saying() -> frozenset[str]:
    return lexicon.word_set("context", "attribution") | lexicon.word_set("context", "quoting")


def said_by_self(lows: list[str], n: int) -> bool:
    """Whether "I" or "we" is who says it: "I told them", "we stood up and said", "my letter said"."""
    own, be, helping = (lexicon.word_set("closed", name) for name in ("self", "be", "helping"))
    at = n - 1
    while at >= 0 and (lows[at] in be or lows[at] in helping or lows[at].endswith("ly")):
        at -= 1
    if lows[n] in lexicon.word_set("closed", "passive") and not be.isdisjoint(lows[at + 1 : n]):
        return False  # "I was told"
    if n and lows[n - 1] in own:
        return True
    if at < 0:
        return False
    written = lows[at] in lexicon.word_set("context", "quotable") and lows[at - 1 : at] in (["my"], ["our"])
    if written or lows[at] in own:
        return True
    joined = "and" in lows[at + 1 : n] or lows[n].endswith("ing")
    subjects = lexicon.word_set("closed", "subject") | own
    nearest = next((low for low in reversed(lows[: at + 1]) if low in subjects), "")
    return joined and nearest in own and lows[at] not in ("him", "her", "them", "he", "she", "they")


def _trailing(index: Index, text: str, at: int, speaker: str) -> Span | None:
    """The words behind the marks that give what they hold to somebody else: "…," he wrote; Those were his words."""
    stop = _STOP.search(text)
    first = index.words(at, at + (stop.start() if stop else len(text)))
    n = next((n for n, low in enumerate(first.lows[:6]) if low in _saying()), None)
    ended = re.search(r"[.?!]\W*$", index.text[max(0, at - 3) : at])
    if n is not None and not ended:
        subject = first.lows[:n] or first.lows[1:2]
        named = " ".join(first.keys[: n + 4])
        own = any(low in lexicon.word_set("closed", "self") for low in subject) or (
            known(speaker) and same_person(named, speaker)
        )
        return None if own else (first.starts[0], first.ends[n])
    disowned = _DISOWNED.match(text)
    if disowned is None:
        return None
    said = index.words(at, at + disowned.end())
    return said.starts[0], said.ends[-1]


def _described(lows: list[str]) -> int | None:
    """The number of the verb, where these words end in one that says what something is taken as: "describes it as"."""
    end = len(lows) - (not lexicon.word_set("closed", "determining").isdisjoint(lows[-1:]))
    if lows[max(0, end - 1) : end] != ["as"]:
        return None
    naming = lexicon.word_set("context", "naming")
    return next((n for n in range(end - 2, max(-1, end - 8), -1) if lows[n] in naming), None)


def called(before: Words, n: int, speaker: str, spoken: bool) -> bool:
    """Whether word n has somebody else call something what follows: "what they call | a fair offer"."""
    low, later, lows = before.lows[n], before.lows[n + 1 :], before.lows
    if low not in lexicon.word_set("context", "naming") or not n or low.endswith("ing"):
        return False
    light = lexicon.word_set("closed", "addressed") | lexicon.word_set("closed", "determining")
    taken = _described(lows) == n
    if not taken and (low.startswith(("describ", "portray")) or any(word not in light for word in later)):
        return False
    objects = lexicon.word_set("closed", "addressed") - {"that"}
    at = n - 1
    while at > 0 and (lows[at] in lexicon.word_set("closed", "helping") or lows[at].endswith("ly")):
        at -= 1
    if lows[at] in lexicon.word_set("closed", "be"):  # "is called the Wall" names it; "he was called a liar" does not
        return at > 0 and lows[at - 1] in lexicon.word_set("closed", "subject") and later[:1] in (["a"], ["an"])
    subject = lows[max(0, at - 3) : at + 1]
    named = taken or "what" in subject or objects & set(later)  # and not "they called | a strike"
    if not named or lows[at] in lexicon.word_set("closed", "self") | {"let's", "please", "so"}:
        return False
    if not spoken:
        return any(word in lexicon.word_set("context", "crowd") for word in subject)
    return not (known(speaker) and same_person(" ".join(before.keys[max(0, at - 3) : at + 1]), speaker))
