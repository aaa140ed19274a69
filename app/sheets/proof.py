"""Proof of a sheet: hashes that show a change and where, and a signature (Ed25519) that shows whose key made it.

The data sheet carries its own proof; any other format has it beside it, in a file of the same name and ".sig". The
signing key is made on first use and kept in the system's keychain, never anywhere else.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app import secrets
from app.sheets import data
from db.errors import Unreadable

KEY: Final = "signing"  # the name of the key in the keychain
SIGNATURE: Final = "onrecord-signature/1"
PUBLIC: Final = "onrecord-key/1"
ENDING: Final = ".sig"
_KEY_BYTES: Final = 32
_MOST: Final = 100_000  # bytes; a proof holds a few hundred


@dataclass(frozen=True, slots=True)
class Signer:
    """A key to sign with. `key` is its public half, base64; `name` is who says it is theirs."""

    name: str
    key: str
    private: bytes

    @property
    def fingerprint(self) -> str:
        """The public key as a person can compare it: "9f2c 41d0 7be3 0a58"."""
        return fingerprint(self.key)

    def sign(self, digest: str, at: str) -> dict[str, str]:
        """A signature over this digest, the name and the time."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        told = {"algorithm": "Ed25519", "key": self.key, "name": self.name, "at": at}
        signed = Ed25519PrivateKey.from_private_bytes(self.private).sign(_message(told, digest))
        return {**told, "value": base64.b64encode(signed).decode()}


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying a file came to.

    `changed` says where it is not as it was: "head", "rows/3" (the third row), "evidence", "foot", "choice", "text",
    "contents" (of a file with its proof beside it), "hash" or "signature". `signed_by` is the name of a known key, else
    the fingerprint of the key, "" where nothing is signed; `known` says which. `claimed` is the name the signature
    itself gives, which proves nothing.
    """

    file: str
    intact: bool
    changed: tuple[str, ...]
    signed: bool
    signed_by: str
    known: bool
    claimed: str
    key: str
    signed_at: str


def signer(name: str) -> Signer:
    """The key of this machine's keychain, made on first use. Raises NoKeychain: then a sheet stays unsigned."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    held = secrets.kept(KEY)
    if held is not None and len(_raw(held)) == _KEY_BYTES:
        return signer_of(name, _raw(held))
    raw = Ed25519PrivateKey.generate().private_bytes_raw()
    secrets.keep(KEY, base64.b64encode(raw).decode())
    return signer_of(name, raw)


def own_key() -> str | None:
    """The public half of this machine's key; None where none was made yet. Raises NoKeychain."""
    held = secrets.kept(KEY)
    return signer_of("", _raw(held)).key if held is not None and len(_raw(held)) == _KEY_BYTES else None


def signer_of(name: str, private: bytes) -> Signer:
    """A signer out of a private key's 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return Signer(name, base64.b64encode(public).decode(), private)


def fingerprint(key: str) -> str:
    """The start of the hash of a public key, in groups."""
    start = hashlib.sha256(base64.b64decode(key)).hexdigest()[:16]
    return " ".join(start[at : at + 4] for at in range(0, 16, 4))


def public_key(own: Signer) -> bytes:
    """The public half as a file to give away."""
    return _json({"schema": PUBLIC, "name": own.name, "key": own.key})


def read_key(content: bytes, name: str = "") -> tuple[str, str]:
    """The name and the key out of such a file. Raises Unreadable where it is none."""
    told = checked_object(content, PUBLIC, name)
    key, whose = told.get("key"), told.get("name")
    if not isinstance(key, str) or not isinstance(whose, str) or not is_key(key):
        raise Unreadable(why="damaged", name=name)
    return whose, key


def is_key(text: str) -> bool:
    """Whether this is a public key: 32 bytes in base64."""
    return len(_raw(text)) == _KEY_BYTES


def beside(path: Path) -> Path:
    """Where the proof of a file stands."""
    return path.with_name(path.name + ENDING)


def is_proof(path: Path) -> bool:
    """Whether the file is a proof of ours, and not somebody else's ".sig"."""
    try:
        return path.stat().st_size < _MOST and checked_object(path.read_bytes(), SIGNATURE, path.name) is not None
    except (OSError, Unreadable):
        return False


def sidecar(content: bytes, own: Signer, at: str) -> bytes:
    """The proof of a file's bytes, to stand beside it."""
    digest = hashlib.sha256(content).hexdigest()
    return _json({"schema": SIGNATURE, "sha256": digest, "signature": own.sign(digest, at)})


