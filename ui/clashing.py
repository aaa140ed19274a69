"""What was typed here and changed elsewhere too: it is shown side by side, and what is chosen is kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import KnownProblem, StaleEdit
from db.records import EvidenceId, QuoteId
from ui.i18n import tr
from ui.look import Look
from ui.session import Notice, Session
from ui.showing import open_dialog

if TYPE_CHECKING:
    from app.choosing import Choice
    from app.conflicts import Conflict
    from app.pack import Pack

Chosen = tuple["Choice", ...]
_LOOKED_AT = 50  # edits, in which to find who the others are


class Clashing(QObject):
    """One dialog at a time; whoever closes it finds the way back in a notice."""

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window
        self._asking = False
        session.clashed.connect(lambda _new: self.ask())
        session.overtaken.connect(self.ask_of_edit)

    def ask(self) -> None:
        """Show what waits among the drafts."""
        waiting = self._session.drafts.clashes
        if not self._asking and waiting:
            self._show(waiting, self._settle_drafts, self._put_off)

    def _settle_drafts(self, chosen: Chosen) -> None:
        for one in chosen:
            self._session.drafts.settle(one.conflict, one.value)
        self._session.drafts.flush()

    def _put_off(self) -> None:
        text = tr("What you typed and what was changed elsewhere both wait for you to choose.")
        self._session.noticed.emit(Notice("warning", text, tr("Choose…"), self.ask))

    def ask_of_edit(self, conflicts: "tuple[Conflict, ...]") -> None:
        """Show the fields of an edit that came too late."""

        def put_off() -> None:
            text = tr("What you wrote was changed elsewhere first, and waits for you to choose.")
            again = Notice("warning", text, tr("Choose…"), lambda: self.ask_of_edit(conflicts))
            self._session.noticed.emit(again)

        self._show(conflicts, self.keep, put_off)

    def ask_of_pack(self, held: "Pack", conflicts: tuple["Conflict", ...]) -> None:
        """Show what a pack changed differently; ours stands until something else is chosen."""

        def put_off() -> None:
            text = tr("What both of you changed waits for you to choose. Yours stays until then.")
            self._session.noticed.emit(
                Notice("warning", text, tr("Choose…"), lambda: self.ask_of_pack(held, conflicts))
            )

        def settle(chosen: Chosen) -> None:
            self._settle_pack(held, chosen)

        why = tr("Both of you changed these. Everything else of the pack is kept already.")
        self._show(conflicts, settle, put_off, why=why)

    def _settle_pack(self, held: "Pack", chosen: Chosen) -> None:
        """Keep what was chosen about a pack; a text that was chosen may show more to choose in it."""
        from app import pack
        from app.choosing import can_be_chosen

        session = self._session
        try:
            came = pack.choose(session.project, held, chosen, session.who)
        except StaleEdit:  # changed since it was shown: asked anew, by what stands now
            came = pack.bring_in(session.project, held, session.who)
        except KnownProblem as problem:
            session.problem.emit(problem)
            return
        if any(map(can_be_chosen, came.conflicts)):
            self.ask_of_pack(held, came.conflicts)

    def keep(self, chosen: Chosen) -> None:
        """Keep what was chosen; what the library holds already stays as it is."""
        from app import settling

        session = self._session
        for one in chosen:
            if one.value != one.conflict.theirs:
                settled = partial(
                    settling.settle,
                    session.project,
                    one.conflict,
                    one.value,
                    standing=one.conflict.theirs,
                    who=session.who,
                )
                session.apply(settled)

    def _show(
        self,
        conflicts: "Sequence[Conflict]",
        settle: Callable[[Chosen], None],
        put_off: Callable[[], None],
        why: str = "",
    ) -> None:
        from ui.dialogs.clash import ClashDialog, shown

        names = {one.unit: one.theirs_by or self._whose(one) for one in conflicts}
        where = {one.unit: self._where(one) for one in conflicts}
        dialog = ClashDialog(self._look.theme, shown(conflicts, where, names), self._window, why=why)
        dialog.settled.connect(settle)
        dialog.rejected.connect(put_off)
        dialog.finished.connect(self._finished)
        self._asking = True
        open_dialog(dialog)

    def _finished(self) -> None:
        self._asking = False

    def _where(self, conflict: "Conflict") -> str:
        """The quote's words or the piece's title, "" where it is the article's own field."""
        project = self._session.project
        try:
            if conflict.table == "quotes":
                words = project.quote(QuoteId(conflict.id)).exact
                return tr("“{words}”", words=words if len(words) < 60 else words[:58] + "…")
            return project.piece(EvidenceId(conflict.id)).title if conflict.table == "evidence" else ""
        except KnownProblem:
            return ""

    def _whose(self, conflict: "Conflict") -> str:
        """Who last changed the field, by the history."""
        quote = conflict.id if conflict.table == "quotes" else None
        for entry in self._session.project.history(quote_id=quote, limit=_LOOKED_AT):
            if any(c.id == conflict.id and conflict.field in (c.after or {}) for c in entry.edit.changes):
                return entry.edit.who
        return ""
