"""Mine or theirs: a field that two people changed, both wordings side by side, and a way to write a third."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.conflicts import Conflict
from app.settling import can_be_chosen, can_be_written
from db.changes import Scalar
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
from ui.messages import field_word, value_word
from ui.theme import Theme
from ui.views.growing import GrowingText
from ui.widgets import Label


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict with what a person needs to know of it: in what it stands, and who the others are."""

    conflict: Conflict
    where: str
    theirs: str = ""


class ClashDialog(Frame):
    """Nothing is chosen beforehand, and nothing is lost by closing it: what was typed waits on."""

    settled = Signal(object)  # tuple of (Conflict, value)

    def __init__(self, theme: Theme, shown: Sequence[Shown], parent: QWidget | None, *, why: str = "") -> None:
        """`why` says how it came to this."""
        super().__init__(theme, tr("Mine or theirs?"), tr("Keep what is chosen"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(680))
        self.stop.setText(tr("Later"))
        said = count(len(shown), "The same field was changed elsewhere since you began.",
                     "{n} fields were changed elsewhere since you began.")  # fmt: skip
        self.column.addWidget(sentence(theme, why or said))
        self.blocks = [_Block(theme, one) for one in shown]
        for block in self.blocks:
            self.column.addSpacing(theme.px(8))
            self.column.addWidget(block)
            block.chosen.connect(self._weigh)
        self.column.addStretch(1)
        self._weigh()
        first = next((block.mine for block in self.blocks if block.mine.isEnabled()), self.stop)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        open_ = sum(block.undecided() for block in self.blocks)
        self.refuse(count(open_, "1 field is left to choose.", "{n} fields are left to choose.") if open_ else "")

    def confirm(self) -> None:
        """Hand over what was chosen."""
        chosen = [(block.conflict, block.value()) for block in self.blocks if can_be_chosen(block.conflict)]
        self.accept()
        self.settled.emit(tuple(chosen))


class _Block(QWidget):
    """One field: what it was, mine, theirs, and other words."""

    chosen = Signal()

    def __init__(self, theme: Theme, shown: Shown) -> None:
        super().__init__()
        self.conflict = shown.conflict
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        field = field_word(self.conflict.field)
        head = Label(theme, tr("{field} · {where}", field=field, where=shown.where) if shown.where else field)
        head.setFont(theme.font("body", weight="strong"))
        head.setWordWrap(True)
        grid.addWidget(head, 0, 0, 1, 2)
        if self.conflict.was is not None:
            was = Label(theme, tr("It was: {words}", words=self._words(self.conflict.was)), role="small", tone="ink2")
            was.setWordWrap(True)
            grid.addWidget(was, 1, 0, 1, 2)
        self._group = QButtonGroup(self)
        theirs = tr("Theirs, {who}", who=shown.theirs) if shown.theirs else tr("Theirs")
        self.mine = self._side(grid, 0, tr("Mine"), self.conflict.mine, field)
        self.theirs = self._side(grid, 1, theirs, self.conflict.theirs, field)
        self.other = QRadioButton(tr("Other words"))
        self.words = GrowingText(theme, tr("Other words for {field}", field=field), least=2)
        if can_be_written(self.conflict):
            self._offer_words(grid)
        elif not can_be_chosen(self.conflict):
            told = tr("Yours stays: this hangs together with more than one field, so it is changed in the article.")
            grid.addWidget(sentence(theme, told, "ink3"), 4, 0, 1, 2)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())

    def _side(self, grid: QGridLayout, at: int, name: str, value: Scalar, field: str) -> QRadioButton:
        button = QRadioButton(name)
        words = self._words(value)
        button.setAccessibleName(tr("{field}: {name}", field=field, name=name))
        button.setAccessibleDescription(words)
        button.setEnabled(can_be_chosen(self.conflict))
        self._group.addButton(button)
        grid.addWidget(button, 2, at)
        shown = Label(self._theme, words)
        shown.setFont(self._theme.reading_font(self._theme.base_size + 2))
        shown.setWordWrap(True)
        shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setMargin(10)
        shown.setStyleSheet(
            f"background: {self._theme.paper.name()}; border: 1px solid {self._theme.hairline.name()};"
            f" border-radius: {self._theme.radius('control')}px;"
        )
        grid.addWidget(shown, 3, at)
        return button

    def _offer_words(self, grid: QGridLayout) -> None:
        self._group.addButton(self.other)
        self.words.put_text(str(self.conflict.mine or ""))
        self.words.typed.connect(self._write)
        grid.addWidget(self.other, 4, 0, 1, 2)
        grid.addWidget(self.words, 5, 0, 1, 2)

    def _write(self, _text: str) -> None:
        self.other.setChecked(True)
        self.chosen.emit()

    def _words(self, value: Scalar) -> str:
        return value_word(self.conflict.field, str(value or "")) or tr("(nothing)")

    def undecided(self) -> bool:
        """Whether a choice is still to be made."""
        return can_be_chosen(self.conflict) and self._group.checkedButton() is None

    def value(self) -> Scalar:
        """What the field shall hold."""
        if self.other.isChecked():
            return self.words.toPlainText()
        return self.conflict.theirs if self.theirs.isChecked() else self.conflict.mine


def shown(conflicts: Sequence[Conflict], where: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Shown, ...]:
    """The conflicts with where each stands and whose the other side is, both by the record's id."""
    return tuple(Shown(one, where.get(one.id, ""), theirs.get(one.id, "")) for one in conflicts)
