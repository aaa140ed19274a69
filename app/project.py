"""An open library: what can be read from it, and the one way to write to it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from app.desks import Laid, lay_out
from app.workflow import UNDECIDED, Counts, Desk, Progress
from db import search as found
from db.chain import ChainReport
from db.changes import Edit
from db.errors import BrokenPolicy, NoSuch
from db.keys import is_encrypted
from db.past import Entry
from db.records import (
    Article,
    ArticleId,
    Evidence,
    EvidenceId,
    Form,
    Original,
    Quote,
    QuoteId,
    Sha256,
    Source,
    SourceId,
)
from db.search import Hit
from db.states import Tally, tallies
from db.store import Heading, Store

Listener = Callable[[Edit], None]
PolicyHash = Callable[[str], str]

__all__ = ["ArticleSummary", "Entry", "Hit", "Project"]


class ArticleSummary(NamedTuple):
    """One line of the list of articles. `signed`: a sign-off still binds."""

    id: ArticleId
    headline: str
    byline: str
    outlet: str
    dateline: str
    date: str
    deadline: str
    touched_at: str
    progress: Progress
    signed: bool


def policy_hash(name: str, folder: Path | None = None) -> str:
    """The hash of the policy of that name as it is now, the house's in `folder` first; "" where it cannot be had."""
    from app.comparing import load_policy

    try:
        return str(load_policy(name, folder).hash)
    except (NoSuch, BrokenPolicy):
        return ""


