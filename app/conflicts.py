"""What two sides made of one thing: the conflict that a person chooses in, and which fields are chosen together."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from db.changes import Change, Scalar
from db.records import Article, Evidence, Quote
from db.rows import columns

Unit = tuple[str, str, str]
"""Table, id and field of what is chosen whole; the field is "" for a row."""

UNITS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "articles": {"text": ("text", "left_out")},
    "quotes": {
        "place": (
            *("exact", "start", "end", "prefix", "suffix", "around", "content_start", "content_end", "spans"),
            *("speaker_start", "speaker_end", "cue_start", "cue_end"),
        )
    },
    "evidence": {"text": ("text", "turns", "capture", "capture_note", "original")},
}
"""Fields that come together or not at all: a text, a quote's place in it, a piece's text and whether it was read."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, each their own way, and what it `was` before, where that is known.

    `field` is a column; or "place" for where a quote stands, told by its words, "text" for a text with all that comes
    with it, and "" where one side took the row out and the other changed it. `mine_by` and `theirs_by` say who made it
    so, `mine_why` and `theirs_why` the reason of a ruling, where they are known.
    """

    table: str
    id: str
    field: str
    mine: Scalar
    theirs: Scalar
    was: Scalar = None
    mine_by: str = dataclasses.field(default="", compare=False)
    theirs_by: str = dataclasses.field(default="", compare=False)
    mine_why: str = dataclasses.field(default="", compare=False)
    theirs_why: str = dataclasses.field(default="", compare=False)

    @property
    def unit(self) -> Unit:
        """What it is about."""
        return self.table, self.id, self.field

    @property
    def name(self) -> str:
        """What it is called at the command line: the field and the end of the id, as their beginnings are alike."""
        return f"{self.field or self.table}:{self.id[-8:]}"


@cache
def unit_of(table: str, field: str) -> str:
    """The field of the unit that a column is part of."""
    return next((name for name, fields in UNITS.get(table, {}).items() if field in fields), field)


def units(change: Change) -> set[Unit]:
    """All that a change is about; a row that comes or goes takes all of itself with it."""
    whole = change.before is None or change.after is None
    fields = {unit_of(change.table, name) for name in (*(change.before or {}), *(change.after or {}))}
    return {(change.table, change.id, field) for field in (*fields, *([""] if whole else []))}


for _table, _kind in (("articles", Article), ("quotes", Quote), ("evidence", Evidence)):
    assert {name for fields in UNITS[_table].values() for name in fields} <= set(columns(_kind))
