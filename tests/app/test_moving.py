"""Moving a library: one lives afterwards, whatever names the former place leads to it, its backups come along."""

from pathlib import Path

import pytest

from app import edits, encryption, keeping, moving
from app.project import Project
from db import keys
from db.backup import kept
from db.errors import CannotWrite, LibraryUnusable
from tests import builders


def filled(path: Path) -> Path:
    with Project.open(path) as project:
        project.apply(edits.add_article(builders.article(), (), who="Rosa"))
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    return filled(tmp_path / "old" / "library.onrecord")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "new" / "newsroom.onrecord"


def headlines(path: Path) -> list[str]:
    with Project.open(path) as project:
        return [one.headline for one in project.articles()]


def test_one_library_lives_and_the_former_place_leads_to_it(library: Path, target: Path) -> None:
    held = headlines(library)
    aside = moving.move(library, target)
    assert not library.exists() and not library.with_name("library.onrecord-wal").exists()
    assert moving.whereabouts(library) == target
    assert headlines(target) == headlines(aside) == held
    assert str(target) in (library.parent / "library.onrecord.moved.txt").read_text("utf-8")


def test_its_backups_come_along_and_can_be_restored(library: Path, target: Path) -> None:
    keeping.backup(library)
    moving.move(library, target)
    assert moving.carry_backups(library, target) == 2
    assert kept(library) == () and len(kept(target)) == 2
    assert {one.kind for one in keeping.backups(target)} == {"by_hand", "before_move"}
    assert moving.carry_backups(library, target) == 0


def test_back_to_where_it_was(library: Path, target: Path) -> None:
    moving.move(library, target)
    moving.move(target, library)
    assert moving.whereabouts(target) == moving.whereabouts(library) == library
    assert headlines(library)


def test_nothing_is_moved_over_anything_or_while_somebody_has_it_open(library: Path, target: Path) -> None:
    target.write_bytes(b"")
    with pytest.raises(CannotWrite, match="taken"):
        moving.move(library, target)
    target.unlink()
    with Project.open(library), pytest.raises(LibraryUnusable) as told:
        moving.move(library, target)
    assert told.value.values["why"] == "locked"
    assert not target.exists() and headlines(library)
    with pytest.raises(CannotWrite):
        moving.move(library, target.parent / "nowhere" / "x.onrecord")
    assert headlines(library) and moving.whereabouts(library) == library


def test_a_place_that_cannot_be_reached_is_told_and_no_empty_library_made(library: Path, target: Path) -> None:
    moving.move(library, target)
    target.rename(target.with_name("unplugged.onrecord"))
    with pytest.raises(LibraryUnusable) as told:
        moving.whereabouts(library)
    assert (told.value.values["why"], told.value.values["path"]) == ("missing", str(target))
    moving.begin_anew(library)
    assert moving.whereabouts(library) == library


@pytest.mark.parametrize("note", ["", "\0", "relative", "\udcff"])
def test_a_note_that_somebody_damaged_leads_to_nothing_made_up(library: Path, note: str) -> None:
    library.unlink()
    library.with_name(library.name + moving.NOTE).write_bytes(note.encode("utf-8", "surrogateescape"))
    try:
        assert moving.whereabouts(library) == library
    except LibraryUnusable as told:
        assert told.values["why"] == "missing"


def test_an_encrypted_one_takes_its_key_file_along(library: Path, target: Path) -> None:
    encryption.encrypt(library, builders.PASSPHRASE, in_keychain=False)
    held = headlines(library)
    aside = moving.move(library, target)
    moving.carry_backups(library, target)
    assert not [*library.parent.rglob("*" + keys.ENDING)]
    encryption.lock(target)
    encryption.unlock(target, builders.PASSPHRASE)
    assert headlines(target) == held
    for copy in kept(target):
        encryption.lock(copy)
        encryption.unlock(copy, builders.PASSPHRASE)
        assert headlines(copy) == held
    assert aside.name in {copy.name.replace("newsroom", "library") for copy in kept(target)}
