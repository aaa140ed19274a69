"""The overview for editors: what is due, how far it is, what is stale, who holds what; as a picture or as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from app.project import ArticleSummary
from db.records import ArticleId
from db.search import Holding
from ui.i18n import tr
from ui.messages import status_word
from ui.models.articles import left_words
from ui.theme import Theme
from ui.times import due
from ui.views.overview_parts import ORDER, Mark, Row, in_words, rows
from ui.views.overview_picture import OverviewPicture
from ui.widgets import Label, Segmented

Index = QModelIndex | QPersistentModelIndex
_MARGIN = 44
_HEADLINE, _DUE, _LEFT, _STATUSES = 0, 1, 2, 3
_HELD = _STATUSES + len(ORDER)


class OverviewTable(QAbstractTableModel):
    """The same as the picture, in cells: an article a row, a status a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def load(self, all_rows: Sequence[Row]) -> None:
        """Show these articles."""
        self.beginResetModel()
        self._rows = tuple(all_rows)
        self.endResetModel()

    def mark(self, index: Index) -> Mark | None:
        """What a cell leads to: its status or first holder, else the article."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if column == _HELD and row.holders:
            return row.holders[0]
        status = ORDER[column - _STATUSES] if _STATUSES <= column < _HELD else ""
        return next((mark for mark in row.statuses if mark.status == status), row.headline)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """How many articles there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Article, deadline, what is left, the statuses, who holds them."""
        return 0 if parent.isValid() else _HELD + 1

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if side is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        statuses = (status_word(one, short=True) or status_word(one) for one in ORDER)
        return (tr("Article"), tr("Deadline"), tr("Left"), *statuses, tr("Held by"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and counts; a screen reader hears them whole."""
        if not index.isValid():
            return None
        row, mark = self._rows[index.row()], self.mark(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and mark is not None:
            return mark.said if self._said(row, index.column()) else ""
        return None

    def _said(self, row: Row, column: int) -> str:
        if column == _HEADLINE:
            return row.summary.headline
        if column == _DUE:
            return "" if row.summary.signed else due(row.summary.deadline)
        if column == _LEFT:
            return left_words(row.summary)
        if column == _HELD:
            return ", ".join(f"{mark.who} {mark.n}" for mark in row.holders)
        found = [str(mark.n) for mark in row.statuses if mark.status == ORDER[column - _STATUSES]]
        return found[0] if found else ""


class Overview(QWidget):
    """One line about the whole desk, and under it the picture or the table."""

    opened = Signal(object)  # Mark

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self.said = Label(theme, tone="ink2", figures=True)
        self.said.setWordWrap(True)
        shown = [("picture", tr("Picture")), ("table", tr("Table"))]
        self.switch = Segmented(theme, shown, tr("How to show the overview"))
        row.addWidget(self.said, 1)
        row.addWidget(self.switch)
        column.addLayout(row)
        self.picture = OverviewPicture(theme)
        self.model = OverviewTable(self)
        self.table = _made_table(theme, self.model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(_MARGIN, 4, _MARGIN, 16)
        inner.addWidget(self.table)
        self._stack.addWidget(held)
        column.addWidget(self._stack, 1)
        self.switch.chosen.connect(lambda key: self._stack.setCurrentIndex(int(key == "table")))
        self.picture.opened.connect(self.opened)
        self.table.activated.connect(self._open_cell)

    def load(
        self,
        summaries: Sequence[ArticleSummary],
        standings: Mapping[ArticleId, Mapping[str, int]],
        holdings: Sequence[Holding],
    ) -> None:
        """Show the desk as it is now."""
        found = rows(summaries, standings, holdings)
        self.said.setText(in_words(found))
        self.picture.show_rows(found)
        self.model.load(found)
        self.table.resizeColumnsToContents()

    def focus_marks(self) -> None:
        """Put the keyboard on the marks."""
        wanted = self.picture if self._stack.currentIndex() == 0 else self.table
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_cell(self, index: QModelIndex) -> None:
        if (mark := self.model.mark(index)) is not None:
            self.opened.emit(mark)


def _made_table(theme: Theme, model: OverviewTable) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(tr("Overview of the desk"))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.height("field"))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalHeader().setMaximumSectionSize(theme.px(300))
    table.setStyleSheet("QTableView { background: transparent; } QTableView::item { padding: 0 8px; }")
    return table
