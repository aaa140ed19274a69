"""What is done to quotes in the article: ends dragged, overlaps told apart, the strip walked, the text kept still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import edits
from db.records import Form, Status
from tests import builders
from ui.views.article_page import moved
from ui.views.handles import snapped
from ui.views.marks import Mark
from ui.views.stripes import lanes, overlapping

LEFT, NONE, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
WHO = "Nell Ashdown"
TEXT = (
    "🎙️ BRUSSELS 👩‍🚀 — “We never 🙂 sold that machine, nor will we,” said Ada Muster.\n\n"
    + "Nobody else said anything for a long while.\n\n" * 30
    + "The ministry said the firm had told it “nothing at all” about the machine.\n\n"
    + "Nobody else said anything for a long while.\n\n" * 30
)


@pytest.fixture
def desk(opened, qtbot):
    window = opened()
    article = builders.article(TEXT)
    told = "the firm had told it “nothing at all” about the machine"
    quotes = (
        builders.quote(article, "We never 🙂 sold that machine"),
        builders.quote(article, told, form=Form.INDIRECT),
        builders.quote(article, "nothing at all", form=Form.PARTIAL),
    )
    assert window.session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    window.session.open_article(article.id, quotes[0].id)
    window.desk.article.page.still = True
    with qtbot.waitActive(window):
        window.activateWindow()
    QApplication.processEvents()
    return window


def point(page, number):
    """Where the character of that number stands, in the viewport."""
    foot = page.place_of(page.places.to_document(number))
    return QPoint(round(foot.x()), round(foot.y()) - 5)


def mouse(page, kind, at, held=NONE, buttons=LEFT):
    there, moves = QPointF(page.viewport().mapToGlobal(at)), kind == QMouseEvent.Type.MouseMove
    event = QMouseEvent(kind, QPointF(at), there, Qt.MouseButton.NoButton if moves else LEFT, buttons, held)
    QApplication.sendEvent(page.viewport(), event)


def drag(page, end, stop, held=NONE, *, drop=True):
    mouse(page, QMouseEvent.Type.MouseButtonPress, page.handles.foot(end).toPoint() - QPoint(0, 5))
    mouse(page, QMouseEvent.Type.MouseMove, point(page, stop), held)
    if drop:
        mouse(page, QMouseEvent.Type.MouseButtonRelease, point(page, stop), held, Qt.MouseButton.NoButton)


def words(window):
    return window.session.state.quote.exact


def test_an_end_is_dragged_to_the_next_word_and_undone(desk):
    page = desk.desk.article.page
    drag(page, "end", TEXT.index("nor") + 2)
    assert words(desk) == "We never 🙂 sold that machine, nor"
    desk.actions_.run("edit.undo")
    assert words(desk) == "We never 🙂 sold that machine"
    drag(page, "start", TEXT.index("sold") + 1)
    assert words(desk) == "sold that machine"
    assert not page.textCursor().hasSelection()


def test_with_alt_an_end_moves_by_letters_and_escape_ends_a_drag(desk):
    page = desk.desk.article.page
    drag(page, "end", TEXT.index("machine") + 4, ALT)
    assert words(desk) == "We never 🙂 sold that mach"
    before = desk.session.project.undoable()
    drag(page, "end", TEXT.index("nor") + 3, drop=False)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    mouse(page, QMouseEvent.Type.MouseButtonRelease, point(page, TEXT.index("nor")), NONE, Qt.MouseButton.NoButton)
    assert desk.session.project.undoable() == before


def test_an_end_never_passes_the_other(desk):
    page, quote = desk.desk.article.page, desk.session.state.quote
    drag(page, "end", 0)
    assert desk.session.state.quote.start == quote.start
    assert words(desk)


def test_bounds_by_keys_to_words_and_to_any_selection(desk):
    page = desk.desk.article.page
    page.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | ALT
    QTest.keyClick(page, Qt.Key.Key_Right, held)
    assert words(desk) == "never 🙂 sold that machine"
    cursor = page.textCursor()
    cursor.setPosition(page.places.to_document(TEXT.index("ever")))
    page.setTextCursor(cursor)
    for _ in range(len("ever 🙂 so")):
        QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page, Qt.Key.Key_M, held)
    assert words(desk) == "ever 🙂 so"
    desk.actions_.run("edit.undo")
    desk.actions_.run("edit.undo")
    assert words(desk) == "We never 🙂 sold that machine"


@given(st.text(alphabet="ab ,.“”’🙂-", max_size=60), st.integers(0, 60), st.sampled_from(["start", "end"]))
def test_snapping_stays_in_the_text_and_ends_where_words_do(text, at, end):
    at = min(at, len(text))
    place = snapped(text, at, end)
    assert 0 <= place <= len(text)
    assert snapped(text, place, end) == place
    if any(letter.isalpha() for letter in text):
        inside, outside = (text[place : place + 1], text[place - 1 : place] if place else "")
        if end == "end":
            inside, outside = outside, inside
        assert not inside.isspace()
        assert not (inside.isalpha() and outside.isalpha())


def test_quotes_that_overlap_are_walked_by_one_key_and_striped(desk):
    page = desk.desk.article.page
    assert not desk.actions_.run("quote.overlapping")
    outer, inner = (state.quote.id for state in desk.session.desk.states[1:])
    desk.session.select(outer)
    QApplication.processEvents()
    for wanted in (inner, outer, inner):
        QTest.keyClick(desk.desk.queue.list, Qt.Key.Key_F4)
        assert desk.session.quote_id == wanted
    stripes = {mark.quote_id: box for mark, box, *_ in page._stripes()}
    assert set(stripes) == {outer, inner}
    at = stripes[outer].center().toPoint()
    QTest.mouseClick(page.viewport(), LEFT, pos=at)
    assert desk.session.quote_id == outer


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12)


@given(SPANS)
def test_stripes_of_one_lane_never_meet_and_who_overlaps_hangs_together(spans):
    marks = [Mark(str(n), n, "unchecked", "dotted", ((a, a + long),), ()) for n, (a, long) in enumerate(spans)]
    found, groups = lanes(marks), overlapping(marks)
    assert set(found) == set(groups)
    for one in marks:
        for other in marks:
            if one is not other and one.start < other.end and other.start < one.end:
                assert groups[one.quote_id] == groups[other.quote_id]
                assert found[one.quote_id] != found[other.quote_id] or found[one.quote_id] == 2


def test_two_quotes_inside_one_never_share_a_stripe_on_one_line():
    marks = [Mark(str(n), n, "unchecked", "dotted", (span,), ()) for n, span in enumerate([(0, 70), (5, 20), (30, 50)])]
    assert sorted(lanes(marks).values()) == [0, 1, 2]


def test_the_strip_shows_every_quote_and_is_walked_and_clicked(desk):
    strip, states = desk.desk.article.quotes, desk.session.desk.states
    assert strip.quotes.rowCount() == 3
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert desk.session.quote_id == states[1].quote.id
    QTest.mouseClick(strip.viewport(), LEFT, pos=strip.visualRect(strip.quotes.index(2)).center())
    assert desk.session.quote_id == states[2].quote.id
    desk.session.select(states[0].quote.id)
    assert strip.currentIndex().row() == 0
    before = strip.grab().toImage()
    desk.session.apply(edits.rule(desk.session.desk, states[0].quote.id, Status.UNVERIFIABLE, "no tape", who=WHO))
    assert strip.grab().toImage() != before


def test_a_right_click_is_about_the_quote_under_it(desk):
    page, inner = desk.desk.article.page, desk.session.desk.states[2].quote
    page.bring(page.places.to_document(inner.start))
    at = point(page, inner.start + 8)
    desk.desk.article.context_wanted.disconnect()
    page.customContextMenuRequested.emit(at)
    assert desk.session.quote_id == inner.id
    assert desk.actions_.run("quote.split")
    assert [state.quote.exact for state in desk.session.desk.states[2:]] == ["nothing", "at all"]
    desk.actions_.run("edit.undo")
    assert desk.session.state.quote.exact == "nothing at all"


def test_an_edit_of_the_text_leaves_the_page_where_it_was(desk):
    page, bar = desk.desk.article.page, desk.desk.article.page.verticalScrollBar()
    inner = desk.session.desk.states[2].quote
    desk.session.select(inner.id)
    QApplication.processEvents()
    before = page.place_of(page.places.to_document(inner.start)).y()
    assert bar.value() > 0
    desk.session.drafts.put(inner.id, proposed_wording="nothing whatsoever")
    assert desk.checking.reword()
    QApplication.processEvents()
    assert words(desk) == "nothing whatsoever"
    assert page.place_of(page.places.to_document(desk.session.state.quote.start)).y() == pytest.approx(before, abs=1)
    article, quotes = desk.session.desk.article, [state.quote for state in desk.session.desk.states]
    longer = article.text.replace("Nobody else", "Nobody at all in the whole wide world, not a single one,", 3)
    desk.session.apply(edits.replace_text(article, quotes, longer, who=WHO))
    QApplication.processEvents()
    assert page.place_of(page.places.to_document(desk.session.state.quote.start)).y() == pytest.approx(before, abs=1)


@given(st.text("ab", max_size=9), st.text("ab", max_size=9), st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_a_place_outside_what_changed_keeps_its_character(head, old, new, tail):
    before, after = head + old + tail, head + new + tail
    for place in range(len(head)):
        assert moved(before, after, place) == place
    assert all(0 <= moved(before, after, place) <= len(after) for place in range(len(before) + 1))
