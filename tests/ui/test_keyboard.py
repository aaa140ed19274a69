"""The whole job by keyboard alone: bring in, attach, compare, put right, rule, sign off, export; no pointer at all."""

import json

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from db.records import Form, Status, Verdict
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.import_ import PasteDialog
from ui.dialogs.sign_off import SignOffDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups, where there is no screen

ARTICLE = """Lens makers wait

“We heard it from papers, like everyone,” Imogen Hartsby told reporters on Thursday.

She called the list “a long one”.
"""
CALL = "Imogen Hartsby: We heard it from the papers, like everyone. It is a long one, the list."


def press(keys):
    """A key, where the keyboard is."""
    pressed = QKeySequence(keys)[0]
    at = QApplication.focusWidget() or QApplication.activeWindow()
    assert at is not None, f"nothing has the keyboard to take {keys}"
    QTest.keyClick(at, pressed.key(), pressed.keyboardModifiers())
    QApplication.processEvents()


def write(words):
    assert QApplication.focusWidget() is not None, f"nothing has the keyboard to take “{words}”"
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def up(qtbot, kind):
    """The dialog of that class, once it has the keyboard."""

    def found():
        return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None and found().isActiveWindow(), timeout=8000)
    return found()


def back(qtbot, window):
    """No dialog is up any more; the keyboard goes to the window, as a window manager would have it."""
    qtbot.waitUntil(lambda: not any(isinstance(one, QDialog) and one.isVisible() for one in _tops()), timeout=8000)
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.focusWidget() is not None and window.focusWidget().isVisible(), "the keyboard is lost"


def _tops():
    return QApplication.topLevelWidgets()


def at_the_keyboard(qtbot, window):
    with qtbot.waitActive(window):
        window.activateWindow()
    return window.session


def test_the_whole_job_by_keyboard(qtbot, opened, tmp_path):
    window = opened(name="keys.onrecord")
    session = at_the_keyboard(qtbot, window)

    QApplication.clipboard().setText(ARTICLE)
    press("Ctrl+Shift+V")
    preview = up(qtbot, PasteDialog)
    qtbot.waitUntil(preview.go.isEnabled, timeout=8000)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: session.desk is not None, timeout=8000)
    back(qtbot, window)
    assert [(s.quote.form, s.quote.exact) for s in session.desk.states if s.number] == [
        (Form.DIRECT, "We heard it from papers, like everyone,"),
        (Form.PARTIAL, "a long one"),
    ]

    QApplication.clipboard().setText(CALL)
    press("Ctrl+Shift+E")
    up(qtbot, EvidenceDialog)
    write("Press call")
    press("Ctrl+Return")
    back(qtbot, window)
    qtbot.waitUntil(lambda: all(s.check for s in session.desk.states if s.number), timeout=8000)
    assert session.state.number == 1 and session.state.check.verdict is Verdict.ALTERED

    press("F8")
    press("Alt+D")
    assert "the papers" in window.desk.comparison.proposed.words()
    press("Ctrl+Shift+Return")
    qtbot.waitUntil(lambda: "the papers" in session.state.quote.exact, timeout=8000)
    qtbot.waitUntil(lambda: not session.state.check_stale and not session.jobs.running, timeout=8000)

    for verdict, status, key in (
        (Verdict.PERMITTED, Status.PERMITTED_EDITS, "Ctrl+2"),  # its last comma stands for a full stop
        (Verdict.VERBATIM, Status.VERBATIM, "Ctrl+1"),
    ):
        assert session.state.check.verdict is verdict
        press(key)
        press("Ctrl+Return")
        assert any(state.quote.status is status for state in session.desk.states)
    assert session.desk.progress.left == 0
    press("Ctrl+K")
    write(">sign off")
    press("Return")
    assert not any(isinstance(one, QDialog) and one.isVisible() for one in _tops()), "whoever checked last cannot sign"
    press("Escape")
    window.close()

    second = opened(name="keys.onrecord", who="Maya Editor")
    session = at_the_keyboard(qtbot, second)
    second.go_back()  # as the program begins: at the article that was open last
    back(qtbot, second)
    press("Ctrl+K")
    write(">sign off")
    press("Return")
    up(qtbot, SignOffDialog)
    press("Space")
    press("Ctrl+Return")
    back(qtbot, second)
    assert session.desk.sign_off is not None and session.desk.sign_off.who == "Maya Editor"

    press("Ctrl+E")
    dialog = up(qtbot, ExportDialog)
    while not dialog.cards.isAncestorOf(QApplication.focusWidget()):
        press("Tab")
    while dialog.ending() != ".json":
        press("Right")
    press("Ctrl+Return")
    up(qtbot, QFileDialog)
    press("Ctrl+A")
    write(str(tmp_path / "sheet.json"))
    press("Return")
    qtbot.waitUntil(lambda: (tmp_path / "sheet.json").exists() and not session.jobs.running, timeout=20_000)
    said = json.dumps(json.loads((tmp_path / "sheet.json").read_text("utf-8")), ensure_ascii=False)
    assert "We heard it from the papers" in said and "Maya Editor" in said
