"""Reads each format back with another program's eyes: the words a person would find in it."""

import csv
import ctypes
import io
import json
import zipfile
from html.parser import HTMLParser

import docx
import openpyxl
import pypdfium2
import pypdfium2.raw as raw
from lxml import etree
from markdown_it import MarkdownIt

from app.sheets import FORMATS, Sheet, render

# Of every quote; a ClaimReview holds only those whose check is published, and has tests of its own.
ENDINGS = tuple(ending for ending in FORMATS if ending != ".claimreview.jsonld")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.skipping += tag in ("style", "svg")
        if tag in ("p", "dd", "dt", "li", "h1", "h2", "br"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data)


def html_text(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    return "".join(parser.parts)


def docx_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    everything = [*section.header.paragraphs, *document.paragraphs, *section.footer.paragraphs]
    return "\n".join(paragraph.text for paragraph in everything)


def annotated_text(content: bytes) -> str:
    """The text of the article as it stood before the tracked changes, then all comments and the running head."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        trees = [etree.fromstring(archive.read(name)) for name in sorted(parts, key=lambda n: "document" not in n)]
    lines = []
    for paragraph in (found for tree in trees for found in tree.iter(f"{space}p")):
        letters = []
        for node in paragraph.iter(f"{space}t", f"{space}delText", f"{space}br", f"{space}tab"):
            if node.getparent().getparent().tag != f"{space}ins":
                letters.append({f"{space}br": "\n", f"{space}tab": "\t"}.get(node.tag, node.text))
        lines.append("".join(letters))
    return "\n".join(lines)


def xlsx_text(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    )


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def pdf_body(content: bytes) -> str:
    """The words of all pages; the running heads and feet only once, so that no sentence is broken by them."""
    pages = [page.splitlines() for page in pdf_pages(content)]
    furniture = {line for line in pages[0] if len(pages) > 1 and line in pages[1]}
    kept = ([line for line in page if line not in furniture and "fingerprint" not in line] for page in pages)
    return "\n".join(line for page in (sorted(furniture), *kept) for line in page)


def text(content: bytes, ending: str) -> str:
    """All words of a sheet in this format."""
    if ending == ".docx":
        return docx_text(content)
    if ending == ".annotated.docx":
        return annotated_text(content)
    if ending == ".xlsx":
        return xlsx_text(content)
    if ending == ".pdf":
        return pdf_body(content)
    if ending == ".csv":
        return "\n".join("\n".join(row.values()) for row in csv_rows(content))
    if ending == ".html":
        return html_text(content.decode())
    if ending == ".md":
        return html_text(MarkdownIt("commonmark").enable("strikethrough").render(content.decode()))
    return "\n".join(_strings(json.loads(content)))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for part in value.values() for one in _strings(part)]
    return [one for part in value for one in _strings(part)] if isinstance(value, list) else []


def every_byte(content: bytes, ending: str) -> bytes:
    """The file unzipped, as one string of bytes; a PDF with its words and its properties read out."""
    if ending.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    if ending == ".pdf":
        document = pypdfium2.PdfDocument(content)
        told = repr(document.get_metadata_dict())
        document.close()
        return content + "\n".join(pdf_pages(content)).encode() + told.encode()
    return content


def rendered(sheet: Sheet) -> dict[str, bytes]:
    """The sheet in every format."""
    return {ending: render(sheet, ending) for ending in ENDINGS}


def pdf_tags(content: bytes) -> list[list[tuple[int, str]]]:
    """The tags of each page as pdfium reads them: how deep each lies, and its type ("H1", "Div", "Span")."""
    document = pypdfium2.PdfDocument(content)
    try:
        assert raw.FPDFCatalog_IsTagged(document)
        return [_tags_of(page) for page in document]
    finally:
        document.close()


def _tags_of(page: pypdfium2.PdfPage) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []

    def walk(element: object, depth: int) -> None:
        letters = (ctypes.c_ushort * 64)()
        length = raw.FPDF_StructElement_GetType(element, letters, ctypes.sizeof(letters))
        found.append((depth, bytes(letters)[: max(length - 2, 0)].decode("utf-16-le")))
        for n in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
            if child:
                walk(child, depth + 1)

    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        for n in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, n), 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return found


def pdf_language(content: bytes) -> str:
    """The language that the whole PDF is in."""
    document = pypdfium2.PdfDocument(content)
    try:
        letters = (ctypes.c_ushort * 32)()
        length = raw.FPDFCatalog_GetLanguage(document, letters, ctypes.sizeof(letters))
        return bytes(letters)[: max(length - 2, 0)].decode("utf-16-le")
    finally:
        document.close()


def pdf_bookmarks(content: bytes) -> list[tuple[int, str]]:
    """The bookmarks: how deep each lies, and its words."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [(one.level, one.get_title()) for one in document.get_toc()]
    finally:
        document.close()
