"""A conflict in words: what it is about, what it was, and what each side made of it."""

from typing import TYPE_CHECKING

from db.changes import Scalar
from db.records import Capture
from ui.i18n import count, tr
from ui.messages import capture_word, field_word, status_word, value_word
from ui.wording import ROWS

if TYPE_CHECKING:
    from app.conflicts import Conflict

_AROUND = 40  # characters shown round a place in which two texts differ
_MOST = 3  # such places that are shown


def what(conflict: "Conflict") -> str:
    """What both changed: "Note", "Ruling", "Bounds of the quote"; for a whole row "Quote"."""
    if not conflict.field:
        return tr(ROWS[conflict.table])
    return tr(ROWS[conflict.field]) if conflict.field in ROWS else field_word(conflict.field)


def sides(conflict: "Conflict") -> tuple[str, str]:
    """Mine and theirs. Of two texts only the places in which they differ; of a ruling who gave it, and why."""
    if conflict.field == "text" and Capture.__members__.get(str(conflict.mine).upper()) is None:
        return _apart(str(conflict.mine or ""), str(conflict.theirs or ""))
    mine, theirs = value(conflict, conflict.mine), value(conflict, conflict.theirs)
    if (conflict.table, conflict.field) == ("quotes", "status"):
        return _given(mine, conflict.mine_by, conflict.mine_why), _given(
            theirs, conflict.theirs_by, conflict.theirs_why
        )
    return mine, theirs


def was(conflict: "Conflict") -> str:
    """What it was before; "" where nobody can say, or where it is a long text."""
    return "" if conflict.was is None or conflict.field == "text" else value(conflict, conflict.was)


def what_follows(conflict: "Conflict") -> str:
    """What choosing it brings along, as a sentence; "" where it is a field by itself."""
    if not conflict.field:
        return tr("One of you took this out, and the other worked on it. It stays as it is here.")
    if conflict.field == "text":
        return (
            tr("The quotes go along with the text that you choose.") if conflict.table == "articles"
            else tr("Whether it was read through goes along with the text.")
        )  # fmt: skip
    if conflict.field == "place":
        return tr("A ruling on other words than those you choose turns stale.")
    if conflict.field == "status":
        return tr("A ruling keeps who gave it and why. Both of you count as having checked it last.")
    return ""


def value(conflict: "Conflict", held: Scalar) -> str:
    """What one side holds, in words where it is a code."""
    if conflict.field == "status":
        return status_word(str(held))
    if conflict.field == "text" and held in set(Capture):
        return capture_word(Capture(str(held)))
    if conflict.field == "place":
        return tr("“{words}”", words=held)
    return value_word(conflict.field, str(held or "")) or tr("(nothing)")


def _given(status: str, who: str, why: str) -> str:
    if not who:
        return status
    return tr("{status}\n{who}: {why}", status=status, who=who, why=why) if why else f"{status}\n{who}"


def _apart(mine: str, theirs: str) -> tuple[str, str]:
    from app.anchors import splices

    parts = splices(mine, theirs).parts
    shown = parts[:_MOST]
    more = count(len(parts) - _MOST, "and 1 more place", "and {n} more places") if len(parts) > _MOST else ""
    told = [
        "\n".join([*(_piece(text, *span) for span in spans), *([more] if more else [])])
        for text, spans in ((mine, [one[:2] for one in shown]), (theirs, [one[2:] for one in shown]))
    ]
    return told[0] or mine[:_AROUND], told[1] or theirs[:_AROUND]


def _piece(text: str, start: int, end: int) -> str:
    """The words there with some round them, on one line, cut in the middle where they are many."""
    low = text.rfind(" ", 0, max(0, start - _AROUND)) + 1
    high = text.find(" ", min(len(text), end + _AROUND))
    words = " ".join(text[low : high if high >= 0 else len(text)].split())
    if len(words) > 6 * _AROUND:
        words = f"{words[: 3 * _AROUND]} … {words[-3 * _AROUND :]}"
    return f"{'…' if low else ''}{words}{'…' if high >= 0 else ''}"
