"""Opens what asks the user something: files to choose, dialogs, the palette. What they answer goes to the verbs."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import edits
from db.records import Evidence, Form, SourceId
from ui.actions import Actions
from ui.bringing import Bringing
from ui.checking import Checking
from ui.custody import Custody
from ui.helping import Helping
from ui.i18n import count, tr
from ui.look import Look
from ui.session import Notice, Session
from ui.showing import ask_file, ask_files, ask_place, kinds, open_dialog

if TYPE_CHECKING:
    from app.reading import ReadArticle

_ARTICLES = "*.docx *.pdf *.html *.htm *.md *.txt *.json"
_EVIDENCE = "*.txt *.docx *.pdf *.html *.htm *.md *.srt *.vtt *.otr *.eml"  # what app.reading reads
_HISTORY = 500  # edits shown
_LIBRARIES = "*.onrecord"


class Asking(QObject):
    """Dialogs are window-modal and never block: the answer comes by signal."""

    library_chosen = Signal(object)  # Path
    palette_wanted = Signal()

    def __init__(self, session: Session, checking: Checking, bringing: Bringing, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._look, self._window = look, window
        self.actions: Actions | None = None
        self.custody = Custody(session, look, window)
        self.helping = Helping(look, window, lambda: self.actions)
        chosen = {"article": self.choose_articles, "evidence": self.choose_evidence}
        bringing.file_wanted.connect(lambda wanted: chosen[wanted]() if wanted in chosen else None)

    # files -----------------------------------------------------------------------------------------------------

    def choose_articles(self) -> None:
        """Ask for article files and bring them in."""
        ask_files(self._window, tr("Open a file"), kinds(tr("Articles"), _ARTICLES), self.bring_in)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """One file is shown as it was read before it is kept; several, or a data sheet, are kept at once."""
        from app.sheets import taking

        if len(paths) == 1 and not taking.claims(paths[0]):
            self._bringing.read(paths[0], self._preview)
        else:
            self._bringing.articles(paths)

    def _preview(self, read: "ReadArticle") -> None:
        from ui.dialogs.import_ import ImportPreview

        dialog = ImportPreview(self._look.theme, read, self._window)
        dialog.bring_in_wanted.connect(self._bringing.article)
        open_dialog(dialog)

    def paste_article(self) -> None:
        """Show what can be read of the text on the clipboard, and bring it in."""
        from app.reading import read_text
        from ui.dialogs.import_ import PasteDialog

        text = QGuiApplication.clipboard().text()
        dialog = PasteDialog(self._look.theme, read_text, self._session.jobs, self._window, text=text)
        dialog.bring_in_wanted.connect(self._bringing.article)
        open_dialog(dialog)

    def choose_evidence(self) -> None:
        """Ask for evidence files and attach them."""
        names = kinds(tr("Evidence"), _EVIDENCE)
        ask_files(self._window, tr("Attach evidence"), names, self._bringing.evidence)

    def paste_evidence(self) -> None:
        """Attach the text on the clipboard, once it is said what it is."""
        text = QGuiApplication.clipboard().text()
        desk = self._session.desk
        if desk is None:
            return
        if not text.strip():
            self._say("warning", tr("There is no text on the clipboard. Copy the evidence first."))
            return
        from ui.dialogs.evidence import EvidenceDialog

        dialog = EvidenceDialog(self._look.theme, None, text, self._window)
        dialog.wanted.connect(lambda fields: self._bringing.evidence_text(text, fields))
        open_dialog(dialog)

    def about_evidence(self) -> None:
        """Say what the piece of evidence shown is: title, kind, level, where from, when."""
        desk, piece = self._session.desk, self.shown_piece()
        if desk is None or piece is None:
            return
        from ui.dialogs.evidence import EvidenceDialog

        dialog = EvidenceDialog(self._look.theme, piece, piece.text, self._window)
        dialog.wanted.connect(
            lambda fields: self._session.apply(lambda: edits.set_evidence(piece, who=self._session.who, **fields))
        )
        open_dialog(dialog)

    def shown_piece(self) -> Evidence | None:
        """The piece of evidence in view."""
        desk, shown = self._session.desk, self.shown_evidence() if self.shown_evidence else None
        return next((one for one in desk.evidence if one.id == shown), None) if desk else None

    def choose_library(self) -> None:
        """Ask for another library."""
        names = kinds(tr("OnRecord libraries"), _LIBRARIES)
        ask_file(self._window, tr("Open another library"), names, self.open_library)

    def open_library(self, path: Path) -> None:
        """Say that this library is wanted."""
        self.library_chosen.emit(path)

    def new_library(self) -> None:
        """Ask where a new library should lie."""
        names = kinds(tr("OnRecord libraries"), _LIBRARIES)
        ask_place(self._window, tr("New library"), names, self._begin_anew, ending=".onrecord")

    def _begin_anew(self, path: Path) -> None:
        from app.moving import begin_anew

        begin_anew(path)
        self.open_library(path)

    # questions -------------------------------------------------------------------------------------------------

    def exclude(self) -> None:
        """Ask why the selected quotes are left out of the check."""
        n = len(self._session.picked)
        text = tr("What is left out stays in the list and on the sheet, with your reason.")
        title = count(n, "Leave this quote out of the check?", "Leave these {n} quotes out of the check?")
        self._ask(title, text, tr("Leave out"), self._checking.exclude, tr("Reason"))

    def term(self) -> None:
        """Ask why the selected quote is a term, which is checked no more."""
        state = self._session.state
        if state is None or state.quote.form is Form.TERM:
            return
        text = tr("A term reports nobody: it needs no check and counts as no quote. It stays in the list and on the "
                  "sheet, with your reason.")  # fmt: skip
        self._ask(tr("Call this quote a term?"), text, tr("Call it a term"),
                  lambda why: self._checking.recast(Form.TERM, why), tr("Reason"))  # fmt: skip

    def assign(self) -> None:
        """Ask who holds the selected quotes; nobody where the answer is empty."""
        session = self._session
        if session.state is None or session.desk is None or not session.drafts.flush():
            return
        from ui.dialogs.ask import Ask

        holders = {state.quote.assigned_to for state in session.desk.states}
        known = {entry.edit.who for entry in session.project.history(limit=_HISTORY)} | holders | {session.who}
        dialog = Ask(
            *(self._look.theme, count(len(session.picked), "Who holds this quote?", "Who holds these {n} quotes?")),
            *(tr("Leave it empty where nobody does."), tr("Assign")),
            *(self._checking.assign, self._window),
            field=tr("Name"),
            known=sorted(known - {""}),
            begin=session.state.quote.assigned_to,
        )
        open_dialog(dialog)

    def remove_article(self) -> None:
        """Ask before an article leaves the library."""
        desk = self._session.desk
        if desk is None:
            return

        def remove(_answer: str) -> None:
            if self._session.apply(lambda: edits.remove_article(desk, who=self._session.who)):
                self._session.close_article()
                self._say("done", tr("The article was removed."), tr("Undo"), self._session.undo)

        text = tr(
            "“{headline}”, its quotes, rulings and evidence. Undo brings it back.", headline=desk.article.headline
        )
        self._ask(tr("Remove this article from the library?"), text, tr("Remove"), remove, grave=True)

    def remove_evidence(self) -> None:
        """Ask before a piece of evidence goes: quotes ruled by it turn stale."""
        desk, piece = self._session.desk, self.shown_piece()
        if desk is None or piece is None:
            return
        leaning = [{c.evidence_id for c in (one.check, *one.also) if c is not None} for one in desk.states]
        resting = sum(piece.id in ids for ids in leaning)
        text = count(resting, "1 quote rests on it.", "{n} quotes rest on it.") if resting else ""

        def remove(_answer: str) -> None:
            self._session.apply(lambda: edits.remove_evidence(desk, piece.id, who=self._session.who))

        self._ask(tr("Remove “{title}”?", title=piece.title), text, tr("Remove"), remove, grave=True)

    shown_evidence: Callable[[], object] | None = None

    def _ask(
        self, title: str, text: str, button: str, answered: Callable[[str], object], field: str = "", *,
        grave: bool = False,
    ) -> None:  # fmt: skip
        from ui.dialogs.ask import Ask

        open_dialog(Ask(self._look.theme, title, text, button, answered, self._window, field=field, grave=grave))

    # dialogs ---------------------------------------------------------------------------------------------------

    def palette(self) -> None:
        """Find or do anything."""
        self.palette_wanted.emit()

    def preferences(self) -> None:
        """Who you are, policy, theme, text."""
        from ui.dialogs.preferences import Preferences

        dialog = Preferences(self._look.theme, self._session, self._window)
        if self.actions is not None:
            dialog.action_wanted.connect(self.actions.run)
        open_dialog(dialog)

    def keys(self) -> None:
        """Every key, to look up or to change."""
        from ui.dialogs.keys import KeysDialog

        if self.actions is not None:
            open_dialog(KeysDialog(self._look.theme, self.actions, self._session, self._window))

    def source(self) -> None:
        """Who spoke the selected quote: a known source, or a new one, sealed where it is confidential."""
        state = self._session.state
        if state is None or not self._session.drafts.flush():
            return
        from app import secrets
        from ui.dialogs.source import NewSource, SourceDialog

        sources = self._session.project.sources()
        dialog = SourceDialog(self._look.theme, state.quote, sources, self._window, keychain=secrets.available())

        def add(new: NewSource) -> None:
            self._checking.add_source(new.kind, new.name, new.role, new.code_name if new.confidential else "",
                terms=dialog.terms_asked())  # fmt: skip

        dialog.custody_wanted.connect(lambda id: self.custody.open(SourceId(id), dialog))
        dialog.source_chosen.connect(lambda id: self._checking.give(id, dialog.terms_asked()))
        dialog.source_added.connect(add)
        open_dialog(dialog)

    def directory(self) -> None:
        """The sources of the library, to rename and to merge."""
        from ui.dialogs.directory import DirectoryDialog

        session, dialog = self._session, DirectoryDialog(self._look.theme, self._window)

        def show() -> None:
            sources = session.project.sources()
            quotes = session.project.quotes_of([source.id for source in sources])
            dialog.show_sources(sources, Counter(quote.source_id for quote in quotes if quote.source_id))

        def rename(source_id: str, name: str) -> None:
            source = session.project.source(SourceId(source_id))
            session.apply(lambda: edits.set_source(source, who=session.who, name=name))
            show()

        def merge(kept_id: str, gone: tuple[SourceId, ...]) -> None:
            kept, others = session.project.source(SourceId(kept_id)), [session.project.source(id) for id in gone]
            quotes = session.project.quotes_of(gone)
            session.apply(lambda: edits.merge_sources(kept, others, quotes, who=session.who))
            show()

        dialog.custody_wanted.connect(lambda id: self.custody.open(SourceId(id), dialog))
        self.custody.changed.connect(show)
        dialog.finished.connect(lambda _how: self.custody.changed.disconnect(show))
        dialog.rename_wanted.connect(rename)
        dialog.merge_wanted.connect(merge)
        show()
        open_dialog(dialog)

    def left_out(self) -> None:
        """What was left out of the article, with a way back."""
        desk = self._session.desk
        if desk is None:
            return
        from ui.dialogs.left_out import LeftOutDialog

        dialog = LeftOutDialog(self._look.theme, desk.article, self._window)
        dialog.put_back_wanted.connect(self._checking.put_back)
        open_dialog(dialog)

    def history(self) -> None:
        """Everything that was ever done to the article."""
        desk = self._session.desk
        if desk is None:
            return
        from ui.dialogs.history import HistoryDialog
        from ui.models.quotes import called

        entries = self._session.project.history(article_id=desk.article.id, limit=_HISTORY)
        edits_made = [entry.edit for entry in entries]
        names = {state.quote.id: called(state) for state in desk.states}
        open_dialog(HistoryDialog(self._look.theme, desk.article.headline, edits_made, names, self._window))

    def about(self) -> None:
        """What this is."""
        from ui.cli import VERSION

        text = tr("Checks every quote in a news article before it runs. Version {version}.", version=VERSION)
        self._ask(tr("OnRecord"), text, tr("Close"), lambda _answer: None)

    def _say(self, kind: str, text: str, button: str = "", run: Callable[[], object] | None = None) -> None:
        self._session.noticed.emit(Notice(kind, text, button, run))
