"""Passphrases and the recovery code: a new one asked for twice, an encrypted library opened, the code shown once."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.encryption import SHORTEST, Sealed
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
from ui.theme import Theme
from ui.widgets import Banner, Button, Label


def _secret(theme: Theme, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setMinimumHeight(theme.height("field"))
    return field


class _Writing(Frame):
    """Asks for passphrases, and stays until the library is written: `done_with` or `tell` says what came of it."""

    fields: tuple[QLineEdit, ...]

    def __init__(self, theme: Theme, parent: QWidget | None, title: str, go: str, said: str) -> None:
        super().__init__(theme, title, go, parent)
        self._busy, self._go = False, go
        self.only_side()
        self.setMinimumWidth(theme.px(520))
        self.column.addWidget(sentence(theme, said))
        self.column.addSpacing(6)
        self.trouble = Banner(theme, "error", "")
        self.trouble.hide()

    def _weigh(self) -> None:
        raise NotImplementedError

    def _ask(self, *fields: QLineEdit) -> None:
        self.fields = fields
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for at, field in enumerate(self.fields):
            label = Label(self.theme, field.accessibleName(), weight="label", tone="ink2")
            label.setBuddy(field)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
            field.textChanged.connect(self._weigh)
        self.column.addLayout(grid)

    def _end(self) -> None:
        self.column.addWidget(self.trouble)
        self.column.addStretch(1)
        self._weigh()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, doing: str) -> None:
        self._busy = True
        for widget in (*self.fields, self.stop):
            widget.setEnabled(False)
        self.refuse(tr("This takes a moment."))
        self.go.setText(doing)

    def done_with(self) -> None:
        """It is done: go."""
        self._busy = False
        for field in self.fields:
            field.clear()
        self.accept()

    def tell(self, why: str) -> None:
        """Say why it was not done, and let it be tried again."""
        self._busy = False
        for widget in (*self.fields, self.stop):
            widget.setEnabled(True)
        self.go.setText(self._go)
        self._weigh()
        self.trouble.show_words("error", why)
        self.trouble.show()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Not while the library is being written."""
        if not self._busy:
            super().reject()


class NewPassphrase(_Writing):
    """Asks for a new passphrase twice: a first one, another (`renewed`), or that of a library to be made (`new`)."""

    wanted = Signal(str, str, bool)  # present passphrase, new one, whether the keychain may keep the key

    def __init__(
        self, theme: Theme, parent: QWidget | None, *, renewed: bool = False, new: str = "", keychain: bool
    ) -> None:
        super().__init__(theme, parent, *_words(renewed, new))
        self.present = _secret(theme, tr("Present passphrase, or recovery code"))
        self.first = _secret(theme, tr("New passphrase"))
        self.again = _secret(theme, tr("The same again"))
        self._ask(*((self.present,) if renewed else ()), self.first, self.again)
        self._offer_keychain(keychain)
        self._end()

    def _offer_keychain(self, keychain: bool) -> None:
        theme = self.theme
        self.keychain = QCheckBox(tr("Keep the key in this computer’s keychain, so that it opens here without asking"))
        self.keychain.setMinimumHeight(theme.height("target_least"))
        self.keychain.setChecked(keychain)
        self.keychain.setEnabled(keychain)
        self.column.addWidget(self.keychain)
        if not keychain:
            none = tr("There is no keychain here: the passphrase is asked for each time.")
            self.column.addWidget(sentence(theme, none, "ink3"))

    def _weigh(self) -> None:
        self.trouble.hide()
        if len(self.first.text()) < SHORTEST:
            self.refuse(tr("A passphrase has at least {n} characters.", n=SHORTEST))
        elif self.first.text() != self.again.text():
            self.refuse(tr("The two are not the same."))
        else:
            self.refuse("" if all(field.text() for field in self.fields) else tr("Give the present passphrase."))

    def confirm(self) -> None:
        """Hand on what was typed, and wait."""
        self._wait(tr("Encrypting…"))
        self.keychain.setEnabled(False)
        self.wanted.emit(self.present.text(), self.first.text(), self.keychain.isChecked())


def _words(renewed: bool, new: str) -> tuple[str, str, str]:
    """The title, the next step, and what comes of it."""
    if renewed:
        said = tr(
            "The library is encrypted anew, under another key. The passphrase and recovery code of before open only "
            "the backups made until now."
        )
        return tr("Change the passphrase"), tr("Change it"), said
    said = tr(
        "Everything in the library is encrypted: articles, quotes, evidence, history and new backups. What "
        "you hand over or export is not."
    )
    if new:
        return tr("New encrypted library: {name}", name=new), tr("Make it"), said
    return tr("Encrypt this library"), tr("Encrypt"), said


