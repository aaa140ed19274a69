"""The nouns: what a library keeps. Frozen records, their ids, and the codes that files and scripts may rely on.

Offsets are code points, half open. Times are UTC, ISO 8601 with a "Z". Ids are UUIDv7 text, so they sort by age.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from db.ids import new_id as new_id  # noqa: PLC0414  an id is one of the nouns
from db.ids import now as now  # noqa: PLC0414

ArticleId = NewType("ArticleId", str)
QuoteId = NewType("QuoteId", str)
SourceId = NewType("SourceId", str)
EvidenceId = NewType("EvidenceId", str)
CheckId = NewType("CheckId", str)
RulingId = NewType("RulingId", str)
CommentId = NewType("CommentId", str)
EditId = NewType("EditId", str)
Sha256 = NewType("Sha256", str)

Span = tuple[int, int]
CONTEXT = 32  # characters of prefix and suffix kept with a quote, as the W3C TextQuoteSelector suggests keeping some


class Form(StrEnum):
    """How the words stand on the page."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"
    TERM = "term"


class Attribution(StrEnum):
    """Who is said to have spoken."""

    NAMED = "named"
    SPOKESPERSON = "spokesperson"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    MEDIA = "media"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    UNATTRIBUTED = "unattributed"


class Terms(StrEnum):
    """On what terms a person spoke (Associated Press usage)."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    OFF_RECORD = "off_record"
    NOT_AGREED = "not_agreed"


class Status(StrEnum):
    """What a person ruled about a quote."""

    UNCHECKED = "unchecked"
    IN_CHECK = "in_check"
    VERBATIM = "verbatim"
    PERMITTED_EDITS = "permitted_edits"
    PARAPHRASE_ONLY = "paraphrase_only"
    NEEDS_CHANGE = "needs_change"
    DISPUTED = "disputed"
    UNVERIFIABLE = "unverifiable"
    DO_NOT_PUBLISH = "do_not_publish"


class Level(StrEnum):
    """How good a piece of evidence is, best first."""

    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"
    E6 = "E6"
    E0 = "E0"


class Verdict(StrEnum):
    """What a comparison came to."""

    VERBATIM = "verbatim"
    PERMITTED = "permitted"
    ALTERED = "altered"
    MEANING_CHANGED = "meaning_changed"
    NOT_FOUND = "not_found"


class Kind(StrEnum):
    """What sort of difference lies between printed and said words."""

    WHITESPACE = "whitespace"
    QUOTE_MARKS = "quote_marks"
    PUNCTUATION = "punctuation"
    CASE = "case"
    SPELLING = "spelling"
    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"
    OMISSION = "omission"
    INSERTION = "insertion"
    SUBSTITUTION = "substitution"
    ORDER = "order"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    TENSE = "tense"
    SPLICE = "splice"
    BOUNDARY = "boundary"
    SPEAKER = "speaker"


class SourceKind(StrEnum):
    """What a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    OUTLET = "outlet"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    TRANSCRIPT = "transcript"
    RECORDING = "recording"
    STATEMENT = "statement"
    DOCUMENT = "document"
    WEB_PAGE = "web_page"
    EMAIL = "email"
    NOTE = "note"
    CALL = "call"


class Capture(StrEnum):
    """How far a piece of evidence has been brought in. Only the middle two can carry a check."""

    PENDING = "pending"
    CAPTURED = "captured"
    VERIFIED = "verified"
    FAILED = "failed"


