"""The overview for editors: what it shows, in what order, and that each mark is a way in."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from app import edits
from db.records import Form, Status
from tests.builders import article, quotes
from ui.times import deadline_of
from ui.views.overview_parts import ORDER, in_words, people, rows

SOON = deadline_of((datetime.now() + timedelta(hours=30)).strftime("%Y-%m-%d %H:%M"))
LATE = deadline_of((datetime.now() - timedelta(days=3)).strftime("%Y-%m-%d %H:%M"))


def fill(project):
    """Three articles: one overdue and held, one due, one without a deadline and partly checked."""
    for headline, deadline in (("Lens makers wait", SOON), ("A bridge closes", LATE), ("Clinics shut", "")):
        paper = article(headline=headline, deadline=deadline)
        found = quotes(paper)
        project.apply(edits.add_article(paper, found, who="Nell"))
        if headline.startswith("A bridge"):
            for quote in found[:2]:
                project.apply(edits.set_quote(quote, who="Nell", assigned_to="Carl Checker"))
        if headline.startswith("Clinics"):
            desk = project.desk(paper.id)
            project.apply(edits.rule(desk, found[0].id, Status.UNVERIFIABLE, "no tape", who="Carl"))


def drawn(project):
    lines, group = [], ""
    for row in rows(project.articles(), project.standings(), project.holdings()):
        if row.group != group:
            group = row.group
            lines.append(group)
        bar = " ".join(f"{mark.n} {mark.status}" for mark in row.statuses)
        held = "".join(f" | {mark.who} {mark.n}" for mark in row.holders)
        lines.append(f"  {row.summary.headline}: {bar}{held}")
    return "\n".join(lines)


def test_articles_stand_by_deadline_with_their_quotes_by_status_and_holders(project):
    fill(project)
    assert drawn(project) == (
        "Overdue\n  A bridge closes: 3 unchecked | Carl Checker 2\n"
        f"{rows(project.articles(), {}, ())[1].group}\n  Lens makers wait: 3 unchecked\n"
        "No deadline\n  Clinics shut: 2 unchecked 1 unverifiable"
    )
    found = rows(project.articles(), project.standings(), project.holdings())
    assert people(found) == (("Carl Checker", 2),)
    assert in_words(found) == "3 articles left, 1 overdue, 6 open quotes that nobody holds"


def test_what_changed_since_its_ruling_is_counted_as_stale_and_not_twice(project):
    fill(project)
    clinics = next(one for one in project.articles() if one.headline == "Clinics shut")
    ruled = next(state.quote for state in project.desk(clinics.id).states if state.quote.status is Status.UNVERIFIABLE)
    project.apply(edits.set_quote(ruled, who="Nell", speaker="Somebody else"))
    assert project.standings()[clinics.id] == {"unchecked": 2, "stale": 1}


def test_what_is_left_out_or_lost_stands_in_the_bar_too_so_that_it_adds_up(project):
    fill(project)
    clinics = next(one for one in project.articles() if one.headline == "Clinics shut")
    first, second, _ = (state.quote for state in project.desk(clinics.id).states)
    project.apply(edits.exclude_quote(first, "a headline", who="Nell"))
    assert project.standings()[clinics.id]["excluded"] == 1
    project.apply(edits.recast(second, Form.TERM, "a nickname", who="Nell"))
    (row,) = [one for one in rows(project.articles(), project.standings(), ()) if one.summary.id == clinics.id]
    assert sum(mark.n for mark in row.statuses) == row.summary.progress.total == 2
    assert [mark.said for mark in row.statuses][-1] == "Clinics shut: 1 left out"


@pytest.fixture
def window(opened):
    made = opened(name="overview.onrecord")
    fill(made.session.project)
    made.actions_.run("view.overview")
    return made


def test_the_table_says_the_same_as_the_picture(window):
    overview = window.start.overview
    QAbstractItemModelTester(overview.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [
        [overview.model.index(row, column).data() for column in range(overview.model.columnCount())] for row in range(3)
    ]
    assert [row[0] for row in shown] == ["A bridge closes", "Lens makers wait", "Clinics shut"]
    assert shown[0][-1] == "Carl Checker 2" and "overdue" in shown[0][1]
    said = overview.model.index(2, 3 + ORDER.index("unverifiable")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Clinics shut: 1 unverifiable"


def test_arrows_and_enter_lead_into_the_article_narrowed_to_that_status(qtbot, window):
    picture = window.start.overview.picture
    qtbot.waitUntil(picture.hasFocus)
    assert picture.accessibleName().startswith("A bridge closes, 3 of 3 left, overdue")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(picture, key)
    assert picture.accessibleName() == "Clinics shut: 1 unverifiable"
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert window.session.desk.article.headline == "Clinics shut"
    assert window.session.state.quote.status is Status.UNVERIFIABLE
    assert window.desk.queue.shown.rowCount() == 1


def test_a_click_on_a_holder_opens_what_they_hold(qtbot, window):
    picture = window.start.overview.picture
    mark = next(place.mark for place in picture._places if place.mark.kind == "holder")
    qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=picture.box_of(mark).center())
    assert window.session.state.quote.assigned_to == "Carl Checker"


def test_the_action_goes_there_and_back_and_out_of_an_article(window):
    assert window.start.overview_shown()
    window.actions_.run("view.overview")
    assert not window.start.overview_shown() and window.start.bringers.isVisible()
    window.session.open_article(window.session.project.articles()[0].id)
    window.actions_.run("view.overview")
    assert window.session.desk is None and window.start.overview_shown()


def test_an_edit_shows_at_once(window):
    session = window.session
    first = next(one for one in session.project.articles() if one.headline == "Lens makers wait")
    desk = session.project.desk(first.id)
    session.apply(edits.set_quote(desk.states[0].quote, who="Nell", assigned_to="Imogen"))
    QApplication.processEvents()
    assert any(mark.who == "Imogen" for row in window.start.overview.model._rows for mark in row.holders)


def test_holders_without_room_stand_in_one_mark_that_names_them(qtbot, window):
    session, picture = window.session, window.start.overview.picture
    first = next(one for one in session.project.articles() if one.headline == "Clinics shut")
    names = ("Bartholomew Featherstonehaugh", "Wilhelmina Cholmondeley", "Carl Checker")
    for state, who in zip(session.project.desk(first.id).states, names, strict=True):
        session.apply(edits.set_quote(state.quote, who="Nell", assigned_to=who))
    window.resize(960, 640)
    QApplication.processEvents()
    held = [
        place.mark for place in picture._places if place.mark.article_id == first.id and place.mark.kind == "holder"
    ]
    assert [mark.n for mark in held] == [1, 0] and held[-1].who == "1 more", "the third quote is decided"
    assert all(any(who in mark.said for mark in held) for who in names[1:])
    right = picture.viewport().width()
    assert all(0 < picture.box_of(mark).right() < right for mark in held)
    qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=picture.box_of(held[-1]).center())
    assert session.desk.article.id == first.id


@pytest.mark.parametrize("role", ["", "Reporter", "Checker", "Editor"])
def test_an_editors_window_begins_with_the_overview_and_everybody_elses_with_the_list(opened, role):
    first = opened()
    fill(first.session.project)
    first.actions_.run("edit.preferences")
    dialog = next(
        one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Preferences" and one.isVisible()
    )
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Role")
    box.setCurrentText(role or "Not said")
    box.activated.emit(box.currentIndex())
    dialog.close()
    assert not first.start.overview_shown()
    second = opened()
    assert second.start.overview_shown() == (role == "Editor")
    assert not second.start.overview_shown() or second.start.overview.model.rowCount() == 3
