"""The library: one SQLite file, opened, read as records, and written by applying an Edit. The only writer.

Write-ahead log, so that readers never wait for the writer. `synchronous=FULL`: every commit waits for the disk, so an
edit that was acknowledged survives a power cut; with NORMAL the last ones could be lost. A person's edit is one small
transaction, so this costs one fsync.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from db import chain, keys, states
from db.changes import Change, Edit, Row, Scalar
from db.driver import snapshot, sqlite3
from db.errors import LibraryUnusable, NoSuch, StaleEdit
from db.faults import known
from db.library import connect, look_over, prepare
from db.migrations import VERSION
from db.past import Entry, Past
from db.records import (
    Article,
    ArticleId,
    Check,
    Comment,
    Evidence,
    Original,
    Quote,
    Ruling,
    Source,
    now,
)
from db.rows import TABLES, Memory, Record, canonical, columns

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_COLUMNS = {table: ("id", *(c for c in columns(kind) if c != "id")) for kind, table in TABLES.items()}


class Heading(NamedTuple):
    """An article's head matter for a list, with what its quotes come to: see db.states for `tally`."""

    id: ArticleId
    headline: str
    byline: str
    outlet: str
    dateline: str
    date: str
    deadline: str
    policy: str
    touched_at: str
    tally: str
    signed: int  # 1 where a sign-off fits the text and the quotes as they are


@dataclass(frozen=True, slots=True)
class Papers:
    """All records of one article, read in one snapshot."""

    article: Article
    quotes: tuple[Quote, ...]
    evidence: tuple[Evidence, ...]
    checks: tuple[Check, ...]
    rulings: tuple[Ruling, ...]
    comments: tuple[Comment, ...]
    sources: tuple[Source, ...]


