"""How far a piece of evidence is brought in: a link kept for later, its text, a person's word that it reads right."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app import edits
from db.records import Capture, Evidence, Span
from ui.bringing import Bringing
from ui.checking import Checking
from ui.i18n import tr
from ui.look import Look
from ui.messages import reason_words
from ui.session import Session
from ui.showing import ask_file, open_dialog


class Capturing(QObject):
    """Asks what has to be asked, and keeps the answers as edits. It also asks where a lost quote stands."""

    def __init__(self, session: Session, checking: Checking, bringing: Bringing, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._look, self._window = look, window
        self.shown_evidence: Callable[[], object] = lambda: None
        bringing.file_wanted.connect(lambda wanted: self.attach_text() if wanted == "text" else None)

    def piece(self) -> Evidence | None:
        """The piece of evidence shown."""
        desk, shown = self._session.desk, self.shown_evidence()
        return next((one for one in desk.evidence if one.id == shown), None) if desk else None

    def link(self) -> None:
        """Ask for an address, and keep it as evidence that is yet to be brought in."""
        desk = self._session.desk
        if desk is None:
            return
        from ui.dialogs.evidence import EvidenceDialog

        dialog = EvidenceDialog(self._look.theme, None, "", self._window, link=True)
        dialog.wanted.connect(self._bringing.link)
        open_dialog(dialog)

    def attach_text(self) -> None:
        """Ask for the file that holds the text of the link shown."""
        piece = self.piece()
        if piece is None:
            return
        ask_file(self._window, tr("Attach the text for this link"), tr("All files (*)"), self.bring)

    def bring(self, path: Path) -> None:
        """Read this file as the text of the link shown, and compare."""
        if (piece := self.piece()) is not None:
            self._bringing.capture(piece, path)

    def fetch(self) -> None:
        """Fetch what the link shown leads to, and compare."""
        if (piece := self.piece()) is not None:
            self._bringing.capture_address(piece)

    def read_through(self) -> None:
        """Keep that the person held the piece shown against the original."""
        if (piece := self.piece()) is not None:
            self._session.apply(lambda: edits.read_through(piece, who=self._session.who))

    def failed(self) -> None:
        """Ask why the piece shown cannot be brought in, or is not what it should be."""
        piece = self.piece()
        if piece is None:
            return
        from ui.dialogs.ask import Ask

        def keep(why: str) -> None:
            self._session.apply(lambda: edits.fail_capture(piece, why, who=self._session.who))

        text = tr("It stays in the list with your reason. No check rests on it, and what rested on it turns stale.")
        title = tr("“{title}” is no evidence?", title=piece.title)
        open_dialog(Ask(self._look.theme, title, text, tr("Keep the reason"), keep, self._window, field=tr("Reason")))

    def find_again(self, selected: Span | None) -> None:
        """Put the lost quote where the selection is; without one, ask which of the likely places it is."""
        desk, state = self._session.desk, self._session.state
        if desk is None or state is None:
            return
        if selected is not None:
            self._checking.find_again(*selected)
            return
        quote, text = state.quote, desk.article.text

        def work(_progress: Any, _stop: Any) -> Any:
            from app.comparing.reanchor import places

            return places(quote, text)

        def ask(spans: Sequence[Span]) -> None:
            from ui.dialogs.places import PlacesDialog

            dialog = PlacesDialog(self._look.theme, quote, text, spans, self._window)
            dialog.place_wanted.connect(self._checking.find_again)
            open_dialog(dialog)

        self._session.jobs.start(tr("Looking for the quote"), work, ask, self._session.problem.emit)

    # why not -----------------------------------------------------------------------------------------------------

    def why_not_text(self) -> str:
        """Only a piece that is not here yet can be brought in."""
        piece = self.piece()
        if piece is None:
            return tr("Choose a piece of evidence first.")
        return tr("Its text is here already.") if piece.carries else ""

    def why_not_fetch(self) -> str:
        """It needs an address."""
        piece = self.piece()
        return self.why_not_text() or ("" if piece and piece.url else tr("This piece has no address."))

    def why_not_read(self) -> str:
        """Only what is here can be read through, once."""
        piece = self.piece()
        if piece is None:
            return tr("Choose a piece of evidence first.")
        if piece.capture is Capture.VERIFIED:
            return tr("It was read through already.")
        return "" if piece.carries else reason_words("not_captured")

    def why_not_failed(self) -> str:
        """There must be a piece."""
        return "" if self.piece() is not None else tr("Choose a piece of evidence first.")

    def why_not_find(self) -> str:
        """Only a lost quote can be found again."""
        state = self._session.state
        if state is None:
            return tr("Select a quote first.")
        return "" if state.lost else reason_words("not_lost")
