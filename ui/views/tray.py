"""Long work: what runs and how far it is in the status strip; all of it, with ways to stop it, in a tray that opens.

Nothing is shown of work that takes under 0.3 seconds. The tray takes room of its own over the strip, so that it covers
no text, and keeps what came of the last few jobs.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.jobs import Job
from ui.theme import Theme
from ui.widgets import Hairline, IconButton, Label, LinkButton, WorkCard, dress

_KEPT = 4  # outcomes


class Tray(QWidget):
    """The panel over the strip, and the words in the strip. `strip` goes into the strip's own row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work: list[_Shown] = []
        self._results: list[_Result] = []
        self.strip = TrayStrip(theme)
        self.strip.opened.connect(self.toggle)
        self.strip.cancelled.connect(self._cancel_one)
        self.setAccessibleName(tr("Work under way"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 8, 12, 10)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(theme, tr("Work under way"), weight="strong"), 1)
        self._close = IconButton(theme, "x", tr("Close the tray"))
        self._close.clicked.connect(self.toggle)
        head.addWidget(self._close)
        self._column.addLayout(head)
        self._nothing = Label(theme, tr("Nothing is under way."), role="small", tone="ink2")
        self._column.addWidget(self._nothing)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground; what is made later takes it too."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def follow(self, job: Job) -> None:
        """Show a job once it takes longer than a moment."""
        _Shown(job, self)

    def toggle(self) -> None:
        """Open the tray, or close it."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self) -> list[str]:
        """What runs, and below it what came of what ran, newest first."""
        return [shown.job.said() for shown in self._work] + [result.text for result in self._results]

    def add(self, shown: "_Shown") -> None:
        """A job runs long enough to be seen."""
        card = WorkCard(self._theme)
        card.cancelled.connect(shown.job.cancel)
        shown.card = card
        self._work.append(shown)
        self._column.insertWidget(len(self._work), card)
        self.settle()

    def end(self, shown: "_Shown", text: str) -> None:
        """It came to its end."""
        if shown not in self._work:
            return
        self._work.remove(shown)
        if shown.card is not None:
            shown.card.hide()
            shown.card.deleteLater()
        result = _Result(self._theme, text)
        self._results.insert(0, result)
        self._column.insertWidget(len(self._work) + 1, result)
        for old in self._results[_KEPT:]:
            old.hide()
            old.deleteLater()
        del self._results[_KEPT:]
        dress(result, self._theme)
        self.settle()

    def settle(self) -> None:
        """Say in the strip what runs now."""
        for shown in self._work:
            if shown.card is not None:
                shown.card.show_progress(shown.job.said(), *shown.job.count)
        self._nothing.setVisible(not self._work and not self._results)
        newest = self._results[0].text if self._results else ""
        long = len(self._work) == 1 and self._work[0].long
        self.strip.show_work([shown.job.said() for shown in self._work], newest, cancel=long)

    def _cancel_one(self) -> None:
        if len(self._work) == 1:
            self._work[0].job.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.hairline)
        painter.end()


class _Result(QWidget):
    """One line about what came of a job."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.text = text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(theme, text, role="small", tone="ink2"))


class _Shown(QObject):
    """A job as the tray follows it. It goes with its job, or with the tray, whichever goes first."""

    def __init__(self, job: Job, tray: Tray) -> None:
        super().__init__(tray)
        self.job, self._tray = job, tray
        self.card: WorkCard | None = None
        self.long = False
        job.shown.connect(lambda: tray.add(self))
        job.long.connect(self._grow)
        job.progressed.connect(lambda _done, _of: tray.settle())
        job.done.connect(lambda _value: self._end(tr("Done: {what}", what=job.label)))
        job.cancelled.connect(lambda: self._end(tr("Cancelled: {what}", what=job.label)))
        job.failed.connect(lambda _problem: self._end(tr("Not done: {what}", what=job.label)))

    def _end(self, words: str) -> None:
        self._tray.end(self, words)
        self.deleteLater()

    def _grow(self) -> None:
        self.long = True
        self._tray.settle()


class TrayStrip(QWidget):
    """In the status strip: what runs, in words that open the tray; Cancel beside them once it takes long."""

    opened = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(14)
        self.button = LinkButton(theme, "", quiet=True)
        self.button.clicked.connect(self.opened)
        self.cancel = LinkButton(theme, tr("Cancel"), quiet=True)
        self.cancel.clicked.connect(self.cancelled)
        for link in (self.button, self.cancel):
            link.setStyleSheet("QPushButton { min-height: 0; }")  # no higher than the strip, so on its baseline
            row.addWidget(link)
        self._line = Hairline(theme, vertical=True)
        self._line.setFixedHeight(12)
        row.addWidget(self._line)
        self.show_work((), "", cancel=False)

    def show_work(self, running: list[str] | tuple[()], newest: str, *, cancel: bool) -> None:
        """Say what runs; where nothing does, what ran last."""
        several = tr("{n} things under way", n=len(running))
        words = several if len(running) > 1 else next(iter(running), newest)
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setToolTip(tr("Open the tray: what is under way, and what came of it"))
        self.button.updateGeometry()
        self.button.update()
        self.cancel.setVisible(cancel)
        self.cancel.setAccessibleName(tr("Cancel: {what}", what=words))
        self.setVisible(bool(words))