class Project:
    """A library, open. Belongs to the thread that opened it; every write is an Edit, durable when `apply` returns."""

    def __init__(self, store: Store, policy_hash: PolicyHash, *, read_only: bool = False) -> None:
        self._store = store
        self.read_only = read_only
        self._policy_hash = policy_hash
        self._listeners: list[Listener] = []
        self._laid: tuple[ArticleId | None, Laid] = (None, {})

    @classmethod
    def open(cls, path: Path, policy_hash: PolicyHash = policy_hash) -> Self:
        """The library at `path`, made anew where there is none.

        `policy_hash` says which content a policy has now, "" where that cannot be had: what was ruled under another
        content is stale. Raises LibraryUnusable, LibraryDamaged, LibraryTooNew, or LibraryLocked where it is encrypted
        and app.encryption.unlock has not opened it in this run.
        """
        return cls(Store(Path(path)), policy_hash)

    @classmethod
    def look(cls, path: Path, policy_hash: PolicyHash = policy_hash) -> Self:
        """The library at `path`, to be read only: every edit is refused with LibraryUnusable (`why`: read_only).

        Raises LibraryUnusable, LibraryDamaged or LibraryTooNew.
        """
        return cls(Store(Path(path), writable=False), policy_hash, read_only=True)

    def close(self) -> None:
        """Let go of the file."""
        self._listeners.clear()
        self._store.close()

    def rest(self) -> None:
        """Let go of the file for a while: until `wake` there is nothing to read, and whoever listens goes on to."""
        self._store.close()

    def wake(self) -> None:
        """Take the file up again. Raises what `open` does."""
        self._store = Store(self.path, writable=not self.read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The library's file."""
        return self._store.path

    @property
    def encrypted(self) -> bool:
        """Whether its file is encrypted. app.encryption locks and unlocks it while it is closed."""
        return is_encrypted(self.path)

    @property
    def name(self) -> str:
        """The library's name: its file's, without the ending."""
        return self.path.stem

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article with its progress, newest touched first."""
        headings = self._store.headings()
        policies = {name: self._policy_hash(name) for name in {heading.policy for heading in headings}}
        return tuple([_summary(heading, policies[heading.policy]) for heading in headings])

    def standings(self) -> dict[ArticleId, dict[str, int]]:
        """How many quotes of each article stand under which status: "stale", "lost" and "excluded" apart, no terms."""
        headings = self._store.headings()
        now = {name: self._policy_hash(name) for name in {heading.policy for heading in headings}}
        return {heading.id: _standing(heading.tally, now[heading.policy]) for heading in headings}

    def article(self, id: ArticleId) -> Article:
        """That article. Raises NoSuch."""
        return self._store.get(Article, id)

    def quote(self, id: QuoteId) -> Quote:
        """That quote. Raises NoSuch."""
        return self._store.get(Quote, id)

    def piece(self, id: EvidenceId) -> Evidence:
        """That piece of evidence. Raises NoSuch."""
        return self._store.get(Evidence, id)

    def original(self, sha256: Sha256) -> Original:
        """The bytes as they came in. Raises NoSuch."""
        return self._store.original(sha256)

    def source(self, id: SourceId) -> Source:
        """That source. Raises NoSuch."""
        return self._store.get(Source, id)

    def sources(self) -> tuple[Source, ...]:
        """The directory of sources, oldest first."""
        return self._store.every(Source)

    def quotes_of(self, sources: Sequence[SourceId]) -> tuple[Quote, ...]:
        """The quotes given to any of these sources, over all articles."""
        return self._store.quotes_of(sources)

    def desk(self, article_id: ArticleId) -> Desk:
        """The article with everything about it. Raises NoSuch."""
        papers = self._store.papers(article_id)
        if self._laid[0] != article_id:
            self._laid = (article_id, {})
        return lay_out(
            papers.article,
            papers.quotes,
            evidence=papers.evidence,
            checks=papers.checks,
            rulings=papers.rulings,
            comments=papers.comments,
            sources=papers.sources,
            policy_hash=self._policy_hash(papers.article.policy),
            laid=self._laid[1],
        )

    def history(
        self, *, article_id: str | None = None, quote_id: str | None = None, limit: int = 200
    ) -> tuple[Entry, ...]:
        """The newest edits first: all, those of an article, or those that touched a quote."""
        return tuple(self._store.history(article_id=article_id, quote_id=quote_id, limit=limit))

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Articles, quotes and evidence that hold every word of `text`, best first."""
        return self._store.ask(found.search, text, limit)

    def search_any(self, words: Sequence[str], limit: int = 50) -> tuple[Hit, ...]:
        """Quotes that hold any of these words, those with most of them first."""
        return self._store.ask(found.search_any, words, limit)

    def speakers(self, text: str, limit: int = 12) -> tuple[found.Speaker, ...]:
        """Whoever is quoted under a name that holds every word of `text`, most quoted first."""
        return self._store.ask(found.speakers, text, limit)

    def holdings(self) -> tuple[found.Holding, ...]:
        """Who holds which quotes, article by article."""
        return self._store.ask(found.holdings)

    def find_article(self, prefix: str) -> ArticleId:
        """The article whose id begins so. Raises NoSuch; with `several=True` where more than one does."""
        return ArticleId(self._store.find(Article, prefix))

    def find_quote(self, prefix: str) -> QuoteId:
        """The quote whose id begins so. Raises NoSuch; with `several=True` where more than one does."""
        return QuoteId(self._store.find(Quote, prefix))

    def find_piece(self, prefix: str) -> EvidenceId:
        """The piece of evidence whose id begins so. Raises NoSuch; with `several=True` where more than one does."""
        return EvidenceId(self._store.find(Evidence, prefix))

    def apply(self, edit: Edit, originals: Sequence[Original] = ()) -> Edit:
        """Write the edit, all or nothing, and tell the listeners. Returns it as written.

        Durable on return. An edit without changes is not written and nobody is told. Raises StaleEdit or
        LibraryUnusable; nothing is written then.
        """
        return next(iter(self.apply_all((edit,), originals)), edit)

    def apply_all(self, edits: Sequence[Edit], originals: Sequence[Original] = ()) -> tuple[Edit, ...]:
        """Several edits as one: all are written, in order, or none. Returns those written; otherwise as `apply`."""
        done = self._store.apply_all(edits, originals)
        for written in done:
            for listener in tuple(self._listeners):
                listener(written)
        return done

    def undoable(self) -> Edit | None:
        """What undo would take back; None where nothing is left."""
        return next(reversed(self._store.undoable()), None)

    def redoable(self) -> Edit | None:
        """What redo would bring back; None where nothing was undone, or something new was done since."""
        return next(iter(self._store.redoable()), None)

    def undo(self, who: str) -> Edit | None:
        """Take the newest edit back, with what the program did because of it, each as an edit of its own.

        Returns the one that takes back what a person did. Raises StaleEdit where somebody was faster.
        """
        return next(reversed(self.apply_all([edit.inverse(who) for edit in self._store.undoable()])), None)

    def redo(self, who: str) -> Edit | None:
        """Bring back what was undone last, all of it, each as an edit of its own; returns and raises as `undo`."""
        return next(iter(self.apply_all([edit.inverse(who) for edit in self._store.redoable()])), None)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every edit written here from now on. Returns what ends that; twice does no harm."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def changed_elsewhere(self) -> bool:
        """Whether another window or program wrote to the library since this was last asked. Costs microseconds."""
        return self._store.changed_elsewhere()

    def verify(self) -> ChainReport:
        """Whether the chain of history is whole, and if not, where it breaks."""
        return self._store.verify()


def _summary(heading: Heading, policy_now: str) -> ArticleSummary:
    progress = _progress(heading.tally, policy_now)
    return ArticleSummary(
        heading.id,
        heading.headline,
        heading.byline,
        heading.outlet,
        heading.dateline,
        heading.date,
        heading.deadline,
        heading.touched_at,
        progress,
        bool(heading.signed) and not progress.left,
    )


@lru_cache(maxsize=4096)  # many articles stand alike
def _progress(tally: str, policy_now: str) -> Progress:
    counts = Counts()
    for one in tallies(tally):
        stale = _stale(one, policy_now)
        counts.add(one.form, bool(one.excluded), one.status, stale, one.n, bool(one.unresolved), bool(one.lost))
    return counts.progress()


def _stale(one: Tally, policy_now: str) -> bool:
    hashed = one.policy.partition(" ")[2]
    return one.status not in UNDECIDED and (bool(one.changed) or (bool(one.policy) and hashed != policy_now))


@lru_cache(maxsize=4096)
def _standing(tally: str, policy_now: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in tallies(tally):
        if one.lost or one.form != Form.TERM:
            key = "lost" if one.lost else "excluded" if one.excluded else ""
            key = key or ("stale" if _stale(one, policy_now) else one.status)
            found[key] = found.get(key, 0) + one.n
    return found
