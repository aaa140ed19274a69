"""Which key opens an encrypted library, and where its key file lies.

A library of ours that is encrypted begins with 16 bytes that name its key (SQLCipher calls them the salt), and so does
every copy of it. Beside each lies a key file, NAME.onrecord.key, in which the key is sealed under the passphrase and
under the recovery code: `app.encryption` writes and opens it. Keys that were opened are held for this run only.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from db import handles

ENDING = ".key"
BACKUPS = "backups"  # the folder beside a library
_MOST = 64 * 1024  # bytes; a larger file is none of ours
ID_BYTES, SECRET_BYTES = 16, 32


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A library's key: `id` names it and is no secret. It has no repr, so that no report can show it."""

    id: bytes
    secret: bytes

    @classmethod
    def new(cls) -> "Key":
        """A key that nobody had before."""
        import secrets

        return cls(secrets.token_bytes(ID_BYTES), secrets.token_bytes(SECRET_BYTES))

    @property
    def pragma(self) -> str:
        """As SQLCipher takes a key that needs no deriving, and the salt to write."""
        return f"x'{self.secret.hex()}{self.id.hex()}'"


_held: dict[bytes, Key] = {}
_changing = Lock()


def hold(key: Key) -> None:
    """Keep the key for this run: what it encrypts opens from now on."""
    with _changing:
        _held[key.id] = key


def held(id: bytes) -> Key | None:
    """The key of that name; None where it is not held."""
    return _held.get(id)


def drop(*ids: bytes) -> None:
    """Forget these keys. Connections that are open stay open."""
    with _changing:
        for id in ids:
            _held.pop(id, None)


def name_of(path: Path) -> bytes:
    """The 16 bytes that name the key of an encrypted file; b"" where there is no such file, or a shorter one."""
    try:
        with handles.reading(path) as handle:
            head = os.read(handle, ID_BYTES)
    except OSError:
        return b""
    return head if len(head) == ID_BYTES else b""


def is_encrypted(path: Path) -> bool:
    """Whether it is a library of ours that is encrypted: its key is held, or lies in a key file that names it."""
    id = name_of(path)
    return bool(id) and (id in _held or file_for(path) is not None)


def key_file(path: Path) -> Path:
    """Where the key file of this library belongs."""
    return path.with_name(path.name + ENDING)


def file_for(path: Path) -> Path | None:
    """A key file that names this library's key: its own, else another's beside it or in the folder above."""
    id = name_of(path)
    if not id or id == b"SQLite format 3\x00":
        return None
    own = key_file(path)
    if named_in(own) == id:
        return own
    above = (path.parent.parent,) if path.parent.name == BACKUPS else ()
    for folder in (path.parent, path.parent / BACKUPS, *above):
        for other in sorted(folder.glob("*" + ENDING)):
            if named_in(other) == id:
                return Path(other)
    return None


def named_in(file: Path) -> bytes:
    """The name of the key that a key file seals; b"" where it is none."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return bytes.fromhex(read(file)["id"])
    return b""


def read(file: Path) -> dict[str, Any]:
    """What a key file holds. Raises ValueError or OSError."""
    if file.stat().st_size > _MOST:
        raise ValueError(file.name)
    try:
        held = json.loads(file.read_text("utf-8"))
    except RecursionError as error:  # nested beyond reason: nobody's key file
        raise ValueError(file.name) from error
    if not isinstance(held, dict) or held.get("onrecord") != "key":
        raise ValueError(file.name)
    return held
