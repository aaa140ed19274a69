"""Everything by keyboard, and every control with a name for those who hear the window instead of seeing it."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from db.records import Status

ROLES = (
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.SpinBox,
    QAccessible.Role.MenuItem,
)
MISPRINT = "inaccurate speculation"


def unnamed(widget):
    """Every visible control below the widget that says nothing of itself."""
    found = []

    def walk(one, path):
        if one is None or not one.isValid() or one.state().invisible:
            return
        here = [*path, type(one.object()).__name__]
        named = one.text(QAccessible.Text.Name).strip()
        inside = isinstance(one.object(), QWidget) and isinstance(one.object().parentWidget(), QWidget)
        part = inside and type(one.object().parentWidget()).__name__ in ("QComboBox", "QSpinBox", "QKeySequenceEdit")
        if one.role() in ROLES and not named and not part:
            found.append(" > ".join(here[-4:]))
        if one.role() not in (QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.ComboBox):
            for number in range(one.childCount()):
                walk(one.child(number), here)

    walk(QAccessible.queryAccessibleInterface(widget), [])
    return found


@pytest.fixture
def desk(qtbot, opened):
    window = opened(name="access.onrecord")
    window.bringing.sample()
    qtbot.waitUntil(lambda: window.desk.isVisible())
    return window


def test_no_control_of_the_start_page_is_nameless(desk):
    desk.session.close_article()
    assert unnamed(desk) == []


def test_no_control_of_the_desk_is_nameless(desk):
    assert unnamed(desk) == []
    desk.resize(1100, 720)
    QApplication.processEvents()
    assert unnamed(desk) == []


@pytest.mark.parametrize(
    "action",
    ["file.export", "edit.preferences", "help.keys", "article.history", "article.left_out", "quote.exclude",
     "evidence.about", "quote.source", "file.paste", "article.remove"],
)  # fmt: skip
def test_no_control_of_a_dialog_is_nameless(qtbot, desk, action):
    before = set(QApplication.topLevelWidgets())
    QApplication.clipboard().setText("Lens makers wait\n\n“We heard it from the papers,” she said.")
    desk.session.select(next(s.quote.id for s in desk.session.desk.states if MISPRINT in s.quote.exact))
    assert desk.actions_.run(action), desk.actions_[action].why_not()

    def dialogs():
        return [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible() and w.isWindow()]

    qtbot.waitUntil(lambda: bool(dialogs()), timeout=4000)
    dialog = dialogs()[0]
    try:
        assert unnamed(dialog) == []
        assert dialog.windowTitle()
    finally:
        dialog.close()


@pytest.mark.screen
def test_the_job_by_keyboard_alone(qtbot, desk):
    """From the queue to a ruling without a pointer: find, read, propose, rule, go on, undo."""
    window = desk
    with qtbot.waitActive(window):
        window.activateWindow()

    def press(key, held=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget() or window, key, held)

    ctrl = Qt.KeyboardModifier.ControlModifier
    press(Qt.Key.Key_K, ctrl)
    qtbot.keyClicks(QApplication.focusWidget(), f"#{MISPRINT}")
    press(Qt.Key.Key_Return)
    assert MISPRINT in window.session.state.quote.exact
    quote_id = window.session.quote_id

    press(Qt.Key.Key_D, ctrl)
    qtbot.waitUntil(lambda: "unhelpful" in window.session.project.quote(quote_id).proposed_wording, timeout=3000)

    press(Qt.Key.Key_4, ctrl)
    qtbot.keyClicks(QApplication.focusWidget(), "two words lost")
    press(Qt.Key.Key_Return, ctrl)
    assert window.session.project.quote(quote_id).status is Status.NEEDS_CHANGE
    assert window.session.quote_id != quote_id

    press(Qt.Key.Key_F6)
    seen = [type(QApplication.focusWidget()).__name__]
    for _ in range(4):
        press(Qt.Key.Key_F6)
        seen.append(type(QApplication.focusWidget()).__name__)
    assert len(set(seen)) >= 4, seen

    press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Z, ctrl)
    assert window.session.project.quote(quote_id).status is Status.UNCHECKED


def test_tab_reaches_every_pane(qtbot, desk):
    window = desk
    window.desk.go_to("queue")
    reached = set()
    for _ in range(80):
        focus = window.focusWidget()
        for name in ("queue", "article", "evidence", "comparison", "details", "bar"):
            if getattr(window.desk, name).isAncestorOf(focus):
                reached.add(name)
        window.focusNextChild()
    assert reached == {"queue", "article", "evidence", "comparison", "details", "bar"}


@pytest.mark.screen
def test_a_screen_reader_is_told_of_the_whole_desk(tmp_path):
    """The real tree, over the accessibility bus, as Orca reads it: what we paint ourselves is in it, too."""
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    environ |= {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    environ.pop("QT_QPA_PLATFORM", None)
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.heard"]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=80, check=True)
    found = [one for one in json.loads(said.stdout.splitlines()[-1]) if one["showing"]]
    named = {(one["role"], one["name"]) for one in found}
    assert any(role == "frame" and "OnRecord" in name for role, name in named)
    rows = [name for role, name in named if role == "list item" and name.startswith("Quote ")]
    assert len(rows) >= 5 and all(len(row.split(", ")) >= 4 for row in rows), "number, speaker, status, words"
    for wanted in ("Article text", "Quotes in order", "Reason"):
        assert any(wanted in name for _, name in named), wanted
    assert ("push button", "Rule and go on") in named
    nameless = [one for one in found if one["role"] in ("push button", "check box", "text", "list") and not one["name"]]
    assert nameless == []
