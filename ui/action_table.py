"""The table itself: every action, its words, its key, and why it cannot be done now. One function for each menu."""

from collections.abc import Callable, Iterator
from functools import partial

from ui import addresses, undo, why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.article_actions import article_actions, file_actions
from ui.quote_actions import beside, quote_actions
from ui.record_actions import record_actions
from ui.session import Session
from ui.side_by_side import SideBySide

PANES = (
    ("queue", "Go to the queue", "Alt+1"),
    ("article", "Go to the article", "Alt+2"),
    ("evidence", "Go to the evidence", "Alt+3"),
    ("compare", "Go to the comparison", "Alt+4"),
    ("proposed", "Go to the proposed wording", "Alt+5"),
    ("details", "Go to the details", "Alt+6"),
)
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


def table(parts: Parts) -> tuple[Action, ...]:
    """Every action, in the order of the menus."""
    makers: tuple[Callable[[Parts], Iterator[Action]], ...] = (
        file_actions,
        _edit,
        _view,
        article_actions,
        quote_actions,
        _evidence,
        record_actions,
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
    yield from _going(p)
    yield from _laying_out(p)
    yield from _overview(p)
    yield from _text(p.session)


def _going(p: Parts) -> Iterator[Action]:
    view, desk = p.at_desk, partial(why_not.on_desk, p.session)
    for name, words, key in PANES:
        yield Action(f"view.{name}", "View", words, partial(view.go_to, name), key, "columns", why_not=desk)
    yield Action("view.next_pane", "View", "Next pane", partial(view.cycle, 1), "F6", "caret-right", why_not=desk)
    yield Action("view.last_pane", "View", "Last pane", partial(view.cycle, -1), "Shift+F6", "caret-left", why_not=desk)


def _laying_out(p: Parts) -> Iterator[Action]:
    session, view, desk = p.session, p.at_desk, partial(why_not.on_desk, p.session)
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
        *("view.over", "View", "Article above the evidence", view.turn, "Shift+F7", "columns", 1),
        why_not=desk,
        ticked=view.turned,
    )
    yield Action(
        *("view.linked", "View", "Scroll article and evidence together", view.link, "Ctrl+F7", "link", 1),
        why_not=desk,
        ticked=view.linked,
    )
    yield Action(
        *("view.details", "View", "Details", view.toggle_details, "Ctrl+Shift+D", "columns", 1),
        why_not=desk,
        ticked=view.details_shown,
    )


def _overview(p: Parts) -> Iterator[Action]:
    around = p.around
    yield Action(
        *(
            "view.overview",
            "View",
            "Overview of the desk",
            around.toggle_overview,
            "Ctrl+Shift+Y",
            "chart-bar-horizontal",
            1,
        ),
        ticked=around.overview_shown,
    )


def _text(session: Session) -> Iterator[Action]:
    yield Action("view.larger", "View", "Larger text", partial(_resize_text, session, 1), "Ctrl++", "text-aa", 2)
    yield Action("view.smaller", "View", "Smaller text", partial(_resize_text, session, -1), "Ctrl+-", "text-aa", 2)
    yield Action(
        *("view.still", "View", "Reduce motion", lambda: session.choose(still=not session.settings.still)),
        icon="text-aa",
        group=2,
        ticked=lambda: session.settings.still,
    )
    for name, words in THEMES:
        yield Action(
            *(f"view.theme_{name}", "View", words, partial(session.choose, theme=name), "", "gear", 3),
            ticked=partial(_is_theme, session, name),
            submenu="Theme",
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
        *("evidence.address", "Evidence", "Evidence from a web address…", p.around.evidence_address, "Ctrl+Shift+U"),
        icon="link",
        why_not=desk,
    )
    yield Action(
        *("evidence.find", "Evidence", "Find in the evidence", beside(p, SideBySide.find), "Ctrl+F"),
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
            beside(p, SideBySide.use_passage),
            "Ctrl+Shift+P",
        ),
        icon="quotes",
        group=1,
        why_not=partial(why_not.on_passage, p.session, p.at_desk.evidence_selection),
    )
    yield from _of_evidence(p)


def _of_evidence(p: Parts) -> Iterator[Action]:
    ask, some = p.ask, partial(why_not.some_evidence, p.session)
    for name, words, key, by in (
        ("next", "Next passage", "F3", 1),
        ("last", "Last passage", "Shift+F3", -1),
    ):
        step = beside(p, partial(_step_passage, by))
        yield Action(f"evidence.{name}_passage", "Evidence", words, step, key, "caret-right", 2, some)
    several = partial(why_not.other_evidence, p.session, ask.shown_piece)
    for name, words, key, by in (
        ("next", "Next piece of evidence", "Ctrl+PgDown", 1),
        ("last", "Previous piece of evidence", "Ctrl+PgUp", -1),
    ):
        step = beside(p, partial(_step_piece, by))
        yield Action(f"evidence.{name}_piece", "Evidence", words, step, key, "paperclip", 2, several)
    shown = partial(why_not.evidence_shown, p.session, ask.shown_piece)
    yield addresses.of_evidence(p, shown)
    yield Action("evidence.about", "Evidence", "About this evidence…", ask.about_evidence, "", "file-text", 3, shown)
    yield Action("evidence.remove", "Evidence", "Remove this evidence…", ask.remove_evidence, "", "x", 3, shown)


def _step_passage(by: int, side: SideBySide) -> None:
    side.step_passage(by)


def _step_piece(by: int, side: SideBySide) -> None:
    side.step_piece(by)


def _help(p: Parts) -> Iterator[Action]:
    yield Action("help.manual", "Help", "Manual", p.ask.helping.open, "F1", "book-open")
    yield Action("help.keys", "Help", "Keyboard shortcuts", p.ask.keys, "Ctrl+F1", "keyboard")
    yield Action("help.whats_this", "Help", "What’s this?", p.around.whats_this, "Shift+F1", "question")
    yield Action("help.point", "Help", "Point at something…", p.around.point, "", "question")
    yield Action("help.tour", "Help", "Take the tour", p.around.tour, "", "compass")
    yield Action("help.sample", "Help", "Open the sample article", p.bringing.sample, "", "quotes")
    yield Action(
        "help.reset_sample", "Help", "Reset the sample article", partial(p.bringing.sample, reset=True), "", "quotes"
    )
    yield Action("help.verify", "Help", "Check the history", p.keeping.verifying.verify, "", "link", 1)
    yield Action("help.about", "Help", "About OnRecord", p.ask.about, "", "quotes", 2)


def _is_theme(session: Session, name: str) -> bool:
    return session.settings.theme == name


def _toggle_one_pane(session: Session) -> None:
    session.choose(one_pane=not session.settings.one_pane)


def _resize_text(session: Session, by: int) -> None:
    """A pixel more or less for the reading face, between 14 and 24."""
    session.choose(reading_size=min(24, max(14, (session.settings.reading_size or 16) + by)))
