"""What a row hangs on: column → table. A row goes with what it must hang on, and lets go of what it may hang on."""

from collections.abc import Iterator, Mapping

from db.changes import Row
from db.replay import Rows

MUST: Mapping[str, Mapping[str, str]] = {
    "quotes": {"article_id": "articles"},
    "evidence": {"article_id": "articles"},
    "checks": {"quote_id": "quotes"},
    "rulings": {"article_id": "articles", "quote_id": "quotes"},
    "comments": {"quote_id": "quotes"},
}
MAY: Mapping[str, Mapping[str, str]] = {
    "quotes": {"source_id": "sources"},
    "checks": {"evidence_id": "evidence"},
    "rulings": {"check_id": "checks"},
    "comments": {"reply_to": "comments"},
}
LINKS: Mapping[str, Mapping[str, str]] = {table: {**MUST[table], **MAY.get(table, {})} for table in MUST}
"""Both at once, for each table."""


def stands(rows: Rows, table: str, row: Row, links: Mapping[str, Mapping[str, str]] = LINKS) -> bool:
    """Whether all that the row hangs on is among `rows`."""
    return all(row.get(c) is None or row[c] in rows.get(to, {}) for c, to in links.get(table, {}).items())


def hanging(rows: Rows, table: str, id: str) -> Iterator[tuple[str, str]]:
    """The table and id of every row that hangs on that one."""
    for of, links in LINKS.items():
        for column, to in links.items():
            if to == table:
                yield from ((of, one) for one, row in rows.get(of, {}).items() if row.get(column) == id)
