"""Evidence from every format: the words spoken, whose turn they are, and where and when."""

import json

import pytest

from app.comparing import compare, index, load_policy
from app.reading import read_evidence, read_evidence_bytes, read_evidence_text, to_evidence
from db.records import ArticleId, EvidenceKind, Kind, Level, Verdict
from tests.app.reading.builders import pdf_file, word_file


def spoken(read):
    """Each turn as (speaker, seconds, words)."""
    return [(turn.speaker, turn.time, read.text[turn.start : turn.end]) for turn in read.turns]


TRANSCRIPTS = {
    "time, then name": """Interview with the ferry master, 3 May 2024

[00:00:05] REPORTER: When were you told about the bridge?
[00:00:09] IDA FALK: We weren't told: we read it.
It was in the paper.
[00:01:12] REPORTER: And then?
[01:02:03.5] IDA FALK: Nothing.""",
    "name, then time": """Interview with the ferry master, 3 May 2024

Reporter (00:05): When were you told about the bridge?

Ida Falk (00:09): We weren't told: we read it.

It was in the paper.

Reporter (01:12): And then?

Ida Falk (1:02:03.5): Nothing.""",
    "name and time above": """Interview with the ferry master, 3 May 2024

Reporter  0:05
When were you told about the bridge?

Ida Falk  0:09
We weren't told: we read it.
It was in the paper.

Reporter  1:12
And then?

Ida Falk  1:02:03.5
Nothing.""",
}


@pytest.mark.parametrize("form", TRANSCRIPTS)
def test_turns_with_time_codes(form):
    read = read_evidence_text(TRANSCRIPTS[form])
    words = [(speaker.lower(), time, " ".join(said.split())) for speaker, time, said in spoken(read)]
    assert words == [
        ("", None, "Interview with the ferry master, 3 May 2024"),
        ("reporter", 5.0, "When were you told about the bridge?"),
        ("ida falk", 9.0, "We weren't told: we read it. It was in the paper."),
        ("reporter", 72.0, "And then?"),
        ("ida falk", 3723.5, "Nothing."),
    ]
    assert read.kind is EvidenceKind.TRANSCRIPT


def test_questions_and_answers():
    read = read_evidence_text("Q: Were you told?\nA: No.\nQ. By nobody?\nA. By nobody at all.\nNot once.")
    assert [(speaker, said) for speaker, _, said in spoken(read)] == [
        ("Q", "Were you told?"),
        ("A", "No."),
        ("Q", "By nobody?"),
        ("A", "By nobody at all.\n\nNot once."),
    ]


def test_names_without_times():
    read = read_evidence_text("MR HALE: Order.\nMS FALK: I will come to order: in time.\nMR HALE: Now.")
    assert spoken(read) == [
        ("MR HALE", None, "Order."),
        ("MS FALK", None, "I will come to order: in time."),
        ("MR HALE", None, "Now."),
    ]


def test_time_codes_without_names():
    read = read_evidence_text("[00:01] We begin.\n[00:07] We go on.\n[00:12] We end.")
    assert spoken(read) == [("", 1.0, "We begin."), ("", 7.0, "We go on."), ("", 12.0, "We end.")]


def test_a_statement_has_paragraphs_and_no_speakers():
    text = "Statement by the county\n\nContact: Jo Hale\n\nNote: not before noon.\n\nIt will not be. We said so: twice."
    read = read_evidence_text(text)
    assert read.text == text
    assert [speaker for speaker, _, _ in spoken(read)] == [""] * 4
    assert [said for _, _, said in spoken(read)] == text.split("\n\n")
    assert read.kind is EvidenceKind.STATEMENT


SRT = """1
00:00:01,000 --> 00:00:03,500
We are not aware of
<i>being on</i> any list

2
00:00:03,600 --> 00:00:05,000
of the government.

3
00:00:06,000 --> 00:00:07,000
JO HALE: Which &amp; what list?
"""


def test_a_passage_runs_on_across_two_cues():
    read = read_evidence_bytes(SRT.encode(), "call.srt")
    assert "not aware of being on any list of the government." in " ".join(read.text.split())
    assert spoken(read) == [
        ("", 1.0, "We are not aware of being on any list"),
        ("", 3.6, "of the government."),
        ("JO HALE", 6.0, "Which & what list?"),
    ]
    assert read.kind is EvidenceKind.TRANSCRIPT


def test_webvtt_voices_and_styles():
    head = "WEBVTT\n\nSTYLE\n::cue {color: red}\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
    cues = head + "<v.loud Ida Falk>No, <c.x>never</c>.</v>\n"
    read = read_evidence_bytes(cues.encode(), "call.vtt")
    assert spoken(read) == [("Ida Falk", 1.0, "No, never.")]


def test_otranscribe():
    stamp = '<span class="timestamp" contenteditable="false" data-timestamp="{0}">00:{0:02}</span>'
    asked = f"<p>{stamp.format(4)}&nbsp;JO HALE: Were you told?</p>"
    markup = f"{asked}<p>{stamp.format(9)} IDA FALK: No.<br>Not <i>once</i>.</p>"
    content = json.dumps({"text": markup, "media": "falk.mp3", "media-time": 12.5}).encode()
    read = read_evidence_bytes(content, "falk.otr")
    assert spoken(read) == [("JO HALE", 4.0, "Were you told?"), ("IDA FALK", 9.0, "No.\n\nNot once.")]
    assert (read.title, read.kind) == ("falk.mp3", EvidenceKind.TRANSCRIPT)


