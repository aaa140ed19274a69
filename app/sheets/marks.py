"""The icons and line styles of the statuses, as the look gives them: the window's tokens, so that both agree."""

from collections.abc import Mapping
from typing import Any

import resources


def _tokens() -> Mapping[str, Any]:
    return resources.table("themes/tokens.toml")


def colours(scheme: str) -> dict[str, str]:
    """The named colours of "light" or "dark", as "#RRGGBB"; those of "excluded" and "term" among them."""
    found = dict(_tokens()["colours"][scheme])
    return {**found, "excluded": found["ink2"], "term": found["control"]}


def icon(sign: str, colour: str) -> str:
    """The sign's icon as an SVG picture on a 16 by 16 grid."""
    drawn = _tokens()["status_icons"][sign]
    stroked = (
        f'<path d="{drawn["stroke"]}" fill="none" stroke="{colour}" stroke-width="1.6"' if "stroke" in drawn else ""
    )
    stroked += ' stroke-linecap="round" stroke-linejoin="round"/>' if stroked else ""
    filled = f'<path d="{drawn["fill"]}" fill="{colour}"/>' if "fill" in drawn else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{stroked}{filled}</svg>'


def line(sign: str) -> str:
    """The style of the line under the words: "solid", "double", "hatched" and so on."""
    return str(_tokens()["statuses"][sign].get("line", "none"))
