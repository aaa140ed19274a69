"""The field of the proposed wording: signs and underlines are painted between and under the words, never typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip, QWidget

from ui.direction import right_to_left
from ui.i18n import tr
from ui.offsets import Utf16
from ui.theme import Theme
from ui.views.leftover import Marked

_SIGN, _CHIP, _AIR = 0.72, 0.8, 0.25  # of the words' size: room for a "+", a "−" chip, and beside the chip
_INSET = 10  # from the frame's inside to the words: signs at a line's start are painted here


class ProposedField(QTextEdit):
    """A plain text field that grows with its words. `show_marks` says where they differ from what was said."""

    focus_changed = Signal()
    missed_at_caret = Signal(str)  # the dropped words beside the caret, "" where there are none

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[tuple[int, int, str], ...] = ()  # start, end, missed words; UTF-16 units
        self._mirrored = False  # the words are written from the right
        self._near = ""
        self._most_lines = 2
        self._high = 0
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Proposed wording"))
        self.document().setDocumentMargin(0)
        self._spacer = _Spacer(self.document(), theme)
        self.textChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._tell_near)
        self.viewport().setMouseTracking(True)
        self.set_theme(theme)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is ever loaded that a text names."""
        return None

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and reading face."""
        self._theme = theme
        self.setFont(theme.reading_font(theme.compare_size()))
        self.setStyleSheet(
            f"QTextEdit {{ background: {theme.field.name()}; color: {theme.ink.name()};"
            f" border: 1px solid {theme.control.name()}; border-radius: {theme.radius('control')}px; padding: 4px 1px;"
            f" selection-background-color: {theme.quote_selected.name()}; selection-color: {theme.ink.name()}; }}"
            f" QTextEdit:focus {{ border: 2px solid {theme.focus.name()}; padding: 3px 0px; }}"
        )
        self._spacer.theme = theme
        self._lay_out()

    def _room(self, share: float) -> float:
        """A distance that grows with the words."""
        return share * self._theme.compare_size()

    @property
    def line_height(self) -> int:
        """The height of one line in pixels."""
        return round(self._theme.compare_size() * 1.56)

    def set_most_lines(self, lines: int) -> None:
        """Grow to this many lines; more of them scroll."""
        if lines != self._most_lines:
            self._most_lines = lines
            self._grow()

    def put_text(self, text: str) -> None:
        """Replace everything, as a fresh start: nothing to undo. Emits no textChanged."""
        blocked = self.blockSignals(True)
        at = self.textCursor().position()
        self.setPlainText(text)
        self._lay_out()
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.blockSignals(blocked)

    def type_over(self, text: str) -> None:
        """Replace everything as if it were typed, so that it can be undone in the field."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def type_between(self, start: int, end: int, text: str) -> None:
        """Replace these code points as if it were typed; the caret stands behind them."""
        units, cursor = Utf16(self.toPlainText()), self.textCursor()
        cursor.setPosition(units.to_qt(start))
        cursor.setPosition(units.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Before which code point the caret stands."""
        return Utf16(self.toPlainText()).from_qt(self.textCursor().position())

    def show_marks(self, marked: Sequence[Marked]) -> None:
        """Underline what was not said and put a chip where something is missed. Offsets are code points."""
        units = Utf16(self.toPlainText())
        self._marked = tuple((units.to_qt(one.start), units.to_qt(one.end), one.missed) for one in marked)
        self._spacer.show_marks(self._marked)
        self._mirrored = right_to_left(self.toPlainText())
        leading = any(missed and not end for _, end, missed in self._marked)
        room = round(self._room(_CHIP)) if leading else 0
        self.setViewportMargins(*((0, 0, room, 0) if self._mirrored else (room, 0, 0, 0)))
        self._tell_near()
        self.viewport().update()

    def _lay_out(self) -> None:
        """Line height and side room, outside the history of what was typed."""
        self.setUndoRedoEnabled(False)
        blocked = self.blockSignals(True)
        frame = self.document().rootFrame().frameFormat()
        frame.setLeftMargin(_INSET)
        frame.setRightMargin(_INSET)
        self.document().rootFrame().setFrameFormat(frame)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(self.line_height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(lines)
        self.blockSignals(blocked)
        self.setUndoRedoEnabled(True)
        self._grow()

    def _grow(self) -> None:
        """As high as its words, up to a few lines."""
        lines = max(1, round(self.document().size().height() / self.line_height))
        high = max(self._theme.height("field"), min(lines, self._most_lines) * self.line_height + 10)
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > self._most_lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollBarPolicy(policy)
        if high != self._high:
            self._high = high
            self.setMaximumHeight(high)
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing begins."""
        super().focusInEvent(event)
        self._tell_near()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Typing ends."""
        super().focusOutEvent(event)
        self._tell_near()
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew, so the height may change."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as its words, up to a few lines."""
        return QSize(400, self._high)

    def minimumSizeHint(self) -> QSize:
        """One line: a low window must not be held open by a long quote."""
        return QSize(120, self.line_height + 10)

    # Painted signs

    def _place(self, unit: int) -> QRectF:
        """Where the caret would stand before that unit, in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(unit, self.document().characterCount() - 1))
        return QRectF(self.cursorRect(cursor))

    def _baseline(self, unit: int) -> float:
        """The baseline of the line in which that unit stands, in the viewport."""
        block = self.document().findBlock(min(unit, self.document().characterCount() - 1))
        line = block.layout().lineForTextPosition(unit - block.position())
        top = self.document().documentLayout().blockBoundingRect(block).top()
        return top + line.y() + line.ascent() - self.verticalScrollBar().value()

    def _chip(self, end: int) -> QRectF:
        """Where the chip after unit `end` lies: in the space that follows, else just before the next character."""
        here, text = self._place(end), self.toPlainText()
        chip, air = self._room(_CHIP), self._room(_AIR)
        left = here.x() - chip - air if self._mirrored else here.x() + air
        if end < len(text) and not text[end].isspace():
            left = here.x() + air / 2 if self._mirrored else here.x() - chip - air / 2
        if end == 0:
            left = here.x() + 2 if self._mirrored else here.x() - chip - 2
        middle = self._baseline(end) - QFontMetricsF(self.font()).xHeight() / 2 - 0.5
        return QRectF(left, middle - chip * 0.62, chip, chip * 1.24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, then underlines, signs and chips."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for start, end, missed in self._marked:
            if end > start:
                self._draw_inserted(painter, start, end)
            if missed:
                self._draw_chip(painter, self._chip(end))
        painter.end()

    def _sign_font(self) -> QFont:
        font = self._theme.font("strong")
        font.setPixelSize(round(self._theme.compare_size() * 0.74))
        return font

    def _draw_inserted(self, painter: QPainter, start: int, end: int) -> None:
        painter.setPen(self._theme.inserted)
        painter.setFont(self._sign_font())
        before = 3 if self._mirrored else 2 - self._room(_SIGN)
        painter.drawText(QPointF(self._place(start).x() + before, self._baseline(start)), "+")
        painter.setPen(QPen(self._theme.inserted, 1.5))
        unit = start
        while unit < end:  # line by line where the words wrap
            block = self.document().findBlock(unit)
            line = block.layout().lineForTextPosition(unit - block.position())
            line_end = block.position() + line.textStart() + line.textLength()
            stop = min(end, max(unit + 1, line_end))
            y = self._baseline(unit) + 3.5
            right = (
                self._place(stop).x()
                if stop == end
                else self._place(unit).x() + _advance(line, unit - block.position())
            )
            painter.drawLine(QPointF(self._place(unit).x(), y), QPointF(right, y))
            unit = stop

    def _draw_chip(self, painter: QPainter, chip: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.dropped_bg)
        painter.drawRoundedRect(chip, self._theme.radius("mark"), self._theme.radius("mark"))
        painter.setPen(self._theme.dropped)
        painter.setFont(self._sign_font())
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "−")

    def _tell_near(self) -> None:
        caret = self.textCursor().position()
        near = next((m for _, end, m in self._marked if m and caret in (end, end + 1)), "") if self.hasFocus() else ""
        if near != self._near:
            self._near = near
            self.missed_at_caret.emit(near)

    def viewportEvent(self, event: QEvent) -> bool:
        """The chip under the pointer names the words that it stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            missed = self.missed_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tr("Said here: “{words}”", words=missed) if missed else "", self)
            return True
        return super().viewportEvent(event)

    def missed_at(self, point: QPointF) -> str:
        """The dropped words whose chip is at that point of the viewport; "" where there is none."""
        reach = ((missed, self._chip(end).adjusted(-4, -4, 4, 4)) for _, end, missed in self._marked if missed)
        return next((missed for missed, chip in reach if chip.contains(point)), "")


