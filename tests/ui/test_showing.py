"""Where the system's dialogs for files begin."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui import showing


def asked(parent: QWidget) -> QFileDialog:
    return next(one for one in parent.findChildren(QFileDialog) if one.isVisible())


def test_a_file_is_asked_for_where_the_last_one_was(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(showing, "_used", [])
    parent = QWidget()
    qtbot.addWidget(parent)
    wanted = tmp_path / "notes.txt"
    wanted.write_text("notes", encoding="utf-8")
    took = []
    showing.ask_file(parent, "Open", "*.txt", took.append)
    first = asked(parent)
    assert first.directory().absolutePath() in (str(Path.home()), str(Path.home() / "Documents"))
    first.setDirectory(str(tmp_path))
    first.selectFile(str(wanted))
    first.accept()
    assert took == [wanted]
    showing.ask_place(parent, "Save", "*.txt", took.append)
    again = asked(parent)
    assert again.directory().absolutePath() == str(tmp_path)
    again.reject()
