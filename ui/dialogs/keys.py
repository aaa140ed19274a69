"""Every key, in one table; each can be given to another action, unless that one is taken."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.actions import Action, Actions, key_words
from ui.dialogs.fitted import Fitted
from ui.dialogs.frame import boxed
from ui.i18n import tr
from ui.session import Session
from ui.theme import Theme
from ui.widgets import Button, Label, SearchField

Index = QModelIndex | QPersistentModelIndex
_WORDS, _MENU, _KEY = range(3)


class Keys(QAbstractTableModel):
    """Actions with their menus and keys."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._rows: list[Action] = [one for one in actions if one.words]  # not what bears a file's name for a title

    def action(self, row: int) -> Action:
        """The action of that row."""
        return self._rows[row]

    def refresh(self) -> None:
        """The keys changed."""
        self.dataChanged.emit(self.index(0, _KEY), self.index(len(self._rows) - 1, _KEY))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """How many actions there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """What it does, where it stands, its key."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if side is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Action"), tr("Menu"), tr("Key"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        action = self._rows[index.row()]
        if index.column() == _WORDS:
            return (tr(action.words) if action.words else action.said()).rstrip("…")
        if index.column() == _MENU:
            return f"{tr(action.menu)} › {tr(action.submenu)}" if action.submenu else tr(action.menu)
        return self._actions.key_words(action.id)


class KeysDialog(Fitted):
    """Look a key up, or change it."""

    def __init__(self, theme: Theme, actions: Actions, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions, self._session = actions, session
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(round(640 * theme.scale), round(600 * theme.scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(Label(theme, tr("Keyboard shortcuts"), role="dialog", weight="strong"))
        self._search = SearchField(theme, tr("Find an action or a key"))
        column.addWidget(self._search)
        self._model = Keys(actions, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._search.textChanged.connect(self._shown.setFilterFixedString)
        column.addWidget(self._made_table(theme), 1)
        self._said = Label(theme, tr("Select an action and press its new key."), role="small", tone="ink2")
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        column.addLayout(self._foot(theme))
        self._search.left.connect(self._table.setFocus)
        self._table.selectionModel().currentRowChanged.connect(self._show_key)
        self._table.selectRow(0)

    def _made_table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setAccessibleName(tr("Keyboard shortcuts"))
        table.setModel(self._shown)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        boxed(table)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.height("field"))
        table.horizontalHeader().setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setColumnWidth(_MENU, round(190 * theme.scale))
        table.setColumnWidth(_KEY, round(130 * theme.scale))
        self._table = table
        return table

    def _foot(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        self._edit = QKeySequenceEdit()
        self._edit.setAccessibleName(tr("New key"))
        self._edit.setMaximumSequenceLength(1)
        self._edit.setClearButtonEnabled(True)
        for clear in self._edit.findChildren(QToolButton):
            clear.setAccessibleName(tr("No key"))
            clear.setIcon(icons.icon("x", theme.ink2, theme.disabled))
        self._edit.setFixedWidth(round(180 * theme.scale))
        use = Button(theme, tr("Use this key"))
        use.clicked.connect(self._use)
        usual = Button(theme, tr("Usual key"))
        usual.clicked.connect(self._usual)
        done = Button(theme, tr("Close"))
        done.clicked.connect(self.accept)
        for widget in (self._edit, use, usual):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def chosen(self) -> Action | None:
        """The action whose row is current."""
        index = self._table.currentIndex()
        return self._model.action(self._shown.mapToSource(index).row()) if index.isValid() else None

    def _show_key(self) -> None:
        action = self.chosen()
        if action is not None:
            self._edit.setKeySequence(QKeySequence(self._actions.key(action.id)))
            self._said.setText(tr("Select an action and press its new key."))

    def _use(self) -> None:
        self._remap(self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _usual(self) -> None:
        if (action := self.chosen()) is not None:
            self._remap(action.key)
            self._show_key()

    def _remap(self, key: str) -> None:
        action = self.chosen()
        if action is None:
            return
        other = self._actions.remap(action.id, key)
        if other is not None:
            taken = tr(
                "{key} belongs to “{action}”. Give that one another key first.", key=key_words(key), action=other.said()
            )
            self._said.setText(taken)
            return
        self._session.choose(keys=self._actions.remapped)
        self._model.refresh()
        self._said.setText(
            tr("“{action}” now has {key}.", action=action.said(), key=key_words(key))
            if key
            else tr("“{action}” now has no key.", action=action.said())
        )
