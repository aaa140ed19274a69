"""A process killed while it brings files in, updates the tables with all that is in them, encrypts or salvages."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app import encryption, moving
from db import driver, keys, library, migrations
from tests import builders
from tests.db.make_fixture import FOLDER, contents
from tests.faults.conftest import LONG, Nursery, lines, open_sound, sound

pytestmark = LONG

WORDS = builders.PASSPHRASE
PAGE = "<html><head><title>A page</title></head><body><article><h1>A page</h1>{}</article></body></html>"
SAID = "“We never sold that machine,” said Ada Muster, who runs Beispiel AG, on Monday in Brussels."
SRT = "1\n00:00:01,000 --> 00:00:04,000\nADA MUSTER: We never sold that machine.\n"


@pytest.fixture(params=["plain", "encrypted"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A library with every kind of record in it."""
    path = tmp_path / "library.onrecord"
    shutil.copy(FOLDER / f"v{migrations.VERSION}.onrecord", path)
    if request.param == "encrypted":
        encryption.encrypt(path, WORDS, in_keychain=False)
        shutil.rmtree(tmp_path / "backups")
    return path


def copied(path: Path, name: str) -> Path:
    copy = path.with_name(name)
    for ending in ("", keys.ENDING):
        if path.with_name(path.name + ending).exists():
            shutil.copy(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
    return copy


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What is brought in: a page, which a process of its own reads, and plain text; and evidence for them."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "story.html").write_text(PAGE.format(f"<p>{SAID}</p>" * 6))
    (folder / "story.txt").write_text("Firm to appeal\n\n" + f"{SAID}\n\n" * 6)
    (folder / "call.srt").write_text(SRT)
    return folder


def test_an_imported_file_is_there_with_all_its_quotes_or_not_at_all(
    nursery: Nursery, full: Path, files: Path, tmp_path: Path
) -> None:
    acknowledged = tmp_path / "acknowledged"
    with open_sound(full) as project:
        before = {one.id for one in project.articles()}
    originals = {(files / name).read_bytes() for name in ("story.html", "story.txt")}
    for _ in nursery.rounds(acknowledged):
        nursery.kill("import_files", full, acknowledged, files)
        told = lines(acknowledged)
        with open_sound(full) as project:
            came = {one.id: project.desk(one.id) for one in project.articles() if one.id not in before}
            assert set(told) <= set(came)
            for desk in came.values():
                assert len(desk.states) == 6
                assert desk.article.original
                assert project.original(desk.article.original).content in originals
                assert len(desk.evidence) in ((1,) if told.count(desk.article.id) == 2 else (0, 1))


def test_an_update_keeps_all_that_was_in_the_library(nursery: Nursery, full: Path, tmp_path: Path) -> None:
    acknowledged, before = tmp_path / "acknowledged", contents(full)
    seen = set()
    for n in nursery.rounds(acknowledged):
        path = copied(full, f"{n}.onrecord")
        nursery.kill("update", path, acknowledged)
        with closing(driver.connect(path)) as conn:
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            names = {row[1] for row in conn.execute("PRAGMA table_info(quotes)")}
            done = {row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")}
            assert ("shout" in names) == (version == migrations.VERSION + 1) == ("0002_wider" in done)
            if "shout" in names:
                assert conn.execute("SELECT count(*) FROM quotes WHERE shout IS NULL").fetchone() == (0,)
        assert contents(path) == before
        sound(path)
        seen.add(version)
        for kept in (tmp_path / "backups").glob(f"{n} *before update.onrecord"):
            assert library.look_over(kept) == migrations.VERSION
            assert contents(kept) == before
    assert migrations.VERSION + 1 in seen


def test_made_encrypted_it_opens_or_can_be_made_again(nursery: Nursery, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    for n in nursery.rounds(acknowledged):
        path = tmp_path / f"{n}.onrecord"
        nursery.kill("make_encrypted", path, acknowledged)
        if path.exists():
            encryption.unlock(path, WORDS)
        else:
            encryption.create(path, WORDS, in_keychain=False)
        open_sound(path).close()
        assert encryption.is_encrypted(path)


def test_a_library_that_is_moved_is_whole_where_it_is_looked_for(nursery: Nursery, full: Path, tmp_path: Path) -> None:
    acknowledged, folder, before = tmp_path / "acknowledged", tmp_path / "places", contents(full)
    folder.mkdir()
    for _ in nursery.rounds(acknowledged):
        many = len(lines(acknowledged))
        path = moving.whereabouts(full)
        nursery.kill("move_on", path, acknowledged, folder)
        there = moving.whereabouts(full)
        if len(lines(acknowledged)) > many:
            assert there != path and not path.exists()
        if encryption.is_locked(there):
            encryption.unlock(there, WORDS)
        sound(there)
        assert contents(there) == before
    for kept in [*tmp_path.rglob("*before move.onrecord")][:3]:
        assert contents(kept) == before


def test_salvaging_leaves_a_whole_library_or_none(nursery: Nursery, full: Path, tmp_path: Path) -> None:
    acknowledged, folder = tmp_path / "acknowledged", tmp_path / "saved"
    folder.mkdir()
    with closing(driver.connect(full)) as conn:
        roots = dict(conn.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
        conn.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(full.read_bytes())
    content[(roots["comments"] - 1) * 4096 : roots["comments"] * 4096] = os.urandom(4096)
    full.write_bytes(content)
    for _ in nursery.rounds(acknowledged):
        nursery.kill("save", full, acknowledged, folder)
        assert full.read_bytes() == content
        for saved in folder.glob("saved*.onrecord"):
            open_sound(saved).close()
    told = {f"saved {one.replace('-', ' ')}.onrecord" for one in lines(acknowledged)}
    assert told <= {one.name for one in folder.iterdir()}
