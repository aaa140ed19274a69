"""The way through: a printed quote and a piece of evidence in, a comparison out.

Where the quote is (windows, layouts) and whether the words are the same (differences, verdict) are asked in turn and
never mixed: how well a passage fits says nothing about the verdict, save that nothing fits at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.comparing.boundary import boundary_differences
from app.comparing.declared import bracket_differences, omission_differences
from app.comparing.differences import span_of, word_differences
from app.comparing.layout import Layout, Sketch, lay, outline, sketches, windows
from app.comparing.marks import Raw, closing, mark_differences, spelt_once, typographic
from app.comparing.near import near_words
from app.comparing.passages import Index
from app.comparing.plain import plainly_same
from app.comparing.policy import Policy
from app.comparing.printed import Printed, read_printed
from app.comparing.published import Around
from app.comparing.results import Column, Comparison, Passage
from app.comparing.speakers import strangers
from app.comparing.splices import cut_where_spliced, splice_differences
from app.comparing.unspoken import unspoken
from db.records import Difference, Form, Kind, Span, Verdict

WHISKER = 0.06  # passages whose scores lie this close are shown side by side
_ROUGH = 0.15  # how far behind the best a sketch may lie and still be looked into
_ALTERNATIVES = 8
_GRAVITY = (Verdict.VERBATIM, Verdict.PERMITTED, Verdict.ALTERED, Verdict.MEANING_CHANGED, Verdict.NOT_FOUND)


def compare(
    printed: str,
    index: Index,
    policy: Policy,
    *,
    speaker: str = "",
    form: Form = Form.DIRECT,
    around: Around | None = None,
) -> Comparison:
    """The quote, with or without its outer marks, held against the passage of the evidence that it fits best.

    `speaker` is whoever is quoted, where known; `around` the published sentence outside the quote (published.around).
    An indirect quote gets no word-for-word verdict: see indirect.compare.
    """
    if form is Form.INDIRECT:
        from app.comparing.indirect import compare_sense

        return compare_sense(printed, index, policy, speaker, around=around)
    parsed = read_printed(printed)
    layouts = _layouts(parsed, index)
    if not layouts:
        return nothing(policy)
    layouts[0] = cut_where_spliced(parsed, layouts[0], index)
    best = layouts[0].score
    close = [layout for layout in layouts if layout.score >= best - WHISKER][: _ALTERNATIVES + 1]
    judged = [judge(printed, parsed, layout, index, policy, speaker, around) for layout in close]
    judged.sort(key=_order)
    spans = [(c.passage.start, c.passage.end) for c in judged if c.passage is not None]
    others = [c.passage for c, span in zip(judged, spans, strict=True) if not _overlap(span, spans[0])]
    return replace(judged[0], alternatives=tuple(passage for passage in others if passage is not None))


def locate(printed: str, index: Index) -> Passage | None:
    """Where the quote stands in the evidence, nothing said of whether the words are the same; None where nowhere."""
    parsed = read_printed(printed)
    rough = [one for window in windows(parsed, index) for one in sketches(parsed, index, window)]
    best = max(rough, key=lambda one: one.score, default=None)
    span = outline(parsed, best) if best is not None else None
    return index.passage(*span) if span is not None else None


def compare_passage(
    printed: str,
    index: Index,
    start: int,
    end: int,
    policy: Policy,
    *,
    speaker: str = "",
    form: Form = Form.DIRECT,
    around: Around | None = None,
) -> Comparison:
    """The quote held against the passage that a person chose, and nothing else of the evidence."""
    if form is Form.INDIRECT:
        from app.comparing.indirect import compare_sense

        return compare_sense(printed, index, policy, speaker, (start, end), around)
    parsed = read_printed(printed)
    rough = sketches(parsed, index, (start, end)) if len(parsed.words) else []
    layouts = [layout for one in rough if (layout := lay(parsed, one)) is not None and _found(layout, parsed)]
    if not layouts:
        return replace(nothing(policy), passage=index.passage(start, end))
    judged = [judge(printed, parsed, layout, index, policy, speaker, around) for layout in layouts]
    return min(judged, key=_order)


def nothing(policy: Policy) -> Comparison:
    """The comparison of a quote that stands nowhere in the evidence."""
    return Comparison(Verdict.NOT_FOUND, policy.name, 0.0, None, (), (), ())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _order(c: Comparison) -> tuple[float, bool, int, int]:
    return -c.score, _strange(c), _GRAVITY.index(c.verdict), c.passage.start if c.passage else 0


def _strange(comparison: Comparison) -> bool:
    return any(d.kind is Kind.SPEAKER for d in comparison.differences)


def _layouts(parsed: Printed, index: Index) -> list[Layout]:
    """Every layout of the quote that counts as found, best first, one per place."""
    if not len(parsed.words):
        return []
    found = _likely(parsed, [one for window in windows(parsed, index) for one in sketches(parsed, index, window)])
    if not found and len(parsed.words) <= 4:
        near, spots = near_words(parsed, index)
        found = _likely(parsed, [one for spot in spots for one in sketches(parsed, index, spot, near)], close=True)
    if not found:
        return []
    best: dict[Span, Layout] = {}
    for layout in sorted(found, key=lambda one: (-one.score, one.span)):
        over = [other for other in best.values() if _overlap(layout.span, other.span)]
        if layout.span not in best and all(other.score == layout.score for other in over):
            best[layout.span] = layout
    return list(best.values())


def _likely(parsed: Printed, rough: Sequence[Sketch], close: bool = False) -> list[Layout]:
    """The sketches that come near the best, laid out, as far as they count as found."""
    best = max((one.score for one in rough), default=0.0)
    laid = [lay(parsed, one) for one in rough if one.score >= best - _ROUGH]
    return [one for one in laid if one is not None and (close or _found(one, parsed))]


def _found(layout: Layout, parsed: Printed) -> bool:
    """Whether enough of what is printed was said there to call it the same passage at all."""
    plain = sum(n < 0 for n in parsed.bracket)
    return layout.coverage >= (0.6 if plain <= 4 else 0.5)


def judge(
    printed: str,
    parsed: Printed,
    layout: Layout,
    index: Index,
    policy: Policy,
    speaker: str,
    around: Around | None = None,
) -> Comparison:
    """The comparison that this layout comes to under the policy."""
    heard = index.heard(layout.said.offset, min(len(index.text), layout.span[1] + 12))
    raws = [
        Raw(g.kind, g.allowed, g.sense, span_of(parsed.words, g.quote), span_of(layout.said, g.said))
        for g in word_differences(parsed, layout, policy)
    ]
    raws = splice_differences(raws, parsed, layout, index)
    raws += mark_differences(parsed, layout, policy, printed, heard)
    raws += omission_differences(parsed, layout, index, policy)
    raws += bracket_differences(parsed, layout, index, policy, speaker)
    raws += boundary_differences(parsed, layout, index, speaker, around)
    nobodys = unspoken(index, layout.span, speaker)
    if nobodys is not None:
        raws.append(Raw(Kind.SPEAKER, False, True, (parsed.start, parsed.end), nobodys))
    for stretch in strangers(index, layout.printed_over, speaker):
        raws.append(Raw(Kind.SPEAKER, False, True, (parsed.start, parsed.end), stretch))
    start, end = layout.span[0], closing(parsed, layout, heard)
    raws = spelt_once(sorted(raws, key=lambda d: (d.quote, d.evidence)))
    verdict = _verdict(raws)
    said = index.heard(start, end)
    if verdict is Verdict.VERBATIM and not plainly_same(parsed.text[parsed.start : parsed.end], said):
        raws = [Raw(Kind.SUBSTITUTION, False, False, (parsed.start, parsed.end), (start, end))]
        verdict = Verdict.ALTERED
    differences = tuple(_told(d, printed, index) for d in raws)
    passage = index.passage(start, end)
    columns = _columns(printed, parsed, layout, index, differences)
    return Comparison(verdict, policy.name, round(layout.score, 4), passage, differences, (), columns)


def _told(d: Raw, printed: str, index: Index) -> Difference:
    """The difference with its words on both sides."""
    said, ours = index.text[slice(*d.evidence)], printed[slice(*d.quote)]
    return Difference(d.kind, d.allowed, d.quote, d.evidence, said, ours, d.confirm, d.around)


def _verdict(raws: Sequence[Raw]) -> Verdict:
    if any(d.sense and not d.allowed for d in raws):
        return Verdict.MEANING_CHANGED
    if not all(d.allowed for d in raws):
        return Verdict.ALTERED
    return Verdict.VERBATIM if typographic(raws) else Verdict.PERMITTED


def _columns(
    printed: str, parsed: Printed, layout: Layout, index: Index, differences: Sequence[Difference]
) -> tuple[Column, ...]:
    """One column per printed word, in the print's order, said words that were left out in between."""

    def column(quote: tuple[int, int], said: tuple[int, int]) -> Column:
        ours, theirs = span_of(parsed.words, quote), span_of(layout.said, said)
        difference = _at(ours, theirs, worded) if worded else None
        return Column(printed[slice(*ours)], index.text[slice(*theirs)], ours, theirs, difference)

    worded = [(n, d) for n, d in enumerate(differences) if d.kind not in _WORDLESS]
    drawn: list[Column] = []
    hidden = dict(layout.hidden)
    for p in layout.pairings:
        if p.quote[0] in hidden:
            left_out = hidden.pop(p.quote[0])
            drawn += [column((p.quote[0],) * 2, (n, n + 1)) for n in range(*left_out)]
        wide, high = p.quote[1] - p.quote[0], p.said[1] - p.said[0]
        for n in range(max(wide, high)):
            quote = (p.quote[0] + min(n, wide), p.quote[0] + min(n + 1, wide))
            said = (p.said[0] + min(n, high), p.said[0] + min(n + 1, high))
            drawn.append(column(quote, said))
    return tuple(drawn)


_WORDLESS = (Kind.BOUNDARY, Kind.SPEAKER, Kind.PUNCTUATION)


def _at(quote: Span, evidence: Span, worded: Sequence[tuple[int, Difference]]) -> int | None:
    """The number of the narrowest difference that covers the words on either side."""
    best: tuple[int, int] | None = None
    for n, d in worded:
        ours = quote[0] < quote[1] and d.quote[0] <= quote[0] and quote[1] <= d.quote[1]
        theirs = evidence[0] < evidence[1] and d.evidence[0] <= evidence[0] and evidence[1] <= d.evidence[1]
        if ours or theirs:
            size = d.quote[1] - d.quote[0] + d.evidence[1] - d.evidence[0]
            best = min(best or (size, n), (size, n))
    return best[1] if best else None
