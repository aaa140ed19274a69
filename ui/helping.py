"""F1: the manual, opened at the page that fits where the keyboard is, also out of a dialog."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.actions import Actions
from ui.look import Look
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.dialogs.manual import Manual

ACTION = "help.manual"
_FIRST = "check-a-quote"
_FITS = {
    "Bringers": "check-a-quote#bring-the-article-in",
    "AddressDialog": "start#pages-from-the-web",
    "ArticleDialog": "start#deadlines",
    "ElsewhereDialog": "start#the-same-quote-elsewhere",
    "Overview": "start#the-overview",
    "Preferences": "start#preferences",
    "StartPage": "start",
    "Tray": "start#long-work",
    "QueueView": "statuses",
    "ArticleView": "check-a-quote#look-at-the-quotes",
    "EvidenceView": "evidence",
    "ProposedWording": "differences#the-proposed-wording",
    "ComparisonPane": "differences",
    "RulingForm": "rulings",
    "RulingStrip": "rulings",
    "CommentThread": "rulings#comments",
    "QuoteFields": "attribution",
    "DetailsPane": "rulings",
    "ImportPreview": "check-a-quote#bring-the-article-in",
    "PasteDialog": "check-a-quote#bring-the-article-in",
    "LeftOutDialog": "check-a-quote#bring-the-article-in",
    "EvidenceDialog": "evidence#levels",
    "SourceDialog": "confidential",
    "SignOffDialog": "rulings#sign-off",
    "ExportDialog": "sheets",
    "HistoryDialog": "trouble#take-something-back",
    "KeysDialog": "keyboard",
    "Palette": "keyboard",
    "Notices": "trouble",
}


def fitting(widget: QObject | None) -> str:
    """The page that fits this widget: its own, else that of what it stands in, else the first."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in _FITS:
                return _FITS[kind.__name__]
        widget = widget.parent()
    return _FIRST


class Helping(QObject):
    """Keeps the manual's window, made on first use, and gives every dialog the manual's key."""

    def __init__(self, look: Look, window: QWidget, actions: Callable[[], Actions | None]) -> None:
        super().__init__(window)
        self._look, self._actions = look, actions
        self._manual: Manual | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        look.changed.connect(self._dress)
        window.installEventFilter(self)
        window.destroyed.connect(self._forget)

    def open(self, place: str = "") -> None:
        """Open the manual at "page" or "page#heading"; left out, at what fits where the keyboard is."""
        actions, app = self._actions(), QApplication.instance()
        if actions is None or not isinstance(app, QApplication):
            return
        from ui.dialogs.manual import Manual
        from ui.manual import in_language, keys_of, pages

        place = in_language(place or fitting(app.focusWidget()))
        book = pages(keys_of(actions, actions.key_words))
        if self._manual is None:
            self._manual = Manual(self._look.theme, book, app)
        self._manual.use_pages(book)
        self._manual.open_at(place)

    @property
    def manual(self) -> "Manual | None":
        """The manual's window, None until it was opened."""
        return self._manual

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The manual goes with the window it belongs to."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self._manual is not None:
            self._manual.close()
        return False

    def _forget(self) -> None:
        if self._manual is not None and shiboken6.isValid(self._manual):
            self._manual.deleteLater()
        self._manual = None

    def _dress(self, _theme: Theme) -> None:
        if self._manual is not None:
            self._manual.use_theme(self._look.theme)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A window-modal dialog keeps the menus' keys from being heard: it gets this one itself."""
        dialog, actions = new.window() if new is not None else None, self._actions()
        if not isinstance(dialog, QDialog) or actions is None or dialog.findChild(QShortcut, ACTION) is not None:
            return
        if self.parent() in _above(dialog) and (key := actions.key(ACTION)):
            QShortcut(QKeySequence(key), dialog, self.open).setObjectName(ACTION)


def _above(widget: QObject) -> list[QObject]:
    found: list[QObject] = []
    above = widget.parent()
    while above is not None:
        found.append(above)
        above = above.parent()
    return found
