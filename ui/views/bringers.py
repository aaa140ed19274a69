"""The right side of the start page: cards that bring an article in, the drop zone, the sample, facts of the library."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import icons
from ui.actions import Action, Actions
from ui.i18n import tr
from ui.theme import Theme
from ui.views.elided import ElidedButton
from ui.widgets import Hairline, Label, LinkButton, Scrolled, Way

_RECENT = 2  # libraries named on the page; the menu holds all
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Bringers(QWidget):
    """Ways to bring an article in. Every card does one action of the table, and shows its key."""

    CARDS = (
        ("file.open", "folder-open", "Word, PDF, web page or plain text"),
        ("file.paste", "clipboard-text", "Links and layout are left out"),
        ("file.address", "link", "Needs a connection, once"),
    )

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        body = Scrolled()
        whole.addWidget(body)
        column = body.column
        column.setContentsMargins(27, 41, 28, 22)
        column.setSpacing(8)
        column.addWidget(Label(theme, tr("Bring in an article"), role="title", weight="strong"))
        column.addSpacing(12)
        self._cards = [_Card(theme, actions, name, icon, tr(about)) for name, icon, about in self.CARDS]
        for card in self._cards:
            column.addWidget(card)
        column.addSpacing(6)
        self._drop = _DropZone(theme)
        column.addWidget(self._drop)
        column.addSpacing(10)
        sample = LinkButton(theme, tr("Try it with the sample article"), icon="quotes")
        sample.clicked.connect(lambda: actions.run("help.sample"))
        column.addWidget(sample)
        other = LinkButton(theme, actions["file.library"].said(), icon="folder-open", quiet=True)
        other.clicked.connect(lambda: actions.run("file.library"))
        column.addWidget(other)
        for action in [one for one in actions if one.id.startswith("file.recent_")][:_RECENT]:
            column.addLayout(_recent(theme, actions, action))
        column.addStretch(1)
        self.facts = LibraryFacts(theme)
        column.addWidget(self.facts)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.panel)
        self.setPalette(palette)
        self.update()

    def set_wanted(self, wanted: bool) -> None:
        """Whether something hangs over the page that could be dropped."""
        self._drop.set_wanted(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line at the left."""
        painter = QPainter(self)
        painter.fillRect(0, 0, 1, self.height(), self._theme.hairline)
        painter.end()


def _recent(theme: Theme, actions: Actions, action: Action) -> QHBoxLayout:
    """A library that was open lately, by its name, below the words that open another."""
    row = QHBoxLayout()
    row.setContentsMargins(theme.px(24), 0, 0, 0)
    button = ElidedButton(theme)
    button.setText(action.said())
    button.setToolTip(action.about() if action.about else "")
    button.setAccessibleName(tr("Open the library {name}", name=action.said()))
    button.clicked.connect(lambda: actions.run(action.id))
    row.addWidget(button)
    return row


class LibraryFacts(QWidget):
    """The library's name and what is true of it: backed up, history intact. Nothing is said that was not looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._name = Label(theme, role="strong")
        self._column.addWidget(Hairline(theme))
        self._column.addSpacing(8)
        self._column.addWidget(self._name)
        self._lines: list[_Fact] = []
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """What is made later takes this theme."""
        self._theme = theme

    def load(self, name: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show these facts, each with the name of its icon."""
        self._name.setText(name)
        for fact in self._lines:
            self._column.removeWidget(fact)
            fact.hide()
            fact.deleteLater()
        self._lines = [_Fact(self._theme, icon, text) for icon, text in lines]
        for fact in self._lines:
            self._column.addWidget(fact)
        self.setVisible(bool(lines))  # a heading over nothing says nothing


class _Fact(QWidget):
    """An icon and a sentence."""

    def __init__(self, theme: Theme, icon: str, text: str) -> None:
        super().__init__()
        self._icon, self._text = icon, text
        self.setAccessibleName(text)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font."""
        self._theme = theme
        self.setFont(theme.font("small", figures=True))
        self.setFixedHeight(round(20 * theme.scale))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both."""
        painter, side = QPainter(self), self._theme.px(14)
        icons.paint(painter, self._icon, QRectF(0, (self.height() - side) / 2, side, side), self._theme.ink2)
        painter.setPen(self._theme.ink2)
        left = self._theme.px(24)
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), _LEFT, self._text)
        painter.end()


class _Card(Way):
    """A way to bring an article in, by an action of the table."""

    def __init__(self, theme: Theme, actions: Actions, name: str, icon: str, about: str) -> None:
        self._actions, self._action = actions, name
        super().__init__(theme, icon, actions[name].said(), about)
        self.setToolTip(actions.tip(name))
        self.clicked.connect(lambda: actions.run(name))

    def key(self) -> str:
        """The action's key as it is now."""
        return self._actions.key_words(self._action)


class _DropZone(QWidget):
    """A dashed frame that says files may be dropped. The whole page takes them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wanted = False
        self.setAccessibleName(tr("Or drop a file anywhere in this window"))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setFixedHeight(round(74 * theme.scale))
        self.update()

    def set_wanted(self, wanted: bool) -> None:
        """Light up while a file hangs over the page."""
        self._wanted = wanted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame and words."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.accent if self._wanted else theme.control, 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.accent_soft if self._wanted else Qt.BrushStyle.NoBrush)
        radius = theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        half, centre = self.height() // 2, Qt.AlignmentFlag.AlignHCenter
        painter.setPen(theme.ink2)
        painter.setFont(theme.font("label"))
        upper = QRect(0, 0, self.width(), half - 1)
        painter.drawText(upper, centre | Qt.AlignmentFlag.AlignBottom, tr("Or drop a file anywhere"))
        painter.setFont(theme.font("small"))
        lower = QRect(0, half + 2, self.width(), half)
        painter.drawText(lower, centre | Qt.AlignmentFlag.AlignTop, tr("in this window"))
        painter.end()
