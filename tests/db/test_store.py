"""Every edit is written whole or not at all, can be taken back, and is there after whatever happens."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import edits
from app.project import Project
from db import rows
from db.changes import Change, Edit
from db.driver import sqlite3
from db.errors import LibraryUnusable, NoSuch, StaleEdit
from db.records import Article, Form, Status
from tests import builders, deeds

ROOT = Path(__file__).resolve().parents[2]
Opener = Callable[..., Project]


def tables(path: Path) -> dict[str, list[Any]]:
    """All records and what is kept beside them, without what says when."""
    with closing(sqlite3.connect(path)) as conn:
        held = {
            table: conn.execute(f"SELECT {', '.join(map(_quoted, rows.columns(kind)))} FROM {table}").fetchall()
            for kind, table in rows.TABLES.items()
        }
        held["quote_states"] = conn.execute("SELECT * FROM quote_states").fetchall()
        held["article_states"] = conn.execute("SELECT article_id, signed, tally FROM article_states").fetchall()
        for index in ("articles", "quotes", "evidence"):
            conn.execute(f"INSERT INTO {index}_search ({index}_search, rank) VALUES ('integrity-check', 1)")
    return {table: sorted(found, key=repr) for table, found in held.items()}


def _quoted(name: str) -> str:
    return f'"{name}"'


@given(st.lists(st.tuples(st.integers(0, len(deeds.DEEDS) + 1), st.integers(0, 60)), min_size=1, max_size=25))
def test_whatever_was_done_is_undone_and_redone(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("undo") / "library.onrecord"
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        states = [tables(path)]
        for which, n in done:
            before = project.verify().edits
            deeds.do(project, which, n)
            deeds.agreed(project)
            if project.verify().edits > before:
                states.append(tables(path))
        for was in reversed(states[:-1]):
            assert project.undo("Undoer") is not None
            assert tables(path) == was
        assert project.undo("Undoer") is None
        for will_be in states[1:]:
            assert project.redo("Undoer") is not None
            assert tables(path) == will_be
        assert project.redo("Undoer") is None
        deeds.agreed(project)
        assert project.verify().intact


def _seeded(project: Project) -> Article:
    article = builders.article()
    project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    return article


def test_undo_and_redo_are_found_again_after_a_restart(open_library: Opener) -> None:
    project = open_library()
    article = _seeded(project)
    for headline in ("one", "two", "three"):
        project.apply(edits.set_article(project.article(article.id), who="Ada", headline=headline))
    project.undo("Ada")
    project.undo("Ada")
    project.redo("Ada")
    project.close()
    again = open_library()
    undoable, redoable = again.undoable(), again.redoable()
    assert undoable is not None
    assert redoable is not None
    assert undoable.changes[0].after == {"headline": "two"}
    assert redoable.changes[0].before == {"headline": "three"}
    again.apply(edits.set_article(again.article(article.id), who="Ada", headline="other"))
    assert again.redoable() is None
    assert again.redo("Ada") is None
    again.undo("Ada")
    again.undo("Ada")
    assert again.article(article.id).headline == "one"


def test_a_change_made_elsewhere_refuses_an_edit_and_writes_nothing(open_library: Opener) -> None:
    mine, theirs = open_library(), open_library()
    article = _seeded(mine)
    stale = mine.article(article.id)
    theirs.apply(edits.set_article(theirs.article(article.id), who="Bob", headline="theirs", kicker="new"))
    before = tables(mine.path)
    wanted = edits.set_article(stale, who="Ada", headline="mine")
    extra = rows.inserted(builders.source())
    with pytest.raises(StaleEdit) as refused:
        mine.apply(Edit("set_article", "Ada", (extra, *wanted.changes)), [builders.original(b"never kept")])
    assert refused.value.values["table"] == "articles"
    assert refused.value.values["id"] == article.id
    assert refused.value.values["mine"] == {"headline": "mine"}
    assert refused.value.values["theirs"]["headline"] == "theirs"  # type: ignore[index]
    assert tables(mine.path) == before
    with pytest.raises(NoSuch):
        mine.original(builders.original(b"never kept").sha256)


def test_two_people_may_change_different_columns_of_one_row(open_library: Opener) -> None:
    mine, theirs = open_library(), open_library()
    article = _seeded(mine)
    stale = mine.article(article.id)
    theirs.apply(edits.set_article(theirs.article(article.id), who="Bob", kicker="theirs"))
    mine.apply(edits.set_article(stale, who="Ada", headline="mine"))
    both = theirs.article(article.id)
    assert (both.kicker, both.headline) == ("theirs", "mine")


@pytest.mark.parametrize("gone", [True, False])
def test_a_row_that_was_removed_or_came_twice_is_stale(project: Project, gone: bool) -> None:
    article = _seeded(project)
    quote = project.desk(article.id).states[0].quote
    again = edits.add_article(article, (), who="Ada")
    late = edits.set_quote(quote, who="Ada", note="late")
    if gone:
        project.apply(edits.remove_article(project.desk(article.id), who="Bob"))
    with pytest.raises(StaleEdit) as refused:
        project.apply(late if gone else again)
    assert (refused.value.values["theirs"] is None) is gone


def test_a_row_hung_on_one_that_was_removed_is_stale(project: Project) -> None:
    article = _seeded(project)
    quote = project.desk(article.id).states[0].quote
    project.apply(edits.remove_article(project.desk(article.id), who="Bob"))
    before = tables(project.path)
    with pytest.raises(StaleEdit):
        project.apply(edits.comment(quote, "too late", who="Ada"))
    assert tables(project.path) == before
    project.undo("Bob")
    project.apply(edits.comment(quote, "in time", who="Ada"))


def test_rows_of_one_edit_may_come_in_any_order(project: Project) -> None:
    article = builders.article()
    quote, source = builders.quote(article), builders.source()
    quote = rows.from_row(type(quote), tuple((rows.to_row(quote) | {"source_id": source.id}).values()))
    changes = tuple(rows.inserted(one) for one in (builders.comment(quote), quote, article))
    project.apply(Edit("add_article", "Ada", (*changes, rows.inserted(source))))
    assert project.desk(article.id).states[0].source == source


def test_an_edit_of_unknown_rows_or_columns_is_a_mistake_and_writes_nothing(project: Project) -> None:
    article = _seeded(project)
    for change in (
        Change("articles", article.id, {"headline": article.headline, 'id" = 1; --': 1}, {"headline": "x"}),
        Change("articles", article.id, {"nr": 1}, {"nr": 7}),
    ):
        with pytest.raises(ValueError, match="no column"):
            project.apply(Edit("set_article", "Ada", (change,)))
    with pytest.raises(KeyError):
        project.apply(Edit("set_article", "Ada", (Change("history", "1", None, {"seq": 9}),)))
    assert project.verify().edits == 1


def test_an_edit_that_changes_nothing_is_not_written(project: Project) -> None:
    article = _seeded(project)
    heard: list[Edit] = []
    project.subscribe(heard.append)
    project.apply(edits.set_article(project.article(article.id), who="Ada", headline=article.headline))
    assert (project.verify().edits, heard) == (1, [])


def test_originals_are_kept_once_and_outlive_an_undo(project: Project) -> None:
    kept = builders.original()
    article = builders.article(original=kept.sha256)
    project.apply(edits.add_article(article, (), who="Ada"), [kept, kept])
    project.apply(edits.set_article(article, who="Ada", kicker="x"), [builders.original(name="another name.html")])
    project.undo("Ada")
    project.undo("Ada")
    assert project.original(kept.sha256) == kept
    project.redo("Ada")
    assert project.article(article.id).original == kept.sha256


def test_history_tells_what_touched_an_article_and_a_quote(project: Project) -> None:
    article, other = _seeded(project), _seeded(project)
    desk = project.desk(article.id)
    first, second = desk.states[0].quote, desk.states[1].quote
    project.apply(edits.comment(first, "who said so?", who="Ada"))
    project.apply(edits.set_quote(second, who="Ada", note="x"))
    project.apply(edits.resolve_comment(project.desk(article.id).states[0].comments[0], who="Bob"))
    told = [(entry.seq, entry.edit.verb, entry.edit.article_id) for entry in project.history(quote_id=first.id)]
    assert told == [(5, "resolve_comment", article.id), (3, "comment", article.id), (1, "add_article", article.id)]
    assert [entry.seq for entry in project.history(article_id=article.id, limit=3)] == [5, 4, 3]
    assert [entry.seq for entry in project.history(article_id=other.id)] == [2]
    assert len(project.history()) == 5


def test_a_prefix_that_fits_one_record_finds_it(project: Project) -> None:
    article = _seeded(project)
    assert project.find_article(article.id[:-4].upper() + article.id[-4:]) == article.id
    for prefix, several in (("", False), ("zz", False), (project.desk(article.id).states[0].quote.id[:4], True)):
        with pytest.raises(NoSuch) as refused:
            project.find_quote(prefix)
        assert refused.value.values["several"] is several


def test_each_connection_sees_what_the_other_wrote(open_library: Opener) -> None:
    mine, theirs = open_library(), open_library()
    assert not mine.changed_elsewhere()
    article = _seeded(theirs)
    assert mine.changed_elsewhere()
    assert not mine.changed_elsewhere()
    assert [one.id for one in mine.articles()] == [article.id]
    mine.apply(edits.set_article(mine.article(article.id), who="Ada", headline="mine"))
    assert not mine.changed_elsewhere()
    assert theirs.changed_elsewhere()


def test_a_full_disk_keeps_what_was_there(project: Project) -> None:
    article = _seeded(project)
    before = tables(project.path)
    pages = project._store._db.execute("PRAGMA page_count").fetchone()[0]
    project._store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(LibraryUnusable) as refused:
        project.apply(edits.attach_evidence(builders.evidence(article, "long " * 50_000), who="Ada"))
    assert refused.value.values["why"] == "full"
    assert tables(project.path) == before
    project._store._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    project.apply(edits.attach_evidence(builders.evidence(article), who="Ada"))


def test_a_library_that_another_program_holds_is_locked_not_broken(project: Project) -> None:
    article = _seeded(project)
    project._store._db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnusable) as refused:
            project.apply(edits.set_article(article, who="Ada", headline="x"))
        assert refused.value.values["why"] == "locked"
        assert project.article(article.id).headline == article.headline
        other.execute("ROLLBACK")
    project.apply(edits.set_article(article, who="Ada", headline="x"))


WRITER = """
import sys
from pathlib import Path
from app import edits
from app.project import Project
from tests import builders
project = Project.open(Path(sys.argv[1]), lambda _: "")
while True:
    article = builders.article()
    project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [builders.original()])
    print(article.id, flush=True)
"""


def test_every_acknowledged_edit_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    acknowledged: list[str] = []
    for wanted in (3, 11, 6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(wanted)]
            writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            acknowledged += writer.stdout.read().split()
    with Project.open(path, lambda _: "") as project:
        assert project.verify().intact
        kept = {summary.id for summary in project.articles()}
        assert set(acknowledged) <= kept
        assert all(summary.progress.total == 3 for summary in project.articles())
        assert project.verify().edits == len(kept)


def test_status_and_form_codes_stay_in_step(project: Project) -> None:
    article = _seeded(project)
    state = project.desk(article.id).states[0]
    project.apply(edits.rule(project.desk(article.id), state.quote.id, Status.DISPUTED, "denied", who="Ada"))
    project.apply(edits.recast(project.quote(state.quote.id), Form.TERM, "a nickname", who="Ada"))
    (summary,) = project.articles()
    assert (summary.progress.terms, summary.progress.total, summary.progress.disputed) == (1, 2, 0)
