"""Encrypting from the window, and taking it off: asked for twice, done while the window waits, the code shown once."""

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app import encryption
from app.keeping import backup
from ui.dialogs.passphrase import NewPassphrase, RecoveryCode, TakeOff, Unlock
from ui.dialogs.restore import RestoreDialog

WORDS, OTHER = "correct horse battery", "staple & stapler"


@pytest.fixture
def window(qtbot, opened):
    found = opened()
    found.keeping.stop()
    found.bringing.sample()
    qtbot.waitUntil(lambda: found.desk.isVisible() and not found.session.jobs.running)
    return found


@pytest.fixture
def stretched(monkeypatch):
    """The name of the thread in which words were made a key, each time."""
    names, stretch = [], encryption._stretched

    def note(*given):
        names.append(threading.current_thread().name)
        return stretch(*given)

    monkeypatch.setattr(encryption, "_stretched", note)
    return names


def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def fill(dialog, *said):
    for field, words in zip(dialog.fields, said, strict=True):
        field.setText(words)


def code_of(qtbot, before=None):
    qtbot.waitUntil(lambda: shown(RecoveryCode) not in (None, before), timeout=20000)
    return shown(RecoveryCode)


def test_a_library_is_encrypted_and_work_goes_on(qtbot, window):
    session = window.session
    library = session.project.path
    plain = backup(library)
    assert window.actions_["file.passphrase"].why_not()
    assert window.actions_.run("file.encrypt")
    asked = shown(NewPassphrase)
    fill(asked, WORDS, WORDS[:-1])
    assert not asked.go.isEnabled()
    fill(asked, "seven77", "seven77")
    assert not asked.go.isEnabled()
    fill(asked, WORDS, WORDS)
    asked.go.click()
    assert not asked.stop.isEnabled()
    asked.reject()
    assert asked.isVisible()
    code = code_of(qtbot)
    assert session.project.encrypted
    assert not library.read_bytes().startswith(b"SQLite")
    assert session.desk is not None
    assert session.project.articles()
    code.left.pressed.emit()
    assert not plain.path.exists()
    assert "SSD" in code.left.accessibleName()
    code.reject()
    assert code.isVisible()
    assert not code.go.isEnabled()
    code.written.setChecked(True)
    written = code.code.text()
    code.go.click()
    encryption.lock(library)
    encryption.unlock(library, written)
    assert window.actions_["file.encrypt"].why_not()


def test_the_passphrase_is_changed_for_whoever_knows_it(qtbot, window, stretched):
    session = window.session
    window.actions_.run("file.encrypt")
    fill(shown(NewPassphrase), WORDS, WORDS)
    shown(NewPassphrase).go.click()
    code = code_of(qtbot)
    first = code.code.text()
    code.written.setChecked(True)
    code.go.click()
    window.actions_.run("file.passphrase")
    dialog = shown(NewPassphrase)
    fill(dialog, "not the one", OTHER, OTHER)
    dialog.go.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=20000)
    assert dialog.trouble.accessibleName() == "That does not open library.onrecord. Nothing was changed; try again."
    assert session.project.articles()
    fill(dialog, WORDS, OTHER, OTHER)
    stretched.clear()
    dialog.go.click()
    second = code_of(qtbot, code)
    assert len(stretched) == 3, "the present passphrase, the new one and the new code, once each"
    assert threading.current_thread().name not in stretched, "the window goes on meanwhile"
    assert second.code.text() != first
    second.written.setChecked(True)
    second.go.click()
    encryption.lock(session.project.path)
    with pytest.raises(encryption.WrongKey):
        encryption.unlock(session.project.path, WORDS)
    encryption.unlock(session.project.path, OTHER)


def encrypted(qtbot, window, words=WORDS):
    """The window's library, encrypted."""
    window.actions_.run("file.encrypt")
    fill(shown(NewPassphrase), words, words)
    shown(NewPassphrase).go.click()
    code = code_of(qtbot)
    code.written.setChecked(True)
    code.go.click()
    return window.session.project.path


