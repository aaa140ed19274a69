"""Bringing things in: an article with its quotes, evidence with its comparisons. Pure: nothing here is stored.

Each function returns values that a verb turns into an Edit, so that the work can run beside the window while only
the main thread commits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app import comparing, edits, quotations, reading, sample
from app.project import Project
from app.workflow import Desk, QuoteState
from db.binding import digest
from db.changes import Edit
from db.errors import Cancelled
from db.records import (
    Article,
    ArticleId,
    Attribution,
    Check,
    Evidence,
    EvidenceId,
    EvidenceKind,
    Form,
    Level,
    Original,
    Quote,
)

Progress = Callable[[int, int], None]


def _quiet(_done: int, _all: int) -> None:
    """No one is waiting to hear how far it is."""


def _never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article ready to be stored: apply `edit` with `originals`."""

    article: Article
    quotes: tuple[Quote, ...]
    edit: Edit
    originals: tuple[Original, ...]


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A piece of evidence ready to be stored: apply `edit` with `originals`."""

    evidence: Evidence
    edit: Edit
    originals: tuple[Original, ...]


def new_article(read: reading.ReadArticle, *, who: str, policy: str = "standard") -> NewArticle:
    """The article as read, with every quote found in its text."""
    article = reading.to_article(read, policy=policy)
    quotes = tuple(edits.quote_from_found(article, found) for found in quotations.find(article.text))
    return NewArticle(article, quotes, edits.add_article(article, quotes, who=who), (read.original,))


def new_evidence(
    article_id: ArticleId,
    read: reading.ReadEvidence,
    *,
    who: str,
    level: Level | None = None,
    kind: EvidenceKind | None = None,
) -> NewEvidence:
    """The evidence as read. `level` and `kind` replace what the reader proposed."""
    evidence = reading.to_evidence(read, article_id)
    evidence = replace(evidence, level=level or evidence.level, kind=kind or evidence.kind)
    return NewEvidence(evidence, edits.attach_evidence(evidence, who=who), (read.original,))


def indexes(pieces: Iterable[Evidence]) -> dict[EvidenceId, comparing.Index]:
    """What to search each piece by."""
    return {piece.id: comparing.index(piece.text, piece.turns) for piece in pieces}


def compare_quote(
    state: QuoteState,
    pieces: Mapping[EvidenceId, Evidence],
    searched: Mapping[EvidenceId, comparing.Index],
    policy: comparing.Policy,
    *,
    who: str,
) -> Check | None:
    """The quote against the piece of evidence that bears it out best, or against the passage that a person chose.

    None where no evidence holds it, and where nobody said anything ("declined to comment") unless a person chose.
    """
    quote, chosen = state.quote, _chosen(state, pieces)
    speaker = quote.name or quote.speaker
    if chosen is not None and chosen.evidence_id is not None:
        piece = pieces[chosen.evidence_id]
        start, end = chosen.passage_start, chosen.passage_end
        comparison = comparing.compare_passage(
            quote.exact, searched[piece.id], start, end, policy, speaker=speaker, form=quote.form
        )
        return comparing.to_check(quote, piece, comparison, policy, who=who, chosen=True)
    if quote.attribution in (Attribution.DECLINED, Attribution.NO_RESPONSE):
        return None
    found = comparing.best(quote.exact, searched, policy, speaker=speaker, form=quote.form)
    if found is None:
        return None
    evidence_id, comparison = found
    return comparing.to_check(quote, pieces[evidence_id], comparison, policy, who=who)


def _chosen(state: QuoteState, pieces: Mapping[EvidenceId, Evidence]) -> Check | None:
    """The newest check, where a person chose its passage and the evidence still holds it there."""
    check = state.check
    if check is None or not check.chosen or check.evidence_id is None or check.evidence_id not in pieces:
        return None
    words = pieces[check.evidence_id].text[check.passage_start : check.passage_end]
    return check if digest(words) == check.passage else None


def compare_all(
    desk: Desk,
    *,
    who: str,
    evidence: Iterable[Evidence] = (),
    policies: Path | None = None,
    progress: Progress = _quiet,
    cancelled: Callable[[], bool] = _never,
) -> tuple[Check, ...]:
    """A fresh check of every quote that is still open, against the desk's evidence and `evidence` beside it.

    A quote that somebody ruled on is left alone while its ruling holds. A check is returned only where it says
    something new. Raises Cancelled, NoSuch or BrokenPolicy.
    """
    pieces = {piece.id: piece for piece in (*desk.evidence, *evidence)}
    policy = comparing.load_policy(desk.article.policy, policies)
    searched = indexes(pieces.values())
    wanted = [s for s in desk.states if s.open and s.quote.form is not Form.TERM and not s.quote.excluded]
    checks: list[Check] = []
    for done, state in enumerate(wanted):
        if cancelled():
            raise Cancelled()
        progress(done, len(wanted))
        check = compare_quote(state, pieces, searched, policy, who=who)
        if check is not None and (state.check is None or state.check.bound != check.bound):
            checks.append(check)
    progress(len(wanted), len(wanted))
    return tuple(checks)


def open_sample(project: Project, *, who: str, reset: bool = False) -> ArticleId:
    """The sample article in this library, brought in with its evidence and compared where it is not there yet.

    `reset` takes a former one out first; its history stays.
    """
    read = sample.sample_article()
    for known in project.articles():
        if known.headline == read.headline and project.article(known.id).original == read.original.sha256:
            if not reset:
                return known.id
            project.apply(edits.remove_article(project.desk(known.id), who=who))
    new = new_article(read, who=who)
    project.apply(new.edit, (read.original,))
    for piece in sample.sample_evidence():
        brought = new_evidence(new.article.id, piece, who=who)
        project.apply(brought.edit, brought.originals)
    _enter_details(project, new.article.id, who)
    checks = compare_all(project.desk(new.article.id), who=who)
    if checks:
        project.apply(edits.record_checks(checks, article_id=new.article.id, who=who))
    return new.article.id


def _enter_details(project: Project, article_id: ArticleId, who: str) -> None:
    """What a reporter would have entered by now, before anything is compared: terms belong to a check's binding."""
    quotes = [state.quote for state in project.desk(article_id).states]
    for entered in sample.sample_details():
        fields = {name: getattr(entered, name) for name in entered.__slots__ if name != "words"}
        for quote in quotes:
            if quote.exact == entered.words:
                project.apply(edits.set_quote(quote, who=who, **fields))
