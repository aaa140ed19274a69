"""Reported speech without marks: which passage is most likely meant, and whether the facts in it agree.

No word-for-word verdict is given: at best `altered` (the passage supports it, not in these words), `meaning_changed`
where numbers, names or negations disagree, `not_found` where nothing is near.
"""

import re
from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.certainty import otherwise_sure
from app.comparing.differences import word_at
from app.comparing.kinds import Word, carries, is_name, negates
from app.comparing.passages import Index
from app.comparing.policy import Policy
from app.comparing.printed import read_printed
from app.comparing.published import Around
from app.comparing.quantities import Quantity, is_number, quantity
from app.comparing.results import Column, Comparison
from app.comparing.speakers import answers, asks, fits, strangers
from app.comparing.tokens import Words, words
from app.comparing.verbs import same_lemma
from db.records import Difference, Kind, Span, Verdict

_TOLD = (Kind.NUMBER, Kind.NAME, Kind.NEGATION, Kind.DATE, Kind.UNIT)
OWN = 0.3  # of the content words: by how much another's passage must be better to be taken for the speaker's own
_QUESTION = re.compile(r"[^.?!\n]*\?")
_LONGEST = 6  # words of an amount
_LEAST = 0.34  # of the content words that a passage must share


def compare_sense(
    printed: str,
    index: Index,
    policy: Policy,
    speaker: str,
    within: Span | None = None,
    around: Around | None = None,
) -> Comparison:
    """The passage most likely meant, or `within` where a person chose one.

    Columns hold what agrees; differences, what only one side says.
    """
    from app.comparing.compare import nothing

    parsed = read_printed(printed)
    content = [n for n in range(len(parsed.words)) if _content(parsed.words.lows[n])]
    if within is None:
        score, span = _meant(parsed.text[parsed.start : parsed.end], parsed.words, content, index, speaker)
        if score < _LEAST:
            return nothing(policy)
    else:
        score, span = (_densest(parsed.words, content, index.words(*within))[0] if content else 0.0), within
    passage = index.words(*span)
    if not len(passage):
        return nothing(policy)
    columns, differences = _facts(printed, parsed.words, passage, index)
    outside = [low for side in around or () for low in words(side).lows]
    tells = [parsed.words.lows[n] for n in content]
    differences += _sureness(
        printed, parsed.words, passage, index, otherwise_sure(parsed.words, outside, passage, tells)
    )
    for stretch in strangers(index, list(zip(passage.starts, passage.ends, strict=True)), speaker):
        whole = (parsed.start, parsed.end)
        said_there = index.text[slice(*stretch)]
        differences.append(Difference(Kind.SPEAKER, False, whole, stretch, said_there, printed[slice(*whole)]))
    verdict = Verdict.MEANING_CHANGED if differences else Verdict.ALTERED
    return Comparison(verdict, policy.name, round(score, 4), index.passage(*span), tuple(differences), (), columns)


def _meant(text: str, words: Words, content: list[int], index: Index, speaker: str) -> tuple[float, Span]:
    """The sentences that share most of the content words, with that share.

    An interviewer's words are never meant, and the quoted speaker's own go before anybody else's that share a little
    more.
    """
    best: tuple[float, float, int, Span] = (0.0, 0.0, 0, (0, 0))
    for window in index.windows(text, most=12) if content else []:
        low, high = max(0, window[0] - 80), min(len(index.text), window[1] + 80)
        for stretch, own in _voices(index, low, high, speaker):
            said = index.words(*stretch)
            score, run = _densest(words, content, said, _asked(index, *stretch))
            if score:
                place = (said.starts[run[0]], said.ends[run[1] - 1])
                best = max(best, (score + OWN * own, score, -stretch[0], place))
    return (best[1], _sentences(index, *best[3])) if best[1] else (0.0, (0, 0))


def _voices(index: Index, low: int, high: int, speaker: str) -> list[tuple[Span, bool]]:
    """The stretch cut into what each voice says, and whether that voice may be the speaker's; no questions put."""
    turns = answers(index, low, high)
    if not any(turn.speaker for turn in turns):
        return [((low, high), True)]
    ends = [*(turn.start for turn in turns[1:]), high]
    cut = [((max(low, turn.start), min(high, end)), turn.speaker) for turn, end in zip(turns, ends, strict=True)]
    return [(span, fits(label, speaker)) for span, label in cut if span[0] < span[1] and not asks(label, speaker)]


def _asked(index: Index, start: int, end: int) -> list[Span]:
    """The questions in the stretch: who reports what was said does not report what was asked."""
    text = index.heard(start, end)
    return [(start + m.start(), start + m.end()) for m in _QUESTION.finditer(text)]


def _content(low: str) -> bool:
    return low not in lexicon.word_set("context", "function") and len(low) > 2


