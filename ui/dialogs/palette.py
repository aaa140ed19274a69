"""The palette: one field over everything one can do, and every quote, speaker, article and piece of evidence."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.finding import Entry
from ui.i18n import tr
from ui.theme import Theme, tokens
from ui.widgets import Label

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole + 1
_FIELD, _FOOT, _SECTION = 56, 34, 32
_ICON, _WORDS = 16, 50  # pixels at the usual text size: an icon's side; where titles begin
_TOP = 0.12  # of the window's height above the palette
_DIM = 0.34
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Palette(QWidget):
    """Covers the window, dims it, and closes with Escape, a click outside, or a choice."""

    closed = Signal()

    def __init__(self, theme: Theme, entries: Callable[[str], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries
        self._before: QWidget | None = None
        self.setAccessibleName(tr("Find or do anything"))
        self._card = _Card(theme, self)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._field = _Field(theme)
        self._rows = _Rows(theme)
        self._foot = Label(
            theme, tr("Enter to run     ↑ ↓ to move     > actions   # quotes   @ speakers"), role="small"
        )
        self._foot.set_tone("ink2")
        self._foot.setContentsMargins(20, 0, 20, 0)
        column.addWidget(self._field)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)
        self._field.textChanged.connect(self._search)
        self._field.moved.connect(self._rows.step)
        self._field.entered.connect(self._run)
        self._field.escaped.connect(self.close_palette)
        self._rows.clicked.connect(lambda _index: self._run())
        parent.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme."""
        self._theme = theme
        self._foot.setFixedHeight(theme.px(_FOOT))
        self.update()

    def open(self, text: str = "") -> None:
        """Cover the window and wait for words."""
        self._before = self.window().focusWidget()
        self._place()
        self._field.setText(text)
        self._search(text)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Uncover the window; the keyboard goes back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _search(self, text: str) -> None:
        self._rows.show_entries(self._entries(text))

    def _run(self) -> None:
        entry = self._rows.current()
        if entry is None or entry.reason:
            return
        self.close_palette()
        entry.run()

    def _place(self) -> None:
        self.setGeometry(self.window().rect())
        wide, high = tokens()["width"]["palette"]
        scale = self._theme.scale
        wide, high = min(round(wide * scale), self.width() - 48), min(round(high * scale), self.height() - 48)
        top = min(round(self.height() * _TOP), (self.height() - high) // 2)  # the card never reaches out of the window
        self._card.setGeometry((self.width() - wide) // 2, max(16, top), wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dimmed window."""
        painter = QPainter(self)
        veil = QColor(self._theme.shadow)
        veil.setAlphaF(0.5 if self._theme.dark else _DIM)
        painter.fillRect(self.rect(), veil)
        painter.end()


class _Card(QWidget):
    """The raised ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card is not one beside it."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, frame, and the lines under the field and over the foot."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.hairline, 1))
        painter.setBrush(theme.raised)
        radius = theme.radius("dialog")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillRect(0, theme.px(_FIELD) - 1, self.width(), 1, theme.hairline)
        painter.fillRect(0, self.height() - theme.px(_FOOT), self.width(), 1, theme.hairline)
        painter.end()


class _Field(QLineEdit):
    """Keeps the keyboard while the palette is open; arrows move the rows."""

    moved = Signal(int)
    entered = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("Find or do anything"))
        self.setPlaceholderText(tr("Find or do anything"))
        self.setFrame(False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font."""
        self._theme = theme
        field = theme.px(_FIELD)
        self.setFont(theme.font("title"))
        self.setFixedHeight(field)
        self.setTextMargins(theme.px(_WORDS) - 9, 0, theme.px(64), 0)
        high = f"min-height: {field}px; max-height: {field}px; padding: 0 7px; border: 0; background: transparent;"
        self.setStyleSheet(f"QLineEdit, QLineEdit:focus {{ {high} }}")

    def focusNextPrevChild(self, following: bool) -> bool:
        """The keyboard stays here."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter runs, Escape closes."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its glass, and the key that closes it."""
        super().paintEvent(event)
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_ICON)
        icons.paint(painter, "magnifying-glass", QRectF(20, (self.height() - side) / 2, side, side), theme.ink2)
        _chip(painter, theme, QRect(0, 0, self.width() - 18, self.height()), tr("Esc"))
        painter.end()


class _Rows(QListView):
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

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the first that can be chosen is current."""
        rows: list[Entry | str] = []
        for entry in entries:
            if not rows or (isinstance(rows[-1], Entry) and rows[-1].section != entry.section):
                rows.append(entry.section)
            rows.append(entry)
        self._model.load(rows or [tr("Nothing found")])
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
        theme, side = self.theme, self.theme.px(_ICON)
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
            right = _chip(painter, theme, QRect(box.left(), box.top(), right - box.left(), box.height()), row.key) - 12
        font = theme.reading_font(round(15 * theme.scale)) if row.serif else theme.font("label")
        metrics = QFontMetrics(font)
        left = box.left() + theme.px(_WORDS)
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


def _chip(painter: QPainter, theme: Theme, box: QRect, text: str) -> int:
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
