"""Reading a library's bytes beside SQLite.

On POSIX a process that closes a file loses all locks it has on it, those of SQLite's connections too (SQLite, How To
Corrupt, 2.2). So what is opened here while a connection is open on the same file is only closed after the last of them.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

File = tuple[int, int]  # the device and the number of a file, whatever it is called

_connections: Counter[File] = Counter()
_waiting: dict[File, list[int]] = {}  # handles that nobody reads any more
_changing = Lock()


def opened(path: Path) -> File:
    """Note that a connection is open on the file that stands there. Returns what `closed` is to be told."""
    with _changing:
        file = _file(path.stat())
        _connections[file] += 1
        return file


def closed(file: File) -> None:
    """Note that it was closed; with the last one go the handles that waited for that."""
    with _changing:
        _connections[file] -= 1
        if _connections[file] <= 0:
            del _connections[file]
            for handle in _waiting.pop(file, ()):
                os.close(handle)


@contextmanager
def reading(path: Path) -> Iterator[int]:
    """A handle to read the file from its beginning. Raises OSError."""
    with _changing:
        handle, file = _handle(path)
        _connections[file] += 1  # until it is let go of here, so that it is not closed meanwhile
    try:
        yield handle
    finally:
        with _changing:
            _waiting.setdefault(file, []).append(handle)
        closed(file)


def _handle(path: Path) -> tuple[int, File]:
    """One that waits, else a new one."""
    file = _file(path.stat())
    if waiting := _waiting.get(file):
        handle = waiting.pop()
        os.lseek(handle, 0, os.SEEK_SET)
        return handle, file
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    return handle, _file(os.fstat(handle))


def _file(found: os.stat_result) -> File:
    return found.st_dev, found.st_ino
