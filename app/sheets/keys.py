"""The public keys that a newsroom knows, each under the name given to it: a file in the folder of preferences.

A signature shows which key made a sheet. Whose key that is, a person says here once, having compared its fingerprint.
"""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.sheets import proof
from db import own as private
from db.errors import CannotWrite, NoKeychain, Unreadable
from db.whole import put

SCHEMA: Final = "onrecord-keys/1"
_MOST: Final = 1_000_000  # bytes of a file of keys; one key takes about a hundred
_LONGEST: Final = 200  # characters of a name


def load(path: Path) -> dict[str, str]:
    """Name by public key (base64); none where there is no file. Raises Unreadable where it cannot be used."""
    if not path.exists():
        return {}
    told = proof.checked_object(_content(path), SCHEMA, path.name)
    keys = told.get("keys")
    if not isinstance(keys, dict) or not all(isinstance(name, str) and proof.is_key(key) for key, name in keys.items()):
        raise Unreadable(why="damaged", name=path.name)
    return dict(keys)


def known(path: Path) -> dict[str, str]:
    """The same, and none where the file cannot be used: then no key counts as known."""
    try:
        return load(path)
    except Unreadable:
        return {}


def save(keys: Mapping[str, str], path: Path) -> None:
    """Write the keys; the file is replaced in one step. Raises CannotWrite."""
    told = {"schema": SCHEMA, "keys": dict(sorted(keys.items(), key=lambda one: (one[1].casefold(), one[0])))}
    try:
        private.folder(path.parent)
    except OSError as problem:
        raise CannotWrite(why="missing", name=path.name) from problem
    put(path, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def name_key(path: Path, key: str, name: str) -> None:
    """Give a key a name, in place of the one it had. Raises Unreadable, CannotWrite."""
    known = load(path)
    if known.get(key) != name:
        save({**known, key: " ".join(name.split())[:_LONGEST]}, path)


def remove(path: Path, key: str) -> None:
    """Forget a key: what it signed is then signed by a key nobody has named. Raises Unreadable, CannotWrite."""
    left = load(path)
    if left.pop(key, None) is not None:
        save(left, path)


def bring_in(path: Path, file: Path, name: str = "") -> tuple[str, str]:
    """Take somebody's public key into the keys known, under `name`, else under the name in its file.

    Returns the name and the key. Raises Unreadable where the file is none, CannotWrite.
    """
    claimed, key = look(file)
    given = " ".join((name or claimed).split())[:_LONGEST]
    if not given:
        raise Unreadable(why="no_name", name=file.name)
    name_key(path, key, given)
    return given, key


def look(file: Path) -> tuple[str, str]:
    """The name that a file of somebody's public key gives it, and the key. Raises Unreadable where it is none."""
    return proof.read_key(_content(file), file.name)


def give_out(path: Path, file: Path, who: str) -> proof.Signer:
    """Write the public half of one's own key, made now if there is none, to a file, by the name it has here already.

    Raises NoKeychain, CannotWrite.
    """
    own = proof.signer(who)
    own = replace(own, name=known(path).get(own.key, own.name))
    put(file, proof.public_key(own), shared=True)
    remember(path, own)
    return own


def signer(path: Path, who: str) -> proof.Signer | None:
    """The key to sign with, remembered here under a name; None without a keychain: then a sheet stays unsigned."""
    try:
        own = proof.signer(who)
    except NoKeychain:
        return None
    with contextlib.suppress(CannotWrite, Unreadable):  # a file of keys that cannot be used hinders no sheet
        remember(path, own)
    return own


def remember(path: Path, own: proof.Signer) -> None:
    """Take the key of this machine in where it is not known yet, so that its sheets verify by name here."""
    if own.key not in load(path):
        name_key(path, own.key, own.name)


def _content(path: Path) -> bytes:
    content = proof.content(path)
    if len(content) > _MOST:
        raise Unreadable(why="too_large", name=path.name)
    return content
