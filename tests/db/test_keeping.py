"""Backups are listed with what is in them, a sudden fall is told, a damaged library opens from its newest good one."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import edits, keeping
from app.project import Project
from db import backup
from db.driver import sqlite3
from db.errors import KnownProblem, LibraryDamaged, LibraryUnusable
from tests import builders
from tests.cli.conftest import Shell

Opener = Callable[..., Project]
NOW = datetime.now(UTC)


def policy(_name: str) -> str:
    return builders.POLICY_HASH


def add(project: Project, many: int) -> None:
    for n in range(many):
        article = builders.article(headline=f"Article {n}")
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))


def remove(project: Project, many: int) -> None:
    for summary in project.articles()[:many]:
        project.apply(edits.remove_article(project.desk(summary.id), who="Ada"))


def ruin(path: Path) -> bytes:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * 4096 * 10)
    return path.read_bytes()


def test_backups_are_listed_with_what_is_in_them(project: Project) -> None:
    add(project, 2)
    backup.daily(project.path, NOW - timedelta(days=2))
    add(project, 1)
    backup.daily(project.path, NOW - timedelta(days=1))
    made = keeping.backup(project.path)
    keeping.restore(made.path, project.path)
    folder = project.path.parent / "backups"
    (folder / "library 2020-01-01 000000 daily.onrecord").write_bytes(b"no library")
    (folder / "library of another name.onrecord").write_bytes(b"")
    listed = keeping.backups(project.path)
    assert sorted(one.kind for one in listed[:2]) == ["before_restore", "by_hand"]
    told = [(one.kind, one.articles, one.quotes, one.edits) for one in listed[2:]]
    assert told == [("daily", 3, 9, 3), ("daily", 2, 6, 2), ("daily", None, None, None)]
    assert listed[-1].at == "2020-01-01T00:00:00Z"
    assert all(one.size for one in listed[:-1])


def test_a_day_s_backup_is_made_once(project: Project) -> None:
    add(project, 1)
    first, second = keeping.daily(project.path), keeping.daily(project.path)
    assert first.made is not None
    assert (first.made.articles, first.alarm, second.made) == (1, None, None)


def test_a_sudden_fall_is_told_and_keeps_the_older_backups(project: Project) -> None:
    add(project, 20)
    for days in range(40, 0, -1):
        if days in (40, 1):
            backup.daily(project.path, NOW - timedelta(days=days))
        else:
            kept = backup.daily_backups(project.path)[0]
            shutil.copy(kept, str(kept).replace(kept.name[8:18], f"{NOW - timedelta(days=days):%Y-%m-%d}"))
    many = len(backup.daily_backups(project.path))
    remove(project, 9)
    assert keeping.alarm(project.path) is None
    remove(project, 1)
    day = keeping.daily(project.path)
    assert day.made is not None
    assert day.alarm is not None
    assert (day.alarm.code, day.alarm.before, day.alarm.now) == ("articles_fell", 20, 10)
    assert len(backup.daily_backups(project.path)) == many + 1


def test_a_library_replaced_by_an_older_one_is_told(open_library: Opener, tmp_path: Path) -> None:
    project = open_library()
    add(project, 3)
    project.close()
    older = shutil.copy(project.path, tmp_path / "older")
    project = open_library()
    add(project, 1)
    backup.daily(project.path, NOW - timedelta(days=1))
    project.close()
    shutil.move(older, project.path)
    alarm = keeping.alarm(project.path)
    assert alarm is not None
    assert (alarm.code, alarm.before, alarm.now) == ("history_shrank", 4, 3)


def test_after_restoring_an_older_backup_there_is_no_alarm(project: Project) -> None:
    add(project, 12)
    early = keeping.backup(project.path, project.path.parent / "early.onrecord")
    add(project, 30)
    backup.daily(project.path, NOW - timedelta(days=1))
    keeping.restore(early.path, project.path)
    assert len(project.articles()) == 12
    assert keeping.alarm(project.path) is None


def test_a_damaged_library_is_looked_at_from_its_newest_good_backup(project: Project) -> None:
    add(project, 3)
    backup.daily(project.path, NOW - timedelta(days=2))
    add(project, 1)
    good = backup.daily(project.path, NOW - timedelta(days=1))
    add(project, 1)
    newest = keeping.backup(project.path)
    project.close()
    ruin(newest.path)
    damaged = ruin(project.path)
    with pytest.raises(KnownProblem):
        Project.open(project.path)
    assert good is not None
    kept = good.path.read_bytes()
    assert keeping.newest_good(project.path) == good.path
    with Project.look(good.path, policy) as looked:
        article = looked.article(looked.articles()[0].id)
        assert (len(looked.articles()), looked.verify().edits) == (4, 4)
        assert looked.search("machine")
        with pytest.raises(LibraryUnusable) as refusal:
            looked.apply(edits.set_article(article, who="Ada", headline="x"))
        assert refusal.value.values["why"] == "read_only"
    assert good.path.read_bytes() == kept
    assert project.path.read_bytes() == damaged


def test_without_a_good_backup_there_is_nothing_to_look_at(project: Project) -> None:
    assert keeping.newest_good(project.path) is None


def test_a_library_of_an_older_schema_is_not_only_looked_at(project: Project) -> None:
    project.close()
    with closing(sqlite3.connect(project.path)) as conn:
        conn.execute("PRAGMA user_version = 0")
    with pytest.raises(LibraryUnusable) as refusal:
        Project.look(project.path)
    assert refusal.value.values["why"] == "older"


def test_a_damaged_library_is_not_backed_up_over_a_good_copy(project: Project) -> None:
    add(project, 5)
    made = keeping.backup(project.path, project.path.parent / "copy.onrecord")
    project.close()
    ruin(project.path)
    content = made.path.read_bytes()
    with pytest.raises(LibraryDamaged):
        keeping.backup(project.path, made.path)
    assert made.path.read_bytes() == content


def test_the_doctor_says_what_is_wrong_and_saves_what_can_be_read(onrecord: Shell) -> None:
    onrecord("sample")
    onrecord("backup")
    well = onrecord("doctor", "--json").json
    assert (well["file_sound"], well["history_intact"], well["alarm"], well["shared"]) == (True, True, None, None)
    assert [(one["kind"], one["articles"]) for one in well["backups"]] == [("by_hand", 1)]
    damaged = ruin(onrecord.library)
    told = onrecord("doctor", status=1).out
    assert "damaged" in told
    assert "Newest backup" in told
    assert "--salvage" in told
    saved = onrecord("doctor", "--salvage", "saved.onrecord", "--json").json
    assert saved["kept"]["articles"] == 1
    assert onrecord.library.read_bytes() == damaged
    assert onrecord("verify", "--library", "saved.onrecord").out.startswith("Intact")
    again = onrecord("doctor", "--salvage", "saved.onrecord", status=3)
    assert again.err == "saved.onrecord is there already. Choose another name; nothing was written over.\n"


@pytest.fixture
def onrecord(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
