"""Writes a sheet: the ending picks the format, and the file is there whole or not at all."""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path

from app.sheets import annotated, data, docx, html, jsonld, markdown, pdf, proof, publishing, tables
from app.sheets.sheet import Sheet
from app.stopping import Stop, never
from db.errors import Cancelled, CannotWrite
from db.faults import is_folder
from db.whole import put

Writer = Callable[[Sheet, Path | None], bytes]

FORMATS: Mapping[str, Writer] = {
    ".docx": lambda sheet, _: docx.render(sheet),
    ".pdf": pdf.render,
    ".xlsx": lambda sheet, _: tables.workbook_bytes(sheet),
    ".csv": lambda sheet, _: tables.csv_bytes(sheet),
    ".html": html.render,
    ".md": lambda sheet, _: markdown.render(sheet),
    ".json": lambda sheet, _: data.render(sheet),
    ".jsonld": lambda sheet, _: jsonld.render(sheet),
    ".claimreview.jsonld": lambda sheet, _: publishing.render(sheet),
    ".annotated.docx": lambda sheet, _: annotated.render(sheet),
}
"""What writes each ending: the sheet, and the house's folder of templates, into bytes."""


def ending_of(path: Path) -> str | None:
    """The longest known ending of the file's name, None where it has none: "story.annotated.docx" is not ".docx"."""
    name = path.name.lower()
    return max((one for one in FORMATS if name.endswith(one) and name != one), key=len, default=None)


def render(sheet: Sheet, ending: str, *, template_folder: Path | None = None) -> bytes:
    """The sheet's bytes in the format of an ending (".pdf").

    Raises CannotWrite (unknown_format), BrokenTemplate, and Refused (NOT_TO_PUBLISH) for a ClaimReview of no quote.
    """
    writer = FORMATS.get(ending.lower())
    if writer is None:
        raise CannotWrite(why="unknown_format", name=ending)
    return writer(sheet, template_folder)


def write(
    sheet: Sheet,
    path: Path,
    *,
    template_folder: Path | None = None,
    signer: proof.Signer | None = None,
    stop: Stop = never,
) -> None:
    """Writes the sheet in the format of the path's ending. An older file of that name stays until the new one is whole.

    With a signer the data sheet is signed inside, and any other format by a ".sig" beside it; without one a ".sig" that
    an older file of that name had is taken away, since it proves nothing about this one.
    Raises CannotWrite, whose `why` is one of unknown_format, full, read_only, permission, exists (it is a folder),
    missing (there is no such folder), locked, name_too_long, too_long (a PDF of too many quotes), failed;
    BrokenTemplate; and Cancelled where `stop`, asked before anything is put in its place, says so.
    """
    ending = ending_of(path)
    if ending is None:
        raise CannotWrite(why="unknown_format", name=path.name)
    if is_folder(path):
        raise CannotWrite(why="exists", name=path.name)
    signed = signer.sign(data.content_hash(sheet), sheet.foot.made_at) if signer else None
    inside = ending == ".json"
    content = data.render(sheet, signed) if inside else render(sheet, ending, template_folder=template_folder)
    if stop():
        raise Cancelled()
    put(path, content, shared=True)
    if signer and not inside:
        put(proof.beside(path), proof.sidecar(content, signer, sheet.foot.made_at), shared=True)
    elif proof.is_proof(proof.beside(path)):
        with contextlib.suppress(OSError):
            proof.beside(path).unlink()
