"""Files the program reads at run time: themes, policies, lexicons, templates, icons, translations, the sample."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the resource `name` ("themes/tokens.toml") lies. Raises FileNotFoundError where there is none."""
    found = _FOLDER / name
    if not found.exists():
        raise FileNotFoundError(name)
    return found


def document(name: str) -> Path:
    """Where the document `name` of docs ("manual/keyboard.md") lies: docs stand beside this folder, packaged or not.

    Raises FileNotFoundError where there is none.
    """
    found = _FOLDER.parent / "docs" / name
    if not found.is_file():
        raise FileNotFoundError(name)
    return found


def data(name: str) -> bytes:
    """The resource's bytes."""
    return path(name).read_bytes()


def text(name: str) -> str:
    """The resource as UTF-8 text."""
    return path(name).read_text(encoding="utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """The TOML resource's values, read once. Not to be changed."""
    import tomllib

    return tomllib.loads(text(name))


def names(folder: str, ending: str) -> tuple[str, ...]:
    """The names of the resources in `folder` that end in `ending`, sorted, without folder and ending."""
    return tuple(sorted(f.name.removesuffix(ending) for f in path(folder).iterdir() if f.name.endswith(ending)))
