"""Records for tests: each builder fills in what the test does not care about."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app import anchors, workflow
from app.desks import lay_out
from db.binding import digest
from db.records import (
    Article,
    ArticleId,
    Attribution,
    Check,
    CheckId,
    Comment,
    CommentId,
    Evidence,
    EvidenceId,
    EvidenceKind,
    Form,
    Level,
    Original,
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
    Turn,
    Verdict,
    new_id,
)

TEXT = (
    "BRUSSELS (Example) -- “We never sold that machine,” said Ada Muster, who runs Beispiel AG.\n\n"
    "The decision was “based on an error”, a spokesman for the firm said. It would appeal “within days”.\n\n"
    "The ministry declined to comment."
)
SAID = "Well, we never sold that machine. The decision is based on an error, and we will appeal within ten days."
POLICY_HASH = Sha256(digest("the policy as it is now"))

_clock = itertools.count()


PASSPHRASE = "correct horse battery"


def at() -> str:
    """A moment later than all those before it."""
    seconds, thousandths = divmod(next(_clock), 1000)
    return f"2026-11-22T{10 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}Z"


def article(text: str = TEXT, **fields: Any) -> Article:
    """An article with a headline, a byline and three quotes' worth of text."""
    given = {"headline": "Firm to appeal", "byline": "Rosa Reporter", "outlet": "Example", "added_at": at()}
    return Article(ArticleId(new_id()), text=text, **{**given, **fields})


def quote(of: Article, words: str = "We never sold that machine", **fields: Any) -> Quote:
    """The quote of these words, where they first stand in the article."""
    start = of.text.index(words)
    end = start + len(words)
    blank = Quote(
        QuoteId(new_id()), of.id, 0, 0, "", "", "", start, end, ((start, end),), Form.DIRECT, Attribution.NAMED,
        speaker="Ada Muster", name="Ada Muster", found_by="rule:test",
    )  # fmt: skip
    return replace(anchors.standing(blank, of.text, start, end), **fields)


def quotes(of: Article) -> tuple[Quote, ...]:
    """The three quotes of TEXT."""
    firm = {"form": Form.PARTIAL, "attribution": Attribution.SPOKESPERSON, "speaker": "a spokesman", "name": "Beispiel"}
    return quote(of), quote(of, "based on an error", **firm), quote(of, "within days", **firm)


def evidence(of: Article, text: str = SAID, **fields: Any) -> Evidence:
    """A transcript with one turn, seven seconds in."""
    given = {"kind": EvidenceKind.TRANSCRIPT, "title": "Press conference", "level": Level.E1, "added_at": at()}
    given["turns"] = (Turn(0, len(text), "Ada Muster", 7.0),)
    return Evidence(EvidenceId(new_id()), of.id, text=text, **{**given, **fields})


def check(of: Quote, against: Evidence, words: str | None = None, **fields: Any) -> Check:
    """A check of the quote against these words of the evidence (the quote's own where left out): verbatim."""
    wanted = words or of.exact
    start = against.text.casefold().index(wanted.casefold())
    end = start + len(wanted)
    policy_hash = fields.get("policy_hash", POLICY_HASH)
    locator = fields.get("locator", "00:00:07")
    given = {
        "verdict": Verdict.VERBATIM,
        "policy": "standard",
        "policy_hash": policy_hash,
        "locator": locator,
        "bound": workflow.binding(of, against, start, end, locator, policy_hash),
        "score": 1.0,
        "differences": (),
        "who": "Carl Checker",
        "at": at(),
    }
    return Check(
        CheckId(new_id()), of.id, against.id, words=digest(of.exact), passage=digest(against.text[start:end]),
        passage_start=start, passage_end=end, **{**given, **fields},
    )  # fmt: skip


def ruling(of: Quote, status: Status = Status.UNVERIFIABLE, **fields: Any) -> Ruling:
    """A ruling on the quote as it stands, leaning on no check."""
    given = {"who": "Carl Checker", "at": at(), "bound": workflow.binding(of, None, 0, 0, "", ""), "reason": "no tape"}
    return Ruling(
        RulingId(new_id()), RulingKind.STATUS, of.article_id, quote_id=of.id, status=status, **{**given, **fields}
    )


def comment(of: Quote, text: str = "Is this the right machine?", **fields: Any) -> Comment:
    """An open thread on the quote."""
    return Comment(CommentId(new_id()), of.id, "Erin Editor", at(), text, **fields)


def source(name: str = "Ada Muster", **fields: Any) -> Source:
    """A person on the record."""
    return Source(SourceId(new_id()), SourceKind.PERSON, name, **fields)


def original(content: bytes = b"<p>as it came in</p>", **fields: Any) -> Original:
    """An original with the hash of its content."""
    from hashlib import sha256

    given = {"media_type": "text/html", "name": "article.html", "received_at": at()}
    return Original(Sha256(sha256(content).hexdigest()), content=content, **{**given, **fields})


def desk(of: Article, found: Sequence[Quote] | None = None, **kept: Any) -> workflow.Desk:
    """The desk of the article, with its three quotes where none are given. A status comes with the ruling it needs."""
    standing = quotes(of) if found is None else found
    rulings = list(kept.pop("rulings", ()))
    ruled = {one.quote_id for one in rulings}
    bare = [one for one in standing if one.status not in workflow.UNDECIDED and one.id not in ruled]
    rulings += [ruling(one, one.status) for one in bare]
    return lay_out(of, standing, **{"policy_hash": POLICY_HASH, "rulings": rulings, **kept})
