"""A switch of two or more parts, of which one is on."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme

_INSET = 2


class Segmented(QWidget):
    """Parts side by side in one frame. Arrow keys move between them."""

    chosen = Signal(str)  # the key of the part the user turned on

    def __init__(self, theme: Theme, parts: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        self._row.setSpacing(1)
        self._group = QButtonGroup(self)
        self._parts: dict[str, _Part] = {}
        for key, text in parts:
            part = _Part(theme, text, self)
            part.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(part)
            self._row.addWidget(part)
            self._parts[key] = part
        self.choose(parts[0][0])
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and height."""
        self._theme = theme
        self.setFixedHeight(theme.height("field_dense"))
        self.update()

    def choose(self, key: str) -> None:
        """Turn the part `key` on, without a signal."""
        self._parts[key].setChecked(True)
        self.update()

    def current(self) -> str:
        """The key of the part that is on."""
        return next(key for key, part in self._parts.items() if part.isChecked())

    def set_text(self, key: str, text: str) -> None:
        """Other words for a part."""
        self._parts[key].setText(text)
        self._parts[key].updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the parts and turn them on."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self._parts)
        key = keys[max(0, min(len(keys) - 1, keys.index(self.current()) + step))]
        self._parts[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._parts[key].click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and a thin line between two parts that are both off."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.control, 1))
        painter.setBrush(theme.field)
        radius = theme.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        parts = list(self._parts.values())
        for left, right in pairwise(parts):
            if not left.isChecked() and not right.isChecked():
                painter.fillRect(right.x() - 1, 6, 1, self.height() - 12, theme.hairline)
        painter.end()


class _Part(QAbstractButton):
    """One part of the switch."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(lambda _on: parent.update())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's fonts."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words when on, so that nothing moves when they change."""
        wide = QFontMetrics(self._theme.font("small", weight="strong", figures=True)).horizontalAdvance(self.text())
        return QSize(wide + self._theme.px(15), self._theme.height("field_dense") - 2 * _INSET)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft ground, accent frame and strong words when on."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if on or (self.underMouse() and self.isEnabled()):
            painter.setPen(QPen(theme.accent, 1.2) if on else Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if on else theme.hover)
            painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font("small", weight="strong" if on else "regular", figures=True))
        painter.setPen(theme.disabled if not self.isEnabled() else theme.ink if on else theme.ink2)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words give way, the tooltip has them whole."""
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() - self._theme.px(11) else "")
        super().resizeEvent(event)