def test_the_encryption_is_taken_off_for_whoever_knows_the_passphrase(qtbot, window):
    assert window.actions_["file.decrypt"].why_not()
    library = encrypted(qtbot, window)
    window.actions_.run("file.decrypt")
    dialog = shown(TakeOff)
    assert not dialog.go.isEnabled()
    fill(dialog, "not the one")
    dialog.go.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=20000)
    assert window.session.project.encrypted
    fill(dialog, WORDS)
    dialog.go.click()
    assert not dialog.stop.isEnabled()
    qtbot.waitUntil(lambda: shown(TakeOff) is None, timeout=20000)
    assert library.read_bytes().startswith(b"SQLite")
    assert not window.session.project.encrypted
    assert window.session.project.articles()


def test_the_list_of_backups_says_which_are_in_clear(qtbot, window):
    window.keeping.stop()
    backup(window.session.project.path)
    encrypted(qtbot, window)
    window.actions_.run("file.restore")
    qtbot.waitUntil(lambda: shown(RestoreDialog) is not None, timeout=20000)
    listed = shown(RestoreDialog).list
    told = ["not encrypted" in listed.item(row).text() for row in range(listed.count())]
    assert told == [False, True], "newest first: made by encrypting, then the one before"


def test_an_encrypted_backup_whose_key_is_not_held_asks_for_its_passphrase(qtbot, window):
    library = encrypted(qtbot, window)
    kept = backup(library)
    window.session.rest()
    encryption.unlock(library, WORDS)
    encryption.decrypt(library)
    window.session.wake()
    encryption.lock(kept.path)
    window.actions_.run("file.restore")
    qtbot.waitUntil(lambda: shown(RestoreDialog) is not None, timeout=20000)
    dialog = shown(RestoreDialog)
    assert "its passphrase is asked for" in dialog.list.item(0).text()
    dialog.list.setCurrentRow(0)
    with qtbot.waitSignal(window.keeping.reopen_wanted, timeout=20000):
        dialog.go.click()
        asked = shown(Unlock)
        asked.field.setText("not the one")
        asked.go.click()
        assert asked.trouble.isVisible()
        asked.field.setText(WORDS)
        asked.go.click()


def test_a_new_library_is_encrypted_from_the_start(qtbot, window, tmp_path):
    path = tmp_path / "elsewhere" / "desk.onrecord"
    path.parent.mkdir()
    path.write_bytes(b"somebody's")
    window.keeping.encrypting.new_at(path)
    dialog = shown(NewPassphrase)
    fill(dialog, WORDS, WORDS)
    dialog.go.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=20000)
    assert path.read_bytes() == b"somebody's"
    path.unlink()
    fill(dialog, WORDS, WORDS)
    dialog.go.click()
    code = code_of(qtbot)
    code.written.setChecked(True)
    with qtbot.waitSignal(window.keeping.reopen_wanted) as wanted:
        code.go.click()
    assert wanted.args == [path]
    assert encryption.is_encrypted(path)
    assert not path.read_bytes().startswith(b"SQLite")


def test_the_code_is_copied_and_printed(qtbot, theme, tmp_path):
    dialog = RecoveryCode(theme, encryption.Sealed("AAAAA-BBBBB", in_keychain=True), "desk", None)
    qtbot.addWidget(dialog)
    next(b for b in dialog.findChildren(type(dialog.stop)) if b.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == "AAAAA-BBBBB"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    dialog.print_to(printer)
    import pypdfium2

    page = pypdfium2.PdfDocument(tmp_path / "code.pdf")[0].get_textpage().get_text_range()
    assert "AAAAA-BBBBB" in page.replace("\ufffe", "-")
    assert "desk" in page


def test_a_locked_library_is_asked_for_until_it_opens(qtbot, theme):
    dialog = Unlock(theme, "desk", None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    tried = []
    dialog.tried.connect(tried.append)
    dialog.field.setText(WORDS)
    dialog.go.click()
    dialog.tell("That does not open desk.")
    assert (tried, dialog.isVisible(), dialog.trouble.isVisible()) == ([WORDS], True, True)
