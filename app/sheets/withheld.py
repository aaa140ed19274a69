"""Keeps the names of those who spoke on background, and of confidential sources, out of everything a sheet says.

A name is withheld in every string of the sheet, whichever field it came from, so that no field can be forgotten.
Only codes, hashes and ids are left alone. A name that the article also has on the record stays where it is on the
record, and nowhere else.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, TypeVar

from app.sheets.printable import changed
from app.sheets.sheet import Row, Run, Sheet
from app.sheets.words import Words
from app.workflow import Desk, QuoteState, in_confidence
from db.records import Attribution, SourceKind, Span

_CODES: Final = frozenset(
    (
        *("quote_id", "evidence_id", "article_id", "article_hash", "policy", "policy_hash", "kind", "level", "verdict"),
        *("form", "attribution", "terms", "status", "sign", "stale", "capture", "hash", "state", "history_head", "key"),
        *("choice", "made_at", "checked_at", "at", "signed_at", "change"),
    )
)
_LETTER: Final = r"[^\W\d_]"
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LIGATURES: Final = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"} | {
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"
}  # fmt: skip
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_LONG: Final = 6  # letters from which a part of a name is looked for inside other words and in any case
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Withholder:
    """Replaces names by words that say one is withheld. `address` is what to look for inside addresses and paths."""

    pattern: re.Pattern[str] | None
    address: re.Pattern[str] | None
    instead: str

    def spans(self, text: str) -> list[Span]:
        """Where the names stand, in order; an address or a path that holds one counts whole."""
        if self.pattern is None:
            return []
        bare, places = _folded(text)
        found = [_unfolded(match.span(), places, text) for match in self.pattern.finditer(bare)]
        if self.address and any(sign in text for sign in "@/\\"):
            for token in re.finditer(r"\S+", text):
                if any(sign in token[0] for sign in "@/\\") and self.address.search(_folded(token[0])[0]):
                    found.append(token.span())
        merged: list[Span] = []
        for start, end in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def text(self, text: str) -> str:
        """The text without the names."""
        pieces: list[str] = []
        last = 0
        for start, end in self.spans(text):
            pieces += [text[last:start], self.instead]
            last = end
        return "".join([*pieces, text[last:]]) if last else text

    def moves(self, text: str) -> Callable[[int], int]:
        """Where an offset into the text lies once the names are replaced; one inside a name moves to its start."""
        starts: list[int] = [0]
        shifts: list[tuple[int, int]] = [(0, 0)]  # how far what follows has moved, and where the name before it ends
        for start, end in self.spans(text):
            moved = shifts[-1][0] + len(self.instead) - (end - start)
            starts.append(start + 1)
            shifts.append((moved, end))

        def at(offset: int) -> int:
            n = bisect_right(starts, offset) - 1
            moved, end = shifts[n]
            return starts[n] - 1 + shifts[n - 1][0] if n and offset < end else offset + moved

        return at

    def runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs without the names, also where a name lies across several runs."""
        whole = "".join(run.text for run in runs)
        spans = self.spans(whole)
        if not spans:
            return runs
        owner = list(chain.from_iterable([n] * len(run.text) for n, run in enumerate(runs)))
        pieces = [""] * len(runs)
        gone = {at for start, end in spans for at in range(start, end)}
        begins = {start for start, _ in spans}
        for at, letter in enumerate(whole):
            if at in begins:
                pieces[owner[at]] += self.instead
            if at not in gone:
                pieces[owner[at]] += letter
        return tuple(replace(run, text=piece) for run, piece in zip(runs, pieces, strict=True) if piece)

    def everywhere(self, value: T) -> T:
        """The value, a dataclass or a tuple of them, without the names in any of its strings."""
        return changed(value, self.text, self.runs, leave=_CODES) if self.pattern else value


def withheld(state: QuoteState) -> bool:
    """Whether this quote's speaker may not be named."""
    return in_confidence(state.quote, state.source)


def withhold(sheet: Sheet, desk: Desk, words: Words, keep_out: Iterable[str] = ()) -> Sheet:
    """The sheet without any name that must not leave the desk. `keep_out` holds further names, as a seal may."""
    secret = _secrets(desk, words, tuple(keep_out))
    if not secret:
        return sheet
    # A lost quote is on no sheet, and so opens no name.
    open_states = [state for state in desk.states if not withheld(state) and not state.lost]
    open_names = {_plain(name) for state in open_states for name in _names(state)} - {""}
    texts = (sheet.text, *(piece.text for piece in desk.evidence))
    strict = withholder(secret, words, open_names, texts)
    lenient = withholder([name for name in secret if _plain(name) not in open_names], words, open_names, texts)
    open_rows = {str(state.quote.id) for state in open_states}

    def row(one: Row) -> Row:
        if one.quote_id not in open_rows:
            return strict.everywhere(one)
        kept = lenient.everywhere(one)
        hard = strict.everywhere(one)
        return replace(hard, **{name: getattr(kept, name) for name in _ON_RECORD})

    moved = lenient.moves(sheet.text)
    rows = tuple(replace(row(one), start=moved(one.start), end=moved(one.end)) for one in sheet.rows)
    rest = strict.everywhere(replace(sheet, rows=(), text=""))
    return replace(rest, head=lenient.everywhere(sheet.head), rows=rows, text=lenient.text(sheet.text))


