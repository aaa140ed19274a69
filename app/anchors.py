"""Where a quote stands once the text round it changed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from db.records import CONTEXT, Quote, Span

# As any press sets them: „so“, »so«, «so», ”so”. What opens is never ’, which is an apostrophe there.
OPENING = frozenset("\"'“‘„‚‟‛”«»‹›「『＂＇")
CLOSING = frozenset("\"'”’“‘«»‹›」』＂＇")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 20_000  # tokens in a stretch that are still told one from another


@dataclass(frozen=True, slots=True)
class Splice:
    """One stretch of a text replaced by another: `old[start:old_end]` became `new[start:new_end]`."""

    start: int
    old_end: int
    new_end: int

    def opening(self, at: int) -> int:
        """Where the start of something goes that stood at `at`: words put in right before it stay before it."""
        if at < self.start:
            return at
        return at + self.new_end - self.old_end if at >= self.old_end else self.start

    def closing(self, at: int) -> int:
        """Where the end of something goes that stood at `at`: words put in right behind it stay behind it."""
        if at <= self.start:
            return at
        return at + self.new_end - self.old_end if at >= self.old_end else self.new_end

    @property
    def put(self) -> tuple[Span, ...]:
        """The stretches of the new text that were not in the old."""
        return ((self.start, self.new_end),)

    @property
    def taken(self) -> tuple[Span, ...]:
        """The stretches of the old text that are not in the new."""
        return ((self.start, self.old_end),)


@dataclass(frozen=True)
class Splices:
    """Several stretches of a text replaced: `old[part[0]:part[1]]` became `new[part[2]:part[3]]`, in order, apart."""

    parts: tuple[tuple[int, int, int, int], ...]

    def opening(self, at: int) -> int:
        """As Splice.opening."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at
        _, old_end, start, new_end = self.parts[number]
        return at + new_end - old_end if at >= old_end else start

    def closing(self, at: int) -> int:
        """As Splice.closing."""
        number = bisect_left(self._starts, at) - 1
        if number < 0:
            return at
        _, old_end, _, new_end = self.parts[number]
        return at + new_end - old_end if at >= old_end else new_end

    @property
    def put(self) -> tuple[Span, ...]:
        """The stretches of the new text that were not in the old."""
        return tuple((start, end) for _, _, start, end in self.parts)

    @property
    def taken(self) -> tuple[Span, ...]:
        """As Splice.taken."""
        return tuple((start, end) for start, end, _, _ in self.parts)

    @cached_property
    def _starts(self) -> list[int]:
        return [part[0] for part in self.parts]


Moves = Splice | Splices


def splices(old: str, new: str) -> Splices:
    """The stretches in which the two texts differ, whole words each: what stands between two of them is the same."""
    from rapidfuzz.distance import LCSseq

    whole = splice(old, new)
    if whole.start == whole.old_end == whole.new_end:
        return Splices(())
    start, old_end, new_end = _to_words(old, new, whole)
    before, after = _TOKEN.findall(old[start:old_end]), _TOKEN.findall(new[start:new_end])
    if max(len(before), len(after)) > _MOST:
        return Splices(((start, old_end, start, new_end),))
    ends, new_ends = _ends(before, start), _ends(after, start)
    parts: list[tuple[int, int, int, int]] = []
    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            continue
        part = (ends[step.src_start], ends[step.src_end], new_ends[step.dest_start], new_ends[step.dest_end])
        if parts and not old[parts[-1][1] : part[0]].strip():  # a space alone holds nothing in place
            part = (parts[-1][0], part[1], parts.pop()[2], part[3])
        parts.append(part)
    return Splices(tuple(parts))


def _to_words(old: str, new: str, by: Splice) -> tuple[int, int, int]:
    """The splice run out to whole words, which both texts share on either side."""
    start, after = by.start, 0
    while start and (old[start - 1].isalnum() or old[start - 1] == "_"):
        start -= 1
    most = len(old) - by.old_end
    while after < most and (old[by.old_end + after].isalnum() or old[by.old_end + after] == "_"):
        after += 1
    return start, by.old_end + after, by.new_end + after


def _ends(tokens: list[str], at: int) -> list[int]:
    found = [at]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def splice(old: str, new: str) -> Splice:
    """The one stretch in which the two texts differ, as short as can be."""
    most = min(len(old), len(new))
    # Halving, since comparing long slices is far faster than comparing letters one by one.
    start = bisect_left(range(1, most + 1), True, key=lambda n: old[:n] != new[:n])
    ends = range(1, most - start + 1)
    same = bisect_left(ends, True, key=lambda n: old[len(old) - n :] != new[len(new) - n :])
    return Splice(start, len(old) - same, len(new) - same)


