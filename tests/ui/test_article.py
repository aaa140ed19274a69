"""The article's pane: the right words are drawn and hit, selecting scrolls, and selected words can become a quote."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtTest import QTest

from db.records import Form, LeftOut, Status
from tests import builders
from ui.theme import Theme
from ui.views.article import ArticleView
from ui.views.marks import marks_of
from ui.widgets import dress

LEFT = Qt.MouseButton.LeftButton
EMOJI = "“We 😀 said so 👩‍👩‍👧,” said Ada. The mayor said the bridge 𝔘 was safe, and “very old”.\n\nNobody else spoke."


@pytest.fixture
def view(qtbot, theme):
    pane = ArticleView(theme)
    pane.page.still = True
    qtbot.addWidget(pane)
    pane.resize(470, 430)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def place(view: ArticleView, position: int) -> QPoint:
    """The middle of the character at a document position."""
    cursor = QTextCursor(view.page.document())
    cursor.setPosition(position)
    here = view.page.cursorRect(cursor)
    cursor.setPosition(position + 1)
    return QPoint((here.left() + view.page.cursorRect(cursor).left()) // 2, here.center().y())


def click(view: ArticleView, position: int) -> None:
    QTest.mouseClick(view.page.viewport(), LEFT, pos=place(view, position))


def choose(view: ArticleView, start: int, end: int) -> None:
    cursor = view.page.textCursor()
    cursor.setPosition(view.page.places.to_document(start))
    cursor.setPosition(view.page.places.to_document(end), QTextCursor.MoveMode.KeepAnchor)
    view.page.setTextCursor(cursor)


def heard(signal) -> list:
    said: list = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


def under(view: ArticleView, mark) -> str:
    """The words that a mark's line runs under, as the page shows them."""
    text = view.page.toPlainText().encode("utf-16-le")
    return "|".join(text[2 * start : 2 * end].decode("utf-16-le") for start, end in mark.lines)


def test_the_head_stands_above_the_text(view):
    of = builders.article(kicker="Trade", standfirst="What happens now", dateline="Brussels", date="22 October")
    view.show_desk(builders.desk(of))
    head = view.page.toPlainText()[: view.page.places.to_document(0)]
    assert head == "Trade\nFirm to appeal\nWhat happens now\nRosa Reporter  ·  Brussels, 22 October\n"
    assert view.page.toPlainText()[len(head) :] == of.text


def test_lines_run_under_the_words_with_their_marks_whatever_the_characters(view):
    of = builders.article(EMOJI)
    quotes = [
        builders.quote(of, "We 😀 said so 👩‍👩‍👧,", form=Form.DIRECT),
        builders.quote(of, "the bridge 𝔘 was safe", form=Form.INDIRECT),
        builders.quote(of, "very old", form=Form.PARTIAL),
    ]
    desk = builders.desk(of, quotes)
    view.show_desk(desk)
    drawn = [under(view, mark) for mark in marks_of(desk, view.page.places)]
    assert drawn == ["“We 😀 said so 👩‍👩‍👧,”", "the bridge 𝔘 was safe", "“very old”"]


def test_a_cue_inside_a_quote_carries_no_line(view):
    of = builders.article("“We waited,” she said, “and nobody came.”")
    start, end = 1, of.text.index("came.") + 5
    quote = replace(
        builders.quote(of, of.text[start:end]), form=Form.DIRECT, spans=((1, 11), (of.text.index("and"), end))
    )
    desk = builders.desk(of, [quote])
    view.show_desk(desk)
    (mark,) = marks_of(desk, view.page.places)
    assert under(view, mark) == "“We waited,”|“and nobody came.”"


def test_a_click_on_the_words_chooses_the_quote(view):
    of = builders.article(EMOJI)
    quotes = [builders.quote(of, "said so"), builders.quote(of, "very old", form=Form.PARTIAL)]
    view.show_desk(builders.desk(of, quotes))
    chosen = heard(view.quote_selected)
    click(view, view.page.places.to_document(of.text.index("old")))
    click(view, view.page.places.to_document(of.text.index("Nobody")))
    click(view, view.page.places.to_document(of.text.index("so 👩")))
    assert chosen == [quotes[1].id, quotes[0].id]


