"""Every format, opened by another program: nothing lost, nothing run, the state on every page, the same twice."""

import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import jsonschema
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import desks
from app.sheets import Choice, Sheet, annotated, columns, data, gather, html, lines, markdown, pdf, render, tables
from app.sheets.words import vocabulary
from db.errors import NoSuch
from db.records import Attribution, Form
from tests.app.sheets import reading, samples

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
EMOJI = "We are 👩🏽‍🚀 ready 🇺🇦, très prêts"
RTL = "قال المتحدث: «لن نعلّق» and שלום עליכם"
LONG = ("The committee will sit until the work is done, and nobody is to leave before that. " * 121)[:10_000].strip()
MARKUP = (
    "</td><script>alert(1)</script> #let x = 1 {{ 7*7 }} {% raw %} _x000D_ $x^2$ *bold* `code` [a](b) ![i](j)"
    " &amp; <!-- --> ]]> \\u0041"
)
HOSTILE = {
    "emoji": EMOJI,
    "rtl": RTL,
    "long": LONG,
    "markup": MARKUP,
    "formula": "=1+1",
    "at": "@SUM(A1)",
    "minus": "-2+3 degrees",
    "list": "1. first - second + third",
    "heading": "# not a heading\n\n> nor a quotation\n\n- nor a list",
    "typst": '#read("/etc/passwd") @cite <label> = heading \\ // comment',
    "spaces": "two  spaces and\u00a0one that stays",
    "greek": "Δεν θα σχολιάσουμε. Мы не комментируем.",
}


def sheet_of(words: str) -> Sheet:
    """A sheet whose one quote is these words, which also stand in every field a person may write in."""
    text = f"Before “{words}” after."
    quote = samples.quote(1, words, Form.DIRECT, Attribution.NAMED, text, clause=f"“{words}” after.", name=words)
    quote = replace(quote, proposed_wording=f"new {words}", note=words, speaker="Ada")
    desk = desks.lay_out(samples.article(text=text, headline=words[:80], byline=words[:80]), [quote])
    return gather(
        desk, samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD, choice=Choice(notes=True)
    )


def draft() -> Sheet:
    choice = Choice(notes=True, comments=True)
    return gather(
        samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD, choice=choice
    )


def final() -> Sheet:
    return gather(samples.desk(signed=True), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_every_quote_reads_back_word_for_word(ending: str, words: str) -> None:
    found = reading.text(render(sheet_of(words), ending), ending)
    if ending in (".csv", ".xlsx", ".json", ".docx"):
        assert words in found
    elif ending == ".pdf" and words in (EMOJI, RTL):
        # Glyphs of joined and right-to-left letters come back in drawn order; the letters themselves must all be there.
        # One that no font here has is printed as its number.
        missing = {c for c in squeezed(words) if c not in found and f"[U+{ord(c):04X}]" not in found}
        assert not missing - set("\u200d\ufe0f🏽🇺🇦👩🚀"), missing
    else:
        assert squeezed(words) in squeezed(found)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_pdftotext_reads_the_words_too(tmp_path: Path) -> None:
    page = tmp_path / "sheet.pdf"
    page.write_bytes(render(sheet_of(MARKUP), ".pdf"))
    text = subprocess.run(["pdftotext", "-raw", page, "-"], capture_output=True, check=False).stdout.decode()
    assert squeezed(MARKUP) in squeezed(text)


def test_two_runs_give_the_same_bytes() -> None:
    first = reading.rendered(draft())
    time.sleep(2.1)  # a zip archive tells time to two seconds
    assert reading.rendered(draft()) == first


def test_the_state_stands_on_every_page_of_the_pdf() -> None:
    pages = reading.pdf_pages(render(sheet_of(LONG), ".pdf"))
    assert len(pages) > 1
    assert all("Draft: 1 of 1 left to check" in page for page in pages)
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("Signed off by Elif Arslan" in page for page in reading.pdf_pages(render(final(), ".pdf")))


@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_every_format_says_draft_until_it_is_signed(ending: str) -> None:
    assert "Draft: 3 of 8 left to check" in reading.text(render(draft(), ending), ending)
    signed = reading.text(render(final(), ending), ending)
    assert "Signed off by Elif Arslan, 22 November 2026, 15:02" in signed
    assert "Draft" not in signed


def test_the_word_document_has_real_styles_and_running_heads() -> None:
    document = docx.Document(io.BytesIO(render(draft(), ".docx")))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "Published", "Said", "Detail"} <= styles
    assert document.sections[0].header.paragraphs[0].text == "QUOTE SHEET\tDraft: 3 of 8 left to check"
    footer = document.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in footer and "NUMPAGES" in footer
    assert document.core_properties.author == "OnRecord"
    dropped = [run.text for p in document.paragraphs for run in p.runs if run.style and run.style.name == "Dropped"]
    assert dropped == ["and unhelpful", "about"]


