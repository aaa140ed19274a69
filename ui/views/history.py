"""The history of a quote as lines: when, what, and under the pointer by whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.changes import Edit
from ui.i18n import tr
from ui.messages import edit_line
from ui.theme import Theme
from ui.times import clock, when

_WHEN = Qt.ItemDataRole.UserRole
_GAP = 11  # between time and words, and the air of a line
_AIR = 6
_CAME = ("add_article", "add_quote")
_SETS = ("set_quote", "set_article", "set_evidence")  # edits of which one wants to know what was there before


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history: the time as shown, what was done, by whom, and all of it in full."""

    time: str
    words: str
    who: str
    full: str


def lines(edits: Sequence[Edit], found: str = "") -> tuple[Line, ...]:
    """Edits as lines, in their order. The name is shown where more than one person acted.

    `found` says how the quote was found: its first line, in place of the article's coming in.
    """
    several = len({edit.who for edit in edits}) > 1
    made = []
    for edit in edits:
        came = edit.verb in _CAME and found and edit.undoes is None
        day, words = when(edit.at), found if came else edit_line(edit)
        time = clock(edit.at)
        shown = time if day == time else day
        full = tr("{when}, {who}: {what}", when=f"{day}, {time}" if day != time else time, who=edit.who, what=words)
        if edit.verb in _SETS and edit.undoes is None:
            full = f"{full}\n{tr('Before: {what}', what=edit_line(replace(edit.inverse(edit.who), undoes=None)))}"
        made.append(Line(shown, words, edit.who if several else "", full))
    return tuple(made)


class HistoryList(QListWidget):
    """The lines, as high as they are together: the pane around them scrolls."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("History"))
        self.setWordWrap(True)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QListWidget { background: transparent; }")
        self.setItemDelegate(_Delegate(self))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's fonts and colours."""
        self.theme = theme
        self.setFont(theme.font("small", figures=True))
        self._fit()

    def show_edits(self, edits: Sequence[Edit], found: str = "") -> None:
        """Show these edits, newest first as given; `found` says how the quote was found."""
        self.clear()
        for line in lines(edits, found):
            item = QListWidgetItem(f"{line.words}, {line.who}" if line.who else line.words)
            item.setData(_WHEN, line.time)
            item.setToolTip(line.full)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.full)
            self.addItem(item)
        self._fit()

    def time_width(self) -> int:
        """The width of the widest time."""
        metrics = QFontMetrics(self.font())
        return max((metrics.horizontalAdvance(self.item(at).data(_WHEN)) for at in range(self.count())), default=0)

    def _fit(self) -> None:
        self.doItemsLayout()
        self.setFixedHeight(sum(self.sizeHintForRow(at) for at in range(self.count())) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


class _Delegate(QStyledItemDelegate):
    """A time in quiet figures, then the words, wrapped."""

    def __init__(self, view: HistoryList) -> None:
        super().__init__(view)
        self._list = view

    def _room(self, width: int) -> int:
        return max(40, width - self._list.time_width() - _GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the wrapped words."""
        metrics, room = QFontMetrics(self._list.font()), self._room(self._list.viewport().width())
        words = metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(room, words.height() + _AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Time, words, and a ring where the keyboard is."""
        theme = self._list.theme
        rect = option.rect
        painter.save()
        painter.setFont(self._list.font())
        box = QRectF(rect).adjusted(0, _AIR / 2, 0, 0)
        painter.setPen(theme.ink3)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(index.data(_WHEN)))
        painter.setPen(theme.ink2)
        left = self._list.time_width() + _GAP
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.TextFlag.TextWordWrap, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.focus)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
