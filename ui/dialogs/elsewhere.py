"""The same quote elsewhere: where these words were printed before, who said them there, and what differs."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.elsewhere import Elsewhere
from ui.dialogs.frame import Frame, list_style, sentence
from ui.i18n import count, tr
from ui.messages import kind_label
from ui.theme import Theme
from ui.times import day
from ui.widgets import Label

_MOST_TOLD = 4  # differences named in a row


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
        self.list.setStyleSheet(list_style(theme) + " QListWidget { outline: 0; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
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


def _origin(one: Elsewhere) -> str:
    return "  ·  ".join(part for part in (one.headline, one.outlet, day(one.date)) if part)


def _who(one: Elsewhere) -> str:
    if not one.speaker:
        return tr("Speaker withheld")
    return tr("{name}, as here", name=one.speaker) if one.same_speaker else one.speaker


def _told(one: Elsewhere) -> str:
    """What differs, in words: "there “have”, not here (Tense)"."""
    if one.same_words:
        return tr("The same words")
    told = []
    for difference in one.differences[:_MOST_TOLD]:
        kind, there, here = (
            kind_label(difference.kind, difference.around),
            difference.said.strip(),
            difference.printed.strip(),
        )
        if there and here:
            told.append(tr("{kind}: “{there}” there, “{here}” here", kind=kind, there=there, here=here))
        elif there:
            told.append(tr("{kind}: “{there}” only there", kind=kind, there=there))
        else:
            told.append(tr("{kind}: “{here}” only here", kind=kind, here=here))
    more = len(one.differences) - len(told)
    return "; ".join([*told, count(more, "1 more", "{n} more")] if more > 0 else told)


def spoken(one: Elsewhere) -> str:
    """A row as a screen reader says it."""
    return ". ".join((_who(one), one.words, _told(one), _origin(one)))


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
        f"<p style='margin:0; font-weight:600'>{escape(_who(one))}</p>"
        f"<p style='margin:2px 0; {serif}'>“{marked}”</p>"
        f"<p style='margin:0; {small}'>{escape(_told(one))}</p>"
        f"<p style='margin:0; {small}'>{escape(_origin(one))}</p>"
    )
