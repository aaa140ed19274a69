"""What the finder gives: a quote, who spoke, through which words, and why it thinks so."""

from dataclasses import dataclass

from db.records import Attribution, Form, Span

ENGINE = "onrecord-rules/1"


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as styled in the text, and the `name` it stands for (the same words where nothing better is known)."""

    start: int
    end: int
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that announce the speech: "said", "according to"."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One quote. `start`, `end` are the marked words without their marks, or the clause of an indirect statement.

    `content` is the whole reported clause it stands in and `spans` its parts, where a cue breaks it; `rule` is the
    name of the rule in docs/finding.md that found it; `confidence` is the share of such finds that are right.
    """

    start: int
    end: int
    text: str
    form: Form
    attribution: Attribution
    confidence: float
    rule: str
    content: Span
    spans: tuple[Span, ...]
    speaker: Mention | None
    cue: Cue | None
