"""The manual: contents and search at the left, a page to read at the right. A window of its own, beside the work."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.fitted import room
from ui.i18n import count, tr
from ui.manual import Hit, Page, page, search, target
from ui.theme import Theme
from ui.views.manual_page import ManualPage
from ui.widgets import FocusRing, Hairline, IconButton, Label, PaneHeader, SearchField, dress

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]  # a page's id and the heading in it, "" for its beginning
_ENTRY = Qt.ItemDataRole.UserRole + 1
_SIDE, _MOST = 288, 0.36  # the width of contents and search, and its share at most
_ROW, _PAD = 32, 16
_WINDOW, _LEAST = (1000, 700), (720, 400)
_LINES = 2  # of an excerpt


class Manual(QWidget):
    """Shows the pages of the manual. It has no parent, so that a dialog does not stop it from being read."""

    def __init__(self, theme: Theme, pages: Sequence[Page], app: QApplication) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(tr("OnRecord manual"))
        self.setMinimumSize(*_LEAST)
        self._theme = theme
        self._book: tuple[Page, ...] = ()
        self._places: list[Place] = []
        self._at = -1
        self.search = SearchField(theme, tr("Search the manual"))
        self.found = Label(theme, role="small", tone="ink2")
        self.list = _List(theme)
        self.header = PaneHeader(theme)
        self.back = IconButton(theme, "arrow-left", tr("Back"), key=_named(QKeySequence.StandardKey.Back))
        self.forward = IconButton(theme, "arrow-right", tr("Forward"), key=_named(QKeySequence.StandardKey.Forward))
        self.title = Label(theme, role="small", weight="strong", tone="ink2")
        self.text = ManualPage(theme)
        self._lay_out(theme)
        self._join()
        self._ring = FocusRing(self, app, theme)
        self.use_pages(pages)
        self.set_theme(theme)
        self.resize(QSize(theme.px(_WINDOW[0]), theme.px(_WINDOW[1])).boundedTo(room(self)))

    def _lay_out(self, theme: Theme) -> None:
        self._side = QWidget()
        self._side.setAutoFillBackground(True)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        held = QVBoxLayout()
        held.setContentsMargins(12, 0, 12, 0)
        held.setSpacing(8)
        held.addWidget(self.search)
        held.addWidget(self.found)
        column.addLayout(held)
        column.addWidget(self.list, 1)
        for widget in (self.back, self.forward, self.title):
            self.header.row.addWidget(widget)
        self.header.row.addStretch(1)
        reading = QVBoxLayout()
        reading.setSpacing(0)
        reading.addWidget(self.header)
        reading.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(Hairline(theme, vertical=True))
        row.addLayout(reading, 1)
        for one, after in ((self.search, self.list), (self.list, self.text), (self.text, self.back)):
            QWidget.setTabOrder(one, after)

    def _join(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self._leave_search)
        self.search.returnPressed.connect(self._open_current)
        self.list.clicked.connect(lambda _index: self._open_current(read=False))
        self.list.activated.connect(lambda _index: self._open_current())
        self.text.link_followed.connect(self.follow)
        self.text.typed.connect(self._type)
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        for keys, run in (
            (QKeySequence.StandardKey.Back, lambda: self._step(-1)),
            (QKeySequence.StandardKey.Forward, lambda: self._step(1)),
            (QKeySequence.StandardKey.Find, self._begin_search),
            (QKeySequence("F6"), self._next_part),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(keys), self, run)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's grounds."""
        self._theme = theme
        self._share()
        for widget, colour in ((self, theme.paper), (self._side, theme.panel)):
            palette = widget.palette()
            palette.setColor(QPalette.ColorRole.Window, colour)
            widget.setPalette(palette)

    def _share(self) -> None:
        """In a narrow window the side gives way first."""
        self._side.setFixedWidth(round(min(_SIDE * self._theme.scale, self.width() * _MOST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may be another share."""
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, once the search has no use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def use_theme(self, theme: Theme) -> None:
        """Dress the whole window anew."""
        dress(self, theme)

    # Pages

    def use_pages(self, pages: Sequence[Page]) -> None:
        """Show these pages from now on: keys may have changed. What is being read stays."""
        if tuple(pages) == self._book:
            return
        self._book = tuple(pages)
        self._search(self.search.text())
        if self._at >= 0:
            self._show(*self._places[self._at])

    def open_at(self, place: str) -> None:
        """Open "page" or "page#heading", and put the keyboard on the text."""
        name, _, anchor = place.partition("#")
        self.search.clear()
        self.show()  # first, for a heading's place hangs on the width of the text
        self._go(name, anchor)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """The page shown and the heading it was opened at: "statuses#stale"."""
        name, anchor = self._places[self._at] if self._at >= 0 else ("", "")
        return f"{name}#{anchor}" if anchor else name

    def follow(self, link: str) -> None:
        """Follow a link of the page shown."""
        name = target(self._places[self._at][0], link)
        if name:
            self._go(name, link.partition("#")[2])

    def _go(self, name: str, anchor: str = "", sought: Sequence[str] = ()) -> None:
        """Show a page and note the way."""
        if not self._show(name, anchor, sought):
            return
        if self._at < 0 or self._places[self._at] != (name, anchor):
            self._places = [*self._places[: self._at + 1], (name, anchor)]
            self._at += 1
        self._name_way()

    def _show(self, name: str, anchor: str, sought: Sequence[str] = ()) -> bool:
        one = self._page(name)
        if one is None:
            return False
        self.text.show_page(one, anchor, sought)
        self.title.setText(one.title)
        self.setWindowTitle(tr("{title} · OnRecord manual", title=one.title))
        if not self.search.text():
            self.list.choose(name)
        return True

    def _page(self, name: str) -> Page | None:
        found = next((one for one in self._book if one.id == name), None)
        try:
            return found or page(name)
        except FileNotFoundError:
            return None

    def _step(self, by: int) -> None:
        """Back or forward on the way that was read."""
        if 0 <= self._at + by < len(self._places):
            self._at += by
            self._show(*self._places[self._at])
            self._name_way()

    def _name_way(self) -> None:
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at + 1 < len(self._places))

    # Contents and search

    def _search(self, text: str) -> None:
        """Show the contents, or the sections that hold the words."""
        hits = search(self._book, text)
        if not text.strip():
            self.list.show_entries(self._book)
            self.found.hide()
            if self._at >= 0:
                self.list.choose(self._places[self._at][0])
            return
        self.list.show_entries(hits)
        self.found.setText(count(len(hits), "1 place", "{n} places") if hits else tr("Not in the manual"))
        self.found.show()

    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _type(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(letters)

    def _leave_search(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self, *, read: bool = True) -> None:
        """Open the page or the place that is current in the list; to `read` it, with the keyboard on it."""
        entry = self.list.current()
        if isinstance(entry, Hit):
            self._go(entry.page, entry.anchor, self.search.text().split())
        elif isinstance(entry, Page):
            self._go(entry.id)
        if entry is not None and read:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_part(self) -> None:
        """From the search to the list, to the text, and round again."""
        parts: tuple[QWidget, ...] = (self.search, self.list, self.text)
        here = next((at for at, part in enumerate(parts) if part is self.focusWidget()), -1)
        parts[(here + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)


class _List(QListWidget):
    """Titles of pages, or sections with the words found in them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._rows = _Rows(theme, self)
        self.setItemDelegate(self._rows)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground and fonts."""
        self._rows.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.panel)
        self.setPalette(palette)
        self.setFont(theme.font())
        self.scheduleDelayedItemsLayout()

    def show_entries(self, entries: Sequence[Page | Hit]) -> None:
        """List these, the first one current."""
        self.clear()
        hits = bool(entries) and isinstance(entries[0], Hit)
        self.setAccessibleName(tr("What was found") if hits else tr("Contents"))
        for entry in entries:
            item = QListWidgetItem(_spoken(entry))
            item.setData(_ENTRY, entry)
            item.setToolTip(" · ".join(filter(None, (entry.title, getattr(entry, "section", "")))))
            self.addItem(item)
        self.setCurrentRow(0 if entries else -1)

    def current(self) -> Page | Hit | None:
        """The current entry."""
        item = self.currentItem()
        return item.data(_ENTRY) if item else None

    def choose(self, name: str) -> None:
        """Make a page current, where it is listed."""
        names = [getattr(self.item(row).data(_ENTRY), "id", "") for row in range(self.count())]
        self.setCurrentRow(names.index(name) if name in names else -1)


class _Rows(QStyledItemDelegate):
    """Paints a title, and for something found the heading and two lines of the words around it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def _excerpt(self, hit: Hit, wide: float) -> QTextLayout:
        """The excerpt laid out in at most two lines, what was found in strong letters."""
        theme, formats = self.theme, []
        for start, end in hit.marks:
            run = QTextLayout.FormatRange()
            run.start, run.length = start, end - start
            run.format.setFontWeight(600)
            run.format.setForeground(theme.ink)
            run.format.setBackground(theme.lit)
            formats.append(run)
        laid = QTextLayout(hit.excerpt, theme.font("small"))
        laid.setFormats(formats)
        laid.beginLayout()
        for number in range(_LINES):
            line = laid.createLine()
            if not line.isValid():
                break
            line.setLineWidth(wide)
            line.setPosition(line.position() + QPointF(0, number * QFontMetrics(theme.font("small")).lineSpacing()))
        laid.endLayout()
        return laid

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for a page; for something found as many as it takes."""
        theme, entry = self.theme, index.data(_ENTRY)
        if not isinstance(entry, Hit):
            return QSize(120, theme.px(_ROW))
        small = QFontMetrics(theme.font("small")).lineSpacing()
        lines = (1 if entry.section else 0) + (_LINES if entry.excerpt else 0)
        return QSize(120, QFontMetrics(theme.font("strong")).lineSpacing() + lines * small + theme.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row."""
        theme, entry, box = self.theme, index.data(_ENTRY), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.accent_soft if chosen else theme.hover)
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.accent)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        inner = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD // 2), 0)
        if isinstance(entry, Hit):
            self._paint_hit(painter, inner, entry)
        else:
            painter.setPen(theme.ink)
            painter.setFont(theme.font("strong" if chosen else "body"))
            _write(painter, inner, entry.title, Qt.AlignmentFlag.AlignVCenter)
        painter.restore()

    def _paint_hit(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        theme = self.theme
        y = box.top() + theme.px(8)
        for words, role, tone in ((hit.title, "strong", theme.ink), (hit.section, "small", theme.ink2)):
            if not words:
                continue
            painter.setFont(theme.font(role))
            painter.setPen(tone)
            high = painter.fontMetrics().lineSpacing()
            _write(painter, QRect(box.left(), y, box.width(), high), words, Qt.AlignmentFlag.AlignTop)
            y += high
        painter.setPen(theme.ink2)
        self._excerpt(hit, box.width()).draw(painter, QPointF(box.left(), y))


def _write(painter: QPainter, box: QRect, words: str, where: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, where | Qt.AlignmentFlag.AlignLeft, shown)


def _spoken(entry: Page | Hit) -> str:
    """An entry as a screen reader says it."""
    if isinstance(entry, Page):
        return entry.title
    return ". ".join(filter(None, (entry.title, entry.section, entry.excerpt)))


def _named(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
