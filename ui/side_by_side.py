"""The selected quote beside its evidence: what it is held against, what is looked at instead, what is taken from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.workflow import SAME_WORDS, Desk, QuoteState, Reason, why_not_checked, why_not_rest
from db.records import Check, Evidence, EvidenceId, Form
from ui.bringing import Bringing
from ui.checking import Checking, policy_of
from ui.held import Held, Holder
from ui.i18n import tr
from ui.linked import Linked, Pair
from ui.messages import reason_words, stale_words, verdict_word
from ui.session import Session

if TYPE_CHECKING:
    from app.comparing import Index
    from ui.views.desk import DeskView


class SideBySide(QObject):
    """Evidence and comparison of one desk. It keeps nothing but which evidence the user is looking at."""

    def __init__(
        self, session: Session, checking: Checking, bringing: Bringing, view: "DeskView", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._checking, self._bringing = session, checking, bringing
        self._view = view
        self._holder = Holder()
        self._held = Held()
        self._reading: set[EvidenceId] = set()  # whose index is being made
        self._looked_at: EvidenceId | None = None  # evidence chosen to look at, for the selected quote only
        self._chosen_in: EvidenceId | None = None  # evidence in which a quote's passage was chosen: it stays as it is
        self.linked = Linked(view.article.page, view.evidence.page, self)
        view.evidence.evidence_chosen.connect(self._look_at)
        view.evidence.candidate_chosen.connect(self._use_candidate)
        view.evidence.passage_wanted.connect(lambda _start, _end: self.use_passage())
        view.evidence.beside_wanted.connect(self.rest_or_not)
        view.evidence.place_chosen.connect(self._choose_at)

    def shown(self) -> EvidenceId | None:
        """The piece of evidence in view."""
        return self._held.piece.id if self._held.piece else None

    def forget(self) -> None:
        """Another quote is selected, or none: look at what it rests on again."""
        self._looked_at = self._chosen_in

    def hold(self, desk: Desk, state: QuoteState | None) -> None:
        """Compare, and show evidence and comparison."""
        view, policy = self._view, policy_of(self._session)
        checked = Held(next(iter(desk.evidence), None)) if state is None else Held()  # without quotes: what there is
        pieces = {piece.id: piece for piece in desk.evidence}
        looked_at = pieces.get(self._looked_at) if self._looked_at else None
        if state is not None and policy is not None:
            unread = self._holder.unread((self._holder.piece_of(desk, state), looked_at))
            if unread is not None:
                self._read_first(desk, state, unread, looked_at or unread)
                return
            checked = self._holder.against_check(desk, state, policy)
        self._held = checked
        if state is not None and policy is not None and looked_at is not None and looked_at != checked.piece:
            self._held = self._holder.against(looked_at, state, policy, _further(state, looked_at))
        elif state is None and looked_at is not None:
            self._held = Held(looked_at)
        held = self._held
        unfound = bool(desk.evidence) and state is not None
        if held.piece is not None or not unfound:
            view.evidence.show_evidence(held.piece.id if held.piece else None)
            spans = [(passage.start, passage.end) for passage in held.passages]
            view.evidence.show_passages(spans, held.at, searched=held.comparison is not None, bring=not self._chosen_in)
        elif state is not None and state.quote.form is Form.TERM:
            view.evidence.show_nothing(tr("A term"), tr("These marks report nobody, so there is nothing to compare."))
        else:
            view.evidence.show_nothing(tr("No passage found"), tr("Choose a piece above to look for it yourself."))
        view.comparison.show_quote(
            state, checked.comparison, checked.recompare, policy=desk.article.policy, unfound=unfound
        )
        view.evidence.show_beside(*beside_words(state, held))
        self.linked.use_pairs(_pairs(desk, state, held))

    def _read_first(self, desk: Desk, state: QuoteState, piece: Evidence, shown: Evidence) -> None:
        """Show what there is of a long piece, and compare when its index is made: then what is selected by then."""
        self._held = Held(shown)
        check, view = state.check, self._view
        view.evidence.show_evidence(shown.id)
        lit = check is not None and check.evidence_id == shown.id and check.passage_end <= len(shown.text)
        view.evidence.show_passages(
            [(check.passage_start, check.passage_end)] if check and lit else [],
            searched=False,
            bring=not self._chosen_in,
        )
        view.comparison.show_quote(state, None, None, policy=desk.article.policy, waiting=True)
        view.evidence.show_beside("", "")
        self.linked.use_pairs(())
        if piece.id in self._reading:
            return
        self._reading.add(piece.id)

        def make(_progress: object, _stop: object) -> "Index":
            from app import comparing

            return comparing.index(piece.text, piece.turns)

        def made(index: "Index") -> None:
            self._reading.discard(piece.id)
            self._holder.keep(piece, index)
            if self._session.desk is not None:
                self.hold(self._session.desk, self._session.state)

        def failed(problem: BaseException) -> None:
            self._reading.discard(piece.id)
            self._session.problem.emit(problem)

        self._session.jobs.start(tr("Comparing"), make, made, failed)

    def look_at(self, evidence_id: EvidenceId) -> None:
        """Show this piece beside the selected quote, whatever the quote is ruled by."""
        self._look_at(evidence_id)

    def _look_at(self, evidence_id: str) -> None:
        self._looked_at = EvidenceId(evidence_id)
        if self._session.desk is not None:
            self.hold(self._session.desk, self._session.state)

    # What the user wants

    def _choose_at(self, place: int) -> None:
        """Select the quote that rests on that character of the evidence; of several the one after the selected."""
        desk, piece = self._session.desk, self.shown()
        self.linked.stay()
        if desk is None or piece is None:
            return
        ids = [state.quote.id for state in desk.states if _covers(state, piece, place)]
        if not ids:
            return
        after = ids.index(self._session.quote_id) + 1 if self._session.quote_id in ids else 0
        self._chosen_in = piece
        try:
            self._session.select(ids[after % len(ids)])
            self._view.article.bring_selected()
        finally:
            self._chosen_in = None

    def selection(self) -> tuple[int, int] | None:
        """The words selected in the evidence shown."""
        return self._view.evidence.page.selected_span()

    def step_difference(self, by: int) -> None:
        """Go to the next difference, or the one before."""
        comparison = self._view.comparison
        (comparison.next_difference if by > 0 else comparison.previous_difference)()

    def use_said(self) -> None:
        """Propose the words as said."""
        self._view.comparison.use_words_as_said()

    def take_over(self) -> None:
        """Propose what was said at one difference."""
        self._view.comparison.take_over()

    def why_not_take_over(self) -> str:
        """Why no single difference can be taken over, in a sentence; "" where one can."""
        return "" if self._view.comparison.proposed.left() else tr("No difference is left to take over.")

    def use_passage(self) -> None:
        """Hold the selected quote against the words selected in the evidence."""
        selected = self.selection()
        if selected is not None and self._held.piece is not None:
            self._checking.use_passage(self._held.piece.id, *selected)

    def why_not_rest(self) -> str:
        """Why the quote cannot rest on the passage shown too, in a sentence; "" where it can."""
        state, piece = self._session.state, self._held.piece
        if state is None or piece is None:
            return tr("Choose a second piece of evidence first.")
        if _rests_on(state, piece.id) is not None:
            return reason_words(Reason.RESTS_ALREADY)
        if reason := why_not_rest(state, piece):
            return reason_words(reason)
        return "" if self._place() is not None else tr("Select words in the evidence first.")

    def why_not_rest_no_more(self) -> str:
        """Why the quote cannot stop resting on the piece shown, in a sentence; "" where it can."""
        state, piece = self._session.state, self._held.piece
        if state is not None and piece is not None and _rests_on(state, piece.id) is not None:
            return ""
        return reason_words(Reason.RESTS_NOT)

    def rest(self) -> None:
        """Let the quote rest on the words selected in the evidence shown, else on the passage lit there, too."""
        place, piece = self._place(), self._held.piece
        if place is not None and piece is not None:
            self._checking.rest(piece.id, *place)

    def rest_no_more(self) -> None:
        """Let the quote rest on the piece shown no more."""
        if self._held.piece is not None:
            self._checking.rest_no_more(self._held.piece.id)

    def rest_or_not(self) -> None:
        """The one of the two that can be done."""
        (self.rest_no_more if not self.why_not_rest_no_more() else self.rest)()

    def _place(self) -> tuple[int, int] | None:
        held = self._held
        lit = held.passages[held.at] if 0 <= held.at < len(held.passages) else None
        return self.selection() or ((lit.start, lit.end) if lit else None)

    def step_passage(self, by: int) -> None:
        """Hold the quote against the next passage that fits, or the one before."""
        self._view.evidence.step_passage(by)

    def step_piece(self, by: int) -> None:
        """Look at the next piece of evidence, or the one before."""
        self._view.evidence.step_piece(by)

    def find(self, evidence_id: EvidenceId | None = None, words: str = "") -> None:
        """Open the search in that piece, else in the evidence shown; for these words, where some are given."""
        desk = self._session.desk
        if evidence_id is None and self._held.piece is None and desk is not None and desk.evidence:
            evidence_id = desk.evidence[0].id
        if evidence_id is not None:
            self._look_at(evidence_id)
        self._view.go_to("evidence")
        self._view.evidence.open_search(words)

    def _use_candidate(self, number: int) -> None:
        """Hold the quote against another passage that fits. It is kept: what is shown is what is ruled on."""
        held = self._held
        if held.piece is not None and 0 <= number < len(held.passages):
            passage = held.passages[number]
            self._looked_at = None
            self._checking.use_passage(held.piece.id, passage.start, passage.end)


def _rests_on(state: QuoteState, evidence_id: EvidenceId) -> Check | None:
    return next((check for check in state.also if check.evidence_id == evidence_id), None)


def _covers(state: QuoteState, evidence_id: EvidenceId, place: int) -> bool:
    """Whether the quote rests on a passage of that piece with that character in it."""
    checks = (state.check, *state.also)
    return any(
        check is not None and check.evidence_id == evidence_id and check.passage_start <= place < check.passage_end
        for check in checks
    )


def _further(state: QuoteState, piece: Evidence) -> tuple[int, int] | None:
    """The passage of that piece which the quote rests on besides, where it is still there."""
    check = _rests_on(state, piece.id)
    whole = check is not None and check.passage_start < check.passage_end <= len(piece.text)
    return (check.passage_start, check.passage_end) if check is not None and whole else None


def beside_words(state: QuoteState | None, held: Held) -> tuple[str, str]:
    """What is said of a piece that the quote is not ruled by, and the button for it; nothing of any other."""
    if state is None or held.piece is None or why_not_checked(state) or state.check is None:
        return "", ""
    check = _rests_on(state, held.piece.id)
    if check is None:
        may = why_not_rest(state, held.piece) is None and bool(held.passages)
        return (tr("The quote is ruled by another piece."), tr("Rest on it too")) if may else ("", "")
    stale = state.also_stale[state.also.index(check)]
    if stale:
        said = tr("The quote rests on this too, but {what}. Compare again.", what=stale_words(stale))
    elif check.verdict in SAME_WORDS:
        said = tr("The quote rests on this passage too: {verdict}.", verdict=verdict_word(check.verdict).lower())
    else:
        said = tr("The quote rests on this too, but its words differ: {verdict}.",
                  verdict=verdict_word(check.verdict).lower())  # fmt: skip
    return said, tr("No longer")


def _pairs(desk: Desk, state: QuoteState | None, held: Held) -> tuple[Pair, ...]:
    """Where the article's quotes stand, and their passages in the evidence shown."""
    if held.piece is None:
        return ()
    checks = ((one.quote.start, one.check) for one in desk.states if one.check is not None and one.quote.end)
    found = {start: check.passage_start for start, check in checks
             if check.evidence_id == held.piece.id and check.passage_end}  # fmt: skip
    if state is not None and held.at >= 0:
        found[state.quote.start] = held.passages[held.at].start
    return tuple(sorted(found.items()))
