"""The queue: what it shows, how keys and pointer move in it, and that an edit never moves the reader."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.records import Form, Status
from tests import builders
from ui.models.quotes import Role
from ui.theme import Theme
from ui.views.queue import QueueView
from ui.views.queue_list import initials
from ui.widgets import dress

LEFT = Qt.MouseButton.LeftButton


def shown(view: QueueView) -> list[str]:
    return [view.shown.index(row, 0).data(Role.WORDS) for row in range(view.shown.rowCount())]


def heard(view: QueueView) -> list[str]:
    ids: list[str] = []
    view.selected.connect(ids.append)
    return ids


def current(queue):
    """The quote of the current row."""
    return queue.list.currentIndex().data(Role.QUOTE_ID)


def test_the_switch_counts_and_narrows(queue, of):
    first, second, third = builders.quotes(of)
    term = builders.quote(of, "ministry", form=Form.TERM)
    queue.show_desk(builders.desk(of, [replace(first, status=Status.DISPUTED), second, third, term]))
    assert queue.list.foot == "4 quotes: 1 done, 2 left, 1 term"
    assert len(shown(queue)) == 4
    parts = queue.switch.findChildren(type(queue.switch._parts["left"]))
    assert [part.text() for part in parts] == ["Left 2", "Done 1", "All 4"]
    QTest.mouseClick(parts[0], LEFT)
    assert shown(queue) == ["“based on an error”", "“within days”"]
    QTest.mouseClick(parts[1], LEFT)
    assert shown(queue) == ["“We never sold that machine"]


def test_selecting_from_outside_is_silent_and_by_key_is_not(queue, of):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    ids = heard(queue)
    queue.select(quotes[1].id)
    assert (current(queue), ids) == (quotes[1].id, [])
    queue.list.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up):
        QTest.keyClick(queue.list, key)
    assert ids == [quotes[2].id, quotes[0].id, quotes[2].id, quotes[1].id]


def test_a_click_selects(queue, of):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    ids = heard(queue)
    row = queue.list.visualRect(queue.shown.index(1, 0))
    QTest.mouseClick(queue.list.viewport(), LEFT, pos=row.center())
    assert ids == [quotes[1].id]


def test_arrows_stop_at_the_ends(queue, of):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    ids = heard(queue)
    for key in (*(Qt.Key.Key_Down,) * 4, Qt.Key.Key_Up):
        QTest.keyClick(queue.list, key)
    assert ids == [quotes[0].id, quotes[1].id, quotes[2].id, quotes[1].id]


def test_typing_in_the_list_filters(queue, of, qtbot):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    queue.list.setFocus()
    QTest.keyClicks(queue.list, "e")
    QTest.keyClicks(queue.search, "rror")
    assert queue.search.text() == "error"
    assert shown(queue) == ["“based on an error”"]
    QTest.keyClick(queue.search, Qt.Key.Key_Escape)
    assert len(shown(queue)) == 3


def test_an_edit_keeps_selection_and_says_nothing(queue, of):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    queue.select(quotes[1].id)
    ids = heard(queue)
    ruled = replace(quotes[1], status=Status.UNVERIFIABLE)
    queue.show_desk(builders.desk(of, [quotes[0], ruled, quotes[2]]))
    assert (current(queue), ids) == (quotes[1].id, [])


def test_a_quote_that_leaves_the_filter_is_not_replaced_by_its_neighbour(queue, of):
    """Left is on and the selected quote is ruled: its row goes, and no other one is chosen behind the editor's back."""
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    QTest.mouseClick(queue.switch._parts["left"], LEFT)
    queue.select(quotes[1].id)
    ids = heard(queue)
    ruled = replace(quotes[1], status=Status.UNVERIFIABLE)
    queue.show_desk(builders.desk(of, [quotes[0], ruled, quotes[2]]))
    assert (len(shown(queue)), current(queue), ids) == (2, None, [])
    QTest.mouseClick(queue.switch._parts["all"], LEFT)
    assert (current(queue), ids) == (quotes[1].id, [])


def test_the_funnel_narrows_by_status_and_clears(queue, of):
    first, second, third = builders.quotes(of)
    queue.show_desk(builders.desk(of, [replace(first, status=Status.DISPUTED), second, third]))
    queue._menu.tick("disputed")
    assert len(shown(queue)) == 1
    assert queue.filter.isChecked()
    queue.clear_filter()
    assert len(shown(queue)) == 3
    assert not queue.filter.isChecked()


