"""The details: fields that never lose words, rulings that obey the desk, history and comments as one reads them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import edits
from app.project import Project
from app.quotations.explain import RULES
from db.changes import Change, Edit
from db.records import Attribution, Form, Status, Terms, Verdict
from tests import builders
from ui.dialogs.history import HistoryDialog
from ui.models.quotes import speaker_shown
from ui.views import history
from ui.views.details import DetailsPane
from ui.views.found_by import found_words
from ui.views.history import HistoryList
from ui.views.ruling import RulingStrip, proposed_status

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups, where there is no screen


@pytest.fixture
def of():
    return builders.article()


@pytest.fixture
def pane(qtbot, theme):
    view = DetailsPane(theme)
    qtbot.addWidget(view)
    view.resize(258, 670)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values))
    return got


def checked(of, **fields):
    """A desk whose first quote was compared: verbatim unless told otherwise."""
    first, second, third = builders.quotes(of)
    piece = builders.evidence(of)
    check = builders.check(first, piece, **fields)
    return builders.desk(of, [first, second, third], evidence=[piece], checks=[check]), first


def enabled(pane, status):
    box = pane.ruling.status
    item = box.model().item(box.findData(status))
    return item.isEnabled(), item.toolTip()


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


def edit(verb, table, before, after, who="Nell Ashdown", at="2019-05-24T14:12:00.000Z"):
    return Edit(verb, who, (Change(table, "q", before, after),), at=at)


def test_history_says_what_who_and_what_was_before():
    named = edit("set_quote", "quotes", {"speaker": "the company"}, {"speaker": "Megvii"})
    came = edit("add_article", "articles", None, {"headline": "Firm to appeal"})
    one, first = history.lines([named, came], "Found: marked words")
    assert (one.words, first.words) == ("Speaker set to Megvii", "Found: marked words")
    assert "Nell Ashdown: Speaker set to Megvii" in one.full
    assert "Was “the company”" in one.full
    assert [line.who for line in (one, first)] == ["Nell Ashdown", ""]
    ruled = edit("rule", "quotes", {"status": "unchecked", "exact": "so " * 40}, {"status": "verbatim", "exact": "so"})
    assert history.lines([ruled])[0].was.startswith("Was “unchecked”; “so so so")
    assert len(history.lines([ruled])[0].was) < 90
    other = edit("record_check", "checks", None, {"verdict": "altered"}, who="Erin Editor")
    assert [line.who for line in history.lines([other, named])] == ["Erin Editor", "Nell Ashdown"]


def test_history_tells_undone_from_done_again(of, tmp_path):
    with Project.open(tmp_path / "library.onrecord") as project:
        first = builders.quotes(of)[0]
        project.apply(edits.add_article(of, [first], who="Nell"), [builders.original()])
        project.apply(edits.set_quote(first, who="Nell", speaker="Megvii"))
        for step in (project.undo, project.redo, project.undo, project.redo):
            step("Erin")
        told = history.lines([entry.edit for entry in project.history()])
    again, undone = "Done again: speaker set to Megvii", "Undone: speaker set to Megvii"
    assert [line.words for line in told][:5] == [again, undone, again, undone, "Speaker set to Megvii"]
    assert [line.was for line in told][:2] == ["Was “Ada Muster”", "Was “Megvii”"]


def test_history_fits_without_a_bar_of_its_own(pane, of, qapp):
    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    pane.show_history([edit("set_quote", "quotes", {"note": ""}, {"note": "a long note " * 8})] * 3)
    qapp.processEvents()
    assert pane.history.verticalScrollBar().maximum() == 0
    assert pane.history.count() == 3


def test_comments_unfold_and_what_is_typed_waits_until_kept(pane, of):
    desk, first = checked(of)
    got = heard(pane.comment_wanted)
    pane.show_quote(desk, first.id)
    assert not pane.comments.isVisible()
    QTest.mouseClick(pane.comment_button, LEFT)
    assert pane.comments.isVisible() and pane.comments.empty.text() == "Nobody has commented."
    QTest.keyClicks(pane.comments.reply, "Check this")
    QTest.keyClick(pane.comments.reply, ENTER)
    assert got == [(first.id, "Check this")]
    assert pane.comments.reply.text() == "Check this"
    kept = builders.desk(of, [s.quote for s in desk.states], comments=[builders.comment(first, "Check this")])
    pane.show_quote(kept, first.id)
    assert pane.comments.reply.text() == ""
    assert pane.comment_count.text() == "1"


def test_ctrl_enter_sends_the_comment_and_what_is_unsent_stays_with_its_quote(pane, of):
    first, second, _third = builders.quotes(of)
    desk = builders.desk(of, [first, second])
    got, ruled = heard(pane.comment_wanted), []
    key = QShortcut(QKeySequence("Ctrl+Return"), pane.window())
    key.activated.connect(lambda: ruled.append(1))
    pane.show_quote(desk, first.id)
    pane.write_comment()
    QTest.keyClicks(pane.comments.reply, "Check this")
    assert pane.comments.unsent.isVisible()
    pane.show_quote(desk, second.id)
    assert pane.comments.reply.text() == "" and not pane.comments.unsent.isVisible()
    pane.comment_button.setChecked(False)
    pane.show_quote(desk, first.id)
    assert pane.comments.reply.text() == "Check this" and pane.comments.unsent.isVisible()
    QTest.keyClick(pane.comments.reply, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert got == [(first.id, "Check this")] and not ruled


def test_resolving_a_comment(pane, of):
    first = builders.quote(of)
    one = builders.comment(first)
    done = builders.comment(first, "Old", resolved=True)
    pane.show_quote(builders.desk(of, [first], comments=[one, done]), first.id)
    got = heard(pane.resolve_wanted)
    pane.write_comment()
    from ui.widgets import LinkButton

    [link] = pane.comments.findChildren(LinkButton)
    QTest.mouseClick(link, LEFT)
    assert got == [(one.id,)]


def test_why_a_quote_was_found_is_said_in_words(of):
    quote = builders.quote(of)
    said = found_words(replace(quote, found_by="rule:quote-source-cue", cue="said"))
    assert said == "Found: because of “said” after the closing mark"
    declined = found_words(replace(quote, found_by="rule:declined", cue="declined to comment"))
    assert declined == "Found: because somebody did not answer: “declined to comment”"
    assert found_words(replace(quote, found_by="rule:according-first", cue="")) == "Found: because of its wording"
    assert found_words(replace(quote, found_by="person:Nell")) == "Marked by Nell"
    assert found_words(replace(quote, found_by="")) == ""


def test_a_term_needs_no_check(pane, of):
    term = builders.quote(of, "ministry", form=Form.TERM)
    pane.show_quote(builders.desk(of, [term]), term.id)
    assert pane.header.title.text() == "Term"
    assert pane.status.text() == "A term; it needs no check"
    assert not pane.ruling.button.isEnabled()


def test_every_control_has_a_name(pane, of):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    desk, first = checked(of)
    pane.show_quote(desk, first.id)
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for control in pane.findChildren(kind):
            assert control.accessibleName() or getattr(control, "text", str)(), control


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_finder_has_words(rule: str) -> None:
    [quote, *_] = builders.quotes(builders.article())
    assert found_words(replace(quote, found_by=f"rule:{rule}", cue="said")).startswith("Found: ")


def test_a_desks_history_says_which_quote_each_line_is_about(qtbot, desk):
    state = next(one for one in desk.session.desk.states if one.number == 5)
    desk.session.select(state.quote.id)
    desk.checking.comment("Was this read back?")
    term = next(one for one in desk.session.desk.states if one.quote.form is Form.TERM)
    desk.session.apply(edits.set_quote(term.quote, who="Nell", note="a list"))
    assert desk.actions_.run("article.history")
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryDialog) and one.isVisible()]
    lines = dialog.findChild(HistoryList)
    assert lines.item(0).text() == f"Term “{term.quote.exact}” · Note set to a list"
    assert lines.item(1).text() == f"Quote 5, {speaker_shown(state)} · Comment: Was this read back?"
    assert lines.item(lines.count() - 1).text().startswith("Article brought in"), "it is about no quote alone"
    dialog.reject()
