"""What is in a field against what is in the library: typed words are never overwritten by their own echo."""

from typing import Generic, TypeVar

from db.records import QuoteId

V = TypeVar("V")


class Typed(Generic[V]):
    """Decides, whenever the desk is read anew, whether a field takes the stored value or keeps what it has.

    Typing is stored after a pause, so the desk comes back with words that are already out of date. Such an echo is
    known by having been sent; any other new value comes from an undo or another window, and the field takes it.
    """

    def __init__(self) -> None:
        self._quote: QuoteId | None = None
        self._stored: V | None = None
        self._sent: list[V] = []

    def send(self, value: V) -> None:
        """Note that the user gave the field this value."""
        self._sent.append(value)

    def takes(self, quote: QuoteId | None, stored: V) -> bool:
        """Whether the field is to show `stored` now."""
        if quote != self._quote:
            self._quote, self._stored = quote, stored
            self._sent.clear()
            return True
        if stored in self._sent:
            del self._sent[: self._sent.index(stored) + 1]
            self._stored = stored
            return False
        changed = stored != self._stored
        self._stored = stored
        if changed:
            self._sent.clear()
        return changed
