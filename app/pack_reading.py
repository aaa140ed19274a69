"""Reading a pack that anybody may have written: its size, hashes, shape, and what it may touch, before it is used."""

import json
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from db.changes import Change, Edit, Row
from db.errors import Unreadable
from db.hanging import LINKS
from db.records import ArticleId, EditId, Original, Source
from db.replay import Rows, replay
from db.rows import TABLES, as_record, columns, stored

MOST = 512 * 1024 * 1024  # bytes, all parts unpacked
_MOST_WORDS = 128 * 1024 * 1024  # bytes of a part that is JSON
_MOST_PARTS = 10_000
_MOST_SIGNATURE = 100_000  # bytes
SIGNATURE = "signature.json"  # of the manifest, which names the hash of every other part
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHA = re.compile(r"[0-9a-f]{64}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_VERB = re.compile(r"[a-z_]{1,40}")
_KINDS = {table: kind for kind, table in TABLES.items() if table != "sources"}
_WHOLE = 1 << 63
_LINKS = {column for links in LINKS.values() for column, table in links.items() if table != "sources"}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose parts are what its manifest says, and whose edits touch one article only.

    `key` is the public key that signed it, "" for none; `claimed` the name that its signature gives, which proves
    nothing.
    """

    name: str
    article_id: ArticleId
    edits: tuple[Edit, ...]
    sources: tuple[Source, ...]
    originals: tuple[Original, ...]
    own: Mapping[str, str]
    key: str = ""
    claimed: str = ""
    signed_at: str = ""

    def fits(self, rows: Rows) -> None:
        """Raises Unreadable (hostile) where a row of the pack is, in these rows, one of another article's."""
        for id, table in self.own.items():
            row = rows.get(table, {}).get(id)
            if row is None or table == "articles":
                continue
            of = rows.get("quotes", {}).get(str(row["quote_id"]), {}) if row.get("quote_id") else row
            if of.get("article_id", self.article_id) != self.article_id:
                raise Unreadable(name=self.name, why="hostile")

    @contextmanager
    def believable(self) -> Iterator[None]:
        """Raises Unreadable where the library's own rules refuse what the pack holds."""
        try:
            yield
        except (ValueError, TypeError, OverflowError) as error:
            raise Unreadable(name=self.name, why="damaged") from error


def read(path: Path) -> Pack:
    """The pack at `path`. Raises Unreadable: missing, permission, damaged, wrong_ending, too_large, unknown_version."""
    try:
        with zipfile.ZipFile(path) as file:
            return _read(file, path.name)
    except FileNotFoundError as error:
        raise Unreadable(name=path.name, why="missing") from error
    except IsADirectoryError as error:
        raise Unreadable(name=path.name, why="folder") from error
    except PermissionError as error:
        raise Unreadable(name=path.name, why="permission") from error
    except zipfile.BadZipFile as error:
        raise Unreadable(name=path.name, why="damaged") from error
    except (OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, RecursionError) as error:
        raise Unreadable(name=path.name, why="damaged") from error
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise Unreadable(name=path.name, why="damaged") from error


def _read(file: zipfile.ZipFile, name: str) -> Pack:
    if len(file.namelist()) > _MOST_PARTS:
        raise Unreadable(name=name, why="too_large")
    parts = _Parts(file, name)
    if "manifest.json" not in file.namelist():
        raise Unreadable(name=name, why="wrong_ending")
    listed = parts.take("manifest.json", _MOST_WORDS)
    manifest = _object(json.loads(listed, parse_constant=_no))
    if manifest.get("format") != "onrecord-pack/1":
        newer = str(manifest.get("format", "")).startswith("onrecord-pack/")
        raise Unreadable(name=name, why="unknown_version" if newer else "wrong_ending")
    parts.listed = _object(manifest["parts"])
    article_id = ArticleId(_like(_ID, manifest["article"]))
    edits = tuple(_edit(one) for one in parts.json("edits.json"))
    sources = tuple(_source(one) for one in parts.json("sources.json"))
    originals = tuple(_original(one, parts) for one in parts.json("originals.json"))
    mine, own = of_article(edits, article_id)
    if [edit.changes for edit in mine] != [edit.changes for edit in edits] or not all(map(own.get, _links(edits))):
        raise Unreadable(name=name, why="hostile")  # it would change what is not this article's
    _believe(edits, article_id)
    given = {one.sha256 for one in originals}
    rows = (row for edit in edits for change in edit.changes for row in (change.before or {}, change.after or {}))
    if any(row.get("original") and row["original"] not in given for row in rows):
        raise ValueError("an original is missing")
    signed = _signature(parts, sha256(listed).hexdigest()) if SIGNATURE in file.namelist() else ("", "", "")
    return Pack(name, article_id, mine, sources, originals, own, *signed)


def _signature(parts: "_Parts", digest: str) -> tuple[str, str, str]:
    from app.sheets import proof

    told = _object(json.loads(parts.take(SIGNATURE, _MOST_SIGNATURE), parse_constant=_no))
    key = proof.key_of(told, digest)
    if not key:
        raise ValueError("the signature does not hold")
    return key, _text(told["name"]), _like(_AT, told["at"])


def _links(edits: tuple[Edit, ...]) -> Iterator[str]:
    """The ids of all that any row hangs on or hung on."""
    for edit in edits:
        for change in edit.changes:
            for row in (change.before or {}, change.after or {}):
                yield from (str(row[column]) for column in _LINKS if row.get(column) is not None)


class _Parts:
    """The parts of a pack, each held to its hash, all to one size."""

    def __init__(self, file: zipfile.ZipFile, name: str) -> None:
        self._file = file
        self._name = name
        self._left = MOST
        self.listed: Mapping[str, Any] = {}

    def take(self, part: str, most: int) -> bytes:
        most = min(most, self._left)
        with self._file.open(part) as file:
            content = file.read(most + 1)  # what the file says of its own size is not to be relied on
        if len(content) > most:
            raise Unreadable(name=self._name, why="too_large")
        self._left -= len(content)
        return content

    def checked(self, part: str, most: int = MOST) -> bytes:
        content = self.take(part, most)
        if sha256(content).hexdigest() != self.listed[part]:
            raise Unreadable(name=self._name, why="damaged")
        return content

    def json(self, part: str) -> list[Any]:
        held = json.loads(self.checked(part, _MOST_WORDS), parse_constant=_no)
        if not isinstance(held, list):
            raise ValueError(part)
        return held


def _no(constant: str) -> None:
    raise ValueError(constant)


def _object(held: Any) -> dict[str, Any]:
    if not isinstance(held, dict):
        raise TypeError("not an object")
    return held


def _like(pattern: re.Pattern[str], held: Any) -> str:
    if not isinstance(held, str) or not pattern.fullmatch(held):
        raise ValueError("not as it should be")
    return held


def _text(held: Any, most: int = 200) -> str:
    if not isinstance(held, str) or not held.strip() or len(held) > most:
        raise ValueError("not a name")
    held.encode()
    return held


def _edit(held: Any) -> Edit:
    held = _object(held)
    undoes = EditId(_like(_ID, held["undoes"])) if held["undoes"] is not None else None
    changes = tuple(_change(*one) for one in held["changes"])
    if not changes:
        raise ValueError("an edit without changes")
    id, at = EditId(_like(_ID, held["id"])), _like(_AT, held["at"])
    return Edit(_like(_VERB, held["verb"]), _text(held["who"]), changes, None, id, at, undoes)


def _change(table: Any, id: Any, before: Any, after: Any) -> Change:
    kind = _KINDS[table]
    was, will = _row(before, kind), _row(after, kind)
    if was is not None and will is not None:
        if was.keys() != will.keys() or was.keys() & {"id", "article_id"}:
            raise ValueError("the same fields before and after, and a row keeps its id and what it belongs to")
    else:
        (row,) = (side for side in (was, will) if side is not None)  # neither is a ValueError, too
        if row.keys() != set(columns(kind)) or row["id"] != id:
            raise ValueError("not a whole row")
    return Change(table, _like(_ID, id), was, will)


def _row(held: Any, kind: type) -> Row | None:
    if held is None:
        return None
    row, kinds = _object(held), stored(kind)
    for name, value in row.items():
        if name not in kinds or not _holds(kinds[name], value):
            raise ValueError("no such field, or not what stands in it")
        if isinstance(value, str):
            value.encode()
    return row


def _holds(kind: type, value: Any) -> bool:
    """Whether a column of that kind keeps the value as it is: a table would make words of a number."""
    if value is None or kind is str:
        return value is None or isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if kind is int:
        return isinstance(value, int) and -_WHOLE <= value < _WHOLE
    return math.isfinite(value) and float(value) == value


def _source(held: Any) -> Source:
    row = _row(held, Source)
    if row is None or row.keys() != set(columns(Source)):
        raise ValueError("not a source")
    source = as_record(Source, row)
    _like(_ID, source.id)
    if source != bare(source) or (source.confidential and not source.code_name):
        raise ValueError("no sealed identity travels")
    return source


def bare(source: Source) -> Source:
    """The source as it may leave a library: a confidential one is no more than its code name."""
    if source.confidential:
        return Source(source.id, source.kind, confidential=True, code_name=source.code_name)
    return Source(source.id, source.kind, source.name, source.role)


def _original(held: Any, parts: _Parts) -> Original:
    row = _object(held)
    if row.keys() != {f.name for f in fields(Original)} - {"content"}:
        raise ValueError("not an original")
    sha = _like(_SHA, row["sha256"])
    content = parts.checked(f"originals/{sha}")
    if sha256(content).hexdigest() != sha:
        raise ValueError("not what its hash says")
    name = _text(re.split(r"[/\\]", _text(row["name"], 1000))[-1], 1000)
    return Original(_sha(sha), _text(row["media_type"]), name, _like(_AT, row["received_at"]), content)


def _sha(sha: str) -> Any:
    return sha


def _believe(edits: Iterable[Edit], article_id: str) -> None:
    """Every row, as each edit leaves it, is one of ours: its codes are known, its lists are lists; none comes twice."""
    rows: Rows = {}
    for edit in edits:
        if any(change.before is None and change.id in rows.get(change.table, {}) for change in edit.changes):
            raise ValueError("a row is added that is there")
        replay((edit,), rows)
        for change in edit.changes:
            kind, row = _KINDS[change.table], rows[change.table].get(change.id)
            if row is not None:
                as_record(kind, row)
    if article_id not in rows.get("articles", {}):
        raise ValueError("the article itself is missing")


def of_article(edits: Iterable[Edit], article_id: str) -> tuple[tuple[Edit, ...], dict[str, str]]:
    """The edits cut down to what concerns one article, its sources apart; and the ids of its rows with their tables."""
    own: dict[str, str] = {article_id: "articles"}
    kept: list[Edit] = []
    for edit in edits:
        changes = []
        # The rows of one edit may come in any order, so a comment may stand before its quote.
        for _ in range(3):
            own.update({c.id: c.table for c in edit.changes if _belongs(c, own, article_id)})
        for change in edit.changes:
            if own.get(change.id) == change.table:
                changes.append(change)
        if changes:
            kept.append(replace(edit, changes=tuple(changes), article_id=article_id))
    return tuple(kept), own


def _belongs(change: Change, own: Mapping[str, str], article_id: str) -> bool:
    row = change.before or change.after or {}
    if change.table in ("quotes", "evidence", "rulings") and row.get("article_id") == article_id:
        return True
    return change.table in ("checks", "comments") and own.get(str(row.get("quote_id"))) == "quotes"
