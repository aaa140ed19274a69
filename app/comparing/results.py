"""What a comparison comes to."""

from dataclasses import dataclass

from db.records import Difference, Span, Verdict


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of evidence: `start` and `end` in the evidence's text, whose turn it is, and where to look it up."""

    start: int
    end: int
    text: str
    speaker: str | None
    locator: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One printed word over the evidence's, for drawing. Either may be "" where the other stands alone.

    `difference` is an index into the comparison's differences, None where the two are the same.
    """

    printed: str
    said: str
    quote: Span
    evidence: Span
    difference: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A printed quote held against evidence under the policy named.

    `score` says how alike the words are, 0 to 1; it never decides the verdict, save that nothing alike enough is
    `not_found`. `alternatives` are other passages that fit as well, or within a whisker.
    """

    verdict: Verdict
    policy: str
    score: float
    passage: Passage | None
    differences: tuple[Difference, ...]
    alternatives: tuple[Passage, ...]
    columns: tuple[Column, ...]
