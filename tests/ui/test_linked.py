"""Article and evidence scroll together, by wheel and by key, and not where the desk itself scrolls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import edits
from tests import builders
from ui.linked import beside

_TOPS = st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 9_000)), min_size=1, unique_by=lambda pair: pair[0])


@given(_TOPS)
def test_where_a_quote_stands_its_passage_stands(tops):
    tops = sorted(tops)
    assert [beside(led, tops) for led, _ in tops] == [follows for _, follows in tops]


@given(_TOPS, st.integers(0, 9_000), st.integers(0, 900))
def test_in_texts_of_one_order_reading_on_never_leads_back(tops, place, further):
    follows = sorted(b for _, b in tops)
    tops = list(zip(sorted(a for a, _ in tops), follows, strict=True))
    assert beside(place, tops) <= beside(place + further, tops) + 1e-6


@pytest.fixture
def long_texts(opened, qtbot):
    window = opened()
    filler = "Nothing of this was said by anybody, and it goes on for a while.\n\n" * 40
    article = builders.article(builders.TEXT + "\n\n" + filler + "“We sold it later,” said Ada Muster.\n\n" + filler)
    quotes = (builders.quote(article), builders.quote(article, "We sold it later"))
    piece = builders.evidence(article, filler + builders.SAID + "\n\n" + filler + "We sold it later.\n\n" + filler)
    session = window.session
    assert session.apply(edits.add_article(article, quotes, who="Nell Ashdown"), [builders.original()])
    assert session.apply(edits.attach_evidence(piece, who="Nell Ashdown"))
    session.open_article(article.id)
    window.bringing.compare()
    qtbot.waitUntil(lambda: all(state.check is not None for state in session.desk.states))
    window.desk.article.page.still = True
    window.desk.evidence.page.still = True
    QApplication.processEvents()
    return window


def turn(page, notches):
    at = QPointF(page.viewport().rect().center())
    there = QPointF(page.viewport().mapToGlobal(at.toPoint()))
    held, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(at, there, QPoint(), QPoint(0, -120 * notches), Qt.MouseButton.NoButton, held, phase, False)
    QApplication.sendEvent(page.viewport(), wheel)
    QApplication.processEvents()


def test_the_wheel_over_one_text_takes_the_other_along(long_texts):
    article, evidence = long_texts.desk.article.page, long_texts.desk.evidence.page
    before = evidence.verticalScrollBar().value()
    turn(article, 12)
    after = evidence.verticalScrollBar().value()
    assert after > before
    turn(evidence, -40)
    assert article.verticalScrollBar().value() == 0


def test_a_key_in_the_text_does_too_and_the_action_ends_it(long_texts):
    article, evidence = long_texts.desk.article.page, long_texts.desk.evidence.page
    article.setFocus()
    QTest.keyClick(article, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    together = evidence.verticalScrollBar().value()
    assert together > evidence.verticalScrollBar().maximum() / 2
    long_texts.actions_.run("view.linked")
    QTest.keyClick(article, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert article.verticalScrollBar().value() < 20
    assert evidence.verticalScrollBar().value() == together


def test_selecting_moves_each_text_to_its_own_place(long_texts):
    second = long_texts.session.desk.states[1].quote.id
    long_texts.session.select(second)
    QApplication.processEvents()
    article, evidence = long_texts.desk.article.page, long_texts.desk.evidence.page
    places = (article.verticalScrollBar().value(), evidence.verticalScrollBar().value())
    QTest.qWait(50)
    assert (article.verticalScrollBar().value(), evidence.verticalScrollBar().value()) == places
