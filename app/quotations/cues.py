"""Which words of a sentence really announce speech: "claims" the verb, not the noun; "said", not "was said"."""

from app.quotations import lexicon
from app.quotations.lexicon import BASE, ING, PARTICIPLE, PAST, THIRD, CueWord
from app.quotations.sentences import Sentence

_BE = frozenset("is are was were be been being".split())
_PLURALS = frozenset(
    "people police men women children staff media we they you i family others both some many most few all who".split()
)
_GO_ON = frozenset(
    "refused refuses declined declines went goes continued continues failed appeared seemed sought able "
    "keen used".split()
)
_NAMELESS = frozenset("anonymity anonymous anonymously identified identity name named".split())
_WHO_IS_NOT_NAMED = frozenset("who whose speaking talking asking requesting insisting".split())
_NEVER_NOUNS = frozenset(
    (
        "says",
        "tells",
        "adds",
        "insists",
        "argues",
        "writes",
        "believes",
        "thinks",
        "explains",
        "admits",
        "say",
        "tell",
        "argue",
        "insist",
        "believe",
        "think",
        "add",
        "admit",
    )
)


def cue_at(s: Sentence, i: int) -> CueWord | None:
    """The cue at word `i` where it is a finite verb or a participle with its particle in place, else None."""
    if s.tags[i] not in "CB":
        return None
    cue = lexicon.cues().get(s.words[i])
    if cue is None:
        return None
    if cue.particle and cue.particle not in s.words[i + 1 : i + 2]:
        return None
    if cue.forms & ING and not cue.forms & ~ING:
        return cue if _participle(s, i) else None
    return cue if _finite(s, i, cue) else None


def _participle(s: Sentence, i: int) -> bool:
    before = s.tags[i - 1] if i else ","
    if before in "DJM'":
        return False
    return before != "I" or s.words[i - 1] in ("by", "after", "before", "without", "while", "when", "as", "in")


def _finite(s: Sentence, i: int, cue: CueWord) -> bool:
    if i == 0:
        return bool(cue.forms & PAST) and len(s) > 1 and s.tags[1] in "PHD"
    k = i - 1
    while k > 0 and s.tags[k] == "A":
        k -= 1
    before, word = s.tags[k], s.words[k]
    if (before in "DJM'" and not (before == "D" and word in _PLURALS | {"another", "one", "this"})) or before in "IGB":
        third = THIRD if before == "J" or word == "one" else 0  # "three reasons" are things, not somebody who reasons
        return before in "JM" and bool(cue.forms & (PAST | third)) and s.tags[i + 1 : i + 2] != ["N"]
    if before == "X":
        return not (word in _BE and cue.forms & (PARTICIPLE | PAST))
    if before == "T":
        return bool(cue.forms & BASE) and k > 0 and s.words[k - 1] in _GO_ON
    if cue.forms & PAST:
        return True
    if cue.forms & THIRD:
        return _not_a_noun(s, i)
    return _after_plural(s, i, k)


def _after_plural(s: Sentence, i: int, k: int) -> bool:
    """A base form after its plural subject: "critics say", "Smith and Jones argue"."""
    before, word = s.tags[k], s.words[k]
    if before in ",":
        return _not_a_noun(s, i)
    if before in "RW" or word in _PLURALS:
        return word not in ("he", "she", "it")
    if before in "NPE":
        plural = word.endswith("s") and not word.endswith("ss")
        joined = "&" in s.tags[max(0, k - 4) : k]
        if s.words[i] in _NEVER_NOUNS and any(w in _PLURALS or w.endswith("s") for w in s.words[max(0, k - 8) : k]):
            return True
        return (plural or joined or word in _PLURALS) and _not_a_noun(s, i)
    return before in "Q)"


def _not_a_noun(s: Sentence, i: int) -> bool:
    """Whether what follows a form that may be a noun ("reports", "claim") shows a verb."""
    if s.words[i] in _NEVER_NOUNS:
        return True
    if i + 1 >= len(s):
        return True
    after = s.tags[i + 1]
    return after in "DPHRSQW:,.MOAT" or (after in "NJG" and s.tags[i - 1] in "PNR)")


def passive(s: Sentence, i: int) -> bool:
    """Whether the form at `i` is passive: "was quoted", "it has been alleged"."""
    k = i - 1
    while k > 0 and s.tags[k] == "A":
        k -= 1
    return k >= 0 and s.words[k] in _BE


def settle(s: Sentence) -> bool:
    """Retag, left to right, what looks like a cue but is a noun or a participle; whether a cue is left."""
    some = False
    if not _NAMELESS.isdisjoint(s.words):
        _quiet_on_anonymity(s)
    for i, tag in enumerate(s.tags):
        if tag in "CB":
            if cue_at(s, i) is not None:
                some = True
            elif tag == "B":
                s.tags[i] = "N" if i and s.tags[i - 1] in "DJM'" else "G"
            elif tag == "C":
                forms = lexicon.cues()[s.words[i]].forms
                s.tags[i] = "E" if forms & (PAST | PARTICIPLE) else "V" if i and s.tags[i - 1] in "TX" else "N"
        elif tag == "V" and i and s.tags[i - 1] in "DJ'":
            s.tags[i] = "N"
    return some


def _quiet_on_anonymity(s: Sentence) -> None:
    """Nobody is quoted where a source says why it is not named: ", who asked not to be named because she feared…,"."""
    for i, word in enumerate(s.words):
        if word not in _NAMELESS:
            continue
        begin = i
        while begin > 0 and s.tags[begin] not in ",:;Q-":
            begin -= 1
        end = next((k for k in range(i, len(s)) if s.tags[k] in ",:;Q-"), len(s))
        if s.tags[begin] != "," or s.tags[end : end + 1] != [","] or s.words[begin + 1] not in _WHO_IS_NOT_NAMED:
            continue
        for k in range(begin, end):
            s.tags[k] = {"C": "V", "B": "G"}.get(s.tags[k], s.tags[k])
