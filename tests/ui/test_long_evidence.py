"""Long evidence stands at once; what is held against it comes when it is ready, and only to where it belongs."""

import pytest

from app import edits
from tests import builders
from ui.held import LONG

WHO = "Nell Ashdown"
FILLER = "Nothing of this was said by anybody, and it goes on for a while.\n\n"


def added(session, words, text):
    """An article of one further quote with this evidence, checked against it."""
    article = builders.article(f"{builders.TEXT}\n\n“{words},” said Ada Muster.", headline=words)
    quotes = (builders.quote(article), builders.quote(article, words))
    piece = builders.evidence(article, text)
    assert session.apply(edits.add_article(article, quotes, who=WHO), [builders.original()])
    assert session.apply(edits.attach_evidence(piece, who=WHO))
    checks = [builders.check(quote, piece, quote.exact) for quote in quotes if quote.exact in text]
    assert session.apply(edits.record_checks(checks, who=WHO))
    return article, quotes


@pytest.fixture
def two(opened):
    """A window; an article with long evidence, and one with short."""
    window = opened()
    long = FILLER * (LONG // len(FILLER) + 1) + builders.SAID + "\n\nWe sold it later, of course.\n"
    session = window.session
    return (
        window,
        added(session, "We sold it later", long),
        added(session, "It rained all day", "It rained all day, I think.\n" + builders.SAID),
    )


def shown(window):
    """What the two panes show: the words lit in the evidence, and those of the comparison, None while it is made."""
    evidence, comparison = window.desk.evidence, window.desk.comparison
    span, held = evidence._lit(), comparison._comparison
    lit = evidence.page._evidence.text[slice(*span)] if span else ""
    return lit, held.passage.text if held is not None and held.passage is not None else None


def test_the_text_and_the_passage_of_the_check_stand_before_it_is_compared(two, qtbot):
    window, (article, quotes), _ = two
    session = window.session
    session.open_article(article.id, quotes[1].id)
    assert shown(window) == ("We sold it later", None)
    assert window.desk.comparison.summary.text() == window.desk.comparison.proposed.line.text() == "Comparing"
    qtbot.waitUntil(lambda: shown(window)[1] is not None, timeout=20_000)
    assert shown(window) == ("We sold it later", "We sold it later")
    assert window.desk.comparison.summary.text() == "Same words as the evidence"


def test_what_comes_late_goes_to_no_other_article(two, qtbot):
    window, (long, _), (short, quotes) = two
    session = window.session
    session.open_article(long.id)
    assert session.jobs.running
    session.open_article(short.id, quotes[1].id)
    before = shown(window)
    assert before == ("It rained all day", "It rained all day")
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=20_000)
    assert shown(window) == before
    assert window.desk.evidence.page._evidence.article_id == short.id


def test_what_comes_late_is_held_against_the_quote_that_is_selected_by_then(two, qtbot):
    window, (article, quotes), _ = two
    session = window.session
    session.open_article(article.id, quotes[1].id)
    session.select(quotes[0].id)
    window.desk.comparison.proposed.field.setFocus()
    window.desk.comparison.proposed.field.setPlainText("“We never did”")
    qtbot.waitUntil(lambda: shown(window)[1] is not None, timeout=20_000)
    assert session.quote_id == quotes[0].id
    assert "sold that machine" in shown(window)[1]
    assert window.desk.comparison.proposed.words() == "We never did"
    session.drafts.flush()
    assert session.state.quote.proposed_wording == "We never did"


def test_back_at_the_start_page_nothing_is_shown_of_it(two, qtbot):
    window, (article, _), _ = two
    session = window.session
    session.open_article(article.id)
    session.close_article()
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=20_000)
    assert session.desk is None
    session.open_article(article.id)
    assert shown(window)[1] is not None
