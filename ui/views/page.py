"""A page to read: a text in the reading face with a fixed line height and measure, and what stands round its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMargins, QPoint, QPointF, QPropertyAnimation, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from db.records import Span
from ui.offsets import Places
from ui.theme import Theme, tokens
from ui.widgets.focus import inside_edge
from ui.widgets.ticks import TickBar

_SAMPLE = "she said the board had not been told of it before, and would look again on Monday. "
_RAGGED = 96  # the first pixels of spare room go to the right, so that text keeps the pane's left edge
_LONG = 40_000  # letters: a longer text is laid out bit by bit, as far as it is read, and its height not asked for
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@dataclass(frozen=True)
class Look:
    """How a paragraph is set. Made once for all paragraphs that look alike: a long text has thousands."""

    words: QTextCharFormat
    block: QTextBlockFormat


def look(font: QFont, colour: QColor, line: float, above: float = 0) -> Look:
    """Words in `font` with lines of `line` pixels, whatever the face's own leading, and room above."""
    words, block = QTextCharFormat(), QTextBlockFormat()
    words.setFont(font)
    words.setForeground(colour)
    block.setLineHeight(line, _FIXED)
    block.setTopMargin(above)
    return Look(words, block)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a page."""

    text: str
    look: Look


class ReadingPage(QTextEdit):
    """Read-only, with a caret. Subclasses paint under and over the words of each visible block."""

    selection_changed = Signal()

    def __init__(self, theme: Theme, margins: tuple[int, int], parent: QWidget | None = None) -> None:
        """`margins` are the pixels left and right of the words, inside the page."""
        super().__init__(parent)
        self._theme, self._margins = theme, margins
        self.places = Places("", [])
        self.still = False
        self._ticks: tuple[tuple[int, str, bool], ...] = ()
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # what is dropped belongs to the pane
        self.setFrameShape(QFrame.Shape.NoFrame)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._bar = TickBar(theme)
        self.setVerticalScrollBar(self._bar)
        self._motion = QPropertyAnimation(self._bar, b"value", self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place_ticks)
        self._document: QTextDocument | None = None
        self._take(self._fresh())
        self.selectionChanged.connect(self.selection_changed)
        self._dress()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is ever loaded that a text names."""
        return None

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours; whoever owns the page writes its text again."""
        self._theme = theme
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._theme.paper)
        palette.setColor(QPalette.ColorRole.Window, self._theme.paper)
        palette.setColor(QPalette.ColorRole.Text, self._theme.ink)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.setFont(self._theme.reading_font(self.size_of_words()))
        self._keep_measure()

    # What subclasses say

    def size_of_words(self) -> int:
        """The size of the words in pixels."""
        return self._theme.reading_size

    def paint_under(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        """Paint tints of a visible block; its top left stands at `origin`."""

    def paint_over(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        """Paint lines of a visible block, after its words."""

    def paint_margin(self, painter: QPainter, blocks: Sequence[tuple[QTextBlock, QPointF]]) -> None:
        """Paint what stands beside the words."""

    # Writing

    def write(self, paragraphs: Sequence[Paragraph], places: Places, top: int, bottom: int) -> None:
        """Put these paragraphs in place of what was shown, with room above and below."""
        document = self._fresh()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, paragraph in enumerate(paragraphs):
            if number:
                cursor.insertBlock(paragraph.look.block, paragraph.look.words)
            else:
                cursor.setBlockFormat(paragraph.look.block)
            cursor.insertText(paragraph.text, paragraph.look.words)
        frame = QTextFrameFormat()
        frame.setLeftMargin(self._margins[0])
        frame.setRightMargin(self._margins[1])
        frame.setTopMargin(top)
        frame.setBottomMargin(bottom)
        document.rootFrame().setFrameFormat(frame)
        cursor.endEditBlock()
        self.setUpdatesEnabled(False)
        self._take(document)
        self.places = places
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._keep_measure()
        if document.characterCount() <= _LONG:
            self._lay_out()
        self.setUpdatesEnabled(True)

    def _fresh(self) -> QTextDocument:
        """An empty document. Filled before it is shown, it is only laid out once somebody asks where a word stands."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        return document

    def _take(self, document: QTextDocument) -> None:
        """Show that document in place of the one of before."""
        self.setExtraSelections([])
        before, self._document = self._document, document
        self.setDocument(document)
        document.documentLayout().documentSizeChanged.connect(lambda _size: self._later.start())
        if before is not None:
            before.deleteLater()

    def _lay_out(self) -> None:
        """Lay all of the text out now, and tell the scroll bar how far it goes."""
        self.document().documentLayout().documentSizeChanged.emit(self.document().size())

    # The measure

    def measure(self) -> int:
        """The most pixels a line may be wide: the tokens' most characters, as wide as they come in prose."""
        most: int = tokens()["type"]["measure"]["most"]
        advance = QFontMetricsF(self._theme.reading_font(self.size_of_words())).horizontalAdvance(_SAMPLE)
        return round(advance / len(_SAMPLE) * most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider panes get margin, not longer lines."""
        self._keep_measure()
        super().resizeEvent(event)

    def _keep_measure(self) -> None:
        wanted = self.measure() + sum(self._margins)
        spare = max(0, self.width() - self._bar.sizeHint().width() - wanted)
        left = max(0, spare - _RAGGED) // 2
        margins = QMargins(left, 0, spare - left, 0)
        if self.viewportMargins() != margins:
            self.setViewportMargins(margins)

    # Selecting and finding

    def selected_span(self) -> Span | None:
        """The words selected, as characters of the text, without spaces at the ends; None where none are."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        words = cursor.selectedText()
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        first, last = self.places.from_document(start), self.places.from_document(end)
        return (first, last) if start < end and first < last else None

    def position_at(self, point: QPoint) -> int:
        """The document position of the character right under a point of the viewport, -1 where there is none."""
        place = QPointF(point) + QPointF(0, self._bar.value())
        return self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.ExactHit)

    def top_of(self, position: int) -> float:
        """How far below the top of the document the line with that position stands, in pixels."""
        origin, line = self._line(position)
        return origin + (line.y() if line.isValid() else 0.0)

    def top_of_character(self, number: int) -> float:
        """The same of a character of the text."""
        return self.top_of(self.places.to_document(number))

    def character_near(self, top: float) -> int:
        """The character of the text that stands nearest so far below the top of the document."""
        place = QPointF(self._margins[0], top)
        return self.places.from_document(
            max(0, self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.FuzzyHit))
        )

    def scroll_to(self, top: int) -> None:
        """Show the text from that many pixels on, at once; where the text is too short, as near as can be."""
        self._motion.stop()
        self._bar.setValue(self._reached(top))

    def _reached(self, top: int) -> int:
        """That far down, or as far as the text goes: it is laid out to its end where the bar does not go so far yet."""
        if top > self._bar.maximum():
            self._lay_out()
        return max(0, min(self._bar.maximum(), top))

    def baseline_of(self, position: int) -> float:
        """The baseline of the line with that position, in the viewport."""
        origin, line = self._line(position)
        return origin - self._bar.value() + (line.y() + line.ascent() if line.isValid() else 0.0)

    def place_of(self, position: int) -> QPointF:
        """Where a document position stands on the baseline of its line, in the viewport."""
        block = self.document().findBlock(position)
        box = self.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid():
            return QPointF(box.x(), box.y() - self._bar.value())
        across: Any = line.cursorToX(position - block.position())  # the place, and the unit it was found for
        return QPointF(box.x() + across[0], box.y() - self._bar.value() + line.y() + line.ascent())

    def _line(self, position: int) -> tuple[float, QTextLine]:
        block = self.document().findBlock(position)
        origin = self.document().documentLayout().blockBoundingRect(block).y()
        return origin, block.layout().lineForTextPosition(position - block.position())

    def bring(self, position: int, *, at_once: bool = False) -> None:
        """Scroll so that the line with that position stands in the upper third, quietly unless motion is unwanted."""
        wanted = round(self.top_of(position) - self.viewport().height() / 3 + self._theme.line_height)
        target = self._reached(wanted)
        self._motion.stop()
        if at_once or self.still or self._theme.still or not self.isVisible():
            self._bar.setValue(target)
            return
        self._motion.setDuration(tokens()["motion"]["scroll"])
        self._motion.setStartValue(self._bar.value())
        self._motion.setEndValue(target)
        self._motion.start()

    def below(self, position: int) -> float:
        """How far below the upper edge of the view the line with that position stands."""
        return self.top_of(position) - self._bar.value()

    def in_view(self, start: int, end: int) -> bool:
        """Whether all lines from one position to the other are in view."""
        return self.below(start) >= 0 and self.below(end) + self._theme.line_height <= self.viewport().height()

    # Ticks on the scroll bar

    def set_ticks(self, ticks: Sequence[tuple[int, str, bool]]) -> None:
        """A tick on the scroll bar for each document position, in a colour's name, long for what is selected."""
        self._ticks = tuple(ticks)
        self._later.start()

    def _place_ticks(self) -> None:
        letters = self.document().characterCount()
        colours = {name: self._colour(name) for name in {tick[1] for tick in self._ticks}}
        self._bar.show_ticks(
            [
                (at / letters if letters > _LONG else self._share_by_lines(at), colours[name], long)
                for at, name, long in self._ticks
            ]
        )

    def _share_by_lines(self, position: int) -> float:
        return self.top_of(position) / max(1.0, self.document().size().height())

    def _colour(self, name: str) -> QColor:
        colours = self._theme.colours
        return colours[name] if name in colours else self._theme.status_colour(name)

    # Painting

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QPointF]]:
        """The blocks in view, each with its top left in the viewport."""
        layout = self.document().documentLayout()
        block = self.cursorForPosition(QPoint(self._margins[0], 0)).block()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(0, -self._bar.value())
            if box.top() > self.viewport().height():
                return
            yield block, box.topLeft()
            block = block.next()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tints, then the words, then lines and what stands beside them."""
        blocks = list(self.visible_blocks())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, origin in blocks:
            self.paint_under(painter, block, origin)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block, origin in blocks:
            self.paint_over(painter, block, origin)
        self.paint_margin(painter, blocks)
        if self.hasFocus():
            inside_edge(painter, self.viewport().rect(), self._theme)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, though the caret may stand out of view."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()
