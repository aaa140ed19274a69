"""Export the quote sheet: format, policy, paper, which quotes, what to put in, and what it will look like."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.sheets import Choice, Sheet, file_name, pdf
from app.workflow import Desk, Reason
from db.errors import KnownProblem, Refused
from ui import icons
from ui.dialogs import preview
from ui.dialogs.export_form import PUBLISHED, ExportForm, kept
from ui.dialogs.export_form import remembered as remembered_choice
from ui.dialogs.fitted import room
from ui.dialogs.formats import FORMATS, Format, FormatCards
from ui.dialogs.frame import Frame, section
from ui.i18n import count, tr
from ui.jobs import Job, Jobs
from ui.messages import words
from ui.showing import ask_place
from ui.theme import Theme, tokens
from ui.widgets import Banner, Hairline, Label

Gather = Callable[[str, Choice], Sheet]
_LEFT, _SHARE = 436, 0.6  # pixels of the choices at the usual text size, and their share of the dialog at most
_PAUSE_MS = 120  # several choices in a row make one preview
_LAST = "export.last"
_CHOICE = "export.choice"  # then the ending


def _nothing(_key: str) -> str:
    return ""


class ExportDialog(Frame):
    """Asks how to export; what is then written, and where, leaves by `write_wanted`."""

    write_wanted = Signal(object, object)  # Sheet, Path
    remember_wanted = Signal(object)  # dict[str, str]: what was chosen, to be given back as `remembered`
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
        remembered: Callable[[str], str] = _nothing,
        templates: Path | None = None,
    ) -> None:
        """`gather(policy, choice)` makes the sheet and may refuse; `folder` is where the file dialog opens.

        `remembered(key)` gives what was remembered under that key; `templates` is the house's folder of them.
        """
        super().__init__(theme, tr("Export the quote sheet"), tr("Export PDF…"), parent)
        self._desk, self._gather, self._jobs, self._folder = desk, gather, jobs, folder
        self._remembered, self._templates = remembered, templates
        self._sheet: Sheet | None = None
        self._job: Job | None = None
        self._blocking = ""
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._renew)
        self.preview = preview.Preview(theme)
        self._make_side(policies)
        self._lay_out(theme)
        self.finished.connect(self._stop)
        self._start()
        self._renew()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        left.setLayout(self.side)
        left.setFixedWidth(min(theme.px(_LEFT), round(_SHARE * room(self).width())))
        row.addWidget(left)
        row.addWidget(Hairline(theme, vertical=True))
        row.addWidget(self.preview, 1)
        wide, high = tokens()["width"]["export_dialog"]
        self.resize(QSize(round(wide * theme.scale), round(high * theme.scale)))

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
        column.addSpacing(8)
        self.form = ExportForm(theme, policies, self._desk.article.policy, self._desk.progress.total)
        self.form.changed.connect(self._soon)
        self.form.kind_chosen.connect(self._choose_kind)
        column.addWidget(self.form)
        column.addLayout(self._confidential_note())
        self.banner = Banner(theme, "warning", "")
        self.banner.pressed.connect(self._show_blocking)
        column.addStretch(1)
        column.addWidget(self.banner)

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
        return self.form.choice()

    def ending(self) -> str:
        """The ending of the file to be written: ".pdf"."""
        return self.form.ending()

    def _start(self) -> None:
        """Begin with the kind of file written last."""
        last = self._remembered(_LAST)
        for kind in FORMATS:
            if last in dict(kind.endings):
                self.cards.show_chosen(kind.key)
        self._choose_format(self.cards.current(), last)

    def _choose_format(self, kind: Format, ending: str = "") -> None:
        box = self.form.kind
        box.clear()
        for one, text in kind.endings:
            box.addItem(f"{tr(text)} ({one})", one)
        box.setCurrentIndex(max(0, box.findData(ending)))
        self._choose_kind()

    def _choose_kind(self) -> None:
        """Show what this kind of file obeys, as it was chosen for it the last time."""
        kind, held = self.cards.current(), self._remembered(_CHOICE + self.ending())
        self.form.show_for(self.ending(), paper=kind.paper, several=len(kind.endings) > 1)
        if held:
            self.form.take(remembered_choice(held))
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
            choice = self.choice()
            if self.ending() == PUBLISHED and not choice.publish:
                raise Refused(reason=Reason.NOT_TO_PUBLISH, quotes=[])
            self._sheet = self._gather(self.form.policy.currentData(), choice)
            if self.ending() == ".pdf":
                pdf.fits(self._sheet)
        except KnownProblem as problem:
            self._block(problem)
            return
        self._blocking = ""
        self.refuse("")
        self._warn_of_draft()
        sheet, ending, ratio, templates = self._sheet, self.ending(), self.devicePixelRatioF(), self._templates
        self._job = self._jobs.start(
            tr("Making the preview"),
            lambda _progress, stop: preview.make(sheet, ending, ratio, stop, templates),
            self._show_preview,
            self._no_preview,
        )

    def _warn_of_draft(self) -> None:
        if self._sheet is not None and self._sheet.head.elsewhere:
            self.banner.show_words("warning", self._sheet.head.elsewhere)
            self.banner.show()
            return
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
        title, kinds = tr("Export the quote sheet"), f"{self.form.kind.currentText()} (*{ending})"
        name = f"{file_name(self._sheet)}{ending}"
        ask_place(self, title, kinds, self.write_to, folder=self._folder, ending=ending, name=name)

    def write_to(self, path: Path) -> None:
        """Hand the sheet over to be written to that file."""
        if self._sheet is not None:
            held = {_LAST: self.ending(), _CHOICE + self.ending(): kept(self.choice())}
            self.remember_wanted.emit(held)
            self.write_wanted.emit(self._sheet, path)
            self.accept()
