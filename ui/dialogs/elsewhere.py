"""The same quote elsewhere: where these words were printed before, who said them there, and what differs."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.elsewhere import Elsewhere
from ui.dialogs.frame import Frame, boxed, sentence
from ui.i18n import count, tr
from ui.likeness import origin, spoken, told, who
from ui.theme import Theme
from ui.widgets import Label


class ElsewhereDialog(Frame):
    """A list of like quotes; the next step opens the one chosen in its article."""

    opened = Signal(object, object)  # ArticleId, QuoteId

    def __init__(self, theme: Theme, words: str, found: Sequence[Elsewhere], parent: QWidget) -> None:
        super().__init__(theme, tr("The same quote elsewhere"), tr("Open it there"), parent)
        self._found = tuple(found)
        self.only_side()
        self.resize(theme.px(680), theme.px(520) if found else theme.px(240))
        quoted = Label(theme, f"“{' '.join(words.split())}”")
        quoted.setFont(theme.reading_font(theme.base_size + 3))
        quoted.setWordWrap(True)
        self.column.addWidget(quoted)
        said = count(len(found), "Printed like this in 1 other place.", "Printed like this in {n} other places.")
        self.column.addWidget(sentence(theme, said if found else tr("Nothing like it stands in any other article.")))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Other places"))
        boxed(self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in self._found:
            self._add(theme, one)
        self.list.itemActivated.connect(lambda _item: self.confirm())
        self.list.currentRowChanged.connect(lambda _row: self._weigh())
        self.list.setVisible(bool(found))
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0 if found else 1)
        self.list.setCurrentRow(0)
        self._weigh()
        (self.list if found else self.stop).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, theme: Theme, one: Elsewhere) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(one))
        row = QLabel(_rich(theme, one))
        row.setWordWrap(True)
        row.setTextFormat(Qt.TextFormat.RichText)
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setContentsMargins(8, 6, 8, 6)
        wide = theme.px(590)
        row.setFixedWidth(wide)
        item.setSizeHint(QSize(wide, row.heightForWidth(wide) + 16))  # the list's own style takes some of it
        self.list.addItem(item)
        self.list.setItemWidget(item, row)

    def _weigh(self) -> None:
        self.refuse("" if self.list.currentRow() >= 0 else tr("There is nothing to open."))

    def confirm(self) -> None:
        """Go there."""
        if self.list.currentRow() >= 0:
            one = self._found[self.list.currentRow()]
            self.accept()
            self.opened.emit(one.article_id, one.quote_id)


def _rich(theme: Theme, one: Elsewhere) -> str:
    marked, last = "", 0
    spans = sorted({one_.evidence for one_ in one.differences if one_.evidence[0] < one_.evidence[1]})
    for start, end in spans:
        if start >= last:
            marked += escape(one.words[last:start]) + f"<b><u>{escape(one.words[start:end])}</u></b>"
            last = end
    marked += escape(one.words[last:])
    small = f"color:{theme.ink2.name()}; font-size:{theme.base_size - 1}px"
    serif = f'font-family:"{theme.reading_face}"; font-size:{theme.base_size + 2}px'
    return (
        f"<p style='margin:0; font-weight:600'>{escape(who(one))}</p>"
        f"<p style='margin:2px 0; {serif}'>“{marked}”</p>"
        f"<p style='margin:0; {small}'>{escape(told(one))}</p>"
        f"<p style='margin:0; {small}'>{escape(origin(one))}</p>"
    )
