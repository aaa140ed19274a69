"""What a piece of evidence is: title, kind, level, where it came from, when. For a pasted text, and to put right."""

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from db.records import Evidence, EvidenceKind, Level
from ui.dialogs.frame import Frame, section, sentence
from ui.i18n import tr
from ui.messages import evidence_kind_word, level_word
from ui.theme import Theme
from ui.widgets import Label

_BEGINNING = 220  # characters of the text that are shown
_LEVELS = (Level.E1, Level.E2, Level.E3, Level.E4, Level.E5, Level.E6, Level.E0)


class EvidenceDialog(Frame):
    """Emits `wanted` with title, address (`url`), kind, level, origin and date. A text needs a title, a link an
    address; a piece that was a link has its address shown.
    """

    wanted = Signal(dict)

    def __init__(
        self, theme: Theme, piece: Evidence | None, text: str, parent: QWidget | None, *, link: bool = False
    ) -> None:
        """`piece` is None for a text that is yet to be attached, and for a `link` to one."""
        heading = tr("Keep a link to evidence") if link else tr("Attach the pasted text")
        button = tr("Keep the link") if link else tr("Attach and compare")
        super().__init__(
            theme, tr("About this evidence") if piece else heading, tr("Keep") if piece else button, parent
        )
        self._link = link
        self.only_side()
        self.setMinimumWidth(round(520 * theme.scale))
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, round(104 * theme.scale))
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self.address = self._line(tr("&Address"), piece.url if piece else "") if link or piece else None
        self.title_field = self._line(tr("&Title"), piece.title if piece else "")
        usual = EvidenceKind.WEB_PAGE if link else EvidenceKind.STATEMENT
        kinds = {kind: evidence_kind_word(kind) for kind in EvidenceKind}
        self.kind = self._box(tr("&Kind"), kinds, piece.kind if piece else usual)
        levels = {level: f"{level.value}  {level_word(level)}" for level in _LEVELS}
        self.level = self._box(tr("&Level"), levels, piece.level if piece else Level.E0)
        self.origin = self._line(tr("&From"), piece.origin if piece else "")
        self.date = self._line(tr("&Date"), piece.date if piece else "")
        self.column.addLayout(grid)
        self.column.addSpacing(6)
        self._begin(text)
        self.column.addStretch(1)
        first = self.address if link and self.address is not None else self.title_field
        first.textChanged.connect(self._weigh)
        self._weigh()
        first.setFocus()

    def _begin(self, text: str) -> None:
        """How the text begins; of a link, what follows from there being none."""
        theme, words = self.theme, " ".join(text.split())
        if not words:
            said = tr("Nothing is fetched. A link alone is no evidence: no check rests on it until its text is here.")
            self.column.addWidget(sentence(theme, said))
            return
        self.column.addWidget(section(theme, tr("The text begins")))
        beginning = Label(theme, words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rstrip()} …", tone="ink2")
        beginning.setFont(theme.reading_font(theme.base_size + 2))
        beginning.setWordWrap(True)
        self.column.addWidget(beginning)

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
        if self._link and self.address is not None:
            self.refuse("" if self.address.text().strip() else tr("Write the address first."))
            return
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
        if self.address is not None:
            fields["url"] = self.address.text().strip()
        self.wanted.emit(fields)
        self.accept()
