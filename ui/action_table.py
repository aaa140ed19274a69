"""The table itself: every action, its words, its key, and why it cannot be done now. One function for each menu."""

from collections.abc import Callable, Iterator
from functools import partial

from db.records import Form, Status
from ui import undo, why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.article_actions import article_actions, file_actions
from ui.i18n import tr
from ui.messages import status_word
from ui.session import Session

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
PANES = (
    ("queue", "Go to the queue", "Alt+1"),
    ("article", "Go to the article", "Alt+2"),
    ("evidence", "Go to the evidence", "Alt+3"),
    ("compare", "Go to the comparison", "Alt+4"),
    ("proposed", "Go to the proposed wording", "Alt+5"),
    ("details", "Go to the details", "Alt+6"),
)
BOUNDS = (
    ("start_left", "Start one word earlier", "Ctrl+Alt+Left", (-1, 0)),
    ("start_right", "Start one word later", "Ctrl+Alt+Right", (1, 0)),
    ("end_left", "End one word earlier", "Ctrl+Alt+Shift+Left", (0, -1)),
    ("end_right", "End one word later", "Ctrl+Alt+Shift+Right", (0, 1)),
)
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


def table(parts: Parts) -> tuple[Action, ...]:
    """Every action, in the order of the menus."""
    makers: tuple[Callable[[Parts], Iterator[Action]], ...] = (
        file_actions,
        _edit,
        _view,
        article_actions,
        _quote,
        _evidence,
        _help,
    )
    return tuple(action for make in makers for action in make(parts))


def _edit(p: Parts) -> Iterator[Action]:
    session, ask = p.session, p.ask
    yield Action(
        *("edit.undo", "Edit", "Undo", session.undo, "Ctrl+Z", "arrow-counter-clockwise"),
        why_not=lambda: undo.undo_words(session.project)[1],
        title=lambda: undo.undo_words(session.project)[0],
    )
    yield Action(
        *("edit.redo", "Edit", "Redo", session.redo, "Ctrl+Shift+Z", "arrow-clockwise"),
        why_not=lambda: undo.redo_words(session.project)[1],
        title=lambda: undo.redo_words(session.project)[0],
    )
    yield Action("edit.find", "Edit", "Find or do anything…", ask.palette, "Ctrl+K", "magnifying-glass", 1)
    yield Action("edit.preferences", "Edit", "Preferences…", ask.preferences, "Ctrl+,", "gear", 2)


def _view(p: Parts) -> Iterator[Action]:
    session, view, desk = p.session, p.at_desk, partial(why_not.on_desk, p.session)
    for name, words, key in PANES:
        yield Action(f"view.{name}", "View", words, partial(view.go_to, name), key, "columns", why_not=desk)
    yield Action("view.next_pane", "View", "Next pane", partial(view.cycle, 1), "F6", "caret-right", why_not=desk)
    yield Action("view.last_pane", "View", "Last pane", partial(view.cycle, -1), "Shift+F6", "caret-left", why_not=desk)
    yield Action(
        *(
            "view.one_pane",
            "View",
            "Article and evidence in one pane",
            partial(_toggle_one_pane, session),
            "F9",
            "columns",
        ),
        group=1,
        why_not=desk,
        ticked=lambda: session.settings.one_pane,
    )
    yield Action(
        *("view.swap", "View", "Swap article and evidence", view.swap, "F7", "arrows-left-right", 1),
        why_not=desk,
    )
    yield Action(
        *("view.details", "View", "Details", view.toggle_details, "Ctrl+Shift+D", "columns", 1),
        why_not=desk,
        ticked=view.details_shown,
    )
    yield Action("view.larger", "View", "Larger text", partial(_resize_text, session, 1), "Ctrl++", "text-aa", 2)
    yield Action("view.smaller", "View", "Smaller text", partial(_resize_text, session, -1), "Ctrl+-", "text-aa", 2)
    for name, words in THEMES:
        yield Action(
            *(f"view.theme_{name}", "View", words, partial(session.choose, theme=name), "", "gear", 3),
            ticked=partial(_is_theme, session, name),
            submenu="Theme",
        )


