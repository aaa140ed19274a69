"""Undo and redo, by name. The library's history is the stack, so both survive a restart."""

from app.project import Project
from db.changes import Edit
from ui.i18n import tr
from ui.messages import edit_line


def undo_words(project: Project) -> tuple[str, str]:
    """What the menu calls undo, and why it cannot be chosen ("" where it can): "Undo: speaker set to Megvii"."""
    return _named(project.undoable(), tr("Undo"), tr("There is nothing to undo."))


def redo_words(project: Project) -> tuple[str, str]:
    """What the menu calls redo, and why it cannot be chosen ("" where it can)."""
    return _named(project.redoable(), tr("Redo"), tr("There is nothing to redo."))


def _named(edit: Edit | None, word: str, nothing: str) -> tuple[str, str]:
    if edit is None:
        return word, nothing
    line = edit_line(edit)
    return tr("{what}: {line}", what=word, line=line[:1].lower() + line[1:]), ""
