"""What a ruling, a sign-off and a source stand on, and what an edit of one does to the others."""

import pytest

from app import edits
from app.project import Project
from app.workflow import Reason
from db.errors import Refused
from db.records import Article, Attribution, Status, Terms, Verdict
from tests import builders
from tests.db.test_store import tables

WHO = "Carl Checker"


def test_evidence_taken_away_makes_what_leaned_on_it_stale(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    assert desk.states[0].stale == ""
    project.apply(edits.remove_evidence(desk, desk.evidence[0].id, who=WHO))
    state = project.desk(article.id).states[0]
    assert (state.stale, state.quote.status, state.check and state.check.evidence_id) == (
        "passage",
        Status.VERBATIM,
        None,
    )
    project.undo(WHO)
    assert project.desk(article.id).states[0].stale == ""


def test_a_ruling_leans_on_a_fresh_check_only(project: Project, article: Article) -> None:
    state = project.desk(article.id).states[0]
    assert state.ruling is not None
    assert state.ruling.check_id == state.check.id if state.check else False
    project.apply(edits.set_quote(state.quote, who=WHO, name="Another"))
    project.apply(edits.rule(project.desk(article.id), state.quote.id, Status.NEEDS_CHANGE, "wrong name", who=WHO))
    again = project.desk(article.id).states[0]
    assert again.ruling is not None
    assert (again.ruling.check_id, again.stale, again.open) == (None, "", True)


@pytest.mark.parametrize("verdict", [Verdict.ALTERED, Verdict.MEANING_CHANGED, Verdict.NOT_FOUND, Verdict.PERMITTED])
def test_nobody_rules_verbatim_what_is_not(project: Project, article: Article, verdict: Verdict) -> None:
    desk = project.desk(article.id)
    check = builders.check(desk.states[0].quote, desk.evidence[0], verdict=verdict)
    project.apply(edits.record_check(check, who=WHO))
    with pytest.raises(Refused) as refused:
        edits.rule(project.desk(article.id), desk.states[0].quote.id, Status.VERBATIM, "it is", who=WHO)
    assert refused.value.values["reason"] is Reason.WORDS_DIFFER


def test_a_sign_off_lapses_with_a_change_and_returns_with_the_words(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    with pytest.raises(Refused) as refused:
        edits.sign_off(desk, who="Erin Editor")
    assert refused.value.values == {"reason": Reason.OPEN_QUOTES, "left": 2}
    for state in desk.states[1:]:
        project.apply(edits.rule(project.desk(article.id), state.quote.id, Status.DISPUTED, "denied", who=WHO))
    project.apply(edits.resolve_comment(desk.states[0].comments[0], who=WHO))
    with pytest.raises(Refused):
        edits.sign_off(project.desk(article.id), who=WHO.upper())
    project.apply(edits.sign_off(project.desk(article.id), who="Erin Editor"))

    def signed() -> bool:
        (summary,) = project.articles()
        assert summary.signed is (project.desk(article.id).sign_off is not None)
        return summary.signed

    assert signed()
    desk = project.desk(article.id)
    quotes = [state.quote for state in desk.states]
    project.apply(edits.replace_text(desk.article, quotes, article.text.replace("never", "rarely"), who=WHO))
    assert not signed()
    assert project.articles()[0].progress.stale == 1
    desk = project.desk(article.id)
    project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], article.text, who=WHO))
    assert signed()
    project.apply(edits.set_evidence(desk.evidence[0], who=WHO, text="Nothing of the sort."))
    assert not signed()
    project.undo(WHO)
    assert signed()
    project.apply(edits.attach_evidence(builders.evidence(article), who=WHO))
    assert not signed(), "what came in since has to be looked at"
    project.undo(WHO)
    assert signed()


def test_a_confidential_source_is_known_by_its_code_name(project: Project, article: Article) -> None:
    heron = builders.source("", confidential=True, code_name="Heron", sealed="1:sealed")
    quote = project.desk(article.id).states[1].quote
    project.apply(edits.add_source(heron, who=WHO))
    project.apply(edits.give_source(quote, heron, who=WHO))
    state = project.desk(article.id).states[1]
    assert (state.quote.name, state.source) == ("Heron", heron)


def test_a_confidential_source_is_nobody_by_name_and_not_on_the_record_unasked(
    project: Project, article: Article
) -> None:
    heron = builders.source("", confidential=True, code_name="Heron", sealed="1:sealed")
    project.apply(edits.add_source(heron, who=WHO))
    first, second, *_ = (state.quote for state in project.desk(article.id).states)
    named = {"attribution": Attribution.NAMED, "terms": Terms.ON_RECORD}
    for quote in (first, second):
        project.apply(edits.set_quote(quote, who=WHO, **named))
    project.apply(edits.give_source(project.quote(first.id), heron, who=WHO))
    project.apply(edits.give_source(project.quote(second.id), heron, Terms.BACKGROUND, who=WHO))
    given = [(one.attribution, one.terms) for one in map(project.quote, (first.id, second.id))]
    assert given == [(Attribution.ANONYMOUS, Terms.NOT_AGREED), (Attribution.ANONYMOUS, Terms.BACKGROUND)]
    project.undo(WHO)
    assert (project.quote(second.id).attribution, project.quote(second.id).terms) == tuple(named.values())


def test_merged_sources_hand_over_their_quotes(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    kept, twin = desk.states[0].source, builders.source("A. Muster")
    assert kept is not None
    project.apply(edits.add_source(twin, who=WHO))
    project.apply(edits.give_source(desk.states[1].quote, twin, who=WHO))
    before = tables(project.path)
    project.apply(edits.merge_sources(kept, [twin], project.quotes_of([twin.id]), who=WHO))
    assert project.sources() == (kept,)
    assert [q.id for q in project.quotes_of([kept.id])] == [s.quote.id for s in desk.states[:2]]
    project.undo(WHO)
    assert tables(project.path) == before
