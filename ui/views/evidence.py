"""The evidence's pane: which piece, how good it is, which passage; the words; a search in them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.workflow import Desk
from db.records import Evidence, EvidenceId, EvidenceKind, Span
from ui import icons
from ui.i18n import tr
from ui.messages import capture_phrase, evidence_kind_word, level_word
from ui.theme import Theme
from ui.views.capture_sign import CaptureSign
from ui.views.elided import ElidedBox
from ui.views.evidence_page import EvidencePage
from ui.views.find_bar import FindBar
from ui.widgets import Chip, EmptyCard, IconButton, Label, PaneHeader
from ui.widgets.drops import DropPane
from ui.widgets.strip import Strip

_ICONS = {
    EvidenceKind.RECORDING: "microphone",
    EvidenceKind.CALL: "microphone",
    EvidenceKind.WEB_PAGE: "globe",
    EvidenceKind.EMAIL: "link",
}


class EvidenceView(DropPane):
    """Shows one piece of evidence with the passage found in it. It says what the user wants, and changes nothing."""

    evidence_chosen = Signal(str)  # EvidenceId
    candidate_chosen = Signal(int)  # number of a passage, from 0
    passage_wanted = Signal(int, int)  # characters of the evidence's text: use these as the passage
    place_chosen = Signal(int)  # a character of the evidence's text: select the quote that rests there
    add_wanted = Signal()
    capture_wanted = Signal()  # bring in the text of the link shown
    beside_wanted = Signal()  # let the quote rest on the passage shown too, or no more
    context_wanted = Signal(QPoint)  # on the screen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk: Desk | None = None
        self._shown: Evidence | None = None
        self._passages: tuple[Span, ...] = ()
        self._current = -1
        self._places = ("", "")  # which passage is lit, in full and shorter
        self.header = PaneHeader(theme, tr("Evidence"))
        self.chooser = ElidedBox()
        self.level = Chip(theme)
        self.capture = CaptureSign(theme)
        self.passage = Label(theme, role="small", tone="ink2", figures=True)
        self.previous = IconButton(theme, "caret-left", tr("Previous passage"), size=12)
        self.next = IconButton(theme, "caret-right", tr("Next passage"), size=12)
        self.add = IconButton(theme, "plus", tr("Attach evidence"), size=14)
        self.note = Strip(
            theme, tr("Not found in this evidence. Try another, or mark the passage yourself."), foot=False
        )
        self.find_bar = FindBar(theme)
        self.page = EvidencePage(theme)
        self.page.setAccessibleName(tr("Evidence text"))
        self.strip = Strip(theme, tr("These words are selected."), button=tr("Use them as the passage"), foot=True)
        self.failed = Strip(theme, "", foot=False)
        self.beside = Strip(theme, "", button=tr("Rest on it too"), foot=True)
        self._link = EmptyCard(theme, "link", "", "", button=tr("Attach its text…"))
        self._empty = EmptyCard(
            theme,
            "paperclip",
            tr("No evidence yet"),
            tr("Drop a transcript, statement or notes here."),
            button=tr("Attach evidence…"),
        )
        self._nothing = EmptyCard(theme, "magnifying-glass", "", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.show_desk(None)

    def _lay_out(self) -> None:
        self.chooser.setAccessibleName(tr("Evidence"))
        self.chooser.setPlaceholderText(tr("Choose a piece"))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chooser.setMinimumContentsLength(8)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row = self.header.row
        row.addWidget(self.chooser, 10)
        row.addWidget(self.level)
        row.addWidget(self.capture)
        row.addStretch(1)
        row.addWidget(self.passage)
        steps = QHBoxLayout()
        steps.setSpacing(0)
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        row.addLayout(steps)
        row.addWidget(self.add)
        reading = QWidget()
        column = QVBoxLayout(reading)
        for widget in (self.failed, self.note, self.find_bar, self.page, self.strip, self.beside):
            column.addWidget(widget, 1 if widget is self.page else 0)
        self._stack.addWidget(reading)
        for card, above in ((self._empty, 0), (self._nothing, 1), (self._link, 0)):
            holder = QWidget()
            around = QVBoxLayout(holder)
            around.setContentsMargins(12, 12, 12, 12)
            around.addStretch(above)
            around.addWidget(card)
            around.addStretch(1)
            self._stack.addWidget(holder)
        whole = QVBoxLayout(self)
        whole.addWidget(self.header)
        whole.addWidget(self._stack)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for hidden in (self.failed, self.note, self.find_bar, self.strip, self.beside):
            hidden.hide()
        self.setAutoFillBackground(True)

    def _connect(self) -> None:
        self.chooser.activated.connect(lambda row: self.evidence_chosen.emit(self.chooser.itemData(row)))
        self.previous.clicked.connect(lambda: self.step_passage(-1))
        self.next.clicked.connect(lambda: self.step_passage(1))
        self.add.clicked.connect(self.add_wanted)
        self._empty.pressed.connect(self.add_wanted)
        self._link.pressed.connect(self.capture_wanted)
        self.beside.pressed.connect(self.beside_wanted)
        self.page.passage_wanted.connect(self.use_selection)
        self.page.place_chosen.connect(self.place_chosen)
        self.strip.pressed.connect(self.use_selection)
        self.find_bar.searched.connect(lambda words: self.find_bar.show_found(self.page.find_words(words)))
        self.page.counted.connect(self.find_bar.show_more)
        self.find_bar.went_to.connect(self.page.go_to_found)
        self.find_bar.closed.connect(self._end_search)
        self.page.customContextMenuRequested.connect(
            lambda at: self.context_wanted.emit(self.page.viewport().mapToGlobal(at))
        )
        # the strip comes once the selecting is over: it would move under the pointer
        self._settled = QTimer(self, singleShot=True, interval=250)
        self._settled.timeout.connect(self._show_strip)
        self.page.selection_changed.connect(self._settled.start)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground, and the icons of the chooser."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, theme.paper)
        self.setPalette(palette)
        self.capture.set_theme(theme)
        self.chooser.setFont(theme.font("control"))
        self.chooser.setIconSize(QSize(theme.px(15), theme.px(15)))
        self.chooser.setMaximumWidth(theme.width("queue") - 50)
        for row in range(self.chooser.count()):
            piece = self._desk.piece(self.chooser.itemData(row)) if self._desk else None
            if piece:
                self.chooser.setItemIcon(row, self._icon(piece))

    def _icon(self, piece: Evidence) -> QIcon:
        return icons.icon(_ICONS.get(piece.kind, "file-text"), self._theme.ink2, self._theme.disabled)

    # Showing

    def show_desk(self, desk: Desk | None) -> None:
        """Offer the desk's evidence; the piece shown stays, else the first one is shown."""
        self._desk = desk
        pieces = desk.evidence if desk else ()
        self.chooser.clear()
        for piece in pieces:
            self.chooser.addItem(self._icon(piece), piece.title or evidence_kind_word(piece.kind), piece.id)
            self.chooser.setItemData(self.chooser.count() - 1, capture_phrase(piece), Qt.ItemDataRole.ToolTipRole)
        self.chooser.setVisible(bool(pieces))
        self.header.title.setVisible(not pieces)
        kept = self._shown.id if self._shown and any(p.id == self._shown.id for p in pieces) else None
        self.show_evidence(kept or (pieces[0].id if pieces else None))

    def show_evidence(self, evidence_id: EvidenceId | None) -> None:
        """Show that piece of the desk's evidence; another piece than before has no passage until one is shown."""
        piece = self._desk.piece(evidence_id) if self._desk and evidence_id else None
        if piece is None or self._shown is None or piece.id != self._shown.id:
            self._passages, self._current = (), -1
            self.note.hide()
            self._show_count()
            self.find_bar.close_quietly()
        self._shown = piece
        self._stack.setCurrentIndex(1 if piece is None else 0 if piece.text else 3)
        self._show_capture(piece)
        self.chooser.setCurrentIndex(self.chooser.findData(evidence_id))
        self.level.setVisible(piece is not None)
        self.level.set_text(piece.level.value if piece else "")
        self.level.setToolTip(level_word(piece.level) if piece else "")
        self.page.show_evidence(piece)
        self.page.light(self._lit(), bring=False)

    def _show_capture(self, piece: Evidence | None) -> None:
        self.capture.show_piece(piece)
        self.failed.setVisible(piece is not None and not piece.carries)
        if piece is not None and not piece.carries:
            where = piece.url or piece.origin
            self._link.show_words(capture_phrase(piece), where, tr("Attach its text…"))
            self.failed.label.setText(tr("{what} No check rests on it.", what=f"{capture_phrase(piece)}."))

    def show_beside(self, said: str, button: str) -> None:
        """Say how the quote stands to this piece, where it is not the one it is ruled by; nothing where it is."""
        self.beside.label.setText(said)
        self.beside.button.setText(button)
        self.beside.button.setVisible(bool(button))
        self.beside.setVisible(bool(said))

    def show_nothing(self, title: str, text: str) -> None:
        """Show no piece, and say why in the middle of the pane."""
        self.show_evidence(None)
        self.show_passages(())
        self._nothing.show_words(title, text)
        self._stack.setCurrentIndex(2)

    def shown(self) -> EvidenceId | None:
        """The piece shown."""
        return self._shown.id if self._shown else None

    def show_passages(
        self, passages: Sequence[Span], current: int = 0, *, searched: bool = True, bring: bool = True
    ) -> None:
        """Light passage number `current` of these; with none and `searched`, say that it was not found."""
        self._passages = tuple(passages)
        self._current = current if self._passages else -1
        self.note.setVisible(searched and not self._passages and self._shown is not None)
        self._show_count()
        self.page.light(self._lit(), bring=bring)

    def _lit(self) -> Span | None:
        return self._passages[self._current] if 0 <= self._current < len(self._passages) else None

    def _show_count(self) -> None:
        total = len(self._passages)
        self._places = ("", "")
        if total:
            at = self._current + 1
            self._places = (tr("Passage {n} of {total}", n=at, total=total), tr("{n} of {total}", n=at, total=total))
        self._fit_header()
        for button in (self.previous, self.next):
            button.setVisible(total > 0)
        self.previous.setEnabled(self._current > 0)
        self.next.setEnabled(self._current + 1 < total)

    def _fit_header(self) -> None:
        """Where the piece's title has no room, which passage it is is told shorter."""
        self.passage.setText(self._places[0])
        self.passage.setToolTip(self._places[0])
        self.passage.setAccessibleName(self._places[0])
        row, icon = self.header.row, self.chooser.iconSize().width()
        wanted = self.chooser.fontMetrics().horizontalAdvance(self.chooser.currentText()) + icon + self._theme.px(40)
        least = row.totalMinimumSize().width() - self.chooser.minimumSizeHint().width()
        if self.header.width() - least < wanted:
            self.passage.setText(self._places[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other words."""
        super().resizeEvent(event)
        self._fit_header()

    def step_piece(self, by: int) -> None:
        """Say that the piece `by` places further on is wanted, after the last one the first."""
        at, total = self.chooser.currentIndex(), self.chooser.count()
        if total:
            self.evidence_chosen.emit(self.chooser.itemData(((at if at >= 0 else -max(0, by)) + by) % total))

    def step_passage(self, by: int) -> None:
        """Say that the candidate `by` places further on is wanted, where there is one."""
        if 0 <= self._current + by < len(self._passages):
            self.candidate_chosen.emit(self._current + by)

    # Using and searching

    def selected_span(self) -> Span | None:
        """The words selected, as characters of the evidence's text; None where none are."""
        return self.page.selected_span()

    def use_selection(self) -> None:
        """Say that the selected words are the passage."""
        span = self.selected_span()
        if span:
            self.passage_wanted.emit(*span)

    def _show_strip(self) -> None:
        self.strip.setVisible(self.selected_span() is not None and not self.find_bar.isVisible())

    def open_search(self, words: str = "") -> None:
        """Open the search in the text, for these words where some are given."""
        if self._shown is not None:
            self.find_bar.open()
            if words:
                self.find_bar.field.setText(words)

    def _end_search(self) -> None:
        self.page.find_words("")
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
