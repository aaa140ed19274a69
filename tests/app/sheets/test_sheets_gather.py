"""What a sheet says: counts, state, the words beside each code, and what it refuses."""

import io
import json
from dataclasses import replace

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import desks
from app.sheets import Choice, Sheet, file_name, gather, render, runs
from app.sheets.sheet import joined
from app.sheets.words import vocabulary
from app.workflow import Desk, Reason
from db.changes import Change, Edit
from db.errors import Refused
from db.records import (
    Attribution,
    Capture,
    Comment,
    CommentId,
    Difference,
    EvidenceKind,
    Form,
    Kind,
    Level,
    RulingId,
    Sha256,
    Source,
    SourceId,
    SourceKind,
    Status,
    Terms,
    Verdict,
)
from tests.app.sheets import reading, samples


def made(desk: Desk | None = None, **choice: object) -> Sheet:
    given = {"now": samples.NOW, "head": samples.HEAD, "choice": Choice(**choice), "keep_out": samples.KEPT}  # type: ignore[arg-type]
    return gather(desk or samples.desk(), samples.POLICY, **given)  # type: ignore[arg-type]


def only(quote_number: int, **fields: object) -> Desk:
    """A desk with one of the sample's quotes, changed."""
    quote = replace(samples.quotes()[quote_number - 1], **fields)  # type: ignore[arg-type]
    return desks.lay_out(samples.article(), [quote])


def test_the_head_counts_every_quote_once() -> None:
    head = made().head
    assert head.summary == (
        "7 marked stretches and 2 reported statements: 2 verified, 1 paraphrase only, 1 not to be published, "
        "1 excluded, 1 term, 3 open"
    )
    assert sum(count.number for count in head.counts) == 9
    assert head.state_words == "Draft: 3 of 8 left to check"
    assert head.state == "draft"


def test_words_that_only_the_headline_quotes_are_told_in_the_head() -> None:
    headline = "‘Double in size’: Halvard scorns “wild talk”"
    article = samples.article(headline=headline, standfirst="“Calm down”, it says")
    sheet = made(desks.lay_out(article, samples.quotes()))
    assert sheet.head.concerns == (
        "The headline quotes “wild talk”, which stands nowhere in the text.",
        "The standfirst quotes “Calm down”, which stands nowhere in the text.",
    )
    moved = samples.article(headline="‘Play down’ and ‘told of no decision’")
    assert made(desks.lay_out(moved, samples.quotes())).head.concerns == (
        "The headline quotes “Play down”, which stands nowhere in the text.",
        "The headline quotes “told of no decision”, which stands in no quote of the text, only in its own words.",
    )
    assert made(desks.lay_out(samples.article(), samples.quotes())).head.concerns == ()


@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_every_page_says_what_the_headline_quotes(ending: str) -> None:
    article = samples.article(headline="Halvard scorns “wild talk”")
    found = reading.text(render(made(desks.lay_out(article, samples.quotes())), ending), ending)
    told = "The headline quotes “wild talk”, which stands nowhere in the text."
    if ending not in (".csv", ".jsonld"):  # a table of quotes and the annotations have no head; .xlsx has its page
        assert told in " ".join(found.split())


def test_the_rows_stand_in_the_order_chosen() -> None:
    assert [row.sign for row in made(order="status").rows] == [
        *("stale", "needs_change", "unchecked", "do_not_publish", "paraphrase_only", "permitted_edits", "verbatim"),
        *("excluded", "term"),
    ]
    headings = [row.heading for row in made(order="speaker").rows]
    assert headings[-1] == "" and headings[:-1] == sorted(headings[:-1], key=str.casefold)
    assert [row.start for row in made().rows] == sorted(row.start for row in made().rows)
    numbers = {row.quote_id: row.number for row in made().rows}
    assert {row.quote_id: row.number for row in made(order="status").rows} == numbers


@pytest.mark.parametrize("ending", reading.ENDINGS)
@pytest.mark.parametrize(("quotes", "listed"), [("all", 9), ("open", 3), ("changed", 1)])
def test_every_format_lists_the_quotes_chosen(ending: str, quotes: str, listed: int) -> None:
    sheet = made(quotes=quotes)
    assert len(sheet.rows) == listed
    content = render(sheet, ending)
    found = "".join(reading.text(content, ending).split())
    listed_ids = {row.quote_id for row in sheet.rows}
    if ending == ".jsonld":
        assert json.loads(content)["total"] == listed
        return
    if ending == ".annotated.docx":  # the article whole, with comments on those chosen
        assert len(list(docx.Document(io.BytesIO(content)).comments)) == listed
        return
    for row in made().rows:
        shown = "".join(joined(row.published).split()) in found
        assert shown == (row.quote_id in listed_ids or (ending == ".json" and shown))


