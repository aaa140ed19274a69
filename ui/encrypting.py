"""Encrypting the open library from the window, and giving it another passphrase."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app import encryption, secrets
from db.errors import KnownProblem
from ui.i18n import tr
from ui.look import Look
from ui.messages import words
from ui.session import Session


class Encrypting(QObject):
    """The library is let go of while a job writes it anew, and taken up again whatever comes of it."""

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

    def _ask(self, *, renewed: bool) -> None:
        from ui.dialogs.passphrase import NewPassphrase

        dialog = NewPassphrase(self._look.theme, self._window, renewed=renewed, keychain=secrets.available())
        dialog.wanted.connect(lambda present, new, keep: self._begin(dialog, present, new, keep))
        self._show(dialog)

    def _begin(self, dialog: Any, present: str, new: str, keep: bool) -> None:
        session, library = self._session, self._session.project.path
        if session.jobs.running or not session.drafts.flush():
            dialog.tell(tr("Something else is still being done with the library. Try again in a moment."))
            return
        try:
            if present:
                encryption.unlock(library, present)
            session.rest()
        except KnownProblem as problem:
            dialog.tell(words(problem))
            return

        def work(_progress: Any, _stop: Any) -> encryption.Sealed:
            if present:
                encryption.unlock(library, present)
            return encryption.encrypt(library, new, in_keychain=keep)

        def done(made: encryption.Sealed) -> None:
            session.wake()
            dialog.done_with()
            self.show_code(made)

        def failed(problem: BaseException) -> None:
            session.wake()
            if isinstance(problem, KnownProblem):
                dialog.tell(words(problem))
            else:
                dialog.done_with()
                session.problem.emit(problem)

        session.jobs.start(tr("Encrypting"), work, done, failed)

    def show_code(self, made: encryption.Sealed) -> None:
        """The recovery code, and what still lies there unencrypted."""
        from ui.dialogs.passphrase import RecoveryCode

        dialog = RecoveryCode(self._look.theme, made, self._session.project.name, self._window)

        def remove() -> None:
            try:
                encryption.destroy(made.plain)
            except KnownProblem as problem:
                self._session.problem.emit(problem)
                return
            dialog.removed(len(made.plain))

        dialog.remove_wanted.connect(remove)
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _how: dialog.deleteLater())
        dialog.open()
