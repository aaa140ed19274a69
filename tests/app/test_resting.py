"""A quote that rests on several pieces of evidence: what a ruling covers, and what makes it stale."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import edits
from app.project import Project
from app.workflow import QuoteState, Reason, why_not_rest, why_not_rule
from db.changes import Edit
from db.errors import Refused
from db.records import Article, Capture, Evidence, Quote, Status, Turn, Verdict
from tests import builders

WHO = "Carl Checker"
WORDS = "We never sold that machine"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "library.onrecord", lambda _: builders.POLICY_HASH) as opened:
        yield opened


@pytest.fixture
def article(project: Project) -> Article:
    made = builders.article()
    project.apply(edits.add_article(made, builders.quotes(made), who=WHO))
    for title in ("Tape", "Notes", "Agency"):
        project.apply(edits.attach_evidence(builders.evidence(made, title=title), who=WHO))
    quote = first(project, made).quote
    project.apply(edits.record_check(builders.check(quote, piece(project, made, "Tape")), who=WHO))
    return made


def first(project: Project, article: Article) -> QuoteState:
    return next(s for s in project.desk(article.id).states if s.quote.exact == WORDS)


def piece(project: Project, article: Article, title: str) -> Evidence:
    return next(one for one in project.desk(article.id).evidence if one.title == title)


def rest(project: Project, article: Article, title: str, **fields: object) -> Edit:
    quote = first(project, article).quote
    check = builders.check(quote, piece(project, article, title), **fields)
    return project.apply(edits.rest(project.desk(article.id), check, who=WHO))


def rule(project: Project, article: Article, status: Status = Status.VERBATIM) -> None:
    quote: Quote = first(project, article).quote
    project.apply(edits.rule(project.desk(article.id), quote.id, status, "read", who=WHO))


def test_the_check_it_is_ruled_by_stays_and_the_other_stands_beside_it(project: Project, article: Article) -> None:
    check = first(project, article).check
    rest(project, article, "Notes")
    state = first(project, article)
    assert state.check == check
    assert [(one.beside, one.evidence_id) for one in state.also] == [(True, piece(project, article, "Notes").id)]
    assert state.also_stale == ("",)
    assert state.differing == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": builders.SAID.replace("never", "seldom")}, "passage"),
        ({"turns": (Turn(0, 104, "Ada Muster", 99.0),)}, "pieces"),
        ({"capture": Capture.FAILED}, "passage"),
    ],
)
def test_a_change_in_the_second_piece_makes_the_ruling_stale_and_undo_fresh(
    project: Project, article: Article, change: dict[str, object], reason: str
) -> None:
    rest(project, article, "Notes")
    rule(project, article)
    assert first(project, article).stale == ""
    notes = piece(project, article, "Notes")
    project.apply(edits.set_evidence(notes, who=WHO, **change))
    state = first(project, article)
    assert (state.stale, state.stale_in, state.open) == (reason, notes.id, True)
    assert project.articles()[0].progress.stale == 1
    project.undo(WHO)
    assert (first(project, article).stale, first(project, article).stale_in) == ("", None)


def test_to_add_or_take_away_a_piece_makes_the_ruling_stale(project: Project, article: Article) -> None:
    rule(project, article)
    rest(project, article, "Notes")
    assert (first(project, article).stale, first(project, article).stale_in) == (
        "pieces", piece(project, article, "Notes").id,
    )  # fmt: skip
    rule(project, article)
    assert first(project, article).stale == ""
    desk, notes = project.desk(article.id), piece(project, article, "Notes")
    project.apply(edits.rest_no_more(desk, first(project, article).quote.id, notes.id, who=WHO))
    assert (first(project, article).stale, first(project, article).also) == ("pieces", ())
    rest(project, article, "Notes")
    assert first(project, article).stale == ""  # the same passage is back, and so is the ruling


def test_evidence_taken_away_takes_its_passage_along(project: Project, article: Article) -> None:
    rest(project, article, "Notes")
    rule(project, article)
    notes = piece(project, article, "Notes")
    project.apply(edits.remove_evidence(project.desk(article.id), notes.id, who=WHO))
    state = first(project, article)
    assert (state.also, state.stale) == ((), "pieces")
    project.undo(WHO)
    assert (first(project, article).stale, len(first(project, article).also)) == ("", 1)


def test_one_passage_for_each_piece_the_newer_in_the_place_of_the_older(project: Project, article: Article) -> None:
    rest(project, article, "Notes")
    rest(project, article, "Agency")
    rest(project, article, "Notes", verdict=Verdict.ALTERED)
    state = first(project, article)
    titles = {one.id: one.title for one in project.desk(article.id).evidence}
    assert sorted((titles[c.evidence_id], c.verdict) for c in state.also if c.evidence_id) == [
        ("Agency", Verdict.VERBATIM), ("Notes", Verdict.ALTERED),
    ]  # fmt: skip
    assert [c.verdict for c in state.differing] == [Verdict.ALTERED]


def test_verbatim_needs_the_piece_it_is_ruled_by_to_bear_it_and_all_to_be_fresh(
    project: Project, article: Article
) -> None:
    rest(project, article, "Notes", verdict=Verdict.ALTERED)
    state = first(project, article)
    assert why_not_rule(state, Status.VERBATIM, "") is None
    worse = replace(state, check=replace(state.check, verdict=Verdict.ALTERED) if state.check else None)
    assert why_not_rule(worse, Status.VERBATIM, "") is Reason.WORDS_DIFFER
    assert why_not_rule(replace(state, also_stale=("passage",)), Status.VERBATIM, "") is Reason.STALE
    assert why_not_rule(replace(state, also_stale=("passage",)), Status.DISPUTED, "denied") is None


def test_who_may_not_rest_on_what(project: Project, article: Article) -> None:
    state, tape = first(project, article), piece(project, article, "Tape")
    notes = piece(project, article, "Notes")
    assert why_not_rest(state, tape) is Reason.RESTS_ALREADY
    assert why_not_rest(state, notes) is None
    assert why_not_rest(state, replace(notes, capture=Capture.PENDING)) is Reason.NOT_CAPTURED
    assert why_not_rest(replace(state, check=None), notes) is Reason.NO_CHECK
    gone = replace(state, quote=replace(state.quote, end=state.quote.start))
    assert why_not_rest(gone, notes) is Reason.LOST
    with pytest.raises(Refused) as refused:
        edits.rest_no_more(project.desk(article.id), state.quote.id, notes.id, who=WHO)
    assert refused.value.values["reason"] is Reason.RESTS_NOT


@pytest.mark.parametrize("capture", [Capture.PENDING, Capture.FAILED])
def test_no_ruling_rests_on_evidence_that_is_not_here(project: Project, article: Article, capture: Capture) -> None:
    tape = piece(project, article, "Tape")
    project.apply(edits.set_evidence(tape, who=WHO, capture=capture))
    again = builders.check(first(project, article).quote, piece(project, article, "Tape"))
    project.apply(edits.record_check(again, who=WHO))
    state = first(project, article)
    assert state.check_stale == "passage"
    assert why_not_rule(state, Status.VERBATIM, "read") is Reason.STALE


def test_a_text_put_right_has_not_been_read_through(project: Project, article: Article) -> None:
    project.apply(edits.read_through(piece(project, article, "Notes"), who=WHO))
    notes = piece(project, article, "Notes")
    assert notes.capture is Capture.VERIFIED
    project.apply(edits.set_evidence(notes, who=WHO, title="Notes", level=notes.level, text=notes.text))
    assert piece(project, article, "Notes").capture is Capture.VERIFIED
    project.apply(edits.set_evidence(notes, who=WHO, text=notes.text + " And more."))
    assert piece(project, article, "Notes").capture is Capture.CAPTURED
    with pytest.raises(Refused):
        edits.fail_capture(notes, "  ", who=WHO)
    with pytest.raises(Refused):
        edits.capture_evidence(notes, " ", who=WHO)


def test_did_not_and_did_5000_and_50000_are_never_kept_as_verified(project: Project) -> None:
    made = builders.article("The firm said “we did not authorise the payments” and spoke of “5,000 payments in all”.")
    quotes = [builders.quote(made, words) for words in ("we did not authorise the payments", "5,000 payments in all")]
    project.apply(edits.add_article(made, quotes, who=WHO))
    tape = builders.evidence(made, "Well, we did not authorise the payments. It was 5,000 payments in all.")
    project.apply(edits.attach_evidence(tape, who=WHO))
    for quote in quotes:
        project.apply(edits.record_check(builders.check(quote, tape), who=WHO))
        project.apply(edits.rule(project.desk(made.id), quote.id, Status.VERBATIM, "read", who=WHO))
    assert [s.stale for s in project.desk(made.id).states] == ["", ""]
    text = made.text.replace("did not authorise", "did authorise").replace("5,000", "50,000")
    from app.comparing.reanchor import Fate, reanchor

    found = reanchor(quotes, made.text, text)
    assert [found[quote.id].fate for quote in quotes] == [Fate.CHANGED, Fate.CHANGED]
    spans = {id: anchor.span for id, anchor in found.items()}
    project.apply(edits.replace_text(made, quotes, text, who=WHO, places=spans))
    after = {s.quote.id: s for s in project.desk(made.id).states}
    assert [after[quote.id].stale for quote in quotes] == ["words", "words"]
    assert all(after[quote.id].open and after[quote.id].quote.status is Status.VERBATIM for quote in quotes)


def test_a_lost_quote_found_again_makes_what_the_finder_found_there_give_way(
    project: Project, article: Article
) -> None:
    rule(project, article)
    desk = project.desk(article.id)
    quote = first(project, article).quote
    text = desk.article.text.replace(WORDS, "We seldom sold that machine")
    quotes = [s.quote for s in desk.states]
    project.apply(edits.replace_text(desk.article, quotes, text, who=WHO, places={quote.id: None}))
    desk = project.desk(article.id)
    lost = desk.state(quote.id)
    assert (lost.lost, lost.open, lost.stale, lost.number, lost.quote.exact) == (True, False, "", None, WORDS)
    assert desk.progress.lost == 1
    meanwhile = [s for s in desk.states if s.quote.exact.startswith("We seldom sold that machine")]
    assert len(meanwhile) == 1
    at = text.index("We seldom")
    project.apply(edits.find_again(desk, quote.id, at, at + len("We seldom sold that machine"), who=WHO))
    desk = project.desk(article.id)
    back = desk.state(quote.id)
    assert (back.lost, back.stale, back.open, desk.progress.lost) == (False, "words", True, 0)
    assert meanwhile[0].quote.id not in {s.quote.id for s in desk.states}
    with pytest.raises(Refused) as refused:
        edits.find_again(desk, quote.id, at, at + 5, who=WHO)
    assert refused.value.values["reason"] is Reason.NOT_LOST


def test_a_lost_quote_does_not_take_the_place_of_one_somebody_worked_on(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    quote, other = desk.states[0].quote, desk.states[1].quote
    text = desk.article.text.replace(quote.exact, "Nothing")
    project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], text, who=WHO,
                                     places={quote.id: None}))  # fmt: skip
    project.apply(edits.comment(project.quote(other.id), "Ask again.", who=WHO))
    desk, there = project.desk(article.id), project.quote(other.id)
    with pytest.raises(Refused) as refused:
        edits.find_again(desk, quote.id, there.start, there.end, who=WHO)
    assert refused.value.values["reason"] is Reason.TAKEN


def test_a_quote_found_again_where_it_was_lost_neither_trips_over_itself_nor_costs_another_lost_one(
    project: Project, article: Article
) -> None:
    rule(project, article)
    desk = project.desk(article.id)
    quote, other = (s.quote for s in desk.states[:2])
    text = desk.article.text.replace(quote.exact, "Nothing of it")
    gone = {quote.id: None, other.id: None}
    project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], text, who=WHO, places=gone))
    lost = project.quote(quote.id)
    desk = project.desk(article.id)
    project.apply(edits.find_again(desk, quote.id, lost.start - 5, lost.start + 12, who=WHO))
    project.apply(edits.find_again(project.desk(article.id), other.id, len(text) - 20, len(text), who=WHO))
    after = {s.quote.id: s for s in project.desk(article.id).states}
    assert not after[quote.id].lost and not after[other.id].lost
    assert after[quote.id].rulings and after[quote.id].stale == "words"
