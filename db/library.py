"""The library's file: made whole or not at all, looked over before it is opened for writing, brought up to date."""

import os
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db import driver, handles, keys, own
from db.driver import sqlite3
from db.errors import LibraryDamaged, LibraryTooNew, LibraryUnusable
from db.faults import known, written
from db.migrations import APPLICATION, VERSION, migrations

ENDING = ".onrecord"
BACKUPS = keys.BACKUPS
PATIENCE = driver.PATIENCE
# The log is written back every 16 MB: with SQLite's own 4 MB one edit in a hundred would wait for that.
_LOG = "wal_autocheckpoint = 4000"
QUICK = 16 * 1024 * 1024  # bytes up to which a library is checked whole on opening; beyond, db.backup.examine does it


def prepare(path: Path, key: keys.Key | None = None) -> None:
    """Make sure that a sound library of the newest schema stands at `path`.

    Makes one where there is none, encrypted where a `key` is given. Raises LibraryUnusable, LibraryDamaged,
    LibraryTooNew or LibraryLocked, and leaves the file as it is then.
    """
    with known(path):
        if not path.exists():
            _make(path, key)
            return
        if path.is_file() and os.access(path, os.R_OK) and not os.access(path, os.W_OK):
            raise LibraryUnusable(why="read_only", name=path.name, path=str(path))
        if look_over(path) < VERSION:
            _bring_up_to_date(path)


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """A connection for reading and, where `writable`, for writing. Raises what db.faults.known does."""
    with known(path):
        conn = _dressed(driver.connect(path, "rw" if writable else "ro"))
        if writable:
            # A kill while it was encrypted may have taken the log away. Where somebody holds it so, this waits.
            with suppress(sqlite3.OperationalError):
                conn.execute("PRAGMA journal_mode = WAL")
        return conn


def _dressed(conn: sqlite3.Connection) -> sqlite3.Connection:
    try:
        # On macOS alone, fsync leaves data in the drive's own memory; fullfsync does not.
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "fullfsync = ON", "recursive_triggers = ON", _LOG):
            conn.execute(f"PRAGMA {pragma}")
        return conn
    except BaseException:
        conn.close()
        raise


def look_over(path: Path, *, whole: bool = False) -> int:
    """The library's schema version, once it is known to be a sound library of ours. Reads only.

    Beyond QUICK bytes the pages are looked at only where `whole` is asked for.
    Raises LibraryUnusable(why="not_a_library" or "folder"), LibraryDamaged, LibraryTooNew or LibraryLocked.
    """
    named = {"name": path.name, "path": str(path)}
    if path.is_dir():
        raise LibraryUnusable(why="folder", **named)
    with handles.reading(path) as handle:
        head = os.read(handle, len(driver.PLAIN))
    if not head:
        raise LibraryDamaged(found=("empty",), **named)
    if head != driver.PLAIN and not keys.is_encrypted(path):
        if keys.key_file(path).exists():  # which names another key than the file does
            raise LibraryDamaged(found=("its first page",), **named)
        raise LibraryUnusable(why="not_a_library", **named)
    with closing(read_only(path)) as conn:
        application, version = _marks(conn, path)
        if application != APPLICATION:
            raise LibraryUnusable(why="not_a_library", **named)
        if version > VERSION:
            raise LibraryTooNew(version=version, newest=VERSION, **named)
        if whole or path.stat().st_size <= QUICK:
            found = tuple(row[0] for row in conn.execute("PRAGMA quick_check(10)"))
            if found != ("ok",):
                raise LibraryDamaged(found=found, **named)
        return version


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises LibraryLocked where the library's key is not held."""
    if path.with_name(path.name + "-journal").exists() and os.access(path, os.W_OK):
        # A kill in the middle of encrypting left it. Only who may write can take back what was half done.
        with closing(driver.connect(path)) as conn:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return driver.connect(path, "ro")


def dated(path: Path, folder: Path, word: str, at: datetime | None = None) -> Path:
    """A name in `folder` for a copy of the library made now: "library 2026-11-22 143105 before restore.onrecord"."""
    stamp = (at or datetime.now(UTC)).strftime("%Y-%m-%d %H%M%S")
    return folder / f"{path.stem} {stamp} {word}".strip().replace("  ", " ")


def sync(path: Path) -> None:
    """Wait until the file, and the folder's entry for it, are on the disk."""
    for one, flags in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        with suppress(PermissionError):  # Windows opens no folders
            handle = os.open(one, flags)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _marks(conn: sqlite3.Connection, path: Path) -> tuple[int, int]:
    try:
        application = conn.execute("PRAGMA application_id").fetchone()[0]
        return int(application), int(conn.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) == sqlite3.SQLITE_NOTADB:
            # It begins like a database, so it was one.
            raise LibraryDamaged(name=path.name, path=str(path), found=(str(error),)) from error
        raise


def _make(path: Path, key: keys.Key | None) -> None:
    """A new library, built beside and put in place whole. Where another process was first, theirs stands."""
    handle, name = tempfile.mkstemp(suffix=".new", prefix=f".{path.stem} ", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with known(fresh), closing(_dressed(driver.connect_with(fresh, key))) as conn:
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute(f"PRAGMA application_id = {APPLICATION}")
            _migrate(conn)
        sync(fresh)
        _put_in_place(fresh, path)
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)


def _put_in_place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        fresh.replace(path)
    sync(path)


class _DoneElsewhere(Exception):  # noqa: N818
    """Another process was first: there is no state of before left to keep."""


def _bring_up_to_date(path: Path) -> None:
    from db.backup import copy

    folder = path.parent / BACKUPS
    with written(folder):
        own.folder(folder)

    def look(copied: Path) -> None:
        if look_over(copied, whole=True) == VERSION:
            raise _DoneElsewhere

    with suppress(_DoneElsewhere):
        copy(path, dated(path, folder, "before update" + ENDING), look)
    with closing(connect(path)) as conn:
        _migrate(conn)


def _migrate(conn: sqlite3.Connection) -> None:
    """All steps in one transaction, with the number they lead to; where another process was first, none is left."""
    from sqlite_utils import Database  # a library that is up to date opens without: it takes 50 ms to load

    conn.execute("BEGIN IMMEDIATE")
    try:
        migrations().apply(Database(conn, execute_plugins=False))
        conn.execute(f"PRAGMA user_version = {VERSION}")
        conn.commit()
    except BaseException:
        conn.rollback()
        raise
