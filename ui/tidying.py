"""Collects garbage on the main thread only.

Python collects cycles on whichever thread happens to allocate. A job's thread would then destroy closed dialogs while
the main thread paints, and Qt crashes: its widgets belong to the thread that made them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 200


class Tidying(QObject):
    """While it lives, cycles are collected from a timer of its own thread, as often as Python would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        gc.disable()  # another of these may have ended meanwhile
        counts, due = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if due[generation] and counts[generation] > due[generation]:
                gc.collect(generation)
                return

    def close(self) -> None:
        """Leave collecting to Python again; no thread of ours runs any more."""
        self._timer.stop()
        gc.collect()
        gc.enable()
