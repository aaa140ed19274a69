"""One undo takes back what one press did: comparisons that the program made because of it go and come with it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import edits
from app.project import Project
from db.records import Status
from tests import builders, deeds
from tests.db.test_store import tables


def _compare(project: Project, n: int) -> None:
    """What the program does of itself: some quotes of an article are compared, as `n` tells."""
    articles = sorted(project.articles(), key=lambda summary: summary.id)
    desk = project.desk(articles[n % len(articles)].id) if articles else None
    if desk and desk.evidence:
        some = [s.quote for s in desk.states if not s.lost][n % 2 :: 1 + n % 3]
        checks = [builders.check(quote, desk.evidence[n % len(desk.evidence)], "an error") for quote in some]
        project.apply(edits.record_checks(checks, who="Ada", article_id=desk.article.id, following=True))


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, len(deeds.DEEDS) + 1), st.integers(0, 60), st.booleans()), min_size=1, max_size=20
    )
)
def test_an_undo_for_each_deed_and_all_comparisons_go_along(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[int, int, bool]]
) -> None:
    path = tmp_path_factory.mktemp("undo") / "library.onrecord"
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        empty, presses = tables(path), 0
        for which, n, compared in done:
            before = project.verify().edits
            deeds.do(project, which, n)
            presses += project.verify().edits > before
            if compared:
                _compare(project, n)
        full = tables(path)
        for press in range(presses):
            undoable = project.undoable()
            assert undoable is not None
            assert undoable.verb != "follow"
            undone = project.undo("Undoer")
            assert undone is not None
            assert undone.undoes == undoable.id, press
            deeds.agreed(project)
        assert project.undo("Undoer") is None
        assert tables(path) == empty
        for _ in range(presses):
            redone = project.redo("Undoer")
            assert redone is not None
            assert redone.verb != "follow"
        assert project.redo("Undoer") is None
        assert tables(path) == full
        assert project.verify().intact


def test_it_goes_with_what_it_came_of_and_not_with_what_was_done_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        article = builders.article()
        first, second, _ = quotes = builders.quotes(article)
        project.apply(edits.add_article(article, quotes, who="Ada"))
        piece = builders.evidence(article)
        project.apply(edits.attach_evidence(piece, who="Ada"))
        project.apply(edits.set_quote(first, who="Ada", speaker="she"))
        project.apply(edits.rule(project.desk(article.id), second.id, Status.DISPUTED, "he denies it", who="Ada"))
        project.apply(edits.rule(project.desk(article.id), first.id, Status.DISPUTED, "she does too", who="Ada"))
        project.apply(edits.record_checks([builders.check(first, piece)], who="Ada", following=True))
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        for checks in (1, 1, 0):
            project.undo("Ada")
            assert len(project.desk(article.id).states[0].checks) == checks
        assert project.quote(first.id).speaker == first.speaker
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        project.redo("Ada")
        assert project.quote(first.id).speaker == "she"
        assert len(project.desk(article.id).states[0].checks) == 1
        assert project.desk(article.id).states[1].quote.status is not Status.DISPUTED
