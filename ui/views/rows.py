"""The compared words painted, published over said; long quotes wrap into pairs of rows like a score."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.comparing import Column, Comparison
from db.records import Difference, Kind, Span
from ui.direction import right_to_left
from ui.i18n import count, tr
from ui.theme import Theme
from ui.views.notation import Notation, Style, has_sign
from ui.views.punctuated import punctuated
from ui.views.score import Group, Item, Measures, System, fold_runs, groups, mirrored, set_score, spoken
from ui.widgets.focus import inside_edge

LONG = 14  # a quote of more words than this is set smaller
TOP, _BELOW, _BETWEEN = 11, 4, 10  # pixels above the first pair of rows, below the last, between two


def text_left(theme: Theme) -> int:
    """Where the first letter of compared words and of the proposed wording stands, from the pane's left edge."""
    return theme.space("pane_padding") + round(theme.space("label_column") * theme.scale)


class WordRows(QWidget):
    """Paints a comparison, and knows which of its differences is the current one."""

    current_changed = Signal(int)  # the number of the current difference, -1 where there is none
    resized = Signal()  # it needs another height: it was wrapped anew, or a fold opened

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._published = ""
        self._comparison: Comparison | None = None
        self._columns: tuple[Column, ...] = ()
        self._speaker = ""
        self._groups: tuple[Group, ...] = ()
        self._stops: tuple[int, ...] = ()
        self._current = -1
        self._opened: set[int] = set()
        self._systems: tuple[System, ...] = ()
        self._fold = -1  # the column of the fold that the keyboard or the pointer is on
        self._chosen: tuple[int, int, int] | None = None  # row, and the columns between which words are selected
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(tr("Words compared"))
        self._set_up()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another scheme or text size."""
        self._theme = theme
        self._set_up()

    def show_comparison(self, comparison: Comparison | None, published: str = "", speaker: str = "") -> None:
        """Show a comparison of the `published` words of `speaker`. The same words keep the place that was in view."""
        same = published == self._published and comparison is not None and self._comparison is not None
        self._comparison, self._published, self._speaker = comparison, published, speaker
        self._columns = punctuated(comparison, published) if comparison else ()
        columns, differences = self._columns, self._differences
        self._groups = groups(columns, differences)
        wrong = tuple(n for n, group in enumerate(self._groups) if not group.allowed)
        self._stops = wrong or tuple(range(len(self._groups)))
        if not same or self._current not in self._stops:
            self._current = self._stops[0] if self._stops else -1
            self._opened.clear()
        self._chosen = None
        self.setAccessibleDescription(spoken(columns, differences))
        self._set_up()
        self.current_changed.emit(self.position)

    @property
    def _differences(self) -> Sequence[Difference]:
        return self._comparison.differences if self._comparison else ()

    @property
    def total(self) -> int:
        """How many differences there are to step through: those not allowed, else the allowed ones."""
        return len(self._stops)

    @property
    def position(self) -> int:
        """Which of them is the current one, from 0; -1 where there is none."""
        return self._stops.index(self._current) if self._current in self._stops else -1

    def counts(self) -> tuple[int, int]:
        """How many groups of differences the policy does not allow, and how many it allows."""
        wrong = sum(not group.allowed for group in self._groups)
        return wrong, len(self._groups) - wrong

    def current_difference(self) -> Difference | None:
        """The current difference, the first of its group."""
        return self._differences[self._groups[self._current].differences[0]] if self._current >= 0 else None

    def current_said(self) -> Span | None:
        """Where the words of the current difference were said, or would have stood; None where there is none."""
        if self._current < 0:
            return None
        group = self._groups[self._current]
        said = [one.evidence for one in self._columns[group.first : group.last + 1] if one.said]
        before = [one.evidence[1] for one in self._columns[: group.first] if one.said]
        here = before[-1] if before else 0
        return (said[0][0], said[-1][1]) if said else (here, here)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) difference, round at the ends."""
        if self._stops:
            self._go_to(self._stops[(self.position + by) % len(self._stops)])

    def _go_to(self, group: int) -> None:
        self._current = group
        self._fold = -1
        self.current_changed.emit(self.position)
        self.update()

    def current_box(self) -> QRectF:
        """Where the current difference stands, for scrolling to it; null where there is none."""
        if (other := self._other_speaker()) and other[0] == self._current:
            return QRectF(self._left(), 0, 100, TOP + self._style.speaker_height)
        for system, origin in self._rows():
            for bracket in system.brackets:
                if bracket.group == self._current:
                    left = origin.x() + bracket.left
                    height = self._style.system_height(system)
                    return QRectF(left, origin.y(), bracket.right - bracket.left, height)
        return QRectF()

    def _set_up(self) -> None:
        long = len(self._published.split()) > LONG
        self._style = Style(self._theme, long, mirrored=right_to_left(self._published))
        self._notation = Notation(self._style, self._columns, self._differences)
        self._wrap()

    def _wrap(self) -> None:
        room = self.width() - self._left() - self._theme.space("pane_padding")
        items = self._items()
        widest = max((item.width for item in items), default=0.0)
        measures = Measures(max(room, widest), 1.0, self._style.label_width)
        self._systems = set_score(items, self._groups, measures)
        if self._style.mirrored:
            self._systems = mirrored(self._systems, self._groups, measures)
        self.setMinimumWidth(0 if room >= widest else round(self._left() + widest))
        self.updateGeometry()
        self.update()
        self.resized.emit()

    def _left(self) -> float:
        return text_left(self._theme) - self._style.pad

    def _items(self) -> list[Item]:
        kept = frozenset(g.first for g in self._groups if g.kind in {Kind.SPLICE, Kind.BOUNDARY})
        hidden = {start: end for start, end in fold_runs(self._columns, kept) if start not in self._opened}
        items: list[Item] = []
        skip_to = 0
        for at, column in enumerate(self._columns):
            if at in hidden:
                skip_to = hidden[at]
                text = count(skip_to - at, "1 word the same", "{n} words the same")
                items.append(Item("fold", at, self._style.fold_width(text), text, skip_to - at))
            if at < skip_to:
                continue
            marks = [g for g in self._groups if g.first == at]
            items += [Item("tear", at, 10.0) for g in marks if g.kind == Kind.SPLICE]
            before, after = self._edges(at, marks)
            items += [*before, Item("word", at, self._column_width(column)), *after]
        return items

    def _edges(self, at: int, marks: Sequence[Group]) -> tuple[list[Item], list[Item]]:
        """The brackets before and after column `at` where the quote is cut mid-thought, with the words beyond."""
        before: list[Item] = []
        after: list[Item] = []
        passage = self._comparison.passage if self._comparison else None
        for group in marks:
            if group.kind != Kind.BOUNDARY or passage is None:
                continue
            difference = self._differences[group.differences[0]]
            width = self._style.width
            for above, words in ((True, difference.around.split()), (False, difference.said.split())):
                if not words and (above or difference.around):
                    continue
                beyond = [Item("beyond", at, width(w) + self._style.pad, w, above=above) for w in words]
                if difference.evidence[0] <= passage.start:
                    before = [*before, *beyond, Item("open", at, 8.0, above=above)]
                else:
                    after = [*after, Item("close", at, 8.0, above=above), *beyond]
        return before, after

    def _column_width(self, column: Column) -> float:
        sign = self._style.sign_width if has_sign(column, self._differences) else 0
        return max(self._style.width(column.printed), self._style.width(column.said)) + 2 * self._style.pad + sign

    def _other_speaker(self) -> tuple[int, str, str] | None:
        """The group that says so, whose turn the passage is, and who was named instead."""
        passage = self._comparison.passage if self._comparison else None
        for number, group in enumerate(self._groups):
            if group.kind == Kind.SPEAKER:
                whose = passage.speaker if passage and passage.speaker else tr("Somebody else")
                return number, whose, self._speaker
        return None

    def _rows(self) -> list[tuple[System, QPointF]]:
        y = float(TOP) + (self._style.speaker_height if self._other_speaker() else 0)
        found = []
        for system in self._systems:
            found.append((system, QPointF(self._left(), y)))
            y += self._style.system_height(system) + _BETWEEN
        return found

    def sizeHint(self) -> QSize:
        """As high as the rows need."""
        rows = self._rows()
        if not rows:
            return QSize(360, 2 * TOP)
        system, origin = rows[-1]
        return QSize(360, round(origin.y() + self._style.system_height(system) + _BELOW))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return QSize(self.minimumWidth(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps anew."""
        if event.size().width() != event.oldSize().width():
            self._wrap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, folds, brackets, and the ring round the current difference."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.paper)
        if other := self._other_speaker():
            spot = QPointF(self._left() + self._style.pad, TOP)
            self._notation.draw_speaker(painter, *other[1:], spot, current=other[0] == self._current)
        for system, origin in self._rows():
            self._notation.draw_side(painter, self._theme.space("pane_padding") + 1, origin.y())
            self._draw_chosen(painter, system, origin)
            for placed in system.placed:
                hovered = placed.item.part == "fold" and placed.item.column == self._fold
                self._notation.draw_item(painter, placed, origin, hovered=hovered)
            for bracket in system.brackets:
                current = bracket.group == self._current
                self._notation.draw_bracket(painter, bracket, self._groups[bracket.group], origin, current=current)
            if self.hasFocus():
                self._draw_focus(painter, system, origin)
        if self.hasFocus() and self._current < 0 and self._fold < 0:
            inside_edge(painter, self.rect(), self._theme)

    def _draw_chosen(self, painter: QPainter, system: System, origin: QPointF) -> None:
        if self._chosen is None:
            return
        row, one, other = self._chosen
        for placed in system.placed:
            if placed.item.part == "word" and min(one, other) <= placed.item.column <= max(one, other):
                y = origin.y() + row * self._style.pitch
                cell = QRectF(origin.x() + placed.x, y, placed.item.width, self._style.cell)
                painter.fillRect(cell, self._theme.quote_selected)

    def _draw_focus(self, painter: QPainter, system: System, origin: QPointF) -> None:
        painter.setPen(QPen(self._theme.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rings = [
            self._notation.pill(placed, origin).adjusted(-2, -2, 2, 2)
            for placed in system.placed
            if placed.item.part == "fold" and placed.item.column == self._fold
        ]
        if self._fold < 0:
            height = self._style.pitch + self._style.cell
            rings += [
                QRectF(origin.x() + b.left - 2, origin.y() - 2, b.right - b.left + 4, height + 4)
                for b in system.brackets
                if b.group == self._current
            ]
        for ring in rings:
            painter.drawRoundedRect(ring, 4, 4)
