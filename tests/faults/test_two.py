"""Two processes on one library: no update is lost, each sees the other's edits, who comes late is told both sides."""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import edits
from app.project import Project
from db.errors import StaleEdit
from db.records import Quote
from tests import builders
from tests.faults.conftest import ROOT, sound

TURNS = int(os.environ.get("ONRECORD_TURNS", "60"))

# Counts one number up in a quote's note, as often as told; where another was faster, it reads anew and tries again.
COUNTS = """
import sys
from pathlib import Path
from app import edits
from app.project import Project
from db.errors import StaleEdit
project = Project.open(Path(sys.argv[1]), lambda _: "")
stale = 0
for _ in range(int(sys.argv[3])):
    while True:
        quote = project.quote(sys.argv[2])
        try:
            project.apply(edits.set_quote(quote, who=sys.argv[4], note=str(int(quote.note) + 1)))
            break
        except StaleEdit as problem:
            stale += 1
            assert problem.values["mine"] == {"note": str(int(quote.note) + 1)}
            assert int(problem.values["theirs"]["note"]) > int(quote.note)
print(stale)
"""


def seeded(path: Path) -> Quote:
    with Project.open(path, lambda _: "") as project:
        article = builders.article()
        quotes = builders.quotes(article)
        project.apply(edits.add_article(article, quotes, who="Ada"))
        project.apply(edits.set_quote(quotes[0], who="Ada", note="0"))
        return quotes[0]


def test_no_update_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    quote = seeded(path)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTS, str(path), quote.id, str(TURNS), who],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for who in ("Ada", "Bob", "Cem")
    ]  # fmt: skip
    told = [one.communicate(timeout=100)[0] for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], told
    with Project.open(path, lambda _: "") as project:
        assert project.quote(quote.id).note == str(3 * TURNS)
    assert len(sound(path)) == 2 + 3 * TURNS


def test_who_comes_late_is_told_mine_and_theirs(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    quote = seeded(path)
    with Project.open(path, lambda _: "") as mine, Project.open(path, lambda _: "") as theirs:
        read = mine.quote(quote.id)
        theirs.apply(edits.set_quote(theirs.quote(quote.id), who="Bob", note="theirs", speaker="A. Muster"))
        with pytest.raises(StaleEdit) as refusal:
            mine.apply(edits.set_quote(read, who="Ada", note="mine"))
        told = refusal.value.values
        assert (told["table"], told["id"], told["mine"]) == ("quotes", quote.id, {"note": "mine"})
        assert isinstance(told["theirs"], dict)
        assert (told["theirs"]["note"], told["theirs"]["speaker"]) == ("theirs", "A. Muster")
        # Choosing mine is an edit upon theirs; nothing else of theirs is touched.
        mine.apply(edits.set_quote(mine.quote(quote.id), who="Ada", note="mine"))
        both = theirs.quote(quote.id)
        assert (both.note, both.speaker) == ("mine", "A. Muster")


def test_each_sees_the_other_s_edits_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    quote = seeded(path)
    with Project.open(path, lambda _: "") as project:
        project.changed_elsewhere()
        argv = [sys.executable, "-m", "app", "set", quote.id, "note=seen", "--library", str(path), "--as", "Bob"]
        with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout
            assert other.stdout.readline() == "Changed: note.\n"
            began = time.monotonic()
            while not project.changed_elsewhere():
                assert time.monotonic() - began < 1
                time.sleep(0.01)
        assert project.quote(quote.id).note == "seen"


def test_several_that_update_one_old_library_share_it(tmp_path: Path) -> None:
    from contextlib import closing

    from db import library, migrations
    from db.driver import sqlite3

    path = tmp_path / "library.onrecord"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {migrations.APPLICATION}")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)")
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=opens, args=(path,)) for _ in range(4)]
    for one in started:
        one.start()
    for one in started:
        one.join(60)
    assert [one.exitcode for one in started] == [0] * 4
    assert len(sound(path)) == 4
    for kept in (tmp_path / "backups").iterdir():
        assert library.look_over(kept) == 0


def opens(path: Path) -> None:
    with Project.open(path, lambda _: "") as project:
        project.apply(edits.add_article(builders.article(), (), who="Ada"))
