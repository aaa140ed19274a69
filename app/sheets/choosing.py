"""Which quotes a sheet lists, and in which order."""

from app.sheets.sheet import Choice, Row
from app.workflow import URGENT, QuoteState
from db.records import Status


def chosen(state: QuoteState, choice: Choice) -> bool:
    """Whether a quote of the desk is listed. One whose words are in the text no more is counted, and never listed."""
    if state.lost:
        return False
    if choice.quotes == "open":
        return state.open or bool(state.stale)
    if choice.quotes == "changed":
        return bool(state.quote.proposed_wording) or state.quote.status is Status.NEEDS_CHANGE
    return True


def listed(row: Row, choice: Choice) -> bool:
    """The same of a row that another sheet has."""
    if choice.quotes == "open":
        return row.left or bool(row.stale)
    if choice.quotes == "changed":
        return bool(row.change_to) or row.status == Status.NEEDS_CHANGE
    return True


def ordered(rows: list[Row], choice: Choice) -> tuple[Row, ...]:
    """The rows in the order chosen; those alike stay as in the article."""
    if choice.order == "status":
        rank = {str(sign): n for n, sign in enumerate(URGENT)}
        rows.sort(key=lambda one: rank[one.sign])
    elif choice.order == "speaker":
        rows.sort(key=lambda one: (not one.heading, one.heading.casefold()))
    return tuple(rows)
