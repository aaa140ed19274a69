"""The window is killed while somebody types: all but the last half second is there after the next start."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT

# Opens a real window on a library, types into the note without ever pausing, and says how far it has come.
TYPES = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.main import Program

app = QApplication(["onrecord"])
program = Program(app)
program.start([Path(sys.argv[1])])
window = program.window
if not window.session.project.articles():
    window.bringing.sample()
else:
    window.session.open_article(window.session.project.articles()[0].id)
note = window.desk.details.note
if sys.argv[2] == "read":
    print(note.toPlainText(), flush=True)
    window.close()
    sys.exit()
note.setFocus()
typed = 0
def type_on():
    global typed
    QTest.keyClick(note, Qt.Key.Key_A)
    typed += 1
    print(typed, time.monotonic(), flush=True)
timer = QTimer()
timer.timeout.connect(type_on)
timer.start(20)
app.exec()
"""


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return kept | own | {"HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
                         "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
@pytest.mark.parametrize("letters", [60, 95])
def test_a_kill_in_the_middle_of_a_sentence_takes_half_a_second_at_most(tmp_path: Path, letters: int) -> None:
    program, library = tmp_path / "typing_on.py", tmp_path / "desk.onrecord"
    program.write_text(TYPES)
    argv, env = [sys.executable, str(program), str(library)], environment(tmp_path)
    told: list[tuple[int, float]] = []
    with subprocess.Popen([*argv, "type"], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as typing:
        assert typing.stdout
        for line in typing.stdout:
            many, at = line.split()
            told.append((int(many), float(at)))
            if int(many) >= letters:
                typing.send_signal(signal.SIGKILL)
                break
        told += [(int(one.split()[0]), float(one.split()[1])) for one in typing.stdout if len(one.split()) == 2]
    journals = list((tmp_path / "state").rglob("drafts/*.json"))
    assert journals, "typing never paused, so the words are in the journal"
    assert all(isinstance(one, dict) for one in json.loads(journals[0].read_text()).values())
    done = subprocess.run([*argv, "read"], capture_output=True, text=True, env=env, cwd=ROOT, timeout=60, check=True)
    back = len(done.stdout.strip())
    assert set(done.stdout.strip()) == {"a"}
    end = told[-1][1]
    assert back >= max(many for many, at in told if at <= end - 0.5)
    assert not list((tmp_path / "state").rglob("drafts/*.json")), "once kept, the journal goes"
