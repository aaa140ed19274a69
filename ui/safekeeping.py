"""Keeping the library safe from the window: the day's backup, one by hand, a restore, and whether a sheet is whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.errors import KnownProblem, LibraryDamaged
from ui.encrypting import Encrypting
from ui.i18n import count, tr
from ui.look import Look
from ui.messages import words
from ui.session import Notice, Session
from ui.showing import ask_file, ask_place, kinds, open_dialog
from ui.times import local, stamp
from ui.verifying import Verifying

if TYPE_CHECKING:
    from app import keeping
    from ui.dialogs.moving import MovingDialog

_FORMER = "moved_from"  # the place noted, in a move, of the library's file before
_AFTER_MS = 3000  # the window comes first
_SHEETS = "*.docx *.pdf *.xlsx *.csv *.html *.md *.json *.jsonld *.sig"


class Safekeeping(QObject):
    """Everything runs in jobs; what came of it is said in a banner."""

    backed_up = Signal()
    reopen_wanted = Signal(object)  # Path: the library, which is another one now

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window
        self.encrypting = Encrypting(session, look, window)
        self.verifying = Verifying(session, window)
        self.encrypting.made.connect(self.reopen_wanted)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.look_after)
        self._timer.start()
        if session.place(_FORMER):
            QTimer.singleShot(0, self, self._finish_move)

    @property
    def library(self) -> Path:
        """The library's file."""
        return self._session.project.path

    def stop(self) -> None:
        """Begin nothing any more."""
        self._timer.stop()

    def look_after(self) -> None:
        """The day's backup, which looks the library over from end to end; else only the look, where it is due."""
        if self._session.project.read_only:
            return  # a backup that is looked at needs none of its own
        if self._session.resting:
            self._timer.start()  # locked meanwhile, perhaps its key let go of: once it is open again
            return
        library, paths = self.library, self._session.paths

        def work(_progress: Any, _stop: Any) -> "keeping.Day":
            from app import keeping
            from app.sweeping import sweep

            sweep(library, (paths.config, paths.state / "drafts"))
            day = keeping.daily(library)
            if day.made is None:
                keeping.look_over(library)
            return day

        self._session.jobs.start(tr("Backing up"), work, self._tell_day, self._tell_damage)

    def _tell_damage(self, problem: BaseException) -> None:
        if isinstance(problem, LibraryDamaged):
            self._session.noticed.emit(Notice("error", words(problem), tr("Restore a backup…"), self.restore))
        else:
            self._session.problem.emit(problem)

    def _tell_day(self, day: "keeping.Day") -> None:
        if day.alarm is not None:
            text = tr(
                "The library holds far less than its last backup: {now} instead of {before}.",
                now=_counted(day.alarm, day.alarm.now), before=day.alarm.before,
            )  # fmt: skip
            self._session.noticed.emit(Notice("warning", text, tr("Restore a backup…"), self.restore))
        self.backed_up.emit()

    def newest(self) -> str:
        """When the library was last backed up, in running words; "" where it never was."""
        from app import keeping

        kept = keeping.newest_backup(self.library)
        return stamp(kept.stat().st_mtime) if kept else ""

    def back_up(self) -> None:
        """Ask where to, and write a checked copy there."""
        from app import keeping

        self._ask_place(tr("Back up"), keeping.name_by_hand(self.library), self.back_up_to)

    def back_up_to(self, target: Path) -> None:
        """Write a checked copy of the library to this file."""
        if not self._session.drafts.flush():
            return
        library = self.library

        def work(_progress: Any, _stop: Any) -> "keeping.Backup":
            from app import keeping

            return keeping.backup(library, target)

        def tell(made: "keeping.Backup") -> None:
            held = _held(made.articles, made.quotes)
            said = tr("Backed up, and checked: {name}, {held}.", name=made.path.name, held=held)
            self._session.noticed.emit(Notice("done", said))
            self.backed_up.emit()

        self._session.jobs.start(tr("Backing up"), work, tell, self._session.problem.emit)

    def move(self) -> None:
        """Ask where the library should lie from now on."""
        self._ask_place(tr("Move this library"), self.library.name, self.move_to)

    def move_to(self, target: Path) -> None:
        """Ask whether the library shall lie there, and let it; the window opens anew there."""
        from ui.dialogs.moving import MovingDialog

        dialog = MovingDialog(self._look.theme, target, self._window)
        dialog.wanted.connect(lambda: self._move(dialog, target))
        open_dialog(dialog)

    def _move(self, dialog: "MovingDialog", target: Path) -> None:
        """Let go of the library, have it moved in a job, and open it there; else take it up again where it is."""
        session, library = self._session, self.library
        if session.jobs.running or not session.drafts.flush():
            dialog.tell(tr("Something else is still being done with the library. Try again in a moment."))
            return
        session.rest()

        def work(_progress: Any, _stop: Any) -> Path:
            from app.moving import move

            return move(library, target)

        def go_on(_aside: Path) -> None:
            others = tuple(name for name in session.settings.recent if name != str(library))
            session.settings = replace(session.settings, library=str(target), recent=others)  # told to the next window
            session.keep_places({_FORMER: str(library)})
            dialog.done_with()
            self.reopen_wanted.emit(target)

        def failed(problem: BaseException) -> None:
            session.wake()
            if isinstance(problem, KnownProblem):
                dialog.tell(words(problem))
            else:
                dialog.done_with()
                session.problem.emit(problem)

        session.jobs.start(tr("Moving the library"), work, go_on, failed)

    def _finish_move(self) -> None:
        """Fetch the backups of the place before, and say that the library was moved."""
        former, library = Path(self._session.place(_FORMER)), self.library
        if former == library or former.exists():
            self._session.keep_places({_FORMER: ""})
            return

        def work(_progress: Any, _stop: Any) -> int:
            from app.moving import carry_backups

            return carry_backups(former, library)

        def tell(_gone: int) -> None:
            self._session.keep_places({_FORMER: ""})
            said = tr(
                "The library lies in {folder} now, with its backups. The file of before is one of them.",
                folder=library.parent,
            )
            self._session.noticed.emit(Notice("done", said))
            self.backed_up.emit()

        self._session.jobs.start(tr("Fetching the backups"), work, tell, self._session.problem.emit)

    def restore(self) -> None:
        """List the backups, each with what it holds, and ask which to put back."""
        library = self.library

        def work(_progress: Any, _stop: Any) -> "tuple[keeping.Kept, ...]":
            from app import keeping

            return keeping.backups(library)

        self._session.jobs.start(tr("Looking for backups"), work, self._ask, self._session.problem.emit)

    def _ask(self, kept: "tuple[keeping.Kept, ...]") -> None:
        from app import encryption
        from ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._look.theme, kept, encryption.is_encrypted(self.library), self._window)
        dialog.restore_wanted.connect(self.restore_from)
        open_dialog(dialog)

    def restore_from(self, source: Path) -> None:
        """Make the library what this backup holds; the present one is kept aside. Then it is opened anew."""
        from app import encryption, keeping

        if encryption.is_locked(source) and not encryption.unlock_from_keychain(source):
            self._unlock(source)
            return
        if not self._session.drafts.flush():
            return
        library = self.library

        def work(_progress: Any, _stop: Any) -> Path | None:
            return keeping.restore(source, library)

        def reopen(_aside: Path | None) -> None:
            self.reopen_wanted.emit(library)

        self._session.jobs.start(tr("Restoring"), work, reopen, self._session.problem.emit)

    def _unlock(self, source: Path) -> None:
        """Ask for the passphrase of an encrypted backup, and then put it back."""
        from app import encryption
        from ui.dialogs.passphrase import Unlock

        dialog = Unlock(self._look.theme, source.stem, self._window, backup=True)

        def attempt(said: str) -> None:
            try:
                encryption.unlock(source, said)
            except KnownProblem as problem:
                dialog.tell(words(problem))
                return
            dialog.accept()
            self.restore_from(source)

        dialog.tried.connect(attempt)
        open_dialog(dialog)

    def check(self) -> None:
        """Ask for a sheet, or a signature beside one, and say whether it is as it was made."""
        ask_file(self._window, tr("Check a sheet or signature"), kinds(tr("Sheets"), _SHEETS), self.check_file)

    def check_file(self, path: Path) -> None:
        """Say whether this sheet is as it was made, and who signed it."""
        known = self._session.paths.keys

        def work(_progress: Any, _stop: Any) -> tuple[bool, str]:
            from app.sheets import keys, proof
            from ui.proofs import sheet_line

            report = proof.verify(path, keys.load(known))
            return report.intact, sheet_line(report)

        def tell(found: tuple[bool, str]) -> None:
            intact, line = found
            said = tr("{name}: {line}", name=path.name, line=line)
            self._session.noticed.emit(Notice("done" if intact else "error", said))

        self._session.jobs.start(tr("Checking {name}", name=path.name), work, tell, self._session.problem.emit)

    def _ask_place(self, title: str, name: str, take: Callable[[Path], object]) -> None:
        folder = self.library.parent
        ask_place(self._window, title, "*.onrecord", take, folder=folder, ending=".onrecord", name=name)


