"""What a piece of evidence is: title, kind, level, where it came from, when. For a pasted text, and to put right."""

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from db.records import Evidence, EvidenceKind, Level
from ui.dialogs.frame import Frame, section
from ui.i18n import tr
from ui.messages import evidence_kind_word, level_word
from ui.theme import Theme
from ui.widgets import Label

_BEGINNING = 220  # characters of the text that are shown
_LEVELS = (Level.E1, Level.E2, Level.E3, Level.E4, Level.E5, Level.E6, Level.E0)


class EvidenceDialog(Frame):
    """Emits `wanted` with title, kind, level, origin and date. Without a title nothing can be attached."""

    wanted = Signal(dict)

    def __init__(self, theme: Theme, piece: Evidence | None, text: str, parent: QWidget | None) -> None:
        """`piece` is None for a text that is yet to be attached."""
        heading = tr("About this evidence") if piece else tr("Attach the pasted text")
        super().__init__(theme, heading, tr("Keep") if piece else tr("Attach and compare"), parent)
        self.only_side()
        self.setMinimumWidth(round(520 * theme.scale))
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, round(104 * theme.scale))
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self.title_field = self._line(tr("&Title"), piece.title if piece else "")
        kinds = {kind: evidence_kind_word(kind) for kind in EvidenceKind}
        self.kind = self._box(tr("&Kind"), kinds, piece.kind if piece else EvidenceKind.STATEMENT)
        levels = {level: f"{level.value}  {level_word(level)}" for level in _LEVELS}
        self.level = self._box(tr("&Level"), levels, piece.level if piece else Level.E0)
        self.origin = self._line(tr("&From"), piece.origin if piece else "")
        self.date = self._line(tr("&Date"), piece.date if piece else "")
        self.column.addLayout(grid)
        self.column.addSpacing(6)
        self.column.addWidget(section(theme, tr("The text begins")))
        words = " ".join(text.split())
        beginning = Label(theme, words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rstrip()} …", tone="ink2")
        beginning.setFont(theme.reading_font(theme.base_size + 2))
        beginning.setWordWrap(True)
        self.column.addWidget(beginning)
        self.column.addStretch(1)
        self.title_field.textChanged.connect(self._weigh)
        self._weigh()
        self.title_field.setFocus()

    def _row(self, text: str, field: QWidget) -> None:
        label, row = Label(self.theme, text, weight="label", tone="ink2"), self._grid.rowCount()
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)

    def _line(self, text: str, value: str) -> QLineEdit:
        line = QLineEdit(value)
        self._row(text, line)
        return line

    def _box(self, text: str, choices: dict[Any, str], chosen: StrEnum) -> QComboBox:
        box = QComboBox()
        for code, word in choices.items():
            box.addItem(word, code)
        box.setCurrentIndex(list(choices).index(chosen))
        self._row(text, box)
        return box

    def _weigh(self) -> None:
        self.refuse("" if self.title_field.text().strip() else tr("Give it a title first."))

    def confirm(self) -> None:
        """Say what it is."""
        fields = {
            "title": self.title_field.text().strip(),
            "kind": EvidenceKind(self.kind.currentData()),
            "level": Level(self.level.currentData()),
            "origin": self.origin.text().strip(),
            "date": self.date.text().strip(),
        }
        self.wanted.emit(fields)
        self.accept()
