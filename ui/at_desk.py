"""Joins the desk's panes to the session: what is selected is shown everywhere, what is wanted becomes a verb.

The panes are made when the first article is opened: the start page stands without them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.anchors import OPENING, with_marks
from app.workflow import Desk, QuoteState
from db.records import ArticleId, EvidenceId, Form, Quote, QuoteId, Status
from ui import why_not
from ui.actions import Actions
from ui.asking import Asking
from ui.bringing import Bringing
from ui.capturing import Capturing
from ui.checking import Checking
from ui.handing import ENDING
from ui.look import Look
from ui.models.history import last_changed, of_quote
from ui.session import Notice, Session
from ui.side_by_side import SideBySide

if TYPE_CHECKING:
    from ui.views.desk import DeskView

_OF_QUOTE = (
    *(
        "quote.comment",
        "quote.assign",
        "quote.use_said",
        "quote.take_over",
        "quote.reword",
        "quote.merge",
        "quote.split",
        "",
    ),
    *("quote.start_left", "quote.start_right", "quote.end_left", "quote.end_right", "quote.bounds", ""),
    *("quote.exclude", "quote.include", "quote.find_again"),
)
_IN_ARTICLE = (
    *("quote.mark", "quote.mark_indirect", "quote.bounds", "quote.overlapping", "", "quote.split", "quote.merge", ""),
    *("quote.exclude", "quote.include"),
)
_IN_EVIDENCE = (
    "evidence.use_passage",
    "evidence.rest",
    "evidence.rest_no_more",
    "evidence.find",
    "evidence.next_passage",
    "evidence.last_passage",
    "evidence.next_piece",
    "evidence.last_piece",
    "",
    "evidence.read",
    "evidence.capture",
    "evidence.fetch",
    "evidence.failed",
    "evidence.open_address",
    "evidence.about",
    "evidence.remove",
)
_AGAIN_MS = 1200  # after who spoke was changed; a name is typed in several goes
_STORY = 5_000  # edits of an article looked through for each quote's newest


class AtDesk(QObject):
    """What happens between the panes. It keeps nothing but which quote they show."""

    made = Signal(object)  # DeskView: the panes are there from now on
    selection_changed = Signal()
    pack_dropped = Signal(object)  # Path

    def __init__(
        self, session: Session, checking: Checking, bringing: Bringing, ask: Asking, look: Look, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._ask, self._look = ask, look
        self._made: DeskView | None = None
        self._actions: Actions | None = None
        self._side: SideBySide | None = None
        self._quote: QuoteId | None = None
        self._compared: Quote | None = None
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._compare_again)
        ask.shown_evidence = lambda: self._side.shown() if self._side else None
        session.desk_changed.connect(self._show_desk)
        session.selected.connect(self._show_quote)

    @property
    def view(self) -> "DeskView":
        """The panes, made on first use."""
        if self._made is None:
            from app import comparing
            from ui.recalling import Recalling
            from ui.views.desk import DeskView

            self._made = DeskView(self._look.theme, self._session.settings.window)
            self._made.comparison.set_policies(comparing.policy_names(self._session.paths.policies))
            self._side = SideBySide(self._session, self._checking, self._bringing, self._made, self)
            self._side.linked.on = self._session.place("linked") != "no"
            Recalling(self._session, self._made.details.elsewhere, self)
            self._join_panes(self._made)
            self._join_texts(self._made)
            self._show_actions(self._made)
            self.made.emit(self._made)
        return self._made

    @property
    def side(self) -> SideBySide:
        """The quote beside its evidence; made with the panes."""
        _made = self.view
        assert self._side is not None
        return self._side

    def use_capturing(self, capturing: Capturing) -> None:
        """What brings links in asks here which piece is shown."""
        self._capturing = capturing
        capturing.shown_evidence = lambda: self.side.shown() if self._made is not None else None

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
            QTimer.singleShot(0, self._made.article.bring_selected)

    def places(self) -> dict[str, str]:
        """Where the dividers stand."""
        if self._made is None:
            return {}
        return {**self._made.places(), "linked": "" if self.linked() else "no"}

    def _join_panes(self, view: "DeskView") -> None:
        session, checking, bringing, ask = self._session, self._checking, self._bringing, self._ask
        view.bar.back.connect(session.close_article)
        view.bar.find_wanted.connect(ask.palette)
        view.queue.selected.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        view.queue.picked.connect(self._pick)
        view.queue.changed_at = self._changed_at
        view.queue.use_order(session.place("queue.order"))
        view.queue.ordered.connect(lambda order: session.keep_places({"queue.order": order}))
        view.queue.opened.connect(lambda _quote_id: view.go_to("article"))
        view.files_dropped.connect(self._take)
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
        refused = details.draft.refused
        refused.connect(lambda why: session.noticed.emit(Notice("warning", why, until="quote")) if why else None)
        details.comment_wanted.connect(lambda _quote_id, text: checking.comment(text))
        details.resolve_wanted.connect(checking.resolve)
        details.source_wanted.connect(lambda _quote_id: ask.source())
        details.piece_wanted.connect(lambda evidence_id: self.side.look_at(EvidenceId(evidence_id)))
        details.elsewhere.quote_wanted.connect(session.open_article)
        details.elsewhere.all_wanted.connect(lambda: self._actions.run("quote.elsewhere") if self._actions else None)
        details.evidence_wanted.connect(lambda _quote_id: view.go_to("evidence"))

    def _pick(self, quote_ids: tuple[QuoteId, ...]) -> None:
        """Several quotes are selected, or one again."""
        before = len(self._session.picked)
        self._session.pick(quote_ids)
        if before > 1 or len(quote_ids) > 1:
            self.view.details.draft.show_several(why_not.one_at_a_time(self._session))
            self.selection_changed.emit()

    def _changed_at(self) -> dict[QuoteId, str]:
        desk = self._session.desk
        return last_changed(self._session.project.history(article_id=desk.article.id, limit=_STORY)) if desk else {}

    def _join_texts(self, view: "DeskView") -> None:
        ask, session = self._ask, self._session
        article, evidence = view.article, view.evidence
        article.quote_selected.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        article.look_again.connect(lambda quote_id: session.select(QuoteId(quote_id)))
        article.page.selection_changed.connect(self.selection_changed)
        article.mark_wanted.connect(lambda _start, _end: self.mark())
        article.bounds_wanted.connect(self._checking.move)
        article.left_out_wanted.connect(ask.left_out)
        article.swap_wanted.connect(view.swap)
        article.text_wanted.connect(ask.preferences)
        evidence.add_wanted.connect(ask.choose_evidence)
        evidence.capture_wanted.connect(self._capturing.attach_text)
        evidence.page.selection_changed.connect(self.selection_changed)
        for pane in (article, evidence):
            pane.files_dropped.connect(self._take)

    def _take(self, paths: list[Path]) -> None:
        """Files dropped at the desk: a pack is taken in, anything else is evidence."""
        for pack in [path for path in paths if path.suffix == ENDING]:
            self.pack_dropped.emit(pack)
        if evidence := [path for path in paths if path.suffix != ENDING]:
            self._bringing.evidence(evidence)

    def _show_actions(self, view: "DeskView") -> None:
        """The bar's buttons follow their actions; menus under the pointer hold those of their pane."""
        actions = self._actions
        assert actions is not None
        from ui.menus import queue_menu

        view.details.set_menu(actions.menu(_OF_QUOTE, view).actions())
        view.details.set_form_menu(actions.menu([f"quote.form_{form}" for form in Form], view))
        queue_menu(actions, view.queue.list)
        for pane, names in ((view.article, _IN_ARTICLE), (view.evidence, _IN_EVIDENCE)):
            pane.context_wanted.connect(actions.menu(names, view).popup)
        for button, name in ((view.bar.sign_off, "article.sign_off"), (view.bar.export, "file.export")):
            actions.follow(button, name)
        view.use_actions(actions)

    # Showing

    def _show_desk(self, desk: Desk | None) -> None:
        if desk is None:
            self._quote = None
            return
        view = self.view
        view.bar.show_desk(desk)
        view.queue.show_desk(desk, self._session.who)
        view.article.show_desk(desk)
        view.evidence.show_desk(desk)

    def _show_quote(self, state: QuoteState | None) -> None:
        session, desk = self._session, self._session.desk
        if desk is None:
            return
        view = self.view
        quote_id = state.quote.id if state is not None else None
        if quote_id != self._quote:
            self._quote = quote_id
            self.side.forget()
            view.queue.select(quote_id)
            view.article.select(quote_id)
        self.side.hold(desk, state)
        view.details.show_quote(desk, quote_id, sources=session.project.sources())
        entries = session.project.history(quote_id=quote_id, limit=50) if quote_id else ()
        view.details.show_history(of_quote(entries, quote_id) if quote_id else ())
        if state is not None and state.check_stale == "attribution" and state.quote != self._compared:
            self._again.start()

    def _compare_again(self) -> None:
        """Somebody said who spoke: what was compared under another name is compared again, once."""
        state = self._session.state
        if state is not None and state.check_stale == "attribution" and self.view.isVisible():
            self._compared = state.quote
            self._bringing.compare(quietly=True)

    # What the user wants

    def article_selection(self) -> tuple[int, int] | None:
        """The words selected in the article, as characters of its text."""
        return self._made.article.page.selected_span() if self._made is not None else None

    def evidence_selection(self) -> tuple[int, int] | None:
        """The words selected in the evidence shown."""
        return self._side.selection() if self._side is not None else None

    def go_to(self, pane: str) -> None:
        """Put the keyboard into that pane."""
        self.view.go_to(pane)

    def open_evidence(self, article_id: ArticleId, evidence_id: EvidenceId, words: str) -> None:
        """Show this piece of an article's evidence, at the place where those words stand."""
        desk = self._session.desk
        if desk is None or desk.article.id != article_id:
            self._session.open_article(article_id)
        self.side.find(evidence_id, words)

    def cycle(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        self.view.cycle(by)

    def swap(self) -> None:
        """Let article and evidence change sides."""
        self.view.swap()

    def turn(self) -> None:
        """Put the article above the evidence, or beside it again; the selected quote stays in view."""
        self.view.turn()
        QTimer.singleShot(0, self.view.article.bring_selected)

    def turned(self) -> bool:
        """Whether the article stands above the evidence."""
        return self._made is not None and self._made.turned()

    def link(self) -> None:
        """Let article and evidence scroll together, or each for itself."""
        self.side.linked.on = not self.side.linked.on

    def linked(self) -> bool:
        """Whether article and evidence scroll together."""
        return self._side is None or self._side.linked.on

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
        has_marks = text[start] in OPENING or with_marks(text, start, end) != (start, end)
        self._checking.mark(start, end, form or (Form.DIRECT if has_marks else Form.INDIRECT))

    def overlapping(self) -> tuple[QuoteId, ...]:
        """The quotes that overlap the selected one, with it; empty where none does."""
        return self._made.article.page.overlapping() if self._made is not None else ()

    def next_overlapping(self) -> None:
        """Select the next of the quotes that overlap here, after the last one the first."""
        ids = self.overlapping()
        if self._session.quote_id in ids:
            self._session.select(ids[(ids.index(self._session.quote_id) + 1) % len(ids)])

    def move_to_selection(self) -> None:
        """Give the selected quote the words selected in the article as its bounds."""
        if (selected := self.article_selection()) is not None:
            self._checking.move(*selected)

    def split(self) -> None:
        """Split the selected quote where the caret stands."""
        page = self.view.article.page
        self._checking.split(page.places.from_document(page.textCursor().position()))
