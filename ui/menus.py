"""The menus under the pointer: which actions each pane of the desk offers."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ui.actions import Actions
from ui.i18n import tr
from ui.views.queue_list import QuoteList

_IN_QUEUE = ("quote.assign", "quote.exclude", "quote.include", "quote.comment")
_INSIDE = (("Rule as", "quote.rule_"), ("Attribute to", "quote.attribute_"))


def queue_menu(actions: Actions, rows: QuoteList) -> QMenu:
    """What can be done to the quotes selected in the queue; a ruling that several cannot have says why."""
    menu = actions.menu(_IN_QUEUE, rows)
    menu.addSeparator()
    for title, begins in _INSIDE:
        inside = actions.menu([action.id for action in actions if action.id.startswith(begins)], menu)
        inside.setTitle(tr(title))
        menu.addMenu(inside)

    def show(at: QPoint) -> None:
        menu.popup(rows.viewport().mapToGlobal(at))

    rows.customContextMenuRequested.connect(show)
    return menu
