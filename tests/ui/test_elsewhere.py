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
