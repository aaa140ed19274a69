"""The manual's window: opened by F1 where one is, searched, read and left by keyboard alone, live in both schemes."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import Action
from ui.dialogs.keys import Keys, KeysDialog
from ui.dialogs.manual import Manual
from ui.dialogs.sign_off import SignOffDialog
from ui.helping import _FITS, fitting
from ui.manual import Page, keys_of, order, page, pages, slug
from ui.theme import Theme
from ui.widgets import IconButton

KEYS = (("Quote", "Rule and go on", "Ctrl+Enter"), ("Help", "Manual", "F1"))
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"


@pytest.fixture
def manual(qtbot, qapp, theme):
    window = Manual(theme, pages(KEYS), qapp)
    qtbot.addWidget(window)
    window.open_at("check-a-quote")
    qtbot.waitExposed(window)
    return window


def rows(window: Manual) -> list[str]:
    """The list at the left as a person reads it."""
    return [window.list.item(row).text() for row in range(window.list.count())]


def top_line(window: Manual) -> str:
    """The first words in sight."""
    return window.text.cursorForPosition(QPoint(60, 24)).block().text().replace("\ufffc", "").strip()


def in_sight(window: Manual, cursor: QTextCursor) -> bool:
    return window.text.viewport().rect().contains(window.text.cursorRect(cursor))


def lit(window: Manual) -> set[str]:
    return {one.cursor.selectedText().casefold() for one in window.text.extraSelections()}


def press(widget: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(widget, key, held)


# In the program


def test_f1_opens_it_at_the_page_that_fits_where_the_keyboard_is(qtbot, opened):
    window = opened()
    window.bringing.sample()
    helping = window.ask.helping
    for pane, place in (
        ("queue", "statuses"),
        ("evidence", "evidence"),
        ("compare", "differences"),
        ("proposed", "differences#the-proposed-wording"),
        ("details", "attribution"),
    ):
        window.desk.go_to(pane)
        helping.open(fitting(window.focusWidget()))
        assert (pane, helping.manual.place()) == (pane, place)
    first = helping.manual
    assert window.actions_["help.manual"].key == "F1" and window.actions_.run("help.manual")
    assert helping.manual is first and first.isVisible()


def test_every_place_it_may_open_at_is_there() -> None:
    for place in _FITS.values():
        name, _, anchor = place.partition("#")
        assert name in order()
        assert not anchor or anchor in [section.anchor for section in page(name).sections], place


def test_every_widget_it_fits_to_is_a_class_of_the_window() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (FOLDER.parents[1] / "ui").rglob("*.py"))
    assert [name for name in _FITS if not re.search(rf"^class {name}\b", sources, re.M)] == []


def test_a_dialog_gets_the_key_and_does_not_stop_the_reading(qtbot, opened):
    window = opened()
    window.bringing.sample()
    window.leaving.sign_off()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, SignOffDialog))
    helping = window.ask.helping
    helping._follow(None, dialog.stop)  # a window that is not active is told of no change of focus
    helping._follow(None, dialog.stop)
    assert [one.objectName() for one in dialog.children() if one.objectName() == "help.manual"] == ["help.manual"]
    helping.open(fitting(dialog.stop))
    qtbot.waitExposed(helping.manual)
    assert helping.manual.place() == "rulings#sign-off"
    qtbot.mouseClick(helping.manual.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 48))
    assert helping.manual.place() == "start"
    dialog.reject()


def test_the_keys_are_as_they_are_now_and_the_dialog_of_keys_is_still_there(qtbot, opened):
    window = opened()
    window.ask.helping.open("keyboard")
    text = window.ask.helping.manual.text
    assert "Ctrl+Shift+F12" not in text.toPlainText()
    window.actions_.remap("quote.next", "Ctrl+Shift+F12")
    window.ask.helping.open("keyboard")
    assert "Next quote\nCtrl+Shift+F12" in text.toPlainText()
    assert window.actions_["help.keys"].said() == "Keyboard shortcuts" and window.actions_.run("help.keys")
    next(one for one in QApplication.topLevelWidgets() if isinstance(one, KeysDialog)).reject()


def test_what_is_bold_is_an_action_by_its_own_name(opened):
    window = opened()
    names = {words for _, words, _ in keys_of(window.actions_, window.actions_.key_words)}
    text = {path.stem: " ".join(path.read_text(encoding="utf-8").split()) for path in FOLDER.glob("*.md")}
    named = {words for words_of in text.values() for words in re.findall(r"\*\*(.+?)\*\*", words_of)}
    assert len(named) > 30 and named - names == set()


def test_it_goes_with_its_window_and_follows_the_theme(qtbot, opened):
    window = opened(theme="light")
    helping = window.ask.helping
    helping.open("statuses")
    window.session.choose(theme="dark")
    ground = helping.manual.text.grab().toImage().pixelColor(5, 5)
    assert ground == window._look.theme.paper and window._look.theme.dark
    window.close()
    assert not helping.manual.isVisible()


# The window itself


def test_the_contents_open_a_page_by_pointer_and_by_key(qtbot, manual):
    assert rows(manual)[:2] == ["Check a quote from start to finish", "The start page and the overview"]
    assert len(rows(manual)) == len(order()) == 12
    manual.list.setFocus()
    press(manual.list, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert manual.place() == "statuses" and manual.focusWidget() is manual.text
    assert manual.windowTitle() == "What each status means · OnRecord manual"
    centre = manual.list.visualItemRect(manual.list.item(1)).center()
    qtbot.mouseClick(manual.list.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert manual.place() == "start"


def test_typing_while_reading_searches_and_shows_the_words_in_context(qtbot, manual):
    press(manual.text, Qt.Key.Key_W)
    assert manual.focusWidget() is manual.search and manual.search.text() == "w"
    manual.search.setText("agreed")
    assert manual.list.count() > 2 and manual.found.text() == f"{manual.list.count()} places"
    manual.search.setText("withheld")
    assert manual.found.text() == "1 place"
    assert "The name is withheld everywhere" in " ".join(rows(manual))
    press(manual.search, Qt.Key.Key_Return)
    assert manual.place() == "attribution#what-terms-do-to-a-sheet"
    assert lit(manual) == {"withheld"} and in_sight(manual, manual.text.extraSelections()[0].cursor)
    assert manual.focusWidget() is manual.text


def test_a_search_is_left_by_down_and_emptied_by_escape(qtbot, manual):
    manual.search.setText("zebra")
    assert rows(manual) == [] and manual.found.text() == "Not in the manual"
    press(manual.search, Qt.Key.Key_Return)
    assert manual.place() == "check-a-quote"
    manual.search.setText("seal")
    press(manual.search, Qt.Key.Key_Down)
    assert manual.focusWidget() is manual.list
    press(manual.search, Qt.Key.Key_Escape)
    assert len(rows(manual)) == 12 and not manual.found.isVisible() and manual.isVisible()
    assert manual.list.currentRow() == 0


def test_links_are_followed_and_the_way_back_is_kept(qtbot, manual):
    manual.follow("statuses.md#stale")
    assert top_line(manual) == "Stale"
    manual.follow("rulings.md#sign-off")
    manual.follow("../nowhere.md")
    manual.follow("https://example.org/")
    assert manual.place() == "rulings#sign-off"
    qtbot.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert manual.place() == "statuses#stale" and top_line(manual) == "Stale"
    qtbot.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert not manual.back.isEnabled() and manual.place() == "check-a-quote"
    qtbot.mouseClick(manual.forward, Qt.MouseButton.LeftButton)
    assert manual.place() == "statuses#stale"
    manual.follow("evidence.md")
    assert not manual.forward.isEnabled()


def test_links_are_reached_and_followed_by_keyboard(qtbot, manual):
    manual.open_at("command-line")
    manual.activateWindow()
    qtbot.waitUntil(lambda: manual.text.hasFocus())
    press(manual.text, Qt.Key.Key_Tab)
    assert manual.text.textCursor().selectedText() == "the command line in full"
    press(manual.text, Qt.Key.Key_Return)
    assert manual.place() == "../command-line" and top_line(manual) == "The command line"


def test_escape_closes_it(qtbot, manual):
    manual.text.setFocus()
    qtbot.waitUntil(lambda: manual.isActiveWindow())
    press(manual.text, Qt.Key.Key_Escape)
    assert not manual.isVisible()


@pytest.mark.parametrize("name", order())
def test_every_page_fits_into_a_narrow_window(qtbot, manual, name):
    manual.resize(720, 500)
    manual.open_at(name)
    qtbot.wait(1)
    assert manual.text.document().size().width() <= manual.text.viewport().width() + 1


def test_another_width_keeps_the_place(qtbot, manual):
    manual.follow("differences.md#policies")
    assert top_line(manual) == "Policies"
    manual.resize(760, 600)
    qtbot.wait(1)
    assert top_line(manual) == "Policies"


def test_lines_are_never_longer_than_the_measure(qtbot, manual):
    manual.resize(1900, 900)
    manual.open_at("sheets")
    qtbot.wait(1)
    block = manual.text.document().begin()
    longest = 0
    while block.isValid():
        layout = block.layout()
        longest = max(longest, *(layout.lineAt(n).textLength() for n in range(layout.lineCount())))
        block = block.next()
    assert 50 < longest <= 84


def test_each_status_shows_its_icon_and_its_line(qtbot, manual):
    manual.open_at("statuses")
    headings = {}
    block = manual.text.document().begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == 2:
            headings[block.text().replace("\ufffc", "")] = block.text().count("\ufffc")
        block = block.next()
    assert headings["Verbatim"] == headings["Stale"] == headings["Term"] == 2
    assert headings["Signed off"] == 1


def test_nothing_in_it_is_without_a_name(qtbot, manual):
    for widget in (manual.search, manual.list, manual.text, *manual.findChildren(IconButton)):
        heard = QAccessible.queryAccessibleInterface(widget)
        assert heard is not None and heard.text(QAccessible.Text.Name), widget


def test_larger_text_clips_nothing(qtbot, qapp, theme):
    large = Theme.build("dark", base_font=_twice(theme.base_font))
    window = Manual(large, pages(KEYS), qapp)
    qtbot.addWidget(window)
    window.open_at("statuses")
    window.search.setText("stale")
    qtbot.waitExposed(window)
    title = window.list.fontMetrics().height()
    assert window.list.visualItemRect(window.list.item(0)).height() > 2 * title
    assert window.text.document().size().width() <= window.text.viewport().width() + 1


def _twice(font):
    larger = type(font)(font)
    larger.setPixelSize(26)
    return larger


def test_pages_are_set_again_only_when_they_changed(qtbot, manual):
    text = manual.text.document().toPlainText()
    manual.use_pages(pages(KEYS))
    assert manual.text.document().toPlainText() == text
    manual.open_at("keyboard")
    manual.use_pages(pages((("Quote", "Rule and go on", "Ctrl+Shift+R"),)))
    assert "Ctrl+Shift+R" in manual.text.toPlainText() and manual.place() == "keyboard"


def test_a_page_is_a_value() -> None:
    assert isinstance(page("statuses"), Page) and page("statuses") is page("statuses")
    assert slug("“Use” this, please: E1–E6") == "use-this-please-e1e6"


def test_pictures_are_as_wide_as_the_text_and_follow_the_scheme(qtbot, manual, theme):
    manual.open_at("start")
    page_, seen = manual.text, []
    block = page_.document().begin()
    while block.isValid():
        shape = block.begin().fragment().charFormat() if block.text() == "\ufffc" else None
        if shape is not None and shape.isImageFormat():
            seen.append((shape.toImageFormat().name(), round(shape.toImageFormat().width())))
        block = block.next()
    assert len(seen) == 3
    assert all(300 < wide <= page_.viewport().width() for _, wide in seen)
    light = page_.loadResource(2, seen[0][0])
    dark = Theme.build("dark", base_font=theme.base_font)
    manual.use_theme(dark)
    assert page_.loadResource(2, seen[0][0]).pixelColor(3, 300) != light.pixelColor(3, 300)
    assert page_.loadResource(2, "file:///etc/hostname") is None and page_.loadResource(2, "pictures/none.png") is None


def test_a_recent_library_is_no_row_among_the_keys(qapp):
    named = Action("file.open", "File", "Open a file…", lambda: None)
    recent = Action("file.recent_0", "File", "", lambda: None, title=lambda: "mine")
    keys = Keys([named, recent], qapp)
    assert [keys.index(row, 0).data() for row in range(keys.rowCount())] == ["Open a file"]
