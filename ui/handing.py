"""Handing an article over in one file, and taking one in: by the menu, by dropping it, by naming it at the start."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import KnownProblem
from ui.clashing import Clashing
from ui.i18n import count, tr
from ui.look import Look
from ui.session import Notice, Session
from ui.showing import ask_file, ask_place, kinds, open_dialog

if TYPE_CHECKING:
    from app.pack import Pack

ENDING = ".onrecordpack"
_PACKS = "*.onrecordpack"


class Handing(QObject):
    """What is taken in is shown first, and what both sides changed is asked about afterwards."""

    def __init__(self, session: Session, clashing: Clashing, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._clashing, self._look, self._window = session, clashing, look, window

    def hand_over(self) -> None:
        """Ask where to, and write the open article's pack there."""
        desk = self._session.desk
        if desk is None or not self._session.drafts.flush():
            return
        name, title = _file_name(desk.article.headline) + ENDING, tr("Hand over this article")
        ask_place(self._window, title, kinds(tr("Packs"), _PACKS), self.hand_over_to, ending=ENDING, name=name)

    def hand_over_to(self, path: Path) -> None:
        """Write the open article's pack in a job, signed where a keychain answers.

        The job looks into the library by itself, to read only: its whole history may take a while.
        """
        session = self._session
        if session.desk is None:
            return
        library, article_id, who, folder = (
            session.project.path,
            session.desk.article.id,
            session.who,
            session.paths.keys,
        )

        def work(_progress: Any, _stop: Any) -> tuple[str, bool]:
            from app import pack
            from app.project import Project
            from app.sheets import keys

            own = keys.signer(folder, who)
            with Project.look(library) as project:
                return pack.pack(project, article_id, path, own).path.name, own is not None

        def tell(made: tuple[str, bool]) -> None:
            name, signed = made
            said = tr("Packed and signed: {name}.", name=name)
            if not signed:
                said = tr("Packed: {name}. No keychain answers here, so it is not signed.", name=name)
            session.noticed.emit(Notice("done", said))

        session.jobs.start(tr("Packing"), work, tell, session.problem.emit)

    def choose(self) -> None:
        """Ask for a pack."""
        ask_file(self._window, tr("Take in a pack"), kinds(tr("Packs"), _PACKS), self.take_in)

    def take_in(self, path: Path) -> None:
        """Read it in a job, and show what it would change."""

        def work(_progress: Any, _stop: Any) -> "Pack":
            from app import pack

            return pack.read(path)

        self._session.jobs.start(tr("Reading {name}", name=path.name), work, self._show, self._session.problem.emit)

    def _show(self, held: "Pack") -> None:
        from app import pack
        from app.sheets import keys
        from ui.dialogs.take_in import TakeInDialog
        from ui.proofs import packed_by

        if not self._session.drafts.flush():
            return
        try:
            coming = pack.preview(self._session.project, held)
            whose = packed_by(held, keys.load(self._session.paths.keys))
        except KnownProblem as problem:
            self._session.problem.emit(problem)
            return
        dialog = TakeInDialog(self._look.theme, coming, whose, self._window)
        dialog.wanted.connect(lambda: self._bring_in(held))
        open_dialog(dialog)

    def _bring_in(self, held: "Pack") -> None:
        from app import pack

        session = self._session
        try:
            came = pack.bring_in(session.project, held, session.who)
        except KnownProblem as problem:
            session.problem.emit(problem)
            return
        session.open_article(came.article_id)
        said = count(came.edits, "Taken in: 1 edit that was new here.", "Taken in: {n} edits that were new here.")
        if came.edits or not came.conflicts:
            session.noticed.emit(Notice("done", said if came.edits else tr("Taken in. Nothing was new here.")))
        if came.conflicts:
            self._clashing.ask_of_pack(held, came.conflicts)


def _file_name(headline: str) -> str:
    """A headline as a file's name that every system takes."""
    return re.sub(r"[^\w-]+", "-", headline)[:60].strip("-").lower() or "article"
