"""Known problems, one class each. None holds a sentence: ui.messages says each in the reader's language.

`code` is stable (scripts and tests use it); `values` are the particulars that a sentence may name.
`refusal` tells the two exit statuses apart: True where the answer is no (1), False where the environment is at
fault (3).
"""


class KnownProblem(Exception):
    """The base of all of them. Nothing is lost and nothing is half written when one is raised."""

    code = "problem"
    refusal = False

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values


class Refused(KnownProblem):
    """A rule of the desk says no: `reason` is a code of app.workflow.Reason."""

    code = "refused"
    refusal = True


class StaleEdit(KnownProblem):
    """Somebody else changed the row since it was read. Holds table, id, mine and theirs."""

    code = "stale_edit"
    refusal = True


class NoSuch(KnownProblem):
    """An id or prefix that fits nothing, or (`several=True`) more than one record."""

    code = "no_such"
    refusal = True


class Unreadable(KnownProblem):
    """A file that cannot be read as what it claims: `why` is a code (empty, damaged, encrypted, folder, …)."""

    code = "unreadable"


class Unfetched(KnownProblem):
    """A page of the web that was not fetched: `name` is its host, `why` a code (off, offline, private, timeout, …)."""

    code = "unfetched"


class BrokenPolicy(KnownProblem):
    """A policy file that cannot be used; holds name, line and why."""

    code = "broken_policy"


class BrokenTemplate(KnownProblem):
    """A sheet template that cannot be used; holds name, line and why."""

    code = "broken_template"


class BrokenSettings(KnownProblem):
    """The file of preferences cannot be used; holds name and path. The defaults stand, and the file is kept aside."""

    code = "broken_settings"


class LibraryDamaged(KnownProblem):
    """The library failed its integrity check; it is left untouched."""

    code = "library_damaged"


class LibraryTooNew(KnownProblem):
    """The library was written by a newer OnRecord; it is left untouched."""

    code = "library_too_new"


class LibraryUnusable(KnownProblem):
    """The library cannot be opened or written: `why` is a code (locked, read_only, full, not_a_library, …)."""

    code = "library_unusable"


class LibraryLocked(KnownProblem):
    """The library is encrypted and its key is not at hand; holds name and path."""

    code = "library_locked"


class WrongKey(KnownProblem):
    """The passphrase or recovery code does not open this library; nothing was tried on the library itself."""

    code = "wrong_key"


class PassphraseTooShort(KnownProblem):
    """The passphrase has fewer than `n` characters."""

    code = "passphrase_too_short"
    refusal = True


class CannotWrite(KnownProblem):
    """An output file cannot be written: `why` is a code."""

    code = "cannot_write"


class NoKeychain(KnownProblem):
    """The system's keychain does not serve: `why` (none, locked, refused), and what is not done (`deed`)."""

    code = "no_keychain"


class SealBroken(KnownProblem):
    """A sealed identity cannot be opened: its key is gone, or the text was tampered with."""

    code = "seal_broken"


class NamesUnknown(KnownProblem):
    """Sealed names that cannot be opened here, so that nothing can keep them out of a sheet: `code_names`, `why`."""

    code = "names_unknown"


class Cancelled(KnownProblem):
    """The user cancelled a job."""

    code = "cancelled"
    refusal = True
