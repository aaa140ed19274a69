"""Two histories of one article made one, field by field. Pure: rows and edits in, edits and conflicts out.

Each edit that only the other side has is made to fit the rows as they are here, and keeps its id, who and when: so both
sides' changes stand in one history, and an edit that came once is known when it comes again. Where both sides changed
the same thing differently, ours stays and the conflict is told, each time, until somebody chooses: app.choosing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from app import anchors
from app.conflicts import UNITS, Conflict, Unit, unit_of, units
from db.changes import Change, Edit, Row, Scalar
from db.hanging import hanging, stands
from db.records import EditId, Quote
from db.replay import Rows, replay
from db.rows import as_record, changed

_PLACE = frozenset(UNITS["quotes"]["place"])
_DERIVED = 24  # characters of an edit's id that the ids of its parts and of what was chosen about it share
_MOST_PARTS = 100  # imports, at most, in which one edit came in by and by


@dataclass(frozen=True, slots=True)
class Merge:
    """The edits to apply here, in order, and what both sides changed differently.

    `rows` are ours after that, `there` theirs; `last` is their last edit of each thing in conflict, `latest` the id of
    their newest edit. `moved` are the quotes whose bounds somebody here moved.
    """

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    rows: Rows
    there: Rows
    last: Mapping[Unit, Edit]
    latest: str
    moved: frozenset[str]


def merge(rows: Rows, mine: Iterable[Edit], theirs: Iterable[Edit]) -> Merge:
    """What their edits come to here. `rows` are ours as they are now, and are changed; `mine` are our edits."""
    mine, theirs = tuple(mine), tuple(theirs)
    merging = _Merging(rows, mine, theirs)
    known = {edit.id for edit in mine}
    made: list[Edit] = []
    for n, edit in enumerate(theirs):
        changes = merging.fit(edit, n)
        if changes:
            undoes = edit.undoes if edit.undoes in known else None
            id = edit.id if edit.id not in known else _part(edit, known)
            made.append(replace(edit, id=id, changes=changes, undoes=undoes))
            known.add(made[-1].id)
    conflicts = merging.told()
    last = {one.unit: merging.refused[one.unit][1] for one in conflicts}
    latest = theirs[-1].id if theirs else ""
    return Merge(tuple(made), conflicts, rows, merging.there, last, latest, frozenset(merging.moved))


def derived(id: str, *of: object) -> EditId:
    """An id made of an edit's, and always the same: what was chosen about it, or a part of it that came later."""
    return EditId(id[:_DERIVED] + sha256("\n".join(map(str, (id, *of))).encode()).hexdigest()[:12])


def _part(edit: Edit, known: set[EditId]) -> EditId:
    return next(id for n in range(_MOST_PARTS) if (id := derived(edit.id, "part", n)) not in known)


def _retexts(change: Change) -> bool:
    return change.table == "articles" and change.before is not None and "text" in (change.after or {})


