"""Moving a library: a checked copy goes there, the file that stood here is put among the backups, a note says where.

At every moment one whole library is the one that is opened: until the former file gives up its name that one, from then
on the copy, which the note beside the former place leads to, whatever still names that place.
"""

import os
from contextlib import suppress
from pathlib import Path

from db import backup as copies
from db import keys, own
from db.errors import CannotWrite, LibraryDamaged, LibraryUnusable
from db.faults import known, written
from db.library import BACKUPS, ENDING, sync
from db.recipher import alone
from db.whole import put

NOTE = ".moved.txt"  # after the former file's name; it holds the new place, in a line
_MOST = 32_768  # bytes of a note


def move(library: Path, target: Path) -> Path:
    """Let the library lie at `target`; returns where its former file is kept, among the backups beside its old place.

    Nobody may have it open. The copy is opened and compared before the former file gives up its name. Raises
    CannotWrite (`why`: taken, or what else hinders), LibraryUnusable (`why`: locked where somebody has it open),
    LibraryDamaged or LibraryLocked; the library is then where it was.
    """
    if target.exists() or keys.key_file(target).exists():
        raise CannotWrite(why="taken", name=target.name, path=str(target))
    folder = library.parent / BACKUPS
    with written(folder):
        own.folder(folder)
    aside = copies.unused(library, "before move" + ENDING)
    with known(library), alone(library) as lock, written(target):
        before, made = copies.examine(library), copies.backup(library, target)
        if (before.sound, before.counts, before.chain.head) != (True, made.counts, made.head):
            target.unlink()
            raise LibraryDamaged(name=library.name, path=str(library), found=before.found)
        _note(target).unlink(missing_ok=True)
        copies.carry(library, aside)
        put(_note(library), f"{target.resolve()}\n".encode("utf-8", "surrogateescape"))
        if os.name == "nt":  # where no open file can be renamed
            lock.close()
        library.replace(aside)
        own.close(aside)
        sync(aside)
        sync(_note(library))
        keys.key_file(library).unlink(missing_ok=True)
        lock.close()
    return aside


def carry_backups(former: Path, library: Path) -> int:
    """Let the backups beside the former place lie beside the library; returns how many went.

    Each is whole at one of the two places at every moment, so that this can be called again after a kill. Raises
    CannotWrite or LibraryUnusable; what did not go stays where it is.
    """
    folder = library.parent / BACKUPS
    with written(folder):
        own.folder(folder)
    gone = 0
    for path in copies.kept(former):
        there = folder / (library.stem + path.name[len(former.stem) :])
        if there != path and not there.exists():
            with known(path), written(there):
                copies.carry(path, there)
                _take(path, there)
                own.close(there)
                beside = keys.key_file(path)
                if beside != keys.key_file(there):
                    beside.unlink(missing_ok=True)
            gone += 1
    return gone


def whereabouts(library: Path) -> Path:
    """Where the library lies that was at this place: what the notes lead to, or the place itself where there is none.

    Raises LibraryUnusable (`why`: missing) where it was moved to a place that cannot be reached now.
    """
    place, passed = library, {library}
    while not place.exists() and (further := _noted(place)) is not None and further not in passed:
        passed.add(place := further)
    if len(passed) > 1 and not place.exists():
        raise LibraryUnusable(why="missing", name=str(place), path=str(place))
    return place


def begin_anew(library: Path) -> None:
    """Somebody wants a new library where one was moved away from: the note leads nowhere any more."""
    with suppress(OSError):
        _note(library).unlink(missing_ok=True)


def _noted(library: Path) -> Path | None:
    """Where the note beside a former place says that the library went; None where there is none."""
    try:
        with _note(library).open("rb") as note:
            said = note.read(_MOST).decode("utf-8", "surrogateescape").strip()
    except OSError:
        return None
    return Path(said) if said and "\0" not in said else None


def _note(library: Path) -> Path:
    return library.with_name(library.name + NOTE)


def _take(path: Path, there: Path) -> None:
    """Rename the file; to another disk it is copied whole first."""
    with suppress(OSError):
        path.rename(there)
        return
    partial = there.with_name(f".{there.name}.{os.getpid()}.part")
    try:
        own.copy(path, partial)
        sync(partial)
        partial.replace(there)
        sync(there)
        path.unlink()
    finally:
        partial.unlink(missing_ok=True)
