"""One table of actions: id, words, key, icon, handler, why not now. Menus, tooltips, palette, F1 are made from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from ui.i18n import tr
from ui.widgets.tips import tip

MENUS = ("File", "Edit", "View", "Article", "Quote", "Evidence", "Help")
_ROLES = {
    "edit.preferences": QAction.MenuRole.PreferencesRole,
    "file.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}


def _may() -> str:
    """Nothing stands in the way."""
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """One thing a user can do.

    `words` are English, translated where shown; `title` replaces them where they change ("Undo: …"). `why_not` says in
    a sentence why it cannot be done now, "" where it can. `about` says what it would be done to ("quote 1, Megvii").
    `icon` is a Phosphor name, or "status:" and a status. Actions of one `group` stand together in their menu.
    """

    id: str
    menu: str
    words: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    group: int = 0
    why_not: Callable[[], str] = _may
    title: Callable[[], str] | None = None
    about: Callable[[], str] | None = None
    ticked: Callable[[], bool] | None = None
    submenu: str = ""

    def said(self) -> str:
        """What it is called now, in the reader's language."""
        return self.title() if self.title else tr(self.words)


class Actions(QObject):
    """The table, alive: a QAction for each row, with its key, kept enabled or disabled with its reason."""

    def __init__(
        self,
        table: Iterable[Action],
        keys: Mapping[str, str],
        window: QWidget,
        resting: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(window)
        self._window, self._resting = window, resting
        self._table = {action.id: action for action in table}
        self._qt = {action.id: self._made(action) for action in self._table.values()}
        self.use_keys(keys)
        self.refresh()

    def __iter__(self) -> Iterator[Action]:
        """The actions in the order of the table."""
        return iter(self._table.values())

    def __getitem__(self, name: str) -> Action:
        """The action of that id. Raises KeyError."""
        return self._table[name]

    def qt(self, name: str) -> QAction:
        """The QAction of that id, for a button that does the same."""
        return self._qt[name]

    def _made(self, action: Action) -> QAction:
        made = QAction(self._window)
        made.setObjectName(action.id)
        made.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        made.setCheckable(action.ticked is not None)
        made.triggered.connect(lambda: self.run(action.id))
        self._window.addAction(made)
        return made

    def run(self, name: str) -> bool:
        """Do it, where it can be done now; says whether it was."""
        action = self._table[name]
        if self._resting() or action.why_not():
            return False
        action.run()
        self.refresh()
        return True

    def refresh(self) -> None:
        """Ask every action anew what it is called, whether it can be done, and why not.

        While the library rests there is nobody to ask: a lock or a move closed it, and waking it asks anew.
        """
        if self._resting():
            return
        for action in self._table.values():
            made, reason = self._qt[action.id], action.why_not()
            made.setText(action.said().replace("&", "&&") + self._key_in_menu(action.id))
            made.setEnabled(not reason)
            if action.ticked is not None:
                made.setChecked(action.ticked())
            made.setToolTip(tip(reason or self.tip(action.id)))

    def _key_in_menu(self, name: str) -> str:
        """What a menu shows beside the words in place of the key as Qt writes it: "Ctrl+Enter" for "Ctrl+Return"."""
        return f"\t{self.key_words(name)}" if "Return" in self.key(name) else ""

    def tip(self, name: str) -> str:
        """What a tooltip says where nothing stands in the way: the words and the key."""
        words, key = self._table[name].said().rstrip("…"), self.key_words(name)
        return f"{words} ({key})" if key else words

    def follow(self, button: QAbstractButton, name: str) -> None:
        """Let a button do the action, and be enabled, or say why not, as it is."""
        made = self._qt[name]

        def show() -> None:
            button.setEnabled(made.isEnabled())
            button.setToolTip(made.toolTip())

        made.changed.connect(show)
        button.clicked.connect(lambda: self.run(name))
        show()

    # keys ------------------------------------------------------------------------------------------------------

    def key(self, name: str) -> str:
        """The key of that action as portable text ("Ctrl+K"), "" for none."""
        return self._keys.get(name, self._table[name].key)

    def key_words(self, name: str) -> str:
        """The key as this system writes it."""
        return key_words(self.key(name))

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Take these keys in place of the table's own; those the table does not know are left aside."""
        self._keys = {name: key for name, key in keys.items() if name in self._table}
        for name, made in self._qt.items():
            made.setShortcuts(_sequences(self.key(name)))

    def remap(self, name: str, key: str) -> Action | None:
        """Give an action another key ("" takes it away). Refused where the key is another's: that one is returned."""
        other = self.owner(key) if key else None
        if other is not None and other.id != name:
            return other
        keys = self.remapped
        keys[name] = _portable(key)
        if keys[name] == _portable(self._table[name].key):
            del keys[name]
        self.use_keys(keys)
        self.refresh()
        return None

    @property
    def remapped(self) -> dict[str, str]:
        """The keys that differ from the table's own, as the settings keep them."""
        return dict(self._keys)

    def owner(self, key: str) -> Action | None:
        """The action that has this key now."""
        wanted = {one.toString() for one in _sequences(key)}
        for action in self._table.values():
            if wanted & {one.toString() for one in _sequences(self.key(action.id))}:
                return action
        return None

    # menus -----------------------------------------------------------------------------------------------------

    def fill(self, bar: QMenuBar) -> None:
        """Make the menu bar from the table."""
        for name in MENUS:
            menu = bar.addMenu(tr(name))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.refresh)
            self._fill_menu(menu, [action for action in self._table.values() if action.menu == name])

    def menu(self, names: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of these actions; "" stands for a line between two groups."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.refresh)
        for name in names:
            if name:
                menu.addAction(self._qt[name])
            else:
                menu.addSeparator()
        return menu

    def _fill_menu(self, menu: QMenu, actions: list[Action]) -> None:
        inner: dict[str, QMenu] = {}
        group = actions[0].group if actions else 0
        for action in actions:
            if action.group != group:
                menu.addSeparator()
                group = action.group
            if action.submenu and action.submenu not in inner:
                inner[action.submenu] = menu.addMenu(tr(action.submenu))
                inner[action.submenu].setToolTipsVisible(True)
            (inner[action.submenu] if action.submenu else menu).addAction(self._qt[action.id])


def key_words(key: str) -> str:
    """A portable key as this system writes it; the Return key is called Enter, as on the keyboard."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter")


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _sequences(key: str) -> list[QKeySequence]:
    """The sequences a key stands for: Enter means both Enter keys."""
    if not key:
        return []
    first = QKeySequence(key)
    pressed = first[0]  # type: ignore[index]  # the stubs forget QKeySequence.operator[]
    if pressed.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        held = pressed.keyboardModifiers()
        return [QKeySequence(held.value | one.value) for one in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
    return [first]
