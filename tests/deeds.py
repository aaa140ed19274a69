"""Things a person may do to a library, picked by number: what the property tests string together."""

from collections.abc import Callable
from contextlib import suppress

from app import edits
from app.desks import lay_out
from app.project import Project
from app.workflow import Desk, QuoteState
from db.changes import Edit
from db.errors import Refused
from db.records import Attribution, Capture, Form, Status, Terms, Turn
from tests import builders

Deed = Callable[[Desk, QuoteState, int], Edit]
WHO = ("Rosa Reporter", "Carl Checker", "Erin Editor")


def _who(n: int) -> str:
    return WHO[n % len(WHO)]


def _set_quote(desk: Desk, state: QuoteState, n: int) -> Edit:
    wanted = (
        {"speaker": f"speaker {n}"},
        {"attribution": Attribution.MEDIA},
        {"terms": Terms.BACKGROUND, "agreed_wording": "a person close to it"},
        {"note": f"note {n}"},
        {"proposed_wording": "what was said"},
        {"form": Form.TERM},
        {"form": Form.DIRECT},
    )
    return edits.set_quote(state.quote, who=_who(n), **wanted[n % len(wanted)])


def _replace_text(desk: Desk, state: QuoteState, n: int) -> Edit:
    text = desk.article.text
    at = n * 7 % (len(text) + 1)
    new = text[:at] + ("" if n % 3 else "so to say ") + text[at + n % 5 :]
    if n % 2:  # a second place, with what stands between left as it is
        also = (at + len(new) // 2) % (len(new) + 1)
        new = new[:also] + new[also : also + 4][::-1] + new[also + 4 :]
    return edits.replace_text(desk.article, [s.quote for s in desk.states], new, who=_who(n))


def _rule(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.rule(desk, state.quote.id, list(Status)[n % len(Status)], "looked", who=_who(n))


def _check(desk: Desk, state: QuoteState, n: int) -> Edit:
    if not desk.evidence:
        return edits.attach_evidence(builders.evidence(desk.article), who=_who(n))
    piece = desk.evidence[n % len(desk.evidence)]
    words = piece.text[n % 9 : n % 9 + 12] or piece.text
    return edits.record_check(builders.check(state.quote, piece, words), who=_who(n))


def _set_evidence(desk: Desk, state: QuoteState, n: int) -> Edit:
    if not desk.evidence:
        return edits.attach_evidence(builders.evidence(desk.article), who=_who(n))
    piece = desk.evidence[n % len(desk.evidence)]
    wanted = ({"text": piece.text[2:] + "ab"}, {"turns": (Turn(0, 9, "Ada", float(n)),)}, {"capture": Capture.VERIFIED})
    return edits.set_evidence(piece, who=_who(n), **wanted[n % len(wanted)])


def _remove_evidence(desk: Desk, state: QuoteState, n: int) -> Edit:
    if not desk.evidence:
        return edits.attach_evidence(builders.evidence(desk.article), who=_who(n))
    return edits.remove_evidence(desk, desk.evidence[n % len(desk.evidence)].id, who=_who(n))


def _comment(desk: Desk, state: QuoteState, n: int) -> Edit:
    if state.comments and n % 2:
        return edits.resolve_comment(state.comments[0], who=_who(n))
    reply_to = state.comments[0].id if state.comments else None
    return edits.comment(state.quote, f"comment {n}", who=_who(n), reply_to=reply_to)


def _merge(desk: Desk, state: QuoteState, n: int) -> Edit:
    ids = [s.quote.id for s in desk.states]
    at = ids.index(state.quote.id)
    return edits.merge_quotes(desk, ids[at], ids[(at + 1) % len(ids)], who=_who(n))


def _move(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.move_quote(desk.article, state.quote, state.quote.start, state.quote.end - 1 - n % 3, who=_who(n))


def _split(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.split_quote(desk.article, state.quote, state.quote.start + 1 + n % 9, who=_who(n))


def _add(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.add_quote(desk.article, n % 40, n % 40 + 20, Form.INDIRECT, who=_who(n))


def _exclude(desk: Desk, state: QuoteState, n: int) -> Edit:
    if state.quote.excluded:
        return edits.include_quote(state.quote, who=_who(n))
    return edits.exclude_quote(state.quote, "a headline", who=_who(n))


def _policy(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.set_article(desk.article, who=_who(n), policy=("standard", "strict")[n % 2], deadline=str(n))


def _sign(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.sign_off(desk, who=_who(n))


def _source(desk: Desk, state: QuoteState, n: int) -> Edit:
    return edits.give_source(state.quote, None, who=_who(n))


def _lose(desk: Desk, state: QuoteState, n: int) -> Edit:
    if state.lost:
        return edits.find_again(desk, state.quote.id, n % 40, n % 40 + 12, who=_who(n))
    quote, text = state.quote, desk.article.text
    new = text[: quote.start] + "nothing of it" + text[quote.end :]
    return edits.replace_text(desk.article, [s.quote for s in desk.states], new, who=_who(n), places={quote.id: None})


def _rest(desk: Desk, state: QuoteState, n: int) -> Edit:
    if len(desk.evidence) < 2:
        return edits.attach_evidence(builders.evidence(desk.article, builders.SAID[n % 3 :]), who=_who(n))
    if state.also and n % 3 == 0:
        return edits.rest_no_more(desk, state.quote.id, desk.evidence[n % 2].id, who=_who(n))
    piece = desk.evidence[n % len(desk.evidence)]
    return edits.rest(desk, builders.check(state.quote, piece, piece.text[n % 9 : n % 9 + 12]), who=_who(n))


def _capture(desk: Desk, state: QuoteState, n: int) -> Edit:
    if not desk.evidence:
        return edits.attach_evidence(builders.evidence(desk.article, capture=Capture.PENDING), who=_who(n))
    piece = desk.evidence[n % len(desk.evidence)]
    wanted = (
        lambda: edits.fail_capture(piece, "behind a wall", who=_who(n)),
        lambda: edits.read_through(piece, who=_who(n)),
        lambda: edits.capture_evidence(piece, builders.SAID, who=_who(n)),
    )
    return wanted[n % len(wanted)]()


DEEDS: tuple[Deed, ...] = (
    *(_rule, _rule, _rule, _sign, _sign, _set_quote, _replace_text, _check, _check, _set_evidence, _remove_evidence),
    *(_comment, _merge, _move, _split, _add, _exclude, _policy, _source, _lose, _rest, _rest, _rest, _capture),
)


def agreed(project: Project) -> None:
    """The list of articles, counted by the store, says what the pure functions say of each desk."""
    for summary in project.articles():
        desk = project.desk(summary.id)
        assert summary.progress == desk.progress
        assert summary.signed is (desk.sign_off is not None)
        again = lay_out(
            desk.article,
            [s.quote for s in desk.states],
            evidence=desk.evidence,
            checks=[c for s in desk.states for c in s.checks],
            rulings=[*desk.sign_offs, *(r for s in desk.states for r in s.rulings)],
            comments=[c for s in desk.states for c in s.comments],
            policy_hash=desk.policy_hash,
        )
        assert (again.progress, again.sign_off) == (desk.progress, desk.sign_off)
        counted = desk.progress
        assert counted.total == counted.done + counted.left + counted.excluded + counted.lost


def do(project: Project, which: int, n: int) -> None:
    """One deed on one of the library's articles; nothing where the desk refuses it. Adds an article to an empty one."""
    known = sorted(project.articles(), key=lambda summary: summary.id)
    if not known or which == len(DEEDS):
        article = builders.article(left_out=())
        project.apply(edits.add_article(article, builders.quotes(article), who=_who(n)), [builders.original()])
        return
    desk = project.desk(known[n % len(known)].id)
    if which == len(DEEDS) + 1:
        project.apply(edits.remove_article(desk, who=_who(n)))
        return
    if not desk.states:
        return
    with suppress(Refused):
        project.apply(DEEDS[which](desk, desk.states[n % len(desk.states)], n))
