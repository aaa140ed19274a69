"""Bringing things in: an article with its quotes, evidence with its comparisons.

Each function returns values, an Edit among them, so that the work can run beside the window while only the main thread
commits. `open_sample` alone writes, by edits like any other: it belongs where the library was opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app import comparing, edits, quotations, reading, sample
from app.project import Project
from app.stopping import Progress, Stop, never, quiet
from app.workflow import Desk, QuoteState, Reason, why_not_checked
from db.binding import digest
from db.changes import Edit
from db.errors import Cancelled, Refused
from db.records import (
    Article,
    ArticleId,
    Attribution,
    Capture,
    Check,
    Evidence,
    EvidenceId,
    EvidenceKind,
    Level,
    Original,
    Quote,
    Span,
    new_id,
    now,
)

if TYPE_CHECKING:
    from app.fetching import Fetched
    from app.reading.apart import Reader


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


def new_article(read: reading.ReadArticle, *, who: str, policy: str = "standard", deadline: str = "") -> NewArticle:
    """The article as read, with every quote found in its text."""
    article = replace(reading.to_article(read, policy=policy), deadline=deadline)
    quotes = tuple(edits.quote_from_found(article, found) for found in quotations.find(article.text))
    return NewArticle(article, quotes, edits.add_article(article, quotes, who=who), (read.original,))


def new_evidence(
    article_id: ArticleId,
    read: reading.ReadEvidence,
    *,
    who: str,
    level: Level | None = None,
    kind: EvidenceKind | None = None,
    beside: Iterable[Evidence] = (),
) -> NewEvidence:
    """The evidence as read. `level` and `kind` replace what the reader proposed.

    Raises Refused(ATTACHED_ALREADY) where one of those `beside` came of the very same bytes.
    """
    evidence = reading.to_evidence(read, article_id)
    twin = next((one for one in beside if one.original and one.original == evidence.original), None)
    if twin is not None:
        raise Refused(reason=Reason.ATTACHED_ALREADY, title=twin.title)
    evidence = replace(evidence, level=level or evidence.level, kind=kind or evidence.kind)
    return NewEvidence(evidence, edits.attach_evidence(evidence, who=who), (read.original,))


def new_link(
    article_id: ArticleId, address: str, *, who: str, title: str = "", failed: str = "", **fields: Any
) -> NewEvidence:
    """A place where evidence stands, nothing of which was brought in: pending, so that no check rests on it.

    `failed` says why that was tried and came to nothing. Raises Refused(NO_WORDS) without an address.
    """
    url = address.strip()
    if not url:
        raise Refused(reason=Reason.NO_WORDS)
    given = {"kind": EvidenceKind.WEB_PAGE, "level": Level.E0, "added_at": now(), "capture_note": failed} | fields
    capture = Capture.FAILED if failed else Capture.PENDING
    evidence = Evidence(
        EvidenceId(new_id()), article_id, title=title.strip() or url, text="", url=url, capture=capture, **given
    )
    return NewEvidence(evidence, edits.attach_evidence(evidence, who=who), ())


def captured(piece: Evidence, read: reading.ReadEvidence, *, who: str) -> NewEvidence:
    """The text for a piece that was a link only. It keeps the title, kind and level that a person gave."""
    whole = reading.to_evidence(read, piece.article_id)
    edit = edits.capture_evidence(piece, whole.text, turns=whole.turns, original=whole.original, who=who)
    here = replace(piece, text=whole.text, turns=whole.turns, original=whole.original, capture=Capture.CAPTURED)
    return NewEvidence(here, edit, (read.original,))


def fetched_evidence(page: "Fetched", reader: "Reader", stop: Stop = never) -> reading.ReadEvidence:
    """A page of the web as evidence, read apart. Where it was found is where it is from. Raises Unreadable."""
    read = reader.read_evidence_bytes(page.content, page.name, stop=stop)
    kind = EvidenceKind.WEB_PAGE if read.kind is EvidenceKind.STATEMENT else read.kind
    return replace(read, kind=kind, url=page.url, origin=read.origin or urlsplit(page.url).hostname or "")


def indexes(pieces: Iterable[Evidence]) -> dict[EvidenceId, comparing.Index]:
    """What to search each piece by."""
    return {piece.id: comparing.index(piece.text, piece.turns, f"{piece.title} {piece.origin}") for piece in pieces}


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
    A piece that the quote rests on besides is not taken while another one holds it.
    """
    quote, chosen = state.quote, _chosen(state.check, pieces)
    if chosen is not None and chosen.evidence_id is not None:
        id, place = chosen.evidence_id, (chosen.passage_start, chosen.passage_end)
        return _by_hand(state, pieces[id], searched[id], policy, who, place)
    if quote.attribution in (Attribution.DECLINED, Attribution.NO_RESPONSE):
        return None
    speaker, around = quote.name or quote.speaker, comparing.around_of(state)
    resting = {check.evidence_id for check in state.also}
    apart = {id: index for id, index in searched.items() if id not in resting}
    found = comparing.best(quote.exact, apart, policy, speaker=speaker, form=quote.form, around=around)
    if found is None and resting:
        found = comparing.best(quote.exact, searched, policy, speaker=speaker, form=quote.form, around=around)
    if found is None:
        return None
    evidence_id, comparison = found
    return comparing.to_check(quote, pieces[evidence_id], comparison, policy, who=who)


