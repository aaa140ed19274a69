"""Whoever else uses the machine reads nothing of the record, whatever the umask says."""

import os
import stat
import sys

import pytest

from app import drafts_journal, encryption, keeping, moving, settings
from app.paths import Paths
from app.project import Project
from app.sheets import keys as known_keys
from db import backup, own, salvage
from tests.builders import article, quotes
from tests.deeds import edits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the profile's own rights do it")


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(*folders):
    """All below these folders, and they themselves, that anybody but their owner may do anything with."""
    found = [one for folder in folders for one in (folder, *folder.rglob("*"))]
    return [str(one) for one in found if stat.S_IMODE(one.stat().st_mode) & 0o077]


def full(library):
    own.folder(library.parent)
    paper = article()
    project = Project.open(library)
    project.apply(edits.add_article(paper, quotes(paper), who="Nell"))
    return project


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_nobody_else_may_read_a_library_its_backups_or_what_becomes_of_them(tmp_path, encrypted):
    library = tmp_path / "new" / "data" / "library.onrecord"
    with full(library):
        keeping.daily(library)
        keeping.backup(library)
        assert (library.parent / "library.onrecord-wal").exists(), "while it is open, log and all"
        assert open_to_others(tmp_path / "new") == []
    if encrypted:
        encryption.encrypt(library, "seven quiet herons", in_keychain=False)
    keeping.restore(backup.kept(library)[0], library)
    library.chmod(0o644)  # as one that was moved by hand may be
    target = tmp_path / "new" / "moved" / "desk.onrecord"
    own.folder(target.parent)
    moving.move(library, target)
    moving.carry_backups(library, target)
    assert salvage.salvage(target, target.with_name("saved.onrecord"), "Nell").edits
    assert len(list((tmp_path / "new").rglob("*.onrecord"))) >= 6
    assert open_to_others(tmp_path / "new") == []


def test_a_library_that_cannot_be_read_is_kept_aside_for_its_owner_alone(tmp_path):
    library = tmp_path / "data" / "library.onrecord"
    with full(library):
        kept = keeping.backup(library).path
    library.write_bytes(b"no library at all")
    library.chmod(0o644)
    aside = keeping.restore(kept, library)
    assert aside.read_bytes() == b"no library at all"
    assert open_to_others(tmp_path / "data") == []


def test_nobody_else_may_read_preferences_keys_or_what_waits_to_be_kept(tmp_path):
    paths = Paths.under(tmp_path / "home")
    settings.save(settings.load(paths.settings), paths.settings)
    known_keys.save({}, paths.keys)
    drafts_journal.save(drafts_journal.place(paths.state, paths.library), {"q1": {"note": "half a sentence"}})
    assert paths.settings.exists() and paths.keys.exists() and list(paths.state.rglob("*"))
    assert open_to_others(tmp_path / "home") == []
