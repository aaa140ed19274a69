"""Preferences: who you are, the policy for new articles, theme, text. Every choice takes hold at once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import comparing
from ui.i18n import languages, tr
from ui.messages import policy_word
from ui.session import Session
from ui.theme import Theme, reading_faces
from ui.widgets import Button, Label, Segmented

_LANGUAGES = {"en": "English", "de": "Deutsch"}
_LEAST, _MOST = 14, 24


class Preferences(QDialog):
    """A dialog without OK: what is chosen is used and kept as it is chosen."""

    keys_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("Preferences"))
        self.setMinimumWidth(round(520 * theme.scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        column.addWidget(Label(theme, tr("Preferences"), role="dialog", weight="strong"))
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._fill(form, theme)
        column.addLayout(form)
        column.addSpacing(4)
        column.addLayout(self._foot(theme))

    def _fill(self, form: QFormLayout, theme: Theme) -> None:
        settings = self._session.settings
        for name, said, hint in (
            ("name", tr("Name"), tr("As it stands on rulings and sign-offs")),
            ("role", tr("Role"), tr("Reporter, checker, editor")),
        ):
            form.addRow(self._label(theme, said), self._line(name, said, hint))
        policies = {one: policy_word(one) for one in comparing.policy_names(self._session.paths.policies)}
        form.addRow(self._label(theme, tr("Policy for new articles")), self._box("policy", tr("Policy"), policies))
        parts = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self._scheme = Segmented(theme, parts, tr("Theme"))
        self._scheme.choose(settings.theme)
        self._scheme.chosen.connect(lambda key: self._session.choose(theme=key))
        form.addRow(self._label(theme, tr("Theme")), self._scheme)
        faces = {"": tr("The best there is"), **{face: face for face in reading_faces(QFontDatabase.families())}}
        form.addRow(self._label(theme, tr("Reading face")), self._box("reading_face", tr("Reading face"), faces))
        sizes = {0: tr("Usual"), **{size: tr("{n} pixels", n=size) for size in range(_LEAST, _MOST + 1)}}
        form.addRow(self._label(theme, tr("Reading size")), self._box("reading_size", tr("Reading size"), sizes))
        pauses = {0: tr("Never"), **{n: tr("After {n} minutes", n=n) for n in (5, 15, 30)}}
        form.addRow(self._label(theme, tr("Lock the window")), self._box("lock_after", tr("Lock the window"), pauses))
        named = {"": tr("As the system"), **{code: _LANGUAGES.get(code, code) for code in languages()}}
        form.addRow(self._label(theme, tr("Language")), self._box("language", tr("Language"), named))
        note = Label(theme, tr("Another language shows from the next start."), role="small", tone="ink2")
        form.addRow(self._label(theme, ""), note)

    def _label(self, theme: Theme, text: str) -> Label:
        label = Label(theme, text, weight="label", tone="ink2")
        label.setMinimumHeight(theme.height("field"))
        return label

    def _line(self, name: str, said: str, hint: str) -> QLineEdit:
        line = QLineEdit(getattr(self._session.settings, name))
        line.setAccessibleName(said)
        line.setPlaceholderText(hint)
        line.editingFinished.connect(lambda: self._choose(name, line.text().strip()))
        return line

    def _box(self, name: str, said: str, choices: Mapping[Any, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(said)
        for key, word in choices.items():
            box.addItem(word, key)
        box.setCurrentIndex(max(0, box.findData(getattr(self._session.settings, name))))
        box.activated.connect(lambda _at: self._choose(name, box.currentData()))
        return box

    def _choose(self, name: str, value: object) -> None:
        if getattr(self._session.settings, name) != value:
            self._session.choose(**{name: value})

    def _foot(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        keys = Button(theme, tr("Keyboard shortcuts…"))
        keys.clicked.connect(self.keys_wanted)
        done = Button(theme, tr("Close"))
        done.setDefault(True)
        done.clicked.connect(self.accept)
        row.addWidget(keys)
        row.addStretch(1)
        row.addWidget(done)
        return row
