"""A confidential source in the window: shown on request and for a moment, kept, held, forgotten."""

from datetime import date

import keyring
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import edits, sources
from db.errors import SealBroken
from db.records import Attribution, SourceKind, Terms
from tests.app.test_sources import Chain
from ui.dialogs.custody import CustodyDialog
from ui.dialogs.directory import DirectoryDialog
from ui.dialogs.source import SourceDialog


@pytest.fixture
def window(opened):
    before = keyring.get_keyring()
    keyring.set_keyring(Chain())
    window = opened()
    window.bringing.sample()
    yield window
    keyring.set_keyring(before)


@pytest.fixture
def heron(window):
    made = sources.sealed(SourceKind.PERSON, "Zephyrine Holt", "archivist", "Heron")
    window.session.project.apply(edits.add_source(made, who="Rosa"))
    return made


def test_a_confidential_source_is_asked_for_its_terms_in_the_same_step(qtbot, window, heron):
    quote = window.session.state.quote
    window.session.apply(
        edits.set_quote(quote, attribution=Attribution.NAMED, terms=Terms.ON_RECORD, who="Rosa")
    )  # fmt: skip
    window.ask.source()
    dialog = dialog_of(window, SourceDialog)
    assert not dialog.asked.isVisible()
    dialog.known.setChecked(True)
    dialog.list.setCurrentIndex(dialog.list.findData(heron.id))
    assert dialog.asked.isVisible() and dialog.terms.findData(Terms.ON_RECORD) < 0
    assert dialog.terms_asked() is Terms.NOT_AGREED, "nothing is agreed unasked"
    dialog.terms.setCurrentIndex(dialog.terms.findData(Terms.BACKGROUND))
    dialog.go.click()
    given = window.session.state.quote
    assert (given.name, given.attribution, given.terms) == ("Heron", Attribution.ANONYMOUS, Terms.BACKGROUND)
    window.session.undo()
    assert window.session.state.quote.terms is Terms.ON_RECORD, "in one step"


def dialog_of(window, kind):
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


@pytest.fixture
def dialog(window, heron):
    window.ask.custody.open(heron.id)
    return dialog_of(window, CustodyDialog)


def newest(window):
    edit = window.session.project.history(limit=1)[0].edit
    return edit.verb, edit.who


def reveal(qtbot, dialog):
    assert not dialog.reveal.isEnabled(), "a reason is asked for first"
    qtbot.keyClicks(dialog.why, "the lawyer asked")
    QTest.mouseClick(dialog.reveal, Qt.MouseButton.LeftButton)


def test_it_is_shown_on_request_and_covered_again(qtbot, window, dialog):
    assert "Zephyrine" not in dialog.identity.text()
    reveal(qtbot, dialog)
    assert dialog.identity.text() == "Zephyrine Holt, archivist"
    assert newest(window) == ("open_source", "Nell Ashdown")
    dialog._hide.setInterval(50)
    dialog._hide.start()
    qtbot.waitUntil(lambda: dialog.identity.text() == "", timeout=2000)


def test_whoever_turns_away_leaves_no_name_behind(qtbot, window, dialog):
    reveal(qtbot, dialog)
    other = QWidget()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: dialog.identity.text() == "", timeout=2000)
    other.close()
    dialog.activateWindow()
    reveal(qtbot, dialog)
    dialog.reject()
    assert dialog.identity.text() == ""


def test_the_lock_takes_the_name_away(qtbot, window, dialog):
    reveal(qtbot, dialog)
    window.locking.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.locking.unlock()
    assert dialog.identity.text() == ""


def test_a_hold_forbids_forgetting(qtbot, window, heron, dialog):
    qtbot.keyClicks(dialog.case, "case 12/26")
    QTest.mouseClick(dialog.hold, Qt.MouseButton.LeftButton)
    assert newest(window) == ("hold_source", "Nell Ashdown")
    assert not dialog.go.isEnabled()
    assert dialog.go.toolTip() == "It is under a legal hold."
    QTest.mouseClick(dialog.hold, Qt.MouseButton.LeftButton)
    assert newest(window)[0] == "release_source"
    assert dialog.go.isEnabled()


def test_it_is_forgotten_after_a_warning_that_says_what_is_left(qtbot, window, heron, dialog):
    state = window.session.state
    window.session.apply(edits.set_quote(state.quote, who="Rosa", note="Zephyrine Holt rang"))
    dialog.go.click()
    assert "no way back" in dialog.left.accessibleName()
    assert "in 2 other places" in dialog.left.accessibleName(), "the note, and the history of it"
    assert window.session.project.source(heron.id).sealed
    dialog.go.click()
    assert window.session.project.source(heron.id).forgotten_at
    assert "Forgotten" in dialog.state.text()
    assert not dialog.go.isEnabled()
    assert not dialog.why.isEnabled()
    with pytest.raises(SealBroken):
        sources.secrets.unseal(heron.sealed, heron.id)


def test_no_enter_ever_forgets(qtbot, window, heron, dialog):
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        for widget in (dialog, dialog.why, dialog.case):
            qtbot.keyClick(widget, Qt.Key.Key_Return, keys)
    assert dialog.isVisible() and not dialog.sure
    assert not window.session.project.source(heron.id).forgotten_at


def test_without_the_keychain_it_says_so_and_shows_nothing(qtbot, window, dialog):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    reveal(qtbot, dialog)
    shut = "This computer has no usable keychain. The name stays sealed. Nobody was shown it."
    assert dialog.left.accessibleName().endswith(shut)
    assert dialog.identity.text() == ""
    assert newest(window)[0] != "open_source"
    dialog.go.click()
    assert not dialog.sure, "where the name stands in clear cannot be told, so nothing is offered"
    assert dialog.left.accessibleName().endswith(shut)


def test_past_its_day_it_is_listed_and_told(qtbot, window, heron):
    window.session.apply(edits.keep_source(heron, "2020-01-31", who="Rosa"))
    window.ask.custody.tell_overdue(window.ask.directory)
    assert any("past its retention date" in text for text in window.notices.texts())
    window.ask.directory()
    directory = dialog_of(window, DirectoryDialog)
    directory.only_past.setChecked(True)
    assert [directory.list.item(n).text() for n in range(directory.list.count())] == [
        "Heron  ·  confidential, past its retention date, 0 quotes"
    ]
    directory.list.item(0).setSelected(True)
    QTest.mouseClick(directory.custody, Qt.MouseButton.LeftButton)
    custody = [one for one in directory.findChildren(CustodyDialog) if one.isVisible()][-1]
    assert "past its retention date" in custody.state.text()
    custody.dated.setChecked(False)
    custody.keep.click()
    assert window.session.project.source(heron.id).keep_until == ""
    assert sources.overdue(window.session.project.sources(), date.today()) == ()
    custody.reject()
    directory.reject()


def test_the_source_of_a_quote_leads_there(qtbot, window, heron):
    window.ask.source()
    dialog = dialog_of(window, SourceDialog)
    assert not dialog.custody.isVisible()
    dialog.list.setCurrentIndex(dialog.list.findData(heron.id))
    assert dialog.custody.isVisible()
    dialog.custody.click()
    custody = [one for one in dialog.findChildren(CustodyDialog) if one.isVisible()][-1]
    assert custody.windowTitle() == "Heron"
    custody.reject()
    dialog.reject()
