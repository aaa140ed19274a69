"""The same quote elsewhere: who printed it before and how it differed, and no confidential name with it."""

from dataclasses import replace

import pytest

from app import edits
from app.elsewhere import elsewhere
from db.records import Kind, Terms
from tests import builders

THEN = "PARIS -- “We have never sold that machine to anyone,” said Ada Muster.\n\nShe left."
OTHER = "ROME -- “We never sold that machine,” said Bruno Beispiel.\n\n“It rained,” said Ada Muster."


def put(project, text, words, **fields):
    paper = builders.article(text, headline=text[:5])
    quote = builders.quote(paper, words, **fields)
    project.apply(edits.add_article(paper, (quote,), who="Rosa"))
    return quote


@pytest.fixture
def asked(project):
    put(project, THEN, "We have never sold that machine to anyone")
    put(project, OTHER, "We never sold that machine", speaker="Bruno Beispiel", name="Bruno Beispiel")
    put(project, OTHER, "It rained")
    return put(project, builders.TEXT, "We never sold that machine")


def test_like_words_are_found_with_who_said_them_and_what_differed(project, asked):
    same, before = elsewhere(project, asked.id)
    assert (same.speaker, same.same_speaker, same.same_words) == ("Bruno Beispiel", False, True)
    assert (before.speaker, before.same_speaker, before.same_words) == ("Ada Muster", True, False)
    assert before.words == "We have never sold that machine to anyone"
    changed = {(one.kind, one.said) for one in before.differences}
    assert (Kind.TENSE, "have") in changed


def test_other_words_and_the_article_itself_are_not(project, asked):
    assert all(found.article_id != asked.article_id for found in elsewhere(project, asked.id))
    alone = put(project, "OSLO -- “Nobody asked about turbines,” said Ada Muster.", "Nobody asked about turbines")
    assert elsewhere(project, alone.id) == ()


def told(project, quote):
    return [(found.speaker, found.same_speaker) for found in elsewhere(project, quote.id)]


def test_what_was_said_in_confidence_names_nobody(project, asked):
    project.apply(edits.set_quote(asked, who="Rosa", terms=Terms.BACKGROUND))
    assert told(project, asked) == [("", None), ("", None)]


def test_a_confidential_source_is_its_code_name_and_is_matched_to_nobody(project, asked):
    other = next(found for found in elsewhere(project, asked.id) if found.same_speaker)
    source = builders.source("", confidential=True, code_name="Heron", sealed="sealed")
    project.apply(edits.add_source(source, who="Rosa"))
    project.apply(edits.set_quote(project.quote(other.quote_id), who="Rosa", source_id=source.id))
    assert ("Heron", None) in told(project, asked)
    assert all("Ada" not in (name or "") for name, _ in told(project, asked))
    back = told(project, replace(asked, id=other.quote_id))
    assert back and all(same is None and name == "" for name, same in back)
