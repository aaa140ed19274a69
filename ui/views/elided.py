"""Words that give way: elided where the pane is narrow, whole in the tooltip."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui import icons
from ui.theme import Theme
from ui.widgets import Label


class ElidedButton(QPushButton):
    """Plain words to press, in the accent's colour under the pointer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font and colours."""
        self._theme = theme
        self.setFont(theme.font("small", figures=True))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words, high enough to hit."""
        metrics = QFontMetrics(self.font())
        high = max(self._theme.height("target_least"), metrics.height() + 4)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, high)

    def minimumSizeHint(self) -> QSize:
        """Next to nothing: the words give way."""
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and a caret where they open a menu."""
        painter, metrics = QPainter(self), QFontMetrics(self.font())
        tone = self._theme.accent if self.underMouse() else self._theme.ink
        tone = tone if self.isEnabled() else self._theme.ink3
        caret = self._theme.px(12) if self.menu() is not None and self.text() else 0
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - caret - bool(caret) * 4)
        painter.setPen(tone)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if caret:
            left = metrics.horizontalAdvance(words) + 4
            icons.paint(painter, "caret-down", QRectF(left, (self.height() - caret) / 2, caret, caret), tone)
        painter.end()


class ElidedBox(QComboBox):
    """A combo whose words end in "…" where they do not fit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, icon, words."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        whole, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        painter.drawComplexControl(whole, option)
        room = self.style().subControlRect(whole, option, field, self).width() - 2
        room -= 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        words = option.currentText or self.placeholderText()
        option.currentText = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ElidedLabel(Label):
    """One line of words that ends in "…" where it does not fit."""

    def minimumSizeHint(self) -> QSize:
        """Next to nothing: the words give way."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
