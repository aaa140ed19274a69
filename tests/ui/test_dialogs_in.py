"""Dialogs on the way in: what was read of a file or a paste, what was left out, and who the source is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app import reading
from db.records import Attribution, LeftOut, SourceKind
from tests import builders
from tests.ui.signals import heard
from ui.dialogs.import_ import ImportPreview, PasteDialog
from ui.dialogs.left_out import LeftOutDialog
from ui.dialogs.source import NewSource, SourceDialog

LEFT = Qt.MouseButton.LeftButton
PASTED = """Share on Facebook

Firm to appeal against ban

Company says the decision rests on an error

BRUSSELS -- Beispiel AG will appeal, it said on Monday. "We never sold that machine," said Ada Muster.

The ministry declined to comment on the case, which has run for a year.
"""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def read(**fields):
    left = (LeftOut("Share on Facebook", "share", 0), LeftOut("Sign up here", "offer", 10))
    return replace(reading.read_text(PASTED), left_out=left, **fields)


def test_a_click_into_the_deadline_changes_no_year(shown, theme):
    form = shown(ImportPreview(theme, read(), None)).form
    form.deadline.box.click()
    field = form.deadline.at
    proposed = field.text()
    for x in range(field.lineEdit().geometry().right() + 1, field.width() - 24):  # as far as the calendar's arrow
        QTest.mouseClick(field, LEFT, pos=QPoint(x, field.height() // 2 - 2))
    assert field.text() == proposed
    weekend = field.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Saturday)
    assert weekend.foreground().style() is Qt.BrushStyle.NoBrush, "no day of the calendar is red"


def test_what_was_read_can_be_put_right_and_put_back(shown, theme):
    dialog = shown(ImportPreview(theme, read(), None))
    got = heard(dialog.bring_in_wanted)
    form = dialog.form
    assert dialog.focusWidget() is form.fields["headline"]
    form.fields["byline"].setText("Rosa Reporter")
    form.fields["kicker"].setText("Trade")
    form.fields["headline"].selectAll()
    QTest.keyClicks(form.fields["headline"], "Firm appeals")
    form.left_out.setFocus()
    form.left_out.setCurrentRow(1)
    QTest.keyClick(form.left_out, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.go, LEFT)
    [(edited, back, deadline)] = got
    assert (edited.headline, edited.byline, back) == ("Firm appeals", "Rosa Reporter", (1,))
    assert edited.kicker == "Trade"
    assert deadline == ""
    assert edited.text == read().text


def test_a_guessed_encoding_is_said(shown, theme):
    dialog = shown(ImportPreview(theme, read(encoding="windows-1252", encoding_guessed=True), None))
    assert "windows-1252, which is a guess" in dialog.form.encoding.text()
    dialog = shown(ImportPreview(theme, read(), None))
    assert not dialog.form.encoding.isVisible()


def test_escape_brings_nothing_in(shown, theme):
    dialog = shown(ImportPreview(theme, read(), None))
    got = heard(dialog.bring_in_wanted)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert got == [] and not dialog.isVisible()


def test_pasting_shows_what_was_read(shown, theme, jobs, qtbot):
    dialog = shown(PasteDialog(theme, reading.read_text, jobs, None))
    assert dialog.focusWidget() is dialog.text
    assert not dialog.go.isEnabled() and dialog.go.toolTip() == "Paste the article first."
    dialog.text.setPlainText(PASTED)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    assert dialog.form.fields["headline"].text() == "Firm to appeal against ban"
    got = heard(dialog.bring_in_wanted)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert got[0][0].headline == "Firm to appeal against ban"


def test_what_the_user_typed_outlives_a_second_reading(shown, theme, jobs, qtbot):
    dialog = shown(PasteDialog(theme, reading.read_text, jobs, None, text=PASTED))
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    QTest.keyClicks(dialog.form.fields["outlet"], "Example")
    dialog.text.setPlainText(PASTED.replace("Firm to", "The firm is to"))
    qtbot.waitUntil(lambda: dialog.form.fields["headline"].text().startswith("The firm"), timeout=20_000)
    assert dialog.form.fields["outlet"].text() == "Example"


def test_a_paste_that_is_no_article_is_refused_in_words(shown, theme, jobs, qtbot):
    dialog = shown(PasteDialog(theme, reading.read_text, jobs, None, text="\x00\x01"))
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    assert not dialog.go.isEnabled() and dialog.go.toolTip()


def test_putting_back_starts_with_the_last_piece(shown, theme):
    article = builders.article(
        left_out=(LeftOut("One", "share", 0), LeftOut("Two", "offer", 3), LeftOut("Three", "x", 9))
    )
    dialog = shown(LeftOutDialog(theme, article, None))
    assert not dialog.go.isEnabled() and dialog.go.toolTip() == "Tick what should go back into the text."
    got = heard(dialog.put_back_wanted)
    for row in (0, 2):
        dialog.list.setCurrentRow(row)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.go, LEFT)
    assert got == [(2,), (0,)]


def test_nothing_left_out_is_said(shown, theme):
    dialog = shown(LeftOutDialog(theme, builders.article(), None))
    assert not dialog.list.isVisible() and not dialog.go.isEnabled()


def sourced(shown, theme, *, keychain=True, sources=(), **fields):
    quote = builders.quote(builders.article(), **fields)
    return shown(SourceDialog(theme, quote, sources, None, keychain=keychain))


def test_a_known_source_is_chosen(shown, theme):
    known = [builders.source("Ada Muster", role="chief"), builders.source("", confidential=True, code_name="Harbour")]
    dialog = sourced(shown, theme, sources=known, name="")
    assert [dialog.list.itemText(at) for at in range(dialog.list.count())] == [
        "No source",
        "Ada Muster, chief",
        "Harbour (code name)",
    ]
    got = heard(dialog.source_chosen)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.go, LEFT)
    assert got == [(known[0].id,)]


def test_the_likeliest_source_is_proposed_and_a_confidential_one_only_by_its_own_name(shown, theme):
    ada, harbour = builders.source("Ada Muster"), builders.source("", confidential=True, code_name="Harbour")
    for name, sources, proposed in (
        ("Ada Muster", [ada, harbour], ada.id), ("", [ada], ada.id), ("", [ada, harbour], None),
        ("Ada Muster", [harbour], None), ("Harbour", [ada, harbour], harbour.id),
    ):  # fmt: skip
        assert sourced(shown, theme, sources=sources, name=name).list.currentData() == proposed


def test_a_new_source_is_named_or_sealed(shown, theme):
    dialog = sourced(shown, theme)
    assert dialog.name.text() == "Ada Muster" and not dialog.code_name.isEnabled()
    got = heard(dialog.source_added)
    QTest.mouseClick(dialog.confidential, LEFT)
    assert dialog.go.toolTip() == "Give a code name."
    QTest.keyClicks(dialog.code_name, "Muster")
    assert dialog.go.toolTip() == "The code name gives the name away."
    dialog.code_name.setText("Harbour")
    QTest.mouseClick(dialog.go, LEFT)
    assert got == [(NewSource(SourceKind.PERSON, "Ada Muster", "", True, "Harbour"),)]


def test_without_a_keychain_nothing_is_sealed_and_nothing_kept_in_clear(shown, theme):
    dialog = sourced(shown, theme, keychain=False, attribution=Attribution.ANONYMOUS)
    assert not dialog.confidential.isChecked() and dialog.name.text() == ""
    assert dialog.warning.isVisible() and dialog.warning.y() < dialog.name.y(), "told before anything is typed"
    dialog.name.setText("Ada Muster")
    assert dialog.go.isEnabled()
    QTest.mouseClick(dialog.confidential, LEFT)
    dialog.code_name.setText("Harbour")
    assert not dialog.go.isEnabled() and dialog.warning.isVisible()
    assert "unlock this computer’s keychain" in dialog.go.toolTip()


def test_the_kind_follows_the_attribution(shown, theme):
    dialog = sourced(shown, theme, attribution=Attribution.MEDIA)
    assert dialog.kind.currentData() == SourceKind.OUTLET
