"""What sort of difference lies between two wordings, and whether it touches the sense.

What carries meaning (negation, number, unit, date, name, modality, tense; persons, quantities, comparisons, conditions)
is always told apart and never allowed, whatever the policy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.comparing import lexicon
from app.comparing.quantities import MONEY, is_number
from app.comparing.verbs import same_verb
from db.records import Kind

_YEAR = re.compile(r"(1[5-9]|20)\d\d(s|'s)?")
_NEGATIVE = re.compile(r"(un|in|im|ir|il|dis|non-?|mis|de)([a-z]{3,}.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as classified: as written, lower case, whether it begins a sentence, and the word before it (lower)."""

    key: str
    low: str
    first: bool
    before: str


@dataclass(frozen=True, slots=True)
class Found:
    """The kind of a difference, and whether the sense changes with it."""

    kind: Kind
    sense: bool


CARRIERS = (Kind.NEGATION, Kind.NUMBER, Kind.DATE, Kind.UNIT, Kind.MODALITY, Kind.NAME, Kind.TENSE)
_SENSE = (("meaning", "quantifier"), ("meaning", "comparative"), ("meaning", "condition"))


def negates(low: str) -> bool:
    """Whether the word is a negation."""
    return (
        low in lexicon.word_set("meaning", "negation")
        or low.endswith(("n't", "nt'"))
        or low in lexicon.word_set("meaning", "bare_negation")
    )


def is_name(word: Word) -> bool:
    """Whether the word is written as a name: a capital that no sentence's beginning accounts for."""
    key = word.key
    if word.low in lexicon.word_set("context", "function") or word.low.startswith(("i'", "it's")):
        return False
    inner = any(c.isupper() for c in key[1:]) and not is_number(word.low)
    return inner or (key[:1].isupper() and not word.first)


def carries(word: Word, beside: str = "") -> Kind | None:
    """The kind of a word that carries meaning by itself, or None. `beside` is the word after it, in lower case."""
    low = word.low
    if negates(low):
        return Kind.NEGATION
    if _is_date(word, beside):
        return Kind.DATE
    if is_number(low):
        return Kind.NUMBER
    if low in lexicon.word_set("numbers", "unit") or (beside in MONEY and word.key.isupper()):
        return Kind.UNIT
    if _modal(low) or low in lexicon.word_set("meaning", "certainty"):
        return Kind.MODALITY
    return Kind.NAME if is_name(word) else None


def _is_date(word: Word, beside: str) -> bool:
    low = word.low
    month = low in lexicon.word_set("dates", "months") or low in lexicon.word_set("dates", "days")
    if month:
        return word.key[:1].isupper() and not (word.first and low in ("may", "march", "sun", "sat"))
    if low in ("yesterday", "today", "tomorrow", "tonight", "ago"):
        return True
    if _YEAR.fullmatch(low):
        return (
            word.before in lexicon.word_set("dates", "before_year")
            or word.before in lexicon.word_set("dates", "months")
            or beside == ""
        )
    near = {word.before, beside} & (lexicon.word_set("dates", "months") - {"may", "march"})
    return bool(near) and low[:1].isdigit()


def _modal(low: str) -> str:
    """The modal in a word, its negation taken off: "couldn't" → "could", "we'll" → "'ll"; "" where there is none."""
    bare = {"can't": "can", "won't": "will", "cannot": "can", "shan't": "shall"}.get(low, low.removesuffix("n't"))
    if bare in lexicon.word_set("meaning", "modal"):
        return bare
    return low[-3:] if low.endswith("'ll") else low[-2:] if low.endswith("'d") else ""


def substituted(said: Sequence[Word], printed: Sequence[Word], after: str = "") -> Found:
    """What it is to print these words for those; neither side is empty."""
    if len(said) == len(printed) == 1:
        return _one_for_one(said[0], printed[0], after)
    one, other = [carries(w, after) for w in said], [carries(w, after) for w in printed]
    if (Kind.NEGATION in one) != (Kind.NEGATION in other) or affixed(_solid(said), _solid(printed)):
        return Found(Kind.NEGATION, True)
    for kind in CARRIERS:
        if kind in one or kind in other:
            return Found(kind, True)
    sense = any(touches(w) for w in (*said, *printed))
    return Found(Kind.SUBSTITUTION, sense)


def _solid(words: Sequence[Word]) -> str:
    return "".join(w.low for w in words)


