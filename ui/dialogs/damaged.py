"""A library that cannot be opened: what is wrong, and every way on. Nothing is done here, nothing is chosen before."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import Frame, sentence
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Way as WayOn

Way = tuple[str, str, str]
"""A code, the words on its button, and what it comes to."""

_ICONS = {
    "look": "clock-counter-clockwise",
    "restore": "arrow-counter-clockwise",
    "salvage": "first-aid",
    "other": "folder-open",
}


class DamagedDialog(Frame):
    """Each way on is a button with a sentence. `way` is the code of the one chosen, "" where none was."""

    def __init__(self, theme: Theme, said: str, ways: Sequence[Way], parent: QWidget | None) -> None:
        super().__init__(theme, tr("The library cannot be opened"), "", parent)
        self.only_side()
        self.setMinimumWidth(round(560 * theme.scale))
        self.go.hide()
        self.stop.setText(tr("Quit") if parent is None else tr("Close"))
        self.way = ""
        self.column.addWidget(sentence(theme, said))
        self.column.addSpacing(theme.px(6))
        self.ways: dict[str, WayOn] = {}
        for code, words, outcome in ways:
            self.ways[code] = button = WayOn(theme, _ICONS[code], words, outcome)
            button.clicked.connect(lambda _on=False, code=code: self._choose(code))
            self.column.addWidget(button)
        self.column.addStretch(1)

    def _choose(self, code: str) -> None:
        self.way = code
        self.accept()
