"""The rows of the table for the Quote menu: moving about, ruling, marking, bounds, what several quotes share."""

from collections.abc import Callable, Iterator
from functools import partial

from db.records import Attribution, Form, Status
from ui import why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.i18n import count, tr
from ui.messages import attribution_word, form_word, status_word
from ui.session import Session
from ui.side_by_side import SideBySide

RULINGS = (
    (Status.VERBATIM, "Ctrl+1"),
    (Status.PERMITTED_EDITS, "Ctrl+2"),
    (Status.PARAPHRASE_ONLY, "Ctrl+3"),
    (Status.NEEDS_CHANGE, "Ctrl+4"),
    (Status.DISPUTED, "Ctrl+5"),
    (Status.UNVERIFIABLE, "Ctrl+6"),
    (Status.DO_NOT_PUBLISH, "Ctrl+7"),
    (Status.IN_CHECK, "Ctrl+8"),
    (Status.UNCHECKED, "Ctrl+9"),
)
BOUNDS = (
    ("start_left", "Start one word earlier", "Ctrl+Alt+Left", (-1, 0)),
    ("start_right", "Start one word later", "Ctrl+Alt+Right", (1, 0)),
    ("end_left", "End one word earlier", "Ctrl+Alt+Shift+Left", (0, -1)),
    ("end_right", "End one word later", "Ctrl+Alt+Shift+Right", (0, 1)),
)


def beside(p: Parts, do: Callable[[SideBySide], object]) -> Callable[[], object]:
    """Does that with the quote and its evidence; the panes are made only then."""
    return lambda: do(p.at_desk.side)


def quote_actions(p: Parts) -> Iterator[Action]:
    """What the Quote menu holds."""
    yield from _moving(p)
    yield from _ruling(p)
    yield from _wording(p)
    yield from _particulars(p)
    yield from _marking(p)
    yield from _bounds(p)
    yield from _leaving_out(p)


def _moving(p: Parts) -> Iterator[Action]:
    checking, quote = p.checking, partial(why_not.on_quote, p.session)
    yield Action(
        "quote.next", "Quote", "Next quote", partial(checking.step, 1), "Ctrl+Down", "caret-right", why_not=quote
    )
    yield Action(
        "quote.last", "Quote", "Last quote", partial(checking.step, -1), "Ctrl+Up", "caret-left", why_not=quote
    )
    yield Action(
        *("quote.overlapping", "Quote", "Next quote that overlaps", p.at_desk.next_overlapping, "F4", "quotes"),
        why_not=lambda: "" if p.at_desk.overlapping() else quote() or tr("No other quote overlaps this one."),
    )
    yield Action(
        *("quote.next_open", "Quote", "Next quote left to check", checking.next_open, "Ctrl+J", "caret-right"),
        why_not=partial(why_not.next_open, p.session),
    )
    yield Action(
        *(
            "quote.next_difference",
            "Quote",
            "Next difference",
            beside(p, lambda side: side.step_difference(1)),
            "F8",
            "caret-right",
        ),
        why_not=quote,
    )
    yield Action(
        *(
            "quote.last_difference",
            "Quote",
            "Last difference",
            beside(p, lambda side: side.step_difference(-1)),
            "Shift+F8",
        ),
        icon="caret-left",
        why_not=quote,
    )


def _ruling(p: Parts) -> Iterator[Action]:
    session = p.session
    about = partial(why_not.about_quote, session)
    yield Action(
        *("quote.rule", "Quote", "Rule and go on", p.at_desk.rule, "Ctrl+Return", "check-circle", 1),
        why_not=partial(why_not.on_quote, session),
        about=about,
    )
    for status, key in RULINGS:
        yield Action(
            *(f"quote.rule_{status.value}", "Quote", "", partial(p.at_desk.choose_ruling, status), key),
            icon=f"status:{status.value}",
            group=1,
            why_not=partial(why_not.rule, session, status),
            title=partial(_rule_title, status),
            about=about,
            submenu="Rule as",
        )


def _wording(p: Parts) -> Iterator[Action]:
    session = p.session
    said = partial(why_not.said, session)
    yield Action(
        "quote.use_said",
        "Quote",
        "Use the words as said",
        beside(p, SideBySide.use_said),
        "Ctrl+D",
        "quotes",
        2,
        why_not=said,
    )
    yield Action(
        "quote.take_over",
        "Quote",
        "Take over what was said at this difference",
        beside(p, SideBySide.take_over),
        "Alt+D",
        "quotes",
        2,
        why_not=lambda: said() or p.at_desk.side.why_not_take_over(),
        about=partial(why_not.about_quote, session),
    )
    yield Action(
        *("quote.reword", "Quote", "Put the proposed wording into the article", p.checking.reword, "Ctrl+Shift+Return"),
        icon="arrow-left",
        group=2,
        why_not=partial(why_not.reword, session),
        about=partial(why_not.about_quote, session),
    )


