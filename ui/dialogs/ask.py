"""Two small questions: a line of text (why is this left out?), and yes or no where something would be taken away."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, Label, PrimaryButton


class Ask(QDialog):
    """A sentence, perhaps a field, and two buttons. The button says what it does, never "OK"."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        button: str,
        answered: Callable[[str], object],
        parent: QWidget,
        *,
        field: str = "",
    ) -> None:
        """`field` names the field, "" for none; with one, nothing can be answered while it is empty."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(round(420 * theme.scale))
        self.accepted.connect(lambda: answered(self.answer()))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(theme, title, role="title", weight="strong"))
        said = Label(theme, text, tone="ink2")
        said.setWordWrap(True)
        said.setVisible(bool(text))
        column.addWidget(said)
        self._line = QLineEdit()
        self._line.setAccessibleName(field or title)
        self._line.setPlaceholderText(field)
        self._line.setVisible(bool(field))
        column.addWidget(self._line)
        column.addSpacing(4)
        column.addLayout(self._foot(theme, button))
        if field:
            self._line.textChanged.connect(self._weigh)
            self._weigh()
            self._line.setFocus()

    def _foot(self, theme: Theme, button: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        stop = Button(theme, tr("Cancel"))
        stop.clicked.connect(self.reject)
        self._go = PrimaryButton(theme, button)
        self._go.clicked.connect(self.accept)
        self._go.setDefault(True)
        row.addWidget(stop)
        row.addWidget(self._go)
        return row

    def answer(self) -> str:
        """What was typed."""
        return self._line.text().strip()

    def _weigh(self) -> None:
        self._go.setEnabled(bool(self.answer()))
