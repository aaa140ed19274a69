"""What a quote declares: words left out (an ellipsis), words put in or replaced (brackets). Both are looked into."""

import re
from collections.abc import Iterator, Sequence

from app.comparing import lexicon
from app.comparing.differences import span_of, word_at
from app.comparing.kinds import carries, negates, touches_low
from app.comparing.layout import Layout
from app.comparing.marks import Raw
from app.comparing.passages import Index
from app.comparing.policy import Policy
from app.comparing.printed import Printed
from app.comparing.quantities import is_number
from app.comparing.speakers import answers
from app.comparing.verbs import same_lemma
from db.records import Kind

_CONTEXT = 1500  # characters before and after the passage that may bear a bracket out
_MOST_REPLACED = 6  # words that one bracket may stand for
_STOP = re.compile(r"[.?!][\"'”’)\]]*\s")
_HIDES = frozenset({"if", "unless", "only", "except", "until", "provided", "providing"})


def omission_differences(printed: Printed, layout: Layout, index: Index, policy: Policy) -> Iterator[Raw]:
    """Each ellipsis, with what it hides, and each negation among it."""
    hidden = dict(layout.hidden)
    for at, span in sorted(printed.gaps.items()):
        edge = at == 0 or at == len(printed.words)
        run = hidden.get(at)
        if edge or run is None:
            place = layout.span[0] if at == 0 else layout.span[1] if edge else _where(layout, at)
            yield Raw(Kind.ELLIPSIS, policy.allow.ellipsis, False, span, (place, place))
            continue
        if run[0] == run[1] and ("…" in (gap := layout.said.between(run[0] - 1, run[0])) or ".." in gap):
            continue  # the evidence trails off in the same place
        yield from _hidden(layout, run, span, index, policy)


def _hidden(layout: Layout, run: tuple[int, int], span: tuple[int, int], index: Index, policy: Policy) -> Iterator[Raw]:
    said = layout.said
    denied = [n for n in range(*run) if negates(said.lows[n])]
    conditions = any(_bears(said.lows, n) for n in range(*run)) or _governs(layout, run)
    joins = len(answers(index, said.starts[run[0] - 1], said.ends[run[1]])) > 1
    joins = joins or _halves(layout, run)
    long = run[1] - run[0] > policy.omitted_words
    allowed = policy.allow.ellipsis and not (denied or conditions or joins or long)
    yield Raw(Kind.ELLIPSIS, allowed, bool(denied or conditions), span, span_of(said, run))
    for n in denied:
        yield Raw(Kind.NEGATION, False, True, span, (said.starts[n], said.ends[n]))


def _bears(lows: Sequence[str], n: int) -> bool:
    """Whether leaving word n out takes a condition or a doubt away, or that somebody else says so ("told me that")."""
    asserted = lows[n] in lexicon.word_set("context", "attribution") and "that" in lows[n + 1 : n + 3]
    return asserted or lows[n] in _HIDES or lows[n] in lexicon.word_set("context", "hedges")


def _governs(layout: Layout, run: tuple[int, int]) -> bool:
    """Whether the last words left out say how the next one is meant: "might" steal, "almost" won, "five" million."""
    said, last = layout.said, run[1] - 1
    if run[0] <= last and run[1] < len(said) and is_number(said.lows[last]) and is_number(said.lows[run[1]]):
        return True
    while last >= run[0] and said.lows[last] in ("be", "been", "have"):
        last -= 1
    governing = last >= run[0] and carries(word_at(said, last)) is Kind.MODALITY
    return governing or (last >= run[0] and said.lows[last] in ("almost", "nearly"))


def _halves(layout: Layout, run: tuple[int, int]) -> bool:
    """Whether the first half of one sentence is joined to the second half of another."""
    said = layout.said
    stops = [n for n in range(run[0], run[1] + 1) if _STOP.search(said.between(n - 1, n))]
    return bool(stops) and stops[0] > run[0] and stops[-1] < run[1]


def _where(layout: Layout, at: int) -> int:
    """Where in the evidence a part that was not found would begin: after the last found before it."""
    ends = [said[1] for quote, said in layout.parts if quote[1] <= at]
    return layout.said.ends[ends[-1] - 1] if ends else layout.span[0]


def bracket_differences(printed: Printed, layout: Layout, index: Index, policy: Policy, speaker: str) -> Iterator[Raw]:
    """Each bracket, allowed where the context bears it out and it neither brings nor covers anything of meaning."""
    for p in layout.pairings:
        if p.quote[0] == p.quote[1] or printed.bracket[p.quote[0]] < 0:
            continue
        verdict = _bracket(printed, layout, p.quote, p.said, index, speaker)
        quote = printed.brackets[printed.bracket[p.quote[0]]]
        words = span_of(printed.words, p.quote)
        span = (min(quote[0], words[0]), max(quote[1], words[1]))
        yield Raw(
            Kind.BRACKET,
            verdict == "fine" and policy.allow.bracket,
            verdict == "sense",
            span,
            span_of(layout.said, p.said),
        )


def _bracket(
    printed: Printed, layout: Layout, quote: tuple[int, int], said: tuple[int, int], index: Index, speaker: str
) -> str:
    """ "fine", "sense" where it changes the sense, "unborne" where nothing bears it out."""
    ours = printed.words.lows[slice(*quote)]
    theirs = layout.said.lows[slice(*said)]
    if ours == theirs or (ours == ["sic"] and not theirs):
        return "fine"
    kept = {Kind.NEGATION, Kind.NUMBER, Kind.MODALITY, Kind.UNIT, Kind.DATE}
    put_in = {carries(word_at(printed.words, n)) for n in range(*quote) if printed.words.lows[n] not in theirs}
    covered = {carries(word_at(layout.said, n)) for n in range(*said) if layout.said.lows[n] not in ours}
    if put_in & kept or covered & (kept | {Kind.NAME}):
        return "sense"
    if any(touches_low(low) for low in (set(ours) ^ set(theirs))):
        return "sense"
    function = lexicon.word_set("context", "function")
    content = [low for low in theirs if low not in function]
    if len(theirs) > _MOST_REPLACED or any(not any(same_lemma(low, o) for o in ours) for low in content):
        return "unborne"
    known = set(_around(layout, index)) | {part.lower() for part in speaker.replace("-", " ").split()}
    borne = all(low in function or low in known or any(same_lemma(low, t) for t in theirs) for low in ours)
    return "fine" if borne else "unborne"


def _around(layout: Layout, index: Index) -> list[str]:
    start, end = layout.span
    return index.words(max(0, start - _CONTEXT), min(len(index.text), end + _CONTEXT)).lows
