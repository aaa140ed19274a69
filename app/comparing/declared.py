"""What a quote declares: words left out (an ellipsis), words put in or replaced (brackets). Both are looked into."""

import re
from collections.abc import Iterator, Sequence

from app.comparing import lexicon
from app.comparing.differences import span_of, word_at
from app.comparing.kinds import affixed, carries, negates, touches_low
from app.comparing.layout import Layout
from app.comparing.marks import Raw
from app.comparing.passages import Index
from app.comparing.policy import Policy
from app.comparing.printed import Printed
from app.comparing.quantities import is_number
from app.comparing.speakers import answers
from app.comparing.unasserted import contrary
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
    conditions = any(_bears(layout, run, n) for n in range(*run)) or _governs(layout, run)
    apart = len(answers(index, said.starts[run[0] - 1], said.ends[run[1]])) > 1
    joins = apart or _halves(layout, run) or _crosses(layout, run)
    counted = is_number(said.lows[run[0] - 1]) and any(is_number(said.lows[n]) for n in range(*run))
    long = run[1] - run[0] > policy.omitted_words
    allowed = policy.allow.ellipsis and not (denied or conditions or joins or long or counted)
    yield Raw(Kind.ELLIPSIS, allowed, bool(denied or conditions or counted or apart), span, span_of(said, run))
    for n in denied:
        yield Raw(Kind.NEGATION, False, True, span, (said.starts[n], said.ends[n]))


def _bears(layout: Layout, run: tuple[int, int], n: int) -> bool:
    """Whether leaving word n out takes a condition or a doubt away, or that somebody else says so ("told me that").

    A verb of saying or believing rules what follows, unless a comma, a link or the end of what is left out closes it.
    """
    lows = layout.said.lows
    doubts = lexicon.word_set("context", "hedges") | lexicon.word_set("context", "unreal")
    doubted = lows[n] in lexicon.word_set("context", "limits") and not touches_low(lows[n])
    if lows[n] in _HIDES or lows[n] in doubts or doubted:
        return True
    if contrary(lows[: run[1] + 1], n):
        return True
    if lows[n] not in lexicon.word_set("context", "attribution") | lexicon.word_set("context", "believing"):
        return False
    if "that" in lows[n + 1 : n + 3]:
        return True
    gaps = [layout.said.between(m - 1, m) for m in range(n + 1, run[1] + 1)]
    links = lexicon.word_set("meaning", "link")
    return n + 1 < run[1] and not any(any(c in gap for c in ",;.?!—–") for gap in gaps) and lows[run[1]] not in links


def _governs(layout: Layout, run: tuple[int, int]) -> bool:
    """Whether the last words left out say how the next is meant: "might" steal, "too proud to" pay, "five" million."""
    said, last = layout.said, run[1] - 1
    if last > run[0] and said.lows[last] == "to":
        return True
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


def _crosses(layout: Layout, run: tuple[int, int]) -> bool:
    """Whether the words after an ellipsis belong to a clause, or to a noun, that only what is left out begins.

    "The minister who sacked the mayor lied" is no "The … mayor lied", nor "I love him but I hate his politics" an
    "I love … his politics".
    """
    said, lows = layout.said, layout.said.lows
    determiners = lexicon.word_set("context", "determiners")
    if lows[run[0] - 1] in determiners and any(lows[n] in determiners for n in range(*run)):
        return True
    links = lexicon.word_set("meaning", "link")
    if run[1] >= len(said) or lows[run[1]] in links:
        return False
    subjects, before = lexicon.word_set("context", "nominative"), lows[max(0, run[0] - 8) : run[0]]
    for n in range(run[1] - 1, run[0] - 1, -1):
        if set(said.between(n, n + 1)) & set(",;.?!—–"):
            return False
        follows = lows[n + 1] if n + 1 < run[1] else ""
        if lows[n] in ("and", "but", "or", "so", "yet") and follows in subjects:
            return n + 2 < run[1] or follows not in before
        begins = lows[n] in lexicon.word_set("context", "subordinating")
        if begins and follows in subjects | determiners:
            return True
    return False


def _where(layout: Layout, at: int) -> int:
    """Where in the evidence a part that was not found would begin: after the last found before it."""
    ends = [said[1] for quote, said in layout.parts if quote[1] <= at]
    return layout.said.ends[ends[-1] - 1] if ends else layout.span[0]


