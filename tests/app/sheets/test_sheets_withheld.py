"""No name that must stay on the desk leaves it: not in any format, not in any byte."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import desks
from app.sheets import Choice, Sheet, file_name, gather
from app.sheets.sheet import joined
from app.sheets.withheld import names_in, withholder
from app.sheets.words import vocabulary
from app.workflow import Desk
from db import binding
from db.changes import Change, Edit
from db.records import (
    Attribution,
    Comment,
    CommentId,
    EvidenceId,
    EvidenceKind,
    Form,
    Kind,
    Level,
    RulingId,
    RulingKind,
    Source,
    SourceId,
    SourceKind,
    Status,
    Terms,
    Turn,
    Verdict,
)
from tests.app.sheets import reading, samples

SECRET = "Zebedee Quillfeather"
TRACES = (b"zebedee", b"quillfeather", b"quill")
SAID = f"{SECRET} told us so, and Mr Quillfeather meant it"
EVERYTHING = Choice(notes=True, comments=True, history=True)


class Line:
    """A line of history whose maker and rows hold the name: it was in the text once, and in the quote."""

    edit = Edit(
        *("replace_text", SECRET),
        (
            Change("articles", samples.ARTICLE, {"text": f"{SECRET} was here"}, {"text": "as it is"}),
            Change("quotes", "0191-quote-01", {"note": SECRET, "exact": f"{SECRET} said"}, {"note": "", "exact": "x"}),
            Change("quotes", "0191-quote-02", {"exact": f"Quillfeather’s {SECRET}"}, {"exact": "words"}),
        ),
        at=samples.NOW,
    )


def seeded(terms: Terms, attribution: Attribution, *, confidential: bool = False, agreed: str = "an insider") -> Desk:
    """A desk with the secret name in every field that it could come from."""
    text = (
        f"“{SAID},” said ZEBEDEE QUILLFEATHER, zebedee.quillfeather@mail.example.\n\n{SECRET} and the rest\n\n"
        "Another paragraph of “words” here, under a line that looks like a heading, and as long as it has to be."
    )
    source = Source(
        SourceId("s1"),
        SourceKind.PERSON,
        name="" if confidential else SECRET,
        role=f"deputy to {SECRET}",
        confidential=confidential,
        code_name="Harbour" if confidential else "",
        sealed="c2VhbGVk" if confidential else "",
    )
    first = samples.quote(1, f"{SAID},", Form.DIRECT, attribution, text, clause=text.split("\n", maxsplit=1)[0])
    start = text.index("ZEBEDEE QUILLFEATHER")
    first = replace(
        first,
        speaker=SECRET,
        speaker_start=start,
        speaker_end=start + len(SECRET),
        name=SECRET,
        cue=f"said {SECRET}",
        source_id=source.id,
        terms=terms,
        agreed_wording=agreed,
        agreed_by=SECRET,
        agreed_at=samples.NOW,
        status=Status.NEEDS_CHANGE,
        proposed_wording=f"Quillfeather, Z.: {SAID}",
        note="call zebedee_quillfeather or Quillfeather's sister",
        assigned_to=SECRET,
        found_by=f"person:{SECRET}",
        prefix=SECRET,
        suffix=SECRET,
    )
    second = samples.quote(
        *(2, "words", Form.PARTIAL, Attribution.ORGANISATION, text),
        speaker="Halvard",
        name="Halvard",
        excluded="not Quillfeather's",
        around=f"denied by {SECRET} | ",
    )
    call = f"Q: Well?\n{SECRET.upper()}: {SAID}. End"
    piece = samples.piece(1, EvidenceKind.CALL, f"Call with {SECRET}", call, Level.E1, origin=SECRET)
    piece = replace(
        piece,
        url="https://files.example/zebedee-quillfeather/call.wav",
        archive_url="https://archive.example/ZebedeeQuillfeather",
        turns=(Turn(9, len(call), SECRET.upper()),),
    )
    dropped = samples.difference(first, piece, Kind.NAME, "Quillfeather", "Quillfeather")
    check = samples.check(
        *(1, first, piece, f"{SAID}", Verdict.ALTERED),
        locator=f"turn of {SECRET}, 00:01:02",
        differences=(dropped,),
        who=SECRET,
    )
    ruling = samples.ruling(1, first, Status.NEEDS_CHANGE, f"{SECRET} asked for it", check, who=SECRET)
    signed = replace(ruling, id=RulingId("seal"), kind=RulingKind.SIGN_OFF, quote_id=None, status=None)
    article = samples.article(
        text=text,
        headline=f"What {SECRET} said",
        kicker=SECRET,
        standfirst=SECRET,
        byline=f"with help from {SECRET}",
        outlet=f"The {SECRET} Post",
        dateline=SECRET,
        url="https://news.example/quillfeather",
    )
    found = desks.lay_out(
        article,
        [first, second],
        evidence=[piece],
        checks=[check],
        rulings=[ruling, signed],
        comments=[Comment(CommentId("c"), first.id, SECRET, samples.NOW, f"I know {SECRET}; ZQ is Quillfeather.")],
        sources=[source],
    )
    further = replace(piece, id=EvidenceId("e2"), title=f"Notes of {SECRET}", text=f"{SECRET} again: {SAID}")
    rests = samples.check(*(2, first, further, SAID, Verdict.ALTERED), locator=f"{SECRET}, page 2", who=SECRET)
    states = tuple(replace(s, also=(rests,)) if s.quote.id == first.id else s for s in found.states)
    return replace(found, states=states, evidence=(piece, further))


def made(desk: Desk, keep_out: Mapping[SourceId, str] = {SourceId("s1"): ""}, who: str = SECRET) -> Sheet:
    """The sheet with everything put in. A seal without a name leaves it to be found from the other fields."""
    line = Line()
    line.edit = replace(Line.edit, who=who)
    given = {"now": samples.NOW, "head": samples.HEAD, "choice": EVERYTHING, "history": [line], "keep_out": keep_out}
    return gather(desk, samples.POLICY, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("terms", [Terms.BACKGROUND, Terms.DEEP_BACKGROUND])
@pytest.mark.parametrize("attribution", [Attribution.NAMED, Attribution.ANONYMOUS, Attribution.SPOKESPERSON])
@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_a_name_on_background_is_in_no_byte_of_any_format(ending: str, attribution: Attribution, terms: Terms) -> None:
    sheet = made(seeded(terms, attribution))
    found = reading.every_byte(reading.render(sheet, ending), ending).lower()
    assert not [trace for trace in TRACES if trace in found]
    assert b"an insider" in found
    assert "quill" not in file_name(sheet).lower()


@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_a_confidential_source_is_a_code_name_only(ending: str) -> None:
    sheet = made(seeded(Terms.ON_RECORD, Attribution.ANONYMOUS, confidential=True))
    found = reading.every_byte(reading.render(sheet, ending), ending).lower()
    assert not [trace for trace in (*TRACES, b"c2vhbgvk", b"deputy") if trace in found]
    assert b"harbour (code name)" in found


def test_a_sealed_name_that_the_caller_knows_is_withheld_too() -> None:
    desk = seeded(Terms.BACKGROUND, Attribution.ANONYMOUS)
    states = tuple(
        replace(s, quote=replace(s.quote, name="", speaker="a person close to it"), source=samples.HARBOUR)
        for s in desk.states
    )
    leaky = tuple(replace(p, turns=()) for p in desk.evidence)
    sheet = made(replace(desk, states=states, evidence=leaky), keep_out={samples.HARBOUR.id: SECRET})
    for ending, content in reading.rendered(sheet).items():
        found = reading.every_byte(content, ending).lower()
        assert not [trace for trace in TRACES if trace in found], ending


def test_on_the_record_a_name_is_printed() -> None:
    row = made(seeded(Terms.ON_RECORD, Attribution.NAMED)).rows[0]
    assert (row.heading, row.name) == (SECRET, SECRET)
    assert SECRET in joined(row.published)


def test_the_same_person_keeps_the_name_only_where_it_is_on_the_record() -> None:
    text = "“We will stay,” said Ada Quill. “It is a mess,” an official said."
    first = samples.quote(1, "We will stay,", Form.DIRECT, Attribution.NAMED, text, clause=text[:30])
    first = replace(first, speaker="Ada Quill", name="Ada Quill")
    second = samples.quote(2, "It is a mess,", Form.DIRECT, Attribution.ANONYMOUS, text)
    second = replace(
        second, name="Ada Quill", terms=Terms.BACKGROUND, agreed_wording="an official", note="Ada Quill said so"
    )
    desk = desks.lay_out(samples.article(text=text), [first, second])
    on_record, background = made(desk).rows
    assert (on_record.name, joined(on_record.published)) == ("Ada Quill", "“We will stay,” said Ada Quill")
    assert "Ada Quill" not in repr(background)
    assert (background.heading, background.who) == (
        "an official",
        "An unnamed person, on background: “an official”",
    )
    assert background.note == "[name withheld] said so"


@pytest.mark.parametrize("terms", [Terms.ON_RECORD, Terms.OFF_RECORD])
def test_a_lost_quote_opens_no_name_that_another_withholds(terms: Terms) -> None:
    text = "“We will stay,” Ada Quill is said to have told them."
    kept = samples.quote(1, "We will stay,", Form.DIRECT, Attribution.ANONYMOUS, text)
    kept = replace(kept, name="Ada Quill", terms=Terms.BACKGROUND, agreed_wording="an official")
    gone = replace(
        samples.quote(2, "We will stay,", Form.DIRECT, Attribution.NAMED, text), name="Ada Quill", terms=terms
    )
    gone = replace(gone, end=gone.start, speaker="Ada Quill")
    sheet = made(desks.lay_out(samples.article(text=text), [kept, gone]))
    assert "Ada Quill" not in sheet.text
    assert "Ada Quill" not in repr(sheet.rows)


def test_a_description_is_no_name() -> None:
    text = "“It is a mess,” a senior Treasury official said. Halvard Optics and the Treasury did not comment."
    quote = samples.quote(
        1, "It is a mess,", Form.DIRECT, Attribution.ANONYMOUS, text, clause=text.split(".", maxsplit=1)[0]
    )
    quote = replace(
        quote,
        speaker="a senior Treasury official",
        name="One person close to Halvard",
        terms=Terms.BACKGROUND,
        agreed_wording="a senior Treasury official",
    )
    row = made(desks.lay_out(samples.article(text=text, headline="Halvard and the Treasury"), [quote])).rows[0]
    assert joined(row.published) == "“It is a mess,” a senior Treasury official said"
    assert row.concerns == ()


@pytest.mark.parametrize(
    ("described", "names"),
    [
        ("Ada Quill", ["Ada Quill"]),
        ("ada quill", ["ada quill"]),
        ("a senior Treasury official", []),
        ("One person close to Halvard", []),
        ("the lawyer Ada Quill", ["Ada Quill"]),
        ("", []),
    ],
)
def test_names_in_descriptions(described: str, names: list[str]) -> None:
    assert names_in([described], vocabulary()) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quint",
        "ADA QUINT",
        "ada quint",
        "AdaQuint",
        "Ada\nQuint",
        "Ms Quint’s",
        "ada.quint@x.example",
        "/home/quint/a.wav",
    ],
)
def test_a_name_is_found_in_every_guise(text: str) -> None:
    assert "quint" not in withholder(["Ada Quint"], vocabulary()).text(f"before {text} after").casefold()


@pytest.mark.parametrize("text", ["José Ibáñez", "Jose Ibanez", "Jose\u0301 Iba\u0301n\u0303ez", "IBÁÑEZ"])
def test_accents_hide_no_name(text: str) -> None:
    assert withholder(["José Ibáñez"], vocabulary()).text(text) == "[name withheld]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jose Ibanez", "José Ibáñez"),
        ("Jose Ibanez", "Jose\u0301 Iba\u0301n\u0303ez"),
        ("Kurt Müller", "Mueller"),
        ("Kurt Mueller", "MÜLLER"),
        ("Søren Kjær", "Soren Kjaer"),
        ("Soren Kjaer", "Kjær"),
        ("Anna Weiß", "Weiss"),
        ("Ada Quillfeather", "Quill\u00adfeather"),
        ("Ada Quillfeather", "Quill\u200bfeather"),
        ("Дарья Йовович", "Йовович"),
    ],
)
def test_a_name_is_found_however_its_letters_are_written(name: str, text: str) -> None:
    assert withholder([name], vocabulary()).text(f"a {text}, b") == "a [name withheld], b"


@pytest.mark.parametrize("text", ["quint said so", "ask quint’s sister", "QUINT", "Quint", "the quint."])
def test_a_short_name_in_small_letters_is_found_where_it_is_no_word_of_the_story(text: str) -> None:
    keeper = withholder(["Ada Quint"], vocabulary(), texts=["It may rain.", "No marks"])
    assert "quint" not in keeper.text(text).casefold()


def test_a_short_name_that_is_a_word_of_the_story_stays_a_word() -> None:
    keeper = withholder(["Theresa May"], vocabulary(), texts=["It may rain."])
    assert keeper.text("It may rain, May said.") == "It may rain, [name withheld] said."


@given(st.text(alphabet="aéÅßø \u0301\u00adQuint", max_size=30))
def test_what_is_cut_out_is_never_less_than_the_name(text: str) -> None:
    kept = withholder(["Ada Quint"], vocabulary(), texts=[]).text(text)
    bare = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c)).replace("\xad", "")
    assert not re.search(r"(?<![^\W\d_])(Q|q)uint(?![^\W\d_])", bare)


@pytest.mark.parametrize("text", ["policy", "Liberal", "a mark of respect", "the may day", "quoted", "Mr Smith"])
def test_other_words_stay(text: str) -> None:
    assert withholder(["Li Mark", "Mr May"], vocabulary()).text(text) == text


@given(st.lists(st.sampled_from(["Ada ", "Quint", " said", "“no", " A", "da Qu", "int", "@x "]), max_size=8), st.data())
def test_a_name_split_over_runs_is_withheld_as_in_the_whole(pieces: list[str], data: st.DataObject) -> None:
    from app.sheets.sheet import Run

    keeper = withholder(["Ada Quint"], vocabulary())
    runs = tuple(Run(piece, data.draw(st.booleans())) for piece in pieces)
    assert joined(keeper.runs(runs)) == keeper.text("".join(pieces))


def test_offsets_follow_the_text_when_a_name_is_withheld() -> None:
    sheet = made(seeded(Terms.BACKGROUND, Attribution.ANONYMOUS))
    assert "uill" not in sheet.text
    assert sheet.text[sheet.rows[1].start : sheet.rows[1].end] == "words"
    assert sheet.text[sheet.rows[0].start : sheet.rows[0].end] == sheet.rows[0].exact


@given(st.lists(st.sampled_from(["Ada Quint", " said ", "“no” ", "x", "\n\n"]), max_size=8), st.integers(0, 60))
def test_what_stands_after_a_name_moves_with_it(pieces: list[str], at: int) -> None:
    keeper, text = withholder(["Ada Quint"], vocabulary()), "".join(pieces)
    outside = at <= len(text) and not any(a < at < b for a, b in keeper.spans(text))
    if outside:
        assert keeper.text(text)[keeper.moves(text)(at) :] == keeper.text(text[at:])


def test_the_binding_of_what_was_checked_is_not_told() -> None:
    """A hash of few possible words could be guessed back, so the hashes of words and passage stay on the desk."""
    desk = seeded(Terms.BACKGROUND, Attribution.NAMED)
    check = desk.states[0].check
    assert check is not None
    for content in reading.rendered(made(desk)).values():
        assert check.words.encode() not in content
        assert binding.digest(SECRET).encode() not in content
