"""Whether the article says in its own words what the marks leave out: then nothing was cut from the speaker's sense.

The condition printed before the quote that was said after it, "asked whether" for a question, "denied that she had
called" for "I never said": print may keep it in a place, a tense and a person of its own.
"""

from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.conditions import alike, conditions, opens, telling
from app.comparing.hearsay import passed_on
from app.comparing.kinds import negates
from app.comparing.published import echoed, reports_question, same_bearing, tells
from app.comparing.tokens import PAUSES, Words
from app.comparing.verbs import same_lemma

_WHETHER = frozenset(("if", "whether"))
_DENIES = frozenset(("deny", "denies", "denied", "denying"))
_PLAINLY = frozenset(("not", "never", "no", "nobody", "none", "cannot", "nothing"))

Sentence = tuple[Words, Words]
"""What stands before a quote, or a passage, in its sentence, and behind it."""


def _same(in_print: Sequence[str], theirs: Sequence[str]) -> bool:
    return list(in_print) == list(theirs) or same_bearing(in_print, theirs) or _same_denial(in_print, theirs)


def kept(
    theirs: Sequence[str], in_print: Sequence[str], beside: Sequence[str], article: Sentence, said: Sentence
) -> bool:
    """Whether the article keeps what bears on the passage in the evidence (`theirs`, as far as the passage).

    `in_print` is what bears on the quote on the same side of it, `beside` all of the article's words there.
    """
    if not theirs:
        return False
    lows = [*article[0].lows, *article[1].lows]
    if _another_says(theirs):
        return _another_in_print(lows) and _retold(lows, theirs)
    if _same(in_print, theirs) or (not in_print and echoed(beside, theirs)):
        return True
    if opens(theirs):
        return _same_condition(article, said) and not any(map(negates, _behind_pause(said[0], theirs)))
    if theirs[0] == "according":
        return echoed(lows, theirs) or tells_of(article, "requoting")
    return passed_on(theirs) and passed_on(lows)


def borne_out(in_print: Sequence[str], theirs: Sequence[str], article: Sentence, said: Sentence, asked: bool) -> bool:
    """Whether the evidence bears out what the article says outside the marks. `asked`: what was said is a question."""
    if _same(in_print, theirs):
        return True
    if asked and in_print[0] in _WHETHER and reports_question(article[0].lows):
        return True
    if opens(in_print):
        return _same_condition(article, said)
    return passed_on(in_print) and passed_on([*said[0].lows, *said[1].lows])


def tells_of(article: Sentence, name: str) -> bool:
    """Whether the article's sentence tells by a word of that list that the words were quoted, or taken back."""
    return any(tells(side.lows, n, name) for side in article for n in range(len(side)))


def _saying() -> frozenset[str]:
    return lexicon.word_set("context", "attribution") | lexicon.word_set("context", "naming")


def _another_says(theirs: Sequence[str]) -> bool:
    """Whether these words have somebody else say or call it so: "what they call", "the driver told my officers"."""
    n = next((n for n, low in enumerate(theirs) if low in _saying()), 0)
    return n > 0 and not lexicon.word_set("closed", "self") & set(theirs[:n]) and not any(map(negates, theirs[:n]))


def _another_in_print(lows: Sequence[str]) -> bool:
    """Whether the article gives it to another, too: "what they call", "said that the driver had told her"."""
    cues = [n for n, low in enumerate(lows) if low in _saying() or low in ("said", "says")]
    others = lexicon.word_set("context", "crowd") | {"what", "they", "so-called"}
    if any(others & set(lows[max(0, n - 4) : n]) for n in cues):
        return True
    return len(cues) > 1 and bool(telling(lows[cues[-2] + 1 : cues[-1]]))


def _retold(lows: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the article has what tells something in these words, in their order."""
    left = iter(lows)
    return all(any(same_lemma(low, other) for other in left) for low in telling(theirs))


def _behind_pause(before: Words, theirs: Sequence[str]) -> list[str]:
    """Of the words from a condition on up to the passage, those behind the last comma."""
    for n in range(len(before) - 1, max(0, len(before) - len(theirs)), -1):
        if any(c in before.between(n - 1, n) for c in PAUSES):
            return before.lows[n:]
    return []


def _same_condition(article: Sentence, said: Sentence) -> bool:
    ours = [clause for side in article for clause in conditions(side)]
    theirs = [clause for side in said for clause in conditions(side)]
    return bool(theirs) and all(any(alike(one, other) for one in ours) for other in theirs)


def _same_denial(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether "denied (that she had called the board)" is what "I never said the board was" comes to.

    One denial on each side, of saying or of the thing itself, about the same.
    """
    if not ours or not theirs or ours[0] not in _DENIES:
        return False
    plain = [low for low in theirs if low in _PLAINLY or low.endswith("n't")]
    if len(plain) != 1 or sum(map(negates, theirs)) != 1 or sum(map(negates, ours)) != 1:
        return False
    saying = _saying()
    if any(low in saying for low in ours) != any(low in saying for low in theirs):
        return False
    one, other = ([low for low in telling(side) if low not in saying] for side in (ours, theirs))
    few, many = sorted((one, other), key=len)
    return all(any(same_lemma(a, b) for b in many) for a in few)