class _Merging:
    def __init__(self, rows: Rows, mine: Sequence[Edit], theirs: Sequence[Edit]) -> None:
        self.rows = rows
        self.there: Rows = {}  # theirs, before the edit that is being fitted
        # What each refused thing was before they changed it first, and their last edit of it.
        self.refused: dict[Unit, tuple[Row, Edit]] = {}
        # The last of their edits whose word on a thing is known here: it came in, or somebody chose.
        self.passed: dict[Unit, int] = {}
        self.settled: dict[Unit, int] = {}  # as `passed`, of what somebody chose about
        self.said: set[tuple[str, str, str, Scalar]] = set()  # what we alone said of any field
        self.moved: set[str] = set()
        self._look_back(mine, theirs)

    def _look_back(self, mine: Sequence[Edit], theirs: Sequence[Edit]) -> None:
        at = {str(edit.id): n for n, edit in enumerate(theirs)}
        stems: dict[str, list[str]] = {}
        for id in at:
            stems.setdefault(id[:_DERIVED], []).append(id)
        for edit in mine:
            ours = {unit for change in edit.changes for unit in units(change)}
            if edit.id in at:
                self._pass(_same(edit, theirs[at[edit.id]]), at[edit.id])
                continue
            of = [(id, *_derived_from(id, edit.id, ours)) for id in stems.get(edit.id[:_DERIVED], ())]
            for id, part, chosen in of:
                rows = {unit for unit in ours if (*unit[:2], "") in ours}
                self._pass(_same(edit, theirs[at[id]]) if part else {*rows, chosen} if chosen else (), at[id])
                if chosen:
                    self.settled[chosen] = max(at[id], self.settled.get(chosen, -1))
            if not any(part or chosen for _, part, chosen in of):
                self._said_here(edit)

    def _said_here(self, edit: Edit) -> None:
        for change in edit.changes:
            self.said |= {(change.table, change.id, name, value) for name, value in (change.after or {}).items()}
            if change.table == "quotes" and change.before and not any(map(_retexts, edit.changes)):
                self.moved |= {change.id} if "exact" in change.before else set()

    def _pass(self, units: Iterable[Unit], n: int) -> None:
        for unit in units:
            self.passed[unit] = max(n, self.passed.get(unit, -1))

    def fit(self, edit: Edit, n: int) -> tuple[Change, ...]:
        """What is left of the edit's changes as they fit our rows, which then hold them."""
        made: list[Change] = []
        left = self._left(edit, n)
        no_text = any(_retexts(change) and self._clashing(change) & {"text", "left_out"} for change in left)
        staying, kept = self._placed(edit, left)
        for change in sorted(left, key=_order):
            for one in self._fit(change, no_text, staying, kept, edit):
                made.append(one)
                replay([Edit("", "", (one,))], self.rows)
        replay([edit], self.there)
        return tuple(made)

    def _placed(self, edit: Edit, left: Iterable[Change]) -> tuple[set[str], set[str]]:
        """Where the edit changes the text: the quotes that it leaves or puts where they are to stand here too, so that
        the text carries them nowhere, and those that it places and we moved."""
        if not any(map(_retexts, edit.changes)):
            return set(), set()
        placed = {c.id for c in left if c.table == "quotes" and c.before and c.after and _PLACE & c.after.keys()}
        alike = {id for id in self.rows.get("quotes", {}) if self._alike(id)}
        untouched = alike - {change.id for change in edit.changes}
        return (placed & alike) | untouched, placed - alike

    def _alike(self, id: str) -> bool:
        """Whether the quote stands in the same place of the same text here as there."""
        mine, theirs = self.rows["quotes"][id], self.there.get("quotes", {}).get(id)
        if theirs is None or any(mine[name] != theirs[name] for name in _PLACE):
            return False
        ours, other = (of["articles"][str(mine["article_id"])]["text"] for of in (self.rows, self.there))
        return bool(ours == other)

    def _along(self, edit: Edit) -> set[str]:
        """The quotes that their change of the text only took along: nobody placed them."""
        text = next((c for c in edit.changes if _retexts(c)), None)
        if text is None or text.before is None or text.after is None:
            return set()
        old, new = str(self.there["articles"][text.id]["text"]), str(text.after["text"])
        by, found = anchors.splices(old, new), set()
        for change in edit.changes:
            row = self.there.get("quotes", {}).get(change.id) if change.before and change.after else None
            if row is not None and change.after is not None:
                quote = as_record(Quote, row)
                there = changed(quote, anchors.moved(quote, new, by))
                given = {name: value for name, value in change.after.items() if name in _PLACE}
                found |= {change.id} if there and there.after == given else set()
        return found

    def _left(self, edit: Edit, n: int) -> list[Change]:
        """The changes of the edit that are not known here; where a quote only went along, it goes along here."""
        left = []
        along = {id for id in self._along(edit) if id in self.rows.get("quotes", {}) and not self._alike(id)}
        settled = any(_retexts(c) and self.settled.get((c.table, c.id, "text"), -1) >= n for c in edit.changes)
        for change in edit.changes:
            if change.before is None or change.after is None:
                passed = self.passed.get((change.table, change.id, ""), -1) >= n
                left += [] if passed or self._ruled_on(change, n) else [change]
                continue
            names = [
                name for name in change.after
                if self.passed.get((change.table, change.id, unit := unit_of(change.table, name)), -1) < n
                and not ((settled or change.id in along) and unit == "place")
            ]  # fmt: skip
            if names and not self._ruled_on(change, n):
                before, after = ({name: row[name] for name in names} for row in (change.before, change.after))
                left.append(replace(change, before=before, after=after))
        return left

    def _ruled_on(self, change: Change, n: int) -> bool:
        """Whether it is a ruling, and somebody chose between it and another since: what was chosen stands."""
        row = self._ruling(change)
        if row is None or change.after is None or row["quote_id"] is None:
            return False
        return self.settled.get(("quotes", str(row["quote_id"]), "status"), -1) >= n

    def _ruling(self, change: Change) -> Row | None:
        """The ruling that the change is about, as it is there after it."""
        if change.table != "rulings":
            return None
        return {**self.there.get("rulings", {}).get(change.id, {}), **(change.after or change.before or {})}

    def told(self) -> tuple[Conflict, ...]:
        """What is still a conflict between our rows and theirs once all is done. A text comes before what is in it."""
        found = [one for unit, (was, _) in self.refused.items() if (one := self._told(unit, was)) is not None]
        if any(one.unit[0] == "articles" and one.field == "text" for one in found):
            found = [one for one in found if one.field or one.id in self.rows.get(one.table, {})]
        return tuple(sorted(found, key=lambda one: (one.table, one.field) != ("articles", "text")))

    def _told(self, unit: Unit, was: Row) -> Conflict | None:
        table, id, field = unit
        mine, theirs = self.rows.get(table, {}).get(id), self.there.get(table, {}).get(id)
        if not field or mine is None or theirs is None:
            gone = (mine is None) is not (theirs is None)
            return Conflict(table, id, "", None, None) if gone else None
        names = UNITS.get(table, {}).get(field, (field,))
        there = place_in(self.rows, self.there, id) if field == "place" else theirs
        if all(mine[name] == there[name] for name in names) or all(theirs[n] == was.get(n) for n in names):
            return None
        shown = next((name for name in names if mine[name] != theirs[name]), names[0])
        shown = "capture" if shown in ("turns", "capture_note", "original") else names[0] if field == "place" else shown
        told = Conflict(
            table, id, field, mine[shown], theirs[shown], was.get(shown), theirs_by=self.refused[unit][1].who
        )
        if (table, field) != ("quotes", "status"):
            return told
        here, over = _given(self.rows, id, mine[field]), _given(self.there, id, theirs[field])
        return replace(told, mine_by=here[0], mine_why=here[1], theirs_by=over[0] or told.theirs_by, theirs_why=over[1])

    def _fit(self, change: Change, no_text: bool, staying: set[str], kept: set[str], edit: Edit) -> list[Change]:
        """`staying` and `kept` are what `_placed` tells; `no_text`: the text that the edit brings stays out."""
        mine = self.rows.get(change.table, {}).get(change.id)
        if change.table == "rulings" and change.after is not None:
            return self._ruled(change, mine, edit)
        if change.before is None:
            assert change.after is not None
            return self._added(change, change.after, edit) if mine is None else []
        if mine is None:
            if change.after is not None:
                self._refuse((change.table, change.id, ""), edit)
            return []
        if change.after is None:
            return self._taken_out(change, mine, edit)
        clashing = self._clashing(change)
        there = {name: value for name, value in change.after.items() if name in _PLACE}
        if change.table == "quotes" and (no_text or (change.id in kept and any(mine[n] != there[n] for n in there))):
            clashing |= there.keys()  # it comes with the text, or not at all
        for name in clashing:
            unit = unit_of(change.table, name)
            if not (no_text and unit == "place") and not self._said(change, unit):
                self._refuse((change.table, change.id, unit), edit)
        names = [n for n in change.after if n not in clashing and mine.get(n) != change.after[n]]
        if not names or not stands(self.rows, change.table, {n: change.after[n] for n in names}):
            return []
        made = Change(change.table, change.id, {n: mine[n] for n in names}, {n: change.after[n] for n in names})
        return [made, *self._carried(made, staying)]

    def _said(self, change: Change, unit: str) -> bool:
        """Whether we said the same once, and went on from there. A ruling is a person's own word all the same."""
        after = {name: value for name, value in (change.after or {}).items() if unit_of(change.table, name) == unit}
        return unit != "status" and all((change.table, change.id, *one) in self.said for one in after.items())

    def _clashing(self, change: Change) -> set[str]:
        """The fields that we changed as well, and otherwise; with all that comes together with one of them."""
        mine = self.rows.get(change.table, {}).get(change.id)
        if mine is None or change.before is None or change.after is None:
            return set()
        found = {n for n in change.after if mine.get(n) not in (change.before.get(n), change.after[n])}
        there = self.there.get(change.table, {}).get(change.id, {})
        for together in UNITS.get(change.table, {}).values():
            wholly = together if change.table == "evidence" and change.after.keys() & set(together) else ()
            if found & set(together) or any(
                mine[n] not in (there.get(n), change.after.get(n, there.get(n))) for n in wholly
            ):
                found |= change.after.keys() & set(together)
        return found

    def _ruled(self, change: Change, mine: Row | None, edit: Edit) -> list[Change]:
        """A ruling comes with the status it gives or not at all; who chose it last is kept."""
        row = self._ruling(change) or {}
        if row.get("quote_id") is not None:
            quote = self.rows.get("quotes", {}).get(str(row["quote_id"]))
            fresh = any(c.id == row["quote_id"] and c.before is None for c in edit.changes)
            if quote is not None and quote["status"] != row["status"] and not fresh:
                self._refuse(("quotes", str(row["quote_id"]), "status"), edit)
                return []
        if mine is None:
            return self._added(Change("rulings", change.id, None, row), row, edit)
        return chosen_later(change.id, mine, row)

    def _added(self, change: Change, after: Row, edit: Edit) -> list[Change]:
        if not stands(self.rows, change.table, after):
            self._refuse((change.table, change.id, ""), edit)
            return []
        if change.table != "quotes":
            return [change]
        quote = as_record(Quote, after)
        text = str(self.rows["articles"][quote.article_id]["text"])
        if text[quote.start : quote.end] == quote.exact or anchors.lost(quote):
            return [change]
        found = text.find(quote.exact)
        if found < 0 or text.find(quote.exact, found + 1) >= 0:
            self._refuse((change.table, change.id, ""), edit)
            return []
        moved = changed(quote, anchors.transferred(quote, text, found))
        return [replace(change, after={**after, **(moved.after or {})})] if moved else [change]

    def _taken_out(self, change: Change, mine: Row, edit: Edit) -> list[Change]:
        before = change.before or {}
        if any(mine.get(name) != value for name, value in before.items()) or next(
            hanging(self.rows, change.table, change.id), None
        ):
            self._refuse((change.table, change.id, ""), edit)
            return []
        return [Change(change.table, change.id, dict(mine), None)]

    def _carried(self, made: Change, staying: set[str]) -> list[Change]:
        """Our quotes of the text that they changed, taken along to where they stand now, but for those `staying`."""
        if made.table != "articles" or "text" not in (made.after or {}):
            return []
        old, new = str((made.before or {})["text"]), str((made.after or {})["text"])
        by, found = anchors.splices(old, new), []
        for id, row in self.rows.get("quotes", {}).items():
            if row["article_id"] == made.id and id not in staying:
                quote = as_record(Quote, row)
                found.append(changed(quote, anchors.moved(quote, new, by)))
        return [one for one in found if one is not None]

    def _refuse(self, unit: Unit, edit: Edit) -> None:
        was = self.refused[unit][0] if unit in self.refused else dict(self.there.get(unit[0], {}).get(unit[1], {}))
        self.refused[unit] = was, edit


