"""What takes a passage back later on: a sentence further, in the speaker's next answer, in a correction.

The further off, the surer the words must be: "I take that back" two sentences on may mean the passage, "sorry, I
misspoke" only where it speaks of the same thing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from app.comparing import lexicon
from app.comparing.behind import END, FAR
from app.comparing.kinds import negates
from app.comparing.passages import Index
from app.comparing.quantities import is_number
from app.comparing.tokens import Words
from app.comparing.verbs import same_lemma
from db.records import Span, Turn

_SHOWN = 12  # words of what takes it back that are shown, at most
_ON = 3  # sentences that are looked into
_NOTES = ("correction", "corrections", "corrected", "clarification", "clarifications", "erratum", "corrigendum")


def taken_back(index: Index, place: Span, said: Sequence[str]) -> Span | None:
    """The words that take the passage (`said`, its words in lower case) back, other than those right behind it."""
    turns = [turn for turn in index.turns_at(max(0, place[1] - 1), place[1]) if turn.speaker]
    ceiling = min(turns[-1].end if turns else len(index.text), place[1] + 2 * FAR)
    rest = _sentences(index, _sentence_end(index, place[1], ceiling), ceiling)
    for n, sentence in enumerate(rest):
        withdraws, corrects = _withdraws(sentence.lows), _corrects(sentence.lows)
        if not withdraws and not corrects:
            continue
        about = _shares(sentence.lows, said)
        nearer = not about and _shares(sentence.lows, [low for other in rest[:n] for low in other.lows])
        if (about and corrects) or (withdraws and not nearer and (n < 2 or about)):
            return _shown(sentence)
    return (_answered(index, turns[-1], rest, said) if turns else None) or _noted(index, place, said)


def _sentence_end(index: Index, end: int, ceiling: int) -> int:
    stop = END.search(index.heard(end, ceiling))
    return end + stop.end() if stop else ceiling


def _sentences(index: Index, start: int, end: int, most: int = _ON) -> list[Words]:
    """The sentences from `start` on, `most` of them at most."""
    found, at = list[Words](), start
    text = index.heard(start, end)
    while at < end and len(found) < most:
        stop = END.search(text, at - start)
        to = start + stop.end() if stop and stop.end() > at - start else end
        words = index.words(at, to)
        if len(words):
            found.append(words)
        at = to
    return found


def _withdraws(lows: Sequence[str]) -> bool:
    """Whether the sentence takes back what was said, whatever it was: "I take that back"."""
    return any(_takes_back(lows, n) for n in _phrases(lows, "withdrawing"))


def _takes_back(lows: Sequence[str], n: int) -> bool:
    """Whether the phrase at word n is the speaker's own: not "I won't retract that", "we'll take that back to …"."""
    before = lows[max(0, n - 4) : n]
    denied = any(negates(low) for low in before if low != "no")
    own = n == 0 or lows[n] in ("i", "strike", "scratch") or bool(lexicon.word_set("closed", "himself") & set(before))
    elsewhere = "back" in lows[n:] and lows[lows.index("back", n) :][1:2] == ["to"]
    return own and not denied and not elsewhere


def _corrects(lows: Sequence[str]) -> bool:
    """Whether the sentence puts something said right."""
    untrue = bool(lexicon.word_set("context", "untrue") & set(lows)) and "i said" in " ".join(lows)
    return (
        (untrue and not any(map(negates, lows)))
        or lows[:1] in (["sorry"], ["correction"])
        or next(_phrases(lows, "correcting"), None) is not None
    )


def _phrases(lows: Sequence[str], name: str) -> Iterator[int]:
    """Where one of the lexicon's phrases of that name begins."""
    known, begins = lexicon.phrases("context", name), _begin(name)
    for n, low in enumerate(lows):
        if low in begins and any(" ".join(lows[n : n + size]) in known for size in (1, 2, 3, 4)):
            yield n


@cache
def _begin(name: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lexicon.phrases("context", name))


def _answered(index: Index, turn: Turn, rest: Sequence[Words], said: Sequence[str]) -> Span | None:
    """The beginning of the speaker's next answer, where it takes the passage back.

    The question in between is about it, or the last answer ended with it.
    """
    asked, following = list[str](), None
    for other in index.turns_at(turn.end, min(len(index.text), turn.end + 6 * FAR)):
        if other.start < turn.end:
            continue
        if other.speaker.casefold() == turn.speaker.casefold():
            following = other
            break
        asked += index.words(other.start, other.end).lows
    if following is None or not asked:
        return None
    others = [low for sentence in rest for low in sentence.lows]
    about = _shares(asked, said)
    meant = about or (len(rest) < 2 and not _shares(asked, others))
    for sentence in _sentences(index, following.start, following.end, 2):
        corrects = _corrects(sentence.lows) and (about or _shares(sentence.lows, said))
        if corrects or (meant and _withdraws(sentence.lows)):
            return _shown(sentence)
    return None


def _noted(index: Index, place: Span, said: Sequence[str]) -> Span | None:
    """A correction that stands with the evidence, in a paragraph of its own, and is about the passage."""
    for at in (at for term in _NOTES for at in index.places(term)):
        line = index.text.rfind("\n", 0, at) + 1
        end = index.text.find("\n\n", at)
        end = min(end if end >= 0 else len(index.text), at + 2 * FAR)
        head = index.text[line:at]
        if len(re.findall(r"\w+", head)) > 3 or not re.match(r"\w+[^\n.]{0,20}[:—–\n]", index.text[at:end]):
            continue
        if line <= place[0] < end:
            continue
        note = index.words(at, end)
        if _is_about(note.lows, said):
            return _shown(note)
    return None


def _is_about(note: Sequence[str], said: Sequence[str]) -> bool:
    content = {low for low in said if _tells(low)}
    shared = [low for low in content if any(same_lemma(low, other) for other in note)]
    figures = any(is_number(low) for low in shared)
    return (figures and len(shared) > 1) or (len(shared) > 1 and 2 * len(shared) >= len(content))


def _shares(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both speak of one thing: a word that tells something stands in both."""
    ours, theirs = {low for low in one if _tells(low)}, {low for low in other if _tells(low)}
    return any(same_lemma(a, b) for a in ours for b in theirs)


def _tells(low: str) -> bool:
    dull = lexicon.word_set("context", "function") | lexicon.word_set("context", "own")
    dull |= {"say", "think", "know", "that's"}
    return (low not in dull and len(low) > 2 and not negates(low)) or is_number(low)


def _shown(words: Words) -> Span:
    return words.starts[0], words.ends[min(len(words), _SHOWN) - 1]