def _chosen(check: Check | None, pieces: Mapping[EvidenceId, Evidence]) -> Check | None:
    """The check, where a person chose its passage and the evidence still holds it there."""
    if check is None or not check.chosen or check.evidence_id is None or check.evidence_id not in pieces:
        return None
    words = pieces[check.evidence_id].text[check.passage_start : check.passage_end]
    return check if digest(words) == check.passage else None


def further_checks(
    state: QuoteState,
    pieces: Mapping[EvidenceId, Evidence],
    searched: Mapping[EvidenceId, comparing.Index],
    policy: comparing.Policy,
    *,
    who: str,
) -> tuple[Check, ...]:
    """The quote against the further passages it rests on, as far as something changed since: each in its own piece."""
    return tuple(
        replace(_by_hand(state, pieces[id], searched[id], policy, who, _place(old, pieces)), beside=True)
        for old, stale in zip(state.also, state.also_stale, strict=True)
        if stale and (id := old.evidence_id) is not None and id in pieces
    )


def _place(check: Check, pieces: Mapping[EvidenceId, Evidence]) -> Span | None:
    return (check.passage_start, check.passage_end) if _chosen(check, pieces) else None


def compare_by_hand(
    desk: Desk, state: QuoteState, piece: Evidence, *, who: str, policies: Path | None = None, place: Span | None = None
) -> Check:
    """A quote against a piece that a person chose, at the passage they chose, else where its words are found.

    Raises NoSuch or BrokenPolicy.
    """
    policy = comparing.load_policy(desk.article.policy, policies)
    return _by_hand(state, piece, comparing.index(piece.text, piece.turns), policy, who, place)


def _by_hand(
    state: QuoteState, piece: Evidence, index: comparing.Index, policy: comparing.Policy, who: str, place: Span | None
) -> Check:
    quote = state.quote
    speaker, around = quote.name or quote.speaker, comparing.around_of(state)
    if place is not None:
        found = comparing.compare_passage(
            quote.exact, index, *place, policy, speaker=speaker, form=quote.form, around=around
        )
    else:
        found = comparing.compare(quote.exact, index, policy, speaker=speaker, form=quote.form, around=around)
    return comparing.to_check(quote, piece, found, policy, who=who, chosen=True)


def compare_all(
    desk: Desk,
    *,
    who: str,
    evidence: Iterable[Evidence] = (),
    policies: Path | None = None,
    progress: Progress = quiet,
    cancelled: Stop = never,
) -> tuple[Check, ...]:
    """A fresh check of every quote that is still open, against the desk's evidence and `evidence` beside it.

    A quote that somebody ruled on is left alone while its ruling holds. A check is returned only where it says
    something new. Raises Cancelled, NoSuch or BrokenPolicy.
    """
    pieces = {piece.id: piece for piece in (*desk.evidence, *evidence) if piece.carries}
    policy = comparing.load_policy(desk.article.policy, policies)
    searched = indexes(pieces.values())
    wanted = [s for s in desk.states if s.open and why_not_checked(s) is None]
    checks: list[Check] = []
    for done, state in enumerate(wanted):
        if cancelled():
            raise Cancelled()
        progress(done, len(wanted))
        check = compare_quote(state, pieces, searched, policy, who=who)
        if check is not None and (state.check is None or state.check.bound != check.bound):
            checks.append(check)
        checks += further_checks(state, pieces, searched, policy, who=who)
    progress(len(wanted), len(wanted))
    return tuple(checks)


def open_sample(project: Project, *, who: str, reset: bool = False) -> ArticleId:
    """The sample article in this library, brought in with its evidence and compared where it is not there yet.

    `reset` takes a former one out first; its history stays.
    """
    read = sample.sample_article()
    for known in _samples(project, read):
        if not reset:
            return known
        project.apply(edits.remove_article(project.desk(known), who=who))
    new = new_article(read, who=who)
    project.apply(new.edit, (read.original,))
    for piece in sample.sample_evidence():
        brought = new_evidence(new.article.id, piece, who=who)
        project.apply(brought.edit, brought.originals)
    _enter_details(project, new.article.id, who)
    checks = compare_all(project.desk(new.article.id), who=who)
    if checks:
        project.apply(edits.record_checks(checks, article_id=new.article.id, who=who, following=True))
    return new.article.id


def has_sample(project: Project) -> bool:
    """Whether the sample article is in this library."""
    return bool(_samples(project, sample.sample_article()))


def _samples(project: Project, read: reading.ReadArticle) -> list[ArticleId]:
    alike = (known.id for known in project.articles() if known.headline == read.headline)
    return [id for id in alike if project.article(id).original == read.original.sha256]


def _enter_details(project: Project, article_id: ArticleId, who: str) -> None:
    """What a reporter would have entered by now, before anything is compared: terms belong to a check's binding."""
    quotes = [state.quote for state in project.desk(article_id).states]
    for entered in sample.sample_details():
        fields = {name: getattr(entered, name) for name in entered.__slots__ if name != "words"}
        for quote in quotes:
            if quote.exact == entered.words:
                project.apply(edits.set_quote(quote, who=who, **fields))
