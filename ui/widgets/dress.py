"""Dressing a window in another theme, live."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.theme import Theme


def dress(root: QWidget, theme: Theme) -> None:
    """Give `theme` to `root` and to everything in it that has a `set_theme`.

    What is inside comes first: where a pane sets one of its labels in a face of its own, the pane has the last word.
    """
    for child in reversed([root, *root.findChildren(QObject)]):
        take = getattr(child, "set_theme", None)
        if take is not None:
            take(theme)
        if isinstance(child, QAbstractScrollArea):
            # Under a style sheet a viewport keeps the palette of the scheme before.
            child.viewport().setPalette(child.palette())