class RulingKind(StrEnum):
    """A ruling gives a quote a status, or signs an article off."""

    STATUS = "status"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as they came in. Addressed by their own hash; never changed, never removed by an undo."""

    sha256: Sha256
    media_type: str
    name: str
    received_at: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Clutter kept out of an article's text. `at` is where in the cleaned text it stood, so it can go back."""

    text: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as cleaned. `text` is the body; head matter has fields of its own."""

    id: ArticleId
    headline: str
    text: str
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    outlet: str = ""
    dateline: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    deadline: str = ""
    policy: str = "standard"
    left_out: tuple[LeftOut, ...] = ()
    original: Sha256 | None = None
    added_at: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of reported words and all that a person decided about it.

    `start`, `end` and `exact` are the marked words without their outer marks (for indirect speech: the clause);
    `spans` are the parts of the reported clause that were spoken, where a cue breaks it. `speaker` is as styled
    where the quote stands, `name` is whom that stands for. `found_by` is a rule's name, or "person:NAME".
    `excluded` is the reason a person gave for leaving the quote out of the check, `term_reason` that for calling it a
    term, else "". `around` holds the words of the published sentence outside the quote that deny or limit it, "|" where
    it stands: see comparing.published.
    """

    id: QuoteId
    article_id: ArticleId
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    content_start: int
    content_end: int
    spans: tuple[Span, ...]
    form: Form
    attribution: Attribution
    speaker: str = ""
    speaker_start: int | None = None
    speaker_end: int | None = None
    name: str = ""
    source_id: SourceId | None = None
    cue: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    terms: Terms = Terms.ON_RECORD
    agreed_wording: str = ""
    agreed_by: str = ""
    agreed_at: str = ""
    status: Status = Status.UNCHECKED
    proposed_wording: str = ""
    note: str = ""
    excluded: str = ""
    term_reason: str = ""
    assigned_to: str = ""
    found_by: str = ""
    confidence: float = 1.0
    around: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that speaks. A confidential one has no name here: it is `sealed`, shown by `code_name`.

    Of such a one: `keep_until` is the day (ISO 8601) after which it is to be forgotten, `held_for` why it must not be,
    `opened_at` and `opened_for` when and why the seal was last opened, `forgotten_at` when its key was destroyed.
    """

    id: SourceId
    kind: SourceKind
    name: str = ""
    role: str = ""
    confidential: bool = False
    code_name: str = ""
    sealed: str = ""
    keep_until: str = ""
    held_for: str = ""
    opened_at: str = ""
    opened_for: str = ""
    forgotten_at: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One place in a piece of evidence: a speaker's turn, a subtitle cue, a page or a paragraph.

    `time` is seconds from the start of the recording; `page` counts from 1.
    """

    start: int
    end: int
    speaker: str = ""
    time: float | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a quote is held against. `capture_note` says why bringing it in failed, else ""."""

    id: EvidenceId
    article_id: ArticleId
    kind: EvidenceKind
    title: str
    text: str
    level: Level = Level.E0
    origin: str = ""
    date: str = ""
    url: str = ""
    archive_url: str = ""
    turns: tuple[Turn, ...] = ()
    capture: Capture = Capture.CAPTURED
    original: Sha256 | None = None
    added_at: str = ""
    capture_note: str = ""

    @property
    def carries(self) -> bool:
        """Whether it can carry a check: its text is here, and nobody said that bringing it in failed."""
        return self.capture in (Capture.CAPTURED, Capture.VERIFIED)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `quote` points into the quote as given, `evidence` into the evidence's text.

    `confirm`: the policy allows it, and whoever rules is to confirm that the context bears it out. `around` holds the
    words of the published sentence outside the quote that make the difference, where they do.
    """

    kind: Kind
    allowed: bool
    quote: Span
    evidence: Span
    said: str
    printed: str
    confirm: bool = False
    around: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a quote with a passage, bound by hash to all that it compared.

    `words`, `passage` and `policy_hash` are SHA-256 hex of the published words, the passage and the policy file.
    `bound` is the SHA-256 of those with the locator and the attribution: see app.workflow.binding. `chosen` is True
    where a person chose the passage, which no search replaces; `beside` where the quote rests on that passage too,
    beside the one that it is ruled by.
    """

    id: CheckId
    quote_id: QuoteId
    evidence_id: EvidenceId | None
    verdict: Verdict
    policy: str
    policy_hash: Sha256
    words: Sha256
    passage: Sha256
    passage_start: int
    passage_end: int
    locator: str
    bound: Sha256
    score: float
    differences: tuple[Difference, ...]
    who: str
    at: str
    chosen: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word: a status for a quote, or the sign-off of an article (then `quote_id` and `status` are None).

    `bound` is the hash of all that the person looked at; `marks` are the beginnings of the hashes it is made of, so
    that a stale quote can say what changed: see app.workflow.binding. `taken_by` and `taken_at` say who chose it, and
    when, where two people ruled differently on two machines: then it counts from that moment, and both looked.
    """

    id: RulingId
    kind: RulingKind
    article_id: ArticleId
    who: str
    at: str
    bound: Sha256
    reason: str = ""
    quote_id: QuoteId | None = None
    status: Status | None = None
    check_id: CheckId | None = None
    marks: tuple[str, ...] = ()
    taken_by: str = ""
    taken_at: str = ""

    @property
    def counts_from(self) -> str:
        """When it became the quote's newest: as it was given, or as it was chosen."""
        return max(self.at, self.taken_at)


@dataclass(frozen=True, slots=True)
class Comment:
    """One entry of a quote's thread."""

    id: CommentId
    quote_id: QuoteId
    who: str
    at: str
    text: str
    reply_to: CommentId | None = None
    resolved: bool = False
