"""Marks that report nobody: so-called, a title, a nickname, a word spoken of as a word."""

import re

from app.quotations.marks import Region
from app.quotations.sentences import Sentence

_ANNOUNCED = frozenset(
    "so-called called dubbed nicknamed known titled entitled named word words term phrase alias aka labelled labeled "
    "codenamed code-named branded headlined album song film movie book novel series show episode single track play "
    "documentary slogan".split()
)
_SMALL = frozenset("the a an of and in on for to with by from at or el la le de von".split())
_START = 4_000  # characters that tell a text's language
_LETTERS = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and to in is was for with as by at from it be has had said are not this".split())
_OTHERS = frozenset(
    "der die das und ist nicht ein eine einen mit von zu den dem im sich auf für auch wir sie er "
    "le la les des est une et du que dans qui pas pour sur elle il nous "
    "el los las del un una y por con se que no su para è di il che della per non "
    "het een van niet zijn och att det som är".split()
)
_VIEWS = frozenset("view opinion eyes judgment judgement telling".split())
_PERFORMS = frozenset("sing sings sang sung singing".split())
_WHOM = frozenset("her him them me us".split())
_WHOSE = frozenset("her his their its our my".split())


def knows(text: str) -> bool:
    """Whether the rules know the language: not where small words of others outnumber the English ones at its start."""
    found = _LETTERS.findall(text[:_START].lower())
    return sum(word in _OTHERS for word in found) <= sum(word in _ENGLISH for word in found) + 3


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
    title = is_title(inside)
    if title and inside[-1] not in ".?!," and (count > 1 or not reported):
        return True
    return not reported and count <= 3 and inside[-1] not in ".?!" and not _somebodys(s, first, last)


def is_title(inside: str) -> bool:
    """Whether every word but the small ones has a capital, as in the title of a work."""
    words = inside.split()
    return len(words) <= 10 and all(w[:1].isupper() or not w[:1].isalpha() or w.lower() in _SMALL for w in words)


def performed(s: Sentence, cue: int, inside: str) -> bool:
    """Whether somebody sang a work of that title, and said nothing: 'sang “Blue Moon”'."""
    return s.words[cue] in _PERFORMS and inside[-1:] not in ".?!," and is_title(inside)


def _somebodys(s: Sentence, first: int, last: int) -> bool:
    """Whether two or three marked words are a statement ("does not apply"), or somebody's view of a thing."""
    if first > 0 and s.tags[first - 1] in "DJ" and s.tags[last : last + 1] == ["N"]:
        return False  # 'a “must see” show'
    if last - first >= 2 and any(tag in "VXR" for tag in s.tags[first:last]):
        return True
    if s.words[:1] in (["to"], ["for"]) and s.tags[2:3] == [","] and (s.words[1] in _WHOM or s.tags[1] == "P"):
        return True  # "To her, it is “a scandal”"
    return any(
        word in _VIEWS and i > 1 and "in" in s.words[max(0, i - 5) : i] and _whose(s, i - 1)
        for i, word in enumerate(s.words)
    )


def _whose(s: Sentence, i: int) -> bool:
    """Whether the word at `i` says whose: "her", "'s", or a plural with an apostrophe that words have lost."""
    return s.words[i] in _WHOSE or s.tags[i] == "'" or (s.tags[i] in "NP" and s.words[i].endswith("s"))


def may_float(s: Sentence, first: int, last: int) -> bool:
    """Whether marked words outside any report still read as somebody's words: five of them, or a verb."""
    return last - first >= 5 or any(t in "VXCR" for t in s.tags[first:last]) or _somebodys(s, first, last)
