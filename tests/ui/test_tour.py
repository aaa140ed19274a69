"""The tour: on the sample, once, by mouse or keyboard, never in the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import edits
from db.records import Verdict
from tests import builders
from ui.dialogs.ask import Ask
from ui.main import Program
from ui.views.tour import STEPS


@pytest.fixture
def window(opened):
    made = opened(name="tour.onrecord")
    made.around.first_run()
    return made


def test_the_first_run_shows_it_beside_the_sample_and_leaves_the_keyboard_alone(window):
    tour = window.tour
    assert tour.isVisible() and window.desk.isVisible()
    assert tour.title.text().endswith("1 of 5") and 4 <= len(STEPS) <= 5
    assert not tour.isAncestorOf(window.focusWidget())
    assert window.session.state.check.verdict is Verdict.ALTERED, "there is a difference to see"
    below = tour.mapTo(window, tour.rect().topLeft()).y()
    assert window.desk.mapTo(window, window.desk.rect().bottomLeft()).y() < below, "it covers the desk"


def test_its_steps_go_forth_and_back_and_it_is_not_shown_again(qtbot, window):
    tour = window.tour
    seen = []
    for _ in STEPS:
        seen.append(tour.title.text())
        assert tour._ring.isVisible()
        qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert len(set(seen)) == len(STEPS) and not tour.isVisible()
    assert window.session.settings.first_run_done
    window.around.first_run()
    assert not tour.isVisible()
    window.actions_.run("help.tour")
    assert tour.isVisible()
    qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tour.back, Qt.MouseButton.LeftButton)
    assert tour.title.text() == seen[0]


def test_escape_ends_it_and_the_desk_can_be_used_meanwhile(qtbot, window):
    states = window.session.desk.states
    window.session.select(states[3].quote.id)
    assert window.session.state.number == states[3].number
    window.actions_.run("help.tour")
    qtbot.keyClick(window.tour.next, Qt.Key.Key_Escape)
    assert not window.tour.isVisible()


def test_it_goes_with_the_desk(window):
    window.session.close_article()
    QApplication.processEvents()
    assert not window.tour.isVisible() and not window.session.settings.first_run_done


def test_the_very_first_start_shows_it(qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "new.onrecord"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    import sys

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    program = Program(qapp)
    program.start([])
    assert program.window.tour.isVisible()
    program.window.close()
    program.window.deleteLater()


def test_the_sample_comes_among_ones_own_articles_only_when_that_was_said(opened):
    made = opened(name="mine.onrecord")
    article = builders.article()
    made.session.project.apply(edits.add_article(article, builders.quotes(article), who="Rosa"))
    made.actions_.run("help.tour")
    asked = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Ask) and one.isVisible())
    asked.reject()
    assert len(made.session.project.articles()) == 1 and not made.tour.isVisible()
    made.actions_.run("help.tour")
    next(one for one in QApplication.topLevelWidgets() if isinstance(one, Ask) and one.isVisible()).accept()
    assert len(made.session.project.articles()) == 2 and made.tour.isVisible()
    made.actions_.run("help.tour")
    assert not any(isinstance(one, Ask) and one.isVisible() for one in QApplication.topLevelWidgets())