@pytest.mark.parametrize(
    ("quotes", "act", "title"),
    [
        ((), "", "No quotes found"),
        ("all", "nowhere", "No quote matches"),
        ("done", "left", "Nothing left to check"),
    ],
)
def test_an_empty_queue_says_why(queue, of, quotes, act, title):
    given = [replace(one, status=Status.UNVERIFIABLE) if quotes == "done" else one for one in builders.quotes(of)]
    queue.show_desk(builders.desk(of, given if quotes else []))
    if act == "left":
        QTest.mouseClick(queue.switch._parts["left"], LEFT)
    else:
        queue.search.setText(act)
    assert queue._card.isVisible()
    assert queue._card.title.text() == title


def test_clear_the_filter_is_one_click_away(queue, of):
    queue.show_desk(builders.desk(of))
    queue.search.setText("nowhere")
    QTest.mouseClick(queue._card.button, LEFT)
    assert len(shown(queue)) == 3


def test_the_selected_row_looks_selected_in_either_scheme(queue, of, theme):
    quotes = builders.quotes(of)
    queue.show_desk(builders.desk(of, quotes))
    queue.select(quotes[1].id)
    for scheme in ("light", "dark"):
        worn = Theme.build(scheme, base_font=theme.base_font)
        dress(queue, worn)
        image = queue.list.viewport().grab().toImage()
        row = queue.list.visualRect(queue.shown.index(1, 0))
        assert image.pixelColor(row.topLeft() + QPoint(1, 20)) == worn.accent
        assert image.pixelColor(row.topLeft() + QPoint(8, 3)) == worn.accent_soft
        assert image.pixelColor(8, 3) == worn.panel


def test_long_words_are_elided_not_measured(queue):
    of = builders.article("“" + "very " * 20_000 + "long”")
    one = builders.quote(of, of.text[1:-1], form=Form.DIRECT)
    queue.show_desk(builders.desk(of, [one]))
    assert not queue.list.viewport().grab().isNull()


def test_each_choice_of_the_filter_says_how_many_it_holds(queue, of):
    first, second, third = builders.quotes(of)
    queue.show_desk(builders.desk(of, [replace(first, status=Status.DISPUTED), second, third]), "Nell Ashdown")
    queue._menu.aboutToShow.emit()
    said = {action.text(): action.isEnabled() for action in queue._menu._statuses.values()}
    assert {text: on for text, on in said.items() if on} == {"Unchecked\t2": True, "Disputed by source\t1": True}
    assert [action.text() for action in queue._menu._speaker_menu.actions()] == ["Ada Muster\t1", "Beispiel\t2"]
    queue._menu.tick("Beispiel")
    assert shown(queue) == ["“based on an error”", "“within days”"]


def test_the_order_is_chosen_kept_and_named(queue, of):
    first, second, third = builders.quotes(of)
    desk = builders.desk(of, [replace(first, status=Status.DISPUTED), second, third])
    queue.show_desk(desk)
    queue.select(first.id)
    told = []
    queue.ordered.connect(told.append)
    queue.use_order("status")
    assert shown(queue) == ["“based on an error”", "“within days”", "“We never sold that machine"]
    assert (current(queue), told) == (first.id, ["status"])
    assert "work first" in queue.filter.toolTip()
    queue.show_desk(desk)
    assert shown(queue)[-1] == "“We never sold that machine"
    queue.use_order("")
    assert shown(queue)[0] == "“We never sold that machine"


def test_no_row_is_cut_by_the_edge(queue, theme):
    of = builders.article("“" + "” said she. “".join(f"word {n} of it" for n in range(40)) + "”")
    queue.show_desk(builders.desk(of, [builders.quote(of, f"word {n} of it") for n in range(40)]))
    high = theme.height("queue_row")
    for height in (500, 517, 533, 611):
        queue.resize(236, height)
        assert queue.list.viewport().height() % high == 0
        queue.select(queue.shown.index(39, 0).data(Role.QUOTE_ID))
        assert queue.list.visualRect(queue.shown.index(39, 0)).bottom() == queue.list.viewport().height() - 1
        queue.select(queue.shown.index(0, 0).data(Role.QUOTE_ID))
        assert queue.list.visualRect(queue.shown.index(0, 0)).top() == 0


def test_badges_are_painted_and_spoken(queue, of):
    first, second, third = builders.quotes(of)
    plain = [replace(one, status=Status.UNVERIFIABLE) for one in (first, second, third)]
    queue.show_desk(builders.desk(of, plain))
    before = queue.list.viewport().grab(queue.list.visualRect(queue.shown.index(1, 0))).toImage()
    desk = builders.desk(of, [plain[0], replace(plain[1], assigned_to="Nell Ashdown"), plain[2]])
    queue.show_desk(replace(desk, sign_off=builders.ruling(plain[0])))
    after = queue.list.viewport().grab(queue.list.visualRect(queue.shown.index(1, 0))).toImage()
    assert before != after
    spoken = queue.shown.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "held by Nell Ashdown, signed off" in spoken
    assert initials("Nell Ashdown") == "NA"
    assert initials("") == ""
