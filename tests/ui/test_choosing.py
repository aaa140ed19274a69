"""Text, bounds and rulings that both sides of a pack changed: chosen in the window by keys alone, once, for good."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from app import edits, pack
from app.project import Project
from db.records import ArticleId, Form, Status
from tests.ui.walking import awaited
from ui.dialogs.clash import ClashDialog
from ui.dialogs.take_in import TakeInDialog


def change_both(window, folder, text=False, place=False, ruling=False):
    """The same things done here and on a colleague's machine, differently; the colleague's pack."""
    session, path = window.session, folder / "story.onrecordpack"
    article = ArticleId(session.desk.article.id)
    with Project.open(folder / "colleague.onrecord") as theirs:
        pack.pack(session.project, article, path)
        pack.unpack(theirs, path, "Maya")
        for project, who, word, status in (
            (session.project, "Nell", "Yesterday: ", Status.UNVERIFIABLE),
            (theirs, "Maya", "Today: ", Status.DISPUTED),
        ):
            desk = project.desk(article)
            quote = next(s.quote for s in desk.states if s.quote.form is Form.DIRECT)
            if place:
                end = quote.end - (4 if who == "Nell" else 9)
                project.apply(edits.move_quote(desk.article, quote, quote.start, end, who=who))
            if ruling:
                project.apply(edits.rule(project.desk(article), quote.id, status, f"as {who} heard", who=who))
            if text:
                desk = project.desk(article)
                quotes = [s.quote for s in desk.states]
                project.apply(edits.replace_text(desk.article, quotes, word + desk.article.text, who=who))
        pack.pack(theirs, article, path)
    session.refresh()
    return path, quote.id


def take_in(qtbot, window, path):
    window.take_files([path])
    qtbot.keyClick(awaited(qtbot, window, TakeInDialog), Qt.Key.Key_Return)


def choose_by_keys(qtbot, dialog, side):
    """Down the dialog with Tab and the arrows, Space on each button of that side, and Ctrl+Enter."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    buttons = [getattr(block, side) for block in dialog.blocks if getattr(block, side).isEnabled()]
    for button in buttons:
        for _ in range(40):
            if dialog.focusWidget() is button:
                break
            focused = dialog.focusWidget()
            within = isinstance(focused, QRadioButton) and focused.group() is button.group()
            qtbot.keyClick(focused, Qt.Key.Key_Right if within else Qt.Key.Key_Tab)
        assert dialog.focusWidget() is button
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert button.isChecked()
    assert dialog.go.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def nothing_left(qtbot, window, path):
    """Taken in again, the pack holds nothing new, and nothing is asked."""
    before = len(window.session.project.history(limit=1000))
    window.take_files([path])
    dialog = awaited(qtbot, window, TakeInDialog)
    assert dialog.said == ["Nothing in it is new here."]
    dialog.reject()
    assert len(window.session.project.history(limit=1000)) == before


def test_their_ruling_is_taken_with_its_maker_and_reason(qtbot, window, tmp_path):
    path, quote = change_both(window, tmp_path, ruling=True)
    take_in(qtbot, window, path)
    dialog = awaited(qtbot, window, ClashDialog)
    [block] = dialog.blocks
    assert "Nell: as Nell heard" in block.mine.accessibleDescription()
    assert "Maya: as Maya heard" in block.theirs.accessibleDescription()
    choose_by_keys(qtbot, dialog, "theirs")
    state = window.session.desk.state(quote)
    assert (state.quote.status, state.stale) == (Status.DISPUTED, "")
    assert (state.ruling.who, state.ruling.reason, state.ruling.taken_by) == (
        "Maya",
        "as Maya heard",
        window.session.who,
    )
    assert {one.who for one in state.rulings} == {"Maya", "Nell"}
    nothing_left(qtbot, window, path)
    assert window.session.project.undo("Nell") is not None
    assert window.session.desk.state(quote).ruling.taken_by == ""


def test_my_ruling_is_kept_and_theirs_stays_on_record(qtbot, window, tmp_path):
    path, quote = change_both(window, tmp_path, ruling=True)
    take_in(qtbot, window, path)
    choose_by_keys(qtbot, awaited(qtbot, window, ClashDialog), "mine")
    state = window.session.desk.state(quote)
    assert (state.quote.status, state.stale, state.ruling.who) == (Status.UNVERIFIABLE, "", "Nell")
    assert {one.who for one in state.rulings} == {"Maya", "Nell"}
    nothing_left(qtbot, window, path)


@pytest.mark.parametrize(("side", "word"), [("mine", "Yesterday: "), ("theirs", "Today: ")])
def test_a_text_is_chosen_and_the_quotes_go_along(qtbot, window, tmp_path, side, word):
    path, _ = change_both(window, tmp_path, text=True)
    before = len(window.session.project.history(limit=1000))
    take_in(qtbot, window, path)
    dialog = awaited(qtbot, window, ClashDialog)
    assert [one.conflict.field for one in dialog.blocks] == ["text"]
    assert "Yesterday:" in dialog.blocks[0].mine.accessibleDescription()
    assert "Today:" in dialog.blocks[0].theirs.accessibleDescription()
    choose_by_keys(qtbot, dialog, side)
    desk = window.session.desk
    assert desk.article.text.startswith(word)
    assert all(desk.article.text[s.quote.start : s.quote.end] == s.quote.exact for s in desk.states)
    nothing_left(qtbot, window, path)
    new = window.session.project.history(limit=1000)
    said = [c.after["text"] for e in new for c in e.edit.changes if c.table == "articles" and "text" in (c.after or {})]
    assert any(text.startswith("Today: ") for text in said)
    while len(window.session.project.history(limit=1000)) < 2 * len(new) - before:
        window.session.project.undo("Nell")
    assert window.session.desk.article.text.startswith("Yesterday: ")


@pytest.mark.parametrize(("side", "less"), [("mine", 4), ("theirs", 9)])
def test_bounds_are_chosen(qtbot, window, tmp_path, side, less):
    words = next(s.quote.exact for s in window.session.desk.states if s.quote.form is Form.DIRECT)
    path, quote = change_both(window, tmp_path, place=True)
    take_in(qtbot, window, path)
    dialog = awaited(qtbot, window, ClashDialog)
    assert [one.conflict.field for one in dialog.blocks] == ["place"]
    choose_by_keys(qtbot, dialog, side)
    state = window.session.desk.state(quote)
    assert words[: len(words) - less].rstrip().startswith(state.quote.exact.rstrip())
    assert len(words) - len(state.quote.exact) >= less
    nothing_left(qtbot, window, path)


def test_whoever_puts_it_off_is_asked_again(qtbot, window, tmp_path):
    path, quote = change_both(window, tmp_path, ruling=True)
    take_in(qtbot, window, path)
    qtbot.keyClick(awaited(qtbot, window, ClashDialog), Qt.Key.Key_Escape)
    assert any("waits for you to choose" in text for text in window.notices.texts())
    assert window.session.desk.state(quote).quote.status is Status.UNVERIFIABLE
    take_in(qtbot, window, path)
    choose_by_keys(qtbot, awaited(qtbot, window, ClashDialog), "theirs")
    assert window.session.desk.state(quote).quote.status is Status.DISPUTED
