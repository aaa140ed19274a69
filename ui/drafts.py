"""What is being typed and not yet kept: fields of a quote wait half a second, then become one Edit.

Where keeping fails the words stay, here and in the field, until they are kept or given up.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import KnownProblem
from db.records import Quote, QuoteId

_PAUSE_MS = 500
_QUOTE_FIELDS = frozenset(field.name for field in fields(Quote))

Keep = Callable[[QuoteId, dict[str, Any]], None]


class Drafts(QObject):
    """Pending fields by quote. `keep(quote_id, fields)` commits them and raises KnownProblem where it cannot."""

    waiting = Signal(bool)
    failed = Signal(object)

    def __init__(self, keep: Keep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._pending: dict[QuoteId, dict[str, Any]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def put(self, quote_id: QuoteId, **values: Any) -> None:
        """Note that these fields have these values now; they are kept after a pause in typing."""
        unknown = values.keys() - _QUOTE_FIELDS
        if unknown:
            raise TypeError(f"a quote has no {', '.join(sorted(unknown))}")
        self._pending.setdefault(quote_id, {}).update(values)
        self._timer.start()
        self.waiting.emit(True)

    def pending(self, quote_id: QuoteId) -> dict[str, Any]:
        """What waits to be kept for this quote."""
        return dict(self._pending.get(quote_id, {}))

    def everything(self) -> dict[str, dict[str, str]]:
        """All that waits and is text, by quote: what a journal can hold."""
        texts = {
            str(id): {k: str(v) for k, v in held.items() if isinstance(v, str)} for id, held in self._pending.items()
        }
        return {id: held for id, held in texts.items() if held}

    def flush(self) -> bool:
        """Keep everything now. False where something could not be kept: it stays pending, and `failed` says why."""
        self._timer.stop()
        kept = True
        for quote_id in list(self._pending):
            waiting = self._pending.pop(quote_id)
            try:
                self._keep(quote_id, waiting)
            except KnownProblem as problem:
                self._pending[quote_id] = waiting | self._pending.get(quote_id, {})
                self.failed.emit(problem)
                kept = False
        self.waiting.emit(bool(self._pending))
        return kept

    def forget(self, quote_id: QuoteId | None = None) -> None:
        """Give up what waits, for one quote or for all."""
        if quote_id is None:
            self._pending.clear()
        else:
            self._pending.pop(quote_id, None)
        self.waiting.emit(bool(self._pending))
