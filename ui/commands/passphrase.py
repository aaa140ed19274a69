"""How the command line comes by a passphrase: from a file that was named, or asked for without showing it.

Never from the arguments, which every other program on the machine may read.
"""

import getpass
import sys
from collections.abc import Mapping
from pathlib import Path

from app import encryption
from db.errors import LibraryLocked, WrongKey
from ui.i18n import tr

PRESENT, NEW = "ONRECORD_PASSPHRASE_FILE", "ONRECORD_NEW_PASSPHRASE_FILE"


def unlock(library: Path, environ: Mapping[str, str]) -> None:
    """Have the key of an encrypted library at hand: from the keychain, else by its passphrase or recovery code.

    Raises WrongKey, or LibraryLocked where there is nobody to ask.
    """
    if not encryption.unlock_from_keychain(library) and encryption.is_locked(library):
        _unlock_by_words(library, environ)


def prove(library: Path, environ: Mapping[str, str]) -> None:
    """As `unlock`, but by the passphrase or recovery code even where the keychain keeps the key.

    Whoever sits down at an unlocked computer must not be able to take the encryption off, or to change the passphrase.
    Only where the key file is lost, so that there is nothing to hold words against, does the keychain do.
    """
    if encryption.has_passphrase(library):
        _unlock_by_words(library, environ)
    else:
        unlock(library, environ)


def _unlock_by_words(library: Path, environ: Mapping[str, str]) -> None:
    words = _from_file(environ.get(PRESENT)) or _asked(tr("Passphrase of {name}: ", name=library.name))
    if not words:
        raise LibraryLocked(name=library.name, path=str(library))
    encryption.unlock(library, words)


def new(library: Path, environ: Mapping[str, str], *, renewed: bool) -> str:
    """A passphrase for the library, asked for twice. Raises LibraryLocked, or WrongKey where the two differ."""
    given = _from_file(environ.get(NEW if renewed else PRESENT))
    if given:
        return given
    words = _asked(tr("New passphrase for {name}: ", name=library.name))
    if not words:
        raise LibraryLocked(why="new", name=library.name, path=str(library))
    if _asked(tr("The same again: ")) != words:
        raise WrongKey(why="differ", name=library.name, path=str(library))
    return words


def _from_file(name: str | None) -> str:
    """The first line of the file; it may be one that another program writes, such as /dev/fd/3."""
    if not name:
        return ""
    try:
        return Path(name).read_text("utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError) as error:
        raise LibraryLocked(why="no_file", name=Path(name).name, path=name) from error


def _asked(prompt: str) -> str:
    return getpass.getpass(prompt) if sys.stdin is not None and sys.stdin.isatty() else ""
