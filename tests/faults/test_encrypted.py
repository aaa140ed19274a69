"""An encrypted library: killed, cut off from power, damaged; and no clear text of it anywhere at any time."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app import edits, encryption, keeping
from app.project import Project
from db import backup, driver, keys, migrations
from db.errors import LibraryDamaged, LibraryLocked, LibraryTooNew, LibraryUnusable
from db.salvage import salvage
from tests import builders
from tests.db.make_fixture import FOLDER, contents
from tests.faults.conftest import LONG, ROOT, Nursery, lines, open_sound, sound
from tests.faults.test_power import log

pytestmark = LONG

WORDS = builders.PASSPHRASE
RARE = "quizzacious"
SENTENCE = f"The {RARE} ferret signed for the consignment on Tuesday"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "library.onrecord"
    encryption.create(made, WORDS, in_keychain=False)
    return made


def add(project: Project, headline: str = "Of a machine") -> str:
    article = builders.article(headline=headline)
    written = project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [builders.original()])
    return written.id


@pytest.mark.parametrize("job", ["encrypt", "to_and_fro"])
def test_a_kill_while_it_is_encrypted_rekeyed_or_made_plain_leaves_it_whole(
    nursery: Nursery, tmp_path: Path, job: str
) -> None:
    path, acknowledged = tmp_path / "library.onrecord", tmp_path / "acknowledged"
    with open_sound(path) as project:
        ids = [add(project, f"Article {n}") for n in range(3)]
    for _ in nursery.rounds(acknowledged):
        nursery.kill(job, path, acknowledged)
        if encryption.is_encrypted(path):
            encryption.lock(path)
            encryption.unlock(path, WORDS)
        with open_sound(path):
            assert sound(path) == ids
            assert log(path).exists()
    assert encryption.is_encrypted(path) or job == "to_and_fro"


def test_its_bytes_are_copied_whole_while_another_process_writes(
    nursery: Nursery, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acknowledged, target = tmp_path / "acknowledged", tmp_path / "copy.onrecord"
    still: list[bool] = []
    copy_still = backup._copy_still
    monkeypatch.setattr(backup, "_copy_still", lambda *given: still.append(copy_still(*given)) or still[-1])
    with open_sound(path) as here, nursery.at_work("write", path, acknowledged, 7):
        while len(lines(acknowledged)) < 3:
            time.sleep(0.01)
        for _ in range(12):
            told = lines(acknowledged)
            backup.backup(path, target)
            with open_sound(target) as kept:
                assert set(told) <= set(sound(target))
                assert kept.verify().edits <= here.verify().edits
        assert len(lines(acknowledged)) > len(told), "it went on writing"
    assert any(still)
    open_sound(path).close()


def test_a_damaged_one_is_left_alone_and_salvaged_into_an_encrypted_one(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        for n in range(3):
            add(project, f"Article {n}")
    content = bytearray(path.read_bytes())
    pages = {table: root for table, root in roots(path).items() if table in ("sources", "comments")}
    for root in pages.values():
        content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        Project.open(path)
    saved = salvage(path, tmp_path / "saved.onrecord", "Erin")
    assert (saved.kept["articles"], saved.edits) == (3, 3)
    assert path.read_bytes() == content
    assert keys.name_of(saved.path) == keys.name_of(path)
    encryption.lock(saved.path)
    encryption.unlock(saved.path, WORDS)
    open_sound(saved.path).close()


def roots(path: Path) -> dict[str, int]:
    with closing(driver.connect(path)) as conn:
        return dict(conn.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))


def test_a_first_page_that_is_gone_is_called_damage_and_a_backup_put_back(path: Path) -> None:
    with Project.open(path) as project:
        add(project)
    kept = keeping.backup(path)
    path.write_bytes(os.urandom(4096) + path.read_bytes()[4096:])
    with pytest.raises(LibraryDamaged):
        Project.open(path)
    assert keeping.newest_good(path) == kept.path
    keeping.restore(kept.path, path)
    with open_sound(path) as project:
        assert project.encrypted
        assert len(project.articles()) == 1


def test_a_released_library_is_encrypted_with_all_that_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    shutil.copy(FOLDER / f"v{migrations.VERSION}.onrecord", path)
    before = contents(path)
    encryption.encrypt(path, WORDS, in_keychain=False)
    assert contents(path) == before
    open_sound(path).close()
    encryption.decrypt(path)
    assert contents(path) == before
    assert path.read_bytes().startswith(driver.PLAIN)


def test_an_older_one_is_backed_up_encrypted_and_a_newer_one_left_alone(path: Path) -> None:
    with Project.open(path) as project:
        add(project)
    older(path)
    with open_sound(path) as project:
        assert len(project.articles()) == 1
    (kept,) = (path.parent / "backups").glob("*before update.onrecord")
    assert keys.name_of(kept) == keys.name_of(path)
    with closing(driver.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    content = path.read_bytes()
    with pytest.raises(LibraryTooNew):
        Project.open(path)
    assert path.read_bytes() == content


def older(path: Path) -> None:
    with closing(driver.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 0")


def test_backups_of_every_key_open_with_the_newest_passphrase_and_are_put_back(path: Path) -> None:
    (path.parent / "backups").mkdir()
    for n, words in enumerate(("second words", "third words", "fourth words")):
        with Project.open(path) as project:
            add(project, f"Article {n}")
        keeping.backup(path, path.parent / "backups" / f"library 2026-01-0{n + 1} 120000 by hand.onrecord")
        encryption.encrypt(path, words, in_keychain=False)
    encryption.lock(path)
    with pytest.raises(LibraryLocked):
        Project.open(path)
    with pytest.raises(encryption.WrongKey):
        encryption.unlock(path, WORDS)
    encryption.unlock(path, "fourth words")
    kept = [one for one in keeping.backups(path) if " 2026-01-" in one.path.name]
    assert [one.articles for one in kept] == [3, 2, 1]
    keeping.restore(kept[-1].path, path)
    with open_sound(path) as project:
        assert len(project.articles()) == 1
    encryption.lock(path)
    encryption.unlock(path, "fourth words")
    open_sound(path).close()


def test_a_plain_backup_put_back_is_encrypted_on_its_way(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    with open_sound(path) as project:
        add(project, SENTENCE)
    plain = keeping.backup(path, tmp_path / "plain.onrecord")
    encryption.encrypt(path, WORDS, in_keychain=False)
    keeping.restore(plain.path, path)
    assert "library.onrecord" not in clear_in(tmp_path)
    with open_sound(path) as project:
        assert [one.headline for one in project.articles()] == [SENTENCE]


WORK = """
import os, shutil, sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from app import edits, encryption, keeping
from app.project import Project
from db import driver, library
from db.changes import Edit
from db.records import Level, Status
from db.salvage import salvage
from tests import builders

