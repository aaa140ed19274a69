"""Logs, standard error and bug reports hold nothing of what was worked on: every layer fails with its mouth full."""

import base64
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from app import comparing, edits, encryption, intake, reading
from app.project import Project
from db import keys
from db.errors import KnownProblem
from db.store import Store
from tests.cli.conftest import Shell
from ui import bugs, cli

QUOTE = "We never saw the Quillfeather ledger"
NAME = "Ottoline Brackwater"
SECRET = "Zephyrine Holt of Marrow Lane"
TEXT = f"A headline about the harbour\n\nThe tide turned at noon, and “{QUOTE},” said {NAME}, who keeps the harbour.\n"
PAGE = f"<html><body><h1>A headline about the harbour</h1><p>“{QUOTE},” said {NAME}, who keeps it.</p></body></html>"
SEEDS = ("Quillfeather", "ledger", "Brackwater", "Ottoline", "Zephyrine", "Marrow", "harbour", "tide turned")


@pytest.fixture
def said(caplog, capsys, home):
    """All that was logged at any level, and all that was said on standard error and output."""
    caplog.set_level(logging.DEBUG)
    formatter = logging.Formatter("%(name)s %(message)s")

    def everything():
        out = capsys.readouterr()
        return "\n".join([*(formatter.format(record) for record in caplog.records), out.err, out.out])

    return everything


def holds_nothing(told, *paths):
    for seed in (*SEEDS, *map(str, paths), str(Path.home())):
        assert seed not in told, seed


def full(*values):
    """An error as libraries raise them: with what they were given in the message."""
    return ValueError(f"cannot use {TEXT!r} of {SECRET} in {Path.home()}/{NAME}: {values!r}")


def fails(*values, **named):
    raise full(values, named)


def article_file(folder, name="a.html"):
    (folder / name).write_text(PAGE if name.endswith("html") else TEXT, encoding="utf-8")
    return folder / name


def test_the_seeds_would_be_found(said, tmp_path):
    logging.getLogger("app").info("%s", full())
    with pytest.raises(AssertionError):
        holds_nothing(said())


LAYERS = {
    "reader": (reading.articles, "read_bytes", ["read", "a.txt"]),
    "decoder": (reading.letters, "decode", ["read", "a.txt"]),
    "finder": (cli.importlib.import_module("app.quotations"), "find", ["quotes", "a.txt"]),
    "compare": (comparing, "compare", ["compare", "a.txt", "--quote", QUOTE]),
    "index": (comparing, "index", ["compare", "a.txt", "--quote", QUOTE]),
    "edits": (edits, "add_article", ["import", "a.txt"]),
    "store": (Store, "papers", ["import", "a.txt"]),
    "project": (Project, "apply", ["import", "a.txt"]),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_bug_in_a_verb_is_told_without_a_word_of_it(layer, said, tmp_path, monkeypatch):
    where, name, args = LAYERS[layer]
    article_file(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "l.onrecord"))
    monkeypatch.setenv("ONRECORD_USER", "Ann")
    monkeypatch.setattr(where, name, fails)
    assert cli.main(args) == 3
    told = said()
    assert "ValueError" in told
    assert "test_leaks.py" in told
    holds_nothing(told, tmp_path)


def test_a_bug_in_a_sheet_is_told_without_a_word_of_it(said, tmp_path, monkeypatch):
    from app import sheets

    path = article_file(tmp_path, "a.txt")
    library = tmp_path / "l.onrecord"
    monkeypatch.setenv("ONRECORD_USER", "Ann")
    with_project = Project.open(library)
    new = intake.new_article(reading.read_file(path), who="Ann")
    with_project.apply(new.edit, new.originals)
    with_project.close()
    for name in ("make", "write"):
        with monkeypatch.context() as patch:
            patch.setattr(sheets, name, fails)
            args = ["export", new.article.id, "-o", str(tmp_path / "s.pdf"), "--library", str(library)]
            assert cli.main(args) == 3
        told = said()
        assert "ValueError" in told
        holds_nothing(told, tmp_path)


@pytest.mark.parametrize("library", ["trafilatura.bare_extraction", "lxml.html.document_fromstring"])
def test_a_bug_in_a_parser_is_logged_without_a_word_of_it(library, said, monkeypatch):
    module, _, name = library.rpartition(".")
    monkeypatch.setattr(cli.importlib.import_module(module), name, fails)
    try:
        reading.read_bytes(PAGE.encode(), "a.html")
    except (KnownProblem, ValueError) as problem:
        bugs.tell(problem)
    holds_nothing(said())


def test_a_reader_apart_tells_places_only(tmp_path):
    from app.reading import wire

    try:
        fails(PAGE)
    except ValueError as problem:
        told = wire.failing(problem).decode()
    assert "ValueError" in told
    assert "test_leaks.py" in told
    holds_nothing(told, tmp_path)
    assert wire.failure({"bug": SECRET, "at": [QUOTE, f"{Path.home()}/x.py:1 a", "x.py:1 a"]}) == "unknown x.py:1 a"


def test_a_report_tells_what_led_to_a_bug_and_no_words():
    try:
        try:
            fails(SECRET)
        except ValueError as first:
            raise KeyError(QUOTE) from first
    except KeyError as problem:
        told = bugs.report(problem)
    assert "KeyError" in told
    assert "raised for ValueError" in told
    holds_nothing(told)


