"""What was left out of an article's text: clutter, kept and shown, that can be put back."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from db.records import Article, LeftOut
from ui.dialogs.frame import Frame, boxed, sentence
from ui.i18n import count, tr
from ui.messages import left_out_word
from ui.theme import Theme
from ui.widgets.tips import tip

_MOST, _FRAME = 136, 8  # pixels of the rows, and round them
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
        self._most = theme.px(_MOST)
        boxed(self)
        self.itemChanged.connect(lambda _item: self.ticked.emit())
        self.itemActivated.connect(self._turn)

    def keep_short(self) -> None:
        """Take no more room than what is listed needs, and scroll where that is much."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to four or five of them."""
        rows = sum(self.sizeHintForRow(at) for at in range(self.count()))
        return QSize(super().sizeHint().width(), min(rows, self._most) + 2 * self.frameWidth() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """A row or two."""
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), self._most // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is listed wraps otherwise in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

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
        self.updateGeometry()

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
