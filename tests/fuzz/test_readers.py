"""A damaged or twisted file is read or refused; whatever is read can be said, checked and kept."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading import read_bytes, read_evidence_bytes, wire
from db.errors import Unreadable
from tests.app.reading.builders import ENDINGS, pdf_file, word_file
from tests.fuzz.mutations import EXAMPLES, mutated

SEEDS = (
    word_file(lambda document: document.add_paragraph("“Nothing was decided,” she said.")),
    pdf_file("Nothing was decided, she said."),
    b"<html><head><title>A head</title></head><body><h1>A head</h1><p>By Ann Lee</p><p>Nothing was decided on "
    b"Monday, she said.</p><aside class='share'>Share</aside></body></html>",
    b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Jane>Nothing was decided.\n\n",
    b"1\n00:00:01,000 --> 00:00:02,000\nJANE: Nothing.\n\n",
    b"From: a@b.example\r\nSubject: =?utf-8?q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>No</p>\r\n",
    b'{"text": "<p><span class=\\"timestamp\\">00:01</span> JANE: No.</p>", "media": "a", "media-time": 1}',
    b"---\ntitle: A head\n---\n# A head\n\n> - Nothing `was` *decided*\n\n| a | b |\n|---|---|\n| c | d |\n",
    "LONDON (AP) — “No,” she said.\n\nBy Jane Doe\n\n[00:12:04] JANE: No.\n\nQ. Why? A. No.".encode(),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(content=mutated(SEEDS), ending=st.sampled_from(ENDINGS))
def test_an_article_or_a_refusal(content, ending):
    name = "file" + ending
    try:
        read = read_bytes(content, name)
    except Unreadable as refused:
        assert wire.refusing(refused)
        return
    assert wire.heard(wire.telling(read), content, name, article=True).text == read.text


@settings(max_examples=EXAMPLES, deadline=None)
@given(content=mutated(SEEDS), ending=st.sampled_from(ENDINGS))
def test_evidence_or_a_refusal(content, ending):
    name = "file" + ending
    try:
        read = read_evidence_bytes(content, name)
    except Unreadable as refused:
        assert wire.refusing(refused)
        return
    assert wire.heard(wire.telling(read), content, name, article=False).turns == read.turns
