"""Which columns a table has, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from app.sheets import columns
from app.sheets.words import vocabulary
from ui.dialogs.frame import Frame, boxed
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button

_NAME = Qt.ItemDataRole.UserRole


class ColumnsDialog(Frame):
    """A list to tick and to move in; those ticked leave by `chosen`, none where all stand in their usual order."""

    chosen = Signal(object)  # tuple[str, ...]

    def __init__(self, theme: Theme, names: Sequence[str], parent: QWidget | None) -> None:
        """`names` are the columns chosen before, in order; none means all."""
        super().__init__(theme, tr("Columns of the table"), tr("Take these columns"), parent)
        titles = dict(zip(columns.COLUMNS, columns.titles(columns.COLUMNS, vocabulary()), strict=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Columns"))
        boxed(self.list)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for name in [*names, *(one for one in columns.COLUMNS if one not in names)]:
            item = QListWidgetItem(titles[name])
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names or not names else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._mind)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._buttons(theme))
        self.resize(round(420 * theme.scale), round(560 * theme.scale))
        self.only_side()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, keys, by in ((tr("Move &up"), "Alt+Up", -1), (tr("Move &down"), "Alt+Down", 1)):
            button = Button(theme, text)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            button.clicked.connect(lambda _on=False, by=by: self.move_by(by))
            QShortcut(QKeySequence(keys), self, lambda by=by: self.move_by(by))
            row.addWidget(button)
        row.addStretch(1)
        usual = Button(theme, tr("&All, as usual"))
        usual.clicked.connect(self.as_usual)
        row.addWidget(usual)
        return row

    def move_by(self, by: int) -> None:
        """Move the current column up or down."""
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentItem(item)

    def as_usual(self) -> None:
        """Tick all of them, in their usual order."""
        place = {name: n for n, name in enumerate(columns.COLUMNS)}
        items = [self.list.takeItem(0) for _ in range(self.list.count())]
        for item in sorted(items, key=lambda one: place[one.data(_NAME)]):
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._mind()

    def names(self) -> tuple[str, ...]:
        """Those ticked, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(one.data(_NAME) for one in items if one.checkState() is Qt.CheckState.Checked)

    def confirm(self) -> None:
        """Hand them over."""
        names = self.names()
        self.chosen.emit(() if names == columns.COLUMNS else names)
        self.accept()

    def _mind(self) -> None:
        self.refuse("" if self.names() else tr("A table needs at least one column."))
