"""Moving a library: where to, what becomes of the file that stands here, and a wait until it is done."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import Frame, sentence
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Label


class MovingDialog(Frame):
    """`wanted` says that it shall be done; until `tell` says what hindered it, the dialog stays."""

    wanted = Signal()

    def __init__(self, theme: Theme, target: Path, parent: QWidget) -> None:
        super().__init__(theme, tr("Move this library?"), tr("Move it"), parent)
        self._busy = False
        self.only_side()
        self.resize(theme.px(520), self.height())
        where = Label(theme, str(target))
        where.setWordWrap(True)
        self.column.addWidget(where)
        text = tr(
            "A copy is written there, compared, and used from then on. The file that lies here now, and the backups "
            "beside it, become backups of the new place, so that no second library is left behind."
        )
        self.column.addWidget(sentence(theme, text))
        self._said = sentence(theme, "", tone="ink")
        self._said.hide()
        self.column.addWidget(self._said)
        self.column.addStretch(1)

    def confirm(self) -> None:
        """Begin."""
        self._say(tr("Moving the library…"), busy=True)
        self.wanted.emit()

    def tell(self, words: str) -> None:
        """It was not done, for this reason."""
        self._say(words, busy=False)

    def done_with(self) -> None:
        """It was done."""
        self._busy = False
        self.accept()

    def reject(self) -> None:
        """Not while it is done."""
        if not self._busy:
            super().reject()

    def _say(self, words: str, *, busy: bool) -> None:
        self._busy = busy
        self._said.setText(words)
        self._said.show()
        self.stop.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.fit()
