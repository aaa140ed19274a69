"""The palette's rows: entries under the names of their sections."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons
from ui.finding import Entry
from ui.i18n import tr
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole + 1
_SECTION = 32
ICON, WORDS = 16, 50  # pixels at the usual text size: an icon's side; where titles begin
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Rows(QListView):
    """The entries under their section's names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        self.setAccessibleName(tr("Found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._painter = _RowPainter(theme, self)
        self.setItemDelegate(self._painter)
        self.setStyleSheet("QListView { background: transparent; }")

    def set_theme(self, theme: Theme) -> None:
        """Paint in the theme."""
        self._painter.theme = theme

    def show_entries(self, entries: Sequence[Entry], nothing: str, *, stay: bool = False) -> None:
        """Show these, or say that there is nothing; the first that can be chosen is current, with `stay` what was."""
        here, place = (self.currentIndex().row() if self.current() else -1), self.verticalScrollBar().value()
        rows: list[Entry | str] = []
        for entry in entries:
            if not rows or (isinstance(rows[-1], Entry) and rows[-1].section != entry.section):
                rows.append(entry.section)
            rows.append(entry)
        self._model.load(rows or [nothing])
        if stay and here >= 0:
            self.setCurrentIndex(self._model.index(here, 0))
            self.verticalScrollBar().setValue(place)
            return
        first = next((at for at, row in enumerate(rows) if isinstance(row, Entry) and not row.reason), 1)
        self.setCurrentIndex(self._model.index(first, 0))
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Make the entry `by` rows on current; section names are stepped over."""
        at, step = self.currentIndex().row() + by, 1 if by > 0 else -1
        at = min(max(at, 0), self._model.rowCount() - 1)
        while 0 <= at < self._model.rowCount() and self._model.entry(at) is None:
            at += step
        if 0 <= at < self._model.rowCount():
            self.setCurrentIndex(self._model.index(at, 0))
            self.scrollTo(self._model.index(max(0, at - 1), 0))
            self.scrollTo(self.currentIndex())

    def current(self) -> Entry | None:
        """The entry that Enter would run."""
        return self._model.entry(self.currentIndex().row())


class _Model(QAbstractListModel):
    """Entries and section names."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Entry | str] = []

    def load(self, rows: list[Entry | str]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Entry) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == _ENTRY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Entry):
            return ", ".join(part for part in (row.title, row.about, row.key) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Section names cannot be chosen."""
        chosen = Qt.ItemFlag.ItemIsSelectable if self.entry(index.row()) else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | chosen


class _RowPainter(QStyledItemDelegate):
    """One row: icon, title with the typed words underlined, what is said of it, key."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(_ENTRY)
        return QSize(
            300, self.theme.height("palette_row") if isinstance(row, Entry) else round(_SECTION * self.theme.scale)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, box, row = self.theme, option.rect, index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(row, Entry):
            painter.setFont(theme.font("small", weight="strong"))
            painter.setPen(theme.ink2)
            painter.drawText(box.adjusted(20, 8, -20, 0), _LEFT, str(row))
            painter.restore()
            return
        ground = QRectF(box.adjusted(8, 0, -8, 0))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if chosen else theme.hover)
            painter.drawRoundedRect(ground, 5, 5)
        if chosen:
            painter.fillRect(QRectF(box.left() + 8, box.top() + 7, 3, box.height() - 14), theme.accent)
        self._icon(painter, box, row)
        self._words(painter, box, row)
        painter.restore()

    def _icon(self, painter: QPainter, box: QRect, row: Entry) -> None:
        theme, side = self.theme, self.theme.px(ICON)
        place = QRectF(box.left() + 20, box.top() + (box.height() - side) / 2, side, side)
        if row.icon.startswith("status:"):
            status = row.icon.removeprefix("status:")
            colour = theme.disabled if row.reason else theme.status_colour(status)
            icons.paint_status(painter, status, place, colour, theme.raised)
        else:
            icons.paint(painter, row.icon, place, theme.disabled if row.reason else theme.ink2)

    def _words(self, painter: QPainter, box: QRect, row: Entry) -> None:
        theme = self.theme
        right = box.right() - 18
        if row.key:
            right = chip(painter, theme, QRect(box.left(), box.top(), right - box.left(), box.height()), row.key) - 12
        font = theme.reading_font(round(15 * theme.scale)) if row.serif else theme.font("label")
        metrics = QFontMetrics(font)
        left = box.left() + theme.px(WORDS)
        most = round((right - left) * (0.72 if row.about else 1))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, most)
        painter.setFont(font)
        painter.setPen(theme.disabled if row.reason else theme.ink)
        painter.drawText(QRect(left, box.top(), most + 2, box.height()), _LEFT, title)
        if row.mark is not None and row.mark[1] <= len(title) and not row.reason:
            start = metrics.horizontalAdvance(title[: row.mark[0]])
            wide = metrics.horizontalAdvance(title[row.mark[0] : row.mark[1]])
            base = box.center().y() + metrics.ascent() // 2 + 3
            painter.fillRect(QRectF(left + start, base, wide, 1.5), theme.accent)
        after = left + metrics.horizontalAdvance(title) + 12
        small = theme.font("small", figures=True)
        painter.setFont(small)
        painter.setPen(theme.ink2)
        about = QFontMetrics(small).elidedText(row.about, Qt.TextElideMode.ElideRight, max(0, right - after))
        painter.drawText(QRect(after, box.top(), max(0, right - after), box.height()), _LEFT, about)


def chip(painter: QPainter, theme: Theme, box: QRect, text: str) -> int:
    """A key in a thin frame at the right of `box`; returns its left edge."""
    font = theme.font("caption", weight="label", figures=True)
    wide, high = QFontMetrics(font).horizontalAdvance(text) + theme.px(12), theme.px(18)
    place = QRectF(box.right() - wide, box.top() + (box.height() - high) // 2 + 0.5, wide, high)
    painter.setPen(QPen(theme.hairline, 1))
    painter.setBrush(theme.panel)
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(font)
    painter.setPen(theme.ink2)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    return int(place.left())