def test_a_report_names_no_folder_of_any_system():
    for path in (f"C:\\Users\\{NAME}\\onrecord\\app\\reading\\web.py", f"/home/{NAME}/app/reading/web.py"):
        code = compile("def read(): raise ValueError\nread()", path, "exec")
        try:
            exec(code, {})
        except ValueError as problem:
            told = bugs.report(problem)
        assert "web.py:1 read" in told
        holds_nothing(told)


@pytest.mark.parametrize("where", ["prepare", "connect", "unlock", "recipher", "backup"])
def test_a_bug_with_an_encrypted_library_is_told_without_its_words_key_or_code(where, said, tmp_path, monkeypatch):
    """Whatever fails has the passphrase, the key and the library's words in its message."""
    library, passphrase = tmp_path / f"{NAME}.onrecord", "Quillfeather at Marrow Lane"
    made = encryption.create(library, passphrase, in_keychain=False)
    key = keys.held(keys.name_of(library))
    with Project.open(library) as project:
        new = intake.new_article(reading.read_file(article_file(tmp_path, "a.txt")), who="Ann")
        project.apply(new.edit, new.originals)
    (tmp_path / "words").write_text(passphrase)
    monkeypatch.setenv("ONRECORD_PASSPHRASE_FILE", str(tmp_path / "words"))
    monkeypatch.setenv("ONRECORD_USER", "Ann")

    def fails_full(*values, **named):
        raise ValueError(
            f"{passphrase} {made.code} {key.pragma} {key.secret!r} {TEXT} {values!r} {named!r}"
        ) from full()

    place, name, verb = {
        "prepare": (cli.importlib.import_module("db.store"), "prepare", "list"),
        "connect": (cli.importlib.import_module("db.store"), "connect", "list"),
        "unlock": (encryption, "unlock", "list"),
        "recipher": (cli.importlib.import_module("db.recipher"), "convert", "rekey"),
        "backup": (cli.importlib.import_module("db.backup"), "examine", "backup"),
    }[where]
    if where == "unlock":
        encryption.lock(library)
    monkeypatch.setenv("ONRECORD_NEW_PASSPHRASE_FILE", str(tmp_path / "words"))
    monkeypatch.setattr(place, name, fails_full)
    assert cli.main([verb, "--library", str(library)]) == 3
    told = said()
    assert "ValueError" in told
    holds_nothing(told, tmp_path)
    hexed = (key.secret.hex(), key.id.hex(), base64.b64encode(key.secret).decode(), made.code, made.code[:5])
    assert not [one for one in hexed if one in told]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and made.code.encode() in path.read_bytes()]


_UNCAUGHT = """
import sys, threading
sys.path[:] = {path!r}
from ui import bugs
bugs.watch()
class Dropped:
    def __del__(self):
        raise ValueError({seed!r})
Dropped()
thread = threading.Thread(target=lambda: {{}}[{seed!r}])
thread.start(); thread.join()
raise RuntimeError({seed!r})
"""


_SLOT = """
import sys
sys.path[:] = {path!r}
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from ui.main import Program
class Speaking(QObject):
    spoke = Signal(str)
def fails(words):
    raise ValueError(words)
app = QCoreApplication([])
program = Program.__new__(Program)
program.window = None
sys.excepthook = program._caught
speaking = Speaking()
speaking.spoke.connect(fails)
QTimer.singleShot(0, lambda: speaking.spoke.emit({seed!r}))
QTimer.singleShot(50, lambda: app.exit(1))
raise SystemExit(app.exec())
"""


_QT = """
import sys
sys.path[:] = {path!r}
from PySide6.QtCore import QCoreApplication, QUrl, qCritical, qWarning
from ui import bugs
bugs.quieten()
app = QCoreApplication([])
qWarning({seed!r})
qCritical({seed!r})
"""


def test_what_qt_warns_of_is_told_without_its_words(tmp_path):
    path = [str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)]
    program = tmp_path / "program.py"
    program.write_text(_QT.format(path=path, seed=f"{QUOTE} {SECRET} {Path.home()}"), encoding="utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["Qt warning", "Qt critical"]
    holds_nothing(done.stderr, tmp_path)


def test_nothing_turns_on_a_dump_of_its_own():
    """faulthandler would print whole paths; nothing of ours turns it on."""
    root = Path(__file__).resolve().parents[2]
    found = [path for package in ("app", "db", "ui") for path in (root / package).rglob("*.py")]
    assert not [path for path in found if "faulthandler" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("script", "kinds"), [(_UNCAUGHT, ("ValueError", "KeyError", "RuntimeError")), (_SLOT, ("ValueError",))]
)
def test_what_nobody_catches_is_told_by_its_report(tmp_path, script, kinds):
    path = [str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)]
    program = tmp_path / "program.py"
    program.write_text(script.format(path=path, seed=f"{QUOTE} {SECRET} {Path.home()}"), encoding="utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert done.returncode == 1
    for kind in kinds:
        assert f"\n{kind}\n" in done.stderr
    holds_nothing(done.stderr, tmp_path)


def test_known_problems_name_files_but_no_folders(said, tmp_path):
    shell = Shell(tmp_path / NAME)
    shell.home.mkdir()
    locked = shell.file("cut.pdf", b"%PDF-1.7 " + TEXT.encode())
    for args in (("read", locked), ("read", shell.home), ("import", shell.home / "gone.txt"), ("verify", locked)):
        told = shell(*args, status=3).err
        holds_nothing(told.replace(NAME + " is a folder", ""), tmp_path)
    shell.library.write_bytes(TEXT.encode() * 50)
    holds_nothing(shell("list", status=3).err, tmp_path)
