"""A second lock on "verbatim", kept apart from everything it guards: two stretches read letter by letter."""

import re
import unicodedata

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys('\xad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2068\u2069\ufeff"“”„‟«»‚‛‹›＂')
    | dict.fromkeys("’ʼ‘＇`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {0xFF01 + n: chr(0x21 + n) for n in range(94) if n not in (1, 6)}
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)
_BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*(?:\r?\n[ \t\f]*){1,2}(?=[^\W\d_])")
_HARMLESS = re.compile(r"\u2067(?![^\u2069]*\d)")
_LEFT_OUT = re.compile(r"\.(?:[ \u00a0]?\.){2,}|…")
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_SOFT = re.compile(r"[\s'\"]+|\.(?:\s?\.){2,}|…|-+|[\[\]]")


def plainly_same(printed: str, said: str) -> bool:
    """Whether the two read the same letter by letter and word by word, typography and end marks aside."""
    ours, theirs = _read(printed), _read(said)
    return any(one == other for one in ours for other in theirs)


def _read(text: str) -> list[list[str]]:
    """The pieces of a text, with words broken at a line's end joined, and with their hyphens kept."""
    text = _LEFT_OUT.sub(" ", _HARMLESS.sub("", text))
    plain = unicodedata.normalize("NFC", text.replace("\u00ad\n", "-\n")).translate(_TYPOGRAPHY)
    return [_pieces(_BROKEN.sub("", plain)), _pieces(_BROKEN.sub("-", plain))]


def _pieces(text: str) -> list[str]:
    pieces = [piece for piece in _PIECE.findall(text) if not _SOFT.fullmatch(piece)]
    while pieces and pieces[-1] in ",.;:":
        pieces.pop()
    return pieces
