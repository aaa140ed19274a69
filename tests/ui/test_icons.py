"""Icons: every name the window uses can be drawn, in the colour asked for, at the pixel ratio asked for."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QIcon

from ui.icons import icon, status_icon
from ui.theme import Theme, tokens

NAMES = [
    "arrow-left",
    "magnifying-glass",
    "export",
    "funnel",
    "text-aa",
    "arrows-left-right",
    "microphone",
    "file-text",
    "link",
    "folder-open",
    "clipboard-text",
    "paperclip",
    "plus",
    "caret-down",
    "caret-left",
    "caret-right",
    "dots-three",
    "chat-circle",
    "play-fill",
    "pause-fill",
    "check-circle",
    "warning",
    "warning-circle",
    "clock-counter-clockwise",
    "lock-simple",
    "gear",
    "columns",
    "quotes",
    "file-pdf",
    "globe",
    "table",
    "code",
]


def colours(drawn: QIcon, size=16, ratio=1.0, mode=QIcon.Mode.Normal) -> set[str]:
    image = drawn.pixmap(QSize(size, size), ratio, mode).toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_of_the_look_is_there(qapp, name):
    assert colours(icon(name, QColor("#0b6470")), size=64) == {"#0b6470"}


def test_a_disabled_icon_is_fainter(qapp):
    drawn = icon("export", QColor("#000000"), QColor("#999999"))
    assert colours(drawn, 64, mode=QIcon.Mode.Disabled) == {"#999999"}


def test_an_icon_is_drawn_at_the_pixel_ratio(qapp):
    drawn = icon("plus", QColor("#000000")).pixmap(QSize(16, 16), 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)


@pytest.mark.parametrize("status", list(tokens()["status_icons"]))
def test_every_status_has_an_icon_in_its_colour(qapp, status):
    theme = Theme.build("light", base_font=QFont())
    assert theme.status_colour(status).name() in colours(status_icon(status, theme), 64)


def test_start_up_does_not_import_qtawesome():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, ui.icons; print('qtawesome' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "False"