def test_an_email_keeps_its_head_apart_from_its_words():
    mail = (
        "From: =?utf-8?q?J=C3=B8rn_Hale?= <jorn@county.example>\r\nTo: desk@paper.example\r\n"
        "Subject: Re: the bridge\r\nDate: Thu, 01 Feb 2024 23:30:00 +0100\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "We caf=E9 never said so.\r\n\r\nNot once.\r\n"
        "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nattached\r\n--b--\r\n"
    )
    read = read_evidence_bytes(mail.encode(), "reply.eml")
    assert (read.title, read.origin, read.date) == ("Re: the bridge", "Jørn Hale <jorn@county.example>", "2024-02-01")
    assert read.text == "We café never said so.\n\nNot once."
    assert (read.kind, read.level) == (EvidenceKind.EMAIL, Level.E2)


def test_a_pdf_has_pages_and_a_sentence_may_cross_them():
    words = " ".join(f"The ferry sailed {n} times and the harbour master said so in his log." for n in range(60))
    read = read_evidence_bytes(pdf_file(f"#set page(width: 9cm, height: 8cm)\n{words}"), "log.pdf")
    assert read.text == words
    assert [turn.page for turn in read.turns] == list(range(1, len(read.turns) + 1))
    assert len(read.turns) > 3
    assert read.kind is EvidenceKind.DOCUMENT
    joined = " ".join(read.text[turn.start : turn.end] for turn in read.turns)
    assert joined == words


def test_a_transcript_as_pdf_has_speakers_and_pages():
    lines = [f"JO HALE: Question {n}, on the ferry?\n\nIDA FALK: Answer {n}, and no more than that." for n in range(30)]
    read = read_evidence_bytes(pdf_file("#set page(width: 12cm, height: 10cm)\n" + "\n\n".join(lines)), "hearing.pdf")
    assert [turn.speaker for turn in read.turns] == ["JO HALE", "IDA FALK"] * 30
    pages = [turn.page for turn in read.turns]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 2
    assert read.kind is EvidenceKind.TRANSCRIPT


def test_a_word_transcript_and_a_saved_page():
    def build(document):
        for line in ("JO HALE: Were you told?", "IDA FALK: No.", "JO HALE: Never?"):
            document.add_paragraph(line)

    read = read_evidence_bytes(word_file(build), "a.docx")
    assert [turn.speaker for turn in read.turns] == ["JO HALE", "IDA FALK", "JO HALE"]
    page = """<html><head><title>County news</title></head><body><nav>Home</nav>
        <p>The bridge will not be built, the county said on Monday, after eleven years.</p>
        <aside><p>A boxed “remark”, said Ida Falk.</p></aside></body></html>"""
    read = read_evidence_bytes(page.encode(), "county.html")
    assert read.kind is EvidenceKind.WEB_PAGE
    assert "The bridge will not be built" in read.text
    assert "remark" in read.text


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("megvii-statement.txt", "We are not aware of it.", EvidenceKind.STATEMENT),
        ("x.txt", "FOR IMMEDIATE RELEASE\n\nThe county will not build.", EvidenceKind.STATEMENT),
        ("notes-falk.txt", "Rang her at four. Said no.", EvidenceKind.NOTE),
        ("x.md", "# Notes of a call\n\nSaid no.", EvidenceKind.NOTE),
    ],
)
def test_the_kind_is_guessed_from_name_and_first_words(tmp_path, name, text, kind):
    (tmp_path / name).write_text(text)
    assert read_evidence(tmp_path / name).kind is kind


def test_what_a_person_says_about_evidence_goes_before_the_guess():
    read = read_evidence_text("We never said so.", "reply")
    record = to_evidence(
        read, ArticleId("a"), kind=EvidenceKind.CALL, level=Level.E5, title="Call", origin="Ida", date="2024-02-01"
    )
    assert (record.kind, record.level, record.title) == (EvidenceKind.CALL, Level.E5, "Call")
    assert (record.text, record.turns, record.original) == (read.text, read.turns, read.original.sha256)
    assert to_evidence(read, ArticleId("a")).title == "reply"


REPLY = (
    "From: Jane Smith <jane@acme.example>\nSubject: Re: A question\n\n{said}\n\n"
    "On Mon, 3 Mar 2025 at 10:04, Bob Hale <bob@paper.example> wrote:\n> You paid the gang in March.\n"
)
FORWARDED = (
    "From: desk@paper.example\nSubject: Fwd\n\nSee below.\n\n-----Original Message-----\n"
    "From: Jane Smith <jane@acme.example>\n\nWe never paid the gang.\n"
)


def test_what_a_reply_quotes_is_not_its_senders():
    read = read_evidence_bytes(REPLY.format(said="We have no comment.").encode(), "reply.eml")
    assert {turn.speaker: read.text[turn.start : turn.end] for turn in read.turns}["Bob Hale"].startswith("> You paid")
    found = compare(
        "You paid the gang in March", index(read.text, read.turns), load_policy("light"), speaker="Jane Smith"
    )
    assert found.verdict is Verdict.MEANING_CHANGED
    assert [d.kind for d in found.differences] == [Kind.SPEAKER]
    own = compare("We have no comment", index(read.text, read.turns), load_policy("strict"), speaker="Ann Orr")
    assert own.verdict is Verdict.VERBATIM  # a press office sends what others say


def test_what_stands_below_a_forwarded_head_is_its_writers():
    read = read_evidence_bytes(FORWARDED.encode(), "fwd.eml")
    assert {"", "Jane Smith"} <= {turn.speaker for turn in read.turns}
    said = index(read.text, read.turns)
    assert compare("We never paid the gang", said, load_policy("strict"), speaker="Jane Smith").verdict == "verbatim"
    assert (
        compare("We never paid the gang", said, load_policy("strict"), speaker="Ann Orr").verdict == "meaning_changed"
    )
