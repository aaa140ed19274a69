"""The tables are what the records say, strict, and no wider than the codes."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from app.project import Project
from db import migrations, rows
from db.driver import sqlite3

BESIDE = {"history", "originals", "quote_states", "article_states", "quote_edits"}


@pytest.fixture
def raw(project: Project) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(project.path)
    yield conn
    conn.close()


def test_every_table_of_ours_is_strict(raw: sqlite3.Connection) -> None:
    listed = raw.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    strict = {name: bool(one) for name, one in listed if not name.startswith(("_sqlite", "sqlite_"))}
    assert all(strict.values()), strict
    assert strict.keys() == set(rows.TABLES.values()) | BESIDE


@pytest.mark.parametrize(("kind", "table"), rows.TABLES.items(), ids=str)
def test_a_table_has_the_columns_of_its_record(raw: sqlite3.Connection, kind: type, table: str) -> None:
    columns = {row[1]: (row[2], bool(row[3])) for row in raw.execute(f"PRAGMA table_info({table})")}
    assert columns.keys() == {"nr", *(field.name for field in fields(kind))}
    for field in fields(kind):
        assert columns[field.name][1] is (type(None) not in get_args(field.type)), f"{field.name}: may it be NULL?"


@pytest.mark.parametrize("table", ["history", "originals"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET name = ''", "DELETE FROM {}"])
def test_history_and_originals_are_only_added_to(
    raw: sqlite3.Connection, project: Project, table: str, deed: str
) -> None:
    from app import edits
    from tests import builders

    project.apply(edits.add_article(builders.article(), (), who="A"), [builders.original()])
    deed = deed.format(table).replace("name", "verb" if table == "history" else "name")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        raw.execute(deed)


@pytest.mark.parametrize("table", ["history", "originals"])
@pytest.mark.parametrize("way", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_another_program_replaces_no_row_of_them(
    raw: sqlite3.Connection, project: Project, table: str, way: str
) -> None:
    """Such a program need not set recursive_triggers, without which a REPLACE asks no trigger on DELETE."""
    from app import edits
    from tests import builders

    project.apply(edits.add_article(builders.article(), (), who="A"), [builders.original()])
    raw.execute("PRAGMA recursive_triggers = OFF")
    before = raw.execute(f"SELECT * FROM {table}").fetchall()
    for row in ("SELECT *", "SELECT seq + 7, id, verb, 'B', at, NULL, NULL, changes, previous, hash"):
        if table == "history" or row == "SELECT *":
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                raw.execute(f"{way} INTO {table} {row} FROM {table}")
    assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


def test_the_newest_step_is_the_version() -> None:
    steps = migrations.migrations()
    numbers = [int(step.name[:4]) for step in steps._migrations]
    assert numbers == list(range(1, migrations.VERSION + 1))


def test_a_library_of_before_is_backed_up_then_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.onrecord"
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA application_id = {migrations.APPLICATION}")
        conn.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)")
    conn.close()
    Project.open(path).close()
    (kept,) = (tmp_path / "backups").iterdir()
    assert "before update" in kept.name
    conn = sqlite3.connect(kept)
    assert conn.execute("PRAGMA user_version").fetchone() == (0,)
    conn.close()
    with Project.open(path, lambda _: "") as project:
        assert project.articles() == ()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_an_index_serves_every_link(raw: sqlite3.Connection) -> None:
    for table in rows.TABLES.values():
        indexed = {
            raw.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in raw.execute(f"PRAGMA index_list({table})").fetchall()
        }
        links = {row[3] for row in raw.execute(f"PRAGMA foreign_key_list({table})")} - {"original"}
        assert links <= indexed, table