path, said, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if words:
    encryption.create(path, words, in_keychain=False)
text = said + ". " + builders.TEXT
project = Project.open(path, lambda _: builders.POLICY_HASH)
original = builders.original(said.encode() * 50, name=said)
article = builders.article(text, headline=said, byline=said, original=original.sha256)
quotes = [replace(one, note=said, speaker=said) for one in builders.quotes(article)]
project.apply(edits.add_article(article, quotes, who="Ada " + said), [original])
piece = builders.evidence(article, (said + " " + builders.SAID) * 300, title=said)
project.apply(edits.attach_evidence(piece, who="Ada"))
quote = project.desk(article.id).states[0].quote
project.apply(edits.record_check(builders.check(quote, piece, said), who="Ada"))
project.apply(edits.rule(project.desk(article.id), quote.id, Status.UNVERIFIABLE, said, who="Carl"))
project.apply(edits.comment(quote, said, who="Erin"))
project.apply(edits.add_source(builders.source(said, role=said), who="Ada"))
assert project.search(said.split()[1])
project.undo("Ada"), project.redo("Ada")
with closing(driver.connect(path)) as other:  # sorting and vacuuming are what SQLite takes temporary files for
    other.execute("SELECT text FROM evidence ORDER BY text, random()").fetchall()
    other.execute("CREATE TEMP TABLE aside AS SELECT text FROM evidence, (VALUES (1), (2), (3))")
project.close()
with closing(driver.connect(path)) as conn:
    conn.execute("VACUUM")
    conn.execute("PRAGMA user_version = 0")
