"""The article's text edited or replaced in the window: quotes go with it, and none is ever dropped."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.dialogs.places import PlacesDialog
from ui.dialogs.text import OutcomeDialog, TextDialog

SAID = "inaccurate speculation"


def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def quotes(window):
    return {state.quote.id: state.quote for state in window.session.desk.states}


def type_into(field):
    """Words before the text, one word of a quote typed anew, a paragraph after it: by keys, as a person does it."""
    none, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(field, Qt.Key.Key_Home, ctrl)
    QTest.keyClicks(field, "Yesterday, ")
    assert field.find(SAID)
    cursor = field.textCursor()
    cursor.setPosition(cursor.selectionStart())
    field.setTextCursor(cursor)
    for _ in "inaccurate":
        QTest.keyClick(field, Qt.Key.Key_Delete, none)
    QTest.keyClicks(field, "unhelpful")
    QTest.keyClick(field, Qt.Key.Key_End, ctrl)
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Return, none)
    QTest.keyClicks(field, "The end of it.")


def settled(window):
    return lambda: not window.session.jobs.running


def test_words_changed_in_several_places_leave_the_quotes_between_them(qtbot, desk):
    before = quotes(desk)
    text = desk.session.desk.article.text
    assert desk.actions_.run("article.edit")
    dialog = shown(TextDialog)
    assert dialog.field.toPlainText() == text
    assert not dialog.go.isEnabled()
    changed = "Yesterday, " + text.replace(SAID, "unhelpful speculation") + "\n\nThe end of it."
    type_into(dialog.field)
    assert dialog.field.toPlainText() == changed
    dialog.go.click()
    qtbot.waitUntil(lambda: desk.session.desk.article.text == changed, timeout=5000)
    after = quotes(desk)
    reworded = [id for id in before if before[id].exact != after[id].exact]
    assert [after[id].exact for id in reworded] == [
        before[id].exact.replace(SAID, "unhelpful speculation") for id in reworded
    ]
    assert len(reworded) == 1
    assert all(quote.exact == changed[quote.start : quote.end] for quote in after.values())
    qtbot.waitUntil(settled(desk), timeout=5000)
    while desk.session.desk.article.text != text:
        assert desk.actions_.run("edit.undo")
    assert quotes(desk) == before


def test_a_lost_quote_is_told_first_and_then_kept_aside(qtbot, desk):
    before = quotes(desk)
    paragraphs = desk.session.desk.article.text.split("\n\n")
    gone = next(n for n, one in enumerate(paragraphs) if SAID in one)
    in_it = [quote for quote in before.values() if quote.exact in paragraphs[gone]]
    QApplication.clipboard().setText(
        "\n\n".join(one for n, one in enumerate(reversed(paragraphs)) if one != paragraphs[gone])
    )
    assert desk.actions_.run("article.newer")
    dialog = shown(TextDialog)
    assert dialog.text() == QApplication.clipboard().text()
    dialog.go.click()
    qtbot.waitUntil(lambda: shown(OutcomeDialog) is not None, timeout=5000)
    shown(OutcomeDialog).go.click()
    qtbot.waitUntil(lambda: SAID not in desk.session.desk.article.text, timeout=5000)
    after = quotes(desk)
    for quote in in_it:
        kept = after[quote.id]
        assert (kept.exact, kept.start, kept.excluded) == (quote.exact, kept.end, "")
    text = desk.session.desk.article.text
    there = [after[id] for id in before if id not in {quote.id for quote in in_it}]
    assert all(quote.exact == text[quote.start : quote.end] for quote in there)
    assert [after[id].exact == before[id].exact for id in before] == [True] * len(before)
    desk.session.select(in_it[0].id)
    assert desk.desk.comparison.isVisible()
    assert desk.actions_["quote.include"].why_not() == "Its words are no longer in the text."


def test_two_places_as_likely_are_the_users_choice(qtbot, desk):
    before = quotes(desk)
    text = desk.session.desk.article.text
    quote = next(one for one in before.values() if SAID in one.exact)
    twice = f"“{quote.exact}”\n\nAnd more of it.\n\n“{quote.exact}”"
    rest = [one for one in text.split("\n\n") if SAID not in one]
    desk.rewriting.replace("\n\n".join([*rest, twice]))
    qtbot.waitUntil(lambda: shown(OutcomeDialog) is not None, timeout=5000)
    dialog = shown(OutcomeDialog)
    box = dialog.boxes[quote.id]
    assert box.count() == 3
    assert box.currentData() is None  # nothing is chosen for the user
    box.setCurrentIndex(2)
    dialog.go.click()
    qtbot.waitUntil(lambda: desk.session.desk.article.text != text, timeout=5000)
    assert quotes(desk)[quote.id].start == desk.session.desk.article.text.rindex(quote.exact)


def test_two_places_can_be_decided_between_later(qtbot, desk):
    before = quotes(desk)
    text = desk.session.desk.article.text
    quote = next(one for one in before.values() if SAID in one.exact)
    rest = [one for one in text.split("\n\n") if SAID not in one]
    desk.rewriting.replace("\n\n".join([*rest, f"“{quote.exact}”\n\nAnd more of it.\n\n“{quote.exact}”"]))
    qtbot.waitUntil(lambda: shown(OutcomeDialog) is not None, timeout=5000)
    shown(OutcomeDialog).go.click()
    qtbot.waitUntil(lambda: desk.session.desk.article.text != text, timeout=5000)
    assert quotes(desk)[quote.id].start == quotes(desk)[quote.id].end
    desk.session.select(quote.id)
    desk.capturing.find_again(None)
    qtbot.waitUntil(lambda: shown(PlacesDialog) is not None, timeout=5000)
    dialog = shown(PlacesDialog)
    assert len(dialog.choices.buttons()) >= 2
    dialog.choices.button(1).click()
    dialog.go.click()
    qtbot.waitUntil(lambda: not desk.session.state.lost, timeout=5000)
    found = quotes(desk)[quote.id]
    assert (found.exact, found.start) == (quote.exact, desk.session.desk.article.text.rindex(quote.exact))


def test_a_newer_version_is_read_from_a_file(qtbot, desk, tmp_path):
    paper = tmp_path / "newer.txt"
    paper.write_text("A headline\n\nWords of another version, in a sentence of its own.\n", encoding="utf-8")
    QApplication.clipboard().clear()
    desk.actions_.run("article.newer")
    dialog = shown(TextDialog)
    desk.rewriting.read(paper, dialog)
    qtbot.waitUntil(lambda: "another version" in dialog.text(), timeout=8000)
    assert dialog.go.isEnabled()
    dialog.reject()
