"""Several quotes at once: what can be shared is one edit and one undo; a ruling is never given to more than one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from app import edits
from db.errors import Refused
from db.records import Attribution, Form, Status
from tests import builders
from ui.dialogs.ask import Ask
from ui.messages import edit_line
from ui.models.quotes import Role

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
WHO = "Nell Ashdown"


@pytest.fixture
def desk(opened, qtbot):
    window = opened()
    article = builders.article()
    quotes = (*builders.quotes(article), builders.quote(article, "ministry", form=Form.TERM))
    assert window.session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    window.session.open_article(article.id)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def click(window, row, held=Qt.KeyboardModifier.NoModifier):
    queue = window.desk.queue
    at = queue.list.visualRect(queue.shown.index(row, 0)).center()
    QTest.mouseClick(queue.list.viewport(), LEFT, held, at)


def drawn(window):
    """The rows: whether selected (▣), left out (×), and whose they are."""
    queue, states = window.desk.queue, window.session.desk.states
    picked = {one.data(Role.QUOTE_ID) for one in queue.list.selectedIndexes()}
    return " ".join(
        ("▣" if s.quote.id in picked else "□") + ("×" if s.quote.excluded else "") + s.quote.assigned_to for s in states
    )


def answer(window, words):
    dialog = next(one for one in window.findChildren(Ask) if one.isVisible())
    QTest.keyClicks(dialog.focusWidget(), words)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_shift_and_ctrl_select_by_mouse_and_by_key(desk):
    click(desk, 0)
    click(desk, 2, SHIFT)
    assert drawn(desk) == "▣ ▣ ▣ □"
    click(desk, 1, CTRL)
    assert drawn(desk) == "▣ □ ▣ □"
    click(desk, 3)
    assert drawn(desk) == "□ □ □ ▣"
    desk.desk.queue.list.setFocus()
    QTest.keyClick(desk.desk.queue.list, Qt.Key.Key_Up, SHIFT)
    assert drawn(desk) == "□ □ ▣ ▣"
    assert desk.session.state.number == 3


def test_leaving_out_is_one_edit_for_all_of_them(desk):
    click(desk, 0)
    click(desk, 3, SHIFT)
    assert desk.actions_.qt("quote.exclude").text() == "Leave 4 quotes out of the check…"
    QTest.keyClick(desk.desk.queue.list, Qt.Key.Key_X, CTRL | SHIFT)
    answer(desk, "from another story")
    assert drawn(desk) == "▣× ▣× ▣× ▣"
    line = edit_line(desk.session.project.undoable())
    assert line == "Left out of the check: 3 quotes, from another story"
    assert desk.actions_.qt("edit.undo").text() == f"Undo: l{line[1:]}"
    desk.actions_.run("edit.undo")
    assert drawn(desk) == "▣ ▣ ▣ ▣"
    desk.actions_.run("edit.redo")
    desk.actions_.run("quote.include")
    assert drawn(desk) == "▣ ▣ ▣ ▣"


def test_assigning_and_attributing_too(desk):
    click(desk, 1)
    click(desk, 2, CTRL)
    desk.actions_.run("quote.assign")
    answer(desk, "Ben")
    assert drawn(desk) == "□ ▣Ben ▣Ben □"
    assert desk.actions_.qt("quote.attribute_media").text() == "2 quotes: Another outlet"
    desk.actions_.run("quote.attribute_media")
    assert [s.quote.attribution for s in desk.session.desk.states][1:3] == [Attribution.MEDIA] * 2
    assert edit_line(desk.session.project.undoable()) == "2 quotes: attribution set to another outlet"
    desk.actions_.run("edit.undo")
    desk.actions_.run("edit.undo")
    assert drawn(desk) == "□ ▣ ▣ □"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_right_click_keeps_what_is_selected_and_offers_what_can_be_shared(desk):
    click(desk, 0)
    click(desk, 1, SHIFT)
    rows = desk.desk.queue.list
    at = rows.visualRect(desk.desk.queue.shown.index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert drawn(desk) == "▣ ▣ □ □"
    rows.customContextMenuRequested.emit(at)
    menu = next(one for one in rows.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions() if action.text()] == [
        *("Assign 2 quotes to…", "Leave 2 quotes out of the check…", "Take what was left out back into the check"),
        *("Comment", "Rule as", "Attribute to"),
    ]
    menu.close()
    inside = {one.title(): one for one in rows.findChildren(QMenu)}
    assert not any(action.isEnabled() for action in inside["Rule as"].actions())
    inside["Attribute to"].actions()[0].trigger()
    assert [state.quote.attribution for state in desk.session.desk.states][:2] == [Attribution.NAMED] * 2


def test_no_ruling_is_given_to_several(desk):
    click(desk, 0)
    click(desk, 1, CTRL)
    why = "2 quotes are selected. Each is ruled on by itself, after a look at it."
    for status in Status:
        action = desk.actions_.qt(f"quote.rule_{status.value}")
        assert (action.isEnabled(), action.toolTip()) == (False, why)
    ruling = desk.desk.details.ruling
    desk.desk.details.draft.choose(Status.UNVERIFIABLE)
    desk.desk.details.draft.give("nobody answered")
    assert (ruling.button.isEnabled(), ruling.button.toolTip()) == (False, why)
    QTest.keyClick(desk.desk.queue.list, Qt.Key.Key_Return, CTRL)
    assert all(state.ruling is None for state in desk.session.desk.states)
    assert why in [label.text() for label in desk.notices.findChildren(QLabel)]
    click(desk, 0)
    assert ruling.button.toolTip() != why


def test_a_bulk_edit_needs_a_reason_and_something_to_do():
    quotes = builders.quotes(builders.article())
    with pytest.raises(Refused):
        edits.exclude_quotes(quotes, " ", who=WHO)
    gone = edits.exclude_quotes(quotes[:1], "a headline", who=WHO)
    assert len(gone.changes) == 1
    with pytest.raises(Refused):
        edits.exclude_quotes([], "a headline", who=WHO)
