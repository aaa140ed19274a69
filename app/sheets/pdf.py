"""The sheet as a tagged PDF, set by typst. What was published goes in as data, never as markup."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import resources
from app.sheets import data, lines, marks, templates
from app.sheets.html import stretches
from app.sheets.sheet import Row, Sheet
from app.sheets.words import Words, vocabulary
from db.errors import BrokenTemplate, CannotWrite

TEMPLATE = "sheet.typ"
_STANDARD = "ua-1"
MOST_QUOTES = 2_000
"""How many a PDF may have: typst holds a quarter of a megabyte for each until the last page is set."""
_NO_GLYPH = re.compile(r"could not be displayed")
_AT_LINE = re.compile(r"\.typ:(\d+):")
_PACKAGE = re.compile(r"""["']@\w+/""")  # typst would fetch it from the network
_KEPT_FOR = 11  # compilations for which typst keeps what it laid out: without a few empty ones, each preview would stay
_NOTHING = b'#set document(title: "nothing")'
_SAFE = re.compile(r"[\x20-\x7e\n]")  # what every font has


def render(sheet: Sheet, folder: Path | None = None, *, system_fonts: bool = True) -> bytes:
    """The PDF, tagged (PDF/UA-1). It prints characters that no font of the machine has as numbers, and says so.

    `system_fonts=False` sets it in the fonts that typst brings, the same on every machine.
    Raises BrokenTemplate where a template of the house cannot be used, and CannotWrite (too_long) above MOST_QUOTES.
    """
    fits(sheet)
    source = templates.source(TEMPLATE, folder)
    fetched = _PACKAGE.search(source)
    if fetched:
        raise BrokenTemplate(name=TEMPLATE, line=source.count("\n", 0, fetched.start()) + 1, why="package")
    told = _told(sheet, own_fonts=not system_fonts)
    try:
        return _compiled(source, told, sheet, system_fonts)
    except _MissingError:
        return _compiled(source, _numbered(told, sheet, system_fonts), sheet, system_fonts)


def fits(sheet: Sheet) -> None:
    """Raises CannotWrite (too_long) where the sheet lists more quotes than a PDF is set with."""
    if len(sheet.rows) > MOST_QUOTES:
        raise CannotWrite(why="too_long", name=".pdf", quotes=len(sheet.rows), most=MOST_QUOTES)


def _numbered(told: dict[str, Any], sheet: Sheet, system_fonts: bool) -> dict[str, Any]:
    """The same with "[U+1F469]" for each character that no font has: whoever copies a box copies nothing."""
    lacking = _lacking(told, system_fonts)
    codes: dict[str, str | int | None] = {one: f"[U+{ord(one):04X}]" for one in lacking}
    shown = ", ".join(f"U+{ord(one):04X}" for one in lacking[:12]) + (", …" if len(lacking) > 12 else "")
    note = vocabulary(sheet.choice.language)("sheet.no_font", count=len(codes), codes=shown)
    numbered: dict[str, Any] = json.loads(json.dumps(told, ensure_ascii=False).translate(str.maketrans(codes)))
    return {**numbered, "notes": [*numbered["notes"], note]}


class _MissingError(Exception):
    """No font of this machine has some character."""


def _compiled(source: str, told: dict[str, Any], sheet: Sheet, system_fonts: bool) -> bytes:
    import typst

    try:
        return _typeset(source, json.dumps(told, ensure_ascii=False), system_fonts, sheet.foot.made_at)
    except typst.TypstError as problem:
        if _NO_GLYPH.search(str(problem)):
            raise _MissingError from problem
        at = _AT_LINE.search(problem.diagnostic)
        raise templates.broken(TEMPLATE, problem, int(at[1]) if at else None) from problem


def _typeset(source: str, told: str, system_fonts: bool, at: str) -> bytes:
    import typst

    fonts = _fonts(system_fonts)
    try:
        made = typst.compile(  # type: ignore[call-overload]  # its types want the root to be bytes where the input is
            source.encode(),
            format="pdf",
            root=str(resources.path("sheets")),  # so that no template reads what lies where the program was started
            sys_inputs={"sheet": told},
            font_paths=fonts,
            pdf_standards=[_STANDARD],
            timestamp=_moment(at),
        )
    finally:
        for _ in range(_KEPT_FOR):
            typst.compile(_NOTHING, font_paths=fonts)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts(system_fonts: bool) -> Any:
    """The fonts to set in, looked for once: it takes as long as setting a short sheet."""
    import typst

    return typst.Fonts(include_system_fonts=system_fonts)


def _moment(at: str) -> int:
    try:
        return int(datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp())
    except ValueError:
        return 0


def _lacking(told: dict[str, Any], system_fonts: bool) -> list[str]:
    """The characters that no font has, found by halving."""
    import typst

    own = "" if system_fonts else '#set text(font: "Libertinus Serif")'
    probe = f'#set document(title: "probe")\n{own}\n#for one in json(bytes(sys.inputs.sheet)) [#one\n\n]'

    def shown(them: list[str]) -> bool:
        try:
            _typeset(probe, json.dumps(them), system_fonts, "")
        except typst.TypstError:
            return False
        return True

    def among(them: list[str]) -> list[str]:
        if not them or shown(them):
            return []
        half = len(them) // 2
        return [*among(them[:half]), *among(them[half:])] if half else them

    return among(sorted(set(_SAFE.sub("", json.dumps(told, ensure_ascii=False)))))


def _told(sheet: Sheet, *, own_fonts: bool) -> dict[str, Any]:
    """What the template is given."""
    words, head, foot = vocabulary(sheet.choice.language), sheet.head, sheet.foot
    signs = {count.sign for count in head.counts} | {row.sign for row in sheet.rows}
    colours = marks.colours("light")
    foot_line = (foot.made, foot.policy, words("foot.fingerprint", fingerprint=data.fingerprint(sheet)))
    return {
        "head": {"title": head.title, "headline": head.headline, "line": head.line, "state": head.state}
        | {"state_words": head.state_words},
        "document_title": words("sheet.document_title", headline=head.headline),
        "language": sheet.choice.language,
        "paper": "us-letter" if sheet.choice.paper == "us-letter" else "a4",
        "own_fonts": own_fonts,
        "colours": colours,
        "icons": {sign: marks.icon(sign, colours[sign]) for sign in sorted(signs)},
        "counts": [{"sign": one.sign, "number": one.number, "words": one.words} for one in head.counts],
        "notes": lines.notes(head, words),
        "rows": [_row(row, words) for row in sheet.rows],
        "evidence": [{"what": what, "found": found} for what, found in lines.evidence(sheet, words)],
        "sign_offs": foot.sign_offs,
        "verify": foot.verify,
        "titles": {
            "evidence": words("labels.evidence_list"),
            "sign_offs": words("labels.sign_offs"),
            "verify": words("labels.verify"),
        },
        "foot_line": "  ·  ".join(foot_line),
        "page_of": words("sheet.page"),
    }


def _row(row: Row, words: Words) -> dict[str, Any]:
    return {
        "number": row.number,
        "bookmark": " — ".join(filter(None, (str(row.number or ""), row.status_words, row.heading))),
        "long": lines.breakable(row),
        "sign": row.sign,
        "line": marks.line(row.sign),
        "status_words": row.status_words,
        "heading": row.heading,
        "place": row.place,
        "lines": [
            {
                "kind": line.kind,
                "label": line.label,
                "stretches": [
                    {"quoted": one.quoted, "runs": [{"text": run.text, "change": run.change} for run in one.runs]}
                    for one in stretches(line)
                ],
            }
            for line in lines.lines(row, words)
        ],
    }
