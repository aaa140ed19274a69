"""Full-text search over articles, quotes and evidence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db.migrations import SEARCHED
from db.records import Span

if TYPE_CHECKING:
    from sqlite_utils import Database

_OPEN, _CLOSE = "\x02", "\x03"  # stand round each hit in a snippet; no text from a newsroom holds them
_WORDS_ROUND = 24

HitKind = Literal["article", "quote", "evidence"]
_FROM: dict[str, tuple[HitKind, str, str]] = {
    "articles": ("article", "t.id", "t.headline"),
    "quotes": ("quote", "t.article_id", "iif(t.name = '', t.speaker, t.name)"),
    "evidence": ("evidence", "t.article_id", "t.title"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One find. `title` is a headline, a speaker or a piece's title; `marks` are the hits within `excerpt`."""

    kind: HitKind
    id: str
    article_id: str
    title: str
    excerpt: str
    marks: tuple[Span, ...]


def search(db: "Database", text: str, limit: int) -> tuple[Hit, ...]:
    """The records that hold every word of `text` (the last may be a beginning), best first. Blank text finds none."""
    wanted = match(text)
    if not wanted:
        return ()
    found = [(rank, i, hit) for i, table in enumerate(SEARCHED) for rank, hit in _in(db, table, wanted, limit)]
    found.sort(key=lambda one: one[:2])
    return tuple(hit for _, _, hit in found[:limit])


def match(text: str) -> str:
    """What a person typed as an FTS5 query in which nothing they typed is an operator."""
    words = ['"' + word.replace('"', '""') + '"' for word in text.replace("\x00", " ").split() if _searchable(word)]
    return " ".join(words) + "*" if words else ""


def _searchable(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _in(db: "Database", table: str, wanted: str, limit: int) -> list[tuple[float, Hit]]:
    kind, article, title = _FROM[table]
    index = f"{table}_search"
    rows = db.execute(
        f"SELECT t.id, {article}, {title}, snippet({index}, -1, ?, ?, '…', ?), {index}.rank"
        f" FROM {index} JOIN {table} t ON t.nr = {index}.rowid WHERE {index} MATCH ? ORDER BY {index}.rank LIMIT ?",
        (_OPEN, _CLOSE, _WORDS_ROUND, wanted, limit),
    )
    return [(rank, Hit(kind, id, of, named, *marked(excerpt))) for id, of, named, excerpt, rank in rows]


def marked(excerpt: str) -> tuple[str, tuple[Span, ...]]:
    """The excerpt without its sentinels, and where they stood."""
    words: list[str] = []
    marks: list[Span] = []
    length = 0
    for i, piece in enumerate(excerpt.split(_OPEN)):
        hit, closed, rest = piece.partition(_CLOSE) if i else ("", "", piece)
        if i and closed:
            marks.append((length, length + len(hit)))
        words += [hit, rest]
        length += len(hit) + len(rest)
    return "".join(words), tuple(marks)
