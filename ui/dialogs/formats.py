"""The formats that a sheet can be exported in, as cards to choose from."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Format:
    """One card: `endings` are the kinds of file it stands for, with their names; `paper` says whether it has pages."""

    key: str
    word: str
    icon: str
    go: str
    endings: tuple[tuple[str, str], ...]
    paper: bool = False


FORMATS = (
    Format("pdf", "PDF", "file-pdf", "Export PDF…", ((".pdf", "PDF"),), paper=True),
    Format(
        *("word", "Word", "file-text", "Export Word…"),
        ((".docx", "Quote sheet"), (".annotated.docx", "Article with comments")),
        paper=True,
    ),
    Format("web", "Web page", "globe", "Export web page…", ((".html", "Web page"), (".md", "Markdown"))),
    Format("table", "Table", "table", "Export table…", ((".xlsx", "Excel workbook"), (".csv", "Comma-separated"))),
    Format(
        *("data", "Data", "code", "Export data…"),
        ((".json", "JSON"), (".jsonld", "Web Annotations"), (".claimreview.jsonld", "ClaimReview")),
    ),
)


class FormatCards(QWidget):
    """The cards side by side. Arrow keys move between them."""

    chosen = Signal(object)  # Format

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Format"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.cards: list[FormatCard] = []
        for kind in FORMATS:
            card = FormatCard(theme, kind)
            card.clicked.connect(lambda _on=False, kind=kind: self.chosen.emit(kind))
            self._group.addButton(card)
            self.cards.append(card)
            row.addWidget(card, 1)
        self.cards[0].setChecked(True)

    def current(self) -> Format:
        """The format that is on."""
        return next(card.kind for card in self.cards if card.isChecked())

    def show_chosen(self, key: str) -> None:
        """Turn a format on, and tell nobody."""
        next(card for card in self.cards if card.kind.key == key).setChecked(True)

    def choose(self, key: str) -> None:
        """Turn a format on as if it were clicked."""
        next(card for card in self.cards if card.kind.key == key).click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the cards and turn them on."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = next(number for number, card in enumerate(self.cards) if card.isChecked())
        card = self.cards[max(0, min(len(self.cards) - 1, at + step))]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        card.click()


class FormatCard(QAbstractButton):
    """An icon over a word in a frame."""

    def __init__(self, theme: Theme, kind: Format) -> None:
        super().__init__()
        self.kind = kind
        self._theme = theme
        self.setText(tr(kind.word))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """High enough for icon and word."""
        return QSize(64, round(58 * self._theme.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, icon, word; accent where it is on."""
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if on else 1.0
        painter.setPen(QPen(theme.accent if on else theme.control, width))
        hover = self.underMouse() and not on
        painter.setBrush(theme.accent_soft if on else theme.hover if hover else theme.field)
        inset = width / 2
        radius = theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        colour, side = theme.accent if on else theme.ink2, theme.px(20)
        box = QRectF((self.width() - side) / 2, self.height() * 0.32 - side / 2, side, side)
        icons.paint(painter, self.kind.icon, box, colour)
        painter.setFont(theme.font("small", weight="strong" if on else "label"))
        painter.setPen(theme.ink)
        words = QRectF(0, self.height() * 0.54, self.width(), self.height() * 0.36)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
