"""The proposed wording: typing is compared at once, signs are never part of the text, and no word is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from app import comparing
from db.records import Form, Verdict
from tests import builders
from ui.views.leftover import as_said, left_over, marks_round, taken_over
from ui.views.proposed import ProposedWording
from ui.views.typed import Typed

PRINTED = "inaccurate speculation on individual companies"
SAID = "inaccurate and unhelpful speculation about individual companies"
_EVIDENCE = f"They are {SAID}, and no authority has told us so."


def recompare(words):
    index = comparing.index(_EVIDENCE)
    start = _EVIDENCE.index(SAID)
    return comparing.compare_passage(words, index, start, start + len(SAID), comparing.load_policy("standard"))


def quoted(words=PRINTED, around="“{}”", **fields):
    of = builders.article(f"BRUSSELS -- the firm said {around.format(words)} on Monday.")
    return builders.quote(of, words, **{"form": Form.PARTIAL, **fields})


@pytest.fixture
def proposal(qtbot, theme):
    view = ProposedWording(theme)
    qtbot.addWidget(view)
    view.resize(871, 92)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def sent(view):
    heard = []
    view.proposed_changed.connect(lambda quote_id, words: heard.append(words))
    return heard


def caret(view, at):
    cursor = view.field.textCursor()
    cursor.setPosition(at)
    view.field.setTextCursor(cursor)


def test_it_begins_with_the_published_words_in_the_articles_own_marks(proposal):
    proposal.show_quote(quoted(around="»{}«"), recompare)
    assert proposal.field.toPlainText() == f"»{PRINTED}«"
    proposal.show_quote(quoted(form=Form.INDIRECT), recompare)
    assert proposal.field.toPlainText() == PRINTED


def test_each_keystroke_says_what_is_left(proposal):
    heard = sent(proposal)
    proposal.show_quote(
        quoted(proposed_wording="inaccurate and unhelpful speculation on individual companies"), recompare
    )
    assert proposal.line.text() == "1 difference left: “on”, said “about”"
    caret(proposal, proposal.field.toPlainText().index("on individual"))
    proposal.field.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Delete):
        QTest.keyClick(proposal.field, key)
    assert proposal.line.text() == "1 difference left: “about”, left out"
    QTest.keyClicks(proposal.field, "about")
    assert proposal.line.text() == "Same words as the evidence"
    assert heard[-1] == SAID


def test_signs_are_painted_and_never_typed(proposal):
    proposal.show_quote(quoted(), recompare)
    assert [(start, end, missed) for start, end, missed in proposal.field._marked] == [
        (11, 11, "and unhelpful"),
        (24, 26, "about"),
    ]
    assert "+" not in proposal.field.toPlainText() and "−" not in proposal.field.toPlainText()
    proposal.copy()
    assert QGuiApplication.clipboard().text() == f"“{PRINTED}”"
    assert not proposal.field.document().isUndoAvailable()


def test_the_signs_have_room_of_their_own(proposal):
    proposal.show_quote(quoted(), recompare)
    field = proposal.field
    chip = field._chip(11)
    assert chip.left() >= field._place(11).x()
    assert chip.right() <= field._place(12).x()
    assert field._place(24).x() - field._place(23).x() > 12  # the "+" stands in the space before its word


def test_the_chip_names_what_is_missed_under_the_caret(proposal):
    proposal.show_quote(quoted(), recompare)
    proposal.field.setFocus()
    caret(proposal, 11)
    assert proposal.line.text() == "Said here: “and unhelpful”"
    caret(proposal, 5)
    assert proposal.line.text().startswith("2 differences left")


def test_one_key_proposes_the_words_as_said_and_one_takes_them_back(proposal):
    heard = sent(proposal)
    proposal.show_quote(quoted(), recompare)
    assert not proposal.revert_button.isEnabled() and proposal.revert_button.toolTip()
    QTest.mouseClick(proposal.use_button, Qt.MouseButton.LeftButton)
    assert proposal.field.toPlainText() == f"“{SAID}”"
    assert proposal.line.text() == "Same words as the evidence"
    assert not proposal.use_button.isEnabled() and proposal.use_button.toolTip()
    QTest.mouseClick(proposal.revert_button, Qt.MouseButton.LeftButton)
    assert heard == [SAID, ""]
    QTest.keyClick(proposal.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert proposal.words() == SAID


@pytest.mark.parametrize(
    ("printed", "after", "said", "put"),
    [
        ("I counted four,", " he said.", "I counted five", "I counted five,"),
        ("I counted four,", " he said.", "I counted five.", "I counted five,"),
        ("I counted four,", " he said.", "did I count five?", "did I count five?"),
        ("I counted four,", " he said.", "I counted five…", "I counted five…,"),
        ("I counted four.", " He left.", "I counted five, and", "I counted five, and."),
        ("I counted four.", " He left.", "I counted five,", "I counted five."),
        ("I counted four", ", he said.", "I counted five.", "I counted five"),
        ("I counted four", " in May.", "I counted five in the U.S.", "I counted five in the U.S."),
        ("Four of them?", " he asked.", "Five of them.", "Five of them,"),
        ("Four of them?", " That was all.", "Five of them", "Five of them."),
    ],
)
def test_the_words_as_said_keep_the_articles_own_sign_before_the_closing_mark(printed, after, said, put):
    quote = builders.quote(builders.article(f"“{printed}”{after}"), printed)
    assert as_said(said, quote) == put
    assert as_said(put, quote) == put


def test_without_evidence_it_is_a_plain_field(proposal):
    heard = sent(proposal)
    proposal.show_quote(quoted(), None)
    assert proposal.line.text() == "No evidence to compare with yet"
    assert not proposal.use_button.isEnabled()
    proposal.field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(proposal.field, Qt.Key.Key_Left)
    QTest.keyClicks(proposal.field, " now")
    assert heard[-1] == f"{PRINTED} now"


def test_words_typed_while_the_desk_is_read_anew_stay(proposal):
    quote = quoted()
    proposal.show_quote(quote, recompare)
    proposal.field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(proposal.field, Qt.Key.Key_Left)
    QTest.keyClicks(proposal.field, " on")
    kept = replace(quote, proposed_wording=proposal.words())
    QTest.keyClicks(proposal.field, "ly")
    at = proposal.field.textCursor().position()
    proposal.show_quote(kept, recompare)  # the echo of what was typed a moment ago
    assert proposal.words() == f"{PRINTED} only"
    assert proposal.field.textCursor().position() == at
    proposal.show_quote(replace(quote, proposed_wording=proposal.words()), recompare)
    proposal.show_quote(quote, recompare)  # an undo
    assert proposal.words() == PRINTED


def test_characters_beyond_the_first_plane_count_as_one(proposal):
    words = "inaccurate 😀 speculation on individual companies"
    proposal.show_quote(quoted(words), recompare)
    text = proposal.field.toPlainText()
    units = text.encode("utf-16-le")
    found = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, _ in proposal.field._marked if end > start]
    assert "on" in found


def test_the_chip_names_what_is_missed_under_the_pointer(proposal):
    proposal.show_quote(quoted(), recompare)
    field = proposal.field
    assert field.missed_at(field._chip(11).center()) == "and unhelpful"
    assert field.missed_at(field._place(3).center()) == ""


def test_a_long_proposal_grows_and_then_scrolls(proposal):
    one = proposal.field.sizeHint().height()
    proposal.show_quote(quoted("many words " * 40 + "end"), None)
    assert proposal.field.sizeHint().height() > one
    assert proposal.field.minimumSizeHint().height() == one


def test_marks_come_from_the_article():
    assert marks_round("he said «", "» and", marked=True).put_on("yes") == "«yes»"
    assert marks_round("he said ", " and", marked=True).put_on("yes") == "“yes”"
    assert marks_round('he said "', " and", marked=True).put_on("yes") == '"yes"'
    assert marks_round("he said ", '" and', marked=True).put_on("yes") == '"yes"'
    assert marks_round("彼は「", "」と", marked=True).put_on("yes") == "「yes」"
    assert marks_round("", "", marked=False).put_on("yes") == "yes"
    marks = marks_round("“", "”", marked=True)
    assert marks.take_off("“yes”") == marks.take_off("yes”") == marks.take_off("yes") == "yes"


def test_an_echo_is_told_from_an_undo():
    typed = Typed()
    assert typed.takes("q", "")
    typed.send("a")
    typed.send("ab")
    assert not typed.takes("q", "a")
    assert not typed.takes("q", "ab")
    assert not typed.takes("q", "ab")
    assert typed.takes("q", "a")
    assert typed.takes("other", "a")


def test_painting_reaches_over_wrapped_lines(proposal):
    proposal.resize(420, 200)
    proposal.field.set_most_lines(4)
    long = "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3
    proposal.show_quote(quoted(long.strip()), recompare)
    assert not proposal.grab().isNull()
    assert isinstance(proposal.field._place(5).topLeft(), QPointF)


def test_differences_are_taken_over_one_by_one_from_the_caret(proposal):
    heard = sent(proposal)
    proposal.show_quote(quoted(), recompare)
    proposal.field.setFocus()
    caret(proposal, len("“inaccurate speculation o"))
    proposal.take_over(None)
    assert proposal.words() == "inaccurate speculation about individual companies"
    proposal.take_over(None)
    assert proposal.words() == SAID == heard[-1], "from the last one round to the first"
    assert proposal.left() == ()
    QTest.keyClick(proposal.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert proposal.words() == "inaccurate speculation about individual companies"


@given(st.lists(st.sampled_from([*SAID.split(), "quite", "not", "seventeen"]), min_size=4, max_size=12))
def test_taking_over_what_is_left_one_by_one_ends_with_the_words_as_said(words):
    printed = " ".join(words)
    for _ in range(40):
        comparison = recompare(printed)
        left = left_over(comparison, printed) if comparison.verdict is not Verdict.NOT_FOUND else ()
        if not left:
            break
        start, end, said = taken_over(printed, left[0])
        before, printed = printed, printed[:start] + said + printed[end:]
        assert printed != before and "  " not in printed and printed == printed.strip()
    assert comparison.verdict is Verdict.NOT_FOUND or not left


def test_a_lost_quote_has_marks_of_one_kind(proposal):
    gone = replace(quoted(), start=9, end=9, prefix="he said ", suffix='"the rest"')
    proposal.show_quote(gone, recompare)
    assert proposal.field.toPlainText() == f"“{PRINTED}”"
