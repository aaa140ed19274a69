"""What can honestly be done to several quotes at once, as one edit. A ruling cannot: each is looked at for itself."""

from collections.abc import Sequence
from typing import Any

from app.edits.making import make
from app.edits.quotes import exclude_quote, include_quote, set_quote
from app.workflow import Reason
from db.changes import Edit
from db.errors import Refused
from db.records import Form, Quote


def set_quotes(quotes: Sequence[Quote], *, who: str, **fields: Any) -> Edit:
    """The same particulars for each of these quotes of one article."""
    return _together("set_quote", who, quotes, [set_quote(quote, who=who, **fields) for quote in quotes])


def exclude_quotes(quotes: Sequence[Quote], reason: str, *, who: str) -> Edit:
    """Leave these quotes out of the check, for one reason; terms, and what is left out, stay as they are.

    Raises Refused(NEEDS_REASON), or Refused(EXCLUDED) where nothing is left to do.
    """
    counted = [quote for quote in quotes if quote.form is not Form.TERM and not quote.excluded]
    if not counted:
        raise Refused(reason=Reason.EXCLUDED)
    return _together("exclude_quote", who, counted, [exclude_quote(quote, reason, who=who) for quote in counted])


def include_quotes(quotes: Sequence[Quote], *, who: str) -> Edit:
    """Take those of these quotes that were left out back into the check. Raises Refused(LOST) for a lost one."""
    gone = [quote for quote in quotes if quote.excluded]
    return _together("include_quote", who, gone, [include_quote(quote, who=who) for quote in gone])


def _together(verb: str, who: str, quotes: Sequence[Quote], edits: Sequence[Edit]) -> Edit:
    changes = [change for edit in edits for change in edit.changes]
    return make(verb, who, changes, quotes[0].article_id if quotes else None)
