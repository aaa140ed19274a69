"""What stands right behind a passage and bears on it: a condition, a limit, somebody else's claim, a retraction."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile

from app.comparing import lexicon
from app.comparing.hearsay import within_knowledge
from app.comparing.kinds import negates
from app.comparing.passages import Index
from app.comparing.quantities import is_number
from app.comparing.speakers import known, same_person
from app.comparing.tokens import DOUBLE, Words
from db.records import Span

FAR = 400  # characters looked at on either side
END = re.compile(r"[.?!…][\"'”’)\]]*(?=\s|$)|\n\s*\n|$")
_HESITATES = frozenset(("uh", "um", "er", "erm", "oh", "no", "well", "actually"))
_SAYING = frozenset(("saying", "telling", "claiming"))
_INVERTED = frozenset(("were", "had", "should"))


def bearing_after(after: Words, strict: bool = False) -> Span | None:
    """The words right after the passage that bear on it: a negation at once, or a condition.

    `strict`: in print, what follows a pause is the article's own next thought.
    """
    near, broken = after.lows[:3], False
    corrected = _corrected(after)
    if corrected is not None and not strict:
        return corrected
    for n, low in enumerate(near):
        gap = after.gap(n)
        broken = broken or any(c in gap for c in ",—–-;(")
        if strict and broken and n:
            return None
        if negates(low) and not broken:
            return after.starts[0], after.ends[n]
        if n == 0 and (low in ("if", "unless", "except", "provided", "providing", "until") or _hangs(after)):
            return after.starts[0], after.ends[min(len(after), 6) - 1]
        if n == 1 and near[0] in ("but", "only", "and") and low in ("if", "not", "only", "never"):
            return after.starts[0], after.ends[1]
    return None


def _hangs(after: Words) -> bool:
    """Whether what follows at once is a condition of several words: "as long as", "once a court orders it", or limits
    what was said: "with the exception of", "only when", "were it rewritten"."""
    first, lows = after.lows[0], after.lows[:4]
    if _begins(lows, "conditional") or first in lexicon.word_set("context", "conditions"):
        return True
    paused = "," in after.gap(0)
    if paused and (first in lexicon.word_set("context", "hedges") or _begins(after.lows, "asides")):
        return True
    if within_knowledge(after.lows, 0):
        return True
    subjects = lexicon.word_set("context", "nominative") | lexicon.word_set("context", "determiners")
    return (first == "once" or first in _INVERTED) and bool((subjects | {"it"}) & set(lows[1:2]))


def _begins(lows: Sequence[str], name: str) -> bool:
    """Whether these words begin with one of the lexicon's phrases of that name."""
    known = lexicon.phrases("context", name)
    return any(" ".join(lows[:size]) in known for size in (2, 3, 4))


def cut_short(after: Words, said: Sequence[str]) -> Span | None:
    """The words right after the passage (`said`) without which it says more: the other half of a comparison ("less
    corrupt | than them"), what an amount counts ("killed 12 | cows"), the bound of a denial ("never | before 2016")."""
    if not len(after) or after.gap(0).strip():
        return None
    low, second = after.lows[0], after.lows[1] if len(after) > 1 else ""
    near = said[-3:]
    compared = (low == "than" and second not in ("ever", "before")) or (
        low == "as" and "as" in near[-3:] and near[-1] not in ("well", "as")
    )
    counted = _bare_amount(said) and low not in _uncounted() and low.isalpha() and not low.endswith("ly")
    dated = is_number(second) or second in lexicon.word_set("dates", "months")
    bounded = low in ("before", "after", "since", "till") and dated and any(negates(word) for word in said)
    if compared or counted or bounded:
        return after.starts[0], after.ends[min(len(after), 2) - 1]
    return None


def _bare_amount(said: Sequence[str]) -> bool:
    """Whether the passage ends in an amount, and not in a year, an ordinal, or the day of a month."""
    last, month = said[-1], said[-2] if len(said) > 1 else ""
    if not is_number(last) or last in ("one", "half") or last in lexicon.word_set("numbers", "ordinals"):
        return False
    year = last.isdigit() and len(last) == 4 and last[:2] in ("18", "19", "20")
    return last.replace(",", "").isalpha() or (
        last.replace(",", "").isdigit() and not year and month not in lexicon.word_set("dates", "months")
    )


