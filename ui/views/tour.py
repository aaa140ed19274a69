"""A short tour of the sample: a quiet strip at the window's foot, and a ring round the pane that it speaks of.

It covers no text, takes no keys but its own, and is shown once; the Help menu shows it again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.session import Session
from ui.theme import Theme
from ui.widgets import Button, Label, LinkButton, PrimaryButton

if TYPE_CHECKING:
    from ui.views.desk import DeskView


class Step(NamedTuple):
    """What is said, and which pane of the desk it is about."""

    title: str
    text: str
    pane: Callable[["DeskView"], QWidget]


STEPS = (
    Step(
        "The queue",
        "Every quote of the article stands here, in its order. Those in strong letters are left to check. Type to "
        "find one; the arrow keys go from quote to quote.",
        lambda desk: desk.queue,
    ),
    Step(
        "The article and its evidence",
        "The line under a quote says how far it is. Beside it stands the evidence, with the passage lit in which the "
        "words were found.",
        lambda desk: desk.article,
    ),
    Step(
        "Published and said",
        "Here the published words stand over the words as said, and each difference is named. Below them you may "
        "propose another wording.",
        lambda desk: desk.comparison,
    ),
    Step(
        "Your ruling",
        "You rule, never OnRecord. Choose a status, give a reason where one is asked for, and go on to the next quote.",
        lambda desk: desk.details,
    ),
    Step(
        "Signing off",
        "When nothing is left, somebody other than the last checker signs off here, and the quote sheet can go out.",
        lambda desk: desk.bar,
    ),
)


class Tour(QWidget):
    """The strip. Escape ends it; Back and Next are buttons like any others."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__()
        self._session, self._window = session, window
        self._desk: DeskView | None = None
        self._ring: _Ring | None = None
        self._at = 0
        self.setAccessibleName(tr("Tour"))
        self._lay_out(theme)
        self.set_theme(theme)
        session.desk_changed.connect(lambda desk: self._leave() if desk is None else None)
        self.hide()

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 14, 9)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(1)
        self.title = Label(theme, role="strong")
        self.text = Label(theme, role="small", tone="ink2")
        self.text.setWordWrap(True)
        column.addWidget(self.title)
        column.addWidget(self.text)
        self.back, self.next = Button(theme, tr("Back")), PrimaryButton(theme, tr("Next"))
        self.end = LinkButton(theme, tr("End the tour"), quiet=True)
        self.back.clicked.connect(lambda: self._go(self._at - 1))
        self.next.clicked.connect(lambda: self._go(self._at + 1))
        self.end.clicked.connect(self.finish)
        row.addLayout(column, 1)
        for button in (self.end, self.back, self.next):
            row.addWidget(button)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def begin(self, desk: "DeskView", *, once: bool = False) -> None:
        """Show the first step on this desk. `once`: unless it was ever shown; then the keyboard stays where it is."""
        if once and self._session.settings.first_run_done:
            return
        self._desk = desk
        self.show()
        self._go(0)
        if not once:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """End it; it is not shown again unasked."""
        back = self.isAncestorOf(self._window.focusWidget() or self._window)
        self._leave()
        self._session.choose(first_run_done=True)
        if back and self._desk is not None:
            self._desk.go_to("queue")

    def _leave(self) -> None:
        self.hide()
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.leave()
        self._ring = None

    def _go(self, at: int) -> None:
        if at >= len(STEPS):
            self.finish()
            return
        self._at = max(0, at)
        step = STEPS[self._at]
        self.title.setText(f"{tr(step.title)}  ·  {tr('{n} of {of}', n=self._at + 1, of=len(STEPS))}")
        self.text.setText(tr(step.text))
        self.back.setEnabled(self._at > 0)
        self.next.setText(tr("Done") if self._at == len(STEPS) - 1 else tr("Next"))
        self.next.updateGeometry()
        if self._desk is not None:
            if self._ring is not None and shiboken6.isValid(self._ring):
                self._ring.leave()
            pane = step.pane(self._desk)
            self._ring = _Ring(self._theme, pane if pane.isVisible() else self._desk.comparison, self._desk)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above, in the accent's colour."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 2, self._theme.accent)
        painter.end()


class _Ring(QWidget):
    """A frame round a pane that takes no clicks and covers nothing but the pane's very edge."""

    def __init__(self, theme: Theme, pane: QWidget, desk: QWidget) -> None:
        super().__init__(desk)
        self._theme, self._pane, self._desk = theme, pane, desk
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.installEventFilter(self)
        self._follow()
        QTimer.singleShot(0, self, self._follow)
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Take it away."""
        self._pane.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        place = self._pane.mapTo(self._desk, self._pane.rect().topLeft())
        self.setGeometry(place.x(), place.y(), self._pane.width(), self._pane.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay round the pane."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
