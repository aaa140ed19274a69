"""The comparison: how words are laid out, what it says to eyes and ears, and how one steps, opens and copies."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app import comparing
from app.comparing import Column
from app.workflow import QuoteState
from db.records import Difference, Form, Kind, Turn
from tests import builders
from ui.theme import tokens
from ui.views import notation, score
from ui.views.aligned import AlignedWords
from ui.views.comparison import ComparisonPane
from ui.views.punctuated import punctuated

PRINTED = "inaccurate speculation on individual companies"
SAID = "They are inaccurate and unhelpful speculation about individual companies, and no authority has told us so."
LONG = (
    "We told the regulator in March that the line would open before the summer and that about 40 jobs would move "
    "because the board had asked every firm on the quay for its plans well before the end of the year"
)


def compared(printed=PRINTED, said=SAID, policy="standard", turns=(), speaker=""):
    index = comparing.index(said, turns)
    return comparing.compare(printed, index, comparing.load_policy(policy), speaker=speaker)


def state(printed=PRINTED, **fields):
    of = builders.article(f"BRUSSELS -- “{printed}”, the firm said.")
    quote = builders.quote(of, printed, form=Form.PARTIAL, name="Megvii", **fields)
    return QuoteState(quote, 1, None, None, (), (), (), None, "", True)


@pytest.fixture
def words(qtbot, theme):
    view = AlignedWords(theme)
    qtbot.addWidget(view)
    view.resize(871, 105)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def pane(qtbot, theme):
    view = ComparisonPane(theme)
    qtbot.addWidget(view)
    view.set_policies(["light", "standard", "strict"])
    view.resize(871, 232)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def drawn(view: AlignedWords) -> str:
    """The rows as text: published over said, a fold as (n), a tear as /, an edge as [ or ]."""
    rows = []
    for system, _ in view._rows():
        published, said = [], []
        for placed in system.placed:
            item = placed.item
            if item.part == "word":
                column = view._columns[item.column]
                published.append(column.printed or "_")
                said.append(column.said or "_")
            else:
                sign = {"fold": f"({item.hidden})", "tear": "/", "open": "[", "close": "]", "beyond": item.text}
                said.append(sign[item.part])
        rows += [" ".join(published), " ".join(said)]
    return "\n".join(rows)


def test_words_stand_over_words(words):
    words.show_comparison(compared(), PRINTED)
    assert drawn(words) == (
        "inaccurate _ _ speculation on individual companies\n"
        "inaccurate and unhelpful speculation about individual companies"
    )


def test_neighbours_of_one_kind_share_a_bracket(words):
    words.show_comparison(compared(), PRINTED)
    [(system, _)] = words._rows()
    assert [words._groups[b.group].kind for b in system.brackets] == [Kind.OMISSION, Kind.SUBSTITUTION]
    assert words.total == 2 and words.position == 0


def test_a_screen_reader_hears_inserted_and_dropped_and_no_signs(words):
    words.show_comparison(compared(), PRINTED)
    spoken = words.accessibleDescription()
    assert "dropped “and unhelpful”" in spoken and "inserted “on”" in spoken and "dropped “about”" in spoken
    assert "+" not in spoken and "−" not in spoken


def test_more_than_twelve_equal_words_fold_and_open_by_key(words):
    printed = LONG.replace("40", "14")
    words.show_comparison(compared(printed, LONG), printed)
    assert drawn(words).count("(") == 2
    assert "We told (" in drawn(words).splitlines()[1]
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_Left)
    assert words._fold >= 0
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert drawn(words).count("(") == 1
    QTest.keyClick(words, Qt.Key.Key_Right)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert "(" not in drawn(words)
    assert " ".join(drawn(words).splitlines()[::2]) == printed


def test_a_fold_opens_by_mouse(words, qtbot):
    printed = LONG.replace("40", "14")
    words.show_comparison(compared(printed, LONG), printed)
    system, origin = words._rows()[0]
    fold = next(placed for placed in system.placed if placed.item.part == "fold")
    middle = words._notation.pill(fold, origin).center().toPoint()
    QTest.mouseClick(words, Qt.MouseButton.LeftButton, pos=middle)
    assert fold.item.column in words._opened


def test_twelve_equal_words_do_not_fold():
    columns = [Column("word", "word", (0, 4), (0, 4), None)] * 12
    assert score.fold_runs(columns) == ()
    assert score.fold_runs([*columns, columns[0]]) == ((2, 10),)


def test_stepping_goes_round(words):
    words.show_comparison(compared(), PRINTED)
    seen = []
    words.current_changed.connect(seen.append)
    words.next_difference()
    words.next_difference()
    words.previous_difference()
    assert seen == [1, 0, 1]


def test_allowed_differences_are_stepped_through_only_where_there_are_no_others(words):
    words.show_comparison(compared("The reports are wrong", "the reports are wrong"), "The reports are wrong")
    assert words.counts() == (0, 1) and words.total == 1
    printed = "The reports are right"
    words.show_comparison(compared(printed, "the reports are wrong"), printed)
    assert words.counts()[0] == words.total == 1


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("We go “home” now", "We go home now"),
        ("We go home, now", "We go home now"),
        ("We said … never again", "We said that we would never do it again"),
        ("We go home now.", "we go home now"),
        ("we did not authorise it, ever. [The firm] said 5,000", "we did authorise it, the firm said 50,000"),
    ],
)
def test_no_difference_is_without_a_place(printed, said):
    """A difference between marks alone has no words of its own; the word that it touches shows it."""
    comparison = compared(printed, said, "strict")
    columns = punctuated(comparison, printed)
    for difference in comparison.differences:
        if difference.kind in score.BESIDE or difference.allowed:
            continue
        touched = [
            column
            for column in columns
            if (column.printed and column.quote[0] <= difference.quote[1] and difference.quote[0] <= column.quote[1])
            or (column.said and column.evidence[0] <= difference.evidence[1] <= column.evidence[1])
        ]
        marks = [comparison.differences[column.difference] for column in touched if column.difference is not None]
        assert any(not mark.allowed for mark in marks), difference


def test_copied_words_are_cut_from_the_text(words):
    words.show_comparison(compared(), PRINTED)
    system, origin = words._rows()[0]
    height = words._style.pitch

    def spot(number, row):
        placed = system.placed[number]
        return QPointF(origin.x() + placed.x + placed.item.width / 2, origin.y() + row * height + 8).toPoint()

    QTest.mousePress(words, Qt.MouseButton.LeftButton, pos=spot(0, 1))
    QTest.mouseMove(words, spot(2, 1))
    words.mouseMoveEvent(_drag(spot(3, 1)))
    QTest.mouseRelease(words, Qt.MouseButton.LeftButton, pos=spot(3, 1))
    assert words.selected_text() == "inaccurate and unhelpful speculation"
    QTest.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "inaccurate and unhelpful speculation"
    words.copy(0)
    assert QGuiApplication.clipboard().text() == PRINTED


def _drag(where: QPoint):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(where), QPointF(where), left, left, Qt.KeyboardModifier(0))


def test_a_quote_cut_mid_thought_shows_the_words_beyond(words):
    printed = "we lied"
    words.show_comparison(compared(printed, "I would never say we lied about this."), printed)
    assert drawn(words).splitlines()[1].startswith("never say [ we lied")
    assert "cut off from “never say”" in words.accessibleDescription()


def test_somebody_elses_turn_is_named(words):
    said = "Reporter: Did you resign on Monday?\nSpokesperson: We do not comment."
    turns = (Turn(10, 35, "Reporter"), Turn(50, 69, "Spokesperson"))
    printed = "Did you resign on Monday"
    words.show_comparison(compared(printed, said, turns=turns, speaker="Spokesperson"), printed, "Spokesperson")
    assert words._other_speaker()[1:] == ("Reporter", "Spokesperson")


def test_labels_compared_words_and_proposal_stand_on_one_line(pane):
    pane.show_quote(state(), compared(), lambda text: compared(text), policy="standard")
    words, field = pane.words, pane.proposed.field
    first = words._rows()[0][1].x() + words._style.pad
    in_words = words.mapTo(pane, QPoint(round(first), 0)).x()
    in_field = field.viewport().mapTo(pane, field._place(0).topLeft().toPoint()).x()
    under = pane.proposed.line.mapTo(pane, QPoint(0, 0)).x()
    assert in_words == in_field == under


def test_the_header_says_verdict_count_and_place(pane):
    pane.show_quote(state(), compared(), lambda text: compared(text), policy="standard")
    assert pane.summary.text() == "2 differences the policy does not allow"
    assert pane.place.text() == "Difference 1 of 2"
    assert pane.verdict.accessibleName() == tokens()["verdicts"][compared().verdict.value]["word"]
    QTest.mouseClick(pane.next_button, Qt.MouseButton.LeftButton)
    assert pane.place.text() == "Difference 2 of 2"
    pane.show_quote(state("alternative plans"), compared("alternative plans", "we have alternative plans now"), None)
    assert pane.summary.text() == "Same words as the evidence"
    assert pane.place.text() == "" and not pane.next_button.isVisible()


def test_without_evidence_and_where_nothing_is_found_it_says_what_to_do(pane):
    pane.show_quote(state(), None, None)
    assert "No evidence yet" in pane.summary.text()
    pane.show_quote(state(), compared(said="Nothing of the kind was ever uttered here."), None)
    assert pane.summary.text() == "Not found in this evidence. Try another, or mark the passage yourself."
    assert not pane.words.isVisible()


def test_choosing_a_policy_is_a_wish(pane):
    wishes = []
    pane.policy_chosen.connect(wishes.append)
    pane.show_quote(state(), compared(), None, policy="standard")
    assert pane.policy.currentData() == "standard"
    pane.policy.setFocus()
    QTest.keyClick(pane.policy, Qt.Key.Key_Down)
    assert wishes == ["strict"]


def test_the_same_quote_keeps_its_place_when_the_desk_is_read_anew(pane):
    pane.show_quote(state(), compared(), None)
    pane.next_difference()
    pane.show_quote(state(), compared(), None)
    assert pane.words.position == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_drawn(words, theme, scheme, kind):
    """Even one that a comparison gives no columns: nothing raises, and its label is drawn or its frame is."""
    from ui.theme import Theme

    words.set_theme(Theme.build(scheme, base_font=theme.base_font))
    difference = Difference(kind, False, (0, 4), (0, 5), "said", "was")
    columns = (Column("was", "said", (0, 3), (0, 4), 0), Column("so", "so", (4, 6), (5, 7), None))
    passage = comparing.Passage(0, 7, "said so", "Reporter", None)
    verdict = compared().verdict
    words.show_comparison(comparing.Comparison(verdict, "strict", 0.5, passage, (difference,), (), columns), "was so")
    assert not words.grab().isNull()
    assert words.current_difference() == difference


WORDS = st.lists(st.tuples(st.floats(8, 120), st.sampled_from([None, 0, 1, 2])), min_size=1, max_size=60)


@given(WORDS, st.floats(60, 900))
def test_nothing_is_lost_and_nothing_overlaps(found, width):
    differences = [
        Difference(kind, False, (0, 1), (0, 1), "a", "b") for kind in (Kind.OMISSION, Kind.NUMBER, Kind.NAME)
    ]
    columns = [Column("w", "w", (n, n + 1), (n, n + 1), number) for n, (_, number) in enumerate(found)]
    items = [score.Item("word", n, wide) for n, (wide, _) in enumerate(found)]
    brackets = score.groups(columns, differences)
    measures = score.Measures(max(width, 140), 1, lambda _group: 40.0)
    systems = score.set_score(items, brackets, measures)
    placed = [one for system in systems for one in system.placed]
    assert [one.item.column for one in placed] == list(range(len(found)))
    for system in systems:
        for one, other in pairwise(system.placed):
            assert one.x + one.item.width <= other.x + 1e-6
        for one, other in pairwise(system.brackets):
            assert one.right <= other.left + 1e-6
    shown = {bracket.group for system in systems for bracket in system.brackets}
    assert shown == set(range(len(brackets)))


def test_what_the_article_says_outside_the_marks_is_drawn_and_an_allowed_bracket_is_to_be_confirmed(words):
    printed, said = "authorise it for [Hikvision]", "We spoke of Hikvision. Yes, we authorise it for them."
    found = comparing.compare(
        printed, comparing.index(said), comparing.load_policy("standard"), around=("He did not “", "”")
    )
    words.show_comparison(found, printed)
    assert "not [ authorise it for" in drawn(words)
    labels = [(group.kind, notation.group_label(group)) for group in words._groups]
    assert (Kind.BRACKET, "To be confirmed") in labels
    spoken = words.accessibleDescription()
    assert "the article says “not” outside the marks" in spoken and "to be confirmed" in spoken


def test_what_the_article_contradicts_beside_the_quote_is_drawn_on_both_sides(words):
    printed, said = "by 5 per cent last year", "Sales rose by 5 per cent last year."
    found = comparing.compare(
        printed, comparing.index(said), comparing.load_policy("standard"), around=("Sales fell “", "”, it said")
    )
    words.show_comparison(found, printed)
    spoken = words.accessibleDescription()
    assert "the article says “fell” outside the marks, said “rose”" in spoken
    assert notation.group_label(words._groups[0]) == "Article says otherwise"
    beyond = [(p.item.text, p.item.above) for system, _ in words._rows() for p in system.placed if p.item.text]
    assert beyond[:2] == [("fell", True), ("rose", False)]
