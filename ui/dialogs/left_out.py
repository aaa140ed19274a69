"""What was left out of an article's text: clutter, kept and shown, that can be put back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

import resources
from db.records import Article, LeftOut
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
from ui.messages import left_out_word
from ui.theme import Theme
from ui.widgets.tips import tip

_SHOWN = 160  # characters of a piece; all of it is in the tooltip


class LeftOutList(QListWidget):
    """The pieces, each with a box to tick for putting it back."""

    ticked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Left out, tick to put back"))
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFont(theme.font("small"))
        accent, tick = theme.accent.name(), resources.path(f"icons/check-{theme.scheme}.svg").as_posix()
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.paper.name()}; border: 1px solid {theme.control.name()};"
            f" border-radius: {theme.radius('control')}px; }}"
            f" QListWidget:focus {{ border: 2px solid {theme.focus.name()}; }}"
            f" QListWidget::item {{ padding: 4px 2px; border: 0; border-radius: {theme.radius('mark')}px; }}"
            f" QListWidget::item:selected {{ background: {theme.accent_soft.name()}; color: {theme.ink.name()}; }}"
            f" QListWidget::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.control.name()};"
            f" border-radius: 4px; background: {theme.field.name()}; }}"
            f" QListWidget::indicator:checked {{ background: {accent}; border-color: {accent}; image: url({tick}); }}"
        )
        self.itemChanged.connect(lambda _item: self.ticked.emit())
        self.itemActivated.connect(self._turn)

    def show_pieces(self, pieces: Sequence[LeftOut]) -> None:
        """List these, none of them ticked."""
        self.clear()
        for piece in pieces:
            words = " ".join(piece.text.split())
            short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
            item = QListWidgetItem(tr("{words}  ({reason})", words=short, reason=left_out_word(piece.reason)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(tip(piece.text))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                tr("Put back: {words}, left out as {reason}", words=short, reason=left_out_word(piece.reason)),
            )
            self.addItem(item)

    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the ticked pieces, in order."""
        return tuple(at for at in range(self.count()) if self.item(at).checkState() == Qt.CheckState.Checked)


class LeftOutDialog(Frame):
    """Lists what was left out of an article that is open, and puts back what is ticked."""

    put_back_wanted = Signal(int)  # the piece's number; the last of several comes first, so that numbers stay right

    def __init__(self, theme: Theme, article: Article, parent: QWidget | None) -> None:
        super().__init__(theme, tr("What was left out"), tr("Put back"), parent)
        self.only_side()
        number = len(article.left_out)
        self.resize(theme.px(600), theme.px(480) if number else theme.px(180))
        said = count(
            number,
            "1 passage was taken for clutter. It is kept with the article, and can go back into the text.",
            "{n} passages were taken for clutter. They are kept with the article, and can go back into the text.",
        )
        self.column.addWidget(sentence(theme, said if number else tr("Nothing was left out of this article.")))
        self.list = LeftOutList(theme)
        self.list.show_pieces(article.left_out)
        self.list.ticked.connect(self._weigh)
        self.list.setVisible(number > 0)
        self.column.addWidget(self.list, 1)
        if not number:
            self.column.addStretch(1)
        self.stop.setText(tr("Close"))
        self._weigh()
        if number:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentRow(0)

    def _weigh(self) -> None:
        self.refuse("" if self.list.chosen() else tr("Tick what should go back into the text."))

    def confirm(self) -> None:
        """Put back what is ticked, from the last to the first."""
        for at in reversed(self.list.chosen()):
            self.put_back_wanted.emit(at)
        self.accept()
