"""Before an article is brought in: what was read, to be put right, and what was left out, to be put back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.reading import ReadArticle
from db.errors import KnownProblem
from ui.dialogs.deadline import DeadlineField
from ui.dialogs.frame import Frame, begin_at, section
from ui.dialogs.left_out import LeftOutList
from ui.i18n import count, tr
from ui.jobs import Job, Jobs
from ui.messages import words
from ui.theme import Theme
from ui.widgets import Banner, Label

_PAUSE_MS = 300  # after the last change of pasted text
_BEGINNING = 260  # characters of the body that are shown
_LINES = 4  # of the beginning
_HEAD = (
    ("kicker", "&Kicker"),
    ("headline", "&Headline"),
    ("standfirst", "&Standfirst"),
    ("byline", "B&yline"),
    ("outlet", "&Outlet"),
    ("dateline", "D&ateline"),
    ("date", "&Date"),
)


class ReadForm(QWidget):
    """What was read: the head in fields, the beginning of the body, and the passages left out, each with a box."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read: ReadArticle | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._head(theme))
        self.encoding = Label(theme, role="small", tone="ink2")
        self.encoding.setWordWrap(True)
        column.addWidget(self.encoding)
        column.addSpacing(theme.px(6))
        column.addWidget(section(theme, tr("The text begins")))
        self.beginning = Label(theme)
        self.beginning.setFont(theme.reading_font(theme.base_size + 2))
        self.beginning.setWordWrap(True)
        self.beginning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.beginning.setMinimumHeight(_LINES * self.beginning.fontMetrics().lineSpacing())
        column.addWidget(self.beginning)
        self.left_out_title = section(theme, "")
        self.left_out_title.setMinimumHeight(theme.height("target_least"))
        self.left_out = LeftOutList(theme)
        self.left_out.keep_short()
        self.left_out_title.setBuddy(self.left_out)
        column.addWidget(self.left_out_title)
        column.addWidget(self.left_out)
        column.addStretch(1)

    def _head(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, round(84 * theme.scale))
        grid.setColumnStretch(1, 1)
        self.fields: dict[str, QLineEdit] = {}
        for at, (name, text) in enumerate(_HEAD):
            field, label = QLineEdit(), Label(theme, tr(text), weight="label", tone="ink2")
            field.setAccessibleName(tr(text).replace("&", ""))
            field.setMinimumHeight(theme.height("field"))
            label.setBuddy(field)
            self.fields[name] = field
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        self.deadline = DeadlineField(theme)
        due = Label(theme, tr("Deadl&ine"), weight="label", tone="ink2")
        due.setBuddy(self.deadline.box)
        grid.addWidget(due, len(_HEAD), 0)
        grid.addWidget(self.deadline, len(_HEAD), 1)
        return grid

    def show_read(self, read: ReadArticle | None) -> None:
        """Show what was read. A field that the user changed keeps the user's words."""
        self._read = read
        for name, field in self.fields.items():
            if not field.isModified():
                field.setText(getattr(read, name) if read else "")
                field.setCursorPosition(0)
            field.setEnabled(read is not None)
        text = read.text if read else ""
        short = text if len(text) <= _BEGINNING else f"{' '.join(text[:_BEGINNING].split()[:-1])} …"
        self.beginning.setText(short)
        guessed = read is not None and read.encoding_guessed
        self.encoding.setText(
            tr("The letters were read as {encoding}, which is a guess. Check names and signs.", encoding=read.encoding)
            if read and guessed
            else ""
        )
        self.encoding.setVisible(guessed)
        pieces = read.left_out if read else ()
        left = count(
            len(pieces),
            "1 passage was left out. Tick it to put it back.",
            "{n} passages were left out. Tick to put back.",
        )
        self.left_out_title.setText(left if pieces else tr("Nothing was left out."))
        self.left_out_title.setVisible(read is not None)
        self.left_out.show_pieces(pieces)
        self.left_out.setVisible(bool(pieces))

    def edited(self) -> ReadArticle | None:
        """What was read with the fields as they stand; None where nothing was read."""
        if self._read is None:
            return None
        said = {name: field.text().strip() for name, field in self.fields.items()}
        return replace(
            self._read,
            kicker=said["kicker"],
            headline=said["headline"],
            standfirst=said["standfirst"],
            byline=said["byline"],
            outlet=said["outlet"],
            dateline=said["dateline"],
            date=said["date"],
        )

    def put_back(self) -> tuple[int, ...]:
        """The numbers of the passages to put back."""
        return self.left_out.chosen()