def _densest(
    printed: Words, content: list[int], said: Words, besides: Sequence[Span] = ()
) -> tuple[float, tuple[int, int]]:
    """The share of the content words that stand close together, and the run of said words that holds them.

    Words in the stretches `besides` are not looked at.
    """
    wanted = {printed.lows[n] for n in content}
    here = [n for n, at in enumerate(said.starts) if not any(low <= at < high for low, high in besides)]
    hits = [(j, said.lows[j]) for j in here if _content(said.lows[j])]
    hits = [(j, low) for j, low in hits if any(same_lemma(low, w) for w in wanted)]
    wide, best, run = 2 * len(printed) + 12, 0.0, (0, 1)
    for a, (first, _) in enumerate(hits):
        near = [(j, low) for j, low in hits[a:] if j - first < wide]
        share = sum(any(same_lemma(w, low) for _, low in near) for w in wanted) / len(wanted)
        if share > best:
            best, run = share, (first, near[-1][0] + 1)
    return best, run


def _sentences(index: Index, start: int, end: int) -> Span:
    """The stretch run out to whole sentences."""
    text = index.text
    while (
        start and not (text[start - 1].isspace() and text[:start].rstrip()[-1:] in ".?!:\n") and text[start - 1] != "\n"
    ):
        start -= 1
    while end < len(text) and text[end - 1] not in ".?!" and text[end] != "\n":
        end += 1
    return start, end


def _facts(printed: str, ours: Words, theirs: Words, index: Index) -> tuple[tuple[Column, ...], list[Difference]]:
    """The numbers, names and negations that both sides hold, and those that one side lacks."""
    said = {n: kind for n in range(len(theirs)) if (kind := _kind(word_at(theirs, n))) is not None}
    columns, differences = _amounts_agreed(ours, theirs, index, said), list[Difference]()
    agreed = [column.quote for column in columns]
    for n in range(len(ours)):
        word = word_at(ours, n)
        kind = _kind(word)
        if kind is None or any(low <= ours.starts[n] < high for low, high in agreed):
            continue
        match = next((m for m, other in said.items() if _agree(word, word_at(theirs, m), kind, other)), None)
        quote = (ours.starts[n], ours.ends[n])
        if match is None:
            at = theirs.starts[0]
            differences.append(Difference(kind, False, quote, (at, at), "", printed[slice(*quote)]))
            continue
        del said[match]
        place = (theirs.starts[match], theirs.ends[match])
        columns.append(Column(printed[slice(*quote)], index.text[slice(*place)], quote, place, None))
    for n, kind in said.items():
        if kind is Kind.NEGATION:
            place = (theirs.starts[n], theirs.ends[n])
            differences.append(Difference(kind, False, (ours.starts[0],) * 2, place, index.text[slice(*place)], ""))
    return tuple(columns), differences


def _sureness(
    printed: str, ours: Words, theirs: Words, index: Index, found: tuple[tuple[int, int] | None, tuple[int, int] | None]
) -> list[Difference]:
    """What only one side holds in doubt, as a difference."""
    told, said = found
    if said is None:
        return []
    quote = (ours.starts[told[0]], ours.ends[told[1] - 1]) if told else (ours.starts[0],) * 2
    place = theirs.starts[said[0]], theirs.ends[said[1] - 1]
    return [Difference(Kind.MODALITY, False, quote, place, index.text[slice(*place)], printed[slice(*quote)])]


def _amounts_agreed(ours: Words, theirs: Words, index: Index, said: dict[int, Kind]) -> list[Column]:
    """The amounts of several words that both sides hold, however written ("£1,200", "twelve hundred pounds"): what was
    said of them is taken out of `said`."""
    columns = []
    heard = _amounts(theirs)
    for (first, last), amount in _amounts(ours):
        match = next((run for run, other in heard if other == amount), None)
        if (
            match is None
            or last - first == match[1] - match[0] == 1
            or ours.lows[first:last] == theirs.lows[slice(*match)]
        ):
            continue  # word by word they agree as well
        heard.remove((match, amount))
        for n in range(*match):
            said.pop(n, None)
        quote, place = ((side.starts[a], side.ends[b - 1]) for side, (a, b) in ((ours, (first, last)), (theirs, match)))
        printed = ours.text[quote[0] - ours.offset : quote[1] - ours.offset]
        columns.append(Column(printed, index.text[slice(*place)], quote, place, None))
    return columns


def _amounts(side: Words) -> list[tuple[tuple[int, int], Quantity]]:
    """Every run of words that spells one amount, the longest at each place."""
    found, n = [], 0
    while n < len(side):
        for size in range(min(_LONGEST, len(side) - n), 0, -1):
            spelt = quantity(side.lows[n : n + size])
            if spelt is not None:
                found.append(((n, n + size), spelt))
                break
        n += size if spelt is not None else 1
    return found


def _kind(word: Word) -> Kind | None:
    kind = carries(word)
    return kind if kind in _TOLD and not (kind is Kind.UNIT and word.low in ("a", "points")) else None


def _agree(ours: Word, theirs: Word, kind: Kind, other: Kind) -> bool:
    if negates(ours.low) and negates(theirs.low):
        return True
    if is_number(ours.low) and is_number(theirs.low):
        one, two = quantity([ours.low]), quantity([theirs.low])
        return ours.low == theirs.low or (one is not None and one == two)
    same = ours.low.removesuffix("'s") == theirs.low.removesuffix("'s")
    return same and (kind is other or is_name(ours))
