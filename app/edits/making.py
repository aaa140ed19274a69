"""What every verb shares: who acts, and turning records before and after into changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.workflow import Reason
from db.changes import Change, Edit
from db.errors import Refused
from db.rows import Record, changed

R = TypeVar("R", bound=Record)


def make(verb: str, who: str, changes: Iterable[Change | None], article_id: str | None = None) -> Edit:
    """The edit of these changes, those that change nothing left out. Raises Refused(NAMELESS) where `who` is blank."""
    if not who.strip():
        raise Refused(reason=Reason.NAMELESS)
    return Edit(verb, who.strip(), tuple(change for change in changes if change is not None), article_id)


def with_fields(record: R, allowed: Collection[str], wanted: Mapping[str, Any]) -> Change | None:
    """The change that gives `record` the wanted fields. Raises Refused(NO_SUCH_FIELD) for one that is not allowed."""
    for name in wanted:
        if name not in allowed:
            raise Refused(reason=Reason.NO_SUCH_FIELD, field=name)
    return changed(record, replace(record, **wanted))  # type: ignore[type-var]
