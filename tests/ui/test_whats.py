"""What's this: no control of the window or of a dialog without a sentence of its own or its pane's."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWhatsThis,
    QWidget,
)

from ui import i18n
from ui.whats import explained

CONTROLS = (*(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit),)


@pytest.fixture
def desk(qtbot, opened):
    window = opened(name="whats.onrecord")
    window.around.first_run()
    qtbot.waitUntil(lambda: window.desk.isVisible())
    return window


def unexplained(root):
    found = []
    for one in root.findChildren(QWidget):
        if isinstance(one, CONTROLS) and one.isVisible() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            said, name = explained(one), one.accessibleName()
            if len(said.split()) < 5 or said.rstrip(".") == name:
                found.append(f"{type(one).__name__} {name}: {said!r}")
    return found


def test_every_control_of_the_window_says_what_it_is(desk):
    assert unexplained(desk) == []
    desk.session.close_article()
    assert unexplained(desk) == []
    desk.actions_.run("view.overview")
    assert unexplained(desk) == []


@pytest.mark.parametrize(
    "action",
    ["edit.preferences", "help.keys", "file.export", "article.about", "article.history", "article.left_out",
     "quote.exclude", "quote.source", "file.paste", "file.address", "evidence.about", "file.sources",
     "quote.elsewhere", "article.remove"],
)  # fmt: skip
def test_every_control_of_a_dialog_says_what_it_is(qtbot, desk, action):
    before = set(QApplication.topLevelWidgets())
    assert desk.actions_.run(action)
    new = lambda: [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(new()), timeout=5000)
    for dialog in new():
        assert unexplained(dialog) == []
        dialog.close()


def test_a_name_that_means_two_things_is_told_by_where_it_stands(desk):
    desk.actions_.run("edit.preferences")
    dialog = next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Preferences")
    name = next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Name")
    assert explained(name).startswith("Your name")
    dialog.close()


def test_it_is_told_in_the_readers_language(desk):
    try:
        i18n.use_language(i18n.PSEUDO)
        assert explained(desk.desk.queue.list).startswith("⟦")
    finally:
        i18n.use_language("en")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_key_tells_of_what_has_the_keyboard_and_a_click_of_what_it_is_on(desk):
    desk.activateWindow()
    desk.desk.go_to("queue")
    desk.actions_.run("help.whats_this")
    shown = [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QWhatsThat"]
    assert shown
    QWhatsThis.hideText()
    asked = QHelpEvent(QEvent.Type.QueryWhatsThis, QPoint(2, 2), desk.desk.queue.mapToGlobal(QPoint(2, 2)))
    asked.ignore()
    QApplication.sendEvent(desk.desk.queue, asked)
    assert asked.isAccepted()


def test_one_german_word_for_two_controls_is_told_by_where_it_stands(opened):
    """“Offen 1” over the quotes, and over the articles."""
    try:
        i18n.use_language("de")
        window = opened(name="offen.onrecord")
        window.around.first_run()
        told = {}
        for pane in (window.desk.queue, window.start):
            told[pane] = [
                explained(one) for one in pane.findChildren(QAbstractButton) if one.text().startswith("Offen")
            ]
        assert told[window.desk.queue] == ["Zeigt nur die Zitate, die noch zu prüfen sind."]
        assert told[window.start] == ["Zeigt nur die Artikel, die nicht freigegeben sind."]
    finally:
        i18n.use_language("en")
