"""Banners and running work, between the bar and the panes. A banner stays until it is dealt with."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.i18n import tr
from ui.jobs import Job
from ui.session import Notice
from ui.theme import Theme
from ui.widgets import Banner, LoadingBars, WorkCard

_MOST = 3


class Notices(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(6)
        self._banners: list[tuple[Notice, Banner]] = []
        self._work: list[QWidget] = []
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """What is made later takes this theme."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.paper)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def show_notice(self, notice: Notice) -> None:
        """Say this. The same sentence is not said twice; good news goes when there is other news."""
        for said, banner in list(self._banners):
            if said.text == notice.text or said.kind == "done" or len(self._banners) >= _MOST:
                self._drop(said, banner)
        banner = Banner(self._theme, notice.kind, notice.text, button=notice.button, close=tr("Close"))
        banner.pressed.connect(lambda: self._answer(notice, banner))
        banner.closed.connect(lambda: self._drop(notice, banner))
        self._banners.append((notice, banner))
        self._column.addWidget(banner)
        self._settle()

    def clear(self) -> None:
        """The user went elsewhere: what was said here no longer concerns the place."""
        for notice, banner in list(self._banners):
            self._drop(notice, banner)

    def texts(self) -> list[str]:
        """What is said now, oldest first."""
        return [notice.text for notice, _ in self._banners]

    def _answer(self, notice: Notice, banner: Banner) -> None:
        self._drop(notice, banner)
        if notice.run is not None:
            notice.run()

    def _drop(self, notice: Notice, banner: Banner) -> None:
        if (notice, banner) in self._banners:
            self._banners.remove((notice, banner))
            banner.hide()
            banner.deleteLater()
        self._settle()

    def follow(self, job: Job) -> None:
        """Show a job as bars once it takes longer than a moment, then with a count and Cancel."""
        _Work(job, self._theme, self)

    def add_work(self, card: QWidget) -> None:
        """Show what runs."""
        self._work.append(card)
        self._column.addWidget(card)
        self._settle()

    def end_work(self, card: QWidget) -> None:
        """It runs no longer."""
        self._work.remove(card)
        card.hide()
        card.deleteLater()
        self._settle()

    def _settle(self) -> None:
        self.setVisible(bool(self._banners or self._work))


class _Work(QObject):
    """One job as it is shown. It goes with its job, or with the window, whichever goes first."""

    def __init__(self, job: Job, theme: Theme, notices: Notices) -> None:
        super().__init__(notices)
        self._job, self._theme, self._notices = job, theme, notices
        self._card: QWidget | None = None
        job.shown.connect(self._show_bars)
        job.long.connect(self._show_count)
        job.progressed.connect(self._count)
        job.finished.connect(self._end)

    def _show_bars(self) -> None:
        self._show(LoadingBars(self._theme))

    def _show_count(self) -> None:
        card = WorkCard(self._theme)
        card.cancelled.connect(self._job.cancel)
        self._show(card)
        self._count()

    def _count(self) -> None:
        if isinstance(self._card, WorkCard):
            self._card.show_progress(self._job.said(), *self._job.count)

    def _show(self, card: QWidget) -> None:
        self._take_away()
        self._card = card
        self._notices.add_work(card)

    def _take_away(self) -> None:
        if self._card is not None:
            self._notices.end_work(self._card)
            self._card = None

    def _end(self) -> None:
        self._take_away()
        self.deleteLater()
