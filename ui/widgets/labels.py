"""Words that only stand there: labels, lines between panes, pane headers, chips."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme import Theme


class Label(QLabel):
    """Words in one of the theme's fonts and colours. `tone` is a colour's name."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "body",
        weight: str = "",
        tone: str = "ink",
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role, self._weight, self._tone, self._figures = role, weight, tone, figures
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and colour."""
        self._theme = theme
        self.setFont(theme.font(self._role, weight=self._weight, figures=self._figures))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme, self._tone))
        self.setPalette(palette)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._tone = tone
        self.set_theme(self._theme)


class Hairline(QWidget):
    """A line of one pixel between panes or rows."""

    def __init__(self, theme: Theme, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colour."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.hairline)
        self.setPalette(palette)


class PaneHeader(QWidget):
    """The strip over a pane: a title at the left, room for controls, a line below. Add to `row`, after the title."""

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(8)
        self.title = Label(theme, title, role="small", weight="strong", tone="ink2")
        self.title.setVisible(bool(title))
        self.row.addWidget(self.title)
        self.setAutoFillBackground(True)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground and height."""
        self._line = theme.hairline
        self.setFixedHeight(theme.height("pane_header"))
        side = theme.space("pane_padding")
        self.row.setContentsMargins(side + 1, 0, side, 1)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._line)
        painter.end()


class Chip(QWidget):
    """A short code or a key in a thin frame: "E1", "Ctrl+K"."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setFont(theme.font("caption", weight="label", figures=True))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What stands in it."""
        return self._text

    def set_text(self, text: str) -> None:
        """Put other words in; hidden without any."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 10, metrics.height() + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.hairline, 1))
        painter.setBrush(self._theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(self._theme.ink2)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Pill(QWidget):
    """A verdict: a sign and a word on a rounded ground. `tone` and `ground` are colours' names."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = self._word = ""
        self._tone, self._ground = "ink2", "hover"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setFont(theme.font("small", weight="label"))
        self.updateGeometry()
        self.update()

    def show_words(self, sign: str, word: str, tone: str, ground: str) -> None:
        """Show `sign` and `word` in the colour `tone` on the colour `ground`."""
        self._sign, self._word, self._tone, self._ground = sign, word, tone, ground
        self.setAccessibleName(word)
        self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for sign and word."""
        metrics = QFontMetrics(self.font())
        wide = metrics.horizontalAdvance(self._sign) + metrics.horizontalAdvance(self._word)
        return QSize(wide + 8 + 6 + 8, max(22, metrics.height() + 7))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sign, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(self._theme, self._ground))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        painter.setPen(getattr(self._theme, self._tone))
        place = self.rect().adjusted(8, 0, -8, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._sign)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._word)
        painter.end()
