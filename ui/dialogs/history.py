"""The whole history of an article, newest first: when, who, what."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.changes import Edit
from db.records import QuoteId
from ui.dialogs.frame import Frame
from ui.i18n import tr
from ui.theme import Theme
from ui.views.history import HistoryList
from ui.widgets import Label


class HistoryDialog(Frame):
    """To read only: every line is an edit, and none can be taken out."""

    def __init__(
        self, theme: Theme, headline: str, edits: Sequence[Edit], names: Mapping[QuoteId, str], parent: QWidget
    ) -> None:
        super().__init__(theme, tr("History"), "", parent)
        self.only_side()
        self.resize(theme.px(600), theme.px(560))
        self.go.hide()
        self.stop.setText(tr("Close"))
        title = Label(theme, headline, tone="ink2")
        title.setFont(theme.reading_font(theme.base_size + 1))
        title.setWordWrap(True)
        self.column.addWidget(title)
        self.column.addSpacing(theme.px(4))
        lines = HistoryList(theme)
        lines.show_edits(edits, names=names)
        self.column.addWidget(lines)
        self.column.addStretch(1)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
