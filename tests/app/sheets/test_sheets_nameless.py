"""A confidential name that is not known here: under a seal that does not open, or in no library at all."""

from dataclasses import replace

import pytest

from app import desks
from app.sheets import gather
from app.workflow import Desk
from db.errors import NamesUnknown
from db.records import (
    Attribution,
    Comment,
    CommentId,
    EvidenceKind,
    Form,
    Level,
    RulingId,
    RulingKind,
    Source,
    SourceId,
    SourceKind,
    Status,
    Verdict,
)
from tests.app.sheets import reading, samples
from tests.app.sheets.test_sheets_withheld import SAID, SECRET, TRACES, made


def test_a_seal_that_nobody_opened_makes_no_sheet() -> None:
    with pytest.raises(NamesUnknown) as refusal:
        gather(samples.desk(), samples.POLICY, now=samples.NOW)
    assert refusal.value.values["code_names"] == "Harbour"


def nameless(desk: Desk) -> Desk:
    """The desk where the source came in a pack, or was forgotten: there is a code name, and no seal."""
    bare = {s.quote.id: s.source and replace(s.source, sealed="") for s in desk.states}
    return replace(desk, states=tuple(replace(s, source=bare[s.quote.id]) for s in desk.states))


def unknowable() -> Desk:
    """A desk whose only traces of the secret name are words that people typed."""
    source = Source(SourceId("s1"), SourceKind.PERSON, confidential=True, code_name="Harbour")
    text = "“We filled the cupboard,” somebody said. “We did not,” said Ines Moor. “Never,” said Ines Moor."
    first = samples.quote(1, "We filled the cupboard,", Form.DIRECT, Attribution.ANONYMOUS, text)
    first = replace(first, source_id=source.id, note=SAID, agreed_by=SECRET, agreed_wording="an insider")
    second = samples.quote(2, "We did not,", Form.DIRECT, Attribution.NAMED, text, note=f"as {SECRET} has it")
    third = samples.quote(3, "Never,", Form.DIRECT, Attribution.NAMED, text, excluded=f"{SECRET} has it otherwise")
    file = f"https://files.example/{SECRET.replace(' ', '-')}.wav"
    call = samples.piece(1, EvidenceKind.CALL, f"Call with {SECRET}", "We filled the cupboard,", Level.E1, url=file)
    other = samples.piece(2, EvidenceKind.CALL, f"What {SECRET} recorded", "We did not,", Level.E1)
    checks = [
        samples.check(1, first, call, call.text, Verdict.VERBATIM, locator=f"turn of {SECRET}"),
        samples.check(2, second, other, other.text, Verdict.VERBATIM, locator="00:00:31"),
    ]
    rulings = [
        samples.ruling(1, first, Status.VERBATIM, f"{SECRET} confirmed it", checks[0]),
        samples.ruling(2, second, Status.VERBATIM, f"{SECRET} was there", checks[1]),
    ]
    rulings.append(replace(rulings[0], id=RulingId("seal"), kind=RulingKind.SIGN_OFF, quote_id=None, status=None))
    comments = [Comment(CommentId("c"), second.id, "Rosa", samples.NOW, f"Is this {SECRET} again?")]
    parts = {"evidence": [call, other], "checks": checks, "rulings": rulings, "comments": comments}
    return desks.lay_out(samples.article(text=text), [first, second, third], sources=[source], **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_where_no_name_is_on_file_what_people_typed_is_left_out(ending: str) -> None:
    """Of a source that came in a pack, or was forgotten, nobody can tell where the name stands."""
    found = reading.every_byte(reading.render(made(unknowable(), {}, "Rosa"), ending), ending).lower()
    assert not [trace for trace in TRACES if trace in found]
    assert b"we filled the cupboard" in found
    assert b"harbour (code name)" in found


def test_the_sheet_says_what_it_leaves_out_and_why() -> None:
    sheet = made(unknowable(), {}, "Rosa")
    assert sheet.head.concerns == (
        "The name behind the code name Harbour is not in this library, so nobody could search the sheet for it. Notes, "
        "comments, reasons, earlier wordings and the titles of evidence are left out.",
    )
    first, second, third = sheet.rows
    assert third.status_words == "Excluded: the reason is left out of this sheet"
    assert (second.note, second.comments, second.reason) == ("", (), "")
    assert second.evidence_words == "E1 own recording: call, 22 November 2026, 00:00:31"
    assert first.proof is not None
    assert (first.proof.address, first.proof.locator) == ("", "")
    assert made(nameless(samples.desk()), {}, "Rosa").head.concerns == sheet.head.concerns


def test_a_code_name_in_the_field_for_the_name_is_no_secret() -> None:
    """Where a quote is given a confidential source, its code name goes into that field."""
    desk = samples.desk()
    states = tuple(replace(s, quote=replace(s.quote, name="Harbour")) if s.source else s for s in desk.states)
    fifth = made(replace(desk, states=states), samples.KEPT).rows[4]
    assert fifth.heading == "Harbour (code name)"
