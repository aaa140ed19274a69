"""Why an action cannot be done now, as a sentence; "" where it can. Asked for menus, tooltips and the palette."""

from collections.abc import Callable

from app import workflow
from app.anchors import lost
from app.workflow import Reason
from db.records import Evidence, Form, Status, Verdict
from ui.checking import Checking
from ui.i18n import tr
from ui.messages import reason_words
from ui.session import Session

Selection = Callable[[], tuple[int, int] | None]


def on_desk(session: Session) -> str:
    """An article must be open."""
    return "" if session.desk is not None else tr("Open an article first.")


def on_quote(session: Session) -> str:
    """A quote must be selected."""
    if session.desk is None:
        return on_desk(session)
    return "" if session.state is not None else tr("Select a quote first.")


def about_quote(session: Session) -> str:
    """Which quote an action would be done to: "quote 1, Megvii"."""
    state = session.state
    if state is None:
        return ""
    who = state.quote.name or state.quote.speaker
    number = tr("quote {n}", n=state.number) if state.number else tr("a term")
    return f"{number}, {who}" if who else number


def rule(session: Session, status: Status) -> str:
    """The desk's own rule, but for the reason, which is asked for when it comes to it."""
    state = session.state
    if state is None:
        return on_quote(session)
    if several := one_at_a_time(session):
        return several
    reason = workflow.why_not_rule(state, status, "-")
    if reason is Reason.WORDS_DIFFER and state.check is not None:
        if state.check.verdict is Verdict.NOT_FOUND:
            return tr("The words were not found in the evidence.")
        return reason_words(reason, n=sum(not one.allowed for one in state.check.differences))
    return reason_words(reason) if reason else ""


def one_at_a_time(session: Session) -> str:
    """A ruling says that somebody looked, so several quotes never get one together."""
    if len(session.picked) < 2:
        return ""
    return tr("{n} quotes are selected. Each is ruled on by itself, after a look at it.", n=len(session.picked))


def recast(session: Session) -> str:
    """What a quote is, is said of one quote at a time: a term needs no check."""
    n = len(session.picked)
    return tr("{n} quotes are selected. Select one.", n=n) if n > 1 else on_quote(session)


def words_of(reason: Reason, session: Session) -> str:
    """A reason of the whole desk, with its count."""
    progress = session.desk.progress if session.desk else workflow.Progress()
    numbers = {Reason.OPEN_QUOTES: progress.left, Reason.STALE_QUOTES: progress.stale}
    return reason_words(reason, left=numbers[reason]) if reason in numbers else reason_words(reason)


def sign_off(session: Session) -> str:
    """What still stands before a sign-off by whoever is at the desk."""
    if session.desk is None:
        return on_desk(session)
    reason = workflow.why_not_sign(session.desk, session.who)
    return words_of(reason, session) if reason else ""


def next_open(session: Session) -> str:
    """There must be another quote left to check."""
    if session.desk is None:
        return on_desk(session)
    after = workflow.next_open(session.desk, session.quote_id)
    return "" if after is not None else tr("No other quote is left to check.")


def said(session: Session) -> str:
    """There must be words in the evidence to use."""
    state = session.state
    if state is None:
        return on_quote(session)
    if state.check is None or state.check.verdict is Verdict.NOT_FOUND:
        return tr("No passage of the evidence was found for this quote.")
    return ""


def reword(session: Session) -> str:
    """Other words than the published ones must be proposed."""
    state = session.state
    if state is None:
        return on_quote(session)
    words = session.drafts.pending(state.quote.id).get("proposed_wording", state.quote.proposed_wording)
    return "" if words.strip() not in ("", state.quote.exact) else tr("No other wording is proposed for this quote.")


def on_selection(selection: Selection) -> str:
    """Words of the article must be selected."""
    return "" if selection() else tr("Select words in the article first.")


def on_passage(session: Session, selection: Selection) -> str:
    """A quote, and words of the evidence, must be selected."""
    if missing := on_quote(session):
        return missing
    state = session.state
    if state is not None and state.quote.form is Form.TERM:
        return reason_words(Reason.TERM)
    return "" if selection() else tr("Select words in the evidence first.")


def merge(checking: Checking) -> str:
    """There must be a next quote."""
    return "" if checking.following() is not None else tr("There is no quote after this one.")


def exclude(session: Session) -> str:
    """Not twice, and not a term; of several, those are passed over."""
    state = session.state
    if state is None:
        return on_quote(session)
    if any(one.quote.form is not Form.TERM and not one.quote.excluded for one in session.picked):
        return ""
    if state.quote.form is Form.TERM:
        return reason_words(Reason.TERM)
    return reason_words(Reason.EXCLUDED) if state.quote.excluded else ""


def include(session: Session) -> str:
    """Only what was left out can be taken back."""
    state = session.state
    if state is None:
        return on_quote(session)
    if len(session.picked) > 1:
        gone = [one.quote for one in session.picked if one.quote.excluded]
        return "" if gone and not any(map(lost, gone)) else tr("None of these quotes can be taken back.")
    if lost(state.quote):
        return tr("Its words are no longer in the text.")
    return "" if state.quote.excluded else tr("The quote is in the check.")


def some_evidence(session: Session) -> str:
    """There must be evidence."""
    if session.desk is None:
        return on_desk(session)
    return "" if session.desk.evidence else reason_words(Reason.NO_EVIDENCE)


def evidence_shown(session: Session, piece: Callable[[], Evidence | None]) -> str:
    """A piece of evidence must be in view."""
    if missing := some_evidence(session):
        return missing
    return "" if piece() is not None else tr("Choose a piece of evidence first.")


def other_evidence(session: Session, piece: Callable[[], Evidence | None]) -> str:
    """There must be a piece that is not in view."""
    if missing := some_evidence(session):
        return missing
    only = session.desk is not None and len(session.desk.evidence) == 1 and piece() is not None
    return tr("The article has no other piece of evidence.") if only else ""