Project.open(path).close()
made = keeping.backup(path)
keeping.daily(path)
assert keeping.examine(path).sound
keeping.restore(made.path, path)
salvage(path, path.parent / "saved.onrecord", "Erin " + said)
damaged = path.parent / "damaged.onrecord"
shutil.copy(path, damaged)
if words:
    shutil.copy(str(path) + ".key", str(damaged) + ".key")
with damaged.open("r+b") as file:
    file.seek(4096 * 30)
    file.write(os.urandom(4096))
keeping.examine(damaged)
try:
    salvage(damaged, path.parent / "saved too.onrecord", "Erin")
except Exception as problem:
    print(type(problem).__name__)
if words:
    encryption.encrypt(path, words + " again", in_keychain=False)
project = Project.open(path, lambda _: builders.POLICY_HASH)
print("open", flush=True)
for n in range(1_000_000):
    project.apply(edits.set_quote(project.quote(quote.id), who="Ada", note=said + str(n)))
    print(n, flush=True)
"""


def worked(folder: Path, words: str) -> Path:
    """A library that was worked hard and whose process was killed in the middle of writing; where it lies."""
    home, temporary = folder / "home", folder / "tmp"
    for one in (home, temporary):
        one.mkdir(parents=True)
    path = home / "library.onrecord"
    env = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary), "HOME": str(home)}
    argv = [sys.executable, "-c", WORK, str(path), SENTENCE, words]
    with subprocess.Popen(argv, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "40":
                break
        process.kill()
    assert log(path).stat().st_size > 0
    return path


def clear_in(folder: Path) -> list[str]:
    """The files in which the sentence, or its rare word, can be read in some way of writing it."""
    wanted = [form.encode(code) for form in (RARE, SENTENCE[-20:]) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(form in one.read_bytes() or form in one.name.encode() for form in wanted)]


def test_no_byte_of_it_lies_anywhere_in_clear(tmp_path: Path) -> None:
    path = worked(tmp_path / "encrypted", WORDS)
    assert clear_in(tmp_path / "encrypted") == []
    assert WORDS.encode() not in b"".join(one.read_bytes() for one in path.parent.rglob("*") if one.is_file())
    encryption.unlock(path, WORDS + " again")
    with open_sound(path) as project:
        assert project.search(RARE)
        assert any(one.edit.changes[0].after == {"note": f"{SENTENCE}40"} for one in project.history())


def test_the_same_work_on_a_plain_one_is_found(tmp_path: Path) -> None:
    """Or the search of the test above would find nothing, whatever lay there."""
    worked(tmp_path / "plain", "")
    found: Any = set(clear_in(tmp_path / "plain"))
    assert {"library.onrecord", "library.onrecord-wal", "saved.onrecord"} <= found
    assert any("by hand" in name for name in found)
    assert any("before update" in name for name in found)


def test_encrypting_leaves_nothing_in_clear_but_the_backups_it_names(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    with open_sound(path) as project:
        add(project, SENTENCE)
    plain = keeping.backup(path)
    made = encryption.encrypt(path, WORDS, in_keychain=False)
    assert made.plain == (plain.path,)
    assert clear_in(tmp_path) == [plain.path.name]
    encryption.destroy(made.plain)
    assert clear_in(tmp_path) == []
    assert [one.articles for one in keeping.backups(path)] == [1]


def test_encrypting_destroys_what_a_kill_left_of_a_plain_copy(nursery: Nursery, tmp_path: Path) -> None:
    path, acknowledged, backups = tmp_path / "copy.onrecord", tmp_path / "acknowledged", tmp_path / "backups"
    backups.mkdir()
    with open_sound(path) as project:
        for n in range(40):
            add(project, f"{SENTENCE} {n}")
    while not any(one.endswith(".part") for one in clear_in(backups)):
        nursery.kill("back_up", path, acknowledged, backups)
    encryption.encrypt(path, WORDS, in_keychain=False)
    assert set(clear_in(tmp_path)) <= {f"copy{n}.onrecord" for n in range(3)}


def test_nobody_may_have_it_open_while_it_is_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    with open_sound(path) as project:
        add(project)
        before = contents(path)
        with pytest.raises(LibraryUnusable) as refusal:
            encryption.encrypt(path, WORDS, in_keychain=False)
        assert refusal.value.values["why"] == "locked"
        add(project)
    assert not encryption.is_encrypted(path)
    assert contents(path) != before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["library.onrecord"]
    open_sound(path).close()
