"""Walks every screen and dialog of the window by the table of actions, and looks at what can be read there."""

from collections.abc import Iterator

from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QWidget

# They open a dialog of the system's, leave the window, or work without one.
PASSED_OVER = frozenset(("file.quit", "file.open", "file.library", "file.new_library", "article.replace"))

GIVES_WAY = ("ElidedLabel", "ElidedButton", "_Part")  # their words are elided, and whole in the tooltip


def dialogs() -> list[QDialog]:
    """The dialogs in view."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def opened_by(qtbot, window, misprint) -> Iterator[tuple[str, QWidget]]:
    """Each action that opens a dialog of ours, with that dialog; it is closed afterwards."""
    for action in [one for one in window.actions_ if one.words.endswith("…") and one.id not in PASSED_OVER]:
        window.session.select(misprint)
        QApplication.clipboard().setText("Lens makers wait\n\n“We heard it from the papers,” she said.")
        if action.why_not():
            continue
        window.actions_.run(action.id)
        qtbot.wait(30)
        for dialog in dialogs():
            yield action.id, dialog
            dialog.close()
            QApplication.processEvents()


def shown(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """The widgets of that class that are in view."""
    return [one for one in root.findChildren(kind) if one.isVisible() and not one.visibleRegion().isEmpty()]


def words_in(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """What can be read in a window, but for what its user or its articles wrote."""
    for label in shown(root, QLabel):
        text = label.text()
        if Qt.mightBeRichText(text):
            document = QTextDocument()
            document.setHtml(text)
            text = document.toPlainText()
        yield label, text
    for button in shown(root, QAbstractButton):
        yield button, button.text().replace("&", "")
    for field in shown(root, QLineEdit):
        yield field, field.placeholderText()


def clipped_in(root: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words take."""
    found = []
    for one in [*shown(root, QLabel), *shown(root, QAbstractButton)]:
        text = one.text()
        if not text or type(one).__name__ in GIVES_WAY:
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            short = one.heightForWidth(one.width()) > one.height() + 2
        else:
            needs = one.sizeHint()
            spare = 8 if isinstance(one, QCheckBox) else 2
            short = needs.width() > one.width() + spare or needs.height() > one.height() + spare
        if short:
            found.append(f"{type(one).__name__} “{text[:40]}” {one.width()}×{one.height()}")
    return found
