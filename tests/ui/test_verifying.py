"""The history is looked at beside the window; what comes of it is told, unless the library is another one by then."""

import threading
from contextlib import closing

import pytest

from app import edits, keeping
from db import driver
from tests.builders import article, quotes


def facts(window):
    return [text for _, text in window._facts]


@pytest.fixture
def held(monkeypatch):
    """Lets the job go on when set; until then it has what it found and does not tell."""
    go, found, threads = threading.Event(), keeping.verify, []

    def slow(library):
        report = found(library)
        threads.append(threading.current_thread())
        go.wait(10)
        return report

    monkeypatch.setattr(keeping, "verify", slow)
    go.threads = threads
    yield go
    go.set()


def test_it_is_looked_at_in_a_thread_and_told_on_the_start_page(qtbot, opened, held):
    window = opened()
    made = article()
    window.session.project.apply(edits.add_article(made, quotes(made), who="Nell"))
    qtbot.waitUntil(lambda: bool(held.threads), timeout=3000)
    assert held.threads[0] is not threading.main_thread()
    assert not any("History" in text for text in facts(window))
    held.set()
    qtbot.waitUntil(lambda: "History intact: 1 edit" in facts(window), timeout=3000)
    assert not window.notices.texts()


def test_what_was_found_is_dropped_where_the_library_changed_meanwhile(qtbot, opened, held):
    window = opened()
    made = article()
    window.session.project.apply(edits.add_article(made, quotes(made), who="Nell"))
    qtbot.waitUntil(lambda: bool(held.threads), timeout=3000)
    window.session.project.apply(edits.set_article(made, who="Nell", kicker="Second"))
    held.set()
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=3000)
    assert not any("History" in text for text in facts(window))
    window._looking.start()
    qtbot.waitUntil(lambda: "History intact: 2 edits" in facts(window), timeout=3000)


def test_nothing_is_told_once_the_window_closed(qtbot, opened, held):
    window = opened()
    window.bringing.sample()
    said = []
    window.session.noticed.connect(said.append)
    window.actions_.run("help.verify")
    qtbot.waitUntil(lambda: bool(held.threads), timeout=3000)
    held.set()
    window.close()
    qtbot.wait(50)
    assert said == []


def test_it_is_said_when_asked_for(qtbot, opened):
    window = opened()
    window.bringing.sample()
    assert window.actions_.run("help.verify")
    qtbot.waitUntil(lambda: any("The history is intact" in text for text in window.notices.texts()), timeout=3000)


def test_another_hand_is_said_unasked(qtbot, opened):
    window = opened()
    window.bringing.sample()
    with closing(driver.connect(window.session.project.path)) as conn:
        conn.execute("DROP TRIGGER history_never_update")
        conn.execute("UPDATE history SET who = 'Mallory' WHERE seq = 2")
        conn.commit()
    said = "The history was changed by another hand at edit 2."
    qtbot.waitUntil(lambda: said in window.notices.texts(), timeout=3000)
    assert not any("History" in text for text in facts(window))
