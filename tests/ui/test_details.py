"""The details: fields that never lose words, and why a quote was found."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from app.quotations.explain import RULES
from db.records import Attribution, Status, Terms
from tests import builders
from tests.ui.desks import checked
from tests.ui.signals import heard
from ui.views.found_by import found_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups, where there is no screen


def test_it_says_which_quote_and_what_is_known(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    assert (pane.header.title.text(), pane.form.text()) == ("Quote 1", "whole sentences")
    assert pane.fields.speaker.currentText() == "Ada Muster"
    assert pane.fields.attribution.currentText() == "A named person"
    assert pane.level.text() == "E1"
    assert pane.evidence.text() == "Transcript, 00:07"
    assert pane.status.text() == "Unchecked"
    assert pane.ruling.following.text() == "Next: quote 2, Beispiel"


def test_a_stale_status_says_why_in_words(pane, of):
    first, *rest = builders.quotes(of)
    ruled = replace(first, status=Status.UNVERIFIABLE)
    ruling = builders.ruling(replace(first, exact="We sold that machine"))
    desk = builders.desk(of, [ruled, *rest], rulings=[ruling])
    pane.show_quote(desk, first.id)
    assert pane.status.text() == "Unverifiable (stale: the published words changed since)"


def test_each_field_tells_what_it_became(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    got = heard(pane.field_changed)
    line = pane.fields.speaker.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "Ms M")
    pane.fields.attribution.setFocus()
    QTest.keyClick(pane.fields.attribution, Qt.Key.Key_Down)
    pane.fields.terms.setFocus()
    QTest.keyClick(pane.fields.terms, Qt.Key.Key_Down)
    QTest.keyClicks(pane.note, "call")
    last = {field: value for _, field, value in got}
    assert last["speaker"] == "Ms M" and last["note"] == "call"
    assert last["attribution"] is Attribution.SPOKESPERSON and last["terms"] is Terms.BACKGROUND
    assert {quote_id for quote_id, _, _ in got} == {first.id}


def test_fields_keep_words_and_caret_while_the_desk_is_read_anew(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    QTest.keyClicks(pane.note, "a call on")
    line = pane.fields.speaker.lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Ada M")
    QTest.keyClick(line, Qt.Key.Key_Left)
    echo = builders.desk(of, [replace(first, note="a call", speaker="Ada"), *builders.quotes(of)[1:]])
    pane.show_quote(echo, first.id)
    assert pane.note.toPlainText() == "a call on"
    assert (line.text(), line.cursorPosition(), line.hasFocus()) == ("Ada M", 4, True)


def test_another_quote_or_an_undo_replaces_the_fields(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    pane.show_quote(desk, desk.states[1].quote.id)
    assert pane.fields.speaker.currentText() == "a spokesman"
    undone = builders.desk(
        of, [s.quote if n != 1 else replace(s.quote, speaker="him") for n, s in enumerate(desk.states)]
    )
    pane.show_quote(undone, desk.states[1].quote.id)
    assert pane.fields.speaker.currentText() == "him"


def test_the_name_is_shown_where_it_is_another(pane, of):
    first, second, _ = builders.quotes(of)
    desk = builders.desk(of, [first, second])
    pane.show_quote(desk, first.id)
    assert not pane.fields.name.isVisible()
    pane.show_quote(desk, second.id)
    assert pane.fields.name.isVisible() and pane.fields.name.currentText() == "Beispiel"


def test_the_agreement_shows_in_words_and_unfolds(pane, of):
    agreed = {"agreed_wording": "Read out on the call", "agreed_by": "press office", "agreed_at": "22 Oct"}
    first = builders.quote(of, **agreed)
    off = builders.quote(of, "within days", terms=Terms.BACKGROUND)
    desk = builders.desk(of, [first, off])
    pane.show_quote(desk, first.id)
    assert pane.fields.agreed_words.text() == "Read out on the call; press office, 22 Oct"
    assert not pane.fields.wording.isVisible()
    pane.fields.write_agreement()
    assert pane.fields.wording.isVisible() and pane.fields.agreed_by.text() == "press office"
    pane.note.setFocus()
    pane.show_quote(desk, off.id)
    assert pane.fields.wording.isVisible() and not pane.fields.agreed_words.isVisible()


def test_names_are_completed_from_sources_and_speakers(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id, sources=[builders.source("Zora Zeuge")])
    box = pane.fields.speaker
    assert [box.itemText(at) for at in range(box.count())] == ["Ada Muster", "Beispiel", "Zora Zeuge"]
    got = heard(pane.field_changed)
    completer = pane.fields.agreed_by.completer()
    completer.setCompletionPrefix("zeu")
    completer.activated.emit(completer.currentCompletion())
    assert got[-1] == (first.id, "agreed_by", "Zora Zeuge")


def test_a_confidential_source_goes_by_its_code_name(pane, of):
    source = builders.source("", confidential=True, code_name="Harbour", sealed="1:xx")
    first = builders.quote(of, source_id=source.id)
    pane.show_quote(builders.desk(of, [first], sources=[source]), first.id)
    assert pane.fields.source.text() == "Harbour (code name)"


def test_why_a_quote_was_found_is_said_in_words(of):
    quote = builders.quote(of)
    said = found_words(replace(quote, found_by="rule:quote-source-cue", cue="said"))
    assert said == "Found: because of “said” after the closing mark"
    declined = found_words(replace(quote, found_by="rule:declined", cue="declined to comment"))
    assert declined == "Found: because somebody did not answer: “declined to comment”"
    assert found_words(replace(quote, found_by="rule:according-first", cue="")) == "Found: because of its wording"
    assert found_words(replace(quote, found_by="person:Nell")) == "Marked by Nell"
    assert found_words(replace(quote, found_by="")) == ""


def test_every_control_has_a_name(pane, of):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for control in pane.findChildren(kind):
            assert control.accessibleName() or getattr(control, "text", str)(), control


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_finder_has_words(rule: str) -> None:
    [quote, *_] = builders.quotes(builders.article())
    assert found_words(replace(quote, found_by=f"rule:{rule}", cue="said")).startswith("Found: ")
