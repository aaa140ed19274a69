"""The window's screens and dialogs as pictures: `python -m tools.shots FOLDER`, on a screen (Xvfb will do).

Every one is taken in light and dark, at 1366×768 and 1920×1080, and at 100 and 200 % text, on the sample in a library
of its own. `--only` takes a few; `--language de` or `pseudo` shows another language.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tools import scenes
from tools.stage import Stage

SIZES = ((1366, 768), (1920, 1080))
NARROW = (1100, 720)
SCHEMES = ("light", "dark")
TEXTS = (100, 200)
_USUAL = 13  # pixels, at 100 %
_PAUSE = 0.35  # seconds, until a scene has settled
_PREVIEW = 1.4  # until the export's page is drawn


def system_text(percent: int) -> None:
    """Let the system's font be so large from now on, as its settings would."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(_USUAL * percent / 100))

    even = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)

    def asked(kind: QFontDatabase.SystemFont) -> QFont:
        return QFont(even if kind == QFontDatabase.SystemFont.FixedFont else font)

    QFontDatabase.systemFont = asked  # type: ignore[method-assign,assignment]  # no setting of Qt's says it


def whole(window: QWidget, shown: Sequence[QWidget]) -> QPixmap:
    """The window's picture with what lies on it, as a screen would show them."""
    picture = window.grab() if window.isVisible() else QPixmap(window.size())
    painter = QPainter(picture)
    for one in shown:
        if one is not window:
            at = one.mapToGlobal(one.rect().topLeft()) - window.geometry().topLeft()
            painter.drawPixmap(at, one.grab())
            painter.setPen(one.palette().color(QPalette.ColorRole.Dark))  # stands for the system's frame
            painter.drawRect(QRect(at, one.size()))
    painter.end()
    return picture


def take(
    folder: Path, scratch: Path, only: Sequence[str], sizes: Sequence[tuple[int, int]], end: str
) -> Iterator[Path]:
    """Write the pictures into `folder`, and name each."""
    from ui.main import Program

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app)
    for scheme in SCHEMES:
        for size in sizes:
            own = scratch / f"{size[0]}-{scheme}{end}"
            program.start([own / "library.onrecord"])
            window: Any = program.window
            window.keeping.stop()
            window.session.choose(theme=scheme, name="")  # an editor came at the end of the last play
            window.resize(*size)
            stage = Stage(app, window, own, _PAUSE)
            for scene in scenes.play(stage, only):
                stage.wait(_PREVIEW if "export" in scene.name else 0.0)
                path = folder / f"{scene.name.removeprefix('file.').removeprefix('edit.')}-{size[0]}-{scheme}{end}.png"
                whole(window, scene.shown).save(str(path))
                yield path
    assert program.window is not None
    program.window.close()
    app.processEvents()


def _speak(language: str) -> None:
    """Put the language into the preferences that the program will read."""
    from app.paths import Paths
    from app.settings import Settings, save

    save(Settings(language=language), Paths.of_user(os.environ).settings)


def main() -> int:
    """Take the pictures on a library and preferences that are nobody's."""
    given = argparse.ArgumentParser(prog="shots", description="The window's screens and dialogs as pictures.")
    given.add_argument("folder", type=Path)
    given.add_argument("--only", default="", help="names of scenes, or beginnings of them, with commas between")
    given.add_argument("--text", type=int, choices=TEXTS, help="only this size of text, in percent")
    given.add_argument("--width", type=int, help="only the window of this width; 1100 is the narrow desk")
    given.add_argument("--language", default="en", help="en, de, or pseudo: a made-up one, a third longer")
    args = given.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    only = [name for name in args.only.split(",") if name]
    sizes = [size for size in (*SIZES, NARROW) if args.width == size[0]] or list(SIZES)
    with tempfile.TemporaryDirectory() as home:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        os.environ.update(HOME=home, ONRECORD_USER="Technology reporter")
        os.environ.pop("ONRECORD_LIBRARY", None)
        _speak(args.language)
        _app = QApplication(["onrecord"])
        for percent in [args.text] if args.text else TEXTS:
            system_text(percent)
            end = "" if percent == TEXTS[0] else f"-{percent}"
            for path in take(args.folder, Path(home) / f"text-{percent}", only, sizes, end):
                print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
