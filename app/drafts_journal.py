"""What was typed and is not yet kept, written down outside the library, so that it outlives a crash or a full disk.

The journal holds the words themselves, readable by their owner only, so there is none of an encrypted library. Each
window writes one of its own.
"""

import json
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from db import own
from db.faults import written
from db.whole import put

Drafts = dict[str, dict[str, str]]
"""quote id → field → what was typed"""

_MOST = 4 * 1024 * 1024  # bytes; more than anybody types, so a larger file is not ours


def place(state: Path, library: Path) -> Path:
    """Where the drafts for that library are written down, in the user's folder for such things."""
    name = sha256(str(library.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return state / "drafts" / f"{name}.{os.getpid()}.json"


def left(path: Path) -> tuple[Path, ...]:
    """The journals of that library whose program runs no more, oldest first; and our own, `path`, if it is there."""
    name = path.name.split(".", 1)[0]
    found = []
    for one in path.parent.glob(f"{name}.*.json"):
        number = re.fullmatch(rf"{name}\.(\d+)\.json", one.name)
        if number and (one == path or not _runs(int(number[1]))):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.stat().st_mtime))


def _runs(process: int) -> bool:
    if os.name == "nt":
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        return bool(handle) and bool(kernel.CloseHandle(handle))
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def save(path: Path, drafts: Mapping[str, Mapping[str, str]]) -> None:
    """Write down what waits to be kept; with nothing waiting, the journal goes. Raises CannotWrite."""
    waiting = {id: dict(fields) for id, fields in drafts.items() if fields}
    with written(path):
        if not waiting:
            path.unlink(missing_ok=True)
            return
        own.folder(path.parent)
    put(path, json.dumps(waiting).encode("ascii"))


def load(path: Path) -> Drafts:
    """What was left waiting when the last run ended; nothing where there is no journal, or none that can be read."""
    try:
        if path.stat().st_size > _MOST:
            return {}
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {id: fields for id, fields in held.items() if isinstance(fields, dict) and _all_text(fields)}


def _all_text(fields: Mapping[str, object]) -> bool:
    return bool(fields) and all(isinstance(value, str) for value in fields.values())
