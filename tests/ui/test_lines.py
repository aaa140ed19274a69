"""Status lines: each style looks unlike every other, stands where the words stand, and ends where they end."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QTextDocument

from ui.theme import tokens
from ui.views.lines import Piece, draw_line, draw_tint, pieces, tint_box

STYLES = sorted({status["line"] for status in tokens()["statuses"].values() if "line" in status})
BASELINE, LEFT, RIGHT = 40.0, 20.0, 180.0


def drawn(style, *, first=True, last=True) -> set[tuple[int, int]]:
    """The pixels that a line of this style covers, for words from 20 to 180 on the baseline 40, at 16."""
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_line(painter, Piece(LEFT, RIGHT, BASELINE, first, last), 16, style, QColor("black"))
    painter.end()
    return {(x, y) for x in range(200) for y in range(80) if image.pixelColor(x, y).lightness() < 128}


def laid_out(text: str, width: float = 200) -> QTextDocument:
    document = QTextDocument(text)
    document.setDocumentMargin(0)
    document.setTextWidth(width)
    document.documentLayout().documentSize()
    return document


def found(document: QTextDocument, start: int, end: int) -> list[Piece]:
    block = document.firstBlock()
    every = []
    while block.isValid():
        every += pieces(block, document.documentLayout().blockBoundingRect(block).topLeft(), start, end)
        block = block.next()
    return every


def test_every_style_is_drawn_unlike_every_other(qapp):
    shapes = {style: frozenset(drawn(style)) for style in STYLES}
    assert all(shapes.values())
    assert len(set(shapes.values())) == len(STYLES) == 10


@pytest.mark.parametrize("style", STYLES)
def test_a_line_stays_with_its_words(qapp, style):
    pixels = drawn(style)
    across, down = {x for x, _ in pixels}, {y for _, y in pixels}
    assert min(across) >= LEFT - 4 and max(across) <= RIGHT + 4
    assert max(across) - min(across) > 0.9 * (RIGHT - LEFT)
    assert max(down) < BASELINE + 11
    if style != "box":
        assert min(down) >= BASELINE - 2


def test_bars_stand_only_at_the_ends_of_a_disputed_quote(qapp):
    def columns(**ends):
        pixels = drawn("double_bar", **ends)
        return {x for x, _ in pixels if len({y for px, y in pixels if px == x}) >= 8}

    assert {min(columns()), max(columns())} == {20, 179}
    assert max(columns(last=False)) < 30
    assert columns(first=False, last=False) == set()


def test_a_box_is_open_where_the_line_breaks(qapp):
    def sides(**ends):
        pixels = drawn("box", **ends)
        return {x for x, _ in pixels if len({y for px, y in pixels if px == x}) > 15}

    assert len(sides()) > len(sides(last=False)) > len(sides(first=False, last=False)) == 0


def test_the_tick_ends_only_the_last_line(qapp):
    assert drawn("solid_tick", last=False) == drawn("solid")
    assert drawn("solid_tick") != drawn("solid")


def test_a_tint_reaches_beyond_the_words_and_is_measured_from_the_baseline(qapp):
    box = tint_box(Piece(LEFT, RIGHT, BASELINE, True, True), 16)
    assert (box.left(), box.right(), box.height()) == (18, 182, 22)
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_tint(painter, Piece(LEFT, RIGHT, BASELINE, True, True), 16, QColor("teal"), 3)
    painter.end()
    assert image.pixelColor(100, 40) == QColor("teal")
    assert image.pixelColor(100, 55) == QColor("white")


def test_a_stretch_that_wraps_has_a_piece_on_each_line(qapp):
    document = laid_out("so many words that they cannot possibly stand on a single line of this width", 160)
    got = found(document, 3, len(document.toPlainText()))
    lines = document.firstBlock().layout().lineCount()
    assert len(got) == lines > 2
    assert [piece.first for piece in got] == [True] + [False] * (lines - 1)
    assert [piece.last for piece in got] == [False] * (lines - 1) + [True]
    assert all(one.baseline < other.baseline for one, other in pairwise(got))


def test_the_space_that_ends_a_line_is_left_out(qapp):
    room = QFontMetricsF(QTextDocument().defaultFont()).horizontalAdvance("abcdef  ")
    document = laid_out("abcdef ghijkl", room)  # one word a line
    first, second = found(document, 0, 13)
    line = document.firstBlock().layout().lineAt(0)
    assert first.right == pytest.approx(line.cursorToX(6)[0])
    assert second.left == pytest.approx(0)


def test_a_stretch_over_paragraphs_ends_in_the_last(qapp):
    got = found(laid_out("first part\nsecond part"), 6, 17)
    assert [(piece.first, piece.last) for piece in got] == [(True, False), (False, True)]


def test_nothing_stands_where_there_are_no_words(qapp):
    assert found(laid_out("words"), 5, 5) == []
    assert list(pieces(laid_out("words").firstBlock(), QPointF(), 50, 60)) == []


def test_pairs_of_units_are_not_split(qapp):
    document = laid_out("😀😀 said 😀")
    (piece,) = found(document, 2, 4)
    line = document.firstBlock().layout().lineAt(0)
    assert (piece.left, piece.right) == (line.cursorToX(2)[0], line.cursorToX(4)[0])
    assert piece.right > piece.left
