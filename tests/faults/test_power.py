"""The power goes: whatever part of the write-ahead log reached the disk, the library is one that stood before."""

import shutil
from pathlib import Path

import pytest

from app import edits, encryption
from app.project import Project
from tests import builders
from tests.faults.conftest import open_sound, sound

HEAD, FRAME = 32, 24  # bytes of a log's head, and of what stands before each page in it (SQLite's file format, 4.1)


@pytest.fixture(params=["plain", "encrypted"])
def logged(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, int]]:
    """A library as the disk holds it while it is open, and how long its log was when each edit was acknowledged."""
    path = tmp_path / "open" / "library.onrecord"
    path.parent.mkdir()
    acknowledged: dict[str, int] = {}
    if request.param == "encrypted":
        encryption.create(path, builders.PASSPHRASE, in_keychain=False)
    open_sound(path).close()
    with Project.open(path, lambda _: "") as project:

        def told(edit_id: str) -> None:
            acknowledged[edit_id] = log(path).stat().st_size

        article = builders.article()
        told(project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [builders.original()]).id)
        piece = builders.evidence(article, builders.SAID * 100)
        told(project.apply(edits.attach_evidence(piece, who="Ada")).id)
        for n in range(4):
            quote = project.desk(article.id).states[n % 3].quote
            told(project.apply(edits.set_quote(quote, who="Ada", note=f"ask again {n}")).id)
        undone = project.undo("Ada")
        assert undone
        told(undone.id)
        kept = tmp_path / "disk" / "library.onrecord"
        kept.parent.mkdir()
        shutil.copy(path, kept)
        shutil.copy(log(path), log(kept))
    return kept, acknowledged


def log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def cut(path: Path, written: bytes) -> Path:
    """A copy of the library with this in its log."""
    copy = path.parent.parent / "after" / path.name
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    shutil.copy(path, copy)
    log(copy).write_bytes(written)
    return copy


def frames(path: Path) -> list[int]:
    """Where each frame of the log begins, and where the last one ends."""
    written = log(path).read_bytes()
    page = int.from_bytes(written[8:12], "big")
    found = list(range(HEAD, len(written) + 1, FRAME + page))
    assert found[-1] == len(written)
    return found


def test_every_beginning_of_the_log_is_a_library_that_stood(logged: tuple[Path, dict[str, int]]) -> None:
    path, acknowledged = logged
    written, order = log(path).read_bytes(), list(acknowledged)
    seen = set()
    for end in (0, HEAD // 2, *frames(path)):
        kept = sound(cut(path, written[:end]))
        seen.add(len(kept))
        assert kept == order[: len(kept)]
        assert {id for id, length in acknowledged.items() if length <= end} <= set(kept)
    assert seen == set(range(len(order) + 1))
    assert (builders.TEXT.encode()[:40] in written) == (not encryption.is_encrypted(path))
    with open_sound(cut(path, written)) as project:
        assert len(project.history()) == len(order)


@pytest.mark.parametrize("torn", [b"", b"\x00" * 700, b"\xff" * 4096])
def test_a_page_that_was_half_written_counts_as_not_written(logged: tuple[Path, dict[str, int]], torn: bytes) -> None:
    path, acknowledged = logged
    written, order = log(path).read_bytes(), list(acknowledged)
    for begins, ends in zip(frames(path), frames(path)[1:], strict=False):
        middle = (begins + ends) // 2
        kept = sound(cut(path, written[:middle] + torn))
        assert kept == order[: len(kept)]
        assert {id for id, length in acknowledged.items() if length <= begins} <= set(kept)


def test_pages_torn_while_the_log_is_written_back_are_mended_from_it(logged: tuple[Path, dict[str, int]]) -> None:
    path, acknowledged = logged
    written = log(path).read_bytes()
    copy = cut(path, written)
    content, page = bytearray(copy.read_bytes()), int.from_bytes(written[8:12], "big")
    for frame in frames(path)[:-1]:
        begins = (int.from_bytes(written[frame : frame + 4], "big") - 1) * page
        half = slice(begins + page // 2, begins + page)
        if half.stop <= len(content):
            content[half] = bytes(page // 2)
    assert content != copy.read_bytes()
    copy.write_bytes(content)
    assert sound(copy) == list(acknowledged)


def test_the_disk_is_waited_for_at_every_commit(tmp_path: Path) -> None:
    with Project.open(tmp_path / "library.onrecord") as project:
        pragma = project._store._db.execute("PRAGMA synchronous").fetchone()
        assert pragma == (2,)  # FULL
        assert project._store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