def test_the_title_of_a_source_is_told_unless_the_name_is_withheld() -> None:
    source = Source(SourceId("s"), SourceKind.PERSON, name="Ines Moor", role="head of press")
    quote = replace(samples.quotes()[6], source_id=source.id)
    shown = made(desks.lay_out(samples.article(), [quote], sources=[source])).rows[0]
    hidden = made(desks.lay_out(samples.article(), [replace(quote, terms=Terms.BACKGROUND)], sources=[source])).rows[0]
    assert (shown.role, hidden.role) == ("head of press", "")


def test_the_policy_is_told_in_words() -> None:
    assert made().head.policy_words == (
        "Policy: Standard. It allows typography, marked omissions, marked insertions, the case of a first letter and"
        " closing punctuation; nothing else."
    )


def test_a_signed_sheet_names_who_and_when() -> None:
    head = made(samples.desk(signed=True)).head
    assert head.state == "final"
    assert head.state_words == "Signed off by Elif Arslan, 22 November 2026, 15:02"
    assert (head.signed_by, head.left) == ("Elif Arslan", 0)


def test_without_sign_off_it_stays_a_draft() -> None:
    sheet = made(samples.desk(keep=(3,)))
    assert sheet.head.state == "draft"
    assert sheet.head.state_words == "Draft: nobody has signed it off"
    assert sheet.foot.sign_offs == ("Nobody has signed this sheet off.",)


def test_an_open_comment_keeps_it_a_draft() -> None:
    quote = samples.quotes()[2]
    note = Comment(CommentId("c"), quote.id, "Ada", samples.NOW, "Sure?")
    signed = samples.desk(signed=True)
    open_thread = tuple(
        replace(state, comments=(note,)) if state.quote.id == quote.id else state for state in signed.states
    )
    desk = replace(signed, states=open_thread, progress=replace(signed.progress, unresolved=1))
    assert made(desk).head.state_words == "Draft: comments open on 1 quote"


def test_a_lapsed_sign_off_is_shown_as_lapsed() -> None:
    signed = samples.desk(signed=True)
    lapsed = made(replace(signed, sign_off=None))
    assert lapsed.head.state == "draft"
    assert "no longer binding" in lapsed.foot.sign_offs[0]


def test_a_row_says_what_was_printed_said_and_ruled() -> None:
    row = made().rows[0]
    assert (row.number, row.place, row.heading) == (1, "Paragraph 1", "Halvard Optics")
    assert joined(row.published) == "Halvard Optics called the reports “inaccurate speculation on individual companies”"
    assert [run.text for run in row.published if run.change] == ["on"]
    assert (
        "".join(run.text for run in row.published if run.quoted) == "“inaccurate speculation on individual companies”"
    )
    assert joined(row.said) == "inaccurate and unhelpful speculation about individual companies"
    assert [run.text for run in row.said if run.change] == ["and unhelpful", "about"]
    assert [one.words for one in row.differences] == [
        "left out “and unhelpful” (omission, not marked)",
        "printed “on”, said “about” (another word)",
    ]
    assert row.evidence_words == "E1 own recording: press call, 22 November 2026, 00:03:58"
    assert row.ruling == "Needs change: two words lost. Noor Haddad, 22 November 2026, 14:31"
    assert (row.change_from, row.change_to) == (
        "inaccurate speculation on individual companies",
        "inaccurate and unhelpful speculation about individual companies",
    )


def test_who_says_what_is_worth_saying() -> None:
    assert [row.who for row in made().rows] == [
        "The organisation, on record",
        "The organisation, on record, reported without marks; styled “The company”",
        "The organisation, on record",
        "The organisation, on record, reported without marks; styled “It”",
        "An unnamed person, on background: “a person close to a supplier”"
        " (agreed by Noor Haddad, 21 November 2026, 09:00)",
        "",
        "Declined to comment",
        "An unnamed person, on record",
        "A named person, on record: Ines Moor",
    ]
    silent = only(2, attribution=Attribution.NO_RESPONSE, speaker="", name="")
    assert made(silent).rows[0].who == "Did not respond"


def test_a_stale_status_is_kept_in_words() -> None:
    row = made().rows[4]
    assert row.status_words.startswith("Stale: ") and row.status_words.endswith("(was: Verbatim)")
    assert (row.status, row.sign, row.left) == ("verbatim", "stale", True)


