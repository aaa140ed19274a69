"""The sheet as a Word document: real styles, tab stops instead of tables, the state at the head of every page."""

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from app.sheets import data, docx_styles, marks
from app.sheets.lines import Line, breakable, evidence, lines, notes
from app.sheets.sheet import DROPPED, INSERTED, Row, Run, Sheet
from app.sheets.words import Words, vocabulary
from app.sheets.zipped import settled

if TYPE_CHECKING:
    from docx.document import Document

_STAY = "<w:keepNext/>"  # on the page of the next paragraph
_APART = '<w:spacing w:before="120" w:after="20"/>'
_UNDERLINES = {
    "solid": "single",
    "solid_tick": "single",
    "dotted": "dotted",
    "dashed": "dash",
    "dash_dot": "dotDash",
    "double": "double",
    "double_bar": "double",
    "wavy": "wave",
    "hatched": "dottedHeavy",
}


def render(sheet: Sheet) -> bytes:
    """The document's bytes."""
    from docx import Document

    words = vocabulary(sheet.choice.language)
    document = Document()
    docx_styles.dress(document, sheet)
    furnish(document, sheet, words, sheet.head.title)
    parts = [*_top(sheet, words)]
    for row in sheet.rows:
        parts += _row(row, words)
    fill(document, [*parts, *_end(sheet, words)])
    describe(document, sheet, words)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), sheet.foot.made_at)


def fill(document: "Document", paragraphs: list[str]) -> None:
    """Puts paragraphs of WordprocessingML before the last section; one parse, since a call for each run is slow."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    body = document.element.body
    made = parse_xml(f"<w:body {nsdecls('w')}>{''.join(paragraphs)}</w:body>")
    last = body.sectPr
    for paragraph in list(made):
        last.addprevious(paragraph)


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph in this style, by the style's id; `properties` are XML that goes before the style's own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def run(text: str, properties: str = "", style: str = "") -> str:
    """A run of text that keeps its spaces, tabs and line breaks."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    told = f"<w:rPr>{named}{properties}</w:rPr>" if named or properties else ""
    return f"<w:r>{told}{_text(text)}</w:r>" if text else ""


def _text(text: str) -> str:
    pieces = []
    for n, one in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        pieces += ["<w:br/>"] if n else []
        for m, part in enumerate(one.split("\t")):
            pieces += ["<w:tab/>"] if m else []
            pieces += [f'<w:t xml:space="preserve">{escape(part)}</w:t>'] if part else []
    return "".join(pieces)


def _top(sheet: Sheet, words: Words) -> list[str]:
    head = sheet.head
    parts = [paragraph("Heading1", run(head.headline)), paragraph("Byline", run(head.line))]
    ink = marks.colours("light")
    counts = [
        run(f"{words(f'glyph.{one.sign}')}\u00a0", _colour(ink[one.sign]), "Glyph")
        + run(str(one.number), style="Figure")
        + run(f"\u00a0{one.words}".replace(" ", "\u00a0"))
        for one in head.counts
    ]
    parts += [paragraph("Counts", run("     ").join(counts))] if counts else []
    return parts + [paragraph("Notes", run(text)) for text in notes(head, words)]


def _row(row: Row, words: Words) -> list[str]:
    ink = marks.colours("light")[row.sign]
    title = paragraph(
        "Heading2",
        run(f"{row.number or ''}\t", style="Number"),
        run(f"{words(f'glyph.{row.sign}')}", _colour(ink), "Glyph"),
        run(f"\t{row.status_words}\t{row.heading}"),
        run(f"{' ' if row.heading else ''} {row.place}", style="Place"),
    )
    found = list(lines(row, words))
    last = 1 if breakable(row) else len(found)
    return [title, *(_line(line, row, _STAY if n < last else "") for n, line in enumerate(found, start=1))]


def _line(line: Line, row: Row, kept: str) -> str:
    style = {"published": "Published", "said": "Said"}.get(line.kind, "Detail")
    label = run(line.label, style="Label") + run("\t")
    if style == "Detail":
        return paragraph(style, label, *(run(one.text) for one in line.runs), properties=kept)
    drawn = (_drawn(one, row.sign, under=line.kind == "published") for one in line.runs)
    return paragraph(style, label, *drawn, properties=kept)


def _drawn(one: Run, sign: str, *, under: bool) -> str:
    """Words as they were published or said: the status line under the quote, what was added, what was left out."""
    properties = ""
    if under and one.quoted:
        style, ink = marks.line(sign), marks.colours("light")[sign].lstrip("#")
        if style == "box":
            properties = f'<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
        elif style != "none":
            properties = f'<w:u w:val="{_UNDERLINES[style]}" w:color="{ink}"/>'
    return run(one.text, properties, {INSERTED: "Inserted", DROPPED: "Dropped"}.get(one.change, ""))


def _end(sheet: Sheet, words: Words) -> list[str]:
    parts: list[str] = []
    pieces = list(evidence(sheet, words))
    if pieces:
        parts.append(paragraph("Heading3", run(words("labels.evidence_list"))))
        for what, found in pieces:
            parts.append(paragraph("Notes", run(what), properties=f"{_STAY}{_APART}"))
            parts += [
                paragraph("Detail", run(label, style="Label"), run(f"\t{value}"), properties=_STAY if n else "")
                for n, (label, value) in zip(range(len(found) - 1, -1, -1), found, strict=True)
            ]
    parts.append(paragraph("Heading3", run(words("labels.sign_offs"))))
    parts += [paragraph("Notes", run(line)) for line in sheet.foot.sign_offs]
    parts.append(paragraph("Heading3", run(words("labels.verify"))))
    return parts + [paragraph("Notes", run(line)) for line in sheet.foot.verify]


def furnish(document: "Document", sheet: Sheet, words: Words, title: str) -> None:
    """The head and the foot of every page; `title` says what it is."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    section, foot = document.sections[0], sheet.foot
    state = run(sheet.head.state_words, style="Draft" if sheet.head.state == "draft" else "Final")
    above = paragraph("Header", run(title.upper()), run("\t"), state)
    made = f"{foot.made}  ·  {foot.policy}  ·  {words('foot.fingerprint', fingerprint=data.fingerprint(sheet))}\t"
    before, rest = words("sheet.page").split("{page}")
    between, after = rest.split("{pages}")
    numbered = (run(before), _field("PAGE"), run(between), _field("NUMPAGES"), run(after))
    below = paragraph("Footer", run(made), *numbered)
    for part, xml in ((section.header, above), (section.footer, below)):
        part.is_linked_to_previous = False
        element: Any = part._element
        for old in list(element):
            element.remove(old)
        element.append(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _field(name: str) -> str:
    return f"<w:fldSimple w:instr={quoteattr(f' {name} ')}><w:r><w:t>1</w:t></w:r></w:fldSimple>"


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour.lstrip("#")}"/>'


def describe(document: "Document", sheet: Sheet, words: Words) -> None:
    """The document's properties: what the sheet itself says, and no name of whoever runs the program."""
    core = document.core_properties
    core.author = core.last_modified_by = "OnRecord"
    core.title = words("sheet.document_title", headline=sheet.head.headline)[:255]
    core.comments = sheet.head.state_words
    core.language = sheet.choice.language
    core.revision = 1
