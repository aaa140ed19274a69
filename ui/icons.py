"""Icons: Phosphor's glyphs for what can be done, our own paths for statuses. Drawn as outlines, so sharp at any ratio.

The glyphs come straight from the font that QtAwesome brings along: importing QtAwesome itself costs 165 ms.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

from ui.theme import Theme, tokens

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_GRID = 256.0  # Phosphor is drawn on a grid of 256 units
_STROKE = 1.6


@cache
def _phosphor() -> tuple[QRawFont, dict[str, str]]:
    found = importlib.util.find_spec("qtawesome")
    if found is None or found.origin is None:
        raise FileNotFoundError("qtawesome")
    folder = Path(found.origin).parent / "fonts"
    face, names = next(folder.glob("phosphor-[0-9]*.ttf")), next(folder.glob("phosphor-charmap-*.json"))
    return QRawFont(str(face), _GRID, QFont.HintingPreference.PreferNoHinting), json.loads(names.read_text("utf-8"))


@cache
def _outline(name: str) -> QPainterPath:
    """The glyph's outline on the grid, its top left at the origin. Raises KeyError for a name Phosphor lacks."""
    face, names = _phosphor()
    glyph = face.glyphIndexesForString(chr(int(names[name], 16)))[0]
    return face.pathForGlyph(glyph).translated(0, face.ascent())


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw the Phosphor icon `name` ("arrow-left", "play-fill") into `box`."""
    place = QTransform.fromTranslate(box.x(), box.y()).scale(box.width() / _GRID, box.height() / _GRID)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(place.map(_outline(name)), colour)
    painter.restore()


@cache
def _status_drawing(status: str, colour: str, ground: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer

    paths = tokens()["status_icons"][status]
    round_ends = 'stroke-linecap="round" stroke-linejoin="round"'
    parts = [f'<path d="{paths["fill"]}" fill="{colour}"/>'] if "fill" in paths else []
    for kind, ink in (("stroke", colour), ("knock", ground)):
        if kind in paths:
            parts.append(f'<path d="{paths[kind]}" fill="none" stroke="{ink}" stroke-width="{_STROKE}" {round_ends}/>')
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{"".join(parts)}</svg>'
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_status(painter: QPainter, status: str, box: QRectF, colour: QColor, ground: QColor) -> None:
    """Draw the icon of a status, "stale", "term" or "signed_off" into `box`; `ground` is the surface behind it."""
    _status_drawing(status, colour.name(), ground.name()).render(painter, box)


class _Engine(QIconEngine):
    """Draws one icon whenever Qt asks, at the size and pixel ratio it asks for."""

    def __init__(self, name: str, colour: QColor, ground: QColor | None, disabled: QColor | None) -> None:
        super().__init__()
        self._name, self._colour, self._ground, self._disabled = name, colour, ground, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        faint = mode == QIcon.Mode.Disabled and self._disabled is not None
        colour = self._disabled if faint and self._disabled else self._colour
        place = QRectF(rect.x(), rect.y(), rect.height(), rect.height())  # in a wider place: air before the words
        if self._ground is None:
            paint(painter, self._name, place, colour)
        else:
            paint_status(painter, self._name, place, colour, self._ground)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._ground, self._disabled)


def icon(name: str, colour: QColor, disabled: QColor | None = None) -> QIcon:
    """The Phosphor icon `name` in one colour, and in another where it is disabled."""
    return QIcon(_Engine(name, colour, None, disabled))


def status_icon(status: str, theme: Theme) -> QIcon:
    """The icon of a status, or of "stale", "term" or "signed_off", in its own colour."""
    return QIcon(_Engine(status, theme.status_colour(status), theme.panel, theme.disabled))
