"""The clauses that make a sentence hang on something: "if the grant is not renewed", "as long as it rains"."""

from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.kinds import negates
from app.comparing.quantities import is_number
from app.comparing.tokens import PAUSES, Words
from app.comparing.verbs import same_lemma

_PHRASES = (("as", "long", "as"), ("so", "long", "as"), ("on", "condition", "that"))


def opens(lows: Sequence[str]) -> bool:
    """Whether a condition begins with these words."""
    return bool(lows) and (lows[0] in lexicon.word_set("closed", "conditional") or tuple(lows[:3]) in _PHRASES)


def conditions(side: Words) -> list[list[str]]:
    """Each condition, in lower case, from its "if" to the next pause."""
    found, clause = list[list[str]](), False
    for n, low in enumerate(side.lows):
        clause = clause and not (n and any(c in side.between(n - 1, n) for c in PAUSES))
        if opens(side.lows[n : n + 3]):
            found.append([])
            clause = True
        if clause:
            found[-1].append(low)
    return found


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two conditions are one: the same things in them, and denied alike ("unless it is" is "if it is not")."""
    ours, theirs = telling(one), telling(other)
    if sum(map(negates, one)) % 2 != sum(map(negates, other)) % 2:
        return False
    few, many = sorted((ours, theirs), key=len)
    return bool(few) and all(any(same_lemma(a, b) for b in many) for a in few) and 2 * len(few) >= len(theirs)


def telling(lows: Sequence[str]) -> list[str]:
    """The words that say what it is about: no negations, no helping words."""
    dull = lexicon.word_set("context", "function") | lexicon.word_set("meaning", "condition") | {"long", "condition"}
    return [low for low in lows if is_number(low) or (low not in dull and not negates(low))]
