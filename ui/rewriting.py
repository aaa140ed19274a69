"""Changing the article's text: edited by hand, or a newer version. Where quotes go is worked out in a job."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import edits
from db.records import QuoteId, Span
from ui.bringing import Bringing
from ui.checking import Checking
from ui.i18n import count, tr
from ui.look import Look
from ui.session import Notice, Session
from ui.showing import ask_file, kinds, open_dialog

if TYPE_CHECKING:
    from app.comparing.reanchor import Anchor
    from ui.dialogs.text import TextDialog

_FILES = "*.docx *.pdf *.html *.htm *.md *.txt"


class Rewriting(QObject):
    """Asks for the text, says what becomes of the quotes where that is not plain, and keeps it as one edit."""

    def __init__(self, session: Session, checking: Checking, bringing: Bringing, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._look, self._window = look, window

    def edit(self) -> None:
        """Edit the text as it stands, from the selected quote on."""
        desk, state = self._session.desk, self._session.state
        if desk is not None:
            self._ask(caret=state.quote.start if state else 0)

    def newer(self) -> None:
        """Replace the text by a newer version: what is on the clipboard, pasted, or a file."""
        if self._session.desk is not None:
            self._ask(newer=QGuiApplication.clipboard().text())

    def _ask(self, *, newer: str | None = None, caret: int = 0) -> None:
        from ui.dialogs.text import TextDialog
        from ui.offsets import Utf16

        session = self._session
        if session.desk is None or not session.drafts.flush():
            return
        text = session.desk.article.text
        at = Utf16(text).to_qt(caret)
        dialog = TextDialog(self._look.theme, text, self._window, newer=newer, caret=at)
        dialog.text_wanted.connect(self.replace)
        dialog.file_wanted.connect(lambda: self._choose_file(dialog))
        open_dialog(dialog)

    def _choose_file(self, dialog: "TextDialog") -> None:
        ask_file(dialog, tr("Open a file"), kinds(tr("Articles"), _FILES), lambda path: self.read(path, dialog))

    def read(self, path: Path, dialog: "TextDialog") -> None:
        """Show the text of this file in the dialog."""
        self._bringing.read(path, lambda read: dialog.show_text(read.text))

    def replace(self, text: str) -> None:
        """Give the article this text, once it is known where its quotes stand in it."""
        desk = self._session.desk
        if desk is None:
            return
        quotes, old = [state.quote for state in desk.states], desk.article.text

        def work(_progress: Any, _stop: Any) -> Any:
            from app.comparing.reanchor import reanchor

            return reanchor(quotes, old, text)

        def settle(found: "Mapping[QuoteId, Anchor]") -> None:
            from app.anchors import lost
            from app.comparing.reanchor import Fate

            plain = (Fate.SAME, Fate.MOVED, Fate.CHANGED)
            if all(found[quote.id].fate in plain or lost(quote) for quote in quotes):
                self._keep(text, {id: anchor.span for id, anchor in found.items()})
                return
            from ui.dialogs.text import OutcomeDialog

            dialog = OutcomeDialog(self._look.theme, quotes, found, text, self._window)
            dialog.places_wanted.connect(lambda places: self._keep(text, places))
            open_dialog(dialog)

        label = tr("Finding the quotes in the new text")
        self._session.jobs.start(label, work, settle, self._session.problem.emit)

    def _keep(self, text: str, places: Mapping[QuoteId, Span | None]) -> None:
        desk, who = self._session.desk, self._session.who
        if desk is None:
            return
        article, quotes = desk.article, [state.quote for state in desk.states]

        def work(_progress: Any, _stop: Any) -> Any:
            return edits.replace_text(article, quotes, text, who=who, places=places)

        def keep(edit: Any) -> None:
            if self._session.apply(edit):
                self._say(sum(places[quote.id] is None for quote in quotes if quote.start < quote.end))
                self._checking.reworded.emit()

        self._session.jobs.start(tr("Replacing the text"), work, keep, self._session.problem.emit)

    def _say(self, lost: int) -> None:
        said = tr("The text is replaced.")
        if lost:
            said += " " + count(
                lost, "1 quote is no longer in it, and is kept with the lost ones.",
                "{n} quotes are no longer in it, and are kept with the lost ones.",
            )  # fmt: skip
        self._session.noticed.emit(Notice("done", said))
