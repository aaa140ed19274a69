"""The ruling: which status, for what reason. At the foot of the details, or as a strip where they are folded away."""

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.workflow import ASKS_REASON, Desk, QuoteState, next_open, why_not_rule
from db.records import Form, QuoteId, Status, Verdict
from ui.i18n import tr
from ui.icons import status_icon
from ui.messages import reason_words, status_word
from ui.theme import Theme
from ui.views.elided import ElidedLabel
from ui.widgets import Hairline, Label, PrimaryButton

_ORDER = (
    Status.VERBATIM,
    Status.PERMITTED_EDITS,
    Status.PARAPHRASE_ONLY,
    Status.NEEDS_CHANGE,
    Status.DISPUTED,
    Status.UNVERIFIABLE,
    Status.DO_NOT_PUBLISH,
    Status.IN_CHECK,
    Status.UNCHECKED,
)
_BESIDE = 4 + 2  # what parts a combo's icon from the word, and the word's own edge
_TIGHT = 620  # pixels at the usual text size: a strip narrower than this shows neither label nor key
_LABELS, _LABELS_WIDE = 88, 96  # pixels at the usual text size: what labels take in the details
_ANY = "reason"  # stands for a reason still to be given, to ask what is in the way besides


def proposed_status(state: QuoteState) -> Status | None:
    """What to offer first: the status the quote has, else the best that the desk allows on the comparison made."""
    if state.quote.status not in (Status.UNCHECKED, Status.IN_CHECK) and not state.stale:
        return state.quote.status
    if state.check is None or state.check_stale:
        return None
    if state.quote.form is Form.INDIRECT and state.check.verdict is Verdict.MEANING_CHANGED:
        return None  # a fact differs: nothing is offered that would let it pass unread
    after = Status.PARAPHRASE_ONLY if state.quote.form is Form.INDIRECT else Status.NEEDS_CHANGE
    allowed = (s for s in (Status.VERBATIM, Status.PERMITTED_EDITS, after) if why_not_rule(state, s, _ANY) is None)
    return next(allowed, None)


class RulingDraft(QObject):
    """The ruling being made. The foot of the details and the strip show the same one, so that neither loses words."""

    changed = Signal()
    rule_wanted = Signal(str, object, str)  # quote id, Status, reason
    refused = Signal(str)  # why it cannot be given, in a sentence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: QuoteState | None = None
        self.status: Status | None = None
        self.reason = ""
        self.following = ""
        self._ruled = ""
        self.several = ""
        self._reasons: dict[QuoteId, str] = {}

    def show(self, desk: Desk | None, state: QuoteState | None) -> None:
        """Rule on this quote. What was typed or chosen for it stays until another ruling is known."""
        ruled = state.ruling.id if state and state.ruling else ""
        same = self.state is not None and state is not None and self.state.quote.id == state.quote.id
        before, self.state = self.state, state
        if not same or ruled != self._ruled:
            self.status = proposed_status(state) if state else None
            given = state.ruling.reason if state and state.ruling and state.ruling.status == self.status else ""
            self.reason = (self._reasons.pop(state.quote.id, "") if state and not same else "") or given
        elif state and before and before.check != state.check and not self.reason:
            self.status = proposed_status(state)  # it was compared meanwhile, and nothing was begun
        self._ruled = ruled
        self.following = _following(desk, state)
        self.changed.emit()

    def show_several(self, why: str) -> None:
        """More than one quote is selected, so none can be ruled on, and `why`; "" where it is one again."""
        if why != self.several:
            self.several = why
            self.changed.emit()

    def choose(self, status: Status | None) -> None:
        """Take another status."""
        self.status = status
        self.changed.emit()

    def give(self, reason: str) -> None:
        """Take another reason; kept with its quote while one looks at others."""
        self.reason = reason
        if self.state:
            self._reasons[self.state.quote.id] = reason
        self.changed.emit()

    def why_not(self) -> str:
        """Why it cannot be ruled now, in a sentence; "" where it can."""
        if self.state is None:
            return tr("Choose a quote first.")
        if self.several:
            return self.several
        if self.status is None:
            return tr("Choose a ruling first.")
        return why_not(self.state, self.status, self.reason)

    def needs_reason(self) -> bool:
        """Whether only the reason is missing."""
        state, status = self.state, self.status
        if state is None or status is None or self.several:
            return False
        return why_not_rule(state, status, self.reason) in ASKS_REASON

    def rule(self) -> bool:
        """Give the ruling. False where the desk does not allow it; then `refused` says why."""
        problem = self.why_not()
        if problem or self.state is None or self.status is None:
            self.refused.emit(problem)
            return False
        self._reasons.pop(self.state.quote.id, None)
        self.rule_wanted.emit(self.state.quote.id, self.status, self.reason.strip())
        return True


