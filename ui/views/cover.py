"""What stands in the windows' place while they are locked: no word of the work, and the way back."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Label, PrimaryButton

_SIGN = 40  # pixels, the lock's


class Cover(QWidget):
    """A window of its own. `carry_on` holds what was typed as the passphrase, "" while none is asked for."""

    carry_on = Signal(str)
    left = Signal()  # it was closed instead

    def __init__(self, theme: Theme) -> None:
        super().__init__(None)
        self._theme, self._leaving = theme, False
        self.setWindowTitle("OnRecord")
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.window)
        self.setPalette(palette)
        self._sign = _Sign(theme)
        title = Label(theme, tr("Locked"), role="dialog", weight="strong")
        said = tr("Everything typed is kept. This library is not encrypted, so nothing is asked of whoever carries on.")
        self._said = Label(theme, said, tone="ink2")
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said.setFixedWidth(round(380 * theme.scale))
        self.words = QLineEdit()
        self.words.setEchoMode(QLineEdit.EchoMode.Password)
        self.words.setAccessibleName(tr("Passphrase or recovery code"))
        self.words.setPlaceholderText(tr("Passphrase or recovery code"))
        self.words.setFixedWidth(round(380 * theme.scale))
        self.words.hide()
        self.words.returnPressed.connect(self._go_on)
        self.go = PrimaryButton(theme, tr("Carry on"))
        self.go.setMinimumWidth(theme.px(134))
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for widget in (self._sign, title, self._said, self.words, self.go):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)

    def stand_for(self, window: QWidget) -> None:
        """Show where, and as large as, that window is."""
        self.setGeometry(window.geometry())
        self.setWindowState(window.windowState())
        self.show()
        self.activateWindow()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask for the passphrase."""
        self._said.setText(tr("The library is encrypted. Give its passphrase, or its recovery code, to carry on."))
        self.words.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, sentence: str) -> None:
        """Say why it does not go on."""
        self._said.setText(sentence)
        self.words.selectAll()

    def _go_on(self) -> None:
        self.carry_on.emit(self.words.text() if self.words.isVisible() else "")

    def leave(self) -> None:
        """Go, since the windows are back."""
        self._leaving = True
        self.words.clear()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the cover closes the program."""
        super().closeEvent(event)
        if not self._leaving:
            self.left.emit()


class _Sign(QWidget):
    """The lock."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(_SIGN), theme.px(_SIGN))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        icons.paint(painter, "lock", QRectF(self.rect()), self._theme.ink2)
        painter.end()
