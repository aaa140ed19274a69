"""What leaves the desk: the quote sheet, and the sign-off."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from app import edits
from db.records import QuoteId
from ui.i18n import tr
from ui.look import Look
from ui.session import Notice, Session
from ui.showing import open_dialog
from ui.signing import Signing
from ui.theme import Theme

_FOLDER = "export.folder"


class Leaving(QObject):
    """Opens the two dialogs and does what they say: a sheet is gathered here, written in a job."""

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window
        self.signing = Signing(session, look, window, self._open_over)

    def export(self) -> None:
        """Ask how to export, then write the sheet."""
        if self._session.desk is None or not self._session.drafts.flush():
            return
        from app import comparing
        from ui.dialogs.export import ExportDialog

        dialog = ExportDialog(
            self._look.theme,
            self._session.desk,
            self._gather,
            self._session.jobs,
            self._window,
            policies=comparing.policy_names(self._session.paths.policies),
            folder=self._folder(),
            remembered=self._session.place,
            templates=self._session.paths.templates,
        )
        dialog.write_wanted.connect(self.write)
        dialog.remember_wanted.connect(self._session.keep_places)
        dialog.quote_wanted.connect(lambda quote_id: self._session.select(QuoteId(quote_id)))
        self._open_over(dialog, dimmed=True)

    def _folder(self) -> Path:
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(self._session.place(_FOLDER) or documents or Path.home())

    def _gather(self, policy: str, choice: Any) -> Any:
        from app import sheets

        session = self._session
        assert session.desk is not None
        return sheets.make(session.project, session.desk, session.paths, choice, policy=policy)

    def write(self, sheet: Any, path: Path) -> None:
        """Sign and write the sheet in a job; the file appears whole or not at all."""
        paths, who = self._session.paths, self._session.who

        def work(progress: Any, stop: Any) -> tuple[Path, bool]:
            from app import sheets
            from app.sheets import keys
            from db.errors import Cancelled

            progress(0, 2)
            own = keys.signer(paths.keys, who)  # the keychain may ask the person first
            if stop():
                raise Cancelled()
            progress(1, 2)
            sheets.write(sheets.keyed(sheet, own), path, template_folder=paths.templates, signer=own, stop=stop)
            return path, own is not None

        self._session.keep_places({_FOLDER: str(path.parent)})
        name = tr("Writing {name}", name=path.name)
        counting = tr("Writing {name}, step {{done}} of {{of}}", name=path.name.replace("{", "").replace("}", ""))
        self._session.jobs.start(name, work, self._written, self._session.problem.emit, counting=counting)

    def _written(self, done: tuple[Path, bool]) -> None:
        path, signed = done

        def show() -> None:
            from PySide6.QtCore import QUrl
            from PySide6.QtGui import QDesktopServices

            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        text = tr("Sheet written and signed: {name}.", name=path.name)
        if not signed:
            unsigned = "Sheet written: {name}. No keychain answers here, so it is not signed with a key."
            text = tr(unsigned, name=path.name)
        self._session.noticed.emit(Notice("done", text, tr("Show it"), show))

    def sign_off(self) -> None:
        """Show what the sign-off rests on, and ask for it; it is never one key."""
        desk = self._session.desk
        if desk is None or not self._session.drafts.flush():
            return
        from ui.dialogs.sign_off import SignOffDialog

        dialog = SignOffDialog(self._look.theme, desk, self._session.who, self._window)
        dialog.sign_wanted.connect(self.sign)
        dialog.quote_wanted.connect(lambda quote_id: self._session.select(QuoteId(quote_id)))
        self._open_over(dialog)

    def sign(self, reason: str = "") -> bool:
        """Sign the open article off. False where the desk refuses, which is said."""
        desk = self._session.desk
        if desk is None:
            return False
        kept = self._session.apply(lambda: edits.sign_off(desk, who=self._session.who, reason=reason))
        if kept:
            said = tr("Signed off by {who}. Any change from now on opens the article again.", who=self._session.who)
            self._session.noticed.emit(Notice("done", said, tr("Export…"), self.export))
        return kept

    def _open_over(self, dialog: QDialog, *, dimmed: bool = False) -> None:
        """Only an export dims the window: it leaves the desk."""
        if dimmed:
            veil = Veil(self._look.theme, self._window)
            dialog.finished.connect(veil.deleteLater)
        open_dialog(dialog)


class Veil(QWidget):
    """Dims the window behind a dialog."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's shadow."""
        self._theme = theme
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dimmed window."""
        painter = QPainter(self)
        veil = QColor(self._theme.shadow)
        veil.setAlphaF(0.5 if self._theme.dark else 0.34)
        painter.fillRect(self.rect(), veil)
        painter.end()
