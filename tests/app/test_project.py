"""A library from above: what it lists, tells and knows about policies."""

import time
from collections.abc import Callable

import pytest

from app import edits
from app.project import Project
from db.changes import Edit
from db.errors import NoSuch, Refused, StaleEdit
from db.records import ArticleId, Status
from tests import builders

Opener = Callable[..., Project]


def test_articles_come_newest_touched_first(project: Project) -> None:
    articles = [builders.article(headline=name) for name in ("one", "two", "three")]
    for article in articles:
        project.apply(edits.add_article(article, (), who="Ada"))
        time.sleep(0.002)  # an edit's time is kept in milliseconds
    project.apply(edits.set_article(articles[0], who="Ada", deadline="2026-12-01T18:00"))
    assert [(one.headline, one.deadline) for one in project.articles()] == [
        ("one", "2026-12-01T18:00"),
        ("three", ""),
        ("two", ""),
    ]
    assert project.name == "library"


def test_listeners_hear_what_was_written_until_they_leave(project: Project) -> None:
    article = builders.article()
    heard: list[Edit] = []
    leave = project.subscribe(heard.append)
    written = [project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))]
    quote = project.desk(article.id).states[0].quote
    written.append(project.apply(edits.comment(quote, "Why?", who="Ada")))
    with pytest.raises(StaleEdit):
        project.apply(edits.add_article(article, (), who="Ada"))
    undone = project.undo("Ada")
    assert heard == [*written, undone]
    assert {edit.article_id for edit in heard} == {article.id}
    leave()
    leave()
    project.redo("Ada")
    assert len(heard) == 3


def test_a_listener_may_leave_while_it_is_told(project: Project) -> None:
    heard: list[str] = []

    def first(_edit: Edit) -> None:
        heard.append("first")
        leave()

    leave = project.subscribe(first)
    project.subscribe(lambda _edit: heard.append("second"))
    for _ in range(2):
        project.apply(edits.add_article(builders.article(), (), who="Ada"))
    assert heard == ["first", "second", "second"]


def test_what_is_not_there_is_said(project: Project) -> None:
    for ask in (project.article, project.quote, project.piece, project.original, project.source, project.desk):
        with pytest.raises(NoSuch):
            ask(ArticleId("nothing"))  # type: ignore[operator]


def test_another_policy_makes_stale_and_the_former_one_back_makes_fresh(open_library: Opener) -> None:
    now = {"standard": "one", "strict": "two"}
    project = open_library(policy_hash=lambda name: now.get(name, ""))
    article = builders.article()
    quote, evidence = builders.quote(article), builders.evidence(article)
    project.apply(edits.add_article(article, [quote], who="Ada"))
    project.apply(edits.attach_evidence(evidence, who="Ada"))
    project.apply(edits.record_check(builders.check(quote, evidence, policy_hash="one"), who="Ada"))
    project.apply(edits.rule(project.desk(article.id), quote.id, Status.VERBATIM, "", who="Ada"))

    def stale() -> str:
        state = project.desk(article.id).states[0]
        assert project.articles()[0].progress == project.desk(article.id).progress
        assert project.articles()[0].progress.stale == bool(state.stale)
        return state.stale

    assert stale() == ""
    now["standard"] = "one, edited"
    assert stale() == "policy"
    del now["standard"]  # it cannot be read, so nobody can say what it allows
    assert stale() == "no_policy"
    assert project.desk(article.id).states[0].check_stale == "no_policy"
    now["standard"] = "one"
    assert stale() == ""
    project.apply(edits.set_article(article, who="Ada", policy="strict"))
    assert stale() == "policy"
    now["strict"] = "one"
    assert stale() == ""
    now["strict"] = "two"
    project.undo("Ada")
    now["standard"] = "one"
    assert stale() == ""


def test_the_policies_in_use_are_those_that_comparing_loads(open_library: Opener) -> None:
    from app.comparing import load_policy
    from app.project import policy_hash

    assert policy_hash("standard") == load_policy("standard").hash
    assert policy_hash("no such policy") == ""


def test_a_refused_verb_leaves_the_library_as_it_was(project: Project) -> None:
    article = builders.article()
    project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    head = project.verify().head
    with pytest.raises(Refused):
        project.apply(edits.sign_off(project.desk(article.id), who="Erin"))
    assert project.verify().head == head


def test_a_closed_library_lets_go_of_its_file(project: Project) -> None:
    project.apply(edits.add_article(builders.article(), (), who="Ada"))
    project.close()
    assert {path.name for path in project.path.parent.iterdir()} == {"library.onrecord"}
