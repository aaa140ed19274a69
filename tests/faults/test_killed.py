"""A process killed at any moment loses nothing it acknowledged, and leaves nothing half done."""

import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from app import edits, encryption, pack, settings
from db import backup, library, migrations
from db.driver import sqlite3
from tests import builders
from tests.faults.conftest import KILLS, LONG, Nursery, lines, open_sound, sound

pytestmark = LONG


@pytest.fixture(params=["plain", "encrypted"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a library is, or will be made."""
    made = tmp_path / "library.onrecord"
    if request.param == "encrypted":
        encryption.create(made, builders.PASSPHRASE, in_keychain=False)
    return made


def filled(path: Path, articles: int = 4) -> None:
    with open_sound(path) as project:
        for n in range(articles):
            article = builders.article(headline=f"Article {n}")
            original = builders.original(str(n).encode() * 9_000)
            project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])


def test_every_acknowledged_edit_is_there_and_none_by_half(nursery: Nursery, path: Path, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    for n in nursery.rounds(acknowledged, KILLS * 4):
        nursery.kill("write", path, acknowledged, nursery.chance.random())
        if not path.exists():
            continue
        with open_sound(path):
            kept = sound(path)
        told = lines(acknowledged)
        # An edit may be on the disk though the process died before it could say so: one for each kill at most.
        assert set(told) <= set(kept)
        once = set(told)
        assert [id for id in kept if id in once] == told
        assert len(kept) - len(told) <= n + 1
    assert len(lines(acknowledged)) >= KILLS * 8, "two for each kill at least: else hardly any was in the middle of one"


def test_a_backup_is_whole_or_not_there(nursery: Nursery, path: Path, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    filled(path)
    for _ in nursery.rounds(acknowledged):
        nursery.kill("back_up", path, acknowledged, tmp_path)
        for copy in tmp_path.glob("copy?.onrecord"):
            open_sound(copy).close()
    assert set(lines(acknowledged)) <= {copy.name for copy in tmp_path.glob("copy?.onrecord")}
    open_sound(path).close()


def test_a_restore_is_whole_or_did_not_happen(nursery: Nursery, path: Path, tmp_path: Path) -> None:
    acknowledged, source = tmp_path / "acknowledged", tmp_path / "copy.onrecord"
    filled(path)
    backup.backup(path, source)
    restored = 0
    for _ in nursery.rounds(acknowledged):
        with open_sound(path) as project:
            if len(project.articles()) == 4:
                project.apply(edits.add_article(builders.article(), (), who="Ada"))
        nursery.kill("restore", path, acknowledged, source)
        with open_sound(path) as project:
            many = len(project.articles())
            assert many in (4, 5)
            restored += many == 4
    assert restored
    for aside in (tmp_path / "backups").glob("*before restore.onrecord"):
        open_sound(aside).close()


def test_an_article_handed_over_is_whole_or_as_before(nursery: Nursery, path: Path, tmp_path: Path) -> None:
    there, acknowledged = tmp_path / "there.onrecord", tmp_path / "acknowledged"
    filled(path, 1)
    packed = path.with_suffix(".onrecordpack")
    for _ in nursery.rounds(acknowledged):
        nursery.kill("hand_over", path, acknowledged, there)
        kept = sound(path)
        came = sound(there) if there.exists() else []
        told = lines(acknowledged)
        assert came == kept[: len(came)]
        assert not told or len(came) >= int(told[-1])
        if packed.exists():
            assert pack.read(packed).edits


def test_a_library_is_made_whole_or_not_at_all(nursery: Nursery, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    for n in nursery.rounds(acknowledged):
        path = tmp_path / f"{n}.onrecord"
        nursery.kill("open_it", path, acknowledged)
        open_sound(path).close()


def test_an_update_of_the_tables_is_whole_or_did_not_happen(nursery: Nursery, tmp_path: Path) -> None:
    old, acknowledged = tmp_path / "old", tmp_path / "acknowledged"
    with closing(sqlite3.connect(old)) as conn:
        conn.execute(f"PRAGMA application_id = {migrations.APPLICATION}")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)")
        conn.commit()
    for n in nursery.rounds(acknowledged):
        path = tmp_path / f"{n}.onrecord"
        shutil.copy(old, path)
        nursery.kill("open_it", path, acknowledged)
        assert library.look_over(path) in (0, migrations.VERSION)
        open_sound(path).close()
        for kept in (tmp_path / "backups").glob(f"{n} *before update.onrecord"):
            assert library.look_over(kept) == 0


def test_a_sheet_is_whole_or_the_one_of_before(nursery: Nursery, path: Path, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    filled(path)
    for _ in nursery.rounds(acknowledged):
        nursery.kill("export", path, acknowledged, tmp_path)
        for sheet in tmp_path.glob("sheet.*"):
            assert whole(sheet), sheet.name
    assert set(lines(acknowledged)) <= {sheet.name for sheet in tmp_path.glob("sheet.*")}


def whole(sheet: Path) -> bool:
    content = sheet.read_bytes()
    if sheet.suffix == ".json":
        return bool(json.loads(content))
    if sheet.suffix == ".html":
        return content.rstrip().endswith(b"</html>")
    return zipfile.ZipFile(sheet).testzip() is None


def test_preferences_are_those_of_before_or_after(nursery: Nursery, tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "config" / "settings.json", tmp_path / "acknowledged"
    held = settings.Settings()
    for _ in nursery.rounds(acknowledged):
        before, many = held.name, len(lines(acknowledged))
        nursery.kill("prefer", path, acknowledged)
        held = settings.load(path)
        assert held.problem is None
        told = lines(acknowledged)[many:]
        last = int(told[-1]) if told else -1
        assert held.name in {named(last), named(last + 1)} | ({before} if not told else set())


def named(n: int) -> str:
    return f"Rosa {n}" * 200
