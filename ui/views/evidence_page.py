"""A piece of evidence to read: its turns with speaker and time code, and the passage lit."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from db.records import Evidence, Span, Turn
from ui.i18n import tr
from ui.offsets import Places, utf16_length
from ui.theme import Theme
from ui.views.lines import draw_tint, pieces
from ui.views.page import Paragraph, ReadingPage, look

_COLUMN = 65  # pixels before the words where turns have a time or a page
_TIME_CODE = re.compile(r"[\d:.,]+")
_BAR = 7  # pixels from the page's edge to the bar beside the lit turn
_NOWHERE = (0, 0)
_AT_ONCE = 5_000  # places found before the window has its turn


@dataclass(frozen=True, slots=True)
class _Shown:
    """A turn on the page: its first block (the speaker's name, where it has one) and its words; document positions."""

    begins: int
    words: int
    ends: int
    locator: str


def locator_words(turn: Turn) -> str:
    """Where a turn stands, as short as the column: "03:58", "1:03:58", "p. 2"."""
    if turn.time is not None:
        minutes, seconds = divmod(int(turn.time), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return tr("p. {page}", page=turn.page) if turn.page is not None else ""


class EvidencePage(ReadingPage):
    """The words of other turns step back; those of the turn with the passage come forward."""

    passage_wanted = Signal()  # Return while words are selected
    counted = Signal(int)  # places found so far, where they are too many to be counted at once
    place_chosen = Signal(int)  # a character of the text: clicked, or Return with the caret at it

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._evidence: Evidence | None = None
        self._turns: list[_Shown] = []
        self._ends: list[int] = []  # of the turns, and below where their words begin: to find one fast
        self._words_at: list[int] = []
        self._lit: Span | None = None
        self._forward = False  # whether the lit turns are in full ink
        self._found: list[int] = []  # where the words searched for begin, as characters of the text
        self._length = 0  # theirs
        self._seeking: Iterator[re.Match[str]] = iter(())
        self._pressed = QPoint()
        super().__init__(theme, (theme.space("text_padding"), theme.space("text_padding")), parent)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count_on)

    def size_of_words(self) -> int:
        """A step below the article."""
        return self._theme.evidence_size

    # Showing

    def set_theme(self, theme: Theme) -> None:
        """Take the theme; the text is set again, and the eye stays where it was."""
        super().set_theme(theme)
        if self._evidence is not None:
            evidence, lit, place = self._evidence, self._lit, self.verticalScrollBar().value()
            self._evidence = None
            self.show_evidence(evidence)
            self.light(lit, bring=False)
            self.scroll_to(place)

    def show_evidence(self, evidence: Evidence | None) -> None:
        """Show a piece of evidence; nothing is set again where it is the one shown."""
        if evidence == self._evidence:
            return
        self._evidence, self._turns, self._lit, self._found = evidence, [], None, []
        self._seeking = iter(())
        self._counting.stop()
        self.set_ticks([])
        if evidence is None:
            self.write([], Places("", []), 0, 0)
            return
        in_column = any(locator_words(turn) for turn in evidence.turns)
        padding = self._theme.space("text_padding")
        self._margins = (self._theme.px(_COLUMN) if in_column else padding, padding)
        blocks, parts = self._set(evidence)
        self._ends = [turn.ends for turn in self._turns]
        self._words_at = [turn.words for turn in self._turns]
        self.write(blocks, Places(evidence.text, parts), 8, 24)

    def _set(self, evidence: Evidence) -> tuple[list[Paragraph], list[tuple[int, int, int]]]:
        """The paragraphs of the page, and which parts of the text stand where."""
        text, at, speaker = evidence.text, 0, ""
        looks = _Looks(self._theme, in_turns=bool(evidence.turns))
        blocks: list[Paragraph] = []
        parts: list[tuple[int, int, int]] = []
        for turn, start, end in _stretches(evidence):
            begins, words = at, text[start:end]
            fresh = bool(blocks)
            if turn is not None and _needs_name(turn, speaker, words):
                blocks.append(Paragraph(turn.speaker, looks.name_below if fresh else looks.name))
                at += utf16_length(turn.speaker) + 1
                fresh = False
            speaker = turn.speaker if turn is not None else speaker
            first, *rest = words.split("\n")
            blocks.append(Paragraph(first, looks.words_below if fresh else looks.words))
            blocks.extend(Paragraph(line, looks.words if line.strip() else looks.blank) for line in rest)
            parts.append((start, end, at))
            length = utf16_length(words)
            if turn is not None:
                self._turns.append(_Shown(begins, at, at + length, locator_words(turn)))
            at += length + 1
        return blocks, parts

    # The passage

    def light(self, passage: Span | None, *, bring: bool = True) -> None:
        """Light a passage (characters of the text) like a marker pen, and bring it to the upper third."""
        self._lit = passage
        self._bring_forward()
        at = self._span(passage)
        self.set_ticks([(at[0], "lit_bar", True)] if passage else [])
        if passage is not None and bring:
            self.bring(at[0])
        self.viewport().update()

    def _span(self, span: Span | None) -> Span:
        return (self.places.to_document(span[0]), self.places.to_document(span[1])) if span else _NOWHERE

    def _lit_turns(self) -> list[_Shown]:
        if self._lit is None:
            return []
        start, end = self._span(self._lit)
        first = bisect_right(self._ends, start)
        return self._turns[first : bisect_left(self._words_at, end, lo=first)]

    def _bring_forward(self) -> None:
        """Show the lit turns in full ink. Extra selections only repaint; formats would lay the text out again."""
        ink, forward = QTextCharFormat(), []
        ink.setForeground(self._theme.ink)
        for turn in self._lit_turns():
            block, last = (self.document().findBlock(at) for at in (turn.begins, turn.ends))
            while block.isValid() and block.position() <= last.position():  # one over several lays out the whole text
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, ink
                forward.append(selection)
                block = block.next()
        if forward or self._forward:  # even none would lay the whole text out
            self.setExtraSelections(forward)
        self._forward = bool(forward)

    # Searching

    def find_words(self, words: str) -> int:
        """Tint every place where `words` stand, whatever their case; how many there are, as far as they are counted.

        A letter stands in so many places that the rest are counted bit by bit; `counted` says how many by then.
        """
        text = self._evidence.text if self._evidence else ""
        self._seeking = re.finditer(re.escape(words), text, re.IGNORECASE) if words else iter(())
        self._found, self._length = [], len(words)
        self._count()
        self.viewport().update()
        return len(self._found)

    def _count(self) -> None:
        more = [one.start() for one in islice(self._seeking, _AT_ONCE)]
        self._found += more
        if len(more) == _AT_ONCE:
            self._counting.start()
        else:
            self._counting.stop()

    def _count_on(self) -> None:
        self._count()
        self.counted.emit(len(self._found))
        self.viewport().update()

    def go_to_found(self, number: int) -> None:
        """Select the place found at that number and bring it into view."""
        start, end = self._span((self._found[number], self._found[number] + self._length))
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.bring(start)

    # Choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, so that a drag that selects words chooses no place."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which character is under the pointer."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        still = (point - self._pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.textCursor().hasSelection():
            self._choose(self.position_at(point))

    def _choose(self, position: int) -> None:
        if position >= 0:
            self.place_chosen.emit(self.places.from_document(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes the selected words as the passage, else says where the caret is; the rest moves the caret."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
        elif self.selected_span():
            self.passage_wanted.emit()
        else:
            self._choose(self.textCursor().position())

    # Painting

    def paint_under(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        """The passage lit, and what was searched for tinted."""
        theme, ends = self._theme, block.position() + block.length()
        if self._lit is not None:
            for piece in pieces(block, origin, *self._span(self._lit)):
                draw_tint(painter, piece, theme.evidence_size, theme.lit, theme.radius("mark"))
        number = bisect_right(self._found, self.places.from_document(block.position()) - self._length)
        for place in islice(self._found, number, None):
            start, end = self._span((place, place + self._length))
            if start >= ends:
                break
            for piece in pieces(block, origin, start, end):
                draw_tint(painter, piece, theme.evidence_size, theme.quote_selected, theme.radius("mark"))

    def paint_margin(self, painter: QPainter, blocks: Sequence[tuple[QTextBlock, QPointF]]) -> None:
        """Time codes beside each turn, and a bar beside the one with the passage."""
        if not blocks:
            return
        low, high = blocks[0][0].position(), blocks[-1][0].position() + blocks[-1][0].length()
        first = bisect_left(self._ends, low)
        lit = self._lit_turns()
        for turn in self._turns[first:]:
            if turn.begins >= high:
                break
            if turn.locator:
                self._paint_locator(painter, turn, turn in lit)
        if lit or self._lit:
            self._paint_bar(painter, lit)

    def _paint_locator(self, painter: QPainter, turn: _Shown, lit: bool) -> None:
        theme = self._theme
        font = theme.font("small", weight="strong" if lit else "regular", figures=True)
        painter.setFont(font)
        painter.setPen(theme.ink if lit else theme.ink3)
        left = max(
            2.0, min(17 * theme.scale, self._margins[0] - 6 - QFontMetricsF(font).horizontalAdvance(turn.locator))
        )
        painter.drawText(QPointF(left, self.baseline_of(turn.begins)), turn.locator)

    def _paint_bar(self, painter: QPainter, lit: Sequence[_Shown]) -> None:
        start, end = (lit[0].begins, lit[-1].ends) if lit else self._span(self._lit)
        top, bottom = self.baseline_of(start) - self._theme.px(15), self.baseline_of(end) + self._theme.px(7)
        left = min(_BAR, self._margins[0] - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.lit_bar)
        painter.drawRoundedRect(QRectF(left, top, 3, bottom - top), 1, 1)


class _Looks:
    """How the paragraphs of one piece are set; `below` stands for those with a gap above."""

    def __init__(self, theme: Theme, *, in_turns: bool) -> None:
        name = (theme.font("small", weight="strong"), theme.ink3, theme.px(18))
        words = (theme.reading_font(theme.evidence_size), theme.ink2 if in_turns else theme.ink)
        high, gap = theme.evidence_line_height, theme.px(10)
        self.name, self.name_below = look(*name), look(*name, above=gap)
        self.words, self.words_below = look(*words, high), look(*words, high, above=gap)
        self.blank = look(*words, high // 2)


def _needs_name(turn: Turn, speaker: str, words: str) -> bool:
    """Whether the speaker's name goes above the turn: a new turn of speech whose words do not begin with it."""
    begins = turn.speaker != speaker or bool(locator_words(turn))
    return bool(turn.speaker) and begins and not words.lstrip().casefold().startswith(f"{turn.speaker.casefold()}:")


def _stretches(evidence: Evidence) -> list[tuple[Turn | None, int, int]]:
    """The text in order: each turn, and between turns whatever words stand in none. The label of a turn is no such
    words where the same is shown as its heading.
    """
    text, at, speaker = evidence.text, 0, ""
    found: list[tuple[Turn | None, int, int]] = []
    for turn in evidence.turns:
        start = max(at, turn.start)
        line = max(at, text.rfind("\n", at, start) + 1)
        headed = _needs_name(turn, speaker, text[start : turn.end]) and _is_label(text[line:start], turn)
        if text[at : line if headed else start].strip():
            found.append((None, at, line if headed else start))
        speaker = turn.speaker
        if start < turn.end:
            found.append((turn, start, turn.end))
            at = turn.end
    if text[at:].strip() or not found:
        found.append((None, at, len(text)))
    return [(turn, *_trimmed(text, start, end)) for turn, start, end in found]


def _is_label(words: str, turn: Turn) -> bool:
    """Whether the words before a turn only name it: its speaker, and the time code that stands beside it."""
    before, name, after = words.casefold().partition(turn.speaker.casefold())
    others = (before + after).strip(" \t\u00a0:.,;[]()<>*-–—")
    return bool(name) and (not others or (turn.time is not None and bool(_TIME_CODE.fullmatch(others))))


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without blank lines at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip("\n")), end - (len(words) - len(words.rstrip("\n")))
