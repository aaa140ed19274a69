"""The Compare pane: the verdict, the published words over the words said, and the proposed wording below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.comparing import Comparison
from app.workflow import QuoteState
from db.records import Form, Verdict
from ui.i18n import count, tr
from ui.messages import policy_word, verdict_word
from ui.theme import Theme, tokens
from ui.views.aligned import AlignedWords
from ui.views.elided import ElidedBox, ElidedLabel
from ui.views.proposed import ProposedWording, Recompare
from ui.views.prose import Prose
from ui.views.rows import TOP
from ui.widgets import Hairline, IconButton, Label, PaneHeader, Pill
from ui.widgets.tips import tip

_POLICY_WIDTH = 128  # pixels at the usual text size
_AROUND = 36  # what stands above, between and below the rows, the proposed wording and its buttons
_LEGIBLE = 0.6  # of the summary: less of it says nothing
_MOST_LINES = 6  # of the proposed wording, where the pane is high enough


class ComparisonPane(QWidget):
    """One quote against its passage. It keeps nothing: what is typed and chosen leaves by signals."""

    policy_chosen = Signal(str)
    proposed_changed = Signal(str, str)  # quote id, words ("" where nothing is proposed)
    put_wanted = Signal()  # put the proposed wording into the article
    difference_changed = Signal(object)  # the current Difference, or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: QuoteState | None = None
        self._comparison: Comparison | None = None
        self._unfound = self._waiting = False
        self._places = ("", "")  # which difference is the current one, in full and shorter
        self.setAccessibleName(tr("Compare"))
        self.words = AlignedWords(theme)
        self.proposed = ProposedWording(theme)
        self._make_header(theme)
        self._make_body(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = Hairline(theme)
        for widget, stretch in ((self.header, 0), (self._body, 1), (self._line, 0), (self.proposed, 0)):
            column.addWidget(widget, stretch)
        self.words.current_changed.connect(self._tell_current)
        self.proposed.proposed_changed.connect(self.proposed_changed)
        self.proposed.put_wanted.connect(self.put_wanted)
        self.proposed.field.focus_changed.connect(self._share_height)
        self.set_theme(theme)
        self.show_quote(None, None, None)

    def _make_header(self, theme: Theme) -> None:
        self.header = PaneHeader(theme, tr("Compare"))
        self.verdict = Pill(theme)
        self.summary = ElidedLabel(theme, role="small", tone="ink2")
        self.place = Label(theme, role="small", tone="ink2", figures=True)
        self.previous_button = IconButton(theme, "caret-left", tr("Previous difference"), key="Shift+F8")
        self.next_button = IconButton(theme, "caret-right", tr("Next difference"), key="F8")
        self.policy = ElidedBox()
        self.policy.setAccessibleName(tr("Policy"))
        self.policy.setToolTip(tr("Which differences the house allows"))
        self.policy.activated.connect(lambda at: self.policy_chosen.emit(self.policy.itemData(at)))
        self.previous_button.clicked.connect(self.previous_difference)
        self.next_button.clicked.connect(self.next_difference)
        row = self.header.row
        row.addWidget(self.verdict)
        row.addWidget(self.summary, 100)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        row.addWidget(self.policy)

    def _make_body(self, theme: Theme) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.words)
        self.prose = Prose(theme)
        self._prose_scroll = QScrollArea()
        self._prose_scroll.setWidgetResizable(True)
        self._prose_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._prose_scroll.setWidget(self.prose)
        self._prose_scroll.setAccessibleName(tr("Comparison"))
        self._body = QStackedWidget()
        self._body.addWidget(self._scroll)
        self._body.addWidget(self._prose_scroll)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's grounds and sizes."""
        self._theme = theme
        self.policy.setFont(theme.font("small"))
        self.policy.setFixedWidth(round(_POLICY_WIDTH * theme.scale))
        palette = self._scroll.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.paper)
        self._scroll.setPalette(palette)
        self._show_verdict()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A higher pane gives the proposed wording more lines; the rows always keep one pair."""
        super().resizeEvent(event)
        self._share_height()
        self._fit_header()
        QTimer.singleShot(0, self._bring_current)  # once the words are wrapped anew

    def _share_height(self) -> None:
        """The rows keep one pair with labels, the proposal two lines; while one types, it takes the labels' room."""
        typing = self.proposed.field.hasFocus()
        spare = self.height() - self._beside_proposal() + (self._labels() if typing else 0)
        lines = round(spare // self.proposed.field.line_height)
        self.proposed.field.set_most_lines(max(3 if typing else 2, min(_MOST_LINES, lines)))
        self._bring_current()

    def _labels(self) -> int:
        return self._theme.height("difference_label") + 8

    def _beside_proposal(self) -> int:
        """What header, a pair of rows with labels, buttons and the air between them take."""
        rows = 2 * self._theme.height("compare_row") + self._labels()
        return self.header.height() + rows + self._theme.height("button") + _AROUND

    def whole_height(self) -> int:
        """What it takes to show a pair of rows with labels, and two lines of the proposed wording."""
        return self._beside_proposal() + 2 * self.proposed.field.line_height

    def compact_height(self) -> int:
        """What header and a pair of rows take, for where there is no room for more."""
        least: int = tokens()["width"]["compare_height"]["least"]
        return max(least, self.header.height() + 2 * self._theme.height("compare_row") + TOP)

    def set_policies(self, names: Sequence[str]) -> None:
        """Offer these policies, by name."""
        chosen = self.policy.currentData()
        self.policy.clear()
        for name in names:
            self.policy.addItem(policy_word(name), name)
        self.policy.setCurrentIndex(max(0, self.policy.findData(chosen)))

    def set_keys(self, following: str, previous: str) -> None:
        """Name the keys of the two arrows in their tooltips."""
        self.next_button.set_name(tr("Next difference"), following)
        self.previous_button.set_name(tr("Previous difference"), previous)

    def set_compact(self, compact: bool) -> None:
        """In a low window only the two rows show; the proposed wording opens on demand."""
        self.proposed.setVisible(not compact)
        self._line.setVisible(not compact)

    def show_quote(
        self,
        state: QuoteState | None,
        comparison: Comparison | None,
        recompare: Recompare | None,
        *,
        policy: str = "",
        unfound: bool = False,
        waiting: bool = False,
    ) -> None:
        """Show a quote held against its passage under `policy`.

        `comparison` is None where there is no evidence yet, or, with `unfound`, none that holds the quote, or, with
        `waiting`, where it is being made; `recompare` then is None too.
        """
        self._state, self._comparison, self._unfound, self._waiting = state, comparison, unfound, waiting
        if policy and self.policy.findData(policy) >= 0:
            self.policy.setCurrentIndex(self.policy.findData(policy))
        self.policy.setEnabled(state is not None)
        quote = state.quote if state else None
        found = comparison is not None and comparison.passage is not None
        indirect = quote is not None and quote.form is Form.INDIRECT
        over = found and not indirect
        who = (quote.name or quote.speaker) if quote else ""
        self.words.show_comparison(comparison if over else None, quote.exact if quote else "", who)
        if quote is not None and comparison is not None and found and indirect:
            self.prose.show_sense(quote.exact, comparison)
        elif not over:
            self.prose.show_message(quote.exact if quote else "", self._nothing_said() if quote else "")
        self._body.setCurrentWidget(self._scroll if over else self._prose_scroll)
        self._show_verdict()
        self.proposed.show_quote(quote, recompare if over else None, indirect=indirect, waiting=waiting)

    def next_difference(self) -> None:
        """Go to the next difference."""
        self.words.next_difference()

    def previous_difference(self) -> None:
        """Go to the previous difference."""
        self.words.previous_difference()

    def use_words_as_said(self) -> None:
        """Propose the passage, word for word."""
        self.proposed.use_words_as_said()

    def take_over(self) -> None:
        """Propose what was said at one difference: at the caret in the proposed wording, else at the current one."""
        typing = self.proposed.field.hasFocus()
        self.proposed.take_over(self.words.current_said())
        if not typing:
            self.next_difference()

    def edit_proposed(self) -> None:
        """Put the caret into the proposed wording, opening it where it is folded away."""
        self.set_compact(False)
        self.proposed.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _nothing_said(self) -> str:
        if self._state is not None and self._state.quote.form is Form.TERM:
            return tr("These marks report nobody, so there is nothing to compare.")
        if self._waiting:
            return tr("Comparing")
        if self._comparison is None and self._unfound:
            return tr("No passage found for this quote. Choose a piece, or mark the passage yourself.")
        if self._comparison is None:
            return tr("No evidence yet. Attach a transcript, statement or notes.")
        return tr("Not found in this evidence. Try another, or mark the passage yourself.")

    def _show_verdict(self) -> None:
        state, comparison = self._state, self._comparison if self._state else None
        indirect = state is not None and state.quote.form == Form.INDIRECT
        if comparison is None or (indirect and comparison.passage is not None):
            self.verdict.show_words("", "", "ink2", "hover")
        else:
            look = tokens()["verdicts"][comparison.verdict.value]
            ground = look.get("ground", "done_bg")
            self.verdict.show_words(look["sign"], verdict_word(comparison.verdict), look["colour"], ground)
        summary = self._summary(comparison, indirect=indirect)
        self.summary.setText(summary)
        self.summary.setToolTip(tip(summary))
        self.verdict.setToolTip(tip(summary))
        self._tell_current()

    def _summary(self, comparison: Comparison | None, *, indirect: bool) -> str:
        if comparison is None or comparison.passage is None:
            return self._nothing_said() if self._state else ""
        if indirect:
            wrong = len(comparison.differences)
            if not wrong:
                return tr("Reported in other words. Figures, names and negations agree: weigh the sense.")
            return count(
                wrong, "Reported in other words. 1 fact differs.", "Reported in other words. {n} facts differ."
            )
        wrong, allowed = self.words.counts()
        if wrong:
            return count(wrong, "1 difference the policy does not allow", "{n} differences the policy does not allow")
        if allowed and comparison.verdict != Verdict.VERBATIM:
            return count(allowed, "1 difference, which the policy allows", "{n} differences, all of them allowed")
        return tr("Same words as the evidence")

    def _tell_current(self) -> None:
        total, at = self.words.total, self.words.position
        for button in (self.previous_button, self.next_button):
            button.setVisible(total > 0)
        self._places = ("", "")
        if total and at >= 0:
            whole = tr("Difference {at} of {total}", at=at + 1, total=total)
            self._places = (whole, tr("{n} of {total}", n=at + 1, total=total))
        self._fit_header()
        self._bring_current()
        self.difference_changed.emit(self.words.current_difference())

    def _fit_header(self) -> None:
        """Without room for all of it the place is told shorter; then the summary leaves it to the verdict."""
        self.place.setText(self._places[0])
        self.place.setToolTip(self._places[0])
        self.place.setAccessibleName(self._places[0])
        self.summary.show()
        row, wanted = self.header.row, self.summary.sizeHint().width()
        room = self.header.width() - row.totalMinimumSize().width() + self.summary.minimumSizeHint().width()
        if room < wanted and self._places[1]:
            room += self.place.sizeHint().width()
            self.place.setText(self._places[1])
            room -= self.place.sizeHint().width()
        self.summary.setVisible(room >= wanted * _LEGIBLE or not self.place.text())

    def _bring_current(self) -> None:
        """Show the pair of rows with the current difference from its top, where it is not in view as a whole."""
        box, bar = self.words.current_box(), self._scroll.verticalScrollBar()
        if box.isNull():
            return
        across = box.center().toPoint().x()
        self._scroll.ensureVisible(across, bar.value(), round(box.width() / 2) + 8, 0)
        top, high = bar.value(), self._scroll.viewport().height()
        if box.top() < top or box.bottom() > top + high:
            bar.setValue(round(box.top()) - TOP)
        elif bar.value() and box.bottom() <= high:
            bar.setValue(0)
