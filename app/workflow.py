"""What may follow what on the desk, and what is still missing. What is stale, app.desks works out.

Pure: records in, answers out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from db import binding as bindings
from db.records import (
    Article,
    Attribution,
    Check,
    Comment,
    Evidence,
    EvidenceId,
    Form,
    Quote,
    QuoteId,
    Ruling,
    Sha256,
    Source,
    Status,
    Terms,
    Verdict,
)


class Reason(StrEnum):
    """Why something is refused. ui.messages says each in the reader's language."""

    OPEN_QUOTES = "open_quotes"
    STALE_QUOTES = "stale_quotes"
    UNRESOLVED = "unresolved"
    EXPOSED = "exposed"
    CHECKED_LAST = "checked_last"
    NAMELESS = "nameless"
    SIGNED = "signed"
    NOTHING_TO_SIGN = "nothing_to_sign"
    WORDS_DIFFER = "words_differ"
    NOT_SUPPORTED = "not_supported"
    NO_CHECK = "no_check"
    NO_EVIDENCE = "no_evidence"
    STALE = "stale"
    INDIRECT = "indirect"
    EXCLUDED = "excluded"
    TERM = "term"
    OFF_RECORD = "off_record"
    NEEDS_REASON = "needs_reason"
    CONFIRM = "confirm"
    NO_WORDS = "no_words"
    OUT_OF_TEXT = "out_of_text"
    NOT_NEIGHBOURS = "not_neighbours"
    NO_SUCH_FIELD = "no_such_field"
    NOT_TO_PUBLISH = "not_to_publish"
    LOST = "lost"
    NOT_LOST = "not_lost"
    NOT_CAPTURED = "not_captured"
    ATTACHED_ALREADY = "attached_already"
    RESTS_ALREADY = "rests_already"
    RESTS_NOT = "rests_not"
    TAKEN = "taken"
    HELD = "held"
    NOT_SEALED = "not_sealed"
    FORGOTTEN = "forgotten"
    NO_DATE = "no_date"
    NO_NAME = "no_name"
    NO_CODE_NAME = "no_code_name"
    TELLING_CODE_NAME = "telling_code_name"


OPEN = frozenset({Status.UNCHECKED, Status.IN_CHECK, Status.NEEDS_CHANGE})
"""The statuses under which a quote is still left to check."""

URGENT = (
    *("stale", Status.NEEDS_CHANGE, Status.IN_CHECK, Status.UNCHECKED, Status.DO_NOT_PUBLISH, Status.DISPUTED),
    *(Status.UNVERIFIABLE, Status.PARAPHRASE_ONLY, Status.PERMITTED_EDITS, Status.VERBATIM, "lost", "excluded", "term"),
)
"""What quotes count as, what needs attention first: in the queue, in the overview and on a sheet."""

UNDECIDED = frozenset({Status.UNCHECKED, Status.IN_CHECK})
"""The statuses that decide nothing, so that nothing can make them stale."""

SAME_WORDS = frozenset({Verdict.VERBATIM, Verdict.PERMITTED})
"""The verdicts under which the printed words are those that were said, but for what the policy allows."""

GIVES_REASON = frozenset(
    {Status.PARAPHRASE_ONLY, Status.NEEDS_CHANGE, Status.DISPUTED, Status.UNVERIFIABLE, Status.DO_NOT_PUBLISH}
)
"""The statuses that a person must give a reason for."""

ASKS_REASON = frozenset({Reason.NEEDS_REASON, Reason.CONFIRM})
"""The refusals that a reason does away with."""


