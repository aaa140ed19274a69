"""Where a sheet's templates come from: the house's own folder before ours; and what is wrong with one that breaks."""

import re
from pathlib import Path

import resources
from db.errors import BrokenTemplate

_LINE = re.compile(r"(?:line |:)(\d+)")


def own(name: str, folder: Path | None) -> Path | None:
    """The house's own template of that name; None where it has none."""
    path = folder / name if folder else None
    return path if path and path.exists() else None


def source(name: str, folder: Path | None) -> str:
    """The text of a template. Raises BrokenTemplate where the house's own cannot be read."""
    path = own(name, folder)
    if path is None:
        return resources.text(f"sheets/{name}")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenTemplate(name=name, line=1, why="unreadable") from problem


def broken(name: str, problem: Exception, line: int | None = None) -> BrokenTemplate:
    """The known problem for a template that failed: with its line, as far as the failure tells, and what it said."""
    at = line or getattr(problem, "lineno", None) or _traced(problem) or _told(problem) or 1
    return BrokenTemplate(name=name, line=at, why=str(problem))


def _traced(problem: Exception) -> int | None:
    """The line of the template in the traceback: jinja2 names its compiled templates "<template>"."""
    found, frame = None, problem.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            found = frame.tb_lineno
        frame = frame.tb_next
    return found


def _told(problem: Exception) -> int | None:
    found = _LINE.search(str(problem))
    return int(found[1]) if found else None
