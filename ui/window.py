"""The window: menu bar, start page or desk, notices, status strip. It lays out and owns nothing that is kept."""

import base64
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.workflow import Desk
from db.errors import KnownProblem, LibraryUnusable, NoSuch, Refused
from db.records import ArticleId, QuoteId
from ui.action_parts import Parts
from ui.action_table import table
from ui.actions import Actions
from ui.around import Around
from ui.asking import Asking
from ui.at_desk import AtDesk
from ui.bringing import Bringing
from ui.capturing import Capturing
from ui.checking import Checking
from ui.clashing import Clashing
from ui.handing import ENDING, Handing
from ui.i18n import count, tr
from ui.leaving import Leaving
from ui.locking import Locking
from ui.look import Look
from ui.messages import policy_word, words
from ui.rewriting import Rewriting
from ui.safekeeping import Safekeeping
from ui.searching import Searching, everywhere
from ui.session import Notice, Session
from ui.theme import Theme, tokens
from ui.views.notices import Notices
from ui.views.start import Facts, StartPage
from ui.views.statusbar import StatusStrip
from ui.views.tour import Tour
from ui.views.tray import Tray
from ui.widgets import FocusRing, dress

if TYPE_CHECKING:
    from ui.dialogs.palette import Palette
    from ui.views.desk import DeskView

_USUAL = (1366, 768)
_FACTS_MS = 400  # the library is looked over when the window stands


def _while_reached(look: Callable[[], object]) -> Callable[[], None]:
    """Looks at the library, whose drive may be gone for a while: nothing is told of it then."""

    def tried() -> None:
        with suppress(KnownProblem):
            look()

    return tried


