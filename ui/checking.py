"""What a checker does with a quote: rule and go on, comment, mark, move, split, merge, leave out, choose a passage."""

import re
from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import edits, workflow
from app.workflow import Desk, QuoteState
from db.changes import Edit
from db.errors import KnownProblem
from db.records import (
    Attribution,
    Check,
    CommentId,
    EvidenceId,
    Form,
    Quote,
    Source,
    SourceId,
    SourceKind,
    Span,
    Status,
    Terms,
    new_id,
)
from ui.session import Session

if TYPE_CHECKING:
    from app.comparing import Policy


_WORD = re.compile(r"\w[\w’'-]*")


class Checking(QObject):
    """The verbs of one quote, made into edits and kept through the session."""

    reworded = Signal()  # a quote has other words than before, and is to be compared again

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def rule(self, status: Status, reason: str) -> bool:
        """Rule on the selected quote and move to the next that is left. False where the desk refuses."""
        session = self._session
        if session.quote_id is None or not session.drafts.flush() or session.desk is None:
            return False
        desk, quote_id = session.desk, session.quote_id
        if not session.apply(lambda: edits.rule(desk, quote_id, status, reason, who=session.who)):
            return False
        if (after := workflow.next_open(session.desk, quote_id)) is not None:
            session.select(after)
        return True

    def step(self, by: int) -> None:
        """Select the quote `by` places on in the article's order; stops at either end."""
        desk = self._session.desk
        if desk is None or not desk.states:
            return
        ids = [state.quote.id for state in desk.states]
        here = ids.index(self._session.quote_id) if self._session.quote_id in ids else -by
        self._session.select(ids[min(max(here + by, 0), len(ids) - 1)])

    def next_open(self) -> None:
        """Select the next quote that is left to check."""
        desk = self._session.desk
        if desk is not None and (after := workflow.next_open(desk, self._session.quote_id)) is not None:
            self._session.select(after)

    def comment(self, text: str, reply_to: CommentId | None = None) -> bool:
        """Add to the selected quote's thread."""
        return self._of_quote(lambda state: edits.comment(state.quote, text, who=self._session.who, reply_to=reply_to))

    def resolve(self, comment_id: CommentId) -> bool:
        """Say that a comment is dealt with."""

        def made(state: QuoteState) -> Edit:
            comment = next(one for one in state.comments if one.id == comment_id)
            return edits.resolve_comment(comment, who=self._session.who)

        return self._of_quote(made)

    def assign(self, who: str) -> bool:
        """Say who holds the selected quotes, "" for nobody."""
        return self._of_picked(lambda quotes: edits.set_quotes(quotes, who=self._session.who, assigned_to=who))

    def attribute(self, attribution: Attribution) -> bool:
        """Say what kind of speaker the selected quotes are attributed to."""
        return self._session.drafts.flush() and self._of_picked(
            lambda quotes: edits.set_quotes(quotes, who=self._session.who, attribution=attribution)
        )

    def recast(self, form: Form, reason: str = "") -> bool:
        """Say what the selected quote is: whole sentences, a part of one, reported words or, for a reason, a term."""
        state = self._session.state
        if state is None or state.quote.form is form or not self._session.drafts.flush():
            return False
        return self._reworded(lambda now: edits.recast(now.quote, form, reason, who=self._session.who))

    def exclude(self, reason: str) -> bool:
        """Leave the selected quotes out of the check, for a reason."""
        return self._of_picked(lambda quotes: edits.exclude_quotes(quotes, reason, who=self._session.who))

    def include(self) -> bool:
        """Take the selected quotes back into the check."""
        return self._of_picked(lambda quotes: edits.include_quotes(quotes, who=self._session.who))

    def mark(self, start: int, end: int, form: Form) -> bool:
        """Mark these words of the article as a quote and select it."""
        desk = self._session.desk
        if desk is None:
            return False
        before = {state.quote.id for state in desk.states}
        kept = self._session.apply(lambda: edits.add_quote(desk.article, start, end, form, who=self._session.who))
        if kept and self._session.desk is not None:
            new = [state.quote.id for state in self._session.desk.states if state.quote.id not in before]
            self._session.select(next(iter(new), self._session.quote_id))
            self.reworded.emit()
        return kept

    def move(self, start: int, end: int) -> bool:
        """Give the selected quote these bounds in the article."""
        desk = self._session.desk
        return desk is not None and self._reworded(
            lambda state: edits.move_quote(desk.article, state.quote, start, end, who=self._session.who)
        )

    def nudge(self, start_by: int, end_by: int) -> bool:
        """Move the selected quote's first or last word's edge by one word, in either direction."""
        desk, state = self._session.desk, self._session.state
        if desk is None or state is None:
            return False
        start = _word_edge(desk.article.text, state.quote.start, start_by)
        end = _word_edge(desk.article.text, state.quote.end, end_by, ends=True)
        return start < end and self.move(start, end)

    def split(self, at: int) -> bool:
        """Make two quotes of the selected one, at this place in the article."""
        desk = self._session.desk
        return desk is not None and self._reworded(
            lambda state: edits.split_quote(desk.article, state.quote, at, who=self._session.who)
        )

    def merge_next(self) -> bool:
        """Make one quote of the selected one and the next."""
        desk, after = self._session.desk, self.following()
        return (
            desk is not None
            and after is not None
            and self._reworded(
                lambda state: edits.merge_quotes(desk, state.quote.id, after.quote.id, who=self._session.who)
            )
        )

    def put_back(self, number: int) -> bool:
        """Put a piece that was left out back into the text; quotes move with it."""
        desk = self._session.desk
        if desk is None:
            return False
        quotes = [state.quote for state in desk.states]
        return self._session.apply(lambda: edits.put_back(desk.article, quotes, number, who=self._session.who))

    def reword(self) -> bool:
        """Put the selected quote's proposed wording into the article, and have it compared again."""
        desk, session = self._session.desk, self._session
        if desk is None or not session.drafts.flush() or session.desk is None:
            return False
        article, quotes = session.desk.article, [state.quote for state in session.desk.states]
        return self._reworded(
            lambda state: edits.reword(article, quotes, state.quote.id, state.quote.proposed_wording, who=session.who)
        )

    def following(self) -> QuoteState | None:
        """The quote after the selected one."""
        desk = self._session.desk
        ids = [state.quote.id for state in desk.states] if desk else []
        if desk is None or self._session.quote_id not in ids:
            return None
        return next(iter(desk.states[ids.index(self._session.quote_id) + 1 :]), None)

    def use_passage(self, evidence_id: EvidenceId, start: int, end: int) -> bool:
        """Compare the selected quote with this stretch of evidence, chosen by a person, and keep the check."""
        return self._by_hand(
            evidence_id,
            (start, end),
            lambda desk, check: edits.record_check(check, who=self._session.who, article_id=desk.article.id),
        )

    def rest(self, evidence_id: EvidenceId, start: int, end: int) -> bool:
        """Let the selected quote rest on this stretch of another piece too, compared and kept."""
        return self._by_hand(
            evidence_id, (start, end), lambda desk, check: edits.rest(desk, check, who=self._session.who)
        )

    def _by_hand(self, evidence_id: EvidenceId, place: Span, kept: Callable[[Desk, Check], Edit]) -> bool:
        desk, session = self._session.desk, self._session
        if desk is None:
            return False
        from app import intake

        piece, policies = desk.piece(evidence_id), session.paths.policies

        def made(state: QuoteState) -> Edit:
            return kept(
                desk, intake.compare_by_hand(desk, state, piece, who=session.who, policies=policies, place=place)
            )

        return self._of_quote(made)

    def rest_no_more(self, evidence_id: EvidenceId) -> bool:
        """Let the selected quote rest on that piece no more."""
        desk, who = self._session.desk, self._session.who
        return desk is not None and self._of_quote(
            lambda state: edits.rest_no_more(desk, state.quote.id, evidence_id, who=who)
        )

    def find_again(self, start: int, end: int) -> bool:
        """Say that the selected quote, which was lost, stands here in the article."""
        desk, who = self._session.desk, self._session.who
        return desk is not None and self._reworded(
            lambda state: edits.find_again(desk, state.quote.id, start, end, who=who)
        )

    def give(self, source_id: SourceId | None, terms: Terms | None = None) -> bool:
        """Say which known source spoke the selected quote, and on what terms; None takes it back."""
        known = {source.id: source for source in self._session.project.sources()}
        source = known.get(source_id) if source_id else None
        return self._of_quote(lambda state: edits.give_source(state.quote, source, terms, who=self._session.who))

    def add_source(self, kind: SourceKind, name: str, role: str, code_name: str, *, terms: Terms | None = None) -> bool:
        """Add a source and give it to the selected quote. With a code name, name and role are sealed at once."""
        made: list[Source] = []

        def adding() -> Edit:
            from app import sources

            made.append(
                sources.sealed(kind, name, role, code_name)
                if code_name
                else Source(SourceId(new_id()), kind, name, role)
            )
            return edits.add_source(made[0], who=self._session.who)

        return self._session.apply(adding) and self.give(made[0].id, terms)

    def _reworded(self, made: Callable[[QuoteState], Edit]) -> bool:
        kept = self._of_quote(made)
        if kept:
            self.reworded.emit()
        return kept

    def _of_picked(self, made: Callable[[list[Quote]], Edit]) -> bool:
        quotes = [state.quote for state in self._session.picked]
        return bool(quotes) and self._session.apply(lambda: made(quotes))

    def _of_quote(self, made: Callable[[QuoteState], Edit]) -> bool:
        state = self._session.state
        return state is not None and self._session.apply(lambda: made(state))


def _word_edge(text: str, at: int, by: int, *, ends: bool = False) -> int:
    """Where the edge of a word lies `by` words on from `at`."""
    if by == 0:
        return at
    line = text.rfind("\n", 0, at) + 1  # no word goes over its end, so of a long article little need be read
    if by > 0:
        return next((word.span()[ends] for word in _WORD.finditer(text, line) if word.span()[ends] > at), at)
    before = [word.span() for word in takewhile(lambda word: word.start() < at, _WORD.finditer(text, line))]
    while line and len(before) < 1 + ends:
        above, line = line, text.rfind("\n", 0, line - 1) + 1
        before = [word.span() for word in _WORD.finditer(text, line, above)] + before
    if ends:
        before = before[:-1]  # the last word, with whatever closes it, is given up
    return before[-1][ends] if before else at


def policy_of(session: Session) -> "Policy | None":
    """The open article's policy; None (and the user told) where it cannot be used."""
    if session.desk is None:
        return None
    from app import comparing

    try:
        return comparing.load_policy(session.desk.article.policy, session.paths.policies)
    except KnownProblem as problem:
        session.problem.emit(problem)
        return None
