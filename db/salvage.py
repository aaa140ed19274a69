"""What can still be read of a damaged library, put into a new one. The damaged file itself is not touched.

Where all of history can be read, it says what the records were. Where it breaks, the new library keeps history up to
there, and one more edit, "salvage", holds all that was found beyond.
"""

import shutil
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from db import chain, driver, keys
from db.backup import backup
from db.changes import Change, Edit, Scalar
from db.driver import sqlite3
from db.errors import CannotWrite, LibraryDamaged, LibraryLocked, LibraryUnusable
from db.faults import known, written
from db.hanging import MAY, MUST, stands
from db.migrations import migrations
from db.past import Entry, entry
from db.records import Original
from db.replay import Rows, replay
from db.rows import TABLES, columns, from_row
from db.store import Store

_KINDS = {table: kind for kind, table in TABLES.items()}
_HEAD = b"SQLite format 3\x00\x10\x00\x01\x01\x00\x40\x20\x20"  # the first 24 bytes of a library of ours
_SMALLEST = 32  # bytes that a row takes at least, so that a file's size bounds its row numbers
_PATIENCE = 2_000  # looks at stretches that cannot be read, for each table


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: rows kept by table, rows known to be lost by table, and the edits of history kept and lost.

    `unread` names the tables of which parts could not be read, so that more may be lost than is known; empty where
    history makes up for them.
    """

    path: Path
    kept: Mapping[str, int]
    lost: Mapping[str, int]
    edits: int
    edits_lost: int
    unread: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where nothing is lost."""
        return not self.edits_lost and not self.lost and not self.unread


def salvage(library: Path, target: Path, who: str) -> Salvaged:
    """Put what can be read of the library into a new one at `target`, where no file may stand yet.

    Raises CannotWrite, LibraryUnusable, or LibraryDamaged where nothing at all can be read.
    """
    if target.exists():
        raise CannotWrite(why="taken", name=target.name, path=str(target))
    if not library.exists():
        raise LibraryUnusable(why="missing", name=library.name, path=str(library))
    with written(target), tempfile.TemporaryDirectory(prefix=".salvage", dir=target.parent) as name:
        key = _key(library)
        read = _Read(_beside(library, Path(name), key), library)
        made = Path(name) / "made.onrecord"
        _write(read, made, who, key)
        if key is not None:
            shutil.copyfile(keys.key_file(library), keys.key_file(made))
        report = backup(made, target)
    kept = {table: report.counts[table] for table in (*TABLES.values(), "originals")}
    known_of = {table: len(rows) for table, rows in read.found.items()} | {"originals": len(read.named)}
    lost = {table: many - kept[table] for table, many in known_of.items() if many > kept[table]}
    edits = len(read.entries)
    return Salvaged(target, kept, lost, edits, read.last - edits, () if read.told_whole else tuple(sorted(read.hurt)))


def _beside(library: Path, folder: Path, key: keys.Key | None) -> Path:
    """A copy to work on, its first bytes put right where they are not a library's."""
    damaged = folder / "damaged.onrecord"
    with known(library):
        for ending in ("", "-wal"):
            part = library.with_name(library.name + ending)
            if part.exists():
                shutil.copyfile(part, damaged.with_name(damaged.name + ending))
    head = key.id if key else _HEAD
    with damaged.open("r+b") as file:
        if file.read(16) != head[:16]:
            file.seek(0)
            file.write(head)
    return damaged


def _key(library: Path) -> keys.Key | None:
    """The key that a damaged library was encrypted by, though its first bytes may be gone; None for a plain one."""
    if keys.name_of(library) == driver.PLAIN:
        return None
    beside = keys.named_in(keys.key_file(library))
    id = keys.name_of(library) if keys.is_encrypted(library) else beside
    if not id:
        return None
    key = keys.held(id)
    if key is None:
        raise LibraryLocked(name=library.name, path=str(library))
    return key


