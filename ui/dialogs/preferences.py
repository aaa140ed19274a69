"""Preferences: who you are, how things are checked and read, where the library lies. A choice takes hold at once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import comparing, keeping
from app.settings import EDITOR
from ui.dialogs.fitted import Fitted, room
from ui.dialogs.frame import section, sentence
from ui.i18n import languages, tr
from ui.look import LARGEST
from ui.messages import policy_word
from ui.session import Session
from ui.theme import Theme, reading_faces
from ui.times import stamp
from ui.widgets import Button, Hairline, Label, Segmented

_LANGUAGES = {"en": "English", "de": "Deutsch"}
_LEAST, _MOST = 14, 24
_LABELS, _FIELDS, _SIDE = 150, 240, 28


class Preferences(Fitted):
    """A dialog without OK: what is chosen is used and kept as it is chosen."""

    action_wanted = Signal(str)  # the id of an action that a button does

    def __init__(self, theme: Theme, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.setWindowTitle(tr("Preferences"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(14)
        body = self.made_scrolled()
        body.column.setContentsMargins(_SIDE, 24, _SIDE, 0)
        body.column.setSpacing(14)
        body.column.addWidget(Label(theme, tr("Preferences"), role="dialog", weight="strong"))
        body.column.addLayout(self._both(theme))
        column.addWidget(body, 1)
        column.addLayout(self._foot(theme))

    def _both(self, theme: Theme) -> QBoxLayout:
        self._halves = QHBoxLayout()
        self._halves.setSpacing(28)
        self._halves.addLayout(self._column(self._you, self._checking, self._reading), 1)
        self._between = Hairline(theme, vertical=True)
        self._halves.addWidget(self._between)
        self._halves.addLayout(self._column(self._library, self._web), 1)
        return self._halves

    def fit(self) -> None:
        """The halves stand beside each other, or where text is too large for that one under the other."""
        if self._halves.totalMinimumSize().width() + 2 * _SIDE > room(self).width():
            self._halves.setDirection(QBoxLayout.Direction.TopToBottom)
            self._between.hide()
        super().fit()

    def _column(self, *parts: Any) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for number, part in enumerate(parts):
            if number:
                column.addSpacing(8)
            form = QFormLayout()
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(8)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
            column.addWidget(section(self._theme, part(form)))
            column.addLayout(form)
        column.addStretch(1)
        return column

    # the parts: each fills its form and returns its heading ------------------------------------------------------

    def _you(self, form: QFormLayout) -> str:
        named = self._line("name", tr("Name"), tr("As it stands on rulings and sign-offs"))
        form.addRow(self._label(tr("Name")), named)
        roles = {"": tr("Not said"), "reporter": tr("Reporter"), "checker": tr("Checker"), EDITOR: tr("Editor")}
        form.addRow(self._label(tr("Role")), self._box("role", tr("Role"), roles))
        return tr("You")

    def _checking(self, form: QFormLayout) -> str:
        policies = {one: policy_word(one) for one in comparing.policy_names(self._session.paths.policies)}
        form.addRow(self._label(tr("Policy for new articles")), self._box("policy", tr("Policy"), policies))
        pauses = {0: tr("Never"), **{n: tr("After {n} minutes", n=n) for n in (5, 15, 30)}}
        form.addRow(self._label(tr("Lock the window")), self._box("lock_after", tr("Lock the window"), pauses))
        return tr("Checking")

    def _reading(self, form: QFormLayout) -> str:
        parts = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self._scheme = Segmented(self._theme, parts, tr("Theme"))
        self._scheme.choose(self._session.settings.theme)
        self._scheme.chosen.connect(lambda key: self._session.choose(theme=key))
        form.addRow(self._label(tr("Theme")), self._scheme)
        texts = {100: tr("As the system"), **{n: tr("{n} %", n=n) for n in range(125, LARGEST + 1, 25)}}
        form.addRow(self._label(tr("Text size")), self._box("text_size", tr("Text size"), texts))
        faces = {"": tr("The best there is"), **{face: face for face in reading_faces(QFontDatabase.families())}}
        form.addRow(self._label(tr("Reading face")), self._box("reading_face", tr("Reading face"), faces))
        sizes = {0: tr("Usual"), **{size: tr("{n} pixels", n=size) for size in range(_LEAST, _MOST + 1)}}
        form.addRow(self._label(tr("Reading size")), self._box("reading_size", tr("Reading size"), sizes))
        named = {"": tr("As the system"), **{code: _LANGUAGES.get(code, code) for code in languages()}}
        form.addRow(self._label(tr("Language")), self._box("language", tr("Language"), named))
        form.addRow("", self._sentence(tr("Another language shows from the next start.")))
        return tr("Reading")

    def _library(self, form: QFormLayout) -> str:
        path = self._session.project.path
        where = QLineEdit(str(path))
        where.setReadOnly(True)
        where.setCursorPosition(0)
        where.setAccessibleName(tr("Where the library lies"))
        where.setToolTip(str(path))
        where.setMinimumWidth(self._theme.px(_LABELS + _FIELDS))
        form.addRow(where)
        form.addRow(self._buttons((tr("Move it…"), "file.move_library"), (tr("Open another…"), "file.library")))
        newest = keeping.newest_backup(path)
        made = tr("Backed up {when}.", when=stamp(newest.stat().st_mtime)) if newest else tr("Not backed up yet.")
        about = tr("A backup is made every day, opened to see that it is whole, and kept beside the library.")
        form.addRow(self._sentence(f"{made} {about}"))
        form.addRow(self._buttons((tr("Back up now…"), "file.back_up"), (tr("Restore…"), "file.restore")))
        return tr("Library and backups")

    def _web(self, form: QFormLayout) -> str:
        self.fetch = QCheckBox(tr("Fetch pages from the web"))
        self.fetch.setMinimumHeight(self._theme.height("target_least"))
        self.fetch.setChecked(self._session.settings.fetch)
        self.fetch.toggled.connect(lambda on: self._choose("fetch", on))
        form.addRow(self.fetch)
        about = tr(
            "Only when you give an address, and only that page. With this off, OnRecord never goes online: articles "
            "and evidence come from files and the clipboard."
        )
        form.addRow(self._sentence(about))
        return tr("Web")

    # what they are made of ---------------------------------------------------------------------------------------

    def _label(self, text: str) -> Label:
        label = Label(self._theme, text, weight="label", tone="ink2")
        label.setMinimumHeight(self._theme.height("field"))
        label.setWordWrap(True)
        label.setMinimumWidth(self._theme.px(_LABELS))
        return label

    def _sentence(self, text: str) -> Label:
        said = sentence(self._theme, text)
        said.setFont(self._theme.font("small"))
        said.setMinimumWidth(self._theme.px(_FIELDS))
        return said

    def _buttons(self, *named: tuple[str, str]) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for said, action in named:
            button = Button(self._theme, said)
            button.clicked.connect(lambda _on=False, action=action: self._leave_for(action))
            row.addWidget(button)
        row.addStretch(1)
        return held

    def _leave_for(self, action: str) -> None:
        self.accept()
        self.action_wanted.emit(action)

    def _line(self, name: str, said: str, hint: str) -> QLineEdit:
        line = QLineEdit(getattr(self._session.settings, name))
        line.setAccessibleName(said)
        line.setPlaceholderText(hint)
        line.setMinimumWidth(self._theme.px(_FIELDS))
        line.editingFinished.connect(lambda: self._choose(name, line.text().strip()))
        return line

    def _box(self, name: str, said: str, choices: Mapping[Any, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(said)
        box.setMinimumWidth(self._theme.px(_FIELDS))
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
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        keys = Button(theme, tr("Keyboard shortcuts…"))
        keys.clicked.connect(lambda: self.action_wanted.emit("help.keys"))
        done = Button(theme, tr("Close"))
        done.setDefault(True)
        done.clicked.connect(self.accept)
        row.addWidget(keys)
        row.addStretch(1)
        row.addWidget(done)
        return row
