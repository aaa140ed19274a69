"""What was typed outlives a crash and a full disk."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import drafts_journal as journal
from db.errors import CannotWrite
from tests.faults.conftest import Nursery, lines
from tests.faults.disks import fill, mounted, needs_mounts

TYPED = {"quote-1": {"note": "ask “again”\n\ud83d", "speaker": "Ada Müster"}, "quote-2": {"proposed_wording": ""}}
LIBRARY = Path("library.onrecord")


def test_what_was_typed_is_found_again_and_goes_once_kept(tmp_path: Path) -> None:
    path = journal.place(tmp_path, tmp_path / LIBRARY)
    assert journal.load(path) == {}
    journal.save(path, TYPED)
    assert journal.load(path) == TYPED
    journal.save(path, {"quote-1": {}})
    assert not path.exists()
    journal.save(path, {})


def test_each_library_has_drafts_of_its_own(tmp_path: Path) -> None:
    one, other = (journal.place(tmp_path, tmp_path / name / LIBRARY) for name in ("a", "b"))
    assert one != other
    assert one == journal.place(tmp_path, tmp_path / "a" / ".." / "a" / LIBRARY)
    assert "library" not in one.name


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a user's folder to the user")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = journal.place(tmp_path, LIBRARY)
    journal.save(path, TYPED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@given(st.binary(max_size=200) | st.sampled_from([b"[]", b'{"a": 1}', b'{"a": {"b": 1}}', b"[" * 100_000]))
def test_a_journal_that_is_none_holds_nothing(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("journal") / "drafts.json"
    path.write_bytes(content)
    assert journal.load(path) == {}


@needs_mounts
def test_on_a_full_disk_the_drafts_of_before_stay(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", 256) as disk:
        path = journal.place(disk, LIBRARY)
        journal.save(path, TYPED)
        fill(disk)
        with pytest.raises(CannotWrite) as refusal:
            journal.save(path, {"quote-1": {"note": "x" * 9000}})
        assert refusal.value.values["why"] == "full"
        assert journal.load(path) == TYPED


def test_a_kill_leaves_the_drafts_of_before_or_after(nursery: Nursery, tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "state" / "drafts.json", tmp_path / "acknowledged"
    for _ in nursery.rounds(acknowledged):
        many = len(lines(acknowledged))
        nursery.kill("draft", path, acknowledged)
        told = lines(acknowledged)[many:]
        if told:
            assert journal.load(path) in [{"quote": {"note": "x" * (int(told[-1]) + n)}} for n in (0, 1)]
