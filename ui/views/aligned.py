"""The compared words to work with: step through the differences, open what is folded, select and copy either row."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip

from ui.i18n import tr
from ui.views.notation import group_label
from ui.views.rows import WordRows
from ui.views.score import Group, Placed, told

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class AlignedWords(WordRows):
    """Word rows that answer the mouse and the keyboard.

    Arrows go through differences and folds, Enter opens a fold, dragging selects words of one row. What is copied
    is cut from the text itself, so no sign is ever picked up.
    """

    def next_difference(self) -> None:
        """Go to the next difference, from the last one to the first."""
        self.step(1)

    def previous_difference(self) -> None:
        """Go to the previous difference, from the first one to the last."""
        self.step(-1)

    def open_fold(self, column: int) -> None:
        """Show the words that the fold beginning at `column` hides."""
        self._opened.add(column)
        self._fold = -1
        self._wrap()

    def selected_text(self) -> str:
        """The words selected in one row, as they stand in the article or the evidence; "" where none are."""
        if self._chosen is None or self._comparison is None:
            return ""
        row, one, other = self._chosen
        held = self._columns[min(one, other) : max(one, other) + 1]
        if row == 0:
            spans = [column.quote for column in held if column.printed]
            return self._published[spans[0][0] : spans[-1][1]] if spans else ""
        passage = self._comparison.passage
        said = [column.evidence for column in held if column.said]
        if passage is None or not said:
            return ""
        return passage.text[min(s[0] for s in said) - passage.start : max(s[1] for s in said) - passage.start]

    def copy(self, row: int | None = None) -> None:
        """Put the selected words on the clipboard, or with `row` all words published (0) or said (1)."""
        if row == 0:
            text = self._published
        elif row == 1:
            text = self._comparison.passage.text if self._comparison and self._comparison.passage else ""
        else:
            text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, copy, select all."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._columns:
            self._chosen = (0, 0, len(self._columns) - 1)
            self.update()
        elif event.key() in _STEPS and not event.modifiers():
            across = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self._walk(_STEPS[Qt.Key(event.key())] * (-1 if across and self._style.mirrored else 1))
        elif event.key() in _ENTER and not event.modifiers() and self._fold >= 0:
            self.open_fold(self._fold)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """To the next stop in reading order: a difference or a fold."""
        folds = [p.item.column for s, _ in self._rows() for p in s.placed if p.item.part == "fold"]
        stops = sorted([(self._groups[n].first, n) for n in self._stops] + [(column, -1) for column in folds])
        if not stops:
            return
        here = (self._fold, -1) if self._fold >= 0 else (self._groups[self._current].first, self._current)
        at = stops.index(here) if here in stops else -1
        column, group = stops[(at + by) % len(stops)]
        if group >= 0:
            self._go_to(group)
        else:
            self._fold = column
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._fold = -1
        self.update()

    # Mouse

    def _hit(self, point: QPointF) -> tuple[Placed, int] | None:
        """What is set at a point, and in which row (0 published, 1 said, 2 the labels)."""
        for system, origin in self._rows():
            down = point.y() - origin.y()
            if not 0 <= down < self._style.system_height(system):
                continue
            row = min(2, int(down // self._style.pitch))
            for placed in system.placed:
                if placed.x <= point.x() - origin.x() < placed.x + placed.item.width:
                    return placed, row
        return None

    def _group_at(self, point: QPointF) -> int:
        hit = self._hit(point)
        if hit is None or hit[0].item.part == "fold":
            return -1
        column = hit[0].item.column
        return next((n for n, g in enumerate(self._groups) if g.first <= column <= g.last), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Opens a fold, goes to a difference, starts a selection."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self._hit(event.position())
        self._chosen = None
        if hit and hit[0].item.part == "fold":
            self.open_fold(hit[0].item.column)
            return
        if hit and hit[0].item.part == "word" and hit[1] < 2:
            self._chosen = (hit[1], hit[0].item.column, hit[0].item.column)
        group = self._group_at(event.position())
        if group in self._stops:
            self._go_to(group)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selects while dragging; a fold under the pointer takes a tint."""
        hit = self._hit(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton:
            if self._chosen and hit and hit[0].item.part == "word":
                self._chosen = (self._chosen[0], self._chosen[1], hit[0].item.column)
                self.update()
            return
        over = hit[0].item.column if hit and hit[0].item.part == "fold" else -1
        self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
        if over != self._fold:
            self._fold = over
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click selects nothing; only dragging over more than one word, or a double click, does."""
        if self._chosen and self._chosen[1] == self._chosen[2]:
            self._chosen = None
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects one word."""
        hit = self._hit(event.position())
        if hit and hit[0].item.part == "word" and hit[1] < 2:
            self._chosen = (hit[1], hit[0].item.column, hit[0].item.column)
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be copied."""
        if not self._comparison:
            return
        menu = QMenu(self)
        chosen = menu.addAction(tr("Copy"), self.copy)
        chosen.setEnabled(bool(self.selected_text()))
        menu.addAction(tr("Copy the published words"), lambda: self.copy(0))
        said = menu.addAction(tr("Copy the words as said"), lambda: self.copy(1))
        said.setEnabled(self._comparison.passage is not None)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Tooltips say what a difference is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.globalPos(), QPointF(event.pos()))
            return True
        return super().event(event)

    def _tell(self, where: QPoint, point: QPointF) -> None:
        group = self._group_at(point)
        if group >= 0:
            QToolTip.showText(where, self.describe(self._groups[group]), self)
        else:
            QToolTip.hideText()

    def describe(self, group: Group) -> str:
        """A group of differences in a sentence or two: what it is, what was printed and said, whether it passes."""
        allowed = tr("The policy allows it.") if group.allowed else tr("The policy does not allow it.")
        return f"{group_label(group)}: {told(group, self._differences)}. {allowed}"
