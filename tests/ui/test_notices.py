"""What is said above the panes: the newest first, two at most, and none of it once it is no longer so."""

import pytest
from PySide6.QtGui import QTextCursor

from db.records import Form, Status
from ui.session import Notice
from ui.views.notices import Notices
from ui.widgets import Banner


@pytest.fixture
def notices(qtbot, theme):
    made = Notices(theme)
    qtbot.addWidget(made)
    made.resize(800, 900)
    return made


def shown(notices: Notices) -> list[str]:
    found = [one for one in notices.findChildren(Banner) if one.isVisibleTo(notices)]
    return [one.accessibleName() for one in sorted(found, key=notices.layout().indexOf)]


def test_two_at_most_are_shown_the_newest_first_and_one_of_each_kind(notices):
    notices.show_notice(Notice("warning", "waits", "Choose…", standing=True))
    notices.show_notice(Notice("warning", "first"))
    notices.show_notice(Notice("error", "the disk is full"))
    assert shown(notices) == ["the disk is full", "first"]
    notices.show_notice(Notice("error", "the disk is away"))
    assert shown(notices) == ["the disk is away", "first"]
    notices.clear("error")
    assert shown(notices) == ["first", "waits"]
    notices.clear()
    assert shown(notices) == ["waits"]


def test_what_was_said_about_a_quote_goes_with_it_and_once_it_is_done(desk):
    session, told = desk.session, Notice("warning", "Give a reason.", until="quote")
    first, second, *_ = session.desk.states
    session.select(first.quote.id)
    session.noticed.emit(told)
    session.refresh()
    assert desk.notices.texts() == ["Give a reason."]
    session.select(second.quote.id)
    assert desk.notices.texts() == []
    session.noticed.emit(told)
    session.noticed.emit(Notice("error", "The disk is full.", until="edit"))
    assert desk.checking.rule(Status.DISPUTED, "she denies it")
    assert desk.notices.texts() == []


def test_words_that_were_marked_are_selected_no_more(desk):
    page, text = desk.desk.article.page, desk.session.desk.article.text
    cursor = QTextCursor(page.document())
    at = page.places.to_document(0)
    cursor.setPosition(at)
    cursor.setPosition(at + text.index(" "), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    assert desk.at_desk.article_selection()
    desk.at_desk.mark(Form.INDIRECT)
    assert desk.at_desk.article_selection() is None
