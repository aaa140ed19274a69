"""One way into every format: bytes in, blocks and metadata out, and no other problem than Unreadable."""

import json
import re
from collections.abc import Callable

from app.reading import letters, mail, markdown, pdf, web, word
from app.reading.pieces import Block, Format, Head, Pages, Why, refuse
from db.errors import KnownProblem

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def take_apart(content: bytes, form: Format, name: str, url: str = "") -> Pages:
    """The file's blocks in reading order. Raises Unreadable, whatever the bytes are."""
    reader = _READERS.get(form)
    if reader is None:
        raise refuse(Why.NOT_AN_ARTICLE, name)
    try:
        return reader(content, name, url)
    except KnownProblem:
        raise
    except (RecursionError, MemoryError) as problem:
        raise refuse(Why.HOSTILE, name) from problem


def _text(content: bytes, name: str, _url: str) -> Pages:
    decoded = letters.decode(content, name)
    return Pages(plain(decoded.text), Head(), decoded.encoding, decoded.guessed)


def plain(text: str) -> tuple[Block, ...]:
    """The paragraphs of a plain text as blocks."""
    return tuple(Block(paragraph) for paragraph in letters.paragraphs(text))


def _markdown(content: bytes, name: str, _url: str) -> Pages:
    decoded = letters.decode(content, name)
    return Pages(*markdown.blocks(decoded.text, name), decoded.encoding, decoded.guessed)


def page_text(content: bytes, name: str) -> letters.Decoded:
    """A web page's characters, by the encoding it declares where it is not UTF-8."""
    declared = _CHARSET.search(content[:4096])
    return letters.decode(content, name, declared.group(1).decode("ascii") if declared else "")


def _html(content: bytes, name: str, url: str) -> Pages:
    decoded = page_text(content, name)
    return Pages(*web.blocks(decoded.text, name, url), decoded.encoding, decoded.guessed)


def _docx(content: bytes, name: str, _url: str) -> Pages:
    return Pages(*word.blocks(content, name))


def _pdf(content: bytes, name: str, _url: str) -> Pages:
    return Pages(*pdf.blocks(content, name))


def _mail(content: bytes, name: str, url: str) -> Pages:
    message = mail.read(content, name)
    head = Head(headline=message.subject, date=message.date)
    if message.markup:
        return Pages(web.blocks(message.words, name, url)[0], head)
    return Pages(plain(message.words), head)


def _otranscribe(content: bytes, name: str, _url: str) -> Pages:
    """oTranscribe's file: JSON that holds one string of HTML, time codes in spans."""
    decoded = letters.decode(content, name)
    try:
        parsed = json.loads(decoded.text)
        markup = parsed["text"]
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        raise refuse(Why.DAMAGED, name) from problem
    if not isinstance(markup, str) or not markup.strip():
        raise refuse(Why.NO_TEXT, name)
    media = parsed.get("media")
    head = Head(headline=media if isinstance(media, str) else "")
    return Pages(web.every_block(letters.tidy(markup), name), head, decoded.encoding, decoded.guessed)


_READERS: dict[Format, Callable[[bytes, str, str], Pages]] = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.DOCX: _docx,
    Format.PDF: _pdf,
    Format.MAIL: _mail,
    Format.OTRANSCRIBE: _otranscribe,
}
