"""One long day at the desk, in one go: in by paste, checked, ruled, signed, exported, closed, and all there again.

With ONRECORD_PICTURES set to a folder, a picture of each step is left there.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.records import Form, Level, Status, Verdict
from tests.ui.test_walk import choose_in_queue, dialog_of, rule, state_of
from ui.dialogs.ask import Ask
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.import_ import PasteDialog
from ui.dialogs.sign_off import SignOffDialog

ARTICLE = "\n\n".join(
    (
        "Lens makers wait for word on the tariff",
        "By Nell Ashdown",
        "A duty nobody had asked for has the glass trade guessing",
        "Harrow Optics said on Tuesday that it had not been told of the new tariff. “We heard it from the papers,” "
        "said Ada Muster, the chief executive of Harrow Optics. “Nobody rang us before it ran, and "
        "nobody has rung us since.”",
        "The ministry said in a statement that it would “look into the matter without any delay”.",
        "“We will keep both of our shops open through the winter,” Ms Muster said.",
        "“It is a great pity for the town,” said Ben Stone, a shopkeeper next door. “We shall miss them.”",
    )
)
CALL = """Ada Muster: We heard it from the papers. Nobody rang us before it ran, and nobody has rung us since.

Interviewer: And the shops?

Ada Muster: We will keep both of our shops open through the winter and the spring.
"""
STATEMENT = "The ministry has seen the reports. We will look into the matter without delay. No date was set.\n"


@pytest.fixture
def picture(tmp_path):
    folder = Path(os.environ.get("ONRECORD_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)

    def take(window, name):
        QApplication.processEvents()
        number = len(list(folder.glob("*.png"))) + 1
        assert window.grab().save(str(folder / f"{number:02}-{name}.png"))

    yield take
    assert len(list(folder.glob("*.png"))) >= 8


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=20000)


def bring_in(qtbot, window):
    QApplication.clipboard().setText(ARTICLE)
    window.actions_.run("file.paste")
    dialog = dialog_of(qtbot, PasteDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=8000)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.desk is not None, timeout=8000)
    idle(qtbot, window)


def attach(qtbot, window, text, title, level):
    QApplication.clipboard().setText(text)
    window.actions_.run("evidence.paste")
    dialog = dialog_of(qtbot, EvidenceDialog)
    dialog.title_field.setFocus()
    dialog.title_field.selectAll()
    qtbot.keyClicks(dialog.title_field, title)
    dialog.level.setCurrentIndex(dialog.level.findData(level))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title in [piece.title for piece in window.session.desk.evidence], timeout=8000)
    idle(qtbot, window)


def mark_by_hand(window, words):
    """Words that nobody found: selected in the article, and marked by key."""
    start = window.session.desk.article.text.index(words)
    page = window.desk.article.page
    cursor = page.textCursor()
    cursor.setPosition(page.places.to_document(start))
    cursor.setPosition(page.places.to_document(start + len(words)), cursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    window.actions_.run("quote.mark_indirect")


def leave_out(qtbot, window, parts):
    window.session.select(state_of(window, parts[0]).quote.id)
    window.session.pick([state_of(window, part).quote.id for part in parts])
    assert window.actions_.run("quote.exclude"), window.actions_["quote.exclude"].why_not()
    dialog = dialog_of(qtbot, Ask)
    qtbot.keyClicks(dialog._line, "said of another story")
    qtbot.mouseClick(dialog._go, Qt.MouseButton.LeftButton)


def rule_the_rest(qtbot, window):
    for state in list(window.session.desk.states):
        if state.number is None or state.quote.excluded:
            continue
        window.session.select(state.quote.id)
        now = window.session.state
        marked = now.quote.form is not Form.INDIRECT
        if marked and now.check is not None and now.check.verdict is Verdict.VERBATIM:
            rule(qtbot, window, Status.VERBATIM, "")
        elif not marked or (now.check is not None and now.check.verdict is not Verdict.NOT_FOUND):
            rule(qtbot, window, Status.PARAPHRASE_ONLY, "the sense is right")
        else:
            rule(qtbot, window, Status.UNVERIFIABLE, "nobody will say")


def sign(qtbot, window):
    window.actions_.run("article.sign_off")
    dialog = dialog_of(qtbot, SignOffDialog)
    qtbot.keyClick(dialog.read, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def kept(window):
    """All that a day's work leaves, as values that can be compared."""
    desk = window.session.desk
    quotes = [(s.quote.exact, s.quote.status, s.quote.excluded, s.quote.proposed_wording) for s in desk.states]
    reasons = [s.ruling.reason for s in desk.states if s.ruling]
    pieces = [(piece.title, piece.level) for piece in desk.evidence]
    return quotes, reasons, pieces, desk.sign_off


@pytest.mark.screen
@pytest.mark.slow
def test_a_whole_day_survives_the_night(qtbot, opened, picture, tmp_path):
    window = opened()
    window.keeping.stop()
    with qtbot.waitActive(window):
        window.activateWindow()
    picture(window, "start")
    bring_in(qtbot, window)
    found = len(window.session.desk.states)
    assert found >= 5
    picture(window, "brought-in")
    mark_by_hand(window, "a shopkeeper next door")
    assert len(window.session.desk.states) == found + 1
    assert state_of(window, "shopkeeper").quote.form is Form.INDIRECT

    attach(qtbot, window, CALL, "Call with Ada Muster", Level.E1)
    attach(qtbot, window, STATEMENT, "Statement of the ministry", Level.E2)
    assert state_of(window, "Nobody rang us").check.verdict is Verdict.VERBATIM
    picture(window, "compared")

    choose_in_queue(qtbot, window, "without any delay")
    assert window.session.state.check.verdict is not Verdict.VERBATIM
    qtbot.mouseClick(window.desk.comparison.proposed.use_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "without delay" in window.session.state.quote.proposed_wording, timeout=3000)
    picture(window, "proposed")
    assert window.actions_.run("quote.reword"), window.actions_["quote.reword"].why_not()
    idle(qtbot, window)
    assert state_of(window, "without delay").check.verdict is Verdict.VERBATIM
    assert "without any delay" not in window.session.desk.article.text

    leave_out(qtbot, window, ["great pity", "shall miss them"])
    assert sum(bool(s.quote.excluded) for s in window.session.desk.states) == 2
    window.actions_.run("edit.undo")
    assert not any(s.quote.excluded for s in window.session.desk.states)
    window.actions_.run("edit.redo")
    assert sum(bool(s.quote.excluded) for s in window.session.desk.states) == 2
    picture(window, "left-out")
    rule_the_rest(qtbot, window)
    assert window.session.desk.progress.left == 0
    picture(window, "all-ruled")

    window.session.choose(name="Maya Editor")
    sign(qtbot, window)
    assert window.session.desk.sign_off.who == "Maya Editor"
    picture(window, "signed")
    window.actions_.run("file.export")
    target = tmp_path / "sheet.html"
    dialog_of(qtbot, ExportDialog).write_to(target)
    qtbot.waitUntil(target.exists, timeout=15000)
    idle(qtbot, window)
    assert "look into the matter without delay" in target.read_text("utf-8")
    before = kept(window)
    window.close()

    morning = opened()
    morning.keeping.stop()
    morning.go_back()
    qtbot.waitUntil(lambda: morning.session.desk is not None, timeout=5000)
    assert kept(morning) == before
    assert morning.session.project.verify().intact
    assert morning.actions_["edit.undo"].said() != "Undo", "what can be taken back is still named"
    picture(morning, "next-morning")
