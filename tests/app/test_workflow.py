"""What may be ruled, what is stale, and who may sign."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.desks import lay_out
from app.workflow import Desk, Progress, QuoteState, Reason, binding, next_open, why_not_rule, why_not_sign
from db import binding as bindings
from db.records import (
    Attribution,
    Check,
    Difference,
    Evidence,
    Form,
    Kind,
    Quote,
    Ruling,
    RulingId,
    RulingKind,
    Status,
    Turn,
    Verdict,
    new_id,
)
from tests import builders

ARTICLE = builders.article()
QUOTE = builders.quote(ARTICLE)
EVIDENCE = builders.evidence(ARTICLE)
CHECK = builders.check(QUOTE, EVIDENCE)


def state_of(quote: Quote = QUOTE, checks: Sequence[Check] = (CHECK,), **kept: Any) -> QuoteState:
    desk = builders.desk(ARTICLE, [quote], checks=checks, **{"evidence": [EVIDENCE], **kept})
    return desk.states[0]


def checked(verdict: Verdict) -> QuoteState:
    return state_of(checks=[replace(CHECK, verdict=verdict)])


FRESH = checked(Verdict.VERBATIM)
EDITED = checked(Verdict.PERMITTED)
DIFFERENT = checked(Verdict.ALTERED)
MISSING = checked(Verdict.NOT_FOUND)
UNCOMPARED = state_of(checks=())
OUTDATED = state_of(replace(QUOTE, exact="We sold that machine"))
LOOSE = state_of(checks=[replace(CHECK, evidence_id=None)])
INDIRECT = state_of(replace(QUOTE, form=Form.INDIRECT))
TERM = state_of(replace(QUOTE, form=Form.TERM))
EXCLUDED = state_of(replace(QUOTE, excluded="a headline"))
OTHERS = (Status.NEEDS_CHANGE, Status.DISPUTED, Status.UNVERIFIABLE, Status.DO_NOT_PUBLISH)

RULES: list[tuple[str, QuoteState, Status, str, Reason | None]] = [
    ("same words", FRESH, Status.VERBATIM, "", None),
    ("same words, called edited", FRESH, Status.PERMITTED_EDITS, "", None),
    ("allowed differences", EDITED, Status.VERBATIM, "", Reason.WORDS_DIFFER),
    ("allowed differences, called so", EDITED, Status.PERMITTED_EDITS, "", None),
    ("other words", DIFFERENT, Status.PERMITTED_EDITS, "close enough", Reason.WORDS_DIFFER),
    ("other words, as paraphrase", DIFFERENT, Status.PARAPHRASE_ONLY, "the substance stands", None),
    ("other words, as paraphrase, unexplained", DIFFERENT, Status.PARAPHRASE_ONLY, " ", Reason.NEEDS_REASON),
    ("words nowhere", MISSING, Status.VERBATIM, "", Reason.WORDS_DIFFER),
    ("words nowhere, as paraphrase", MISSING, Status.PARAPHRASE_ONLY, "I think so", Reason.NOT_SUPPORTED),
    ("never compared", UNCOMPARED, Status.VERBATIM, "", Reason.NO_CHECK),
    ("never compared, as paraphrase", UNCOMPARED, Status.PARAPHRASE_ONLY, "x", Reason.NO_CHECK),
    ("compared before a change", OUTDATED, Status.VERBATIM, "", Reason.STALE),
    ("evidence taken away", LOOSE, Status.VERBATIM, "", Reason.NO_EVIDENCE),
    ("reported speech", INDIRECT, Status.VERBATIM, "", Reason.INDIRECT),
    ("reported speech, as edited", INDIRECT, Status.PERMITTED_EDITS, "", Reason.INDIRECT),
    ("reported speech, as paraphrase", INDIRECT, Status.PARAPHRASE_ONLY, "she says so in 3", None),
    ("a term", TERM, Status.VERBATIM, "", Reason.TERM),
    ("left out of the check", EXCLUDED, Status.DISPUTED, "x", Reason.EXCLUDED),
    *(("unexplained", UNCOMPARED, status, "", Reason.NEEDS_REASON) for status in OTHERS),
    *(("explained", UNCOMPARED, status, "no tape", None) for status in OTHERS),
    *(("undecided", UNCOMPARED, status, "", None) for status in (Status.UNCHECKED, Status.IN_CHECK)),
]


@pytest.mark.parametrize(("case", "state", "status", "reason", "refused"), RULES)
def test_what_may_be_ruled(case: str, state: QuoteState, status: Status, reason: str, refused: Reason | None) -> None:
    assert why_not_rule(state, status, reason) is refused


def ruled(quote: Quote = QUOTE, check: Check | None = CHECK, status: Status = Status.VERBATIM) -> Ruling:
    parts = bindings.present(quote, EVIDENCE, check, builders.POLICY_HASH)
    return builders.ruling(
        quote, status, bound=bindings.bound(parts), marks=bindings.marks(parts), check_id=check.id if check else None
    )


def shifted(evidence: Evidence) -> Evidence:
    return replace(evidence, turns=(replace(evidence.turns[0], time=8.0),))


CHANGES: list[tuple[str, Callable[[Quote], Quote], Callable[[Evidence], Evidence], str]] = [
    ("", lambda q: q, lambda e: e, builders.POLICY_HASH),
    ("", lambda q: replace(q, note="x", start=q.start + 9, end=q.end + 9), lambda e: e, builders.POLICY_HASH),
    ("", lambda q: q, lambda e: replace(e, text=e.text + " That is all.", title="x"), builders.POLICY_HASH),
    ("words", lambda q: replace(q, around="not|"), lambda e: e, builders.POLICY_HASH),
    ("no_policy", lambda q: q, lambda e: e, ""),
    ("words", lambda q: replace(q, exact="We never sold this machine"), lambda e: e, builders.POLICY_HASH),
    ("words", lambda q: replace(q, exact=q.exact + "."), shifted, "another policy"),
    ("passage", lambda q: q, lambda e: replace(e, text=e.text.replace("never", "often")), builders.POLICY_HASH),
    ("passage", lambda q: q, lambda e: replace(e, text=" " + e.text), builders.POLICY_HASH),
    ("locator", lambda q: q, shifted, builders.POLICY_HASH),
    ("locator", lambda q: q, lambda e: replace(e, turns=()), builders.POLICY_HASH),
    ("attribution", lambda q: replace(q, name="Another"), lambda e: e, builders.POLICY_HASH),
    ("attribution", lambda q: replace(q, speaker="she"), lambda e: e, builders.POLICY_HASH),
    ("attribution", lambda q: replace(q, attribution=Attribution.MEDIA), lambda e: e, builders.POLICY_HASH),
    ("policy", lambda q: q, lambda e: e, "another policy"),
]


@pytest.mark.parametrize(("stale", "quote", "evidence", "policy_hash"), CHANGES)
def test_a_ruled_quote_is_stale_for_as_long_as_what_it_was_bound_to_differs(
    stale: str, quote: Callable[[Quote], Quote], evidence: Callable[[Evidence], Evidence], policy_hash: str
) -> None:
    given = replace(QUOTE, status=Status.VERBATIM)
    kept = {"checks": [CHECK], "rulings": [ruled()]}
    desk = lay_out(ARTICLE, [quote(given)], evidence=[evidence(EVIDENCE)], policy_hash=policy_hash, **kept)
    assert desk.states[0].stale == stale
    assert desk.states[0].open is bool(stale)
    assert desk.states[0].quote.status is Status.VERBATIM
    assert desk.progress.stale == bool(stale)
    assert bool(desk.states[0].check_stale) is bool(stale)
    back = lay_out(ARTICLE, [given], evidence=[EVIDENCE], policy_hash=builders.POLICY_HASH, **kept)
    assert back.states[0].stale == ""


def test_the_policy_in_force_is_the_articles() -> None:
    given = replace(QUOTE, status=Status.VERBATIM)
    kept = {"evidence": [EVIDENCE], "checks": [CHECK], "rulings": [ruled()]}
    assert lay_out(replace(ARTICLE, policy="strict"), [given], policy_hash="two", **kept).states[0].stale == "policy"


def test_what_was_ruled_without_a_check_is_bound_to_words_and_attribution_only() -> None:
    ruling = ruled(check=None, status=Status.UNVERIFIABLE)
    given = replace(QUOTE, status=Status.UNVERIFIABLE)

    def stale(quote: Quote) -> str:
        return lay_out(ARTICLE, [quote], rulings=[ruling], policy_hash="whatever").states[0].stale

    assert stale(given) == ""
    assert stale(replace(given, exact="We sold")) == "words"
    assert stale(replace(given, name="Another")) == "attribution"


@pytest.mark.parametrize("status", [Status.UNCHECKED, Status.IN_CHECK])
def test_what_decides_nothing_is_never_stale(status: Status) -> None:
    other = replace(QUOTE, exact="Others", status=status)
    desk = lay_out(ARTICLE, [other], evidence=[EVIDENCE], checks=[CHECK], rulings=[ruled(status=status)])
    assert (desk.states[0].stale, desk.states[0].open) == ("", True)


def test_a_binding_covers_each_of_its_parts() -> None:
    given = (QUOTE, EVIDENCE, 6, 32, "00:00:07", "policy")
    others = [
        (replace(QUOTE, exact="x"), *given[1:]),
        (replace(QUOTE, attribution=Attribution.MEDIA), *given[1:]),
        (QUOTE, replace(EVIDENCE, text=EVIDENCE.text.upper()), *given[2:]),
        (QUOTE, replace(EVIDENCE, turns=(Turn(0, 99, "Another", 7.0),)), *given[2:]),
        (QUOTE, EVIDENCE, 7, 32, "00:00:07", "policy"),
        (QUOTE, EVIDENCE, 6, 32, "00:00:08", "policy"),
        (QUOTE, EVIDENCE, 6, 32, "00:00:07", "other"),
        (QUOTE, None, 0, 0, "00:00:07", "policy"),
    ]
    hashes = {binding(*given), *(binding(*other) for other in others)}  # type: ignore[arg-type]
    assert len(hashes) == len(others) + 1
    assert all(len(one) == 64 for one in hashes)


FIRST, SECOND, THIRD = builders.quotes(ARTICLE)


def desk_of(*statuses: Status, who: str = "Carl Checker", **kept: Any) -> Desk:
    given = [replace(q, status=s) for q, s in zip((FIRST, SECOND, THIRD), statuses, strict=False)]
    rulings = [builders.ruling(q, q.status, who=who) for q in given if q.status is not Status.UNCHECKED]
    return builders.desk(ARTICLE, given, **{**kept, "rulings": [*rulings, *kept.get("rulings", ())]})


def signed(desk: Desk, who: str = "Erin Editor") -> Ruling:
    bound = desk.sign_off_binding
    return Ruling(RulingId(new_id()), RulingKind.SIGN_OFF, ARTICLE.id, who, builders.at(), bound)


DONE = (Status.UNVERIFIABLE, Status.DISPUTED, Status.DO_NOT_PUBLISH)


@pytest.mark.parametrize(
    ("statuses", "who", "refused"),
    [
        (DONE, "Erin Editor", None),
        (DONE, "Carl Checker", Reason.CHECKED_LAST),
        (DONE, " carl  CHECKER ", Reason.CHECKED_LAST),
        (DONE, "  ", Reason.NAMELESS),
        ((*DONE[:2], Status.UNCHECKED), "Erin Editor", Reason.OPEN_QUOTES),
        ((*DONE[:2], Status.IN_CHECK), "Erin Editor", Reason.OPEN_QUOTES),
        ((*DONE[:2], Status.NEEDS_CHANGE), "Erin Editor", Reason.OPEN_QUOTES),
        ((), "Erin Editor", Reason.NOTHING_TO_SIGN),
    ],
)
def test_who_may_sign_what(statuses: tuple[Status, ...], who: str, refused: Reason | None) -> None:
    assert why_not_sign(desk_of(*statuses), who) is refused


def test_whoever_compared_last_checked_last() -> None:
    check = builders.check(FIRST, EVIDENCE, who="Erin Editor", at="2026-12-01T00:00:00.000Z")
    desk = desk_of(*DONE, evidence=[EVIDENCE], checks=[check])
    assert why_not_sign(desk, "Erin Editor") is Reason.CHECKED_LAST
    assert why_not_sign(desk, "Carl Checker") is None


def test_an_open_thread_holds_the_sign_off_until_it_is_resolved() -> None:
    open_thread = builders.comment(FIRST)
    reply = builders.comment(FIRST, reply_to=open_thread.id)
    resolved = replace(open_thread, resolved=True)
    assert why_not_sign(desk_of(*DONE, comments=[open_thread, reply]), "Erin Editor") is Reason.UNRESOLVED
    assert why_not_sign(desk_of(*DONE, comments=[resolved, reply]), "Erin Editor") is None


def test_a_sign_off_holds_while_everything_is_as_it_was() -> None:
    before = desk_of(*DONE)
    sign_off = signed(before)
    given = [state.quote for state in before.states]
    rulings = [sign_off, *(r for state in before.states for r in state.rulings)]

    def holds(quotes: Sequence[Quote] = given, **fields: Any) -> bool:
        desk = lay_out(replace(ARTICLE, **fields), quotes, rulings=rulings, policy_hash=builders.POLICY_HASH)
        assert desk.sign_offs == (sign_off,)
        return desk.sign_off == sign_off

    assert holds()
    assert holds(deadline="2026-12-01", kicker="x")
    assert holds([replace(given[0], note="seen"), *given[1:]])
    assert not holds(text=ARTICLE.text + " More.")
    assert not holds(given[:2])
    assert not holds([replace(given[0], excluded="a headline"), *given[1:]])
    assert not holds([replace(given[0], term_reason="a nickname"), *given[1:]])
    assert not holds([replace(given[0], proposed_wording="x"), *given[1:]])
    assert not holds([replace(given[0], name="Another"), *given[1:]])


def test_a_second_person_may_sign_too_but_nobody_twice() -> None:
    before = desk_of(*DONE)
    desk = desk_of(*DONE)
    desk = replace(before, sign_offs=(signed(before),))
    assert why_not_sign(desk, "erin editor") is Reason.SIGNED
    assert why_not_sign(desk, "Nora Night") is None


def test_counts_are_told_apart() -> None:
    term = replace(builders.quote(ARTICLE, "that machine"), form=Form.TERM)
    left_out = replace(SECOND, excluded="a headline")
    given = [replace(FIRST, status=Status.DISPUTED), left_out, THIRD, term]
    desk = builders.desk(ARTICLE, given, rulings=[builders.ruling(FIRST, Status.DISPUTED)])
    assert desk.progress == Progress(total=3, done=1, left=1, disputed=1, excluded=1, terms=1)
    numbers = [(state.quote.exact, state.number) for state in desk.states]
    assert numbers == [(FIRST.exact, 1), ("that machine", None), (SECOND.exact, None), (THIRD.exact, 2)]


def test_the_next_open_quote_goes_round_and_never_stays() -> None:
    desk = desk_of(Status.UNCHECKED, Status.UNVERIFIABLE, Status.IN_CHECK)
    ids = [state.quote.id for state in desk.states]
    assert next_open(desk, None) == ids[0]
    assert next_open(desk, ids[0]) == ids[2]
    assert next_open(desk, ids[1]) == ids[2]
    assert next_open(desk, ids[2]) == ids[0]
    only = desk_of(Status.UNVERIFIABLE, Status.NEEDS_CHANGE, Status.DISPUTED)
    assert next_open(only, only.states[1].quote.id) is None
    assert next_open(desk_of(*DONE), None) is None


def test_a_bracket_that_is_allowed_wants_a_word_from_whoever_rules() -> None:
    bracket = Difference(Kind.BRACKET, True, (0, 6), (0, 2), "It", "[Acme]", confirm=True)
    check = replace(CHECK, verdict=Verdict.PERMITTED, differences=(bracket,))
    state = state_of(checks=[check])
    assert why_not_rule(state, Status.PERMITTED_EDITS, " ") is Reason.CONFIRM
    assert why_not_rule(state, Status.PERMITTED_EDITS, "She had just named Acme.") is None
    assert why_not_rule(state, Status.VERBATIM, "") is Reason.WORDS_DIFFER
