"""The project's changes as one Qt signal, from this window and from any other process on the same library."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.project import Project
from db.changes import Edit
from db.errors import KnownProblem

_LOOK_MS = 400


class Bridge(QObject):
    """`changed(edit)` after each edit made here; `changed_elsewhere()` when another process wrote to the library.

    A listener that outlives its QObject breaks the next edit, so the subscription ends with this object.
    """

    changed = Signal(object)
    changed_elsewhere = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        leave = project.subscribe(self._hear)
        self._leave = leave
        self.destroyed.connect(lambda *_: leave())
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def rest(self) -> None:
        """Ask the library nothing for a while."""
        self._timer.stop()

    def wake(self) -> None:
        """Go on."""
        self._timer.start()

    def close(self) -> None:
        """Stop listening now; the library is about to be closed."""
        self._timer.stop()
        self._leave()

    def _hear(self, edit: Edit) -> None:
        self.changed.emit(edit)

    def _look(self) -> None:
        try:
            other = self._project.changed_elsewhere()
        except KnownProblem:
            return  # a library that is busy for a moment is asked again soon
        if other:
            self.changed_elsewhere.emit()
