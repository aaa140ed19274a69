"""Two small questions: a line of text (why is this left out?), and yes or no where something would be taken away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.fitted import Fitted
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, GraveButton, Label, PrimaryButton


class Ask(Fitted):
    """A sentence, perhaps a field, and two buttons. The button says what it does, never "OK"."""

    _go: PrimaryButton | GraveButton

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
        known: Sequence[str] | None = None,
        begin: str = "",
        grave: bool = False,
    ) -> None:
        """`field` names the field, "" for none; with one, nothing can be answered while it is empty.

        `grave`: something is taken away, so that Enter takes the way out.

        With `known` answers to complete it from, it may stay empty; it begins with the words `begin`.
        """
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
        column.addWidget(self._made_line(field or title, field))
        column.addStretch(1)
        column.addSpacing(4)
        column.addLayout(self._foot(theme, button, grave))
        self._begin(field, known, begin)

    def _made_line(self, name: str, shown: str) -> QLineEdit:
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(shown)
        self._line.setVisible(bool(shown))
        return self._line

    def _begin(self, field: str, known: Sequence[str] | None, begin: str) -> None:
        if known is not None:
            completer = QCompleter(list(known), self._line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._line.setCompleter(completer)
            self._line.setText(begin)
            self._line.selectAll()
        elif field:
            self._line.textChanged.connect(self._weigh)
            self._weigh()
        if field:
            self._line.setFocus()

    def _foot(self, theme: Theme, button: str, grave: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        stop = Button(theme, tr("Cancel"))
        stop.clicked.connect(self.reject)
        self._go = GraveButton(theme, button) if grave else PrimaryButton(theme, button)
        self._go.clicked.connect(self.accept)
        (stop if grave else self._go).setDefault(True)
        if grave:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if button == tr("Close"):  # nothing is asked: one way out is enough
            stop.hide()
        row.addWidget(stop)
        row.addWidget(self._go)
        return row

    def answer(self) -> str:
        """What was typed."""
        return self._line.text().strip()

    def _weigh(self) -> None:
        self._go.setEnabled(bool(self.answer()))
