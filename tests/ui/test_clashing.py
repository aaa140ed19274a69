"""The same field changed here and elsewhere: both are shown, one is chosen, nothing typed is lost."""

import subprocess
import sys
from pathlib import Path

from app import edits
from app.project import Project
from db.records import Terms
from tests.ui.walking import awaited
from ui.dialogs.clash import ClashDialog

ROOT = Path(__file__).resolve().parents[2]


def elsewhere(window, **fields):
    """Another process changes the selected quote."""
    given = [f"{name}={value}" for name, value in fields.items()]
    argv = ["set", window.session.quote_id, *given, "--library", str(window.session.project.path), "--as", "Maya"]
    subprocess.run([sys.executable, "-m", "app", *argv], cwd=ROOT, check=True, capture_output=True)


def kept(window):
    return window.session.project.quote(window.session.quote_id)


def type_against(window, qtbot):
    qtbot.keyClicks(window.desk.details.note, "my note")
    elsewhere(window, note="their note", speaker="Maya's speaker")
    return awaited(qtbot, window, ClashDialog)


def test_both_are_shown_and_mine_is_kept(qtbot, window):
    dialog = type_against(window, qtbot)
    [block] = dialog.blocks
    assert (block.conflict.was, block.conflict.mine, block.conflict.theirs) == ("", "my note", "their note")
    assert block.theirs.text() == "Theirs, Maya"
    assert "my note" in block.mine.accessibleDescription()
    assert not dialog.go.isEnabled()
    assert kept(window).note == "their note", "nothing is overwritten before somebody chose"
    block.mine.click()
    dialog.go.click()
    assert (kept(window).note, kept(window).speaker) == ("my note", "Maya's speaker")
    assert window.desk.details.note.toPlainText() == "my note"


def test_theirs_is_kept(qtbot, window):
    dialog = type_against(window, qtbot)
    dialog.blocks[0].theirs.click()
    dialog.go.click()
    assert kept(window).note == "their note"
    assert window.desk.details.note.toPlainText() == "their note"
    assert window.session.drafts.flush()


def test_other_words_are_kept(qtbot, window):
    dialog = type_against(window, qtbot)
    words = dialog.blocks[0].words
    words.setFocus()
    words.selectAll()
    qtbot.keyClicks(words, "both notes")
    assert dialog.blocks[0].other.isChecked()
    dialog.go.click()
    assert kept(window).note == "both notes"


def test_what_was_typed_waits_where_nobody_chooses(qtbot, window):
    type_against(window, qtbot).reject()
    assert window.session.drafts.pending(window.session.quote_id) == {"note": "my note"}
    assert kept(window).note == "their note"
    assert any("wait for you to choose" in text for text in window.notices.texts())
    window.clashing.ask()
    dialog = awaited(qtbot, window, ClashDialog)
    dialog.blocks[0].mine.click()
    dialog.go.click()
    assert kept(window).note == "my note"


def test_a_third_change_is_asked_about_again(qtbot, window):
    dialog = type_against(window, qtbot)
    with Project.open(window.session.project.path) as other:
        other.apply(edits.set_quote(other.quote(window.session.quote_id), who="Ben", note="a third note"))
    dialog.blocks[0].mine.click()
    dialog.go.click()
    again = awaited(qtbot, window, ClashDialog)
    assert again.blocks[0].conflict.theirs == "a third note"
    again.blocks[0].mine.click()
    again.go.click()
    assert kept(window).note == "my note"


def test_the_same_words_clash_with_nobody(qtbot, window):
    qtbot.keyClicks(window.desk.details.note, "same")
    elsewhere(window, note="same")
    assert window.session.drafts.flush()
    assert kept(window).note == "same"


def test_an_edit_that_came_late_is_asked_about_too(qtbot, window):
    session = window.session
    quote = session.state.quote
    elsewhere(window, terms="background", note="their note")
    late = edits.set_quote(quote, who=session.who, terms=Terms.OFF_RECORD, speaker="mine alone")
    assert not session.apply(late)
    dialog = awaited(qtbot, window, ClashDialog)
    assert [one.conflict.field for one in dialog.blocks] == ["terms"]
    assert kept(window).speaker == "mine alone"
    dialog.blocks[0].mine.click()
    dialog.go.click()
    assert (kept(window).terms, kept(window).note) == (Terms.OFF_RECORD, "their note")


def test_the_strip_says_honestly_whether_it_is_saved(qtbot, window, monkeypatch):
    said = window.status._saved.text
    assert said().startswith("Saved")
    qtbot.keyClicks(window.desk.details.note, "x")
    assert said() == "Saving…"
    qtbot.waitUntil(lambda: said().startswith("Saved"), timeout=3000)
    type_against(window, qtbot).reject()
    assert said() == "Not saved yet"
