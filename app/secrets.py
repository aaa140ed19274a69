"""The door to the system's keychain, and the seal on confidential identities. Nothing secret is kept anywhere else.

Only keychains that the system itself guards are used. Where there is none, or it is locked or refuses, NoKeychain is
raised, with `why` (none, locked, refused) and, for a seal, what was not done (`deed`: store, open, forget). There is no
file and no plain text to fall back on.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.errors import NoKeychain, SealBroken

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "OnRecord"
SEAL = "identity"  # begins the name of each key that seals an identity; its row's id ends it
_VERSION = "1"
_NONCE = 12  # bytes; what AES-GCM (NIST SP 800-38D) is made for
_GUARDED = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)


def available() -> bool:
    """Whether there is a keychain to keep secrets in. It may still be locked, or refuse."""
    try:
        _keychain()
    except NoKeychain:
        return False
    return True


def kept(name: str) -> str | None:
    """The secret of that name; None where there is none. Raises NoKeychain."""
    with _asking() as keychain:
        return keychain.get_password(SERVICE, name)


def keep(name: str, secret: str) -> None:
    """Keep a secret under that name, in place of the one before. Raises NoKeychain."""
    with _asking() as keychain:
        keychain.set_password(SERVICE, name, secret)
        if keychain.get_password(SERVICE, name) != secret:
            raise NoKeychain(why="refused")


def forget(name: str) -> None:
    """Destroy the secret of that name, if there is one. Raises NoKeychain."""
    with _asking() as keychain:
        if keychain.get_password(SERVICE, name) is not None:
            keychain.delete_password(SERVICE, name)


@contextmanager
def _towards(deed: str) -> Iterator[None]:
    """Say with NoKeychain what comes to nothing by it."""
    try:
        yield
    except NoKeychain as problem:
        raise NoKeychain(**problem.values, deed=deed) from problem


@_towards("store")
def seal(text: str, row_id: str) -> str:
    """`text` encrypted (AES-256-GCM) for the row of that id, which is bound in: moved to another row it will not open.

    Each row has a key of its own, made on first use. Raises NoKeychain; then nothing may be stored.
    """
    import os

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = _key(row_id)
    if key is None:
        keep(_named(row_id), base64.b64encode(AESGCM.generate_key(256)).decode("ascii"))
        key = _key(row_id)
    if key is None:
        raise NoKeychain(why="refused")
    nonce = os.urandom(_NONCE)
    closed = AESGCM(key).encrypt(nonce, text.encode(), row_id.encode())
    return f"{_VERSION}:{base64.urlsafe_b64encode(nonce + closed).decode('ascii')}"


@_towards("open")
def unseal(sealed: str, row_id: str) -> str:
    """The text that was sealed for that row. Raises SealBroken (`why`: no_key, damaged) or NoKeychain."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    version, _, body = sealed.partition(":")
    key = _key(row_id)
    if key is None:
        raise SealBroken(why="no_key")
    try:
        closed = base64.b64decode(body, altchars=b"-_", validate=True)
        if version != _VERSION or len(closed) <= _NONCE:
            raise SealBroken(why="damaged")
        return AESGCM(key).decrypt(closed[:_NONCE], closed[_NONCE:], row_id.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken(why="damaged") from error


@_towards("forget")
def destroy_seal(row_id: str) -> None:
    """Destroy the key to that seal: no copy of what it sealed opens again, wherever it lies. Raises NoKeychain."""
    forget(_named(row_id))


def _named(row_id: str) -> str:
    return f"{SEAL} {row_id}"


def _key(row_id: str) -> bytes | None:
    held = kept(_named(row_id))
    if held is None:
        return None
    try:
        key = base64.b64decode(held, validate=True)
    except ValueError as error:
        raise SealBroken(why="no_key") from error
    if len(key) != 32:
        raise SealBroken(why="no_key")
    return key


@contextmanager
def _asking() -> "Iterator[KeyringBackend]":
    from keyring.errors import KeyringLocked

    keychain = _keychain()
    try:
        yield keychain
    except NoKeychain:
        raise
    except KeyringLocked as error:  # and whoever was asked to unlock it did not
        raise NoKeychain(why="locked") from error
    except Exception as error:  # each system's keychain has exceptions of its own, for refused and gone away
        raise NoKeychain(why="refused") from error


def _keychain() -> "KeyringBackend":
    """The first keychain that the system guards; never one that writes a file of its own."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
        several = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    except Exception as error:  # a backend that is named in the environment or in a file, and cannot be loaded
        raise NoKeychain(why="none") from error
    for backend in several:
        if type(backend).__module__ in _GUARDED:
            return backend
    raise NoKeychain(why="none")
