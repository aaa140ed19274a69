"""The table of actions: unique, reasoned, remappable; menus and keys are made from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from ui import icons
from ui.actions import MENUS, Action, Actions, key_words


@pytest.fixture
def board(qtbot):
    window, done = QWidget(), []
    qtbot.addWidget(window)
    table = (
        Action("one.open", "File", "Open…", lambda: done.append("open"), "Ctrl+O"),
        Action("one.rule", "Quote", "Rule and go on", lambda: done.append("rule"), "Ctrl+Return"),
        Action("one.never", "Quote", "Fly", lambda: done.append("fly"), "F2", group=1, why_not=lambda: "No wings."),
        Action("one.deep", "Quote", "Dive", lambda: done.append("dive"), group=1, submenu="Under"),
    )
    return window, Actions(table, {}, window), done


def test_a_refused_action_says_why_and_does_nothing(board):
    _, actions, done = board
    assert not actions.run("one.never")
    assert done == []
    assert not actions.qt("one.never").isEnabled()
    assert actions.qt("one.never").toolTip() == "No wings."
    assert actions.qt("one.open").toolTip() == "Open (Ctrl+O)"


def test_enter_means_both_enter_keys(board):
    _, actions, _ = board
    assert [one.toString() for one in actions.qt("one.rule").shortcuts()] == ["Ctrl+Return", "Ctrl+Enter"]
    assert actions.key_words("one.rule") == "Ctrl+Enter"


def test_a_key_that_is_taken_is_refused(board):
    _, actions, _ = board
    other = actions.remap("one.deep", "Ctrl+Enter")
    assert other is not None
    assert other.id == "one.rule"
    assert actions.key("one.deep") == ""


def test_a_free_key_is_given_and_remembered(board):
    _, actions, _ = board
    assert actions.remap("one.open", "ctrl+alt+p") is None
    assert actions.remapped == {"one.open": "Ctrl+Alt+P"}
    assert actions.qt("one.open").shortcut() == QKeySequence("Ctrl+Alt+P")
    assert actions.remap("one.deep", "Ctrl+O") is None, "the old key is free now"
    assert actions.remap("one.open", "Ctrl+O") is not None
    assert actions.remap("one.deep", "") is None
    assert actions.remap("one.open", "Ctrl+O") is None
    assert actions.remapped == {}, "the usual keys are not worth keeping"


def test_keys_of_actions_that_are_gone_are_left_aside(board):
    _, actions, _ = board
    actions.use_keys({"gone.away": "F9", "one.open": "F7"})
    assert actions.remapped == {"one.open": "F7"}


def test_the_menu_bar_is_the_table(board):
    window, actions, _ = board
    bar = QMenuBar(window)
    actions.fill(bar)
    assert [entry.text() for entry in bar.actions()] == list(MENUS)
    menu = next(entry.menu() for entry in bar.actions() if entry.text() == "Quote")
    drawn = ["—" if one.isSeparator() else one.text() + (" ▸" if one.menu() else "") for one in menu.actions()]
    assert drawn == ["Rule and go on\tCtrl+Enter", "—", "Fly", "Under ▸"], "the key is called as on the keyboard"


@pytest.fixture
def window(opened):
    return opened()


def test_every_real_action_has_words_and_keys_of_its_own(window):
    actions = list(window.actions_)
    assert len({action.id for action in actions}) == len(actions)
    keys = [window.actions_.key(action.id) for action in actions if window.actions_.key(action.id)]
    assert len(set(keys)) == len(keys)
    for action in actions:
        assert action.said(), action.id
        assert action.menu in MENUS
        reason = action.why_not()
        assert not reason or reason.endswith("."), (action.id, reason)


def test_every_icon_is_there(window, theme):
    for action in window.actions_:
        status = action.icon.removeprefix("status:")
        made = icons.status_icon(status, theme) if status != action.icon else icons.icon(action.icon or "x", theme.ink)
        assert not made.pixmap(16, 16).isNull(), action.id


def test_without_an_article_the_quotes_actions_say_so(window):
    assert window.actions_["quote.rule"].why_not() == "Open an article first."
    assert window.actions_["file.open"].why_not() == ""


def test_a_key_on_the_keyboard_does_the_action(qtbot, window):
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.palette_.isVisible(), timeout=2000)


def test_return_is_called_enter():
    assert key_words("Ctrl+Return") == "Ctrl+Enter"
