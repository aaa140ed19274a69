"""Signing keys in the window: one's own, those of others brought in by fingerprint, named, renamed, removed."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.sheets import keys, proof
from ui.dialogs.ask import Ask
from ui.dialogs.signing import SigningDialog

LEFT = Qt.MouseButton.LeftButton
ADA = proof.signer_of("Ada", bytes(range(32)))
EVE = proof.signer_of("Eve", bytes(32))
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def keyed(qtbot, opened):
    """The window with its dialog of keys, once it has looked."""
    window = opened()
    window.leaving.signing.open(window.keeping.check)
    dialog = window.findChildren(SigningDialog)[-1]
    qtbot.waitUntil(lambda: "No keychain" in dialog.own.text(), timeout=8000)
    yield window, dialog
    for left in window.findChildren(SigningDialog):
        left.close()


def asked(dialog):
    return [one for one in dialog.findChildren(Ask) if one.isVisible()][-1]


def names(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_key_is_brought_in_by_its_fingerprint_named_and_removed(qtbot, keyed, tmp_path):
    window, dialog = keyed
    path = window.session.paths.keys
    (tmp_path / "ada.key").write_bytes(proof.public_key(ADA))
    dialog.read_wanted.emit(tmp_path / "ada.key")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(Ask)), timeout=8000)
    question = asked(dialog)
    told = " ".join(label.text() for label in question.findChildren(QLabel))
    assert proof.fingerprint(ADA.key) in told and "“Ada”" in told
    QTest.keyClicks(question._line, "Ada of the desk")
    QTest.mouseClick(question._go, LEFT)
    qtbot.waitUntil(lambda: names(dialog) == [f"Ada of the desk  ·  {proof.fingerprint(ADA.key)}"], timeout=8000)
    dialog.list.setCurrentRow(0)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Ada")
    QTest.mouseClick(dialog.rename, LEFT)
    qtbot.waitUntil(lambda: keys.load(path) == {ADA.key: "Ada"}, timeout=8000)
    qtbot.waitUntil(lambda: names(dialog)[0].startswith("Ada  ·"), timeout=8000)
    assert dialog.chosen() == ADA.key
    QTest.mouseClick(dialog.remove, LEFT)
    assert keys.load(path) == {ADA.key: "Ada"}
    QTest.keyClick(asked(dialog), Qt.Key.Key_Return)
    assert keys.load(path) == {ADA.key: "Ada"}, "Enter takes the way out"
    assert not any(one.isVisible() for one in dialog.findChildren(Ask))
    QTest.mouseClick(dialog.remove, LEFT)
    QTest.mouseClick(asked(dialog)._go, LEFT)
    qtbot.waitUntil(lambda: names(dialog) == [], timeout=8000)
    assert keys.load(path) == {}


def test_what_is_no_key_is_said_and_nothing_is_named(qtbot, keyed, tmp_path):
    window, dialog = keyed
    problems = []
    window.session.problem.connect(problems.append)
    (tmp_path / "odd.key").write_text(json.dumps({"schema": "onrecord-key/1", "name": "Eve", "key": "AAAA"}))
    dialog.read_wanted.emit(tmp_path / "odd.key")
    qtbot.waitUntil(lambda: bool(problems), timeout=8000)
    assert problems[0].values["why"] == "damaged"
    assert not dialog.findChildren(Ask)


def test_without_a_keychain_no_key_is_given_out_and_it_says_why(keyed):
    _window, dialog = keyed
    assert not dialog.give_out.isEnabled()
    assert dialog.give_out.toolTip() == dialog.own.text()


def test_ones_own_key_is_shown_and_cannot_be_removed(keyed):
    _window, dialog = keyed
    dialog.show_keys({ADA.key: "Rosa", EVE.key: "Eve"}, ADA.key, keychain=True)
    assert proof.fingerprint(ADA.key) in dialog.own.text() and dialog.give_out.isEnabled()
    assert names(dialog)[1].startswith("Rosa, your own  ·")
    dialog.list.setCurrentRow(1)
    assert not dialog.remove.isEnabled() and dialog.remove.toolTip()
    dialog.list.setCurrentRow(0)
    assert dialog.remove.isEnabled() and dialog.name.text() == "Eve"
    dialog.name.setText("  ")
    assert not dialog.rename.isEnabled()


def test_it_is_an_action_and_every_control_has_a_name(keyed):
    window, dialog = keyed
    dialog.done(0)
    assert window.actions_.run("file.keys")
    dialog = [one for one in window.findChildren(SigningDialog) if one.isVisible()][-1]
    for kind in (QAbstractButton, QLineEdit):
        for control in dialog.findChildren(kind):
            assert control.accessibleName() or getattr(control, "text", str)(), control