def _same(ours: Edit, theirs: Edit) -> set[Unit]:
    """What an edit that came in says just as it does there: what it took along here is no word of theirs."""
    there = {(change.table, change.id): change for change in theirs.changes}
    found: set[Unit] = set()
    for change in ours.changes:
        other = there.get((change.table, change.id))
        if other is None:
            continue
        whole = None in (change.before, change.after, other.before, other.after)
        same = units(change) & units(other)
        differ = {unit_of(change.table, n) for n, v in (change.after or {}).items() if (other.after or {}).get(n) != v}
        found |= same if whole else {unit for unit in same if unit[2] not in differ}
    return found


def _derived_from(id: str, edit_id: str, of: Iterable[Unit]) -> tuple[bool, Unit | None]:
    """Whether the second id is that of a part of the first edit, and about what of these it chose."""
    part = any(edit_id == derived(id, "part", n) for n in range(_MOST_PARTS))
    return part, next((unit for unit in of if edit_id == derived(id, *unit)), None)


def _given(rows: Rows, quote: str, status: Scalar) -> tuple[str, str]:
    """By whom the quote has that status, and why."""
    of = [row for row in rows.get("rulings", {}).values() if (row["quote_id"], row["status"]) == (quote, status)]
    newest = max(of, key=since, default=None)
    return (str(newest["who"]), str(newest["reason"])) if newest else ("", "")


