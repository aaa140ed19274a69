"""Every code has a sentence of its own, and none of them says more than it should."""

import re
from pathlib import Path

import pytest

from app import edits
from app.reading.pieces import Cut, Why
from app.workflow import Reason
from db import errors
from db.errors import KnownProblem, LibraryUnusable, NoSuch, Refused, StaleEdit, Unreadable
from db.records import Attribution, Difference, EvidenceKind, Form, Kind, Level, SourceKind, Status, Terms, Verdict
from tests.builders import article, check, evidence, quote
from ui import i18n, messages, wording

PROBLEMS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KnownProblem)]


@pytest.mark.parametrize("kind", [kind for kind in PROBLEMS if kind not in (KnownProblem, Refused)])
def test_every_problem_has_a_sentence(kind):
    said = messages.words(kind(name="a.docx", line=3, why="something new", id="017f"))
    assert said.endswith(".")
    assert "{" not in said
    assert kind.code not in said


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_has_a_sentence(reason):
    assert messages.words(Refused(reason=reason)) != messages.words(Refused(reason="unheard of"))


@pytest.mark.parametrize("why", list(Why))
def test_every_way_a_file_cannot_be_read_has_a_sentence(why):
    assert messages.words(Unreadable(why=why.value, name="a.docx")) != messages.words(Unreadable(name="a.docx"))


def test_every_why_in_the_source_is_known():
    """`why="…"` anywhere below the window must not end in a sentence that says nothing."""
    known = set(wording.UNREADABLE) | set(wording.LIBRARY) | set(wording.CANNOT_WRITE)
    root = Path(wording.__file__).parents[1]
    pattern = re.compile(r'(Unreadable|LibraryUnusable|CannotWrite)\(.*?why="([a-z_]+)"')
    used = {(file.name, *found) for folder in ("app", "db") for file in (root / folder).rglob("*.py")
            for found in pattern.findall(file.read_text("utf-8"))}  # fmt: skip
    assert used, "the pattern finds nothing any more"
    assert {one for one in used if one[2] not in known} == set()


def test_every_word_of_the_vocabulary_is_there():
    for codes, word in (
        (Attribution, messages.attribution_word),
        (Terms, messages.terms_word),
        (Form, messages.form_word),
        (Level, messages.level_word),
        (EvidenceKind, messages.evidence_kind_word),
        (SourceKind, messages.source_kind_word),
        (Kind, messages.kind_label),
        (Verdict, messages.verdict_word),
        (Status, messages.status_word),
    ):
        assert all(word(code) for code in codes)
    assert set(wording.LEFT_OUT) == {cut.value for cut in Cut}


def test_counts_are_said_in_words():
    assert messages.reason_words("open_quotes", left=7) == "7 quotes are left to check."
    assert messages.reason_words("open_quotes", left=1) == "1 quote is left to check."
    assert messages.words(Refused(reason="off_record", quotes=[3])) == "Quote 3 is off the record."
    assert messages.words(Refused(reason="off_record", quotes=[3, 5])) == "Quotes 3, 5 are off the record."


def test_a_prefix_that_fits_two_asks_for_more():
    assert messages.words(NoSuch(kind="articles", id="01", several=True)) == "01 fits more than one. Give more of it."


def test_a_stale_status_says_why():
    assert messages.status_phrase(Status.VERBATIM, "passage") == "Verbatim (stale: the evidence changed since)"


def test_nothing_is_lost_is_only_said_where_it_is_so():
    assert "Nothing was lost" in messages.words(LibraryUnusable(why="full", name="library"))
    assert "still in its field" in messages.words(StaleEdit(table="quotes", id="1"))


def test_edits_read_as_lines():
    paper = article()
    one = quote(paper, speaker="it")
    assert messages.edit_line(edits.set_quote(one, who="A", speaker="Megvii")) == "Speaker set to Megvii"
    assert messages.edit_line(edits.set_quote(one, who="A", terms=Terms.BACKGROUND)) == "Terms set to on background"
    cleared = edits.set_quote(quote(paper, note="x"), who="A", note="")
    assert messages.edit_line(cleared) == "Note cleared"
    differing = (Difference(Kind.TENSE, False, (0, 4), (0, 4), "have", "had"),)
    altered = edits.record_check(check(one, evidence(paper), verdict=Verdict.ALTERED, differences=differing), who="A")
    assert messages.edit_line(altered) == "Compared: altered"
    reported = edits.record_check(check(one, evidence(paper), verdict=Verdict.ALTERED), who="A")
    assert messages.edit_line(reported) == "Compared: reported in other words"
    undone = edits.set_quote(one, who="A", speaker="Megvii").inverse("B")
    assert messages.edit_line(undone) == "Undone: speaker set to Megvii"


def test_a_new_article_is_named():
    assert messages.edit_line(edits.add_article(article(headline="Lens makers wait"), (), who="A")) == (
        "Article brought in: Lens makers wait"
    )


@pytest.fixture
def pseudo():
    i18n.use_language(i18n.PSEUDO)
    yield
    i18n.use_language("en")


def test_every_sentence_goes_through_translation(pseudo):
    for said in (
        messages.words(Unreadable(why="empty", name="a.txt")),
        messages.reason_words("checked_last"),
        messages.status_word(Status.VERBATIM),
        messages.terms_word(Terms.ON_RECORD),
        messages.policy_word("standard"),
    ):
        assert said.startswith("⟦"), said


def test_reported_words_in_which_nothing_differs_are_not_called_altered() -> None:
    assert messages.compared_word(Verdict.ALTERED, False) == "Reported in other words"
    assert messages.compared_word(Verdict.ALTERED, True) == "Altered"
    assert messages.compared_word(Verdict.NOT_FOUND, False) == "Not found"
