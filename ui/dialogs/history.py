"""The whole history of an article, newest first: when, who, what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db.changes import Edit
from ui.dialogs.fitted import Fitted
from ui.i18n import tr
from ui.theme import Theme
from ui.views.history import HistoryList
from ui.widgets import Button, Label


class HistoryDialog(Fitted):
    """To read only: every line is an edit, and none can be taken out."""

    def __init__(self, theme: Theme, headline: str, edits: Sequence[Edit], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History"))
        self.resize(round(560 * theme.scale), round(560 * theme.scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(Label(theme, tr("History"), role="dialog", weight="strong"))
        title = Label(theme, headline, tone="ink2")
        title.setFont(theme.reading_font(theme.base_size + 1))
        title.setWordWrap(True)
        column.addWidget(title)
        lines = HistoryList(theme)
        lines.show_edits(edits)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(lines)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(holder)
        column.addWidget(scroll, 1)
        done = Button(theme, tr("Close"))
        done.clicked.connect(self.accept)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
