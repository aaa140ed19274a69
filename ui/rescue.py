"""The ways on from a library that cannot be opened. It is never written over: a backup is looked at, or put back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import keeping
from db.errors import KnownProblem, LibraryDamaged
from ui.i18n import count, tr
from ui.messages import words
from ui.session import Notice
from ui.times import local, stamp

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.project import Project
    from ui.look import Look
    from ui.session import Session

Show = Callable[["Project"], "Session"]


class Rescue:
    """Asks what to do about one library. `open` opens a library as usual, `show` one that is open already."""

    def __init__(
        self, path: Path, look: "Look", window: "QWidget | None", *, open: Callable[[Path], bool], show: Show,
        tell: Callable[[Notice], None], who: str,
        policy_hash: Callable[[str], str],
    ) -> None:  # fmt: skip
        self._path, self._look, self._window = path, look, window
        self._policy_hash = policy_hash
        self._open, self._show, self._tell, self._who = open, show, tell, who

    def ask(self, problem: Exception) -> bool:
        """Say what is wrong and go the way that is chosen. False where nobody chose one, and nothing is open."""
        from ui.dialogs.damaged import DamagedDialog

        said = words(problem) if isinstance(problem, KnownProblem) else tr("The library's folder cannot be made.")
        good = keeping.newest_good(self._path) if isinstance(problem, LibraryDamaged) else None
        dialog = DamagedDialog(self._look.theme, said, self._ways(problem, good), self._window)
        dialog.exec()
        try:
            return self._go(dialog.way, good)
        except KnownProblem as another:
            return self.ask(another)

    def _ways(self, problem: Exception, good: Path | None) -> list[tuple[str, str, str]]:
        ways = []
        if good is not None:
            at = self._made(good)
            ways += [
                ("look", tr("Look at the newest good backup"),
                 tr("It was made {at}. It is opened to be read only; nothing is changed.", at=at)),
                ("restore", tr("Restore the newest good backup"),
                 tr("The damaged library is kept aside, as it is, in the folder of backups.")),
            ]  # fmt: skip
        if isinstance(problem, LibraryDamaged):
            saved = tr("It goes into a new library beside the damaged one, which is left as it is.")
            ways.append(("salvage", tr("Save what can be read"), saved))
        return [*ways, ("other", tr("Open another library…"), tr("This one is left as it is."))]

    def _go(self, way: str, good: Path | None) -> bool:
        if way == "look" and good is not None:
            return self._look_at(good)
        if way == "restore" and good is not None:
            keeping.restore(good, self._path)
            return self._open(self._path)
        if way == "salvage":
            return self._salvage()
        return way == "other" and self._ask_for_library()

    def _look_at(self, good: Path) -> bool:
        from app.project import Project

        session = self._show(Project.look(good, self._policy_hash))
        text = tr("This is the backup made {at}, to be read only. The library itself is damaged, and left as it is.",
                  at=self._made(good))  # fmt: skip

        def restore() -> None:
            try:
                keeping.restore(good, self._path)
            except KnownProblem as problem:
                session.problem.emit(problem)
                return
            self._open(self._path)

        session.noticed.emit(Notice("warning", text, tr("Restore it"), restore, standing=True))
        return True

    def _salvage(self) -> bool:
        name = f"{self._path.stem} saved {datetime.now(UTC):%Y-%m-%d %H%M%S}{self._path.suffix}"
        saved = keeping.salvage(self._path, self._path.with_name(name), self._who)
        if not self._open(saved.path):
            return False
        lost = sum(saved.lost.values()) + saved.edits_lost
        text = tr("This is what could be read of the damaged library, in a library of its own: {name}.", name=name)
        lost_words = count(lost, "1 record or edit is lost.", "{n} records or edits are lost.")
        self._tell(Notice("warning", f"{text} {lost_words}" if lost else text))
        return True

    def _ask_for_library(self) -> bool:
        from PySide6.QtWidgets import QFileDialog

        unasked = QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Open another library"), "", "*.onrecord", options=unasked
        )
        return bool(name) and self._open(Path(name))

    def _made(self, good: Path) -> str:
        kept = next((one for one in keeping.backups(self._path) if one.path == good), None)
        made = local(kept.at) if kept else None
        return stamp(made.timestamp()) if made else good.stem
