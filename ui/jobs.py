"""Long work beside the window: a job runs in a thread, says how far it is, can be cancelled, and returns a value.

Jobs never touch the window's connection to the library. What comes back is delivered on the main thread, which alone
commits.
"""

import sys
import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.stopping import Progress, Stop
from db.errors import Cancelled
from ui.i18n import tr
from ui.tidying import Tidying

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Work = Callable[[Progress, Stop], Any]

_QUIET_MS = 300  # under this nothing is shown
_LONG_MS = 2000  # from here on a count and a way to cancel
_STEP_S = 0.05  # progress is told at most this often
_TURN_S = 0.0002  # a job gives way to the window so soon; at Python's own 5 ms a full repaint waits for seconds
_THREADS = 3  # two for what takes long, and one to search meanwhile


class Job(QObject):
    """One piece of work. Exactly one of `done`, `failed` and `cancelled` is emitted, then `finished`."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)  # a KnownProblem, or the exception of a bug
    cancelled = Signal()
    finished = Signal()
    shown = Signal()  # it has run long enough to be seen
    long = Signal()  # it has run long enough for a count and Cancel
    _ended = Signal(object, object)
    _told = Signal(int, int)

    def __init__(self, label: str, work: Work, parent: QObject, counting: str = "") -> None:
        super().__init__(parent)
        self.label, self._counting = label, counting
        self.running = True
        self.count = (0, 0)
        self._work = work
        self._stop = False
        self._last = 0.0
        self._ended.connect(self._deliver)
        self._told.connect(self._tell)
        for pause, signal in ((_QUIET_MS, self.shown), (_LONG_MS, self.long)):
            timer = QTimer(self, singleShot=True, interval=pause)
            timer.timeout.connect(lambda signal=signal: signal.emit() if self.running else None)
            timer.start()

    def said(self) -> str:
        """How far it is, in words: "Comparing 4 of 11 quotes", or what it is called where that is not known."""
        done, of = self.count
        return tr(self._counting, done=min(done + 1, of), of=of) if self._counting and of else self.label

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next step, and then nothing is delivered."""
        self._stop = True

    def run(self) -> None:
        """The work itself, in its own thread. Every outcome goes back to the main thread by a queued signal."""
        value: Any = None
        problem: BaseException | None = None
        try:
            value = self._work(self._progress, lambda: self._stop)
        except BaseException as raised:
            # Whatever went wrong must reach the main thread: a thread that dies silently leaves the user waiting.
            problem = raised
        try:
            self._ended.emit(value, problem)
        except RuntimeError:
            return  # the window is gone, and with it whoever wanted the answer

    def _progress(self, count: int, of: int) -> None:
        now = time.monotonic()
        if count < of and now - self._last < _STEP_S:
            return
        self._last = now
        self._told.emit(count, of)

    def _tell(self, count: int, of: int) -> None:
        self.count = (count, of)
        if self.running:
            self.progressed.emit(count, of)

    def _deliver(self, value: Any, problem: BaseException | None) -> None:
        self.running = False
        if self._stop or isinstance(problem, Cancelled):
            self.cancelled.emit()
        elif problem is not None:
            self.failed.emit(problem)
        else:
            self.done.emit(value)
        self.finished.emit()
        self.deleteLater()


class Jobs(QObject):
    """The jobs that run now. `started` lets the window show each as a card."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tidying = Tidying(self)
        self._jobs: list[Job] = []

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        """The threads, made for the first job: the window is there before."""
        from concurrent.futures import ThreadPoolExecutor

        sys.setswitchinterval(_TURN_S)
        return ThreadPoolExecutor(_THREADS, thread_name_prefix="job")

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs still at work, oldest first."""
        return tuple(self._jobs)

    def start(
        self,
        label: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        *,
        counting: str = "",
    ) -> Job:
        """Run `work(progress, cancelled)`; `done(value)` or `failed(problem)` is called on the main thread.

        `counting` is what is said while it counts, with {done} and {of} in it.
        """
        job = Job(label, work, self, counting)
        job.done.connect(done)
        job.failed.connect(failed)
        job.finished.connect(self._forget)
        self._jobs.append(job)
        self.started.emit(job)
        self._pool.submit(job.run)
        return job

    def _forget(self) -> None:
        self._jobs = [job for job in self._jobs if job.running]

    def close(self) -> None:
        """Cancel what runs and wait for its threads to end, so that none outlives the window."""
        for job in self._jobs:
            job.cancel()
        if "_pool" in self.__dict__:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._tidying.close()
        for job in self._jobs:
            job.blockSignals(True)  # whoever wanted the answer is gone