class ImportPreview(Frame):
    """A file was read: check the head, put back what was left out by mistake, and bring it in."""

    bring_in_wanted = Signal(object, object, str)  # ReadArticle, the numbers of the passages to put back, deadline

    def __init__(self, theme: Theme, read: ReadArticle, parent: QWidget | None) -> None:
        super().__init__(theme, tr("Bring in this article"), tr("Bring in"), parent)
        self.only_side()
        self.resize(round(640 * theme.scale), round(660 * theme.scale))
        self.column.addWidget(Label(theme, read.original.name, role="small", tone="ink2"))
        self.column.addSpacing(4)
        self.form = ReadForm(theme)
        self.form.show_read(read)
        self.column.addWidget(self.form, 1)
        begin_at(self.form.fields["headline"])

    def confirm(self) -> None:
        """Bring it in."""
        self.bring_in_wanted.emit(self.form.edited(), self.form.put_back(), self.form.deadline.deadline())
        self.accept()


class PasteDialog(Frame):
    """Paste an article at the left; at the right stands what was read of it."""

    bring_in_wanted = Signal(object, object, str)  # ReadArticle, the numbers of the passages to put back, deadline

    def __init__(
        self,
        theme: Theme,
        read: Callable[[str], ReadArticle],
        jobs: Jobs,
        parent: QWidget | None,
        *,
        text: str = "",
    ) -> None:
        """`read` cleans pasted text (app.reading.read_text); `text` is what to start from."""
        super().__init__(theme, tr("Paste the text"), tr("Bring in"), parent)
        self._reader, self._jobs = read, jobs
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._read_now)
        self.only_side()
        self.resize(round(960 * theme.scale), round(640 * theme.scale))
        self._lay_out(theme)
        self.finished.connect(self._forget_job)
        self.form.show_read(None)
        self.refuse(tr("Paste the article first."))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            self.text.setPlainText(text)
            self._read_now()

    def _lay_out(self, theme: Theme) -> None:
        self.text = QPlainTextEdit()
        self.text.setProperty("field", True)
        self.text.setFont(theme.reading_font(theme.base_size + 3))
        self.text.setAccessibleName(tr("Text of the article"))
        self.text.setPlaceholderText(tr("Paste the article here, headline and all. Links and layout are left out."))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._later)
        self.form = ReadForm(theme)
        self.banner = Banner(theme, "error", "")
        self.banner.hide()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(section(theme, tr("What was read")))
        right.addWidget(self.banner)
        right.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.text, 1)
        row.addLayout(right, 1)
        self.column.addSpacing(4)
        self.column.addLayout(row, 1)

    def _later(self) -> None:
        self.refuse(tr("Reading…") if self.text.toPlainText().strip() else tr("Paste the article first."))
        self._timer.start()

    def _read_now(self) -> None:
        self._timer.stop()
        self._forget_job()
        text, reader = self.text.toPlainText(), self._reader
        if not text.strip():
            self.banner.hide()
            self.form.show_read(None)
            return
        self._job = self._jobs.start(
            tr("Reading the pasted text"), lambda _progress, _stop: reader(text), self._show_read, self._show_problem
        )

    def _show_read(self, read: Any) -> None:
        if shiboken6.isValid(self):
            self.banner.hide()
            self.form.show_read(read)
            self.refuse("")

    def _show_problem(self, problem: BaseException) -> None:
        if not isinstance(problem, KnownProblem):
            raise problem  # a bug: it goes where all of them go
        if shiboken6.isValid(self):
            self.form.show_read(None)
            self.banner.show_words("error", words(problem))
            self.banner.show()
            self.refuse(words(problem))

    def _forget_job(self) -> None:
        if self._job is not None and shiboken6.isValid(self._job):
            self._job.done.disconnect(self._show_read)
            self._job.failed.disconnect(self._show_problem)
            self._job.cancel()
        self._job = None

    def confirm(self) -> None:
        """Bring it in."""
        read = self.form.edited()
        if read is not None:
            self.bring_in_wanted.emit(read, self.form.put_back(), self.form.deadline.deadline())
            self.accept()
