"""Lays a desk out: an article's records, joined, numbered, and held against what they were bound to. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.anchors import lost
from app.workflow import OPEN, UNDECIDED, Desk, QuoteState, in_order, progress_of
from db import binding as bindings
from db.records import (
    Article,
    Check,
    Comment,
    Evidence,
    EvidenceId,
    Form,
    Quote,
    QuoteId,
    Ruling,
    RulingKind,
    Source,
)

Laid = dict[QuoteId, tuple[tuple[object, ...], QuoteState]]


def lay_out(
    article: Article,
    quotes: Iterable[Quote],
    *,
    evidence: Sequence[Evidence] = (),
    checks: Iterable[Check] = (),
    rulings: Iterable[Ruling] = (),
    comments: Iterable[Comment] = (),
    sources: Iterable[Source] = (),
    policy_hash: str = "",
    laid: Laid | None = None,
) -> Desk:
    """The desk made of these records, in whatever order they come.

    `policy_hash` is the hash of the article's policy as it is now; "" (it cannot be read) makes stale whatever was
    compared: nobody can say what it allows. `laid` remembers from one call to the next: a quote about which nothing
    changed is not worked out again.
    """
    laid = {} if laid is None else laid
    given = tuple(rulings)
    sign_offs = newest_first(r for r in given if r.kind is RulingKind.SIGN_OFF)
    by_quote = _Kept(
        _grouped(checks),
        _grouped(r for r in given if r.kind is RulingKind.STATUS),
        _grouped(comments),
        {source.id: source for source in sources},
        {piece.id: piece for piece in evidence},
        article.policy,
        policy_hash,
        article.text,
    )
    states: list[QuoteState] = []
    number = 0
    for quote in in_order(quotes):
        counted = _counted(quote)
        number += counted
        states.append(_remembered(quote, number if counted else None, by_quote, laid))
    desk = Desk(article, tuple(states), tuple(evidence), None, sign_offs, progress_of(states), policy_hash)
    return replace(desk, sign_off=_holding(desk))


def _holding(desk: Desk) -> Ruling | None:
    """The newest sign-off that still binds; none while anything is left to check."""
    if desk.progress.left:
        return None
    return next((s for s in desk.sign_offs if s.bound == desk.sign_off_binding), None)


Dated = TypeVar("Dated", Check, Ruling)


def newest_first(records: Iterable[Dated]) -> tuple[Dated, ...]:
    """Checks or rulings, newest first. Ids sort by age, which settles what falls in one millisecond."""
    return tuple(sorted(records, key=_since, reverse=True))


def _since(record: Check | Ruling) -> tuple[str, str]:
    return record.counts_from if isinstance(record, Ruling) else record.at, record.id


Owned = TypeVar("Owned", Check, Ruling, Comment)


def _grouped(records: Iterable[Owned]) -> dict[str, list[Owned]]:
    groups: dict[str, list[Owned]] = defaultdict(list)
    for record in records:
        if record.quote_id is not None:
            groups[record.quote_id].append(record)
    return groups


@dataclass(frozen=True, slots=True)
class _Kept:
    """Everything of an article, by the quote or the id it belongs to."""

    checks: Mapping[str, list[Check]]
    rulings: Mapping[str, list[Ruling]]
    comments: Mapping[str, list[Comment]]
    sources: Mapping[str, Source]
    evidence: Mapping[str, Evidence]
    policy: str
    policy_hash: str
    text: str

    def piece(self, check: Check) -> Evidence | None:
        """The piece of evidence that the check is against, where it is still there."""
        return self.evidence.get(check.evidence_id or "")


def _counted(quote: Quote) -> bool:
    return quote.form is not Form.TERM and not quote.excluded and not lost(quote)


def _remembered(quote: Quote, number: int | None, kept: _Kept, laid: Laid) -> QuoteState:
    checks = newest_first(kept.checks.get(quote.id, ()))
    rulings = newest_first(kept.rulings.get(quote.id, ()))
    comments = tuple(sorted(kept.comments.get(quote.id, ()), key=lambda c: (c.at, c.id)))
    pieces = tuple([kept.evidence.get(check.evidence_id or "") for check in checks])
    source = kept.sources.get(quote.source_id or "")
    # Equal where all are the same objects, which costs next to nothing to see.
    given = (quote, number, checks, rulings, comments, pieces, source, kept.policy, kept.policy_hash, kept.text)
    before = laid.get(quote.id)
    if before is None or before[0] != given:
        before = laid[quote.id] = (given, _state(quote, number, checks, rulings, comments, kept))
    return before[1]


def _state(
    quote: Quote,
    number: int | None,
    checks: tuple[Check, ...],
    rulings: tuple[Ruling, ...],
    comments: tuple[Comment, ...],
    kept: _Kept,
) -> QuoteState:
    check = next((one for one in checks if not one.beside), None)
    also = tuple(one for one in bindings.further(checks) if check is None or one.evidence_id != check.evidence_id)
    stale, stale_in = _what_changed(quote, rulings[0] if rulings else None, checks, kept)
    return QuoteState(
        quote=quote,
        number=number,
        check=check,
        ruling=rulings[0] if rulings else None,
        checks=checks,
        rulings=rulings,
        comments=comments,
        source=kept.sources.get(quote.source_id or ""),
        stale=stale,
        open=_counted(quote) and (bool(stale) or quote.status in OPEN),
        check_stale=_what_outdates(quote, check, kept) if check else "",
        also=also,
        also_stale=tuple(_what_outdates(quote, one, kept) for one in also),
        stale_in=stale_in,
        text=kept.text,
    )


def _what_changed(
    quote: Quote, ruling: Ruling | None, checks: Sequence[Check], kept: _Kept
) -> tuple[str, EvidenceId | None]:
    """What changed since the ruling, the first part whose mark differs; and in which piece of evidence, where in one.

    db.states keeps by the same rule whether anything did.
    """
    if quote.status in UNDECIDED or lost(quote):
        return "", None
    if ruling is None or ruling.status != quote.status:
        return "ruling", None
    check = next((c for c in checks if c.id == ruling.check_id), None)
    now = _present(quote, check, kept)
    further = bindings.further(checks)
    besides = [bindings.rests(one, kept.piece(one)) for one in further]
    if bindings.bound(now, besides) == ruling.bound:
        return "", None
    for name, mark, was in zip(bindings.PARTS, bindings.marks(now), ruling.marks, strict=False):
        if mark != was:
            return _unread(name, kept), check.evidence_id if check and name in ("passage", "locator") else None
    for n in bindings.missing(ruling.marks, besides):
        return _what_moved(further[n], kept), further[n].evidence_id
    return ("pieces" if ruling.marks else bindings.PARTS[0]), None


def _what_moved(check: Check, kept: _Kept) -> str:
    """What became of a further passage since the ruling: other words, another time or speaker, or that it is one."""
    piece = kept.piece(check)
    if piece is None or not piece.carries:
        return "passage"
    if bindings.digest(piece.text[check.passage_start : check.passage_end]) != check.passage:
        return "passage"
    return "pieces"


def _what_outdates(quote: Quote, check: Check, kept: _Kept) -> str:
    """What changed since the check. What the check does not keep by itself is told by elimination."""
    piece = kept.piece(check)
    if piece is None or not piece.carries:
        return "passage"
    now = _present(quote, check, kept)
    if bindings.bound(now) == check.bound:
        return ""
    words, passage, _, _, policy = now
    known = {"words": words == check.words, "passage": passage == check.passage, "policy": policy == check.policy_hash}
    return _unread(next((name for name, same in known.items() if not same), "attribution"), kept)


def _unread(part: str, kept: _Kept) -> str:
    """A policy that cannot be had is told from one that changed: nobody can say what it allows."""
    return "no_policy" if part == "policy" and not kept.policy_hash else part


def _present(quote: Quote, check: Check | None, kept: _Kept) -> bindings.Parts:
    if check is None:
        return bindings.present(quote, None, None, "")
    return bindings.present(quote, kept.piece(check), check, kept.policy_hash)
