"""Where a lost quote stands after all: the likely places, to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from db.records import Quote, Span
from ui.dialogs.frame import Frame, section, sentence
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Label

_AROUND = 20  # characters shown on either side of a place
_WORDS = 40  # characters shown of the words themselves


class PlacesDialog(Frame):
    """Emits `place_wanted` with the place chosen. Nothing is chosen beforehand."""

    place_wanted = Signal(int, int)

    def __init__(self, theme: Theme, quote: Quote, text: str, places: Sequence[Span], parent: QWidget) -> None:
        super().__init__(theme, tr("Find the quote again"), tr("It stands here"), parent)
        self.only_side()
        self.setMinimumWidth(theme.px(560))
        self._places = tuple(places)
        self.column.addWidget(section(theme, tr("The quote as it was")))
        words = Label(theme, tr("“{words}”", words=" ".join(quote.exact.split())))
        words.setFont(theme.reading_font(theme.base_size + 2))
        words.setWordWrap(True)
        self.column.addWidget(words)
        self.column.addSpacing(theme.px(6))
        self.choices = QButtonGroup(self)
        if places:
            self.column.addWidget(section(theme, tr("May stand here")))
        for number, (start, end) in enumerate(places):
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            before, after = before.partition(" ")[2] or before, after.rpartition(" ")[0] or after  # whole words
            around = f"… {before}{_short(text[start:end])}{after} …"
            button = QRadioButton(" ".join(around.split()).replace("&", "&&"))
            button.setMinimumHeight(theme.height("target_least"))
            self.choices.addButton(button, number)
            self.column.addWidget(button)
        said = tr("Or close this, select the words in the article, and take “Find it again” from the Quote menu.")
        self.column.addWidget(sentence(theme, said if places else _nowhere(), "ink3"))
        self.column.addStretch(1)
        self.choices.idToggled.connect(lambda _number, _on: self._weigh())
        self._weigh()

    def _weigh(self) -> None:
        self.refuse("" if self.choices.checkedId() >= 0 else tr("Choose a place first."))

    def confirm(self) -> None:
        """Hand the place on."""
        self.place_wanted.emit(*self._places[self.choices.checkedId()])
        self.accept()


def _nowhere() -> str:
    return tr(
        "Nothing like it stands in the text. Where its words were rewritten altogether, select them in the article, "
        "and take “Find it again” from the Quote menu."
    )


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WORDS else f"{plain[:_WORDS].rstrip()}…"
