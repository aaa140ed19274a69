"""The keys that sheets are signed with: this computer's own, and those of others, each under the name given here."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.sheets import proof
from ui.dialogs.ask import Ask
from ui.dialogs.frame import Frame, boxed, section, sentence
from ui.i18n import tr
from ui.showing import ask_file, ask_place, kinds
from ui.theme import Theme
from ui.widgets import Button

_KEYS = "*.key *.json"
_OWN_NAME = "signing.key"


class SigningDialog(Frame):
    """Says what is wanted by signals, and is shown the keys anew when that is done."""

    read_wanted = Signal(object)  # Path of somebody's key
    take_in_wanted = Signal(object, str)  # Path, name
    give_out_wanted = Signal(object)  # Path
    rename_wanted = Signal(str, str)  # key, name
    remove_wanted = Signal(str)  # key
    check_wanted = Signal()

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Signing keys"), tr("Bring in a key…"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(560))
        self._folder, self._own = folder, ""
        self.column.addWidget(section(theme, tr("Your own key")))
        self.own = sentence(theme, "", tone="ink")
        self.own.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.give_out = Button(theme, tr("&Save it for others…"))
        self.give_out.clicked.connect(self._give_out)
        row = QHBoxLayout()
        row.addWidget(self.own, 1)
        row.addWidget(self.give_out, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addSpacing(10)
        self.column.addWidget(section(theme, tr("Keys with a name here")))
        self.column.addWidget(
            sentence(theme, tr("A name is your word for whose key it is: compare its fingerprint with theirs first."))
        )
        self.none = sentence(theme, tr("No key has a name here yet."), "ink")
        self.column.addWidget(self.none)
        self._make_list(theme)
        self.column.addLayout(self._naming(theme))
        self.column.addStretch()
        check = Button(theme, tr("&Check a sheet…"))
        check.clicked.connect(self.check_wanted)
        self.foot.insertWidget(1, check)
        self.stop.setText(tr("Close"))
        self.go.setAutoDefault(False)
        self.go.setDefault(False)
        self.show_keys({}, "", keychain=True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_list(self, theme: Theme) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Keys with a name here"))
        self.list.setFont(theme.font("body"))
        boxed(self.list)
        self.list.itemSelectionChanged.connect(self._select)
        self.list.setMinimumHeight(theme.px(150))
        self.column.addWidget(self.list, 1)

    def _naming(self, theme: Theme) -> QHBoxLayout:
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the key"))
        self.name.textChanged.connect(lambda _text: self._weigh())
        self.rename = Button(theme, tr("&Rename"))
        self.rename.clicked.connect(lambda: self.rename_wanted.emit(self.chosen(), self.name.text().strip()))
        self.remove = Button(theme, tr("Re&move…"))
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.rename)
        row.addWidget(self.remove)
        return row

    def show_keys(self, known: Mapping[str, str], own: str, *, keychain: bool) -> None:
        """List these (names by key); `own` is this computer's, "" where it has none or no keychain answers."""
        self._own = own
        if own:
            said = tr("Fingerprint {mark}. It is kept in this computer’s keychain.", mark=proof.fingerprint(own))
        elif keychain:
            said = tr("None yet. It is made when the first sheet is written, and kept in this computer’s keychain.")
        else:
            said = tr("No keychain answers on this computer, so sheets leave without a signature and say so.")
        self.own.setText(said)
        self.give_out.setEnabled(keychain)
        self.give_out.setToolTip("" if keychain else said)
        at = self.chosen()
        self.list.clear()
        for key, name in sorted(known.items(), key=lambda one: one[1].casefold()):
            shown = tr("{name}, your own", name=name) if key == own else name
            item = QListWidgetItem(tr("{name}  ·  {mark}", name=shown, mark=proof.fingerprint(key)))
            item.setData(Qt.ItemDataRole.UserRole, (key, name))
            self.list.addItem(item)
            if key == at:
                self.list.setCurrentItem(item)
        for widget in (self.list, self.name, self.rename, self.remove):
            widget.setVisible(bool(known))
        self.none.setVisible(not known)
        self._select()

    def chosen(self) -> str:
        """The key chosen in the list; "" where none is."""
        return self._chosen()[0]

    def _chosen(self) -> tuple[str, str]:
        item = self.list.currentItem()
        key, name = item.data(Qt.ItemDataRole.UserRole) if item is not None and item.isSelected() else ("", "")
        return str(key), str(name)

    def _select(self) -> None:
        self.name.setText(self._chosen()[1])
        self._weigh()

    def _weigh(self) -> None:
        key, was = self._chosen()
        name = self.name.text().strip()
        self.name.setEnabled(bool(key))
        self.rename.setEnabled(bool(key) and name not in ("", was))
        self.remove.setEnabled(bool(key) and key != self._own)
        self.remove.setToolTip(tr("Your own key stays known here.") if key and key == self._own else "")

    def _remove(self) -> None:
        key, name = self._chosen()
        told = tr("What {name} signed is then told as signed with a key that has no name here.", name=name)
        Ask(
            *(self.theme, tr("Take the name from this key?"), told, tr("Remove")),
            lambda _answer: self.remove_wanted.emit(key),
            self,
            grave=True,
        ).open()

    def _give_out(self) -> None:
        title, give_out = tr("Save your key for others"), self.give_out_wanted.emit
        ask_place(self, title, kinds(tr("Key files"), _KEYS), give_out, folder=self._folder, name=_OWN_NAME)

    def confirm(self) -> None:
        """Ask for somebody's key, and stay open."""
        ask_file(self, tr("Bring in a key"), kinds(tr("Key files"), _KEYS), self.read_wanted.emit, folder=self._folder)

    def ask_name(self, path: Path, claimed: str, key: str) -> None:
        """Ask whose key this is, showing its fingerprint; the file calls it `claimed`, which proves nothing."""
        told = tr(
            "Its fingerprint is {mark}. Have its owner read theirs out to you: only if both are the same is it their "
            "key. The file itself calls it “{claimed}”.",
            mark=proof.fingerprint(key),
            claimed=claimed,
        )
        Ask(
            *(self.theme, tr("Whose key is this?"), told, tr("Give it this name")),
            lambda name: self.take_in_wanted.emit(path, name),
            self,
            field=tr("Name"),
        ).open()
