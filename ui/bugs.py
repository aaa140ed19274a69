"""A report of a bug that the user can read and copy: no text of an article, no name, no path of the user's home.

Of an exception only its kind and the places in the code are told: its message may quote whatever was worked on, and a
place's folder may be somebody's name.
"""

import sys
import threading
import traceback
from collections.abc import Iterator

_LONGEST = 200
_MOST_CAUSES = 5


def report(problem: BaseException) -> str:
    """What failed, where, and on what system."""
    import platform

    from ui.cli import VERSION

    qt = sys.modules.get("PySide6.QtCore")  # the command line runs without it
    drawn = f", Qt {qt.qVersion()}" if qt is not None else ""
    system = f"{platform.system()} {platform.release()}, Python {sys.version.split()[0]}{drawn}"
    return "\n".join([f"OnRecord {VERSION}", system, *_told(problem)])


def tell(problem: BaseException) -> None:
    """The report on standard error, which the system may keep: so nothing else goes there."""
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.write(report(problem) + "\n")


def watch() -> None:
    """From here on, a bug that nobody catches is told by its report only: in threads and in clearing up, too."""
    sys.excepthook = lambda _kind, problem, _trace: tell(problem)
    sys.unraisablehook = lambda found: tell(found.exc_value) if found.exc_value is not None else None
    threading.excepthook = lambda found: tell(found.exc_value) if found.exc_value is not None else None


def _told(problem: BaseException) -> Iterator[str]:
    """The kind of the exception and of what it was raised for, each with its places, innermost last."""
    one: BaseException | None = problem
    for number in range(_MOST_CAUSES):
        if one is None:
            return
        yield f"raised for {type(one).__name__}" if number else type(one).__name__
        for frame in traceback.extract_tb(one.__traceback__):
            file = frame.filename.replace("\\", "/").rsplit("/", 1)[-1]
            yield f"{file}:{frame.lineno} {frame.name}"[:_LONGEST]
        one = one.__cause__ or one.__context__


def quieten() -> None:
    """What Qt has to say goes to standard error without its words, which may be those of a text or name a folder."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def tell_kind(kind: QtMsgType, context: QMessageLogContext, _words: str) -> None:
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or sys.stderr is None:
            return
        place = f"{context.category or 'default'} {context.function or ''}".strip()
        sys.stderr.write(f"Qt {kind.name.removeprefix('Qt').removesuffix('Msg').lower()}: {place}\n"[:_LONGEST])

    qInstallMessageHandler(tell_kind)
