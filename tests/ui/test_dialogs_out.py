"""Dialogs on the way out: the export with its preview and its refusals, and the sign-off that is never one key."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from app import comparing, sheets
from db.records import Form, Status, Terms
from tests import builders
from ui.dialogs.export import ExportDialog
from ui.dialogs.sign_off import SignOffDialog, findings
from ui.jobs import Jobs
from ui.widgets import LinkButton

LEFT = Qt.MouseButton.LeftButton
NOW = "2026-11-22T14:40:00.000Z"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def jobs(qapp):
    found = Jobs()
    yield found
    found.close()


@pytest.fixture
def shown(qtbot):
    """Opens a dialog and keeps it until the test is over, as its window would."""
    kept = []

    def show(dialog):
        kept.append(dialog)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    yield show
    for dialog in kept:
        dialog.close()


@pytest.fixture
def export(shown, theme, jobs):
    """Opens the export of a desk; what it gathers is written down beside it."""
    made = []

    def open_export(desk):
        def gather(policy, choice):
            made.append((policy, choice))
            return sheets.gather(desk, comparing.load_policy(policy), now=NOW, choice=choice)

        names = comparing.policy_names()
        dialog = ExportDialog(theme, desk, gather, jobs, None, policies=names, folder=Path("nowhere"))
        dialog.made = made
        return shown(dialog)

    return open_export


def ruled(of, status=Status.UNVERIFIABLE):
    quotes = [replace(one, status=status) for one in builders.quotes(of)]
    return builders.desk(of, quotes, rulings=[builders.ruling(one, status) for one in quotes])


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values))
    return got


def shows_pages(dialog):
    return bool(dialog.preview._pages)


def test_the_export_shows_the_pages_as_they_will_be(export, qtbot):
    dialog = export(builders.desk(builders.article()))
    qtbot.waitUntil(lambda: shows_pages(dialog), timeout=20_000)
    assert dialog.preview._place.text().startswith("Page 1 of ")
    assert dialog.go.text() == "Export PDF…" and dialog.go.isEnabled()
    assert dialog.banner._label.text() == "3 of 3 quotes are left to check. Every page of the sheet will say Draft."
    assert dialog.focusWidget() is dialog.go


def test_choosing_a_format_names_the_button_and_its_kinds_of_file(export, qtbot):
    dialog = export(builders.desk(builders.article()))
    dialog.cards.cards[0].setFocus()
    QTest.keyClick(dialog.cards, Qt.Key.Key_Right)
    assert (dialog.ending(), dialog.go.text()) == (".docx", "Export Word…")
    assert dialog.paper.isVisible() and not dialog.kind.isVisible()
    dialog.cards.choose("table")
    assert dialog.ending() == ".xlsx" and dialog.kind.isVisible() and not dialog.paper.isVisible()
    QTest.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert dialog.ending() == ".csv"
    qtbot.waitUntil(lambda: dialog.preview._table.rowCount() == 3, timeout=20_000)
    dialog.cards.choose("data")
    qtbot.waitUntil(lambda: "onrecord-sheet" in dialog.preview._text.toPlainText(), timeout=20_000)
    dialog.cards.choose("web")
    QTest.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert (dialog.ending(), dialog.go.text()) == (".md", "Export Markdown…")


def test_each_box_reaches_the_sheet(export):
    dialog = export(builders.desk(builders.article()))
    for box in dialog.parts.values():
        box.toggle()
    QTest.keyClick(dialog.quotes, Qt.Key.Key_Down)
    dialog.paper.setCurrentIndex(1)
    policy = dialog.policy.findData("strict")
    dialog.policy.setCurrentIndex(policy)
    dialog._renew()
    policy, choice = dialog.made[-1]
    assert policy == "strict"
    assert choice == sheets.Choice(
        quotes="open", said=False, reasons=False, notes=True, comments=True, history=True, paper="us-letter"
    )


def test_the_sheet_is_handed_over_with_its_file(export, tmp_path):
    dialog = export(builders.desk(builders.article()))
    got = heard(dialog.write_wanted)
    dialog.write_to(str(tmp_path / "sheet.pdf"))
    [(sheet, path)] = got
    assert path == tmp_path / "sheet.pdf" and sheet.head.headline == "Firm to appeal"
    assert not dialog.isVisible()


def test_words_off_the_record_block_the_export_and_are_named(export):
    of = builders.article()
    first, second, third = builders.quotes(of)
    desk = builders.desk(of, [first, replace(second, terms=Terms.OFF_RECORD), third])
    dialog = export(desk)
    assert not dialog.go.isEnabled()
    assert dialog.go.toolTip() == dialog.banner._label.text() == "Quote 2 is off the record."
    got = heard(dialog.quote_wanted)
    QTest.mouseClick(dialog.banner._button, LEFT)
    assert got == [(second.id,)] and not dialog.isVisible()


def test_escape_leaves_and_the_preview_with_it(export, qtbot, jobs):
    dialog = export(builders.desk(builders.article()))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    assert not shows_pages(dialog)


def test_a_signed_article_carries_no_warning(export):
    of = builders.article()
    desk = ruled(of)
    unsigned = export(desk)
    assert unsigned.banner._label.text() == "Nobody has signed off. Every page of the sheet will say Draft."


@pytest.fixture
def sign(shown, theme):
    return lambda desk, who="Erin Editor": shown(SignOffDialog(theme, desk, who, None))


def test_sign_off_is_never_one_key(sign):
    dialog = sign(ruled(builders.article()))
    got = heard(dialog.sign_wanted)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert got == [] and dialog.isVisible()
    assert dialog.go.toolTip() == "Tick that you have read the rulings first."
    assert dialog.focusWidget() is dialog.read
    QTest.keyClick(dialog.read, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.remark, "Checked with the desk")
    QTest.mouseClick(dialog.go, LEFT)
    assert got == [("Checked with the desk",)]


def test_whoever_checked_last_is_refused_in_words(sign):
    dialog = sign(ruled(builders.article()), who="Carl Checker")
    assert dialog.banner._label.text() == "Whoever checked last does not sign off. Another person signs."
    assert not dialog.read.isEnabled() and not dialog.go.isEnabled()
    assert dialog.go.toolTip() == dialog.banner._label.text()


def test_what_is_open_is_listed_and_leads_there(sign):
    of = builders.article()
    first, second, third = builders.quotes(of)
    desk = builders.desk(of, [first, replace(second, status=Status.DISPUTED), replace(third, excluded="a slogan")],
                         rulings=[builders.ruling(second, Status.DISPUTED)])  # fmt: skip
    assert [(one.words, [number for _, number in one.quotes]) for one in findings(desk)] == [
        ("1 quote is left to check", ["1"]),
        ("1 quote is disputed", ["2"]),
        ("1 is left out of the check", ["–"]),
    ]
    dialog = sign(desk)
    got = heard(dialog.quote_wanted)
    QTest.mouseClick(dialog.findChildren(LinkButton)[0], LEFT)
    assert got == [(first.id,)]


def test_a_finished_article_says_so(sign):
    desk = ruled(builders.article())
    assert findings(desk)[0].words == "All 3 quotes have a ruling"
    term = builders.quote(desk.article, "ministry", form=Form.TERM)
    assert all("ministry" not in one.words for one in findings(builders.desk(desk.article, [term])))


def test_every_control_has_a_name(export, sign):
    of = builders.article()
    for dialog in (export(builders.desk(of)), sign(ruled(of))):
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for control in dialog.findChildren(kind):
                if control.isVisible():
                    assert control.accessibleName() or getattr(control, "text", str)(), (dialog, control)
