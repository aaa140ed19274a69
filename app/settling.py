"""Two people changed one field: which of such fields a person can choose between, and the edit that says so."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from app import edits
from app.conflicts import Conflict
from app.edits.making import EDITABLE
from app.project import Project
from db.changes import Change, Edit, Scalar
from db.errors import StaleEdit
from db.records import ArticleId, EvidenceId, Quote, QuoteId, SourceId
from db.rows import TABLES, as_record, to_row

_KINDS = {table: kind for kind, table in TABLES.items()}
_CODES = frozenset(("policy",))  # a name out of a list, though any text would be kept
_TOGETHER: Mapping[str, frozenset[str]] = {
    "evidence": frozenset(("text", "turns", "capture")),
    "sources": frozenset(("confidential", "code_name", "sealed")),
}
"""What may be set, but hangs together with other fields, so that no side's alone can be taken."""


def can_be_written(conflict: Conflict) -> bool:
    """Whether the field holds words, so that a third wording may be written."""
    kind = _KINDS[conflict.table]
    texts = {f.name for f in fields(kind) if f.type is str} - _CODES
    return can_be_chosen(conflict) and conflict.field in texts


def can_be_chosen(conflict: Conflict) -> bool:
    """Whether one side can be taken by itself. A text, a place in it and a ruling hang together with more."""
    alone = set(EDITABLE.get(conflict.table, ())) - _TOGETHER.get(conflict.table, frozenset())
    return conflict.field in alone


def conflicts(quote: Quote, wanted: Mapping[str, Any], was: Mapping[str, Any]) -> tuple[Conflict, ...]:
    """The fields of `wanted` that somebody changed: the quote has neither what they were nor what is wanted."""
    row = to_row(quote)
    return tuple(
        Conflict("quotes", quote.id, name, wanted[name], row[name], was[name])
        for name in wanted
        if name in was and row[name] not in (was[name], wanted[name])
    )


def settle(project: Project, conflict: Conflict, chosen: Scalar, *, standing: Scalar, who: str) -> Edit:
    """The edit that gives the field what was chosen. Raises StaleEdit where it holds another value than `standing`."""
    record, made = _record(project, conflict.table, conflict.id)
    if to_row(record)[conflict.field] != standing:
        raise StaleEdit(table=conflict.table, id=conflict.id, mine={conflict.field: chosen}, theirs=to_row(record))
    value = getattr(as_record(type(record), {**to_row(record), conflict.field: chosen}), conflict.field)
    return made(record, who=who, **{conflict.field: value})


def overtaken(project: Project, edit: Edit) -> tuple[Edit, tuple[Conflict, ...]] | None:
    """A refused edit of fields, parted: what still can be kept of it, and what somebody else changed differently.

    None where it is of another kind, or where a row is gone: then there is nothing to choose between.
    """
    changes: list[Change] = []
    clashing: list[Conflict] = []
    for change in edit.changes:
        if edit.verb not in _VERBS or change.before is None or change.after is None:
            return None
        row = to_row(_record(project, change.table, change.id)[0])
        mine = {n: v for n, v in change.after.items() if row[n] == change.before[n]}
        if mine:
            changes.append(Change(change.table, change.id, {n: row[n] for n in mine}, mine))
        clashing += [
            Conflict(change.table, change.id, n, v, row[n], change.before[n])
            for n, v in change.after.items() if n not in mine and row[n] != v
        ]  # fmt: skip
    return (replace(edit, changes=tuple(changes)), tuple(clashing)) if all(map(can_be_chosen, clashing)) else None


_VERBS = frozenset(("set_quote", "set_article", "set_evidence", "set_source"))


def _record(project: Project, table: str, id: str) -> tuple[Any, Callable[..., Edit]]:
    """The record, and the verb that sets its fields. Raises NoSuch."""
    if table == "quotes":
        return project.quote(QuoteId(id)), edits.set_quote
    if table == "articles":
        return project.article(ArticleId(id)), edits.set_article
    if table == "evidence":
        return project.piece(EvidenceId(id)), edits.set_evidence
    return project.source(SourceId(id)), edits.set_source
