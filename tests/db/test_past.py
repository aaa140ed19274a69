"""What touched a quote is kept with every edit, however the edit came into the library; it says what history says."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import edits, pack
from app.project import Project
from db.records import Status
from db.salvage import salvage
from tests import builders, deeds

_ALL = 1 << 31


def told(project: Project) -> dict[str, list[int]]:
    """By the changes themselves: every quote there ever was, and the edits about it or what hangs on it."""
    found, owner = defaultdict[str, list[int]](list), dict[str, str]()
    for entry in reversed(project.history(limit=_ALL)):
        about = set()
        for change in entry.edit.changes:
            row = {**(change.before or {}), **(change.after or {})}
            if change.table in ("comments", "checks", "rulings") and row.get("quote_id"):
                owner[change.id] = str(row["quote_id"])
            about.add(change.id if change.table == "quotes" else owner.get(change.id, ""))
        for quote in about - {""}:
            found[quote].insert(0, entry.seq)
    return found


def agreed(project: Project) -> None:
    expected = told(project)
    for quote, seqs in expected.items():
        entries = project.history(quote_id=quote, limit=_ALL)
        assert [entry.seq for entry in entries] == seqs
        assert [entry.seq for entry in project.history(quote_id=quote, limit=2)] == seqs[:2]
        by_seq = {entry.seq: entry for entry in project.history(limit=_ALL)}
        assert entries == tuple(by_seq[seq] for seq in seqs)
    assert not project.history(quote_id="of no quote")


@given(st.lists(st.tuples(st.integers(0, len(deeds.DEEDS) + 1), st.integers(0, 60)), min_size=1, max_size=20))
def test_every_edit_about_a_quote_is_found_by_it(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[int, int]]
) -> None:
    with Project.open(tmp_path_factory.mktemp("past") / "library.onrecord", lambda _: builders.POLICY_HASH) as project:
        for which, n in done:
            deeds.do(project, which, n)
        for back in (project.undo, project.undo, project.redo):
            back("Undoer")
        agreed(project)


@pytest.fixture
def worked(project: Project) -> Project:
    article = builders.article()
    project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    piece = builders.evidence(article)
    project.apply(edits.attach_evidence(piece, who="Ada"))
    first = project.desk(article.id).states[0].quote
    project.apply(edits.record_check(builders.check(first, piece, first.exact), who="Ada"))
    project.apply(edits.rule(project.desk(article.id), first.id, Status.NEEDS_CHANGE, "ask again", who="Carl"))
    project.apply(edits.comment(first, "Which one?", who="Carl"))
    (comment,) = project.desk(article.id).states[0].comments
    project.apply(edits.resolve_comment(comment, who="Ada"))
    return project


def test_a_comment_that_was_dealt_with_belongs_to_its_quotes_story(worked: Project) -> None:
    state = worked.desk(worked.articles()[0].id).states[0]
    verbs = [entry.edit.verb for entry in worked.history(quote_id=state.quote.id)]
    assert verbs == ["resolve_comment", "comment", "rule", "record_check", "add_article"]
    agreed(worked)


def test_it_is_found_in_a_salvaged_library_too(worked: Project, tmp_path: Path) -> None:
    worked.close()
    salvage(worked.path, tmp_path / "saved.onrecord", "Ada")
    with Project.open(tmp_path / "saved.onrecord") as saved:
        assert saved.articles()
        agreed(saved)


def test_it_is_found_where_the_article_came_in_a_pack(worked: Project, tmp_path: Path) -> None:
    article = worked.articles()[0].id
    pack.pack(worked, article, tmp_path / "article.onrecord-article")
    with Project.open(tmp_path / "other.onrecord", lambda _: builders.POLICY_HASH) as other:
        pack.unpack(other, tmp_path / "article.onrecord-article", "Erin")
        assert len(other.history(quote_id=other.desk(article).states[0].quote.id)) == 5
        agreed(other)
        pack.unpack(other, tmp_path / "article.onrecord-article", "Erin")
        agreed(other)
