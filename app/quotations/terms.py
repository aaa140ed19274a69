"""Marks that report nobody: so-called, a title, a nickname, a word spoken of as a word."""

from app.quotations.marks import Region
from app.quotations.sentences import Sentence

_ANNOUNCED = frozenset(
    "so-called called dubbed nicknamed known titled entitled named word words term phrase alias aka labelled labeled "
    "codenamed code-named branded headlined album song film movie book novel series show episode single track play "
    "documentary slogan".split()
)
_SMALL = frozenset("the a an of and in on for to with by from at or el la le de von".split())


def is_term(text: str, s: Sentence, first: int, last: int, region: Region, *, reported: bool) -> bool:
    """Whether the marked words `first` to `last` report nobody. `reported`: they stand within somebody's statement."""
    inside = text[region.start : region.end].strip()
    count = inside.count(" ") + 1
    before = s.words[max(0, first - 2) : first]
    if len(inside) <= 2:
        return True
    if any(w in _ANNOUNCED for w in before) and count <= 6:
        return True
    if count <= 4 and first > 0 and s.tags[first - 1] == "P" and last < len(s) and s.tags[last] == "P":
        return True
    words = inside.split()
    title = all(w[:1].isupper() or not w[:1].isalpha() or w.lower() in _SMALL for w in words) and count <= 10
    if title and inside[-1] not in ".?!," and (count > 1 or not reported):
        return True
    return not reported and count <= 3 and inside[-1] not in ".?!"


def may_float(s: Sentence, first: int, last: int) -> bool:
    """Whether marked words outside any report still read as somebody's words: five of them, or a verb."""
    return last - first >= 5 or any(t in "VXCR" for t in s.tags[first:last])
