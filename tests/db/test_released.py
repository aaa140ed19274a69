"""A library of every released schema opens with all that was in it; one of a later schema is left alone."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.project import Project
from db import library, migrations
from db.driver import sqlite3
from db.errors import LibraryTooNew
from tests import builders
from tests.db.make_fixture import FOLDER, contents
from tests.faults.conftest import sound

RELEASED = range(1, migrations.VERSION + 1)


@pytest.fixture(params=RELEASED, ids="v{}".format)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of the library that this version left, and what it holds."""
    kept = FOLDER / f"v{request.param}.onrecord"
    path = tmp_path / "library.onrecord"
    shutil.copy(kept, path)
    return path, json.loads(kept.with_suffix(".json").read_text())


def schema(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        return set(conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def test_it_opens_with_all_that_was_in_it(released: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    path, expected = released
    before = library.look_over(path)
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        assert project.verify().intact
        for summary in project.articles():
            desk = project.desk(summary.id)
            assert summary.progress == desk.progress
            assert summary.signed is (desk.sign_off is not None)
        assert project.search("machine") or not expected["quotes"]
    sound(path)
    now = contents(path)
    assert now["history"] == expected["history"]
    assert now["originals"] == expected["originals"]
    for table, held in expected.items():
        if table in ("history", "originals"):
            continue
        found = now[table]
        assert isinstance(found, list)
        assert len(found) == len(held)
        for row, was in zip(found, held, strict=True):
            assert {name: row[name] for name in was} == was
    kept = list((tmp_path / "backups").glob("*before update.onrecord"))
    assert len(kept) == (before < migrations.VERSION)
    for one in kept:
        assert library.look_over(one) == before


def test_its_tables_are_those_of_a_new_library(released: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Or a step that was released has been edited since."""
    path, _ = released
    Project.open(path).close()
    Project.open(tmp_path / "new.onrecord").close()
    assert schema(path) == schema(tmp_path / "new.onrecord")


def test_it_is_written_to_as_any_other(released: tuple[Path, dict[str, Any]]) -> None:
    from app import edits

    path, _ = released
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        before = project.verify().edits
        while project.undo("Ada"):
            pass
        while project.redo("Ada"):
            pass
        article = builders.article()
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
        assert project.verify().edits > before
    sound(path)


def test_a_fixture_holds_every_kind_of_record() -> None:
    for version in RELEASED:
        held = json.loads((FOLDER / f"v{version}.json").read_text())
        assert all(held.values()), version


def test_a_library_of_a_later_schema_is_left_alone(released: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    path, _ = released
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    content = path.read_bytes()
    with pytest.raises(LibraryTooNew) as refusal:
        Project.open(path)
    assert refusal.value.values["version"] == migrations.VERSION + 1
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
