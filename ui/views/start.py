"""The start page: the library's articles and how far each is, and the ways to bring one in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from app.project import ArticleSummary
from db.records import ArticleId
from db.search import Hit
from ui.actions import Actions
from ui.i18n import tr
from ui.models.articles import Articles, Excerpt, in_words
from ui.theme import Theme
from ui.views.article_rows import ArticleRows
from ui.views.bringers import Bringers
from ui.widgets import EmptyCard, Label, SearchField, Segmented

if TYPE_CHECKING:
    from ui.views.overview import Overview

_MARGIN, _SIDE = 44, 316
_SIDE_FOLDS = 1100  # in narrower windows the side gives way a little
_SIDE_MOST = 0.36  # of the window


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the library: its name, and lines of (icon, sentence)."""

    name: str
    lines: tuple[tuple[str, str], ...]


class StartPage(QWidget):
    """Shows what it is given; says by signals which article is wanted and what is searched for."""

    opened = Signal(object)  # ArticleId
    searched = Signal(str)
    dropped = Signal(list)  # paths
    overview_wanted = Signal()
    mark_opened = Signal(object)  # Mark
    painted = Signal()  # the page stands for the first time: its list may be read now

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stands = self._listed = False
        self.overview: Overview | None = None
        self._model = Articles(self)
        self.setAcceptDrops(True)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._library(theme, actions), 1)
        self.bringers = Bringers(theme, actions)
        row.addWidget(self.bringers)
        self.set_theme(theme)

    def _library(self, theme: Theme, actions: Actions) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 34, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._heading(theme))
        column.addSpacing(20)
        column.addWidget(self._filters(theme))
        self._list = _List(theme)
        self._list.setModel(self._model)
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        self._empty = EmptyCard(
            theme,
            "quotes",
            tr("No articles yet"),
            tr("Open a file, paste the text, or try the sample."),
            button=tr("Open a file…"),
        )
        self._empty.pressed.connect(lambda: actions.run("file.open"))
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(_MARGIN, 24, _MARGIN, 0)
        around.addWidget(self._empty)
        around.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(holder)
        column.addLayout(self._stack, 1)
        return column

    def _heading(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(18)
        self._title = _Heading(theme, tr("Articles"))
        self._counted = Label(theme, tone="ink2", figures=True)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._counted, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        parts = [("list", tr("List")), ("overview", tr("Overview"))]
        self.view = Segmented(theme, parts, tr("How to show the articles"))
        self.view.chosen.connect(lambda key: self.show_overview(key == "overview"))
        row.addWidget(self.view, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _filters(self, theme: Theme) -> QWidget:
        self._narrowing = QWidget()
        row = QHBoxLayout(self._narrowing)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 13)
        row.setSpacing(12)
        parts = [("open", tr("Open {n}", n=0)), ("signed", tr("Signed off {n}", n=0)), ("all", tr("All {n}", n=0))]
        self._kept = Segmented(theme, parts, tr("Which articles to show"))
        self._kept.choose("all")
        self._kept.chosen.connect(self._model.choose)
        self._kept.chosen.connect(self._show_what_there_is)
        self._search = SearchField(theme, tr("Find in every article and its evidence"))
        self._search.setMaximumWidth(round(320 * theme.scale))
        self._search.textChanged.connect(lambda text: self.searched.emit(text.strip()))
        self._search.left.connect(lambda: self._list.setFocus(Qt.FocusReason.TabFocusReason))
        self._order = QComboBox()
        self._order.setAccessibleName(tr("Sort the articles"))
        self._order.setProperty("bare", True)
        words = {"touched": "Last touched", "deadline": "Deadline", "headline": "Headline", "left": "Most left"}
        for key, said in words.items():
            self._order.addItem(tr(said), key)
        self._order.currentIndexChanged.connect(lambda: self._model.arrange_by(self._order.currentData()))
        row.addWidget(self._kept)
        row.addWidget(self._search, 10)
        row.addStretch(1)
        row.addWidget(self._order)
        return self._narrowing

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.paper)
        self.setPalette(palette)

    def load(self, summaries: Sequence[ArticleSummary], facts: Facts) -> None:
        """Show these articles, and what can be said of their library."""
        here = self._model.article_id(self._list.currentIndex())
        self._model.load(summaries)
        counts = self._model.counts()
        open_, signed = tr("Open {n}", n=counts["open"]), tr("Signed off {n}", n=counts["signed"])
        for key, word in (("open", open_), ("signed", signed), ("all", tr("All {n}", n=counts["all"]))):
            self._kept.set_text(key, word)
        self._counted.setText(in_words(counts))
        self.bringers.facts.load(facts.name, facts.lines)
        self._list.setCurrentIndex(self._model.index(max(0, self._model.row_of(here)), 0))
        self._show_what_there_is()
        if not self._listed and self.isVisible():  # the keyboard begins at the articles
            self._listed = True
            self.focus_list()

    def show_found(self, text: str, hits: Sequence[Hit]) -> None:
        """Only the articles that hold the text, each with the words in which it was found; all of them for no text."""
        found = self._model.headed(text)
        for hit in hits:
            if not found.get(hit.article_id, Excerpt()).text:
                found[hit.article_id] = Excerpt.of(hit.excerpt, *(hit.marks or ((0, 0),))[0])
        self._model.find(found if text else None)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._show_what_there_is()

    def focus_list(self) -> None:
        """Put the keyboard on the articles."""
        if self.overview is not None and self.overview_shown():
            self.overview.focus_marks()
        elif self._empty.button.isVisible():
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_overview(self, on: bool) -> None:
        """The picture of the desk in place of the list, or the list again."""
        if on and self.overview is None:
            from ui.views.overview import Overview

            self.overview = Overview(self._theme)
            self.overview.opened.connect(self.mark_opened)
            self._stack.addWidget(self.overview)
        self.view.choose("overview" if on else "list")
        self._narrowing.setVisible(not on)
        self.bringers.setVisible(not on)
        self._counted.setVisible(not on)
        self._title.setText(tr("Overview") if on else tr("Articles"))
        if on:
            self._stack.setCurrentIndex(2)
            self.overview_wanted.emit()
        else:
            self._show_what_there_is()
        self.focus_list()

    def overview_shown(self) -> bool:
        """Whether the picture of the desk is shown."""
        return self._stack.currentIndex() == 2

    def _show_what_there_is(self) -> None:
        if self.view.current() == "overview":
            return
        if self._model.rowCount():
            self._stack.setCurrentIndex(0)
            return
        if self._model.counts()["all"]:
            self._empty.show_words(tr("No article matches"), tr("Clear the search, or show all."))
        else:
            text = tr("Open a file, paste the text, or try the sample.")
            self._empty.show_words(tr("No articles yet"), text, tr("Open a file…"))
        self._stack.setCurrentIndex(1)

    def _open(self, index: QModelIndex) -> None:
        article_id: ArticleId | None = self._model.article_id(index)
        if article_id is not None:
            self.opened.emit(article_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.bringers.set_wanted(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.bringers.set_wanted(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring them in."""
        self.bringers.set_wanted(False)
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window is there before a large library is read."""
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the side is narrower too."""
        side = round((_SIDE - 56 if self.width() < _SIDE_FOLDS else _SIDE) * self._theme.scale)
        self.bringers.setFixedWidth(min(side, round(self.width() * _SIDE_MOST)))
        super().resizeEvent(event)


class _Heading(Label):
    """The page's name in the reading face."""

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's reading face, at the size of a page's name."""
        super().set_theme(theme)
        size = theme.font("page").pixelSize()
        self.setFont(theme.reading_font(size, weight="strong"))


class _List(QListView):
    """The articles, one a row. Enter or a click opens; arrows only move."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setViewport(QWidget())  # the usual one has a ground; and to ask for it loads every kind of widget
        self.setAccessibleName(tr("Articles"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._rows = ArticleRows(theme, self)
        self.setItemDelegate(self._rows)

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows in the theme's colours and heights."""
        self._rows.set_theme(theme)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(480, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the rows are higher."""
        super().resizeEvent(event)
        if self._rows.fit(self.viewport().width()):
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
