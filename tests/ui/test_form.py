"""What a quote is can be put right, and nothing that was compared or ruled as something else passes afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.records import Form, Status, Verdict
from ui import why_not
from ui.dialogs.ask import Ask

PLANS = "alternative plans"
REPORTED = "no official confirmation"


def chosen(window, part):
    found = next(state for state in window.session.desk.states if part in state.quote.exact)
    window.session.select(found.quote.id)
    return found


def now(window):
    return window.session.state


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.jobs.running and not now(window).check_stale, timeout=8000)


def test_a_ruling_on_a_quotation_is_stale_once_it_is_called_reported_words_and_comes_back_with_it(qtbot, desk):
    chosen(desk, PLANS)
    assert now(desk).check.verdict is Verdict.VERBATIM
    desk.checking.rule(Status.VERBATIM, "")
    chosen(desk, PLANS)
    assert desk.actions_.run("quote.form_indirect")
    assert (now(desk).quote.form, now(desk).quote.status, now(desk).stale) == (Form.INDIRECT, Status.VERBATIM, "words")
    (kept,) = desk.session.project.articles()
    assert kept.progress == desk.session.desk.progress, "the start page counts the same"
    assert now(desk).open and desk.desk.details.form.text() == "reported, without marks"
    settled(qtbot, desk)
    assert why_not.rule(desk.session, Status.VERBATIM), "reported words are never word for word"
    desk.actions_.run("quote.form_partial")
    assert now(desk).stale == "" and not now(desk).open


def test_reported_words_called_a_quotation_are_compared_word_for_word_before_any_ruling(qtbot, desk):
    state = chosen(desk, REPORTED)
    assert state.quote.form is Form.INDIRECT
    assert desk.actions_.run("quote.form_direct")
    assert now(desk).check_stale == "words" and why_not.rule(desk.session, Status.VERBATIM)
    qtbot.waitUntil(lambda: not desk.session.jobs.running, timeout=8000)
    assert now(desk).check.verdict is not Verdict.VERBATIM, "in these very words nobody said it"
    assert why_not.rule(desk.session, Status.VERBATIM)
    desk.actions_.run("edit.undo")  # the comparison
    desk.actions_.run("edit.undo")  # the form
    assert now(desk).quote.form is Form.INDIRECT
    assert now(desk).check_stale == "" and not why_not.rule(desk.session, Status.PARAPHRASE_ONLY)


def test_a_term_needs_no_check_and_is_asked_for_by_the_words_that_say_what_a_quote_is(qtbot, desk):
    total = desk.session.desk.progress.total
    chosen(desk, PLANS)
    button = desk.desk.details.form
    assert button.text() == "part of a sentence" and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    menu = button.menu()
    ticked = {action.text(): action.isChecked() for action in menu.actions()}
    assert ticked == {"Whole sentences": False, "Part of a sentence": True, "Reported, without marks": False,
                      "A term…": False}  # fmt: skip
    next(action for action in menu.actions() if action.text() == "A term…").trigger()
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Ask) and one.isVisible()]
    assert not asked._go.isEnabled(), "a reason is asked for"
    QTest.keyClicks(asked._line, "the plan's own name")
    asked._go.click()
    assert (now(desk).number, desk.session.desk.progress.total) == (None, total - 1)
    assert (desk.desk.details.header.title.text(), button.text()) == ("Term", "reports nobody")
    assert desk.desk.details.history.item(0).text() == "Form set to a term: the plan's own name"
    assert desk.desk.details.status.text() == "Called a term: the plan's own name"
    desk.actions_.run("edit.undo")
    assert now(desk).number is not None


def test_what_several_quotes_are_is_not_said_at_once(desk):
    queue = desk.desk.queue.list
    queue.setFocus()
    QTest.keyClick(queue, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(desk.session.picked) > 1
    assert why_not.recast(desk.session) == f"{len(desk.session.picked)} quotes are selected. Select one."
    assert not desk.actions_.run("quote.form_term")
