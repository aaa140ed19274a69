"""A report of a bug that the user can read and copy. It holds no text of an article, of evidence or of a quote."""

import platform
import sys
import traceback

_LONGEST = 200


def report(problem: BaseException) -> str:
    """What failed, where, and on what system. Of the message only the kind is kept: it may quote what was typed."""
    from PySide6.QtCore import qVersion

    from ui.cli import VERSION

    frames = traceback.extract_tb(problem.__traceback__)
    lines = [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}"[:_LONGEST] for frame in frames]
    system = f"{platform.system()} {platform.release()}, Python {sys.version.split()[0]}, Qt {qVersion()}"
    return "\n".join([f"OnRecord {VERSION}", system, type(problem).__name__, *lines])
