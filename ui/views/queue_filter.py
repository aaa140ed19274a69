"""The menu behind the funnel: which statuses, attributions and terms the queue shows."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.records import Attribution, Status, Terms
from ui.i18n import tr
from ui.messages import attribution_word, status_word, terms_word


class FilterMenu(QMenu):
    """Three submenus of ticks, and a way to take all ticks away."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        statuses = [*[status.value for status in Status], "stale", "term"]
        self._statuses = self._part(tr("Status"), [(code, status_word(code)) for code in statuses])
        self._attributions = self._part(tr("Attribution"), [(code, attribution_word(code)) for code in Attribution])
        self._terms = self._part(tr("Terms"), [(code, terms_word(code)) for code in Terms])
        self.addSeparator()
        self._clear = self.addAction(tr("Clear the filter"))
        self._clear.setEnabled(False)
        self._clear.triggered.connect(self._clear_and_say)

    def _part(self, title: str, choices: Iterable[tuple[str, str]]) -> dict[str, QAction]:
        menu = self.addMenu(title)
        ticks: dict[str, QAction] = {}
        for code, word in choices:
            tick = menu.addAction(word)
            tick.setCheckable(True)
            tick.toggled.connect(self._say)
            ticks[code] = tick
        return ticks

    def chosen(self) -> tuple[frozenset[str], frozenset[Attribution], frozenset[Terms]]:
        """The statuses, attributions and terms ticked; empty where none is."""
        attributions, terms = _ticked(self._attributions), _ticked(self._terms)
        return (
            _ticked(self._statuses),
            frozenset(Attribution(code) for code in attributions),
            frozenset(Terms(code) for code in terms),
        )

    def tick(self, code: str, on: bool = True) -> None:
        """Tick a status, an attribution or terms by its code."""
        for part in (self._statuses, self._attributions, self._terms):
            if code in part:
                part[code].setChecked(on)

    def clear_choices(self) -> None:
        """Take all ticks away, without a signal."""
        self.blockSignals(True)
        for part in (self._statuses, self._attributions, self._terms):
            for tick in part.values():
                tick.setChecked(False)
        self.blockSignals(False)
        self._clear.setEnabled(False)

    def _clear_and_say(self) -> None:
        self.clear_choices()
        self.changed.emit()

    def _say(self) -> None:
        self._clear.setEnabled(any(self.chosen()))
        self.changed.emit()


def _ticked(part: dict[str, QAction]) -> frozenset[str]:
    return frozenset(code for code, tick in part.items() if tick.isChecked())
