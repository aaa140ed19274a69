"""An encrypted library: made, opened, given another passphrase, made plain again.

The library's key is random. It is kept three ways: in the system's keychain where there is one, and in the key file
beside the library, sealed (AES-256-GCM) once under the passphrase and once under a recovery code that is shown once.
Passphrase and code are stretched by scrypt (RFC 7914). A new passphrase brings a new key and a new code with it; the
key file then also holds the former key, sealed under the new one, so that older backups go on opening.
"""

import base64
import json
import os
import secrets as chance
import time
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import secrets, sweeping
from db import backup as copies
from db import driver, keys, recipher
from db.errors import CannotWrite, KnownProblem, LibraryUnusable, NoKeychain, PassphraseTooShort, WrongKey
from db.keys import Key
from db.store import Store
from db.whole import put

SHORTEST = 8  # characters, as NIST SP 800-63B asks at least
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter is taken for a figure
_GROUPS, _GROUP = 6, 5  # 150 bits
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}  # 128 MB and some tenths of a second for each guess
_DEAREST = {"n": 2**20, "r": 8, "p": 4}  # what a key file may ask for; one that asks for more was forged
_NONCE, _SALT = 12, 16
_BY = ("passphrase", "recovery")


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """What came of encrypting. `code` is shown once and kept nowhere; `in_keychain`: opens here without a passphrase.

    `plain` are the copies of before that still lie there unencrypted. No repr, since it holds the code.
    """

    code: str
    in_keychain: bool
    plain: tuple[Path, ...] = ()


def is_encrypted(library: Path) -> bool:
    """Whether an encrypted library of ours stands there, its key at hand or not."""
    return keys.is_encrypted(library)


def is_locked(library: Path) -> bool:
    """Whether it is encrypted and its key is not at hand in this run."""
    return keys.is_encrypted(library) and keys.held(keys.name_of(library)) is None


def has_passphrase(library: Path) -> bool:
    """Whether it is encrypted and a passphrase can be held against it: its key file is there."""
    return keys.file_for(library) is not None


def lock(library: Path) -> None:
    """Forget the library's keys in this run; the keychain keeps its own. Close what is open first."""
    keys.drop(keys.name_of(library), *(id for id, _ in _former(_read(library))))


def unlock(library: Path, words: str) -> None:
    """Hold the library's key, and those of its older copies, for this run. `words`: the passphrase or recovery code.

    Raises WrongKey where they do not fit; LibraryUnusable (`why`: no_key_file) where nothing is there to try them on.
    """
    held = _read(library)
    if not held:
        raise LibraryUnusable(why="no_key_file", name=library.name, path=str(library))
    id = bytes.fromhex(held["id"])
    for way, said in zip(_BY, (_passphrase(words), _code(words)), strict=True):
        secret = _open(held.get(way), said, id) if said else None
        if secret is not None:
            _hold(Key(id, secret), held)
            return
    raise WrongKey(name=library.name, path=str(library))


def unlock_from_keychain(library: Path) -> bool:
    """Hold the key that the system's keychain keeps for this library; False where it keeps none, or does not answer.

    This works though the key file be lost.
    """
    id = keys.name_of(library)
    if id in (b"", driver.PLAIN):
        return False
    try:
        kept = secrets.kept(_named(id))
        secret = base64.b64decode(kept, validate=True) if kept else b""
    except (NoKeychain, ValueError):
        return False
    if len(secret) != keys.SECRET_BYTES:
        return False
    _hold(Key(id, secret), _read(library))
    return True


def create(library: Path, passphrase: str, *, in_keychain: bool = True) -> Sealed:
    """Make a new, empty library that is encrypted from its first byte.

    Raises PassphraseTooShort, CannotWrite (`why`: taken) where a file stands there, or LibraryUnusable.
    """
    if library.exists():
        raise CannotWrite(why="taken", name=library.name, path=str(library))
    key, code, content = _new(passphrase)
    put(keys.key_file(library), content)
    keys.hold(key)
    Store(library, key=key).close()
    return Sealed(code, in_keychain and _keep(key))


def encrypt(library: Path, passphrase: str, *, in_keychain: bool = True) -> Sealed:
    """Encrypt a library, or give an encrypted one, whose key is at hand, another passphrase, key and recovery code.

    The library is written anew, compared, and put in its place in one step; nobody may have it open meanwhile. A first
    encrypted backup is made, and what a killed program left half written of a plain one is destroyed. Raises
    PassphraseTooShort, LibraryUnusable, LibraryDamaged, LibraryLocked or CannotWrite; the library is as it was then.
    """
    former = keys.held(keys.name_of(library))
    key, code, content = _new(passphrase, former, _read(library))
    began = time.time()
    recipher.change(library, key, content)
    sweeping.destroy(library, began)
    kept = in_keychain and _keep(key)
    if former is not None:
        _forget(former.id)
    from app import keeping

    with suppress(
        KnownProblem
    ):  # the code must be shown all the same: it is nowhere else; the day's backup tries again
        keeping.backup(library)
    return Sealed(code, kept, plain_copies(library))


