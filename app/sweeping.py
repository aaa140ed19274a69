"""Sweeping up the half-written files that a killed program left beside a library, a backup, the preferences."""

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from db.library import BACKUPS

_AGE = 24 * 60 * 60  # seconds: whatever is still being written is younger
_OURS = re.compile(r"\..+(\.part|\.new)(-journal|-wal|-shm)?|\.onrecord-[0-9a-f]{12}\.tmp")
"""What db.whole, db.backup, db.library and app.sheets call a file that they are writing: hidden, with these endings."""


def sweep(library: Path, folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Delete what is older than a day beside the library, among its backups and in `folders`; returns what went."""
    gone = []
    for folder in (library.parent, library.parent / BACKUPS, *folders):
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if _OURS.fullmatch(path.name) and _left(path):
                    with suppress(OSError):
                        path.unlink()
                        gone.append(path)
    return tuple(gone)


def _left(path: Path) -> bool:
    found = os.lstat(path)
    return not path.is_dir() and time.time() - found.st_mtime > _AGE
