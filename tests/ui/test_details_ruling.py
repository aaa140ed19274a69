"""The ruling at the foot of the details: what the desk forbids, what it offers, and that it is always in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.records import Form, Status, Verdict
from tests import builders
from tests.ui.desks import checked
from tests.ui.signals import heard
from ui.views.ruling import RulingStrip, proposed_status

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups, where there is no screen


def enabled(pane, status):
    box = pane.ruling.status
    item = box.model().item(box.findData(status))
    return item.isEnabled(), item.toolTip()


def test_what_the_desk_forbids_is_disabled_and_says_why(pane, of):
    desk, first = checked(of, verdict=Verdict.PERMITTED)
    pane.show_quote(desk, first.id)
    assert enabled(pane, Status.PERMITTED_EDITS) == (True, "")
    able, why = enabled(pane, Status.VERBATIM)
    assert not able and why
    pane.show_quote(desk, desk.states[1].quote.id)
    assert enabled(pane, Status.VERBATIM) == (False, "The quote was not yet compared with evidence.")


def test_the_best_ruling_allowed_is_offered_first(of):
    desk, first = checked(of)
    assert proposed_status(desk.state(first.id)) is Status.VERBATIM
    desk, first = checked(of, verdict=Verdict.PERMITTED)
    assert proposed_status(desk.state(first.id)) is Status.PERMITTED_EDITS
    desk, first = checked(of, verdict=Verdict.ALTERED)
    assert proposed_status(desk.state(first.id)) is Status.NEEDS_CHANGE
    assert proposed_status(desk.states[1]) is None


def test_ruling_by_key_and_by_button(pane, of):
    desk, first = checked(of)
    got = heard(pane.rule_wanted)
    pane.show_quote(desk, first.id)
    QTest.mouseClick(pane.ruling.button, LEFT)
    pane.ruling.reason.setFocus()
    QTest.keyClick(pane.ruling.reason, ENTER)
    assert got == [(first.id, Status.VERBATIM, "")] * 2


def test_a_missing_reason_is_asked_for_and_nothing_is_ruled(pane, of):
    desk, first = checked(of, verdict=Verdict.ALTERED)
    got = heard(pane.rule_wanted)
    pane.show_quote(desk, first.id)
    pane.ruling.rule()
    assert got == [] and pane.ruling.reason.hasFocus()
    assert pane.ruling.button.toolTip() == "Give a reason."
    QTest.keyClicks(pane.ruling.reason, "Two words lost")
    QTest.keyClick(pane.ruling.reason, ENTER)
    assert got == [(first.id, Status.NEEDS_CHANGE, "Two words lost")]


def test_a_reason_begun_waits_with_its_quote(pane, of):
    desk, first = checked(of, verdict=Verdict.ALTERED)
    pane.show_quote(desk, first.id)
    QTest.keyClicks(pane.ruling.reason, "Two words")
    pane.show_quote(desk, desk.states[1].quote.id)
    assert pane.ruling.reason.text() == ""
    pane.show_quote(desk, first.id)
    assert pane.ruling.reason.text() == "Two words"


def test_strip_and_foot_show_one_ruling(pane, of, qtbot, theme):
    strip = RulingStrip(theme, pane.draft)
    qtbot.addWidget(strip)
    strip.show()
    desk, first = checked(of, verdict=Verdict.ALTERED)
    pane.show_quote(desk, first.id)
    QTest.keyClicks(strip.reason, "Cut")
    assert pane.ruling.reason.text() == "Cut"
    strip.status.setFocus()
    QTest.keyClick(strip.status, Qt.Key.Key_Down)
    assert pane.ruling.status.currentData() == strip.status.currentData() == Status.DISPUTED
    assert pane.draft.status is Status.DISPUTED


def test_without_a_quote_nothing_can_be_ruled(pane):
    pane.show_quote(None, None)
    assert not pane.ruling.button.isEnabled() and pane.ruling.button.toolTip() == "Choose a quote first."
    assert not pane.fields.isEnabled() and not pane.note.isEnabled()


def test_the_ruling_never_scrolls_away(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    pane.resize(258, 420)
    bottom = pane.ruling.mapTo(pane, pane.ruling.rect().bottomLeft()).y()
    assert bottom == pane.height() - 1
    assert pane._scroll.verticalScrollBar().maximum() > 0
    assert pane._scroll.horizontalScrollBar().maximum() == 0


def test_fields_and_ruling_share_their_edges(pane, of, qapp):
    desk, first = checked(of)
    for high in (420, 900):
        pane.resize(258, high)
        pane.show_quote(desk, first.id)
        qapp.processEvents()
        edges = {
            (box.mapTo(pane, box.rect().topLeft()).x(), box.mapTo(pane, box.rect().topRight()).x())
            for box in (pane.fields.speaker, pane.fields.terms, pane.note, pane.ruling.status, pane.ruling.reason)
        }
        assert len(edges) == 1, high


def test_a_term_needs_no_check(pane, of):
    term = builders.quote(of, "ministry", form=Form.TERM)
    pane.show_quote(builders.desk(of, [term]), term.id)
    assert pane.header.title.text() == "Term"
    assert pane.status.text() == "A term; it needs no check"
    assert not pane.ruling.button.isEnabled()
