"""Verbs that encrypt a library, give it another passphrase, or make it plain again."""

from collections.abc import Iterator
from pathlib import Path

from app import encryption
from db import own
from db.errors import LibraryUnusable
from ui.commands import passphrase
from ui.commands.call import DONE, Call
from ui.i18n import count, tr


def encrypt(call: Call) -> int:
    """`encrypt`: the library encrypted, or a new one that is. Prints the recovery code, once."""
    library = call.library
    if encryption.is_encrypted(library):
        raise LibraryUnusable(why="encrypted", name=library.name, path=str(library))
    words = passphrase.new(library, call.environ, renewed=False)
    if library.exists():
        made = encryption.encrypt(library, words, in_keychain=not call.args.no_keychain)
    else:
        own.folder(library.parent)
        made = encryption.create(library, words, in_keychain=not call.args.no_keychain)
    return _tell(call, made)


def rekey(call: Call) -> int:
    """`rekey`: another passphrase, key and recovery code; the library is encrypted anew."""
    library = _encrypted(call)
    words = passphrase.new(library, call.environ, renewed=True)
    return _tell(call, encryption.encrypt(library, words, in_keychain=not call.args.no_keychain))


def decrypt(call: Call) -> int:
    """`decrypt`: the library plain again."""
    library = _encrypted(call)
    encryption.decrypt(library)
    said = tr("{name} is no longer encrypted. Its older backups are: keep their passphrase.", name=library.name)
    call.answer({"library": library, "encrypted": False}, iter([said]))
    return DONE


def _encrypted(call: Call) -> Path:
    """The library, once whoever acts has shown that they know its passphrase."""
    if not encryption.is_encrypted(call.library):
        raise LibraryUnusable(why="not_encrypted", name=call.library.name, path=str(call.library))
    passphrase.prove(call.library, call.environ)
    return call.library


def _tell(call: Call, made: encryption.Sealed) -> int:
    if call.args.remove_plain:
        encryption.destroy(made.plain)

    def lines() -> Iterator[str]:
        yield tr("{name} is encrypted. Its recovery code, which is not shown again:", name=call.library.name)
        yield f"    {made.code}"
        yield tr("Write it down. Whoever loses both the passphrase and this code loses the library.")
        yield where(made)
        if made.plain and call.args.remove_plain:
            yield removed(len(made.plain))
        elif made.plain:
            yield left_plain(len(made.plain))

    shown = {"library": call.library, "encrypted": True, "recovery_code": made.code, "in_keychain": made.in_keychain}
    call.answer({**shown, "plain": () if call.args.remove_plain else made.plain}, lines())
    return DONE


def where(made: encryption.Sealed) -> str:
    """Whether the passphrase is asked for next time."""
    if made.in_keychain:
        return tr("This computer’s keychain keeps the key, so the passphrase is not asked for here.")
    return tr("The key is not in a keychain: the passphrase is asked for each time.")


def left_plain(n: int) -> str:
    """That backups of before lie there unencrypted."""
    return count(
        n,
        "1 backup of before is not encrypted. Delete it (--remove-plain), or keep it where nobody else comes.",
        "{n} backups of before are not encrypted. Delete them (--remove-plain), or keep them where nobody else comes.",
    )


def removed(n: int) -> str:
    """That those were deleted, and what this does not promise."""
    done = count(n, "1 unencrypted backup was written over and deleted.",
                 "{n} unencrypted backups were written over and deleted.")  # fmt: skip
    return done + " " + tr("An SSD, a snapshot or a synced folder may still hold what they were.")
