"""The history as one quote sees it: of an edit that touched many, only what concerns this one."""

from collections.abc import Iterable
from dataclasses import replace

from app.project import Entry
from db.changes import Change, Edit
from db.records import QuoteId

_PLACE = frozenset(
    (
        *("start", "end", "prefix", "suffix", "around", "content_start", "content_end", "spans"),
        *("speaker_start", "speaker_end", "cue_start", "cue_end"),
    )
)


def of_quote(entries: Iterable[Entry], quote_id: QuoteId) -> list[Edit]:
    """The edits in their order, each narrowed to the rows about this quote; whole where none of them names it.

    Edits that only moved it along, since words before it changed, are no part of its story.
    """
    edits = (_narrowed(entry.edit, quote_id) for entry in entries)
    return [edit for edit in edits if not all(_moved_along(change) for change in edit.changes)]


def about(edit: Edit) -> QuoteId | None:
    """The one quote that an edit is about; None where it is about several, or none."""
    named = {_about(change) for change in edit.changes if not _moved_along(change)} - {None}
    return next(iter(named)) if len(named) == 1 else None


def last_changed(entries: Iterable[Entry]) -> dict[QuoteId, str]:
    """When each quote was last changed, checked, ruled on or talked about; `entries` are newest first."""
    found: dict[QuoteId, str] = {}
    for entry in entries:
        for change in entry.edit.changes:
            quote_id = _about(change)
            if quote_id is not None and not _moved_along(change):
                found.setdefault(quote_id, entry.edit.at)
    return found


def _about(change: Change) -> QuoteId | None:
    row = change.after or change.before or {}
    named = change.id if change.table == "quotes" else row.get("quote_id")
    return QuoteId(str(named)) if named else None


def _moved_along(change: Change) -> bool:
    return change.before is not None and change.after is not None and _PLACE.issuperset(change.after)


def _narrowed(edit: Edit, quote_id: QuoteId) -> Edit:
    about = tuple(change for change in edit.changes if _concerns(change, quote_id))
    return replace(edit, changes=about) if about else edit


def _concerns(change: Change, quote_id: QuoteId) -> bool:
    row = change.after or change.before or {}
    return change.id == quote_id or row.get("quote_id") == quote_id