def test_the_workbook_is_a_table_that_runs_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(sheet_of("=HYPERLINK(1)"), ".xlsx")))
    quotes = book["Quotes"]
    assert quotes.freeze_panes == "B2"
    assert quotes.auto_filter.ref.startswith("A1:")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith("="))
    assert quotes["A2"].value == 1
    assert "Draft" in quotes.oddHeader.right.text


def test_a_time_in_the_workbook_is_a_date() -> None:
    quotes = openpyxl.load_workbook(io.BytesIO(render(draft(), ".xlsx")))["Quotes"]
    heads = [cell.value for cell in quotes[1]]
    assert quotes.cell(2, heads.index("Checked") + 1).value.isoformat() == "2026-11-22T14:31:00"


def test_a_text_too_long_for_a_cell_says_so() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(sheet_of("words " * 7000 + "end"), ".xlsx")))
    longest = max(len(str(cell.value)) for row in book["Quotes"].iter_rows() for cell in row)
    assert longest <= 32_767
    assert "more characters" in reading.xlsx_text(render(sheet_of("words " * 7000 + "end"), ".xlsx"))


@given(st.text(alphabet="=+-@\t\r\n\"',;a ", max_size=12))
def test_no_cell_of_the_csv_would_run(words: str) -> None:
    cell = tables.defused(words)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == words.removeprefix("'") or cell == words


def test_the_csv_is_rfc_4180_with_a_byte_order_mark() -> None:
    content = render(draft(), ".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    bare = replace(draft(), choice=Choice(notes=True, comments=True, byte_order_mark=False))
    assert render(bare, ".csv") == content.removeprefix(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[-1] == ""
    assert len(lines) == 11
    assert reading.csv_rows(content)[0]["As published"] == "inaccurate speculation on individual companies"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=60)
)
def test_markdown_and_html_show_any_words_as_they_are(words: str) -> None:
    sheet = sheet_of(words)
    kept = squeezed(sheet.rows[0].exact)
    assert kept in squeezed(reading.text(markdown.render(sheet), ".md"))
    assert kept in squeezed(reading.text(html.render(sheet), ".html"))


