"""The tables, step by step. Each step is numbered and never edited once released: a change is a new step.

The lists of codes are generated from the enums, so a code that is added later needs a step that makes its table anew.
"""

from enum import Enum
from typing import TYPE_CHECKING, Any

from db.records import (
    Attribution,
    Capture,
    EvidenceKind,
    Form,
    Level,
    RulingKind,
    SourceKind,
    Status,
    Terms,
    Verdict,
)

if TYPE_CHECKING:
    from sqlite_utils import Migrations

APPLICATION = 0x4F6E5265  # "OnRe": marks the file as a library of ours
VERSION = 1  # the number of the newest step; kept as the file's user_version
SEARCHED = {
    "articles": ("headline", "kicker", "standfirst", "byline", "text"),
    "quotes": ("exact", "speaker", "name", "proposed_wording", "note"),
    "evidence": ("title", "text"),
}
"""What full-text search looks through: table → columns."""


def migrations() -> "Migrations":
    """All steps, in order."""
    from sqlite_utils import Migrations

    steps = Migrations("onrecord")

    @steps(name="0001_ground")
    def ground(db: Any) -> None:
        for sql in (*_RECORDS, *_HISTORY, *_DERIVED, *_search()):
            db.execute(sql)

    return steps


def _one_of(column: str, codes: type[Enum]) -> str:
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return f'TEXT NOT NULL CHECK ("{column}" IN ({listed}))'


# Every record has a number of its own beside its id: full-text search needs one that VACUUM leaves alone.
# The long texts stand last, so that a list of articles never reads past the head of a row.
_KEY = '"nr" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE'
_WORDS = "TEXT NOT NULL DEFAULT ''"
_LIST = "TEXT NOT NULL DEFAULT '[]'"
_ORIGINAL = '"original" TEXT REFERENCES originals (sha256)'


def _link(column: str, table: str, *, must: bool = True) -> str:
    # Deferred to the commit: one edit may hold its rows in any order.
    needed = " NOT NULL" if must else ""
    return f'"{column}" TEXT{needed} REFERENCES {table} (id) DEFERRABLE INITIALLY DEFERRED'


