"""What a ruling is bound to, as hashes: the words, the passage, the locator, the attribution and the policy.

Pure. It stands here, below `app.workflow`, since the store keeps beside each quote whether its ruling still binds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import sha256

from db.records import Article, Check, Evidence, EvidenceId, Form, Quote, Ruling, Sha256, Turn
from db.rows import canonical

PARTS = ("words", "passage", "locator", "attribution", "policy")
Parts = tuple[str, str, str, str, str]
_SHORT = 16  # hex digits of a part kept as a mark: enough to name what changed, while `bound` decides whether it did


def digest(text: str) -> Sha256:
    """SHA-256 of the text's UTF-8, in hex. Half a surrogate pair, which no UTF-8 can hold, is hashed as it stands."""
    return Sha256(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def words(quote: Quote) -> Sha256:
    """The hash of the published words: the quote's, and those of its sentence that deny or limit it.

    Words that are only reported are compared by their sense, so as a quotation the same words are others.
    """
    said = f"{quote.exact}\n{quote.around}" if quote.around else quote.exact
    return digest(f"\0reported\n{said}" if quote.form is Form.INDIRECT else said)


def parts(quote: Quote, evidence: Evidence | None, start: int, end: int, locator: str, policy_hash: str) -> Parts:
    """The hashes of the five things a ruling is bound to, in the order of PARTS.

    The locator's part holds the turn at the passage too (its time, page and speaker), so that a transcript whose time
    codes are set right makes what leaned on them stale. Evidence that cannot carry a check counts as none.
    """
    said = digest(canonical([quote.attribution, quote.speaker, quote.name]))
    return words(quote), *_passage(evidence, start, end, locator), said, policy_hash


def _passage(evidence: Evidence | None, start: int, end: int, locator: str) -> tuple[str, str]:
    here = evidence if evidence is not None and evidence.carries else None
    turn = _turn_at(here, start) if here else None
    place = [locator, turn.time, turn.page, turn.speaker] if turn else [locator]
    return digest(here.text[start:end]) if here else "", digest(canonical(place))


def further(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The passages that a quote rests on besides, the newest for each piece of evidence; oldest piece first.

    One whose evidence is gone (a damaged library's) is none: the ruling that it bore is stale by that.
    """
    there = (check for check in checks if check.beside and check.evidence_id is not None)
    newest = {check.evidence_id: check for check in sorted(there, key=lambda c: (c.at, c.id))}
    return tuple(sorted(newest.values(), key=lambda check: check.evidence_id or ""))


def rests(check: Check, evidence: Evidence | None) -> str:
    """The hash of one such passage as it is now: which piece it is, its words, its place."""
    return digest(
        canonical([check.evidence_id, *_passage(evidence, check.passage_start, check.passage_end, check.locator)])
    )


def bound(of: Parts, besides: Iterable[str] = ()) -> Sha256:
    """One hash of them all, and of the passages that the ruling rests on besides."""
    return digest("\n".join((*of, *sorted(besides))))


def marks(of: Parts, besides: Iterable[str] = ()) -> tuple[str, ...]:
    """The beginning of each part's hash, then of each further passage's."""
    return tuple(part[:_SHORT] for part in (*of, *sorted(besides)))


def missing(marked: Sequence[str], besides: Iterable[str]) -> tuple[int, ...]:
    """Which of these further passages, by number, the marks of a ruling do not hold as they are."""
    kept = set(marked[len(PARTS) :])
    return tuple(n for n, beside in enumerate(besides) if beside[:_SHORT] not in kept)


def present(quote: Quote, evidence: Evidence | None, check: Check | None, policy_hash: str) -> Parts:
    """The parts as they are now, for a ruling that leans on `check` (None: on no comparison, so on no policy)."""
    if check is None:
        return parts(quote, None, 0, 0, "", "")
    return parts(quote, evidence, check.passage_start, check.passage_end, check.locator, policy_hash)


def signed(article: Article, quotes: Sequence[tuple[Quote, Ruling | None]], evidence: Sequence[EvidenceId]) -> Sha256:
    """What a sign-off is bound to: the text, each quote in order with its newest ruling and all a sheet prints, and
    which evidence there was, so that a piece attached later has to be looked at before the sign-off holds again.

    A ruling stands in by its own `bound` and by who gave or chose it, so that no merge makes a signer of whoever
    checked last; that it still binds is a question of its own (no quote may be stale).
    """
    lines = [_line(quote, ruling) for quote, ruling in quotes]
    return digest(canonical([digest(article.text), lines, sorted(evidence)]))


def _line(q: Quote, ruling: Ruling | None) -> list[str]:
    said = [q.id, q.form, q.exact, q.attribution, q.speaker, q.name, q.terms, q.agreed_wording, q.proposed_wording]
    ruled = [ruling.bound, ruling.who, ruling.taken_by, ruling.taken_at] if ruling else []
    return [*said, q.excluded, q.term_reason, q.status, *ruled]


def _turn_at(evidence: Evidence, start: int) -> Turn | None:
    at = bisect_right(evidence.turns, start, key=lambda turn: turn.start) - 1
    return evidence.turns[at] if at >= 0 else None
