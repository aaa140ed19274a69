"""Confidential sources in the window: who they are on request, how long they are kept, holding and forgetting them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import edits
from db.changes import Edit
from db.errors import KnownProblem
from db.records import Source, SourceId
from ui.i18n import count, tr
from ui.look import Look
from ui.messages import words
from ui.session import Notice, Session
from ui.showing import open_dialog

if TYPE_CHECKING:
    from app import sources
    from ui.dialogs.custody import CustodyDialog


class Custody(QObject):
    """Opens the dialog of one confidential source and does what it says; and tells which are past their day."""

    changed = Signal()

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window

    def open(self, source_id: SourceId, over: QWidget | None = None) -> None:
        """Show that source."""
        from ui.dialogs.custody import CustodyDialog

        session = self._session
        dialog = CustodyDialog(self._look.theme, session.project.source(source_id), over or self._window)
        who = session.who

        def write(made: Callable[[Source], Edit]) -> None:
            self._try(dialog, lambda: session.project.apply(made(session.project.source(source_id))))

        dialog.reveal_wanted.connect(lambda why: self._reveal(dialog, why))
        dialog.forget_wanted.connect(lambda: self._forget(dialog))
        dialog.keep_wanted.connect(lambda day: write(lambda source: edits.keep_source(source, day, who=who)))
        dialog.hold_wanted.connect(lambda why: write(lambda source: edits.hold_source(source, why, who=who)))
        dialog.release_wanted.connect(lambda: write(lambda source: edits.release_source(source, who=who)))
        open_dialog(dialog)

    def _try(self, dialog: "CustodyDialog", deed: Callable[[], object]) -> bool:
        """Do it and show what came of it; False where it was refused, which is said in the dialog."""
        try:
            deed()
        except KnownProblem as problem:
            dialog.left.show_words("error", words(problem))
            dialog.left.show()
            return False
        dialog.left.hide()
        dialog.show_source(self._session.project.source(dialog.source.id))
        self.changed.emit()
        return True

    def _reveal(self, dialog: "CustodyDialog", why: str) -> None:
        from app import sources

        project = self._session.project
        told: list[sources.Identity] = []
        if self._try(dialog, lambda: told.append(sources.reveal(project, dialog.source.id, why, self._session.who))):
            dialog.show_identity(told[0])

    def _forget(self, dialog: "CustodyDialog") -> None:
        from app import sources

        project = self._session.project
        if not dialog.sure:
            left: list[sources.Left] = []
            if self._try(dialog, lambda: left.append(self._left(dialog.source.id))):
                dialog.show_left(left[0])
        elif self._try(dialog, lambda: sources.forget(project, dialog.source.id, self._session.who)):
            dialog.cover()

    def _left(self, source_id: SourceId) -> "sources.Left":
        """Where the name stands besides; nowhere that can be told where its seal does not open any more."""
        from app import sources
        from db.errors import SealBroken

        try:
            return sources.left_in_clear(self._session.project, source_id)
        except SealBroken:
            return sources.Left(0, 0)

    def tell_overdue(self, show: Callable[[], object]) -> None:
        """Say, with a way to see them, how many sources are past their retention date."""
        held = [one for one in self._session.project.sources() if one.keep_until]
        if not held:
            return
        from app import sources

        past = sources.overdue(held, date.today())
        if past:
            text = count(len(past), "1 confidential source is past its retention date.",
                         "{n} confidential sources are past their retention date.")  # fmt: skip
            self._session.noticed.emit(Notice("warning", text, tr("Sources…"), show))
