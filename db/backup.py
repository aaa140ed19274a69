"""Copies of the library: made by SQLite's online backup, opened and checked, thinned, and put back."""

import glob
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import chain, driver, handles, keys, own
from db.driver import sqlite3
from db.errors import LibraryDamaged, LibraryUnusable
from db.faults import known, stands, written
from db.library import BACKUPS, ENDING, PATIENCE, dated, look_over, read_only, sync
from db.past import TO_VERIFY
from db.rows import TABLES

DAILY = "daily" + ENDING
_TRIES = 20  # to find a library still; beyond, whoever writes to it does so all the time
COUNTED = (*TABLES.values(), "originals", "history")


@dataclass(frozen=True, slots=True)
class Examination:
    """What a look at a library came to. `found` are SQLite's own complaints, empty where it has none."""

    path: Path
    size: int
    sound: bool
    found: tuple[str, ...]
    chain: chain.ChainReport
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was opened and checked after writing. `counts` holds the number of rows by table."""

    path: Path
    size: int
    at: str
    head: str
    counts: Mapping[str, int]


def examine(path: Path) -> Examination:
    """Look a library over from end to end, reading only: the file, its links, its search, its chain.

    Raises LibraryUnusable or LibraryTooNew, and LibraryDamaged where it cannot even be read.
    """
    with known(path), closing(_reading(path)) as conn, ThreadPoolExecutor(1) as beside:
        look_over(path)
        pages, links = beside.submit(_complaints, path), beside.submit(_loose_ends, path)
        many = {table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
        report = chain.verify(map(chain.Link._make, conn.execute(TO_VERIFY)))
        # The history of a plain file takes longest, the pages of an encrypted one: who is done first does the rest.
        ends = _loose_ends(path) if links.cancel() else links.result()
        found = (*pages.result(), *ends)
    sound = not found and report.intact
    return Examination(path, path.stat().st_size, sound, found, report, many)


def _complaints(path: Path) -> list[str]:
    with closing(_reading(path)) as conn:
        return [row[0] for row in conn.execute("PRAGMA integrity_check(100)") if row[0] != "ok"]


def _loose_ends(path: Path) -> list[str]:
    with closing(_reading(path)) as conn:
        return [f"{row[0]} {row[1]}: no such {row[2]}" for row in conn.execute("PRAGMA foreign_key_check")]


def _reading(path: Path) -> sqlite3.Connection:
    """A connection to read a file from end to end: few pages are wanted twice, so few are kept of an encrypted one."""
    conn = read_only(path)
    if keys.name_of(path) != driver.PLAIN:
        conn.execute("PRAGMA cache_size = -4096")
    return conn


def backup(library: Path, target: Path) -> BackupReport:
    """Copy the library to `target` while others may be writing to it; whole and checked, or not there at all.

    A file that stands at `target` is replaced, once the copy is known to be sound. Raises CannotWrite, LibraryUnusable
    or LibraryDamaged.
    """
    seen: list[Examination] = []

    def look(partial: Path) -> None:
        seen.append(examine(partial))
        if not seen[0].sound:
            raise LibraryDamaged(name=library.name, path=str(library), found=seen[0].found)

    copy(library, target, look)
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return BackupReport(target, seen[0].size, at, seen[0].chain.head, seen[0].counts)


def copy(library: Path, target: Path, look: Callable[[Path], None] | None = None) -> None:
    """Copy the library as it stands, in one snapshot, to a file that appears whole or not at all.

    The copy of an encrypted library is encrypted by the same key, and has its key file beside it.
    `look` may refuse the copy, by raising, before it takes its name. Raises CannotWrite where the copy cannot be
    written, LibraryUnusable or LibraryDamaged where the library is at fault.
    """
    if target.resolve() == library.resolve():
        raise LibraryUnusable(why="same_file", name=target.name, path=str(target))
    if not stands(library):
        raise LibraryUnusable(why="missing", name=library.name, path=str(library))
    partial = _partial(target)
    with known(library), closing(read_only(library)) as source:
        try:
            with written(target):  # what it failed for is asked while the half-written copy still takes its room
                own.fresh(partial)
                key = keys.held(keys.name_of(library))
                still = key is not None and _copy_still(library, partial)
                with closing(driver.connect_with(partial, key, "rwc")) as made:
                    if not still:
                        source.backup(made, progress=_patience(library))
                    # A backup is one file that may be carried anywhere: no write-ahead log beside it.
                    made.execute("PRAGMA journal_mode = DELETE")
                if look is not None:
                    look(partial)
                sync(partial)
                carry(library, target)
                partial.replace(target)
                sync(target)
        finally:
            _forget(partial)


def _copy_still(library: Path, target: Path) -> bool:
    """Copy the bytes of an encrypted library, which saves decrypting and encrypting them. False where it does not stay
    still long enough to begin, or may only be read.

    Once its log is written back and while this connection reads, nobody writes to the file itself: edits go to the log,
    and of the log nothing is written back that the oldest reader does not see yet (SQLite, Write-Ahead Logging, 2.2).
    """
    with suppress(sqlite3.Error), closing(driver.connect(library)) as conn:
        if not any(_still(conn) for _ in range(_TRIES)):
            return False
        with handles.reading(library) as handle, target.open("wb") as made:
            while chunk := os.read(handle, 1 << 20):
                made.write(chunk)
        return True
    return False


def _still(conn: sqlite3.Connection) -> bool:
    """Write the log back and begin to read; False, and nothing begun, where somebody wrote in between."""
    before = conn.execute("PRAGMA data_version").fetchone()
    busy, logged, written_back = conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    conn.execute("BEGIN")
    conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not busy and logged == written_back and conn.execute("PRAGMA data_version").fetchone() == before:
        return True
    conn.rollback()
    return False


def restore(source: Path, library: Path) -> Path | None:
    """Make the library what the backup `source` holds. Returns where the present one is kept; None where none stood.

    Another window that has the library open sees the restored one. A damaged library is kept aside as it is. Raises
    LibraryUnusable, LibraryDamaged, LibraryTooNew or CannotWrite, and changes nothing then.
    """
    seen = examine(source)
    if not seen.sound:
        raise LibraryDamaged(name=source.name, path=str(source), found=seen.found)
    if not stands(library):
        copy(source, library)
        return None
    folder = library.parent / BACKUPS
    with written(folder):
        own.folder(folder)
    aside = unused(library, "before restore" + ENDING)
    if not _readable(library):
        _replace(source, library, aside)
        return aside
    copy(library, aside)
    with (
        _as_encrypted_as(library, source) as alike,
        known(library),
        closing(read_only(alike)) as whole,
        closing(driver.connect(library)) as present,
    ):
        whole.backup(present, progress=_patience(library))
        present.execute("PRAGMA journal_mode = WAL")
    return aside


@contextmanager
def _as_encrypted_as(library: Path, source: Path) -> Iterator[Path]:
    """`source`, or a copy of it for as long as needed: pages pass between two plain or two encrypted files only."""
    from db.recipher import convert

    key = keys.held(keys.name_of(library))
    if (key is None) == (keys.held(keys.name_of(source)) is None):
        yield source
        return
    alike = _partial(library)
    try:
        with written(library):
            convert(source, alike, key)
        yield alike
    finally:
        _forget(alike)


def carry(library: Path, target: Path) -> None:
    """Put the key file of an encrypted library beside a copy of it. A plain library has none to carry."""
    from db.whole import put

    found = keys.file_for(library)
    if found is not None and found != keys.key_file(target):
        put(keys.key_file(target), found.read_bytes())


def unused(library: Path, word: str) -> Path:
    """A name among the backups for a copy made now, which no other copy bears."""
    at = datetime.now(UTC)
    while (path := dated(library, library.parent / BACKUPS, word, at)).exists():
        at += timedelta(seconds=1)
    return path


def _readable(library: Path) -> bool:
    """Whether the library can be copied page by page; False where it is damaged, were it only its first bytes."""
    try:
        with known(library):
            look_over(library)
    except LibraryDamaged:
        return False
    except LibraryUnusable as problem:
        if problem.values["why"] != "not_a_library" or library.suffix != ENDING:
            raise
        return False
    return True


def _replace(source: Path, library: Path, aside: Path) -> None:
    """Put a copy of `source` in the place of a file that SQLite cannot read, which is kept aside with its log.

    The copies come first and the exchange is one step, so that a library stands there at every moment.
    """
    fresh = _partial(library)
    copy(source, fresh)
    logs = [library.with_name(library.name + ending) for ending in ("-wal", "-shm")]
    try:
        with written(aside):
            for part in (library, *logs, keys.key_file(library)):
                if part.exists():
                    kept = aside.with_name(aside.name + part.name[len(library.name) :])
                    own.copy(part, kept)
                    sync(kept)
        with known(library):
            for log in logs:  # or it would be played back over the new file
                log.unlink(missing_ok=True)
            carry(source, library)
            fresh.replace(library)
            sync(library)
    finally:
        _forget(fresh)


def _partial(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _forget(partial: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm", keys.ENDING):
        with suppress(OSError):
            partial.with_name(partial.name + ending).unlink(missing_ok=True)


def daily(library: Path, at: datetime | None = None, *, thinned: bool = True) -> BackupReport | None:
    """Back the library up unless that was done today; old backups are thinned. None where there was nothing to do."""
    folder = library.parent / BACKUPS
    target = dated(library, folder, DAILY, at)
    day = target.name[: len(library.stem) + len(" 2026-11-22")]
    if any(kept.name.startswith(day) for kept in daily_backups(library)):
        return None
    with written(folder):
        own.folder(folder)
    made = backup(library, target)
    if thinned:
        thin(library)
    return made


def daily_backups(library: Path) -> tuple[Path, ...]:
    """The daily backups of this library, newest first."""
    return tuple(sorted((library.parent / BACKUPS).glob(f"{glob.escape(library.stem)} * {DAILY}"), reverse=True))


def kept(library: Path) -> tuple[Path, ...]:
    """All copies that lie beside this library, whatever they were made for, newest first."""
    with known(library):
        found = (library.parent / BACKUPS).glob(f"{glob.escape(library.stem)} *{ENDING}")
        dates = {path: made_at(path, library) for path in found}
    return tuple(
        sorted((path for path, at in dates.items() if at), key=lambda path: (dates[path], path.name), reverse=True)
    )


def made_at(path: Path, library: Path) -> str:
    """When a copy was made, by its name: "2026-11-22 143105", in UTC; "" where the name does not say."""
    at = len(library.stem) + 1
    stamp = path.name[at : at + len("2026-11-22 143105")]
    try:
        datetime.strptime(stamp, "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return stamp


def counts(path: Path) -> Mapping[str, int]:
    """How many rows each table of a library holds. Raises as look_over does."""
    with known(path):
        look_over(path)
        with closing(read_only(path)) as conn:
            return {table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}


def thin(library: Path) -> tuple[Path, ...]:
    """Delete all daily backups but the newest of each of 7 days, 8 weeks and 12 months. Returns those deleted."""
    made = {path: _day(path, library) for path in daily_backups(library)}
    kept: set[Path] = set()
    for many, period in ((7, "%Y-%m-%d"), (8, "%G-%V"), (12, "%Y-%m")):
        newest: dict[str, Path] = {}
        for path, day in made.items():
            newest.setdefault(day.strftime(period), path)
        kept.update(list(newest.values())[:many])
    gone = tuple(path for path in made if path not in kept)
    with known(library):
        for path in gone:
            path.unlink()
            keys.key_file(path).unlink(missing_ok=True)
    return gone


def _day(path: Path, library: Path) -> datetime:
    at = len(library.stem) + 1
    return datetime.strptime(path.name[at : at + 10], "%Y-%m-%d").replace(tzinfo=UTC)


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """Gives up on a locked file: by itself the online backup would wait for ever."""
    until = time.monotonic() + PATIENCE

    def look(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise LibraryUnusable(why="locked", name=path.name, path=str(path))

    return look
