"""What a killed program left half written is swept up a day later; nothing else is."""

import os
import time
from pathlib import Path

import pytest

from app import edits, encryption, sweeping
from app.project import Project
from db import backup, keys
from tests import builders
from tests.faults.conftest import Nursery, nursery

__all__ = ["nursery"]

OURS = (
    ".library.onrecord.4711.part",
    ".library.onrecord.4711.part-journal",
    ".library 1a2b3c.new",
    ".library 1a2b3c.new-wal",
    ".library.onrecord.4711.part.key",
    ".library.onrecord.next.key",
    ".settings.json.k3j4.part",
    ".onrecord-0123456789ab.tmp",
)
THEIRS = (
    *("library.onrecord", "library.onrecord.key", ".other.key", "notes.part", "film.new", ".hidden", ".part", "my.new"),
    *(".cache.tmp", ".onrecord-x.tmp", ".salvage"),
)


def made(folder: Path, name: str, days: float = 2) -> Path:
    path = folder / name
    path.write_bytes(b"half")
    old = time.time() - days * 24 * 60 * 60
    os.utime(path, (old, old))
    return path


def test_what_is_ours_and_old_goes_and_nothing_else(tmp_path: Path) -> None:
    library, backups, state = tmp_path / "library.onrecord", tmp_path / "backups", tmp_path / "state"
    for folder in (backups, state):
        folder.mkdir()
    old = {made(folder, name) for folder in (tmp_path, backups, state) for name in OURS}
    stays = [made(folder, name) for folder in (tmp_path, backups, state) for name in THEIRS]
    fresh = made(tmp_path, ".library.onrecord.4712.part", days=0.5)
    (tmp_path / ".folder.part").mkdir()
    assert set(sweeping.sweep(library, [state, tmp_path / "none"])) == old
    assert all(path.exists() for path in (*stays, fresh, tmp_path / ".folder.part"))
    assert sweeping.sweep(library, [state]) == ()


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"x")
    link = tmp_path / ".library.onrecord.1.part"
    link.symlink_to(tmp_path / "precious")
    old = time.time() - 9e5
    os.utime(link, (old, old), follow_symlinks=False)
    assert sweeping.sweep(tmp_path / "library.onrecord") == (link,)
    assert (tmp_path / "precious").exists()


def test_the_one_key_file_that_fits_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill between the exchange of the library and that of its key file leaves it under another name."""
    library, ahead = tmp_path / "library.onrecord", tmp_path / ".library.onrecord.next.key"
    encryption.create(library, builders.PASSPHRASE, in_keychain=False)
    keys.key_file(library).rename(ahead)
    monkeypatch.setattr(sweeping, "_AGE", -1)
    assert sweeping.sweep(library) == ()
    encryption.lock(library)
    encryption.unlock(library, builders.PASSPHRASE)
    keys.key_file(library).write_bytes(ahead.read_bytes())
    assert sweeping.sweep(library) == (ahead,)


@pytest.mark.parametrize("job", ["back_up", "save", "open_it", "export", "restore", "prefer", "encrypt", "to_and_fro"])
def test_what_a_kill_leaves_behind_is_known_for_ours(
    nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    library, acknowledged = tmp_path / "desk" / "library.onrecord", tmp_path / "acknowledged"
    target, given = full(library, tmp_path / "copy.onrecord", job)
    for n in nursery.rounds(acknowledged, 6):
        if job == "open_it":
            target = library.with_name(f"{n}.onrecord")
        nursery.kill(job, target, acknowledged, *given)
    monkeypatch.setattr(sweeping, "_AGE", -1)
    sweeping.sweep(library, [library.parent / "aside"])
    assert {one.name for one in library.parent.rglob(".*")} <= {".library.onrecord.next.key"}
    for one in library.parent.rglob("*.onrecord"):
        if encryption.is_locked(one):
            encryption.unlock(one, builders.PASSPHRASE)
        assert backup.examine(one).sound


def full(library: Path, copy: Path, job: str) -> tuple[Path, list[Path]]:
    """What the job is given, a library with something in it mostly."""
    aside = library.parent / "aside"
    for folder in (library.parent / "backups", aside):
        folder.mkdir(parents=True)
    with Project.open(library, lambda _: "") as project:
        for n in range(4):
            article = builders.article(headline=str(n))
            original = builders.original(bytes(60_000) + bytes([n]))
            project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])
    given = {"back_up": [aside], "save": [aside], "export": [aside], "restore": [copy]}
    backup.backup(library, copy)
    return aside / "settings.json" if job == "prefer" else library, given.get(job, [])
