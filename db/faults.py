"""What SQLite and the system report, as known problems. Whatever is not the environment's doing passes through."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import KnownProblem, LibraryDamaged, LibraryUnusable

_WHY = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_NOTADB: "not_a_library",
    sqlite3.SQLITE_PERM: "permission",
    sqlite3.SQLITE_AUTH: "permission",
    sqlite3.SQLITE_CANTOPEN: "permission",
    sqlite3.SQLITE_IOERR: "disk",
}
_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "missing",
    errno.ENOENT: "missing",
}


@contextmanager
def known(path: Path) -> Iterator[None]:
    """Raise LibraryUnusable or LibraryDamaged, naming the file, where the environment is at fault."""
    try:
        yield
    except sqlite3.Error as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        why = _ERRNO.get(error.errno or 0, "disk")
        raise LibraryUnusable(why=why, name=path.name, path=str(path)) from error


def _problem(error: sqlite3.Error, path: Path) -> KnownProblem | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the rest of an extended code says where, not what
    if primary == sqlite3.SQLITE_CORRUPT:
        return LibraryDamaged(name=path.name, path=str(path), found=(str(error),))
    why = _WHY.get(primary)
    return LibraryUnusable(why=why, name=path.name, path=str(path)) if why else None