class TakeOff(_Writing):
    """Asks for the passphrase of a library that is to be plain again, and says what that means."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        said = tr(
            "Whoever gets the library’s file can read everything in it then, and so can whoever gets a new backup. "
            "Backups made until now stay encrypted: keep their passphrase and recovery code."
        )
        super().__init__(theme, parent, tr("Take the encryption off"), tr("Take it off"), said)
        self.present = _secret(theme, tr("Present passphrase, or recovery code"))
        self.present.setMinimumWidth(theme.px(240))
        self._ask(self.present)
        self._end()

    def _weigh(self) -> None:
        self.trouble.hide()
        self.refuse("" if self.present.text() else tr("Give the present passphrase."))

    def confirm(self) -> None:
        """Hand on what was typed, and wait."""
        self._wait(tr("Taking it off…"))
        self.wanted.emit(self.present.text())


class Unlock(Frame):
    """Asks for the passphrase of a library, or of a `backup` of one. `tried` holds what was typed."""

    tried = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None, *, backup: bool = False) -> None:
        title = tr("Restore a backup") if backup else tr("Open {name}", name=name)
        super().__init__(theme, title, tr("Restore") if backup else tr("Open"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(460))
        about = (
            tr(
                "The backup {name} is encrypted. Give the passphrase it was made under, or its recovery code.",
                name=name,
            )
            if backup
            else tr("This library is encrypted. Give its passphrase, or its recovery code.")
        )
        self.column.addWidget(sentence(theme, about))
        self.field = _secret(theme, tr("Passphrase or recovery code"))
        self.field.setPlaceholderText(self.field.accessibleName())
        self.field.textChanged.connect(self._weigh)
        self.column.addWidget(self.field)
        self.trouble = Banner(theme, "error", "")
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.column.addStretch(1)
        self._weigh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        self.refuse("" if self.field.text() else tr("Type the passphrase first."))

    def confirm(self) -> None:
        """Try it."""
        self.tried.emit(self.field.text())

    def tell(self, why: str) -> None:
        """Say why it does not open."""
        self.trouble.show_words("error", why)
        self.trouble.show()
        QTimer.singleShot(0, self, self.fit)  # once the words have their width
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class RecoveryCode(Frame):
    """Shows the code once, and goes only when the person says that it is written down."""

    remove_wanted = Signal()  # the backups of before that are not encrypted

    def __init__(self, theme: Theme, made: Sealed, name: str, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Your recovery code"), tr("Done"), parent)
        self._code, self._name = made.code, name
        self.only_side()
        self.setMinimumWidth(theme.px(600))
        self.stop.hide()
        about = tr(
            "With this code the library opens when the passphrase is lost. It is shown this once and kept nowhere. "
            "Whoever loses both loses the library; nobody can open it then."
        )
        self.column.addWidget(sentence(theme, about))
        self._show_code()
        key = tr("The key lies in this computer’s keychain: the library opens here without the passphrase.")
        no_key = tr("The key is in no keychain: the passphrase is asked for each time.")
        self.column.addWidget(sentence(theme, key if made.in_keychain else no_key))
        self.left = Banner(theme, "warning", _left(len(made.plain)), button=_delete(len(made.plain)))
        self.left.pressed.connect(self.remove_wanted)
        self.left.setVisible(bool(made.plain))
        self.column.addWidget(self.left)
        self.written = QCheckBox(tr("I have written it down"))
        self.written.setMinimumHeight(theme.height("target_least"))
        self.written.toggled.connect(self._weigh)
        self.column.addWidget(self.written)
        self.column.addStretch(1)
        self._weigh()
        self.code.selectAll()

    def _show_code(self) -> None:
        theme = self.theme
        self.code = QLineEdit(self._code)
        self.code.setReadOnly(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.px(18))
        self.code.setFont(font)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        high = f"min-height: {theme.px(44)}px; max-height: {theme.px(44)}px;"
        self.code.setStyleSheet(f"QLineEdit, QLineEdit:focus {{ {high} }}")
        self.code.setAccessibleName(tr("Recovery code"))
        self.column.addWidget(self.code)
        row = QHBoxLayout()
        copy, print_ = Button(theme, tr("Copy")), Button(theme, tr("Print…"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code))
        print_.clicked.connect(self._ask_printer)
        for button in (copy, print_):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _weigh(self) -> None:
        self.refuse("" if self.written.isChecked() else tr("Write the code down first."))

    def removed(self, n: int) -> None:
        """The plain backups are gone, as far as that can be said."""
        gone = count(n, "1 backup was written over and deleted.", "{n} backups were written over and deleted.")
        ssd = tr("An SSD, a snapshot or a synced folder may still hold what they were.")
        self.left.show_words("done", f"{gone} {ssd}")

    def _ask_printer(self) -> None:
        asked = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self.print_to(asked.printer()))
        asked.setWindowModality(Qt.WindowModality.WindowModal)
        asked.show()

    def print_to(self, printer: QPrinter) -> None:
        """A page with the library's name and the code."""
        page = QTextDocument()
        said = tr("Recovery code of the OnRecord library {name}. Keep it where the library is not.", name=self._name)
        page.setPlainText(f"{said}\n\n{self._code}\n")
        page.print_(printer)

    def reject(self) -> None:
        """Only once it is written down."""
        if self.written.isChecked():
            super().reject()


def _delete(n: int) -> str:
    return count(n, "Delete it", "Delete them")


def _left(n: int) -> str:
    return count(
        n,
        "1 backup of before is not encrypted and still lies beside the library.",
        "{n} backups of before are not encrypted and still lie beside the library.",
    )
