"""The evidence: turns with speakers and time codes, the passage lit, candidates, search, and the empty states."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.records import EvidenceKind, Level, Turn
from tests import builders
from ui.theme import Theme
from ui.views.evidence import EvidenceView
from ui.views.evidence_page import locator_words
from ui.widgets import Banner, dress

LEFT = Qt.MouseButton.LeftButton
TALK = (("Reporter", 211.0, "Is it true? 😀"), ("Ada", 238.0, "We never sold it.\nNot once."), ("Ada", 301.0, "No."))


def transcript(of, talk=TALK, **fields):
    text, turns = "", []
    for speaker, time, words in talk:
        turns.append(Turn(len(text), len(text) + len(words), speaker, time))
        text += words + "\n\n"
    return builders.evidence(of, text, turns=tuple(turns), **fields)


@pytest.fixture
def view(qtbot, theme):
    pane = EvidenceView(theme)
    pane.page.still = True
    qtbot.addWidget(pane)
    pane.resize(400, 430)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def heard(signal) -> list:
    said: list = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


def choose(view: EvidenceView, start: int, end: int) -> None:
    cursor = view.page.textCursor()
    cursor.setPosition(view.page.places.to_document(start))
    cursor.setPosition(view.page.places.to_document(end), QTextCursor.MoveMode.KeepAnchor)
    view.page.setTextCursor(cursor)


def rows_of(view: EvidenceView, colour, left: int = 0, right: int = 10_000) -> list[int]:
    image = view.page.viewport().grab().toImage()
    across = range(left, min(right, image.width()))
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) == colour for x in across)]


def test_turns_have_their_speaker_above(view, of):
    view.show_desk(builders.desk(of, evidence=[transcript(of)]))
    assert view.page.toPlainText() == ("Reporter\nIs it true? 😀\nAda\nWe never sold it.\nNot once.\nAda\nNo.")
    assert view.level.text() == "E1"


def test_a_name_that_the_words_already_say_is_not_said_twice(view, of):
    talk = (("Ada", 1.0, "Ada: We never sold it."),)
    view.show_desk(builders.desk(of, evidence=[transcript(of, talk)]))
    assert view.page.toPlainText() == "Ada: We never sold it."


def test_words_outside_every_turn_are_shown(view, of):
    text = "[Recording starts]\nHello.\n[Recording ends]"
    start = text.index("Hello")
    piece = builders.evidence(of, text, turns=(Turn(start, start + 6, "Ada", 3.0),))
    view.show_desk(builders.desk(of, evidence=[piece]))
    assert view.page.toPlainText() == "[Recording starts]\nAda\nHello.\n[Recording ends]"


def test_a_label_before_a_turn_is_its_heading_and_no_words_of_the_turn_before(view, of):
    text = "On the quay\n\n[00:00:04] INES: When?\n[00:00:11] TOMAS: In March.\n(He told INES:) And this: ROSA: No."
    turns = [("INES", 4.0, "When?"), ("TOMAS", 11.0, "In March."), ("INES", 20.0, "And this:"), ("ROSA", None, "No.")]
    spans = [(text.index(words), words, speaker, time) for speaker, time, words in turns]
    made = tuple(Turn(at, at + len(words), speaker, time) for at, words, speaker, time in spans)
    view.show_desk(builders.desk(of, evidence=[builders.evidence(of, text, turns=made)]))
    assert view.page.toPlainText() == (
        "On the quay\nINES\nWhen?\nTOMAS\nIn March.\n(He told INES:) \nINES\nAnd this:\nROSA\nNo."
    )
    assert view.page.places.from_document(view.page.places.to_document(text.index("March"))) == text.index("March")


def test_every_character_shown_is_found_again(view, of):
    piece = transcript(of)
    view.show_desk(builders.desk(of, evidence=[piece]))
    places, shown = view.page.places, view.page.document()
    for at, character in enumerate(piece.text):
        if character != "\n":
            here = places.to_document(at)
            there = QTextCursor(shown)
            there.setPosition(here)
            there.setPosition(places.to_document(at + 1), QTextCursor.MoveMode.KeepAnchor)
            assert there.selectedText() == character
            assert places.from_document(here) == at


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (Turn(0, 1, time=0.0), "00:00"),
        (Turn(0, 1, time=238.7), "03:58"),
        (Turn(0, 1, time=3838.0), "1:03:58"),
        (Turn(0, 1, page=2), "p. 2"),
        (Turn(0, 1), ""),
    ],
)
def test_locators_are_as_short_as_their_column(turn, words):
    assert locator_words(turn) == words


def test_the_passage_is_lit_with_a_bar_beside_its_turn(view, of, theme):
    piece = transcript(of)
    view.show_desk(builders.desk(of, evidence=[piece]))
    assert rows_of(view, theme.lit) == []
    start = piece.text.index("never")
    view.show_passages([(start, start + 10)])
    lit, bar = rows_of(view, theme.lit), rows_of(view, theme.lit_bar, 0, 12)
    assert lit
    assert min(bar) < min(lit) and max(bar) > max(lit)  # from the speaker's name to the turn's last line
    assert len(bar) > 3 * len(lit) / 2


def test_the_turn_with_the_passage_comes_forward(view, of, theme):
    piece = transcript(of)
    view.show_desk(builders.desk(of, evidence=[piece]))
    assert rows_of(view, theme.ink, 60) == []
    start = piece.text.index("Not once")
    view.show_passages([(start, start + 8)])
    forward = rows_of(view, theme.ink, 60)
    assert forward
    bar = rows_of(view, theme.lit_bar, 0, 12)
    assert min(bar) <= min(forward) and max(forward) <= max(bar)


def test_candidates_are_stepped_through(view, of):
    piece = transcript(of)
    view.resize(600, 430)
    view.show_desk(builders.desk(of, evidence=[piece]))
    view.show_passages([(0, 5), (20, 25)], 0)
    assert view.passage.text() == "Passage 1 of 2"
    asked = heard(view.candidate_chosen)
    QTest.mouseClick(view.previous, LEFT)
    QTest.mouseClick(view.next, LEFT)
    assert asked == [1]
    view.show_passages([(0, 5), (20, 25)], 1)
    assert (view.passage.text(), view.next.isEnabled()) == ("Passage 2 of 2", False)
    view.resize(300, 430)
    assert (view.passage.text(), view.passage.accessibleName()) == ("2 of 2", "Passage 2 of 2")


def test_not_found_is_said_and_the_text_stays(view, of):
    view.show_desk(builders.desk(of, evidence=[transcript(of)]))
    view.show_passages([], searched=True)
    assert view.note.isVisible()
    assert view.page.isVisible()
    view.show_passages([(0, 5)])
    assert not view.note.isVisible()
    view.show_passages([], searched=False)
    assert not view.note.isVisible()


def test_no_evidence_asks_for_some(view, of):
    view.show_desk(builders.desk(of))
    assert view._empty.isVisible()
    asked = heard(view.add_wanted)
    QTest.mouseClick(view._empty.button, LEFT)
    QTest.mouseClick(view.add, LEFT)
    assert len(asked) == 2


def test_the_chooser_says_which_piece_is_wanted(view, of):
    pieces = [transcript(of), builders.evidence(of, kind=EvidenceKind.STATEMENT, title="", level=Level.E2)]
    view.show_desk(builders.desk(of, evidence=pieces))
    assert [view.chooser.itemText(row) for row in range(2)] == ["Press conference", "Statement"]
    wanted = heard(view.evidence_chosen)
    view.chooser.setFocus()
    QTest.keyClick(view.chooser, Qt.Key.Key_Down)
    assert wanted == [pieces[1].id]
    view.show_evidence(pieces[1].id)
    assert (view.shown(), view.level.text()) == (pieces[1].id, "E2")


def test_the_piece_shown_stays_when_another_is_attached(view, of):
    first, second = transcript(of), builders.evidence(of)
    view.show_desk(builders.desk(of, evidence=[first, second]))
    view.show_evidence(second.id)
    view.show_passages([(0, 4)])
    view.show_desk(builders.desk(of, evidence=[first, second, builders.evidence(of)]))
    assert (view.shown(), view.passage.text()) == (second.id, "Passage 1 of 1")


def test_selected_words_can_be_the_passage(view, of, qtbot):
    piece = transcript(of)
    view.show_desk(builders.desk(of, evidence=[piece]))
    wanted = heard(view.passage_wanted)
    start = piece.text.index("We never")
    choose(view, start, start + 8)
    qtbot.waitUntil(view.strip.isVisible)
    QTest.mouseClick(view.strip.button, LEFT)
    QTest.keyClick(view.page, Qt.Key.Key_Return)
    assert [piece.text[a:b] for a, b in wanted] == ["We never", "We never"]


def test_the_search_finds_whatever_the_case_and_goes_round(view, of):
    piece = transcript(of)
    view.show_desk(builders.desk(of, evidence=[piece]))
    view.open_search()
    QTest.keyClicks(view.find_bar.field, "NO")
    assert view.find_bar.count.text() == "1 of 2"
    found = []
    for _ in range(3):
        found.append(view.selected_span())
        QTest.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    assert [piece.text[a:b] for a, b in found] == ["No", "No", "No"]
    assert found[0] == found[2] != found[1]
    QTest.keyClicks(view.find_bar.field, "where")
    assert view.find_bar.count.text() == "Not there"
    QTest.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    QTest.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()


def test_a_letter_that_stands_everywhere_is_counted_to_the_end_and_no_count_outlasts_its_words(qtbot, view, of):
    piece = builders.evidence(of, "\U0001f600 eel\n" * 6_001 + "ox")
    view.show_desk(builders.desk(of, evidence=[piece]))
    view.open_search()
    QTest.keyClicks(view.find_bar.field, "e")
    assert view.find_bar.count.text() == "1 of 5000"
    qtbot.waitUntil(lambda: view.find_bar.count.text() == "1 of 12,002")
    QTest.keyClick(view.find_bar.back, Qt.Key.Key_Space)
    assert view.selected_span() == (6_000 * 6 + 3, 6_000 * 6 + 4)
    view.find_bar.field.setText("e")
    view.find_bar.field.setText("ox")
    qtbot.wait(30)
    assert view.find_bar.count.text() == "1 of 1"
    assert view.selected_span() == (6_001 * 6, 6_001 * 6 + 2)


def test_another_theme_keeps_text_passage_and_place(view, of, theme):
    piece = transcript(of, [("Ada", float(n), f"Turn number {n}.") for n in range(100)])
    view.show_desk(builders.desk(of, evidence=[piece]))
    start = piece.text.index("number 70")
    view.show_passages([(start, start + 9)])
    place = view.page.verticalScrollBar().value()
    dark = Theme.build("dark", base_font=theme.base_font)
    dress(view, dark)
    assert view.page.verticalScrollBar().value() == place
    assert rows_of(view, dark.lit)


def test_every_control_has_a_name(view):
    for widget in (view.chooser, view.previous, view.next, view.add, view.page, view.find_bar.field):
        assert widget.accessibleName()


def test_a_passage_far_down_a_long_text_is_in_view_at_once(view, of):
    text = "\n".join(f"Sentence {n} of a long day in court, and then some more of it." for n in range(3000))
    piece = builders.evidence(of, text, turns=())
    view.show_desk(builders.desk(of, evidence=(piece,)))
    start = text.index("Sentence 2500")
    view.page.still = True
    view.page.light((start, start + 13))
    below = view.page.top_of_character(start) - view.page.verticalScrollBar().value()
    assert 0 < below < view.page.viewport().height() / 2


def test_a_file_that_is_not_there_is_told_with_a_way_to_choose_another(qtbot, desk, tmp_path):
    wanted = []
    desk.bringing.file_wanted.connect(wanted.append)
    desk.bringing.evidence([tmp_path / "gone.txt"])
    qtbot.waitUntil(lambda: "gone.txt is not there." in desk.notices.texts(), timeout=8000)
    (banner,) = desk.notices.findChildren(Banner)
    assert banner._button.text() == "Choose another file…"
    banner._button.click()
    assert wanted == ["evidence"]
    (asked,) = desk.findChildren(QFileDialog)
    assert asked.isVisible() and asked.windowTitle() == "Attach evidence"
    asked.reject()
