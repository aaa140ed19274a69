"""History as it is read: the newest edits, those that touched one quote, what undo and redo would take back."""

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db import chain
from db.changes import FOLLOWING, LASTING, UNFOLLOWED, Change, Edit, Scalar
from db.driver import sqlite3
from db.records import EditId

_LARGE, _KEPT = 20_000, 16  # letters of a row, and such rows kept as read: the few that made all quotes of an article


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of history: its number, the edit, and the hash that the next row carries."""

    seq: int
    edit: Edit
    hash: str


class Past:
    """The history of one open library. A row that was written never changes, so large ones are read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[int, Entry] = OrderedDict()

    def newest(self, article_id: str | None, quote_id: str | None, limit: int) -> list[Entry]:
        """The newest edits first: all of them, an article's, or those that touched one quote."""
        sql, values = "SELECT seq FROM history", list[Scalar]()
        if quote_id is not None:
            sql, values = "SELECT seq FROM quote_edits JOIN history USING (seq) WHERE quote_id = ?", [quote_id]
        if article_id is not None:
            sql += f" {'WHERE' if quote_id is None else 'AND'} article_id = ?"
            values.append(article_id)
        found = self._db.execute(f"{sql} ORDER BY seq DESC LIMIT ?", (*values, limit))
        return self._entries([row[0] for row in found])

    def _entries(self, seqs: Sequence[int]) -> list[Entry]:
        wanted = json.dumps([seq for seq in seqs if seq not in self._kept])
        held = dict(self._kept)
        for row in self._db.execute(
            f"SELECT {_LINK} FROM history WHERE seq IN (SELECT value FROM json_each(?))", (wanted,)
        ):
            link = chain.Link(*row)
            held[link.seq] = made = entry(link)
            if len(link.changes) >= _LARGE:
                self._kept[link.seq] = made
        for seq in seqs:
            if seq in self._kept:
                self._kept.move_to_end(seq)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return [held[seq] for seq in seqs]

    def undoable(self) -> tuple[Edit, ...]:
        """What an undo takes back, newest first: the newest that stands, after what the program did because of it."""
        taken, followed = set[str](), list[str]()
        for id, undoes, is_undo, verb in self._backwards():
            if is_undo:
                taken.add(undoes)
            elif id not in taken and verb in FOLLOWING:
                followed.append(id)
            elif id not in taken:
                because = () if verb in UNFOLLOWED else [one for one in followed if self._follows(one, id)]
                return tuple([self._edit(one) for one in (*because, id)])
        return tuple([self._edit(one) for one in followed[:1]])

    def redoable(self) -> tuple[Edit, ...]:
        """The undos that a redo takes back, newest first: what they undid goes together. None with a new edit since."""
        taken, found = set[str](), list[str]()
        for id, undoes, is_undo, verb in self._backwards():
            if not undoes:
                break
            if not is_undo:
                taken.add(undoes)
            elif id not in taken and found and verb not in FOLLOWING:
                break
            elif id not in taken:
                found.append(id)
        return tuple([self._edit(one) for one in found])

    def verify(self) -> chain.ChainReport:
        """Whether the chain of history is whole, and if not, where it breaks."""
        return chain.verify(map(chain.Link._make, self._db.execute(TO_VERIFY)))

    def _edit(self, id: str) -> Edit:
        (row,) = self._db.execute("SELECT seq FROM history WHERE id = ?", (id,)).fetchall()
        return self._entries(row)[0].edit

    def _follows(self, later: str, edit: str) -> bool:
        """Whether the one came of the other: both touched one quote, or were made to the article as a whole."""
        (about,) = self._db.execute(_TOUCHES, (edit,)).fetchone()
        return bool(self._db.execute(_SHARED if about else _SAME, (later, edit)).fetchone()[0])

    def _backwards(self) -> Iterator[tuple[str, str, bool, str]]:
        """Newest first: id, what it takes back ("" for nothing), whether it is an undo, not a redo, and the verb."""
        for id, undoes, verb in self._db.execute("SELECT id, undoes, verb FROM history ORDER BY seq DESC"):
            if verb not in LASTING:
                yield id, undoes or "", self._is_undo(undoes), verb

    def _is_undo(self, undoes: str | None) -> bool:
        """An undo takes back an edit or a redo, a redo an undo: so the links down to the edit are odd or even."""
        links = 0
        while undoes:
            links += 1
            undoes = self._db.execute("SELECT undoes FROM history WHERE id = ?", (undoes,)).fetchone()[0]
        return links % 2 == 1


_LINK = ", ".join(chain.Link._fields)
# Bytes, so that none is made letters of and back again: of large edits, that took longer than to hash them.
TO_VERIFY = f"SELECT {_LINK.replace('changes', 'CAST(changes AS BLOB)')} FROM history ORDER BY seq"
_TOUCHES = "SELECT EXISTS (SELECT 1 FROM quote_edits JOIN history USING (seq) WHERE id = ?)"
_QUOTES = "SELECT quote_id FROM quote_edits JOIN history USING (seq) WHERE id = ?"
_SHARED = f"SELECT EXISTS ({_QUOTES} INTERSECT {_QUOTES})"
_SAME = "SELECT (SELECT article_id FROM history WHERE id = ?) = (SELECT article_id FROM history WHERE id = ?)"


def entry(link: chain.Link) -> Entry:
    """A row of history as it was stored, read. Raises ValueError or TypeError where it is none."""
    changes = tuple([Change(*change) for change in json.loads(link.changes)])
    undoes = EditId(link.undoes) if link.undoes else None
    edit = Edit(link.verb, link.who, changes, link.article_id, EditId(link.id), link.at, undoes)
    return Entry(link.seq, edit, link.hash)
