"""What is kept beside the records so that a list of articles need not read them: how each quote stands, in counts.

Kept by the store within the transaction that changes the records, and only for what the edit touched. `changed` says
whether what a quote's newest ruling was bound to differs now, the policy apart: which policies hold is not the
library's to know, so the tally names the one that a ruling was given under.
"""

import json
from typing import NamedTuple, TypeVar

from db import binding
from db.changes import Change
from db.driver import sqlite3
from db.records import Article, Check, Evidence, EvidenceId, Quote, Ruling, RulingKind
from db.rows import TABLES, Memory, Record, canonical, columns

R = TypeVar("R", bound=Record)


class Tally(NamedTuple):
    """How many quotes of an article stand alike. `policy` is "NAME HASH" of the ruling's check, "" without one."""

    form: str
    excluded: int
    status: str
    changed: int
    policy: str
    unresolved: int
    lost: int
    n: int


def tallies(stored: str) -> list[Tally]:
    """The tallies kept for an article."""
    return [Tally(*row) for row in json.loads(stored)]


# The column by which a row of each table belongs to an article or a quote.
_OWNER = {
    "articles": "id",
    "quotes": "article_id",
    "evidence": "article_id",
    "checks": "quote_id",
    "rulings": "quote_id",
    "comments": "quote_id",
}
# A quote's columns that a ruling is bound to.
_BOUND = frozenset({"exact", "around", "form", "attribution", "speaker", "name", "status"})


def refresh_all(db: sqlite3.Connection, memory: Memory, at: str) -> None:
    """Work out anew what is kept beside every record."""
    touched = Touched(db, memory)
    touched.note_all()
    touched.refresh(at)


