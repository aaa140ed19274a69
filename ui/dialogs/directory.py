"""The directory of sources: who speaks in this library, in how many quotes; rename one, or make one of several."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.sources import overdue, past
from db.records import Source, SourceId
from ui.dialogs.frame import Frame, boxed, sentence
from ui.i18n import count, tr
from ui.messages import source_kind_word
from ui.theme import Theme
from ui.widgets import Button


class DirectoryDialog(Frame):
    """Says what is wanted by signals, and is shown the directory anew when that is done."""

    rename_wanted = Signal(str, str)  # SourceId, name
    merge_wanted = Signal(str, object)  # SourceId kept, tuple of those merged into it
    custody_wanted = Signal(str)  # SourceId of a confidential one

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Sources"), tr("Merge"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(520))
        self._sources: dict[SourceId, Source] = {}
        self._quotes: dict[SourceId, int] = {}
        self._said = sentence(theme, "")
        self.column.addWidget(self._said)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Sources"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFont(theme.font("body"))
        boxed(self.list)
        self.list.itemSelectionChanged.connect(self._select)
        self.list.setMinimumHeight(theme.px(150))
        self.column.addWidget(self.list, 1)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.rename = Button(theme, tr("Rename"))
        self.rename.clicked.connect(self._rename)
        self.custody = Button(theme, tr("Identity and retention…"))
        self.custody.clicked.connect(lambda: self.custody_wanted.emit(self.selected()[0].id))
        self.list.itemActivated.connect(lambda _item: self.custody.click() if self.custody.isEnabled() else None)
        self.only_past = QCheckBox(tr("Only those past their retention date"))
        self.only_past.toggled.connect(lambda _on: self._list())
        self.column.addWidget(self.only_past)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.rename)
        row.addWidget(self.custody)
        self.column.addLayout(row)
        self.column.addStretch()
        self.name.textChanged.connect(lambda _text: self._weigh())
        self.go.setAutoDefault(False)
        self.go.setDefault(False)
        self.stop.setText(tr("Close"))
        self._order: list[SourceId] = []
        self._weigh()

    def show_sources(self, sources: Sequence[Source], quotes: Mapping[SourceId, int]) -> None:
        """List these by name, each with the number of its quotes; a confidential one goes by its code name."""
        self._sources = {source.id: source for source in sources}
        self._quotes = dict(quotes)
        self.only_past.setVisible(self.only_past.isChecked() or bool(overdue(sources, date.today())))
        self._list()

    def _list(self) -> None:
        self._order = []
        self._said.setText(
            tr("Select two or more to make one of them: the first selected is kept.")
            if self._sources
            else tr("No sources yet. Choose the source of a quote, and it stands here for all articles.")
        )
        for widget in (self.list, self.name, self.rename, self.custody):
            widget.setVisible(bool(self._sources))
        self.list.clear()
        for source in sorted(self._sources.values(), key=lambda one: _called(one).casefold()):
            if self.only_past.isChecked() and not past(source, date.today()):
                continue
            spoke = count(self._quotes.get(source.id, 0), "1 quote", "{n} quotes")
            kind = ", ".join(_marks(source))
            item = QListWidgetItem(tr("{name}  ·  {kind}, {spoke}", name=_called(source), kind=kind, spoke=spoke))
            item.setData(Qt.ItemDataRole.UserRole, source.id)
            self.list.addItem(item)
        self._weigh()

    def selected(self) -> list[Source]:
        """The sources selected, in the order in which they were."""
        return [self._sources[one] for one in self._order]

    def _select(self) -> None:
        now = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        kept = [one for one in self._order if one in now]
        self._order = kept + [one for one in now if one not in kept]
        chosen = self.selected()
        self.name.setText(_called(chosen[0]) if len(chosen) == 1 else "")
        self._weigh()

    def _weigh(self) -> None:
        chosen, name = self.selected(), self.name.text().strip()
        alone = len(chosen) == 1 and not chosen[0].confidential
        self.name.setEnabled(alone)
        self.rename.setEnabled(alone and name not in ("", chosen[0].name))
        self.custody.setEnabled(len(chosen) == 1 and chosen[0].confidential)
        mixed = any(source.confidential for source in chosen)
        if len(chosen) < 2:
            self.refuse(tr("Select two or more sources first."))
        else:
            self.refuse(tr("A confidential source is merged with none: that could name it.") if mixed else "")

    def _rename(self) -> None:
        self.rename_wanted.emit(self.selected()[0].id, self.name.text().strip())

    def confirm(self) -> None:
        """Merge, and stay open."""
        kept, *others = self.selected()
        self.merge_wanted.emit(kept.id, tuple(source.id for source in others))


def _marks(source: Source) -> list[str]:
    if not source.confidential:
        return [source_kind_word(source.kind)]
    found = [tr("forgotten") if source.forgotten_at else tr("confidential")]
    found += [tr("past its retention date")] if past(source, date.today()) else []
    return found + ([tr("legal hold")] if source.held_for else [])


def _called(source: Source) -> str:
    return source.code_name if source.confidential else source.name