_RECORDS = (
    """CREATE TABLE originals (
        "sha256" TEXT PRIMARY KEY CHECK (length("sha256") = 64), "media_type" TEXT NOT NULL, "name" TEXT NOT NULL,
        "received_at" TEXT NOT NULL, "content" BLOB NOT NULL
    ) STRICT""",
    f"""CREATE TABLE sources (
        {_KEY}, "kind" {_one_of("kind", SourceKind)}, "name" {_WORDS}, "role" {_WORDS},
        "confidential" INTEGER NOT NULL DEFAULT 0 CHECK ("confidential" IN (0, 1)),
        "code_name" {_WORDS}, "sealed" {_WORDS}, "keep_until" {_WORDS}, "held_for" {_WORDS},
        "opened_at" {_WORDS}, "opened_for" {_WORDS}, "forgotten_at" {_WORDS},
        CHECK ("confidential" = 0 OR ("name" = '' AND "code_name" <> '')),
        CHECK ("forgotten_at" = '' OR ("sealed" = '' AND "held_for" = ''))
    ) STRICT""",
    f"""CREATE TABLE articles (
        {_KEY}, "headline" TEXT NOT NULL, "kicker" {_WORDS}, "standfirst" {_WORDS}, "byline" {_WORDS},
        "outlet" {_WORDS}, "dateline" {_WORDS}, "date" {_WORDS}, "url" {_WORDS}, "language" {_WORDS},
        "deadline" {_WORDS}, "policy" TEXT NOT NULL DEFAULT 'standard', {_ORIGINAL}, "added_at" {_WORDS},
        "left_out" {_LIST}, "text" TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE quotes (
        {_KEY}, {_link("article_id", "articles")}, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
        "exact" TEXT NOT NULL, "prefix" TEXT NOT NULL, "suffix" TEXT NOT NULL, "content_start" INTEGER NOT NULL,
        "content_end" INTEGER NOT NULL, "spans" {_LIST}, "form" {_one_of("form", Form)},
        "attribution" {_one_of("attribution", Attribution)}, "speaker" {_WORDS}, "speaker_start" INTEGER,
        "speaker_end" INTEGER, "name" {_WORDS}, {_link("source_id", "sources", must=False)}, "cue" {_WORDS},
        "cue_start" INTEGER, "cue_end" INTEGER, "terms" {_one_of("terms", Terms)}, "agreed_wording" {_WORDS},
        "agreed_by" {_WORDS}, "agreed_at" {_WORDS}, "status" {_one_of("status", Status)},
        "proposed_wording" {_WORDS}, "note" {_WORDS}, "excluded" {_WORDS}, "term_reason" {_WORDS},
        "assigned_to" {_WORDS}, "found_by" {_WORDS},
        "confidence" REAL NOT NULL DEFAULT 1.0, "around" {_WORDS},
        CHECK (0 <= "start" AND "start" <= "end"), CHECK (0 <= "content_start" AND "content_start" <= "content_end")
    ) STRICT""",
    f"""CREATE TABLE evidence (
        {_KEY}, {_link("article_id", "articles")}, "kind" {_one_of("kind", EvidenceKind)}, "title" TEXT NOT NULL,
        "level" {_one_of("level", Level)}, "origin" {_WORDS}, "date" {_WORDS}, "url" {_WORDS}, "archive_url" {_WORDS},
        "capture" {_one_of("capture", Capture)}, {_ORIGINAL}, "added_at" {_WORDS}, "turns" {_LIST},
        "capture_note" {_WORDS}, "text" TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE checks (
        {_KEY}, {_link("quote_id", "quotes")}, {_link("evidence_id", "evidence", must=False)},
        "verdict" {_one_of("verdict", Verdict)}, "policy" TEXT NOT NULL, "policy_hash" TEXT NOT NULL,
        "words" TEXT NOT NULL, "passage" TEXT NOT NULL, "passage_start" INTEGER NOT NULL,
        "passage_end" INTEGER NOT NULL, "locator" TEXT NOT NULL, "bound" TEXT NOT NULL, "score" REAL NOT NULL,
        "differences" {_LIST}, "who" TEXT NOT NULL, "at" TEXT NOT NULL,
        "chosen" INTEGER NOT NULL DEFAULT 0 CHECK ("chosen" IN (0, 1)),
        "beside" INTEGER NOT NULL DEFAULT 0 CHECK ("beside" IN (0, 1)),
        CHECK (0 <= "passage_start" AND "passage_start" <= "passage_end")
    ) STRICT""",
    f"""CREATE TABLE rulings (
        {_KEY}, "kind" {_one_of("kind", RulingKind)}, {_link("article_id", "articles")},
        "who" TEXT NOT NULL CHECK (trim("who") <> ''), "at" TEXT NOT NULL, "bound" TEXT NOT NULL, "reason" {_WORDS},
        {_link("quote_id", "quotes", must=False)},
        "status" {_one_of("status", Status).replace(" NOT NULL", "")},
        {_link("check_id", "checks", must=False)}, "marks" {_LIST}, "taken_by" {_WORDS}, "taken_at" {_WORDS},
        CHECK (("kind" = 'status') = ("quote_id" IS NOT NULL) AND ("kind" = 'status') = ("status" IS NOT NULL))
    ) STRICT""",
    f"""CREATE TABLE comments (
        {_KEY}, {_link("quote_id", "quotes")}, "who" TEXT NOT NULL, "at" TEXT NOT NULL, "text" TEXT NOT NULL,
        {_link("reply_to", "comments", must=False)},
        "resolved" INTEGER NOT NULL DEFAULT 0 CHECK ("resolved" IN (0, 1))
    ) STRICT""",
    "CREATE INDEX quotes_of_article ON quotes (article_id)",
    "CREATE INDEX quotes_of_source ON quotes (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX evidence_of_article ON evidence (article_id)",
    "CREATE INDEX checks_of_quote ON checks (quote_id)",
    "CREATE INDEX checks_of_evidence ON checks (evidence_id)",
    "CREATE INDEX rulings_of_quote ON rulings (quote_id)",
    "CREATE INDEX rulings_of_article ON rulings (article_id, kind)",
    "CREATE INDEX rulings_of_check ON rulings (check_id)",
    "CREATE INDEX comments_of_quote ON comments (quote_id)",
    "CREATE INDEX comments_of_comment ON comments (reply_to) WHERE reply_to IS NOT NULL",
)


