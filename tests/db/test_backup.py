"""A backup is whole, checked and can be put back; what was there before is kept."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import edits
from app.project import Project
from db import backup
from db.driver import sqlite3
from db.errors import CannotWrite, LibraryDamaged, LibraryUnusable
from tests import builders

Opener = Callable[..., Project]


def add(project: Project, headline: str) -> None:
    project.apply(edits.add_article(builders.article(headline=headline), (), who="Ada"), [builders.original()])


def headlines(project: Project) -> set[str]:
    return {summary.headline for summary in project.articles()}


def test_a_backup_of_a_library_in_use_is_whole(project: Project, tmp_path: Path) -> None:
    add(project, "one")
    made = backup.backup(project.path, tmp_path / "copy.onrecord")
    add(project, "two")
    assert made.counts["articles"] == 1
    assert made.counts["originals"] == 1
    assert made.head != project.verify().head
    with Project.open(made.path, lambda _: "") as copy:
        assert headlines(copy) == {"one"}
        assert copy.verify().head == made.head
    assert headlines(project) == {"one", "two"}


def test_a_backup_replaces_the_one_of_the_same_name(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy.onrecord"
    backup.backup(project.path, target)
    add(project, "one")
    assert backup.backup(project.path, target).counts["articles"] == 1
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == [target.name]


def test_a_library_is_never_its_own_backup(project: Project) -> None:
    with pytest.raises(LibraryUnusable) as refused:
        backup.backup(project.path, project.path.parent / "." / project.path.name)
    assert refused.value.values["why"] == "same_file"


def test_a_backup_that_cannot_be_written_leaves_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "folder.onrecord").mkdir()
    for target, why in ((tmp_path / "nowhere" / "copy.onrecord", "missing"), (tmp_path / "folder.onrecord", "exists")):
        with pytest.raises(CannotWrite) as refused:
            backup.backup(project.path, target)
        assert refused.value.values["why"] == why
    assert not list(tmp_path.rglob("*.part"))


def test_restoring_keeps_the_present_library_and_shows_in_an_open_window(project: Project, tmp_path: Path) -> None:
    add(project, "one")
    made = backup.backup(project.path, tmp_path / "copy.onrecord")
    add(project, "two")
    project.changed_elsewhere()
    aside = backup.restore(made.path, project.path)
    assert project.changed_elsewhere()
    assert headlines(project) == {"one"}
    add(project, "three")
    assert project.verify().intact
    assert aside is not None
    with Project.open(aside, lambda _: "") as kept:
        assert headlines(kept) == {"one", "two"}


def test_restoring_where_no_library_is_makes_it(project: Project, tmp_path: Path) -> None:
    add(project, "one")
    assert backup.restore(project.path, tmp_path / "other.onrecord") is None
    with Project.open(tmp_path / "other.onrecord", lambda _: "") as other:
        assert headlines(other) == {"one"}


def test_a_damaged_library_is_put_aside_as_it_is(project: Project, open_library: Opener, tmp_path: Path) -> None:
    add(project, "one")
    made = backup.backup(project.path, tmp_path / "copy.onrecord")
    project.close()
    project.path.write_bytes(b"SQLite format 3\x00 and then nothing")
    aside = backup.restore(made.path, project.path)
    assert aside is not None
    assert aside.read_bytes() == b"SQLite format 3\x00 and then nothing"
    assert headlines(open_library()) == {"one"}


def test_a_damaged_backup_is_refused_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    add(project, "one")
    made = backup.backup(project.path, tmp_path / "copy.onrecord")
    with closing(sqlite3.connect(made.path)) as conn:
        conn.execute("DROP TRIGGER history_never_update")
        conn.execute("UPDATE history SET who = 'Mallory'")
        conn.commit()
    with pytest.raises(LibraryDamaged):
        backup.restore(made.path, project.path)
    assert headlines(project) == {"one"}
    assert not (tmp_path / "backups").exists()


def test_a_library_that_is_not_there_makes_no_backup(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable) as refused:
        backup.backup(tmp_path / "library.onrecord", tmp_path / "copy.onrecord")
    assert refused.value.values["why"] == "missing"
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_library_of_ours_is_not_put_aside(project: Project, tmp_path: Path) -> None:
    made = backup.backup(project.path, tmp_path / "copy.onrecord")
    notes = tmp_path / "notes.txt"
    notes.write_text("mine, and no library")
    with pytest.raises(LibraryUnusable):
        backup.restore(made.path, notes)
    assert notes.read_text() == "mine, and no library"


def test_a_library_with_a_broken_chain_makes_no_backup(project: Project, tmp_path: Path) -> None:
    add(project, "one")
    kept = backup.backup(project.path, tmp_path / "copy.onrecord")
    content = kept.path.read_bytes()
    with closing(sqlite3.connect(project.path)) as conn:
        conn.execute("DROP TRIGGER history_never_update")
        conn.execute("UPDATE history SET who = 'Mallory'")
        conn.commit()
    seen = backup.examine(project.path)
    assert (seen.sound, seen.found, seen.chain.broken_at) == (False, (), 1)
    with pytest.raises(LibraryDamaged):
        backup.backup(project.path, tmp_path / "copy.onrecord")
    assert kept.path.read_bytes() == content
    assert not list(tmp_path.rglob("*.part"))


def test_one_backup_a_day_thinned_with_age(project: Project) -> None:
    first = datetime(2026, 1, 1, 9, tzinfo=UTC)
    for day in range(400):
        made = backup.daily(project.path, first + timedelta(days=day)) if day in (0, 399) else None
        if made is None:
            stamp = (first + timedelta(days=day)).strftime("%Y-%m-%d %H%M%S")
            (project.path.parent / "backups" / f"library {stamp} daily.onrecord").touch()
    assert backup.daily(project.path, first + timedelta(days=399, hours=5)) is None
    kept = [path.name[8:18] for path in backup.daily_backups(project.path)]
    last = first + timedelta(days=399)
    assert kept[:7] == [(last - timedelta(days=n)).strftime("%Y-%m-%d") for n in range(7)]
    assert len({day[:7] for day in kept}) == 12
    assert 7 + 6 + 10 <= len(kept) <= 7 + 8 + 12
    assert backup.thin(project.path) == ()
    assert (project.path.parent / "backups" / "library 2026-01-01 090000 daily.onrecord").exists() is False
