"""The look: one value made from a scheme, the tokens and the system's font. Nothing here looks at the screen."""

import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette

import resources

_USUAL_SIZE = 13  # the size in pixels that the tokens count from
_SYSTEMS = {"darwin": "macos", "win32": "windows"}
_ROLES = QPalette.ColorRole
_AIR = {"top_bar": 20, "pane_header": 8, "status_bar": 6}  # above and below what stands in a bar


def tokens() -> Mapping[str, Any]:
    """The look's named values, as read from resources/themes/tokens.toml."""
    return resources.table("themes/tokens.toml")


def reading_faces(installed: Iterable[str], platform: str = sys.platform) -> list[str]:
    """The reading faces of the tokens that are installed, the best for this platform first."""
    faces = tokens()["faces"]["reading"]
    wanted = [*faces[_SYSTEMS.get(platform, "linux")], *faces["any"]]
    there = set(installed)
    return [face for face in wanted if face in there]


@dataclass(frozen=True, eq=False)
class Theme:
    """Colours, fonts and distances of one scheme at one text size. Colours are attributes: `theme.accent_soft`."""

    scheme: str
    wide: bool
    base_font: QFont
    base_size: int
    reading_face: str
    reading_size: int
    colours: Mapping[str, QColor]
    still: bool = False
    contrasting: bool = False

    @classmethod
    def build(
        cls,
        scheme: str,
        *,
        base_font: QFont,
        reading_face: str = "",
        reading_size: int | None = None,
        wide: bool = False,
        still: bool = False,
        contrast: QPalette | None = None,
    ) -> "Theme":
        """The theme for "light" or "dark". `reading_size` is the reader's choice in pixels, None for the usual one.

        `still`: nothing moves by itself. `contrast` is the system's palette where high contrast is asked for.
        """
        size = max(8, QFontInfo(base_font).pixelSize())
        usual = tokens()["type"]["reading_size"]["wide" if wide else "narrow"]
        face = reading_face or next(iter(reading_faces(QFontDatabase.families())), "serif")
        return cls(
            scheme=scheme,
            wide=wide,
            base_font=base_font,
            base_size=size,
            reading_face=face,
            reading_size=reading_size or round(usual * max(1.0, size / _USUAL_SIZE)),
            colours=_contrasting(contrast) if contrast else _coloured(scheme),
            still=still,
            contrasting=contrast is not None,
        )

    def __getattr__(self, name: str) -> QColor:
        """The colour of that name. Raises AttributeError where the tokens have none."""
        if name != "colours" and name in self.colours:
            return self.colours[name]
        raise AttributeError(name)

    @property
    def dark(self) -> bool:
        """Whether light words stand on a dark ground."""
        return self.scheme == "dark"

    @property
    def scale(self) -> float:
        """How much larger than usual the system's text is; never below 1, so that targets stay large enough."""
        return max(1.0, self.base_size / _USUAL_SIZE)

    def px(self, pixels: float) -> int:
        """A distance in pixels at the usual text size, grown with the text."""
        return round(pixels * self.scale)

    def status_colour(self, status: str) -> QColor:
        """The colour of a status, or of "stale", "term" or "signed_off"."""
        return self.colours.get(status, self.ink2)

    def line_colour(self, status: str) -> QColor:
        """The colour of the line under the words; a term's is paler than its icon."""
        return self.colours[tokens()["statuses"][status].get("colour", status)]

    def height(self, name: str) -> int:
        """A height of the tokens in pixels, grown with the text; the air round a bar's controls stays as it is."""
        air = _AIR.get(name, 0)
        return air + round((self._measure("height", name) - air) * self.scale)

    def width(self, name: str) -> int:
        """A width of the tokens in pixels, grown with the text."""
        return round(self._measure("width", name) * self.scale)

    def space(self, name: str) -> int:
        """A distance of the tokens in pixels."""
        return round(self._measure("space", name))

    def radius(self, name: str) -> int:
        """The radius of a corner in pixels."""
        return round(self._measure("radius", name))

    def _measure(self, table: str, name: str) -> float:
        value = tokens()[table][name]
        return float(value["wide" if self.wide else "narrow"] if isinstance(value, dict) else value)

    def font(self, role: str = "body", *, weight: str = "", figures: bool = False) -> QFont:
        """An interface font. `role` is a size step (caption, small, body, title, dialog, page) or a weight at the
        body's size (control, label, strong, headline); `figures` makes every digit equally wide."""
        kinds = tokens()["type"]
        font = QFont(self.base_font)
        font.setPixelSize(self.base_size + kinds["interface_step"].get(role, 0))
        font.setWeight(QFont.Weight(kinds["weights"].get(weight or role, kinds["weights"]["regular"])))
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def reading_font(self, px: int | None = None, *, weight: str = "regular", italic: bool = False) -> QFont:
        """The reading face at `px` pixels, by default the reader's size."""
        font = QFont(self.reading_face)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(px or self.reading_size)
        font.setWeight(QFont.Weight(tokens()["type"]["weights"][weight]))
        font.setItalic(italic)
        return font

    @property
    def evidence_size(self) -> int:
        """The size of evidence in pixels, a step below the article's."""
        step: int = tokens()["type"]["evidence_step"]
        return self.reading_size + step

    @property
    def line_height(self) -> int:
        """The article's line height in pixels: the nearest odd number, 16 on 25 and 18 on 29."""
        ratio: float = tokens()["type"]["reading_line_height"]
        return 2 * math.floor(self.reading_size * ratio / 2) + 1

    @property
    def evidence_line_height(self) -> int:
        """The evidence's line height in whole pixels."""
        ratio: float = tokens()["type"]["evidence_line_height"]
        return math.floor(self.evidence_size * ratio)

    def compare_size(self, *, long: bool = False) -> int:
        """The size of compared words in pixels, following the reader's size; `long` is for more than 14 words."""
        sizes, usual = tokens()["type"]["compare_size"], tokens()["type"]["reading_size"]
        place = "wide" if self.wide else "narrow"
        size = float(sizes["long" if long else place] / usual[place])
        return round(size * self.reading_size)

    def palette(self) -> QPalette:
        """The palette for Fusion."""
        palette = QPalette()
        for role, colour in {
            _ROLES.Window: self.panel,
            _ROLES.WindowText: self.ink,
            _ROLES.Base: self.field,
            _ROLES.AlternateBase: self.hover,
            _ROLES.Text: self.ink,
            _ROLES.Button: self.field,
            _ROLES.ButtonText: self.ink,
            _ROLES.BrightText: self.error,
            _ROLES.ToolTipBase: self.raised,
            _ROLES.ToolTipText: self.ink,
            _ROLES.PlaceholderText: self.ink3,
            _ROLES.Highlight: self.accent_soft,
            _ROLES.HighlightedText: self.ink,
            _ROLES.Accent: self.accent,
            _ROLES.Link: self.accent,
            _ROLES.LinkVisited: self.accent,
            _ROLES.Light: self.raised,
            _ROLES.Midlight: self.hover,
            _ROLES.Mid: self.hairline,
            _ROLES.Dark: self.control,
            _ROLES.Shadow: self.shadow,
        }.items():
            palette.setColor(role, colour)
        for role in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText, _ROLES.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.disabled)
        return palette

    def style_sheet(self) -> str:
        """The style sheet for the whole application: what a palette alone cannot say."""
        values = {name: colour.name() for name, colour in self.colours.items()}
        for table in ("radius", "height"):
            values |= {f"{table}_{name}": f"{self._measure(table, name):g}px" for name in tokens()[table]}
        for name in ("field", "field_dense", "button"):
            values[f"inner_{name}"] = f"{self.height(name) - 2}px"  # a style sheet counts without the border
            values[f"focused_{name}"] = f"{self.height(name) - 4}px"
        ring = self.px(5)
        dot = self.px(6)
        marks = {"arrow": self.px(12), "drop": self.px(24), "check": self.px(16)}
        marks |= {"radio": dot + 2 * ring - 2, "radio_dot": dot}
        marks |= {"radio_ring": ring, "radio_round": (dot + 2 * ring) // 2}
        values |= {name: f"{pixels}px" for name, pixels in marks.items()}
        icons = resources.path("icons").as_posix()
        return Template(resources.text("themes/window.qss")).substitute(values, icons=icons, scheme=self.scheme)


_GROUNDS = (
    *("window", "panel", "paper", "field", "raised", "hover", "track", "accent_soft", "clause", "clause_selected"),
    *("quote_selected", "lit", "inserted_bg", "dropped_bg", "error_bg", "warning_bg", "done_bg"),
)


def _coloured(scheme: str) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in tokens()["colours"][scheme].items()}


def _contrasting(system: QPalette) -> dict[str, QColor]:
    """The system's own colours: tints go, what was a mark or words takes the colour of text."""
    ground, text = system.color(_ROLES.Base), system.color(_ROLES.Text)
    colours = {name: ground if name in _GROUNDS else text for name in tokens()["colours"]["light"]}
    faint = system.color(QPalette.ColorGroup.Disabled, _ROLES.Text)
    pressed, on_it = system.color(_ROLES.Highlight), system.color(_ROLES.HighlightedText)
    return colours | {"disabled": faint, "accent": pressed, "accent_hover": pressed, "on_accent": on_it}


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
