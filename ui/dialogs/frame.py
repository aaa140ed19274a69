"""What dialogs share: a title, a foot with the way out at the left and the next step at the right, a focus ring."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.fitted import Fitted
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, FocusRing, GraveButton, Hairline, Label, PrimaryButton

SIDE = 27  # from the dialog's edge to its words


class Frame(Fitted):
    """A window-modal dialog. Put content into `column`, which scrolls where there is not enough room; `go` is the
    next step, Escape and `stop` the way out.
    """

    go: PrimaryButton | GraveButton

    def __init__(self, theme: Theme, title: str, go: str, parent: QWidget | None, *, grave: bool = False) -> None:
        """`grave`: what the next step does cannot be had back, so that no Enter presses it."""
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)
        self.title = Label(theme, title, role="dialog", weight="strong")
        self.stop = Button(theme, tr("Cancel"))
        self.stop.setMinimumWidth(theme.px(84))
        self.stop.clicked.connect(self.reject)
        self._make_go(go, grave)
        body = self.made_scrolled()
        self.column = body.column
        side = theme.px(SIDE)
        self.column.setSpacing(theme.px(8))
        self.column.setContentsMargins(side, theme.px(24), side, theme.px(16))
        self.column.addWidget(self.title)
        self.column.addSpacing(theme.px(4))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(8))
        self.foot.setContentsMargins(side, theme.px(12), side, theme.px(12))
        self.foot.addWidget(self.stop)
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)
        self.side = QVBoxLayout()
        self.side.setSpacing(0)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.addWidget(body, 1)
        self.side.addWidget(Hairline(theme))
        self.side.addLayout(self.foot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._ring = FocusRing(self, app, theme)
            self.finished.connect(self._ring.leave)

    def _make_go(self, words: str, grave: bool) -> None:
        self.go = GraveButton(self.theme, words) if grave else PrimaryButton(self.theme, words)
        self.go.setMinimumWidth(self.theme.px(134))
        self.go.setDefault(not grave)
        self.go.clicked.connect(self.confirm)
        for keys in () if grave else ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone breaks a line in a field of several
            QShortcut(QKeySequence(keys), self, self._press)

    def only_side(self) -> None:
        """Nothing stands beside the column."""
        self.setLayout(self.side)

    def confirm(self) -> None:
        """The next step. Dialogs that ask more first replace this."""
        self.accept()

    def refuse(self, reason: str) -> None:
        """Disable the next step and say why; "" enables it."""
        self.go.setEnabled(not reason)
        self.go.setToolTip(reason)
        self.go.setAccessibleDescription(reason)

    def _press(self) -> None:
        if self.go.isEnabled():
            self.go.click()


def section(theme: Theme, words: str) -> Label:
    """A heading within a dialog."""
    return Label(theme, words, role="small", weight="strong", tone="ink2")


def sentence(theme: Theme, words: str, tone: str = "ink2") -> Label:
    """A wrapped sentence."""
    label = Label(theme, words, tone=tone)
    label.setWordWrap(True)
    return label


def begin_at(field: QLineEdit) -> None:
    """Give the focus to a field that holds words already: their beginning is in view, and no key wipes them out."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, field, lambda: field.home(False))  # a dialog that opens selects all of it


def boxed(view: QAbstractItemView) -> None:
    """Let a list or table in a dialog look as all of them do: the rule is in window.qss."""
    view.setProperty("boxed", True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.ensurePolished()  # else its rows are laid out once before the rule is known
