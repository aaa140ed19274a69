"""Mine or theirs: a field that two people changed, both wordings side by side, and a way to write a third."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.choosing import Choice, Side, can_be_chosen
from app.conflicts import Conflict, Unit
from app.settling import can_be_written
from ui import clash_words
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
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

    settled = Signal(object)  # tuple[Choice, ...]

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
        self.refuse(count(open_, "1 choice is left to make.", "{n} choices are left to make.") if open_ else "")

    def confirm(self) -> None:
        """Hand over what was chosen."""
        chosen = [block.choice() for block in self.blocks if can_be_chosen(block.conflict)]
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
        field = clash_words.what(self.conflict)
        mine, other = clash_words.sides(self.conflict)
        head = Label(theme, tr("{field} · {where}", field=field, where=shown.where) if shown.where else field)
        head.setFont(theme.font("body", weight="strong"))
        head.setWordWrap(True)
        grid.addWidget(head, 0, 0, 1, 2)
        before = clash_words.was(self.conflict)
        if before:
            was = Label(theme, tr("It was: {words}", words=before), role="small", tone="ink2")
            was.setWordWrap(True)
            grid.addWidget(was, 1, 0, 1, 2)
        self._group = QButtonGroup(self)
        theirs = tr("Theirs, {who}", who=shown.theirs) if shown.theirs else tr("Theirs")
        self.mine = self._side(grid, 0, tr("Mine"), mine, field)
        self.theirs = self._side(grid, 1, theirs, other, field)
        self.other = QRadioButton(tr("Other words"))
        self.words = GrowingText(theme, tr("Other words for {field}", field=field), least=2)
        if can_be_written(self.conflict):
            self._offer_words(grid)
        follows = clash_words.what_follows(self.conflict)
        if follows:
            grid.addWidget(sentence(theme, follows, "ink3"), 4, 0, 1, 2)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())

    def _side(self, grid: QGridLayout, at: int, name: str, words: str, field: str) -> QRadioButton:
        button = QRadioButton(name)
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
        if not can_be_chosen(self.conflict):
            button.hide()
            shown.hide()
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

    def undecided(self) -> bool:
        """Whether a choice is still to be made."""
        return can_be_chosen(self.conflict) and self._group.checkedButton() is None

    def choice(self) -> Choice:
        """What was chosen."""
        if self.other.isChecked():
            return Choice(self.conflict, Side.OTHER, self.words.toPlainText())
        return Choice(self.conflict, Side.THEIRS if self.theirs.isChecked() else Side.MINE)


def shown(conflicts: Sequence[Conflict], where: Mapping[Unit, str], theirs: Mapping[Unit, str]) -> tuple[Shown, ...]:
    """The conflicts with where each stands and whose the other side is, both by what it is about."""
    return tuple(Shown(one, where.get(one.unit, ""), theirs.get(one.unit, "")) for one in conflicts)
