"""A window to play scenes in, and the rulings that they need."""

import time
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

MISPRINT = "inaccurate speculation"
PASTED = """Lens makers wait

By the technology desk

“We heard it from the papers,” she said. “Nobody rang us before it ran, and nobody has rung since.”

The company said it would “look into the matter”, and that its shops would stay open.
"""
_PATIENCE = 8.0  # seconds


class Scene(NamedTuple):
    """What stands there now: the window itself, or the dialogs and covers on it."""

    name: str
    shown: tuple[QWidget, ...]


class Stage:
    """A window and a folder of its own to play in."""

    def __init__(self, app: QApplication, window: Any, folder: Path, pause: float = 0.05) -> None:
        self.app, self.window, self.folder, self._pause = app, window, folder, pause

    def wait(self, seconds: float | None = None) -> None:
        """Let the window do what it has to do."""
        until = time.monotonic() + (self._pause if seconds is None else seconds)
        while time.monotonic() < until:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until no job runs."""
        until = time.monotonic() + _PATIENCE
        while self.window.session.jobs.running and time.monotonic() < until:
            self.wait(0.02)
        self.wait()

    def on_it(self) -> tuple[QWidget, ...]:
        """The windows in view beside the main one, the lowest first."""
        found = [one for one in self.app.topLevelWidgets() if one.isVisible() and one is not self.window]
        kinds = ("Manual", "Cover", "QWhatsThat", "WhatsThisPopup")
        return tuple(one for one in found if isinstance(one, QDialog) or _kind(one) in kinds)

    def clear(self) -> None:
        """Close what lies on the window."""
        self.window.locking.unlock()
        for one in self.on_it():
            if type(one).__name__ == "RecoveryCode":  # it goes only when the code was written down
                one.written.setChecked(True)  # type: ignore[attr-defined]
            closed = one.reject if isinstance(one, QDialog) else one.close
            closed()
        self.window.palette_.close_palette()
        self.window.notices.clear()
        self.wait(0.02)

    def misprint(self) -> None:
        """Select the quote that the sample misprints."""
        session = self.window.session
        session.select(next(one.quote.id for one in session.desk.states if MISPRINT in one.quote.exact))

    def run(self, action: str) -> None:
        """Do that action. Raises LookupError where it cannot be done."""
        if not self.window.actions_.run(action):
            raise LookupError(f"{action}: {self.window.actions_[action].why_not()}")


def _kind(window: QWidget) -> str:
    """Its class: Qt's own, where it is one that it makes for itself."""
    made = type(window).__name__
    return window.metaObject().className() if made == "QWidget" else made


def rule_some(window: Any) -> None:
    """Rulings of every kind that the sample allows, so that they can be seen."""
    from app import edits, workflow
    from db.records import Status

    session = window.session
    wanted = (
        *(Status.VERBATIM, Status.PERMITTED_EDITS, Status.PARAPHRASE_ONLY, Status.UNVERIFIABLE, Status.DISPUTED),
        *(Status.DO_NOT_PUBLISH, Status.IN_CHECK),
    )
    left = [one for one in session.desk.states if one.number and MISPRINT not in one.quote.exact][1::2]
    for status in wanted:
        fit = next((one for one in left if workflow.why_not_rule(one, status, "as heard") is None), None)
        if fit is not None:
            left.remove(fit)
            session.apply(edits.rule(session.desk, fit.quote.id, status, "as heard", who=session.who))


def rule_rest(window: Any) -> None:
    """A ruling for every quote, until nothing is left to check."""
    from app import edits, workflow
    from db.records import Status

    session = window.session
    for quote_id in [one.quote.id for one in session.desk.states if one.number]:
        state = next(one for one in session.desk.states if one.quote.id == quote_id)
        for status in (Status.VERBATIM, Status.PERMITTED_EDITS, Status.PARAPHRASE_ONLY, Status.UNVERIFIABLE):
            if workflow.why_not_rule(state, status, "as heard") is None:
                session.apply(edits.rule(session.desk, quote_id, status, "as heard", who=session.who))
                break
