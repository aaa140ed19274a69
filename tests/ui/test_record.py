"""In the window: a quote on two pieces of evidence, links, text read through, lost quotes."""

import pytest
from PySide6.QtWidgets import QApplication

from app import edits, intake
from app.reading import read_evidence_text
from db.records import Capture, Status
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.places import PlacesDialog
from ui.dialogs.sign_off import findings
from ui.models.wanted import Only, Wanted


@pytest.fixture
def quote(desk):
    """The first quote that the sample's evidence bears out, selected."""
    state = next(s for s in desk.session.desk.states if s.check and s.check.verdict == "verbatim")
    desk.session.select(state.quote.id)
    return state.quote


def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def attach(desk, text, title):
    read = read_evidence_text(text, title)
    new = intake.new_evidence(desk.session.desk.article.id, read, who="Nell")
    assert desk.session.apply(new.edit, new.originals)
    return new.evidence.id


def test_a_quote_rests_on_a_second_piece_from_the_evidence_pane(desk, quote):
    notes = attach(desk, f"Notes.\n\n{quote.exact}\n\nThe end.", "Notes of the call")
    view, side = desk.desk.evidence, desk.at_desk.side
    assert view.beside.isHidden()
    assert desk.actions_["evidence.rest"].why_not() != ""
    side.look_at(notes)
    assert (view.beside.label.text(), view.beside.button.text()) == (
        "The quote is ruled by another piece.", "Rest on it too",
    )  # fmt: skip
    view.beside.button.click()
    state = desk.session.state
    assert [check.evidence_id for check in state.also] == [notes]
    assert view.beside.label.text() == "The quote rests on this passage too: verbatim."
    lines = desk.desk.details.also.lines
    assert [line.text() for line in lines] == ["Verbatim: Notes"]
    assert desk.actions_["evidence.rest"].why_not() == "The quote rests on this piece already. " \
        "Choose its passage instead."  # fmt: skip
    view.beside.button.click()
    assert desk.session.state.also == ()
    assert desk.desk.details.also.isHidden()
    assert desk.actions_.run("edit.undo")
    assert len(desk.session.state.also) == 1
    desk.session.select(next(s.quote.id for s in desk.session.desk.states if s.quote.id != quote.id))
    desk.session.select(quote.id)
    assert side.shown() != notes
    desk.desk.details.also.lines[0].click()
    assert side.shown() == notes


def test_a_second_piece_whose_words_differ_is_told_in_the_pane_the_details_and_at_sign_off(desk, quote):
    text = f"Report.\n\n{quote.exact} never\n\nThe end."
    report = attach(desk, text, "Agency report")
    start = text.index(quote.exact)
    assert desk.checking.rest(report, start, start + len(quote.exact) + len(" never"))
    desk.at_desk.side.look_at(report)
    assert "its words differ" in desk.desk.evidence.beside.label.text()
    assert desk.desk.details.also.lines[0].text().startswith("Differs, ")
    words = [one.words for one in findings(desk.session.desk)]
    assert "1 quote rests on a further piece that has other words" in words
    assert desk.session.apply(
        lambda: edits.rule(desk.session.desk, quote.id, Status.VERBATIM, "the tape decides", who="Nell")
    )
    piece = desk.session.desk.piece(report)
    assert desk.session.apply(lambda: edits.set_evidence(piece, who="Nell", text="Quite another report."))
    assert desk.desk.details.status.text() == "Verbatim (stale: the evidence changed since: Agency report)"


def test_a_link_is_shown_as_one_and_becomes_evidence_with_its_text(qtbot, desk, quote, tmp_path):
    before = len(desk.session.desk.evidence)
    assert desk.actions_.run("evidence.link")
    dialog = shown(EvidenceDialog)
    assert not dialog.go.isEnabled()
    dialog.address.setText("https://example.org/statement")
    dialog.go.click()
    link = desk.session.desk.evidence[-1]
    assert (len(desk.session.desk.evidence), link.capture, link.text) == (before + 1, Capture.PENDING, "")
    desk.at_desk.side.look_at(link.id)
    view = desk.desk.evidence
    assert view.capture.word.text() == "Link only"
    assert view._link.isVisible()
    assert view._link.title.text() == "Link only. A link alone is no evidence."
    assert view.beside.isHidden()
    assert desk.actions_["evidence.read"].why_not() == "Its text is not here yet. A link alone is no evidence."
    page = tmp_path / "page.txt"
    page.write_text(f"The statement.\n\n{quote.exact}\n", encoding="utf-8")
    desk.capturing.bring(page)
    qtbot.waitUntil(lambda: desk.session.desk.piece(link.id).capture is Capture.CAPTURED, timeout=8000)
    qtbot.waitUntil(lambda: not desk.session.jobs.running, timeout=8000)
    desk.at_desk.side.look_at(link.id)
    assert not view._link.isVisible()
    assert desk.actions_["evidence.capture"].why_not() == "Its text is here already."
    assert desk.actions_.run("evidence.read")
    assert desk.session.desk.piece(link.id).capture is Capture.VERIFIED
    assert view.capture.word.text() == "Read through"
    assert desk.actions_["evidence.read"].why_not() == "It was read through already."


def test_what_could_not_be_brought_in_says_why(desk, quote):
    link = intake.new_link(desk.session.desk.article.id, "https://example.org/x", who="Nell", failed="behind a login")
    assert desk.session.apply(link.edit)
    desk.at_desk.side.look_at(link.evidence.id)
    view = desk.desk.evidence
    assert view.capture.word.text() == "Not brought in"
    assert view._link.title.text() == "Not brought in: behind a login"
    assert "behind a login" in view.capture.accessibleName()


def lose(desk, quote, instead="nothing of the kind"):
    article = desk.session.desk.article
    quotes = [state.quote for state in desk.session.desk.states]
    text = article.text.replace(quote.exact, instead)
    assert desk.session.apply(lambda: edits.replace_text(article, quotes, text, who="Nell", places={quote.id: None}))
    desk.session.select(quote.id)


def test_a_lost_quote_is_on_a_list_of_its_own_and_counted(desk, quote):
    lose(desk, quote)
    state = desk.session.state
    assert (state.lost, state.number) == (True, None)
    progress = desk.session.desk.progress
    assert (progress.lost, progress.total) == (1, progress.done + progress.left + progress.excluded + 1)
    queue = desk.desk.queue
    assert ", 1 lost" in queue.list.foot
    assert Wanted(only=frozenset({Only.LOST})).takes(state, "")
    assert desk.desk.details.header.title.text() == "Lost quote"
    assert desk.desk.details.status.text().startswith("No longer in the text. It was: ")
    assert "1 quote is no longer in the text" in [one.words for one in findings(desk.session.desk)]
    assert desk.actions_["quote.rule_verbatim"].why_not() == "Its words are no longer in the text."


def test_a_lost_quote_is_found_again_where_the_user_says(qtbot, desk, quote):
    words = quote.exact.replace("just", "well")
    lose(desk, quote, words)
    assert desk.actions_.run("quote.find_again")
    qtbot.waitUntil(lambda: shown(PlacesDialog) is not None, timeout=5000)
    dialog = shown(PlacesDialog)
    assert not dialog.go.isEnabled()
    dialog.choices.button(0).click()
    dialog.go.click()
    qtbot.waitUntil(lambda: not desk.session.state.lost, timeout=5000)
    state = desk.session.state
    assert (state.quote.id, state.quote.exact, state.open) == (quote.id, words, True)
    assert desk.actions_["quote.find_again"].why_not() == "The quote is in the text."
