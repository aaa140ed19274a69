"""Confidential sources in the window: who they are on request, how long they are kept, holding and forgetting them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import edits, sources
from db.changes import Edit
from db.errors import KnownProblem
from db.records import Source, SourceId
from ui.i18n import count, tr
from ui.look import Look
from ui.messages import words
from ui.session import Notice, Session


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

        def tried(deed: Callable[[], object]) -> bool:
            try:
                deed()
            except KnownProblem as problem:
                dialog.left.show_words("error", words(problem))
                dialog.left.show()
                return False
            dialog.left.hide()
            dialog.show_source(session.project.source(source_id))
            self.changed.emit()
            return True

        def reveal(why: str) -> None:
            told: list[sources.Identity] = []
            if tried(lambda: told.append(sources.reveal(session.project, source_id, why, session.who))):
                dialog.show_identity(told[0])

        def forget() -> None:
            if not dialog.sure:
                dialog.show_left(self._left(source_id))
            elif tried(lambda: sources.forget(session.project, source_id, session.who)):
                dialog.cover()

        def write(made: Callable[[Source], Edit]) -> None:
            tried(lambda: session.project.apply(made(session.project.source(source_id))))

        who = session.who
        dialog.reveal_wanted.connect(reveal)
        dialog.forget_wanted.connect(forget)
        dialog.keep_wanted.connect(lambda day: write(lambda source: edits.keep_source(source, day, who=who)))
        dialog.hold_wanted.connect(lambda why: write(lambda source: edits.hold_source(source, why, who=who)))
        dialog.release_wanted.connect(lambda: write(lambda source: edits.release_source(source, who=who)))
        dialog.finished.connect(lambda _how: dialog.deleteLater())
        dialog.open()

    def _left(self, source_id: SourceId) -> sources.Left:
        """Where the name stands besides; nowhere that can be told where its seal does not open any more."""
        try:
            return sources.left_in_clear(self._session.project, source_id)
        except KnownProblem:
            return sources.Left(0, 0)

    def tell_overdue(self, show: Callable[[], object]) -> None:
        """Say, with a way to see them, how many sources are past their retention date."""
        past = sources.overdue(self._session.project.sources(), date.today())
        if past:
            text = count(len(past), "1 confidential source is past its retention date.",
                         "{n} confidential sources are past their retention date.")  # fmt: skip
            self._session.noticed.emit(Notice("warning", text, tr("Sources…"), show))
