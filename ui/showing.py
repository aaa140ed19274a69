"""Dialogs that are opened over the window and go when they are answered: ours, and the system's for files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.i18n import tr

_used: list[Path] = []  # the folder that a file was last chosen in, in this run


def open_dialog(dialog: QDialog) -> None:
    """Open the dialog; it is deleted once it is answered."""
    dialog.finished.connect(lambda _how: dialog.deleteLater())
    dialog.open()


def kinds(words: str, names: str) -> str:
    """The system's filter of names: these, in words and as patterns, or every file."""
    return f"{words} ({names});;{tr('All files (*)')}"


def ask_file(
    parent: QWidget, title: str, kinds: str, take: Callable[[Path], object], *, folder: Path | None = None
) -> None:
    """Ask for a file that is there; `kinds` is the system's filter of names."""
    _ask_there(parent, title, kinds, QFileDialog.FileMode.ExistingFile, lambda names: take(Path(names[0])), folder)


def ask_files(parent: QWidget, title: str, kinds: str, take: Callable[[list[Path]], object]) -> None:
    """Ask for files that are there, one or several."""
    _ask_there(
        parent,
        title,
        kinds,
        QFileDialog.FileMode.ExistingFiles,
        lambda names: take([Path(name) for name in names]),
        None,
    )


def ask_place(
    parent: QWidget,
    title: str,
    kinds: str,
    take: Callable[[Path], object],
    *,
    folder: Path | None = None,
    ending: str = "",
    name: str = "",
    refused: bool = False,
) -> None:
    """Ask where to write a file. `name` is what it may be called; a file that is there is offered to be replaced, but
    not where it is going to be `refused` anyway.
    """
    asked = QFileDialog(parent, title, _folder(folder), kinds)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setOption(QFileDialog.Option.DontConfirmOverwrite, refused)
    asked.setDefaultSuffix(ending.removeprefix("."))
    if name:
        asked.selectFile(name)
    asked.fileSelected.connect(lambda chosen: _note(Path(chosen)))
    asked.fileSelected.connect(lambda chosen: take(Path(chosen)))
    open_dialog(asked)


def _ask_there(
    parent: QWidget,
    title: str,
    kinds: str,
    mode: QFileDialog.FileMode,
    take: Callable[[list[str]], object],
    folder: Path | None,
) -> None:
    asked = QFileDialog(parent, title, _folder(folder), kinds)
    asked.setFileMode(mode)
    asked.filesSelected.connect(lambda names: _note(Path(names[0])))
    asked.filesSelected.connect(take)
    open_dialog(asked)


def _folder(wanted: Path | None) -> str:
    """Where a dialog begins: the folder `wanted`, the one used last, else the person's documents or home."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    last = next((folder for folder in (*_used, documents) if folder.is_dir()), Path.home())
    return str(wanted or last)


def _note(chosen: Path) -> None:
    _used[:] = [chosen.parent]