@dataclass(frozen=True, slots=True)
class QuoteState:
    """One quote with all that was said about it.

    `number` counts from 1 in the article's order, None for a term, one left out and one that is lost. `check` is the
    newest against the passage that the quote is ruled by; `also` are those against the passages it rests on besides,
    one for each further piece of evidence. `ruling` is the newest; `checks` and `rulings` hold all, newest first;
    `comments` oldest first. `stale` says what changed since the ruling: a name of db.binding.PARTS, "no_policy"
    (it cannot be read), "pieces" (what it rests on) or "ruling" (none is there for its status); `stale_in` in which
    piece of evidence, where it is in one. `check_stale` and, in step with `also`, `also_stale` say the same of the
    checks; "" where nothing changed. `open` is True while the quote is still left to check. `text` is the article's.
    """

    quote: Quote
    number: int | None
    check: Check | None
    ruling: Ruling | None
    checks: tuple[Check, ...]
    rulings: tuple[Ruling, ...]
    comments: tuple[Comment, ...]
    source: Source | None
    stale: str
    open: bool
    check_stale: str = ""
    also: tuple[Check, ...] = ()
    also_stale: tuple[str, ...] = ()
    stale_in: EvidenceId | None = None
    text: str = ""

    @property
    def lost(self) -> bool:
        """Whether its words are in the text no more. It is kept on a list of its own until it is found again."""
        return self.quote.start == self.quote.end

    @property
    def compared(self) -> tuple[Check, ...]:
        """The checks that a ruling given now leans on."""
        return (*((self.check,) if self.check else ()), *self.also)

    @property
    def differing(self) -> tuple[Check, ...]:
        """Those of `also` whose words are not the printed ones: told wherever the quote is."""
        return tuple(check for check in self.also if check.verdict not in SAME_WORDS)

    @property
    def unresolved(self) -> bool:
        """Whether a thread on the quote was started and not resolved."""
        return any(not comment.resolved and comment.reply_to is None for comment in self.comments)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an article is. `total` = done + left + excluded + lost; terms are counted apart; the stale are among the
    left. A quote is lost once its words are in the text no more, whatever else it is.

    `disputed`, `needs_change` and `do_not_publish` count by status; `unresolved` counts quotes with an open thread.
    """

    total: int = 0
    done: int = 0
    left: int = 0
    stale: int = 0
    disputed: int = 0
    needs_change: int = 0
    do_not_publish: int = 0
    excluded: int = 0
    terms: int = 0
    unresolved: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Desk:
    """An article with everything about it. `states` stand in the article's order.

    `sign_off` is the newest sign-off that still binds, `sign_offs` all of them, newest first. `policy_hash` is that of
    the article's policy as it is now, "" where the policy cannot be had.
    """

    article: Article
    states: tuple[QuoteState, ...]
    evidence: tuple[Evidence, ...]
    sign_off: Ruling | None
    sign_offs: tuple[Ruling, ...]
    progress: Progress
    policy_hash: str = ""

    def state(self, quote_id: QuoteId) -> QuoteState:
        """The state of that quote. Raises KeyError where the article has no such quote."""
        return self._states[quote_id]

    def piece(self, evidence_id: EvidenceId) -> Evidence:
        """That piece of evidence. Raises KeyError where the article has no such piece."""
        return self._pieces[evidence_id]

    @cached_property
    def sign_off_binding(self) -> Sha256:
        """What a sign-off given now would be bound to."""
        quotes = [(state.quote, state.ruling) for state in self.states]
        return bindings.signed(self.article, quotes, [piece.id for piece in self.evidence])

    @cached_property
    def _states(self) -> dict[QuoteId, QuoteState]:
        return {state.quote.id: state for state in self.states}

    @cached_property
    def _pieces(self) -> dict[EvidenceId, Evidence]:
        return {piece.id: piece for piece in self.evidence}


def binding(
    quote: Quote, evidence: Evidence | None, passage_start: int, passage_end: int, locator: str, policy_hash: str
) -> Sha256:
    """The SHA-256 that a check or ruling keeps: of the words, the passage, the locator, the attribution, the policy."""
    return bindings.bound(bindings.parts(quote, evidence, passage_start, passage_end, locator, policy_hash))


def in_order(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes as they stand in the article."""
    return sorted(quotes, key=lambda quote: (quote.start, quote.end, quote.id))


def progress_of(states: Iterable[QuoteState]) -> Progress:
    """The counts over these quotes."""
    counts = Counts()
    for state in states:
        q = state.quote
        counts.add(q.form, bool(q.excluded), q.status, bool(state.stale), 1, state.unresolved, state.lost)
    return counts.progress()


class Counts:
    """Adds quotes up to a Progress: the one place that says which quote counts as what."""

    def __init__(self) -> None:
        self._of: dict[str, int] = defaultdict(int)

    def add(
        self, form: str, excluded: bool, status: str, stale: bool, n: int, unresolved: bool, lost: bool = False
    ) -> None:
        """Count `n` quotes of one kind."""
        if lost:
            self._of["total"] += n
            self._of["lost"] += n
            return
        if form == Form.TERM:
            self._of["terms"] += n
            return
        self._of["total"] += n
        if excluded:
            self._of["excluded"] += n
            return
        self._of["left" if stale or status in OPEN else "done"] += n
        if stale:
            self._of["stale"] += n
        if unresolved:
            self._of["unresolved"] += n
        if status in (Status.DISPUTED, Status.NEEDS_CHANGE, Status.DO_NOT_PUBLISH):
            self._of[status] += n

    def progress(self) -> Progress:
        """What the counts come to."""
        return Progress(**self._of)


def why_not_rule(state: QuoteState, status: Status, reason: str) -> Reason | None:
    """Why a person may not give this quote this status, or None where they may."""
    outside = why_not_checked(state)
    if outside:
        return outside
    if status in (Status.VERBATIM, Status.PERMITTED_EDITS):
        unconfirmed = not reason.strip() and any(d.confirm for check in state.compared for d in check.differences)
        return _why_not_same_words(state, status) or (Reason.CONFIRM if unconfirmed else None)
    if status is Status.PARAPHRASE_ONLY and state.quote.form is not Form.INDIRECT:
        unsupported = _why_not_supported(state)
        if unsupported:
            return unsupported
    if status in GIVES_REASON and not reason.strip():
        return Reason.NEEDS_REASON
    return None


