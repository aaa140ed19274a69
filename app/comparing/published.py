"""The published sentence round a quote: what the article itself says outside the marks, and whether it bears on them.

`did not "authorise it"` denies what "I authorised it" says, though the marked words are the same; and where the speaker
did deny it, the article that says so too is fair.
"""

import re
from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.conditions import conditions, telling
from app.comparing.contrast import NEAR, contrasts
from app.comparing.hearsay import idle
from app.comparing.kinds import negates, touches_low
from app.comparing.quantities import is_number
from app.comparing.tokens import PAUSES, TITLE, Words, blank, words
from app.comparing.unasserted import affirming, contrary, partial, scarce, shrinks
from app.comparing.verbs import same_lemma

_STOP = re.compile(r"[.?!…][\"'”’)\]]*\s+(?=[\"'“‘(]?(?:[^\W\d_a-z]|$))|\n")
_SHORT = re.compile(rf"(?:{TITLE}|\b[A-Z])\.\s+$")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»")
_ORDINALS = frozenset(("first", "second", "third", "final"))
_FAR = 600  # characters: sentences are no longer

Around = tuple[str, str]
"""The published sentence before a quote and after it, with what other marks hold made spaces."""


def around(text: str, start: int, end: int) -> Around:
    """The sentence of the article's text round the quote from `start` to `end`, the quote left out."""
    before, after = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    stops = [m.end() for m in _STOP.finditer(before) if not _SHORT.search(before[: m.end()])]
    before = before[stops[-1] :] if stops else before
    if re.search(r"[.?!…]\s*$", text[max(start, end - 4) : end]) and re.match(
        r"[\"”’']*\s+[\"'“‘(]?[^\W\d_a-z]", after
    ):
        return _unquoted(before), ""
    stop = next((m for m in _STOP.finditer(after) if not _SHORT.search(after[: m.end()])), None)
    return _unquoted(before), _unquoted(after[: stop.start()] if stop else after)


def _unquoted(text: str) -> str:
    return blank(text, [m.span() for m in _QUOTED.finditer(text)])


def bearing(text: str, start: int, end: int) -> str:
    """The words of that sentence which may deny, doubt or limit the quote, in order, "|" where the quote stands.

    "" where there are none. A verdict is bound to them: let one come or go, and the quote is looked at again.
    """
    sides = [words(side) for side in around(text, start, end)]
    before, after = (side.lows for side in sides)
    first = words(text[start:end]).lows[:1]
    amount = limited(before) if first and is_number(first[0]) else None
    kept = [*_bearing_words(before, sides[0]), *(before[amount:] if amount is not None else ())]
    kept += [low for low in before[-NEAR:] if contrasts(low) and low not in kept]
    told = _bearing_words(after, sides[1])
    told += [low for low in after[:NEAR] if contrasts(low) and low not in told]
    bound = [" ".join(kept), " ".join(told)]
    return "|".join(bound) if any(bound) else ""


def _bearing_words(lows: Sequence[str], side: Words) -> list[str]:
    """The words that bear on the quote, what its conditions are about, and what makes print fair to cut the rest."""
    about = {low for clause in conditions(side) for low in telling(clause)}
    about |= {low for low in lows if low in _asking()} if reports_question(lows) else set()
    return [low for n, low in enumerate(lows) if denies(lows, n) or _limits(low) or low in about or _retells(lows, n)]


def _retells(lows: Sequence[str], n: int) -> bool:
    holds = lows[n] in lexicon.word_set("context", "holding") and not idle(lows, n)
    return holds or tells(lows, n, "requoting") or tells(lows, n, "withdrew")


def tells(lows: Sequence[str], n: int, name: str) -> bool:
    """Whether word n is of that list and tells what was done: not "the revised plan", nor "a second reading"."""
    naming = lexicon.word_set("closed", "determining") | _ORDINALS
    return lows[n] in lexicon.word_set("context", name) and naming.isdisjoint(lows[max(0, n - 1) : n])


def _asking() -> frozenset[str]:
    return lexicon.word_set("context", "asking")


def reports_question(before: Sequence[str]) -> bool:
    """Whether the article gives what follows as a question: "asked whether", "wondered aloud how"."""
    return any(
        low in _asking() and bool(lexicon.word_set("closed", "questioning") & set(before[n + 1 : n + 6]))
        for n, low in enumerate(before)
    )


def _limits(low: str) -> bool:
    names = (("context", "conditions"), ("context", "hedges"), ("context", "limits"), ("meaning", "modal"))
    return any(low in lexicon.word_set(*name) for name in names)


