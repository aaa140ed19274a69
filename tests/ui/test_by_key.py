"""What has a key, a link or a drop of its own, done in the window: merge, next passage, other libraries, a drop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from app import edits
from app.paths import Paths
from db.records import Form
from tests import builders
from tests.ui.test_start import drop
from ui.views.elided import ElidedButton

WHO = "Nell Ashdown"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def active(qtbot, window):
    with qtbot.waitActive(window):
        window.activateWindow()
    window.desk.go_to("article")
    return window.desk.article.page


def test_a_key_makes_one_quote_of_two_and_takes_it_back(qtbot, opened):
    window = opened()
    article = builders.article("“We never sold it,” she said. “And we never will.”")
    quotes = [builders.quote(article, words) for words in ("We never sold it", "And we never will")]
    assert window.session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    window.session.open_article(article.id, quotes[0].id)
    page = active(qtbot, window)
    QTest.keyClick(page, Qt.Key.Key_J, CTRL | SHIFT)
    (state,) = window.session.desk.states
    assert state.quote.exact.startswith("We never sold it") and state.quote.exact.endswith("And we never will")
    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert [one.quote for one in window.session.desk.states] == quotes


def test_the_keys_go_from_quote_to_quote_and_stop_at_either_end(qtbot, opened):
    window = opened()
    article = builders.article()
    quotes = builders.quotes(article)
    assert window.session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    window.session.open_article(article.id, quotes[0].id)
    page, seen = active(qtbot, window), []
    for key in (*[Qt.Key.Key_Down] * 3, *[Qt.Key.Key_Up] * 3):
        QTest.keyClick(page, key, CTRL)
        seen.append(window.session.quote_id)
    assert seen == [quotes[n].id for n in (1, 2, 2, 1, 0, 0)]


def test_f3_goes_to_the_next_passage_that_fits_and_keeps_it(qtbot, opened):
    window = opened()
    article = builders.article("“We never sold that machine,” said Ada.")
    quote = builders.quote(article, "We never sold that machine")
    said = "We never sold that machine. That is so.\n\nLater she said: We never sold that machine."
    piece = builders.evidence(article, said)
    assert window.session.apply(edits.add_article(article, [quote], who=WHO), [builders.original()])
    assert window.session.apply(edits.attach_evidence(piece, who=WHO))
    window.session.open_article(article.id)
    window.bringing.compare()
    qtbot.waitUntil(lambda: window.session.state.check is not None)
    page = active(qtbot, window)
    seen = [window.session.state.check.passage_start]
    for held in (Qt.KeyboardModifier.NoModifier, SHIFT):
        QTest.keyClick(page, Qt.Key.Key_F3, held)
        seen.append(window.session.state.check.passage_start)
    first, second = 0, said.rindex("We never")
    assert seen == [first, second, first] or seen == [second, second, first]


def test_the_start_page_opens_another_library_and_the_recent_ones(qtbot, opened, tmp_path):
    here = Paths.under(tmp_path).library
    recent = tmp_path / "Politics desk.onrecord"
    other = tmp_path / "other.onrecord"
    other.write_bytes(b"")
    window = opened(recent=(str(here), str(recent)))
    links = {one.text(): one for one in window.start.bringers.findChildren(QPushButton)}
    assert window.session.project.path.name == here.name
    names = [one.text() for one in window.start.bringers.findChildren(ElidedButton)]
    assert names == ["Politics desk"]
    assert links["Politics desk"].toolTip() == str(recent)
    for name, wanted in (("Politics desk", recent), ("Open another library…", other)):
        with qtbot.waitSignal(window.library_wanted, timeout=3000) as asked:
            QTest.mouseClick(links[name], Qt.MouseButton.LeftButton)
            for dialog in window.findChildren(QFileDialog):
                dialog.setDirectory(str(tmp_path))
                dialog.selectFile(str(wanted))
                dialog.accept()
        assert asked.args == [wanted]


@pytest.mark.parametrize("pane", ["evidence", "article", "desk"])
def test_a_file_dropped_on_the_desk_becomes_evidence(qtbot, opened, tmp_path, pane):
    window = opened()
    article = builders.article("“We never sold that machine,” said Ada.")
    quote = builders.quote(article, "We never sold that machine", form=Form.DIRECT)
    assert window.session.apply(edits.add_article(article, [quote], who=WHO), [builders.original()])
    window.session.open_article(article.id)
    file = tmp_path / "notes.txt"
    file.write_text("We never sold that machine, she said.", "utf-8")
    drop(window.desk if pane == "desk" else getattr(window.desk, pane), [file])
    qtbot.waitUntil(lambda: window.session.state.check is not None, timeout=8000)
    (piece,) = window.session.desk.evidence
    assert piece.text == "We never sold that machine, she said."
    assert window.desk.evidence.shown() == piece.id
