"""The program from its start: what it loads, what it opens, and what it does where it cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from ui.dialogs.ask import Ask
from ui.session import Notice

ROOT = Path(__file__).parents[2]
HEAVY = ("docx", "keyring", "trafilatura", "lxml", "openpyxl", "typst", "pypdfium2", "jinja2", "app.quotations",
         "app.reading", "app.sheets", "app.merging", "app.settling", "app.sources", "qtawesome", "ui.views.desk",
         "ui.views.cover")  # fmt: skip


def run(script, home, code=0):
    """What the script prints, run as a program of its own in a home of its own."""
    environ = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stderr
    return done.stdout.strip()


def test_a_verb_never_touches_qt(tmp_path):
    script = """
import sys
from ui.main import main
try:
    main(["--version"])
except SystemExit:
    pass
print([name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "qtawesome"))])
"""
    assert run(script, tmp_path).splitlines()[-1] == "[]"


START = """
import sys
from PySide6.QtWidgets import QApplication
from ui.main import Program
app = QApplication([])
program = Program(app)
program.start([])
window = program.window
app.processEvents()
"""


def test_the_first_start_opens_the_sample_and_the_next_where_one_was(tmp_path):
    show = "print(window.windowTitle(), '|', len(window.session.project.articles()), window.session.quote_id);"
    step = "window.session.select(window.session.desk.states[4].quote.id);"
    first = run(START + step + show + "window.close()", tmp_path)
    assert "| 1 " in first
    assert not first.startswith("Your library")
    assert run(START + show + "window.session.close_article(); window.close()", tmp_path) == first
    assert run(START + show + "window.close()", tmp_path) == "Your library · OnRecord | 1 None"


def test_a_library_of_one_article_named_on_the_command_line_opens_on_it(tmp_path):
    close = "window.session.close_article(); window.close()"
    run(START + close, tmp_path)
    (library,) = (tmp_path / "data").rglob("library.onrecord")
    named = START.replace("start([])", f"start([__import__('pathlib').Path({str(library)!r})])")
    assert run(named + "print(window.desk_made() and window.session.desk is not None);" + close, tmp_path) == "True"


DAMAGE = """
from ui.dialogs.damaged import DamagedDialog
def press(box):
    print(list(box.ways))
    box.ways["WAY"].click()
from PySide6.QtCore import QTimer
def look():
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, DamagedDialog) and w.isVisible()]
    if boxes: press(boxes[0])
    else: QTimer.singleShot(50, look)
