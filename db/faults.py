"""What SQLite and the system report, as known problems. Whatever is not the environment's doing passes through."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.driver import sqlite3
from db.errors import CannotWrite, KnownProblem, LibraryDamaged, LibraryUnusable

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
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "missing",
    errno.ENOENT: "missing",
}
# Of a network drive that went away, each system and each kind of drive says something else; not every one knows all.
_GONE = ("ENOTCONN", "ESTALE", "ENODEV", "ENXIO", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT")
_ERRNO |= {getattr(errno, name): "unreachable" for name in _GONE if hasattr(errno, name)}
_OF_A_FILE = {errno.ETXTBSY: "locked", errno.ENAMETOOLONG: "name_too_long"}


_WRITING = frozenset(
    (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
)
_SPARE = 64 * 1024  # bytes; with less than that free, a write that failed failed for want of room


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
        raise LibraryUnusable(why=why(error), name=path.name, path=str(path)) from error


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Raise CannotWrite, naming the file, where a copy cannot be written there; what else goes wrong passes through."""
    try:
        yield
    except sqlite3.Error as error:
        primary = (_code(error) or 0) & 0xFF
        if primary not in _WRITING:
            raise
        code = _closer(_WHY[primary], path)
        raise CannotWrite(why="failed" if code == "disk" else code, name=path.name, path=str(path)) from error
    except OSError as error:
        code = "exists" if is_folder(path) else _OF_A_FILE.get(error.errno or 0) or why(error)
        raise CannotWrite(why="failed" if code == "disk" else code, name=path.name, path=str(path)) from error


def stands(library: Path) -> bool:
    """Whether there is a library of that name. Raises LibraryUnusable where its drive cannot be reached."""
    with known(library):
        return library.exists()


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; not where that cannot be told: a name too long, a link in a circle."""
    try:
        return path.is_dir()
    except OSError:
        return False


def why(error: OSError) -> str:
    """What the system reports, as a code: full, read_only, permission, folder, missing, unreachable or disk."""
    return _ERRNO.get(error.errno or 0, "disk")


# What an online backup fails with bears no code in SQLCipher's driver, and what sqlcipher_export does bears that of any
# error: only SQLite's own words tell what it is.
_SAID = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database is locked": sqlite3.SQLITE_BUSY,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
}


def _code(error: sqlite3.Error) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return _SAID.get(str(error), code) if code in (None, sqlite3.SQLITE_ERROR) else code


def _problem(error: sqlite3.Error, path: Path) -> KnownProblem | None:
    code = _code(error)
    if code is None:
        return None
    primary = code & 0xFF  # the rest of an extended code says where, not what
    if primary == sqlite3.SQLITE_CORRUPT:
        return LibraryDamaged(name=path.name, path=str(path), found=(str(error),))
    said = _WHY.get(primary)
    return LibraryUnusable(why=_closer(said, path), name=path.name, path=str(path)) if said else None


def _closer(code: str, path: Path) -> str:
    """What SQLite calls a fault of the disk, or cannot open, may be so for want of room, or since the drive is gone."""
    if code not in ("disk", "permission"):
        return code
    try:
        if code == "disk" and shutil.disk_usage(path.parent).free < _SPARE:
            return "full"
        with tempfile.TemporaryFile(dir=path.parent) as probe:  # a disk may have room, and none for this user
            probe.write(bytes(_SPARE))
    except OSError as error:
        return found if (found := why(error)) in ("full", "missing", "unreachable") else code
    return code
