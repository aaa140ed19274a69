"""What the tests of the window share: a theme, and fonts that are surely there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont

from app.paths import Paths
from app.project import Project
from app.settings import load
from tests import builders
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.theme import Theme
from ui.views.details import DetailsPane
from ui.views.queue import QueueView
from ui.window import Window


@pytest.fixture
def theme(qapp):
    font = QFont()
    font.setPixelSize(13)
    return Theme.build("light", base_font=font)


@pytest.fixture
def opened(qapp, qtbot, tmp_path, monkeypatch):
    """Opens a real window on a library of its own, as ui.main does; closes all of them at the end."""
    windows = []
    look = []

    def open_window(name="library.onrecord", who="Nell Ashdown", size=(1366, 768), **choices):
        paths = Paths.under(tmp_path)
        settings = replace(load(paths.settings), **choices)
        look[:] = look or [Look(qapp, settings)]
        paths.library.parent.mkdir(parents=True, exist_ok=True)
        project = Project.open(paths.library.with_name(name))
        session = Session(project, settings, paths, acting=who, jobs=Jobs(), parent=qapp)
        window = Window(session, look[0], qapp)
        if size:
            window.resize(*size)
        window.show()
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def desk(qtbot, opened):
    """A window at the sample's desk."""
    window = opened()
    window.bringing.sample()
    qtbot.waitUntil(lambda: window.desk.isVisible())
    return window


@pytest.fixture
def window(opened):
    """A window with the sample brought in."""
    window = opened()
    window.bringing.sample()
    return window


@pytest.fixture
def of():
    return builders.article()


@pytest.fixture
def pane(qtbot, theme):
    """The details of a quote, in a window of their own."""
    view = DetailsPane(theme)
    qtbot.addWidget(view)
    view.resize(258, 670)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def queue(qtbot, theme):
    view = QueueView(theme)
    qtbot.addWidget(view)
    view.resize(236, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def jobs(qapp):
    found = Jobs()
    yield found
    found.close()


@pytest.fixture
def shown(qtbot):
    """Opens a dialog and keeps it until the test is over, as its window would."""
    kept = []

    def show(dialog):
        kept.append(dialog)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    yield show
    for dialog in kept:
        dialog.close()