def _quote(p: Parts) -> Iterator[Action]:
    yield from _moving(p)
    yield from _ruling(p)
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
        *("quote.next_open", "Quote", "Next quote left to check", checking.next_open, "Ctrl+J", "caret-right"),
        why_not=partial(why_not.next_open, p.session),
    )
    yield Action(
        *(
            "quote.next_difference",
            "Quote",
            "Next difference",
            partial(p.at_desk.step_difference, 1),
            "F8",
            "caret-right",
        ),
        why_not=quote,
    )
    yield Action(
        *("quote.last_difference", "Quote", "Last difference", partial(p.at_desk.step_difference, -1), "Shift+F8"),
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
    quote = partial(why_not.on_quote, session)
    said = partial(why_not.said, session)
    yield Action(
        "quote.use_said", "Quote", "Use the words as said", p.at_desk.use_said, "Ctrl+D", "quotes", 2, why_not=said
    )
    yield Action(
        *("quote.reword", "Quote", "Put the proposed wording into the article", p.checking.reword, "Ctrl+Shift+Return"),
        icon="arrow-left",
        group=2,
        why_not=partial(why_not.reword, session),
        about=about,
    )
    yield Action("quote.source", "Quote", "Choose the source…", p.ask.source, "", "quotes", 2, quote)
    yield Action("quote.assign", "Quote", "Assign to…", p.ask.assign, "", "quotes", 2, quote)
    yield Action("quote.comment", "Quote", "Comment", p.at_desk.write_comment, "Ctrl+Shift+C", "chat-circle", 2, quote)


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


def _leaving_out(p: Parts) -> Iterator[Action]:
    session, checking, ask = p.session, p.checking, p.ask
    yield Action(
        *("quote.exclude", "Quote", "Leave out of the check…", ask.exclude, "Ctrl+Shift+X", "x", 4),
        why_not=partial(why_not.exclude, session),
    )
    yield Action(
        *("quote.include", "Quote", "Take back into the check", checking.include, "", "plus", 4),
        why_not=partial(why_not.include, session),
    )


def _evidence(p: Parts) -> Iterator[Action]:
    ask, desk = p.ask, partial(why_not.on_desk, p.session)
    some = partial(why_not.some_evidence, p.session)
    yield Action(
        "evidence.attach", "Evidence", "Attach evidence…", ask.choose_evidence, "Ctrl+Shift+O", "paperclip", 0, desk
    )
    yield Action(
        *("evidence.paste", "Evidence", "Paste evidence…", ask.paste_evidence, "Ctrl+Shift+E", "clipboard-text", 0),
        why_not=desk,
    )
    yield Action(
        *("evidence.find", "Evidence", "Find in the evidence", p.at_desk.find_in_evidence, "Ctrl+F"),
        icon="magnifying-glass",
        group=1,
        why_not=some,
    )
    yield Action(
        "evidence.compare", "Evidence", "Compare again", p.bringing.compare, "F5", "arrows-left-right", 1, some
    )
    yield Action(
        *(
            "evidence.use_passage",
            "Evidence",
            "Use the selection as the passage",
            p.at_desk.use_passage,
            "Ctrl+Shift+P",
        ),
        icon="quotes",
        group=1,
        why_not=partial(why_not.on_passage, p.session, p.at_desk.evidence_selection),
    )
    for name, words, key, by in (
        ("next", "Next passage", "F3", 1),
        ("last", "Last passage", "Shift+F3", -1),
    ):
        step = partial(p.at_desk.step_passage, by)
        yield Action(f"evidence.{name}_passage", "Evidence", words, step, key, "caret-right", 2, some)
    yield Action("evidence.about", "Evidence", "About this evidence…", ask.about_evidence, "", "file-text", 3, some)
    yield Action("evidence.remove", "Evidence", "Remove this evidence…", ask.remove_evidence, "", "x", 3, some)


def _help(p: Parts) -> Iterator[Action]:
    yield Action("help.manual", "Help", "Manual", p.ask.helping.open, "F1", "book-open")
    yield Action("help.keys", "Help", "Keyboard shortcuts", p.ask.keys, "Ctrl+F1", "keyboard")
    yield Action("help.sample", "Help", "Open the sample article", p.bringing.sample, "", "quotes")
    yield Action(
        "help.reset_sample", "Help", "Reset the sample article", partial(p.bringing.sample, reset=True), "", "quotes"
    )
    yield Action("help.verify", "Help", "Check the history", p.ask.verify, "", "link", 1)
    yield Action("help.about", "Help", "About OnRecord", p.ask.about, "", "quotes", 2)


def _is_theme(session: Session, name: str) -> bool:
    return session.settings.theme == name


def _toggle_one_pane(session: Session) -> None:
    session.choose(one_pane=not session.settings.one_pane)


def _resize_text(session: Session, by: int) -> None:
    """A pixel more or less for the reading face, between 14 and 24."""
    session.choose(reading_size=min(24, max(14, (session.settings.reading_size or 16) + by)))
