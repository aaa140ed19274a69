"""The palette: what it finds, in which order, and that it gives the keyboard back."""

import pytest
from PySide6.QtCore import Qt

from app import edits
from tests import builders
from ui.finding import Finder, far, look_up


@pytest.fixture
def desk(opened):
    window = opened()
    window.bringing.sample()
    return window


def entries(window, text):
    """All that the palette comes to show for a text."""
    finder = Finder(window.session, window.actions_, window.at_desk.open_evidence)
    beyond = finder.beyond(text, look_up(window.session.project.path, text)) if far(text) else []
    return finder.near(text) + beyond


def titles(window, text):
    return [entry.title for entry in entries(window, text)]


def test_the_best_first_and_what_cannot_be_done_last(desk):
    found = entries(desk, ">rule")
    assert found[0].title == "Rule and go on"
    refused = [bool(entry.reason) for entry in found if entry.title.startswith("Rule")]
    assert refused == sorted(refused)
    assert any(refused), "what the desk refuses stays, with its reason"


def test_signs_narrow_to_one_kind(desk):
    assert set(titles(desk, "@")) >= {"Megvii", "iFlytek"}
    assert len(titles(desk, "#")) == len(desk.session.desk.states)
    sections = {entry.section for entry in entries(desk, "#inaccurate")}
    assert sections == {"Quotes"}
    assert {entry.section for entry in entries(desk, ">")} == {"Do"}


def test_evidence_and_articles_are_found_by_their_words(desk):
    found = [e for e in entries(desk, "unhelpful") if e.section == "Evidence and articles"]
    assert [entry.title for entry in found] == ["Megvii, statement to the press"]


def test_choosing_a_quote_by_keys_goes_there_and_gives_the_keyboard_back(qtbot, desk):
    desk.desk.go_to("queue")
    before = desk.focusWidget()
    desk.actions_.run("edit.find")
    field = desk.palette_._field
    qtbot.keyClicks(field, "#inaccurate")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not desk.palette_.isVisible()
    assert "inaccurate speculation" in desk.session.state.quote.exact
    assert desk.focusWidget() is before


def test_escape_leaves_everything_as_it_was(qtbot, desk):
    here = desk.session.quote_id
    desk.actions_.run("edit.find")
    qtbot.keyClicks(desk.palette_._field, "iflytek")
    qtbot.keyClick(desk.palette_._field, Qt.Key.Key_Escape)
    assert not desk.palette_.isVisible()
    assert desk.session.quote_id == here


def test_what_cannot_be_done_does_nothing(qtbot, desk):
    desk.actions_.run("edit.find")
    field = desk.palette_._field
    qtbot.keyClicks(field, ">sign off")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.palette_.isVisible(), "a refused entry stays, so that its reason can be read"


def test_arrows_step_over_the_names_of_sections(qtbot, desk):
    desk.actions_.run("edit.find")
    field, rows = desk.palette_._field, desk.palette_._rows
    qtbot.keyClicks(field, "me")
    for _ in range(30):
        qtbot.keyClick(field, Qt.Key.Key_Down)
        assert rows.current() is not None
    for _ in range(40):
        qtbot.keyClick(field, Qt.Key.Key_Up)
        assert rows.current() is not None


def test_speakers_of_other_articles_are_found_and_confidential_ones_are_not(desk):
    session = desk.session
    paper = builders.article()
    quotes = builders.quotes(paper)
    session.apply(edits.add_article(paper, quotes, who="Nell"))
    found = [entry for entry in entries(desk, "@muster") if entry.section == "Speakers in the library"]
    assert [(entry.title, entry.about) for entry in found] == [("Ada Muster", "1 quote in 1 article")]
    found[0].run()
    assert session.state.quote.id == quotes[0].id
    session.close_article()
    source = builders.source("", confidential=True, code_name="Heron", sealed="sealed")
    session.apply(edits.add_source(source, who="Nell"))
    session.apply(edits.set_quote(quotes[0], who="Nell", source_id=source.id))
    assert not [entry for entry in entries(desk, "@muster") if entry.section == "Speakers in the library"]


def test_a_hit_in_the_evidence_shows_that_piece_where_the_words_stand_and_keeps_the_keyboard_there(qtbot, desk):
    rests = desk.desk.evidence.shown()
    desk.actions_.run("edit.find")
    field = desk.palette_._field
    qtbot.keyClicks(field, "newspapers lenses")  # not side by side: the first is looked for
    found = entries(desk, "newspapers lenses")
    entry = next(one for one in found if one.section == "Evidence and articles" and one.icon == "file-text")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    entry.run()
    assert desk.desk.evidence.shown() != rests
    start, end = desk.at_desk.evidence_selection()
    text = next(one.text for one in desk.session.desk.evidence if one.id == desk.desk.evidence.shown())
    assert text[start:end].casefold() in ("newspapers", "lenses")


def test_the_whole_library_is_searched_with_the_words_in_context(desk):
    paper = builders.article()
    piece = builders.evidence(paper, "They asked about the turbines twice, and nobody would say why.")
    desk.session.apply(edits.add_article(paper, builders.quotes(paper), who="Nell"))
    desk.session.apply(edits.attach_evidence(piece, who="Nell"))
    (found,) = [entry for entry in entries(desk, "turbines") if entry.section == "Evidence and articles"]
    assert (found.title, "turbines twice" in found.about) == ("Press conference", True)
    found.run()
    assert desk.session.desk.article.id == paper.id
    assert desk.desk.evidence.shown() == piece.id and desk.desk.evidence.isVisible()
    assert desk.desk.evidence.find_bar.field.text() == "turbines"
    start = piece.text.index("turbines")
    assert desk.at_desk.evidence_selection() == (start, start + len("turbines"))
