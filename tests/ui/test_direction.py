"""Right-to-left text is shown right: words from the right, signs before them, arrows that go the way they point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import comparing
from db.records import Form
from tests import builders
from ui.direction import right_to_left
from ui.views.aligned import AlignedWords
from ui.views.proposed import ProposedWording
from ui.views.score import Group, Item, Measures, mirrored, set_score

PRINTED = "לא נמכור את המכונה הזאת לעולם, ולא נשכיר אותה לאיש"
SAID = "לא נמכור את המכונה הישנה הזאת, ולא נשכיר אותה לאף אחד"


@pytest.mark.parametrize(
    ("text", "right"),
    [("“לא”", True), ("القرار", True), ("40, he said", False), ("", False), ("12 – 3", False), ("iFlytek אמר", False)],
)
def test_the_first_letter_says_which_way_a_text_runs(text, right):
    assert right_to_left(text) is right


WORDS = st.lists(st.integers(10, 120), min_size=1, max_size=20)


@given(WORDS, st.integers(140, 500))
def test_rows_from_the_right_are_the_mirror_of_rows_from_the_left(widths, room):
    items = [Item("word", n, float(wide)) for n, wide in enumerate(widths)]
    groups = tuple(Group("omission", False, n, n, (n,)) for n in range(0, len(widths), 3))
    measures = Measures(float(room), 1.0, lambda group: 40.0)
    systems = set_score(items, groups, measures)
    turned = mirrored(systems, groups, measures)
    assert mirrored(turned, groups, measures) == systems
    for before, after in zip(systems, turned, strict=True):
        assert [p.item for p in before.placed] == [p.item for p in after.placed]
        assert sorted(after.placed, key=lambda p: -p.x) == list(after.placed)
        assert all(placed.x + placed.item.width <= room for placed in after.placed)


@pytest.fixture
def words(qtbot, theme):
    view = AlignedWords(theme)
    qtbot.addWidget(view)
    view.resize(860, 120)
    view.show()
    index = comparing.index(SAID)
    found = comparing.compare_passage(PRINTED, index, 0, len(SAID), comparing.load_policy("standard"))
    view.show_comparison(found, PRINTED, "השר")
    return view


def test_the_first_word_stands_at_the_right_and_arrows_go_the_way_they_point(words):
    placed = words._systems[0].placed
    assert placed[0].x > placed[1].x > placed[2].x
    assert words.total >= 2
    left_of = words.current_box().left()
    QTest.keyClick(words, Qt.Key.Key_Left)
    assert words.current_box().left() < left_of
    QTest.keyClick(words, Qt.Key.Key_Right)
    assert words.current_box().left() == left_of


def test_signs_of_the_proposal_stand_before_their_words(qtbot, theme):
    view = ProposedWording(theme)
    qtbot.addWidget(view)
    view.resize(860, 120)
    view.show()
    index = comparing.index(SAID)
    policy = comparing.load_policy("standard")
    of = builders.article(f"השר אמר: “{PRINTED}”.")
    quote = builders.quote(of, PRINTED, form=Form.DIRECT)
    view.show_quote(quote, lambda said: comparing.compare_passage(said, index, 0, len(SAID), policy))
    field = view.field
    missed = [(end, text) for _, end, text in field._marked if text]
    assert missed
    for end, text in missed:
        chip = field._chip(end)
        assert field.viewport().rect().contains(chip.toRect())
        assert field.missed_at(chip.center()) == text
        assert chip.center().x() < field._place(end - 1).x()
