"""Words with a coarse tag each. One regular expression cuts them; a dictionary, their endings and their case tag them.

Tags: D determiner, M number, J adjective, N noun, P name, H title, R subject pronoun, O object pronoun, W wh-word,
S clause opener, T "to", I preposition, & coordinator, X auxiliary, V finite verb, E -ed form, G -ing form, C cue,
B cue in -ing, Z time, A adverb, ' possessive, Q a whole quotation, and punctuation as itself ("-" for any dash).
"""

import re

from app.quotations import lexicon

TOKEN = re.compile(
    r"""(?:https?://|www\.)\S+
    |[@\#]\w+
    |(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Reps|Sens|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Cmdr|Cpl|Pte|Brig|Rev|Fr|Msgr|Hon|Cllr|Ald|Det
       |Insp|Supt|Const|Amb|Atty|Asst|Pres|St|Jr|Sr|vs|Inc|Ltd|Co|Corp
       |Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec|Calif|Ariz|Fla|Mass|Pa|Va|Wash|Ore|Mich|Conn|Tenn|Ala|Ga|Ill|Minn|Mo|Wis|Okla)\.(?=\s*[\w,('’(]|\s+\()
    |No\.(?=\s?\d)
    |(?:[^\W\d_]\.){2,}
    |[A-Z]\.(?=\s?[A-Z])
    |[$£€¥]?[^\W_]+(?:(?:[-&/·‑]|\.(?=\w)|,(?=\d{3})|['’](?!(?:s|S|ll|ve|re|d|m)\b))[^\W_]+)*%?
    |['’](?:s|S|ll|ve|re|d|m)\b
    |\.{3}|…|--|\S""",
    re.VERBOSE,
)
_MEMO_LIMIT = 60_000  # distinct words remembered; then it starts afresh, so that memory stays bounded
_KEPT_WHEN_CAPITAL = frozenset("DRSI&TWZO")
_NOT_ADVERBS = frozenset(
    "family early daily only italy ally supply reply assembly july bully rally elderly friendly likely monopoly "
    "anomaly weekly monthly yearly unlikely lonely deadly costly holy ugly silly jelly belly fly".split()
)
_NOT_PARTICIPLES = frozenset(
    "morning evening building meeting hearing king spring thing something nothing everything anything spending funding "
    "housing briefing ruling filing feeling wedding painting ceiling wing ring string sibling being bombing shooting "
    "stabbing killing training banking offering posting listing ending beijing warning finding gathering sterling "
    "clothing engineering marketing manufacturing mining parking setting beginning turning crossing "
    "understanding".split()
)
_NOT_PAST = frozenset(
    "bed shed speed need seed feed deed weed breed red hundred united wicked naked sacred bleed greed".split()
)
_ADJECTIVE = re.compile(r".{3,}(?:ous|ful|less|ible|able|ical|ional|ive|ish|ese)$")
_POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))
_OTHER_CLITIC = frozenset(("'ll", "’ll", "'ve", "’ve", "'re", "’re", "'d", "’d", "'m", "’m"))
_DASH = frozenset(("--", "–", "—", "-", "‒", "―"))

_memo: dict[str, tuple[str, str]] = {}


def look_up(word: str) -> tuple[str, str]:
    """The word in lower case, and its tag as far as the word alone tells."""
    entry = _memo.get(word)
    if entry is None:
        if len(_memo) > _MEMO_LIMIT:
            _memo.clear()
        low = word.lower().replace("’", "'")
        entry = _memo[word] = (low, _tag(word, low))
    return entry


def plain_tag(low: str) -> str:
    """The tag of a word whose capital says nothing (the first of a sentence), or "" where only its shape could tell."""
    tag = lexicon.tags().get(low, "")
    if tag:
        return tag
    cue = lexicon.cues().get(low)
    if cue is not None:
        return "B" if cue.forms == lexicon.ING else "C"
    if low in lexicon.nouns()["person"] or low in lexicon.nouns()["body"] or low in lexicon.nouns()["document"]:
        return "N"
    return ""


def _tag(word: str, low: str) -> str:
    first = word[0]
    if not first.isalnum():
        return _sign_tag(word, low)
    if first.isdigit():
        return "N" if low.endswith(("year-old", "year-olds")) else "M"
    capital = first.isupper() or (not word.islower() and any(c.isupper() for c in word[1:3]))
    tag = lexicon.tags().get(low, "")
    if capital:
        if tag in _KEPT_WHEN_CAPITAL and tag and not (len(word) > 1 and word.isupper() and low not in ("the", "and")):
            return tag
        return "H" if low.rstrip(".") in lexicon.names()["title"] else "P"
    if tag:
        return tag
    cue = lexicon.cues().get(low)
    if cue is not None:
        return "B" if cue.forms == lexicon.ING else "C"
    kinds = lexicon.nouns()
    known = low in kinds["person"] or low in kinds["body"] or low in kinds["document"] or low in kinds["spokesperson"]
    return "N" if known else shape_tag(low)


def _sign_tag(word: str, low: str) -> str:
    if word in _POSSESSIVE:
        return "'"
    if word in _OTHER_CLITIC:
        return "X"
    if word in _DASH:
        return "-"
    if word in ("...", "…"):
        return "…"
    if word[0] in "$£€¥" and len(word) > 1:
        return "M"
    if word[0] in "@#" and len(word) > 1:
        return "P"
    return word if word in ",.;:?!()[]" else "-" if word == "/" else "N" if low.isalnum() else "~"


def shape_tag(low: str) -> str:
    """The tag that a word's ending tells: adverb, -ing form, -ed form, adjective, else noun."""
    if low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS:
        return "A"
    if low.endswith("ing") and len(low) > 4 and low not in _NOT_PARTICIPLES:
        return "G"
    if low.endswith("ed") and len(low) > 3 and low not in _NOT_PAST:
        return "E"
    return "J" if _ADJECTIVE.match(low) else "N"
