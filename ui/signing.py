"""The signing keys from the window: this computer's own, those of others with their names, and the check of a sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ui.i18n import tr
from ui.look import Look
from ui.session import Notice, Session

if TYPE_CHECKING:
    from ui.dialogs.signing import SigningDialog


class Signing(QObject):
    """Opens the dialog and does what it says. The keychain may keep one waiting, so everything runs in jobs."""

    def __init__(self, session: Session, look: Look, window: QWidget, show: Callable[[QDialog], object]) -> None:
        """`show` opens a dialog over the window, and throws it away once it is done with."""
        super().__init__(window)
        self._session, self._look, self._window, self._show = session, look, window, show
        self._dialog: SigningDialog | None = None

    def open(self, check: Callable[[], object]) -> None:
        """Show the keys; `check` asks for a sheet and says whether it is as it was made."""
        from ui.dialogs.signing import SigningDialog

        dialog = SigningDialog(self._look.theme, Path.home(), self._window)
        dialog.read_wanted.connect(self._read)
        dialog.take_in_wanted.connect(lambda path, name: self._do(lambda k: k.bring_in(self._path, path, name)))
        dialog.rename_wanted.connect(lambda key, name: self._do(lambda k: k.name_key(self._path, key, name)))
        dialog.remove_wanted.connect(lambda key: self._do(lambda k: k.remove(self._path, key)))
        dialog.give_out_wanted.connect(self._give_out)
        dialog.check_wanted.connect(dialog.accept)
        dialog.check_wanted.connect(check)
        self._dialog = dialog
        self._show(dialog)
        self._do(lambda _keys: None)

    @property
    def _path(self) -> Path:
        return self._session.paths.keys

    def _do(self, change: Callable[[Any], object]) -> None:
        """Change the keys known, then show them anew."""
        path = self._path

        def work(_progress: Any, _stop: Any) -> tuple[dict[str, str], str, bool]:
            from app.sheets import keys, proof
            from db.errors import NoKeychain

            change(keys)
            try:
                return keys.load(path), proof.own_key() or "", True
            except NoKeychain:
                return keys.load(path), "", False

        def show(found: tuple[dict[str, str], str, bool]) -> None:
            known, own, keychain = found
            if self._dialog is not None and shiboken6.isValid(self._dialog):
                self._dialog.show_keys(known, own, keychain=keychain)

        self._session.jobs.start(tr("Looking at the keys"), work, show, self._session.problem.emit)

    def _read(self, path: Path) -> None:
        def work(_progress: Any, _stop: Any) -> tuple[str, str]:
            from app.sheets import keys

            return keys.look(path)

        def ask(found: tuple[str, str]) -> None:
            if self._dialog is not None and shiboken6.isValid(self._dialog):
                self._dialog.ask_name(path, *found)

        self._session.jobs.start(tr("Reading {name}", name=path.name), work, ask, self._session.problem.emit)

    def _give_out(self, file: Path) -> None:
        who, path = self._session.who, self._path

        def work(_progress: Any, _stop: Any) -> str:
            from app.sheets import keys

            return keys.give_out(path, file, who).fingerprint

        def tell(mark: str) -> None:
            said = tr("Your key is in {name}. Its fingerprint, to be read out: {mark}.", name=file.name, mark=mark)
            self._session.noticed.emit(Notice("done", said))
            self._do(lambda _keys: None)

        self._session.jobs.start(tr("Writing {name}", name=file.name), work, tell, self._session.problem.emit)
