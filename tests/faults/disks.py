"""Disks for tests: small ones that fill up, and ones that may only be read."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

needs_mounts = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.getuid() != 0, reason="only root may mount a disk"
)


def run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=20)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


@contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own of that size, in memory."""
    folder.mkdir()
    run("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, timeout=20)


def read_only(folder: Path, yes: bool = True) -> None:
    run("mount", "-o", "remount,ro" if yes else "remount,rw", folder)


def fill(folder: Path, but: int = 0) -> Path:
    """A file that takes up all the room on the disk but so many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - but))
    return ballast


def everything(folder: Path) -> dict[str, bytes]:
    """Each file in the folder and what it holds, without the memory that open windows of a library share."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }
