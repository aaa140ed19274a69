"""Words cut into runs: what stands under the status line, what was added, what was left out."""

from collections.abc import Iterable
from itertools import pairwise

from app.anchors import with_marks
from app.sheets.sheet import DROPPED, INSERTED, Run
from db.records import Article, Difference, Evidence, Kind, Quote, Span

_NEAR = 60  # characters between the reported clause and its cue that are still one thing to read
_WHOLE = frozenset({Kind.SPLICE, Kind.BOUNDARY, Kind.SPEAKER})  # said of the passage, not of single words


def cut(text: str, start: int, end: int, quoted: Span, changes: Iterable[tuple[Span, str]]) -> tuple[Run, ...]:
    """`text[start:end]` as runs. `quoted` and the changes are offsets into `text`; the last of two wins."""
    bare = (_trimmed(text, max(a, start), min(b, end), what) for (a, b), what in changes)
    marked = [(a, b, what) for a, b, what in bare if a < b]
    inside = (max(quoted[0], start), min(quoted[1], end))
    edges = {start, end, *(edge for a, b, _ in marked for edge in (a, b))}
    if inside[0] < inside[1]:
        edges.update(inside)
    changed: dict[int, str] = {}
    places = sorted(edges)
    order = {place: n for n, place in enumerate(places)}
    for a, b, what in marked:
        changed.update(dict.fromkeys(places[order[a] : order[b]], what))
    return tuple(
        Run(text[a:b], inside[0] <= a and b <= inside[1] and inside[0] < inside[1], changed.get(a, ""))
        for a, b in pairwise(places)
    )


def _trimmed(text: str, start: int, end: int, what: str) -> tuple[int, int, str]:
    """The span without the spaces round it, which nobody should see struck through."""
    words = text[start : max(start, end)]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip()), what


def published(article: Article, quote: Quote, differences: Iterable[Difference]) -> tuple[Run, ...]:
    """The reported clause round a quote, with its cue where that stands near; added words marked.

    A difference that no longer fits the words (the check is of older ones) marks nothing.
    """
    text = article.text
    line = with_marks(text, quote.start, quote.end)
    start, end = with_marks(text, *_clause(text, quote, line))
    changes = [
        ((quote.start + d.quote[0], quote.start + d.quote[1]), INSERTED)
        for d in differences
        if not d.allowed and d.kind not in _WHOLE and d.printed and quote.exact[d.quote[0] : d.quote[1]] == d.printed
    ]
    return cut(text, start, end, line, changes)


def _clause(text: str, quote: Quote, line: Span) -> Span:
    """The clause with its cue and speaker, as far as they stand in the same paragraph and near."""
    start, end = min(quote.content_start, line[0]), max(quote.content_end, line[1])
    for a, b in ((quote.cue_start, quote.cue_end), (quote.speaker_start, quote.speaker_end)):
        if a is None or b is None:
            continue
        between = text[b:start] if b <= start else text[end:a]
        if "\n\n" not in between and len(between) <= _NEAR:
            start, end = min(start, a), max(end, b)
    return start, end


def said(evidence: Evidence, passage: Span, differences: Iterable[Difference]) -> tuple[Run, ...]:
    """The words of the passage, those not printed marked as left out."""
    start, end = passage
    changes = [
        (d.evidence, DROPPED)
        for d in differences
        if not d.allowed and d.kind not in _WHOLE and d.said and evidence.text[d.evidence[0] : d.evidence[1]] == d.said
    ]
    return cut(evidence.text, start, end, (start, end), changes)
