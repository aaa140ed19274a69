"""Encrypting the open library from the window, and giving it another passphrase."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import KnownProblem
from ui.i18n import tr
from ui.look import Look
from ui.messages import words
from ui.session import Notice, Session
from ui.showing import ask_place, open_dialog

if TYPE_CHECKING:
    from app import encryption


class Encrypting(QObject):
    """The library is let go of while a job writes it anew, and taken up again whatever comes of it."""

    made = Signal(object)  # Path: a new library, whose code was shown

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window

    def why_not_encrypt(self) -> str:
        """It must be plain."""
        return tr("This library is encrypted already.") if self._session.project.encrypted else ""

    def why_not_change(self) -> str:
        """It must be encrypted."""
        return "" if self._session.project.encrypted else tr("This library is not encrypted.")

    def encrypt(self) -> None:
        """Ask for a passphrase, and encrypt the library."""
        self._ask(renewed=False)

    def change(self) -> None:
        """Ask for the present passphrase and a new one, and encrypt the library anew."""
        self._ask(renewed=True)

    def take_off(self) -> None:
        """Ask for the passphrase, and make the library plain again."""
        from app import encryption
        from ui.dialogs.passphrase import TakeOff

        dialog = TakeOff(self._look.theme, self._window)
        library = self._session.project.path
        dialog.wanted.connect(
            lambda present: self._begin(
                dialog, present, tr("Taking the encryption off"), partial(encryption.decrypt, library), self._plain
            )
        )
        open_dialog(dialog)

    def new(self) -> None:
        """Ask where a new encrypted library should lie."""
        title = tr("New encrypted library")
        ask_place(self._window, title, "*.onrecord", self.new_at, ending=".onrecord", refused=True)

    def new_at(self, library: Path) -> None:
        """Ask for the passphrase of a library that is made there, and open it."""
        from app import encryption, secrets
        from ui.dialogs.passphrase import NewPassphrase

        theme, keychain = self._look.theme, secrets.available()
        dialog = NewPassphrase(theme, self._window, new=library.stem, keychain=keychain)

        def begin(_present: str, words_: str, keep: bool) -> None:
            def done(made: "encryption.Sealed") -> None:
                dialog.done_with()
                self.show_code(made, library)

            make = partial(encryption.create, library, words_, in_keychain=keep)
            self._session.jobs.start(
                tr("Encrypting"), lambda _progress, _stop: make(), done, partial(self._refused, dialog)
            )

        dialog.wanted.connect(begin)
        open_dialog(dialog)

    def _ask(self, *, renewed: bool) -> None:
        from app import encryption, secrets
        from ui.dialogs.passphrase import NewPassphrase

        dialog = NewPassphrase(self._look.theme, self._window, renewed=renewed, keychain=secrets.available())
        library = self._session.project.path

        def begin(present: str, new: str, keep: bool) -> None:
            make = partial(encryption.encrypt, library, new, in_keychain=keep)
            self._begin(dialog, present, tr("Encrypting"), make, self.show_code)

        dialog.wanted.connect(begin)
        open_dialog(dialog)

    def _begin(
        self, dialog: Any, present: str, doing: str, make: Callable[[], Any], then: Callable[[Any], object]
    ) -> None:
        """Let go of the library, have it written in a job, and take it up again."""
        from app import encryption

        session, library = self._session, self._session.project.path
        if session.jobs.running or not session.drafts.flush():
            dialog.tell(tr("Something else is still being done with the library. Try again in a moment."))
            return
        session.rest()  # its key stays at hand: a passphrase that does not fit leaves all as it is

        def work(_progress: Any, _stop: Any) -> Any:
            if present:
                encryption.unlock(library, present)
            return make()

        def done(made: Any) -> None:
            session.wake()
            dialog.done_with()
            then(made)

        def failed(problem: BaseException) -> None:
            session.wake()
            self._refused(dialog, problem)

        session.jobs.start(doing, work, done, failed)

    def _refused(self, dialog: Any, problem: BaseException) -> None:
        if isinstance(problem, KnownProblem):
            dialog.tell(words(problem))
        else:
            dialog.done_with()
            self._session.problem.emit(problem)

    def _plain(self, _nothing: object) -> None:
        said = tr("This library is no longer encrypted. Its older backups are: keep their passphrase.")
        self._session.noticed.emit(Notice("done", said))

    def show_code(self, made: "encryption.Sealed", new: Path | None = None) -> None:
        """The recovery code, and what still lies there unencrypted; a `new` library is opened afterwards."""
        from app import encryption
        from ui.dialogs.passphrase import RecoveryCode

        name = new.stem if new is not None else self._session.project.name
        dialog = RecoveryCode(self._look.theme, made, name, self._window)
        if new is not None:
            dialog.finished.connect(lambda _how: self.made.emit(new))

        def remove() -> None:
            try:
                encryption.destroy(made.plain)
            except KnownProblem as problem:
                self._session.problem.emit(problem)
                return
            dialog.removed(len(made.plain))

        dialog.remove_wanted.connect(remove)
        open_dialog(dialog)
