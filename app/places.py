"""Where a library lies: on this machine's own disk, or in a folder that other machines write to as well.

SQLite keeps a library whole as long as all who write to it share one machine's locks. A network drive promises those
only by name, and a program that copies files to a cloud takes the library and its log at different moments.
"""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Sharing(StrEnum):
    """Who copies or locks the folder besides this machine; the values are stable codes."""

    NETWORK = "network"
    DROPBOX = "dropbox"
    ONEDRIVE = "onedrive"
    ICLOUD = "icloud"
    GOOGLE_DRIVE = "google_drive"
    NEXTCLOUD = "nextcloud"
    BOX = "box"
    SYNCTHING = "syncthing"


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder that others write to: through what, and which folder it is."""

    by: Sharing
    folder: Path


_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "gfs2"),
        *("ocfs2", "webdav", "davfs", "fuse.davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
        *("fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "vboxsf"),
        *("fuse.vmhgfs-fuse", "prl_fs", "afpfs", "coda"),
    )
)
# A folder's name, in lower case, begins so: "OneDrive - Newsroom", "Dropbox (Personal)".
_NAMES: tuple[tuple[str, Sharing], ...] = (
    ("dropbox", Sharing.DROPBOX),
    ("onedrive", Sharing.ONEDRIVE),
    ("mobile documents", Sharing.ICLOUD),
    ("com~apple~clouddocs", Sharing.ICLOUD),
    ("icloud drive", Sharing.ICLOUD),
    ("iclouddrive", Sharing.ICLOUD),
    ("google drive", Sharing.GOOGLE_DRIVE),
    ("googledrive", Sharing.GOOGLE_DRIVE),
    ("my drive", Sharing.GOOGLE_DRIVE),
    ("nextcloud", Sharing.NEXTCLOUD),
    ("owncloud", Sharing.NEXTCLOUD),
    ("box sync", Sharing.BOX),
    ("box-box", Sharing.BOX),
)
_ENDS = (" ", "(", "-", "_")  # what may follow the name of a cloud's folder; "dropboxes" is somebody's own word
# A file or folder that a program leaves in the folder it copies.
_TRACES: tuple[tuple[str, Sharing], ...] = (
    (".dropbox", Sharing.DROPBOX),
    (".stfolder", Sharing.SYNCTHING),
    (".sync_folder", Sharing.NEXTCLOUD),
    (".owncloudsync.log", Sharing.NEXTCLOUD),
)


def shared(
    library: Path, mounts: Path = Path("/proc/mounts"), environ: Mapping[str, str] | None = None
) -> Shared | None:
    """Through what others may write to the library's folder; None where it is this machine's own, or nothing tells.

    `environ` may hold OneDrive's own word for its folder, as Windows does. Never raises.
    """
    try:
        place = library.resolve().parent
    except (OSError, RuntimeError):
        return None
    return _by_environment(place, environ or {}) or _by_name(place) or _by_trace(place) or _by_mount(place, mounts)


def _by_environment(place: Path, environ: Mapping[str, str]) -> Shared | None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        folder = environ.get(name)
        if folder and place.is_relative_to(folder):
            return Shared(Sharing.ONEDRIVE, Path(folder))
    return None


def _by_name(place: Path) -> Shared | None:
    for folder in (place, *place.parents):
        name = folder.name.lower()
        for begins, by in _NAMES:
            if name == begins or (name.startswith(begins) and name[len(begins)] in _ENDS):
                return Shared(by, folder)
    return None


def _by_trace(place: Path) -> Shared | None:
    for folder in (place, *place.parents):
        for trace, by in _TRACES:
            # Dropbox keeps its own settings in a folder of that name in the user's home.
            with suppress(OSError):  # a drive that is gone has none
                if (folder / trace).exists() and not (by is Sharing.DROPBOX and (folder / trace).is_dir()):
                    return Shared(by, folder)
    return None


def _by_mount(place: Path, mounts: Path) -> Shared | None:
    if sys.platform == "win32":
        return Shared(Sharing.NETWORK, Path(place.anchor)) if _is_remote(place.anchor) else None
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    inside = [(folder, kind) for folder, kind in _mounted(lines) if place.is_relative_to(folder)]
    if not inside:
        return None
    # The last of the longest: a later mount hides an earlier one on the same folder.
    folder, kind = max(enumerate(inside), key=lambda one: (len(one[1][0].parts), one[0]))[1]
    return Shared(Sharing.NETWORK, folder) if kind in _NETWORK else None


def _mounted(lines: Iterable[str]) -> Iterable[tuple[Path, str]]:
    for line in lines:
        parts = line.split(" ")
        if len(parts) > 2:
            yield Path(_unescaped(parts[1])), parts[2]


def _unescaped(name: str) -> str:
    for octal, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(octal, letter)
    return name


def _is_remote(anchor: str) -> bool:
    if anchor.startswith("\\\\"):
        return True
    import ctypes

    drives: Any = getattr(ctypes, "windll", None)
    return drives is not None and drives.kernel32.GetDriveTypeW(anchor) == 4  # DRIVE_REMOTE
