"""A search of the library in a thread: only what was asked last is answered, and nobody is answered too late."""

from threading import Event

from PySide6.QtCore import Qt

from app import edits
from tests import builders
from ui.finding import look_up
from ui.searching import Searching, everywhere


def test_an_answer_that_comes_late_reaches_nobody(qtbot, opened):
    window = opened()
    searching = Searching(window.session, window)
    began, go_on, heard = Event(), Event(), []

    def slow(_path, text):
        began.set()
        assert go_on.wait(10)
        return text

    searching.ask(slow, "first", heard.append)
    qtbot.waitUntil(began.is_set)
    searching.ask(lambda _path, text: text, "second", heard.append)
    qtbot.waitUntil(lambda: heard == ["second"])
    go_on.set()
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert heard == ["second"]


def test_only_the_last_of_what_is_typed_fast_is_asked_and_nothing_once_it_is_dropped(qtbot, opened):
    window = opened()
    searching = Searching(window.session, window)
    asked, heard = [], []
    for text in ("a", "ab", "abc"):
        searching.ask(lambda _path, text: asked.append(text), text, heard.append)
    qtbot.waitUntil(lambda: heard == [None])
    assert asked == ["abc"]
    searching.ask(lambda _path, text: asked.append(text), "abcd", heard.append)
    searching.drop()
    qtbot.wait(250)
    assert (asked, heard) == (["abc"], [None])


def test_what_was_written_a_moment_ago_is_found_and_what_cannot_be_read_finds_nothing(qtbot, opened):
    window = opened()
    session, heard, told = window.session, [], []
    session.problem.connect(told.append)
    article = builders.article("Nobody “counted the herons” twice.")
    session.apply(edits.add_article(article, [], who="Nell"))
    searching = Searching(session, window)
    searching.ask(everywhere, "herons", lambda hits: heard.append([hit.article_id for hit in hits]))
    qtbot.waitUntil(lambda: heard == [[article.id]])
    searching.ask(lambda path, text: everywhere(path.with_name("gone.onrecord"), text), "herons", heard.append)
    qtbot.wait(250)
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert (len(heard), told) == (1, [])
    assert look_up(session.project.path, "herons").hits
    assert look_up(session.project.path.with_name("gone.onrecord"), "herons") == ((), ())


def test_the_palette_shows_the_library_s_hits_under_the_desk_s_and_leaves_the_choice_alone(qtbot, opened):
    window = opened()
    window.bringing.sample()
    window.actions_.run("edit.find")
    field, rows = window.palette_._field, window.palette_._rows
    qtbot.keyClicks(field, "megvii")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    chosen, few = rows.current(), rows.model().rowCount()
    qtbot.waitUntil(lambda: rows.model().rowCount() > few)
    assert rows.current() == chosen


def test_enter_pressed_before_the_library_answered_opens_what_it_finds(qtbot, opened):
    window = opened()
    article = builders.article("Nobody “counted the herons” twice.", headline="Herons")
    window.session.apply(edits.add_article(article, [], who="Nell"))
    window.actions_.run("edit.find")
    field = window.palette_._field
    qtbot.keyClicks(field, "counted the herons")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.desk is not None)
    assert window.session.desk.article.id == article.id
    assert not window.palette_.isVisible()


def test_escape_and_other_words_forget_that_enter_was_pressed(qtbot, opened):
    window = opened()
    article = builders.article("Nobody “counted the herons” twice.", headline="Herons")
    window.session.apply(edits.add_article(article, [], who="Nell"))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_X):
        window.actions_.run("edit.find")
        qtbot.keyClicks(window.palette_._field, "counted the herons")
        qtbot.keyClick(window.palette_._field, Qt.Key.Key_Return)
        qtbot.keyClick(window.palette_._field, key)
    qtbot.wait(250)
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert window.session.desk is None


def test_the_list_shows_no_hits_of_words_that_are_no_longer_there(qtbot, opened):
    window = opened()
    for headline in ("Herons", "Bridges"):
        article = builders.article(f"About {headline} and “nothing else”.", headline=headline)
        window.session.apply(edits.add_article(article, [], who="Nell"))
    window.start._search.setText("herons")
    qtbot.waitUntil(lambda: window.start._model.rowCount() == 1)
    window.start._search.setText("bridges")
    window.start._search.clear()
    assert window.start._model.rowCount() == 2
    qtbot.wait(250)
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert window.start._model.rowCount() == 2
