"""A column of controls that scrolls where there is not enough room for all of them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_LEAST = 120  # pixels of it that are always in view


class Scrolled(QScrollArea):
    """Put controls into `column`. Nothing shows that it scrolls while there is room; it never scrolls sideways."""

    grew = Signal()  # what it holds grew or shrank

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(QWidget())  # without a ground
        self.held = QWidget()
        self.column = QVBoxLayout(self.held)
        self.setWidget(self.held)
        self.held.setAutoFillBackground(False)
        self._taken = 0  # of the right margin, by the bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the bar stand in the margin where there is one, so that what it holds keeps its right edge."""
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        margin = margins.right() + self._taken
        taken = max(0, min(margin, self.contentsRect().width() - self.viewport().width()))
        if taken != self._taken:
            self._taken = taken
            margins.setRight(margin - taken)
            self.column.setContentsMargins(margins)

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        return self.column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as what it holds."""
        least = self.column.totalMinimumSize()
        return QSize(least.width(), min(least.height(), _LEAST))

    def lack(self) -> int:
        """How many pixels of what it holds are out of view."""
        wide = max(self.viewport().width(), self.minimumSizeHint().width())  # before it is laid out it is narrower
        wanted = self.column.totalHeightForWidth(wide) if self.column.hasHeightForWidth() else self.sizeHint().height()
        wanted = max(wanted, self.column.totalMinimumSize().height())  # it is never made lower than this
        return wanted - self.viewport().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that what it holds wants another size."""
        done = super().eventFilter(watched, event)
        if watched is self.held and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.grew.emit()
        return done