def _one_for_one(said: Word, printed: Word, after: str) -> Found:
    one, other = said.low, printed.low
    if one == other:
        return Found(Kind.CASE, _risky(said.key, printed.key))
    kind = _negation_or_mood(one, other) or _counted(said, printed, after) or _named(said, printed)
    if kind is not None:
        return Found(kind, True)
    if _tense(one, other):
        return Found(Kind.TENSE, True)
    return Found(Kind.SUBSTITUTION, opposed(one, other) or touches(said) or touches(printed))


def _risky(said: str, printed: str) -> bool:
    """Whether the word means another thing in another case: "may" and "May", "us" and "US"; "It" is but "it"."""
    if said.lower() in lexicon.word_set("spelling", "risky_capitals"):
        return said.isupper() != printed.isupper()
    return said.lower() in lexicon.word_set("spelling", "risky_case")


def _negation_or_mood(one: str, other: str) -> Kind | None:
    if negates(one) or negates(other):
        stripped = one.removesuffix("n't"), other.removesuffix("n't")
        both_contracted = one.endswith("n't") and other.endswith("n't")
        if not both_contracted:
            return Kind.NEGATION
        return Kind.MODALITY if _modal(one) or _modal(other) else Kind.TENSE if stripped[0] != stripped[1] else None
    if affixed(one, other):
        return Kind.NEGATION
    certainty = lexicon.word_set("meaning", "certainty")
    if _modal(one) != _modal(other) or one in certainty or other in certainty:
        return Kind.MODALITY
    return None


@lru_cache(maxsize=8192)
def affixed(one: str, other: str) -> bool:
    """Whether one is the other with a negative prefix or ending ("able", "unable"; "careful", "careless")."""
    for long, short in ((one, other), (other, one)):
        match = _NEGATIVE.fullmatch(long)
        if match and match[2] == short.lstrip("-"):
            return True
        if long.endswith("less") and short in (long[:-4], long[:-4] + "ful", long[:-4] + "y"):
            return True
    return False


def _counted(said: Word, printed: Word, after: str) -> Kind | None:
    kinds = carries(said, after), carries(printed, after)
    for kind in (Kind.DATE, Kind.NUMBER, Kind.UNIT):
        if kind in kinds:
            return kind
    relative = lexicon.word_set("dates", "relative")
    return Kind.DATE if said.low in relative and printed.low in relative else None


def _named(said: Word, printed: Word) -> Kind | None:
    if is_name(said) or is_name(printed):
        return Kind.NAME
    # Both at the head of a sentence, where any word has its capital: names, unless they look like common words.
    both = said.first and printed.first and said.key[:1].isupper() and printed.key[:1].isupper()
    if both and not _common(said.low) and not _common(printed.low):
        return Kind.NAME
    return None


def _common(low: str) -> bool:
    endings = ("s", "ed", "ly", "tion", "ment", "ness", "ity", "ism", "er", "or")
    return low in lexicon.word_set("context", "function") or touches_low(low) or low.endswith(endings)


def _tense(one: str, other: str) -> bool:
    auxiliary = lexicon.word_set("meaning", "auxiliary")
    if one in auxiliary and other in auxiliary:
        return True
    contracted = "'" in one and "'" in other and one.split("'", maxsplit=1)[0] == other.split("'", maxsplit=1)[0]
    return contracted or same_verb(one, other)


@lru_cache(maxsize=8192)
def opposed(one: str, other: str) -> bool:
    """Whether the two (lower case) are listed as opposites."""
    opposites = _antonyms()
    return (one, other) in opposites or (other, one) in opposites


@lru_cache(maxsize=1)
def _antonyms() -> frozenset[tuple[str, str]]:
    return frozenset(lexicon.pairs("meaning", "antonyms"))


def touches(word: Word) -> bool:
    """Whether the word is a person, a quantity, a comparison or a condition: its change changes the sense."""
    return touches_low(word.low) or word.low in lexicon.word_set("meaning", "person")


@lru_cache(maxsize=8192)
def touches_low(low: str) -> bool:
    """The same for a word in lower case, persons aside."""
    return any(low in lexicon.word_set(*name) for name in _SENSE)


def alone(word: Word, after: str = "") -> Found | None:
    """What the coming or going of this word alone would be, where that changes the sense; else None."""
    kind = carries(word, after)
    if kind is not None:
        return Found(kind, True)
    if word.low in lexicon.word_set("meaning", "auxiliary"):
        return Found(Kind.TENSE, True)
    return None
