"""Undo and redo, by name. The library's history is the stack, so both survive a restart."""

from dataclasses import replace

from app.project import Project
from db.changes import Edit
from ui.i18n import tr
from ui.messages import edit_line


def undo_words(project: Project) -> tuple[str, str]:
    """What the menu calls undo ("Undo: speaker set to Megvii"), and why it cannot be chosen, "" where it can."""
    return _named(project.undoable(), tr("Undo"), tr("There is nothing to undo."))


def redo_words(project: Project) -> tuple[str, str]:
    """What the menu calls redo, and why it cannot be chosen, "" where it can."""
    undone = project.redoable()
    return _named(undone.inverse("") if undone else None, tr("Redo"), tr("There is nothing to redo."))


def _named(edit: Edit | None, word: str, nothing: str) -> tuple[str, str]:
    if edit is None:
        return word, nothing
    line = edit_line(replace(edit, undoes=None))  # what it does, not that it undoes
    return tr("{what}: {line}", what=word, line=line[:1].lower() + line[1:]), ""
