"""Joins the desk's panes to the session: what is selected is shown everywhere, what is wanted becomes a verb.

The panes are made when the first article is opened: the start page stands without them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.workflow import Desk, QuoteState
from db.records import EvidenceId, Form, QuoteId, Status
from ui.actions import Actions
from ui.asking import Asking
from ui.bringing import Bringing
from ui.checking import Checking, policy_of
from ui.held import Held, Holder
from ui.i18n import tr
from ui.look import Look
from ui.models.history import of_quote
from ui.models.quotes import OPENING, marked
from ui.session import Notice, Session

if TYPE_CHECKING:
    from ui.views.desk import DeskView

_OF_QUOTE = (
    *("quote.comment", "quote.assign", "quote.use_said", "quote.reword", "quote.merge", "quote.split", ""),
    *("quote.start_left", "quote.start_right", "quote.end_left", "quote.end_right", ""),
    *("quote.exclude", "quote.include"),
)
_IN_ARTICLE = ("quote.mark", "quote.mark_indirect", "quote.split", "quote.merge", "", "quote.exclude", "quote.include")
_IN_EVIDENCE = (
    "evidence.use_passage",
    "evidence.find",
    "evidence.next_passage",
    "evidence.last_passage",
    "",
    "evidence.about",
    "evidence.remove",
)


class AtDesk(QObject):
    """What happens between the panes. It keeps nothing but which evidence the user is looking at."""

    made = Signal(object)  # DeskView: the panes are there from now on
    selection_changed = Signal()

    def __init__(
        self, session: Session, checking: Checking, bringing: Bringing, ask: Asking, look: Look, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._ask, self._look = ask, look
        self._made: DeskView | None = None
        self._actions: Actions | None = None
        self._holder = Holder()
        self._held = Held()
        self._looked_at: EvidenceId | None = None  # evidence chosen to look at, for the selected quote only
        self._quote: QuoteId | None = None
        ask.shown_evidence = lambda: self._held.piece.id if self._held.piece else None
        session.desk_changed.connect(self._show_desk)
        session.selected.connect(self._show_quote)

    @property
    def view(self) -> "DeskView":
        """The panes, made on first use."""
        if self._made is None:
            from app import comparing
            from ui.views.desk import DeskView

            self._made = DeskView(self._look.theme, self._session.settings.window)
            self._made.comparison.set_policies(comparing.policy_names(self._session.paths.policies))
            self._join_panes(self._made)
            self._join_texts(self._made)
            self._show_actions(self._made)
            self.made.emit(self._made)
        return self._made

    def use_actions(self, actions: Actions) -> None:
        """Buttons follow these actions, and menus are made from them."""
        self._actions = actions

    def name_keys(self) -> None:
        """The keys changed: tooltips and buttons say so."""
        if self._made is not None and self._actions is not None:
            self._made.use_actions(self._actions)

    def set_one_pane(self, one: bool) -> None:
        """Let article and evidence share one pane, or not."""
        if self._made is not None:
            self._made.set_one_pane(one)

    def places(self) -> dict[str, str]:
        """Where the dividers stand."""
        return self._made.places() if self._made is not None else {}

    def _join_panes(self, view: "DeskView") -> None:
        session, checking, bringing, ask = self._session, self._checking, self._bringing, self._ask
        view.bar.back.connect(session.close_article)
        view.bar.find_wanted.connect(ask.palette)
        view.queue.selected.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        view.queue.opened.connect(lambda _quote_id: view.go_to("article"))
        view.files_dropped.connect(bringing.evidence)
        view.comparison.policy_chosen.connect(bringing.use_policy)
        view.comparison.proposed_changed.connect(
            lambda quote_id, words: session.drafts.put(QuoteId(quote_id), proposed_wording=words)
        )
        view.comparison.put_wanted.connect(checking.reword)
        details = view.details
        details.field_changed.connect(
            lambda quote_id, name, value: session.drafts.put(QuoteId(quote_id), **{name: value})
        )
        details.rule_wanted.connect(self._rule)
        details.draft.refused.connect(lambda why: session.noticed.emit(Notice("warning", why)) if why else None)
        details.comment_wanted.connect(lambda _quote_id, text: checking.comment(text))
        details.resolve_wanted.connect(checking.resolve)
        details.source_wanted.connect(lambda _quote_id: ask.source())
        details.evidence_wanted.connect(lambda _quote_id: view.go_to("evidence"))

    def _join_texts(self, view: "DeskView") -> None:
        ask, session = self._ask, self._session
        article, evidence = view.article, view.evidence
        article.quote_selected.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        article.look_again.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        article.page.selection_changed.connect(self.selection_changed)
        article.mark_wanted.connect(lambda _start, _end: self.mark())
        article.left_out_wanted.connect(ask.left_out)
        article.swap_wanted.connect(view.swap)
        article.text_wanted.connect(ask.preferences)
        evidence.evidence_chosen.connect(self._look_at)
        evidence.add_wanted.connect(ask.choose_evidence)
        evidence.candidate_chosen.connect(self._use_candidate)
        evidence.passage_wanted.connect(lambda _start, _end: self.use_passage())
        evidence.page.selection_changed.connect(self.selection_changed)
        for pane in (article, evidence):
            pane.files_dropped.connect(self._bringing.evidence)

    def _show_actions(self, view: "DeskView") -> None:
        """The bar's buttons follow their actions; menus under the pointer hold those of their pane."""
        actions = self._actions
        assert actions is not None
        view.details.set_menu(actions.menu(_OF_QUOTE, view).actions())
        for pane, names in ((view.article, _IN_ARTICLE), (view.evidence, _IN_EVIDENCE)):
            pane.context_wanted.connect(actions.menu(names, view).popup)
        for button, name in ((view.bar.sign_off, "article.sign_off"), (view.bar.export, "file.export")):
            actions.follow(button, name)
        view.use_actions(actions)

    # Showing

    def _show_desk(self, desk: Desk | None) -> None:
        if desk is None:
            self._quote = self._looked_at = None
            return
        view = self.view
        view.bar.show_desk(desk)
        view.queue.show_desk(desk)
        view.article.show_desk(desk)
        view.evidence.show_desk(desk)

    def _show_quote(self, state: QuoteState | None) -> None:
        session, desk = self._session, self._session.desk
        if desk is None:
            return
        view = self.view
        quote_id = state.quote.id if state is not None else None
        if quote_id != self._quote:
            self._quote, self._looked_at = quote_id, None
            view.queue.select(quote_id)
            view.article.select(quote_id)
        self._hold(desk, state)
        view.details.show_quote(desk, quote_id, sources=session.project.sources())
        entries = session.project.history(quote_id=quote_id, limit=50) if quote_id else ()
        view.details.show_history(of_quote(entries, quote_id) if quote_id else ())

    def _hold(self, desk: Desk, state: QuoteState | None) -> None:
        """Compare, and show evidence and comparison."""
        view, policy = self.view, policy_of(self._session)
        checked = Held()
        if state is not None and policy is not None:
            checked = self._holder.against_check(desk, state, policy)
        self._held = checked
        pieces = {piece.id: piece for piece in desk.evidence}
        looked_at = pieces.get(self._looked_at) if self._looked_at else None
        if state is not None and policy is not None and looked_at is not None and looked_at != checked.piece:
            self._held = self._holder.against(looked_at, state, policy)
        held = self._held
        unfound = bool(desk.evidence) and state is not None
        if held.piece is not None or not unfound:
            view.evidence.show_evidence(held.piece.id if held.piece else None)
            spans = [(passage.start, passage.end) for passage in held.passages]
            view.evidence.show_passages(spans, held.at, searched=held.comparison is not None)
        elif state is not None and state.quote.form is Form.TERM:
            view.evidence.show_nothing(tr("A term"), tr("These marks report nobody, so there is nothing to compare."))
        else:
            view.evidence.show_nothing(tr("No passage found"), tr("Choose a piece above to look for it yourself."))
        view.comparison.show_quote(
            state, checked.comparison, checked.recompare, policy=desk.article.policy, unfound=unfound
        )

    def _look_at(self, evidence_id: str) -> None:
        self._looked_at = EvidenceId(evidence_id)
        if self._session.desk is not None:
            self._hold(self._session.desk, self._session.state)

    # What the user wants

    def article_selection(self) -> tuple[int, int] | None:
        """The words selected in the article, as characters of its text."""
        return self._made.article.page.selected_span() if self._made is not None else None

    def evidence_selection(self) -> tuple[int, int] | None:
        """The words selected in the evidence shown."""
        return self._made.evidence.page.selected_span() if self._made is not None else None

    def go_to(self, pane: str) -> None:
        """Put the keyboard into that pane."""
        self.view.go_to(pane)

    def cycle(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        self.view.cycle(by)

    def swap(self) -> None:
        """Let article and evidence change sides."""
        self.view.swap()

    def toggle_details(self) -> None:
        """Fold the details away, or unfold them."""
        self.view.toggle_details()

    def details_shown(self) -> bool:
        """Whether the details are unfolded."""
        return self._made is not None and self._made.details_shown()

    def rule(self) -> None:
        """Give the ruling that is being made."""
        controls = self.view.details.ruling if self.view.details_shown() else self.view.strip
        controls.rule()

    def _rule(self, quote_id: str, status: Status, reason: str) -> None:
        if quote_id == self._session.quote_id:
            self._checking.rule(status, reason)

    def choose_ruling(self, status: Status) -> None:
        """Make this the ruling, and ask for the reason."""
        self.view.details.draft.choose(status)
        controls = self.view.details.ruling if self.view.details_shown() else self.view.strip
        controls.reason.setFocus()
        controls.reason.selectAll()

    def step_difference(self, by: int) -> None:
        """Go to the next difference, or the one before."""
        comparison = self.view.comparison
        (comparison.next_difference if by > 0 else comparison.previous_difference)()

    def use_said(self) -> None:
        """Propose the words as said."""
        self.view.comparison.use_words_as_said()

    def write_comment(self) -> None:
        """Put the caret where comments are written."""
        if not self.view.details_shown():
            self.view.toggle_details()
        self.view.details.write_comment()

    def mark(self, form: Form | None = None) -> None:
        """Mark the selected words of the article: as a quotation where marks stand at them, else as reported words."""
        selected, desk = self.article_selection(), self._session.desk
        if selected is None or desk is None:
            return
        start, end = selected
        text = desk.article.text
        has_marks = text[start] in OPENING or marked(text, start, end) != (start, end)
        self._checking.mark(start, end, form or (Form.DIRECT if has_marks else Form.INDIRECT))

    def split(self) -> None:
        """Split the selected quote where the caret stands."""
        page = self.view.article.page
        self._checking.split(page.places.from_document(page.textCursor().position()))

    def use_passage(self) -> None:
        """Hold the selected quote against the words selected in the evidence."""
        selected = self.evidence_selection()
        if selected is not None and self._held.piece is not None:
            self._checking.use_passage(self._held.piece.id, *selected)

    def step_passage(self, by: int) -> None:
        """Hold the quote against the next passage that fits, or the one before."""
        self.view.evidence.step_passage(by)

    def find_in_evidence(self) -> None:
        """Open the search in the evidence shown."""
        desk = self._session.desk
        if self._held.piece is None and desk is not None and desk.evidence:
            self._look_at(desk.evidence[0].id)
        self.view.go_to("evidence")
        self.view.evidence.open_search()

    def _use_candidate(self, number: int) -> None:
        """Hold the quote against another passage that fits. It is kept: what is shown is what is ruled on."""
        held = self._held
        if held.piece is not None and 0 <= number < len(held.passages):
            passage = held.passages[number]
            self._looked_at = None
            self._checking.use_passage(held.piece.id, passage.start, passage.end)
