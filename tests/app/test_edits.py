"""Each verb does what it says, is taken back by its inverse, and refuses what the desk refuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app import edits
from app.project import Project
from app.workflow import Desk, Reason
from db.changes import Edit
from db.errors import Refused
from db.records import (
    Article,
    Attribution,
    Form,
    LeftOut,
    Level,
    Status,
    Terms,
    Verdict,
)
from tests import builders
from tests.db.test_store import tables

WHO = "Carl Checker"
LEFT_OUT = (LeftOut("Share this story", "share", 0), LeftOut("Advertisement", "advert", 0))


@pytest.fixture
def article(project: Project) -> Article:
    """An article with three quotes, evidence, a check, a ruling, a thread and a source."""
    article = builders.article(left_out=LEFT_OUT)
    first, *rest = builders.quotes(article)
    evidence, source = builders.evidence(article), builders.source()
    project.apply(edits.add_article(article, [first, *rest], who="Rosa Reporter"), [builders.original()])
    project.apply(edits.attach_evidence(evidence, who="Rosa Reporter"))
    project.apply(edits.record_check(builders.check(first, evidence), who=WHO))
    project.apply(edits.rule(project.desk(article.id), first.id, Status.VERBATIM, "", who=WHO))
    project.apply(edits.comment(first, "Which machine?", who="Erin Editor"))
    project.apply(edits.add_source(source, who=WHO))
    project.apply(edits.give_source(project.quote(first.id), source, who=WHO))
    return article


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


def test_what_was_said_about_a_merged_quote_moves_or_goes_with_it(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    project.apply(edits.comment(desk.states[1].quote, "And this one?", who=WHO))
    project.apply(edits.rule(project.desk(article.id), desk.states[1].quote.id, Status.DISPUTED, "denied", who=WHO))
    desk = project.desk(article.id)
    project.apply(edits.merge_quotes(desk, desk.states[0].quote.id, desk.states[1].quote.id, who=WHO))
    merged, last = project.desk(article.id).states
    assert merged.quote.exact == article.text[desk.states[0].quote.start : desk.states[1].quote.end]
    assert [comment.text for comment in merged.comments] == ["Which machine?", "And this one?"]
    assert (merged.quote.status, merged.stale, len(merged.rulings)) == (Status.VERBATIM, "words", 1)
    assert merged.quote.spans == tuple((s.quote.start, s.quote.end) for s in desk.states[:2])
    assert last.quote == desk.states[2].quote


def test_only_neighbours_merge(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    with pytest.raises(Refused) as refused:
        edits.merge_quotes(desk, desk.states[0].quote.id, desk.states[2].quote.id, who=WHO)
    assert refused.value.values["reason"] is Reason.NOT_NEIGHBOURS


def test_a_split_quote_leaves_its_ruling_with_the_first_part(project: Project, article: Article) -> None:
    quote = project.desk(article.id).states[0].quote
    project.apply(edits.split_quote(article, quote, quote.start + len("We never"), who=WHO))
    one, two = project.desk(article.id).states[:2]
    assert (one.quote.exact, two.quote.exact) == ("We never", "sold that machine")
    assert (one.quote.id, one.stale) == (quote.id, "words")
    assert (two.quote.status, two.rulings, two.quote.speaker) == (Status.UNCHECKED, (), "Ada Muster")
    assert two.quote.found_by == f"person:{WHO}"


@pytest.mark.parametrize("at", [0, 1, 27, 30])
def test_a_quote_splits_within_its_words_only(at: int) -> None:
    article = builders.article("“We never sold that machine.”")
    quote = builders.quote(article)
    if quote.start < at < quote.end:
        pytest.fail("the case lies within")
    with pytest.raises(Refused):
        edits.split_quote(article, quote, at, who=WHO)


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [(-1, 4, Reason.OUT_OF_TEXT), (3, 999, Reason.OUT_OF_TEXT), (5, 4, Reason.OUT_OF_TEXT), (6, 6, Reason.NO_WORDS)],
)
def test_bounds_hold_words_of_the_text(start: int, end: int, reason: Reason) -> None:
    article = builders.article("“We did.” He left.")
    quote = builders.quote(article, "We did.")
    for refused in (
        lambda: edits.move_quote(article, quote, start, end, who=WHO),
        lambda: edits.add_quote(article, start, end, Form.DIRECT, who=WHO),
    ):
        with pytest.raises(Refused) as raised:
            refused()
        assert raised.value.values["reason"] is reason


def test_a_marked_quote_leaves_its_marks_outside(project: Project) -> None:
    article = builders.article("Then: “We did.” He left.")
    project.apply(edits.add_article(article, (), who=WHO))
    project.apply(edits.add_quote(article, 5, 16, Form.DIRECT, who=WHO, speaker="He", attribution=Attribution.NAMED))
    (state,) = project.desk(article.id).states
    assert (state.quote.exact, state.quote.prefix, state.quote.suffix) == ("We did.", "Then: “", "” He left.")
    assert (state.quote.speaker, state.quote.found_by, state.quote.spans) == ("He", f"person:{WHO}", ((7, 14),))


def test_putting_words_back_moves_quotes_but_makes_none_stale(project: Project) -> None:
    text = "First. “We did,” he said.\n\nLast."
    left_out = (LeftOut("Advert", "advert", 0), LeftOut("Share", "share", 25), LeftOut("!", "odd", 25))
    article = builders.article(text, left_out=left_out)
    quote = builders.quote(article, "We did,")
    project.apply(edits.add_article(article, [quote], who=WHO))
    project.apply(edits.rule(project.desk(article.id), quote.id, Status.UNVERIFIABLE, "no tape", who=WHO))
    expected = (
        "Advert\n\nFirst. “We did,” he said.\n\nLast.",
        "Advert\n\nFirst. “We did,” he said.\n\nShare\n\nLast.",
    )
    for wanted in expected:
        now = project.article(article.id)
        project.apply(edits.put_back(now, [project.quote(quote.id)], 0, who=WHO))
        (state,) = project.desk(article.id).states
        assert project.article(article.id).text == wanted
        assert (state.quote.exact, state.stale) == ("We did,", "")
        assert wanted[state.quote.start : state.quote.end] == "We did,"
    assert [piece.text for piece in project.article(article.id).left_out] == ["!"]


def test_words_put_back_stand_where_they_stood_whatever_the_order(project: Project) -> None:
    whole = "Alpha\n\nBeta\n\nGamma\n\nDelta"
    article = builders.article("Beta\n\nDelta", left_out=(LeftOut("Alpha", "x", 0), LeftOut("Gamma", "x", 6)))
    for order in ((0, 0), (1, 0)):
        now = article
        for index in order:
            (change,) = edits.put_back(now, (), index, who=WHO).changes
            left = tuple(piece for i, piece in enumerate(now.left_out) if i != index)
            assert change.after is not None
            text = str(change.after["text"])
            moved = tuple(replace(piece, at=text.index("Delta") if piece.text == "Gamma" else 0) for piece in left)
            now = replace(now, text=text, left_out=moved)
        assert now.text == whole


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


def test_a_piece_put_back_brings_its_quotes_along(project: Project) -> None:
    text = "The board met.\n\nNobody spoke."
    offer = LeftOut('"We were not told," said Ann Lee, the chair.', "offer", 16)
    kept = replace(builders.article(text=text), left_out=(offer,))
    project.apply(edits.add_article(kept, (), who="Rosa"))
    project.apply(edits.put_back(kept, (), 0, who="Rosa"))
    [state] = project.desk(kept.id).states
    assert state.quote.exact == "We were not told,"
    assert state.open
    project.undo("Rosa")
    assert project.desk(kept.id).states == ()


def test_the_proposed_wording_is_put_into_the_text_and_can_be_ruled_on(project: Project, article: Article) -> None:
    quote = project.desk(article.id).states[1].quote
    project.apply(edits.set_quote(quote, who=WHO, proposed_wording="based on an error, again"))
    project.apply(edits.rule(project.desk(article.id), quote.id, Status.NEEDS_CHANGE, "not his words", who=WHO))
    desk = project.desk(article.id)
    quotes = [state.quote for state in desk.states]
    others = {one.id: one.exact for one in quotes if one.id != quote.id}
    before = desk.state(quote.id).quote
    project.apply(edits.reword(desk.article, quotes, quote.id, "an error", who=WHO))
    desk = project.desk(article.id)
    state = desk.state(quote.id)
    assert (state.quote.exact, state.quote.start, state.quote.proposed_wording) == ("an error", before.start, "")
    assert "was “an error”, a spokesman" in desk.article.text
    assert state.stale == "words" and state.open
    assert {s.quote.id: s.quote.exact for s in desk.states if s.quote.id != quote.id} == others
    piece = desk.evidence[0]
    project.apply(edits.record_check(builders.check(state.quote, piece, "an error"), who=WHO))
    project.apply(edits.rule(project.desk(article.id), quote.id, Status.VERBATIM, "", who=WHO))
    assert project.desk(article.id).state(quote.id).stale == ""
    with pytest.raises(Refused):
        edits.reword(desk.article, quotes, quote.id, "  ", who=WHO)


def test_a_lost_quote_keeps_its_words_and_comes_back_with_them(project: Project, article: Article) -> None:
    desk = project.desk(article.id)
    quotes, lost_one = [s.quote for s in desk.states], desk.states[1].quote
    short = desk.article.text.split("\n\n")[0] + "\n\n" + desk.article.text.split("\n\n")[2]
    project.apply(edits.replace_text(desk.article, quotes, short, who=WHO))
    kept = project.quote(lost_one.id)
    assert (kept.exact, kept.start - kept.end, kept.excluded) == (lost_one.exact, 0, "")
    with pytest.raises(Refused):
        edits.include_quote(kept, who=WHO)
    now = project.desk(article.id)
    at = desk.article.text.index(lost_one.exact)
    places = {lost_one.id: (at, at + len(lost_one.exact))}
    again = [s.quote for s in now.states]
    project.apply(edits.replace_text(now.article, again, desk.article.text, who=WHO, places=places))
    back = project.quote(lost_one.id)
    assert (back.exact, back.start, back.excluded) == (lost_one.exact, at, "")
