"""The small pieces: pressed by pointer and key, named for a screen reader, with a focus that can be seen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.signals import heard
from ui.theme import Theme
from ui.widgets import (
    Banner,
    Button,
    EmptyCard,
    FocusRing,
    IconButton,
    Label,
    LinkButton,
    PrimaryButton,
    SearchField,
    Segmented,
    WorkCard,
    dress,
    paint_segments,
)
from ui.widgets.ticks import TickBar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(qtbot):
    """Puts widgets into a window of their own and shows it."""
    windows = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(20, 20, 20, 20)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    return show


def test_the_switch_by_pointer_and_by_key(qtbot, shown, theme):
    switch = Segmented(theme, [("a", "Left 7"), ("b", "Done 4"), ("c", "All 12")], "Show")
    shown(switch)
    chosen = heard(switch.chosen)
    parts = [switch.childAt(QPoint(x, 12)) for x in (10, switch.width() // 2, switch.width() - 10)]
    QTest.mouseClick(parts[1], LEFT)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(switch, key)
    assert chosen == [("b",), ("c",), ("c",), ("b",)]
    assert switch.current() == "b"
    switch.choose("a")
    assert len(chosen) == 4


def test_escape_empties_the_field_and_then_leaves_it(qtbot, shown, theme):
    field = SearchField(theme, "Find", key="Ctrl+K")
    shown(field)
    left = heard(field.left)
    QTest.keyClicks(field, "words")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), left) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert len(left) == 2


def test_a_banner_stays_until_it_is_dealt_with(qtbot, shown, theme):
    banner = Banner(theme, "error", "The disk is full.", button="Try again", close="Close")
    shown(banner)
    pressed, closed = heard(banner.pressed), heard(banner.closed)
    QTest.mouseClick(banner.findChild(Button), LEFT)
    QTest.mouseClick(banner.findChild(IconButton), LEFT)
    assert (len(pressed), len(closed), banner.isVisible()) == (1, 1, True)


def test_cards_can_be_pressed(qtbot, shown, theme):
    empty = EmptyCard(theme, "paperclip", "No evidence yet", "Drop one here.", button="Attach evidence…")
    work = WorkCard(theme)
    work.show_progress("Comparing 4 of 11 quotes", 4, 11)
    shown(empty, work)
    pressed, cancelled = heard(empty.pressed), heard(work.cancelled)
    QTest.mouseClick(empty.button, LEFT)
    QTest.mouseClick(work.cancel, LEFT)
    assert (len(pressed), len(cancelled)) == (1, 1)
    assert empty.accessibleName() == "No evidence yet. Drop one here."


@pytest.mark.parametrize("kind", [Button, PrimaryButton, LinkButton])
def test_buttons_are_large_enough_to_hit_and_pressed_by_space(qtbot, shown, theme, kind):
    button = kind(theme, "Go")
    shown(button)
    clicks = heard(button.clicked)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(clicks) == 1
    assert button.height() >= 24 and button.width() >= 18


def test_an_icon_says_what_it_does_and_by_which_key(qtbot, shown, theme):
    button = IconButton(theme, "plus", "Attach evidence", key="Ctrl+E")
    assert (button.accessibleName(), button.toolTip()) == ("Attach evidence", "Attach evidence (Ctrl+E)")
    assert min(button.width(), button.height()) >= 24
    qtbot.addWidget(button)


def ringed(window, button, theme) -> bool:
    above = button.geometry().topLeft() + QPoint(button.width() // 2, -4)
    return window.grab().toImage().pixelColor(above) == theme.focus


def test_the_ring_follows_the_focus_and_outlives_its_button(qtbot, shown, qapp, theme):
    first, second = PrimaryButton(theme, "Rule"), Button(theme, "Other")
    window = shown(first, second)
    ring = FocusRing(window, qapp, theme)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    ring._follow(None, first)  # a window that is not active is told of no change of focus
    assert ringed(window, first, theme)
    ring._follow(first, second)
    assert ringed(window, second, theme) and not ringed(window, first, theme)
    second.setParent(None)
    second.deleteLater()
    qtbot.wait(1)
    ring._follow(None, first)
    assert ringed(window, first, theme)
    window.resize(300, 200)
    qtbot.wait(1)
    assert ringed(window, first, theme)


def test_everything_in_a_window_is_dressed_anew(qtbot, shown, theme):
    button = PrimaryButton(theme, "Rule")
    window = shown(button)
    dark = Theme.build("dark", base_font=theme.base_font)
    dress(window, dark)
    assert button.grab().toImage().pixelColor(8, 8) == dark.accent


def colours(done, wide: int, theme) -> list[str]:
    image = QImage(wide, 6, QImage.Format.Format_RGB32)
    image.fill(theme.paper)
    painter = QPainter(image)
    paint_segments(painter, image.rect().toRectF(), done, theme.accent, theme.track)
    painter.end()
    return [image.pixelColor(x, 3).name() for x in range(wide)]


def test_a_block_for_each_quote_and_one_bar_for_very_many(theme):
    row = colours([True, False, True], 34, theme)
    assert [row[x] for x in (5, 17, 29)] == [theme.accent.name(), theme.track.name(), theme.accent.name()]
    assert row[11] == theme.paper.name()
    many = colours([False] * 300 + [True] * 100, 200, theme)
    assert (many[20], many[60], many[190]) == (theme.accent.name(), theme.track.name(), theme.track.name())
    assert colours([], 20, theme) == [theme.paper.name()] * 20


def test_ticks_stand_where_the_text_has_them(qtbot, shown, theme):
    bar = TickBar(theme)
    bar.resize(12, 212)
    bar.setRange(0, 0)
    bar.show_ticks([(0.5, theme.lit_bar, True)])
    qtbot.addWidget(bar)
    image = bar.grab().toImage()
    assert image.pixelColor(1, 107) == theme.lit_bar
    assert image.pixelColor(1, 60) == theme.paper


def test_a_pane_has_the_last_word_over_its_labels(qtbot, theme):
    class Pane(QWidget):
        def __init__(self):
            super().__init__()
            self.label = Label(theme, "words as printed")
            self.label.setParent(self)
            self.set_theme(theme)

        def set_theme(self, now):
            self.label.setFont(now.reading_font(20))

    pane = Pane()
    qtbot.addWidget(pane)
    face = pane.label.font()
    dress(pane, Theme.build("dark", base_font=theme.base_font))
    assert pane.label.font() == face
