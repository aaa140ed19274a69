"""Bringing things in: articles, evidence, the sample. Reading and comparing run in jobs; only then is it kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import edits
from app.stopping import Progress, Stop
from db.errors import KnownProblem, Unfetched, Unreadable
from db.records import ArticleId, Check, Evidence
from ui.checking import Checking
from ui.i18n import count, tr
from ui.jobs import Job
from ui.messages import words
from ui.session import Notice, Session

if TYPE_CHECKING:
    from app import intake
    from app.fetching import Fetched
    from app.reading.apart import Reader

_NOT_TRIED = ("off", "off_here", "not_an_address", "scheme", "private")  # why nothing was fetched at all
_COMPARING = "Comparing {done} of {of} quotes"


class Bringing(QObject):
    """Starts the jobs and keeps what they bring back."""

    article_added = Signal(object)  # ArticleId
    evidence_added = Signal(object)  # EvidenceId
    file_wanted = Signal(str)  # another one than could not be read: an "article", "evidence", or the "text" of a link

    def __init__(self, session: Session, checking: Checking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._checking = session, checking
        checking.reworded.connect(lambda: self.compare(quietly=True))

    @cached_property
    def _reader(self) -> "Reader":
        """Files are foreign: each is read in a process apart. It ends with this object."""
        from app.reading.apart import Reader

        return Reader(stays=True)

    def _unread(self, wanted: str, problem: BaseException) -> None:
        """Say what could not be done; where it was a file that could not be read, with the way to choose another."""
        if not isinstance(problem, Unreadable):
            self._session.problem.emit(problem)
            return
        again = partial(self.file_wanted.emit, wanted)
        self._session.noticed.emit(Notice("error", words(problem), tr("Choose another file…"), again))

    def articles(self, paths: Sequence[Path]) -> Job:
        """Read these files, find their quotes, keep them; the last one is opened."""
        session = self._session

        def work(progress: Progress, cancelled: Stop) -> Any:
            from app.sheets import taking

            who, policies, policy = session.who, session.paths.policies, session.settings.policy

            def new(path: Path) -> Any:
                return taking.from_file(path, self._reader, who=who, policies=policies, policy=policy, stop=cancelled)

            return _one_by_one(paths, new, progress, cancelled)

        label = count(len(paths), "Reading {name}", "Reading {n} files", name=paths[0].name)
        return session.jobs.start(label, work, self._keep_articles, partial(self._unread, "article"))

    def read(self, path: Path, show: Callable[[Any], None]) -> Job:
        """Read one article file and show what was read, before anything is kept."""

        def work(_progress: Progress, cancelled: Stop) -> Any:
            return self._reader.read_file(path, stop=cancelled)

        label = tr("Reading {name}", name=path.name)
        return self._session.jobs.start(label, work, show, partial(self._unread, "article"))

    def address(self, address: str, inside: bool, show: Callable[[Any], None]) -> Job:
        """Fetch a page, read it apart and show what was read; `inside`: it may lie in the own network."""

        def work(_progress: Progress, cancelled: Stop) -> Any:
            page = self._fetch(address, inside, cancelled)
            return self._reader.read_bytes(page.content, page.name, url=page.url, stop=cancelled)

        label = tr("Fetching {name}", name=address)
        return self._session.jobs.start(label, work, show, self._session.problem.emit)

    def _fetch(self, address: str, inside: bool, cancelled: Stop) -> "Fetched":
        from app import fetching

        if not self._session.settings.fetch:
            raise Unfetched(why="off", name=address)
        return fetching.fetch(address, private=inside, stop=cancelled)

    def evidence_address(self, address: str, inside: bool) -> Job | None:
        """Fetch a page and attach it to the open article as evidence."""

        def read(url: str, cancelled: Stop) -> Any:
            from app import intake

            return intake.fetched_evidence(self._fetch(url, inside, cancelled), self._reader, cancelled)

        return self._attach(tr("Fetching {name}", name=address), [address], read)

    def article(self, read: Any, put_back: Sequence[int] = (), deadline: str = "") -> Job:
        """Find the quotes of what was read, keep it, open it; `put_back` are passages that were not clutter."""

        def work(_progress: Progress, _cancelled: Stop) -> Any:
            from app import intake

            policy = self._session.settings.policy
            return intake.new_article(read, who=self._session.who, policy=policy, deadline=deadline)

        def keep(new: "intake.NewArticle") -> None:
            self._keep_articles(([new], None))
            for number in sorted(put_back, reverse=True):
                self._checking.put_back(number)

        return self._session.jobs.start(tr("Finding quotes"), work, keep, self._session.problem.emit)

    def _keep_articles(self, brought: "tuple[list[intake.NewArticle], KnownProblem | None]") -> None:
        new, problem = brought
        kept = [one for one in new if self._session.apply(one.edit, one.originals)]
        if problem is not None:
            self._unread("article", problem)
        if kept:
            self.article_added.emit(kept[-1].article.id)
            self._session.open_article(kept[-1].article.id)

    def evidence(self, paths: Sequence[Path]) -> Job | None:
        """Attach these files to the open article and compare its quotes with them."""

        def read(path: Path, cancelled: Stop) -> Any:
            return self._reader.read_evidence(path, stop=cancelled)

        label = count(len(paths), "Reading {name}", "Reading {n} files", name=paths[0].name)
        return self._attach(label, paths, read)

    def evidence_text(self, text: str, fields: Mapping[str, Any]) -> Job | None:
        """The same for pasted text; `fields` say what it is: title, kind, level, origin, date."""

        def read(pasted: str, _cancelled: Stop) -> Any:
            from app import reading

            return replace(reading.read_evidence_text(pasted, fields["title"]), **fields)

        return self._attach(tr("Reading the pasted text"), [text], read)

    def _attach(self, label: str, given: Sequence[Any], read: Callable[[Any, Stop], Any]) -> Job | None:
        desk, who, policies = self._session.desk, self._session.who, self._session.paths.policies
        if desk is None or not self._session.drafts.flush():
            return None
        article_id = desk.article.id

        def work(progress: Progress, cancelled: Stop) -> Any:
            from app import intake

            beside = list(desk.evidence)

            def new(one: Any) -> "intake.NewEvidence":
                try:
                    made = intake.new_evidence(article_id, read(one, cancelled), who=who, beside=beside)
                    beside.append(made.evidence)
                    return made
                except Unfetched as problem:
                    if problem.values.get("why") in _NOT_TRIED:
                        raise
                    return intake.new_link(article_id, str(one), who=who, failed=words(problem))

            new_ones, problem = _one_by_one(given, new, lambda _n, _of: None, cancelled)
            pieces = [one.evidence for one in new_ones]
            checks: tuple[Check, ...] = ()
            if pieces:
                checks = intake.compare_all(
                    desk, who=who, evidence=pieces, policies=policies, progress=progress, cancelled=cancelled
                )
            return article_id, new_ones, checks, problem

        return self._session.jobs.start(
            label, work, self._keep_evidence, self._session.problem.emit, counting=_COMPARING
        )

    def _keep_evidence(self, brought: "tuple[ArticleId, list[intake.NewEvidence], tuple[Check, ...], Any]") -> None:
        article_id, new, checks, problem = brought
        kept = [one for one in new if self._session.apply(one.edit, one.originals)]
        if kept and checks:
            self._keep_checks(article_id, checks, following=True)
        if problem is not None:
            self._unread("evidence", problem)
        if kept:
            self.evidence_added.emit(kept[-1].evidence.id)

    def link(self, fields: Mapping[str, Any]) -> None:
        """Keep a place where evidence stands; nothing of it is fetched."""
        desk = self._session.desk
        if desk is None:
            return
        from app import intake

        given = dict(fields)
        try:
            new = intake.new_link(desk.article.id, given.pop("url"), who=self._session.who, **given)
        except KnownProblem as problem:
            self._session.problem.emit(problem)
            return
        if self._session.apply(new.edit):
            self.evidence_added.emit(new.evidence.id)

    def capture(self, piece: Evidence, path: Path) -> Job | None:
        """Read this file as the text of a piece that was a link only, and compare."""

        def read(cancelled: Stop) -> Any:
            return self._reader.read_evidence(path, stop=cancelled)

        return self._capture(piece, tr("Reading {name}", name=path.name), read)

    def capture_address(self, piece: Evidence) -> Job | None:
        """Fetch what a link leads to, and compare. Where that comes to nothing, the piece says why."""

        def read(cancelled: Stop) -> Any:
            from app import intake

            return intake.fetched_evidence(self._fetch(piece.url, False, cancelled), self._reader, cancelled)

        return self._capture(piece, tr("Fetching {name}", name=piece.url), read)

    def _capture(self, piece: Evidence, label: str, read: Callable[[Stop], Any]) -> Job | None:
        session = self._session
        if session.desk is None or not session.drafts.flush():
            return None

        def work(_progress: Progress, cancelled: Stop) -> Any:
            from app import intake

            return intake.captured(piece, read(cancelled), who=session.who)

        def keep(new: "intake.NewEvidence") -> None:
            if session.apply(new.edit, new.originals):
                self.evidence_added.emit(piece.id)
                self.compare(quietly=True)

        def fail(problem: BaseException) -> None:
            if isinstance(problem, Unfetched) and problem.values.get("why") not in _NOT_TRIED:
                session.apply(lambda: edits.fail_capture(piece, words(problem), who=session.who))
            self._unread("text", problem)

        return session.jobs.start(label, work, keep, fail)

    def compare(self, *, quietly: bool = False) -> Job | None:
        """Compare every quote of the open article that needs it with all its evidence."""
        desk = self._session.desk
        if desk is None or not desk.evidence or not self._session.drafts.flush():
            return None
        compared, who, policies = desk, self._session.who, self._session.paths.policies

        def work(progress: Progress, cancelled: Stop) -> Any:
            from app import intake

            return intake.compare_all(compared, who=who, policies=policies, progress=progress, cancelled=cancelled)

        def keep(checks: tuple[Check, ...]) -> None:
            if checks:
                self._keep_checks(compared.article.id, checks, following=quietly)
            elif not quietly:
                self._session.noticed.emit(Notice("done", tr("Compared. Nothing is different from before.")))

        return self._session.jobs.start(tr("Comparing"), work, keep, self._session.problem.emit, counting=_COMPARING)

    def _keep_checks(self, article_id: ArticleId, checks: tuple[Check, ...], *, following: bool) -> None:
        who = self._session.who
        self._session.apply(lambda: edits.record_checks(checks, article_id=article_id, who=who, following=following))

    def use_policy(self, name: str) -> None:
        """Check the open article under another policy, and compare again."""
        desk = self._session.desk
        if desk is None or desk.article.policy == name or not self._session.drafts.flush():
            return
        article = desk.article
        if self._session.apply(lambda: edits.set_article(article, who=self._session.who, policy=name)):
            self.compare(quietly=True)

    def sample(self, *, reset: bool = False) -> None:
        """Open the sample article, brought in anew where it is not there or `reset` is asked for."""
        from app import intake

        try:
            article_id = intake.open_sample(self._session.project, who=self._session.who, reset=reset)
        except KnownProblem as problem:
            self._session.problem.emit(problem)
            return
        self._session.open_article(ArticleId(article_id))


def _one_by_one(
    given: Sequence[Any], made: Callable[[Any], Any], progress: Progress, cancelled: Stop
) -> tuple[list[Any], KnownProblem | None]:
    """What could be made of each, and the first problem; what was readable is not lost to what was not."""
    from db.errors import Cancelled

    done: list[Any] = []
    problem: KnownProblem | None = None
    for number, one in enumerate(given):
        if cancelled():
            raise Cancelled()
        progress(number, len(given))
        try:
            done.append(made(one))
        except KnownProblem as raised:
            problem = problem or raised
    return done, problem
