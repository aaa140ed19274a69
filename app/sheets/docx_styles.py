"""The styles of the Word sheet: what the page looks like, in one place, for the sheet and the annotated copy."""

from typing import TYPE_CHECKING, Any

from app.sheets import marks
from app.sheets.sheet import Sheet

if TYPE_CHECKING:
    from docx.document import Document

# Word knows no list of faces: one that is missing is replaced by its own choice, so these are commonly there.
_FACES = {"plain": "Arial", "reading": "Georgia"}
_GLYPHS = "Segoe UI Symbol"
_MARGIN_LEFT, _MARGIN_RIGHT = 1247, 964  # twips
_PAPERS = {"a4": (11906, 16838), "us-letter": (12240, 15840)}
_INDENT, _LABELS = 340, 1620  # where the status stands, and where the words do


def dress(document: "Document", sheet: Sheet) -> None:
    """Sets the paper, the margins and every style the sheet uses."""
    from docx.shared import Twips

    wide, high = _PAPERS["us-letter" if sheet.choice.paper == "us-letter" else "a4"]
    section = document.sections[0]
    section.page_width, section.page_height = Twips(wide), Twips(high)
    section.left_margin, section.right_margin = Twips(_MARGIN_LEFT), Twips(_MARGIN_RIGHT)
    section.top_margin, section.bottom_margin = Twips(1500), Twips(1300)
    section.header_distance, section.footer_distance = Twips(760), Twips(620)
    measure = wide - _MARGIN_LEFT - _MARGIN_RIGHT
    for name, told in _paragraphs(measure).items():
        _paragraph(document, name, told)
    for name, told in _characters().items():
        _character(document, name, told)
    _language(document, sheet.choice.language)


def _paragraphs(measure: int) -> dict[str, dict[str, Any]]:
    """Each paragraph style: face, size in points, space before and after, indents and tab stops in twips."""
    hang = {"left": _LABELS, "hanging": _LABELS - _INDENT, "tabs": [(_LABELS, "left")]}
    ruled = {"rule": "top"}
    title = {"left": _INDENT, "hanging": _INDENT + 420, "tabs": [(0, "left"), (_INDENT, "left"), (measure, "right")]}
    return {
        "Normal": {"face": "plain", "size": 9.5, "ink": "ink2"},
        "Heading 1": {"face": "reading", "size": 20, "bold": True, "after": 2, "ink": "ink", "next": "Byline"},
        "Heading 2": {"face": "plain", "size": 10, "bold": True, "ink": "ink", "before": 9, "after": 3, "keep": True}
        | title
        | ruled,
        "Heading 3": {"face": "plain", "size": 10, "bold": True, "ink": "ink", "before": 12, "after": 3, "keep": True}
        | ruled,
        "Byline": {"size": 10, "after": 7, "ink": "ink2"},
        "Counts": {"size": 9, "before": 4, "after": 7, "ink": "ink2", "rule": "both"},
        "Notes": {"size": 9.5, "after": 3, "ink": "ink2"},
        "Published": {"face": "reading", "size": 12, "ink": "ink", "before": 1, "after": 3, "stick": True} | hang,
        "Said": {"face": "reading", "size": 12, "ink": "ink", "after": 3, "stick": True} | hang,
        "Text": {"face": "reading", "size": 12, "ink": "ink", "after": 8},
        "CommentText": {"size": 9.5, "ink": "ink", "after": 2},
        "Detail": {"size": 9.5, "ink": "ink2", "after": 1} | hang,
        "Header": {"size": 9, "ink": "ink2", "tabs": [(measure, "right")], "rule": "heavy"},
        "Footer": {"size": 8.5, "ink": "ink2", "tabs": [(measure, "right")], "rule": "top"},
    }


def _characters() -> dict[str, dict[str, Any]]:
    return {
        "Label": {"face": "plain", "size": 8.5, "ink": "ink2"},
        "Place": {"face": "plain", "size": 9, "ink": "ink2", "bold": False},
        "Number": {"face": "plain", "ink": "ink2", "bold": True},
        "Figure": {"size": 13, "ink": "ink", "bold": True},
        "Glyph": {"face": "glyphs", "bold": False},
        "Inserted": {"ink": "inserted", "bold": True},
        "Dropped": {"ink": "dropped", "strike": True},
        "Draft": {"ink": "needs_change", "bold": True},
        "Final": {"ink": "verbatim", "bold": True},
    }


def _paragraph(document: "Document", name: str, told: dict[str, Any]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt, Twips

    style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None if name == "Normal" else document.styles["Normal"]
    style.quick_style = True
    _font(style, told)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(told.get("before", 0)), Pt(told.get("after", 0))
    form.line_spacing = 1.15
    form.left_indent = Twips(told.get("left", 0))
    form.first_line_indent = Twips(-told.get("hanging", 0))
    form.keep_with_next = bool(told.get("keep") or told.get("stick"))
    form.widow_control = True
    form.tab_stops.clear_all()
    for at, side in told.get("tabs", ()):
        form.tab_stops.add_tab_stop(Twips(at), WD_TAB_ALIGNMENT.RIGHT if side == "right" else WD_TAB_ALIGNMENT.LEFT)
    if "rule" in told:
        _ruled(style, told["rule"])


def _character(document: "Document", name: str, told: dict[str, Any]) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    _font(_style(document, name, WD_STYLE_TYPE.CHARACTER), told)


def _style(document: "Document", name: str, kind: Any) -> Any:
    known = {style.name for style in document.styles}
    return document.styles[name] if name in known else document.styles.add_style(name, kind)


def _font(style: Any, told: dict[str, Any]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font = style.font
    if "face" in told or style.name == "Normal":
        face = _GLYPHS if told["face"] == "glyphs" else _FACES[told["face"]]
        font.name = face
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(part), face)
        for themed in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(themed), None)
    if "size" in told:
        font.size = Pt(told["size"])
    if "bold" in told:
        font.bold = told["bold"]
    if told.get("strike"):
        font.strike = True
    if "ink" in told:
        font.color.rgb = RGBColor.from_string(marks.colours("light")[told["ink"]].lstrip("#"))


def _ruled(style: Any, rule: str) -> None:
    """A line above, below, or on both sides of the paragraph; the running head's is heavy."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    ink = marks.colours("light")
    sides = {"top": ("top",), "both": ("top", "bottom"), "heavy": ("bottom",)}[rule]
    size, colour = (12, ink["ink"]) if rule == "heavy" else (4, ink["track"])
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{colour.lstrip("#")}"/>' for side in sides
    )
    properties = style.element.get_or_add_pPr()
    for old in properties.findall("{*}pBdr"):
        properties.remove(old)
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    after = properties.find("{*}tabs")
    spacing = properties.find("{*}spacing")
    place = after if after is not None else spacing
    if place is None:
        properties.append(border)
    else:
        place.addprevious(border)


def _language(document: "Document", language: str) -> None:
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), {"en": "en-GB"}.get(language, language))
