"""The state of reading one sentence, and what every template needs of it."""

from dataclasses import dataclass

from app.quotations.contents import content_end
from app.quotations.phrases import Range, phrase_right
from app.quotations.sentences import Sentence
from app.quotations.sources import appositives_right, opens_with_adjunct, segments


@dataclass(slots=True)
class Report:
    """Words [a, b) of a sentence: the source, the cue and the parts of the content. `rule` names the template."""

    source: Range | None
    cue: Range
    parts: list[Range]
    rule: str
    silence: str = ""


class Reader:
    """Reads one sentence from left to right and collects its reports."""

    def __init__(self, s: Sentence) -> None:
        self.s = s
        self.tags = s.tags
        self.words = s.words
        self.size = len(s)
        while self.size > 1 and s.tags[self.size - 1] in ".?!…":
            self.size -= 1
        self.found: list[Report] = []
        self.done = 0  # words before this one are spoken for

    def add(self, source: Range | None, cue: Range, parts: list[Range], rule: str, silence: str = "") -> int:
        """Keep a report unless nothing is left of its content; the word to go on from."""
        kept = [part for part in (self._trim(*part) for part in parts) if part[0] < part[1]]
        if not kept:
            return cue[1]
        self.found.append(Report(source, cue, kept, rule, silence))
        self.done = max(cue[1], *(b for _, b in kept))
        return self.done

    def _trim(self, a: int, b: int) -> Range:
        while a < b and self.tags[a] in ",:.;-":
            a += 1
        while b > a and self.tags[b - 1] in ",:;-":
            b -= 1
        return a, b

    def subject(self, before: int) -> Range | None:
        """The subject of the sentence's main clause, for a participle that has none of its own."""
        for begin, b in segments(self.s, 0, before):
            a = begin
            if a >= b or opens_with_adjunct(self.s, a, b):
                continue
            while a < b and self.tags[a] in "&ASZ":
                a += 1
            if a < b and self.tags[a] == "R":
                return (a, a + 1)
            end = phrase_right(self.s, a, b)
            if end > a and any(t in "NPHM" for t in self.tags[a:end]):
                full = appositives_right(self.s, end, before) if end == b else end
                return (a, full if full < before else end)
        return None

    def low(self, i: int) -> int:
        """How far left the subject of the cue at `i` may lie: not into content already given to another cue."""
        return self.done if self.done <= i else 0

    def has_verb(self, a: int, b: int) -> bool:
        """Whether words [a, b) hold a finite verb."""
        return any(t in "VXCE" for t in self.tags[a:b])

    def marked(self, a: int, b: int) -> bool:
        """Whether a quoted fragment begins in words [a, b)."""
        return any(a <= first < b for first, _, _ in self.s.inner)

    def end(self, found: tuple[int, str]) -> int:
        """Where content found by `after_cue` ends."""
        start, kind = found
        if kind == "quote":
            return start + 1
        return content_end(self.s, start, self.size)
