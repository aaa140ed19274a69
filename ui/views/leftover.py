"""What still differs in a proposed wording: what to underline, where a word is missed, and the line that says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.anchors import CLOSING, OPENING
from app.comparing import Column, Comparison
from db.records import Quote, Span, Verdict
from ui.i18n import count, tr
from ui.views.punctuated import punctuated
from ui.views.score import BESIDE, groups, told

# at the end a stop that belongs to the word: "U.S.", "Inc.", and the stops of an ellipsis
_SHORTENED = re.compile(r"(?:\.\w+|\.\.|\b(?:inc|ltd|co|corp|etc|jr|sr|no|st))\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """One difference in the proposed words, in code points: `start` to `end` were not said; `missed` was, at `end`."""

    start: int
    end: int
    missed: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks that stand round a quote in the article; shown round the proposal, never stored with it."""

    opening: str = ""
    closing: str = ""

    def put_on(self, words: str) -> str:
        """The words as they are shown."""
        return f"{self.opening}{words}{self.closing}"

    def take_off(self, shown: str) -> str:
        """The words as they are stored. A mark that was deleted is not missed."""
        words = shown.removeprefix(self.opening) if self.opening else shown
        return words.removesuffix(self.closing) if self.closing else words


def as_said(said: str, quote: Quote) -> str:
    """The passage as it goes into the article: with what the article puts before the closing mark, not the evidence.

    "I counted five." goes in as "I counted five," before ", he said", and without a stop where the mark comes first.
    """
    printed, words = quote.exact.rstrip(), said.strip()
    if not printed or not words or words[-1] in "?!":
        return words
    ends = printed[-1] if printed[-1] in ",." else ""
    if printed[-1] in "?!":
        ends = "," if quote.suffix[1:].lstrip()[:1].islower() else "."
    if words[-1] in ",;:" or (words[-1] == "." and not _SHORTENED.search(words)):
        words = words[:-1]
    return words if ends == "." and words[-1] in ".…" else words + ends


def marks_round(prefix: str, suffix: str, *, marked: bool) -> Marks:
    """The article's own marks round a quote; typographic ones where it has none, or none at all unless `marked`."""
    if not marked:
        return Marks()
    opening, closing = prefix[-1:], suffix[:1]
    opened, closed = opening in OPENING, closing in CLOSING
    if opening == '"' or (closing == '"' and not opened):
        return Marks('"', closing if closed else '"')
    return Marks(opening if opened else "“", closing if closed else "”")


def marked(comparison: Comparison, words: str) -> tuple[Marked, ...]:
    """The differences that the policy does not allow, by place in the words as proposed."""
    found: list[Marked] = []
    here = 0
    for number, run in groupby(punctuated(comparison, words), key=lambda column: column.difference):
        held = list(run)
        printed = [column.quote for column in held if column.printed]
        if number is not None and not comparison.differences[number].allowed:
            start, end = (printed[0][0], printed[-1][1]) if printed else (here, here)
            found.append(Marked(start, end, _said(held)))
        here = printed[-1][1] if printed else here
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Left:
    """One difference left in the proposed words, as they are bracketed: `said` belongs in place of `start` to `end`.

    `evidence` is where that was said, an empty span where nothing was.
    """

    start: int
    end: int
    said: str
    evidence: Span


def left_over(comparison: Comparison, words: str) -> tuple[Left, ...]:
    """The differences in the proposed words that could be taken over one by one, in their order."""
    columns = punctuated(comparison, words)
    found: list[Left] = []
    for group in groups(columns, comparison.differences):
        if group.allowed or group.kind in BESIDE:
            continue
        held, before = columns[group.first : group.last + 1], columns[: group.first]
        here = next((one.quote[1] for one in reversed(before) if one.printed), 0)
        there = next((one.evidence[1] for one in reversed(before) if one.said), 0)
        printed = [one.quote for one in held if one.printed] or [(here, here)]
        said = [one.evidence for one in held if one.said] or [(there, there)]
        found.append(Left(printed[0][0], printed[-1][1], _said(held), (said[0][0], said[-1][1])))
    return tuple(found)


def taken_over(words: str, left: Left) -> tuple[int, int, str]:
    """What to put in place of which of the words, so that this difference is gone and no space too many stands."""
    start, end, said = left.start, left.end, left.said
    if start == end:
        return (0, 0, f"{said} ") if start == 0 else (start, end, f" {said}")
    if not said:
        kept = words[:start].rstrip(" ")
        return (len(kept), end, "") if kept else (start, end + len(words[end:]) - len(words[end:].lstrip(" ")), "")
    return start, end, said


def _said(columns: Sequence[Column]) -> str:
    return " ".join(column.said for column in columns if column.said)


def left_words(comparison: Comparison | None, words: str) -> str:
    """What is left in these words: "1 difference left: “on”, said “about”", or "Same words as the evidence"."""
    if comparison is None:
        return tr("No evidence to compare with yet")
    if comparison.verdict == Verdict.NOT_FOUND or comparison.passage is None:
        return tr("Not found in this evidence")
    columns = punctuated(comparison, words)
    wrong = [group for group in groups(columns, comparison.differences) if not group.allowed]
    if wrong:
        named = "; ".join(told(group, comparison.differences) for group in wrong[:2])
        more = "…" if len(wrong) > 2 else ""
        few, many = "1 difference left: {named}", "{n} differences left: {named}{more}"
        return count(len(wrong), few, many, named=named, more=more)
    if comparison.verdict == Verdict.VERBATIM:
        return tr("Same words as the evidence")
    return tr("Only differences that the policy allows")
