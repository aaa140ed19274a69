"""What is open: the library, the article, the selected quote. Everyone asks here and nobody keeps a copy.

Every write goes through `apply`, so that a refusal always reaches the user in the same way.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import drafts_journal, edits
from app.paths import Paths
from app.project import Project
from app.settings import Settings, save
from app.workflow import Desk, QuoteState
from db.changes import Edit
from db.errors import KnownProblem, StaleEdit
from db.records import ArticleId, Original, QuoteId
from ui.bridge import Bridge
from ui.drafts import Drafts, Fields
from ui.i18n import tr
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.conflicts import Conflict


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for a banner: `kind` is "error", "warning" or "done"; one button where `run` is given.

    A `standing` one stays wherever the user goes, until its button is pressed. Others go at the latest with the next
    edit, or with the next quote that is selected, where `until` is "edit" or "quote".
    """

    kind: str
    text: str
    button: str = ""
    run: Callable[[], object] | None = None
    standing: bool = False
    until: str = ""


class Session(QObject):
    """The open library and the place in it. Signals tell the panes; they never ask the project themselves."""

    desk_changed = Signal(object)  # Desk, or None on the start page
    selected = Signal(object)  # QuoteState, or None
    articles_changed = Signal()
    settings_changed = Signal(object)
    problem = Signal(object)
    noticed = Signal(object)  # Notice
    clashed = Signal(object)  # tuple of Conflict: what was typed here and changed elsewhere, too
    overtaken = Signal(object)  # tuple of Conflict: fields of an edit that was refused, since they were changed before
    saved = Signal(str)
    woken = Signal()

    def __init__(
        self, project: Project, settings: Settings, paths: Paths, *, acting: str, jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.settings = settings
        self.paths = paths
        self.jobs = jobs
        self.desk: Desk | None = None
        self.quote_id: QuoteId | None = None
        self._picked: frozenset[QuoteId] = frozenset()
        self._acting = acting
        self._closed = False
        self.resting = False
        self.drafts = Drafts(self._keep, self._shown, self)
        self.drafts.failed.connect(self._not_kept)
        self.drafts.clashed.connect(self._clashed)
        self.drafts.noted.connect(self._write_down)
        self.drafts.waiting.connect(self._settled)
        self._journal = drafts_journal.place(paths.state, project.path)
        self._journalled = False
        self.bridge = Bridge(project, self)
        self.bridge.changed.connect(self._hear)
        self.bridge.changed_elsewhere.connect(self.refresh)

    @property
    def who(self) -> str:
        """Whose name every edit carries: the name in the preferences, else the one the program was started under."""
        return self.settings.name or self._acting

    @property
    def state(self) -> QuoteState | None:
        """The selected quote with all that is known of it."""
        if self.desk is None or self.quote_id is None:
            return None
        with suppress(KeyError):
            return self.desk.state(self.quote_id)
        return None

    @property
    def picked(self) -> tuple[QuoteState, ...]:
        """The quotes selected in the queue, in the article's order, where it is several; else the selected one."""
        if self.desk is not None and len(self._picked) > 1:
            several = [one for one in self.desk.states if one.quote.id in self._picked]
            if len(several) > 1:
                return tuple(several)
        return (self.state,) if self.state is not None else ()

    def pick(self, quote_ids: Sequence[QuoteId]) -> None:
        """These are selected in the queue; what several quotes can share is done to all of them."""
        self._picked = frozenset(quote_ids)

    def open_article(self, article_id: ArticleId, quote_id: QuoteId | None = None) -> None:
        """Show an article, on the given quote, else on the first that is left to check, else on the first."""
        self.drafts.flush()
        try:
            desk = self.project.desk(article_id)
        except KnownProblem as problem:
            self.problem.emit(problem)
            return
        self.desk = desk
        ids = [state.quote.id for state in desk.states]
        first_open = next((state.quote.id for state in desk.states if state.open), None)
        self.quote_id = quote_id if quote_id in ids else first_open or next(iter(ids), None)
        self.desk_changed.emit(desk)
        self.selected.emit(self.state)

    def close_article(self) -> None:
        """Back to the start page."""
        if self.drafts.flush():
            self.desk, self.quote_id = None, None
            self.desk_changed.emit(None)
            self.articles_changed.emit()

    def select(self, quote_id: QuoteId | None) -> None:
        """Show this quote everywhere. What was being typed for another is kept first."""
        if quote_id == self.quote_id:
            return
        self.drafts.flush()
        self.quote_id = quote_id
        self.selected.emit(self.state)

    def apply(self, edit: Edit | Callable[[], Edit], originals: Sequence[Original] = ()) -> bool:
        """Keep an edit, or the one that the call makes. False where it was refused; then the user was told why."""
        made: Edit | None = None
        try:
            made = edit() if callable(edit) else edit
            self.project.apply(made, originals)
        except StaleEdit as problem:
            return self._overtaken(made, problem)
        except KnownProblem as problem:
            self.problem.emit(problem)
            return False
        return True

    def _overtaken(self, edit: Edit | None, problem: StaleEdit) -> bool:
        """Somebody else was faster: fields are shown side by side, for anything else there is only the sentence."""
        from app import settling

        try:
            parted = settling.overtaken(self.project, edit) if edit is not None else None
            if parted is not None:
                self.project.apply(parted[0])
        except KnownProblem:
            parted = None
        self.refresh()
        if parted is None:
            self.problem.emit(problem)
            return False
        if parted[1]:
            self.overtaken.emit(parted[1])
        return not parted[1]

    def undo(self) -> None:
        """Take back the newest edit."""
        self._go_back(self.project.undo)

    def redo(self) -> None:
        """Make the newest undone edit again."""
        self._go_back(self.project.redo)

    def _go_back(self, step: Callable[[str], Edit | None]) -> None:
        if not self.drafts.flush():
            return
        try:
            step(self.who)
        except KnownProblem as problem:
            self.problem.emit(problem)

    def choose(self, **fields: Any) -> None:
        """Change preferences, keep them, and tell everyone."""
        self.settings = replace(self.settings, **fields)
        try:
            save(self.settings, self.paths.settings)
        except KnownProblem as problem:
            self.problem.emit(problem)
        self.settings_changed.emit(self.settings)

    def place(self, name: str) -> str:
        """Where a view stood when it was last left, as it noted it; "" where it did not."""
        return self.settings.window.get(name, "")

    def keep_places(self, places: Mapping[str, str]) -> None:
        """Note where views stand. Only a convenience, so nobody is told where it cannot be kept."""
        self.settings = replace(self.settings, window={**self.settings.window, **places})
        with suppress(KnownProblem):
            save(self.settings, self.paths.settings)

    def refresh(self) -> None:
        """Read the article anew: something changed, here or in another window. What was typed is held against it."""
        self.drafts.flush()
        if self.desk is not None:
            try:
                self.desk = self.project.desk(self.desk.article.id)
            except KnownProblem:
                self.desk, self.quote_id = None, None  # it was removed, perhaps elsewhere
            self.desk_changed.emit(self.desk)
            if self.desk is not None:
                if self.state is None:
                    self.quote_id = next((state.quote.id for state in self.desk.states), None)
                self.selected.emit(self.state)
        self.articles_changed.emit()

    def close(self) -> bool:
        """Keep what is being typed, stop listening. False where something could not be kept; twice is harmless."""
        if self._closed:
            return True
        kept = self.resting or self.drafts.flush()
        self.jobs.close()
        if kept:
            self.bridge.close()
            self.project.close()
            self._closed = True
        return kept

    def rest(self) -> None:
        """Let go of the library for a while, once all that was typed is kept."""
        self.bridge.rest()
        self.project.rest()
        self.resting = True

    def wake(self) -> None:
        """Take it up again. Raises LibraryLocked where its key is not at hand, and what Project.open does."""
        self.project.wake()
        self.resting = False
        self.bridge.wake()
        self.refresh()
        self.woken.emit()

    def take_up_drafts(self) -> None:
        """Keep what an earlier run did not come to: words typed just before it was ended, or could not be written."""
        journals = drafts_journal.left(self._journal)
        for quote_id, fields in [one for path in journals for one in drafts_journal.load(path).items()]:
            try:
                self.project.quote(QuoteId(quote_id))
                self.drafts.take_up(QuoteId(quote_id), fields)
            except (KnownProblem, TypeError):
                continue  # the quote is gone, or the journal is another version's
        if not journals:
            return
        self._write_down()
        kept = self.drafts.flush()
        if kept or self._journalled:
            for path in journals:
                if path != self._journal or kept:
                    path.unlink(missing_ok=True)
        if kept:
            self.noticed.emit(Notice("done", tr("What was typed before the last run ended is kept now.")))

    def _settled(self, waiting: bool) -> None:
        """With nothing left waiting, the journal goes."""
        if not waiting and self._journalled:
            self._journalled = False
            with suppress(KnownProblem):
                drafts_journal.save(self._journal, {})

    def _hear(self, edit: Edit) -> None:
        self.saved.emit(edit.at)
        self.refresh()

    def _keep(self, quote_id: QuoteId, fields: Fields, was: Fields) -> "tuple[Conflict, ...]":
        from app import settling

        quote = self.project.quote(quote_id)
        clashing = settling.conflicts(quote, fields, was)
        left = fields.keys() - {one.field for one in clashing}
        changed = {name: fields[name] for name in left if getattr(quote, name) != fields[name]}
        if "speaker" in changed and "name" not in fields:
            from app.naming import stands_for

            changed["name"] = stands_for(self.project, quote, changed["speaker"])
        if changed:
            self.project.apply(edits.set_quote(quote, who=self.who, **changed))
        return clashing

    def _shown(self, quote_id: QuoteId, name: str) -> Any:
        """What the desk has in that field; what the library has where the desk has no such quote."""
        states = self.desk.states if self.desk is not None else ()
        held = next((state.quote for state in states if state.quote.id == quote_id), None)
        return getattr(held or self.project.quote(quote_id), name)

    def _write_down(self) -> None:
        """Note what waits in the journal, so that a crash loses no more than a moment's typing."""
        if self.project.encrypted:
            self.drafts.flush()  # never in clear outside the library, so it is kept at once instead
            return
        self._journalled = True
        with suppress(KnownProblem):  # the same full disk may hold the journal; the words stay in their field
            drafts_journal.save(self._journal, self.drafts.everything())

    def _clashed(self, conflicts: "tuple[Conflict, ...]") -> None:
        self._write_down()
        self.refresh()
        self.clashed.emit(conflicts)

    def _not_kept(self, problem: KnownProblem) -> None:
        if not self.project.encrypted:
            self._write_down()
        if isinstance(problem, StaleEdit):
            self.refresh()  # the next try is made against what is there now
        self.problem.emit(problem)
        self.noticed.emit(
            Notice(
                *("warning", tr("What you typed is still in its field."), tr("Try again"), self.drafts.flush),
                until="edit",
            )
        )