def why_not(state: QuoteState, status: Status, reason: str) -> str:
    """Why this status cannot be given, in a sentence; "" where it can."""
    refusal = why_not_rule(state, status, reason)
    if refusal is None:
        return ""
    wrong = sum(not difference.allowed for difference in state.check.differences) if state.check else 0
    return reason_words(refusal.value, **({"n": wrong} if wrong else {}))


def _following(desk: Desk | None, state: QuoteState | None) -> str:
    if desk is None or state is None:
        return ""
    after = next_open(desk, state.quote.id)
    if after is None:
        return tr("No other quote is left")
    other = desk.state(after)
    who = other.quote.name or other.quote.speaker
    return (
        tr("Next: quote {number}, {who}", number=other.number, who=who)
        if who
        else tr("Next: quote {number}", number=other.number)
    )


class _StatusBox(QComboBox):
    """A combo that shows a status by its short word where the long one does not fit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the icon, and the word that fits."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        chosen = self.currentData()
        if (
            chosen is not None
            and self.fontMetrics().horizontalAdvance(self.currentText()) > room - self.iconSize().width() - _BESIDE
        ):
            option.currentText = status_word(chosen, short=True) or self.currentText()
        if chosen is None:
            option.currentText = self.placeholderText()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class _Controls(QWidget):
    """The three controls of a ruling, all showing one draft. Subclasses lay them out."""

    def __init__(self, theme: Theme, draft: RulingDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.draft = theme, draft
        self._listed: QuoteState | None = None
        self._hint = ""
        self.setAutoFillBackground(True)
        self.status = _StatusBox()
        self.status.setAccessibleName(tr("Rule as"))
        self.status.setPlaceholderText(tr("Choose"))
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.status.setMinimumContentsLength(8)
        self._model = QStandardItemModel(0, 1, self)
        self.status.setModel(self._model)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.button = PrimaryButton(theme, tr("Rule and go on"), key="Ctrl+Enter")
        self.status_label = Label(theme, tr("Rule as"), weight="strong")
        self.status_label.setBuddy(self.status)
        self.reason_label = Label(theme, tr("Reason"), weight="label", tone="ink2")
        self.reason_label.setBuddy(self.reason)
        self.following = ElidedLabel(theme, tone="ink3", role="small")
        self.status.activated.connect(lambda at: draft.choose(Status(self.status.itemData(at))))
        self.reason.textEdited.connect(draft.give)
        self.reason.returnPressed.connect(self.rule)
        self.button.clicked.connect(self.rule)
        draft.changed.connect(self._show)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's icons and ground."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.panel)
        self.setPalette(palette)
        side = round(16 * theme.scale)
        self.status.setIconSize(QSize(side, side))
        self._list_statuses()
        self._show()

    def set_key(self, key: str) -> None:
        """Show another key on the button."""
        self.button.set_key(key)

    def rule(self) -> None:
        """Give the ruling; where only the reason is missing, go to its field."""
        if self.draft.rule():
            return
        target = self.reason if self.draft.needs_reason() else self.status
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_statuses(self) -> None:
        """Every status; one that the desk does not allow is disabled and says why."""
        state = self._listed = self.draft.state
        self._model.clear()
        for status in _ORDER:
            item = QStandardItem(status_icon(status.value, self._theme), status_word(status))
            item.setData(status, Qt.ItemDataRole.UserRole)
            problem = why_not(state, status, _ANY) if state else ""
            item.setEnabled(not problem)
            item.setToolTip(problem)
            item.setData(problem, Qt.ItemDataRole.AccessibleDescriptionRole)
            self._model.appendRow(item)

    def _show(self) -> None:
        draft, state = self.draft, self.draft.state
        blocker = QSignalBlocker(self.status)
        if state is not self._listed or not self._model.rowCount():
            self._list_statuses()
        self.status.setCurrentIndex(_ORDER.index(draft.status) if draft.status else -1)
        blocker.unblock()
        if self.reason.text() != draft.reason:
            self.reason.setText(draft.reason)
        for control in (self.status, self.reason):
            control.setEnabled(state is not None)
        problem = draft.why_not()
        self.reason.setPlaceholderText(tr("Needed here") if draft.needs_reason() else self._hint)
        self.button.setEnabled(not problem or draft.needs_reason())
        self.button.setToolTip(problem)
        self.button.setAccessibleDescription(problem)
        self.following.setText(tr("Several quotes are selected") if draft.several else draft.following)


class RulingForm(_Controls):
    """The foot of the details: one control under the other, and what comes next."""

    def __init__(self, theme: Theme, draft: RulingDraft, parent: QWidget | None = None) -> None:
        super().__init__(theme, draft, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(8)
        for row, (label, field) in enumerate(((self.status_label, self.status), (self.reason_label, self.reason))):
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
        self._grid.setColumnStretch(1, 1)
        self._inner.addLayout(self._grid)
        self._inner.addSpacing(14)
        self._inner.addWidget(self.button)
        self._inner.addSpacing(10)
        self._inner.addWidget(self.following, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Hairline(theme))
        column.addLayout(self._inner)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's distances."""
        super().set_theme(theme)
        pad = theme.space("pane_padding") + 1
        self._inner.setContentsMargins(pad, 13, pad + 1, 20)
        self._grid.setColumnMinimumWidth(0, label_width(theme))


