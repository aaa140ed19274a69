"""Things to press. A focus ring round them is drawn by ui.widgets.focus."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui import icons
from ui.theme import Theme

AIR = 4  # pixels at the usual text size, between an icon and its words, beside what Qt leaves
_POINTER = Qt.CursorShape.PointingHandCursor


class Button(QPushButton):
    """A plain button, with an icon before its words where one is named."""

    def __init__(self, theme: Theme, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and icon colour."""
        self.setFont(theme.font("control"))
        if self._icon:
            self.setIcon(icons.icon(self._icon, theme.ink, theme.disabled))
            self.setIconSize(QSize(theme.px(16 + AIR), theme.px(16)))


class GraveButton(Button):
    """A plain button for what cannot be had back: in the colour of errors, and never what Enter presses."""

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and height."""
        super().set_theme(theme)
        self.setProperty("grave", True)
        self.setFont(theme.font("strong"))
        self.setMinimumHeight(theme.height("button_primary"))


class PrimaryButton(QPushButton):
    """The one button for the next step: filled, with its key beside its words."""

    def __init__(self, theme: Theme, text: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and height."""
        self._theme = theme
        self.setFont(theme.font("strong"))
        self.setFixedHeight(theme.height("button_primary"))
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key beside the words."""
        self._key = key
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int]:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        key = QFontMetrics(self._theme.font("small")).horizontalAdvance(self._key)
        return words, key + 10 if key else 0

    def sizeHint(self) -> QSize:
        """Room for words and key."""
        return QSize(sum(self._widths()) + 36, self._theme.height("button_primary"))

    def minimumSizeHint(self) -> QSize:
        """Room for the words: the key gives way."""
        return QSize(self._widths()[0] + 16, self._theme.height("button_primary"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, key."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        active = self.underMouse() or self.isDown()
        painter.setBrush((theme.accent_hover if active else theme.accent) if self.isEnabled() else theme.hover)
        painter.drawRoundedRect(self.rect(), theme.radius("control"), theme.radius("control"))
        painter.setPen(theme.on_accent if self.isEnabled() else theme.disabled)
        words, key = self._widths()
        key = key if words + key + 12 <= self.width() else 0
        left = (self.width() - words - key) // 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, words + 2, self.height()), middle, self.text())
        painter.setFont(theme.font("small"))
        if key:
            painter.drawText(QRect(left + words + 10, 0, key, self.height()), middle, self._key)
        painter.end()


class IconButton(QToolButton):
    """An icon to press. `name` is what it does: the tooltip (with the key) and the accessible name."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, key: str = "", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size = icon, size
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_name(name, key)
        self.set_theme(theme)

    def set_name(self, name: str, key: str = "") -> None:
        """Say what it does, and by which key."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and least size."""
        self._theme = theme
        side = theme.height("target_least")
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint under the pointer, and the icon."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(self.rect(), theme.radius("control"), theme.radius("control"))
        elif self.isEnabled() and self.underMouse():
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(self.rect(), theme.radius("control"), theme.radius("control"))
        size = theme.px(self._size)
        place = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        icons.paint(painter, self._icon, place, theme.ink2 if self.isEnabled() else theme.disabled)
        painter.end()


class LinkButton(QPushButton):
    """Words to press in the accent's colour, underlined, with an icon before them where one is named."""

    def __init__(self, theme: Theme, text: str, *, icon: str = "", quiet: bool = False, parent: QWidget | None = None):
        super().__init__(text, parent)
        self._icon, self._quiet = icon, quiet
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(_POINTER)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setFont(theme.font("small" if self._quiet else "control"))
        self.updateGeometry()
        self.update()

    def _indent(self) -> int:
        return self._theme.px(24) if self._icon else 0

    def sizeHint(self) -> QSize:
        """Room for icon and words, never less than what can be hit."""
        metrics = QFontMetrics(self.font())
        high = max(self._theme.height("target_least"), metrics.height() + 4)
        return QSize(metrics.horizontalAdvance(self.text()) + self._indent() + 2, high)

    def minimumSizeHint(self) -> QSize:
        """Room for the words: in a low strip it is as high as that."""
        return QSize(self.sizeHint().width(), QFontMetrics(self.font()).height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words, and the line below the words."""
        theme, painter = self._theme, QPainter(self)
        colour = theme.ink2 if self._quiet and not self.underMouse() else theme.accent
        if not self.isEnabled():
            colour = theme.disabled
        if self._icon:
            side = theme.px(16)
            icons.paint(painter, self._icon, QRectF(0, (self.height() - side) / 2, side, side), colour)
        painter.setPen(colour)
        metrics = QFontMetrics(self.font())
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(self._indent(), base, self.text())
        painter.fillRect(self._indent(), base + 3, metrics.horizontalAdvance(self.text()), 1, colour)
        painter.end()
