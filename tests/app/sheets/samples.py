"""A desk of invented companies with every kind of row that a sheet knows, made of real records."""

from dataclasses import replace

from app import desks
from app.comparing.policy import load_policy
from app.workflow import Desk
from db import binding
from db.records import (
    Article,
    ArticleId,
    Attribution,
    Check,
    CheckId,
    Comment,
    CommentId,
    Difference,
    Evidence,
    EvidenceId,
    EvidenceKind,
    Form,
    Kind,
    Level,
    Quote,
    QuoteId,
    Ruling,
    RulingId,
    RulingKind,
    Sha256,
    Source,
    SourceId,
    SourceKind,
    Status,
    Terms,
    Turn,
    Verdict,
)

NOW = "2026-11-22T14:40:00.000Z"
HEAD = "5f" * 32
POLICY = load_policy("standard")
ARTICLE = ArticleId("0191-article")

TEXT = """LINDEN (Own report) -- Halvard Optics called the reports “inaccurate speculation on individual companies”.

The company said it had been told of no decision by any authority.

Tarn Instruments said it had “alternative plans” for its supply of components. It said it would keep its products on \
the shelves whatever was decided.

“We filled the cupboard a year ago, so nobody is panicking,” a person close to a supplier said.

The so-called “entity list” may grow. “No, we will not comment,” said Ines Moor, a spokeswoman for Tarn Instruments.

Sources said the list would “double in size”. “This never happened,” Ines Moor said of an earlier report."""

CALL = "Operator: Good morning.\nHalvard Optics: It is inaccurate and unhelpful speculation about individual companies."
FILING = "Tarn has alternative plans. Supply to our customers will continue in all circumstances."
NOTES = "We filled the cupboard a year ago, so nobody is panicking."