def _particulars(p: Parts) -> Iterator[Action]:
    session = p.session
    quote = partial(why_not.on_quote, session)
    yield Action("quote.source", "Quote", "Choose the source…", p.ask.source, "", "quotes", 2, quote)
    yield Action(
        *("quote.elsewhere", "Quote", "The same quote elsewhere…", p.around.elsewhere, "Ctrl+Shift+F"),
        icon="magnifying-glass",
        group=2,
        why_not=quote,
    )
    yield Action(
        *("quote.assign", "Quote", "Assign to…", p.ask.assign, "", "quotes", 2, quote),
        title=lambda: count(_n(session), "Assign to…", "Assign {n} quotes to…"),
    )
    yield from _attributing(session, p)
    yield from _recasting(session, p)
    yield Action("quote.comment", "Quote", "Comment", p.at_desk.write_comment, "Ctrl+Shift+C", "chat-circle", 2, quote)


def _attributing(session: Session, p: Parts) -> Iterator[Action]:
    for code in Attribution:
        yield Action(
            *(f"quote.attribute_{code.value}", "Quote", "", partial(p.checking.attribute, code), "", "quotes", 2),
            why_not=partial(why_not.on_quote, session),
            title=partial(_attribution_title, session, code),
            ticked=partial(_is_attributed, session, code),
            submenu="Attribute to",
        )


def _recasting(session: Session, p: Parts) -> Iterator[Action]:
    for form in Form:
        yield Action(
            *(f"quote.form_{form.value}", "Quote", "", partial(_recast, p, form), "", "quotes", 2),
            why_not=partial(why_not.recast, session),
            title=partial(_form_title, form),
            about=partial(why_not.about_quote, session),
            ticked=partial(_is_form, session, form),
            submenu="Form",
        )


def _recast(p: Parts, form: Form) -> None:
    (p.ask.term if form is Form.TERM else partial(p.checking.recast, form))()


def _form_title(form: Form) -> str:
    word = form_word(form)
    return word[:1].upper() + word[1:] + ("…" if form is Form.TERM else "")


def _is_form(session: Session, form: Form) -> bool:
    return session.state is not None and session.state.quote.form is form


def _n(session: Session) -> int:
    """How many quotes an action is done to that is done to all selected."""
    return max(1, len(session.picked))


def _attribution_title(session: Session, code: Attribution) -> str:
    word, n = attribution_word(code), _n(session)
    return word if n == 1 else tr("{n} quotes: {word}", n=n, word=word)


def _is_attributed(session: Session, code: Attribution) -> bool:
    return session.state is not None and session.state.quote.attribution is code


def _rule_title(status: Status) -> str:
    word = status_word(status)
    return tr("Rule {status}", status=word[:1].lower() + word[1:])


def _marking(p: Parts) -> Iterator[Action]:
    session, checking = p.session, p.checking
    selected, quote = partial(why_not.on_selection, p.at_desk.article_selection), partial(why_not.on_quote, session)
    yield Action(
        *(
            "quote.mark",
            "Quote",
            "Mark the selection as a quote",
            p.at_desk.mark,
            "Ctrl+M",
            "plus",
            3,
        ),
        why_not=selected,
    )
    yield Action(
        *(
            "quote.mark_indirect",
            "Quote",
            "Mark the selection as reported words",
            partial(p.at_desk.mark, Form.INDIRECT),
        ),
        *("Ctrl+Shift+M", "plus", 3),
        why_not=selected,
    )
    yield Action(
        "quote.split", "Quote", "Split at the caret", p.at_desk.split, "Ctrl+Shift+K", "arrows-left-right", 3, quote
    )
    yield Action(
        *("quote.merge", "Quote", "Merge with the next", checking.merge_next, "Ctrl+Shift+J", "link", 3),
        why_not=partial(why_not.merge, checking),
    )


def _bounds(p: Parts) -> Iterator[Action]:
    quote = partial(why_not.on_quote, p.session)
    for name, words, key, by in BOUNDS:
        move = partial(p.checking.nudge, *by)
        yield Action(f"quote.{name}", "Quote", words, move, key, "text-aa", 3, quote, submenu="Move its bounds")
    selected = partial(why_not.on_selection, p.at_desk.article_selection)
    yield Action(
        *("quote.bounds", "Quote", "To the words selected", p.at_desk.move_to_selection, "Ctrl+Alt+M", "text-aa", 3),
        why_not=lambda: quote() or selected(),
        submenu="Move its bounds",
    )


def _leaving_out(p: Parts) -> Iterator[Action]:
    session, checking, ask = p.session, p.checking, p.ask
    yield Action(
        *("quote.exclude", "Quote", "Leave out of the check…", ask.exclude, "Ctrl+Shift+X", "x", 4),
        title=lambda: count(_n(session), "Leave out of the check…", "Leave {n} quotes out of the check…"),
        why_not=partial(why_not.exclude, session),
    )
    yield Action(
        *("quote.include", "Quote", "Take back into the check", checking.include, "", "plus", 4),
        title=lambda: count(_n(session), "Take back into the check", "Take what was left out back into the check"),
        why_not=partial(why_not.include, session),
    )
