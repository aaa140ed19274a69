"""The way through: text → paragraphs → marks → sentences → reports → quotes with speaker, attribution, confidence."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from app.quotations.attribution import Party, attribution_of, party
from app.quotations.confidence import confidence
from app.quotations.found import Cue, FoundQuote, Mention
from app.quotations.lexicon import cues
from app.quotations.marks import Region, pair
from app.quotations.names import Names
from app.quotations.reports import Report, answering, reports, speaker_of_last, subject_of
from app.quotations.sentences import Sentence, sentences
from app.quotations.terms import is_term, knows, may_float, performed
from db.records import Attribution, Form, Span

PARAGRAPH = re.compile(r"[^\n\r]+(?:\r?\n(?![ \t]*\r?\n)[^\n\r]+)*")
# "KYIV, Ukraine (AP) — ", the place a report was filed from: no words of anybody's
_DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]+(?: [A-ZÀ-ÖØ-Þ.'’/-]{2,}){0,3}(?:, \w[\w.]*(?: \w[\w.]*)?){0,2}"
    r"(?: \(\w[\w&. ]{1,30}\))? ?(?:—|–|--|-) ?(?=[A-ZÀ-ÖØ-Þ0-9\"“‘'«„»])(?<![A-Z]-)"
)
_CARRY = 3  # paragraphs after which a quotation without attribution no longer belongs to the last speaker


@dataclass(slots=True)
class _Voice:
    """Somebody who has spoken: the mention, its attribution, and in which paragraph."""

    mention: Mention | None
    attribution: Attribution
    paragraph: int


class _Finder:
    def __init__(self, text: str, register: str) -> None:
        self.text = text
        self.all = register == "all"
        self.readable = knows(text)
        self.names = Names(text)
        self.paragraphs = [m.span() for m in PARAGRAPH.finditer(text)]
        regions = pair(text, self.paragraphs)
        self.outer = [r for r in regions if r.depth == 0]
        self.nested = [r for r in regions if r.depth > 0]
        self.voice: _Voice | None = None
        self.announced: _Voice | None = None  # by the colon that ends the paragraph above
        self.paragraph = 0
        self.plain: list[FoundQuote] = []
        self.marked: dict[int, FoundQuote] = {}

    def run(self) -> tuple[FoundQuote, ...]:
        at, covered = 0, 0
        running: Region | None = None
        for number, (start, end) in enumerate(self.paragraphs):
            self.paragraph = number
            if covered >= end:
                continue
            begin = at
            while at < len(self.outer) and self.outer[at].opened < end:
                at += 1
            mine = self.outer[begin:at]
            if running is not None and start < covered and self.text[covered:end].strip(" .\t"):
                mine = [Region(start, start, running.end, covered, running.pieces, 0, True), *mine]
                self._read_paragraph((start, end), mine, running)
            else:
                filed = _DATELINE.match(self.text, start, end)
                self._read_paragraph((max(filed.end() if filed else start, covered), end), mine, None)
            if mine and mine[-1].closed > end:
                running, covered = mine[-1], mine[-1].closed
            else:
                running = None if covered <= end else running
        self._nested()
        return tuple(sorted([*self.plain, *self.marked.values()], key=lambda q: (q.start, -q.end)))

    def _read_paragraph(self, span: Span, regions: list[Region], tail: Region | None) -> None:
        s = None
        for s in sentences(self.text, span, regions):
            if tail is not None:
                s.units = {i: tail if r is regions[0] else r for i, r in s.units.items()}
            self._read(s)
        self.announced = self._announces(s) if s is not None else None

    def _announces(self, s: Sentence) -> _Voice | None:
        """Who speaks in the next paragraph, where this sentence ends in a colon: "The mayor wrote:"."""
        if s.tags[-1] != ":":
            return None
        source = speaker_of_last(s)
        who = party(self.text, s, source, self.names.surnames) if source else None
        mention, attribution = self._speaker(s, source, who)
        return _Voice(mention, attribution, self.paragraph + 1) if mention else None

    def _read(self, s: Sentence) -> None:
        used: set[int] = set()
        for report in reports(s) if self._worth_reading(s) else ():
            self._emit(s, report, used)
        for i, region in s.units.items():
            if region.opened not in used and region.opened not in self.marked:
                self._floating(s, i, region)
        for first, last, region in s.inner:
            if region.opened not in used and region.opened not in self.marked:
                self._fragment(s, first, last, region)
        self.names.note(s)

    def _worth_reading(self, s: Sentence) -> bool:
        tags = s.tags
        return (
            "C" in tags
            or "B" in tags
            or "according" in s.words
            or "X" in tags
            or "put" in s.words
            or "words" in s.words
        )

    def _emit(self, s: Sentence, report: Report, used: set[int]) -> None:
        if not self.all and report.rule == "phrase":
            return
        who = party(self.text, s, report.source, self.names.surnames) if report.source else None
        mention, attribution = self._speaker(s, report.source, who)
        if report.silence:
            attribution = Attribution(report.silence)
        spans = tuple(self._span(s, a, b) for a, b in report.parts)
        content = (spans[0][0], spans[-1][1])
        a, b = report.cue
        cue = Cue(s.starts[a], s.ends[b - 1], self.text[s.starts[a] : s.ends[b - 1]])
        frame = FoundQuote(content[0], content[1], self.text[content[0] : content[1]], Form.INDIRECT, attribution,
                           confidence(report.rule), report.rule, content, spans, mention, cue)  # fmt: skip
        if not self._marked_in(s, report, frame, used):
            self.plain.append(frame)
        if not report.silence:
            self.voice = _Voice(mention, attribution, self.paragraph)

    def _marked_in(self, s: Sentence, report: Report, frame: FoundQuote, used: set[int]) -> bool:
        """Give each marked stretch of the content a quote of its own; whether there was one that reports."""
        any_quote = False
        for a, b in report.parts:
            for i, region in s.units.items():
                if a <= i < b:
                    partial = self._lower_start(region) and (i == 0 or s.tags[i - 1] in "CBS") and i > 0
                    term = performed(s, report.cue[0], self.text[region.start : region.end].strip())
                    form = Form.TERM if term else Form.PARTIAL if partial else Form.DIRECT
                    self._mark(region, frame, form, used)
                    any_quote = True
            for first, last, region in s.inner:
                if a <= first < b or (first == last and a <= first <= b):
                    alone = (a, b) == (first, last)  # the rule itself took these words for the source's
                    term = not alone and is_term(self.text, s, first, last, region, reported=True)
                    self._mark(region, frame, Form.TERM if term else Form.PARTIAL, used)
                    any_quote = any_quote or not term
        return any_quote

    def _lower_start(self, region: Region) -> bool:
        inside = self.text[region.start : region.end].lstrip(" [(…")
        return inside[:1].islower()

    def _mark(self, region: Region, frame: FoundQuote, form: Form, used: set[int]) -> None:
        used.add(region.opened)
        if form is Form.TERM:
            self._as_term(region)
            return
        start, end = self._inside(region)
        self.marked[region.opened] = replace(frame, start=start, end=end, text=self.text[start:end], form=form)

    def _inside(self, region: Region) -> Span:
        start, end = region.start, region.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _span(self, s: Sentence, a: int, b: int) -> Span:
        start, end = s.starts[a], s.ends[b - 1]
        if a in s.units:
            start = s.units[a].opened
        if b - 1 in s.units:
            end = s.units[b - 1].closed
        for first, last, region in s.inner:
            if first == a:
                start = min(start, region.opened)
            if a < last <= b and (last == b or all(t in ".,?!" for t in s.tags[last:b])):
                end = max(end, region.closed)
        return start, end

    def _speaker(self, s: Sentence, source: Span | None, who: Party | None) -> tuple[Mention | None, Attribution]:
        if source is None or who is None:
            return None, Attribution.UNATTRIBUTED
        if who.kind == "pronoun" and source[0] > 2:
            self.names.note_subject(s, source[0])
        stands_for, name = self.names.resolve(who)
        a, b = source
        start, end = s.starts[a], s.ends[b - 1]
        mention = Mention(start, end, self.text[start:end], name)
        self.names.spoke(stands_for)
        return mention, attribution_of(stands_for)

    def _floating(self, s: Sentence, i: int, region: Region) -> None:
        """A whole quotation that no cue claims: a label's, the sentence's own speaker's, or the last speaker's."""
        if is_term(self.text, s, i, i + 1, region, reported=False):
            self._as_term(region)
            return
        mention, attribution, rule = self._carried("carried")
        label = self._label(s, i)
        if label is not None:
            who = party(self.text, s, label, self.names.surnames)
            mention, attribution = self._speaker(s, label, who)
            rule = "label"
            self.voice = _Voice(mention, attribution, self.paragraph)
        elif self.announced is not None and region.opened == self.paragraphs[self.paragraph][0]:
            mention, attribution, rule = self.announced.mention, self.announced.attribution, "label"
            self.voice = self.announced
        elif self.voice is not None and mention is not None:
            self.voice.paragraph = self.paragraph
        self._alone(region, Form.DIRECT, attribution, rule, mention)

    def _label(self, s: Sentence, i: int) -> Span | None:
        if i >= 2 and s.tags[i - 1] == ":":
            return answering(s, subject_of(s, i - 1))
        return None

    def _carried(self, rule: str) -> tuple[Mention | None, Attribution, str]:
        if self.voice is None or self.paragraph - self.voice.paragraph > _CARRY:
            return None, Attribution.UNATTRIBUTED, "unattributed"
        return self.voice.mention, self.voice.attribution, rule

    def _fragment(self, s: Sentence, first: int, last: int, region: Region) -> None:
        """Marked words in a sentence that reports nothing: the last speaker's, or a term."""
        if is_term(self.text, s, first, last, region, reported=False) or not may_float(s, first, last):
            self._as_term(region)
            return
        mention, attribution, rule = self._carried("carried-words")
        self._alone(region, Form.PARTIAL, attribution, rule, mention)

    def _as_term(self, region: Region) -> None:
        if not self.readable and region.depth == 0:  # no rule tells a term from a quote here: let a person look
            self._alone(region, Form.PARTIAL, Attribution.UNATTRIBUTED, "unattributed", None)
            return
        self._alone(region, Form.TERM, Attribution.UNATTRIBUTED, "term", None)

    def _alone(self, region: Region, form: Form, attribution: Attribution, rule: str, who: Mention | None) -> None:
        """A marked stretch that no cue claims: its content is itself."""
        start, end = span = self._inside(region)
        words = self.text[start:end]
        self.marked[region.opened] = FoundQuote(start, end, words, form, attribution, confidence(rule), rule, span,
                                                (span,), who, None)  # fmt: skip

    def _nested(self) -> None:
        """Marks within marks: somebody quoted in a quotation where a cue or colon stands before them, else a term."""
        starts = [region.opened for region in self.outer]
        for region in self.nested:
            parent = self.marked.get(self.outer[bisect_right(starts, region.opened) - 1].opened)
            inside = self._inside(region)
            reports_somebody = parent is not None and parent.form is not Form.TERM and self._announced(region)
            if not reports_somebody or parent is None:
                self._as_term(region)
                continue
            self.marked[region.opened] = replace(parent, start=inside[0], end=inside[1], form=Form.PARTIAL,
                                                 text=self.text[inside[0] : inside[1]], rule="nested", speaker=None,
                                                 attribution=Attribution.UNATTRIBUTED, cue=None,
                                                 confidence=confidence("nested"))  # fmt: skip

    def _announced(self, region: Region) -> bool:
        """Whether a colon, a cue, or a comma with a cue near before it, leads up to the mark."""
        lead = self.text[max(0, region.opened - 40) : region.opened].rstrip()
        words = [word.strip(",:").lower() for word in lead.split()]
        near = words[-4:] if lead.endswith(",") else words[-1:]
        return lead.endswith(":") or any(word in cues() for word in near)


def find(text: str, register: Literal["all", "clausal"] = "clausal") -> tuple[FoundQuote, ...]:
    """Every quote of `text`, in order of start; offsets are code points of `text` as given.

    "clausal" leaves out reports that are noun phrases without marks ("criticised the plan"). Never raises, and takes
    time in proportion to the text.
    """
    return _Finder(text, register).run()
