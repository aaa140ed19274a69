"""Word documents into blocks, by python-docx.

Tracked changes are read as accepted: inserted and moved-in words are part of the text, deleted ones are not. Footnotes
and endnotes follow at the end, each as a paragraph, since newsrooms put sources there; comments are never read.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from app.reading.pieces import Block, Cut, Head, Role, Why, refuse

_UNPACKED = 200 * 1024 * 1024  # all parts together
_PART = 24 * 1024 * 1024  # one part of XML
_PARTS = 5000
_PARAGRAPHS = 100_000  # a book has a tenth of these
_BEFORE_MARKUP = b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}fldData", f"{_W}rPr", f"{_W}pPr"}
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"


_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def blocks(content: bytes, name: str) -> tuple[tuple[Block, ...], Head]:
    """The paragraphs of a Word document, those of its tables too, and its core properties.

    Raises Unreadable: damaged, encrypted, too_large (unpacked), hostile (a part that declares entities).
    """
    _guard(content, name)
    import docx

    try:
        document = docx.Document(BytesIO(content))
        found = list(islice(_paragraphs(document.element.body), _PARAGRAPHS + 1))
        found += _notes(document.part)
        properties = document.core_properties
        head = Head(
            byline=properties.author if properties.author != "python-docx" else "",
            language=properties.language or "",
        )
    except Exception as problem:  # python-docx lets through whatever zipfile, lxml and its own part loader raise
        raise refuse(Why.DAMAGED, name) from problem
    if len(found) > _PARAGRAPHS:
        raise refuse(Why.TOO_LARGE, name, limit=_PARAGRAPHS)
    return tuple(found), head


def _guard(content: bytes, name: str) -> None:
    """Looks at the package before any library unpacks it: sizes as declared, encryption, entity declarations."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise refuse(Why.ENCRYPTED, name)
            if sum(member.file_size for member in members) > _UNPACKED or len(members) > _PARTS:
                raise refuse(Why.TOO_LARGE, name, limit=_UNPACKED)
            for member in members:
                with package.open(member) as part:
                    start = part.read(64)
                    if start.lstrip(_BEFORE_MARKUP).startswith(b"<"):  # whatever the part is called
                        _guard_markup(start + part.read(_PART + 1), name)
    except _BROKEN_ZIP as problem:
        raise refuse(Why.DAMAGED, name) from problem


def _guard_markup(part: bytes, name: str) -> None:
    """No part of a Word file has a document type; one that does is built to expand or to reach out."""
    if len(part) > _PART:
        raise refuse(Why.TOO_LARGE, name, limit=_PART)
    plain = part.replace(b"\x00", b"")  # UTF-16 hides it from a search for bytes
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse(Why.HOSTILE, name)


def _paragraphs(body: Any) -> Iterator[Block]:
    for paragraph in body.iter(f"{_W}p"):
        if _inside(paragraph, _ALTERNATE) or _inside(paragraph, f"{_W}moveFrom"):
            continue
        role = _role(paragraph)
        for line in _words(paragraph).split("\n"):
            if line.strip():
                yield Block(line.strip(), role)


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _words(paragraph: Any) -> str:
    """The words of one paragraph as they stand once all tracked changes are accepted."""
    words: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _GONE or element.tag in (_ALTERNATE, _TEXT_BOX):
            continue
        if element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag == f"{_W}tab":
            words.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            words.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            words.append("\N{NON-BREAKING HYPHEN}")
        waiting.extend(reversed(element))
    return "".join(words)


def _role(paragraph: Any) -> Role:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if name == "title":
        return Role.HEADLINE
    if name == "subtitle":
        return Role.STANDFIRST
    return Role.HEADING if name.startswith("heading") else Role.UNKNOWN


def _notes(main: Any) -> Iterator[Block]:
    """Footnotes and endnotes, in order; separators between text and notes carry no words."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in main.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        tree = etree.fromstring(relation.target_part.blob, parser)
        for block in _paragraphs(tree):
            yield Block(block.text, cut=Cut.FOOTNOTE)