def bracket_differences(printed: Printed, layout: Layout, index: Index, policy: Policy, speaker: str) -> Iterator[Raw]:
    """Each bracket, allowed where the context bears it out and it adds no claim: a person is to confirm that."""
    for p in layout.pairings:
        if p.quote[0] == p.quote[1] or printed.bracket[p.quote[0]] < 0:
            continue
        verdict = _bracket(printed, layout, p.quote, p.said, index, speaker)
        quote = printed.brackets[printed.bracket[p.quote[0]]]
        words = span_of(printed.words, p.quote)
        span = (min(quote[0], words[0]), max(quote[1], words[1]))
        allowed = verdict in ("plain", "borne") and policy.allow.bracket
        said = span_of(layout.said, p.said)
        yield Raw(Kind.BRACKET, allowed, verdict == "sense", span, said, confirm=allowed and verdict == "borne")


def _bracket(
    printed: Printed, layout: Layout, quote: tuple[int, int], said: tuple[int, int], index: Index, speaker: str
) -> str:
    """ "plain" where only the case of a letter changes, "borne" where the context bears it out, "sense" where it
    changes the sense, "unborne" else."""
    ours = printed.words.lows[slice(*quote)]
    theirs = layout.said.lows[slice(*said)]
    if ours == theirs or (ours == ["sic"] and not theirs):
        return "plain"
    kept = {Kind.NEGATION, Kind.NUMBER, Kind.MODALITY, Kind.UNIT, Kind.DATE}
    put_in = {carries(word_at(printed.words, n)) for n in range(*quote) if printed.words.lows[n] not in theirs}
    covered = {carries(word_at(layout.said, n)) for n in range(*said) if layout.said.lows[n] not in ours}
    if put_in & kept or covered & (kept | {Kind.NAME}) or affixed("".join(theirs), "".join(ours)):
        return "sense"
    persons = lexicon.word_set("meaning", "person")
    if any(touches_low(low) for low in set(ours) ^ set(theirs)) or set(ours) & persons - set(theirs):
        return "sense"
    known = {_plain(low) for low in _around(layout, index)}
    known |= {part.lower() for part in speaker.replace("-", " ").split()}
    fits = _covers(ours, theirs) and _clarifies(printed, quote, theirs)
    return "borne" if fits and all(_borne(low, theirs, known) for low in ours) else "unborne"


def _covers(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether what the bracket stands for is a pronoun, an article or another form of a word that it holds."""
    pointing = lexicon.word_set("meaning", "person") | lexicon.word_set("context", "pointing")
    return len(theirs) <= _MOST_REPLACED and all(
        low in pointing or (not _function(low) and any(same_lemma(low, o) for o in ours)) or low in ours
        for low in theirs
    )


def _clarifies(printed: Printed, quote: tuple[int, int], theirs: Sequence[str]) -> bool:
    """Whether the bracket says who or what is meant, and no more: no verb, no link, no quality that nobody spoke of.

    What stands for nothing that was said is a name, or begins with an article ("they [the Russians]").
    """
    words = [word_at(printed.words, n) for n in range(*quote)]
    added = [w.low for w in words if _function(w.low) and w.low not in theirs]
    if not set(added) <= lexicon.word_set("context", "clarifying"):
        return False
    content = [w for w in words if not _function(w.low)]
    if not content:
        return set(added) <= {"the", "a", "an", "that"}
    replaced = set(theirs) - {"the", "a", "an"}
    return bool(replaced) or words[0].low in ("the", "a", "an") or all(w.key[:1].isupper() for w in content)


def _borne(low: str, theirs: Sequence[str], known: set[str]) -> bool:
    return _function(low) or _plain(low) in known or any(same_lemma(low, t) for t in theirs)


def _function(low: str) -> bool:
    return low in lexicon.word_set("context", "function")


def _plain(low: str) -> str:
    return low.removesuffix("'s").rstrip("'")


def _around(layout: Layout, index: Index) -> list[str]:
    start, end = layout.span
    return index.words(max(0, start - _CONTEXT), min(len(index.text), end + _CONTEXT)).lows
