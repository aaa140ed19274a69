"""Edits of the text and of where quotes stand in it: marks, bounds, parts, words put back, a wording taken over."""

from dataclasses import replace

import pytest

from app import edits
from app.project import Project
from app.workflow import Reason
from db.errors import Refused
from db.records import Article, Attribution, Form, LeftOut, Status
from tests import builders

WHO = "Carl Checker"


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
