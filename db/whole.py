"""A small file written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from db.faults import written
from db.library import sync


def put(path: Path, content: bytes) -> None:
    """Write the file beside its place, wait for the disk, and put it there in one step; only its owner may read it.

    What stood there stays until then. Raises CannotWrite, and leaves nothing half written.
    """
    with written(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
            sync(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
