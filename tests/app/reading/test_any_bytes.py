"""Whatever the bytes and whatever the ending: text, or Unreadable; and what is read keeps its promises."""

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading import read_bytes, read_evidence_bytes, read_evidence_text, read_text
from db.errors import Unreadable
from tests.app.reading.builders import ENDINGS, pdf_file, word_file

_WORD = word_file(lambda document: document.add_paragraph("Nothing was decided, she said."))
_PDF = pdf_file("Nothing was decided, she said.")
_PAGE = b"<html><body><h1>A head</h1><p>Nothing was decided on Monday, she said.</p><aside>Share</aside></body></html>"
_CUES = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Jane>Nothing was decided.\n\n"
_MAIL = b"From: a@b.example\r\nSubject: =?utf-8?q?x?=\r\nContent-Type: text/plain\r\n\r\nNothing was decided.\r\n"
_OTR = b'{"text": "<p><span class=\\"timestamp\\">00:01</span> JANE: No.</p>", "media": "a", "media-time": 1}'
_STARTS = (
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"{",
    b"<html>",
    b"WEBVTT\n",
    b"From: x\r\n",
)


@st.composite
def damaged(draw):
    """A good file with a stretch of it overwritten, cut out or cut off."""
    content = draw(st.sampled_from([_WORD, _PDF, _PAGE, _CUES, _MAIL, _OTR]))
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 200)))
    return content[:start] + draw(st.binary(max_size=30)) + content[end:]


ANY = st.one_of(
    st.binary(min_size=1, max_size=400),
    st.builds(bytes.__add__, st.sampled_from(_STARTS), st.binary(max_size=200)),
    st.text(min_size=1, max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    damaged(),
)


def sound(text):
    return text and "\x00" not in text and "\r" not in text and text == text.strip()


@settings(max_examples=400, deadline=None)
@given(content=ANY, ending=st.sampled_from(ENDINGS))
def test_an_article_or_a_refusal(content, ending):
    try:
        read = read_bytes(content, "file" + ending)
    except Unreadable as refused:
        assert refused.values["name"] == "file" + ending
        return
    assert sound(read.text)
    assert all(0 <= piece.at <= len(read.text) and piece.reason for piece in read.left_out)
    assert read.original.content == content


@settings(max_examples=400, deadline=None)
@given(content=ANY, ending=st.sampled_from(ENDINGS))
def test_evidence_or_a_refusal(content, ending):
    try:
        read = read_evidence_bytes(content, "file" + ending)
    except Unreadable:
        return
    assert read.text
    _ordered(read)


def _ordered(read):
    places = [0]
    for turn in read.turns:
        assert turn.start < turn.end <= len(read.text)
        places += [turn.start, turn.end]
    assert places == sorted(places)


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            (
                *("Share", "Advertisement", "Read more", "Related stories", "Home", "News", "Sport", "Subscribe now"),
                *("Comments", "© 2020 The Paper", "By Jane Doe", "3 May 2021", "Skip to content", "{{x}}", "Print"),
                *("LONDON — It rained all day on Monday and again on Tuesday.", "He said: “We know nothing of it.”"),
                *("FacebookIcon TwitterIcon", "The council met on Monday.", "A quiet headline about the rain"),
            )
        ),
        st.text(string.ascii_letters + " .,“”'\"?:", min_size=1, max_size=120).filter(str.strip),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=400, deadline=None)
@given(_LINES)
def test_no_word_of_a_paste_is_ever_lost(lines):
    read = read_text("\n\n".join(lines))
    kept = [read.kicker, read.headline, read.standfirst, read.byline, read.date, read.text]
    kept += [piece.text for piece in read.left_out]
    told = re.findall(r"\w+", " ".join(kept))
    missing = [word for word in re.findall(r"\w+", " ".join(lines)) if word not in told]
    assert set(missing) <= {"By", "3", "May"}  # a byline's "By", and a date that was put in order


@settings(max_examples=400, deadline=None)
@given(_LINES)
def test_prose_with_a_quotation_is_never_left_out(lines):
    quoted = "“We were never asked about the bridge,” said the engineer, who has worked for the county since 1998."
    read = read_text("\n\n".join([*lines, quoted, *reversed(lines)]))
    assert quoted in (read.text, *read.text.split("\n\n"), *read.standfirst.split("\n"))


_NAMES = st.sampled_from(["JANE DOE", "Q", "A", "Speaker 1", "Ms Holt", "[00:01:05] JANE", "JANE (01:20)", "[00:12]"])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(_NAMES, st.text(string.ascii_lowercase + " ,.'", min_size=1, max_size=60)), min_size=2, max_size=12
    )
)
def test_turns_never_hold_a_label(pairs):
    said = [(name, words.strip() or "yes") for name, words in pairs]
    read = read_evidence_text("\n".join(f"{name}: {words}" for name, words in said))
    _ordered(read)
    if any(turn.speaker for turn in read.turns):
        spoken = "\n".join(read.text[turn.start : turn.end] for turn in read.turns)
        assert not re.search(r"JANE|DOE|Speaker 1|Holt|\d", spoken)
