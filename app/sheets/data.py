"""The data sheet: JSON that holds everything a sheet says, with the hash of its own contents, and reads back whole."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from app.sheets.sheet import SCHEMA, Sheet
from db.errors import Unreadable

_HALVES = re.compile(rb"\\u[dD][89a-fA-F]")


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same bytes for the same contents, to be hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parts(sheet: Mapping[str, Any]) -> dict[str, str]:
    """SHA-256, in hex, of each part of a sheet as JSON has it: "head", "evidence", "foot", "choice", "rows/1" …"""
    rows = sheet.get("rows")
    found = {name: value for name, value in sheet.items() if name != "rows"}
    found |= {f"rows/{n}": row for n, row in enumerate(rows if isinstance(rows, list | tuple) else [rows], start=1)}
    return {name: hashlib.sha256(canonical(value)).hexdigest() for name, value in found.items()}


def hash_of(of_parts: Mapping[str, str]) -> str:
    """One SHA-256 over the hashes of the parts."""
    return hashlib.sha256(canonical(of_parts)).hexdigest()


def changes(whole: Mapping[str, Any]) -> list[str]:
    """Which parts of a data sheet are not as its own hashes say; "hash" where those do not fit their own."""
    told, found = whole.get("parts"), parts(whole["sheet"])
    was = told if isinstance(told, dict) else {}
    changed = [name for name in {**was, **found} if was.get(name) != found.get(name)]
    return changed or (["hash"] if hash_of(found) != whole.get("hash") else [])


def content_hash(sheet: Sheet) -> str:
    """SHA-256, in hex, of everything the sheet says: one hash over those of its parts."""
    return hash_of(parts(asdict(sheet)))


def fingerprint(sheet: Sheet) -> str:
    """The start of the content hash, in groups that can be read out: "9f2c 41d0 7be3 0a58"."""
    start = content_hash(sheet)[:16]
    return " ".join(start[at : at + 4] for at in range(0, 16, 4))


def render(sheet: Sheet, signature: Mapping[str, str] | None = None) -> bytes:
    """The sheet as JSON, in UTF-8. `signature` is what app.sheets.proof made of its hash, if anything."""
    told = asdict(sheet)
    of_parts = parts(told)
    whole = {"schema": SCHEMA, "hash": hash_of(of_parts), "signature": signature, "parts": of_parts, "sheet": told}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def parse(content: bytes, name: str = "") -> dict[str, Any]:
    """A data sheet as JSON has it. Raises Unreadable where the bytes are no data sheet of a known version."""
    try:
        whole = json.loads(content.decode("utf-8-sig"))
        if _HALVES.search(content):  # half of a surrogate pair alone is no text: it could not be hashed
            canonical(whole)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(why="damaged", name=name) from problem
    if not isinstance(whole, dict) or not isinstance(whole.get("sheet"), dict):
        raise Unreadable(why="not_a_sheet", name=name)
    if whole.get("schema") != SCHEMA:
        raise Unreadable(why="unknown_version", name=name, version=str(whole.get("schema")))
    return whole


def read(content: bytes, name: str = "") -> Sheet:
    """The sheet back from its JSON. Raises Unreadable where the bytes are no whole data sheet."""
    try:
        sheet = _built(Sheet, parse(content, name)["sheet"])
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable(why="damaged", name=name) from problem
    assert isinstance(sheet, Sheet)
    return sheet


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _built(kind: Any, value: Any) -> Any:
    """A value of this type out of plain JSON. Raises KeyError, TypeError or ValueError where it is none."""
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], one) for one in value)
    if isinstance(kind, UnionType):
        return None if value is None else _built(get_args(kind)[0], value)
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _built(hint, value[name]) for name, hint in _hints(kind).items()})
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(kind)
    return value
