"""A library that is looked at beside its connection stays locked by it, and no handle is left over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import edits
from app.project import Project
from db import backup, handles, keys
from tests import builders

ENCRYPT = """
import sys
from pathlib import Path
from app import encryption
from db.errors import KnownProblem
try:
    encryption.encrypt(Path(sys.argv[1]), "correct horse battery", in_keychain=False)
except KnownProblem as problem:
    print(problem.values["why"])
"""


def held_open(path: Path) -> int:
    place = Path("/proc/self/fd")
    if not place.exists():
        pytest.skip("needs /proc")
    return sum(os.path.realpath(one) == str(path.resolve()) for one in place.iterdir())


def test_nobody_else_has_it_alone_after_it_was_looked_at_beside(tmp_path: Path) -> None:
    """On POSIX, whoever closes a file drops all locks that the process holds on it."""
    path = tmp_path / "library.onrecord"
    with Project.open(path, lambda _: "") as project:
        article = builders.article()
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
        keys.name_of(path)
        backup.backup(path, tmp_path / "copy.onrecord")
        backup.examine(path)
        told = subprocess.run([sys.executable, "-c", ENCRYPT, path], capture_output=True, text=True, check=True)
        assert told.stdout == "locked\n"
        assert project.articles()
    assert not keys.is_encrypted(path)


def test_handles_wait_for_the_last_connection_and_are_used_again(tmp_path: Path) -> None:
    path = tmp_path / "library.onrecord"
    with Project.open(path, lambda _: ""):
        before = held_open(path)
        for _ in range(20):
            with handles.reading(path) as one, handles.reading(path) as other:
                assert os.read(one, 16) == os.read(other, 16)
        assert held_open(path) == before + 2
    assert held_open(path) == 0
    assert len(keys.name_of(path)) == 16
    assert held_open(path) == 0
