"""What the comparison knows of English, read once from resources/lexicons/comparing.toml."""

import tomllib
from functools import cache
from typing import Any

import resources


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.text("lexicons/comparing.toml"))


@cache
def word_set(group: str, name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_read()[group][name].split())


@cache
def ordered(group: str, name: str) -> tuple[str, ...]:
    """The words of one list in its order."""
    return tuple(_read()[group][name].split())


@cache
def phrases(group: str, name: str) -> frozenset[str]:
    """The phrases of one list, each of several words."""
    return frozenset(_read()[group][name])


@cache
def pairs(group: str, name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of one list, each as (one, other)."""
    kept = _read()[group][name]
    split = (item.split("/", 1) for item in (kept.split() if isinstance(kept, str) else kept))
    return tuple((one, other) for one, other in split)
