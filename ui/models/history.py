"""The history as one quote sees it: of an edit that touched many, only what concerns this one."""

from collections.abc import Iterable
from dataclasses import replace

from app.project import Entry
from db.changes import Change, Edit
from db.records import QuoteId


def of_quote(entries: Iterable[Entry], quote_id: QuoteId) -> list[Edit]:
    """The edits in their order, each narrowed to the rows about this quote; whole where none of them names it."""
    return [_narrowed(entry.edit, quote_id) for entry in entries]


def _narrowed(edit: Edit, quote_id: QuoteId) -> Edit:
    about = tuple(change for change in edit.changes if _concerns(change, quote_id))
    return replace(edit, changes=about) if about else edit


def _concerns(change: Change, quote_id: QuoteId) -> bool:
    row = change.after or change.before or {}
    return change.id == quote_id or row.get("quote_id") == quote_id
