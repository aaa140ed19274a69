"""Numbers as people write them: "five", "5", "5,000", "£5bn", "twenty-five per cent", read into a value and a unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from app.comparing import lexicon

_DIGITS = re.compile(r"(-)?([1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(\.\d+)?(st|nd|rd|th|[a-z]{1,2})?")
_SHORT_NEEDS_MONEY = frozenset({"m", "k", "b"})
MONEY = frozenset("$£€¥₹₽₩")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and what it is counted in ("" where nothing is said); `ordinal` for "fifth"."""

    value: Fraction
    unit: str
    ordinal: bool


def quantity(lows: Sequence[str]) -> Quantity | None:
    """The quantity that these lower-case words spell, or None where they are anything more, or less, than one."""
    parts = [part for word in lows for part in (word.split("-") if word[:1] not in "-+" else [word])]
    at, units = 0, []
    while at < len(parts) and (parts[at] in MONEY or (parts[at] == "us" and parts[at + 1 : at + 2] == ["$"])):
        units.append(parts[at])
        at += 1
    read = _digits(parts, at, bool(units)) or _spelt(parts, at)
    if read is None:
        return None
    value, ordinal, at = read
    rest = parts[at:]
    known = lexicon.word_set("numbers", "unit") - lexicon.word_set("numbers", "scales")
    if any(word not in known for word in rest) or len(rest) > 2:
        return None
    return Quantity(value, _unit([*units, *rest]), ordinal)


@lru_cache(maxsize=16384)
def is_number(low: str) -> bool:
    """Whether a word holds a digit or spells a number, alone or hyphenated ("twenty-five", "third", "5bn")."""
    if any(c.isdigit() for c in low):
        return True
    known = _spellings()
    return low in known or ("-" in low and any(part in known for part in low.split("-")))


@cache
def _spellings() -> frozenset[str]:
    lists = ("ones", "tens", "scales", "ordinals", "loose")
    return frozenset().union(*(lexicon.word_set("numbers", name) for name in lists))


@cache
def _ones() -> dict[str, int]:
    found = {word: n for n, word in enumerate(lexicon.ordered("numbers", "ones"))}
    return found | {word: 20 + 10 * n for n, word in enumerate(lexicon.ordered("numbers", "tens"))}


@cache
def _scales() -> dict[str, int]:
    return dict(zip(lexicon.ordered("numbers", "scales"), (100, 10**3, 10**6, 10**9, 10**12), strict=True))


@cache
def _ordinals() -> dict[str, int]:
    return {word: n + 1 for n, word in enumerate(lexicon.ordered("numbers", "ordinals"))}


def _digits(parts: list[str], at: int, money: bool) -> tuple[Fraction, bool, int] | None:
    match = _DIGITS.fullmatch(parts[at]) if at < len(parts) else None
    if match is None:
        return None
    sign, whole, decimals, ending = match.groups()
    value = Fraction(whole.replace(",", "") + (decimals or ""))
    if sign and not value:
        return None  # no sum would tell "-0" from "0", but one was printed and the other said
    value = -value if sign else value
    at += 1
    if ending in ("st", "nd", "rd", "th"):
        return (value, True, at) if decimals is None else None
    if ending is not None:
        scale = dict(lexicon.pairs("numbers", "short")).get(ending)
        if scale is None or (ending in _SHORT_NEEDS_MONEY and not money):
            return None
        return value * _scales()[scale], False, at
    while at < len(parts) and parts[at] in _scales():
        value *= _scales()[parts[at]]
        at += 1
    return value, False, at


def _spelt(parts: list[str], at: int) -> tuple[Fraction, bool, int] | None:
    total, run, seen, last = 0, 0, False, 10**15
    minus = parts[at : at + 1] == ["minus"]
    at += minus
    if parts[at : at + 1] == ["a"] and parts[at + 1 : at + 2] and parts[at + 1] in _scales():
        run, seen, at = 1, True, at + 1
    while at < len(parts):
        word = parts[at]
        if word in _ordinals() and run % 10 == 0 and (run == 0 or run % 100 >= 20 or run % 100 == 0):
            return Fraction(total + run + _ordinals()[word]), True, at + 1
        if word in _ones():
            size = _ones()[word]
            if seen and run and (run % 10 or size >= 10) and run % 100:
                return None  # "twenty twenty", "five six": two numbers, or a year spelt out
            run, seen = run + size, True
        elif word in _scales() and seen:
            scale = _scales()[word]
            if scale == 100:
                run *= 100
            elif scale < last:
                total, run, last = total + run * scale, 0, scale
            else:
                return None
        elif not (word == "and" and seen and parts[at + 1 : at + 2] and parts[at + 1] in _ones()):
            break
        at += 1
    value = Fraction(total + run)
    return (-value if minus else value, False, at) if seen and not (minus and not value) else None


def _unit(words: list[str]) -> str:
    joined = " ".join(words)
    if joined in ("per cent", "percent", "%"):
        return "%"
    same = dict(lexicon.pairs("numbers", "same_unit"))
    return " ".join(same.get(word, word) for word in words)
