"""The same words written another way: "organise" and "organize", "5" and "five", "don't" and "do not"."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from app.comparing import lexicon
from app.comparing.quantities import is_number, quantity

_IZE = re.compile(r"([a-z-]{3,})i([sz])(e|ed|es|ing|er|ers|ation|ations|ational)")
_YZE = re.compile(r"([a-z-]{3,})y([sz])(e|ed|es|ing|er|ers)")
_INFLECTED = r"(?:s|ed|ing|al|able|ably|ably|ist|ists|ism|hood|hoods|ite|ites|ful|less|er|ers|ly|y|some)*"


def same(said: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether the two runs of words, case kept, are one and the same wording spelt in two ways."""
    if len(said) == len(printed) == 1 and _same_abbreviation(said[0], printed[0]):
        return True
    one, other = tuple(w.lower() for w in said), tuple(w.lower() for w in printed)
    if len(one) == len(other) == 1 and _spelling(one[0]) == _spelling(other[0]):
        return True
    if _full(one) == _full(other) or (one, other) in _PER_CENT or (other, one) in _PER_CENT:
        return True
    if any(map(is_number, one)) and any(map(is_number, other)):
        first, second = quantity(one), quantity(other)
        return first is not None and first == second and not _finer(one, other)
    capitals = all(w[0][:1].isupper() for w in (said, printed) if w)  # "the sun" is not short for Sunday
    return len(one) == len(other) == 1 and capitals and _date(one[0]) == _date(other[0])


def _finer(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is the other with noughts at its end: "2.10" may be a version, and says more than "2.1"."""
    ours, theirs = ([w for w in lows if w[:1].isdigit()] for lows in (one, other))
    return ours != theirs and [_short(w) for w in ours] == [_short(w) for w in theirs] != []


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


_PER_CENT = {(a, b) for a in (("%",), ("percent",), ("per", "cent")) for b in (("%",), ("percent",), ("per", "cent"))}


def grammar(said: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether print only tidied the grammar of speech ("gonna", "we was"); both in lower case."""
    return (" ".join(said), " ".join(printed)) in _tidied()


@cache
def _tidied() -> frozenset[tuple[str, str]]:
    return frozenset(lexicon.pairs("speech", "grammar") + lexicon.pairs("speech", "agreement"))


def _same_abbreviation(said: str, printed: str) -> bool:
    # Case is kept here: "us" is not "U.S."
    dots = said.count(".") + printed.count(".")
    letters = said.replace(".", ""), printed.replace(".", "")
    return bool(dots) and letters[0] == letters[1] and letters[0].isalpha()


@lru_cache(maxsize=8192)
def _spelling(low: str) -> str:
    """One spelling for all the variants of a word."""
    pair = _pairs().get(low)
    if pair is not None:
        return pair
    ize = _IZE.fullmatch(low)
    if ize and low not in lexicon.word_set("spelling", "not_ize"):
        return f"{ize[1]}iz{ize[3]}"
    yze = _YZE.fullmatch(low)
    if yze:
        return f"{yze[1]}yz{yze[3]}"
    return _doubled().sub(r"\1", _our().sub(r"\1or", _re().sub(r"\1er\2", low)))


@cache
def _pairs() -> dict[str, str]:
    return {one: other for one, other in lexicon.pairs("spelling", "pairs") if "." not in one}


@cache
def _our() -> re.Pattern[str]:
    stems = "|".join(
        sorted(
            {
                word.replace("our", "~", 1).split("~")[0] if word.count("our") == 1 else word[:-3]
                for word in lexicon.word_set("spelling", "our")
            },
            key=len,
            reverse=True,
        )
    )
    return re.compile(rf"^((?:{stems}))our(?={_INFLECTED}$)")


@cache
def _re() -> re.Pattern[str]:
    stems = "|".join(word[:-2] for word in lexicon.ordered("spelling", "re") if word.endswith("re"))
    return re.compile(rf"^((?:{stems}))re(s|d)?$")


@cache
def _doubled() -> re.Pattern[str]:
    stems = "|".join(word[:-1] for word in lexicon.ordered("spelling", "doubled") if word.endswith("ll"))
    return re.compile(rf"^({stems})l(?=(?:ed|ing|er|ers|ings)$)")


def _full(lows: Sequence[str]) -> tuple[str, ...]:
    """The words with their contractions written out, where they can only stand for one thing."""
    out: list[str] = []
    for word in lows:
        whole = _contractions().get(word)
        if whole is None and word.endswith(("'re", "'ll", "'ve")):
            whole = word[:-3] + {"'re": " are", "'ll": " will", "'ve": " have"}[word[-3:]]
        out.extend((whole or word).split())
    return tuple(out)


@cache
def _contractions() -> dict[str, str]:
    return dict(lexicon.pairs("spelling", "contractions"))


def _date(low: str) -> str:
    return dict(lexicon.pairs("dates", "same_date")).get(low, low)