def why_not_checked(state: QuoteState) -> Reason | None:
    """Why a quote is not one to check at all, or None where it is."""
    if state.lost:
        return Reason.LOST
    if state.quote.form is Form.TERM:
        return Reason.TERM
    return Reason.EXCLUDED if state.quote.excluded else None


def why_not_rest(state: QuoteState, piece: Evidence) -> Reason | None:
    """Why a quote may not rest on that piece too, or None where it may: it rests on another one first."""
    outside = why_not_checked(state)
    if outside:
        return outside
    if not piece.carries:
        return Reason.NOT_CAPTURED
    if state.check is None or state.check.evidence_id is None:
        return Reason.NO_CHECK
    return Reason.RESTS_ALREADY if state.check.evidence_id == piece.id else None


def why_not_sign(on: Desk, who: str) -> Reason | None:
    """Why this person may not sign the article off, or None where they may."""
    progress = on.progress
    refusals = {
        Reason.NAMELESS: not who.strip(),
        Reason.NOTHING_TO_SIGN: not progress.total,
        Reason.STALE_QUOTES: progress.stale,
        Reason.OPEN_QUOTES: progress.left,
        Reason.UNRESOLVED: progress.unresolved,
    }
    refusal = next((reason for reason, holds in refusals.items() if holds), None)
    if refusal is not None:
        return refusal  # the rest looks at every quote, and a menu asks after each step
    if any(exposed(s.quote, s.source) for s in on.states if why_not_checked(s) is None):
        return Reason.EXPOSED
    if any(same_person(who, one) for one in last_checkers(on)):
        return Reason.CHECKED_LAST
    signed = any(s.bound == on.sign_off_binding and same_person(s.who, who) for s in on.sign_offs)
    return Reason.SIGNED if signed else None


def last_checkers(on: Desk) -> tuple[str, ...]:
    """Who gave the newest ruling or made the newest check on this article; () where nobody did.

    Two people where that ruling was one's, and the other chose it over somebody else's.
    """
    ruled = [s.rulings[0] for s in on.states if s.rulings]
    rulings = [(r.counts_from, r.id, (r.who, r.taken_by) if r.taken_by else (r.who,)) for r in ruled]
    checks = [(s.checks[0].at, s.checks[0].id, (s.checks[0].who,)) for s in on.states if s.checks]
    return tuple(dict.fromkeys(max([*rulings, *checks], default=("", "", ()))[2]))


def by_person(quote: Quote) -> bool:
    """Whether the quote itself shows that a person has worked on it."""
    worked_on = (quote.excluded, quote.note, quote.proposed_wording, quote.agreed_wording, quote.source_id)
    return quote.found_by.startswith("person:") or quote.status is not Status.UNCHECKED or any(worked_on)


def in_confidence(quote: Quote, source: Source | None) -> bool:
    """Whether nobody may be told who said it: not on the record, or by a confidential source."""
    quiet = (Terms.BACKGROUND, Terms.DEEP_BACKGROUND, Terms.OFF_RECORD)
    return quote.terms in quiet or (source is not None and source.confidential)


def exposed(quote: Quote, source: Source | None) -> bool:
    """Whether a confidential source stands as a named person, or as one who spoke on the record."""
    open_ = quote.attribution is Attribution.NAMED or quote.terms is Terms.ON_RECORD
    return open_ and source is not None and source.confidential


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces and punctuation."""
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum()) or name.strip()


def next_open(on: Desk, after: QuoteId | None) -> QuoteId | None:
    """The next quote still to check behind `after`, and round again from the top; None where no other is left."""
    ids = [state.quote.id for state in on.states]
    start = ids.index(after) + 1 if after in ids else 0
    round_once = [*on.states[start:], *on.states[:start]]
    return next((s.quote.id for s in round_once if s.open and s.quote.id != after), None)


def _why_not_same_words(state: QuoteState, status: Status) -> Reason | None:
    if state.quote.form is Form.INDIRECT:
        return Reason.INDIRECT
    missing = _why_not_compared(state)
    if missing or state.check is None:
        return missing
    enough = (Verdict.VERBATIM,) if status is Status.VERBATIM else (Verdict.VERBATIM, Verdict.PERMITTED)
    return None if state.check.verdict in enough else Reason.WORDS_DIFFER


def _why_not_supported(state: QuoteState) -> Reason | None:
    missing = _why_not_compared(state)
    if missing or state.check is None:
        return missing
    return Reason.NOT_SUPPORTED if state.check.verdict is Verdict.NOT_FOUND else None


def _why_not_compared(state: QuoteState) -> Reason | None:
    if state.check is None:
        return Reason.NO_CHECK
    if state.check.evidence_id is None:
        return Reason.NO_EVIDENCE
    return Reason.STALE if state.check_stale or any(state.also_stale) else None
