"""No row of history can be altered unseen, and the break is found where it is."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import edits
from app.project import Project
from db import chain
from db.driver import sqlite3
from db.rows import canonical
from tests import builders

TOLD = ("id", "verb", "who", "at", "article_id", "undoes", "changes", "previous", "hash")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "library.onrecord"
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        article = builders.article()
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
        for quote in builders.quotes(article)[:1]:
            added = project.desk(article.id).states[0].quote
            assert quote.exact == added.exact
            project.apply(edits.set_quote(added, who="Ünal", note="“naïve” 😀"))
        project.undo("Ada")
        project.redo("Carl")
    return path


def links(conn: sqlite3.Connection) -> list[chain.Link]:
    return [chain.Link(*row) for row in conn.execute("SELECT * FROM history ORDER BY seq")]


def test_what_was_written_is_whole(written: Path) -> None:
    with Project.open(written) as project:
        report = project.verify()
        assert report == chain.ChainReport(True, 4, None, project.history()[0].hash)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(0, 3), column=st.sampled_from(TOLD), data=st.data())
def test_any_altered_byte_of_any_row_is_found_there(written: Path, row: int, column: str, data: st.DataObject) -> None:
    conn = sqlite3.connect(written, isolation_level=None)
    conn.execute("BEGIN")
    conn.execute("DROP TRIGGER history_never_update")
    conn.execute("PRAGMA ignore_check_constraints = ON")
    was = conn.execute(f"SELECT {column} FROM history WHERE seq = ?", (row + 1,)).fetchone()[0] or ""
    old = was.encode()
    at = data.draw(st.integers(0, max(0, len(old) - 1)))
    new = old[:at] + data.draw(st.binary(max_size=2)) + old[at + 1 :]
    altered = new.decode("utf-8", "replace")
    conn.execute(f"UPDATE history SET {column} = ? WHERE seq = ?", (altered, row + 1))
    report = chain.verify(links(conn))
    conn.execute("ROLLBACK")
    conn.close()
    same = altered == was and not (was == "" and column in ("article_id", "undoes"))
    assert report.intact is same
    assert report.broken_at == (None if same else row + 1)


@pytest.mark.parametrize(
    ("deed", "broken_at"),
    [
        ("DELETE FROM history WHERE seq = 1", 2),
        ("DELETE FROM history WHERE seq = 2", 3),
        ("UPDATE history SET seq = 9 WHERE seq = 3", 4),
        ("UPDATE history SET seq = 0 WHERE seq = 4", 0),
    ],
)
def test_a_row_taken_out_or_moved_is_found(written: Path, deed: str, broken_at: int) -> None:
    conn = sqlite3.connect(written, isolation_level=None)
    conn.execute("BEGIN")
    conn.execute("DROP TRIGGER history_never_update")
    conn.execute("DROP TRIGGER history_never_delete")
    conn.execute(deed)
    report = chain.verify(links(conn))
    conn.execute("ROLLBACK")
    conn.close()
    assert (report.intact, report.broken_at) == (False, broken_at)


def test_a_row_that_was_hashed_anew_breaks_the_next(written: Path) -> None:
    conn = sqlite3.connect(written)
    held = links(conn)
    conn.close()
    told = held[1]._replace(who="Mallory")
    forged = told._replace(hash=chain.extend(told.previous, *told[:8]))
    assert chain.verify([held[0], forged]).intact
    assert chain.verify([held[0], forged, *held[2:]]).broken_at == 3


_WORD = st.text() | st.sampled_from(["\ud800", '"\\\x00\x1f\x7f', "\u2028"])


@given(st.integers(1, 10**9), _WORD, _WORD, st.none() | _WORD, st.none() | _WORD)
def test_what_is_hashed_is_the_list_as_json(
    seq: int, verb: str, who: str, article: str | None, undoes: str | None
) -> None:
    head = canonical([seq, "id", verb, who, "at", article, undoes, chain.START])
    expected = sha256(f"{head}\n[]".encode("utf-8", "surrogatepass")).hexdigest()
    assert chain.extend(chain.START, seq, "id", verb, who, "at", article, undoes, "[]") == expected
