"""The finder's word lists, read once from resources/lexicons: cues, closed classes, kinds of source, names."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import resources

BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
CLAUSE, TELL, ASK, QUOTATION, FIND, BELIEF, PHRASE = 1, 2, 4, 8, 16, 32, 64
_KINDS: Final = {
    "clause": CLAUSE,
    "tell": TELL,
    "ask": ASK,
    "quotation": QUOTATION,
    "find": FIND,
    "belief": BELIEF,
    "phrase": PHRASE,
}


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb form that may announce speech: its lemma, which forms it can be, what may follow, its particle."""

    lemma: str
    forms: int
    kinds: int
    particle: str


def _sections(name: str) -> dict[str, list[str]]:
    """The words under each [heading] of a lexicon; lines that start with "#" are remarks."""
    found: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in resources.text(f"lexicons/{name}.txt").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found[heading] += [line] if name == "outlets" else line.split()
    return dict(found)


def inflect(verb: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing form of a regular verb, or of one given whole with slashes."""
    if "/" in verb:
        base, third, past, participle, ing = verb.split("/")
        return base, third, past, participle, ing
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return verb, third, verb + "ed", verb + "ed", verb + "ing"


@cache
def cues() -> dict[str, CueWord]:
    """Every cue form, lower case, and what it can be."""
    found: dict[str, CueWord] = {}
    for heading, verbs in _sections("cues").items():
        for entry in verbs:
            verb, _, particle = entry.partition("+")
            forms = inflect(verb)
            for bit, form in zip((BASE, THIRD, PAST, PARTICIPLE, ING), forms, strict=True):
                old = found.get(form)
                kinds = _KINDS[heading] | (old.kinds if old else 0)
                found[form] = CueWord(forms[0], bit | (old.forms if old else 0), kinds, particle if not old else "")
    return found


@cache
def tags() -> dict[str, str]:
    """The one-letter tag of each word of the closed classes and common verbs."""
    found: dict[str, str] = {}
    for tag, words in _sections("words").items():
        for word in words:
            if tag != "V" or word not in cues():
                found.setdefault(word, tag)
    return found


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Nouns by the kind of source they tell of: spokesperson, person, office, body, document, media, setting."""
    return {kind: frozenset(words) for kind, words in _sections("nouns").items()}


@cache
def names() -> dict[str, frozenset[str]]:
    """First names by who mostly bears them, surnames, titles, places, and words of corporate names."""
    return {kind: frozenset(words) for kind, words in _sections("names").items()}


@cache
def outlets() -> frozenset[str]:
    """News outlets by name, lower case."""
    return frozenset(_sections("outlets")[""])
