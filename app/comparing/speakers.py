"""Whose words a passage is: turns grouped into answers, and whether a turn's label fits the quoted speaker."""

import re
from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.passages import Index
from db.records import Span, Turn

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def answers(index: Index, start: int, end: int) -> list[Turn]:
    """The first turn of each answer that the stretch touches: turns in a row with one speaker are one answer."""
    found: list[Turn] = []
    for turn in index.turns_at(start, end):
        if not index.heard(max(start, turn.start), min(end, turn.end)).strip():
            continue
        if not found or (turn.speaker and turn.speaker.casefold() != found[-1].speaker.casefold()):
            found.append(turn)
    return found


def strangers(index: Index, said: Sequence[Span], speaker: str) -> list[Span]:
    """The stretches among the `said` words (in order) that are not the quoted speaker's, as far as labels tell.

    With the speaker not known: an interviewer's question, and whatever is not the first voice's of several.
    """
    held = _by_turn(index, said)
    first = next((turn.speaker for turn, _ in held if known(turn.speaker)), "")
    wrong = []
    for turn, stretch in held:
        other_voice = known(turn.speaker) and not same_person(turn.speaker, first)
        if not fits(turn.speaker, speaker) or (other_voice and not known(speaker)):
            wrong.append(stretch)
    return wrong


def _by_turn(index: Index, said: Sequence[Span]) -> list[tuple[Turn, Span]]:
    """Each turn that holds some of the words, with the stretch from the first to the last of them."""
    held = []
    for turn in index.turns_at(said[0][0], said[-1][1]) if said else ():
        inside = [span for span in said if turn.start <= span[0] < turn.end]
        if inside:
            held.append((turn, (inside[0][0], inside[-1][1])))
    return held


def asks(label: str, speaker: str) -> bool:
    """Whether the label is an interviewer's who is not the one quoted: what stands under it was put to the source."""
    asking = lexicon.word_set("context", "interviewer")
    return bool(_parts(label)) and _parts(label) <= asking and not _parts(speaker) & asking


def fits(label: str, speaker: str) -> bool:
    """Whether words under this label may be the quoted speaker's. What is not known never speaks against it.

    Interviewers' words are never a source's. Names fit by any name they share: "Smith", "Dr Jane Smith (Acme)".
    """
    parts = _parts(label)
    if parts and parts <= lexicon.word_set("context", "interviewer"):
        ours = _parts(speaker)
        if ours & lexicon.word_set("context", "interviewer"):
            return True
        return not (parts <= lexicon.word_set("context", "asks") or known(speaker))
    if not known(label) or not known(speaker):
        return True
    if _parts(speaker) & lexicon.word_set("context", "organisation_role") and not _has_role(label):
        return True  # a company's spokesperson, and a person's name: that may be the spokesperson's
    return same_person(label, speaker)


def known(name: str) -> bool:
    """Whether the name says who it is, and not just "Speaker 1", "he" or "the person"."""
    return bool(_names(name))


def same_person(one: str, other: str) -> bool:
    """Whether two names share a name that tells people apart."""
    shared = _names(one) & _names(other)
    return bool(shared and not _namesakes(one, other)) or _initials(one, other) or _initials(other, one)


def _namesakes(one: str, other: str) -> bool:
    """Whether two full names share their last name alone: "Jane Smith" and "John Smith"; "Joe" may be a Joseph."""
    first, second = _full_name(one), _full_name(other)
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1]:
        return False
    known = frozenset(lexicon.pairs("context", "nicknames"))
    for a in first[:-1]:
        for b in second[:-1]:
            initial = min(len(a), len(b)) == 1 and a[0] == b[0]
            if a == b or initial or a[:3] == b[:3] or (a, b) in known or (b, a) in known:
                return False
    return True


def _full_name(name: str) -> list[str]:
    """The words of a person's name in order, titles and whatever follows a comma or bracket left out."""
    plain = re.split(r"[,(\[/|–—]| - ", name)[0]
    titles = lexicon.word_set("context", "titles") | lexicon.word_set("context", "generic")
    return [word for word in (w.lower() for w in _WORD.findall(plain)) if word not in titles]


def _initials(short: str, long: str) -> bool:
    letters = "".join(word[0] for word in _WORD.findall(long)).lower()
    bare = re.sub(r"[^\w]", "", short).lower()
    return len(bare) > 1 and bare == letters


def _has_role(label: str) -> bool:
    return bool(_parts(label) & lexicon.word_set("context", "organisation_role"))


def _parts(name: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name))


def _names(name: str) -> frozenset[str]:
    """The words of a name that tell people apart."""
    dull = (
        lexicon.word_set("context", "titles")
        | lexicon.word_set("context", "vague")
        | lexicon.word_set("context", "generic")
    )
    return frozenset(word for word in _parts(name) - dull if len(word) > 1)
