"""Walks every screen and dialog of the window, as tools.scenes brings them about, and looks at what is there."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tools import scenes
from tools.stage import Stage

GIVES_WAY = ("ElidedLabel", "ElidedButton", "_Part")  # their words are elided, and whole in the tooltip


def dialogs() -> list[QDialog]:
    """The dialogs in view."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def every_scene(window, tmp_path) -> Iterator[tuple[str, QWidget]]:
    """Each screen and dialog, by name; it is closed afterwards."""
    window.keeping.stop()
    app = QApplication.instance()
    for scene in scenes.play(Stage(app, window, tmp_path, pause=0.02)):
        yield scene.name, scene.shown[-1]


def awaited(qtbot: QtBot, window: QWidget, kind: type[QWidget]) -> QWidget:
    """The newest widget of that class in view, once there is one."""

    def found() -> list[QWidget]:
        return [one for one in window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=8000)
    return found()[-1]


def large_text(patch: pytest.MonkeyPatch, percent: int) -> None:
    """Let the system's text be so large."""
    font = QFont()
    font.setPixelSize(round(13 * percent / 100))
    patch.setattr("ui.look.QFontDatabase.systemFont", lambda _kind: QFont(font))


def shown(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """The widgets of that class that are in view."""
    return [one for one in root.findChildren(kind) if one.isVisible() and not one.visibleRegion().isEmpty()]


def nameless(root: QWidget) -> list[QWidget]:
    """The buttons, lists and fields in view that have neither a name nor words."""
    controls = [one for kind in (QAbstractButton, QComboBox, QLineEdit) for one in root.findChildren(kind)]
    return [one for one in controls if one.isVisible() and not (one.accessibleName() or getattr(one, "text", str)())]


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
    """Labels, buttons and fields that have less room than their words take."""
    found = []
    for one in [*shown(root, QLabel), *shown(root, QAbstractButton)]:
        text = one.text()
        if not text or type(one).__name__ in GIVES_WAY:
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            short = one.heightForWidth(one.width()) > one.height() + 2
        else:
            least = one.minimumSizeHint()
            needs = least if isinstance(one, QAbstractButton) and least.isValid() else one.sizeHint()
            spare = 8 if isinstance(one, QCheckBox) else 2
            short = needs.width() > one.width() + spare or needs.height() > one.height() + spare
        if short:
            found.append(f"{type(one).__name__} “{text[:40]}” {one.width()}×{one.height()}")
    for field in [*shown(root, QLineEdit), *shown(root, QComboBox), *shown(root, QAbstractSpinBox)]:
        line = field.fontMetrics().height()
        if field.height() < line or field.width() < 3 * line:
            found.append(f"{type(field).__name__} {field.accessibleName()} {field.width()}×{field.height()}")
    return found
