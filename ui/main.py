"""Where objects meet. A verb goes to the command line without Qt being touched; anything else opens the window."""

import gc
import getpass
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ui import bugs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.project import Project
    from ui.session import Notice, Session
    from ui.window import Window

_READ_APART = "--read-apart"  # app.reading.apart.VERB: the packaged program, started by itself to read one file


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb, or open the window on an article's file or a library. Returns the exit status."""
    args = list(sys.argv[1:] if argv is None else argv)
    if argv is None:  # a program of its own, whose hooks are ours
        bugs.watch()
    if args == [_READ_APART]:
        from app.reading import worker

        return worker.serve()
    if args:
        from ui import cli

        if cli.is_for_us(args) or args[0].startswith("-"):
            return cli.main(args)
    return open_window(args)


def open_window(args: Sequence[str]) -> int:
    """The window on these files: a library, or articles to bring in. Returns the exit status, 3 without a screen."""
    if _no_screen():
        from ui.i18n import tr

        sys.stderr.write(
            tr("There is no screen here to open a window on; “onrecord --help” lists what needs none.") + "\n"
        )
        return 3
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    bugs.quieten()
    app = QApplication(["onrecord"])
    app.setApplicationName("OnRecord")
    app.setDesktopFileName("onrecord")
    program = Program(app)
    for asked in (signal.SIGTERM, signal.SIGINT):
        # The window asks more than once a second what other programs wrote, so Python comes to hear of a signal soon
        # enough. It may hear of it in the middle of painting: the window closes when that is done.
        signal.signal(asked, lambda *_: QTimer.singleShot(0, program.leave))
    program.start([Path(arg) for arg in args])
    return app.exec()


