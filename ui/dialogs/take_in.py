"""A pack before it is taken in: which article, who packed it, and what it would change here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.pack import Coming
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
from ui.theme import Theme
from ui.widgets import Label

_PARTS = (
    ("quotes", "1 quote", "{n} quotes"),
    ("evidence", "1 piece of evidence", "{n} pieces of evidence"),
    ("rulings", "1 ruling", "{n} rulings"),
    ("comments", "1 comment", "{n} comments"),
)


class TakeInDialog(Frame):
    """Nothing happens here: `wanted` says that it is to be taken in."""

    wanted = Signal()

    def __init__(self, theme: Theme, coming: Coming, packed_by: str, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Take in a pack"), tr("Take it in"), parent)
        self.only_side()
        self.setMinimumWidth(round(560 * theme.scale))
        headline = Label(theme, coming.headline)
        headline.setFont(theme.reading_font(theme.base_size + 4))
        headline.setWordWrap(True)
        self.column.addWidget(headline)
        self.column.addWidget(sentence(theme, packed_by))
        self.column.addSpacing(8)
        self.said = told(coming)
        for line in self.said:
            self.column.addWidget(sentence(theme, line, "ink"))
        self.column.addStretch(1)
        self.refuse("" if coming.edits or coming.conflicts else tr("Nothing in it is new here."))

    def confirm(self) -> None:
        """Take it in."""
        self.accept()
        self.wanted.emit()


def told(coming: Coming) -> list[str]:
    """What it would change, a sentence each."""
    if not coming.edits and not coming.conflicts:
        return [tr("Nothing in it is new here.")]
    said = [tr("The article is here already: what both of you did is put together, field by field.")
            if coming.known else tr("The article is new here.")]  # fmt: skip
    parts = [count(coming.added.get(table, 0), one, many) for table, one, many in _PARTS if coming.added.get(table)]
    edits = count(coming.edits, "1 edit that is new here", "{n} edits that are new here")
    if coming.edits:
        said.append(tr("{what}.", what=", ".join([edits, *parts])))
    if coming.conflicts:
        said.append(count(len(coming.conflicts), "1 thing was changed on both sides: yours stays until you choose.",
                          "{n} things were changed on both sides: yours stay until you choose."))  # fmt: skip
    return said
