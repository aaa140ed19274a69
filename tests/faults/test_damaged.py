"""A damaged library: what can be read of it is saved into a new one, and the damaged file is left as it is."""

import os
import random
import sqlite3  # noqa: TID251 it lists a table's pages, which the program's own cannot; nobody has the file open
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.project import Project
from db import backup
from db.errors import CannotWrite, LibraryDamaged, LibraryUnusable
from db.salvage import salvage
from tests import builders, deeds
from tests.db.make_fixture import contents
from tests.faults.conftest import sound

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with some of everything, in one file."""
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "library.onrecord"
    chance = random.Random(7)
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        for _ in range(120):
            deeds.do(project, chance.randrange(len(deeds.DEEDS) + 1), chance.randrange(60))
    return backup.backup(path, folder / "copy.onrecord").path


@pytest.fixture
def library(whole: Path, tmp_path: Path) -> Path:
    path = tmp_path / "library.onrecord"
    path.write_bytes(whole.read_bytes())
    return path


def damage(path: Path, *pages: int, with_: bytes = b"\x5a" * PAGE) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(with_)


def pages_of(path: Path, table: str) -> list[int]:
    """The pages that hold a table's rows, its root apart."""
    with closing(sqlite3.connect(path)) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        try:
            found = conn.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
            return [page for (page,) in found if page != root]
        except sqlite3.OperationalError:
            content = path.read_bytes()
            first = int.from_bytes(content[(root - 1) * PAGE + 8 : (root - 1) * PAGE + 12], "big")
            count = int.from_bytes(content[(root - 1) * PAGE + 3 : (root - 1) * PAGE + 5], "big")
            assert content[(root - 1) * PAGE] == 5, f"{table} is small enough for one page"
            at = (root - 1) * PAGE + 12
            cells = [int.from_bytes(content[at + 2 * n : at + 2 * n + 2], "big") for n in range(count)]
            starts = [(root - 1) * PAGE + cell for cell in cells]
            return [*(int.from_bytes(content[one : one + 4], "big") for one in starts), first]


def saved(library: Path, target: Path) -> tuple[dict[str, object], int, int, bool]:
    before = library.read_bytes()
    report = salvage(library, target, "Erin")
    assert library.read_bytes() == before
    assert {one.name for one in library.parent.iterdir()} <= {library.name, target.name, "backups"}
    sound(target)
    with Project.open(target, lambda _: builders.POLICY_HASH) as project:
        for summary in project.articles():
            assert summary.progress == project.desk(summary.id).progress, "the list and the desk say the same"
        assert project.verify().intact
    return contents(target), report.edits, report.edits_lost, report.whole


def test_a_sound_library_is_saved_as_it_is(library: Path, tmp_path: Path) -> None:
    expected = contents(library)
    held, edits, lost, whole = saved(library, tmp_path / "saved.onrecord")
    assert held == expected
    assert (edits, lost, whole) == (len(expected["history"]), 0, True)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["quotes", "articles", "evidence", "checks"])
def test_records_that_cannot_be_read_are_told_by_history(library: Path, tmp_path: Path, table: str) -> None:
    expected = contents(library)
    damage(library, *pages_of(library, table)[:3])
    held, _, _, whole = saved(library, tmp_path / "saved.onrecord")
    assert held == expected
    assert whole


def test_a_row_that_no_library_takes_is_left_out_and_told(library: Path, tmp_path: Path) -> None:
    """A byte of a page may change into a number that the tables refuse."""
    damage(library, pages_of(library, "history")[2])
    with closing(sqlite3.connect(library)) as conn:
        conn.execute("PRAGMA ignore_check_constraints = ON")
        (id,) = conn.execute("SELECT id FROM quotes ORDER BY nr LIMIT 1").fetchone()
        conn.execute('UPDATE quotes SET "start" = -"end" - 1 WHERE id = ?', (id,))
        conn.commit()
    report = salvage(library, tmp_path / "saved.onrecord", "Erin")
    sound(report.path)
    assert not report.whole
    assert {"history", "quotes"} <= set(report.unread)


def test_history_that_cannot_be_read_is_made_up_for_by_the_records(library: Path, tmp_path: Path) -> None:
    expected = contents(library)
    pages = pages_of(library, "history")
    damage(library, pages[len(pages) // 2])
    held, edits, lost, whole = saved(library, tmp_path / "saved.onrecord")
    assert not whole
    assert lost > 0
    assert edits > 5
    told = held.pop("history")
    was = expected.pop("history")
    assert held == expected
    assert isinstance(told, list)
    assert isinstance(was, list)
    assert told[:-1] == was[:edits]
    assert told[-1][2:4] == ["salvage", "Erin"]


def test_a_file_whose_first_bytes_are_gone(library: Path, tmp_path: Path) -> None:
    expected = contents(library)
    damage(library, 1, with_=bytes(24))
    with pytest.raises(LibraryUnusable):
        Project.open(library)
    held, *_ = saved(library, tmp_path / "saved.onrecord")
    assert held == expected


@pytest.mark.parametrize("seed", range(int(os.environ.get("ONRECORD_DAMAGES", "6"))))
def test_whatever_pages_are_damaged(library: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = library.stat().st_size // PAGE
    harm: list[Callable[[], bytes]] = [
        lambda: b"\x00" * PAGE, lambda: b"\xff" * PAGE, lambda: chance.randbytes(PAGE), lambda: chance.randbytes(60),
    ]  # fmt: skip
    for _ in range(chance.randrange(1, 12)):
        damage(library, chance.randrange(2, pages + 1), with_=chance.choice(harm)())
    if chance.random() < 0.3:
        with library.open("r+b") as file:
            file.truncate(chance.randrange(pages // 2, pages) * PAGE)
    try:
        saved(library, tmp_path / "saved.onrecord")
    except LibraryDamaged:
        assert not (tmp_path / "saved.onrecord").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00 and then nothing", b"PK\x03\x04" * 4000])
def test_where_nothing_can_be_read_it_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.onrecord"
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        salvage(path, tmp_path / "saved.onrecord", "Erin")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_nothing_is_overwritten(library: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.onrecord").write_text("mine")
    for target, why in ((tmp_path / "saved.onrecord", "taken"), (library, "taken")):
        with pytest.raises(CannotWrite) as refusal:
            salvage(library, target, "Erin")
        assert refusal.value.values["why"] == why
    with pytest.raises(CannotWrite):
        salvage(library, tmp_path / "nowhere" / "saved.onrecord", "Erin")
