"""What every verb shares: who acts, and turning records before and after into changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.workflow import Reason
from db.changes import Change, Edit
from db.errors import Refused
from db.rows import TABLES, Record, changed

R = TypeVar("R", bound=Record)

EDITABLE: Mapping[str, tuple[str, ...]] = {
    "articles": (
        *("headline", "kicker", "standfirst", "byline", "outlet", "dateline", "date", "url", "language", "deadline"),
        "policy",
    ),
    "quotes": (
        *("speaker", "name", "attribution", "source_id", "terms", "agreed_wording", "agreed_by", "agreed_at"),
        *("proposed_wording", "note", "assigned_to"),
    ),
    "evidence": ("kind", "title", "text", "level", "origin", "date", "url", "archive_url", "turns", "capture"),
    "sources": ("kind", "name", "role", "confidential", "code_name", "sealed"),
}
"""table → the fields that may be set one by one; all others have verbs of their own."""


def make(verb: str, who: str, changes: Iterable[Change | None], article_id: str | None = None) -> Edit:
    """The edit of these changes, those that change nothing left out. Raises Refused(NAMELESS) where `who` is blank."""
    if not who.strip():
        raise Refused(reason=Reason.NAMELESS)
    return Edit(verb, who.strip(), tuple(change for change in changes if change is not None), article_id)


def with_fields(record: R, wanted: Mapping[str, Any]) -> Change | None:
    """The change that gives `record` the wanted fields. Raises Refused(NO_SUCH_FIELD) for one that is not EDITABLE."""
    for name in wanted:
        if name not in EDITABLE[TABLES[type(record)]]:
            raise Refused(reason=Reason.NO_SUCH_FIELD, field=name)
    return changed(record, replace(record, **wanted))  # type: ignore[type-var]
