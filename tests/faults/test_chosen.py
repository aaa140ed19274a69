"""A choice between two sides makes up nobody's word: not a ruling, not a sign-off, not that a text was read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import edits, pack
from app.choosing import Choice, Side
from app.project import Project
from app.workflow import Reason, last_checkers, why_not_sign
from db.errors import StaleEdit
from db.records import Article, Capture, QuoteId, Status
from tests import builders
from tests.faults.conftest import sound

Opener = Callable[..., Project]


def handed(mine: Project, theirs: Project, article: Article, folder: Path) -> tuple[pack.Pack, pack.Unpacked]:
    path = folder / "story.onrecordpack"
    pack.pack(mine, article.id, path)
    held = pack.read(path)
    return held, pack.bring_in(theirs, held, "Nell")


@pytest.fixture
def both(open_library: Opener, tmp_path: Path) -> tuple[Project, Project, Article]:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = builders.article()
    mine.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    mine.apply(edits.attach_evidence(builders.evidence(article), who="Ada"))
    handed(mine, theirs, article, tmp_path)
    return mine, theirs, article


def rule(project: Project, article: Article, n: int, status: Status, who: str) -> QuoteId:
    quote = project.desk(article.id).states[n].quote.id
    project.apply(edits.rule(project.desk(article.id), quote, status, f"as {who} says", who=who))
    return quote


def signed(project: Project, article: Article, checker: str, signer: str) -> None:
    """Every quote is ruled on by the one, and the article signed off by the other."""
    for n in range(3):
        rule(project, article, n, Status.UNVERIFIABLE, checker)
    project.apply(edits.sign_off(project.desk(article.id), who=signer))


def test_neither_who_gave_a_chosen_ruling_nor_who_chose_it_signs(
    both: tuple[Project, Project, Article], tmp_path: Path
) -> None:
    mine, theirs, article = both
    signed(mine, article, "Nell", "Erin")
    first = rule(theirs, article, 0, Status.DISPUTED, "Maya")
    held, came = handed(theirs, mine, article, tmp_path)
    assert mine.desk(article.id).sign_off is not None, "nothing of it was changed yet"
    pack.choose(mine, held, [Choice(came.conflicts[0], Side.THEIRS)], "Nell")
    desk = mine.desk(article.id)
    ruling = desk.state(first).ruling
    assert ruling is not None
    assert (ruling.who, ruling.reason, ruling.taken_by) == ("Maya", "as Maya says", "Nell")
    assert ruling.status is desk.state(first).quote.status is Status.DISPUTED
    assert desk.sign_off is None
    assert set(last_checkers(desk)) == {"Maya", "Nell"}
    assert [why_not_sign(desk, who) for who in ("Nell", "maya", "Erin")] == [Reason.CHECKED_LAST] * 2 + [None]
    rule(mine, article, 1, Status.UNVERIFIABLE, "Nell")
    assert why_not_sign(mine.desk(article.id), "Maya") is None, "somebody looked again"
    sound(mine.path)


def test_a_sign_off_lapses_where_its_own_ruling_is_chosen(
    both: tuple[Project, Project, Article], tmp_path: Path
) -> None:
    mine, theirs, article = both
    signed(mine, article, "Maya", "Nell")
    rule(theirs, article, 0, Status.DISPUTED, "Ben")
    held, came = handed(theirs, mine, article, tmp_path)
    pack.choose(mine, held, [Choice(came.conflicts[0], Side.MINE)], "Nell")
    assert mine.desk(article.id).sign_off is None, "who signed has chosen since"
    assert why_not_sign(mine.desk(article.id), "Nell") is Reason.CHECKED_LAST


def test_a_merge_makes_no_signer_of_who_ruled_alike_elsewhere(
    both: tuple[Project, Project, Article], tmp_path: Path
) -> None:
    mine, theirs, article = both
    signed(mine, article, "Nell", "Maya")
    rule(theirs, article, 0, Status.UNVERIFIABLE, "Maya")
    _, came = handed(theirs, mine, article, tmp_path)
    assert came.conflicts == ()
    assert mine.desk(article.id).sign_off is None


def test_a_chosen_ruling_is_stale_where_it_does_not_fit_the_words(
    both: tuple[Project, Project, Article], tmp_path: Path
) -> None:
    mine, theirs, article = both
    first = rule(theirs, article, 0, Status.DISPUTED, "Maya")
    desk = mine.desk(article.id)
    quotes = [s.quote for s in desk.states]
    new = article.text.replace("never sold", "never leased")
    mine.apply(edits.replace_text(desk.article, quotes, new, who="Nell"))
    rule(mine, article, 0, Status.UNVERIFIABLE, "Nell")
    held, came = handed(theirs, mine, article, tmp_path)
    pack.choose(mine, held, [Choice(came.conflicts[0], Side.THEIRS)], "Nell")
    state = mine.desk(article.id).state(first)
    assert (state.quote.status, state.stale, state.open) == (Status.DISPUTED, "words", True)
    sound(mine.path)


@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
def test_read_through_comes_only_with_the_text_that_was_read(
    both: tuple[Project, Project, Article], tmp_path: Path, side: Side
) -> None:
    mine, theirs, article = both
    piece = theirs.desk(article.id).evidence[0]
    theirs.apply(edits.read_through(piece, who="Maya"))
    mine.apply(edits.set_evidence(mine.piece(piece.id), who="Nell", text="Quite other words."))
    held, came = handed(theirs, mine, article, tmp_path)
    assert [(one.table, one.field) for one in came.conflicts] == [("evidence", "text")]
    assert mine.piece(piece.id).capture is Capture.CAPTURED, "nobody read these words"
    pack.choose(mine, held, [Choice(came.conflicts[0], side)], "Nell")
    now = mine.piece(piece.id)
    assert (now.text == piece.text, now.capture is Capture.VERIFIED) == ((side is Side.THEIRS),) * 2


@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
def test_a_choice_goes_back_with_the_pack_and_settles_it_there(
    both: tuple[Project, Project, Article], tmp_path: Path, side: Side
) -> None:
    mine, theirs, article = both
    for project, who, status in ((mine, "Nell", Status.UNVERIFIABLE), (theirs, "Maya", Status.DISPUTED)):
        first = rule(project, article, 0, status, who)
        project.apply(edits.set_quote(project.quote(first), who=who, note=f"{who}’s note"))
        desk = project.desk(article.id)
        text = f"{who} writes. {article.text}"
        project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], text, who=who))
    held, came = handed(theirs, mine, article, tmp_path)
    assert {one.field for one in came.conflicts} == {"text", "note", "status"}
    pack.choose(mine, held, [Choice(one, side) for one in came.conflicts], "Nell")
    _, back = handed(mine, theirs, article, tmp_path)
    assert back.conflicts == ()
    here, there = mine.desk(article.id), theirs.desk(article.id)
    assert here.article.text == there.article.text
    assert [s.quote for s in here.states] == [s.quote for s in there.states]
    assert here.state(first).ruling == there.state(first).ruling
    assert not here.state(first).stale
    assert handed(theirs, mine, article, tmp_path)[1].conflicts == ()
    sound(mine.path)
    sound(theirs.path)


def test_what_changed_since_it_was_shown_is_not_chosen_about(
    both: tuple[Project, Project, Article], tmp_path: Path
) -> None:
    mine, theirs, article = both
    first = mine.desk(article.id).states[0].quote
    mine.apply(edits.set_quote(first, who="Nell", note="mine"))
    theirs.apply(edits.set_quote(first, who="Maya", note="theirs"))
    held, came = handed(theirs, mine, article, tmp_path)
    mine.apply(edits.set_quote(mine.quote(first.id), who="Nell", note="mine again"))
    with pytest.raises(StaleEdit):
        pack.choose(mine, held, [Choice(came.conflicts[0], Side.THEIRS)], "Nell")
    assert mine.quote(first.id).note == "mine again"