def _counted(alarm: "keeping.Alarm", n: int) -> str:
    if alarm.code == "articles_fell":
        return count(n, "1 article", "{n} articles")
    if alarm.code == "quotes_fell":
        return count(n, "1 quote", "{n} quotes")
    return count(n, "1 edit in the history", "{n} edits in the history")


def _held(articles: int, quotes: int) -> str:
    return count(articles, "1 article", "{n} articles") + ", " + count(quotes, "1 quote", "{n} quotes")


def kept_words(kept: "keeping.Kept", encrypted: bool = False) -> str:
    """A backup as a line of a list: when, of which kind, and what is in it.

    One that is not encrypted says so, where the library is `encrypted`.
    """
    from app import encryption

    kinds = {
        "daily": tr("daily"),
        "by_hand": tr("by hand"),
        "before_update": tr("before an update"),
        "before_restore": tr("before a restore"),
        "before_move": tr("before a move"),
    }
    made = local(kept.at)
    at = stamp(made.timestamp()) if made else kept.at
    when = at[:1].upper() + at[1:]
    if encryption.is_locked(kept.path):
        return tr("{when}, encrypted: its passphrase is asked for", when=when)
    if kept.articles is None or kept.quotes is None:
        return tr("{when}, cannot be opened", when=when)
    kind = kinds.get(kept.kind, kept.kind)
    if encrypted and not encryption.is_encrypted(kept.path):
        kind = tr("{kind}, not encrypted", kind=kind)
    return tr("{when}, {kind}: {held}", when=when, kind=kind, held=_held(kept.articles, kept.quotes))