def verify(path: Path, keys: Mapping[str, str] | None = None) -> Report:
    """Whether a sheet is as it was when it was made. `keys` maps public keys (base64) to the names given to them.

    Raises Unreadable: "missing", "folder", "damaged", "not_a_sheet", "unknown_version", or "no_proof" where a file that
    is no data sheet has no ".sig" beside it.
    """
    if path.suffix == ENDING:
        path = path.with_name(path.name.removesuffix(ENDING))
    known = keys or {}
    proof = beside(path)
    if proof.exists():
        return _verify_beside(path, proof, known)
    if path.suffix.lower() != ".json":
        content(path)
        raise Unreadable(why="no_proof", name=path.name)
    return _verify_inside(path, known)


def verify_content(name: str, content: bytes, keys: Mapping[str, str]) -> Report:
    """The same of a data sheet's bytes, by the signature inside. Raises Unreadable, as `verify` does."""
    whole = data.parse(content, name)
    changed, signature = data.changes(whole), whole.get("signature")
    if signature is None and _says_signed(whole):
        changed = [*changed, "signature"]  # it was taken off
    return _report(name, changed, signature, str(whole.get("hash")), keys)


def _says_signed(whole: Mapping[str, Any]) -> bool:
    """Whether the sheet itself says that it was signed with a key."""
    sheet = whole.get("sheet")
    foot = sheet.get("foot") if isinstance(sheet, dict) else None
    return isinstance(foot, dict) and bool(foot.get("key"))


def _verify_beside(path: Path, proof: Path, known: Mapping[str, str]) -> Report:
    told = checked_object(content(proof), SIGNATURE, proof.name)
    digest = hashlib.sha256(content(path)).hexdigest()
    changed = [] if told.get("sha256") == digest else ["contents"]
    return _report(path.name, changed, told.get("signature"), str(told.get("sha256")), known)


def _verify_inside(path: Path, known: Mapping[str, str]) -> Report:
    return verify_content(path.name, content(path), known)


def _report(name: str, changed: list[str], signature: Any, digest: str, known: Mapping[str, str]) -> Report:
    if signature is None:
        return Report(name, not changed, tuple(changed), False, "", False, "", "", "")
    told = signature if isinstance(signature, dict) else {}
    if not _valid(told, digest):
        changed = [*changed, "signature"]
    key = str(told.get("key", ""))
    mark = fingerprint(key) if is_key(key) else ""
    held = "signature" not in changed
    whose = known.get(key, mark) if held else ""
    claimed, at = str(told.get("name", "")), str(told.get("at", ""))
    return Report(name, not changed, tuple(changed), True, whose, held and key in known, claimed, mark, at)


def key_of(signature: Any, digest: str) -> str:
    """The public key whose signature of this digest that is; "" where it is none, or does not hold."""
    told = signature if isinstance(signature, dict) else {}
    return str(told["key"]) if _valid(told, digest) else ""


def _valid(told: Mapping[str, Any], digest: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if told.get("algorithm") != "Ed25519" or not is_key(str(told.get("key", ""))):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(_raw(str(told["key"])))
        key.verify(_raw(str(told.get("value", ""))), _message(told, digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(told: Mapping[str, Any], digest: str) -> bytes:
    """What is signed: the digest with all that the signature says of itself."""
    signed = {name: told.get(name) for name in ("algorithm", "key", "name", "at")}
    return data.canonical({"schema": SIGNATURE, "digest": digest, **signed})


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def checked_object(content: bytes, schema: str, name: str) -> dict[str, Any]:
    """The JSON object of this schema out of a file's bytes. Raises Unreadable (damaged) where it is none."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(why="damaged", name=name) from problem
    if not isinstance(told, dict) or told.get("schema") != schema:
        raise Unreadable(why="damaged", name=name)
    return told


def content(path: Path) -> bytes:
    """A file's bytes. Raises Unreadable: "missing", "folder", "permission"."""
    try:
        return path.read_bytes()
    except IsADirectoryError as problem:
        raise Unreadable(why="folder", name=path.name) from problem
    except FileNotFoundError as problem:
        raise Unreadable(why="missing", name=path.name) from problem
    except OSError as problem:
        raise Unreadable(why="permission", name=path.name) from problem
