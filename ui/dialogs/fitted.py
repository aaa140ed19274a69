"""Dialogs keep to the room there is: they grow with what they hold, and scroll where it is more than fits."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.widgets import Scrolled

_ENOUGH = QSize(1280, 720)  # a dialog may be larger than a window that is smaller than this


def room(dialog: QWidget) -> QSize:
    """How large a dialog may be: as its window, or a little more where the window is small and the screen is not."""
    parent = dialog.parentWidget()
    screen = dialog.screen().availableSize()
    return parent.window().size().expandedTo(screen.boundedTo(_ENOUGH)) if parent else screen.expandedTo(_ENOUGH)


class Fitted(QDialog):
    """A dialog that keeps to the room there is. What stands in `scrolled` scrolls where that is too little."""

    scrolled: Scrolled | None = None

    def made_scrolled(self) -> Scrolled:
        """The part of the dialog that may scroll."""
        self.scrolled = Scrolled()
        self.scrolled.grew.connect(lambda: self.fit() if self.isVisible() else None)
        return self.scrolled

    def fit(self) -> None:
        """Grow to what the dialog holds, as far as there is room."""
        bound, layout = room(self), self.layout()
        if layout is None:
            return
        given = self.testAttribute(Qt.WidgetAttribute.WA_Resized)  # by the dialog itself
        wanted = layout.totalMinimumSize() if given else layout.totalSizeHint()
        self.resize(self.size().expandedTo(wanted).boundedTo(bound))
        layout.activate()
        side = self.scrolled.parentWidget() if self.scrolled is not None else None
        if side is not None and side is not self and (inner := side.layout()) is not None:
            inner.activate()  # else what scrolls has no width yet
        if self.scrolled is not None and (lack := self.scrolled.lack()) > 0:
            self.resize(QSize(self.width(), self.height() + lack).boundedTo(bound))
        elif self.scrolled is None and layout.hasHeightForWidth():
            high = layout.totalHeightForWidth(self.width())
            self.resize(self.size().expandedTo(QSize(0, high)).boundedTo(bound))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt lets a dialog take two thirds of the screen by itself, which is too little for large text."""
        self.fit()
        super().showEvent(event)
