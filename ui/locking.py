"""The idle lock: after a while without a key or a click the window covers itself, and an encrypted library closes.

What is covered goes as a whole: the windows are hidden and given back to the system, so neither a picture of the screen
nor a reader of accessible names finds a word of them. Nothing in them is lost.
"""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from db.errors import KnownProblem, LibraryLocked
from ui.look import Look
from ui.messages import words
from ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from ui.views.cover import Cover

_TICK_MS = 5000
_INPUT = frozenset(
    (
        *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel),
        *(QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod),
    )
)


class Locking(QObject):
    """Counts the time without input, covers the windows, and brings them back."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, session: Session, look: Look, window: QWidget, app: QApplication) -> None:
        super().__init__(window)
        self._session, self._look, self._window, self._app = session, look, window, app
        self._cover: Cover | None = None
        self._hidden: list[QWidget] = []
        self._touched()
        app.focusWindowChanged.connect(self._watch)
        session.settings_changed.connect(lambda _settings: self.use(session.settings.lock_after * 60))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_round)
        self.use(session.settings.lock_after * 60)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self._cover is not None

    def use(self, seconds: float) -> None:
        """Lock after so long without input; 0 for never."""
        self._after = seconds
        self._timer.start(max(10, min(_TICK_MS, round(seconds * 250))) if seconds else _TICK_MS)

    def stop(self) -> None:
        """Lock no more: the window is closing."""
        self._timer.stop()
        if self._cover is not None:
            self._cover.leave()
            self._cover = None

    def _watch(self, window: "QWindow | None") -> None:
        """Only native events are looked at: an event filter on the whole program would be asked thousands a second."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when there was input last."""
        if event.type() in _INPUT:
            self._touched()
        return False

    def _touched(self) -> None:
        self._at = time.monotonic(), time.time()

    def _look_round(self) -> None:
        if self._cover is not None:
            self._let_go()
            return
        # One of the clocks stands still while the machine sleeps, the other may be set.
        idle = max(time.monotonic() - self._at[0], time.time() - self._at[1])
        if self._after and idle >= self._after:
            self.lock()

    def lock(self) -> None:
        """Cover every window now."""
        from app import encryption
        from ui.views.cover import Cover

        if self._cover is not None:
            return
        self._session.drafts.flush()
        while (popup := self._app.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self._hidden = [one for one in self._app.topLevelWidgets() if one.isVisible()]
        self._cover = Cover(self._look.theme)
        self._cover.carry_on.connect(self.unlock)
        self._cover.left.connect(self._window.close)
        self._cover.stand_for(self._window)
        for one in reversed(self._hidden):
            one.hide()
            one.destroy()
        self._let_go()
        if encryption.has_passphrase(self._session.project.path):
            self._cover.ask()
        self.locked.emit()

    def _let_go(self) -> None:
        """Close an encrypted library and forget its key, once nothing is left to be written into it."""
        from app import encryption

        session = self._session
        if session.resting or not session.project.encrypted or session.jobs.running or not session.drafts.flush():
            return
        session.rest()
        encryption.lock(session.project.path)

    def unlock(self, said: str = "") -> None:
        """Bring the windows back; an encrypted library asks for its passphrase, whatever the keychain keeps."""
        if self._cover is None:
            return
        try:
            self._wake(said)
        except LibraryLocked:
            self._cover.ask()
            return
        except KnownProblem as problem:
            self._cover.tell(words(problem))
            return
        cover, self._cover = self._cover, None
        for one in sorted(self._hidden, key=lambda one: one is not self._window):
            one.move(one.pos())  # its place is asked for anew: the system gave it a window of another name
            one.show()
        self._hidden = []
        cover.leave()
        self._window.activateWindow()
        self._touched()
        self.unlocked.emit()

    def _wake(self, said: str) -> None:
        """Raises LibraryLocked where the passphrase is wanted, WrongKey where it does not fit."""
        from app import encryption

        path = self._session.project.path
        if encryption.has_passphrase(path):
            if not said:
                raise LibraryLocked(name=path.name, path=str(path))
            encryption.unlock(path, said)
        elif self._session.resting:  # its key file is lost, so there is nothing to hold a passphrase against
            encryption.unlock_from_keychain(path)
        if self._session.resting:
            self._session.wake()