class _Read:
    """All that can be read of a damaged file."""

    def __init__(self, damaged: Path, library: Path) -> None:
        self._damaged, self.size = damaged, damaged.stat().st_size
        self.hurt: set[str] = set()
        self._conn, self._trial = driver.connect(damaged), _Trial()
        try:
            self.rows: Rows = {table: self._table(table) for table in _KINDS}
            self.originals = self._originals()
            links = self._rows("history", chain.Link._fields)
            self.links = sorted(chain.Link._make(values) for values in links if _is_link(values))
        finally:
            self._conn.close()
        self.last = max((link.seq for link in self.links), default=0)
        self.entries = self._whole_history()
        self.told_whole = bool(self.entries) and len(self.entries) == self.last and "history" not in self.hurt
        if not self.entries and not any(self.rows.values()):
            raise LibraryDamaged(name=library.name, path=str(library), found=("nothing can be read",))
        self.found = self._records()
        self.named = {row["original"] for rows in self.found.values() for row in rows.values() if row.get("original")}
        self.named |= self.originals.keys()
        self.records = _linked(self.found, set(self.originals))
        self._trial.close()

    def _records(self) -> Rows:
        """The records: as history tells them where it is whole, else as found, gaps filled from what history tells."""
        told = replay(one.edit for one in (*self.entries, *self._loose()))
        if self.told_whole:
            return {table: told.get(table, {}) for table in _KINDS}
        for table, rows in told.items():  # the edits that hang on nothing may tell what never was
            told[table] = {id: row for id, row in rows.items() if self._trial.fits(table, row)}
        return {
            table: {**told.get(table, {}), **rows} if table in self.hurt else rows for table, rows in self.rows.items()
        }

    def _whole_history(self) -> list[Entry]:
        """History from its beginning to where the chain breaks."""
        report = chain.verify(self.links)
        return [entry(link) for link in self.links[: report.edits]]

    def _loose(self) -> Iterator[Entry]:
        """Edits that can be read beyond the break."""
        for link in self.links[len(self.entries) :]:
            with suppress(ValueError, TypeError):
                yield entry(link)

    def _table(self, table: str) -> dict[str, dict[str, Scalar]]:
        names = columns(_KINDS[table])
        found: dict[str, dict[str, Scalar]] = {}
        for values in self._rows(table, names):
            row = dict(zip(names, values, strict=True))
            if self._trial.fits(table, row):
                found[str(row["id"])] = row
            else:
                self.hurt.add(table)
        return found

    def _originals(self) -> dict[str, Original]:
        found = (Original(*values) for values in self._rows("originals", Original.__slots__))
        return {one.sha256: one for one in found if _is_itself(one)}

    def _rows(self, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Every row that can be read, in any order, by halving the stretches of row numbers in which some cannot."""
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT {listed} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        try:
            self._conn.execute(sql, (0, -1)).fetchall()
        except sqlite3.Error:  # not even what the table looks like can be read
            self._anew()
            self.hurt.add(table)
            return
        stretches, failed = deque([(0, self._most(table))]), 0
        while stretches and failed < _PATIENCE:
            low, high = stretches.popleft()  # the longest, so that patience is not spent on one place
            try:
                yield from self._conn.execute(sql, (low, high)).fetchall()
            except sqlite3.Error:
                self._anew()
                self.hurt.add(table)
                failed += 1
                middle = (low + high) // 2
                if low < high:
                    stretches += [(low, middle), (middle + 1, high)]

    def _anew(self) -> None:
        """A new connection: after one page that does not decrypt, SQLCipher refuses all others to the old one."""
        self._conn.close()
        self._conn = driver.connect(self._damaged)

    def _most(self, table: str) -> int:
        """The highest row number, or one surely beyond it where that cannot be read."""
        try:
            return int(self._conn.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0)
        except (sqlite3.Error, TypeError, ValueError):
            self._anew()
            return self.size // _SMALLEST


class _Trial:
    """An empty library in memory, in which every row is tried: a damaged page may hold what no library takes."""

    def __init__(self) -> None:
        from sqlite_utils import Database

        self._conn = sqlite3.connect(":memory:", isolation_level=None)
        migrations().apply(Database(self._conn, execute_plugins=False))
        self._conn.execute("PRAGMA foreign_keys = OFF")  # what a row hangs on is looked at later

    def fits(self, table: str, row: Mapping[str, Scalar]) -> bool:
        """Whether a library takes the row, and it can be read back."""
        names = columns(_KINDS[table])
        if row.keys() != set(names):
            return False
        listed = ", ".join(f'"{name}"' for name in names)
        try:
            from_row(_KINDS[table], [row[name] for name in names])
            self._conn.execute("BEGIN")
            self._conn.execute(f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})",
                               [row[name] for name in names])  # fmt: skip
        except (ValueError, TypeError, KeyError, OverflowError, sqlite3.Error):
            return False
        finally:
            if self._conn.in_transaction:
                self._conn.rollback()
        return True

    def close(self) -> None:
        self._conn.close()


def _is_link(values: Sequence[Scalar]) -> bool:
    return isinstance(values[0], int) and all(isinstance(one, str) for one in (*values[1:5], *values[7:]))


def _is_itself(one: Original) -> bool:
    return isinstance(one.content, bytes) and sha256(one.content).hexdigest() == one.sha256


def _linked(found: Rows, originals: set[str]) -> Rows:
    """The rows without those that hang on what is lost, until all hang together. `found` stays as it is."""
    found = {table: {id: dict(row) for id, row in rows.items()} for table, rows in found.items()}
    while True:
        gone = [
            (table, id)
            for table in MUST
            for id, row in found.get(table, {}).items()
            if not stands(found, table, row, MUST)
        ]
        for table, id in gone:
            del found[table][id]
        if not gone:
            break
    for table, links in MAY.items():
        for row in found.get(table, {}).values():
            row.update({column: None for column, to in links.items() if row[column] not in found.get(to, {})})
    for table in ("articles", "evidence"):
        for row in found.get(table, {}).values():
            row["original"] = row["original"] if row["original"] in originals else None
    return found


def _write(read: _Read, made: Path, who: str, key: keys.Key | None) -> None:
    """Make the new library: the history that is whole, and one more edit for what it does not tell."""
    store = Store(made, key=key)
    try:
        edits = [one.edit for one in read.entries]
        changes = tuple(_differences(replay(edits), read.records))
        store.rebuild((*edits, Edit("salvage", who, changes)), tuple(read.originals.values()))
    finally:
        store.close()


def _differences(before: Rows, after: Rows) -> Iterator[Change]:
    for table in _KINDS:
        old, new = before.get(table, {}), after[table]
        for id in sorted(old.keys() | new.keys()):  # ids sort by age
            was, now = old.get(id), new.get(id)
            if was is None or now is None:
                yield Change(table, id, was, now)
            elif was != now:
                names = [name for name in now if was.get(name) != now[name]]
                yield Change(table, id, {name: was.get(name) for name in names}, {name: now[name] for name in names})
