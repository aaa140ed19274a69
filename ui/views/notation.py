"""How the compared words are drawn: cells, signs, brackets, tears. Signs are painted, so nobody copies them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.comparing import Column
from db.records import Difference, Kind
from ui.i18n import tr
from ui.messages import kind_label
from ui.theme import Theme, tokens
from ui.views.score import Bracket, Group, Item, Placed, System

_PALER = 0.45  # of the tint opposite: see tokens.toml
_GAP = 2  # between the two rows
_INSET = 0.7  # of a cell's tint from its edges, so that neighbours stay apart


@dataclass(frozen=True)
class Style:
    """Fonts and distances of one score, from the theme. Pixels."""

    theme: Theme
    long: bool
    mirrored: bool = False  # the words are written from the right

    @cached_property
    def words(self) -> QFont:
        """The face of the compared words."""
        return self.theme.reading_font(self.theme.compare_size(long=self.long))

    @cached_property
    def sign(self) -> QFont:
        """The face of the drawn signs."""
        font = self.theme.font("strong")
        font.setPixelSize(round(self.words.pixelSize() * 0.78))
        return font

    @cached_property
    def side(self) -> QFont:
        """The face of "Published" and "Said"."""
        return self.theme.font("label")

    @cached_property
    def cell(self) -> float:
        """The height of a word's cell."""
        return self.theme.height("compare_row_long") - _GAP if self.long else self.theme.height("compare_row")

    @cached_property
    def pad(self) -> float:
        """From a cell's edge to its word."""
        return 5 if self.long else 6.5

    @cached_property
    def sign_width(self) -> float:
        """The room that a sign takes before its word."""
        return round(self.words.pixelSize() * 0.74)

    @property
    def pitch(self) -> float:
        """From the top of one row to the top of the other."""
        return self.cell + _GAP

    @cached_property
    def label_height(self) -> float:
        """What brackets and labels take below the rows."""
        return 6 + self.theme.height("difference_label")

    @cached_property
    def speaker_height(self) -> float:
        """What the line about another speaker takes above the rows."""
        return self.theme.height("target_least") + 8

    def system_height(self, system: System) -> float:
        """The height of one pair of rows with its labels, if it has any."""
        return 2 * self.cell + _GAP + (self.label_height if system.brackets else 0)

    def baseline(self, font: QFont, height: float) -> float:
        """Where letters of `font` stand in a box of `height` so that their capitals are centred."""
        return round((height + QFontMetricsF(font).capHeight()) / 2)

    def width(self, text: str) -> float:
        """The width of `text` in the face of the words."""
        return QFontMetricsF(self.words).horizontalAdvance(text)

    def label_font(self, group: Group, current: bool) -> QFont:
        """Strong for the current difference and for changes of sense, quiet otherwise."""
        return self.theme.font("small", weight="strong" if current or is_heavy(group) else "label")

    def label_width(self, group: Group) -> float:
        """The width of a group's label when it is strong, so that nothing moves when it becomes the current one."""
        return QFontMetricsF(self.theme.font("small", weight="strong")).horizontalAdvance(group_label(group))

    def fold_width(self, text: str) -> float:
        """The width of a fold's pill with the room round it."""
        return QFontMetricsF(self.theme.font("small", weight="label")).horizontalAdvance(text) + 2 * 12 + 2 * 6


def is_heavy(group: Group) -> bool:
    """Whether the group changes the sense: a thick rule and a strong label."""
    return not group.allowed and bool(tokens()["differences"][group.kind.value].get("heavy"))


def group_label(group: Group) -> str:
    """The words under a group's bracket."""
    if group.confirm:
        return tr("To be confirmed")
    return (
        tr(str(tokens()["differences"]["allowed"]["label"])) if group.allowed else kind_label(group.kind, group.around)
    )


def has_sign(column: Column, differences: Sequence[Difference]) -> bool:
    """Whether a sign is drawn before a column's words: not where they agree, nor where only a tint shows."""
    if column.difference is None:
        return False
    difference = differences[column.difference]
    return not difference.allowed and draw_of(difference) in {"pair", "inserted", "dropped"}


def draw_of(difference: Difference) -> str:
    """How the tokens draw a difference: "tint", "pair", "inserted", "dropped", "tear", "bracket" or "turn"."""
    return "tint" if difference.allowed else str(tokens()["differences"][difference.kind.value]["draw"])


