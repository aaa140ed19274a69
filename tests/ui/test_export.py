"""The export: its preview, what it remembers, and what it refuses before anything is written."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import comparing, sheets
from db.records import Terms
from tests import builders
from tests.ui.desks import ruled
from tests.ui.signals import heard
from tests.ui.walking import nameless
from ui.dialogs.columns import ColumnsDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.export_form import kept, remembered

LEFT = Qt.MouseButton.LeftButton
NOW = "2026-11-22T14:40:00.000Z"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def export(shown, theme, jobs):
    """Opens the export of a desk; what it gathers is written down beside it."""
    made = []

    def open_export(desk, held=None, templates=None):
        def gather(policy, choice):
            made.append((policy, choice))
            return sheets.gather(desk, comparing.load_policy(policy), now=NOW, choice=choice)

        names = comparing.policy_names()
        kept_before = held or {}
        dialog = ExportDialog(
            theme, desk, gather, jobs, None, policies=names, folder=Path("nowhere"), templates=templates,
            remembered=lambda key: kept_before.get(key, ""),
        )  # fmt: skip
        dialog.made = made
        return shown(dialog)

    return open_export


def shows_pages(dialog):
    return bool(dialog.preview._pages)


def test_the_export_shows_the_pages_as_they_will_be(export, qtbot):
    dialog = export(builders.desk(builders.article()))
    qtbot.waitUntil(lambda: shows_pages(dialog), timeout=20_000)
    assert dialog.preview._place.text().startswith("Page 1 of ") and not dialog.preview._note.isVisible()
    assert dialog.go.text() == "Export PDF…" and dialog.go.isEnabled()
    assert dialog.banner._label.text() == "3 of 3 quotes are left to check. Every page of the sheet will say Draft."
    assert dialog.focusWidget() is dialog.go


def test_choosing_a_format_names_the_button_and_its_kinds_of_file(export, qtbot):
    dialog = export(builders.desk(builders.article()))
    dialog.cards.cards[0].setFocus()
    QTest.keyClick(dialog.cards, Qt.Key.Key_Right)
    assert (dialog.ending(), dialog.go.text()) == (".docx", "Export Word…")
    assert dialog.form.paper.isVisible() and dialog.form.kind.isVisible() and not dialog.form.columns.isVisible()
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_Down)
    assert dialog.ending() == ".annotated.docx"
    qtbot.waitUntil(lambda: "[3]" in dialog.preview._text.toPlainText(), timeout=20_000)
    dialog.cards.choose("table")
    assert dialog.ending() == ".xlsx" and dialog.form.kind.isVisible() and not dialog.form.paper.isVisible()
    qtbot.waitUntil(lambda: "second says what the sheet is about" in dialog.preview._note.text(), timeout=20_000)
    assert dialog.form.columns.isVisible() and not dialog.form.parts["byte_order_mark"].isVisible()
    qtbot.waitUntil(lambda: dialog.preview._table.rowCount() == 3, timeout=20_000)
    beside_about = dialog.preview._table.columnCount()
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_Down)
    assert dialog.ending() == ".csv"
    qtbot.waitUntil(lambda: dialog.preview._table.columnCount() == beside_about + 8, timeout=20_000)
    dialog.cards.choose("data")
    qtbot.waitUntil(lambda: "onrecord-sheet" in dialog.preview._text.toPlainText(), timeout=20_000)
    dialog.cards.choose("web")
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_Down)
    assert (dialog.ending(), dialog.go.text()) == (".md", "Export Markdown…")


@pytest.mark.parametrize(("card", "kind"), [("word", "Word file. Word"), ("web", "web page. A browser")])
def test_it_is_said_how_the_file_differs_from_the_pages_shown(export, qtbot, card, kind):
    dialog = export(builders.desk(builders.article()))
    dialog.cards.choose(card)
    begins = f"The words and marks of the {kind} "
    qtbot.waitUntil(lambda: dialog.preview._note.text().startswith(begins), timeout=20_000)
    assert dialog.preview._note.isVisible() and shows_pages(dialog)


def test_each_box_reaches_the_sheet(export):
    dialog = export(builders.desk(builders.article()))
    for name, box in dialog.form.parts.items():
        if name != "byte_order_mark":
            box.toggle()
    QTest.keyClick(dialog.form.quotes, Qt.Key.Key_Down)
    QTest.keyClick(dialog.form.order, Qt.Key.Key_Down)
    dialog.form.paper.setCurrentIndex(1)
    policy = dialog.form.policy.findData("strict")
    dialog.form.policy.setCurrentIndex(policy)
    dialog._renew()
    policy, choice = dialog.made[-1]
    assert policy == "strict"
    assert choice == sheets.Choice(
        quotes="open", order="status", said=False, reasons=False, notes=True, comments=True, history=True,
        paper="us-letter",
    )  # fmt: skip


def test_columns_are_ticked_and_moved_and_reach_the_table(export, qtbot):
    dialog = export(builders.desk(builders.article()))
    dialog.cards.choose("table")
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_Down)
    assert dialog.form.columns.text() == "All that apply…"
    QTest.mouseClick(dialog.form.columns, LEFT)
    [asked] = dialog.form.findChildren(ColumnsDialog)
    for row in range(3, asked.list.count()):
        asked.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    asked.move_by(1)
    assert asked.names() == ("place", "number", "section")
    QTest.mouseClick(asked.go, LEFT)
    assert dialog.form.columns.text() == "3 columns…"
    dialog.form.parts["byte_order_mark"].click()
    table = dialog.preview._table

    def head():
        return [item.text() for n in range(table.columnCount()) if (item := table.horizontalHeaderItem(n))]

    qtbot.waitUntil(lambda: head() == ["Place", "No.", "Section"], timeout=20_000)
    choice = dialog.made[-1][1]
    assert choice.columns == ("place", "number", "section") and not choice.byte_order_mark
    dialog.cards.choose("pdf")
    assert dialog.choice().columns == () and dialog.choice().byte_order_mark


def test_no_column_at_all_is_refused_and_all_is_the_usual(shown, theme):
    asked = shown(ColumnsDialog(theme, ("said",), None))
    assert asked.names() == ("said",) and asked.list.item(0).text() == "As in evidence"
    asked.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert asked.go.toolTip() == "A table needs at least one column."
    got = heard(asked.chosen)
    asked.as_usual()
    asked.confirm()
    assert got == [((),)]


def test_what_is_chosen_is_remembered_for_each_kind_of_file(export, tmp_path):
    held = {}
    desk = builders.desk(builders.article())
    dialog = export(desk, held)
    dialog.remember_wanted.connect(held.update)
    dialog.cards.choose("table")
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_Down)
    dialog.form.parts["notes"].click()
    QTest.keyClick(dialog.form.order, Qt.Key.Key_Down)
    dialog._renew()
    dialog.write_to(tmp_path / "s.csv")
    again = export(desk, held)
    assert again.ending() == ".csv"
    assert again.form.parts["notes"].isChecked() and again.choice().order == "status"
    again.cards.choose("word")
    again.form.parts["notes"].setChecked(False)
    again.form.order.setCurrentIndex(0)
    again.cards.choose("table")
    QTest.keyClick(again.form.kind, Qt.Key.Key_Down)
    assert again.ending() == ".csv"
    assert again.form.parts["notes"].isChecked() and again.choice().order == "status"


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "{", '{"quotes": 7, "columns": ["colour"], "said": "no", "notes": 1, "publish": [1]}']
)
def test_what_cannot_be_remembered_is_the_usual(text):
    assert remembered(text) == sheets.Choice()


def test_a_choice_is_the_same_once_remembered_but_for_what_is_published():
    choice = sheets.Choice(quotes="open", order="speaker", said=False, notes=True, paper="us-letter",
                           columns=("said", "number"), byte_order_mark=False)  # fmt: skip
    assert remembered(kept(replace(choice, publish=(1, 2)))) == choice


def test_only_what_is_named_is_published_and_never_from_a_draft(export):
    dialog = export(builders.desk(builders.article()))
    dialog.cards.choose("data")
    QTest.keyClick(dialog.form.kind, Qt.Key.Key_End)
    dialog._renew()
    assert dialog.form.publish.isVisible() and not dialog.form.quotes.isVisible()
    assert not dialog.form.put_in.isVisible()
    assert dialog.go.toolTip().startswith("Name the quotes whose check is published.")
    QTest.keyClicks(dialog.form.publish, "1, 3")
    dialog._renew()
    assert dialog.go.toolTip().startswith("The checks of quotes 1, 3 cannot be published")
    assert not dialog.go.isEnabled()


def test_a_broken_template_is_told_with_its_line_before_anything_is_written(export, qtbot, tmp_path):
    (tmp_path / "sheet.html").write_text("<p>\n\n{{ nothing.here }}</p>", encoding="utf-8")
    dialog = export(builders.desk(builders.article()), templates=tmp_path)
    dialog.cards.choose("web")
    qtbot.waitUntil(lambda: "line 3" in dialog.preview._why.text(), timeout=20_000)
    assert "sheet.html" in dialog.preview._why.text()


def test_the_sheet_is_handed_over_with_its_file(export, tmp_path):
    dialog = export(builders.desk(builders.article()))
    got = heard(dialog.write_wanted)
    dialog.write_to(tmp_path / "sheet.pdf")
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


def test_a_sealed_name_that_does_not_open_blocks_the_export_in_words(export):
    of = builders.article()
    harbour = builders.source("", confidential=True, code_name="Harbour", sealed="c2VhbGVk")
    quote = builders.quote(of, source_id=harbour.id, terms=Terms.BACKGROUND, agreed_wording="an official")
    dialog = export(builders.desk(of, [quote], sources=[harbour]))
    assert not dialog.go.isEnabled() and dialog.banner.isVisible()
    assert dialog.banner._label.text().startswith("The name of Harbour is sealed and was not opened")
    assert dialog.preview._why.text() == dialog.banner._label.text()


def test_a_long_sheet_is_shown_by_its_first_quotes_and_too_long_a_pdf_is_refused(export, qtbot):
    words = [f"quote number {n}" for n in range(60)]
    of = builders.article("\n\n".join(f"“{one}”, said Ada." for one in words))
    dialog = export(builders.desk(of, [builders.quote(of, one) for one in words]))
    note = "Shown with its first 40 quotes; the file has all 60."
    qtbot.waitUntil(lambda: dialog.preview._note.text() == note, timeout=20_000)
    sheet = dialog._sheet
    assert len(sheet.rows) == 60
    dialog._gather = lambda _policy, _choice: replace(sheet, rows=sheet.rows * 40)
    dialog._renew()
    assert not dialog.go.isEnabled()
    assert dialog.banner._label.text() == (
        "A PDF holds 2000 quotes at most, and this sheet lists 2400. Export it as a workbook, a web page or Word."
    )
    dialog.cards.choose("word")
    dialog._renew()
    assert dialog.go.isEnabled()


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


def test_every_control_has_a_name(export):
    dialog = export(builders.desk(builders.article()))
    assert list(nameless(dialog)) == []
