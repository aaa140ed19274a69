"""Records ↔ rows: one mapping for all of them, by the fields of the dataclass.

Tuples and records inside records are JSON text, enums their values, booleans 0 or 1.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin

from db.changes import Change, Scalar
from db.records import Article, Check, Comment, Evidence, Quote, Ruling, Source

TABLES: Mapping[type, str] = types.MappingProxyType(
    {
        Source: "sources",
        Article: "articles",
        Quote: "quotes",
        Evidence: "evidence",
        Check: "checks",
        Ruling: "rulings",
        Comment: "comments",
    }
)


class Record(Protocol):
    """Anything kept in a table of its own, under an id."""

    @property
    def id(self) -> str: ...  # noqa: D102


R = TypeVar("R", bound=Record)
Decode = Callable[[Any], Any]


def canonical(value: object) -> str:
    """The one JSON text of `value`: no spaces, nothing escaped that need not be."""
    return _json.encode(value)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@cache
def columns(kind: type) -> tuple[str, ...]:
    """The columns of the table that keeps `kind`, in the order of its fields."""
    return tuple(f.name for f in fields(kind))


@cache
def stored(kind: type) -> dict[str, type]:
    """Column → what it holds in the table: str, int or float."""
    return {f.name: _stored(f.type) for f in fields(kind)}


def _stored(hint: Any) -> type:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(h for h in get_args(hint) if h is not type(None))
    hint = getattr(hint, "__supertype__", hint)
    return float if hint is float else int if hint in (int, bool) else str


def to_row(record: Record) -> dict[str, Scalar]:
    """The record as column → value."""
    kind = type(record)
    return {name: _encode(getattr(record, name)) for name in columns(kind)}


def from_row(kind: type[R], values: Sequence[Scalar]) -> R:
    """The record whose `values` stand in the order of `columns(kind)`. Raises ValueError for a code unknown here."""
    made = [
        value if decode is None or value is None else decode(value)
        for decode, value in zip(_decoders(kind), values, strict=True)
    ]
    return kind(*made)


def as_record(kind: type[R], row: Mapping[str, Scalar]) -> R:
    """The record that this row holds, column → value: to_row the other way about. Raises as from_row."""
    return from_row(kind, [row[name] for name in columns(kind)])


class Memory:
    """Records read lately: reading an article again makes only those anew whose rows differ."""

    def __init__(self) -> None:
        self._held: dict[tuple[type, Scalar], tuple[Sequence[Scalar], Any]] = {}

    def record(self, kind: type[R], row: Sequence[Scalar]) -> R:
        """The same as from_row; the record of before where the row is that of before."""
        key = (kind, row[0])
        held = self._held.get(key)
        if held is None or held[0] != row:
            if len(self._held) >= _REMEMBERED:
                del self._held[next(iter(self._held))]  # the oldest: an article that is open keeps all of its own
            held = self._held[key] = (row, from_row(kind, row))
        return held[1]


_REMEMBERED = 20_000  # records; some articles with all their quotes


def inserted(record: Record) -> Change:
    """The change that adds `record`."""
    return Change(TABLES[type(record)], record.id, None, to_row(record))


def removed(record: Record) -> Change:
    """The change that takes `record` out."""
    return Change(TABLES[type(record)], record.id, to_row(record), None)


def changed(old: R, new: R) -> Change | None:
    """The change that turns `old` into `new`, holding only what differs; None where nothing does."""
    before, after = to_row(old), to_row(new)
    names = [name for name in before if before[name] != after[name]]
    if not names:
        return None
    return Change(TABLES[type(old)], old.id, {n: before[n] for n in names}, {n: after[n] for n in names})


def _encode(value: Any) -> Scalar:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return canonical(_plain(value))
    return value  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        # Fields at their default are left out: a transcript has thousands of turns.
        return {f.name: _plain(held) for f in fields(value) if (held := getattr(value, f.name)) != _default(f)}
    return value


def _default(field: Any) -> object:
    return MISSING if field.default is MISSING else field.default


@cache
def _decoders(kind: type) -> tuple[Decode | None, ...]:
    return tuple(_decoder(f.type) for f in fields(kind))


def _decoder(hint: Any) -> Decode | None:
    """How a stored value of the field's type becomes the field's value; None where it already is."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(h for h in get_args(hint) if h is not type(None))
    if get_origin(hint) is tuple:
        inner = _inner(hint)
        return lambda text: () if text == "[]" else inner(json.loads(text))  # most of an article's thousands
    if isinstance(hint, type) and (issubclass(hint, Enum) or hint is bool):
        return hint
    return None


def _inner(hint: Any) -> Decode:
    """How a JSON value inside a column becomes what the record holds."""
    if get_origin(hint) is tuple:
        item = _inner(get_args(hint)[0])
        return lambda values: tuple([item(value) for value in values])
    if isinstance(hint, type) and is_dataclass(hint):
        parts = {f.name: _inner(f.type) for f in fields(hint)}
        return lambda held: hint(**{name: parts[name](value) for name, value in held.items()})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value
