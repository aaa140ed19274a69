"""How far a piece of evidence was brought in, as an icon and a word."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from db.records import Capture, Evidence
from ui import icons
from ui.i18n import tr
from ui.messages import capture_phrase, capture_word
from ui.theme import Theme
from ui.widgets import Label
from ui.widgets.tips import tip

_ICONS = {
    Capture.PENDING: "link",
    Capture.CAPTURED: "file-text",
    Capture.VERIFIED: "check-circle",
    Capture.FAILED: "warning",
}
_SIDE = 14  # pixels at the usual text size


class CaptureSign(QWidget):
    """Says it for one piece. In a narrow pane the word of the usual state gives way; its icon and tooltip stay."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._piece: Evidence | None = None
        self._icon = QLabel()
        self.word = Label(theme, role="small", tone="ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self.word)
        self.show_piece(None)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.show_piece(self._piece)

    def show_piece(self, piece: Evidence | None) -> None:
        """Say how far this piece was brought in; nothing without one."""
        self._piece = piece
        self.setVisible(piece is not None)
        if piece is None:
            return
        side = self._theme.px(_SIDE)
        icon = icons.icon(_ICONS[piece.capture], self._theme.ink2, self._theme.disabled)
        self._icon.setPixmap(icon.pixmap(QSize(side, side)))
        self.word.setText(capture_word(piece.capture))
        self.word.setVisible(self._theme.wide or piece.capture is not Capture.CAPTURED)
        self.setToolTip(tip(capture_phrase(piece)))
        self.setAccessibleName(tr("Brought in: {how}", how=capture_phrase(piece)))
