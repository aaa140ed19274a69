"""The rows of the table for what a quote rests on, how far evidence was brought in, and quotes that were lost."""

from collections.abc import Iterator
from functools import partial

from ui import why_not
from ui.action_parts import Parts
from ui.actions import Action
from ui.quote_actions import beside
from ui.side_by_side import SideBySide


def record_actions(p: Parts) -> Iterator[Action]:
    """In the Evidence menu, and one in the Quote menu."""
    capturing, desk = p.capturing, partial(why_not.on_desk, p.session)
    yield Action(
        *("evidence.link", "Evidence", "Keep a link to evidence…", capturing.link, "", "link", 0),
        why_not=desk,
    )
    yield Action(
        *("evidence.rest", "Evidence", "Rest on this passage too", beside(p, SideBySide.rest), "Ctrl+Shift+R"),
        icon="plus",
        group=1,
        why_not=lambda: desk() or p.at_desk.side.why_not_rest(),
    )
    yield Action(
        *("evidence.rest_no_more", "Evidence", "Rest on this piece no more", beside(p, SideBySide.rest_no_more)),
        icon="x",
        group=1,
        why_not=lambda: desk() or p.at_desk.side.why_not_rest_no_more(),
    )
    yield Action(
        *("evidence.capture", "Evidence", "Attach the text for this link…", capturing.attach_text, "", "paperclip", 3),
        why_not=lambda: desk() or capturing.why_not_text(),
    )
    yield Action(
        *("evidence.fetch", "Evidence", "Fetch the page of this link", capturing.fetch, "", "globe", 3),
        why_not=lambda: desk() or capturing.why_not_fetch(),
    )
    yield Action(
        *("evidence.read", "Evidence", "Mark as read through", capturing.read_through, "", "check-circle", 3),
        why_not=lambda: desk() or capturing.why_not_read(),
    )
    yield Action(
        *("evidence.failed", "Evidence", "It is no evidence…", capturing.failed, "", "warning", 3),
        why_not=lambda: desk() or capturing.why_not_failed(),
    )
    yield Action(
        *("quote.find_again", "Quote", "Find it again…", partial(_find_again, p), "", "magnifying-glass", 4),
        why_not=lambda: desk() or capturing.why_not_find(),
    )


def _find_again(p: Parts) -> None:
    p.capturing.find_again(p.at_desk.article_selection())
