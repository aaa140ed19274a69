"""Disks for tests: small ones that fill up, and ones that may only be read."""

import os
import shutil
import subprocess
import sys
import time
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


needs_fuse = pytest.mark.skipif(
    not Path("/dev/fuse").exists() or not shutil.which("bindfs") or os.getuid() != 0,
    reason="no network drive can be made here: it takes /dev/fuse, bindfs and root",
)


class Drive:
    """What another folder holds, through a server of its own, as sshfs and the like show what another machine holds."""

    def __init__(self, behind: Path, folder: Path) -> None:
        self.behind, self.folder = behind, folder
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Connect it; anew where its server died."""
        self.leave()
        shown = "fsname=rosa@host:,subtype=sshfs"  # what /proc/mounts then says of it
        self._server = subprocess.Popen(["bindfs", "-f", "-o", shown, str(self.behind), str(self.folder)])
        until = time.monotonic() + 10
        while not os.path.ismount(self.folder):
            if self._server.poll() is not None or time.monotonic() > until:
                pytest.skip("no network drive can be made here: bindfs does not start")
            time.sleep(0.005)

    def kill(self) -> None:
        """The server dies, and whoever has files open is not told."""
        assert self._server is not None
        self._server.kill()
        self._server.wait(10)

    def leave(self) -> None:
        """Take it down."""
        if self._server is not None:
            self.kill()
            subprocess.run(["umount", "-l", str(self.folder)], check=True, timeout=20)
            self._server = None


@contextmanager
def drive(behind: Path, folder: Path) -> Iterator[Drive]:
    """A network drive at `folder`, of what lies in the folder `behind`."""
    behind.mkdir()
    folder.mkdir()
    made = Drive(behind, folder)
    made.start()
    try:
        yield made
    finally:
        made.leave()


@contextmanager
def limited_disk(image: Path, folder: Path) -> Iterator[Path]:
    """A folder on a disk of 128 MB on which quotas are kept (btrfs: the kernel knows those of no other kind here)."""
    if not shutil.which("mkfs.btrfs"):
        pytest.skip("no disk with quotas can be made here: there is no mkfs.btrfs")
    with image.open("wb") as file:
        file.truncate(128 << 20)
    folder.mkdir()
    run("mkfs.btrfs", "--quiet", image)
    run("mount", "-o", "loop", image, folder)
    try:
        run("btrfs", "quota", "enable", folder)
        run("btrfs", "subvolume", "create", folder / "own")
        yield folder / "own"
    finally:
        subprocess.run(["umount", str(folder)], check=True, timeout=20)
