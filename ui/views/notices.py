"""Banners between the bar and the panes. A banner stays until it is dealt with."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import QuoteId
from ui.i18n import tr
from ui.session import Notice
from ui.theme import Theme
from ui.widgets import Banner

_MOST = 2
_LOW = 560  # pixels at the usual text size


class Notices(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 8)
        self._column.setSpacing(6)
        self._banners: list[tuple[Notice, Banner]] = []
        self._quote: QuoteId | None = None
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """What is made later takes this theme."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.window)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def show_notice(self, notice: Notice) -> None:
        """Say this, above what was said before. Of each kind the newest is said; good news goes with other news."""
        for said, banner in list(self._banners):
            if said.text == notice.text or (not said.standing and said.kind in ("done", notice.kind)):
                self._drop(said, banner)
        close = "" if notice.standing else tr("Close")
        banner = Banner(self._theme, notice.kind, notice.text, button=notice.button, close=close)
        banner.pressed.connect(lambda: self._answer(notice, banner))
        banner.closed.connect(lambda: self._drop(notice, banner))
        self._banners.append((notice, banner))
        self._column.insertWidget(0, banner)
        self._settle()

    def follow_edit(self) -> None:
        """Something was done and kept: what stood in its way does so no more."""
        self._pass("edit", "quote")

    def follow_quote(self, quote_id: QuoteId | None) -> None:
        """That quote is selected: what was said about another concerns it not."""
        if quote_id != self._quote:
            self._quote = quote_id
            self._pass("quote")

    def _pass(self, *until: str) -> None:
        for notice, banner in list(self._banners):
            if notice.until in until:
                self._drop(notice, banner)

    def _most(self) -> int:
        """One in a window so low, or with text so large, that two would leave nothing of what they are about."""
        return _MOST if self.window().height() >= _LOW * self._theme.scale else 1

    def clear(self, kind: str = "") -> None:
        """The user went elsewhere: what was said here (of that `kind`, if one is named) concerns the place no more."""
        for notice, banner in list(self._banners):
            if not notice.standing and kind in ("", notice.kind):
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

    def _settle(self) -> None:
        for age, (_, banner) in enumerate(reversed(self._banners)):
            banner.setVisible(age < self._most())  # the rest wait until there is room
        self.setVisible(bool(self._banners))
