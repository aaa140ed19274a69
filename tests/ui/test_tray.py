"""The tray: what runs, how far it is, a way to stop each, and what came of it; several at once."""

import threading

import pytest
from PySide6.QtCore import Qt

from db.errors import Unreadable


@pytest.fixture
def window(opened):
    return opened(name="tray.onrecord")


class Slow:
    """Work that counts to three and then waits to be let go, or to be stopped."""

    def __init__(self, problem=None):
        self.go, self.problem = threading.Event(), problem

    def __call__(self, progress, stopped):
        progress(3, 11)
        while not self.go.wait(0.01):
            if stopped():
                return None
        if self.problem:
            raise self.problem
        return "done"


def start(window, label, work, counting=""):
    return window.session.jobs.start(label, work, lambda _v: None, lambda _p: None, counting=counting)


def test_two_at_once_are_counted_and_each_has_its_own_end(qtbot, window):
    one, other = Slow(), Slow()
    start(window, "Comparing", one, "Comparing {done} of {of} quotes")
    start(window, "Fetching example.org", other)
    tray, strip = window.tray, window.tray.strip
    qtbot.waitUntil(lambda: strip.button.text() == "2 things under way", timeout=3000)
    assert tray.texts() == ["Comparing 4 of 11 quotes", "Fetching example.org"]
    other.go.set()
    qtbot.waitUntil(lambda: strip.button.text() == "Comparing 4 of 11 quotes", timeout=3000)
    one.go.set()
    qtbot.waitUntil(lambda: strip.button.text() == "Done: Comparing", timeout=3000)
    assert tray.texts() == ["Done: Comparing", "Done: Fetching example.org"]


def test_long_work_is_stopped_from_the_strip_and_from_the_tray(qtbot, window):
    tray = window.tray
    start(window, "Backing up", Slow())
    qtbot.waitUntil(lambda: tray.strip.cancel.isVisible(), timeout=5000)
    qtbot.mouseClick(tray.strip.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tray.texts() == ["Cancelled: Backing up"], timeout=3000)
    start(window, "Exporting", Slow())
    qtbot.waitUntil(lambda: len(tray.texts()) == 2, timeout=3000)
    assert not tray.isVisible()
    qtbot.mouseClick(tray.strip.button, Qt.MouseButton.LeftButton)
    assert tray.isVisible()
    qtbot.mouseClick(tray._work[0].card.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tray.texts()[0] == "Cancelled: Exporting", timeout=3000)


def test_a_failure_is_told_and_what_takes_a_moment_never_shows(qtbot, window):
    bad = Slow(Unreadable(why="empty", name="a.txt"))
    start(window, "Reading a.txt", bad)
    quick = start(window, "Quick", lambda _p, _s: 1)
    with qtbot.waitSignal(quick.finished, timeout=2000):
        pass
    qtbot.waitUntil(lambda: window.tray.texts() == ["Reading a.txt"], timeout=3000)
    bad.go.set()
    qtbot.waitUntil(lambda: window.tray.texts() == ["Not done: Reading a.txt"], timeout=3000)