@cache
def _uncounted() -> frozenset[str]:
    names = (("context", "function"), ("dates", "months"), ("dates", "days"), ("dates", "relative"))
    spare = ("people", "persons", "years", "old", "dead", "million", "till")
    return frozenset(spare).union(*(lexicon.word_set(*name) for name in names), lexicon.word_set("numbers", "unit"))


def _corrected(after: Words) -> Span | None:
    """The words right after the passage that put it right: "…, sorry, in April", "…, I mean fifty", "…, no, April"."""
    if not len(after) or not set(after.gap(0)) & set(",—–-"):
        return None
    paused = len(after) > 1 and "," in after.between(0, 1)
    first, two = after.lows[0], " ".join(after.lows[:2])
    if list(after.lows) == ["not"] or _begins(after.lows, "retracting") or _disowned(after.lows):
        return after.starts[0], after.ends[min(len(after), 4) - 1]
    if first in ("sorry", "correction") or two in ("i mean", "or rather") or (first == "no" and paused):
        return after.starts[0], after.ends[min(len(after), 4) - 1]
    return None


def _disowned(lows: Sequence[str]) -> bool:
    """Whether these words call untrue what was said before them: "that is a lie", "which is simply untrue"."""
    if lows[:1] and lows[0] in ("that's", "it's"):
        rest = lows[1:6]
    elif len(lows) > 2 and lows[0] in ("that", "this", "it", "which") and lows[1] in ("is", "was"):
        rest = lows[2:7]
    else:
        return False
    plain = lexicon.word_set("context", "untruth")
    last = next((n for n, low in enumerate(rest) if low in plain), None)
    return (last is not None and not any(negates(low) for low in rest[:last])) or list(rest[:2]) == ["not", "true"]


def claimed_after(after: Words, speaker: str, spoken: bool) -> Span | None:
    """The words that give the passage to somebody else: "we are guilty", my opponent says.

    Where the evidence is not in turns (`spoken`), only a crowd's claims count: "the crisis is over, they keep saying".
    """
    gap = after.gap(0) if len(after) else ""
    if after.lows[:2] == ["according", "to"] and not gap.strip(", "):
        return _according(after, speaker, spoken)
    if "," not in gap or (not spoken and any(c in DOUBLE for c in gap)):
        return None
    if not spoken and after.lows[0] not in lexicon.word_set("context", "crowd"):
        return None
    verbs, own = lexicon.word_set("context", "attribution") | _SAYING, lexicon.word_set("context", "own")
    n = next((n for n, low in enumerate(after.lows[:5]) if low in verbs), 0)
    subject = after.lows[:n]
    if not n or any(word in own for word in subject) or after.between(n - 1, n).strip():
        return None
    if speaker and same_person(" ".join(after.keys[:n]), speaker):
        return None
    return after.starts[0], after.ends[n]


def _according(after: Words, speaker: str, spoken: bool) -> Span | None:
    """The same for "the driver was drunk, according to the hospital", save where that is the speaker."""
    named, lows = " ".join(after.keys[2:7]), after.lows[2:7]
    if any(low in lexicon.word_set("context", "manner") | {"me", "us", "our", "my"} for low in lows):
        return None
    told = spoken or (known(named) and known(speaker))
    return (after.starts[0], after.ends[min(len(after), 5) - 1]) if told and not same_person(named, speaker) else None


def retracted(index: Index, end: int) -> Span | None:
    """The next sentence where it takes the passage back: "Not.", "Uh, no, sorry, …", "Correction: …"."""
    text = index.heard(end, min(len(index.text), end + FAR))
    stop = END.match(text)
    if stop is None or not stop[0].strip():
        return None
    until = END.search(text, stop.end())
    words = index.words(end + stop.end(), end + (until.start() if until else len(text)))
    lows = list(dropwhile(lambda low: low in _HESITATES, words.lows))
    if lows[:2] == ["i", "meant"] and lows[2:3] in (["it"], ["every"], ["what"]):
        return None
    known = lexicon.phrases("context", "retracting")
    back = list(words.lows) == ["not"] or lows[:1] in (["sorry"], ["correction"])
    back = back or any(" ".join(run[:size]) in known for run in (lows, words.lows) for size in (2, 3, 4))
    back = back or _disowned(words.lows)
    return (words.starts[0], words.ends[-1]) if back else None
