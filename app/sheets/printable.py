"""Goes through every string of a sheet, and makes each one that any format can hold."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from app.sheets.sheet import Run

# What XML 1.0 cannot hold, and halves of surrogate pairs, which UTF-8 cannot.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
T = TypeVar("T")
Runs = tuple[Run, ...]


def changed(
    value: T,
    text: Callable[[str], str],
    runs: Callable[[Runs], Runs] | None = None,
    leave: frozenset[str] = frozenset(),
) -> T:
    """The value with `text` done to each of its strings, and `runs` to words in runs; fields in `leave` stay."""
    return _walk(value, text, runs, leave)  # type: ignore[no-any-return]


def _walk(value: Any, text: Callable[[str], str], runs: Callable[[Runs], Runs] | None, leave: frozenset[str]) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, tuple):
        if runs and value and isinstance(value[0], Run):
            return runs(value)
        return tuple(_walk(one, text, runs, leave) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = (f.name for f in fields(value) if f.name not in leave)
        return replace(value, **{name: _walk(getattr(value, name), text, runs, leave) for name in names})
    return value


def printable(value: T) -> T:
    """The value with U+FFFD in place of each character that a document cannot hold."""
    return changed(value, lambda text: _UNPRINTABLE.sub("\ufffd", text) if _UNPRINTABLE.search(text) else text)
