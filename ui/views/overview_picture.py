"""The picture of the desk: one line an article, its quotes as a bar stacked by status, who holds them at the right.

Each mark is a way in, by mouse and by keyboard. Icons, figures and hatching say what the colours say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ui import icons
from ui.i18n import tr
from ui.models.articles import left_words
from ui.theme import Theme
from ui.times import due, overdue
from ui.views.overview_parts import Mark, Row, together

_MARGIN, _GAP = 44, 24
_ROW, _HEADING, _BAR = 58, 40, 26
_NAMES, _NAMES_MOST, _HELD = 0.36, 0.44, 0.2  # shares of the width; headlines take more where they are longer
_SIGN, _PAD = 14, 7
_LEAST = 24  # a mark is never narrower than what can be hit
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark is painted, and in which row."""

    mark: Mark
    row: int
    box: QRect


class OverviewPicture(QAbstractScrollArea):
    """Arrow keys go from mark to mark, Enter or a click opens what it stands for."""

    opened = Signal(object)  # Mark

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._places: list[_Place] = []
        self._headings: list[tuple[str, int]] = []
        self._at = self._over = -1
        self._names = 0  # the width of the headlines
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._name()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme."""
        self._theme = theme
        self._lay_out()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these articles; the mark that was current stays so where it is still there."""
        before = self.current()
        self._rows = tuple(rows)
        self._lay_out()
        kept = [n for n, place in enumerate(self._places) if before and _same(place.mark, before)]
        self._at = kept[0] if kept else 0 if self._places else -1
        self._name()

    def current(self) -> Mark | None:
        """The mark that Enter would open."""
        return self._places[self._at].mark if 0 <= self._at < len(self._places) else None

    def box_of(self, mark: Mark) -> QRect:
        """Where a mark stands in the viewport now."""
        place = next(one for one in self._places if one.mark == mark)
        return place.box.translated(0, -self.verticalScrollBar().value())

    # laying out ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme, wide = self._theme, self.viewport().width() - 2 * _MARGIN
        self._places, self._headings = [], []
        y, group = theme.px(4), None
        self._names = min(max(round(wide * _NAMES), self._longest_name()), round(wide * _NAMES_MOST))
        most = max((sum(mark.n for mark in row.statuses) for row in self._rows), default=1) or 1
        for number, row in enumerate(self._rows):
            if row.group != group:
                group = row.group
                self._headings.append((group, y))
                y += theme.px(_HEADING)
            self._lay_row(number, row, y, wide, most)
            y += theme.px(_ROW)
        self.verticalScrollBar().setRange(0, max(0, y + theme.px(16) - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(theme.px(_ROW) // 2)
        self.viewport().update()

    def _longest_name(self) -> int:
        metrics = QFontMetrics(self._theme.reading_font(self._theme.px(16), weight="strong"))
        return max((metrics.horizontalAdvance(row.summary.headline) + 2 for row in self._rows), default=0)

    def _lay_row(self, number: int, row: Row, y: int, wide: int, most: int) -> None:
        theme = self._theme
        names, held = self._names, round(wide * _HELD)
        high = theme.px(_ROW)
        self._places.append(_Place(row.headline, number, QRect(_MARGIN, y, names, high)))
        left, area = _MARGIN + names + _GAP, wide - names - held - 2 * _GAP
        top = y + (high - theme.px(_BAR)) // 2
        total = sum(mark.n for mark in row.statuses)
        least = min(theme.px(_LEAST + 16), area // max(1, len(row.statuses)))
        spread = max(0, round(area * total / most) - least * len(row.statuses))
        for mark in row.statuses:
            part = least + round(spread * mark.n / total)
            self._places.append(_Place(mark, number, QRect(left, top, part - 2, theme.px(_BAR))))
            left += part
        x, end = _MARGIN + wide - held, _MARGIN + wide
        shown, rest = self._holders(row, held)
        for mark in shown:
            after = self._holder_width(rest) + 6 if rest and mark is not rest else 0
            part = min(self._holder_width(mark), end - x - after)
            self._places.append(_Place(mark, number, QRect(x, top, part, theme.px(_BAR))))
            x += part + 6

    def _holders(self, row: Row, room: int) -> tuple[tuple[Mark, ...], Mark | None]:
        """As many holders as there is room for, at least one, and a mark for those that are left."""
        for shown in range(len(row.holders), 1, -1):
            rest = together(row.holders[shown:])
            marks = (*row.holders[:shown], *((rest,) if rest else ()))
            if sum(self._holder_width(mark) + 6 for mark in marks) - 6 <= room:
                return marks, rest
        rest = together(row.holders[1:])
        return (*row.holders[:1], *((rest,) if rest else ())), rest

    def _holder_width(self, mark: Mark) -> int:
        metrics = QFontMetrics(self._theme.font("small", figures=True))
        return metrics.horizontalAdvance(_holder_words(mark)) + self._theme.px(2 * _PAD + 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another picture."""
        super().resizeEvent(event)
        self._lay_out()

    # painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Headings, lines, marks, and a ring round the current one."""
        theme, painter = self._theme, QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), theme.paper)
        painter.translate(0, -self.verticalScrollBar().value())
        right = self.viewport().width() - _MARGIN
        for words, y in self._headings:
            painter.setFont(theme.font("small", weight="strong"))
            painter.setPen(theme.ink2)
            painter.drawText(QRect(_MARGIN, y + theme.px(8), right, theme.px(_HEADING - 12)), _LEFT, words)
            painter.fillRect(_MARGIN, y + theme.px(_HEADING) - 1, right - _MARGIN, 1, theme.hairline)
        seen = self.viewport().rect().translated(0, self.verticalScrollBar().value())
        for number, place in enumerate(self._places):
            if not place.box.intersects(seen):
                continue
            paint = {"headline": self._paint_name, "status": self._paint_status, "holder": self._paint_holder}
            paint[place.mark.kind](painter, place, number == self._over)
            if number == self._at and self.hasFocus():
                painter.setPen(QPen(theme.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(place.box).adjusted(-3, -3, 3, 3), 6, 6)
        painter.end()

    def _paint_name(self, painter: QPainter, place: _Place, over: bool) -> None:
        theme, box, summary = self._theme, place.box, self._rows[place.row].summary
        half = box.height() // 2
        font = theme.reading_font(theme.px(16), weight="regular" if summary.signed else "strong")
        self._write(painter, box.adjusted(0, 6, 0, -half), font, theme.ink, summary.headline or place.mark.said)
        if over:
            painter.fillRect(QRect(box.left(), box.top() + half, min(box.width(), 40), 1), theme.accent)
        small = theme.font("small", figures=True)
        said = left_words(summary)
        self._write(painter, box.adjusted(0, half, 0, -8), small, theme.ink2, said)
        late = "" if summary.signed else due(summary.deadline)
        if late:
            x = QFontMetrics(small).horizontalAdvance(said) + 16
            bad = overdue(summary.deadline)
            side = theme.px(_SIGN)
            sign = QRectF(box.left() + x, box.top() + half + (box.height() - half - 8 - side) / 2, side, side)
            icons.paint(painter, "warning" if bad else "clock", sign, theme.error if bad else theme.ink2)
            strong = theme.font("small", weight="strong" if bad else "regular", figures=True)
            where = box.adjusted(x + side + 5, half, 0, -8)
            self._write(painter, where, strong, theme.error if bad else theme.ink2, late)

    def _paint_status(self, painter: QPainter, place: _Place, over: bool) -> None:
        theme, mark, box = self._theme, place.mark, QRectF(place.box)
        colour = theme.status_colour(mark.status)
        tint = QColor(colour)
        tint.setAlphaF(0.3 if over else 0.14)
        unchecked = mark.status in ("lost", "excluded")  # nobody is to check them: hollow, with a broken edge
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine if unchecked else Qt.PenStyle.SolidLine))
        painter.setBrush(tint if over or not unchecked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if mark.status == "stale":
            tint.setAlphaF(0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(tint, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        font = theme.font("small", weight="strong", figures=True)
        words = str(mark.n)
        side = theme.px(_SIGN)
        need = side + 5 + QFontMetrics(font).horizontalAdvance(words)
        shown = box.width() >= need + 8
        x = box.left() + (box.width() - (need if shown else side)) / 2
        icons.paint_status(
            painter, mark.status, QRectF(x, box.center().y() - side / 2, side, side), colour, theme.paper
        )
        if shown:
            painter.setFont(font)
            painter.setPen(theme.ink)
            painter.drawText(QRectF(x + side + 5, box.top(), need, box.height()), _LEFT, words)

    def _paint_holder(self, painter: QPainter, place: _Place, over: bool) -> None:
        theme, mark, box = self._theme, place.mark, QRectF(place.box)
        painter.setPen(QPen(theme.control, 1))
        painter.setBrush(theme.hover if over else theme.field)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        side, pad = theme.px(_SIGN), theme.px(_PAD)
        sign = QRectF(box.left() + pad, box.center().y() - side / 2, side, side)
        icons.paint(painter, "user", sign, theme.ink2)
        font = theme.font("small", figures=True)
        inner = place.box.adjusted(pad + side + 5, 0, -pad, 0)
        self._write(painter, inner, font, theme.ink, _holder_words(mark))

    def _write(self, painter: QPainter, box: QRect, font: object, colour: QColor, words: str) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)

    # the way in ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Home and End go to the first and last mark, Enter opens."""
        key, last = Qt.Key(event.key()), len(self._places) - 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._at)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(min(max(self._at + (1 if key == Qt.Key.Key_Right else -1), 0), last))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(self._beside(1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def _beside(self, by: int) -> int:
        """The mark in the row above or below that lies nearest."""
        if not 0 <= self._at < len(self._places):
            return self._at
        here = self._places[self._at]
        there = [n for n, one in enumerate(self._places) if one.row == here.row + by]
        return min(there, key=lambda n: abs(self._places[n].box.left() - here.box.left()), default=self._at)

    def _go(self, at: int) -> None:
        if not 0 <= at < len(self._places):
            return
        self._at = at
        box, bar = self._places[at].box, self.verticalScrollBar()
        if box.top() < bar.value() + self._theme.px(_HEADING):
            bar.setValue(box.top() - self._theme.px(_HEADING))
        elif box.bottom() > bar.value() + self.viewport().height():
            bar.setValue(box.bottom() - self.viewport().height() + 12)
        self._name()
        self.viewport().update()

    def _name(self) -> None:
        """What a screen reader says: the mark that is current."""
        mark = self.current()
        self.setAccessibleName(mark.said if mark else tr("Overview of the desk"))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._places):
            self.opened.emit(self._places[at].mark)

    def _under(self, point: QPoint) -> int:
        there = point + QPoint(0, self.verticalScrollBar().value())
        return next((n for n, place in enumerate(self._places) if place.box.contains(there)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        at = self._under(event.position().toPoint())
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._go(at)
            self._open(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what would be opened."""
        over = self._under(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip says in words what a mark is."""
        if event.type() == QEvent.Type.ToolTip:
            at = self._under(event.pos())  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), self._places[at].mark.said if at >= 0 else "", self)  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which mark is current."""
        super().focusInEvent(event)
        self._name()
        self.viewport().update()


def _holder_words(mark: Mark) -> str:
    return f"{mark.who} {mark.n}" if mark.n else mark.who


def _same(one: Mark, other: Mark) -> bool:
    return (one.kind, one.article_id, one.status, one.who) == (other.kind, other.article_id, other.status, other.who)
