"""Whether the library's history is whole, looked at beside the window: a long one takes seconds."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.stopping import Progress, Stop
from db.chain import ChainReport
from db.errors import KnownProblem
from ui.i18n import count, tr
from ui.session import Notice, Session


class Verifying(QObject):
    """Each look is a job with a connection of its own. What it finds is dropped where the library changed meanwhile."""

    found = Signal()  # that the history is whole, as `edits` says

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._intact = self._looking = -1  # how many edits there were

    @property
    def edits(self) -> int:
        """The edits there are, where all of them were found whole; else 0."""
        return self._intact if self._intact == self._newest() else 0

    def look(self) -> None:
        """See whether it is whole, where that is not known. Only what is wrong is said."""
        edits = self._newest()
        if edits and edits not in (self._intact, self._looking):
            self._looking = edits
            self._start(edits, aloud=False)

    def verify(self) -> None:
        """Check it and say what came of it."""
        self._start(self._newest(), aloud=True)

    def _newest(self) -> int:
        newest = next(iter(self._session.project.history(limit=1)), None)
        return newest.seq if newest else 0

    def _start(self, edits: int, *, aloud: bool) -> None:
        session, library = self._session, self._session.project.path

        def work(_progress: Progress, _stop: Stop) -> ChainReport:
            from app.keeping import verify

            return verify(library)

        def failed(problem: BaseException) -> None:
            self._looking = -1
            if aloud or not isinstance(problem, KnownProblem):  # a drive may be gone for a while
                session.problem.emit(problem)

        def tell(report: Any) -> None:
            self._looking = -1
            if session.resting or (report.intact and not aloud and self._newest() != edits):
                return
            self._tell(report, aloud)

        session.jobs.start(tr("Checking the history"), work, tell, failed)

    def _tell(self, report: ChainReport, aloud: bool) -> None:
        if not report.intact:
            self._intact = -1
            said = tr("The history was changed by another hand at edit {n}.", n=report.broken_at)
            self._session.noticed.emit(Notice("error", said))
            return
        self._intact = report.edits
        if aloud:
            said = count(report.edits, "The history is intact: 1 edit.", "The history is intact: {n} edits.")
            self._session.noticed.emit(Notice("done", said))
        self.found.emit()
