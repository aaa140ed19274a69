"""How sure: what may be, as somebody said it, and is so in reported speech; or what will be, and only may be there."""

from collections.abc import Sequence
from itertools import pairwise

from app.comparing import lexicon
from app.comparing.kinds import negates
from app.comparing.tokens import Words
from app.comparing.verbs import same_lemma

_LEAST = 0.5  # of the reported content words that a sentence must hold for its doubt to be about them
_PAUSES = ",;:—–("
_LINKS = frozenset(("and", "but", "so", "because", "although", "though", "while"))
_FIRM = frozenset(("will", "shall", "going"))
_MAYBE = frozenset(("may", "might", "considering", "perhaps", "possibly"))

Run = tuple[int, int]


def otherwise_sure(
    ours: Words, around: Sequence[str], theirs: Words, content: Sequence[str]
) -> tuple[Run | None, Run | None]:
    """The word (numbers, from and to) that says how sure in the report (`ours`), and in what was said; None where none.

    Both are None where print and speech are as sure. `around` is the article's sentence outside the report, `content`
    the words that tell what it is about.
    """
    sentence = _nearest(theirs, content)
    if sentence is None:
        return None, None
    doubt = next((n for n in range(*sentence) if _doubts(theirs, n) and _reaches(theirs, n, sentence, content)), None)
    printed = [*(low for low, key in zip(ours.lows, ours.keys, strict=True) if key != "May"), *around]
    if doubt is not None:
        held = any(low in lexicon.word_set("certainty", "printed") for low in printed)
        return None, None if held else (doubt, doubt + 1)
    maybe = next((n for n, low in enumerate(ours.lows) if low in _MAYBE and ours.keys[n] != "May"), None)
    firm = next((n for n in range(*sentence) if _firm(theirs.lows[n])), None)
    hedged = any(low in lexicon.word_set("certainty", "printed") for low in theirs.lows)
    if maybe is None or firm is None or hedged or not _reaches(theirs, firm, sentence, content):
        return None, None
    return (maybe, maybe + 1), (firm, firm + 1)


def _firm(low: str) -> bool:
    return low in _FIRM or low.endswith("'ll")


def _nearest(theirs: Words, content: Sequence[str]) -> Run | None:
    """The sentence that holds most of the content, where it holds enough; of two alike, the one without a doubt."""
    cuts = [0, *(n for n in range(1, len(theirs)) if set(theirs.between(n - 1, n)) & set(".?!\n")), len(theirs)]
    best: tuple[float, bool, Run] | None = None
    for run in pairwise(cuts):
        held = sum(any(same_lemma(low, word) for low in theirs.lows[slice(*run)]) for word in content)
        sure = not any(_doubts(theirs, n) for n in range(*run))
        if best is None or (held, sure) > best[:2]:
            best = (held, sure, run)
    return best[2] if best and best[0] >= max(1.0, _LEAST * len(content)) else None


def _doubts(side: Words, n: int) -> bool:
    """Whether word n keeps what is said from being said outright: "may have", "considering", "if the vote is lost"."""
    low, rest = side.lows[n], side.lows[n + 1 : n + 4]
    if low in lexicon.word_set("meaning", "condition"):
        idle = rest[:1] in (["you"], ["anything"], ["only"], ["i"]) and low == "if"
        asked = n > 0 and side.lows[n - 1] in ("even", "as", "not")
        return low in lexicon.word_set("closed", "conditional") and not idle and not asked
    if (low == "talk" and rest[:1] == ["of"]) or (low in ("look", "looks") and rest[:1] in (["as"], ["like"])):
        return True
    if low == "looking" and rest[:1] in (["into"], ["at"]):
        return True
    if low not in lexicon.word_set("certainty", "doubts") or (low == "may" and side.keys[n] == "May" and n):
        return False
    if low == "could" and rest and (negates(rest[0]) or rest[0] in lexicon.word_set("certainty", "sensed")):
        return False
    return not (n and negates(side.lows[n - 1]))


def _reaches(side: Words, n: int, sentence: Run, content: Sequence[str]) -> bool:
    """Whether what word n doubts holds any of the content: a clause of its own is another thought."""
    if side.lows[n] in lexicon.word_set("closed", "conditional"):
        return True
    high = n + 1
    while high < sentence[1] and not _parts(side, high, high == n + 1):
        high += 1
    return any(same_lemma(word, told) for word in side.lows[n:high] for told in content)


def _parts(side: Words, n: int, at_once: bool) -> bool:
    """Whether a thought of its own begins at word n; a comma right behind "perhaps" parts nothing."""
    paused = any(c in side.between(n - 1, n) for c in _PAUSES)
    linked = side.lows[n] in _LINKS and side.lows[n - 1 : n + 1] != ["as", "though"]
    return (paused and not at_once) or linked
