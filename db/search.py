"""Full-text search over articles, quotes and evidence."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from unicodedata import combining, normalize

from db.driver import snapshot, sqlite3
from db.faults import known
from db.library import read_only
from db.migrations import SEARCHED
from db.records import Span

_OPEN, _CLOSE = "\x02", "\x03"  # stand round each hit in a snippet; no text from a newsroom holds them
_WORDS_ROUND = 24
_MOST_RANKED = 1_000  # records

T = TypeVar("T")
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


def beside(path: Path, question: Callable[..., T], *about: object) -> T:
    """What a question of this module finds in the library there, asked from another thread than the library's own."""
    with known(path), closing(read_only(path)) as db, snapshot(db):
        return question(db, *about)


def search(db: sqlite3.Connection, text: str, limit: int) -> tuple[Hit, ...]:
    """The records that hold every word of `text` (the last may be a beginning), best first. Blank text finds none.

    Of a kind of which more than a thousand hold them, the newest, behind the rest and turn about with such of other
    kinds: to rank that many takes long, and what so many hold tells them not apart.
    """
    wanted = match(text)
    if not wanted:
        return ()
    orders = ["rowid DESC" if _many(db, table, wanted) else "rank" for table in SEARCHED]
    places: list[tuple[float, int, int]] = []
    for kind, (table, order) in enumerate(zip(SEARCHED, orders, strict=True)):
        ranks = _ranks(db, table, wanted, limit) if order == "rank" else [0.0] * limit
        places += [(rank, at, kind) for at, rank in enumerate(ranks)]
    best = [kind for *_, kind in sorted(places)[:limit]]
    hits = [  # only for what is shown are excerpts made
        iter(_in(db, table, wanted, best.count(kind), order))
        for kind, (table, order) in enumerate(zip(SEARCHED, orders, strict=True))
    ]
    return tuple(hit for kind in best for hit in islice(hits[kind], 1))


def _ranks(db: sqlite3.Connection, table: str, wanted: str, limit: int) -> list[float]:
    index = f"{table}_search"
    rows = db.execute(f"SELECT rank FROM {index} WHERE {index} MATCH ? ORDER BY rank LIMIT ?", (wanted, limit))
    return [rank for (rank,) in rows]


def _many(db: sqlite3.Connection, table: str, wanted: str) -> bool:
    """Whether more records hold what is wanted than are worth ranking."""
    index = f"{table}_search"
    held = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET ?"
    return db.execute(held, (wanted, _MOST_RANKED)).fetchone() is not None


def search_any(db: sqlite3.Connection, words: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """Quotes whose own words hold any of the rarest of these, those with most and rarest of them first.

    Only as many words are looked for as a thousand quotes hold: ranking all that hold a common word takes long. Where
    even the rarest is common, the quotes that hold every one of them, newest first.
    """
    held = sorted((_holders(db, word), word) for word in words if _searchable(word))
    within = [n <= _MOST_RANKED for n in accumulate(n for n, _ in held)]
    rare, common = [word for (_, word), few in zip(held, within, strict=True) if few], [word for _, word in held]
    if not common:
        return ()
    quoted = ['"' + word.replace('"', '""') + '"' for word in rare or common]
    wanted = "{exact} : (" + (" OR " if rare else " AND ").join(quoted) + ")"
    return tuple(_in(db, "quotes", wanted, limit, "rank" if rare else "rowid DESC"))


def _holders(db: sqlite3.Connection, word: str) -> int:
    """How many quotes hold this word in one of their fields."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.quote_words USING fts5vocab(main, quotes_search, 'row')")
    plain = "".join(one for one in normalize("NFD", word.lower()) if not combining(one))  # as the index has it
    found = db.execute("SELECT doc FROM temp.quote_words WHERE term = ?", (plain,)).fetchone()
    return int(found[0]) if found else 0


class Speaker(NamedTuple):
    """Somebody quoted in the library: in how many quotes of how many articles, and the newest of them."""

    name: str
    quotes: int
    articles: int
    article_id: str
    quote_id: str


def speakers(db: sqlite3.Connection, text: str, limit: int) -> tuple[Speaker, ...]:
    """Whoever is quoted under a name that holds every word of `text`, most quoted first.

    Not those whose identity is confidential: in a list of names even the words in print would point at them.
    """
    wanted = match(text)
    if not wanted:
        return ()
    rows = db.execute(
        "SELECT iif(q.name = '', q.speaker, q.name) AS who, count(*), count(DISTINCT q.article_id), q.article_id, q.id,"
        " max(q.nr) FROM quotes_search s JOIN quotes q ON q.nr = s.rowid LEFT JOIN sources o ON o.id = q.source_id"
        " WHERE quotes_search MATCH ? AND q.form <> 'term' AND coalesce(o.confidential, 0) = 0"
        " GROUP BY who ORDER BY 2 DESC, who LIMIT ?",
        ("{speaker name} : (" + wanted + ")", limit),
    )
    return tuple(Speaker(*row[:5]) for row in rows)


class Holding(NamedTuple):
    """How many quotes of an article somebody holds that no person has decided on, and the first of them."""

    who: str
    article_id: str
    quotes: int
    quote_id: str


def holdings(db: sqlite3.Connection) -> tuple[Holding, ...]:
    """Who holds which quotes that nobody has decided on, article by article, by name. Lost ones do not count."""
    rows = db.execute(
        "SELECT assigned_to, article_id, count(*), id, min(start) FROM quotes WHERE assigned_to <> '' AND excluded = ''"
        " AND start < end AND form <> 'term' AND status IN ('unchecked', 'in_check', 'needs_change')"
        " GROUP BY assigned_to, article_id ORDER BY assigned_to COLLATE NOCASE, article_id"
    )
    return tuple(Holding(*row[:4]) for row in rows)


def match(text: str) -> str:
    """What a person typed as an FTS5 query in which nothing they typed is an operator."""
    words = ['"' + word.replace('"', '""') + '"' for word in text.replace("\x00", " ").split() if _searchable(word)]
    return " ".join(words) + "*" if words else ""


def _searchable(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _in(db: sqlite3.Connection, table: str, wanted: str, limit: int, order: str) -> list[Hit]:
    kind, article, title = _FROM[table]
    index = f"{table}_search"
    rows = db.execute(
        f"SELECT t.id, {article}, {title}, snippet({index}, -1, ?, ?, '…', ?)"
        f" FROM {index} JOIN {table} t ON t.nr = {index}.rowid WHERE {index} MATCH ? ORDER BY {index}.{order} LIMIT ?",
        (_OPEN, _CLOSE, _WORDS_ROUND, wanted, limit),
    )
    return [Hit(kind, id, of, named, *marked(excerpt)) for id, of, named, excerpt in rows]


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
