"""Words as they stand: cut out of a text with their places, and folded only as far as typography goes.

Nothing is thrown away between two words but space, quotation marks and punctuation; whatever else stands there (a
currency sign, a percent sign, a minus, an emoji) is a word of its own, so that no change of it can go unseen.
"""

import re
import unicodedata
from dataclasses import dataclass

from db.records import Span

APOSTROPHES = "'’ʼ‘＇`´"
DOUBLE = '"“”„‟«»＂'
SINGLE = "'‘’‚‛‹›"
QUOTE_MARKS = frozenset(DOUBLE + SINGLE + "`´")
HYPHENS = "-‐‑–−"
DASHES = frozenset("-‐‑‒–—―−")
# Soft hyphen, zero-width space, (non-)joiner, marks and isolates of direction, word joiner, byte order mark. Overrides
# of direction (U+202D, U+202E) are not among them: they turn 123 into 321 on the page. Nor is an isolate that runs from
# right to left (U+2067) round digits, which may show "10–15" as "15–10".
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069\ufeff"
TURNING = r"\u2067(?=[^\u2069]*\d)"
PAUSES = ",;:—–()"  # where a clause may end
# Titles that are cut short: the full stop behind one ends no sentence.
TITLE = (
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|St|Prof|Sens?|Reps?|Gov|Gen|Brig|Col|Lt|Maj|Capt|Sgt|Cpl|Pte|Adm|Cmdr|Det|Insp|Supt|Const"
    r"|Cllr|Ald|Rev|Fr|Msgr|Hon|Amb)"
)
PUNCTUATION = frozenset(".,;:!?…()[]{}·•¿¡") | DASHES | QUOTE_MARKS

_LETTER = r"[^\W\d_]"
_MARKS = "[\u0300-\u036f" + INVISIBLE.replace("\u2067", "") + "]*"
_CORE = rf"(?:[^\W_]{_MARKS})+"
_BREAK = rf"(?<={_LETTER})[-‐\u00ad][ \t]*(?:\r?\n[ \t\f]*){{1,2}}(?={_LETTER})"  # a word broken at the end of a line
_JOIN = rf"(?:{_BREAK}|[{APOSTROPHES}\{HYPHENS}](?=[^\W_])|(?<=\d)[.,:·](?=\d)|(?<=\b{_LETTER})\.(?={_LETTER}\b))"
_SIGN = rf"(?:(?<![\w.,%)])[-−–+±][{INVISIBLE}]*(?=\.?\d))?(?:(?<![\w.])\.(?=\d))?"
_OTHER = r"[^\w\s.,;:!?…()\[\]{}·•¿¡" + re.escape("".join(sorted(DASHES | QUOTE_MARKS))) + INVISIBLE + "]|_"
WORD = re.compile(rf"{TURNING}|{_SIGN}{_CORE}(?:{_JOIN}{_CORE})*|{_OTHER}")

_LINE_BREAK = re.compile(rf"[-‐\u00ad][ \t]*(?:\r?\n[ \t\f]*){{1,2}}(?={_LETTER})")
_FOLD: dict[int, str | int | None] = {ord(c): "'" for c in APOSTROPHES}
_FOLD |= {ord(c): "-" for c in HYPHENS} | dict.fromkeys(map(ord, INVISIBLE))
_FOLD |= {0xFF01 + n: 0x21 + n for n in range(94)}  # full-width forms
_FOLD |= dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
# Words whose line-break hyphen may be their own: "re-sign" and "resign" both exist and do not mean the same.
_TWO_READINGS = re.compile(
    r"re(sign|cover|form|creat|press|sent|lay|mark|serve|sort|lease|place|count|treat|store|fund|move|bound|search|act"
    r"|cede|dress|prove|strain|tire|view|pose|collect|sound)\w*|co(op|ops)|un(ionised|ionized)|pre(dated?|position)\w*"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, side by side: as folded, the same in lower case, and where each stands.

    `text` is what they were cut from, `offset` where that begins in the whole; starts and ends count in the whole.
    `broken` maps a word's number to its folded reading with the line-break hyphen kept.
    """

    text: str
    offset: int
    keys: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    broken: dict[int, str]

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, left: int, right: int) -> str:
        """The text from the end of word `left` to the start of word `right`."""
        return self.text[self.ends[left] - self.offset : self.starts[right] - self.offset]

    def gap(self, n: int) -> str:
        """The text right before word `n`: all there is before the first one, all behind the last one for `len`."""
        start = self.ends[n - 1] - self.offset if n else 0
        return self.text[start : self.starts[n] - self.offset if n < len(self.starts) else None]


def fold(word: str) -> str:
    """The word with its Unicode form, apostrophes and hyphens made the same; letters, digits and case are kept.

    NFC and no further: NFKC would read a square as a 2.
    """
    if word.isascii() and "`" not in word:
        return word
    return unicodedata.normalize("NFC", word).translate(_FOLD)


def words(text: str, offset: int = 0, like: frozenset[str] = frozenset()) -> Words:
    """The words of `text`, which begins at `offset` of the whole.

    A word broken at a line's end is read joined, or with its hyphen where `like` (lower case) holds it so. Where both
    readings are words of their own it is left broken, and so equals neither.
    """
    found = [(m[0], m.start()) for m in WORD.finditer(text)]
    raw = [word for word, _ in found]
    starts = [start + offset for _, start in found]
    ends = [start + len(word) for start, word in zip(starts, raw, strict=True)]
    broken = {n: raw[n] for n in range(len(raw)) if "\n" in raw[n]} if "\n" in text else {}
    keys = raw if text.isascii() and not broken and "`" not in text else [fold(word) for word in raw]
    for n, word in broken.items():
        joined, kept = fold(_LINE_BREAK.sub("", word)), fold(_LINE_BREAK.sub("-", word))
        unsure = _TWO_READINGS.fullmatch(joined.lower())
        keys[n] = word if unsure else kept if kept.lower() in like else joined
        broken[n] = kept
    return Words(text, offset, keys, [key.lower() for key in keys], starts, ends, broken)


def blank(text: str, spans: list[Span]) -> str:
    """The text with these stretches made spaces (line ends kept), so that every other place stays where it was."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at:start])
        pieces.append(re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join(pieces) + text[at:]