def _no_screen() -> bool:
    """Whether Qt would abort for want of a screen: it raises nothing that could be caught."""
    named = (os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    return sys.platform == "linux" and not any(named)


class Program:
    """The application: which library's window is open. Everything that lives as long as the program is made here."""

    def __init__(self, app: "QApplication") -> None:
        gc.disable()  # until ui.tidying does it: nothing that is loaded now goes away again
        _read_no_sources()
        from app.paths import Paths
        from app.settings import load
        from ui.i18n import use_language
        from ui.look import Look
        from ui.qt_words import speak_qt

        self._app = app
        self.paths = Paths.of_user(os.environ)
        self.settings = load(self.paths.settings)
        use_language(self.settings.language)
        speak_qt(app)
        self.look = Look(app, self.settings)
        self.window: Window | None = None
        sys.excepthook = self._caught

    def start(self, files: Sequence[Path]) -> None:
        """Open the library, and bring in what was named beside it. The first start opens the sample."""
        libraries = [file for file in files if file.suffix == ".onrecord"]
        path = self._sought(libraries)
        if path is None:
            return
        first = not path.exists()
        if not self.open_library(path) or self.window is None:
            return
        articles = [file for file in files if file.suffix != ".onrecord"]
        if articles:
            self.window.take_files(articles)
        elif first and not libraries:
            self.window.around.first_run()
        else:
            self.window.go_back(only=bool(libraries))

    def _sought(self, named: Sequence[Path]) -> Path | None:
        """The library that is named, else the usual one; None where it was moved out of reach, which is said."""
        from app.settings import found, usual_library
        from db.errors import LibraryUnusable

        try:
            return found(named[0]) if named else usual_library(self.settings, self.paths, os.environ)
        except LibraryUnusable as problem:
            self._cannot_open(problem, Path(str(problem.values["path"])))
            return None

    def open_library(self, path: Path) -> bool:
        """Show this library's window in place of the one there is. False where it cannot be opened, which is said."""
        from app.project import Project, policy_hash
        from app.settings import found
        from db import own
        from db.errors import KnownProblem

        try:
            path = found(path)
        except KnownProblem as problem:
            return self._cannot_open(problem, path)
        if not self._unlock(path):
            return self.window is None and self._quit()
        try:
            own.folder(path.parent)
            project = Project.open(path, lambda name: policy_hash(name, self.paths.policies))
        except (KnownProblem, OSError) as problem:
            return self._cannot_open(problem, path)
        session = self._show(project)
        session.take_up_drafts()
        assert self.window is not None
        self.window.ask.custody.tell_overdue(self.window.ask.directory)
        _tell_of_sharing(session)
        return True

    def _show(self, project: "Project") -> "Session":
        """That library's window in place of the one there is."""
        from ui.jobs import Jobs
        from ui.session import Session
        from ui.window import Window

        gc.freeze()  # nor need it be looked through by every collection
        settings = self.window.session.settings if self.window is not None else self.settings
        if not project.read_only:
            settings = replace(settings, recent=settings.opened(project.path))
        session = Session(project, settings, self.paths, acting=self._acting(), jobs=Jobs(), parent=self._app)
        window = Window(session, self.look, self._app)
        window.library_wanted.connect(self.open_library)
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
        return session

    def _unlock(self, path: Path) -> bool:
        """Have an encrypted library's key at hand: from the keychain, else asked for. False where nobody gave it."""
        from db import driver, keys

        if keys.name_of(path) in (b"", driver.PLAIN):
            return True
        from app import encryption
        from db.errors import KnownProblem
        from ui.dialogs.passphrase import Unlock
        from ui.messages import words

        if encryption.unlock_from_keychain(path) or not encryption.is_locked(path):
            return True
        dialog = Unlock(self.look.theme, path.stem, self.window)

        def attempt(said: str) -> None:
            try:
                encryption.unlock(path, said)
            except KnownProblem as problem:
                dialog.tell(words(problem))
                return
            dialog.accept()

        dialog.tried.connect(attempt)
        return bool(dialog.exec())

    def _acting(self) -> str:
        return os.environ.get("ONRECORD_USER") or getpass.getuser()

    def _cannot_open(self, problem: Exception, path: Path) -> bool:
        """Say so. Without a window there must be a way on; True where the user took one and a library is open."""
        from app.project import policy_hash
        from db.errors import LibraryDamaged
        from ui.rescue import Rescue

        if self.window is not None and not isinstance(problem, LibraryDamaged):
            self.window.session.problem.emit(problem)
            return False
        rescue = Rescue(
            path, self.look, self.window, open=self.open_library, show=self._show, tell=self._tell,
            who=self.settings.name or self._acting(), policy_hash=lambda name: policy_hash(name, self.paths.policies),
        )  # fmt: skip
        return rescue.ask(problem) or (self.window is None and self._quit())

    def _tell(self, notice: "Notice") -> None:
        if self.window is not None:
            self.window.session.noticed.emit(notice)

    def leave(self) -> None:
        """End as if the person had closed the window: what was typed is kept first."""
        if self.window is not None:
            self.window.close()
        self._quit()

    def _quit(self) -> bool:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self._app.quit)  # the event loop has not begun yet
        return False

    def _caught(self, _kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
        """A bug that reached the event loop: told on standard error and in the window; nothing saved is lost."""
        bugs.tell(problem)
        if self.window is not None and not isinstance(problem, KeyboardInterrupt):
            self.window.show_bug(problem)


def _read_no_sources() -> None:
    """Have PySide take no module that is loaded from now on for one that asks for a feature, such as snake_case.

    It would read the source of each for a mention of itself, and keep it in memory; none of ours asks. The packaged
    program, where no source is at hand, finds none either.
    """
    sys.modules["shibokensupport.feature"].__dict__["_mod_uses_pyside"] = lambda _module: False


def _tell_of_sharing(session: "Session") -> None:
    """Warn, once for each folder, that a library in a shared or copied folder can be damaged or lag behind."""
    from app.places import shared
    from ui.i18n import tr
    from ui.messages import sharing_word
    from ui.session import Notice

    found = shared(session.project.path, environ=os.environ)
    if found is None or session.place("shared_folder") == str(found.folder):
        return
    session.keep_places({"shared_folder": str(found.folder)})
    text = tr(
        "This library lies in a folder that {by} shares with other machines. Two of them must not write to it at the "
        "same time; a folder of this machine’s own is safer.",
        by=sharing_word(found.by),
    )
    session.noticed.emit(Notice("warning", text))
