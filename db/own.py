"""Files and folders that only their owner may enter or read, whatever the umask says. On Windows the profile's own
rights do that.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700


def folder(path: Path) -> None:
    """Make the folder, and those above it that are missing, for their owner alone. One that is there stays as it is.

    Raises OSError.
    """
    for one in reversed((path, *path.parents)):
        if not one.is_dir():
            one.mkdir(mode=_FOLDER, exist_ok=True)


def fresh(path: Path) -> None:
    """Have an empty file there, or what is left of one, that its owner alone may read, before anything is written."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _FILE))
    close(path)


def close(path: Path) -> None:
    """Close a file that is there to everybody else; left alone where the disk knows no such thing."""
    with suppress(OSError):
        path.chmod(_FILE)


def copy(source: Path, target: Path) -> None:
    """Copy a file's bytes and times to one that its owner alone may read. Raises OSError."""
    fresh(target)
    shutil.copyfile(source, target)
    was = source.stat()
    os.utime(target, ns=(was.st_atime_ns, was.st_mtime_ns))
