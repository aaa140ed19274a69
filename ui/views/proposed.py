"""The proposed wording: edited in place, and held against the evidence with every keystroke."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.anchors import lost
from app.comparing import Comparison
from db.records import Form, Quote, Span
from ui.i18n import tr
from ui.theme import Theme
from ui.views.elided import ElidedLabel
from ui.views.leftover import Left, Marked, Marks, as_said, left_over, left_words, marked, marks_round, taken_over
from ui.views.proposed_field import ProposedField
from ui.views.typed import Typed
from ui.widgets import Button, Label
from ui.widgets.tips import tip

Recompare = Callable[[str], Comparison]
_FRAME = 13  # what the field's frame adds to a line, and how much lower its words stand


class ProposedWording(QWidget):
    """Shows the proposal of one quote, or its published words to start from, and what still differs.

    `proposed_changed(quote_id, words)` follows each keystroke; words that are the published ones are sent as "",
    since then nothing is proposed.
    """

    proposed_changed = Signal(str, str)
    put_wanted = Signal()  # put these words into the article

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote: Quote | None = None
        self._marks = Marks()
        self._recompare: Recompare | None = None
        self._comparison: Comparison | None = None
        self._typed: Typed[str] = Typed()
        self._last = ""
        self._indirect = self._waiting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAutoFillBackground(True)
        self.field = ProposedField(theme)
        self.field.textChanged.connect(self._typed_on)
        self.field.missed_at_caret.connect(self._show_line)
        self.label = Label(theme, tr("Proposed"), weight="label", tone="ink2")
        self.label.setBuddy(self.field)
        self.line = ElidedLabel(theme, role="small", weight="label", tone="ink2")
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.revert_button = Button(theme, tr("Revert"))
        self.put_button = Button(theme, tr("Put into the article"))
        self.use_button = Button(theme, tr("Use the words as said"))
        self.copy_button = Button(theme, tr("Copy"))
        for quiet in (self.revert_button, self.put_button):
            quiet.setStyleSheet(
                "QPushButton:enabled:!hover { background: transparent; border-color: transparent; }"
                "QPushButton:disabled { background: transparent; border-color: transparent; }"
            )
        self.revert_button.clicked.connect(self.revert)
        self.put_button.clicked.connect(self.put_wanted)
        self.use_button.clicked.connect(self.use_words_as_said)
        self.copy_button.clicked.connect(self.copy)
        self._lay_out()
        self.set_theme(theme)
        self.show_quote(None, None)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._top, self._bottom = QHBoxLayout(), QHBoxLayout()
        self._top.setSpacing(0)
        self._bottom.setSpacing(8)
        self._top.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.field, 1)
        self._bottom.addWidget(self.line, 1)
        for button in (self.revert_button, self.put_button, self.use_button, self.copy_button):
            self._bottom.addWidget(button)
        self._column.addLayout(self._top)
        self._column.addLayout(self._bottom)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's distances and ground, so that labels, words and this text stand on one line."""
        pad, column = theme.space("pane_padding"), round(theme.space("label_column") * theme.scale)
        self._column.setContentsMargins(pad + 1, pad - 2, pad + 2, 6)
        self.label.setFixedWidth(column - pad - 1)
        self.label.setFixedHeight(self.field.line_height + _FRAME)  # it stands beside the first line
        self._bottom.setContentsMargins(column - 1, 0, 0, 0)
        self.copy_button.setMinimumWidth(72)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.panel)
        self.setPalette(palette)

    def show_quote(
        self, quote: Quote | None, recompare: Recompare | None, *, indirect: bool = False, waiting: bool = False
    ) -> None:
        """Show a quote's proposal. `recompare` holds words against the quote's passage; None where there is none,
        or where, `waiting`, it is being made.

        `indirect` speech is not in the words as said, so they are not held against each other.
        """
        self._recompare = recompare
        self._indirect, self._waiting = indirect, waiting
        takes = self._typed.takes(quote.id if quote else None, quote.proposed_wording if quote else "")
        before, self._quote = self._quote, quote
        if quote is not None:
            beside = ("", "") if lost(quote) else (quote.prefix, quote.suffix)
            marks = marks_round(*beside, marked=quote.form in (Form.DIRECT, Form.PARTIAL))
            unproposed = before is not None and before.exact == self.words() != quote.exact
            if takes or marks != self._marks or unproposed:
                self._marks = marks
                self.field.put_text(marks.put_on(quote.proposed_wording or quote.exact))
        else:
            self.field.put_text("")
        self.setEnabled(quote is not None)
        self._last = self.field.toPlainText()
        self._compare()

    def words(self) -> str:
        """The words in the field, without the marks round them."""
        return self._marks.take_off(self.field.toPlainText())

    def comparison(self) -> Comparison | None:
        """What the words in the field came to; None without evidence."""
        return self._comparison

    def revert(self) -> None:
        """Back to the published words."""
        if self._quote is not None:
            self.field.type_over(self._marks.put_on(self._quote.exact))

    def use_words_as_said(self) -> None:
        """Propose the passage, word for word, with the article's own comma or stop before the closing mark."""
        said = self._said()
        if said:
            self.field.type_over(self._marks.put_on(said))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self) -> str:
        """The passage as it would be put; "" without one."""
        passage = self._comparison.passage if self._comparison else None
        return as_said(passage.text, self._quote) if passage and self._quote else ""

    def left(self) -> tuple[Left, ...]:
        """The differences left that can be taken over one by one."""
        words = self.words()
        return left_over(self._comparison, words) if self._comparison and words.strip() else ()

    def take_over(self, evidence: Span | None) -> None:
        """Take over what was said at one difference: at the caret where one types here, else at that place in the
        evidence; where there is none left, at the next one."""
        left, shift = self.left(), self._shift()
        if not left:
            return
        if self.field.hasFocus():
            caret = self.field.caret() - shift
            wanted = next((one for one in left if caret <= one.end), left[0])
        else:
            place = evidence or (0, 0)
            met = (one for one in left if one.evidence[1] >= place[0])
            wanted = next(met, left[0])
        start, end, said = taken_over(self.words(), wanted)
        self.field.type_between(start + shift, end + shift, said)

    def _shift(self) -> int:
        """How much further on the words begin in the field than in themselves."""
        opening = self._marks.opening
        return len(opening) if self.field.toPlainText().startswith(opening) else 0

    def copy(self) -> None:
        """Put the proposal on the clipboard as it is shown, without signs."""
        QGuiApplication.clipboard().setText(self.field.toPlainText())

    def _typed_on(self) -> None:
        text = self.field.toPlainText()
        if text == self._last or self._quote is None:
            return  # only signs were painted anew
        self._last = text
        words = self.words()
        proposal = "" if words == self._quote.exact else words
        self._typed.send(proposal)
        self._compare()
        self.proposed_changed.emit(self._quote.id, proposal)

    def _compare(self) -> None:
        words = self.words()
        self._comparison = self._recompare(words) if self._recompare and words.strip() else None
        shift = self._shift()
        found = marked(self._comparison, words) if self._comparison else ()
        self.field.show_marks([Marked(one.start + shift, one.end + shift, one.missed) for one in found])
        self._show_line("")
        self._name_buttons()

    def _name_buttons(self) -> None:
        changed = self._quote is not None and self.words() != self._quote.exact
        said = self._said()
        self.revert_button.setEnabled(changed)
        self.revert_button.setToolTip(
            tr("Back to the published words") if changed else tr("These are the published words")
        )
        self.put_button.setVisible(changed and bool(self.words().strip()))
        self.put_button.setToolTip(tr("Put the proposed wording into the article, and compare it again"))
        self.use_button.setEnabled(bool(said) and said != self.words())
        reason = tr("These are the words as said") if said else tr("There is no passage to take the words from")
        offer = reason if not self.use_button.isEnabled() else tr("Propose “{said}”", said=said)
        self.use_button.setToolTip(tip(offer))
        self.copy_button.setEnabled(self._quote is not None)
        self.copy_button.setToolTip(tr("Copy the proposed wording, with its quotation marks"))

    def _show_line(self, missed: str) -> None:
        left = left_words(self._comparison, self.words()) if self._quote is not None else ""
        if self._indirect:
            left = tr("Reported in other words, so not compared word for word")
        if self._waiting:
            left = tr("Comparing")
        self.line.setText(tr("Said here: “{words}”", words=missed) if missed else left)
        self.line.setToolTip(tip(left))
        self.field.setAccessibleDescription(left)
