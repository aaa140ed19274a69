"""The article's text with its quotes drawn by status, and their numbers and icons in the gutter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QToolTip, QWidget

from app.workflow import Desk
from db.records import Article, QuoteId
from ui.i18n import count
from ui.models.quotes import speaker_shown, status_said
from ui.offsets import Places, utf16_length
from ui.theme import Theme
from ui.views.gutter import Entry, paint_entry
from ui.views.handles import Handles
from ui.views.lines import Piece, draw_line, draw_tint, pieces, tint_box
from ui.views.marks import Mark, at_position, by_block, marks_of, unchanged
from ui.views.page import Paragraph, ReadingPage, look
from ui.views.stripes import boxes, draw_stripe, lanes, overlapping


class ArticlePage(ReadingPage):
    """Clicking a quote, or Return with the caret in it, chooses it; where several overlap, again chooses the next."""

    quote_chosen = Signal(str)  # QuoteId
    left_out_wanted = Signal()
    mark_wanted = Signal()  # Return while words are selected
    bounds_wanted = Signal(int, int)  # characters of the text, half open: other bounds for the selected quote

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._marks: tuple[Mark, ...] = ()
        self._by_block: Mapping[int, list[Mark]] = {}
        self._selected: QuoteId | None = None
        self._desk: Desk | None = None
        self._left_out_at = -1
        self._pressed = QPoint()
        self._lanes: Mapping[QuoteId, int] = {}
        super().__init__(theme, self._room(theme), parent)
        self.handles = Handles(self)
        self.viewport().setMouseTracking(True)

    def _room(self, theme: Theme) -> tuple[int, int]:
        return theme.px(theme.space("gutter")) - 1, theme.space("text_padding")

    # Showing

    def set_theme(self, theme: Theme) -> None:
        """Take the theme; the text is set again, and the eye stays where it was."""
        self._margins = self._room(theme)
        super().set_theme(theme)
        if self._desk is not None:
            desk, held, self._desk = self._desk, self._held(), None
            self.show_desk(desk)
            self._put_back(held, desk.article.text)

    def show_desk(self, desk: Desk | None) -> None:
        """Show an article; the text is only set again where it is not the one shown, and then stays where it was."""
        before, former = self._desk, dict[int, Mark]()
        if desk is None:
            self.write([], Places("", []), 0, 0)
        elif before is None or before.article != desk.article:
            held = self._held() if before is not None and before.article.id == desk.article.id else None
            self._write(desk.article)
            if before is not None and held is not None:
                self._put_back(held, before.article.text, desk.article.text)
        else:
            former = unchanged(before, self._marks)
        self._desk = desk
        self._marks = marks_of(desk, self.places, former) if desk else ()
        self._by_block = by_block(self._marks, self.document())
        self._lanes = lanes(self._marks)
        self._show_ticks()
        self._show_handles()
        self.viewport().update()

    def _held(self) -> tuple[int, float, int]:
        """The first character in view, how far below the edge its line stands, and the caret's character."""
        top = self.places.from_document(self.cursorForPosition(QPoint(self._margins[0], 0)).position())
        below = self.top_of_character(top) - self.verticalScrollBar().value()
        return top, below, self.places.from_document(self.textCursor().position())

    def _put_back(self, held: tuple[int, float, int], old: str, new: str | None = None) -> None:
        """Show the same words in the same place, though the text was set anew."""
        top, below, caret = held
        top, caret = (place if new is None else moved(old, new, place) for place in (top, caret))
        cursor = self.textCursor()
        cursor.setPosition(self.places.to_document(caret))
        self.setTextCursor(cursor)
        self.scroll_to(round(self.top_of_character(top) - below))

    def _write(self, article: Article) -> None:
        head = head_of(article, self._theme)
        before = sum(utf16_length(one.text) + 1 for one in head)
        blocks = [*head, *self._body(article.text, bool(head))]
        self._left_out_at = -1
        if article.left_out:
            self._left_out_at = before + utf16_length(article.text) + 1
            blocks.append(self._left_out(len(article.left_out)))
        self.write(blocks, Places(article.text, [(0, len(article.text), before)]), 10, 40)

    def _body(self, text: str, below_head: bool) -> list[Paragraph]:
        theme = self._theme
        font, line = theme.reading_font(), theme.line_height
        size = theme.reading_size
        gap = max(8, min(2 * size - 22, round(0.78 * size)))  # 10 at 16, 14 at 18
        full, blank = look(font, theme.ink, line), look(font, theme.ink, gap)
        shown = [Paragraph(words, full if words.strip() else blank) for words in text.split("\n")]
        if below_head:
            shown[0] = Paragraph(shown[0].text, look(font, theme.ink, line, above=6))
        return shown

    def _left_out(self, passages: int) -> Paragraph:
        theme = self._theme
        words = count(passages, "Left out when it was read: 1 passage", "Left out when it was read: {n} passages")
        link = look(theme.font("small"), theme.ink2, theme.px(22), above=18)
        link.words.setFontUnderline(True)
        return Paragraph(words, link)

    def select(self, quote_id: QuoteId | None, *, bring: bool = True) -> None:
        """Show that quote as the selected one, and bring its words to the upper third."""
        self._selected, mark = quote_id, self._mark(quote_id)
        self._show_ticks()
        self._show_handles()
        if mark is not None and bring:
            self.bring(mark.start)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The selected quote stays in view where it was, whatever takes room above or beside it."""
        mark = self._mark(self._selected)
        seen = mark is not None and 0 <= self.below(mark.start) < event.oldSize().height()
        super().resizeEvent(event)
        if mark is not None and seen and not self.in_view(mark.start, mark.end):
            self.bring(mark.start, at_once=True)

    def _mark(self, quote_id: QuoteId | None) -> Mark | None:
        return next((mark for mark in self._marks if mark.quote_id == quote_id), None)

    def _show_ticks(self) -> None:
        chosen = self._mark(self._selected)
        rest = [(mark.start, mark.status, False) for mark in self._marks if mark.number is not None]
        self.set_ticks([*rest, *([(chosen.start, "accent", True)] if chosen else [])])

    def _show_handles(self) -> None:
        mark = self._mark(self._selected)
        quote = self._desk.state(mark.quote_id).quote if self._desk and mark else None
        self.handles.text = self._desk.article.text if self._desk else ""
        self.handles.bounds = (quote.start, quote.end) if quote is not None and quote.start < quote.end else None
        self.handles.around = (mark.start, mark.end) if mark else (0, 0)
        self.handles.pull = None

    def overlapping(self) -> tuple[QuoteId, ...]:
        """The quotes that overlap the selected one, with it, in the text's order; empty where none does."""
        if self._selected is None or self._selected not in self._lanes:
            return ()
        return overlapping(self._marks)[self._selected]

    # Choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end of the quote; else remember where, so that a drag that selects words chooses no quote."""
        end = self.handles.at(event.position(), self._theme) if event.button() == Qt.MouseButton.LeftButton else None
        self._pressed = event.position().toPoint()
        if end is not None:
            self.handles.take(end)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end that was taken, along the text and beyond what is in view; else as usual."""
        over = self.handles.pull is not None or self.handles.at(event.position(), self._theme) is not None
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor)
        if self.handles.pull is None:
            super().mouseMoveEvent(event)
            return
        y, line = event.position().y(), self._theme.line_height
        beyond = line if y > self.viewport().height() else -line if y < 0 else 0
        if beyond:
            self.scroll_to(self.verticalScrollBar().value() + beyond)
        self.handles.drag(event.position(), letters=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the quote under the pointer, or the one whose number or stripe stands there."""
        if self.handles.pull is not None:
            if (bounds := self.handles.drop()) is not None:
                self.bounds_wanted.emit(*bounds)
            self.viewport().update()
            return
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        still = (point - self._pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.textCursor().hasSelection():
            self._choose(self._candidates(point), self.position_at(point))

    def _candidates(self, point: QPoint) -> list[Mark]:
        if point.x() < self.document().rootFrame().frameFormat().leftMargin():
            near = [e for e in self._entries(list(self.visible_blocks())) if -18 < point.y() - e.baseline < 9]
            return list(near[0].marks) if near else []
        if beside := [mark for mark, box, *_ in self._stripes() if box.adjusted(-3, 0, 3, 0).contains(QPointF(point))]:
            return beside
        return self._at(self.position_at(point))

    def _at(self, position: int) -> list[Mark]:
        return at_position(self._by_block.get(self.document().findBlock(position).blockNumber(), ()), position)

    def _choose(self, candidates: Sequence[Mark], position: int) -> None:
        if not candidates:
            if 0 <= self._left_out_at <= position:
                self.left_out_wanted.emit()
            return
        ids = [mark.quote_id for mark in candidates]
        after = ids.index(self._selected) + 1 if self._selected in ids else 0
        self.quote_chosen.emit(ids[after % len(ids)])

    def point_out(self, point: QPoint) -> None:
        """Put the caret to a point of the viewport and choose the quote there, unless words are selected."""
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(point))
            found = self._candidates(point)
            if found and self._selected not in [mark.quote_id for mark in found]:
                self.quote_chosen.emit(found[0].quote_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses the quote at the caret, or marks the selected words; Escape ends a drag; the rest moves."""
        if event.key() == Qt.Key.Key_Escape and self.handles.pull is not None:
            self.handles.pull = None
            self.viewport().update()
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
        elif self.selected_span():
            self.mark_wanted.emit()
        else:
            position = self.textCursor().position()
            self._choose(self._at(position), position)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tooltip of a quote says whose it is, and its status in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._candidates(event.pos())
            if found and self._desk is not None:
                state = self._desk.state(found[0].quote_id)
                QToolTip.showText(event.globalPos(), f"{speaker_shown(state)}\n{status_said(state)}", self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # Painting

    def paint_under(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        """The clauses, the selected clause, the selected words, in that order."""
        marks, theme = self._by_block.get(block.blockNumber(), ()), self._theme
        chosen = [mark for mark in marks if mark.quote_id == self._selected]
        pulled = self.handles.pull
        words = {span for mark in chosen for span in mark.lines}
        if pulled is not None:
            words = {(self.places.to_document(pulled.bounds[0]), self.places.to_document(pulled.bounds[1]))}
        layers = (
            ({span for mark in marks if mark not in chosen for span in mark.tints}, theme.clause),
            ({span for mark in chosen for span in mark.tints}, theme.clause_selected),
            (words, theme.quote_selected),
        )
        for spans, colour in layers:
            for start, end in sorted(spans):
                for piece in pieces(block, origin, start, end):
                    draw_tint(painter, piece, theme.reading_size, colour, theme.radius("mark"))
                    if theme.contrasting and spans is layers[-1][0]:  # where tints are gone, a frame shows the choice
                        painter.setPen(theme.ink)
                        painter.drawRect(tint_box(piece, theme.reading_size))

    def paint_over(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        """The status lines."""
        for mark in self._by_block.get(block.blockNumber(), ()):
            if mark.line:
                colour = self._theme.line_colour(mark.status)
                for piece in self._pieces(mark, block, origin):
                    draw_line(painter, piece, self._theme.reading_size, mark.line, colour)

    def _pieces(self, mark: Mark, block: QTextBlock, origin: QPointF) -> Iterator[Piece]:
        for number, (start, end) in enumerate(mark.lines):
            for piece in pieces(block, origin, start, end):
                first = piece.first and number == 0
                yield replace(piece, first=first, last=piece.last and number == len(mark.lines) - 1)

    def _entries(self, blocks: Sequence[tuple[QTextBlock, QPointF]]) -> list[Entry]:
        lines: dict[float, list[Mark]] = {}
        for block, origin in blocks:
            for mark in self._by_block.get(block.blockNumber(), ()):
                if mark.number is not None and block.contains(mark.start):
                    line = block.layout().lineForTextPosition(mark.start - block.position())
                    lines.setdefault(origin.y() + line.y() + line.ascent(), []).append(mark)
        return [Entry(tuple(marks), baseline) for baseline, marks in lines.items()]

    def paint_margin(self, painter: QPainter, blocks: Sequence[tuple[QTextBlock, QPointF]]) -> None:
        """Number and icon at each quote's first line; the selected one's number in a badge."""
        for entry in self._entries(blocks):
            chosen = [mark for mark in entry.marks if mark.quote_id == self._selected]
            paint_entry(painter, self._theme, self._margins[0], entry, (chosen or list(entry.marks))[0], bool(chosen))
        for mark, box, *ends in self._stripes(blocks):
            draw_stripe(painter, self._theme, box, mark, (ends[0], ends[1]), mark.quote_id == self._selected)
        self.handles.paint(painter, self._theme)

    def _stripes(
        self, blocks: Sequence[tuple[QTextBlock, QPointF]] | None = None
    ) -> Iterator[tuple[Mark, QRectF, bool, bool]]:
        """The stripes in view, beside the words of quotes that overlap."""
        if not self._lanes:
            return
        right, size = self.viewport().width(), self._theme.reading_size
        for block, origin in self.visible_blocks() if blocks is None else blocks:
            yield from boxes(self._by_block.get(block.blockNumber(), ()), self._lanes, block, origin, right, size)


def moved(old: str, new: str, place: int) -> int:
    """Where a character of the old text stands in the new one, which differs from it in one stretch."""
    low, high = 0, min(len(old), len(new))
    while low < high:  # how far both begin alike
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[low:middle] == new[low:middle] else (low, middle - 1)
    return place if place <= low else max(low, place + len(new) - len(old))


def head_of(article: Article, theme: Theme) -> list[Paragraph]:
    """Kicker, headline, standfirst and the line with byline, dateline and date, each where there is one."""
    size = theme.reading_size
    head: list[Paragraph] = []
    if article.kicker:
        font = theme.font("caption", weight="strong")
        font.setCapitalization(QFont.Capitalization.AllUppercase)  # shown so; the letters stay as they are
        head.append(Paragraph(article.kicker, look(font, theme.ink2, theme.px(26))))
    if article.headline:
        font = theme.reading_font(round(size * 1.42), weight="headline")
        head.append(Paragraph(article.headline, look(font, theme.ink, round(size * 1.9))))
    if article.standfirst:
        font = theme.reading_font(size, italic=True)
        head.append(Paragraph(article.standfirst, look(font, theme.ink2, round(size * 1.45), above=3)))
    place = ", ".join(part for part in (article.dateline, article.date) if part)
    line = "  ·  ".join(part for part in (article.byline, place) if part)
    if line:
        head.append(Paragraph(line, look(theme.font("small"), theme.ink2, theme.px(24), above=2)))
    return head
