"""A library written anew: encrypted, under another key, or plain again; checked whole before it takes its place."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from db import driver, keys
from db.backup import carry, examine
from db.driver import sqlite3
from db.errors import LibraryDamaged, LibraryUnusable
from db.faults import known, written
from db.library import look_over, sync

_LEFT = ("", "-journal", "-wal", "-shm")


def convert(source: Path, target: Path, key: keys.Key | None) -> None:
    """Write what `source` holds to a new file, encrypted by `key` or plain without one. Raises as SQLite does."""
    target.touch(mode=0o600)
    held = keys.held(keys.name_of(source))
    with closing(driver.connect_with(target, key)) as conn:
        conn.execute("ATTACH ? AS old KEY ?", (f"{source.resolve().as_uri()}?mode=ro", held.pragma if held else ""))
        marks = {one: conn.execute(f"PRAGMA old.{one}").fetchone()[0] for one in ("application_id", "user_version")}
        conn.execute("SELECT sqlcipher_export('main', 'old')").fetchall()
        for mark, number in marks.items():
            conn.execute(f"PRAGMA main.{mark} = {int(number)}")
        conn.execute("DETACH old")


def change(library: Path, key: keys.Key | None, key_file: bytes) -> None:
    """Put the library, encrypted by `key` or plain without one, in its own place in one step.

    What it held is compared first: the same counts, the same head of its history. At every moment a key file lies there
    that opens what stands there. The bytes that stood there are written over.
    Raises LibraryUnusable (`why`: locked) where anybody has it open, LibraryDamaged where it is not sound, or
    CannotWrite; the library is as it was then.
    """
    from db.whole import put

    fresh = library.with_name(f".{library.name}.{os.getpid()}.part")
    beside = keys.key_file(library)
    ahead = library.with_name(f".{library.name}.next{keys.ENDING}")
    try:
        with known(library), alone(library) as lock, written(library):
            seen = examine(library)
            if not seen.sound:
                raise LibraryDamaged(name=library.name, path=str(library), found=seen.found)
            if key is not None:
                keys.hold(key)
            convert(library, fresh, key)
            with closing(driver.connect_with(fresh, key)) as made:
                made.execute("PRAGMA journal_mode = WAL").fetchall()
            now = examine(fresh)
            if (now.sound, now.counts, now.chain) != (True, seen.counts, seen.chain):
                raise LibraryDamaged(name=fresh.name, path=str(fresh), found=now.found)
            sync(fresh)
            carry(library, library)  # a kill may have left the file that fits under the name which is written over now
            if key is not None:
                put(ahead, key_file)
            _exchange(fresh, library, lock)
            if key is not None:
                put(beside, key_file)
            else:
                beside.unlink(missing_ok=True)
            ahead.unlink(missing_ok=True)
    finally:
        for ending in _LEFT:
            with suppress(OSError):
                fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


@contextmanager
def alone(library: Path) -> Iterator[sqlite3.Connection]:
    """A lock that nobody else can have while anybody has the library open; its log is written back and gone."""
    look_over(library)
    with closing(driver.connect(library)) as conn:
        conn.execute("PRAGMA busy_timeout = 1000")
        (mode,) = conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise LibraryUnusable(why="locked", name=library.name, path=str(library))
        try:
            conn.execute("BEGIN IMMEDIATE")
            yield conn
        finally:
            with suppress(sqlite3.Error):  # closed already where it was exchanged
                conn.rollback()
                conn.execute("PRAGMA journal_mode = WAL").fetchall()


def _exchange(fresh: Path, library: Path, lock: sqlite3.Connection) -> None:
    if os.name == "nt":  # where no open file can be replaced, nor written over once it is
        lock.close()
        fresh.replace(library)
        return
    with library.open("r+b") as old:
        fresh.replace(library)
        sync(library)
        overwrite(old.fileno())
    lock.close()


def overwrite(handle: int) -> None:
    """Write noughts over all of an open file and wait for the disk. An SSD may keep the old bytes elsewhere."""
    left = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(handle, bytes(min(left, 1 << 20)))
    os.fsync(handle)


def destroy(path: Path) -> None:
    """Write over a file, then delete it. Raises LibraryUnusable."""
    with known(path):
        with path.open("r+b") as file:
            overwrite(file.fileno())
        path.unlink()
