"""The window's main states as pictures: `python -m tools.shots FOLDER`, on a screen (Xvfb will do).

Every state is taken in light and dark, at 1366×768 and 1920×1080, on the sample in a library of its own.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

SIZES = ((1366, 768), (1920, 1080))
NARROW = (1100, 720)
SCHEMES = ("light", "dark")
_MISPRINT = "inaccurate speculation"


def _wait(app: QApplication, seconds: float = 0.45) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)


def _select_misprint(window: Any) -> None:
    states = window.session.desk.states
    window.session.select(next(state.quote.id for state in states if _MISPRINT in state.quote.exact))


def _rule_some(window: Any) -> None:
    """Rulings of every kind that the sample allows, so that the pictures show them."""
    from app import edits, workflow
    from db.records import Status

    session = window.session
    wanted = (
        Status.VERBATIM,
        Status.PERMITTED_EDITS,
        Status.PARAPHRASE_ONLY,
        Status.UNVERIFIABLE,
        Status.DISPUTED,
        Status.DO_NOT_PUBLISH,
        Status.IN_CHECK,
    )
    left = [state for state in session.desk.states if state.number and _MISPRINT not in state.quote.exact][1::2]
    for status in wanted:
        fit = next((one for one in left if workflow.why_not_rule(one, status, "as heard") is None), None)
        if fit is not None:
            left.remove(fit)
            desk = session.desk
            session.apply(edits.rule(desk, fit.quote.id, status, "as heard", who=session.who))


def _dialog(app: QApplication, kind: str) -> QWidget | None:
    shown = (one for one in app.topLevelWidgets() if one.isVisible() and type(one).__name__ == kind)
    return next(shown, None)


def _whole(window: QWidget, dialog: QWidget | None) -> Any:
    """The window's picture with the dialog on it, as a screen would show them."""
    from PySide6.QtGui import QPainter

    picture = window.grab()
    if dialog is not None:
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(dialog.mapToGlobal(dialog.rect().topLeft())), dialog.grab())
        painter.end()
    return picture


def _states(window: Any) -> Iterator[tuple[str, Callable[[], object], str]]:
    """Each state's name, what brings it about, and the dialog that it opens."""
    yield "start", window.session.close_article, ""
    yield "overview", lambda: window.start.show_overview(True), ""
    yield "desk", lambda: (window.start.show_overview(False), window.bringing.sample(), _select_misprint(window)), ""
    yield "palette", lambda: window.palette_.open("ru"), ""
    yield "export", lambda: (window.palette_.close_palette(), window.actions_.run("file.export")), "ExportDialog"
    yield "preferences", lambda: window.actions_.run("edit.preferences"), "Preferences"
    yield "keys", lambda: window.actions_.run("help.keys"), "KeysDialog"


def take(folder: Path, only: str = "") -> list[Path]:
    """Write the pictures into `folder`; returns them."""
    from ui.main import Program

    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["onrecord"])
    program = Program(app)
    program.start([])
    window = program.window
    assert window is not None
    _wait(app)
    _rule_some(window)
    taken: list[Path] = []
    for scheme in SCHEMES:
        window.session.choose(theme=scheme)
        for size in SIZES:
            window.resize(*size)
            taken += list(_take_states(app, window, folder, f"{size[0]}-{scheme}", only))
        window.resize(*NARROW)
        taken += list(_take_states(app, window, folder, f"{NARROW[0]}-{scheme}", only or "desk"))
    window.close()
    _wait(app, 0.05)
    return taken


def _take_states(app: QApplication, window: Any, folder: Path, name: str, only: str) -> Iterator[Path]:
    for state, bring_about, kind in _states(window):
        bring_about()
        _wait(app, 1.6 if state == "export" else 0.45)
        dialog = _dialog(app, kind) if kind else None
        if not only or only == state:
            path = folder / f"{state}-{name}.png"
            _whole(window, dialog).save(str(path))
            yield path
        if dialog is not None:
            dialog.close()
            _wait(app, 0.05)


def main() -> int:
    """Take the pictures on a library and preferences that are nobody's."""
    given = argparse.ArgumentParser(prog="shots", description="The window's main states as pictures.")
    given.add_argument("folder", type=Path)
    given.add_argument("--only", default="", help="start, overview, desk, palette, export, preferences or keys")
    args = given.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        os.environ.update(HOME=home, ONRECORD_USER="Technology reporter")
        os.environ.pop("ONRECORD_LIBRARY", None)
        for path in take(args.folder, args.only):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
