"""What dialogs share: a title, a foot with the way out at the left and the next step at the right, a focus ring."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.fitted import Fitted
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, FocusRing, Hairline, Label, PrimaryButton

SIDE = 27  # from the dialog's edge to its words


class Frame(Fitted):
    """A window-modal dialog. Put content into `column`, which scrolls where there is not enough room; `go` is the
    next step, Escape and `stop` the way out.
    """

    def __init__(self, theme: Theme, title: str, go: str, parent: QWidget | None) -> None:
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
        self.go = PrimaryButton(theme, go)
        self.go.setMinimumWidth(theme.px(134))
        self.go.setDefault(True)
        self.go.clicked.connect(self.confirm)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone makes a new line in a field of several
            QShortcut(QKeySequence(keys), self, self._press)
        body = self.made_scrolled()
        self.column = body.column
        self.column.setSpacing(8)
        self.column.setContentsMargins(SIDE, 26, SIDE, 14)
        self.column.addWidget(self.title)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(SIDE, 12, SIDE, 12)
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


def list_style(theme: Theme) -> str:
    """How a list in a dialog looks."""
    return (
        f"QListWidget {{ background: {theme.paper.name()}; border: 1px solid {theme.control.name()};"
        f" border-radius: {theme.radius('control')}px; }}"
        f" QListWidget:focus {{ border: 2px solid {theme.focus.name()}; }}"
        " QListWidget::item { padding: 5px 6px; border: 0; }"
        f" QListWidget::item:selected {{ background: {theme.accent_soft.name()}; color: {theme.ink.name()}; }}"
    )
