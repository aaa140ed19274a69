"""Verbs by which a person gives their word: rulings, sign-off, comments."""

from dataclasses import replace

from app.edits.making import make
from app.workflow import Desk, Reason, why_not_rule, why_not_sign
from db import binding
from db.changes import Edit
from db.errors import Refused
from db.records import Comment, CommentId, Quote, QuoteId, Ruling, RulingId, RulingKind, Status, new_id, now
from db.rows import changed, inserted


def rule(desk: Desk, quote_id: QuoteId, status: Status, reason: str, *, who: str) -> Edit:
    """Give a quote a status. Raises Refused with the reason that app.workflow.why_not_rule names.

    The ruling leans on the newest check where that is fresh, else on no comparison at all; and on every passage that
    the quote rests on besides.
    """
    state = desk.state(quote_id)
    refusal = why_not_rule(state, status, reason)
    if refusal:
        raise Refused(reason=refusal)
    check = state.check if state.check and state.check.evidence_id and not state.check_stale else None
    evidence = desk.piece(check.evidence_id) if check and check.evidence_id else None
    parts = binding.present(state.quote, evidence, check, check.policy_hash if check else "")
    pieces = {piece.id: piece for piece in desk.evidence}
    besides = [binding.rests(one, pieces.get(one.evidence_id)) for one in binding.further(state.checks)]  # type: ignore[arg-type]
    ruling = Ruling(
        id=RulingId(new_id()),
        kind=RulingKind.STATUS,
        article_id=desk.article.id,
        who=who.strip(),
        at=now(),
        bound=binding.bound(parts, besides),
        reason=reason.strip(),
        quote_id=quote_id,
        status=status,
        check_id=check.id if check else None,
        marks=binding.marks(parts, besides),
    )
    ruled = changed(state.quote, replace(state.quote, status=status))
    return make("rule", who, [inserted(ruling), ruled], desk.article.id)


def sign_off(desk: Desk, *, who: str, reason: str = "") -> Edit:
    """Sign the article off as it stands. Raises Refused with the reason that app.workflow.why_not_sign names."""
    refusal = why_not_sign(desk, who)
    if refusal is Reason.OPEN_QUOTES:
        raise Refused(reason=refusal, left=desk.progress.left)
    if refusal is Reason.STALE_QUOTES:
        raise Refused(reason=refusal, n=desk.progress.stale)
    if refusal:
        raise Refused(reason=refusal)
    ruling = Ruling(
        id=RulingId(new_id()),
        kind=RulingKind.SIGN_OFF,
        article_id=desk.article.id,
        who=who.strip(),
        at=now(),
        bound=desk.sign_off_binding,
        reason=reason.strip(),
    )
    return make("sign_off", who, [inserted(ruling)], desk.article.id)


def comment(quote: Quote, text: str, *, who: str, reply_to: CommentId | None = None) -> Edit:
    """Add to a quote's thread. Raises Refused(NO_WORDS) for an empty comment."""
    if not text.strip():
        raise Refused(reason=Reason.NO_WORDS)
    said = Comment(CommentId(new_id()), quote.id, who.strip(), now(), text.strip(), reply_to)
    return make("comment", who, [inserted(said)], quote.article_id)


def resolve_comment(comment: Comment, *, who: str) -> Edit:
    """Settle a thread. The store fills in the article."""
    return make("resolve_comment", who, [changed(comment, replace(comment, resolved=True))])
