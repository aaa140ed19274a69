"""What a window keeps from one time to the next: its size and its panes; and choices that take hold at once."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from app.settings import load
from ui.dialogs.preferences import Preferences


def sizes(window):
    return [window.desk.queue.width(), window.desk.article.width(), window.desk.comparison.height()]


@pytest.mark.screen
def test_the_window_opens_as_it_was_left(desk, opened):
    desk.resize(1290, 741)
    QApplication.processEvents()
    handle = desk.desk._columns.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(33, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(33, 0))
    QApplication.processEvents()
    left = sizes(desk)
    desk.close()
    again = opened(size=None)
    assert (again.width(), again.height()) == (1290, 741)
    again.go_back()
    QApplication.processEvents()
    moved = [abs(now - then) for now, then in zip(sizes(again), left, strict=True)]
    assert max(moved) <= 2, "a pixel or two go to the dividers"
    assert desk.desk is not again.desk and sizes(again)[0] > 250


def policy(window):
    window.bringing.sample(reset=True)
    return window.session.settings.policy


@pytest.mark.parametrize(
    ("control", "name", "holds"),
    [
        ("Policy", "policy", lambda window: policy(window)),
        ("Reading face", "reading_face", lambda window: window._look.theme.reading_font().family()),
        ("Lock the window", "lock_after", lambda window: window.locking._after // 60),
        ("Language", "language", lambda window: load(window.session.paths.settings).language),
    ],
)
def test_a_choice_in_the_preferences_takes_hold_and_is_kept(opened, control, name, holds):
    window = opened()
    assert window.actions_.run("edit.preferences")
    dialog = window.findChild(Preferences)
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == control)
    box.setFocus()
    before = getattr(window.session.settings, name)
    QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() + 1 < box.count() else Qt.Key.Key_Up)
    chosen = box.currentData()
    assert chosen != before
    assert holds(window) == chosen
    assert getattr(load(window.session.paths.settings), name) == chosen
    dialog.close()


def test_the_theme_chosen_in_the_preferences_takes_hold_and_is_kept(opened):
    window = opened(theme="light")
    assert window.actions_.run("edit.preferences")
    dialog = window.findChild(Preferences)
    dark = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Dark")
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert window._look.theme.scheme == "dark"
    assert load(window.session.paths.settings).theme == "dark"
    dialog.close()
