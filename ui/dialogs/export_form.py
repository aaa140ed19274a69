"""What is chosen for an export, as controls, and how a choice is remembered for each kind of file."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.sheets import Choice
from app.sheets.columns import COLUMNS
from ui.dialogs.columns import ColumnsDialog
from ui.dialogs.frame import section
from ui.i18n import count, tr
from ui.messages import policy_word
from ui.showing import open_dialog
from ui.theme import Theme
from ui.widgets import Button, Hairline, Label

TABLES = (".xlsx", ".csv")
PUBLISHED = ".claimreview.jsonld"
_PAPERS = {"a4": "A4", "us-letter": "US Letter"}
_ORDERS = {"article": "As in the article", "status": "What needs attention first", "speaker": "By speaker"}
_PARTS = (
    ("said", "&Words as said, with differences", True),
    ("reasons", "&Reasons and who ruled", True),
    ("history", "&History of each quote", False),
    ("comments", "&Comments", False),
    ("notes", "&Notes", False),
    ("byte_order_mark", "Mark at the head of the file, for E&xcel", True),
)
_NAMES = frozenset(name for name, *_ in _PARTS)
_FORGOTTEN = ("publish", "language")  # what is published is chosen anew each time; the language is not chosen here


def kept(choice: Choice) -> str:
    """A choice as text to be remembered."""
    return json.dumps({name: value for name, value in asdict(choice).items() if name not in _FORGOTTEN})


def remembered(text: str) -> Choice:
    """The choice again; the usual one for whatever the text does not hold, or holds wrongly."""
    try:
        told = json.loads(text)
    except ValueError:
        return Choice()
    allowed: dict[str, tuple[object, ...]] = {"quotes": ("all", "open", "changed")}
    allowed |= {"order": tuple(_ORDERS), "paper": tuple(_PAPERS)}
    fields: dict[str, Any] = {}
    for name, value in told.items() if isinstance(told, dict) else ():
        if name == "columns" and isinstance(value, list) and all(one in COLUMNS for one in value):
            fields[name] = tuple(dict.fromkeys(value))
        elif (name in _NAMES and isinstance(value, bool)) or value in allowed.get(name, ()):
            fields[name] = value
    return Choice(**fields)


def _narrow() -> QComboBox:
    """A box that never makes the choices wider than their side of the dialog."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


class ExportForm(QWidget):
    """The controls. `changed` is told of every choice a person makes; `kind_chosen` of another kind of file."""

    changed = Signal()
    kind_chosen = Signal()

    def __init__(self, theme: Theme, policies: Sequence[str], policy: str, total: int) -> None:
        super().__init__()
        self._theme = theme
        self._columns: tuple[str, ...] = ()
        self.policy = self._box({name: policy_word(name) for name in policies}, policy)
        self.paper = self._box(_PAPERS, "a4")
        self.kind = _narrow()
        self.kind.activated.connect(self.kind_chosen)
        listed = count(total, "The one quote", "All {n}")
        changed = tr("Only those that need a change")
        self.quotes = self._box({"all": listed, "open": tr("Only those left to check"), "changed": changed}, "all")
        self.order = self._box(_ORDERS, "article")
        self.columns = Button(theme, "")
        self.columns.clicked.connect(self._ask_columns)
        self.publish = QLineEdit()
        self.publish.setPlaceholderText(tr("Their numbers: 1, 3"))
        self.publish.textEdited.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid())
        column.addSpacing(theme.px(6))
        column.addWidget(Hairline(theme))
        column.addSpacing(theme.px(4))
        self.put_in = section(theme, tr("Put in"))
        column.addWidget(self.put_in)
        self.parts: dict[str, QCheckBox] = {}
        for name, text, on in _PARTS:
            box = QCheckBox(tr(text))
            box.setChecked(on)
            box.toggled.connect(self.changed)
            self.parts[name] = box
            column.addWidget(box)
        self._take_columns(())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(7)
        grid.setHorizontalSpacing(0)
        grid.setColumnMinimumWidth(0, round(96 * self._theme.scale))
        grid.setColumnStretch(1, 1)
        self.labels: dict[str, Label] = {}
        rows = (
            ("policy", tr("&Policy")),
            ("paper", tr("P&aper")),
            ("kind", tr("&File type")),
            ("quotes", tr("&Quotes")),
            ("order", tr("&Order")),
            ("columns", tr("Co&lumns")),
            ("publish", tr("Pu&blished")),
        )
        for row, (name, text) in enumerate(rows):
            label, box = Label(self._theme, text, weight="label", tone="ink2"), getattr(self, name)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            self.labels[name] = label
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        return grid

    def _box(self, choices: dict[str, str], chosen: str) -> QComboBox:
        box = _narrow()
        for key, text in choices.items():
            box.addItem(tr(text), key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(self.changed)
        return box

    def show_for(self, ending: str, *, paper: bool, several: bool) -> None:
        """Show the controls that a file of this ending obeys."""
        table, published = ending in TABLES, ending == PUBLISHED
        shown = {"paper": paper, "kind": several, "columns": table, "publish": published}
        for name, on in {**shown, "quotes": not published, "order": not published}.items():
            self.labels[name].setVisible(on)
            getattr(self, name).setVisible(on)
        self.put_in.setVisible(not published)
        for name, box in self.parts.items():
            box.setVisible(ending == ".csv" if name == "byte_order_mark" else not published)

    def ending(self) -> str:
        """The ending of the file to be written: ".pdf"."""
        return str(self.kind.currentData())

    def choice(self) -> Choice:
        """What is chosen, as the sheet takes it. What only other kinds of file obey stays as usual."""
        ending = self.ending()
        on: dict[str, Any] = {name: box.isChecked() for name, box in self.parts.items()}
        on["byte_order_mark"] = on["byte_order_mark"] or ending != ".csv"
        published = ending == PUBLISHED
        numbers = tuple(dict.fromkeys(map(int, re.findall(r"[0-9]{1,6}", self.publish.text())))) if published else ()
        return Choice(
            quotes="all" if published else str(self.quotes.currentData()),
            order=str(self.order.currentData()),
            paper=str(self.paper.currentData()),
            columns=self._columns if ending in TABLES else (),
            publish=numbers,
            **on,
        )

    def take(self, choice: Choice) -> None:
        """Show a choice that was remembered; nobody is told, since nobody chose."""
        for box, value in ((self.quotes, choice.quotes), (self.order, choice.order), (self.paper, choice.paper)):
            box.setCurrentIndex(max(0, box.findData(value)))
        for name, part in self.parts.items():
            part.blockSignals(True)
            part.setChecked(getattr(choice, name))
            part.blockSignals(False)
        self._take_columns(choice.columns)

    def _take_columns(self, names: tuple[str, ...]) -> None:
        self._columns = names
        self.columns.setText(count(len(names), "1 column…", "{n} columns…") if names else tr("All that apply…"))

    def _ask_columns(self) -> None:
        dialog = ColumnsDialog(self._theme, self._columns, self)
        dialog.chosen.connect(self._choose_columns)
        open_dialog(dialog)

    def _choose_columns(self, names: tuple[str, ...]) -> None:
        self._take_columns(names)
        self.changed.emit()
