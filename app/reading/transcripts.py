"""Speaker turns in a plain text: "[00:12:04] SPEAKER: …", "SPEAKER (00:12): …", "Q: … A: …", "NAME: …"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.pieces import words
from db.records import Turn

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_TIME = rf"[\[(<]?\s*(?P<time>{_CLOCK})\s*[\])>]?"
_NAME = r"(?P<speaker>[^\W\d_][\w.'’&/-]*(?: [\w(][\w.'’&/)-]*){0,5}?)"
_LABELS = (
    re.compile(rf"{_TIME}\s*[-–—|]?\s*{_NAME}\s*:\s*"),  # [00:12:04] SPEAKER: words
    re.compile(rf"{_NAME}\s*[\[(]\s*(?P<time>{_CLOCK})\s*[\])]\s*:?\s*"),  # SPEAKER (00:12): words
    re.compile(rf"{_NAME}\s{{1,4}}(?P<time>{_CLOCK})\s*(?::\s*|\n|$)"),  # Speaker 1  0:12, and the words below
    re.compile(rf"{_TIME}\s*[-–—|:]?\s+(?P<speaker>)(?=\S)"),  # [00:12:04] words
    re.compile(r"(?P<time>)(?P<speaker>[QA])(?:\.|:)\s+"),  # Q. words
    re.compile(rf"(?P<time>)(?:>>\s*)?{_NAME}:\s+(?=\S)"),  # NAME: words
)
_NOT_SPEAKERS = words(
    "note notes subject date time to from cc re contact source sources update correction press email e-mail phone tel "
    "telephone media enquiries inquiries title place present participants attendees location duration transcript "
    "recording http https file website web fax url topic summary background about embargo"
)


@dataclass(frozen=True, slots=True)
class _Labelled:
    start: int
    words: int
    end: int
    speaker: str
    time: float | None
    labelled: bool


def seconds(clock: str) -> float:
    """ "00:12:04" or "12:04.5" in seconds."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript, or () where the text is not one.

    A paragraph without a label goes on with the turn before it. Words ahead of the first label are a turn of nobody's.
    """
    lines = [_labelled(text, start, end) for start, end in _lines(text)]
    if not _is_transcript(lines):
        return ()
    found: list[Turn] = []
    for line in lines:
        if line.labelled:
            speaker = line.speaker or (found[-1].speaker if found else "")
            found.append(Turn(line.words, line.end, speaker, line.time))
        elif found and (found[-1].speaker or found[-1].time is not None or found[-1].start == found[-1].end):
            last = found[-1]
            start = line.start if last.start >= last.end else last.start
            found[-1] = Turn(start, line.end, last.speaker, last.time)
        else:
            found.append(Turn(line.start, line.end))
    return tuple(turn for turn in found if turn.start < turn.end)


def _lines(text: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(r"[^\s][^\n]*[^\s]|[^\s]", text)]


def _labelled(text: str, start: int, end: int) -> _Labelled:
    line = text[start:end]
    for pattern in _LABELS:
        match = pattern.match(line[:160])
        if not match:
            continue
        speaker = (match["speaker"] or "").strip()
        if speaker and not _names_a_speaker(speaker):
            continue
        time = seconds(match["time"]) if match["time"] else None
        return _Labelled(start, min(start + match.end(), end), end, speaker, time, True)
    return _Labelled(start, start, end, "", None, False)


def _names_a_speaker(label: str) -> bool:
    """A name is capitalised throughout, small words aside; a heading such as "Note" or "Contact" is none."""
    parts = re.findall(r"[\w'’-]+", label)
    if not parts or {word.lower() for word in parts} <= _NOT_SPEAKERS or parts[0].lower() in _NOT_SPEAKERS:
        return False
    return bool(parts[0][0].isupper() and 2 * sum(word[0].islower() for word in parts) <= len(parts))


def _is_transcript(lines: Sequence[_Labelled]) -> bool:
    """Time codes on a fifth of the lines, or labels that come back on a fifth of them: a statement has neither."""
    labelled = [line for line in lines if line.labelled]
    if len(labelled) < 2:
        return False
    timed = sum(line.time is not None for line in labelled)
    if timed >= 2 and timed >= 0.2 * len(lines):
        return True
    speakers = Counter(line.speaker for line in labelled)
    comes_back = (
        any(times > 1 for times in speakers.values()) or {"Q", "A"} <= speakers.keys() or len(speakers) == len(lines)
    )
    return comes_back and 5 * len(labelled) >= len(lines)
