"""Sweeping up the half-written files that a killed program left beside a library, a backup, the preferences."""

import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from db import keys, recipher
from db.library import BACKUPS

_AGE = 24 * 60 * 60  # seconds: whatever is still being written is younger
_OURS = re.compile(r"\..+(\.part|\.new)(-journal|-wal|-shm|\.key)?|\.onrecord-[0-9a-f]{12}\.tmp")
"""What db.whole, db.backup and db.library call a file that they are writing: hidden, with these endings."""
_FOLDERS = re.compile(r"\.salvage[a-z0-9_]{8}")  # in which db.salvage works


def sweep(library: Path, folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Delete what is older than a day beside the library, among its backups and in `folders`; returns what went."""
    gone = []
    for folder in (library.parent, library.parent / BACKUPS, *folders):
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if _is_left(path, library):
                    with suppress(OSError):
                        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
                        gone.append(path)
    return tuple(gone)


def destroy(library: Path, before: float) -> None:
    """Write over and delete the half-written copies of this library that nobody wrote to since `before`.

    They are of a library that was plain then. To be called where nobody had it open then: whoever copies it, has.
    """
    for folder in (library.parent, library.parent / BACKUPS):
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if path.name.startswith(f".{library.stem}") and _OURS.fullmatch(path.name) and _is_file(path, before):
                    recipher.destroy(path)


def _is_left(path: Path, library: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        return _FOLDERS.fullmatch(path.name) is not None and _is_old(path, time.time() - _AGE)
    if path.name == f".{library.name}.next{keys.ENDING}" and keys.file_for(library) == path:
        return False  # the one key file that fits: a kill kept it from taking its place
    ours = _OURS.fullmatch(path.name) or path.name == f".{library.name}.next{keys.ENDING}"
    return bool(ours) and _is_old(path, time.time() - _AGE)


def _is_file(path: Path, before: float) -> bool:
    # A kill while a library was made leaves it two names: no other file of ours has any but one.
    return path.is_file() and not path.is_symlink() and os.lstat(path).st_nlink == 1 and _is_old(path, before)


def _is_old(path: Path, before: float) -> bool:
    return os.lstat(path).st_mtime < before
