"""Verb forms: whether two words are one verb in two tenses."""

from functools import cache, lru_cache

from app.comparing import lexicon


@lru_cache(maxsize=8192)
def same_verb(one: str, other: str) -> bool:
    """Whether the two (lower case, different) are forms of one verb that differ in tense or aspect.

    "leads" and "lead" are not: that -s may be a noun's, and says nothing of time.
    """
    if one in _forms() and other in _forms() and _forms()[one] & _forms()[other]:
        return True
    shared = _bases(one) & _bases(other)
    timed = any(word.endswith(("ed", "ing")) or word in _forms() for word in (one, other))
    return bool(shared) and timed


def same_lemma(one: str, other: str) -> bool:
    """Whether the two are forms of one word at all, plural or third person included."""
    return one == other or bool(_bases(one) & _bases(other)) or same_verb(one, other)


def is_past(word: str) -> bool:
    """Whether the word (lower case) is the past of an irregular verb, and of nothing else: "lied", but not "cut"."""
    return word in _pasts()


@cache
def _pasts() -> frozenset[str]:
    known = lexicon.pairs("verbs", "irregular")
    return frozenset(rest.split("/")[0] for _, rest in known) - {base for base, _ in known}


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Each form of an irregular verb → its bases."""
    found: dict[str, set[str]] = {}
    for base, rest in lexicon.pairs("verbs", "irregular"):
        for form in (base, *rest.split("/"), base + "s", base + "es", base + "ing", base.removesuffix("e") + "ing"):
            found.setdefault(form, set()).add(base)
    return {form: frozenset(bases) for form, bases in found.items()}


@lru_cache(maxsize=8192)
def _bases(word: str) -> frozenset[str]:
    """What the word may be a regular form of."""
    found = {word} | set(_forms().get(word, ()))
    for ending in ("ed", "ing", "es", "s", "d"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word.removesuffix(ending)
            found.add(stem)
            if ending in ("ed", "ing"):
                found.add(stem + "e")
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    found.add(stem[:-1])
            if stem.endswith("i"):
                found.add(stem[:-1] + "y")
    return frozenset(found)
