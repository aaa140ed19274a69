"""The same quote elsewhere, in the window: what a row says, and the way to the other article."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import edits
from db.records import Terms
from tests import builders
from ui.dialogs.elsewhere import ElsewhereDialog

THEN = "PARIS -- “We have never sold that machine,” said Ada Muster.\n\nShe left."


@pytest.fixture
def window(opened):
    made = opened(name="elsewhere.onrecord")
    before = builders.article(THEN, headline="Two years ago")
    old = builders.quote(before, "We have never sold that machine")
    paper = builders.article()
    asked = builders.quote(paper)
    made.session.apply(edits.add_article(before, (old,), who="Nell"))
    made.session.apply(edits.add_article(paper, (asked,), who="Nell"))
    made.session.open_article(paper.id)
    made.old, made.asked = old, asked
    return made


def dialog(window):
    assert window.actions_.run("quote.elsewhere")
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ElsewhereDialog) and one.isVisible())


def spoken(shown):
    return [shown.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(shown.list.count())]


def test_a_row_says_who_what_and_what_differed_and_leads_there(qtbot, window):
    shown = dialog(window)
    assert spoken(shown) == [
        "Ada Muster, as here. We have never sold that machine. Tense: “have” only there. Two years ago  ·  Example"
    ]
    qtbot.keyClick(shown.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.session.quote_id == window.old.id


def test_a_quote_given_in_confidence_is_shown_beside_nobodys_name(window):
    window.session.apply(edits.set_quote(window.asked, who="Nell", terms=Terms.BACKGROUND))
    shown = dialog(window)
    assert spoken(shown)[0].startswith("Speaker withheld. ")
    shown.reject()


def test_where_there_is_nothing_it_says_so(window):
    window.session.open_article(window.session.project.article(window.old.article_id).id)
    desk = window.session.desk
    window.session.apply(edits.remove_article(window.session.project.desk(window.asked.article_id), who="Nell"))
    assert desk is not None
    shown = dialog(window)
    assert not shown.list.isVisible() and not shown.go.isEnabled()
    shown.reject()


def lines(window):
    return [line.text() for line in window.desk.details.elsewhere.lines]


def test_the_details_tell_where_it_was_printed_before_and_each_line_leads_there(qtbot, window):
    section = window.desk.details.elsewhere
    qtbot.waitUntil(section.isVisible)
    assert lines(window) == ["Tense: “have” only there"]
    assert "Two years ago" in section.lines[0].accessibleName()
    qtbot.mouseClick(section.lines[0], Qt.MouseButton.LeftButton)
    assert window.session.quote_id == window.old.id


def test_the_details_are_quiet_where_there_is_nothing_and_after_another_quote_is_selected(qtbot, window):
    section = window.desk.details.elsewhere
    qtbot.waitUntil(section.isVisible)
    session = window.session
    alone = builders.article("OSLO -- “Nobody asked about turbines,” said Ada Muster.", headline="Alone")
    session.apply(edits.add_article(alone, (builders.quote(alone, "Nobody asked about turbines"),), who="Nell"))
    session.open_article(alone.id)
    assert not section.isVisible()
    qtbot.wait(400)
    assert not section.isVisible()


def test_the_details_name_nobody_once_the_words_were_given_in_confidence(qtbot, window):
    section = window.desk.details.elsewhere
    qtbot.waitUntil(section.isVisible)
    window.session.apply(edits.set_quote(window.asked, who="Nell", terms=Terms.BACKGROUND))
    qtbot.waitUntil(lambda: section.lines[0].accessibleName().startswith("Printed elsewhere: Speaker withheld"))
    assert "Ada" not in section.lines[0].toolTip()