def _advance(line: QTextLine, unit: int) -> float:
    """How far the line's words go on from that unit of its block: to the left, below 0, in a script from the right."""
    place: Any = line.cursorToX(unit)  # the position, and the unit it was found for
    words = line.naturalTextRect()
    end: Any = line.cursorToX(line.textStart() + line.textLength())
    return float((words.left() if end[0] < place[0] else words.right()) - place[0])


class _Spacer(QSyntaxHighlighter):
    """Colours inserted words and widens the gaps in which signs are painted; the text itself stays untouched."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self.theme = theme
        self._inserted: tuple[tuple[int, int], ...] = ()
        self._room: dict[int, float] = {}

    def show_marks(self, marked: Sequence[tuple[int, int, str]]) -> None:
        """Make room for these marks (UTF-16 units)."""
        text, size = self.document().toPlainText(), self.theme.compare_size()
        room: dict[int, float] = {}
        turned = right_to_left(text)  # then Qt widens the gap before a character, not the one after it
        for start, end, missed in marked:
            if end > start and start:
                at = start if turned and not text[start - 1].isspace() else start - 1
                room[at] = room.get(at, 0) + _SIGN * size
            if missed and end < len(text):
                at = end if turned or text[end].isspace() else end - 1
                room[at] = room.get(at, 0) + (_CHIP + _AIR) * size
        self._room = {at: wide for at, wide in room.items() if at >= 0}
        self._inserted = tuple((start, end) for start, end, _ in marked if end > start)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """The formats of one paragraph."""
        first = self.currentBlock().position()
        blue = QTextCharFormat()
        blue.setForeground(self.theme.inserted)
        for start, end in self._inserted:
            if end > first and start < first + len(text):
                self.setFormat(max(0, start - first), min(end - first, len(text)) - max(0, start - first), blue)
        for at, wide in self._room.items():
            if first <= at < first + len(text):
                spaced = QTextCharFormat(self.format(at - first))
                spaced.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                spaced.setFontLetterSpacing(wide)
                self.setFormat(at - first, 1, spaced)
