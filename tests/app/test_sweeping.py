"""What a killed program left half written is swept up a day later; nothing else is."""

import os
import time
from pathlib import Path

import pytest

from app import sweeping
from app.project import Project
from db import backup
from tests.faults.conftest import Nursery, nursery

__all__ = ["nursery"]

OURS = (
    ".library.onrecord.4711.part",
    ".library.onrecord.4711.part-journal",
    ".library 1a2b3c.new",
    ".library 1a2b3c.new-wal",
    ".settings.json.k3j4.part",
    ".onrecord-0123456789ab.tmp",
)
THEIRS = ("library.onrecord", "notes.part", "film.new", ".hidden", ".part", "my.new", ".cache.tmp", ".onrecord-x.tmp")


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


def test_what_a_kill_leaves_behind_is_known_for_ours(
    nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, acknowledged = tmp_path / "library.onrecord", tmp_path / "acknowledged"
    Project.open(library, lambda _: "").close()
    (tmp_path / "backups").mkdir()
    for _ in nursery.rounds(acknowledged, 6):
        nursery.kill("back_up", library, acknowledged, tmp_path / "backups")
    monkeypatch.setattr(sweeping, "_AGE", -1)
    sweeping.sweep(library)
    for folder in (tmp_path, tmp_path / "backups"):
        assert not [one for one in folder.glob(".*") if one.is_file()]
    copies = list((tmp_path / "backups").iterdir())
    assert copies
    assert all(backup.examine(copy).sound for copy in copies)
