"""Fills in where the selected quote was printed elsewhere, once the selection is painted and rests, bit by bit."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from app.elsewhere import Elsewhere, look, ranked
from app.workflow import QuoteState
from db.errors import KnownProblem
from db.records import Form, QuoteId
from ui.session import Session
from ui.views.elsewhere import ElsewhereList

_REST_MS = 250  # from one quote to the next by key nothing is looked for


class Recalling(QObject):
    """A quote no longer selected is no longer looked for, and nothing of it is shown."""

    def __init__(self, session: Session, shown: ElsewhereList, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._shown = session, shown
        self._quote: QuoteId | None = None
        self._found: list[Elsewhere] = []
        self._going: Iterator[Elsewhere | None] = iter(())
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._step = QTimer(self, interval=0)
        self._step.timeout.connect(self._go_on)
        session.selected.connect(self._wait)

    def _wait(self, state: QuoteState | None) -> None:
        """Begin again after a while, for this quote or for the same one changed."""
        self._step.stop()
        said = state is not None and not state.lost and state.quote.form is not Form.TERM
        quote_id = state.quote.id if state is not None and said else None
        if quote_id != self._quote:
            self._quote = quote_id
            self._shown.show_found(())
        if quote_id is not None:
            self._rest.start()
        else:
            self._rest.stop()

    def _begin(self) -> None:
        self._found.clear()
        if self._quote is None or not self._there():
            return
        try:
            self._going = look(self._session.project, self._quote)
        except KnownProblem:
            return  # it went, or the file is held: whoever does something with it is told
        self._step.start()

    def _go_on(self) -> None:
        """Hold one more against it; after the last, show what came of it."""
        if not self._there():
            self._step.stop()
            return
        try:
            one = next(self._going)
        except StopIteration:
            self._step.stop()
            self._shown.show_found(ranked(self._found))
        except KnownProblem:
            self._step.stop()
        else:
            self._found += [one] if one is not None else []

    def _there(self) -> bool:
        """Whether the library is open and the window on it."""
        return not self._session.resting and self._session.desk is not None and self._shown.window().isVisible()
