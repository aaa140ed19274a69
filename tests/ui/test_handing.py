"""Packs in the window: handed over, taken in with what will come, both sides' wordings chosen between."""

import keyring
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app import edits, pack
from app.project import Project
from db.records import ArticleId, QuoteId
from tests.app.test_sources import Chain
from tests.ui.walking import awaited
from ui.dialogs.clash import ClashDialog
from ui.dialogs.take_in import TakeInDialog


def packed(qtbot, window, path):
    """Handed over by the window, in a job that the window does not wait for."""
    told = len(window.notices.texts())
    window.handing.hand_over_to(path)
    assert window.session.jobs.running
    qtbot.waitUntil(lambda: len(window.notices.texts()) > told and not window.session.jobs.running, timeout=8000)


@pytest.fixture
def handed(qtbot, window, tmp_path):
    """The sample's pack, and a colleague's library that took it in."""
    path = tmp_path / "story.onrecordpack"
    packed(qtbot, window, path)
    with Project.open(tmp_path / "colleague.onrecord") as theirs:
        pack.unpack(theirs, path, "Maya")
    return path


def changed_there(tmp_path, window, **fields):
    path = tmp_path / "back.onrecordpack"
    with Project.open(tmp_path / "colleague.onrecord") as theirs:
        quote = theirs.quote(QuoteId(window.session.quote_id))
        theirs.apply(edits.set_quote(quote, who="Maya", **fields))
        pack.pack(theirs, ArticleId(quote.article_id), path)
    return path


def test_what_is_handed_over_says_whether_it_is_signed(window, handed):
    assert handed.exists()
    assert "not signed" in window.notices.texts()[-1]


def test_a_pack_comes_in_after_it_was_awaited(qtbot, window, handed, opened):
    other = opened("other.onrecord")
    other.take_files([handed])
    dialog = awaited(qtbot, other, TakeInDialog)
    assert dialog.said[0] == "The article is new here."
    assert "13 quotes" in dialog.said[1]
    assert other.session.project.articles() == (), "nothing is kept yet"
    dialog.go.click()
    assert other.session.desk.article.headline == window.session.desk.article.headline
    other.take_files([handed])
    again = awaited(qtbot, other, TakeInDialog)
    assert again.said == ["Nothing in it is new here."]
    assert not again.go.isEnabled()
    again.reject()


def test_what_both_changed_is_chosen_between(qtbot, window, handed, tmp_path):
    window.session.apply(edits.set_quote(window.session.state.quote, who="Nell", note="mine"))
    window.take_files([changed_there(tmp_path, window, note="theirs", speaker="Their speaker")])
    dialog = awaited(qtbot, window, TakeInDialog)
    assert "1 thing was changed on both sides" in dialog.said[-1]
    dialog.go.click()
    clash = awaited(qtbot, window, ClashDialog)
    assert [(one.conflict.field, one.conflict.mine, one.conflict.theirs) for one in clash.blocks] == [
        ("note", "mine", "theirs")
    ]
    assert window.session.state.quote.speaker == "Their speaker"
    assert window.session.state.quote.note == "mine"
    clash.blocks[0].theirs.click()
    clash.go.click()
    assert window.session.state.quote.note == "theirs"


def test_a_pack_can_be_dropped(qtbot, window, handed, opened):
    other = opened("other.onrecord")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(handed))])
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, held, left, no)
    other.start.dropEvent(event)
    awaited(qtbot, other, TakeInDialog).reject()
    window.desk.dropEvent(event)  # at the desk it is no evidence either
    awaited(qtbot, window, TakeInDialog).reject()
    assert all(piece.title != handed.stem for piece in window.session.desk.evidence)


def test_a_signed_pack_says_whose_it_is(qtbot, window, tmp_path):
    before = keyring.get_keyring()
    keyring.set_keyring(Chain())
    try:
        path = tmp_path / "signed.onrecordpack"
        packed(qtbot, window, path)
    finally:
        keyring.set_keyring(before)
    assert window.notices.texts()[-1] == "Packed and signed: signed.onrecordpack."
    window.take_files([path])
    dialog = awaited(qtbot, window, TakeInDialog)
    from PySide6.QtWidgets import QLabel

    assert any("signed by Nell Ashdown" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_a_pack_that_is_none_is_one_sentence(qtbot, window, tmp_path):
    (tmp_path / "odd.onrecordpack").write_bytes(b"no pack at all")
    window.take_files([tmp_path / "odd.onrecordpack"])
    qtbot.waitUntil(lambda: any("odd.onrecordpack" in text for text in window.notices.texts()), timeout=5000)
