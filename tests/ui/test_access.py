"""Everything by keyboard, and every control with a name for those who hear the window instead of seeing it."""

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.records import Status
from tests.ui import walking

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


def order(screen):
    """Where each control that Tab comes to stands, in the order in which it comes to them."""
    first = screen.nextInFocusChain()
    found, one = [], first
    while True:
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.isVisibleTo(screen)
        if reached and one.focusProxy() is None and screen.isAncestorOf(one):
            found.append(one)
        one = one.nextInFocusChain()
        if one is first:
            return found


def backwards(screen):
    """Steps of Tab that lead up and to the left at once, or up within a column; but for the one back to the start."""
    stops = [(one, one.mapTo(screen, one.rect().topLeft()), one.size()) for one in order(screen)]
    wrong = []
    for (one, at, size), (other, to, its) in pairwise([*stops, *stops[:1]]):
        above = to.y() + its.height() <= at.y()
        same_column = to.x() < at.x() + size.width() and at.x() < to.x() + its.width()
        if above and (same_column or to.x() < at.x()):
            wrong.append(f"{said(one)} → {said(other)}")
    return wrong if len(wrong) > 1 else []


def goes_back(dialog, window):
    """Whether the keyboard is where it was in the window once the dialog is closed."""
    before = window.focusWidget()
    dialog.activateWindow()
    dialog.close()
    window.activateWindow()
    for _ in range(50):
        QTest.qWait(20 if QApplication.focusWidget() is not before else 0)
    open_still = shiboken6.isValid(dialog) and dialog.isVisible()
    return open_still or (before is not None and before is QApplication.focusWidget())


def said(control):
    return f"{type(control).__name__} {control.accessibleName() or getattr(control, 'text', str)()}"


@pytest.mark.screen
def test_every_screen_and_dialog_is_named_and_in_order(opened, tmp_path):
    """No control without a name, no dialog without a title, Tab goes as one reads, and the keyboard goes back."""
    nameless, untitled, jumping, strayed, seen = {}, [], {}, [], 0
    window = opened()
    for name, screen in walking.every_scene(window, tmp_path):
        seen += 1
        nameless[name] = unnamed(screen)
        if not screen.windowTitle() and screen.windowType() != Qt.WindowType.Popup:  # a balloon has none
            untitled.append(name)
        if isinstance(screen, QDialog):
            jumping[name] = backwards(screen)
            strayed += [name] if not goes_back(screen, window) else []
    assert strayed == []
    assert seen > 50, "the walk came to the screens and dialogs"
    assert {name: found for name, found in nameless.items() if found} == {}
    assert untitled == []
    assert {name: found for name, found in jumping.items() if found} == {}


@pytest.mark.screen
def test_text_of_twice_the_size_is_clipped_nowhere(opened, tmp_path, monkeypatch):
    """At 1366×768, the smallest screen that is designed for; dialogs keep to it, and scroll where they must."""
    walking.large_text(monkeypatch, 200)
    window = opened()
    tight, beyond = {}, {}
    for name, screen in walking.every_scene(window, tmp_path):
        tight[name] = walking.clipped_in(screen)
        if isinstance(screen, QDialog) and (screen.width() > 1366 or screen.height() > 768):
            beyond[name] = (screen.width(), screen.height())
    assert window._look.theme.base_size == 26
    assert {name: found for name, found in tight.items() if found} == {}
    assert beyond == {}


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
