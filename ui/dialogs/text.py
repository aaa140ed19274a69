"""The article's text, to be edited or replaced by a newer version; and what becomes of the quotes in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget

from app.comparing.reanchor import Anchor, Fate
from db.records import Quote, QuoteId, Span
from ui.dialogs.frame import Frame, section, sentence
from ui.i18n import count, tr
from ui.theme import Theme
from ui.widgets import Button

_AROUND = 40  # characters shown on either side of a place to choose
_WORDS = 160  # characters shown of a quote


class TextDialog(Frame):
    """A plain field with the text. What was typed leaves by `text_wanted`; nothing is kept here."""

    text_wanted = Signal(str)
    file_wanted = Signal()

    def __init__(
        self, theme: Theme, published: str, parent: QWidget | None, *, newer: str | None = None, caret: int = 0
    ) -> None:
        """`published` is the text as it stands. `newer` is a newer version to begin with; None edits the text."""
        title = tr("Edit the text") if newer is None else tr("Replace the text by a newer version")
        super().__init__(theme, title, tr("Replace the text"), parent)
        self._published = published
        self.only_side()
        self.resize(round(760 * theme.scale), round(600 * theme.scale))
        said = (
            tr("Quotes move with what you change. A quote whose own words change is compared again.")
            if newer is None
            else tr("Paste the whole text of the newer version. Every quote is looked for in it.")
        )
        self.column.addWidget(sentence(theme, said))
        self.field = QPlainTextEdit()
        self.field.setProperty("field", True)
        self.field.setFont(theme.reading_font(theme.base_size + 2))
        self.field.setAccessibleName(tr("Text of the article"))
        self.field.setTabChangesFocus(True)
        self.field.setPlainText(published if newer is None else newer)
        self.column.addWidget(self.field, 1)
        if newer is not None:
            open_file = Button(theme, tr("Open a file…"))
            open_file.clicked.connect(self.file_wanted)
            self.foot.insertWidget(1, open_file)
        self.field.textChanged.connect(self._weigh)
        cursor = self.field.textCursor()
        cursor.setPosition(min(caret, self.field.document().characterCount() - 1))
        self.field.setTextCursor(cursor)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._weigh()

    def show_text(self, text: str) -> None:
        """Show what was read from a file, in place of what was there."""
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.Start)

    def text(self) -> str:
        """The text as it is typed now."""
        return self.field.toPlainText().replace("\r\n", "\n").strip("\n")

    def _weigh(self) -> None:
        text = self.text()
        same = text == self._published.strip("\n")
        empty = tr("There is no text yet.")
        self.refuse(empty if not text.strip() else tr("The text is as it was.") if same else "")

    def confirm(self) -> None:
        """Hand the text on."""
        self.text_wanted.emit(self.text())
        self.accept()


class OutcomeDialog(Frame):
    """What becomes of the quotes: those that are lost are listed, and two places as likely are the user's choice."""

    places_wanted = Signal(object)  # dict[QuoteId, Span | None]

    def __init__(
        self,
        theme: Theme,
        quotes: Sequence[Quote],
        found: Mapping[QuoteId, Anchor],
        text: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme, tr("What becomes of the quotes"), tr("Replace the text"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(620))
        self._found, self._text = found, text
        by_fate = {fate: [quote for quote in quotes if found[quote.id].fate is fate] for fate in Fate}
        same, changed = len(by_fate[Fate.SAME]) + len(by_fate[Fate.MOVED]), len(by_fate[Fate.CHANGED])
        self.column.addWidget(
            sentence(theme, count(same, "1 quote has the same words.", "{n} quotes have the same words."))
        )
        if changed:
            words = count(
                changed,
                "1 quote has other words now, and is left to check again.",
                "{n} quotes have other words now, and are left to check again.",
            )
            self.column.addWidget(sentence(theme, words))
        self.boxes: dict[QuoteId, QComboBox] = {}
        self._list_unsure(by_fate[Fate.UNSURE])
        self._list_lost(by_fate[Fate.LOST])
        self.column.addStretch(1)

    def _list_unsure(self, quotes: Sequence[Quote]) -> None:
        if not quotes:
            return
        self.column.addSpacing(self.theme.px(10))
        self.column.addWidget(section(self.theme, tr("Could stand in more than one place")))
        said = tr("Choose a place for each. One you leave for later is kept with the lost quotes.")
        self.column.addWidget(sentence(self.theme, said, "ink3"))
        for quote in quotes:
            self.column.addWidget(_words(self.theme, quote))
            box = QComboBox()
            box.setAccessibleName(tr("Where “{words}” stands now", words=_short(quote.exact)))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
            box.addItem(tr("Decide later"), None)
            for span in self._found[quote.id].choices:
                box.addItem(self._around(span), span)
            self.boxes[quote.id] = box
            self.column.addWidget(box)

    def _list_lost(self, quotes: Sequence[Quote]) -> None:
        if not quotes:
            return
        self.column.addSpacing(self.theme.px(10))
        self.column.addWidget(section(self.theme, tr("No longer in the text")))
        for quote in quotes:
            self.column.addWidget(_words(self.theme, quote))
        said = tr("They keep their checks and rulings. The queue’s filter lists them, until you find them again.")
        self.column.addWidget(sentence(self.theme, said, "ink3"))

    def _around(self, span: Span) -> str:
        before = self._text[max(0, span[0] - _AROUND) : span[0]]
        after = self._text[span[1] : span[1] + _AROUND]
        return " ".join(f"…{before}{_short(self._text[slice(*span)])}{after}…".split())

    def confirm(self) -> None:
        """Say where each quote stands now."""
        places = {id: anchor.span for id, anchor in self._found.items()}
        places |= {id: _span(box.currentData()) for id, box in self.boxes.items()}
        self.places_wanted.emit(places)
        self.accept()


def _span(chosen: object) -> Span | None:
    return (int(chosen[0]), int(chosen[1])) if isinstance(chosen, (tuple, list)) else None


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WORDS else f"{plain[:_WORDS].rstrip()}…"


def _words(theme: Theme, quote: Quote) -> QLabel:
    who = quote.name or quote.speaker
    words = tr("“{words}”", words=_short(quote.exact))
    return sentence(theme, f"{who}: {words}" if who else words, "ink")