QTimer.singleShot(50, look)
"""


@pytest.fixture
def damaged(tmp_path):
    """A library with a backup, then damaged."""
    run(START + "from app import keeping; keeping.backup(window.session.project.path); window.close()", tmp_path)
    (library,) = (path for path in (tmp_path / "data").rglob("library.onrecord"))
    with library.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    return library


def rescued(way, then, tmp_path):
    start = START.replace("program = Program(app)", DAMAGE.replace("WAY", way) + "program = Program(app)")
    return run(start + then + "program.window.close()", tmp_path).splitlines()


WAYS = "['look', 'restore', 'salvage', 'other']"


def test_a_damaged_library_is_looked_at_in_its_newest_good_backup(tmp_path, damaged):
    before = {path: path.read_bytes() for path in damaged.parent.rglob("*.onrecord")}
    then = (
        "session = window.session; window.keeping.look_after(); "
        "session.open_article(session.project.articles()[0].id); "
        "print(window.notices.texts()[0]); "
        "from app import edits; "
        "print(session.apply(edits.set_quote(session.state.quote, who='Ada', note='no'))); "
        "print(len(session.project.articles()));"
    )
    told = rescued("look", then, tmp_path)
    assert told[0] == WAYS
    assert "to be read only" in told[1]
    assert told[2:] == ["False", "1"]
    assert {path: path.read_bytes() for path in damaged.parent.rglob("*.onrecord")} == before


def test_the_backup_that_is_looked_at_can_be_put_back(tmp_path, damaged):
    content = damaged.read_bytes()
    then = (
        "window.notices._banners[0][1].pressed.emit(); window = program.window; "
        "print(window.session.project.read_only, window.session.project.path.name, len(window.notices.texts()));"
    )
    assert rescued("look", then, tmp_path)[1:] == ["False library.onrecord 0"]
    assert any(path.read_bytes() == content for path in damaged.parent.rglob("*before restore.onrecord"))


def test_a_damaged_library_is_opened_from_its_newest_backup_and_kept_aside(tmp_path, damaged):
    content = damaged.read_bytes()
    told = rescued("restore", "print(len(window.session.project.articles()));", tmp_path)
    assert told == [WAYS, "1"]
    assert any(path.read_bytes() == content for path in damaged.parent.rglob("*before restore.onrecord"))


def test_what_can_be_read_of_a_damaged_library_is_saved_into_another(tmp_path, damaged):
    content = damaged.read_bytes()
    then = "print(window.session.project.path.name[:14]); print(window.notices.texts()[-1][:33]);"
    told = rescued("salvage", then, tmp_path)
    assert told == [WAYS, "library saved ", "This is what could be read of the"]
    assert damaged.read_bytes() == content


def test_the_start_page_stands_without_what_only_an_article_needs(tmp_path):
    run(START + "window.session.close_article(); window.close()", tmp_path)
    loaded = run(START + f"print([name for name in {HEAVY!r} if name in sys.modules]); window.close()", tmp_path)
    assert loaded == "[]"


def test_no_source_is_read_of_what_is_loaded(tmp_path):
    """PySide would read that of every module, to see whether it asks for a feature, and keep it in memory."""
    read = "import linecache; print([name for name in linecache.cache if '/ui/views/' in name or '/db/' in name]);"
    script = START + read + "window.session.close_article(); window.close()"
    assert run(script, tmp_path) == "[]"


def test_a_library_that_is_none_is_left_alone_and_said_so(opened, qapp, tmp_path):
    from ui.main import Program

    window = opened()
    program = Program.__new__(Program)
    program._app, program.window, program.look = qapp, window, window._look
    program.paths, program.settings = window.session.paths, window.session.settings
    broken = tmp_path / "broken.onrecord"
    broken.write_bytes(b"this is no library, but somebody's only copy of something")
    assert not program.open_library(broken)
    assert window.notices.texts() == ["broken.onrecord is not an OnRecord library. It was left as it is."]
    assert broken.read_bytes().startswith(b"this is no library")


def test_a_bug_is_said_and_its_report_holds_no_words_of_an_article(opened, qapp):
    window = opened()
    try:
        raise RuntimeError("We are not aware of being on any list")
    except RuntimeError as problem:
        window.show_bug(problem)
    assert window.notices.texts() == ["Something went wrong inside OnRecord. Nothing that was saved is lost."]
    window.notices._banners[0][1].pressed.emit()
    report = qapp.clipboard().text()
    assert "RuntimeError" in report
    assert "not aware" not in report


@pytest.mark.parametrize(("choice", "scheme"), [("light", "light"), ("dark", "dark"), ("system", "dark")])
def test_the_theme_is_the_choice_else_the_systems(choice, scheme):
    from PySide6.QtCore import Qt

    from ui.look import scheme_of

    assert scheme_of(choice, Qt.ColorScheme.Dark) == scheme
    assert scheme_of("system", Qt.ColorScheme.Unknown) == "light"


def test_what_was_done_to_an_article_is_not_said_on_the_page_of_all_but_what_went_wrong_is(opened):
    window = opened()
    window.bringing.sample()
    for kind in ("done", "error"):
        window.session.noticed.emit(Notice(kind, f"It was {kind}."))
    window.session.noticed.emit(Notice("done", "It was signed off."))
    window.session.close_article()
    assert window.notices.texts() == ["It was error."]


def test_about_asks_nothing_and_has_one_way_out(opened):
    window = opened()
    window.ask.about()
    [said] = [one for one in window.findChildren(Ask) if one.isVisible()]
    assert [one.text() for one in said.findChildren(QPushButton) if one.isVisible()] == ["Close"]
    said.close()


def test_a_backup_is_made_and_told(qtbot, opened):
    window = opened()
    window.bringing.sample()
    window.session.close_article()
    window.keeping.look_after()
    qtbot.waitUntil(lambda: any("Backed up today" in text for _, text in window._facts), timeout=8000)
    assert list(window.session.project.path.parent.rglob("*.onrecord"))
    qtbot.waitUntil(lambda: any("History intact" in text for _, text in window._facts), timeout=3000)


def test_a_library_in_a_shared_folder_is_told_of_once(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    show = "print([text for text in window.notices.texts() if 'Dropbox' in text]); window.close()"
    library = str(tmp_path / "Dropbox" / "desk.onrecord")
    opened = START.replace("program.start([])", f"from pathlib import Path\nprogram.start([Path({library!r})])")
    assert "shares with other machines" in run(opened + show, tmp_path)
    assert run(opened + show, tmp_path) == "[]"


def test_a_program_that_was_killed_opens_on_the_article_it_was_at(tmp_path):
    second = (
        "from app import edits; from tests import builders; made = builders.article(headline='Second');"
        "window.session.project.apply(edits.add_article(made, builders.quotes(made), who='Rosa'));"
        "window.session.open_article(made.id); print('open');"
        "import os, sys; sys.stdout.flush(); os._exit(9)"
    )
    assert run(START + second, tmp_path, code=9) == "open"
    assert run(START + "print(window.session.desk.article.headline); window.close()", tmp_path) == "Second"
