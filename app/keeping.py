"""Keeping a library safe: backups by name or by day, putting one back, and a look at whether all is in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import secrets
from db import backup as copies
from db.errors import LibraryDamaged
from db.faults import written
from db.library import BACKUPS, ENDING


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was opened and checked after writing."""

    path: Path
    articles: int
    quotes: int
    at: str


@dataclass(frozen=True, slots=True)
class Examination:
    """Whether a library is in order. `found` are the complaints of the integrity check."""

    exists: bool
    file_sound: bool
    history_intact: bool
    articles: int
    quotes: int
    edits: int
    found: tuple[str, ...]
    keychain: bool

    @property
    def sound(self) -> bool:
        """True where neither file nor history is damaged."""
        return self.file_sound and self.history_intact


def backup(library: Path, target: Path | None = None) -> Backup:
    """Copy the library to `target`, else beside the daily backups, and check the copy.

    Raises LibraryUnusable or LibraryDamaged, and writes nothing then.
    """
    target = target or _by_hand(library)
    made = copies.backup(library, target)
    return Backup(made.path, made.counts["articles"], made.counts["quotes"], made.at)


def _by_hand(library: Path) -> Path:
    folder = library.parent / BACKUPS
    with written(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{library.stem} {datetime.now():%Y-%m-%d %H%M%S} by hand{ENDING}"


def restore(source: Path, library: Path) -> Path | None:
    """Make the library what `source` holds; returns where the present one is kept, None where there was none."""
    with written(library):
        library.parent.mkdir(parents=True, exist_ok=True)
    return copies.restore(source, library)


def examine(library: Path) -> Examination:
    """Look the library and the keychain over, changing nothing."""
    keychain = secrets.available()
    if not library.exists():
        return Examination(False, True, True, 0, 0, 0, (), keychain)
    try:
        seen = copies.examine(library)
    except LibraryDamaged as damaged:
        complaints = damaged.values.get("found", ())
        found = tuple(map(str, complaints)) if isinstance(complaints, (tuple, list)) else ()
        return Examination(True, False, False, 0, 0, 0, found, keychain)
    counts: Mapping[str, int] = seen.counts
    return Examination(
        True, not seen.found, seen.chain.intact, counts["articles"], counts["quotes"], counts["history"],
        seen.found, keychain,
    )  # fmt: skip
