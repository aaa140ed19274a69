"""Verbs on a quote: its particulars, its bounds, and whether it is checked at all."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.anchors import bounded, joined, lost, settled, standing, trimmed
from app.edits.making import make, with_fields
from app.workflow import Desk, Reason, by_person, in_order
from db.changes import Edit
from db.errors import Refused
from db.records import Article, Attribution, Form, Quote, QuoteId, Span, Status, Terms, new_id
from db.rows import changed, inserted, removed

if TYPE_CHECKING:
    from app.quotations import FoundQuote


def quote_from_found(article: Article, found: "FoundQuote") -> Quote:
    """What the finder found, as a record of this article with a fresh id."""
    speaker, cue = found.speaker, found.cue
    quote = _blank(article, found.form, f"rule:{found.rule}")
    quote = replace(
        quote,
        content_start=found.content[0],
        content_end=found.content[1],
        spans=tuple(found.spans),
        attribution=found.attribution,
        speaker=speaker.text if speaker else "",
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        name=(speaker.name or "") if speaker else "",
        cue=cue.text if cue else "",
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        confidence=found.confidence,
        terms=Terms.NOT_AGREED if found.attribution is Attribution.ANONYMOUS else quote.terms,  # somebody must say
    )
    return standing(quote, article.text, found.start, found.end)


def set_quote(quote: Quote, *, who: str, **fields: Any) -> Edit:
    """Change what is known of a quote, or proposed for it. Bounds and status have verbs of their own."""
    return make("set_quote", who, [with_fields(quote, fields)], quote.article_id)


def recast(quote: Quote, form: Form, reason: str = "", *, who: str) -> Edit:
    """Say what a quote is. A term is checked no more, which needs a reason. Raises Refused(NEEDS_REASON)."""
    why = reason.strip() if form is Form.TERM else ""
    if form is Form.TERM and not why:
        raise Refused(reason=Reason.NEEDS_REASON)
    return make("recast", who, [changed(quote, replace(quote, form=form, term_reason=why))], quote.article_id)


def add_quote(article: Article, start: int, end: int, form: Form, *, who: str, **fields: Any) -> Edit:
    """Mark a quote that the finder missed. White space and outer quotation marks at its ends are left outside."""
    start, end = _bounds(article, start, end, form)
    quote = replace(_blank(article, form, f"person:{who.strip()}"), **fields)
    quote = replace(quote, content_start=start, content_end=end, spans=((start, end),))
    return make("add_quote", who, [inserted(standing(quote, article.text, start, end))], article.id)


def move_quote(article: Article, quote: Quote, start: int, end: int, *, who: str) -> Edit:
    """Give a quote other bounds. Raises Refused(NO_WORDS or OUT_OF_TEXT)."""
    start, end = _bounds(article, start, end, quote.form)
    return make("move_quote", who, [changed(quote, bounded(quote, article.text, start, end))], article.id)


def find_again(desk: Desk, quote_id: QuoteId, start: int, end: int, *, who: str) -> Edit:
    """Say where a lost quote stands after all. It has the words that stand there, so that what was ruled of others is
    stale. What the finder found there meanwhile, and nobody touched, makes room.

    Raises Refused: NOT_LOST, NO_WORDS, OUT_OF_TEXT, TAKEN where a quote stands there that somebody worked on.
    """
    quote = desk.state(quote_id).quote
    if not lost(quote):
        raise Refused(reason=Reason.NOT_LOST)
    start, end = _bounds(desk.article, start, end, quote.form)
    alike = (s for s in desk.states if (s.quote.form is Form.INDIRECT) == (quote.form is Form.INDIRECT))
    there = [s for s in alike if not s.lost and s.quote.start < end and start < s.quote.end]  # the lost take no room
    if any(s.rulings or s.comments or by_person(s.quote) for s in there):
        raise Refused(reason=Reason.TAKEN)
    room = [change for s in there for change in (*map(removed, s.checks), removed(s.quote))]
    found = changed(quote, settled(quote, desk.article.text, start, end))
    return make("find_again", who, [*room, found], desk.article.id)


def split_quote(article: Article, quote: Quote, at: int, *, who: str) -> Edit:
    """Make two quotes of one, parted at `at`. The first keeps what was said about it; the second starts unchecked."""
    if not quote.start < at < quote.end:
        raise Refused(reason=Reason.OUT_OF_TEXT)
    first = _bounds(article, quote.start, at, quote.form)
    second = _bounds(article, at, quote.end, quote.form)
    kept = standing(quote, article.text, *first)
    fresh = replace(
        quote,
        id=QuoteId(new_id()),
        status=Status.UNCHECKED,
        proposed_wording="",
        note="",
        found_by=f"person:{who.strip()}",
        confidence=1.0,
    )
    changes = [changed(quote, kept), inserted(standing(fresh, article.text, *second))]
    return make("split_quote", who, changes, article.id)


def merge_quotes(desk: Desk, first: QuoteId, second: QuoteId, *, who: str) -> Edit:
    """Make one quote of two and all that stands between them.

    The one that stands first keeps its id and what was said about it, and takes over the other's comments; the
    other's checks and rulings go with it, and undo brings them back. Raises Refused(NOT_NEIGHBOURS) where another
    quote stands between the two, Refused(LOST) where one of them is in the text no more.
    """
    if desk.state(first).lost or desk.state(second).lost:
        raise Refused(reason=Reason.LOST)
    kept, gone = in_order([desk.state(first).quote, desk.state(second).quote])
    ids = [quote.id for quote in in_order(state.quote for state in desk.states if not state.lost)]
    if ids.index(gone.id) != ids.index(kept.id) + 1:
        raise Refused(reason=Reason.NOT_NEIGHBOURS)
    merged = replace(
        kept,
        content_start=min(kept.content_start, gone.content_start),
        content_end=max(kept.content_end, gone.content_end),
        spans=joined((*kept.spans, *gone.spans)),
        note="\n".join(note for note in (kept.note, gone.note) if note),
    )
    merged = standing(merged, desk.article.text, kept.start, max(kept.end, gone.end))
    state = desk.state(gone.id)
    changes = [changed(comment, replace(comment, quote_id=kept.id)) for comment in state.comments]
    changes += [*map(removed, state.rulings), *map(removed, state.checks), removed(gone), changed(kept, merged)]
    return make("merge_quotes", who, changes, desk.article.id)


def exclude_quote(quote: Quote, reason: str, *, who: str) -> Edit:
    """Leave a quote out of the check, saying why. Raises Refused(NEEDS_REASON)."""
    if not reason.strip():
        raise Refused(reason=Reason.NEEDS_REASON)
    return make("exclude_quote", who, [changed(quote, replace(quote, excluded=reason.strip()))], quote.article_id)


def include_quote(quote: Quote, *, who: str) -> Edit:
    """Take a quote back into the check. Raises Refused(LOST) for one that is in the text no more."""
    if lost(quote):
        raise Refused(reason=Reason.LOST)
    return make("include_quote", who, [changed(quote, replace(quote, excluded=""))], quote.article_id)


def _bounds(article: Article, start: int, end: int, form: Form) -> Span:
    if not 0 <= start <= end <= len(article.text):
        raise Refused(reason=Reason.OUT_OF_TEXT)
    start, end = trimmed(article.text, start, end, marks=form is not Form.INDIRECT)
    if start == end:
        raise Refused(reason=Reason.NO_WORDS)
    return start, end


def _blank(article: Article, form: Form, found_by: str) -> Quote:
    return Quote(
        id=QuoteId(new_id()),
        article_id=article.id,
        start=0,
        end=0,
        exact="",
        prefix="",
        suffix="",
        content_start=0,
        content_end=0,
        spans=(),
        form=form,
        attribution=Attribution.UNATTRIBUTED,
        found_by=found_by,
    )
