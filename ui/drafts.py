"""What is being typed and not yet kept: fields of a quote wait half a second, then become one Edit.

Where keeping fails the words stay, here and in the field, until they are kept or given up. Where somebody else changed
the same field since the typing began, both stay until a person has chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import KnownProblem
from db.records import Quote, QuoteId

if TYPE_CHECKING:
    from app.conflicts import Conflict

_PAUSE_MS = 500
_NOTE_MS = 300  # what is typed is noted down at least that often
_QUOTE_FIELDS = frozenset(field.name for field in fields(Quote))
_WAS = "was "  # begins the name, in a journal, of what a field was before

Fields = dict[str, Any]
Keep = Callable[[QuoteId, Fields, Fields], "Sequence[Conflict]"]
Shown = Callable[[QuoteId, str], Any]


class Drafts(QObject):
    """Pending fields by quote.

    `keep(quote_id, fields, was)` commits them and raises KnownProblem where it cannot; it returns, and leaves, those
    that are neither what they were nor what was typed. `shown(quote_id, field)` is what the window shows as kept.
    """

    waiting = Signal(bool)
    stuck = Signal()  # what waits could not be kept, or waits for a person
    noted = Signal()  # something new is to be written down
    failed = Signal(object)
    clashed = Signal(object)  # tuple of Conflict

    def __init__(self, keep: Keep, shown: Shown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep, self._shown = keep, shown
        self._pending: dict[QuoteId, Fields] = {}
        self._was: dict[QuoteId, Fields] = {}
        self._clashes: dict[tuple[str, str], Conflict] = {}
        self._flushing = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self._note = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._note.timeout.connect(self.noted)

    def put(self, quote_id: QuoteId, **values: Any) -> None:
        """Note that these fields have these values now; they are kept after a pause in typing."""
        unknown = values.keys() - _QUOTE_FIELDS
        if unknown:
            raise TypeError(f"a quote has no {', '.join(sorted(unknown))}")
        was = self._was.setdefault(quote_id, {})
        for name in values.keys() - was.keys():
            was[name] = self._shown(quote_id, name)
        self._pending.setdefault(quote_id, {}).update(values)
        self._begin()

    def take_up(self, quote_id: QuoteId, held: Mapping[str, str]) -> None:
        """Go on with what an earlier run had written down. Raises TypeError where it is not a quote's."""
        was = {name.removeprefix(_WAS): value for name, value in held.items() if name.startswith(_WAS)}
        self._was.setdefault(quote_id, {}).update(was)
        self.put(quote_id, **{name: value for name, value in held.items() if not name.startswith(_WAS)})

    def settle(self, conflict: "Conflict", chosen: Any) -> None:
        """Both were shown, and this was chosen: it is kept unless somebody changed the field once more."""
        quote_id = QuoteId(conflict.id)
        self._clashes.pop((conflict.id, conflict.field), None)
        self._was.setdefault(quote_id, {})[conflict.field] = conflict.theirs
        self._pending.setdefault(quote_id, {})[conflict.field] = chosen
        self._begin()

    def _begin(self) -> None:
        self._timer.start()
        if not self._note.isActive():
            self._note.start()
        self.waiting.emit(True)

    @property
    def clashes(self) -> "tuple[Conflict, ...]":
        """What waits for a person to choose."""
        return tuple(self._clashes.values())

    def pending(self, quote_id: QuoteId) -> Fields:
        """What waits to be kept for this quote."""
        return dict(self._pending.get(quote_id, {}))

    def everything(self) -> dict[str, dict[str, str]]:
        """All that waits and is text, by quote, with what it was before: what a journal can hold."""
        texts: dict[str, dict[str, str]] = {}
        for id, held in self._pending.items():
            was = self._was.get(id, {})
            for name, value in held.items():
                if isinstance(value, str):
                    entry = texts.setdefault(str(id), {})
                    entry[name] = str(value)
                    if isinstance(was.get(name), str):
                        entry[_WAS + name] = str(was[name])
        return texts

    def flush(self) -> bool:
        """Keep everything now. False where something could not be kept: it stays pending, and a signal says why."""
        if self._flushing:
            return True  # what is being kept is on its way
        self._flushing = True
        try:
            self._timer.stop()
            for quote_id in list(self._pending):
                self._flush(quote_id)
        finally:
            self._flushing = False
        if self._pending:
            self.stuck.emit()
            return False
        self._note.stop()
        self.waiting.emit(False)
        return True

    def _flush(self, quote_id: QuoteId) -> None:
        held, was = self._pending[quote_id], self._was.get(quote_id, {})
        ready = {name: value for name, value in held.items() if (str(quote_id), name) not in self._clashes}
        try:
            found = self._keep(quote_id, ready, {name: was[name] for name in ready if name in was}) if ready else ()
        except KnownProblem as problem:
            self.failed.emit(problem)
            return
        stuck = {clash.field for clash in found}
        for name in ready.keys() - stuck:
            if held.get(name) == ready[name]:
                del held[name]
                was.pop(name, None)
        if not held:
            self._pending.pop(quote_id, None)
            self._was.pop(quote_id, None)
        if found:
            self._clashes.update({(clash.id, clash.field): clash for clash in found})
            self.clashed.emit(tuple(found))

    def forget(self, quote_id: QuoteId | None = None) -> None:
        """Give up what waits, for one quote or for all."""
        for id in [quote_id] if quote_id is not None else list(self._pending):
            self._pending.pop(id, None)
            self._was.pop(id, None)
            self._clashes = {key: one for key, one in self._clashes.items() if key[0] != id}
        self.waiting.emit(bool(self._pending))
