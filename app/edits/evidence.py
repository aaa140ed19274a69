"""Verbs on evidence, and on what a comparison with it came to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.edits.making import make, with_fields
from app.workflow import Desk, Reason, why_not_rest
from db.changes import Edit
from db.errors import Refused
from db.records import Capture, Check, Evidence, EvidenceId, QuoteId, Sha256, Turn
from db.rows import changed, inserted, removed


def attach_evidence(evidence: Evidence, *, who: str) -> Edit:
    """Attach a piece of evidence to its article."""
    return make("attach_evidence", who, [inserted(evidence)], evidence.article_id)


def set_evidence(evidence: Evidence, *, who: str, **fields: Any) -> Edit:
    """Change what is known of a piece of evidence, or its text: another text has not been read through."""
    if evidence.capture is Capture.VERIFIED and fields.get("text", evidence.text) != evidence.text:
        fields.setdefault("capture", Capture.CAPTURED)
    return make("set_evidence", who, [with_fields(evidence, fields)], evidence.article_id)


def capture_evidence(
    evidence: Evidence, text: str, *, who: str, turns: Sequence[Turn] = (), original: Sha256 | None = None
) -> Edit:
    """The text of a piece that was a link only, or that could not be brought in before. Raises Refused(NO_WORDS)."""
    if not text.strip():
        raise Refused(reason=Reason.NO_WORDS)
    here = replace(evidence, text=text, turns=tuple(turns), original=original or evidence.original)
    here = replace(here, capture=Capture.CAPTURED, capture_note="")
    return make("capture_evidence", who, [changed(evidence, here)], evidence.article_id)


def read_through(evidence: Evidence, *, who: str) -> Edit:
    """A person held the text against the original: it reads right. Raises Refused(NOT_CAPTURED)."""
    if not evidence.carries:
        raise Refused(reason=Reason.NOT_CAPTURED)
    read = replace(evidence, capture=Capture.VERIFIED)
    return make("read_through", who, [changed(evidence, read)], evidence.article_id)


def fail_capture(evidence: Evidence, why: str, *, who: str) -> Edit:
    """It could not be brought in, or what came in is not it: no check rests on it. Raises Refused(NEEDS_REASON)."""
    if not why.strip():
        raise Refused(reason=Reason.NEEDS_REASON)
    failed = replace(evidence, capture=Capture.FAILED, capture_note=" ".join(why.split()))
    return make("fail_capture", who, [changed(evidence, failed)], evidence.article_id)


def remove_evidence(desk: Desk, evidence_id: EvidenceId, *, who: str) -> Edit:
    """Take a piece of evidence away. Checks against it stay, without it, so what leaned on them turns stale; a quote
    that rested on it besides no longer does, and is stale as well.
    """
    leaning = [check for s in desk.states for check in s.checks if check.evidence_id == evidence_id]
    loosened = [
        removed(check) if check.beside else changed(check, replace(check, evidence_id=None)) for check in leaning
    ]
    return make("remove_evidence", who, [*loosened, removed(desk.piece(evidence_id))], desk.article.id)


def rest(desk: Desk, check: Check, *, who: str) -> Edit:
    """Let a quote rest on the passage of `check` too, beside the one it is ruled by; another one of the same piece
    takes its place. Raises Refused with the reason that app.workflow.why_not_rest names.
    """
    state = desk.state(check.quote_id)
    piece = desk.piece(EvidenceId(check.evidence_id or ""))
    refusal = why_not_rest(state, piece)
    if refusal:
        raise Refused(reason=refusal)
    before = [removed(one) for one in state.checks if one.beside and one.evidence_id == piece.id]
    return make("rest", who, [*before, inserted(replace(check, beside=True, chosen=True))], desk.article.id)


def rest_no_more(desk: Desk, quote_id: QuoteId, evidence_id: EvidenceId, *, who: str) -> Edit:
    """Let a quote no longer rest on that piece besides. Raises Refused(RESTS_NOT) where it does not."""
    resting = [one for one in desk.state(quote_id).checks if one.beside and one.evidence_id == evidence_id]
    if not resting:
        raise Refused(reason=Reason.RESTS_NOT)
    return make("rest_no_more", who, [*map(removed, resting)], desk.article.id)


def record_check(check: Check, *, who: str, article_id: str | None = None) -> Edit:
    """Keep what one comparison came to. The store fills the article in where it is left out."""
    return make("record_check", who, [inserted(check)], article_id)


def record_checks(checks: Sequence[Check], *, who: str, article_id: str | None = None, following: bool = False) -> Edit:
    """Keep what several comparisons came to, as one step to undo; where they were only made `following` another edit,
    they are undone and made again together with that.
    """
    return make("follow" if following else "record_checks", who, [inserted(check) for check in checks], article_id)