def article(**fields: object) -> Article:
    made = Article(
        ARTICLE,
        "Lens makers play down talk of a longer export blacklist",
        TEXT,
        byline="By our technology correspondent",
        outlet="City desk",
        dateline="Linden",
        date="2026-11-22",
        url="https://news.example/lens-makers",
        language="en",
        added_at=NOW,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def quote(n: int, exact: str, form: Form, attribution: Attribution, text: str = TEXT, **fields: object) -> Quote:
    """The quote of these words where they stand first in the text; its clause is the sentence's unless given."""
    start = text.index(exact)
    end = start + len(exact)
    clause = str(fields.pop("clause", exact))
    content = text.index(clause)
    made = Quote(
        QuoteId(f"0191-quote-{n:02}"),
        ARTICLE,
        start,
        end,
        exact,
        text[max(0, start - 32) : start],
        text[end : end + 32],
        content,
        content + len(clause),
        ((content, content + len(clause)),),
        form,
        attribution,
        found_by="person:Ada",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def piece(n: int, kind: EvidenceKind, title: str, text: str, level: Level, **fields: object) -> Evidence:
    made = Evidence(EvidenceId(f"0191-evidence-{n}"), ARTICLE, kind, title, text, level, date="2026-11-22")
    return replace(made, original=binding.digest(text), **fields)  # type: ignore[arg-type]


def check(n: int, of: Quote, against: Evidence, words: str, verdict: Verdict, **fields: object) -> Check:
    start = against.text.index(words)
    end = start + len(words)
    locator = str(fields.pop("locator", ""))
    parts = binding.parts(of, against, start, end, locator, POLICY.hash)
    made = Check(
        CheckId(f"0191-check-{n:02}"),
        of.id,
        against.id,
        verdict,
        "standard",
        POLICY.hash,
        Sha256(parts[0]),
        Sha256(parts[1]),
        start,
        end,
        locator,
        binding.bound(parts),
        1.0,
        (),
        "Noor Haddad",
        "2026-11-22T13:40:00.000Z",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def ruling(n: int, of: Quote, status: Status, reason: str = "", on: Check | None = None, **fields: object) -> Ruling:
    made = Ruling(
        RulingId(f"0191-ruling-{n:02}"),
        RulingKind.STATUS,
        ARTICLE,
        "Noor Haddad",
        "2026-11-22T14:31:00.000Z",
        on.bound if on else binding.bound(binding.present(of, None, None, "")),
        reason,
        of.id,
        status,
        on.id if on else None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def difference(of: Quote, against: Evidence, kind: Kind, printed: str, said: str, allowed: bool = False) -> Difference:
    a = f" {of.exact} ".index(f" {printed} ") if printed else 0
    b = against.text.index(said) if said else 0
    return Difference(kind, allowed, (a, a + len(printed)), (b, b + len(said)), said, printed)


PRESS_CALL = piece(1, EvidenceKind.RECORDING, "press call", CALL, Level.E1, url="https://halvard.example/call")
EXCHANGE = piece(2, EvidenceKind.DOCUMENT, "filing to the exchange", FILING, Level.E2)
NOTEBOOK = piece(3, EvidenceKind.NOTE, "notebook of the reporter", NOTES, Level.E4, turns=(Turn(0, 58, "Source H"),))
HARBOUR = Source(
    SourceId("0191-source-1"), SourceKind.PERSON, confidential=True, code_name="Harbour", sealed="c2VhbGVk"
)
KEPT = {HARBOUR.id: "Ada Quint"}  # what its seal holds


def quotes() -> tuple[Quote, ...]:
    body = Attribution.ORGANISATION
    return (
        quote(
            *(1, "inaccurate speculation on individual companies", Form.PARTIAL, body),
            clause="Halvard Optics called the reports “inaccurate speculation on individual companies”",
            speaker="Halvard Optics",
            name="Halvard Optics",
            status=Status.NEEDS_CHANGE,
            proposed_wording="inaccurate and unhelpful speculation about individual companies",
            note="“And unhelpful” went when the line was cut to fit.",
        ),
        quote(
            *(2, "it had been told of no decision by any authority", Form.INDIRECT, body),
            speaker="The company",
            name="Halvard Optics",
        ),
        quote(
            *(3, "alternative plans", Form.PARTIAL, body),
            clause="it had “alternative plans” for its supply of components",
            speaker="Tarn Instruments",
            name="Tarn Instruments",
            status=Status.VERBATIM,
        ),
        quote(
            *(4, "it would keep its products on the shelves whatever was decided", Form.INDIRECT, body),
            speaker="It",
            name="Tarn Instruments",
            status=Status.PARAPHRASE_ONLY,
        ),
        quote(
            *(5, "We filled the cupboard a year ago, so nobody is panicking,", Form.DIRECT, Attribution.ANONYMOUS),
            clause="“We filled the cupboard a year ago, so nobody is panicking,” a person close to a supplier said",
            speaker="a person close to a supplier",
            source_id=HARBOUR.id,
            terms=Terms.BACKGROUND,
            agreed_wording="a person close to a supplier",
            agreed_by="Noor Haddad",
            agreed_at="2026-11-21T09:00:00.000Z",
            status=Status.VERBATIM,
        ),
        quote(6, "entity list", Form.TERM, Attribution.UNATTRIBUTED),
        quote(
            *(7, "No, we will not comment,", Form.DIRECT, Attribution.DECLINED),
            clause="“No, we will not comment,” said Ines Moor",
            speaker="Ines Moor",
            name="Ines Moor",
            status=Status.PERMITTED_EDITS,
        ),
        quote(
            *(8, "double in size", Form.PARTIAL, Attribution.ANONYMOUS),
            clause="the list would “double in size”",
            speaker="Sources",
            status=Status.DO_NOT_PUBLISH,
        ),
        quote(
            *(9, "This never happened,", Form.DIRECT, Attribution.NAMED),
            speaker="Ines Moor",
            name="Ines Moor",
            excluded="told elsewhere, by another paper",
        ),
    )


def desk(*, signed: bool = False, keep: tuple[int, ...] = ()) -> Desk:
    """The sample desk; `signed` leaves only what is done and signs it off; `keep` names the quotes to keep."""
    made = quotes()
    first, third, fourth, fifth = made[0], made[2], made[3], made[4]
    lost = difference(first, PRESS_CALL, Kind.OMISSION, "", "and unhelpful ")
    other = difference(first, PRESS_CALL, Kind.SUBSTITUTION, "on", "about")
    spoken = "inaccurate and unhelpful speculation about individual companies"
    moved = ("2026-11-22T13:40:00.000Z", "2026-11-22T12:10:00.000Z")
    checks = (
        check(1, first, PRESS_CALL, spoken, Verdict.ALTERED, locator="00:03:58", differences=(lost, other)),
        check(2, third, EXCHANGE, "alternative plans", Verdict.VERBATIM, locator="page 2"),
        check(
            *(3, fourth, EXCHANGE, "Supply to our customers will continue in all circumstances", Verdict.ALTERED),
            locator="page 2",
        ),
        check(4, fifth, NOTEBOOK, NOTES[:-1], Verdict.VERBATIM, locator="page 3"),
    )
    # The fifth was ruled when the notebook said something else.
    before = binding.parts(fifth, replace(NOTEBOOK, text="As it was then."), 0, 15, "page 3", POLICY.hash)
    marks = binding.marks(before)
    rulings = (
        ruling(1, first, Status.NEEDS_CHANGE, "two words lost", checks[0]),
        ruling(2, third, Status.VERBATIM, "", checks[1]),
        ruling(3, fourth, Status.PARAPHRASE_ONLY, "the sense is right.", checks[2]),
        ruling(4, fifth, Status.VERBATIM, "", checks[3], at=moved[1], bound=binding.bound(before), marks=marks),
        ruling(5, made[6], Status.PERMITTED_EDITS, "heard by two of us"),
        ruling(6, made[7], Status.DO_NOT_PUBLISH, "one person, not several"),
    )
    comments = (Comment(CommentId("0191-comment-1"), first.id, "Elif Arslan", moved[0], "Was that cut for length?"),)
    chosen = tuple(one for n, one in enumerate(made, 1) if n in keep) if keep else made
    if signed:
        chosen = tuple(
            one for one in chosen if one.status in (Status.VERBATIM, Status.PARAPHRASE_ONLY) and one != fifth
        )
    evidence = (PRESS_CALL, EXCHANGE, NOTEBOOK)
    parts = {"evidence": evidence, "checks": checks, "comments": () if signed else comments, "sources": (HARBOUR,)}
    bare = desks.lay_out(article(), chosen, rulings=rulings, policy_hash=POLICY.hash, **parts)  # type: ignore[arg-type]
    if not signed:
        return bare
    bound = bare.sign_off_binding
    at = "2026-11-22T15:02:00.000Z"
    seal = Ruling(RulingId("0191-seal"), RulingKind.SIGN_OFF, ARTICLE, "Elif Arslan", at, bound, "read in full")
    return desks.lay_out(  # type: ignore[arg-type]
        article(), chosen, rulings=(*rulings, seal), policy_hash=POLICY.hash, **parts
    )
