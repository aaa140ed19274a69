"""Words of the evidence that no person spoke: its headline, and what a body says of itself at its end."""

import re

from app.comparing import lexicon
from app.comparing.passages import Index
from app.comparing.speakers import known, same_person
from app.comparing.tokens import DOUBLE
from db.records import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_ENDED = re.compile(r"[.?!…:][\"'”’)\]]*\s*$")
_FAR = 4000  # characters before a passage that are looked into
_HEAD = 200  # characters of a headline, at most
_HEADS = 4  # lines above the text: a kicker, a headline, a standfirst, a byline
_ABOUT = re.compile(
    r"(?m)^[ \t#*]*(?:about\s+(?P<who>[^\n.?!:]{2,60}?)|notes? (?:to|for) (?:the )?editors?|boilerplate)[ \t*:]*$", re.I
)
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|[A-Z][\w’'-]+)\.?\s+"


def unspoken(index: Index, place: Span, speaker: str) -> Span | None:
    """The headline or the heading above the passage, where it is not the quoted person's words but the paper's or the
    body's; None where the passage may have been spoken."""
    turns = index.turns_at(*place)
    if not known(speaker) or any(turn.speaker for turn in turns) or _marked(index, place):
        return None
    heading = _boilerplate(index, place)
    if heading is not None:
        return None if _is_body(speaker, index, heading) else heading
    headline = _headline(index, place)
    return headline if headline is not None and _told_of(index, headline[1], speaker) else None


def _marked(index: Index, place: Span) -> bool:
    """Whether quotation marks hold the passage."""
    floor = max(0, place[0] - _FAR)
    low = max(floor, index.text.rfind("\n\n", floor, place[0]) + 1)
    before = index.text[low : place[0]]
    return sum(before.count(c) for c in DOUBLE) % 2 == 1 or bool(re.search(r"(?:^|\s)['‘][^'‘’]*$", before))


def _headline(index: Index, place: Span) -> Span | None:
    """The line above the text that holds the passage."""
    if place[1] > _HEADS * _HEAD:
        return None
    for n, match in enumerate(_PARAGRAPH.finditer(index.text, 0, _HEADS * (_HEAD + 2))):
        if n == _HEADS or len(match[0]) > _HEAD or _ENDED.search(match[0]):
            return None
        if match.start() <= place[0] and place[1] <= match.end():
            return match.span()
        if match.end() > place[0]:
            return None
    return None


def _told_of(index: Index, at: int, speaker: str) -> bool:
    """Whether the text below the headline, in sentences, speaks of the quoted person by name: then it is a report."""
    names = [word for word in re.findall(r"[^\W\d_]{2,}", speaker) if same_person(word, speaker)]
    below = [m[0] for m in _PARAGRAPH.finditer(index.text, at, min(len(index.text), at + 6000)) if _ENDED.search(m[0])]
    known_as = re.compile(rf"{_TITLE}(?:{'|'.join(map(re.escape, names))})\b") if names else None
    bodies = lexicon.word_set("context", "bodies") & {word.lower() for word in speaker.replace(".", "").split()}
    if known_as is None or bodies:
        return False
    dull = lexicon.word_set("context", "function")
    return any(m[0].split()[0].lower() not in dull for text in below for m in known_as.finditer(text))


def _boilerplate(index: Index, place: Span) -> Span | None:
    """The heading of the block in which a body speaks of itself, where the passage stands in it."""
    above = [m for m in _ABOUT.finditer(index.text, max(0, place[0] - _FAR), place[0]) if _names_a_body(m["who"])]
    return above[-1].span() if above else None


def _names_a_body(who: str | None) -> bool:
    """Whether "About …" is about a body: "About Hush AG", "About us", and no topic ("About the fire")."""
    words = [word for word in (who or "us").split() if word.lower() not in ("the", "of", "and", "for")]
    return who is None or words == ["us"] or all(word[:1].isupper() for word in words)


def _is_body(speaker: str, index: Index, heading: Span) -> bool:
    """Whether the quoted one is the body that the block is about, or speaks for it."""
    head, spoken = index.text[slice(*heading)], {word.lower() for word in re.findall(r"\w+", speaker)}
    bodies = lexicon.word_set("context", "organisation_role") | lexicon.word_set("context", "bodies")
    return bool(spoken & bodies) or same_person(head, speaker)