def since(ruling: Row) -> tuple[str, str]:
    """By what rulings are put in order: when it came to count, and its id."""
    return max(str(ruling["at"]), str(ruling["taken_at"])), str(ruling["id"])


def chosen_later(id: str, mine: Row, theirs: Row) -> list[Change]:
    """The change that says who chose a ruling last, where that was there."""
    names = ("taken_by", "taken_at")
    if str(theirs["taken_at"]) <= str(mine["taken_at"]):
        return []
    return [Change("rulings", id, {n: mine[n] for n in names}, {n: theirs[n] for n in names})]


def place_in(rows: Rows, there: Rows, id: str) -> Row:
    """Where they have the quote, as it is in our text: moved along where the texts differ."""
    mine, theirs = rows["quotes"][id], there["quotes"][id]
    ours, other = (str(of["articles"][str(row["article_id"])]["text"]) for of, row in ((rows, mine), (there, theirs)))
    if ours == other:
        return theirs
    quote = as_record(Quote, theirs)
    moved = changed(quote, anchors.moved(quote, ours, anchors.splices(other, ours)))
    return {**theirs, **((moved.after if moved else None) or {})}


_RANK = {
    table: n for n, table in enumerate(("articles", "sources", "quotes", "evidence", "checks", "rulings", "comments"))
}


def _order(change: Change) -> tuple[int, int, str]:
    """A text first, which new quotes stand in; new rows, after what they hang on; what changes; rulings, which come
    with a status; then rows that go, before what they hang on.
    """
    if change.table == "articles" and change.before is not None and change.after is not None:
        return -1, 0, ""
    if change.table == "rulings" and change.after is not None:
        return 2, 0, change.id
    if change.before is None:
        return 0, _RANK[change.table], change.id
    return (1, 0, "") if change.after is not None else (3, -_RANK[change.table], change.id)
