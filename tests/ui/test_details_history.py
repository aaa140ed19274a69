"""History and comments in the details, as one reads them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import edits
from app.project import Project
from db.changes import Change, Edit
from db.records import Form
from tests import builders
from tests.ui.desks import checked
from tests.ui.signals import heard
from ui.dialogs.history import HistoryDialog
from ui.models.quotes import speaker_shown
from ui.views import history
from ui.views.history import HistoryList
from ui.widgets import LinkButton

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups, where there is no screen


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


def test_that_a_comment_is_not_sent_yet_is_in_view_below_it_while_one_types(qtbot, pane, of):
    first = builders.quote(of)
    pane.show_quote(builders.desk(of, [first]), first.id)
    pane.resize(pane.width(), 360)
    reply, unsent = pane.comments.reply, pane.comments.unsent
    pane.write_comment()
    qtbot.wait(20)  # the field is brought into view before anything is typed
    QTest.keyClicks(reply, "Check this")
    qtbot.wait(20)
    assert unsent.visibleRegion().boundingRect() == unsent.rect()
    in_one_line = unsent.fontMetrics().horizontalAdvance(unsent.text())
    assert unsent.minimumSizeHint().width() < in_one_line, "longer words in another language widen no pane"


def test_resolving_a_comment(pane, of):
    first = builders.quote(of)
    one = builders.comment(first)
    done = builders.comment(first, "Old", resolved=True)
    pane.show_quote(builders.desk(of, [first], comments=[one, done]), first.id)
    got = heard(pane.resolve_wanted)
    pane.write_comment()
    [link] = pane.comments.findChildren(LinkButton)
    QTest.mouseClick(link, LEFT)
    assert got == [(one.id,)]
