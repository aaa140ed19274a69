"""From a path to bytes and their format: size limits first, content before ending, every refusal by name."""

import hashlib
import json
import re
import stat
import zipfile
from io import BytesIO
from pathlib import Path

from app.reading.pieces import MAX_BYTES, MAX_MARKUP, Format, Why, refuse
from db.records import Original, Sha256, now

MEDIA_TYPES = {
    Format.TEXT: "text/plain",
    Format.MARKDOWN: "text/markdown",
    Format.HTML: "text/html",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.SUBTITLES: "text/vtt",
    Format.OTRANSCRIBE: "application/json",
    Format.MAIL: "message/rfc822",
}
ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".srt": Format.SUBTITLES,
    ".vtt": Format.SUBTITLES,
    ".otr": Format.OTRANSCRIBE,
    ".eml": Format.MAIL,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = (*_ZIP, _OLE, b"{\\rtf")
_PICTURES_AND_SOUND = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"ID3", b"OggS", b"fLaC", b"\x7fELF", b"MZ\x90")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
_MAIL_SIGN = re.compile(rb"^(?:Received|MIME-Version|Message-ID|Return-Path):", re.I | re.M)
_CUE = re.compile(rb"\s*\d{1,6}\s*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->")


def load(path: Path) -> bytes:
    """The file's bytes. Raises Unreadable: missing, folder, no_permission, empty, too_large, …"""
    name = path.name
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refuse(Why.FOLDER, name)
        if not stat.S_ISREG(found.st_mode):
            raise refuse(Why.NOT_A_FILE, name)
        if found.st_size > MAX_BYTES:
            raise refuse(Why.TOO_LARGE, name, limit=MAX_BYTES)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise refuse(Why.MISSING, name) from problem
    except PermissionError as problem:
        raise refuse(Why.NO_PERMISSION, name) from problem
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        raise refuse(Why.CANNOT_OPEN, name) from problem
    return within_limits(content, name)


def within_limits(content: bytes, name: str) -> bytes:
    """`content` itself. Raises Unreadable where there is nothing in it or too much."""
    if not content:
        raise refuse(Why.EMPTY, name)
    if len(content) > MAX_BYTES:
        raise refuse(Why.TOO_LARGE, name, limit=MAX_BYTES)
    return content


def sniff(content: bytes, name: str) -> Format:
    """The format that `content` is in; the ending of `name` decides between kinds of plain text only.

    Raises Unreadable where the content is of no kind that can be read, or plainly not what the ending says.
    """
    claimed = ENDINGS.get(Path(name).suffix.lower())
    found = _by_signature(content, name)
    if found is None:
        if claimed in {Format.PDF, Format.DOCX}:
            raise refuse(Why.WRONG_ENDING if _looks_like_text(content) else Why.DAMAGED, name, claimed=claimed.value)
        found = _by_wording(content, claimed)
    if found in {Format.HTML, Format.MAIL} and len(content) > MAX_MARKUP:
        raise refuse(Why.TOO_LARGE, name, limit=MAX_MARKUP)
    return found


def is_plain(content: bytes, name: str) -> bool:
    """Whether it is plain text or Markdown, as far as its first bytes and its ending say."""
    if b"%PDF-" in content[:1024] or content.startswith((*_PACKED, *_PICTURES_AND_SOUND)) or b"\x00" in content[:8192]:
        return False
    return _by_wording(content, ENDINGS.get(Path(name).suffix.lower())) in {Format.TEXT, Format.MARKDOWN}


def _by_signature(content: bytes, name: str) -> Format | None:
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(_ZIP):
        return _in_zip(content, name)
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise refuse(Why.ENCRYPTED if encrypted else Why.UNSUPPORTED, name)
    if content.startswith(b"{\\rtf"):
        raise refuse(Why.UNSUPPORTED, name)
    if content.startswith(_PICTURES_AND_SOUND) or content[4:8] == b"ftyp":
        raise refuse(Why.BINARY, name)
    return None


def _in_zip(content: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = set(package.namelist())
    except Exception as problem:  # zipfile raises half a dozen classes on broken archives
        raise refuse(Why.DAMAGED, name) from problem
    if "word/document.xml" in members:
        return Format.DOCX
    raise refuse(Why.UNSUPPORTED, name)


def _looks_like_text(content: bytes) -> bool:
    start = content[:4096]
    return b"\x00" not in start and sum(byte < 9 for byte in start) == 0


def _by_wording(content: bytes, claimed: Format | None) -> Format:
    start = content[:8192].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"WEBVTT") or _CUE.match(start):
        return Format.SUBTITLES
    if claimed == Format.OTRANSCRIBE or (start.lstrip().startswith(b"{") and _is_otranscribe(content)):
        return Format.OTRANSCRIBE
    if claimed in {Format.SUBTITLES, Format.MAIL, Format.HTML}:
        return claimed
    if _HTML.match(start):
        return Format.HTML
    if claimed is not Format.MARKDOWN and _MAIL.match(start) and _MAIL_SIGN.search(start):
        return Format.MAIL
    return claimed or Format.TEXT


def _is_otranscribe(content: bytes) -> bool:
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(parsed, dict) and isinstance(parsed.get("text"), str) and "media-time" in parsed


def original(content: bytes, form: Format, name: str) -> Original:
    """The record of the bytes as they came in."""
    digest = Sha256(hashlib.sha256(content).hexdigest())
    return Original(digest, MEDIA_TYPES[form], name, now(), content)
