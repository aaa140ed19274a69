"""Which backup to put back: all that lie beside the library, each with when it was made and what it holds."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app import encryption
from app.keeping import Kept
from ui.dialogs.frame import Frame, boxed, sentence
from ui.i18n import tr
from ui.safekeeping import kept_words
from ui.showing import ask_file
from ui.theme import Theme
from ui.widgets import Button
from ui.widgets.tips import tip


class RestoreDialog(Frame):
    """Nothing happens here: the file chosen leaves by `restore_wanted`. `encrypted`: the library is."""

    restore_wanted = Signal(object)  # Path

    def __init__(self, theme: Theme, kept: Sequence[Kept], encrypted: bool, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Restore a backup"), tr("Restore"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(560))
        if kept:
            self.resize(theme.px(560), theme.px(420))
        some = tr("The library becomes what the backup holds. The library as it is now is kept aside, as a backup too.")
        self.column.addWidget(sentence(theme, some if kept else tr("There is no backup beside this library yet.")))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups, newest first"))
        self.list.setFont(theme.font("body"))
        boxed(self.list)
        for one in kept:
            item = QListWidgetItem(kept_words(one, encrypted))
            item.setData(Qt.ItemDataRole.UserRole, str(one.path))
            item.setToolTip(tip(str(one.path)))
            if one.articles is None and not encryption.is_locked(one.path):
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setVisible(bool(kept))
        self.list.itemSelectionChanged.connect(self._weigh)
        self.list.itemActivated.connect(lambda _item: self.confirm())
        self.column.addWidget(self.list, 1)
        if not kept:
            self.column.addStretch(1)
        other = Button(theme, tr("Another file…"))
        other.clicked.connect(self._choose)
        self.foot.insertWidget(1, other)
        self._weigh()
        (self.list if kept else other).setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Path | None:
        """The backup chosen in the list."""
        item = self.list.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)) if item is not None and item.isSelected() else None

    def _weigh(self) -> None:
        self.refuse("" if self.chosen() else tr("Choose a backup first."))

    def _choose(self) -> None:
        ask_file(self, tr("Restore a backup"), "*.onrecord", self._take)

    def _take(self, path: Path) -> None:
        self.restore_wanted.emit(path)
        self.accept()

    def confirm(self) -> None:
        """Hand on the backup chosen."""
        path = self.chosen()
        if path is not None:
            self._take(path)
