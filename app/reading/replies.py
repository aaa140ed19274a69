"""Whose words an email holds: what it quotes of an earlier message is not its sender's."""

import re
from collections.abc import Iterator
from dataclasses import replace

from db.records import Turn

_WROTE = re.compile(r"(?:On\b.{0,120}?\d.{0,40}?[,;>\s]\s*)?(?P<name>[^,;:<>\n]{2,80}?)\s*(?:<[^>\n]*>)?\s+wrote:\s*$")
_FROM = re.compile(r"\*?From:\*?\s*(?P<name>[^<\n\[(]{2,80})")
_BEGINS = re.compile(r"\s*-{2,}\s*(?:Original|Forwarded) message\s*-{2,}\s*$", re.IGNORECASE)
_QUOTED = "Q"  # as in a transcript: what was put to the source, where the message does not say by whom


def turned(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The turns of an email's text, those parted and named that quote an earlier message: by ">" or below its "From:".

    The sender's own words stay nobody's: a press office may well send what a minister says.
    """
    found: list[Turn] = []
    who, below = "", ""
    for turn in turns:
        parts: list[Turn] = []
        for start, end in _lines(text, turn):
            line = text[start:end]
            if wrote := _WROTE.match(line.lstrip("> ")):
                who = wrote["name"].strip(" \"'")
            elif _BEGINS.match(line):
                below = _QUOTED
            elif below and (sender := _FROM.match(line)):
                below = sender["name"].strip(" \"'")
            speaker = (who or below or _QUOTED) if line.lstrip().startswith(">") else below
            if parts and parts[-1].speaker == speaker:
                parts[-1] = replace(parts[-1], end=end)
            else:
                parts.append(replace(turn, start=start, end=end, speaker=speaker))
        found += parts
    return tuple(found)


def _lines(text: str, turn: Turn) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text[turn.start : turn.end]):
        yield turn.start + match.start(), turn.start + match.end()
