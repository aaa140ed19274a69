"""The fields of a quote: who spoke, on whose word, on what terms, and the note. None loses words to a refresh."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QSizePolicy, QWidget

from db.records import Attribution, Quote, QuoteId, Terms
from ui.i18n import tr
from ui.messages import attribution_word, terms_word
from ui.theme import Theme
from ui.views.elided import ElidedBox
from ui.views.growing import GrowingText
from ui.views.ruling import label_width
from ui.views.typed import Typed
from ui.widgets import Label

Put = Callable[[str], None]
_LINE_EDGE = 2  # what Qt leaves before the words of a line: without it they stand under those of the boxes


class QuoteFields(QWidget):
    """Speaker, name, attribution and terms of one quote.

    `field_changed(quote_id, field, value)` follows every change; the values are text, or a code of db.records.
    """

    field_changed = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quote: Quote | None = None
        self._unfolded: set[QuoteId] = set()
        self._typed: dict[str, Typed[str]] = {}
        self._puts: dict[str, Put] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.speaker = self._names("speaker", tr("Speaker"))
        self.name = self._names("name", tr("Stands for"))
        self.name.setToolTip(tr("The person or body that the words above stand for"))
        self.source = Label(theme)
        self._row("source", tr("Source"), self.source)
        self.attribution = self._codes("attribution", tr("Attribution"), Attribution, attribution_word)
        self.terms = self._codes("terms", tr("Terms"), Terms, terms_word)
        self._make_agreement(theme)
        self.set_theme(theme)

    def _make_agreement(self, theme: Theme) -> None:
        self.agreed_words = Label(theme, role="small", tone="ink3")
        self.agreed_words.setWordWrap(True)
        self.grid.addWidget(self.agreed_words, self.grid.rowCount(), 1)
        self.wording = GrowingText(theme, tr("Agreed wording"), least=2)
        self._bind("agreed_wording", self.wording.typed, self.wording.put_text)
        self._row("agreed_wording", tr("Agreed"), self.wording, top=True)
        self.agreed_by = self._line("agreed_by", tr("Agreed by"))
        self._parties = QStringListModel(self)
        completer = QCompleter(self._parties, self.agreed_by)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda text: self._changed("agreed_by", str(text)))
        self.agreed_by.setCompleter(completer)
        self.agreed_at = self._line("agreed_at", tr("Agreed on"))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's distances and fonts."""
        self._theme = theme
        self.grid.setColumnMinimumWidth(0, label_width(theme))

    # Making rows

    def _row(self, field: str, words: str, control: QWidget, *, top: bool = False) -> None:
        label = Label(self._theme, words, role="small", weight="label", tone="ink2")
        label.setBuddy(control)
        at = self.grid.rowCount()
        place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self.grid.addWidget(label, at, 0, place | Qt.AlignmentFlag.AlignLeft)
        if top:
            label.setContentsMargins(0, 6, 0, 0)
        self.grid.addWidget(control, at, 1)
        self._rows[field] = [label, control]

    def _names(self, field: str, words: str) -> QComboBox:
        """A field for a name, completed from those that are known."""
        combo = QComboBox()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        combo.setAccessibleName(words)
        line, completer = combo.lineEdit(), QCompleter(combo.model(), combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        combo.setCompleter(completer)
        if line is not None:
            line.setAccessibleName(words)
            line.setTextMargins(-_LINE_EDGE, 0, 0, 0)
            self._bind(field, line.textEdited, lambda text: self._put_line(line, text))
        combo.activated.connect(lambda at: self._changed(field, combo.itemText(at)))
        completer.activated.connect(lambda text: self._changed(field, str(text)))
        self._row(field, words, combo)
        return combo

    def _codes(self, field: str, words: str, codes: type[StrEnum], word_of: Callable[..., str]) -> QComboBox:
        combo = ElidedBox()
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        combo.setAccessibleName(words)
        for code in codes:
            combo.addItem(word_of(code), code)
        combo.activated.connect(lambda at: self._changed(field, codes(combo.itemData(at))))  # Qt keeps plain text
        self._typed[field] = Typed()
        self._puts[field] = lambda value: combo.setCurrentIndex(combo.findData(value))
        self._row(field, words, combo)
        return combo

    def _line(self, field: str, words: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(words)
        self._bind(field, line.textEdited, lambda text: self._put_line(line, text))
        self._row(field, words, line)
        return line

    def _bind(self, field: str, typed: SignalInstance, put: Put) -> None:
        self._typed[field] = Typed()
        self._puts[field] = put
        typed.connect(lambda text: self._changed(field, text))

    @staticmethod
    def _put_line(line: QLineEdit, text: str) -> None:
        if line.text() != text:
            at = line.cursorPosition()
            line.setText(text)
            line.setCursorPosition(min(at, len(text)) if line.hasFocus() else 0)

    def _changed(self, field: str, value: object) -> None:
        if self._quote is None:
            return
        self._typed[field].send(value)  # type: ignore[arg-type]  # codes are text too
        self.field_changed.emit(self._quote.id, field, value)
        self._show_rows()

    # Showing

    def show_quote(self, quote: Quote | None, source: str, names: Sequence[str]) -> None:
        """Show a quote; `source` is how its source is called here, `names` are those that can be completed."""
        self._quote = quote
        for combo in (self.speaker, self.name):
            self._offer(combo, names)
        self._parties.setStringList(list(names))
        for field, typed in self._typed.items():
            value = getattr(quote, field) if quote else ""
            if typed.takes(quote.id if quote else None, value):
                self._puts[field](value)
        self.setEnabled(quote is not None)
        self.source.setText(source)
        self._set_visible("source", bool(source) and source != self.name.currentText())
        self._show_rows()

    def _offer(self, combo: QComboBox, names: Sequence[str]) -> None:
        if [combo.itemText(at) for at in range(combo.count())] == list(names):
            return
        line = combo.lineEdit()
        text, at = combo.currentText(), line.cursorPosition() if line else 0
        blocker = QSignalBlocker(combo)
        combo.clear()
        combo.addItems(list(names))
        combo.setCurrentIndex(-1)
        combo.setEditText(text)
        if line:
            line.setCursorPosition(at)
        blocker.unblock()

    def write_agreement(self) -> None:
        """Unfold what was agreed and put the caret there."""
        if self._quote:
            self._unfolded.add(self._quote.id)
            self._show_rows()
            self.wording.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        """The name where it is another than the speaker's words; the agreement where there is or should be one."""
        speaker, name = self.speaker.currentText().strip(), self.name.currentText().strip()
        line = self.name.lineEdit()
        editing = self.name.hasFocus() or (line is not None and line.hasFocus())
        self._set_visible("name", bool(speaker and speaker != name) or editing)
        agreed = [self.wording.toPlainText().strip(), self.agreed_by.text().strip(), self.agreed_at.text().strip()]
        on_record = self.terms.currentData() == Terms.ON_RECORD
        unfolded = self._quote is not None and self._quote.id in self._unfolded
        fields = unfolded or (not on_record and not any(agreed)) or any(w.hasFocus() for w in self._agreement())
        for field in ("agreed_wording", "agreed_by", "agreed_at"):
            self._set_visible(field, fields)
        self.agreed_words.setText(_agreement_words(*agreed))
        self.agreed_words.setVisible(any(agreed) and not fields)

    def _agreement(self) -> tuple[QWidget, ...]:
        return self.wording, self.agreed_by, self.agreed_at

    def _set_visible(self, field: str, visible: bool) -> None:
        for widget in self._rows[field]:
            widget.setVisible(visible)


def _agreement_words(wording: str, who: str, when: str) -> str:
    """What was agreed in a line: "Read out on the call; press office, 22 October"."""
    parties = ", ".join(part for part in (who, when) if part)
    return "; ".join(part for part in (wording, parties) if part)