_ON_RECORD: Final = (
    *("exact", "published", "said", "was", "differences", "heading", "speaker", "name", "who"),
    *("change_from", "change_to"),
)


def _names(state: QuoteState) -> tuple[str, ...]:
    return (state.quote.name, state.quote.speaker, state.source.name if state.source else "")


def _secrets(desk: Desk, words: Words, keep_out: tuple[str, ...]) -> list[str]:
    pieces = {piece.id: piece for piece in desk.evidence}
    found: list[str] = [name for name in keep_out if name.strip()]
    for state in desk.states:
        if not withheld(state):
            continue
        quote, source = state.quote, state.source
        described = [quote.name, quote.speaker]
        for check in state.checks:
            piece = pieces.get(check.evidence_id) if check.evidence_id else None
            turns = piece.turns if piece else ()
            described += [t.speaker for t in turns if t.start < check.passage_end and check.passage_start < t.end]
        agreed, code = _plain(quote.agreed_wording), _plain(source.code_name) if source else ""
        body = quote.attribution in (Attribution.ORGANISATION, Attribution.SPOKESPERSON, Attribution.DOCUMENT)
        body = body or (source is not None and source.kind is not SourceKind.PERSON)
        for name in [*names_in(described, words), source.name if source else ""]:
            public = _plain(name) in agreed and (body or name not in (quote.name, source.name if source else ""))
            if name.strip() and not public and _plain(name) != code:
                found.append(name)
    return list(dict.fromkeys(found))


def names_in(described: Iterable[str], words: Words) -> list[str]:
    """The names among some descriptions: "Ada Quill" is one, "a senior Treasury official" holds none.

    What begins like a description gives only its runs of two or more capitalised words.
    """
    opening = words.lexicon("descriptions")
    found: list[str] = []
    for text in described:
        parts = text.split()
        if parts and parts[0].casefold().strip(",.") not in opening:
            found.append(text)
        elif len(parts) > 1:
            rest = " ".join(parts[1:])
            found += re.findall(r"[A-ZÀ-ÞĀ-Ž][\w’'-]*(?:\s+[A-ZÀ-ÞĀ-Ž][\w’'-]*)+", rest)
    return found


def withholder(
    names: Iterable[str], words: Words, open_names: Iterable[str] = (), texts: Sequence[str] | None = None
) -> Withholder:
    """A Withholder for some names: whole, run together, in parts, with and without accents, in any composition.

    A short part of a name is found as a name is written; in small letters too ("quint said so") where none of `texts`,
    what was published and said, has it as an ordinary word ("may", "mark").
    """
    plain = words.lexicon("plain") | {_plain(part) for name in open_names for part in name.split()}
    wholes: set[str] = set()
    parts: set[str] = set()
    addresses: set[str] = set()
    for tokens in (re.findall(r"\w+", form) for name in names for form in _forms(name)):
        whole = r"[\W_]{0,3}".join(map(re.escape, tokens))
        if whole:
            wholes.add(f"(?i:{whole})" if sum(map(len, tokens)) >= _LONG else f"(?i:{_apart(whole)})")
        for token in tokens:
            if token.casefold() in plain or len(token) < 2 or token.isdecimal():
                continue
            addresses.add(_apart(re.escape(token)))
            if len(token) >= _LONG:
                parts.add(f"(?i:{re.escape(token)})")
            else:
                small = (token.lower(),) if texts is not None and not _among(token.lower(), texts) else ()
                cases = (token, token.upper(), token.capitalize(), *small)
                parts.update(_apart(re.escape(cased)) for cased in cases)
    found = [*_longest_first(wholes), *_longest_first(parts)]
    return Withholder(_pattern(found), _pattern(_longest_first(addresses), re.IGNORECASE), words("sheet.name_withheld"))


def _apart(pattern: str) -> str:
    """The pattern where no letter stands right before or after it."""
    return rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})"


def _longest_first(choices: Iterable[str]) -> list[str]:
    return sorted(choices, key=lambda choice: (-len(choice), choice))


def _pattern(choices: list[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str] | None:
    return re.compile("|".join(choices), flags) if choices else None


def _among(word: str, texts: Iterable[str]) -> bool:
    there = re.compile(_apart(re.escape(word)))
    return any(there.search(text) for text in texts)


def _forms(name: str) -> dict[str, None]:
    """The name without accents, and with umlauts as they are spelt out ("Mueller") or left out."""
    bare = _folded(name)[0]
    spelt = _folded(unicodedata.normalize("NFC", name).translate(_SPELT))[0]
    short = re.sub(r"(?i)([aou])e", r"\1", bare)
    return dict.fromkeys(form.strip() for form in (bare, spelt, short) if form.strip())


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The text without accents and without what nobody sees, and where each of its letters stands in the text given.

    None for the places where all stand where they stood.
    """
    if text.isascii():
        return text, None
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if letter in _UNSEEN:
            continue
        for one in unicodedata.normalize("NFKD", _LIGATURES.get(letter, letter)):
            if not unicodedata.combining(one):
                letters.append(one)
                places.append(at)
    return "".join(letters), places


def _unfolded(span: Span, places: list[int] | None, text: str) -> Span:
    """The span in the text itself, with the accents that belong to its last letter."""
    if places is None:
        return span
    start, end = places[span[0]], places[span[1] - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
