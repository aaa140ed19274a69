"""Quotes of an article held against evidence, and the check that a comparison becomes."""

from collections.abc import Mapping

from app import workflow
from app.comparing.compare import compare
from app.comparing.indirect import OWN
from app.comparing.passages import Index
from app.comparing.policy import Policy
from app.comparing.published import Around
from app.comparing.published import around as sentence
from app.comparing.results import Comparison
from app.comparing.speakers import known, same_person
from db.binding import digest, words
from db.records import Check, CheckId, Evidence, EvidenceId, Form, Quote, Verdict, new_id, now

_RANK = {
    Verdict.VERBATIM: 0,
    Verdict.PERMITTED: 1,
    Verdict.ALTERED: 2,
    Verdict.MEANING_CHANGED: 2,
    Verdict.NOT_FOUND: 3,
}


def best(
    printed: str,
    indexes: Mapping[EvidenceId, Index],
    policy: Policy,
    *,
    speaker: str = "",
    form: Form = Form.DIRECT,
    around: Around | None = None,
) -> tuple[EvidenceId, Comparison] | None:
    """The piece of evidence that bears the quote out best, with the comparison; None where no piece holds it."""
    asked = [
        (key, compare(printed, one, policy, speaker=speaker, form=form, around=around)) for key, one in indexes.items()
    ]
    found = [item for item in asked if item[1].verdict is not Verdict.NOT_FOUND]
    if form is Form.INDIRECT:  # the likeliest passage is meant: that its numbers disagree is to be seen, not avoided
        return max(found, key=lambda item: item[1].score + OWN * _own(item[1], indexes[item[0]], speaker), default=None)
    return min(found, key=lambda item: (_RANK[item[1].verdict], -item[1].score), default=None)


def _own(found: Comparison, index: Index, speaker: str) -> bool:
    """Whether the passage is the speaker's: by whose turn it is, else by what the piece of evidence is called."""
    said_by = found.passage.speaker if found.passage and found.passage.speaker else index.whose
    return known(speaker) and same_person(said_by, speaker)


def around_of(state: workflow.QuoteState) -> Around:
    """The published sentence that the quote stands in, without it."""
    return sentence(state.text, state.quote.start, state.quote.end)


def to_check(
    quote: Quote, evidence: Evidence, comparison: Comparison, policy: Policy, *, who: str, chosen: bool = False
) -> Check:
    """The comparison as a check, bound to the words, the passage, the locator, the attribution and the policy.

    `chosen` says that a person chose the passage.
    """
    passage = comparison.passage
    start, end = (passage.start, passage.end) if passage else (0, 0)
    locator = (passage.locator if passage else None) or ""
    return Check(
        id=CheckId(new_id()),
        quote_id=quote.id,
        evidence_id=evidence.id,
        verdict=comparison.verdict,
        policy=policy.name,
        policy_hash=policy.hash,
        words=words(quote),
        passage=digest(evidence.text[start:end]),
        passage_start=start,
        passage_end=end,
        locator=locator,
        bound=workflow.binding(quote, evidence, start, end, locator, policy.hash),
        score=comparison.score,
        differences=comparison.differences,
        who=who,
        at=now(),
        chosen=chosen,
    )
