"""A file written whole or not at all."""

import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from db.faults import written
from db.library import sync


def put(path: Path, content: bytes, *, shared: bool = False) -> None:
    """Write the file beside its place, wait for the disk, and put it there in one step; what stood there stays until
    then. A link is followed. Raises CannotWrite, and leaves nothing half written.

    Only its owner may read it, unless it is `shared`: then whoever may read what that folder holds. A shared file may
    be put on any disk, also on one that cannot be asked to wait for the folder's own entry.
    """
    import secrets  # nothing is written before the window stands

    with written(path):
        target = Path(os.path.realpath(path)) if path.is_symlink() else path  # a link in a circle gives way
        fresh = target.with_name(f".onrecord-{secrets.token_hex(6)}.tmp")  # short: its own name may be of any length
        try:
            with fresh.open("xb") if shared else open(fresh, "xb", opener=partial(os.open, mode=0o600)) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
            if not shared:
                sync(target)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
