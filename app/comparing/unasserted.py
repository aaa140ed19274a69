"""Words before a passage that keep its speaker from asserting it: "hard to believe", "the idea that", "some of".

Each list is in the lexicon; here stands where in the sentence a word of it must be found to reach the passage.
"""

from collections.abc import Sequence
from functools import cache

from app.comparing import lexicon
from app.comparing.hearsay import within_knowledge
from app.comparing.quantities import is_number
from app.comparing.tokens import Words

MAYBE = frozenset(("could", "might", "may", "would", "should", "must"))
_INVERTED = frozenset(("had", "were", "should"))
_SUPPOSES = frozenset(("say", "assume", "imagine", "picture", "pretend"))
_LONGEST = 4  # words of the longest phrase that is looked for

_LINKS = frozenset(("that", "is", "was", "has", "have", "had", "always", "been", "long"))


def affirming(lows: Sequence[str], n: int) -> bool:
    """Whether word n, a denial elsewhere, is part of what denies nothing: "without doubt", "not the first time"."""
    known = lexicon.phrases("context", "affirming")
    starts = range(max(0, n - _LONGEST), n + 1)
    return any(" ".join(lows[at : at + size]) in known for at in starts for size in range(n - at + 1, _LONGEST + 2))


def particle(before: Words, n: int, first: str) -> bool:
    """Whether word n is the "No" that answers, with a clause of its own behind it ("No, we were never told"), or the
    "nothing" of a clause that is over before the passage gives its reason ("We said nothing | because …")."""
    low, last = before.lows[n], n + 1 == len(before)
    if last and low in ("nothing", "nobody", "none"):
        return first in lexicon.word_set("context", "subordinating")
    if low != "no" or any(word not in lexicon.word_set("speech", "openers") for word in before.lows[:n]):
        return False
    gap = before.gap(n + 1)
    follows = first if last else before.lows[n + 1]
    return "," in gap and (_opens_clause(follows) or follows in ("nothing", "nobody"))


def contrary(lows: Sequence[str], n: int) -> bool:
    """Whether a phrase begins at word n that sets aside what follows ("far from", "a long way from")."""
    known = lexicon.phrases("context", "contrary")
    if within_knowledge(lows, n):
        return True
    return lows[n] in _first_words() and any(" ".join(lows[n : n + size]) in known for size in range(2, _LONGEST + 1))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lexicon.phrases("context", "contrary"))


@cache
def _shrinking() -> frozenset[str]:
    return frozenset().union(*(lexicon.word_set("context", name) for name in ("shrinking", "barring", "dismissing")))


@cache
def _introducing() -> frozenset[str]:
    names = ("unproven", "doubtful", "hoping")
    return frozenset(MAYBE | _INVERTED | _SUPPOSES | {"to", "line"}).union(
        *(lexicon.word_set("context", name) for name in names)
    )


def shrinks(lows: Sequence[str], n: int) -> bool:
    """Whether word n says that what follows was not done ("declined to", "prevented from", "dismissed claims that")."""
    if lows[n] not in _shrinking():
        return False
    low, later = lows[n], lows[n + 1 :]
    if low in lexicon.word_set("context", "shrinking"):
        return later[:1] == ["to"]
    if low in lexicon.word_set("context", "barring"):
        return "from" in later
    if low not in lexicon.word_set("context", "dismissing"):
        return False
    if low.startswith("rul"):
        return later[:1] == ["out"]
    light = lexicon.word_set("context", "pointing") | {"calling", "saying", "any"}
    claimed = any(word in lexicon.word_set("context", "unproven") for word in later[:4])
    return claimed or later[:1] == ["that"] or all(word in light for word in later)


def partial(lows: Sequence[str]) -> int | None:
    """The number of the first word of "some of", "one in ten" and the like, where that comes right before a passage."""
    if len(lows) > 2 and lows[-2] in ("in", "of") and is_number(lows[-3]) and is_number(lows[-1]):
        return len(lows) - 3
    if len(lows) > 1 and lows[-1] == "of" and lows[-2] in lexicon.word_set("context", "partly"):
        return len(lows) - 2
    return len(lows) - 1 if lows and lows[-1] == "half" else None


def scarce(lows: Sequence[str]) -> bool:
    """Whether the last word leaves next to nothing of what follows: "little evidence", but not "the little boy"."""
    if lows[-1:] == ["little"]:
        return lows[-2:-1] != [] and lows[-2] not in lexicon.word_set("context", "determiners")
    return lows[-1:] in (["few"], ["almost"], ["nearly"], ["scant"], ["zero"])


def unasserted(before: Words, n: int, first: str) -> bool:
    """Whether word n before a passage that begins with `first` puts it forward without asserting it."""
    if before.lows[n] not in _introducing():
        return False
    low, later = before.lows[n], before.lows[n + 1 :]
    if n == 0 and low in _INVERTED and "," in before.gap(len(before)):
        return later[:1] != [] and _opens_clause(later[0])  # "Had they asked me, I would …"
    if n == 0 and low in _SUPPOSES and later in ([], ["that"]) and _opens_clause(first):
        return True
    if low in MAYBE and later and later[0] in ("have", "be"):
        counterfactual = later[0] == "have" and all(word in ("have", "been", "had") for word in later)
        return counterfactual or later[-1] == "that"
    return "," not in before.gap(len(before)) and _leads_in(before.lows, n, first)


def _leads_in(lows: Sequence[str], n: int, first: str) -> bool:
    """The same for a word that must lead straight into the passage."""
    low, later = lows[n], lows[n + 1 :]
    if low in ("should", "had", "were") and not later and n == 0:
        return first in lexicon.word_set("context", "nominative")
    introduces = all(word in _LINKS for word in later)
    if low == "line":
        return (
            introduces and bool(later) and n > 0 and lows[n - 1] in ("their", "his", "her", "your", "party", "official")
        )
    if low in lexicon.word_set("context", "unproven") or low in lexicon.word_set("context", "doubtful"):
        return introduces
    if low in lexicon.word_set("context", "hoping"):
        return later == ["that"] or (not later and _opens_clause(first))
    return low == "to" and _quotes_nobody(lows, n)


def _opens_clause(first: str) -> bool:
    return first in lexicon.word_set("context", "subjects") | lexicon.word_set("context", "determiners")


def _quotes_nobody(lows: Sequence[str], n: int) -> bool:
    """Whether "to say (that)", "to call him" right before the passage reports no saying: "wanted me to say we lied".

    "I have to say", "it is fair to say" and the like say it all the same.
    """
    saying = lexicon.word_set("context", "attribution") | {"call", "calling", "believe"}
    addressed = {"that", "me", "us", "you", "him", "her", "them", "it"}
    if lows[n + 1 : n + 2] == [] or lows[n + 1] not in saying or any(low not in addressed for low in lows[n + 2 :]):
        return False
    if {"me", "us", "him", "her", "them"} & set(lows[:n]):
        return True
    plain = lexicon.word_set("context", "performing") | lexicon.word_set("context", "function")
    return any(low not in plain for low in lows[max(0, n - 5) : n])
