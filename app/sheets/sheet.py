"""What a checked quote sheet holds: gathered once, the same for every format. Codes, with their words beside them."""

from dataclasses import dataclass
from typing import Final

SCHEMA: Final = "onrecord-sheet/1"
DRAFT: Final = "draft"
SIGNED: Final = "final"
INSERTED: Final = "inserted"
DROPPED: Final = "dropped"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who exports chose: which quotes, in which order, what to put in, the paper, the columns.

    `publish` holds the numbers of the quotes whose check the newsroom publishes, for ClaimReview and nothing else.
    """

    quotes: str = "all"  # "all", "open" (still left to check) or "changed" (a change is required)
    order: str = "article"  # as in the article; or "status" (what needs attention first), or "speaker"
    said: bool = True
    reasons: bool = True
    notes: bool = False
    comments: bool = False
    history: bool = False
    paper: str = "a4"  # or "us-letter"
    columns: tuple[str, ...] = ()  # of the tables, in this order; none chosen means all of them
    byte_order_mark: bool = True  # at the head of a CSV file: a spreadsheet then takes it for UTF-8
    publish: tuple[int, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words drawn in one way. `quoted`: under the status line. `change`: "", "inserted" or "dropped"."""

    text: str
    quoted: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True)
class Divergence:
    """One difference between printed and said words, as a code and in words."""

    kind: str
    allowed: bool
    printed: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a quote's words were found: a piece of evidence, the place in it, and how good it is."""

    evidence_id: str
    title: str
    kind: str
    level: str
    locator: str
    date: str
    address: str
    archive: str
    capture: str
    capture_words: str
    hash: str
    words: str
    verdict: str = ""  # what the comparison with it came to; "" in the list of all evidence
    verdict_words: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One entry of a quote's thread, or of its history, in words."""

    who: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One sign-off. `binding` is False where something changed since, so that it holds no more."""

    who: str
    at: str
    reason: str
    binding: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One quote. `number` counts in article order; a term and an excluded quote have none.

    `section` is the sub-heading it stands under, else the words for the body of the text. `was` holds the words as they
    came in, where the article's text was changed since and took the quote with it. What was decided about it (from
    `proof` on) is empty as long as nobody decided.
    """

    quote_id: str
    number: int | None
    paragraph: int
    place: str
    section: str
    start: int
    end: int
    exact: str
    published: tuple[Run, ...]
    said: tuple[Run, ...]
    said_note: str
    verdict: str
    verdict_words: str
    differences: tuple[Divergence, ...]
    form: str
    form_words: str
    heading: str
    speaker: str
    name: str
    role: str
    attribution: str
    attribution_words: str
    terms: str
    terms_words: str
    agreed_wording: str
    agreed: str
    who: str
    was: str = ""
    proof: Proof | None = None
    also: tuple[Proof, ...] = ()  # the further pieces of evidence that it rests on
    evidence_words: str = ""
    status: str = ""
    sign: str = ""  # the status whose icon and line are drawn: "stale", "term" and "excluded" beside the statuses
    status_words: str = ""
    stale: str = ""
    left: bool = False
    checker: str = ""
    checked_at: str = ""
    reason: str = ""
    ruling: str = ""
    change_from: str = ""
    change_to: str = ""
    note: str = ""
    concerns: tuple[str, ...] = ()
    comments: tuple[Remark, ...] = ()
    history: tuple[Remark, ...] = ()

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All the evidence that it rests on."""
        return (self.proof, *self.also) if self.proof else self.also


@dataclass(frozen=True, slots=True)
class Count:
    """How many quotes have one status."""

    sign: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows: the article, the policy, the counts, the state, and what an editor should look at.

    With the sheet's text it holds all that `article_hash` is made of, where no name is withheld.
    """

    title: str
    kicker: str
    headline: str
    standfirst: str
    byline: str
    outlet: str
    dateline: str
    date: str
    address: str
    language: str
    line: str
    article_id: str
    article_hash: str
    policy: str
    policy_title: str
    policy_hash: str
    policy_words: str
    counts: tuple[Count, ...]
    summary: str
    selection: str
    elsewhere: str  # that it was checked elsewhere, and whose key signed that; "" where it was checked here
    rewritten: int  # how often the article's text was changed in OnRecord; 0 where it is as it came in
    rewritten_words: str
    concerns: tuple[str, ...]
    total: int
    left: int
    stale: int
    lost: int  # quotes whose words are in the text no more; they are counted and not listed
    state: str  # "draft" or "final"
    state_words: str
    signed_by: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the rows: when it was made, who signed, and how to verify it.

    `sign_offs` are sentences, newest first; `signatures` the same as records, oldest first.
    """

    made_at: str
    made: str
    policy: str
    history_head: str
    key: str
    sign_offs: tuple[str, ...]
    signatures: tuple[Signature, ...]
    verify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checked quote sheet. `text` is the article's as published, which the rows' offsets point into."""

    head: Head
    rows: tuple[Row, ...]
    evidence: tuple[Proof, ...]
    foot: Foot
    text: str
    choice: Choice = Choice()


def joined(runs: tuple[Run, ...]) -> str:
    """The words of some runs, whole."""
    return "".join(run.text for run in runs)
