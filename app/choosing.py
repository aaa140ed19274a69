"""Mine, theirs or other words: the edits by which somebody chooses between what two sides made of one thing.

Pure. Whatever is chosen, what they made of it comes into history under who made it and when; then the choice, under
whoever chose. A ruling that is chosen keeps its maker, its reason and what it is bound to, and says who chose it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app import anchors
from app.conflicts import UNITS, Conflict
from app.merging import Merge, chosen_later, derived, place_in, since
from db.changes import Change, Edit, Scalar
from db.hanging import MAY, stands
from db.records import Article, LeftOut, Quote, now
from db.replay import Rows, replay
from db.rows import as_record, changed


class Side(StrEnum):
    """What was chosen."""

    MINE = "mine"
    THEIRS = "theirs"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose about a conflict; `words` where they are neither side's."""

    conflict: Conflict
    side: Side
    words: str = ""

    @property
    def value(self) -> Scalar:
        """What the field shall hold."""
        if self.side is Side.OTHER:
            return self.words
        return self.conflict.mine if self.side is Side.MINE else self.conflict.theirs


def can_be_chosen(conflict: Conflict) -> bool:
    """Whether either side can be taken; not where one side took the whole row out."""
    return bool(conflict.field)


def chosen(merged: Merge, choice: Choice, who: str) -> tuple[Edit, ...]:
    """The edits that choose that side, or other words for a field. Nothing the other side made is lost to history."""
    conflict, side = choice.conflict, choice.side
    theirs = tuple(_theirs(merged, conflict))
    if not theirs:
        return ()
    last, id = merged.last[conflict.unit], derived(merged.latest, *conflict.unit)
    rows = {table: {id: dict(row) for id, row in held.items()} for table, held in merged.rows.items()}
    ruled = (conflict.table, conflict.field) == ("quotes", "status")
    if side is Side.THEIRS and not ruled:
        return (Edit("choose_theirs", who, theirs, last.article_id, id=id),)
    came = replace(last, id=id, changes=theirs, undoes=None)
    replay([came], rows)
    if side is Side.OTHER:
        back = [Change(conflict.table, conflict.id, {conflict.field: conflict.theirs}, {conflict.field: choice.words})]
    elif side is Side.THEIRS:
        back = []
    else:
        back = [one.inverse() for one in reversed(theirs) if not ruled or one.table == "quotes"]
    if ruled:
        back += _taken(rows, conflict.id, conflict.mine if side is Side.MINE else conflict.theirs, who)
    verb = f"choose_{side}"
    return (came, Edit(verb, who, tuple(back), last.article_id)) if back else (replace(came, verb=verb, who=who),)


def _theirs(merged: Merge, conflict: Conflict) -> Iterator[Change]:
    """The changes that make of ours what they made of it."""
    if (conflict.table, conflict.field) == ("articles", "text"):
        yield from _text(merged, conflict.id)
        return
    mine, theirs = merged.rows[conflict.table][conflict.id], merged.there[conflict.table][conflict.id]
    if conflict.field == "place":
        theirs = dict(place_in(merged.rows, merged.there, conflict.id))
    names = [n for n in UNITS.get(conflict.table, {}).get(conflict.field, (conflict.field,)) if mine[n] != theirs[n]]
    if names:  # a text that was chosen first may have settled it
        yield Change(conflict.table, conflict.id, {n: mine[n] for n in names}, {n: theirs[n] for n in names})
    if (conflict.table, conflict.field) == ("quotes", "status"):
        yield from _brought(merged, [conflict.id])


def _text(merged: Merge, id: str) -> Iterator[Change]:
    """Their text, our quotes where they stand in it, and the quotes that only it has, with all about them."""
    ours, theirs = (as_record(Article, of["articles"][id]) for of in (merged.rows, merged.there))
    by = anchors.splices(ours.text, theirs.text)
    text = changed(ours, replace(ours, text=theirs.text, left_out=_left_out(ours, theirs, by)))
    if text is not None:
        yield text
    there = merged.there.get("quotes", {})
    for row in [row for row in merged.rows.get("quotes", {}).values() if row["article_id"] == id]:
        quote = as_record(Quote, row)
        now = anchors.moved(quote, theirs.text, by)
        if quote.id in there and quote.id not in merged.moved:
            now = as_record(Quote, {**row, **{n: there[quote.id][n] for n in UNITS["quotes"]["place"]}})
        moved = changed(quote, now)
        if moved is not None:
            yield moved
    yield from _brought(merged, [one for one in there if one not in merged.rows.get("quotes", {})])


def _left_out(ours: Article, theirs: Article, by: anchors.Moves) -> tuple[LeftOut, ...]:
    """What they left out of their text, and what we left out that neither their text nor their list holds."""
    words = {piece.text for piece in theirs.left_out}
    only = [p for p in ours.left_out if p.text not in words and p.text.strip("\n") not in theirs.text]
    kept = [replace(piece, at=by.opening(piece.at)) for piece in only]
    return (*theirs.left_out, *kept)


def _brought(merged: Merge, quotes: list[str]) -> Iterator[Change]:
    """These quotes as they are there, where they are not here, with the checks, rulings and comments about them.

    One that leaned on what is not here lets go of it, as where evidence is taken away.
    """
    rows = {table: dict(held) for table, held in merged.rows.items()}
    for table in ("quotes", "checks", "rulings", "comments"):
        for id, row in sorted(merged.there.get(table, {}).items()):
            if (id if table == "quotes" else row["quote_id"]) not in quotes:
                continue
            here, brought = rows.get(table, {}).get(id), dict(row)
            if here is not None:
                yield from chosen_later(id, here, brought) if table == "rulings" else ()
                continue
            for column, to in MAY.get(table, {}).items():
                brought[column] = brought[column] if brought[column] in rows.get(to, {}) else None
            if stands(rows, table, brought):
                rows.setdefault(table, {})[id] = brought
                yield Change(table, id, None, brought)


def _taken(rows: Rows, quote: str, status: Scalar, who: str) -> list[Change]:
    """The mark on the newest ruling that gives the quote that status: who chose it, and that it counts from now."""
    of = [row for row in rows.get("rulings", {}).values() if row["quote_id"] == quote]
    alike = [row for row in of if row["status"] == status]
    if not alike:
        return []
    newest = max(alike, key=since)
    names = ("taken_by", "taken_at")
    at = max(now(), *(since(row)[0] for row in of))  # a clock elsewhere may go before ours
    return [Change("rulings", str(newest["id"]), {n: newest[n] for n in names}, {"taken_by": who, "taken_at": at})]
