"""A way on, to be chosen from several: a framed button with an icon, what it does, its key, and what comes of it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons
from ui.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_LEAST_WIDE = 180
_LEAST, _INSET, _TEXT, _RIGHT = 56, 8, 46, 12  # height; above and below the words; where they begin; beside them


class Way(QAbstractButton):
    """`about` wraps where it is longer than the button is wide."""

    def __init__(self, theme: Theme, icon: str, text: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._about = icon, about
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """The key that does the same, "" for none."""
        return ""

    def _strong(self) -> int:
        return QFontMetrics(self._theme.font("strong")).height() + self._theme.px(4)

    def heightForWidth(self, wide: int) -> int:
        """Room for both, however often the second wraps."""
        theme = self._theme
        room = wide - theme.px(_TEXT) - theme.px(_RIGHT)
        told = QFontMetrics(theme.font("small")).boundingRect(QRect(0, 0, room, 10_000), int(_WRAPPED), self._about)
        return max(theme.px(_LEAST), self._strong() + told.height() + 2 * theme.px(_INSET))

    def sizeHint(self) -> QSize:
        """As high as its words need where it is as wide as now."""
        least = self._theme.px(_LEAST_WIDE)
        return QSize(least, self.heightForWidth(max(least, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may wrap otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, icon, words, key."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent if self.isDown() else theme.control, 1))
        painter.setBrush(theme.accent_soft if self.isDown() else theme.hover if self.underMouse() else theme.field)
        radius = theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side, left, strong = theme.px(16), theme.px(_TEXT), self._strong()
        icons.paint(painter, self._icon, QRectF(side, (self.height() - side) / 2, side, side), theme.ink2)
        small, room = theme.font("small", figures=True), self.width() - left - theme.px(_RIGHT)
        told = QFontMetrics(small).boundingRect(QRect(0, 0, room, 10_000), int(_WRAPPED), self._about).height()
        top = (self.height() - strong - told) // 2
        key, named = self.key(), QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        if named + QFontMetrics(small).horizontalAdvance(key) + 8 > room:
            key = ""  # where both have no room, the tooltip has the key
        wide = QFontMetrics(small).horizontalAdvance(key)
        painter.setFont(small)
        painter.setPen(theme.ink2)
        painter.drawText(QRect(left + room - wide, top, wide + 2, strong), int(_LEFT), key)
        painter.drawText(QRect(left, top + strong, room, told), int(_WRAPPED), self._about)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.ink)
        painter.drawText(QRect(left, top, room - wide, strong), int(_LEFT), self.text())
        painter.end()
