"""Two histories of one article made one, field by field. Pure: rows and edits in, edits and conflicts out.

Each edit that only the other side has is made to fit the rows as they are here, and keeps its id, who and when: so both
sides' changes stand in one history, and an edit that came once is known when it comes again. Where both sides changed
the same field differently, ours stays and the conflict is told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from app import anchors
from db.changes import Change, Edit, Row, Scalar
from db.hanging import hanging, stands
from db.records import Article, Quote
from db.replay import Rows, replay
from db.rows import changed, columns, from_row

_PLACE = frozenset(
    (
        *("start", "end", "exact", "prefix", "suffix", "around", "content_start", "content_end", "spans"),
        *("speaker_start", "speaker_end", "cue_start", "cue_end"),
    )
)
"""A quote's fields that say where it stands. They come together or not at all."""
_TEXT = frozenset(("text", "left_out"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, and what it `was` before, where that is known.

    `field` is "" where one side took the row out and the other changed it.
    """

    table: str
    id: str
    field: str
    mine: Scalar
    theirs: Scalar
    was: Scalar = None


@dataclass(frozen=True, slots=True)
class Merge:
    """The edits to apply here, in order, and what both sides changed differently."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def merge(rows: Rows, known: Collection[str], theirs: Iterable[Edit]) -> Merge:
    """What their edits come to here. `rows` are ours as they are now, and are changed; `known` are our edits' ids."""
    merging = _Merging(rows)
    known, theirs = set(known), tuple(theirs)
    made: list[Edit] = []
    for edit in theirs:
        if edit.id in known:
            continue
        changes = merging.fit(edit)
        if changes:
            undoes = edit.undoes if edit.undoes in known else None
            made.append(replace(edit, changes=changes, undoes=undoes))
            known.add(edit.id)
    return Merge(tuple(made), merging.told(replay(theirs)))


class _Merging:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        # What each refused field was before they changed it first.
        self.refused: dict[tuple[str, str, str], Scalar] = {}

    def fit(self, edit: Edit) -> tuple[Change, ...]:
        """The edit's changes as they fit our rows, which then hold them."""
        made: list[Change] = []
        no_text = any(self._text_refused(change) for change in edit.changes)
        no_status = {
            c.id for c in edit.changes if c.table == "quotes" and "status" in self._clashing(c)
        }  # a ruling comes with the status it gives, or not at all
        touched = {change.id for change in edit.changes}
        for change in sorted(edit.changes, key=_order):
            if change.table == "rulings" and (change.after or {}).get("quote_id") in no_status:
                continue
            for one in self._fit(change, no_text, touched):
                made.append(one)
                replay([Edit("", "", (one,))], self.rows)
        return tuple(made)

    def told(self, there: Rows) -> tuple[Conflict, ...]:
        """What is still a conflict between our rows and theirs, `there`, once all is done."""
        found: list[Conflict] = []
        placed: dict[str, list[Conflict]] = {}
        for (table, id, field), was in self.refused.items():
            mine, theirs = self.rows.get(table, {}).get(id), there.get(table, {}).get(id)
            if not field or mine is None or theirs is None:
                if (mine is None) is not (theirs is None):
                    found.append(Conflict(table, id, "", None, None))
            elif theirs[field] == mine[field]:
                continue
            elif table == "quotes" and field in _PLACE:
                placed.setdefault(id, []).append(Conflict(table, id, field, mine[field], theirs[field], was))
            elif theirs[field] != was:
                found.append(Conflict(table, id, field, mine[field], theirs[field], was))
        # A place is told whole, as it comes whole: one of its fields may be back at what it was.
        moved = (those for those in placed.values() if any(one.theirs != one.was for one in those))
        return tuple(dict.fromkeys([*found, *chain.from_iterable(moved)]))

    def _fit(self, change: Change, no_text: bool, touched: set[str]) -> list[Change]:
        mine = self.rows.get(change.table, {}).get(change.id)
        if change.before is None:
            assert change.after is not None
            return self._added(change, change.after) if mine is None else []
        if mine is None:
            if change.after is not None:
                self._refuse(change, "", None)
            return []
        if change.after is None:
            return self._taken_out(change, mine)
        clashing = self._clashing(change)
        if no_text:
            clashing |= change.after.keys() & (_PLACE if change.table == "quotes" else _TEXT)
        for field in clashing & change.after.keys():
            self._refuse(change, field, change.before.get(field))
        names = [n for n in change.after if n not in clashing and mine.get(n) != change.after[n]]
        if not names or not stands(self.rows, change.table, {n: change.after[n] for n in names}):
            return []
        made = Change(change.table, change.id, {n: mine[n] for n in names}, {n: change.after[n] for n in names})
        return [made, *self._carried(made, touched)]

    def _clashing(self, change: Change) -> set[str]:
        """The fields that we changed as well, and otherwise; all of a quote's place where that is one of them."""
        mine = self.rows.get(change.table, {}).get(change.id)
        if mine is None or change.before is None or change.after is None:
            return set()
        found = {n for n in change.after if mine.get(n) not in (change.before.get(n), change.after[n])}
        for together in (_PLACE,) if change.table == "quotes" else (_TEXT,) if change.table == "articles" else ():
            if found & together:
                found |= change.after.keys() & together
        return found

    def _text_refused(self, change: Change) -> bool:
        return change.table == "articles" and bool(self._clashing(change) & _TEXT)

    def _added(self, change: Change, after: Row) -> list[Change]:
        if not stands(self.rows, change.table, after):
            self._refuse(change, "", None)
            return []
        if change.table != "quotes":
            return [change]
        quote = from_row(Quote, [after[name] for name in columns(Quote)])
        text = str(self.rows["articles"][quote.article_id]["text"])
        if text[quote.start : quote.end] == quote.exact or anchors.lost(quote):
            return [change]
        found = text.find(quote.exact)
        if found < 0 or text.find(quote.exact, found + 1) >= 0:
            self._refuse(change, "", None)
            return []
        there = anchors.moved(quote, text, anchors.Splice(0, 0, found - quote.start))
        there = anchors.standing(there, text, found, found + len(quote.exact))
        moved = changed(quote, there)
        return [replace(change, after={**after, **(moved.after or {})})] if moved else [change]

    def _taken_out(self, change: Change, mine: Row) -> list[Change]:
        before = change.before or {}
        if any(mine.get(name) != value for name, value in before.items()) or next(
            hanging(self.rows, change.table, change.id), None
        ):
            self._refuse(change, "", None)
            return []
        return [Change(change.table, change.id, dict(mine), None)]

    def _carried(self, made: Change, touched: set[str]) -> list[Change]:
        """Our quotes that their change of the text does not mention, taken along to where they stand now."""
        if made.table != "articles" or "text" not in (made.after or {}):
            return []
        old, new = str((made.before or {})["text"]), str((made.after or {})["text"])
        by, found = anchors.splice(old, new), []
        for id, row in self.rows.get("quotes", {}).items():
            if row["article_id"] == made.id and id not in touched:
                quote = from_row(Quote, [row[name] for name in columns(Quote)])
                found.append(changed(quote, anchors.moved(quote, new, by)))
        return [one for one in found if one is not None]

    def _refuse(self, change: Change, field: str, was: Scalar) -> None:
        self.refused.setdefault((change.table, change.id, field), was)


_RANK = {
    table: n for n, table in enumerate(("articles", "sources", "quotes", "evidence", "checks", "rulings", "comments"))
}


def _order(change: Change) -> tuple[int, int, str]:
    """A text first, which new quotes stand in; new rows, after what they hang on; what changes; then rows that go,
    before what they hang on.
    """
    if change.table == "articles" and change.before is not None and change.after is not None:
        return -1, 0, ""
    if change.before is None:
        return 0, _RANK[change.table], change.id
    return (1, 0, "") if change.after is not None else (2, -_RANK[change.table], change.id)


def of_article(edits: Iterable[Edit], article_id: str) -> tuple[tuple[Edit, ...], dict[str, str]]:
    """The edits cut down to what concerns one article, its sources apart; and the ids of its rows with their tables."""
    own: dict[str, str] = {article_id: "articles"}
    kept: list[Edit] = []
    for edit in edits:
        changes = []
        # The rows of one edit may come in any order, so a comment may stand before its quote.
        for _ in range(3):
            own.update({c.id: c.table for c in edit.changes if _belongs(c, own, article_id)})
        for change in edit.changes:
            if own.get(change.id) == change.table:
                changes.append(change)
        if changes:
            kept.append(replace(edit, changes=tuple(changes), article_id=article_id))
    return tuple(kept), own


def _belongs(change: Change, own: Mapping[str, str], article_id: str) -> bool:
    row = change.before or change.after or {}
    if change.table in ("quotes", "evidence", "rulings") and row.get("article_id") == article_id:
        return True
    return change.table in ("checks", "comments") and own.get(str(row.get("quote_id"))) == "quotes"


assert set(_PLACE) <= set(columns(Quote))
assert set(_TEXT) <= set(columns(Article))
