"""SRT and WebVTT into turns, by pysubs2: one turn a cue, the words of all cues in one continuous text."""

import re

from app.reading.pieces import Why, refuse
from db.records import Turn

_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^>\n]{1,80})>")
_VOICE_MARKED = re.compile("\ue000([^\ue001]*)\ue001")
_MARKUP = re.compile(r"</?(?:v|c|b|i|u|ruby|rt|lang|font)\b[^>]{0,200}>|<\d[\d:.]+>|\{\\[^}]{0,80}\}", re.I)
_LABEL = re.compile(r"(?:>>\s*)?([A-ZÀ-Þ][\w.'’ -]{1,38}?)(?:\s*\([^)]{1,20}\))?:\s+(?=\S)")
_MOST_CUES = 200_000


def turns(text: str, name: str) -> tuple[str, tuple[Turn, ...]]:
    """The words of a subtitle file and one turn for each cue, times in seconds.

    A cue's own line breaks become spaces; cues are parted by a line break. A label in front of the words
    ("SPEAKER: …", "<v Speaker>") names the speaker and is not part of the turn's span. Raises Unreadable (damaged).
    """
    import pysubs2

    if text.count("-->") > _MOST_CUES:
        raise refuse(Why.TOO_LARGE, name, limit=_MOST_CUES)
    marked = _VOICE.sub("\ue000\\1\ue001", text)
    kind = "vtt" if text.lstrip().startswith("WEBVTT") else "srt"
    try:
        cues = pysubs2.SSAFile.from_string(marked, format_=kind)
    except Exception as problem:  # pysubs2 lets through what its parsers raise
        raise refuse(Why.DAMAGED, name) from problem
    found: list[Turn] = []
    words = ""
    for cue in cues:
        voices = _VOICE_MARKED.findall(cue.plaintext)
        spoken = " ".join(_unescaped(_MARKUP.sub("", _VOICE_MARKED.sub("", cue.plaintext))).split())
        if not spoken:
            continue
        label = _LABEL.match(spoken)
        speaker = voices[0].strip() if voices else (label.group(1).strip() if label else "")
        start = len(words) + (1 if words else 0)
        words += ("\n" if words else "") + spoken
        inner = label.end() if label and not voices else 0
        found.append(Turn(start + inner, start + len(spoken), speaker, max(cue.start, 0) / 1000))
    if not found:
        raise refuse(Why.NO_TEXT if "-->" in text else Why.DAMAGED, name)
    return words, tuple(found)


def _unescaped(words: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")):
        words = words.replace(entity, sign)
    return words
