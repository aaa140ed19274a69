"""What whoever signs off should know: in the window's dialog, and at the command line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from app.concerns import Concern, concerns
from app.headlines import unbacked
from app.sheets.words import vocabulary
from app.workflow import Desk, QuoteState
from db.records import Form, Level, QuoteId, Status
from ui.i18n import count
from ui.messages import unbacked_words

Numbered = list[tuple[QuoteId, str]]

COMMENT = "chat-circle"
_WORDS = 24  # characters of a quote that has no number


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what the signer should know: `icon` is a status or COMMENT, `quotes` are those it is about."""

    icon: str
    words: str
    quotes: tuple[tuple[QuoteId, str], ...] = ()
    blocks: bool = False


def findings(desk: Desk) -> tuple[Finding, ...]:
    """What stands in the way first, then what was ruled that a signer will be asked about."""
    progress = desk.progress
    open_, stale = _those(desk, lambda s: s.open and not s.stale), _those(desk, lambda s: bool(s.stale))
    threads = _those(desk, lambda s: s.unresolved)
    left_out = _those(desk, lambda s: bool(s.quote.excluded) and not s.lost)
    lost = _those(desk, lambda s: s.lost)
    differ = _those(desk, lambda s: s.number is not None and bool(s.differing))
    disputed = _ruled(desk, Status.DISPUTED)
    unsure = _ruled(desk, Status.UNVERIFIABLE)
    kept = _ruled(desk, Status.DO_NOT_PUBLISH)
    lines = (
        ("unchecked", count(len(open_), "1 quote is left to check", "{n} quotes are left to check"), open_, True),
        ("stale", count(len(stale), "1 quote is stale", "{n} quotes are stale"), stale, True),
        (COMMENT, count(len(threads), "1 comment is open", "{n} comments are open"), threads, True),
        ("disputed", count(len(disputed), "1 quote is disputed", "{n} quotes are disputed"), disputed, False),
        ("unverifiable", count(len(unsure), "1 quote is unverifiable", "{n} quotes are unverifiable"), unsure, False),
        ("do_not_publish", count(len(kept), "1 quote must not run", "{n} quotes must not run"), kept, False),
        (
            "excluded",
            count(len(left_out), "1 quote is left out of the check", "{n} quotes are left out of the check"),
            left_out,
            False,
        ),
        *_told_besides(lost, differ),
        *_looked_at(desk),
    )
    found = [Finding(icon, words, tuple(quotes), blocks) for icon, words, quotes, blocks in lines if quotes]
    if not (open_ or stale):
        done = count(progress.done, "The one quote to check has a ruling", "All {n} quotes to check have a ruling")
        found.insert(0, Finding("verbatim", done))
    return (*found, *(Finding("needs_change", unbacked_words(one)) for one in unbacked(desk.article)))


def _told_besides(lost: Numbered, differ: Numbered) -> tuple[tuple[str, str, Numbered, bool], ...]:
    """What a signer would otherwise not see: quotes whose words are gone, and second pieces that say otherwise."""
    words = count(
        len(differ), "1 quote rests on a further piece that has other words",
        "{n} quotes rest on a further piece that has other words",
    )  # fmt: skip
    gone = count(len(lost), "1 quote is no longer in the text", "{n} quotes are no longer in the text")
    return ("needs_change", words, differ, False), ("lost", gone, lost, False)


def _looked_at(desk: Desk) -> Iterator[tuple[str, str, Numbered, bool]]:
    """What the sheet prints beside these quotes as "Look at", and those that rest on evidence without a level."""
    plural = vocabulary().lexicon("plural")
    found = {state.quote.id: concerns(state, plural) for state in desk.states if not state.lost}
    for concern, one, many in _CONCERNS:
        those = _those(desk, partial(_has, found, concern))
        blocks = concern is Concern.EXPOSED
        yield "needs_change", count(len(those), one, many), those, blocks
    bare = {piece.id for piece in desk.evidence if piece.level is Level.E0}
    those = _those(desk, lambda s: s.number is not None and any(check.evidence_id in bare for check in s.compared))
    words = count(
        len(those),
        "1 quote rests on evidence that has no level yet",
        "{n} quotes rest on evidence that has no level yet",
    )  # fmt: skip
    yield "needs_change", words, those, False


_CONCERNS = (
    (
        Concern.EXPOSED,
        "1 quote of a confidential source is put on the record or to a named person",
        "{n} quotes of confidential sources are put on the record or to a named person",
    ),
    (
        Concern.PLURAL_SOURCE,
        "1 quote is put to several people, with one source on file",
        "{n} quotes are put to several people, with one source on file",
    ),
    (Concern.TERMS_NOT_AGREED, "The terms of 1 quote are not agreed", "The terms of {n} quotes are not agreed"),
    (
        Concern.NO_WORDING,
        "1 quote not on the record has no agreed wording",
        "{n} quotes not on the record have no agreed wording",
    ),
    (
        Concern.WORDING_DIFFERS,
        "1 quote names its speaker otherwise than agreed",
        "{n} quotes name their speakers otherwise than agreed",
    ),
)
"""OTHER_WORDS is told above."""


def _has(found: Mapping[QuoteId, tuple[Concern, ...]], concern: Concern, state: QuoteState) -> bool:
    return concern in found.get(state.quote.id, ())


def _ruled(desk: Desk, status: Status) -> list[tuple[QuoteId, str]]:
    return _those(desk, lambda s: s.quote.status is status and not s.stale and not s.lost)


def _those(desk: Desk, wanted: Callable[[QuoteState], bool]) -> list[tuple[QuoteId, str]]:
    shown = [s for s in desk.states if (s.lost or s.quote.form is not Form.TERM) and wanted(s)]
    return [(s.quote.id, str(s.number) if s.number else _beginning(s.quote.exact)) for s in shown]


def _beginning(words: str) -> str:
    """What a quote without a number is called."""
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _WORDS else plain[: _WORDS - 2].rstrip() + '…'}”"
