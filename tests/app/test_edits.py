"""Each verb is taken back by its inverse, wants a name, and refuses what the desk refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from app import edits
from app.project import Project
from app.workflow import Desk, Reason
from db.changes import Edit
from db.errors import Refused
from db.records import Article, Form, Level, Status, Terms
from tests import builders
from tests.db.test_store import tables

WHO = "Carl Checker"


def second(desk: Desk) -> Any:
    return desk.states[1].quote


def first(desk: Desk) -> Any:
    return desk.states[0].quote


VERBS: dict[str, Callable[[Desk], Edit]] = {
    "add_article": lambda d: edits.add_article(other := builders.article(), builders.quotes(other), who=WHO),
    "set_article": lambda d: edits.set_article(d.article, who=WHO, headline="x", deadline="2026-12-01"),
    "remove_article": lambda d: edits.remove_article(d, who=WHO),
    "replace_text": lambda d: edits.replace_text(
        d.article, [s.quote for s in d.states], d.article.text.replace("never", "rarely"), who=WHO
    ),
    "reword": lambda d: edits.reword(
        d.article, [s.quote for s in d.states], first(d).id, "We seldom sold one,", who=WHO
    ),
    "put_back": lambda d: edits.put_back(d.article, [s.quote for s in d.states], 0, who=WHO),
    "attach_evidence": lambda d: edits.attach_evidence(builders.evidence(d.article), who=WHO),
    "set_evidence": lambda d: edits.set_evidence(d.evidence[0], who=WHO, level=Level.E2, text="Other words."),
    "remove_evidence": lambda d: edits.remove_evidence(d, d.evidence[0].id, who=WHO),
    "record_check": lambda d: edits.record_check(builders.check(second(d), d.evidence[0]), who=WHO),
    "record_checks": lambda d: edits.record_checks(
        [builders.check(s.quote, d.evidence[0], "an error") for s in d.states], who=WHO
    ),
    "capture_evidence": lambda d: edits.capture_evidence(d.evidence[0], "Quite other words.", who=WHO),
    "read_through": lambda d: edits.read_through(d.evidence[0], who=WHO),
    "fail_capture": lambda d: edits.fail_capture(d.evidence[0], "behind a wall", who=WHO),
    "set_quote": lambda d: edits.set_quote(first(d), who=WHO, speaker="she", terms=Terms.BACKGROUND, note="ask"),
    "move_quote": lambda d: edits.move_quote(d.article, first(d), first(d).start, first(d).end - 8, who=WHO),
    "add_quote": lambda d: edits.add_quote(d.article, 0, 8, Form.INDIRECT, who=WHO),
    "split_quote": lambda d: edits.split_quote(d.article, first(d), first(d).start + 8, who=WHO),
    "merge_quotes": lambda d: edits.merge_quotes(d, second(d).id, first(d).id, who=WHO),
    "exclude_quote": lambda d: edits.exclude_quote(first(d), "a headline", who=WHO),
    "recast": lambda d: edits.recast(first(d), Form.TERM, "a nickname", who=WHO),
    "rule": lambda d: edits.rule(d, second(d).id, Status.DISPUTED, "he denies it", who=WHO),
    "comment": lambda d: edits.comment(second(d), "Why?", who=WHO),
    "resolve_comment": lambda d: edits.resolve_comment(d.states[0].comments[0], who=WHO),
    "add_source": lambda d: edits.add_source(builders.source("Another"), who=WHO),
    "set_source": lambda d: edits.set_source(d.states[0].source or builders.source(), who=WHO, role="owner"),
    "give_source": lambda d: edits.give_source(first(d), None, who=WHO),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_taken_back_and_made_again(project: Project, article: Article, verb: str) -> None:
    before = tables(project.path)
    edit = project.apply(VERBS[verb](project.desk(article.id)))
    after = tables(project.path)
    assert edit.verb == verb
    assert after != before
    undone = project.undo("Undoer")
    assert undone is not None
    assert (undone.verb, undone.undoes, undone.who) == (verb, edit.id, "Undoer")
    assert tables(project.path) == before
    project.redo("Undoer")
    assert tables(project.path) == after


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_is_done_by_nobody(
    project: Project, article: Article, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "WHO", "  ")
    with pytest.raises(Refused) as refused:
        VERBS[verb](project.desk(article.id))
    assert refused.value.values["reason"] is Reason.NAMELESS


def test_every_verb_is_tried_here() -> None:
    elsewhere = {"include_quote", "merge_sources", "sign_off", "rest", "rest_no_more", "find_again"}
    elsewhere |= {"set_quotes", "exclude_quotes", "include_quotes"}
    elsewhere |= {name for name in edits.__all__ if name.endswith("_source")}
    assert set(VERBS) | elsewhere == set(edits.__all__) - {"quote_from_found"}


def test_a_term_says_why_and_keeps_it_only_while_it_is_one(project: Project, article: Article) -> None:
    quote = first(project.desk(article.id))
    with pytest.raises(Refused) as refused:
        edits.recast(quote, Form.TERM, " ", who=WHO)
    assert refused.value.values["reason"] is Reason.NEEDS_REASON
    with pytest.raises(Refused):
        edits.set_quote(quote, who=WHO, form=Form.TERM)
    project.apply(edits.recast(quote, Form.TERM, " a nickname ", who=WHO))
    called = project.quote(quote.id)
    assert (called.form, called.term_reason) == (Form.TERM, "a nickname")
    project.apply(edits.recast(called, Form.DIRECT, "whatever", who=WHO))
    assert (project.quote(quote.id).form, project.quote(quote.id).term_reason) == (Form.DIRECT, "")


def test_including_a_quote_takes_back_its_exclusion(project: Project, article: Article) -> None:
    quote = project.desk(article.id).states[0].quote
    project.apply(edits.exclude_quote(quote, " a headline ", who=WHO))
    assert project.quote(quote.id).excluded == "a headline"
    assert project.articles()[0].progress.excluded == 1
    project.apply(edits.include_quote(project.quote(quote.id), who=WHO))
    assert project.quote(quote.id) == quote
    with pytest.raises(Refused):
        edits.exclude_quote(quote, " ", who=WHO)


@pytest.mark.parametrize("field", ["status", "start", "exact", "id", "nr", "excluded"])
def test_what_has_a_verb_of_its_own_is_not_set(field: str) -> None:
    with pytest.raises(Refused) as refused:
        edits.set_quote(builders.quote(builders.article()), who=WHO, **{field: "x"})
    assert refused.value.values == {"reason": Reason.NO_SUCH_FIELD, "field": field}