def decrypt(library: Path) -> None:
    """Make an encrypted library, whose key is at hand, plain again. Raises as `encrypt`. Its backups stay encrypted."""
    former = keys.name_of(library)
    recipher.change(library, None, b"")
    _forget(former)


def plain_copies(library: Path) -> tuple[Path, ...]:
    """The copies beside the library that are not encrypted, newest first."""
    return tuple(path for path in copies.kept(library) if keys.name_of(path) == driver.PLAIN)


def destroy(paths: Sequence[Path]) -> None:
    """Write over these files and delete them. An SSD, a snapshot or a synced folder may keep the bytes all the same."""
    for path in paths:
        recipher.destroy(path)


def _new(passphrase: str, former: Key | None = None, before: Mapping[str, Any] | None = None) -> tuple[Key, str, bytes]:
    """A new key, its recovery code, and its key file's content."""
    said = _passphrase(passphrase)
    if len(said) < SHORTEST:
        raise PassphraseTooShort(n=SHORTEST)
    key = Key.new()
    code = "-".join("".join(chance.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    held: dict[str, Any] = {"onrecord": "key", "version": 1, "id": key.id.hex()}
    for way, words in zip(_BY, (said, _code(code)), strict=True):
        held[way] = _shut(key, words)
    if former is not None:
        known = [former, *(found for id, _ in _former(before or {}) if (found := keys.held(id)) is not None)]
        held["former"] = [{"id": one.id.hex(), "sealed": _seal(key.secret, one.secret, one.id)} for one in known]
    return key, code, json.dumps(held, indent=1).encode("ascii")


def _hold(key: Key, held: Mapping[str, Any]) -> None:
    keys.hold(key)
    if held.get("id") != key.id.hex():
        return
    for id, sealed in _former(held):
        secret = _unseal(key.secret, sealed, id)
        if secret is not None:
            keys.hold(Key(id, secret))


def _former(held: Mapping[str, Any]) -> list[tuple[bytes, str]]:
    """The names of the keys of before and what seals them, without those that somebody damaged."""
    found, listed = [], held.get("former")
    for one in listed if isinstance(listed, list) else ():
        with suppress(KeyError, TypeError, ValueError):
            found.append((bytes.fromhex(one["id"]), str(one["sealed"])))
    return found


def _read(library: Path) -> dict[str, Any]:
    file = keys.file_for(library)
    return keys.read(file) if file else {}


def _shut(key: Key, words: str) -> dict[str, Any]:
    salt = os.urandom(_SALT)
    return {**_SCRYPT, "salt": salt.hex(), "sealed": _seal(_stretched(words, salt, _SCRYPT), key.secret, key.id)}


def _open(way: Any, words: str, id: bytes) -> bytes | None:
    if not isinstance(way, dict):
        return None
    try:
        costs = {name: min(int(way[name]), most) for name, most in _DEAREST.items()}
        return _unseal(_stretched(words, bytes.fromhex(way["salt"]), costs), str(way["sealed"]), id)
    except (KeyError, TypeError, ValueError, OverflowError):  # a key file that somebody altered
        return None


def _stretched(words: str, salt: bytes, costs: Mapping[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **costs).derive(words.encode())


def _seal(under: bytes, secret: bytes, id: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(under).encrypt(nonce, secret, id)).decode("ascii")


def _unseal(under: bytes, sealed: str, id: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        body = base64.b64decode(sealed, validate=True)
        return AESGCM(under).decrypt(body[:_NONCE], body[_NONCE:], id)
    except (InvalidTag, ValueError):
        return None


def _passphrase(words: str) -> str:
    """As typed, whichever way the keyboard composes its accents (RFC 8265)."""
    return unicodedata.normalize("NFC", words)


def _code(words: str) -> str:
    """A recovery code as it was made, however it was typed; "" where it cannot be one."""
    plain = "".join(words.upper().replace("-", " ").split()).replace("O", "0").replace("I", "1").replace("L", "1")
    return plain if len(plain) == _GROUPS * _GROUP and set(plain) <= set(_ALPHABET) else ""


def _named(id: bytes) -> str:
    return f"library {id.hex()}"


def _keep(key: Key) -> bool:
    try:
        secrets.keep(_named(key.id), base64.b64encode(key.secret).decode("ascii"))
    except NoKeychain:
        return False
    return True


def _forget(id: bytes) -> None:
    try:
        secrets.forget(_named(id))
    except NoKeychain:
        return