class Store:
    """An open library. Belongs to the thread that opened it."""

    def __init__(self, path: Path, *, writable: bool = True, key: keys.Key | None = None) -> None:
        """Open the library at `path`; only to be read where it is not `writable`.

        Where there is none it is made, encrypted by `key` if given. What may only be read must be of the newest schema.
        Raises LibraryUnusable, LibraryDamaged, LibraryTooNew or LibraryLocked; the file is left as it was then.
        """
        self.path = path
        if writable:
            prepare(path, key)
        else:
            with known(path):
                if look_over(path) < VERSION:
                    raise LibraryUnusable(why="older", name=path.name, path=str(path))
        self._place = path.resolve()
        self._writable = writable
        self._file = self._identity()
        self._db = connect(path, writable=writable)
        self._seen = self._version()
        self._newest = _newest(self._db)
        self._memory = Memory()
        self._past = Past(self._db)

    def close(self) -> None:
        """Close the file. What was applied is on the disk already."""
        self._db.close()

    # Reading. Every read sees the newest state of the file, whoever wrote it.

    def get(self, kind: type[R], id: str) -> R:
        """The record of that kind with that id. Raises NoSuch."""
        found = self._select(kind, '"id" = ?', (id,))
        if not found:
            raise NoSuch(kind=_named(kind), id=id)
        return found[0]

    def every(self, kind: type[R]) -> tuple[R, ...]:
        """All records of that kind, oldest first. Meant for the short tables."""
        return self._select(kind, "1", ())

    def original(self, sha256: str) -> Original:
        """The bytes as they came in. Raises NoSuch."""
        rows = self._rows("SELECT * FROM originals WHERE sha256 = ?", (sha256,))
        if not rows:
            raise NoSuch(kind="original", id=sha256)
        return Original(*rows[0])

    def papers(self, article_id: str) -> Papers:
        """All records of one article. Raises NoSuch."""
        own, theirs = '"article_id" = ?', '"quote_id" IN (SELECT id FROM quotes WHERE article_id = ?)'
        given = '"id" IN (SELECT source_id FROM quotes WHERE article_id = ?)'
        at = (article_id,)
        with known(self.path), snapshot(self._db):
            return Papers(
                self.get(Article, article_id),
                self._select(Quote, own, at),
                self._select(Evidence, own, at),
                self._select(Check, theirs, at),
                self._select(Ruling, own, at),
                self._select(Comment, theirs, at),
                self._select(Source, given, at),
            )

    def quotes_of(self, source_ids: Iterable[str]) -> tuple[Quote, ...]:
        """All quotes given to one of these sources, in any article."""
        return tuple(q for id in source_ids for q in self._select(Quote, '"source_id" = ?', (id,)))

    def headings(self) -> tuple[Heading, ...]:
        """Every article, newest touched first."""
        rows = self._rows(
            "SELECT id, headline, byline, outlet, dateline, date, deadline, policy, touched_at, tally, signed"
            " FROM articles JOIN article_states ON article_id = id ORDER BY touched_at DESC, nr DESC"
        )
        return tuple([Heading._make(row) for row in rows])

    def find(self, kind: type[R], prefix: str) -> str:
        """The id of the one record of that kind that begins so. Raises NoSuch; with `several=True` where more do."""
        table = TABLES[kind]
        wanted = prefix.strip().lower()
        rows = self._rows(
            f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2",
            (wanted, wanted + "\x7f"),  # which stands behind every letter of an id
        )
        if not wanted or len(rows) != 1:
            raise NoSuch(kind=_named(kind), id=prefix, several=bool(wanted) and len(rows) > 1)
        return str(rows[0][0])

    def ask(self, question: Callable[..., T], *about: object) -> T:
        """What db.search finds, in one snapshot."""
        with known(self.path), snapshot(self._db):
            return question(self._db, *about)

    def changed_elsewhere(self) -> bool:
        """Whether another connection wrote to the file since this was last asked."""
        with known(self.path):
            self._come_back()
        before, self._seen = self._seen, self._version()
        return before != self._seen

    # History.

    def history(self, *, article_id: str | None = None, quote_id: str | None = None, limit: int = 200) -> list[Entry]:
        """The newest edits first: all of them, an article's, or those that touched one quote."""
        with known(self.path):
            return self._past.newest(article_id, quote_id, limit)

    def undoable(self) -> tuple[Edit, ...]:
        """The edits that an undo takes back, newest first; the last is what a person did."""
        with known(self.path):
            return self._past.undoable()

    def redoable(self) -> tuple[Edit, ...]:
        """The undos that a redo takes back, newest first; the first is of what a person did."""
        with known(self.path):
            return self._past.redoable()

    def verify(self) -> chain.ChainReport:
        """Whether the chain of history is whole, and if not, where it breaks."""
        with known(self.path):
            return self._past.verify()

    # Writing.

    def apply(self, edit: Edit, originals: Sequence[Original] = ()) -> Edit:
        """Write the edit's rows and its row of history, all or nothing; on the disk when this returns.

        Returns the edit with its article filled in where the rows tell it. One that changes nothing is not written.
        Raises StaleEdit where a row is not as the edit says it was, LibraryUnusable where the disk or a lock is at
        fault; nothing is written then.
        """
        return next(iter(self.apply_all((edit,), originals)), edit)

    def apply_all(self, edits: Sequence[Edit], originals: Sequence[Original] = ()) -> tuple[Edit, ...]:
        """Several edits as one: all are written, in order, or none. Returns those written. Raises as `apply` does."""
        edits = [edit for edit in edits if edit.changes]
        if not edits:
            return ()
        with known(self.path):
            self._come_back()
            with self._writing(edits[0]):
                if self._identity() != self._file:
                    # SQLite would go on writing to a file that nobody finds any more.
                    raise self._moved()
                self._keep(originals)
                done = tuple([self._apply(edit) for edit in edits])
            self._newest = _newest(self._db)
        return done

    def _apply(self, edit: Edit) -> Edit:
        touched = states.Touched(self._db, self._memory)
        for change in edit.changes:
            touched.note(change)
            self._write(change)
        quotes = touched.quotes()
        touched.refresh(edit.at)
        if edit.article_id is None:
            edit = replace(edit, article_id=touched.article())
        seq = self._append(edit)
        self._db.executemany("INSERT INTO quote_edits VALUES (?, ?)", [(id, seq) for id in quotes])
        return edit

    def rebuild(self, edits: Iterable[Edit], originals: Sequence[Original]) -> None:
        """Fill a new, empty library with these edits, each as it was. Quick, and for a file that nobody uses yet.

        Neither the disk is waited for nor links are looked at: who rebuilds does both at the end.
        """
        for pragma in ("foreign_keys = OFF", "synchronous = OFF"):
            self._db.execute(f"PRAGMA {pragma}")
        with known(self.path):
            self._keep(originals)
            self._db.commit()
        for edit in edits:
            self.apply(edit)
        with known(self.path):
            states.refresh_all(self._db, self._memory, now())
            self._db.commit()

    def _keep(self, originals: Sequence[Original]) -> None:
        for one in originals:
            self._db.execute(
                "INSERT INTO originals SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?1 NOT IN (SELECT sha256 FROM originals)",
                (one.sha256, one.media_type, one.name, one.received_at, one.content),
            )

    @contextmanager
    def _writing(self, edit: Edit) -> Iterator[None]:
        # IMMEDIATE takes the write lock first, so that what is compared with the rows cannot change in between.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.commit()
        except sqlite3.IntegrityError as error:
            self._db.rollback()
            if "FOREIGN KEY" not in str(error):
                raise ValueError(str(error)) from error
            first = edit.changes[0]
            raise StaleEdit(table=first.table, id=first.id, mine=first.after, theirs=None) from error
        except BaseException:
            self._db.rollback()
            raise

    def _write(self, change: Change) -> None:
        table, id, before, after = change.table, change.id, change.before, change.after
        known_columns = _COLUMNS[table]
        for name in (*(before or ()), *(after or ())):
            if name not in known_columns:
                raise ValueError(f"{table} has no column {name}")
        if before is None:
            assert after is not None
            if self._stands(table, id, ("id",)):
                raise StaleEdit(table=table, id=id, mine=after, theirs=self._stands(table, id, known_columns))
            self._execute(f"INSERT INTO {table} ({_listed(after)}) VALUES ({_marks(after)})", tuple(after.values()))
            return
        if self._stands(table, id, tuple(before)) != dict(before):
            raise StaleEdit(table=table, id=id, mine=after, theirs=self._stands(table, id, known_columns))
        if after is None:
            self._execute(f'DELETE FROM {table} WHERE "id" = ?', (id,))
        else:
            setting = ", ".join(f'"{name}" = ?' for name in after)
            self._execute(f'UPDATE {table} SET {setting} WHERE "id" = ?', (*after.values(), id))

    def _append(self, edit: Edit) -> int:
        last = self._db.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (last[0] + 1, last[1]) if last else (1, chain.START)
        changes = canonical([[c.table, c.id, c.before, c.after] for c in edit.changes])
        told = (edit.id, edit.verb, edit.who, edit.at, edit.article_id, edit.undoes, changes)
        hashed = chain.extend(previous, seq, *told)
        self._execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (seq, *told, previous, hashed))
        return int(seq)

    # What the rest is made of.

    def _select(self, kind: type[R], where: str, values: tuple[Scalar, ...]) -> tuple[R, ...]:
        listed = ", ".join(f'"{c}"' for c in columns(kind))
        sql = f"SELECT {listed} FROM {TABLES[kind]} WHERE {where} ORDER BY nr"
        return tuple([self._memory.record(kind, row) for row in self._rows(sql, values)])

    def _rows(self, sql: str, values: Sequence[Scalar] = ()) -> list[Any]:
        with known(self.path):
            return self._db.execute(sql, values).fetchall()

    def _execute(self, sql: str, values: Sequence[Scalar]) -> None:
        self._db.execute(sql, values)

    def _stands(self, table: str, id: str, names: Sequence[str]) -> Row | None:
        """The row's values for these columns; None where there is no such row."""
        listed = ", ".join(f'"{name}"' for name in names)
        row = self._db.execute(f'SELECT {listed} FROM {table} WHERE "id" = ?', (id,)).fetchone()
        return dict(zip(names, row, strict=True)) if row else None

    def _identity(self) -> tuple[int, int]:
        with known(self.path):
            file = self._place.stat()
        return file.st_dev, file.st_ino

    def _come_back(self) -> None:
        """Connect anew where the drive went away and came back, and it is the same library that stands there.

        The system takes it for another device then. The library is the same where it holds the newest edit that was
        seen here. Raises LibraryUnusable (`why`: moved) for any other file: one that was put in its place beside its
        log, on the same device, must not even be opened, or that log would be taken for its own.
        """
        file = self._identity()
        if file == self._file:
            return
        if file[0] == self._file[0] or look_over(self.path) != VERSION:
            raise self._moved()
        fresh = connect(self.path, writable=self._writable)
        seq = self._newest[0] if self._newest else 0
        found = fresh.execute("SELECT seq, hash FROM history WHERE seq = ?", (seq,)).fetchone()
        if found is None or found != self._newest or self._identity() != file:
            fresh.close()
            raise self._moved()
        former, self._db = self._db, fresh
        self._file, self._seen, self._past = file, -1, Past(fresh)
        with suppress(sqlite3.Error):
            former.close()

    def _moved(self) -> LibraryUnusable:
        return LibraryUnusable(why="moved", name=self.path.name, path=str(self.path))

    def _version(self) -> int:
        return int(self._rows("PRAGMA data_version")[0][0])


def _newest(db: sqlite3.Connection) -> tuple[int, str] | None:
    """The number of the newest edit, and its hash."""
    found: tuple[int, str] | None = db.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return found


def _named(kind: type) -> str:
    return kind.__name__.lower()


def _listed(row: Row) -> str:
    return ", ".join(f'"{name}"' for name in row)


def _marks(row: Row) -> str:
    return ", ".join("?" * len(row))