def test_a_changed_passage_is_not_shown_as_the_words_compared() -> None:
    desk = samples.desk()
    pieces = tuple(replace(p, text=f"Before. {p.text}") if p.id == samples.PRESS_CALL.id else p for p in desk.evidence)
    row = made(replace(desk, evidence=pieces)).rows[0]
    assert row.said == ()
    assert row.said_note == "The passage has changed since the check, so the words compared are not shown."


def test_terms_and_excluded_quotes_are_listed_without_a_number() -> None:
    by_sign = {row.sign: row for row in made().rows}
    assert by_sign["term"].number is None
    assert by_sign["term"].status_words == "Term: reports nobody, needs no check"
    assert by_sign["excluded"].status_words == "Excluded: told elsewhere, by another paper"


def test_what_is_not_asked_for_is_left_out() -> None:
    plain, full = made(), made(notes=True, comments=True)
    assert (plain.rows[0].note, plain.rows[0].comments) == ("", ())
    assert full.rows[0].comments[0].words == "Elif Arslan, 22 November 2026, 13:40: Was that cut for length?"
    assert full.rows[0].note
    bare = made(said=False, reasons=False).rows[0]
    assert (bare.said, bare.differences, bare.ruling, bare.checker, bare.reason) == ((), (), "", "", "")
    assert not any(run.change for run in bare.published)


def test_history_is_told_in_words_where_asked() -> None:
    class Line:
        edit = Edit(
            "rule", "Noor Haddad", (Change("rulings", "r", None, {"quote_id": "0191-quote-01"}),), at=samples.NOW
        )

    choice = Choice(history=True)
    sheet = gather(
        samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, choice=choice, history=[Line()]
    )
    assert [one.words for one in sheet.rows[0].history] == ["22 November 2026, 14:40, Noor Haddad: ruled"]
    assert sheet.rows[1].history == ()


@pytest.mark.parametrize(("quotes", "numbers"), [("all", 9), ("open", 3), ("changed", 1)])
def test_the_choice_of_quotes(quotes: str, numbers: int) -> None:
    sheet = made(quotes=quotes)
    assert len(sheet.rows) == numbers
    assert bool(sheet.head.selection) == (quotes != "all")
    assert sheet.head.total == 8


def test_off_the_record_blocks_the_sheet_and_says_which() -> None:
    desk = samples.desk()
    states = tuple(
        replace(state, quote=replace(state.quote, terms=Terms.OFF_RECORD)) if n in (0, 8) else state
        for n, state in enumerate(desk.states)
    )
    with pytest.raises(Refused) as refused:
        made(replace(desk, states=states))
    assert refused.value.values["reason"] is Reason.OFF_RECORD
    assert refused.value.values["quotes"] == [1, "in paragraph 6"]


def test_one_source_written_as_several_is_flagged() -> None:
    one = Source(SourceId("s"), SourceKind.PERSON, "Ada Quill")
    quote = replace(samples.quotes()[7], source_id=one.id)
    sheet = made(desks.lay_out(samples.article(), [quote], sources=[one]))
    assert sheet.rows[0].concerns == ("the article says “Sources”; one source is on file",)


@pytest.mark.parametrize(
    ("fields", "concern"),
    [
        ({"terms": Terms.NOT_AGREED}, "terms not agreed"),
        ({"terms": Terms.BACKGROUND}, "no wording agreed"),
        (
            {"terms": Terms.BACKGROUND, "agreed_wording": "an insider"},
            "the published description is not the agreed wording",
        ),
    ],
)
def test_open_terms_are_flagged(fields: dict[str, object], concern: str) -> None:
    assert made(only(8, **fields)).rows[0].concerns == (concern,)


def test_an_empty_desk_is_a_draft() -> None:
    sheet = made(desks.lay_out(samples.article(text=""), []))
    assert (sheet.head.summary, sheet.rows, sheet.head.state) == ("No quotes", (), "draft")


def test_the_file_name_says_draft_and_suits_every_system() -> None:
    desk = desks.lay_out(samples.article(headline='A/B: "what\\now"? ' + "x" * 200 + "."), [])
    name = file_name(made(desk))
    assert name.startswith("Quote sheet (draft) - A B what now x")
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name) <= 96


@pytest.mark.parametrize(("around", "told"), [("", "cut mid-thought"), ("did not", "article says otherwise")])
def test_a_boundary_says_on_which_side_it_is(around: str, told: str) -> None:
    desk = samples.desk()
    first = next(state for state in desk.states if state.check is not None and state.check.differences)
    assert first.check is not None
    edge = Difference(Kind.BOUNDARY, False, (0, 0), (0, 0), "", "", around=around)
    check = replace(first.check, differences=(edge,))
    states = tuple(replace(state, check=check) if state is first else state for state in desk.states)
    rows = made(replace(desk, states=states)).rows
    assert [one.words for row in rows for one in row.differences if one.kind == "boundary"] == [told]