def test_clicking_again_goes_through_quotes_that_overlap(view):
    of = builders.article("The mayor said the old bridge was safe.")
    outer = builders.quote(of, "the old bridge was safe", form=Form.INDIRECT)
    inner = builders.quote(of, "old bridge", form=Form.TERM)
    view.show_desk(builders.desk(of, [outer, inner]))
    chosen = heard(view.quote_selected)
    view.quote_selected.connect(view.select)
    for _ in range(3):
        QTest.qWait(1)
        click(view, view.page.places.to_document(of.text.index("bridge")))
    assert chosen == [inner.id, outer.id, inner.id]


def test_a_click_on_the_number_chooses_the_quote(view):
    of = builders.article(EMOJI)
    quote = builders.quote(of, "very old", form=Form.PARTIAL)
    view.show_desk(builders.desk(of, [quote]))
    chosen = heard(view.quote_selected)
    line = place(view, view.page.places.to_document(quote.start - 1))
    QTest.mouseClick(view.page.viewport(), LEFT, pos=QPoint(14, line.y()))
    assert chosen == [quote.id]


def test_selecting_brings_the_quote_to_the_upper_third(view):
    of = builders.article("\n\n".join(f"Paragraph {n} says “words of {n}” here." for n in range(200)))
    quotes = [builders.quote(of, f"words of {n}”"[:-1], form=Form.PARTIAL) for n in (0, 150, 199)]
    view.show_desk(builders.desk(of, quotes))
    view.select(quotes[1].id)
    y = place(view, view.page.places.to_document(quotes[1].start)).y()
    assert view.page.viewport().height() * 0.2 < y < view.page.viewport().height() * 0.45
    view.select(quotes[2].id)
    assert view.page.verticalScrollBar().value() == view.page.verticalScrollBar().maximum()


def test_a_quote_clicked_where_it_stands_does_not_move(view):
    of = builders.article("\n\n".join(f"Paragraph {n} says “words of {n}” here." for n in range(100)))
    quote = builders.quote(of, "words of 9”"[:-1], form=Form.PARTIAL)
    view.show_desk(builders.desk(of, [quote]))
    view.page.verticalScrollBar().setValue(200)
    view.quote_selected.connect(view.select)
    click(view, view.page.places.to_document(quote.start))
    assert view.page.verticalScrollBar().value() == 200


def test_an_edit_of_a_quote_keeps_scroll_caret_and_text(view):
    of = builders.article("\n\n".join(f"Paragraph {n} says “words of {n}” here." for n in range(100)))
    quote = builders.quote(of, "words of 50")
    view.show_desk(builders.desk(of, [quote]))
    view.page.verticalScrollBar().setValue(300)
    choose(view, 5, 9)
    top = view.page.verticalScrollBar().value()
    view.show_desk(builders.desk(of, [replace(quote, status=Status.DISPUTED)]))
    assert (view.page.verticalScrollBar().value(), view.selected_span()) == (top, (5, 9))


def test_selected_words_are_offered_as_a_quote(view, qtbot):
    of = builders.article(EMOJI)
    view.show_desk(builders.desk(of, []))
    wanted = heard(view.mark_wanted)
    at = of.text.index(" bridge 𝔘 was ")
    choose(view, at, at + len(" bridge 𝔘 was "))
    qtbot.waitUntil(view.strip.isVisible)
    QTest.mouseClick(view.strip.button, LEFT)
    assert [of.text[start:end] for start, end in wanted] == ["bridge 𝔘 was"]
    QTest.keyClick(view.page, Qt.Key.Key_Return)
    assert len(wanted) == 2


def test_the_keyboard_alone_chooses_a_quote(view):
    of = builders.article(EMOJI)
    quote = builders.quote(of, "said so")
    view.show_desk(builders.desk(of, [quote]))
    chosen = heard(view.quote_selected)
    view.page.setFocus()
    for _ in range(view.page.places.to_document(quote.start) + 1 - view.page.textCursor().position()):
        QTest.keyClick(view.page, Qt.Key.Key_Right)
        if chosen:
            break
        if view.page.textCursor().position() > view.page.places.to_document(quote.start):
            break
    QTest.keyClick(view.page, Qt.Key.Key_Return)
    assert chosen == [quote.id]


