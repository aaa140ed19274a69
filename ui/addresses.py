"""The address of an article or a piece of evidence, opened in the browser when somebody asks: http and https only."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.records import Evidence
from ui import why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.i18n import tr
from ui.session import Notice, Session

Which = Callable[[], str]


def of_article(p: Parts) -> Action:
    """To open the address of the article."""
    session = p.session

    def which() -> str:
        return session.desk.article.url if session.desk else ""

    return _action(
        session, "article.open_address", "Open the article’s address", which, partial(why_not.on_desk, session)
    )


def of_evidence(p: Parts, may: Callable[[], str]) -> Action:
    """To open the address of the piece in view: where it stands, or else where a copy of it is kept."""

    def which() -> str:
        piece: Evidence | None = p.ask.shown_piece()
        return next(filter(_link, (piece.url, piece.archive_url)), "") if piece else ""

    return _action(p.session, "evidence.open_address", "Open the evidence’s address", which, may)


def _action(session: Session, id: str, words: str, which: Which, may: Callable[[], str]) -> Action:
    def refusal() -> str:
        return may() or ("" if _link(which()) else tr("It has no web address."))

    menu = "Article" if id.startswith("article.") else "Evidence"
    group = 1 if menu == "Article" else 3
    return Action(id, menu, words, partial(_open, session, which), "", "link", group, refusal, about=which)


def _link(address: str) -> QUrl | None:
    """The address as one of the web; None for any other, such as a file's or a program's."""
    url = QUrl(address.strip())
    return url if url.isValid() and url.scheme() in ("http", "https") and url.host() else None


def _open(session: Session, which: Which) -> None:
    url = _link(which())
    if url is not None and not QDesktopServices.openUrl(url):
        session.noticed.emit(Notice("warning", tr("No browser opened {address}.", address=url.toDisplayString())))
