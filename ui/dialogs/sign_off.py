"""Sign-off: what is still open, who checked, who signs, and what a sign-off here is worth."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.workflow import Desk, Reason, last_checkers, why_not_sign
from db.records import QuoteId
from ui import icons
from ui.dialogs.frame import Frame, section, sentence
from ui.findings import COMMENT, Finding, findings
from ui.i18n import tr
from ui.messages import completeness, reason_words
from ui.theme import Theme
from ui.times import when
from ui.widgets import Banner, Hairline, Label, LinkButton

_MOST_LINKS = 8


class SignOffDialog(Frame):
    """Never one key: the signer ticks that the rulings were read before the button can be pressed."""

    sign_wanted = Signal(str)  # a remark, may be ""
    quote_wanted = Signal(str)  # quote id

    def __init__(self, theme: Theme, desk: Desk, who: str, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Sign off"), tr("Sign off"), parent)
        self._refusal = why_not_sign(desk, who)
        self.setMinimumWidth(round(540 * theme.scale))
        self.only_side()
        headline = Label(theme, desk.article.headline, tone="ink2")
        headline.setFont(theme.reading_font(theme.base_size + 2))
        headline.setWordWrap(True)
        column = self.column
        column.addWidget(headline)
        column.addSpacing(8)
        column.addWidget(section(theme, completeness(desk.progress)))
        self._list(findings(desk))
        column.addSpacing(4)
        column.addWidget(Hairline(theme))
        column.addSpacing(4)
        column.addLayout(self._people(desk, who))
        self.banner = Banner(theme, "error", "")
        column.addWidget(self.banner)
        self.read = QCheckBox(tr("I have &read the rulings and stand by them"))
        self.read.toggled.connect(self._weigh)
        column.addSpacing(4)
        column.addWidget(self.read)
        column.addSpacing(4)
        note = sentence(
            theme,
            tr(
                "In a library on one laptop a sign-off is a signed record of who vouched for these words and when. "
                "It is not access control: whoever can open the file can add to it under another name. "
                "Any later change to a quote takes the sign-off back."
            ),
            "ink3",
        )
        note.setFont(theme.font("small"))
        column.addWidget(note)
        column.addStretch(1)
        self._say_refusal(desk)
        self._weigh()
        (self.stop if self._refusal else self.read).setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, found: Sequence[Finding]) -> None:
        for finding in found:
            row = QHBoxLayout()
            row.setSpacing(8)
            sign = QLabel()
            side = self.theme.px(16)
            comment = icons.icon(COMMENT, self.theme.ink2)
            shown = comment if finding.icon == COMMENT else icons.status_icon(finding.icon, self.theme)
            sign.setPixmap(shown.pixmap(QSize(side, side)))
            row.addWidget(sign)
            said = Label(self.theme, finding.words, weight="strong" if finding.blocks else "regular")
            said.setWordWrap(not finding.quotes)
            said.setMinimumHeight(self.theme.height("target_least"))
            row.addWidget(said, 0 if finding.quotes else 1)
            for quote_id, number in finding.quotes[:_MOST_LINKS]:
                link = LinkButton(self.theme, number)
                link.setAccessibleName(tr("Show quote {number}", number=number))
                link.setToolTip(tr("Show quote {number}", number=number))
                link.clicked.connect(lambda _on=False, quote_id=quote_id: self._show_quote(quote_id))
                row.addWidget(link)
            if len(finding.quotes) > _MOST_LINKS:
                row.addWidget(Label(self.theme, tr("and {n} more", n=len(finding.quotes) - _MOST_LINKS), tone="ink3"))
            if finding.quotes:
                row.addStretch(1)
            self.column.addLayout(row)

    def _people(self, desk: Desk, who: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        checker = ", ".join(last_checkers(desk))
        latest = max((s.rulings[0].counts_from for s in desk.states if s.rulings), default="")
        checked = tr("{who}, {when}", who=checker, when=when(latest)) if checker and latest else checker
        rows: list[tuple[str, str]] = [(tr("Last checked by"), checked or tr("Nobody yet")), (tr("Signs"), who)]
        before = [tr("{who}, {when}", who=one.who, when=when(one.at)) for one in desk.sign_offs]
        if before:
            rows.append((tr("Signed before"), "; ".join(before)))
        for at, (name, words) in enumerate(rows):
            grid.addWidget(Label(self.theme, name, weight="label", tone="ink2"), at, 0)
            grid.addWidget(Label(self.theme, words), at, 1)
        self.remark = QLineEdit()
        self.remark.setAccessibleName(tr("Remark"))
        self.remark.setPlaceholderText(tr("Optional"))
        label = Label(self.theme, tr("Re&mark"), weight="label", tone="ink2")
        label.setBuddy(self.remark)
        grid.addWidget(label, len(rows), 0)
        grid.addWidget(self.remark, len(rows), 1)
        return grid

    def _say_refusal(self, desk: Desk) -> None:
        self.banner.setVisible(self._refusal is not None)
        self.read.setEnabled(self._refusal is None)
        self.remark.setEnabled(self._refusal is None)
        if self._refusal is not None:
            counts = {Reason.OPEN_QUOTES: desk.progress.left, Reason.STALE_QUOTES: desk.progress.stale}
            left = {"left": counts[self._refusal]} if self._refusal in counts else {}
            self.banner.show_words("error", reason_words(self._refusal.value, **left))
            self.read.setToolTip(reason_words(self._refusal.value, **left))

    def _weigh(self) -> None:
        if self._refusal is not None:
            self.refuse(self.read.toolTip())
        else:
            self.refuse("" if self.read.isChecked() else tr("Tick that you have read the rulings first."))

    def _show_quote(self, quote_id: QuoteId) -> None:
        self.quote_wanted.emit(quote_id)
        self.reject()

    def confirm(self) -> None:
        """Sign."""
        self.sign_wanted.emit(self.remark.text().strip())
        self.accept()
