"""What stands round the desk: addresses to fetch, an article's own fields, the same quote elsewhere, overview, tour."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from app import edits
from app.settings import EDITOR
from db.records import ArticleId, QuoteId, Verdict
from ui.bringing import Bringing
from ui.i18n import tr
from ui.look import Look
from ui.session import Session
from ui.showing import open_dialog

if TYPE_CHECKING:
    from app.reading import ReadArticle
    from ui.at_desk import AtDesk
    from ui.views.overview_parts import Mark
    from ui.views.start import StartPage


class Around(QObject):
    """Opens what asks, and hands the answers to the verbs."""

    tour_wanted = Signal(bool)  # whether only if it was never shown

    def __init__(self, session: Session, bringing: Bringing, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._bringing, self._look, self._window = session, bringing, look, window
        self._start: StartPage | None = None
        self._explaining: QObject | None = None
        self._at_desk: AtDesk | None = None

    def use(self, start: "StartPage", at_desk: "AtDesk") -> None:
        """The start page, whose overview is filled here, and the desk that its marks lead to."""
        self._start, self._at_desk = start, at_desk
        start.overview_wanted.connect(self._fill_overview)
        start.mark_opened.connect(self._open_mark)
        self._session.articles_changed.connect(self._refresh_overview)
        if self._session.settings.role == EDITOR and self._session.project.articles():
            start.show_overview(True)

    # addresses -------------------------------------------------------------------------------------------------

    def article_address(self, address: str = "") -> None:
        """Ask for an address and show what was read there, before anything is kept."""
        from ui.dialogs.address import AddressDialog

        dialog = AddressDialog(self._look.theme, self._session, tr("From a web address"), self._window, address=address)
        dialog.wanted.connect(lambda url, inside: self._bringing.address(url, inside, self._preview))
        open_dialog(dialog)

    def evidence_address(self) -> None:
        """Ask for an address and attach what stands there as evidence."""
        from ui.dialogs.address import AddressDialog

        dialog = AddressDialog(self._look.theme, self._session, tr("Evidence from a web address"), self._window)
        dialog.wanted.connect(self._bringing.evidence_address)
        open_dialog(dialog)

    def _preview(self, read: "ReadArticle") -> None:
        from ui.dialogs.import_ import ImportPreview

        dialog = ImportPreview(self._look.theme, read, self._window)
        dialog.bring_in_wanted.connect(self._bringing.article)
        open_dialog(dialog)

    # the article and its quotes --------------------------------------------------------------------------------

    def about_article(self) -> None:
        """Show the article's head matter and deadline, to be put right."""
        desk = self._session.desk
        if desk is None or not self._session.drafts.flush():
            return
        from ui.dialogs.article import ArticleDialog

        article = desk.article

        def keep(fields: dict[str, Any]) -> None:
            self._session.apply(lambda: edits.set_article(article, who=self._session.who, **fields))

        dialog = ArticleDialog(self._look.theme, article, self._window)
        dialog.wanted.connect(keep)
        open_dialog(dialog)

    def elsewhere(self) -> None:
        """Where the selected quote's words stand in other articles."""
        session = self._session
        if session.quote_id is None or session.state is None:
            return
        from app.elsewhere import elsewhere
        from ui.dialogs.elsewhere import ElsewhereDialog

        found = elsewhere(session.project, session.quote_id)
        dialog = ElsewhereDialog(self._look.theme, session.state.quote.exact, found, self._window)
        dialog.opened.connect(self.open)
        open_dialog(dialog)

    def open(self, article_id: ArticleId, quote_id: QuoteId | None = None) -> None:
        """Go to an article, and to a quote in it."""
        self._session.open_article(article_id, quote_id)

    # the window ------------------------------------------------------------------------------------------------

    def toggle_overview(self) -> None:
        """From the list of articles to their picture, and back; out of an article straight to the picture."""
        shown = self.overview_shown()
        if self._session.desk is not None:
            self._session.close_article()
        if self._session.desk is None and self._start is not None:
            self._start.show_overview(not shown)

    def overview_shown(self) -> bool:
        """Whether the picture of the desk is what the window shows."""
        return self._session.desk is None and self._start is not None and self._start.overview_shown()

    def _refresh_overview(self) -> None:
        if self.overview_shown():
            self._fill_overview()

    def _fill_overview(self) -> None:
        project = self._session.project
        if self._start is not None and self._start.overview is not None:
            self._start.overview.load(project.articles(), project.standings(), project.holdings())

    def _open_mark(self, mark: "Mark") -> None:
        """The article, at the quotes that the mark stands for, and only those in the queue."""
        self._session.open_article(mark.article_id, mark.quote_id)
        desk = self._session.desk
        if desk is None or not mark.status or self._at_desk is None:
            return
        from ui.models.quotes import status_shown

        first = next((state.quote.id for state in desk.states if status_shown(state) == mark.status), None)
        self._session.select(first)
        self._at_desk.view.queue.show_only(mark.status)

    def tour(self) -> None:
        """Show the tour on the sample; asks first where that would come to stand among somebody's own articles."""
        from app import intake
        from ui.dialogs.ask import Ask

        project = self._session.project
        if not project.articles() or intake.has_sample(project):
            self._tour()
            return
        title = tr("Put the sample article into this library?")
        text = tr("The tour is shown on it. It stays among your articles until you remove it; Undo takes it out too.")
        open_dialog(Ask(self._look.theme, title, text, tr("Take the tour"), lambda _answer: self._tour(), self._window))

    def _tour(self) -> None:
        self._open_sample()
        self.tour_wanted.emit(False)

    def first_run(self) -> None:
        """Open the sample, with the tour beside it."""
        self._open_sample()
        self.tour_wanted.emit(True)

    def _open_sample(self) -> None:
        """Open it where there is something to see: at a quote whose words differ from those said."""
        self._bringing.sample()
        desk = self._session.desk
        telling = (one for one in desk.states if one.check and one.check.verdict is Verdict.ALTERED) if desk else ()
        if (first := next(iter(telling), None)) is not None:
            self._session.select(first.quote.id)

    def whats_this(self) -> None:
        """Say what the control is that has the keyboard."""
        from ui.whats import explain

        self._explain()
        explain(QApplication.focusWidget() or self._window.focusWidget())

    def point(self) -> None:
        """The next click says what it is on, and does nothing else."""
        self._explain()
        QWhatsThis.enterWhatsThisMode()

    def _explain(self) -> None:
        """From the first question on, every widget has an answer."""
        from ui.whats import Explaining

        app = QApplication.instance()
        if self._explaining is None and isinstance(app, QApplication):
            self._explaining = Explaining(app, self)
