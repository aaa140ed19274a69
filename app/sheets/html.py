"""The sheet as one self-contained web page: no scripts, no requests, light and dark, and a page worth printing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from app.sheets import data, lines, marks, templates
from app.sheets.sheet import Run, Sheet
from app.sheets.words import vocabulary

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

TEMPLATE = "sheet.html"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring runs that stand under one status line, or under none."""

    quoted: bool
    runs: tuple[Run, ...]


def render(sheet: Sheet, folder: Path | None = None) -> bytes:
    """The page in UTF-8. Raises BrokenTemplate where a template of the house cannot be used."""
    from jinja2 import TemplateError

    source = templates.source(TEMPLATE, folder)
    words = vocabulary(sheet.choice.language)
    try:
        return (
            _template(source)
            .render(
                sheet=sheet,
                head=sheet.head,
                foot=sheet.foot,
                words=words,
                lines=lambda row: lines.lines(row, words),
                notes=lines.notes(sheet.head, words),
                evidence=list(lines.evidence(sheet, words)),
                stretches=stretches,
                icon=icon,
                line_style=marks.line,
                light=marks.colours("light"),
                dark=marks.colours("dark"),
                css=css,
                fingerprint=data.fingerprint(sheet),
            )
            .encode()
        )
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as problem:
        if templates.own(TEMPLATE, folder) is None:  # ours: a bug
            raise
        raise templates.broken(TEMPLATE, problem) from problem


@cache
def _template(source: str) -> "Template":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # A house template is a file from a folder, so it runs in a sandbox: it may lay out a sheet and nothing else.
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(source)


def stretches(line: lines.Line) -> list[Stretch]:
    """The runs of a line, those of one status line together; only published words stand under one."""
    under = line.kind == "published"
    return [Stretch(quoted and under, tuple(found)) for quoted, found in groupby(line.runs, lambda run: run.quoted)]


@cache
def icon(sign: str) -> "Markup":
    """The sign's icon in the colour of the sign, hidden from readers of the screen, since the word stands beside it."""
    from markupsafe import Markup

    drawn = marks.icon(sign, f"var(--{sign})")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704  our own drawing


@cache
def _declared(pairs: tuple[tuple[str, str], ...]) -> "Markup":
    from markupsafe import Markup

    return Markup(" ".join(f"--{name}: {value};" for name, value in pairs))  # noqa: S704  our own colours


def css(colours: Mapping[str, str]) -> "Markup":
    """Named colours as CSS variables."""
    return _declared(tuple(colours.items()))
