"""What is this? One sentence for each control, shown when it is asked for; the nearest pane speaks for what has none.

A button that does an action says what the action is and its key. The rest is told by `OF`, by a control's own name in
English, and by `PANES`, by the class it stands in.
"""

import re

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from ui.i18n import tr
from ui.whats_words import OF, PANES

_WIDEST = 330  # pixels that Qt lets such an answer take


def explained(widget: QWidget | None) -> str:
    """What the control is for, in a sentence or two; "" where nothing is known of it."""
    if widget is None:
        return ""
    if said := widget.whatsThis():
        return said
    panes = _panes(widget)
    if key := _key(widget, panes):
        return tr(OF[key])
    about = _tip(widget)
    pane = tr(PANES[panes[0]]) if panes else ""
    return f"{about}. {pane}".strip() if about else pane


def _panes(widget: QWidget | None) -> list[str]:
    """The panes and dialogs that it stands in, the nearest first."""
    found: list[str] = []
    while widget is not None:
        found += [kind.__name__ for kind in type(widget).__mro__ if kind.__name__ in PANES][:1]
        widget = widget.parentWidget()
    return found


def _key(widget: QWidget, panes: list[str]) -> str:
    """Where `OF` tells of a control, by the name it is shown with, with or without its count ("Left 12"); "" for none.

    Two English names may be one word in another language ("Offen"), so what is told of the nearest pane goes first.
    """
    text = widget.property("text")
    named = (widget.accessibleName() or (text if isinstance(text, str) else "")).replace("&", "")
    shown = (named, re.sub(r" [\d.,]+$", "", named), re.sub(r"\d[\d.,]*", "{n}", named))
    english = {one: one.partition("/")[2] or one for one in OF}
    told = [one for one, name in english.items() if name in shown or tr(name) in shown]
    return next((one for pane in (*panes, "") for one in told if one.rpartition("/")[0] == pane), "")


def _tip(widget: QWidget) -> str:
    """What a button's tooltip says: what its action does and its key, or why it cannot be done now."""
    return (widget.toolTip() or widget.accessibleDescription()).rstrip(".")


class Explaining(QObject):
    """Answers Qt's own question for every widget of the program."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say that there is an answer; give it."""
        if event.type() == QEvent.Type.QueryWhatsThis and isinstance(watched, QWidget) and explained(watched):
            event.accept()
            return True
        if event.type() == QEvent.Type.WhatsThis and isinstance(watched, QWidget) and isinstance(event, QHelpEvent):
            QWhatsThis.showText(event.globalPos(), explained(watched), watched)
            return True
        return False


def explain(widget: QWidget | None) -> None:
    """Show what this control is for, below it."""
    if widget is not None and (said := explained(widget)):
        at, window = widget.mapToGlobal(QPoint(12, min(widget.height(), 40) + 4)), widget.window().geometry()
        at.setX(max(window.left(), min(at.x(), window.right() - _WIDEST)))
        QWhatsThis.showText(at, said, widget)
