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


def chosen_by_key(window, control):
    """What the next entry of a box of the preferences comes to, once it was chosen."""
    assert window.actions_.run("edit.preferences")
    dialog = window.findChild(Preferences)
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == control)
    box.setFocus()
    before = box.currentData()
    QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() + 1 < box.count() else Qt.Key.Key_Up)
    assert box.currentData() != before
    dialog.close()
    return box.currentData()


@pytest.mark.parametrize(
    ("control", "name", "holds"),
    [
        ("Reading face", "reading_face", lambda window: window._look.theme.reading_font().family()),
        ("Lock the window", "lock_after", lambda window: window.locking._after // 60),
        ("Language", "language", lambda window: load(window.session.paths.settings).language),
    ],
)
def test_a_choice_in_the_preferences_takes_hold_and_is_kept(opened, control, name, holds):
    window = opened()
    before = getattr(window.session.settings, name)
    chosen = chosen_by_key(window, control)
    assert holds(window) == chosen != before
    assert getattr(load(window.session.paths.settings), name) == chosen


def test_the_policy_chosen_in_the_preferences_holds_for_the_next_article(qtbot, opened, tmp_path):
    window = opened()
    chosen = chosen_by_key(window, "Policy")
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry is late\n\n“Nobody told us,” said Ada Muster.", encoding="utf-8")
    window.bringing.articles([path])
    qtbot.waitUntil(lambda: window.session.desk is not None, timeout=8000)
    assert window.session.desk.article.policy == chosen == load(window.session.paths.settings).policy


def test_the_theme_chosen_in_the_preferences_takes_hold_and_is_kept(opened):
    window = opened(theme="light")
    assert window.actions_.run("edit.preferences")
    dialog = window.findChild(Preferences)
    dark = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Dark")
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert window._look.theme.scheme == "dark"
    assert load(window.session.paths.settings).theme == "dark"
    dialog.close()
