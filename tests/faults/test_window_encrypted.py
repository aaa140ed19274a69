"""A window at work on an encrypted library leaves no word of it in its own files, though it is killed in the middle."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import encryption
from tests.faults.conftest import ROOT
from tests.faults.test_encrypted import RARE, SENTENCE, clear_in
from tests.faults.test_typing_killed import environment

WORDS = "correct horse battery"

# Brings an article in, searches, opens it, types a note, has the history looked at and a crash report made, and dies.
WORK = """
import logging, os, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from app import edits, encryption
from tests import builders
from ui import bugs
from ui.main import Program

path, said, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if words:
    encryption.unlock(path, words)
app = QApplication(["onrecord"])
program = Program(app)
program.start([path])
window = program.window
session = window.session
article = builders.article(said + ". " + builders.TEXT, headline=said)
session.apply(edits.add_article(article, builders.quotes(article), who=said))
piece = builders.evidence(article, said + " " + builders.SAID, title=said)
session.apply(edits.attach_evidence(piece, who=said))
session.open_article(article.id)
QTest.keyClicks(window.desk.queue.search, said[:20])
window.desk.queue.search.clear()
window.open_palette()
QTest.keyClicks(window.palette_.findChild(QLineEdit), said[:20])
QTest.qWait(300)
window.palette_.close()
window.keeping.verifying.verify()
window.keeping.look_after()
while session.jobs.running:
    QTest.qWait(20)
session.close_article()
session.open_article(article.id)
try:
    raise ValueError(said)
except ValueError as fault:
    window.show_bug(fault)
window.desk.details.note.setFocus()
QTest.keyClicks(window.desk.details.note, said)
for _ in range(35):
    QTest.keyClicks(window.desk.details.note, ".")
    QTest.qWait(20)
print("typed", flush=True)
os._exit(9)
"""


@pytest.mark.skipif(os.name != "posix", reason="ends without ending")
@pytest.mark.parametrize("kind", ["encrypted", "plain"])
def test_no_word_of_it_is_in_the_windows_own_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "library.onrecord"
    if kind == "encrypted":
        encryption.create(path, WORDS, in_keychain=False)
        encryption.lock(path)
    env = {**environment(tmp_path), "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    argv = [sys.executable, "-c", WORK, str(path), SENTENCE, WORDS if kind == "encrypted" else ""]
    done = subprocess.run(argv, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (9, "typed"), done.stderr
    found = clear_in(tmp_path)
    if kind == "encrypted":
        assert found == []
        assert any((tmp_path / "config").rglob("*.json")), "it keeps files of its own"
    else:  # or the search would find nothing, whatever lay there
        assert "library.onrecord-wal" in found or "library.onrecord" in found
        assert [one for one in found if one.endswith(".json")], "the journal of what was typed"
    assert RARE in SENTENCE
