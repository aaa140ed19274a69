"""A library opens whole or says in one word why it does not, and is left as it was."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app import edits
from app.project import Project
from db import driver
from db.driver import sqlite3
from db.errors import KnownProblem, LibraryDamaged, LibraryTooNew, LibraryUnusable
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
Opener = Callable[..., Project]


def filled(project: Project, articles: int = 20) -> Path:
    for _ in range(articles):
        article = builders.article()
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    project.close()
    return project.path


def refused(path: Path) -> KnownProblem:
    """What opening raises; the file must stay as it is, and nothing may be left beside it."""
    before = path.read_bytes() if path.is_file() else b""
    beside = {other.name for other in path.parent.iterdir()}
    with pytest.raises(KnownProblem) as raised:
        Project.open(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    left = {name for name in {other.name for other in path.parent.iterdir()} - beside if not name.endswith("-shm")}
    assert left - {f"{path.name}-wal"} == set()
    return raised.value


def test_a_new_library_is_durable_linked_and_logged_ahead(project: Project) -> None:
    pragma = {
        name: project._store._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "user_version")
    }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "user_version": 1,
    }
    assert [path.name for path in project.path.parent.glob("*.onrecord")] == [project.path.name]
    assert not list(project.path.parent.glob(".*"))


@pytest.mark.parametrize("content", [b"Dear reader,\n" * 500, b"PK\x03\x04" + bytes(4000), b"\xff" * 10])
def test_a_file_of_another_kind_is_no_library(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.onrecord"
    path.write_bytes(content)
    problem = refused(path)
    assert isinstance(problem, LibraryUnusable)
    assert problem.values["why"] == "not_a_library"
    assert problem.values["name"] == "letter.onrecord"


def test_a_database_of_another_program_is_no_library(tmp_path: Path) -> None:
    path = tmp_path / "other.onrecord"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE articles (id TEXT)")
        conn.commit()
    problem = refused(path)
    assert problem.values["why"] == "not_a_library"


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "folder.onrecord").mkdir()
    assert refused(tmp_path / "folder.onrecord").values["why"] == "folder"


def test_a_library_from_a_newer_program_is_left_alone(project: Project) -> None:
    path = filled(project, 1)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 99")
        conn.execute("PRAGMA journal_mode = DELETE")
    problem = refused(path)
    assert isinstance(problem, LibraryTooNew)
    assert problem.values["version"] == 99


def test_an_empty_file_is_a_damaged_library(tmp_path: Path) -> None:
    (tmp_path / "library.onrecord").touch()
    assert isinstance(refused(tmp_path / "library.onrecord"), LibraryDamaged)


@pytest.mark.parametrize("part", [0.15, 0.5, 0.9])
def test_a_library_that_was_cut_short_is_damaged(project: Project, part: float) -> None:
    path = filled(project)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert isinstance(refused(path), LibraryDamaged)


def test_a_library_with_a_page_overwritten_is_damaged(project: Project) -> None:
    path = filled(project)
    whole = bytearray(path.read_bytes())
    whole[4096 * 5 : 4096 * 9] = b"\x5a" * 4096 * 4
    path.write_bytes(whole)
    assert isinstance(refused(path), LibraryDamaged)


def test_damage_met_while_reading_is_told_as_damage(project: Project, open_library: Opener) -> None:
    path = filled(project, 200)
    size = path.stat().st_size
    again = open_library()
    with path.open("r+b") as file:
        for page in range(40, size // 4096):
            file.seek(page * 4096)
            file.write(b"\x5a" * 4096)
    with pytest.raises(LibraryDamaged):
        for summary in again.articles():
            again.desk(summary.id)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable) as raised:
        Project.open(tmp_path / "nowhere" / "library.onrecord")
    assert raised.value.values["why"] == "missing"


OPENS = """
import os, sys
from pathlib import Path
from app.project import Project
from db.errors import KnownProblem
import sqlite_utils  # loaded before the rights to read it are given up
os.setuid(65534)
try:
    Project.open(Path(sys.argv[1]), lambda _: "").close()
except KnownProblem as problem:
    print(problem.code, problem.values["why"])
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("file", "folder", "said"),
    [
        (0o444, 0o777, "library_unusable read_only"),
        (0o444, 0o755, "library_unusable read_only"),
        (0o000, 0o755, "library_unusable permission"),
        (None, 0o755, "library_unusable permission"),
    ],
)
def test_without_the_right_to_write_it_is_said(tmp_path: Path, file: int | None, folder: int, said: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:  # the test's own folder lies where only root may go
        place = Path(name)
        path = place / "library.onrecord"
        if file is not None:
            Project.open(path).close()
            path.chmod(file)
        place.chmod(folder)
        before = sorted(place.iterdir())
        done = subprocess.run(
            [sys.executable, "-c", OPENS, str(path)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert (done.stdout.strip(), done.stderr) == (said, "")
        assert sorted(place.iterdir()) == before


def test_a_locked_library_says_so(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "PATIENCE", 0.05)
    path = filled(project, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE article_states SET touched_at = ''")
        assert refused(path).values["why"] == "locked"
        other.execute("ROLLBACK")


def test_two_that_make_one_library_at_once_share_it(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    code = "import sys; from pathlib import Path; from app.project import Project; from app import edits\n"
    code += "from tests import builders; p = Project.open(Path(sys.argv[1]), lambda _: '')\n"
    code += "p.apply(edits.add_article(builders.article(), (), who='Ada'))"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, env=env) for _ in range(4)]
    assert [one.wait() for one in started] == [0] * 4
    with Project.open(path, lambda _: "") as project:
        assert len(project.articles()) == 4
        assert project.verify().edits == 4
    assert not list(tmp_path.glob(".*"))


def test_a_connection_belongs_to_its_thread(project: Project) -> None:
    import threading

    raised: list[BaseException] = []

    def read() -> None:
        try:
            project.articles()
        except sqlite3.ProgrammingError as error:
            raised.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert len(raised) == 1
