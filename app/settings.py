"""A person's preferences: typed choices in one small JSON file, written whole or not at all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.paths import Paths
from db import own
from db.errors import BrokenSettings, KnownProblem
from db.faults import stands, written
from db.whole import put

THEMES = ("system", "light", "dark")
RECENT = 10  # libraries remembered
EDITOR = "editor"  # the role whose window begins with the overview


@dataclass(frozen=True)
class Settings:
    """The preferences, each at its default until chosen.

    `role` is what the person does at the desk: "", reporter, checker or EDITOR. `still`: nothing scrolls by itself but
    at once. `lock_after` is in minutes without a key pressed, 0 for never. `text_size` is the interface's in per cent
    of the system's.
    `reading_size` is in pixels, 0 for the usual; `reading_face` and `language` are "" for the system's. `keys` holds
    the remapped ones: action → key. `fetch` allows pages to be fetched from the web. `library` is the one to open where
    none is named, "" for the one in the data folder. `window` holds what views want to find again, by names of their
    own. `others` are entries of the file that this version does not know; they are written back as they were.
    `problem` tells that the file could not be used.
    """

    name: str = ""
    role: str = ""
    policy: str = "standard"
    theme: str = "system"
    text_size: int = 100
    reading_size: int = 0
    reading_face: str = ""
    language: str = ""
    one_pane: bool = False
    still: bool = False
    lock_after: int = 15
    keys: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    first_run_done: bool = False
    fetch: bool = False
    library: str = ""
    window: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)
    problem: KnownProblem | None = field(default=None, compare=False)

    def opened(self, library: Path) -> tuple[str, ...]:
        """The recent libraries with this one first."""
        name = str(library)
        return (name, *(other for other in self.recent if other != name))[:RECENT]


_OWN = ("others", "problem")


def usual_library(settings: Settings, paths: Paths, environ: Mapping[str, str]) -> Path:
    """The library to open where none is named: ONRECORD_LIBRARY, else the one last moved to, else the usual one.

    Wherever it went from there. Raises LibraryUnusable (`why`: missing, unreachable) where that cannot be reached now.
    """
    moved = settings.library and not environ.get("ONRECORD_LIBRARY") and stands(Path(settings.library))
    return found(Path(settings.library) if moved else paths.library)


def found(library: Path) -> Path:
    """That library, or where it was moved to from there. Raises as `usual_library`."""
    if stands(library):
        return library
    from app.moving import whereabouts

    return whereabouts(library)


def load(path: Path) -> Settings:
    """The preferences kept at `path`; the defaults where there is no file, or one that cannot be used.

    An entry of the wrong kind counts as not there. A file that is no JSON object is reported as `problem`, and kept
    aside when the preferences are next saved.
    """
    try:
        held = _held(path)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        return Settings(problem=BrokenSettings(name=path.name, path=str(path), why=type(error).__name__))
    known = {f.name: f for f in fields(Settings) if f.name not in _OWN}
    default = Settings()
    wanted = {name: _as(getattr(default, name), held.get(name)) for name in known}
    if wanted["theme"] not in THEMES:
        del wanted["theme"]
    others = {name: value for name, value in held.items() if name not in known}
    return Settings(**wanted, others=others)


def save(settings: Settings, path: Path) -> None:
    """Write the preferences; the file is replaced in one step. Raises CannotWrite; then it stands as it was."""
    chosen = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name not in _OWN}
    text = json.dumps({**settings.others, **chosen}, ensure_ascii=False, indent=2, default=dict)
    with written(path):
        own.folder(path.parent)
        _keep_broken(path)
    put(path, (text + "\n").encode())


def _held(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as problem:
        raise ValueError("nested too deeply") from problem
    if not isinstance(held, dict):
        raise ValueError("not an object")
    return held


def _as(default: Any, value: Any) -> Any:
    """`value` where it is of the default's kind, else the default."""
    if isinstance(default, tuple):
        return tuple(value) if isinstance(value, list) and _all_text(value) else default
    if isinstance(default, Mapping):
        return value if isinstance(value, dict) and _all_text(value.values()) else default
    return value if type(value) is type(default) else default


def _all_text(values: Iterable[Any]) -> bool:
    return all(isinstance(one, str) for one in values)


def _keep_broken(path: Path) -> None:
    try:
        _held(path)
    except FileNotFoundError:
        return
    except ValueError:
        stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
        path.replace(path.with_name(f"{path.name} broken {stamp}"))