def moved(quote: Quote, text: str, by: Moves) -> Quote:
    """The quote as it stands in `text` after the change; words inside it that changed are its words now.

    Where they are gone, the quote is lost: it stands empty where they stood, and keeps the words it had.
    """
    start, end = _stretch((quote.start, quote.end), by)
    content_start, content_end = _stretch((quote.content_start, quote.content_end), by)
    spans = tuple(_stretch(span, by) for span in quote.spans)
    speaker = _either((quote.speaker_start, quote.speaker_end), by)
    cue = _either((quote.cue_start, quote.cue_end), by)
    there = replace(
        quote,
        content_start=content_start,
        content_end=content_end,
        spans=tuple(span for span in spans if span[0] < span[1]),
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        cue_start=cue[0],
        cue_end=cue[1],
    )
    placed = standing(there, text, start, end)
    return replace(placed, exact=quote.exact, around=quote.around) if start == end else placed


def lost(quote: Quote) -> bool:
    """Whether the quote is kept though its words are in the text no more."""
    return quote.start == quote.end


def standing(quote: Quote, text: str, start: int, end: int) -> Quote:
    """The quote with these bounds, its words and its context taken from the text."""
    from app.comparing.published import bearing  # what only lists quotes need not load

    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    around = bearing(text, start, end)
    return replace(quote, start=start, end=end, exact=text[start:end], prefix=prefix, suffix=suffix, around=around)


def settled(quote: Quote, text: str, start: int, end: int) -> Quote:
    """The quote where a newer text has its words, which may be another paragraph: its clause goes with it."""
    if (start, end) == (quote.start, quote.end):
        return quote
    if quote.content_start <= start and end <= quote.content_end:
        return bounded(quote, text, start, end)
    alone = replace(
        quote,
        content_start=start,
        content_end=end,
        spans=((start, end),),
        speaker_start=None,
        speaker_end=None,
        cue_start=None,
        cue_end=None,
    )
    return standing(alone, text, start, end)


def transferred(quote: Quote, text: str, start: int) -> Quote:
    """A quote of another text where this one has its words, its clause round it where there is room for that."""
    there = moved(quote, text, Splice(0, 0, start - quote.start))
    if there.content_start < 0 or there.content_end > len(text):
        return settled(replace(there, content_start=start, content_end=start), text, start, start + len(quote.exact))
    return standing(there, text, start, start + len(quote.exact))


def bounded(quote: Quote, text: str, start: int, end: int) -> Quote:
    """The quote after a person moved its bounds: its clause grows with it, or follows where the two agreed."""
    alone = (quote.content_start, quote.content_end) == (quote.start, quote.end)
    content = (start, end) if alone else (min(quote.content_start, start), max(quote.content_end, end))
    others = (part for span in quote.spans for part in _without(span, (quote.start, quote.end)))
    spans = joined((*others, (start, end)))
    return standing(replace(quote, content_start=content[0], content_end=content[1], spans=spans), text, start, end)


def joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans in order, those that meet or overlap made one."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return tuple(kept)


def trimmed(text: str, start: int, end: int, *, marks: bool) -> Span:
    """The stretch without the white space round it and, where `marks`, without its outer quotation marks."""
    start, end = _without_space(text, start, end)
    if marks and start < end and text[start] in OPENING:
        start += 1
    if marks and start < end and text[end - 1] in CLOSING and not _apostrophe(text, start, end):
        end -= 1
    return _without_space(text, start, end)


def with_marks(text: str, start: int, end: int) -> Span:
    """The stretch with the quotation marks that stand right outside it, where there are any; never an apostrophe."""
    opened = text[start - 1 : start] in OPENING
    closed = text[end : end + 1] in CLOSING
    if closed and text[end] in "’'" and (not opened or text[end + 1 : end + 2].isalnum()):
        closed = False
    return start - opened, end + closed


def _apostrophe(text: str, start: int, end: int) -> bool:
    """Whether the last character is an apostrophe ("the users'") and no mark opened before the stretch."""
    return text[end - 1] in "'’" and text[max(0, start - 1) : start] not in ("'", "‘", "‚")


def _without_space(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stretch(span: Span, by: Moves) -> Span:
    start = by.opening(span[0])
    return start, max(start, by.closing(span[1]))


def _either(span: tuple[int | None, int | None], by: Moves) -> tuple[int | None, int | None]:
    return span if span[0] is None or span[1] is None else _stretch((span[0], span[1]), by)


def _without(span: Span, hole: Span) -> tuple[Span, ...]:
    parts = ((span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1]))
    return tuple(part for part in parts if part[0] < part[1])
