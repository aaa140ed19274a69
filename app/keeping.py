"""Keeping a library safe: backups by name or by day, putting one back, and a look at whether all is in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import secrets
from app.project import Project
from db import backup as copies
from db import own
from db import salvage as saving
from db.chain import ChainReport
from db.errors import KnownProblem, LibraryDamaged
from db.faults import stands, written
from db.library import BACKUPS, ENDING, dated
from db.library import look_over as look
from db.salvage import Salvaged


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


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that lies beside the library. `kind`: daily, by_hand, before_update, before_restore or before_move.

    `at` is UTC, "2026-11-22T14:31:05Z". The counts are None where the copy cannot be opened.
    """

    path: Path
    kind: str
    at: str
    size: int
    articles: int | None
    quotes: int | None
    edits: int | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """The library holds far less than its last daily backup. `code`: history_shrank, articles_fell or quotes_fell."""

    code: str
    before: int
    now: int
    backup: Path


@dataclass(frozen=True, slots=True)
class Day:
    """What the day's backup came to: `made` is None where there was one already."""

    made: Backup | None
    alarm: Alarm | None


def backups(library: Path) -> tuple[Kept, ...]:
    """The copies beside this library with what is in each, newest first. Opens each: for a job."""
    return tuple(_kept(path, library) for path in copies.kept(library))


def _kept(path: Path, library: Path) -> Kept:
    stamp = copies.made_at(path, library)
    at = f"{stamp[:10]}T{stamp[11:13]}:{stamp[13:15]}:{stamp[15:17]}Z"
    kind = path.stem[len(library.stem) + len(stamp) + 2 :].replace(" ", "_")
    try:
        size = path.stat().st_size
        many = copies.counts(path)
    except (KnownProblem, OSError):
        return Kept(path, kind, at, 0, None, None, None)
    return Kept(path, kind, at, size, many["articles"], many["quotes"], many["history"])


def daily(library: Path) -> Day:
    """The day's backup, where none was made yet; for a job at start. Raises CannotWrite, LibraryUnusable or -Damaged.

    Where the library holds suddenly far less than before, the older backups are all kept.
    """
    raised = alarm(library)
    made = copies.daily(library, thinned=raised is None)
    return Day(_backup(made) if made else None, raised)


def alarm(library: Path) -> Alarm | None:
    """Whether the library holds far less than its newest daily backup, though nobody restored an older one since.

    History is only ever added to, so one edit fewer is reason enough; articles or quotes must have fallen by half, and
    by ten at least. Raises LibraryUnusable or LibraryDamaged.
    """
    last = next((one for one in copies.daily_backups(library) if _counts(one)), None)
    if last is None:
        return None
    made = copies.made_at(last, library)
    if any(one.name.endswith("before restore" + ENDING) and copies.made_at(one, library) >= made
           for one in copies.kept(library)):  # fmt: skip
        return None
    before, now = _counts(last), copies.counts(library)
    if now["history"] < before["history"]:
        return Alarm("history_shrank", before["history"], now["history"], last)
    for table in ("articles", "quotes"):
        if before[table] - now[table] >= _FALL and now[table] * 2 <= before[table]:
            return Alarm(f"{table}_fell", before[table], now[table], last)
    return None


_FALL = 10  # rows; fewer than that a person may well take out in a day


def _counts(path: Path) -> Mapping[str, int]:
    try:
        return copies.counts(path)
    except KnownProblem:
        return {}


def newest_good(library: Path) -> Path | None:
    """The newest copy beside the library that is sound from end to end; None where there is none. Takes its time."""
    for path in copies.kept(library):
        try:
            if copies.examine(path).sound:
                return path
        except KnownProblem:
            continue
    return None


def salvage(library: Path, target: Path, who: str) -> Salvaged:
    """Put what can be read of a damaged library into a new one. Raises CannotWrite, LibraryUnusable or -Damaged."""
    return saving.salvage(library, target, who)


def backup(library: Path, target: Path | None = None) -> Backup:
    """Copy the library to `target`, else beside the daily backups, and check the copy.

    Raises CannotWrite, LibraryUnusable or LibraryDamaged, and writes nothing then.
    """
    target = target or _by_hand(library)
    return _backup(copies.backup(library, target))


def _backup(made: copies.BackupReport) -> Backup:
    return Backup(made.path, made.counts["articles"], made.counts["quotes"], made.at)


def _by_hand(library: Path) -> Path:
    folder = library.parent / BACKUPS
    with written(folder):
        own.folder(folder)
    return copies.unused(library, "by hand" + ENDING)


def name_by_hand(library: Path) -> str:
    """A file's name for a copy made now."""
    return dated(library, library.parent, "by hand" + ENDING).name


def newest_backup(library: Path) -> Path | None:
    """The newest copy that somebody, or the day, made of this library; None where there is none. Opens nothing."""
    made = (one for one in copies.kept(library) if one.stem.endswith(("daily", "by hand")))
    return max(made, key=lambda one: one.stat().st_mtime, default=None)


def look_over(library: Path) -> None:
    """See whether the pages of a library hold together, however large it is. Raises LibraryDamaged; for a job."""
    look(library, whole=True)


def verify(library: Path) -> ChainReport:
    """Whether the history is whole, however long it is; for a job. Raises as Project.look does."""
    with Project.look(library) as project:
        return project.verify()


def restore(source: Path, library: Path) -> Path | None:
    """Make the library what `source` holds; returns where the present one is kept, None where there was none."""
    with written(library):
        own.folder(library.parent)
    return copies.restore(source, library)


def examine(library: Path) -> Examination:
    """Look the library and the keychain over, changing nothing."""
    keychain = secrets.available()
    if not stands(library):
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
