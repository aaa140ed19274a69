"""The Details pane: all that is known and decided about one quote, its history, its comments, and the ruling."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.workflow import Desk, QuoteState
from db.changes import Edit
from db.records import Evidence, Form, QuoteId, Source
from ui.i18n import count, tr
from ui.icons import status_icon
from ui.messages import evidence_kind_word, form_word, level_word, status_phrase
from ui.models.quotes import status_shown
from ui.theme import Theme
from ui.views.also import AlsoList
from ui.views.comments import CommentThread
from ui.views.elided import ElidedButton
from ui.views.elsewhere import ElsewhereList
from ui.views.fields import QuoteFields
from ui.views.found_by import found_words
from ui.views.growing import GrowingText
from ui.views.history import HistoryList
from ui.views.ruling import RulingDraft, RulingForm, label_width
from ui.views.typed import Typed
from ui.widgets import Chip, Hairline, IconButton, Label, PaneHeader
from ui.widgets.tips import tip


class DetailsPane(QWidget):
    """One quote's details. What is typed, chosen and ruled leaves by signals; nothing is kept here."""

    field_changed = Signal(str, str, object)  # quote id, field of db.records.Quote, value
    rule_wanted = Signal(str, object, str)  # quote id, Status, reason
    comment_wanted = Signal(str, str)  # quote id, text
    resolve_wanted = Signal(str)  # comment id
    source_wanted = Signal(str)  # quote id
    evidence_wanted = Signal(str)  # quote id: show the evidence that its check rests on
    piece_wanted = Signal(str)  # EvidenceId: show this further piece

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quote: QuoteId | None = None
        self._note_typed: Typed[str] = Typed()
        self._found = self._status_shown = ""
        self.setAccessibleName(tr("Details"))
        self.setAutoFillBackground(True)
        self.draft = RulingDraft(self)
        self.draft.rule_wanted.connect(self.rule_wanted)
        self._make_parts(theme)
        self._make_header(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._scrolled(theme), 1)
        column.addWidget(self.ruling)
        self._wire()
        self.set_menu(())
        self.set_theme(theme)
        self.show_quote(None, None)

    def _make_header(self, theme: Theme) -> None:
        self.header = PaneHeader(theme, tr("Details"))
        self.form = ElidedButton(theme)
        self.more = IconButton(theme, "dots-three", tr("More for this quote"))
        self.header.row.addWidget(self.form, 1)
        self.header.row.addWidget(self.more)

    def _make_parts(self, theme: Theme) -> None:
        self.fields = QuoteFields(theme)
        self.level = Chip(theme)
        self.evidence = ElidedButton(theme)
        self.also = AlsoList(theme)
        self.also_label = Label(theme, tr("Also on"), role="small", weight="label", tone="ink2")
        self.status_icon = QLabel()
        self.status = Label(theme, role="small")
        self.note = GrowingText(theme, tr("Note"), least=2)
        self.elsewhere = ElsewhereList(theme)
        self.history_title = Label(theme, tr("History"), role="small", weight="strong", tone="ink2")
        self.comment_count = Label(theme, role="small", weight="label", tone="ink2", figures=True)
        self.comment_button = IconButton(theme, "chat-circle", tr("Comments"))
        self.comment_button.setCheckable(True)
        self.history = HistoryList(theme)
        self.comments_title = Label(theme, tr("Comments"), role="small", weight="strong", tone="ink2")
        self.comments = CommentThread(theme)
        self.ruling = RulingForm(theme, self.draft)
        self.status.setWordWrap(True)

    def _scrolled(self, theme: Theme) -> QScrollArea:
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.setSpacing(theme.space("group_gap") - 2)
        self._inner.addWidget(self.fields)
        self._inner.addLayout(self._known())
        self._inner.addWidget(Hairline(theme))
        self._inner.addLayout(self._noted(theme))
        self._inner.addWidget(self.elsewhere)
        self._inner.addWidget(Hairline(theme))
        self._inner.addLayout(self._story())
        self._comment_line = Hairline(theme)
        for widget in (self._comment_line, self.comments_title, self.comments):
            self._inner.addWidget(widget)
        self._inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        return self._scroll

    def _known(self) -> QGridLayout:
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(0)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._fact(0, tr("Evidence"), self.level, self.evidence)
        self.also_label.setContentsMargins(0, 5, 0, 0)
        self._facts.addWidget(self.also_label, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(self.also, 1, 1)
        self._fact(2, tr("Status"), self.status_icon, self.status)
        return self._facts

    def _noted(self, theme: Theme) -> QGridLayout:
        self._notes = QGridLayout()
        self._notes.setHorizontalSpacing(0)
        self._notes.setColumnStretch(1, 1)
        note = Label(theme, tr("Note"), role="small", weight="label", tone="ink2")
        note.setBuddy(self.note)
        note.setContentsMargins(0, 6, 0, 0)
        self._notes.addWidget(note, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._notes.addWidget(self.note, 0, 1)
        return self._notes

    def _story(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.history_title, 1)
        head.addWidget(self.comment_count)
        head.addWidget(self.comment_button)
        story = QVBoxLayout()
        story.setSpacing(4)
        story.addLayout(head)
        story.addWidget(self.history)
        return story

    def _keep_edge(self) -> None:
        """All fields share one right edge with the ruling below, whether the pane scrolls or not."""
        bar, pad = self._scroll.verticalScrollBar(), self._theme.space("pane_padding") + 1
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._inner.setContentsMargins(pad, 13, max(0, pad + 1 - taken), 12)

    def _fact(self, row: int, words: str, sign: QWidget, said: QWidget) -> None:
        label = Label(self._theme, words, role="small", weight="label", tone="ink2")
        held = QHBoxLayout()
        held.setSpacing(8)
        held.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        held.addWidget(said, 1)
        self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._facts.addLayout(held, row, 1)

    def _wire(self) -> None:
        self.fields.field_changed.connect(self.field_changed)
        self.note.typed.connect(self._note_changed)
        self.comments.comment_wanted.connect(self.comment_wanted)
        self.comments.resolve_wanted.connect(self.resolve_wanted)
        self.comments.reply.textEdited.connect(lambda _text: QTimer.singleShot(0, self, self._show_reply))
        self.evidence.clicked.connect(self._want_evidence)
        self.also.piece_wanted.connect(self.piece_wanted)
        self.comment_button.toggled.connect(self._fold_comments)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's grounds and distances; comments are unfolded where there is room."""
        self._theme = theme
        self._keep_edge()
        if self._status_shown:
            self._draw_status()
        for grid in (self._facts, self._notes):
            grid.setColumnMinimumWidth(0, label_width(theme))
        for widget in (self, self._scroll):
            palette = widget.palette()
            palette.setColor(QPalette.ColorRole.Window, theme.panel)
            widget.setPalette(palette)
        self._fold_comments(self.comment_button.isChecked())

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """What else can be done with the quote, behind the dots in the header, after what is done here."""
        menu = QMenu(self)
        menu.addAction(tr("Choose the source…"), self._want_source)
        menu.addAction(tr("Write what was agreed"), self.fields.write_agreement)
        menu.addSeparator()
        menu.addActions(list(actions))
        self.more.setMenu(menu)

    def set_form_menu(self, menu: QMenu) -> None:
        """What the quote can be said to be, behind the words that say what it is."""
        self.form.setMenu(menu)

    def _want_evidence(self) -> None:
        if self._quote is not None:
            self.evidence_wanted.emit(self._quote)

    def _want_source(self) -> None:
        if self._quote is not None:
            self.source_wanted.emit(self._quote)

    def show_quote(self, desk: Desk | None, quote_id: QuoteId | None, *, sources: Sequence[Source] = ()) -> None:
        """Show a quote of the desk. `sources` are those of the library, to complete names from."""
        state = desk.state(quote_id) if desk is not None and quote_id is not None else None
        if quote_id != self._quote and not self.isAncestorOf(self.window().focusWidget() or self):
            self._scroll.verticalScrollBar().setValue(0)  # nobody writes here: another quote is read from its top
        self._quote = quote_id
        self._show_header(state)
        names = sorted({source.name for source in sources if source.name} | _spoken_of(desk), key=str.casefold)
        self.fields.show_quote(state.quote if state else None, _source_name(state), names)
        self._show_facts(desk, state)
        if self._note_typed.takes(quote_id, state.quote.note if state else ""):
            self.note.put_text(state.quote.note if state else "")
        self.note.setEnabled(state is not None)
        comments = state.comments if state else ()
        self.comments.show_comments(quote_id, comments)
        if self.comments.waits:
            self._fold_comments(True)  # nothing unsent is out of sight
        self.comment_count.setText(str(len(comments)) if comments else "")
        name = count(len(comments), "1 comment", "{n} comments") if comments else tr("Comments")
        self.comment_button.set_name(name)
        self._found = found_words(state.quote) if state else ""
        self.draft.show(desk, state)

    def show_history(self, edits: Sequence[Edit]) -> None:
        """Show the quote's history, newest first."""
        self.history.show_edits(edits, self._found)

    def write_comment(self) -> None:
        """Unfold the comments and put the caret into the field."""
        self._fold_comments(True)
        self.comments.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self._show_reply)  # once it is laid out: it was folded away until now

    def _show_reply(self) -> None:
        for widget in (self.comments, self.comments.unsent, self.comments.reply):
            if widget.isVisible():
                self._scroll.ensureWidgetVisible(widget)

    def _show_header(self, state: QuoteState | None) -> None:
        if state is None:
            self.header.title.setText(tr("Details"))
        elif state.number is not None:
            self.header.title.setText(tr("Quote {number}", number=state.number))
        else:
            self.header.title.setText(_uncounted(state))
        term = state is not None and state.quote.form is Form.TERM
        form = tr("reports nobody") if term else form_word(state.quote.form) if state else ""
        held = tr("held by {who}", who=state.quote.assigned_to) if state and state.quote.assigned_to else ""
        self.form.setText(" · ".join(filter(None, (form, held))))
        self.form.setToolTip(tip(tr("Form: {form}", form=self.form.text())) if state else "")
        self.form.setAccessibleName(tr("Form: {form}", form=self.form.text()))
        self.form.setEnabled(state is not None)

    def _show_facts(self, desk: Desk | None, state: QuoteState | None) -> None:
        check = state.check if state else None
        piece = desk.piece(check.evidence_id) if desk and check and check.evidence_id else None
        self.level.set_text(piece.level.value if piece else "")
        self.level.setToolTip(level_word(piece.level) if piece else "")
        said = _evidence_words(piece, check.locator if check else "")
        self.evidence.setText(said)
        self.evidence.setEnabled(piece is not None)
        about = f"{piece.title}: {said}" if piece else tr("Attach a transcript, statement or notes")
        self.evidence.setToolTip(tip(about))
        self.evidence.setAccessibleName(tr("Evidence: {what}", what=said))
        self.also.show_quote(desk, state)
        self.also_label.setVisible(bool(self.also.lines))
        if state is None:
            self._status_shown = ""
            self.status.setText("")
            self.status_icon.clear()
            return
        shown = status_shown(state)
        title = next((one.title for one in desk.evidence if one.id == state.stale_in), "") if desk else ""
        self._status_shown = shown
        self._draw_status()
        said = status_phrase(state.quote.status, state.stale, title)
        if state.lost:
            said = tr("No longer in the text. It was: {status}", status=said)
        self.status.setText(_term_words(state) if shown == "term" else said)

    def _draw_status(self) -> None:
        side = self._theme.px(16)
        self.status_icon.setPixmap(status_icon(self._status_shown, self._theme).pixmap(QSize(side, side)))

    def _note_changed(self, text: str) -> None:
        if self._quote is not None:
            self._note_typed.send(text)
            self.field_changed.emit(self._quote, "note", text)

    def _fold_comments(self, unfolded: bool) -> None:
        shown = unfolded or self._theme.wide
        self.comment_button.setVisible(not self._theme.wide)
        self.comment_count.setVisible(not self._theme.wide)
        if self.comment_button.isChecked() != unfolded:
            self.comment_button.setChecked(unfolded)
        for widget in (self._comment_line, self.comments_title, self.comments):
            widget.setVisible(shown)


def _uncounted(state: QuoteState) -> str:
    """What a quote without a number is."""
    if state.lost:
        return tr("Lost quote")
    return tr("Term") if state.quote.form is Form.TERM else tr("Left out of the check")


def _term_words(state: QuoteState) -> str:
    reason = state.quote.term_reason
    return tr("Called a term: {why}", why=reason) if reason else tr("A term; it needs no check")


def _spoken_of(desk: Desk | None) -> set[str]:
    """The speakers of the article itself; one of them speaks in most of its quotes."""
    return {state.quote.name or state.quote.speaker for state in desk.states} - {""} if desk else set()


def _source_name(state: QuoteState | None) -> str:
    """How a quote's source is called: a confidential one by its code name only."""
    if state is None or state.source is None:
        return ""
    source = state.source
    return tr("{name} (code name)", name=source.code_name) if source.confidential else source.name


def _place_words(locator: str) -> str:
    """A place in a piece as a comparison keeps it ("paragraph 2"), in the user's words, and short."""
    kind, _, number = locator.partition(" ")
    if kind == "page":
        return tr("page {n}", n=number)
    return tr("para {n}", n=number) if kind == "paragraph" else locator


def _evidence_words(piece: Evidence | None, locator: str) -> str:
    if piece is None:
        return tr("None yet")
    short = locator.removeprefix("00:") if locator.count(":") == 2 else _place_words(locator)
    return f"{evidence_kind_word(piece.kind)}, {short}" if short else evidence_kind_word(piece.kind)