class RulingStrip(_Controls):
    """The same in one row, for a window too narrow for the details. `details_button` opens them."""

    def __init__(self, theme: Theme, draft: RulingDraft, parent: QWidget | None = None) -> None:
        super().__init__(theme, draft, parent)
        self._hint, self._key = tr("Reason"), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.status.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.reason_label.hide()
        self.following.hide()
        self.row.addWidget(self.status_label)
        for widget, stretch in ((self.status, 0), (self.reason, 1), (self.button, 0)):
            self.row.addWidget(widget, stretch)
        column.addWidget(Hairline(theme))
        column.addLayout(self.row)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's distances; the combo stands under the proposed wording."""
        super().set_theme(theme)
        pad = theme.space("pane_padding") + 1
        self.row.setContentsMargins(pad, 6, pad + 1, 7)
        column = round(theme.space("label_column") * theme.scale)
        self.status_label.setFixedWidth(max(column - pad - self.row.spacing(), self.status_label.sizeHint().width()))
        self.status.setFixedWidth(round(152 * theme.scale))
        self._fit()

    def set_key(self, key: str) -> None:
        """Show another key on the button, where there is room."""
        self._key = key
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reason needs room more than the label and the key do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tight = self.width() < _TIGHT * self._theme.scale
        self.status_label.setVisible(not tight)
        self.button.set_key("" if tight else self._key)


def label_width(theme: Theme) -> int:
    """The width of the labels in the details, so that all fields share one edge and no label touches its field."""
    usual = theme.px(_LABELS_WIDE if theme.wide else _LABELS)
    strong, label = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("label"))
    others = (tr("Reason"), tr("Speaker"), tr("Stands for"), tr("Attribution"), tr("Terms"), tr("Evidence"))
    widest = max(strong.horizontalAdvance(tr("Rule as")), *(label.horizontalAdvance(one) for one in others))
    return max(usual, min(widest + theme.px(10), round(usual * 1.3)))


def details_width(theme: Theme) -> int:
    """The width of the details; where a language has longer labels the fields keep their room."""
    return theme.width("details") + label_width(theme) - theme.px(_LABELS_WIDE if theme.wide else _LABELS)