class Window(QMainWindow):
    """One library's window."""

    library_wanted = Signal(object)  # Path
    closed = Signal()

    def __init__(self, session: Session, look: Look, app: QApplication) -> None:
        super().__init__()
        self.session, self._look = session, look
        self._facts: tuple[tuple[str, str], ...] = ()
        least = tokens()["width"]["window_least"]
        self.setMinimumSize(*least)
        self.setAcceptDrops(True)
        self._make_parts(look.theme, app)
        self._join()
        self._ring = FocusRing(self, app, look.theme)
        self._show_settings()
        kept = QByteArray(base64.b64decode(session.place("window")))
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*_USUAL)
        self._name_window(None)
        self._looking = QTimer(self, singleShot=True, interval=_FACTS_MS)
        self._looking.timeout.connect(_while_reached(self._look_over))
        self._looking.start()
        if session.settings.problem is not None:
            self._show_problem(session.settings.problem)

    def _make_parts(self, theme: Theme, app: QApplication) -> None:
        session = self.session
        self.checking = Checking(session, self)
        self.bringing = Bringing(session, self.checking, self)
        self.ask = Asking(session, self.checking, self.bringing, self._look, self)
        self.leaving = Leaving(session, self._look, self)
        self.at_desk = AtDesk(session, self.checking, self.bringing, self.ask, self._look, self)
        self.rewriting = Rewriting(session, self.checking, self.bringing, self._look, self)
        self.clashing = Clashing(session, self._look, self)
        self.keeping = Safekeeping(session, self._look, self)
        self.around = Around(session, self.bringing, self._look, self)
        self.capturing = Capturing(session, self.checking, self.bringing, self._look, self)
        self.at_desk.use_capturing(self.capturing)
        self.handing = Handing(session, self.clashing, self._look, self)
        self.locking = Locking(session, self._look, self, app)
        parts = Parts(
            *(session, self.checking, self.bringing, self.ask, self.leaving, self.rewriting, self.keeping),
            *(self.at_desk, self.around, self.locking, self.handing, self.capturing, self.close),
        )
        self.actions_ = Actions(table(parts), session.settings.keys, self, lambda: session.resting)
        self.ask.actions = self.actions_
        self.actions_.fill(self.menuBar())
        self.start = StartPage(theme, self.actions_)
        self.around.use(self.start, self.at_desk)
        self.at_desk.use_actions(self.actions_)
        self.notices = Notices(theme)
        self.status = StatusStrip(theme)
        self.tray = Tray(theme)
        self.tour = Tour(theme, session, self)
        self.status.hold(self.tray.strip)
        self._stack_up()
        self._palette: Palette | None = None
        self._searching = Searching(session, self)

    def _stack_up(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.at_desk.made.connect(self._take_desk)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.notices, 0), (self._stack, 1), (self.tour, 0), (self.tray, 0), (self.status, 0)):
            column.addWidget(widget, stretch)
        self.setCentralWidget(holder)

    def _join(self) -> None:
        session = self.session
        session.desk_changed.connect(self._show_desk)
        session.desk_changed.connect(self._note_article)
        session.selected.connect(lambda _state: self.actions_.refresh())
        session.articles_changed.connect(self._show_articles)
        session.woken.connect(self.actions_.refresh)
        session.settings_changed.connect(self._show_settings)
        session.saved.connect(self.status.show_saved)
        session.drafts.waiting.connect(self.status.show_waiting)
        session.drafts.stuck.connect(self.status.show_stuck)
        session.problem.connect(self._show_problem)
        session.noticed.connect(self.notices.show_notice)
        session.saved.connect(lambda _at: self.notices.follow_edit())
        session.selected.connect(lambda state: self.notices.follow_quote(state.quote.id if state else None))
        session.jobs.started.connect(self.tray.follow)
        self.around.tour_wanted.connect(lambda once: self.tour.begin(self.desk, once=once))
        self.start.painted.connect(self._list_articles)
        self.start.opened.connect(session.open_article)
        self.start.searched.connect(self._search)
        self.start.dropped.connect(lambda names: self.take_files([Path(name) for name in names]))
        self.ask.palette_wanted.connect(self.open_palette)
        self.ask.library_chosen.connect(self.library_wanted)
        self.keeping.backed_up.connect(self._look_over)
        self.keeping.verifying.found.connect(_while_reached(self._look_over))
        self.keeping.reopen_wanted.connect(self.library_wanted)
        self.at_desk.selection_changed.connect(self.actions_.refresh)
        self.at_desk.pack_dropped.connect(self.handing.take_in)
        self._look.changed.connect(self._dress)

    @property
    def palette_(self) -> "Palette":
        """Find or do anything; made on first use."""
        if self._palette is None:
            from ui.dialogs.palette import Palette
            from ui.finding import Finder

            finder = Finder(self.session, self.actions_, self.at_desk.open_evidence)
            self._palette = Palette(self._look.theme, finder, Searching(self.session, self), self)
        return self._palette

    def open_palette(self) -> None:
        """Cover the window with it."""
        self.palette_.open()

    @property
    def desk(self) -> "DeskView":
        """The desk's panes, made on first use."""
        return self.at_desk.view

    def desk_made(self) -> bool:
        """Whether the panes are there yet."""
        return self._stack.count() > 1

    def _take_desk(self, desk: "DeskView") -> None:
        self._stack.addWidget(desk)
        dress(desk, self._look.theme)
        desk.set_one_pane(self.session.settings.one_pane)

    # showing ---------------------------------------------------------------------------------------------------

    def _dress(self, theme: Theme) -> None:
        dress(self, theme)

    def _show_settings(self) -> None:
        settings = self.session.settings
        self._look.use(settings)
        self.at_desk.name_keys()
        self.at_desk.set_one_pane(settings.one_pane)
        self.actions_.use_keys(settings.keys)
        self.actions_.refresh()
        self._show_place()

    def _show_place(self) -> None:
        desk = self.session.desk
        policy = desk.article.policy if desk else self.session.settings.policy
        self.status.show_place(self._library_name(), policy_word(policy))

    def _library_name(self) -> str:
        name = self.session.project.name
        return tr("Your library") if name == "library" else name

    def _show_desk(self, desk: Desk | None) -> None:
        showing = self._stack.currentWidget() is not self.start
        if desk is None:
            self._stack.setCurrentWidget(self.start)
            self._show_articles()
            if showing:
                self.notices.clear("done")
                self.start.focus_list()
                self._looking.start()
        elif not showing:
            self.notices.clear()
            self._stack.setCurrentWidget(self.desk)
            with self.desk.queue.list.quiet():  # which would go to its first row, whatever quote is wanted
                self.desk.go_to("queue")
        self._name_window(desk)
        self.actions_.refresh()

    def _name_window(self, desk: Desk | None) -> None:
        title = desk.article.headline if desk else self._library_name()
        self.setWindowTitle(tr("{title} · OnRecord", title=title))
        self._show_place()

    def _list_articles(self) -> None:
        if self.isVisible():  # not closed meanwhile
            self._show_articles()

    def _show_articles(self) -> None:
        if self._stack.currentWidget() is self.start and not self.session.resting:
            self.start.load(self.session.project.articles(), Facts(self._library_name(), self._facts))

    def _look_over(self) -> None:
        """What is true of the library, told on the start page: that its history is whole, when it was backed up."""
        if self.session.resting:
            self._looking.start()
            return
        facts: list[tuple[str, str]] = []
        if backed_up := self.keeping.newest():
            facts.append(("clock-counter-clockwise", tr("Backed up {when}", when=backed_up)))
        newest = next(iter(self.session.project.history(limit=1)), None)
        self.status.show_saved(newest.edit.at if newest else "")
        if edits := self.keeping.verifying.edits:
            facts.append(("link", count(edits, "History intact: 1 edit", "History intact: {n} edits")))
        else:
            self.keeping.verifying.look()
        self._facts = tuple(facts)
        self._show_articles()

    def _show_problem(self, problem: BaseException) -> None:
        if isinstance(problem, KnownProblem):
            until = "quote" if isinstance(problem, Refused) else "edit" if isinstance(problem, LibraryUnusable) else ""
            self.notices.show_notice(Notice("error", words(problem), until=until))
            return
        self.show_bug(problem)

    def show_bug(self, problem: BaseException) -> None:
        """A fault of ours: say that nothing was lost, and offer a report that can be copied."""
        from ui.bugs import report

        def copy() -> None:
            QGuiApplication.clipboard().setText(report(problem))

        text = tr("Something went wrong inside OnRecord. Nothing that was saved is lost.")
        self.notices.show_notice(Notice("error", text, tr("Copy a report"), copy))

    def _search(self, text: str) -> None:
        if text:
            self._searching.ask(everywhere, text, lambda hits: self.start.show_found(text, hits))
        else:
            self._searching.drop()
            self.start.show_found("", ())

    def take_files(self, paths: list[Path]) -> None:
        """Files named on the command line or dropped: a library is opened, anything else is brought in."""
        libraries = [path for path in paths if path.suffix == ".onrecord"]
        if libraries:
            self.library_wanted.emit(libraries[0])
        for pack in [path for path in paths if path.suffix == ENDING]:
            self.handing.take_in(pack)
        articles = [path for path in paths if path.suffix not in (".onrecord", ENDING)]
        if articles:
            self.ask.bring_in(articles)

    def go_back(self, *, only: bool = False) -> None:
        """Open the article that was open last, at its quote; `only`: else the one article that the library holds."""
        session = self.session
        if session.place("last.library") == str(session.project.path) and (last := session.place("last.article")):
            with suppress(NoSuch):
                session.project.article(ArticleId(last))
                session.open_article(ArticleId(last), QuoteId(session.place("last.quote")))
        if only and session.desk is None and len(articles := session.project.articles()) == 1:
            session.open_article(articles[0].id)

    def _note_article(self, desk: object) -> None:
        """Note at once which article is open, should the program come to a sudden end."""
        last = self._last()
        if any(self.session.place(name) != last[name] for name in ("last.library", "last.article")):
            self.session.keep_places(last)

    def _last(self) -> dict[str, str]:
        session = self.session
        article = session.desk.article.id if session.desk else ""
        return {
            "last.library": str(session.project.path),
            "last.article": article,
            "last.quote": session.quote_id or "",
        }

    # the window itself -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide windows take the wide values."""
        self._look.set_width(self.width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Leaving the window keeps what was typed."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.session.drafts.flush()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed; a window that could not keep it stays open and says so."""
        geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self.session.keep_places({"window": geometry, **self.at_desk.places(), **self._last()})
        if not self.session.close():
            event.ignore()
            return
        if self.isVisible():
            self._ring.leave()
        self._looking.stop()
        self.keeping.stop()
        self.locking.stop()
        super().closeEvent(event)
        self.closed.emit()