class Notation:
    """Paints the pairs of rows of one comparison."""

    def __init__(self, style: Style, columns: Sequence[Column], differences: Sequence[Difference]) -> None:
        self.style = style
        self._theme = style.theme
        self._columns = columns
        self._differences = differences

    def draw_side(self, painter: QPainter, left: float, top: float) -> None:
        """The rows' names, left of the words."""
        painter.setFont(self.style.side)
        painter.setPen(self._theme.ink2)
        for row, name in enumerate((tr("Published"), tr("Said"))):
            y = top + row * (self.style.pitch)
            painter.drawText(QPointF(left, y + self.style.baseline(self.style.side, self.style.cell)), name)

    def draw_item(self, painter: QPainter, placed: Placed, origin: QPointF, *, hovered: bool) -> None:
        """One word over one word, a fold, a tear or a bracket. `origin` is the top left of the pair of rows."""
        x, y = origin.x() + placed.x, origin.y()
        if placed.item.part == "word":
            self._draw_column(painter, placed.item, x, y)
        elif placed.item.part == "fold":
            self._draw_fold(painter, self.pill(placed, origin), placed.item.text, hovered=hovered)
        elif placed.item.part == "tear":
            self._draw_tear(painter, x, y)
        else:
            self._draw_edge(painter, placed.item, x, y)

    def pill(self, placed: Placed, origin: QPointF) -> QRectF:
        """Where a fold's pill lies: across both rows."""
        height = max(24.0, QFontMetricsF(self._theme.font("small")).height() + 8)
        middle = origin.y() + self.style.cell + _GAP / 2
        return QRectF(origin.x() + placed.x + 6, middle - height / 2, placed.item.width - 12, height)

    def _cell(self, item: Item, x: float, y: float, row: int) -> QRectF:
        return QRectF(x, y + row * (self.style.pitch), item.width, self.style.cell)

    def _draw_column(self, painter: QPainter, item: Item, x: float, y: float) -> None:
        column = self._columns[item.column]
        number = column.difference
        sign = has_sign(column, self._differences)
        tinted = number is not None and (sign or draw_of(self._differences[number]) == "tint")
        for row, text in enumerate((column.printed, column.said)):
            cell = self._cell(item, x, y, row)
            if tinted:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._ground(row, column, sign))
                radius = self._theme.radius("mark")
                painter.drawRoundedRect(cell.adjusted(_INSET, 0, -_INSET, 0), radius, radius)
            if text and sign and not self._declares(column, row):
                self._draw_changed(painter, cell, text, row)
            elif text:
                ink = self._theme.ink2 if tinted and row == 1 else self._theme.ink
                self._draw_words(painter, cell, text, ink, self.style.pad)

    def _declares(self, column: Column, row: int) -> bool:
        """Whether these words are the printed sign of a declared omission, which is no insertion."""
        assert column.difference is not None
        return row == 0 and draw_of(self._differences[column.difference]) == "dropped"

    def _ground(self, row: int, column: Column, sign: bool) -> QColor:
        if not sign:
            return self._theme.hover
        there = (column.printed, column.said)[row] if not self._declares(column, row) else ""
        ground = QColor(self._theme.inserted_bg if (row == 0) == bool(there) else self._theme.dropped_bg)
        if not there:
            ground.setAlphaF(_PALER)
        return ground

    def _draw_words(self, painter: QPainter, cell: QRectF, text: str, ink: QColor, indent: float) -> None:
        painter.setFont(self.style.words)
        painter.setPen(ink)
        base = cell.y() + self.style.baseline(self.style.words, cell.height())
        painter.drawText(QPointF(self._left(cell, text, indent), base), text)

    def _left(self, cell: QRectF, text: str, indent: float) -> float:
        """The left edge of words that begin `indent` from their side of the cell."""
        return cell.right() - indent - self.style.width(text) if self.style.mirrored else cell.x() + indent

    def _draw_changed(self, painter: QPainter, cell: QRectF, text: str, row: int) -> None:
        """Inserted words underlined after a "+", dropped words struck through after a "−"."""
        ink = self._theme.inserted if row == 0 else self._theme.dropped
        indent = self.style.pad + self.style.sign_width
        base = cell.y() + self.style.baseline(self.style.words, cell.height())
        painter.setPen(ink)
        painter.setFont(self.style.sign)
        sign = "+" if row == 0 else "−"
        wide = QFontMetricsF(self.style.sign).horizontalAdvance(sign)
        at = cell.right() - self.style.pad + 1 - wide if self.style.mirrored else cell.x() + self.style.pad - 1
        painter.drawText(QPointF(at, base), sign)
        self._draw_words(painter, cell, text, ink, indent)
        metrics = QFontMetricsF(self.style.words)
        line = base + 3.5 if row == 0 else base - metrics.xHeight() * 0.52
        painter.setPen(QPen(ink, 1.5))
        left = self._left(cell, text, indent)
        painter.drawLine(QPointF(left, line), QPointF(left + metrics.horizontalAdvance(text), line))

    def _draw_fold(self, painter: QPainter, pill: QRectF, text: str, *, hovered: bool) -> None:
        painter.setPen(QPen(self._theme.control, 1))
        painter.setBrush(self._theme.hover if hovered else self._theme.paper)
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2, pill.height() / 2)
        painter.setFont(self._theme.font("small", weight="label"))
        painter.setPen(self._theme.ink2)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_tear(self, painter: QPainter, x: float, y: float) -> None:
        """A zigzag through the said row: the words come from two places."""
        top = y + self.style.cell + _GAP - 2
        step = (self.style.cell + 4) / 6
        middle = x + self.style.pad + 3
        points = [QPointF(middle + (-2.5 if at % 2 == 0 else 2.5), top + at * step) for at in range(7)]
        pen = QPen(self._theme.dropped, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))

    def _draw_edge(self, painter: QPainter, item: Item, x: float, y: float) -> None:
        """A bracket where the quote stops or starts mid-thought, and the words beyond it in grey."""
        cell = self._cell(item, x, y, 0 if item.above else 1)
        if item.part == "beyond":
            self._draw_words(painter, cell, item.text, self._theme.ink3, self.style.pad - 1)
            return
        closing = (item.part == "close") != self.style.mirrored
        edge, turn = (x + 5, x) if closing else (x + 2, x + 7)
        painter.setPen(QPen(self._theme.dropped, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        top, bottom = cell.top() + 2, cell.bottom() - 2
        corners = ((turn, top), (edge, top), (edge, bottom), (turn, bottom))
        painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))

    def draw_bracket(
        self, painter: QPainter, bracket: Bracket, group: Group, origin: QPointF, *, current: bool
    ) -> None:
        """The bracket or heavy rule under a group, and its label."""
        top = origin.y() + 2 * self.style.cell + _GAP + 2
        left, right = origin.x() + bracket.left, origin.x() + bracket.right
        if group.kind not in {Kind.SPLICE, Kind.BOUNDARY}:
            if is_heavy(group):
                painter.fillRect(QRectF(left, top + 1, right - left, 3), self._theme.ink)
            else:
                pen = QPen(self._theme.ink2 if current else self._theme.control, 1.4)
                painter.setPen(pen)
                corners = ((left, top), (left, top + 4), (right, top + 4), (right, top))
                painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))
        font = self.style.label_font(group, current)
        strong = current or is_heavy(group)
        painter.setFont(font)
        painter.setPen(self._theme.ink if strong else self._theme.ink3 if group.allowed else self._theme.ink2)
        label = group_label(group)
        slack = self.style.label_width(group) - QFontMetricsF(font).horizontalAdvance(label)
        base = top + 4 + self.style.baseline(font, self._theme.height("difference_label"))
        painter.drawText(QPointF(origin.x() + bracket.label_x + slack / 2, base), label)

    def draw_speaker(self, painter: QPainter, whose: str, named: str, spot: QPointF, *, current: bool) -> None:
        """The name of whose turn it is, framed, and who was named instead."""
        font = self._theme.font("small", weight="strong")
        metrics = QFontMetricsF(font)
        high = self._theme.height("target_least") - 2
        frame = QRectF(spot.x(), spot.y(), metrics.horizontalAdvance(whose) + 20, high)
        painter.setPen(QPen(self._theme.dropped, 1.5))
        painter.setBrush(self._theme.dropped_bg)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setFont(font)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, whose)
        words = tr("not {name}", name=named) if named else tr("Other speaker")
        quiet = self._theme.font("small", weight="strong" if current else "regular")
        painter.setFont(quiet)
        painter.setPen(self._theme.ink)
        painter.drawText(QPointF(frame.right() + 10, spot.y() + self.style.baseline(quiet, high)), words)
