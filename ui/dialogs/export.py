"""Export the quote sheet: format, policy, paper, which quotes, what to put in, and what it will look like."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.sheets import Choice, Sheet, file_name
from app.workflow import Desk
from db.errors import KnownProblem
from ui import icons
from ui.dialogs import preview
from ui.dialogs.formats import Format, FormatCards
from ui.dialogs.frame import Frame, section
from ui.i18n import count, tr
from ui.jobs import Job, Jobs
from ui.messages import policy_word, words
from ui.theme import Theme, tokens
from ui.widgets import Banner, Hairline, Label

Gather = Callable[[str, Choice], Sheet]
_PAUSE_MS = 120  # several choices in a row make one preview
_PAPERS = (("a4", "A4"), ("us-letter", "US Letter"))
_PARTS = (
    ("said", "&Words as said, with differences", True),
    ("reasons", "&Reasons and who ruled", True),
    ("history", "&History of each quote", False),
    ("comments", "&Comments", False),
    ("notes", "&Notes", False),
)


class ExportDialog(Frame):
    """Asks how to export; what is then written, and where, leaves by `write_wanted`."""

    write_wanted = Signal(object, object)  # Sheet, Path
    quote_wanted = Signal(str)  # a quote that stands in the way

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        gather: Gather,
        jobs: Jobs,
        parent: QWidget | None,
        *,
        policies: Sequence[str],
        folder: Path,
    ) -> None:
        """`gather(policy, choice)` makes the sheet and may refuse; `folder` is where the file dialog opens."""
        super().__init__(theme, tr("Export the quote sheet"), tr("Export PDF…"), parent)
        self._desk, self._gather, self._jobs, self._folder = desk, gather, jobs, folder
        self._sheet: Sheet | None = None
        self._job: Job | None = None
        self._blocking = ""
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._renew)
        self.preview = preview.Preview(theme)
        self._make_side(policies)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        left.setLayout(self.side)
        left.setFixedWidth(round(404 * theme.scale))
        row.addWidget(left)
        row.addWidget(Hairline(theme, vertical=True))
        row.addWidget(self.preview, 1)
        wide, high = tokens()["width"]["export_dialog"]
        self.resize(QSize(round(wide * theme.scale), round(high * theme.scale)))
        self.finished.connect(self._stop)
        self._choose_format(self.cards.current())
        self._renew()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    # The left side

    def _make_side(self, policies: Sequence[str]) -> None:
        theme, column = self.theme, self.column
        headline = Label(theme, self._desk.article.headline, tone="ink2")
        headline.setFont(theme.reading_font(theme.base_size + 1))
        headline.setWordWrap(True)
        column.addWidget(headline)
        column.addSpacing(10)
        column.addWidget(section(theme, tr("Format")))
        self.cards = FormatCards(theme)
        self.cards.chosen.connect(self._choose_format)
        column.addWidget(self.cards)
        column.addSpacing(10)
        column.addLayout(self._form(policies))
        column.addSpacing(5)
        column.addWidget(Hairline(theme))
        column.addSpacing(5)
        column.addWidget(section(theme, tr("Put in")))
        self.parts: dict[str, QCheckBox] = {}
        boxes = QVBoxLayout()
        boxes.setSpacing(4)
        for name, text, on in _PARTS:
            box = QCheckBox(tr(text))
            box.setChecked(on)
            box.toggled.connect(self._soon)
            self.parts[name] = box
            boxes.addWidget(box)
        column.addLayout(boxes)
        column.addLayout(self._confidential_note())
        self.banner = Banner(theme, "warning", "")
        self.banner.pressed.connect(self._show_blocking)
        column.addStretch(1)
        column.addWidget(self.banner)

    def _form(self, policies: Sequence[str]) -> QGridLayout:
        article, progress = self._desk.article, self._desk.progress
        self.policy = self._box({name: policy_word(name) for name in policies}, article.policy)
        self.paper = self._box(dict(_PAPERS), "a4")
        self.kind = self._box({}, "")
        listed = count(progress.total, "The one quote", "All {n}, in article order")
        changed = tr("Only those that need a change")
        self.quotes = self._box({"all": listed, "open": tr("Only those left to check"), "changed": changed}, "all")
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(0)
        grid.setColumnMinimumWidth(0, round(96 * self.theme.scale))
        grid.setColumnStretch(1, 1)
        self.labels: dict[str, Label] = {}
        rows = (
            ("policy", tr("&Policy")),
            ("paper", tr("P&aper")),
            ("kind", tr("&File type")),
            ("quotes", tr("&Quotes")),
        )
        for row, (name, text) in enumerate(rows):
            label, box = Label(self.theme, text, weight="label", tone="ink2"), getattr(self, name)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            self.labels[name] = label
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        return grid

    def _box(self, choices: dict[str, str], chosen: str) -> QComboBox:
        box = QComboBox()
        for key, text in choices.items():
            box.addItem(tr(text), key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(self._soon)
        return box

    def _confidential_note(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(10)
        lock = QLabel()
        lock.setPixmap(icons.icon("lock-simple", self.theme.ink3).pixmap(QSize(16, 16)))
        note = Label(
            self.theme, tr("A confidential source appears under its code name only."), role="small", tone="ink2"
        )
        note.setWordWrap(True)
        row.addWidget(lock)
        row.addWidget(note, 1)
        return row

    # Choosing

    def choice(self) -> Choice:
        """What is chosen, as the sheet takes it."""
        on = {name: box.isChecked() for name, box in self.parts.items()}
        return Choice(
            quotes=str(self.quotes.currentData()),
            said=on["said"],
            reasons=on["reasons"],
            notes=on["notes"],
            comments=on["comments"],
            history=on["history"],
            paper=str(self.paper.currentData()),
        )

    def ending(self) -> str:
        """The ending of the file to be written: ".pdf"."""
        return str(self.kind.currentData())

    def _choose_format(self, kind: Format) -> None:
        self.kind.clear()
        for ending, text in kind.endings:
            self.kind.addItem(f"{tr(text)} ({ending})", ending)
        several = len(kind.endings) > 1
        for name, shown in (("paper", kind.paper), ("kind", several)):
            self.labels[name].setVisible(shown)
            getattr(self, name).setVisible(shown)
        self._soon()

    def _soon(self) -> None:
        kind = self.cards.current()
        self.go.setText(tr("Export Markdown…") if self.ending() == ".md" else tr(kind.go))
        self._timer.start()

    def _renew(self) -> None:
        """Gather anew and start the preview; a refusal is said and blocks the export."""
        self._timer.stop()
        self._cancel_job()
        try:
            self._sheet = self._gather(self.policy.currentData(), self.choice())
        except KnownProblem as problem:
            self._block(problem)
            return
        self._blocking = ""
        self.refuse("")
        self._warn_of_draft()
        sheet, ending, ratio = self._sheet, self.ending(), self.devicePixelRatioF()
        self._job = self._jobs.start(
            tr("Making the preview"),
            lambda _progress, stop: preview.make(sheet, ending, ratio, stop),
            self._show_preview,
            self._no_preview,
        )

    def _warn_of_draft(self) -> None:
        progress = self._desk.progress
        unsigned = tr("Nobody has signed off. Every page of the sheet will say Draft.")
        left = count(
            progress.left,
            "1 of {total} quotes is left to check. Every page of the sheet will say Draft.",
            "{n} of {total} quotes are left to check. Every page of the sheet will say Draft.",
            total=progress.total,
        )
        self.banner.show_words("warning", left if progress.left else unsigned)
        self.banner.setVisible(bool(progress.left) or self._desk.sign_off is None)

    def _block(self, problem: KnownProblem) -> None:
        self._sheet = None
        ids = problem.values.get("ids")
        self._blocking = str(ids[0]) if isinstance(ids, (list, tuple)) and ids else ""
        said = words(problem)
        self.banner.show_words("error", said, tr("Show it") if self._blocking else "")
        self.banner.show()
        self.preview.fail(said)
        self.refuse(said)

    def _show_blocking(self) -> None:
        if self._blocking:
            self.quote_wanted.emit(self._blocking)
            self.reject()

    # The preview's job

    def _show_preview(self, shown: Any) -> None:
        if shiboken6.isValid(self):
            self.preview.show_sheet(shown)

    def _no_preview(self, problem: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        if not isinstance(problem, KnownProblem):
            raise problem  # a bug: it goes where all of them go
        self.preview.fail(words(problem))

    def _cancel_job(self) -> None:
        if self._job is not None and shiboken6.isValid(self._job):
            self._job.done.disconnect(self._show_preview)
            self._job.failed.disconnect(self._no_preview)
            self._job.cancel()
        self._job = None

    def _stop(self) -> None:
        self._timer.stop()
        self._cancel_job()

    # Going on

    def confirm(self) -> None:
        """Ask where to, then hand the sheet over."""
        if self._timer.isActive():
            self._renew()
        if self._sheet is None:
            return
        ending = self.ending()
        asked = QFileDialog(self, tr("Export the quote sheet"), str(self._folder))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(f"{self.kind.currentText()} (*{ending})")
        asked.setDefaultSuffix(ending.removeprefix("."))
        asked.selectFile(f"{file_name(self._sheet)}{ending}")
        asked.fileSelected.connect(self.write_to)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def write_to(self, name: str) -> None:
        """Hand the sheet over to be written to the file of that name."""
        if self._sheet is not None:
            self.write_wanted.emit(self._sheet, Path(name))
            self.accept()
