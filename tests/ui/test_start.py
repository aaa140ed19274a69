"""The start page: which articles it shows, in what order, and what opens them."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app import edits
from app.workflow import Progress
from db.records import Status
from tests.builders import article, quotes
from ui.dialogs.import_ import ImportPreview
from ui.models.articles import Articles, Excerpt, in_words, left_words


def summary(headline, **fields):
    from app.project import ArticleSummary

    given = {
        "id": headline, "headline": headline, "byline": "", "outlet": "", "dateline": "", "date": "", "deadline": "",
        "touched_at": "2026-11-22T14:31:00.000Z", "progress": Progress(total=4, done=1, left=3), "signed": False,
    }  # fmt: skip
    return ArticleSummary(**(given | fields))


def drawn(model):
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def model(qapp):
    made = Articles()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.load(
        [
            summary("Lens makers wait", deadline="2026-11-24"),
            summary("A bridge closes", signed=True, progress=Progress(total=2, done=2)),
            summary("Clinics shut", deadline="2026-11-23", progress=Progress(total=9, left=9)),
        ]
    )
    return made


def test_filters_and_counts(model):
    assert model.counts() == {"open": 2, "signed": 1, "all": 3}
    assert in_words(model.counts()) == "2 open, 1 signed off"
    model.choose("open")
    assert drawn(model) == ["Lens makers wait", "Clinics shut"]
    model.choose("signed")
    assert drawn(model) == ["A bridge closes"]


def test_orders(model):
    model.arrange_by("deadline")
    assert drawn(model) == ["Clinics shut", "Lens makers wait", "A bridge closes"]
    model.arrange_by("headline")
    assert drawn(model) == ["A bridge closes", "Clinics shut", "Lens makers wait"]
    model.arrange_by("left")
    assert drawn(model)[0] == "Clinics shut"


def test_a_search_narrows_and_brings_the_words(model):
    model.find({"Clinics shut": Excerpt("…the night shift…")})
    assert drawn(model) == ["Clinics shut"]
    model.find(None)
    assert len(drawn(model)) == 3


def test_an_excerpt_shows_what_was_found_even_in_a_narrow_list():
    words = "Unfortunately, the current geopolitical\nclimate leads to inaccurate speculation."
    at = words.index("inaccurate")
    shown = Excerpt.of(words, at, at + len("inaccurate"))
    assert shown.text == "… climate leads to inaccurate speculation."
    assert shown.text[shown.start : shown.end] == "inaccurate"
    assert Excerpt.of("inaccurate\nspeculation", 0, 10) == Excerpt("inaccurate speculation", 0, 10)


def test_how_far_it_is_in_words():
    assert left_words(summary("a")) == "3 of 4 left"
    assert left_words(summary("a", progress=Progress(total=4, done=4))) == "Ready to sign off"
    assert left_words(summary("a", progress=Progress())) == "No quotes found"
    assert left_words(summary("a", signed=True)) == "Signed off"


@pytest.fixture
def library(opened):
    """A window on two articles."""
    window = opened()
    for headline in ("Lens makers wait", "A bridge closes"):
        paper = article(headline=headline)
        window.session.apply(edits.add_article(paper, quotes(paper), who="Nell"))
    return window


def test_enter_opens_the_article_and_back_returns_to_its_row(qtbot, library):
    window = library
    rows = window.start._list
    index = next(rows.model().index(row, 0) for row in range(2) if rows.model().index(row, 0).data().startswith("Lens"))
    rows.setCurrentIndex(index)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert window.session.desk.article.headline == "Lens makers wait"
    assert window.windowTitle().startswith("Lens makers wait")
    window.actions_.run("file.articles")
    assert window.session.desk is None
    assert rows.currentIndex().data() == "Lens makers wait"


def test_typing_searches_headlines_quotes_and_evidence(qtbot, library):
    window = library
    qtbot.keyClicks(window.start._search, "bridge")
    qtbot.waitUntil(lambda: drawn(window.start._model) == ["A bridge closes"], timeout=2000)
    window.start._search.clear()
    qtbot.waitUntil(lambda: len(drawn(window.start._model)) == 2, timeout=2000)
    qtbot.keyClicks(window.start._search, "no such words anywhere")
    qtbot.waitUntil(lambda: window.start._empty.title.text() == "No article matches", timeout=2000)


def test_an_empty_library_says_what_to_do(opened):
    window = opened()
    assert window.start._empty.title.text() == "No articles yet"
    assert not window.desk_made()


def test_a_dropped_file_is_shown_as_read_and_then_brought_in(qtbot, opened, tmp_path):
    window = opened()
    file = tmp_path / "lens.txt"
    file.write_text(
        "Lens makers wait\n\nBy Nell Ashdown\n\nThe maker of lenses waited on Monday for word from the commerce"
        " department.\n\n“We heard it from the papers,” said Imogen Hartsby, the managing director.\n",
        "utf-8",
    )
    drop(window.start, [file])
    found = lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportPreview) and w.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(found()), timeout=5000)
    qtbot.mouseClick(found()[0].go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.desk is not None, timeout=5000)
    assert [state.quote.exact for state in window.session.desk.states][:1] == ["We heard it from the papers,"]
    assert window.session.desk.states[0].quote.status is Status.UNCHECKED


def drop(widget, files):
    """Drop files on a widget, as the window system would."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    point, copy, left = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(point, copy, held, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(point), copy, held, left, none))


def test_a_bad_file_is_one_sentence_and_nothing_else(qtbot, opened, tmp_path):
    window = opened()
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    drop(window.start, [file])
    qtbot.waitUntil(lambda: bool(window.notices.texts()), timeout=5000)
    assert window.notices.texts() == ["empty.txt is empty."]
    assert window.session.project.articles() == ()


def test_an_article_opened_on_a_quote_is_on_that_quote(opened):
    """Also where the panes are made for it, and the queue takes the keyboard."""
    window = opened()
    first, second = (article(headline=headline) for headline in ("One", "Two"))
    for one in (first, second):
        assert window.session.apply(edits.add_article(one, quotes(one), who="Nell Ashdown"))
        last = window.session.project.desk(one.id).states[-1].quote
        shown = []
        window.session.selected.connect(lambda state, shown=shown: shown.append(state.quote.id))
        window.session.open_article(one.id, last.id)
        assert (window.session.quote_id, shown, window.desk.queue._selected) == (last.id, [last.id], last.id)
        window.session.close_article()
