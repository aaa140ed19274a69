"""The idle lock: covered, no word is to be seen or heard; an encrypted library is closed; nothing is lost."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app import encryption
from app.moving import move
from app.project import Project
from db import keys
from ui.dialogs.evidence import EvidenceDialog


@pytest.fixture
def window(opened):
    window = opened()
    window.bringing.sample()
    yield window
    if window.locking.is_locked:
        window.locking.unlock()


def names(interface, most=20_000):
    """Every name, value and description that a reader of the screen can reach from here."""
    found, waiting = [], [interface]
    while waiting and most:
        most -= 1
        one = waiting.pop()
        if one is None or not one.isValid():
            continue
        found += [
            one.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
        ]
        if (text := one.textInterface()) is not None:
            found.append(text.text(0, text.characterCount()))
        waiting += [one.child(n) for n in range(one.childCount())]
    return "\n".join(found)


def heard():
    return names(QAccessible.queryAccessibleInterface(QApplication.instance()))


SEEN = ("Megvii", "Bloomberg", "Camera and software")


def test_locked_no_word_is_seen_or_heard(qtbot, window):
    window.ask.paste_article()
    window.ask.history()
    before = heard()
    assert all(word in before for word in SEEN)
    window.locking.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert [one.windowTitle() for one in shown] == ["OnRecord"]
    after = heard()
    assert "Carry on" in after
    assert not [word for word in SEEN if word in after]
    assert not [one for one in QApplication.topLevelWindows() if one.isVisible() and one.title() != "OnRecord"]
    QTest.keyClick(shown[0].go, Qt.Key.Key_Space)
    assert not window.locking.is_locked
    assert window.isVisible()
    assert all(word in heard() for word in SEEN)


def test_the_cover_says_where_nothing_is_asked_of_whoever_carries_on(window):
    window.locking.lock()
    assert "not encrypted" in heard()


def test_it_locks_by_itself_and_input_puts_it_off(qtbot, window):
    window.locking.use(1.0)
    note = window.desk.details.note
    for _ in range(12):
        QTest.keyClick(note.window().windowHandle(), Qt.Key.Key_Shift)
        qtbot.wait(100)
        window.locking._watch(window.windowHandle())
    assert not window.locking.is_locked
    qtbot.waitUntil(lambda: window.locking.is_locked, timeout=3000)
    window.locking.unlock()
    window.locking.use(0)
    qtbot.wait(100)
    assert not window.locking.is_locked


def test_what_is_half_typed_is_there_again(qtbot, window):
    details = window.desk.details
    qtbot.keyClicks(details.note, "half a no")
    dialog = EvidenceDialog(window._look.theme, None, "words of the evidence", window)
    dialog.open()
    field = next(one for one in dialog.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly())
    field.setText("A half-filled title")
    window.locking.lock()
    assert not dialog.isVisible()
    assert window.session.project.quote(window.session.quote_id).note == "half a no", "kept before it is covered"
    window.locking.unlock()
    assert dialog.isVisible()
    assert field.text() == "A half-filled title"
    assert details.note.toPlainText() == "half a no"
    dialog.reject()


def test_a_job_goes_on_under_the_cover(qtbot, window):
    done = []
    window.session.jobs.start("Long", lambda _p, _s: 41 + 1, done.append, pytest.fail)
    window.locking.lock()
    qtbot.waitUntil(lambda: done == [42], timeout=3000)


def test_the_window_closes_from_its_cover(qtbot, window):
    qtbot.keyClicks(window.desk.details.note, "last words")
    quote, path = window.session.quote_id, window.session.project.path
    window.locking.lock()
    window.locking._cover.close()
    with Project.open(path) as project:
        assert project.quote(quote).note == "last words"


@pytest.fixture
def sealed(opened):
    """A window on an encrypted library, the sample open."""
    window = opened()
    window.bringing.sample()
    path = window.session.project.path
    window.close()
    encryption.encrypt(path, "seven quiet herons", in_keychain=False)
    window = opened()
    window.session.open_article(window.session.project.articles()[0].id)
    yield window
    if window.locking.is_locked:
        window.locking.unlock("seven quiet herons")
    if path.exists():  # a test may have moved it
        encryption.unlock(path, "seven quiet herons")


def test_an_encrypted_library_closes_and_asks_for_its_passphrase(qtbot, sealed):
    window = sealed
    path = window.session.project.path
    qtbot.keyClicks(window.desk.details.note, "kept in time")
    window.locking.lock()
    assert encryption.is_locked(path), "its key is gone from this run"
    cover = window.locking._cover
    QTest.mouseClick(cover.go, Qt.MouseButton.LeftButton)
    assert window.locking.is_locked
    assert cover.words.isVisible()
    qtbot.keyClicks(cover.words, "wrong")
    QTest.keyClick(cover.words, Qt.Key.Key_Return)
    assert window.locking.is_locked
    cover.words.clear()
    qtbot.keyClicks(cover.words, "seven quiet herons")
    QTest.keyClick(cover.words, Qt.Key.Key_Return)
    assert not window.locking.is_locked
    assert window.session.project.quote(window.session.quote_id).note == "kept in time"
    qtbot.keyClicks(window.desk.details.note, ", and more")
    assert window.session.drafts.flush()


def test_the_passphrase_is_asked_for_though_the_key_is_at_hand(qtbot, sealed):
    """As it is where the keychain keeps it: whoever sits down at the desk could open it otherwise."""
    path = sealed.session.project.path
    key = keys.held(keys.name_of(path))
    sealed.locking.lock()
    keys.hold(key)
    sealed.locking.unlock()
    assert sealed.locking.is_locked
    assert sealed.locking._cover.words.isVisible()
    sealed.locking.unlock("not the passphrase")
    assert sealed.locking.is_locked
    sealed.locking.unlock("seven quiet herons")
    assert not sealed.locking.is_locked


def test_an_encrypted_library_waits_for_what_runs(qtbot, sealed):
    window, go = sealed, []

    def work(_progress, _stop):
        while not go:
            QTest.qSleep(5)
        return 42

    done = []
    window.session.jobs.start("Long", work, done.append, pytest.fail)
    window.locking.use(0.2)
    window.locking.lock()
    assert not encryption.is_locked(window.session.project.path)
    window.locking.unlock()
    assert window.locking.is_locked, "the passphrase is asked for, though the library is still open"
    go.append(True)
    qtbot.waitUntil(lambda: encryption.is_locked(window.session.project.path), timeout=3000)
    assert done == [42]


def test_an_encrypted_library_leaves_no_typed_word_in_clear(qtbot, sealed, tmp_path):
    qtbot.keyClicks(sealed.desk.details.note, "zephyrine quillfeather")
    qtbot.wait(350)
    held = [path for path in tmp_path.rglob("*") if path.is_file() and b"zephyrine" in path.read_bytes()]
    assert held == []
    assert sealed.session.drafts.flush()


@pytest.mark.parametrize("moved", [False, True], ids=["where it was", "after a move"])
def test_locked_by_its_key_it_is_open_again_with_nothing_wrong(qtbot, sealed, opened, moved):
    window, path = sealed, sealed.session.project.path
    if moved:
        window.close()
        former, path = path, path.with_name("redaktion.onrecord")
        move(former, path)
        window = opened(name=path.name)
        assert not window.session.desk, "on the start page"
    assert window.actions_.run("file.lock")
    assert encryption.is_locked(path)
    window.keeping.look_after()  # the day's backup comes due while it is locked
    assert not window.actions_.run("edit.undo"), "nothing is done in a closed library"
    assert window.session.jobs.running == ()
    window.locking.unlock("seven quiet herons")
    assert not window.locking.is_locked
    assert window.notices.texts() == []
    assert window.actions_.qt("edit.undo").isEnabled() and "Undo: " in window.actions_.qt("edit.undo").text()
    window.keeping.look_after()
    qtbot.waitUntil(lambda: window.keeping.newest() != "" and not window.session.jobs.running, timeout=8000)
    assert window.notices.texts() == []
