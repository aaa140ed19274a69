"""From the evidence back to the quote: by mouse and by key, the next where several rest; from piece to piece."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import edits
from db.records import Form
from tests import builders
from ui.dialogs.ask import Ask
from ui.models.quotes import Role

WHO = "Nell Ashdown"
FILLER = "Nothing of this was said by anybody, and it goes on for a while.\n\n" * 40
WORDS = ("We never sold that machine", "sold that machine", "We sold it later")
LAST = "The bishop wept in Norwich."
ARTICLE = f"“{WORDS[0]},” said Ada. {FILLER}“{WORDS[2]},” said Ada Muster. {LAST}"
SAID = f"{FILLER}{WORDS[0]}, not once.\n\nAnd then: {WORDS[2]}.\n\n{FILLER}"


def rest(session, article, piece, *words):
    """Opens the article with a quote for each of the words, each checked against the piece."""
    quotes = tuple(builders.quote(article, one) for one in words)
    assert session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    assert session.apply(edits.attach_evidence(piece, who=WHO))
    for quote, one in zip(quotes, words, strict=True):
        assert session.apply(edits.record_check(builders.check(quote, piece, one), who=WHO))
    session.open_article(article.id)
    return [quote.id for quote in quotes]


@pytest.fixture
def resting(opened):
    """A window, and the ids of three quotes in the order of the words."""
    window = opened()
    article = builders.article(ARTICLE)
    ids = rest(window.session, article, builders.evidence(article, SAID), *WORDS)
    for page in (window.desk.article.page, window.desk.evidence.page):
        page.still = True
    window.session.select(ids[2])
    QApplication.processEvents()
    return window, ids


def point(page, words):
    """Where the second letter of these words of the text is, in the viewport."""
    place = page.place_of(page.places.to_document(SAID.index(words)) + 1)
    return QPoint(round(place.x()) + 2, round(place.y()) - 4)


def click(page, words):
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point(page, words))
    QApplication.processEvents()


def assert_shown(window, quote_id):
    assert window.session.quote_id == quote_id
    assert window.desk.queue.list.currentIndex().data(Role.QUOTE_ID) == quote_id
    page, quote = window.desk.article.page, window.session.state.quote
    assert page.in_view(page.places.to_document(quote.start), page.places.to_document(quote.end))


def test_a_click_in_a_passage_selects_the_quote_on_it_and_the_evidence_stays(resting):
    window, ids = resting
    page = window.desk.evidence.page
    place = page.verticalScrollBar().value()
    click(page, WORDS[0])
    assert_shown(window, ids[0])
    assert page.verticalScrollBar().value() == place > 0
    click(page, "And then")
    assert_shown(window, ids[0])  # nothing rests there
    click(page, WORDS[2])
    assert_shown(window, ids[2])


def test_where_several_rest_each_click_goes_on_to_the_next(resting):
    window, ids = resting
    seen = []
    for _ in range(3):
        click(window.desk.evidence.page, WORDS[1])
        seen.append(window.session.quote_id)
    assert seen == [ids[0], ids[1], ids[0]]


def test_enter_at_the_caret_does_the_same(resting):
    window, ids = resting
    page = window.desk.evidence.page
    window.actions_.run("view.evidence")
    cursor = page.textCursor()
    cursor.setPosition(page.places.to_document(SAID.index(WORDS[0])) + 3)
    page.setTextCursor(cursor)
    QApplication.processEvents()
    place = page.verticalScrollBar().value()
    QTest.keyClick(page, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert_shown(window, ids[0])
    assert page.verticalScrollBar().value() == place
    assert window.focusWidget() is page


def test_words_that_are_being_selected_choose_no_quote(resting):
    window, ids = resting
    page = window.desk.evidence.page
    start = point(page, WORDS[0])
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.viewport(), start + QPoint(80, 0))
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    assert page.selected_span()
    assert window.session.quote_id == ids[2]


def test_a_passage_that_a_quote_rests_on_besides_leaves_the_piece_in_view(resting):
    window, ids = resting
    session, page = window.session, window.desk.evidence.page
    notes = builders.evidence(session.desk.article, "Notes. We never sold that machine.", title="Notes")
    assert session.apply(edits.attach_evidence(notes, who=WHO))
    quote = session.desk.state(ids[0]).quote
    assert session.apply(edits.record_check(builders.check(quote, notes, WORDS[0], beside=True), who=WHO))
    window.at_desk.side.look_at(notes.id)
    at = page.place_of(page.places.to_document(notes.text.index("sold")) + 1)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()) + 2, round(at.y()) - 4))
    assert session.quote_id == ids[0]
    assert window.desk.evidence.shown() == notes.id


def test_the_keys_go_from_piece_to_piece_and_round(qtbot, resting):
    window, _ids = resting
    session, evidence = window.session, window.desk.evidence
    assert window.actions_["evidence.next_piece"].why_not() == "The article has no other piece of evidence."
    for title in ("Notes", "Statement"):
        piece = builders.evidence(session.desk.article, f"{title}. Nothing.", title=title)
        assert session.apply(edits.attach_evidence(piece, who=WHO))
    ids = [piece.id for piece in session.desk.evidence]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    evidence.page.setFocus()
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(evidence.page, key, Qt.KeyboardModifier.ControlModifier)
        seen.append(evidence.shown())
    first = ids.index(seen[2])
    assert seen == [ids[(first + step) % 3] for step in (1, 2, 3, 2)]


def test_only_the_piece_in_view_is_offered_for_removal(resting):
    window, ids = resting
    session = window.session
    start = len(ARTICLE) - len(LAST)
    made = edits.add_quote(session.desk.article, start, start + 16, Form.INDIRECT, who=WHO)
    assert session.apply(made)
    session.select(next(one.quote.id for one in session.desk.states if one.quote.id not in ids))
    assert window.desk.evidence.shown() is None
    for name in ("evidence.remove", "evidence.about"):
        assert window.actions_[name].why_not() == "Choose a piece of evidence first."
        assert not window.actions_.run(name)
    session.select(ids[0])
    assert window.actions_.run("evidence.remove")
    assert window.findChild(Ask).isVisible()


def test_without_any_quote_the_evidence_can_be_read_and_removed(opened):
    window = opened()
    session, article = window.session, builders.article("Nobody is quoted here.")
    assert session.apply(edits.add_article(article, (), who=WHO), [builders.original()])
    pieces = [builders.evidence(article, f"{title}. Nothing.", title=title) for title in ("Notes", "Statement")]
    for piece in pieces:
        assert session.apply(edits.attach_evidence(piece, who=WHO))
    session.open_article(article.id)
    assert window.desk.evidence.shown() == session.desk.evidence[0].id
    assert window.actions_.run("evidence.next_piece")
    assert window.desk.evidence.shown() == session.desk.evidence[1].id
    assert window.actions_.run("evidence.remove")
    window.findChild(Ask).accept()
    assert [piece.id for piece in session.desk.evidence] == [piece.id for piece in pieces[:1]]