class Touched:
    """What one edit touches. Note each change before it is written; refresh once all are."""

    def __init__(self, db: sqlite3.Connection, memory: Memory) -> None:
        self._db = db
        self._memory = memory
        self._articles: set[str] = set()
        self._quotes: set[str] = set()
        self._rebound: set[str] = set()
        self._pieces: dict[str, Evidence] = {}
        self._changed_pieces: set[str] = set()

    def note(self, change: Change) -> None:
        """Remember whom the change concerns."""
        owner = _OWNER.get(change.table)
        if owner is None:
            return
        rows = [row for row in (change.before, change.after) if row is not None]
        owners = {str(row[owner]) for row in rows if row.get(owner) is not None}
        if len(rows) == 2:
            owners.update(self._strings(f'SELECT "{owner}" FROM {change.table} WHERE id = ?', change.id))
        if owner == "quote_id":
            self._quotes |= owners
            self._articles |= {str(row["article_id"]) for row in rows if row.get("article_id") is not None}
        else:
            self._articles |= owners
        if change.table == "quotes":
            self._quotes.add(change.id)
        if change.table == "evidence":
            self._changed_pieces.add(change.id)
        self._rebound |= self._bound_anew(change, owners)

    def quotes(self) -> list[str]:
        """The quotes that the changes are about, themselves or by what hangs on them."""
        return sorted(self._quotes)

    def note_all(self) -> None:
        """Take every record as changed."""
        self._quotes = {row[0] for row in self._db.execute("SELECT id FROM quotes")}
        self._rebound = set(self._quotes)
        self._articles = {row[0] for row in self._db.execute("SELECT id FROM articles")}

    def _bound_anew(self, change: Change, owners: set[str]) -> set[str]:
        """The quotes whose ruling must be held against the present again. Reading evidence costs, so no others."""
        held = {*(change.before or {}), *(change.after or {})}
        if change.table == "rulings":
            return owners
        if change.table == "checks" and (change.before is not None or (change.after or {}).get("beside")):
            return owners
        return {change.id} if change.table == "quotes" and held & _BOUND else set()

    def refresh(self, at: str) -> None:
        """Bring what is kept beside the touched records up to date. `at` is when the edit was made."""
        for id in self._changed_pieces:
            leaning = self._strings("SELECT DISTINCT quote_id FROM checks WHERE evidence_id = ?", id)
            self._quotes |= leaning
            self._rebound |= leaning
        for id in self._quotes:
            self._refresh_quote(id)
        for id in self._articles:
            self._refresh_article(id, at)

    def article(self) -> str | None:
        """The one article that the edit touched; None where it touched none or several."""
        return next(iter(self._articles)) if len(self._articles) == 1 else None

    def _refresh_quote(self, id: str) -> None:
        if id in self._rebound:
            changed, policy = self._standing(id)
        else:
            kept = self._db.execute(
                "SELECT s.changed, s.policy FROM quotes q JOIN quote_states s"
                " ON s.article_id = q.article_id AND s.quote_id = q.id WHERE q.id = ?",
                (id,),
            ).fetchone()
            changed, policy = kept or (1, "")
        article = self._db.execute(
            "INSERT OR REPLACE INTO quote_states SELECT article_id, id, form, excluded <> '', status, ?, ?, EXISTS"
            " (SELECT 1 FROM comments WHERE quote_id = quotes.id AND resolved = 0 AND reply_to IS NULL),"
            ' "start" = "end"'
            " FROM quotes WHERE id = ? RETURNING article_id",
            (changed, policy, id),
        ).fetchall()
        self._articles.update(str(row[0]) for row in article)
        if not article:
            self._db.executemany(
                "DELETE FROM quote_states WHERE article_id = ? AND quote_id = ?", [(a, id) for a in self._articles]
            )

    def _standing(self, id: str) -> tuple[int, str]:
        """Whether what the quote's newest ruling is bound to differs now, and the policy it was given under."""
        quote = self._one(Quote, "id = ?", id)
        ruling = self._one(Ruling, "quote_id = ? ORDER BY max(at, taken_at) DESC, id DESC LIMIT 1", id)
        if quote is None or ruling is None:
            return 1, ""  # without a ruling nothing bears a status out, which only says something where it has one
        checks = self._all(Check, "quote_id = ? AND (id = ? OR beside = 1)", id, ruling.check_id)
        check = next((one for one in checks if one.id == ruling.check_id), None)
        evidence = self._piece(check.evidence_id) if check else None
        now = binding.present(quote, evidence, check, check.policy_hash if check else "")
        besides = [binding.rests(one, self._piece(one.evidence_id)) for one in binding.further(checks)]
        holds = binding.bound(now, besides) == ruling.bound and ruling.status == quote.status
        return int(not holds), f"{check.policy} {check.policy_hash}" if check else ""

    def _refresh_article(self, id: str, at: str) -> None:
        article = self._one(Article, "id = ?", id)
        if article is None:
            self._db.execute("DELETE FROM article_states WHERE article_id = ?", (id,))
            return
        rows = self._db.execute(
            "SELECT form, excluded, status, changed, policy, unresolved, lost, count(*) FROM quote_states"
            " WHERE article_id = ? GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7",
            (id,),
        ).fetchall()
        self._db.execute(
            "INSERT OR REPLACE INTO article_states VALUES (?, ?, ?, ?)",
            (id, at, int(self._signed(article)), canonical(rows)),
        )

    def _signed(self, article: Article) -> bool:
        sign_offs = self._strings("SELECT bound FROM rulings WHERE article_id = ? AND kind = 'sign_off'", article.id)
        if not sign_offs:
            return False
        rulings = self._all(
            Ruling, "article_id = ? AND kind = ? ORDER BY max(at, taken_at), id", article.id, RulingKind.STATUS
        )
        newest = {ruling.quote_id: ruling for ruling in rulings}
        quotes = self._all(Quote, 'article_id = ? ORDER BY "start", "end", id', article.id)
        pieces = [EvidenceId(id) for id in self._strings("SELECT id FROM evidence WHERE article_id = ?", article.id)]
        return binding.signed(article, [(quote, newest.get(quote.id)) for quote in quotes], pieces) in sign_offs

    def _piece(self, id: str | None) -> Evidence | None:
        if id is None:
            return None
        if id not in self._pieces:
            piece = self._one(Evidence, "id = ?", id)
            if piece is None:
                return None
            self._pieces[id] = piece
        return self._pieces[id]

    def _one(self, kind: type[R], where: str, id: str | None) -> R | None:
        return next(iter(self._all(kind, where, id)), None) if id is not None else None

    def _all(self, kind: type[R], where: str, *values: str | None) -> list[R]:
        listed = ", ".join(f'"{c}"' for c in columns(kind))
        sql = f"SELECT {listed} FROM {TABLES[kind]} WHERE {where}"
        return [self._memory.record(kind, row) for row in self._db.execute(sql, values)]

    def _strings(self, sql: str, id: str) -> set[str]:
        return {row[0] for row in self._db.execute(sql, (id,)) if row[0] is not None}
