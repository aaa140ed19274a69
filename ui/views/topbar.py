"""The bar over the desk: back, headline, how far it is, find, sign off, export."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.workflow import Desk
from ui import icons
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Button, Hairline, Label, SearchField, Segments
from ui.widgets.buttons import AIR
from ui.widgets.tips import tip

_SHORT_FIND = 1280  # below this the find field is a word wide
_FIND_WIDE, _FIND_SHORT = 232, 124
_EDGE = 4  # pixels: a headline that only just fits is elided all the same
_YIELD = 0.2  # of the find field, where that lets the headline stand whole
_TOO_LITTLE = 0.4  # of the headline: with less room than this the blocks leave it theirs


class TopBar(QWidget):
    """Says what the user wants by signals; the headline gives way before anything else."""

    back = Signal()
    find_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 1)
        row.setSpacing(14)
        self._back = _BackButton(theme)
        self._back.clicked.connect(self.back)
        self._line = Hairline(theme, vertical=True)
        self._headline = _Elided(theme)
        self._segments = Segments(theme)
        self._left = Label(theme, weight="strong", figures=True)
        self._find = _FindField(theme, tr("Find or do anything"))
        self._find.wanted.connect(self.find_wanted)
        self.sign_off = Button(theme, tr("Sign off…"))
        self.export = Button(theme, tr("Export…"), icon="export")
        row.addWidget(self._back)
        row.addWidget(self._line)
        row.addWidget(self._headline, 1)
        row.addWidget(self._segments)
        row.addWidget(self._left)
        row.addSpacing(8)
        row.addWidget(self._find)
        row.addWidget(self.sign_off)
        row.addSpacing(-6)
        row.addWidget(self.export)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground and height."""
        self._theme = theme
        self.setFixedHeight(theme.height("top_bar"))
        self._line.setFixedHeight(24)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.window)
        self.setPalette(palette)
        self._arrange()

    def set_key(self, key: str) -> None:
        """The key shown in the find field."""
        self._find.set_key(key)

    def show_desk(self, desk: Desk) -> None:
        """The article's headline and how far its check has come."""
        progress = desk.progress
        counted = [one for one in desk.states if one.number is not None]
        if desk.sign_off is not None:
            words = tr("Signed off by {who}", who=desk.sign_off.who)
        elif progress.total == 0:
            words = tr("No quotes")
        elif progress.left == 0:
            words = tr("Nothing left")
        else:
            words = tr("{left} of {total} left", left=progress.left, total=progress.total)
        self._headline.setText(desk.article.headline)
        self._segments.show_done([not one.open for one in counted], words, signed=desk.sign_off is not None)
        self._left.setText(words)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shortens the find field."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        short = self.width() < _SHORT_FIND * self._theme.scale
        wide = round((_FIND_SHORT if short else _FIND_WIDE) * self._theme.scale)
        self._segments.show()
        self._find.setPlaceholderText(tr("Find") if short else tr("Find or do anything"))
        self._find.setFixedWidth(wide)
        room = self.width() - self._row.totalMinimumSize().width()
        self._segments.setVisible(room > self._headline.wanted() * _TOO_LITTLE)  # the count stands beside them in words
        lack = self._headline.wanted() + _EDGE - (self.width() - self._row.totalSizeHint().width())
        if 0 < lack <= wide * _YIELD and not short:
            self._find.setFixedWidth(wide - lack)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.hairline)
        painter.end()


class _BackButton(QToolButton):
    """An arrow and a word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setText(tr("Articles"))
        self.setAccessibleName(tr("Back to the articles"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.setFont(theme.font("body"))
        self.setIcon(icons.icon("arrow-left", theme.ink2))
        self.setIconSize(QSize(theme.px(16 + AIR), theme.px(16)))
        self.setStyleSheet(
            f"QToolButton {{ color: {theme.ink2.name()}; border: 0; padding: 4px 4px; background: transparent; }}"
            f"QToolButton:hover {{ background: {theme.hover.name()}; border-radius: 5px; }}"
        )


class _FindField(SearchField):
    """Looks like a field and opens the palette, which has the real one."""

    wanted = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the palette."""
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So does Enter, or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit()


class _Elided(QWidget):
    """The headline in the reading face, cut with … where there is no room; whole in the tooltip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(60)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's reading face."""
        self._colour = theme.ink
        self.setFont(theme.reading_font(round(17 * theme.scale), weight="strong"))
        self.update()

    def setText(self, text: str) -> None:
        """Show this headline."""
        self._text = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.update()

    def wanted(self) -> int:
        """How wide it is as a whole."""
        return QFontMetrics(self.font()).horizontalAdvance(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of it as fits."""
        painter = QPainter(self)
        painter.setPen(self._colour)
        shown = QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