def denies(lows: Sequence[str], n: int) -> bool:
    """Whether word n, alone or with those after it, sets aside what follows: "not", "wish", "far from", "too … to"."""
    low, later = lows[n], lows[n + 1 :]
    if affirming(lows, n):
        return False
    if negates(low) or low in lexicon.word_set("context", "denials") or low in lexicon.word_set("context", "unreal"):
        return True
    if contrary(lows, n) or shrinks(lows, n):
        return True
    if low in lexicon.word_set("context", "accusing"):
        return "of" in later or "with" in later
    return (low == "too" and "to" in later[:5]) or (low in ("rather", "sooner") and "than" in later)


def denied_before(before: Words, counted: bool = False) -> int | None:
    """The number of the first word before the quote that denies or limits it in print; None where none does.

    `counted`: the quote begins with an amount.
    """
    for run in _runs(before):
        for n in run:
            condition = before.lows[n] in lexicon.word_set("context", "conditions")
            almost = n + 1 == len(before) and scarce(before.lows)
            later = [before.lows[m] for m in run if m > n]
            reaches = _reaches(later) or (n == run[0] and _nobody(before.lows[n], later))
            if reaches and (condition or almost or denies(before.lows, n)):
                return n
    part = partial(before.lows)
    return limited(before.lows) if counted and part is None else part


def _runs(before: Words) -> list[list[int]]:
    """The numbers of the words since the last pause, of a cue that ends in one (he never said, "We …"), and of an
    earlier run that breaks off at its "not" (did not, whatever they claim, "…")."""
    runs: list[list[int]] = [[]]
    for n in range(len(before)):
        runs[-1].append(n)
        gap = before.gap(n + 1)
        if any(c in gap for c in PAUSES):
            runs.append([])
    last = runs.pop()
    broken = [run for run in runs if len(run) > 1 and before.lows[run[-1]].endswith(("not", "never", "n't"))]
    if not last and runs and before.lows[runs[-1][-1]] in lexicon.word_set("context", "attribution"):
        last = runs[-1]
    return [*broken, last]


def _reaches(later: Sequence[str]) -> bool:
    """Whether what stands before these words reaches the quote behind them: no clause of its own begins in between
    ("not clear why"), and it is not what somebody who then speaks did ("did not reply, said")."""
    if any(low in lexicon.word_set("context", "opens_clause") for low in later):
        return False
    says = next((m for m, low in enumerate(later) if low in lexicon.word_set("context", "attribution")), None)
    return says is None or all(low in lexicon.word_set("meaning", "auxiliary") for low in later[:says])


def _nobody(low: str, later: Sequence[str]) -> bool:
    """Whether nobody is who says the quote: "Nobody in the room said", "No minister would call it"."""
    subjects = lexicon.word_set("context", "nominative") | lexicon.word_set("context", "opens_clause")
    return low in ("nobody", "none", "no", "neither") and not any(word in subjects for word in later)


def limited(lows: Sequence[str]) -> int | None:
    """The number of the first word of what limits an amount that comes next: "fewer than", "up to", "about"."""
    for size in (2, 1):
        if " ".join(lows[-size:]) in lexicon.phrases("context", "amounts") and len(lows) >= size:
            return len(lows) - size
    return None


def echoed(beside: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the article says in its own sentence what the evidence says outside the passage."""
    telling = _telling(said)
    starts = [n for n, low in enumerate(beside) if telling and same_lemma(low, telling[0])]
    runs = [_telling(beside[n:])[: len(telling)] for n in starts]
    alike = (len(run) == len(telling) and all(map(same_lemma, run, telling)) for run in runs)
    return any(alike) or any(same_bearing(beside[n:], said) for n in starts)


def same_bearing(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of words, from the one that bears on a quote up to the quote, say the same."""
    ours, theirs = _telling(one), _telling(other)
    if _refuses(one) and _refuses(other):
        return True
    return bool(ours) and len(ours) == len(theirs) and all(same_lemma(a, b) for a, b in zip(ours, theirs, strict=True))


def _refuses(lows: Sequence[str]) -> bool:
    """Whether the run is one of the ways to say that somebody will not do what follows."""
    return " ".join(lows) in lexicon.phrases("context", "refusing")


def _telling(lows: Sequence[str]) -> list[str]:
    dull = {low for low in lexicon.word_set("context", "function") if not touches_low(low) and low != "up"}
    plain = ["not" if low.endswith("n't") or low == "cannot" else low for low in lows]
    return [low for low in plain if low == "not" or negates(low) or low not in dull or _limits(low)]
