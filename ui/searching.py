"""A field's search of the library: in a thread, once the typing pauses; only what was asked last is answered."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from db import search
from db.errors import KnownProblem
from db.search import Hit
from ui.i18n import tr
from ui.session import Session

if TYPE_CHECKING:
    from ui.jobs import Job

_PAUSE_MS = 100
_MOST = 200


def everywhere(path: Path, text: str) -> tuple[Hit, ...]:
    """What a thread finds for a text in articles, quotes and evidence: as much as a list shows."""
    return search.beside(path, search.search, text, _MOST)


class Searching(QObject):
    """`ask` drops whatever was asked before: its answer, should it come yet, reaches nobody."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        self._asked: tuple[Callable[..., Any], str, Callable[[Any], None]] | None = None

    def ask(self, question: Callable[..., Any], about: str, take: Callable[[Any], None]) -> None:
        """Have `take` given what `question(path of the library, about)` finds; nothing where it cannot be read now."""
        self.drop()
        self._asked = (question, about, take)
        self._pause.start()

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._pause.stop()
        self._asked = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _begin(self) -> None:
        if self._asked is None:
            return
        (question, about, take), path = self._asked, self._session.project.path

        def failed(problem: BaseException) -> None:
            if not isinstance(problem, KnownProblem):
                self._session.problem.emit(problem)

        def work(_progress: object, stopped: Callable[[], bool]) -> Any:
            return None if stopped() else question(path, about)

        job = self._session.jobs.start(tr("Searching the library"), work, take, failed)
        job.finished.connect(lambda: self._ended(job))
        self._job = job

    def _ended(self, job: "Job") -> None:
        if self._job is job:
            self._job = None
