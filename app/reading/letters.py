"""From bytes to characters, and from characters to paragraphs."""

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise

from app.reading.pieces import Why, refuse

_BOMS = (  # the longer first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\x0b")
_PARAGRAPH_ENDS = re.compile("\x0c|\u2029")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_WESTERN = frozenset("‘’“”–—…•£©®°½éèêëàâäáåçíîïñóôöøúûüßÉÈÀÂÄÁÅÇÍÎÑÓÖØÚÜæœÆŒ«»·€™\xa0¡¿ãõêì§")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding they were written in, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, name: str, declared: str = "") -> Decoded:
    """`content` as text: by its byte order mark, as UTF-8, as `declared`, as bare UTF-16, else by a guess.

    Raises Unreadable (binary, damaged) where that gives no text.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return _sound(content.decode(encoding), encoding.removesuffix("-sig"), False, name)
            except UnicodeDecodeError as problem:
                raise refuse(Why.DAMAGED, name) from problem
    if b"\x00" in content:
        return _bare_utf16(content, name)
    for encoding in ("utf-8", declared):
        try:
            if encoding:
                return _sound(content.decode(encoding), encoding.lower(), False, name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return _guess(content, name)


def _guess(content: bytes, name: str) -> Decoded:
    text = content.decode("cp1252", errors="replace")
    odd = {character for character in text if ord(character) > 126}
    if odd <= _WESTERN:
        return _sound(text, "windows-1252", True, name)
    from charset_normalizer import from_bytes

    first = next(place for place, byte in enumerate(content) if byte > 126)
    sample = content[max(0, first - 1024) : first + _SAMPLE]
    best = from_bytes(sample, threshold=0.4).best()
    encoding = best.encoding if best else "cp1252"
    return _sound(content.decode(encoding, errors="replace"), encoding.replace("_", "-"), True, name)


def _bare_utf16(content: bytes, name: str) -> Decoded:
    """UTF-16 without a mark: in Western text nearly every second byte is zero."""
    sample = content[:_SAMPLE]
    half = max(1, len(sample) // 2)
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > 0.6 * half and sample[1 - start :: 2].count(0) < 0.1 * half:
            try:
                return _sound(content.decode(encoding), encoding, True, name)
            except UnicodeDecodeError as problem:
                raise refuse(Why.DAMAGED, name) from problem
    raise refuse(Why.BINARY, name)


def _sound(text: str, encoding: str, guessed: bool, name: str) -> Decoded:
    """The decoded text, unless it is full of what no text holds."""
    if "\x00" in text or len(_CONTROLS.findall(text)) + text.count("\ufffd") > 0.02 * len(text) + 1:
        raise refuse(Why.BINARY, name)
    return Decoded(tidy(text), encoding, guessed)


def tidy(text: str) -> str:
    """`text` with line ends as "\\n", a blank line at form feeds, and without characters that no page shows."""
    text = _LINE_ENDS.sub("\n", text)
    text = _PARAGRAPH_ENDS.sub("\n\n", text)
    return _CONTROLS.sub("", text)


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"\s*(?:[•·▪◦‣*–—-]|\d{1,2}[.)])\s+\S")
_HANGING = re.compile(r"(?:^|\s)(?:a|an|and|as|at|but|by|for|from|her|his|in|its|of|on|or|that|the|their|to|with)$")
_WRAP_WIDEST = 160  # mail and typewriters wrap at 65 to 80, editors up to 140; a longer line is a paragraph by itself


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, in order, without outer white space.

    A blank line parts two. Where no line is long and lines break only where the next word would not have fitted, the
    text was wrapped by hand and its lines are joined; otherwise each line is a paragraph of its own.
    """
    groups = [
        [line for line in (raw.strip() for raw in group.split("\n")) if line]
        for group in _BLANK_LINE.split(text.strip("\n"))
    ]
    groups = [group for group in groups if group]
    width = _wrap_width(groups)
    return [paragraph for group in groups for paragraph in _unwrapped(group, width)]


def _wrap_width(groups: list[list[str]]) -> int:
    """The width at which a text was wrapped by hand, or 0 where it was not."""
    wrapped = [group for group in groups if len(group) > 1]
    width = max((len(line) for group in wrapped for line in group), default=0)
    if not 40 <= width <= _WRAP_WIDEST or any(len(line) > _WRAP_WIDEST for group in groups for line in group):
        return 0
    inside = [
        _forced(first, second, width)
        for group in wrapped
        for first, second in pairwise(group)
        if (second[0].islower() and first[-1] not in '.!?”"') or _HANGING.search(first)
    ]
    enough = 3 if width <= 55 else 1
    return width if len(inside) >= enough and sum(inside) >= 0.9 * len(inside) else 0


def _forced(first: str, second: str, width: int) -> bool:
    return len(first) + 1 + len(second.split(maxsplit=1)[0]) > width and not _BULLET.match(second)


def _unwrapped(group: list[str], width: int) -> list[str]:
    if not width:
        return group
    joined = [group[0]]
    last = group[0]
    for line in group[1:]:
        if _forced(last, line, width):
            joined[-1] += " " + line
        else:
            joined.append(line)
        last = line
    return joined