def test_every_code_has_words() -> None:
    words = vocabulary()
    for section, codes in {
        "status": Status,
        "form": Form,
        "attribution": Attribution,
        "terms": Terms,
        "level": Level,
        "verdict": Verdict,
        "kind": Kind,
        "capture": Capture,
        "evidence_kind": EvidenceKind,
    }.items():
        assert all(words(f"{section}.{code}") for code in codes)


@given(st.text(alphabet="ab “”\n", max_size=40), st.data())
def test_runs_hold_the_text_whole_and_in_order(text: str, data: st.DataObject) -> None:
    at = st.integers(0, len(text))
    start, end = sorted((data.draw(at), data.draw(at)))
    spans = [tuple(sorted((data.draw(at), data.draw(at)))) for _ in range(3)]
    found = runs.cut(text, start, end, spans[0], [(span, "inserted") for span in spans[1:]])
    assert joined(found) == text[start:end]
    assert all(run.text for run in found)


def rests_on_two() -> Desk:
    """The sample's desk where the third quote rests on the notebook besides the filing."""
    desk = samples.desk()
    third = desk.states[2]
    further = samples.check(9, third.quote, samples.NOTEBOOK, "cupboard", Verdict.ALTERED, locator="page 3")
    return replace(desk, states=tuple(replace(s, also=(further,)) if s is third else s for s in desk.states))


def test_every_piece_that_a_quote_rests_on_is_told_with_its_particulars() -> None:
    sheet = gather(rests_on_two(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT)
    row = sheet.rows[2]
    assert [(one.title, one.level, one.locator, one.verdict) for one in row.proofs] == [
        ("filing to the exchange", "E2", "page 2", "verbatim"),
        ("notebook of the reporter", "E4", "page 3", "altered"),
    ]
    assert [one.hash for one in row.proofs] == [samples.EXCHANGE.original, samples.NOTEBOOK.original]
    assert row.concerns == ("a further piece of evidence has other words",)
    cells = reading.csv_rows(render(sheet, ".csv"))[2]
    assert (cells["Evidence"], cells["Level"]) == ("filing to the exchange; notebook of the reporter", "E2; E4")
    assert cells["Place in evidence"] == "page 2; page 3" and cells["Address"] == "–; –"
    for ending in (".pdf", ".docx", ".html", ".md", ".annotated.docx", ".jsonld"):
        told = " ".join(reading.text(render(sheet, ending), ending).split())
        assert "E4 notes taken at the time: notebook of the reporter, 22 November 2026, page 3. Altered" in told, ending


def test_two_sign_offs_stand_in_columns_of_their_own_each_with_its_time() -> None:
    desk = samples.desk(signed=True)
    assert desk.sign_off is not None
    second = replace(desk.sign_off, id=RulingId("0192-seal"), who="Ines Aalto", at="2026-11-22T16:00:00.000Z")
    older = replace(
        desk.sign_off, id=RulingId("0190-seal"), who="Otto", at="2026-11-21T16:00:00.000Z", bound=Sha256("0")
    )
    both = replace(desk, sign_off=second, sign_offs=(second, *desk.sign_offs, older))
    sheet = gather(both, samples.POLICY, now=samples.NOW, keep_out=samples.KEPT)
    assert sheet.head.state_words == "Signed off by Elif Arslan and Ines Aalto, last on 22 November 2026, 16:00"
    cells = reading.csv_rows(render(sheet, ".csv"))[0]
    assert (cells["Sign-off one"], cells["Sign-off one, time"]) == ("Elif Arslan", "2026-11-22T15:02:00.000Z")
    assert (cells["Sign-off two"], cells["Sign-off two, time"]) == ("Ines Aalto", "2026-11-22T16:00:00.000Z")
    assert [one.binding for one in sheet.foot.signatures] == [False, True, True]
    assert sum("no longer binding" in line for line in sheet.foot.sign_offs) == 1


@pytest.mark.parametrize("headline", ["词" * 200, "👩‍👩‍👧" * 100, "a\u202efdp.exe", "word " * 90])
def test_a_file_name_fits_every_disk_and_reads_in_one_direction(headline: str) -> None:
    name = file_name(made(desks.lay_out(samples.article(headline=headline), [])))
    assert len(f"{name}.claimreview.jsonld.sig".encode()) <= 255
    assert name.startswith("Quote sheet (draft) - ") and "\u202e" not in name
