"""The further pieces of evidence that a quote rests on, one line each: how good, and whether it says the same."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.workflow import SAME_WORDS, Desk, QuoteState
from db.records import Check, Evidence, Verdict
from ui.i18n import tr
from ui.messages import compared_word, evidence_kind_word, level_word, stale_words
from ui.theme import Theme
from ui.views.elided import ElidedButton
from ui.widgets import Chip
from ui.widgets.tips import tip


class AlsoList(QWidget):
    """Pressing a line asks to see that piece. That words differ is said on the line itself."""

    piece_wanted = Signal(str)  # EvidenceId

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[ElidedButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_quote(self, desk: Desk | None, state: QuoteState | None) -> None:
        """Show what this quote rests on besides; hidden where that is nothing."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines.clear()
        pieces = {piece.id: piece for piece in desk.evidence} if desk else {}
        for check, stale in zip(state.also, state.also_stale, strict=True) if state else ():
            piece = pieces.get(check.evidence_id) if check.evidence_id else None
            if piece is not None:
                self._column.addWidget(self._line(check, piece, stale))
        self.setVisible(bool(self.lines))

    def _line(self, check: Check, piece: Evidence, stale: str) -> QWidget:
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        level = Chip(self._theme, piece.level.value)
        level.setToolTip(level_word(piece.level))
        button = ElidedButton(self._theme)
        said = tr("{verdict}: {what}", verdict=verdict_said(check, stale), what=evidence_kind_word(piece.kind))
        button.setText(said)
        button.setToolTip(tip(f"{piece.title}\n{said}" + (f"\n{stale_words(stale)}" if stale else "")))
        button.setAccessibleName(tr("Rests also on: {title}. {said}", title=piece.title, said=said))
        button.clicked.connect(lambda: self.piece_wanted.emit(piece.id))
        self.lines.append(button)
        row.addWidget(level, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button, 1)
        return held


def verdict_said(check: Check, stale: str) -> str:
    """A further comparison's verdict; that it is stale, or that the words differ, comes first."""
    if stale:
        return tr("Stale")
    word = compared_word(check.verdict, bool(check.differences))
    told = check.verdict in SAME_WORDS or (check.verdict is Verdict.ALTERED and not check.differences)
    return word if told else tr("Differs, {verdict}", verdict=word.lower())
