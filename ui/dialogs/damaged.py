"""A library that cannot be opened: what is wrong, and every way on. Nothing is done here, nothing is chosen before."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import Frame, sentence
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, Label

Way = tuple[str, str, str]
"""A code, the words on its button, and what it comes to."""


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
        self.column.addSpacing(10)
        self.ways: dict[str, Button] = {}
        for code, words, outcome in ways:
            self.ways[code] = button = Button(theme, words)
            button.setAccessibleDescription(outcome)
            button.clicked.connect(lambda _on=False, code=code: self._choose(code))
            told = Label(theme, outcome, role="small", tone="ink2")
            told.setWordWrap(True)
            self.column.addWidget(button)
            self.column.addWidget(told)
            self.column.addSpacing(6)
        self.column.addStretch(1)

    def _choose(self, code: str) -> None:
        self.way = code
        self.accept()