def test_what_is_stale_is_said_above_the_text(view):
    of = builders.article()
    first = builders.quote(of)
    ruled = builders.ruling(first)
    changed = replace(first, exact="We never sold it", status=Status.UNVERIFIABLE)
    view.show_desk(builders.desk(of, [changed], rulings=[ruled]))
    assert view.banner.isVisible()
    assert view.banner.accessibleName().endswith("1 quote is stale.")
    again = heard(view.look_again)
    view.banner.pressed.emit()
    assert again == [first.id]
    view.show_desk(builders.desk(of, [first]))
    assert not view.banner.isVisible()


def test_what_was_left_out_can_be_asked_for(view):
    of = builders.article("Short.", left_out=(LeftOut("Share", "share", 0), LeftOut("Ad", "advert", 6)))
    view.show_desk(builders.desk(of, []))
    assert view.page.toPlainText().endswith("\nLeft out when it was read: 2 passages")
    asked = heard(view.left_out_wanted)
    click(view, len(view.page.toPlainText()) - 5)
    assert len(asked) == 1
    choose(view, 0, 6)
    assert view.selected_span() == (0, 6)


def test_lines_of_text_are_never_longer_than_the_measure(view, theme):
    view.show_desk(builders.desk(builders.article("word " * 400), []))
    for wide in (470, 900, 1600):
        view.resize(wide, 430)
        block = view.page.document().findBlock(view.page.places.to_document(0))
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        assert max(line.textLength() for line in lines) <= 80
        assert max(line.naturalTextWidth() for line in lines) <= view.page.measure()


def test_another_theme_keeps_the_place(view, theme):
    of = builders.article("\n\n".join(f"Paragraph {n} says “words of {n}” here." for n in range(100)))
    view.show_desk(builders.desk(of, [builders.quote(of, "words of 50")]))
    view.page.verticalScrollBar().setValue(700)
    dark = Theme.build("dark", base_font=theme.base_font)
    dress(view, dark)
    assert view.page.verticalScrollBar().value() == 700
    image = view.page.viewport().grab().toImage()
    assert image.pixelColor(2, 2) == dark.paper


def test_the_selected_words_are_tinted_and_the_rest_of_the_clause_is_paler(view, theme):
    of = builders.article("The mayor said it was “very old and grey” again.")
    quote = builders.quote(of, "very old and grey", form=Form.PARTIAL)
    clause = (of.text.index("said"), quote.end + 1)
    quote = replace(quote, spans=(clause,), content_start=clause[0], content_end=clause[1])
    view.show_desk(builders.desk(of, [quote]))
    for selected in (False, True):
        view.select(quote.id if selected else None)
        image = view.page.viewport().grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(40, image.width()) for y in range(image.height())}
        assert (theme.quote_selected.name() in colours) == selected
        assert (theme.clause_selected.name() in colours) == selected
        assert (theme.clause.name() in colours) != selected


def test_dropped_files_are_passed_on(view, tmp_path):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl("https://example.org/b.txt")])
    dropped = heard(view.files_dropped)
    view.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, files, LEFT, Qt.KeyboardModifier.NoModifier))
    assert dropped == [[Path(tmp_path / "a.txt")]]


def test_every_control_has_a_name(view):
    for widget in (view.swap, view.text, view.page):
        assert widget.accessibleName()


def test_the_selected_quote_stays_in_view_when_room_is_taken_from_its_page(qtbot, view):
    of = builders.article("\n\n".join(f"Line {n} says “word {n}” and more of the same." for n in range(40)))
    quotes = [builders.quote(of, f"word {n}") for n in range(40)]
    view.show_desk(builders.desk(of, quotes))
    view.page.still = True
    view.select(quotes[30].id)
    page = view.page
    mark = page._mark(quotes[30].id)
    for size in ((700, 240), (420, 700), (700, 180)):
        view.resize(*size)
        qtbot.wait(1)
        assert page.in_view(mark.start, mark.end), size
    page.verticalScrollBar().setValue(0)
    view.resize(700, 300)
    qtbot.wait(1)
    assert page.verticalScrollBar().value() == 0, "whoever scrolled away is left where they are"