def test_the_web_page_asks_for_nothing_and_runs_nothing() -> None:
    page = render(sheet_of(MARKUP), ".html").decode()
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)\s*=|url\(|@import", page)
    assert "prefers-color-scheme: dark" in page


def test_the_data_sheet_reads_back_whole_and_fits_its_schema() -> None:
    schema = json.loads((ROOT / "docs" / "sheet.schema.json").read_text(encoding="utf-8"))
    for sheet in (draft(), final(), *(sheet_of(words) for words in HOSTILE.values())):
        content = render(sheet, ".json")
        jsonschema.validate(json.loads(content), schema, cls=jsonschema.Draft202012Validator)
        assert data.read(content) == sheet


def test_the_schema_refuses_what_is_no_sheet() -> None:
    schema = json.loads((ROOT / "docs" / "sheet.schema.json").read_text(encoding="utf-8"))
    whole = json.loads(render(draft(), ".json"))
    whole["sheet"]["rows"][0]["status"] = "fine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, schema)
    del whole["sheet"]["rows"][0]["status"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, schema)


def test_tables_hold_the_columns_chosen_in_that_order() -> None:
    sheet = replace(draft(), choice=Choice(columns=("status", "number", "published")))
    assert list(reading.csv_rows(render(sheet, ".csv"))[0]) == ["Status", "No.", "As published"]
    head = openpyxl.load_workbook(io.BytesIO(render(sheet, ".xlsx")))["Quotes"][1]
    assert [cell.value for cell in head] == ["Status", "No.", "As published"]
    with pytest.raises(NoSuch):
        render(replace(sheet, choice=Choice(columns=("colour",))), ".csv")


def test_every_column_and_format_is_documented() -> None:
    page = (ROOT / "docs" / "sheets.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in columns.COLUMNS)
    assert all(f"`{ending}`" in page for ending in reading.ENDINGS)


def test_the_pdf_is_tagged_and_says_what_it_cannot_print() -> None:
    whole = pdf.render(draft())
    assert b"/MarkInfo" in whole and b"pdfuaid" in whole
    rare = pdf.render(sheet_of("one \U000e1234 two"), system_fonts=False)
    assert b"/MarkInfo" in rare
    told = squeezed("".join(reading.pdf_pages(rare)))
    assert squeezed("one [U+E1234] two") in told and squeezed("as their Unicode numbers: U+E1234.") in told


def test_the_tags_of_the_pdf_tell_its_order_to_whoever_listens() -> None:
    """Read by pdfium: one title, a heading for each quote, everything else inside the one document, a language."""
    content, sheet = pdf.render(draft()), draft()
    pages = reading.pdf_tags(content)
    tags = [tag for page in pages for _, tag in page]
    assert all(page[0] == (0, "Document") and not [1 for depth, _ in page[1:] if depth == 0] for page in pages)
    assert tags.count("H1") == 1 and tags.index("H1") < tags.index("H2")
    assert tags.count("H2") == len(sheet.rows) + 3  # evidence, sign-off, how to verify it
    assert tags.count("P") >= sum(len(list(lines.lines(row, vocabulary()))) for row in sheet.rows)  # one for each line
    assert not set(tags) - {"Document", "H1", "H2", "Div", "Span", "P"}
    assert reading.pdf_language(content) == "en"


def test_a_bookmark_names_the_quote_its_status_and_who_spoke() -> None:
    found = reading.pdf_bookmarks(pdf.render(draft()))
    assert found[0] == (0, "Lens makers play down talk of a longer export blacklist")
    assert found[1] == (1, "1 — Needs change — Halvard Optics")
    assert [level for level, _ in found[1:]] == [1] * (len(found) - 1)


COVERED = {"latin": "Žluťoučký kůň", "greek": "Δεν θα σχολιάσουμε", "cyrillic": "Не комментируем, їжак"}
NOT_COVERED = {"chinese": "不予置评", "emoji": "👩", "thai": "ไม่มีความเห็น"}


@pytest.mark.parametrize("words", COVERED.values(), ids=COVERED)
def test_latin_greek_and_cyrillic_are_printed_on_any_machine(words: str) -> None:
    told = "".join(reading.pdf_pages(pdf.render(sheet_of(words), system_fonts=False)))
    assert squeezed(words) in squeezed(told) and "This machine has no font" not in told


@pytest.mark.parametrize("words", NOT_COVERED.values(), ids=NOT_COVERED)
def test_a_script_without_a_font_is_printed_as_numbers_and_said(words: str) -> None:
    told = squeezed("".join(reading.pdf_pages(pdf.render(sheet_of(words), system_fonts=False))))
    assert squeezed("This machine has no font for some of the characters used") in told
    assert all(f"[U+{ord(one):04X}]" in told for one in words if one.isalpha())


def test_the_annotated_copy_has_a_comment_on_each_quote_and_tracks_the_new_wording() -> None:
    sheet = draft()
    document = docx.Document(io.BytesIO(render(sheet, ".annotated.docx")))
    comments = list(document.comments)
    assert len(comments) == len(sheet.rows)
    assert (comments[0].author, comments[0].initials) == ("Noor Haddad", "NH")
    assert comments[0].timestamp.isoformat() == "2026-11-22T14:31:00+00:00"
    assert comments[0].text.startswith("1. Needs change — Halvard Optics")
    body = document.element.body
    changed = ["".join(t.text for t in found.iter("{*}t")) for found in body.iter("{*}ins")]
    dropped = ["".join(t.text for t in found.iter("{*}delText")) for found in body.iter("{*}del")]
    assert " ".join(changed).split() == ["and", "unhelpful", "about"]
    assert dropped == ["on"]
    paragraphs = reading.annotated_text(render(sheet, ".annotated.docx")).split("\n")
    assert all(text in paragraphs for text in samples.TEXT.split("\n\n"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.booleans()), max_size=5))
def test_the_annotated_copy_holds_the_article_whole_however_quotes_lie(places: list[tuple[int, int, bool]]) -> None:
    text = "One two three.\n\nFour “five” six seven.\n\nEight nine."
    sheet = draft()
    rows = tuple(
        replace(
            sheet.rows[0], start=a, end=min(a + n, len(text)), change_from=text[a : a + n], change_to="new" * changed
        )
        for a, n, changed in places
        if a < len(text) and text[a : a + n].strip()
    )
    content = annotated.render(replace(sheet, text=text, rows=rows))
    assert all(part in reading.annotated_text(content).split("\n") for part in text.split("\n\n"))
    xml = docx.Document(io.BytesIO(content)).element.body.xml
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert xml.count(f"<w:{mark} ") == len(rows)


def test_each_annotation_finds_its_quote_by_words_and_by_place() -> None:
    whole = json.loads(render(draft(), ".jsonld"))
    assert whole["total"] == len(whole["first"]["items"]) == 9
    for item in whole["first"]["items"]:
        words, place = item["target"]["selector"]
        assert samples.TEXT[place["start"] : place["end"]] == words["exact"]
        assert samples.TEXT.startswith(
            words["prefix"] + words["exact"] + words["suffix"], place["start"] - len(words["prefix"])
        )


def test_letter_paper() -> None:
    sheet = gather(
        samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, choice=Choice(paper="us-letter")
    )
    import pypdfium2

    document = pypdfium2.PdfDocument(render(sheet, ".pdf"))
    assert document[0].get_size() == pytest.approx((612, 792))
    document.close()
    assert docx.Document(io.BytesIO(render(sheet, ".docx"))).sections[0].page_width.inches == pytest.approx(
        8.5, abs=0.01
    )


GOLDEN = {
    ".docx": lambda content: reading.docx_text(content),
    ".annotated.docx": lambda content: reading.annotated_text(content),
    ".jsonld": lambda content: content.decode(),
    ".xlsx": lambda content: reading.xlsx_text(content),
    ".pdf": lambda content: "\f".join(reading.pdf_pages(content)),
    ".csv": lambda content: content.decode(),
    ".html": lambda content: content.decode(),
    ".md": lambda content: content.decode(),
    ".json": lambda content: content.decode(),
}


@pytest.mark.parametrize("ending", reading.ENDINGS)
@pytest.mark.parametrize("name", ["draft", "final"])
def test_the_golden_files(ending: str, name: str) -> None:
    """A changed format shows as a changed file; ONRECORD_GOLDEN=write makes them anew, to be looked at."""
    sheet = draft() if name == "draft" else final()
    content = pdf.render(sheet, system_fonts=False) if ending == ".pdf" else render(sheet, ending)
    found = GOLDEN[ending](content).replace("\r\n", "\n").encode()
    plain = "" if ending in (".csv", ".html", ".md", ".json", ".jsonld") else ".txt"
    golden = HERE / "golden" / f"{name}{ending}{plain}"
    if os.environ.get("ONRECORD_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert golden.read_bytes().replace(b"\r\n", b"\n") == found


def test_archives_hold_only_what_the_format_needs() -> None:
    for ending in (".docx", ".annotated.docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(render(draft(), ending))) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
