"""The desk's layouts: by the window's width, as asked, and as they were left."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ui.theme import Theme
from ui.widgets import dress


def layout(window, width, height=768):
    """The panes of a window that wide, as a person would draw them."""
    window.resize(width, height)
    QApplication.processEvents()
    view = window.desk
    parts = [("queue", view.queue), ("article", view.article), ("evidence", view.evidence), ("details", view.details),
             ("strip", view.strip)]  # fmt: skip
    return " | ".join(name for name, pane in parts if pane.isVisible())


def test_each_width_has_its_layout(desk):
    assert layout(desk, 1920, 1080) == "queue | article | evidence | details"
    assert layout(desk, 1366) == "queue | article | evidence | details"
    assert layout(desk, 1100) == "queue | article | evidence | strip"
    assert layout(desk, 980) == "queue | article | strip"
    desk.desk.show_text("evidence")
    assert layout(desk, 980) == "queue | evidence | strip"
    assert layout(desk, 1366) == "queue | article | evidence | details"


def test_one_pane_and_details_when_asked(desk):
    desk.actions_.run("view.one_pane")
    assert layout(desk, 1366) == "queue | article | details"
    desk.actions_.run("view.evidence")
    assert layout(desk, 1366) == "queue | evidence | details"
    desk.actions_.run("view.one_pane")
    desk.actions_.run("view.details")
    assert layout(desk, 1366) == "queue | article | evidence | strip"
    desk.actions_.run("view.swap")
    assert desk.desk.evidence.x() < desk.desk.article.x()


def test_a_low_window_shrinks_the_comparison(desk):
    layout(desk, 1366, 900)
    usual = desk.desk.comparison.height()
    layout(desk, 1366, 640)
    assert desk.desk.comparison.height() < usual
    assert not desk.desk.comparison.proposed.isVisible()


def test_dividers_stay_where_they_were_put(desk, opened):
    layout(desk, 1366)
    columns = desk.desk._columns
    columns.moveSplitter(280, 1)
    columns.splitterMoved.emit(280, 1)
    desk.close()
    again = opened()
    again.session.open_article(again.session.project.articles()[0].id)
    layout(again, 1366)
    assert again.desk.queue.width() == pytest.approx(280, abs=2)


def test_the_quote_stays_in_view_where_the_panes_are_turned(qtbot, desk):
    desk.desk.article.page.still = True
    state = next(state for state in desk.session.desk.states if "Nobody has been asked" in state.quote.exact)
    desk.session.select(state.quote.id)
    page = desk.desk.article.page
    for _ in range(2):
        desk.actions_.run("view.over")
        qtbot.wait(20)
        foot = page.place_of(page.places.to_document(state.quote.start)).y()
        assert 0 < foot < page.viewport().height()


def test_sides_and_orientation_are_remembered(desk, opened):
    desk.actions_.run("view.swap")
    desk.actions_.run("view.over")
    layout(desk, 1366)
    assert desk.desk.evidence.y() < desk.desk.article.y()
    assert desk.desk.evidence.width() == desk.desk.article.width()
    desk.actions_.run("view.linked")
    desk.close()
    again = opened()
    again.session.open_article(again.session.project.articles()[0].id)
    layout(again, 1366)
    assert again.desk.evidence.y() < again.desk.article.y()
    assert [again.actions_.qt(f"view.{name}").isChecked() for name in ("over", "linked")] == [True, False]
    again.actions_.run("view.over")
    layout(again, 1366)
    assert again.desk.evidence.x() < again.desk.article.x()


def test_the_proposed_wording_stays_with_text_twice_as_large(desk):
    font = QFont(desk.font())
    font.setPixelSize(26)
    layout(desk, 1366, 768)
    dress(desk.desk, Theme.build("light", base_font=font))
    QApplication.processEvents()
    assert not desk.desk.comparison.proposed.isVisible()
    assert desk.desk.comparison.height() >= desk.desk.comparison.compact_height()  # both rows
    layout(desk, 1920, 1080)
    assert desk.desk.comparison.proposed.isVisible()
    assert desk.desk.comparison.height() >= desk.desk.comparison.whole_height()
