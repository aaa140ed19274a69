"""The article's words beside a quote against the evidence's beside the passage: "sales fell" where they "rose".

Print tells the rest of a sentence in words of its own, so only what cannot stand together is told: opposites, two
amounts or years, "all" where "some" was said, and a verb of another mood right before the quote.
"""

from collections.abc import Sequence
from functools import cache

from app.comparing import lexicon
from app.comparing.kinds import negates, opposed
from app.comparing.quantities import is_number, quantity
from app.comparing.tokens import PAUSES, Words
from app.comparing.verbs import same_lemma

NEAR = 6  # words on either side of the edge


def clashing(ours: Sequence[str], theirs: Sequence[str], verb: str = "") -> tuple[str, str] | None:
    """The word of the article and the word of the evidence that contradict each other; None where none do.

    Both runs are in lower case and begin at the edge: the word nearest to the quote comes first. `verb` is the first
    word of the quote, where the runs stand before it.
    """
    ours, theirs = ours[:NEAR], theirs[:NEAR]
    return _opposites(ours, theirs) or _amounts(ours, theirs) or (_moods(ours, theirs) if verb else None)


def next_to(side: Words, before: bool) -> list[str]:
    """The words beside an edge up to the first pause, the nearest first; `side` ends at the edge, or begins there."""
    found: list[str] = []
    order = range(len(side) - 1, -1, -1) if before else range(len(side))
    for n in order:
        if any(c in side.gap(n + 1 if before else n) for c in PAUSES):
            break
        found.append(side.lows[n])
    return found


def _opposites(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    for one in ours[:3]:
        for other in theirs[:3]:
            small = one in lexicon.word_set("meaning", "direction")
            apart = small and (one != ours[0] or other != theirs[0])
            kept = any(same_lemma(one, low) for low in theirs) or any(same_lemma(other, low) for low in ours)
            if not kept and not apart and one not in ("first", "second") and _opposed(one, other):
                return one, other
    return None


def _opposed(one: str, other: str) -> bool:
    pairs = lexicon.pairs("meaning", "antonyms")
    return opposed(one, other) or any(
        (same_lemma(one, a) and same_lemma(other, b)) or (same_lemma(one, b) and same_lemma(other, a)) for a, b in pairs
    )


def _amounts(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The first amounts on both sides, where they are two; a number against "all" or "some" counts."""
    one = next((low for n, low in enumerate(ours) if _amount(low) or _one_of(ours, n)), None)
    other = next((low for n, low in enumerate(theirs) if _amount(low) or _one_of(theirs, n)), None)
    if one is None or other is None or one == other or negates(one) or negates(other):
        return None
    same = dict(lexicon.pairs("context", "same_amount"))
    first, second = quantity([one]), quantity([other])
    if same.get(one, one) == same.get(other, other) or (first is not None and first == second):
        return None
    return one, other


def _amount(low: str) -> bool:
    return low not in ("one", "first", "second", "quarter") and (
        is_number(low) or low in lexicon.word_set("context", "amounting")
    )


def _one_of(lows: Sequence[str], n: int) -> bool:
    return lows[n] == "one" and "of" in (*lows[max(0, n - 1) : n], *lows[n + 1 : n + 2])


def _moods(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The helping verbs right before the quote, where what was said cannot have been reported so ("may": "would")."""
    one, other = _mood(ours), _mood(theirs)
    if not one or not other:
        return None
    reported = {said: told.split(",") for said, told in lexicon.pairs("context", "moods")}
    if other not in reported:
        return None
    return None if one in reported[other] else (one, other)


def _mood(lows: Sequence[str]) -> str:
    """The helping verb that stands next to the quote, an adverb between at most."""
    known = {word for said, told in lexicon.pairs("context", "moods") for word in (said, *told.split(","))}
    near = [low for low in lows[:2] if not low.endswith("ly")][:1]
    return next((low for low in (_full(low) for low in near) if low in known), "")


def _full(low: str) -> str:
    return "will" if low.endswith("'ll") else "would" if low.endswith("'d") else low


def contrasts(low: str) -> bool:
    """Whether the word may contradict the evidence from beside a quote: an amount, or a word that has an opposite."""
    return _amount(low) or low in _with_opposite()


@cache
def _with_opposite() -> frozenset[str]:
    words = {word for pair in lexicon.pairs("meaning", "antonyms") for word in pair}
    return frozenset(words - lexicon.word_set("context", "function"))
