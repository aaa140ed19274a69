"""Offsets: code points and UTF-16 units agree with how Python itself encodes."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCursor

from app.desks import lay_out
from tests import builders
from ui.offsets import Places, Utf16, utf16_length
from ui.views.article_page import ArticlePage
from ui.views.lines import pieces

TEXTS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a😀𝔘é\u0301"))).filter(
    len
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_a_character_begins_where_the_encoding_says(text, draw):
    at = draw.draw(st.integers(0, len(text)))
    assert Utf16(text).to_qt(at) == units(text[:at])


@given(TEXTS)
def test_there_and_back(text):
    offsets = Utf16(text)
    assert [offsets.from_qt(offsets.to_qt(at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))
    assert utf16_length(text) == units(text)


def test_the_middle_of_a_pair_belongs_to_its_character():
    offsets = Utf16("a😀b")
    assert [offsets.from_qt(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_places_in_a_document_with_words_in_between():
    """The document reads "Ann|hi 😀|Bob|yes", the text "hi 😀\\nyes"."""
    text = "hi 😀\nyes"
    places = Places(text, [(0, 4, 4), (5, 8, 14)])
    assert [places.to_document(at) for at in range(9)] == [4, 5, 6, 7, 9, 14, 15, 16, 17]
    assert [places.from_document(at) for at in (0, 4, 7, 8, 9, 12, 14, 17, 99)] == [0, 0, 3, 3, 4, 4, 5, 8, 8]


def test_an_empty_document_has_one_place():
    places = Places("", [])
    assert (places.to_document(0), places.from_document(7)) == (0, 0)


HEBREW = "ראש העיר אמר: “לא ידענו על כך דבר” והוסיף שייבדק."


def test_text_from_right_to_left_is_shown_so_and_its_quote_found(qtbot, theme):
    """Each paragraph by its own letters; the quote's line stands under its own words."""
    article = builders.article(f"The mayor spoke.\n\n{HEBREW} 😀")
    quote = builders.quote(article, "לא ידענו על כך דבר")
    page = ArticlePage(theme)
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.show()
    page.show_desk(lay_out(article, [quote]))
    at = page.places.to_document(quote.start)
    hebrew, english = page.document().findBlock(at), page.document().findBlock(page.places.to_document(0))
    assert english.textDirection() == Qt.LayoutDirection.LeftToRight
    assert hebrew.textDirection() == Qt.LayoutDirection.RightToLeft
    (piece,) = pieces(hebrew, QPointF(0, 0), at, page.places.to_document(quote.end))
    assert 0 < piece.left < piece.right < page.width()
    cursor = QTextCursor(page.document())
    cursor.setPosition(at)
    cursor.setPosition(page.places.to_document(quote.end), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == quote.exact