def _never(table: str, deed: str) -> str:
    return f"""CREATE TRIGGER {table}_never_{deed.lower()} BEFORE {deed} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"""


def _never_again(table: str, *keys: str) -> str:
    # INSERT OR REPLACE takes the old row out without asking the trigger on DELETE, unless recursive_triggers is on,
    # which another program need not set.
    same = " OR ".join(f'"{key}" = NEW."{key}"' for key in keys)
    return f"""CREATE TRIGGER {table}_never_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
        BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"""


_HISTORY = (
    """CREATE TABLE history (
        "seq" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "verb" TEXT NOT NULL,
        "who" TEXT NOT NULL CHECK (trim("who") <> ''), "at" TEXT NOT NULL, "article_id" TEXT,
        "undoes" TEXT REFERENCES history (id), "changes" TEXT NOT NULL, "previous" TEXT NOT NULL, "hash" TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX history_of_article ON history (article_id)",
    "CREATE INDEX history_undone ON history (undoes) WHERE undoes IS NOT NULL",
    *(_never(table, deed) for table in ("history", "originals") for deed in ("UPDATE", "DELETE")),
    _never_again("history", "seq", "id"),
    _never_again("originals", "sha256"),
)

# Kept beside the records by the store within the same transaction; all of it can be worked out again from them.
_DERIVED = (
    """CREATE TABLE quote_states (
        "article_id" TEXT NOT NULL, "quote_id" TEXT NOT NULL, "form" TEXT NOT NULL, "excluded" INTEGER NOT NULL,
        "status" TEXT NOT NULL, "changed" INTEGER NOT NULL, "policy" TEXT NOT NULL, "unresolved" INTEGER NOT NULL,
        "lost" INTEGER NOT NULL, PRIMARY KEY ("article_id", "quote_id")
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE article_states (
        "article_id" TEXT PRIMARY KEY, "touched_at" TEXT NOT NULL, "signed" INTEGER NOT NULL, "tally" TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE quote_edits (
        "quote_id" TEXT NOT NULL, "seq" INTEGER NOT NULL, PRIMARY KEY ("quote_id", "seq")
    ) STRICT, WITHOUT ROWID""",
)


def _search() -> list[str]:
    return [sql for table, columns in SEARCHED.items() for sql in _searchable(table, columns)]


def _searchable(table: str, columns: tuple[str, ...]) -> list[str]:
    """A full-text index over `columns` of `table`, kept by triggers; the words themselves stay in the table only."""
    index = f"{table}_search"
    names = ", ".join(columns)
    old = ", ".join(f'OLD."{c}"' for c in columns)
    new = ", ".join(f'NEW."{c}"' for c in columns)
    add = f"INSERT INTO {index} (rowid, {names}) VALUES (NEW.nr, {new});"
    take = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', OLD.nr, {old});"
    differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    return [
        f"""CREATE VIRTUAL TABLE {index} USING fts5 (
            {names}, content='{table}', content_rowid='nr', tokenize='unicode61 remove_diacritics 2')""",
        f"CREATE TRIGGER {index}_add AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {index}_take AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {index}_change AFTER UPDATE ON {table} WHEN {differs} BEGIN {take} {add} END",
    ]
