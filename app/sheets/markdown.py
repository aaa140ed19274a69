"""The sheet as Markdown (CommonMark): every word escaped, so that what was published reads as it was published."""

import re

from app.sheets import data
from app.sheets.lines import Line, evidence, lines, notes
from app.sheets.sheet import DROPPED, INSERTED, Row, Sheet, joined
from app.sheets.words import Words, vocabulary

_SIGNS = re.compile(r"([\\`*_\[\]<>&~|$^#!])")
_OPENING = re.compile(r"^(\s*)(?:([-+=:])|(\d+)([.)]))", re.MULTILINE)  # what would begin a list or underline a heading


def escaped(text: str) -> str:
    """The text such that Markdown shows it as it stands."""
    return _OPENING.sub(_disarmed, _SIGNS.sub(r"\\\1", text))


def _disarmed(found: re.Match[str]) -> str:
    before, sign, number, stop = found.groups()
    return f"{before}\\{sign}" if sign else f"{before}{number}\\{stop}"


def render(sheet: Sheet) -> bytes:
    """The sheet in UTF-8."""
    words, head, foot = vocabulary(sheet.choice.language), sheet.head, sheet.foot
    parts = [f"# {_line(head.headline)}", f"**{_line(head.title)}. {_line(head.state_words)}**"]
    parts += [_line(text) for text in (head.line, *notes(head, words)) if text]
    for row in sheet.rows:
        parts += _row(row, words)
    pieces = list(evidence(sheet, words))
    if pieces:
        parts.append(f"## {escaped(words('labels.evidence_list'))}")
        for what, found in pieces:
            details = "".join(f"\n  - {escaped(label)}: {_line(value)}" for label, value in found)
            parts.append(f"- {_line(what)}{details}")
    parts += [f"## {escaped(words('labels.sign_offs'))}", *(_line(line) for line in foot.sign_offs)]
    parts += [f"## {escaped(words('labels.verify'))}", *(_line(line) for line in foot.verify)]
    made = (foot.made, foot.policy, words("foot.fingerprint", fingerprint=data.fingerprint(sheet)), head.state_words)
    parts += ["---", " · ".join(_line(text) for text in made)]
    return ("\n\n".join(parts) + "\n").encode()


def _row(row: Row, words: Words) -> list[str]:
    title = " — ".join(_line(text) for text in (row.status_words, row.heading, row.place) if text)
    number = f"{row.number}\\. " if row.number else ""
    parts = [f"## {number}{title}"]
    plain: list[str] = []
    for line in lines(row, words):
        if line.kind in ("published", "said"):
            parts += [f"**{escaped(line.label)}**", _quoted(line)]
        else:
            label = f"- **{escaped(line.label)}:**" if line.label else "  -"
            plain.append(f"{label} {_line(joined(line.runs))}")
    return [*parts, "\n".join(plain)] if plain else parts


def _quoted(line: Line) -> str:
    """A block quotation. Words added are bold, words left out struck through where a reader knows "~~"."""
    signs = {INSERTED: "**", DROPPED: "~~"}
    text = "".join(_wrapped(run.text, signs.get(run.change, "")) for run in line.runs)
    return "\n".join(f"> {one}".rstrip() if one.strip() else ">" for one in _broken(text))


def _wrapped(text: str, sign: str) -> str:
    """Escaped words between signs, where Markdown would take them for signs: right at a letter or a figure."""
    core = text.strip()
    if not sign or "\n" in core or not (core[:1].isalnum() and core[-1:].isalnum()):
        return escaped(text)
    before, _, after = text.partition(core)
    return f"{escaped(before)}{sign}{escaped(core)}{sign}{escaped(after)}"


def _broken(text: str) -> list[str]:
    """The lines of a text, each such that Markdown keeps its break and takes it for words."""
    return [one.strip(" \t") for one in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _line(text: str) -> str:
    """The text on one line."""
    return escaped(" ".join(text.split()))
