"""One quote from two places: parts that were said apart and are printed as if in one breath."""

from dataclasses import replace

from app.comparing.alignment import fit, weight
from app.comparing.layout import Layout
from app.comparing.marks import Raw
from app.comparing.passages import Index
from app.comparing.printed import Printed
from app.comparing.speakers import answers
from db.records import Kind, Span

_LEAST = 3  # words that must stand elsewhere together before print is said to be joined there
_ENDS = frozenset(".?!;\n")
_FAR = 1500  # characters on either side of the passage in which a sentence that changed places is looked for
_JUMP = 25  # words left out without a sign, from which on two places are two places


def cut_where_spliced(printed: Printed, layout: Layout, index: Index) -> Layout:
    """The layout without the run of words at its edges that was said elsewhere: those pair with nothing here."""
    pairings = list(layout.pairings)
    for edge in ("head", "tail"):
        order = pairings if edge == "head" else pairings[::-1]
        size = _unmatched(order, printed)
        run = order[:size] if edge == "head" else order[:size][::-1]
        if not run:
            continue
        quote = (run[0].quote[0], run[-1].quote[1])
        if quote[1] - quote[0] < _LEAST or 2 * sum(p.equal for p in run) > quote[1] - quote[0]:
            continue  # what mostly stands here needs no other place
        if elsewhere(printed, quote, index, layout.span) is None:
            continue
        rest = pairings[size:] if edge == "head" else pairings[:-size]
        said = [p.said for p in rest if p.said[0] < p.said[1]]
        if not said:
            continue
        at = said[0][0] if edge == "head" else said[-1][1]
        alone = replace(run[0], quote=quote, said=(at, at), equal=False, variant=False)
        pairings = [alone, *rest] if edge == "head" else [*rest, alone]
        parts = list(layout.parts)
        part = 0 if edge == "head" else -1
        spread = parts[part][1]
        parts[part] = (parts[part][0], (at, spread[1]) if edge == "head" else (spread[0], at))
        layout = replace(layout, pairings=tuple(pairings), parts=tuple(parts))
    return layout


def _unmatched(order: list, printed: Printed) -> int:  # type: ignore[type-arg]
    """How many pairings from the edge on hold no lasting agreement: up to the first three equal words in a row."""
    row = 0
    for n, p in enumerate(order):
        row = row + 1 if p.equal else 0
        if row == 3 or (row and n + 1 == len(order)):
            return n + 1 - row
    return 0


def elsewhere(printed: Printed, quote: tuple[int, int], index: Index, besides: Span) -> Span | None:
    """Where in the evidence these printed words stand together, outside the passage; None where they do not."""
    lows = printed.words.lows[slice(*quote)]
    if sum(weight(low) for low in lows) < 2:
        return None
    text = printed.text[printed.words.starts[quote[0]] : printed.words.ends[quote[1] - 1]]
    for window in index.windows(text, most=6):
        said = index.words(*window)
        found = fit(lows, said.lows)
        if found.score < 0.9:
            continue
        span = said.starts[found.said[0]], said.ends[found.said[1] - 1]
        if span[1] <= besides[0] or span[0] >= besides[1]:
            return span
    return None


def splice_differences(raws: list[Raw], printed: Printed, layout: Layout, index: Index) -> list[Raw]:
    """The differences with those that join two places told as splices."""
    return [_told(d, printed, layout, index) for d in raws]


def _told(d: Raw, printed: Printed, layout: Layout, index: Index) -> Raw:
    words = [n for n, at in enumerate(printed.words.starts) if d.quote[0] <= at < d.quote[1]]
    turned = _turned(words, printed, layout, index) if d.kind is Kind.INSERTION and words else None
    if turned is not None:
        return replace(d, kind=Kind.ORDER, sense=True, evidence=turned)
    if d.kind is Kind.INSERTION and len(words) >= _LEAST:
        place = elsewhere(printed, (words[0], words[-1] + 1), index, layout.span)
        return replace(d, kind=Kind.SPLICE, evidence=place) if place else d
    if d.kind is Kind.OMISSION and not d.allowed:
        gone = [n for n, at in enumerate(layout.said.starts) if d.evidence[0] <= at < d.evidence[1]]
        around = layout.said.starts[gone[0] - 1], layout.said.ends[min(gone[-1] + 1, len(layout.said) - 1)]
        left_out = len(gone)
        if left_out >= _JUMP or len(answers(index, *around)) > 1:
            return replace(d, kind=Kind.SPLICE)
    return d


def _turned(run: list[int], printed: Printed, layout: Layout, index: Index) -> Span | None:
    """Where the printed words, a whole sentence at either end of the quote, were said on the other side of the rest.

    "I resigned. They found the money" for "They found the money. I resigned": each sentence said, another story told.
    """
    words, head, last = printed.words, run[0] == 0, run[-1] + 1 == len(printed.words)
    stops = [n for n in run if n and _ENDS & set(printed.text[words.ends[n - 1] : words.starts[n]])]
    if head == last:
        return None
    if head:  # an edge may have taken a word of the next sentence along
        stops += [run[-1] + 1] if _ENDS & set(printed.text[words.ends[run[-1]] : words.starts[run[-1] + 1]]) else []
        run = [n for n in run if stops and n < stops[-1]]
    else:
        run = [n for n in run if stops and n >= stops[0]]
    if not run:
        return None
    lows, (start, end) = words.lows[run[0] : run[-1] + 1], layout.span
    low, high = (end, end + _FAR) if head else (max(0, start - _FAR), start)
    said = index.words(low, min(len(index.text), high))
    for n in range(len(said) - len(lows) + 1):
        if (
            said.lows[n : n + len(lows)] == lows
            and _ENDS & set(said.gap(n) or ".")
            and _ENDS & set(said.gap(n + len(lows)))
        ):
            return said.starts[n], said.ends[n + len(lows) - 1]
    return None
