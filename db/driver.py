"""The one SQLite of this program: SQLCipher's, for plain libraries as for encrypted ones.

Two SQLites in one process must never open the same file: when one of them closes it, the system drops the locks that
the other holds. docs/decisions/0009-one-driver.md has the reasons and the figures.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db import handles, keys
from db.errors import LibraryLocked

if TYPE_CHECKING:
    import sqlite3  # noqa: TID251 the types are the same, and SQLCipher's come without any
else:
    import sqlcipher3
    from sqlcipher3 import dbapi2 as sqlite3

    # sqlite-utils takes the driver of this name, where there is one, for the exceptions that it catches.
    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = sqlite3

__all__ = ["PATIENCE", "PLAIN", "connect", "connect_with", "snapshot", "sqlite3"]

PATIENCE = 5.0  # seconds to wait for another program's lock
PLAIN = b"SQLite format 3\x00"


class _Connection(sqlite3.Connection):
    """A connection that says for how long the file must not be closed beside it."""

    _file: tuple[int, int] | None = None
    _path = Path()

    def of(self, path: Path) -> None:
        """It is open on the file that stands there."""
        self._path, self._file = path, handles.opened(path)

    def close(self) -> None:
        """Let go of the file; twice is harmless.

        What was opened on a drive that went away and came back is left as it is until the process ends: SQLite tells
        files apart by their number alone, takes the one that stands there now for its own, and would delete its log,
        with the edits that others wrote to it.
        """
        if self._file is not None and _came_back(self._path, self._file):
            import ctypes

            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self))  # or it would be closed with the last that knows it
            self._file = None
            return
        super().close()
        file, self._file = self._file, None
        if file is not None:
            handles.closed(file)


def _came_back(path: Path, file: handles.File) -> bool:
    """Whether the same file stands there, but on what the system takes for another device."""
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_ino == file[1] and found.st_dev != file[0]


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection: `mode` is "ro", "rw" or "rwc". A library that is encrypted opens by the key held for it.

    Raises LibraryLocked where that key is not held in this run; otherwise as SQLite does.
    """
    head = keys.name_of(path)
    key = None if head in (b"", PLAIN) else keys.held(head)
    if key is None and keys.is_encrypted(path):
        raise LibraryLocked(name=path.name, path=str(path))
    return connect_with(path, key, mode)


def connect_with(path: Path, key: keys.Key | None, mode: str = "rw") -> sqlite3.Connection:
    """A connection by this key; by none to a plain file."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=PATIENCE, factory=_Connection)
    try:
        conn.of(path)
        # Of a key that does not fit, SQLCipher would write to standard error.
        conn.execute("PRAGMA cipher_log_level = NONE")
        # Processors have SHA-256 built in, and not SHA-512, SQLCipher's own choice: whole files are read twice as fast.
        conn.execute("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256")
        if key is not None:
            conn.execute(f'PRAGMA key = "{key.pragma}"')
            conn.execute("PRAGMA cache_size = -65536")  # a page that is kept need not be decrypted again
        conn.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        conn.close()
        raise
    return conn


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """All that is read within is of one moment, whoever writes meanwhile."""
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.rollback()  # nothing was written
