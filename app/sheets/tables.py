"""The sheet as tables: a workbook and CSV. Text that a spreadsheet would run stays text."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.sheets import columns, data
from app.sheets.sheet import Sheet
from app.sheets.words import vocabulary
from app.sheets.zipped import settled

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.worksheet.worksheet import Worksheet

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ABOUT = 96  # the width of what the sheet is about, in characters
_PAGE = 220  # characters across a printed page that can still be read
_CELL = 32_767  # the most characters a cell holds (ECMA-376)
_ESCAPES = re.compile(r"(?<=_x[0-9A-Fa-f]{4})(?=_)")  # how ECMA-376 writes a character: _x000D_
_WIDTHS = {"published": 46, "clause": 46, "said": 46, "differences": 40, "change_to": 46, "change_from": 40}
_WIDTHS |= {
    "evidence": 30,
    "reason": 30,
    "note": 30,
    "comments": 40,
    "history": 40,
    "concerns": 30,
    "form": 24,
    "evidence_hash": 34,
    "number": 6,
    "level": 7,
    "place": 13,
    "section": 20,
    "status": 22,
    "was": 40,
}


def defused(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula or a command (OWASP)."""
    return f"'{text}" if text.startswith(_RUNS) else text


def csv_bytes(sheet: Sheet) -> bytes:
    """The rows as CSV (RFC 4180), in UTF-8; with a byte order mark unless the choice leaves it out."""
    words = vocabulary(sheet.choice.language)
    names = columns.chosen(sheet)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns.titles(names, words))
    for row in sheet.rows:
        found = columns.values(sheet, row, names)
        writer.writerow([defused(value) if isinstance(value, str) else value for value in found])
    return out.getvalue().encode("utf-8-sig" if sheet.choice.byte_order_mark else "utf-8")


def workbook_bytes(sheet: Sheet) -> bytes:
    """The sheet as a workbook: the quotes with a frozen, filtered head, and what the sheet is about."""
    from openpyxl import Workbook

    words = vocabulary(sheet.choice.language)
    book = Workbook()
    quotes = book.active
    assert quotes is not None
    quotes.title = words("table.quotes")
    _quotes(quotes, sheet)
    about = book.create_sheet(words("table.about"))
    _about(about, sheet)
    for page in (quotes, about):
        _printed(page, sheet)
    _described(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), sheet.foot.made_at)


def _quotes(page: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    words = vocabulary(sheet.choice.language)
    names = columns.chosen(sheet, beside_about=True)
    for column, title in enumerate(columns.titles(names, words), start=1):
        _put(page, 1, column, title)
    _bold(page, 1)
    widths = [_WIDTHS.get(name, 18) for name in names]
    over = words("sheet.cut_short", n="{n}")
    for at, row in enumerate(sheet.rows, start=2):
        for column, (name, value) in enumerate(zip(names, columns.values(sheet, row, names), strict=True), start=1):
            if value is not None and value != "":
                _put(page, at, column, _moment(value) if name == "checked_at" else value, over)
        page.row_dimensions[at].height = _height(list(columns.values(sheet, row, names)), widths)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.print_title_cols = "A:A"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth = max(1, round(sum(widths) / _PAGE))


def _about(page: "Worksheet", sheet: Sheet) -> None:
    words = vocabulary(sheet.choice.language)
    pairs = columns.about(sheet, words, data.fingerprint(sheet))
    for at, (label, value) in enumerate([*pairs, ("", "")], start=1):
        if label:
            _put(page, at, 1, label)
            _put(page, at, 2, value)
            _bold(page, at, only=1)
            page.row_dimensions[at].height = _height([value], [_ABOUT])
    at = len(pairs) + 2
    for piece in sheet.evidence:
        found = (piece.words, piece.address, piece.archive, piece.capture_words, piece.hash)
        _put(page, at, 1, words("labels.evidence"))
        _put(page, at, 2, "\n".join(filter(None, found)))
        page.row_dimensions[at].height = _height(["\n".join(filter(None, found))], [_ABOUT])
        _bold(page, at, only=1)
        at += 1
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = _ABOUT


def _height(values: list[columns.Value], widths: list[int]) -> float:
    """A row's height in points that shows its longest text whole, as far as a row may be high: not every program
    measures wrapped text when it opens a workbook."""
    lines = [
        sum(-(-max(len(part), 1) // max(width - 2, 1)) for part in str(value or "").split("\n"))
        for value, width in zip(values, widths, strict=True)
    ]
    return min(15.0 * max(lines) + 3, 409.0)


def _put(page: "Worksheet", row: int, column: int, value: "columns.Value | datetime", over: str = "") -> None:
    """One cell. Text is text whatever it looks like: never a formula, and marked as text where it would become one."""
    from openpyxl.styles import Alignment

    cell = page.cell(row, column)
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    if isinstance(value, str):
        if len(value) > _CELL:
            value = value[: _CELL - 200] + over.format(n=len(value) - _CELL + 200)
        cell.value = _unread(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_RUNS)
    else:
        cell.value = value
        cell.number_format = "0" if isinstance(value, int) else "yyyy-mm-dd hh:mm"


def _unread(value: str) -> "str | CellRichText":
    """The text such that no reader takes "_x000D_" in it for a character: as two runs that show as one."""
    from openpyxl.cell.rich_text import CellRichText

    parts = _ESCAPES.split(value)
    return CellRichText(*filter(None, parts)) if len(parts) > 1 else value


def _moment(value: columns.Value) -> "columns.Value | datetime":
    """A record's time as a date that a spreadsheet can sort, in UTC; anything else as it is."""
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return value


def _bold(page: "Worksheet", row: int, only: int | None = None) -> None:
    from openpyxl.styles import Border, Font, Side

    for cell in page[row] if only is None else (page.cell(row, only),):
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.border = Border(bottom=Side(style="thin")) if only is None else Border()


def _printed(page: "Worksheet", sheet: Sheet) -> None:
    """What stands on every printed page: the state, the policy, the page."""
    words = vocabulary(sheet.choice.language)
    page.page_setup.paperSize = 1 if sheet.choice.paper == "us-letter" else 9
    page.page_setup.fitToHeight = 0
    page.print_options.gridLines = True  # so that the eye keeps to its row across a wide page
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    above, below = page.oddHeader, page.oddFooter
    assert above is not None and below is not None
    above.left.text = _header(sheet.head.title)
    above.right.text = _header(sheet.head.state_words)
    below.left.text = _header(f"{sheet.foot.made} · {sheet.foot.policy}")
    below.right.text = words("sheet.page", page="&P", pages="&N")


def _header(text: str) -> str:
    return text.replace("&", "&&")


def _described(book: "Workbook", sheet: Sheet) -> None:
    words = vocabulary(sheet.choice.language)
    book.properties.creator = "OnRecord"
    book.properties.title = words("sheet.document_title", headline=sheet.head.headline)
    book.properties.description = sheet.head.state_words
    book.properties.language = sheet.choice.language
