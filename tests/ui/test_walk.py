"""The whole job through the real window with mouse and keys: sample, compare, propose, rule, sign, export."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.records import Form, Status, Verdict
from ui.dialogs.export import ExportDialog
from ui.dialogs.sign_off import SignOffDialog
from ui.models.quotes import Role

ROOT = Path(__file__).parents[2]
MEGVII = "inaccurate speculation"


def rows(window):
    """The queue as a person reads it: number, status, words."""
    states = window.session.desk.states
    return [f"{s.number or '-'} {s.quote.status.value} {s.quote.exact[:24]}" for s in states]


def choose_in_queue(qtbot, window, part):
    """Click the row of the quote that holds these words."""
    view, model = window.desk.queue.list, window.desk.queue.shown
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    index = next(one for one in indexes if one.data(Role.QUOTE_ID) == state_of(window, part).quote.id)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def state_of(window, part):
    return next(s for s in window.session.desk.states if part in s.quote.exact)


def dialog_of(qtbot, kind):
    """The dialog of that class, once it is there."""

    def found():
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=5000)
    return found()


def rule(qtbot, window, status, reason):
    """Give a ruling by keys alone: choose, type the reason, Ctrl+Enter."""
    window.actions_.run(f"quote.rule_{status.value}")
    field = window.desk.details.ruling.reason
    field.selectAll()
    qtbot.keyClicks(field, reason or " ")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def desk(qtbot, opened):
    window = opened()
    window.bringing.sample()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.mark.screen
def test_the_whole_job(qtbot, opened, desk, tmp_path):
    window = desk
    choose_in_queue(qtbot, window, MEGVII)
    state = window.session.state
    assert MEGVII in state.quote.exact
    assert state.check.verdict is Verdict.ALTERED
    assert [d.said.strip() for d in state.check.differences if not d.allowed] == ["and unhelpful"]
    assert window.desk.comparison.verdict.accessibleName() == "Altered"

    qtbot.mouseClick(window.desk.comparison.proposed.use_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "and unhelpful" in window.session.state.quote.proposed_wording, timeout=3000)

    rule(qtbot, window, Status.NEEDS_CHANGE, "two words lost")
    ruled = state_of(window, MEGVII)
    assert (ruled.quote.status, ruled.ruling.reason) == (Status.NEEDS_CHANGE, "two words lost")
    assert window.session.state.quote.id != ruled.quote.id, "ruling goes on to the next"

    before = window.session.quote_id
    window.actions_.run("edit.undo")
    assert state_of(window, MEGVII).quote.status is Status.UNCHECKED
    window.actions_.run("edit.redo")
    assert state_of(window, MEGVII).quote.status is Status.NEEDS_CHANGE
    assert window.session.quote_id == before

    rule_all(qtbot, window)
    assert window.session.desk.progress.left == 0, rows(window)
    assert not window.actions_.qt("article.sign_off").isEnabled(), "whoever checked last does not sign"
    assert "checked last" in window.actions_.qt("article.sign_off").toolTip()
    window.close()

    second = opened(who="Maya Editor")
    second.session.open_article(second.session.project.articles()[0].id)
    assert second.session.desk.progress.left == 0
    second.actions_.run("article.sign_off")
    dialog = dialog_of(qtbot, SignOffDialog)
    assert not dialog.go.isEnabled(), "a sign-off is never one key"
    qtbot.keyClick(dialog.read, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert second.session.desk.sign_off is not None
    assert second.session.desk.sign_off.who == "Maya Editor"

    second.actions_.run("file.export")
    export = dialog_of(qtbot, ExportDialog)
    target = tmp_path / "sheet.json"
    export.write_to(target)
    qtbot.waitUntil(target.exists, timeout=15000)
    qtbot.waitUntil(lambda: not second.session.jobs.running, timeout=15000)
    sheet = json.loads(target.read_text("utf-8"))
    assert "and unhelpful" in json.dumps(sheet, ensure_ascii=False)
    assert masked(sheet) == masked(by_the_command_line(second.session.desk, tmp_path)), "one job, one sheet"


def by_the_command_line(done, folder):
    """The sheet of the same job, each step a process of its own on another library."""
    environ = {**os.environ, "ONRECORD_LIBRARY": str(folder / "cli.onrecord"), "XDG_CONFIG_HOME": str(folder / "cli")}
    environ["ONRECORD_USER"] = "Nell Ashdown"

    def onrecord(*args):
        command = [sys.executable, "-m", "app", *map(str, args)]
        return subprocess.run(command, env=environ, check=True, capture_output=True, text=True, cwd=ROOT).stdout

    shown = json.loads(onrecord("sample", "--json"))
    article = shown["article"]["id"]
    ids = {quote["text"]: quote["id"] for quote in shown["quotes"]}
    for state in done.states:
        if state.quote.proposed_wording:
            onrecord("set", ids[state.quote.exact], f"proposed_wording={state.quote.proposed_wording}")
        if state.ruling is not None:
            mark = ("mark", ids[state.quote.exact], state.quote.status, "--reason", state.ruling.reason)
            onrecord(*mark, "--as", state.ruling.who)
    onrecord("sign", article, "--as", done.sign_off.who)
    onrecord("export", article, "-o", folder / "cli.json")
    return json.loads((folder / "cli.json").read_text("utf-8"))


def masked(sheet):
    """What is printed, without what no two libraries share: ids, moments, and the hashes over them."""
    text = json.dumps(sheet["sheet"], ensure_ascii=False, indent=1)
    for kind in (r"[0-9a-f]{8}-[0-9a-f-]{27}", r"\b[0-9a-f]{64}\b", r"\d{4}-\d\d-\d\dT[\d:.]+Z", r", \d\d:\d\d"):
        text = re.sub(kind, "*", text)
    return text.splitlines()


def rule_all(qtbot, window):
    """Every quote gets the best ruling that the desk allows, by the same keys."""
    for state in window.session.desk.states:
        if state.number is None:
            continue
        window.session.select(state.quote.id)
        now = window.session.state
        if now.check is not None and now.check.verdict is Verdict.VERBATIM and now.quote.form is not Form.INDIRECT:
            rule(qtbot, window, Status.VERBATIM, "")
        elif now.check is not None and now.check.verdict is Verdict.PERMITTED and now.quote.form is not Form.INDIRECT:
            rule(qtbot, window, Status.PERMITTED_EDITS, "")
        elif now.quote.form is Form.INDIRECT or (now.check and now.check.verdict is not Verdict.NOT_FOUND):
            rule(qtbot, window, Status.PARAPHRASE_ONLY, "the sense is right")
        else:
            rule(qtbot, window, Status.UNVERIFIABLE, "nobody will say")
