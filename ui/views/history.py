"""The history of a quote as lines: when, what and why, by whom, and what was there before."""

from collections.abc import Mapping, Sequence
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
from db.records import EditId, QuoteId, Status
from ui.i18n import tr
from ui.messages import edit_line, status_word, value_word
from ui.models.history import about
from ui.theme import Theme
from ui.times import clock, when
from ui.widgets.tips import tip
from ui.wording import FIELDS

_WHEN, _BESIDE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_GAP = 11  # between time and words, and the air of a line
_AIR = 6
_CAME = ("add_article", "add_quote")
_MOST = 60  # characters of words that were there before


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history: the time as shown, what was done, by whom and what was there before, and all in full.

    `who` is "" where the line above names the same person.
    """

    time: str
    words: str
    who: str
    was: str
    full: str


def lines(edits: Sequence[Edit], found: str = "", names: Mapping[QuoteId, str] | None = None) -> tuple[Line, ...]:
    """Edits as lines, in their order. `found` says how the quote was found, in place of the article's coming in.

    `names` are what quotes are called: a line about one of them begins with its name.
    """
    known = {edit.id: edit for edit in edits}
    made: list[Line] = []
    above = ""
    for edit in edits:
        came = edit.verb in _CAME and found and edit.undoes is None
        day, words = when(edit.at), found if came else _words(edit, again=_steps_back(edit, known) % 2 == 0)
        time, was = clock(edit.at), _was(edit)
        if name := (names or {}).get(about(edit) or QuoteId("")):
            words = tr("{quote} · {line}", quote=name, line=words)
        shown = time if day == time else day
        full = tr("{when}, {who}: {what}", when=f"{day}, {time}" if day != time else time, who=edit.who, what=words)
        made.append(Line(shown, words, edit.who if edit.who != above else "", was, f"{full}\n{was}" if was else full))
        above = edit.who
    return tuple(made)


def _steps_back(edit: Edit, known: Mapping[EditId, Edit]) -> int:
    """How many edits are taken back by this one, each by the next: 0 for what was done, 1 undone, 2 done again."""
    steps, taken = 0, edit.undoes
    while taken is not None:
        steps, taken = steps + 1, known[taken].undoes if taken in known else None
    return steps


def _words(edit: Edit, *, again: bool) -> str:
    """What was done; `again`: an undo was taken back, so it was done again."""
    if not again or edit.undoes is None:
        return edit_line(edit)
    line = edit_line(replace(edit, undoes=None))
    return tr("Done again: {line}", line=line[:1].lower() + line[1:])


def _was(edit: Edit) -> str:
    """What stood there before an edit that changed something: "Was “It”"; "" where nothing did."""
    before: list[str] = []
    for change in edit.changes:
        if change.before is None or change.after is None:
            continue
        held = {name: value for name, value in change.before.items() if value not in ("", None)}
        before += [value_word(name, str(held[name])) for name in held if name in FIELDS]
        before += [_lower(status_word(Status(str(held["status"]))))] if "status" in held else []
        before += [shortened(str(held["exact"]))] if "exact" in held else []
    return tr("Was {what}", what="; ".join(f"“{one}”" for one in dict.fromkeys(before))) if before else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def shortened(text: str) -> str:
    """A text in one line, cut where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _MOST else words[:_MOST].rsplit(" ", 1)[0] + "…"


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

    def show_edits(self, edits: Sequence[Edit], found: str = "", names: Mapping[QuoteId, str] | None = None) -> None:
        """Show these edits, newest first as given; `found` and `names` as for lines."""
        self.clear()
        for line in lines(edits, found, names):
            item = QListWidgetItem(line.words)
            item.setData(_WHEN, line.time)
            item.setData(_BESIDE, ". ".join(part for part in (line.who, line.was) if part))
            item.setToolTip(tip(line.full))
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
        return QSize(room, words.height() + self._beside_height(index, room) + _AIR)

    def _beside_height(self, index: QModelIndex | QPersistentModelIndex, room: int) -> int:
        beside = index.data(_BESIDE)
        if not beside:
            return 0
        metrics = QFontMetrics(self._list.theme.font("caption"))
        return metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, beside).height() + 1

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
        if beside := index.data(_BESIDE):
            high = self._beside_height(index, self._room(rect.width()))
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.ink3)
            below = box.adjusted(left, box.height() - high - _AIR / 2 + 1, 0, _AIR)
            painter.drawText(below, Qt.TextFlag.TextWordWrap, beside)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.focus)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
