"""Where the selected quote's words were printed before: a line for each place, and a way to the rest."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.elsewhere import Elsewhere
from ui.i18n import count, tr
from ui.likeness import origin, spoken, told, who
from ui.theme import Theme
from ui.views.elided import ElidedButton
from ui.widgets import Label
from ui.widgets.tips import tip

_SHOWN = 3
_WRAPPED = Qt.TextFlag.TextWordWrap


class ElsewhereList(QWidget):
    """Hidden where there is nothing. Pressing a line asks for that quote in its article."""

    quote_wanted = Signal(object, object)  # ArticleId, QuoteId
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: tuple[Elsewhere, ...] = ()
        self.lines: list[ElidedButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Label(theme, tr("Printed elsewhere"), role="small", weight="strong", tone="ink2"))
        self.hide()

    def show_found(self, found: Sequence[Elsewhere]) -> None:
        """Show these, the same speaker's first. What stands there already stays."""
        mine = tuple(sorted(found, key=lambda one: one.same_speaker is not True))
        if mine == self._found:
            return
        self._found = mine
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(one) for one in mine[:_SHOWN]]
        if len(mine) > _SHOWN:
            rest = ElidedButton(self._theme)
            rest.setText(count(len(mine), "1 place…", "All {n} places…"))
            rest.clicked.connect(self.all_wanted)
            self.lines.append(rest)
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(mine))

    def _line(self, one: Elsewhere) -> ElidedButton:
        line = _Line(self._theme, told(one), origin(one) if one.same_speaker else f"{who(one)}  ·  {origin(one)}")
        line.setToolTip(tip(f"{who(one)}: “{one.words}”\n{told(one)}\n{origin(one)}"))
        line.setAccessibleName(tr("Printed elsewhere: {what}", what=spoken(one)))
        line.clicked.connect(lambda: self.quote_wanted.emit(one.article_id, one.quote_id))
        return line


class _Line(ElidedButton):
    """What differs, in full, and below it who said it, where that is another, in which article."""

    def __init__(self, theme: Theme, text: str, below: str) -> None:
        self._below = below
        super().__init__(theme)
        self.setText(text)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Room for both."""
        return 4 + self._above(width).height() + QFontMetrics(self._theme.font("caption")).height()

    def sizeHint(self) -> QSize:
        """Room for both, in the width there is."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 120)))

    def _above(self, width: int) -> QRect:
        return QFontMetrics(self.font()).boundingRect(0, 2, width, 10_000, _WRAPPED, self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, wrapped; the article, elided and quieter."""
        theme, painter = self._theme, QPainter(self)
        above = self._above(self.width())
        painter.setPen(theme.accent if self.underMouse() else theme.ink)
        painter.drawText(above.adjusted(0, 0, self.width() - above.width(), 0), _WRAPPED, self.text())
        painter.setFont(theme.font("caption"))
        small = QFontMetrics(painter.font())
        painter.setPen(theme.ink3)
        below = small.elidedText(self._below, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, above.bottom() + 1 + small.ascent(), below)
        painter.end()
