"""Where things stood: the window, the dividers. A convenience, so a file that cannot be read or written is no matter."""

import base64
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from app.paths import Paths
from ui.times import when

_USUAL = (1366, 768)


def _file(paths: Paths) -> Path:
    return paths.state / "places.json"


def read(paths: Paths, name: str) -> Any:
    """What was kept under `name`; None where nothing was."""
    try:
        return json.loads(_file(paths).read_text("utf-8")).get(name)
    except (OSError, ValueError, AttributeError):
        return None


def keep(paths: Paths, name: str, value: Any) -> None:
    """Keep `value` under `name`."""
    file = _file(paths)
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        kept = {}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps({**kept, name: value}), "utf-8")
        fresh.replace(file)
    except OSError:
        return  # the places of dividers are not worth a word


def restore_window(window: QMainWindow, paths: Paths) -> None:
    """Put the window where it was, else give it the usual size."""
    kept = read(paths, "window")
    if not isinstance(kept, str) or not window.restoreGeometry(QByteArray(base64.b64decode(kept))):
        window.resize(*_USUAL)


def keep_window(window: QMainWindow, paths: Paths) -> None:
    """Remember where the window is."""
    keep(paths, "window", base64.b64encode(window.saveGeometry().data()).decode())


def newest_backup(paths: Paths, library: Path) -> str:
    """When the library was last backed up, as an editor says it: "today at 08:02"; "" where there is no backup."""
    from db import backup

    made = backup.newest(library)
    return when(made) if made else ""
