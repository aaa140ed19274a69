"""What history comes to: the rows that all its edits, one after the other, leave behind. Pure."""

from collections.abc import Iterable

from db.changes import Edit, Scalar

Rows = dict[str, dict[str, dict[str, Scalar]]]
"""table → id → column → value"""


def replay(edits: Iterable[Edit], rows: Rows | None = None) -> Rows:
    """The rows as these edits leave them, from none or from `rows`, which is changed and handed back.

    An edit that does not fit (it changes or takes out a row that is not there) leaves that row alone.
    """
    rows = {} if rows is None else rows
    for edit in edits:
        for change in edit.changes:
            table = rows.setdefault(change.table, {})
            if change.after is None:
                table.pop(change.id, None)
            elif change.before is None:
                table[change.id] = dict(change.after)
            elif change.id in table:
                table[change.id].update(change.after)
    return rows
