"""Verbs on an article and its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.anchors import Moves, Splice, moved, settled, splices, standing
from app.edits.making import make, with_fields
from app.edits.quotes import quote_from_found
from app.workflow import Desk, Reason
from db.changes import Change, Edit
from db.errors import Refused
from db.records import Article, Form, LeftOut, Quote, QuoteId, Span
from db.rows import changed, inserted, removed

if TYPE_CHECKING:
    from app.quotations import FoundQuote

_STOP = re.compile(r"[.!?…][\"”’'»)]*\s|\n")  # where a sentence ends
_FAR = 2_000  # how far back a sentence may begin


def add_article(article: Article, found: Sequence[Quote], *, who: str) -> Edit:
    """Bring an article in, with the quotes found in it."""
    return make("add_article", who, [inserted(article), *map(inserted, found)], article.id)


def set_article(article: Article, *, who: str, **fields: Any) -> Edit:
    """Change the article's head matter, deadline or policy. Its text has verbs of its own: replace_text, put_back."""
    return make("set_article", who, [with_fields(article, fields)], article.id)


def remove_article(desk: Desk, *, who: str) -> Edit:
    """Take an article out with all that hangs on it. Undo brings all of it back."""
    return make("remove_article", who, _everything(desk), desk.article.id)


def replace_text(
    article: Article,
    quotes: Sequence[Quote],
    text: str,
    *,
    who: str,
    places: Mapping[QuoteId, Span | None] | None = None,
) -> Edit:
    """Give the article another text. Quotes move with it; those whose words changed have the new words, and those
    that stand in a new paragraph are found.

    `places` says where quotes stand in the new text, None for one that is lost, where that is known better than by
    laying the two texts side by side. A lost quote keeps its words and all that was said about it, on a list of its
    own (app.anchors.lost); one that is found again is back in the check.
    """
    by = splices(article.text, text)
    there = []
    for quote in quotes:
        now = moved(quote, text, by)
        place = places.get(quote.id, (now.start, now.end)) if places is not None else (now.start, now.end)
        there.append(_placed(quote, now, text, place))
    return _retexted("replace_text", _with_text(article, text, by), article, quotes, there, by, who)


def _placed(old: Quote, now: Quote, text: str, place: Span | None) -> Quote:
    if place is None or place[0] == place[1]:
        return replace(standing(now, text, now.start, now.start), exact=old.exact, around=old.around)
    edges = text[now.start : place[0]] + text[place[1] : now.end]
    if now.start <= place[0] and place[1] <= now.end and not any(map(str.isalnum, edges)):
        place = now.start, now.end  # a search for words gives no heed to the full stop that belongs to them
    return settled(now, text, *place)


def reword(article: Article, quotes: Sequence[Quote], quote_id: QuoteId, words: str, *, who: str) -> Edit:
    """Put other words, such as those proposed, into the text in place of a quote's. Raises Refused(NO_WORDS).

    The quote stands on the new words, and nothing is proposed for it any more; the old ones stay in history.
    """
    if not words.strip():
        raise Refused(reason=Reason.NO_WORDS)
    quote = next(one for one in quotes if one.id == quote_id)
    text = article.text[: quote.start] + words + article.text[quote.end :]
    by = splices(article.text, text)
    whole = Splice(quote.start, quote.end, quote.start + len(words))
    there = [
        replace(moved(one, text, whole), proposed_wording="") if one.id == quote_id else moved(one, text, by)
        for one in quotes
    ]
    return _retexted("reword", _with_text(article, text, by), article, quotes, there, by, who, attributed=False)


def _with_text(article: Article, text: str, by: Moves) -> Article:
    left_out = tuple(replace(piece, at=by.opening(piece.at)) for piece in article.left_out)
    return replace(article, text=text, left_out=left_out)


def put_back(article: Article, quotes: Sequence[Quote], left_out_index: int, *, who: str) -> Edit:
    """Put one piece that was left out back into the text, as a paragraph of its own where it stood between two.

    The quotes in it are found like any others: what is in the text is in the check.
    """
    piece = article.left_out[left_out_index]
    words = _set_apart(article.text, piece)
    text = article.text[: piece.at] + words + article.text[piece.at :]
    by = Splice(piece.at, piece.at, piece.at + len(words))
    rest = tuple(
        replace(
            other,
            at=by.opening(other.at)
            if i > left_out_index
            else other.at
            if other.at <= piece.at
            else by.opening(other.at),
        )
        for i, other in enumerate(article.left_out)
        if i != left_out_index
    )
    there = [moved(quote, text, by) for quote in quotes]
    return _retexted("put_back", replace(article, text=text, left_out=rest), article, quotes, there, by, who)


def _retexted(
    verb: str,
    new: Article,
    old: Article,
    quotes: Sequence[Quote],
    there: Sequence[Quote],
    by: Moves,
    who: str,
    *,
    attributed: bool = True,
) -> Edit:
    """The edit that gives the article its new text. Who speaks is read anew, but not where only words were put in
    place of a quote's, and never for a quote that no change of the text concerns."""
    from app.quotations import find

    read = find(new.text) if new.text != old.text else ()
    if read and attributed:
        before = [quote_from_found(old, one) for one in find(old.text)]
        after = [quote_from_found(new, one) for one in read]
        by_words = [quote for quote in quotes if quote.form is not Form.INDIRECT]
        told = [part for part in zip(by.taken, by.put, strict=True) if not _within(part[0], by_words)]
        there = [
            _attributed(quote, now, before, after, _Told(old.text, new.text, told))
            for quote, now in zip(quotes, there, strict=True)
        ]
    changes = [changed(old, new), *map(changed, quotes, there), *map(inserted, _found_in(new, there, by, read))]
    return make(verb, who, changes, old.id)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a change of text does outside the words quoted: the stretches of the old text, and what they became."""

    old: str
    new: str
    parts: Sequence[tuple[Span, Span]]

    def concerns(self, quote: Quote, was: str, says: str) -> bool:
        """Whether it touches the quote's sentence or speaker, takes out the name that it was said by or puts one in."""
        start, end = min(quote.start, quote.content_start), max(quote.end, quote.content_end)
        low = max(0, start - _FAR)
        begins = max((stop.end() for stop in _STOP.finditer(self.old, low, start)), default=low)
        after = _STOP.search(self.old, max(start, end - 1))
        ends = after.end() if after else len(self.old)
        mention = quote.speaker_start or 0, quote.speaker_end or 0
        return any(
            (a <= ends and b >= begins)
            or (a < mention[1] and b > mention[0])
            or _surname(was) in self.old[a:b]
            or _surname(says) in self.new[c:d]
            for (a, b), (c, d) in self.parts
        )


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1] if name.split() else "\0"  # which is in no text


def _within(part: Span, quotes: Sequence[Quote]) -> bool:
    return any(quote.start <= part[0] and part[1] <= quote.end for quote in quotes)


def _attributed(old: Quote, now: Quote, before: Sequence[Quote], after: Sequence[Quote], told: _Told) -> Quote:
    """The quote with what the newer text says of its speaker, as far as the older text said otherwise and the change
    concerns it: what is read into other sentences than those that changed is no reason.

    Where the speaker is written as before, what a person made of it stands.
    """
    was, says = _reading(before, old), _reading(after, now)
    if was is None or says is None or not told.concerns(old, was.name, says.name):
        return now
    differ = [name for name in ("attribution", "speaker", "name") if getattr(was, name) != getattr(says, name)]
    if "speaker" in differ:
        differ += ["speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
    else:
        differ = [name for name in differ if getattr(old, name) == getattr(was, name)]
    return replace(now, **{name: getattr(says, name) for name in differ})


def _reading(found: Sequence[Quote], quote: Quote) -> Quote | None:
    """What the finder makes of the words where the quote stands."""
    alike = (one for one in found if (one.form is Form.INDIRECT) == (quote.form is Form.INDIRECT))
    over = [(min(one.end, quote.end) - max(one.start, quote.start), one) for one in alike]
    shared, best = max(over, key=lambda pair: pair[0], default=(0, None))
    return best if shared > 0 else None


def _found_in(article: Article, quotes: Sequence[Quote], by: Moves, read: Sequence["FoundQuote"]) -> Iterator[Quote]:
    """The quotes of the paragraphs that changed which none of `quotes` stands for yet."""
    from app.quotations import reconcile

    fresh = [_paragraphs(article.text, *put) for put in by.put]
    for found in reconcile(quotes, read).add if fresh else ():
        if any(found.start < end and found.end > start for start, end in fresh):
            yield quote_from_found(article, found)


def _paragraphs(text: str, start: int, end: int) -> Span:
    """The stretch run out to whole paragraphs."""
    end = text.find("\n\n", end)
    return text.rfind("\n\n", 0, start) + 1, len(text) if end < 0 else end


def _set_apart(text: str, piece: LeftOut) -> str:
    """The piece's words with the blank lines that set them apart, where they go between paragraphs."""
    before, after = text[: piece.at], text[piece.at :]
    starts = not before or before.endswith("\n")
    ends = not after or after.startswith("\n")
    if not (starts or ends):
        return piece.text
    words = piece.text.strip("\n")
    opening = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    closing = "" if not after or after.startswith("\n\n") else "\n" if after.startswith("\n") else "\n\n"
    return opening + words + closing


def _everything(desk: Desk) -> Iterator[Change]:
    """Everything of the article, what leans on others first."""
    for state in desk.states:
        yield from map(removed, state.comments)
        yield from map(removed, state.rulings)
        yield from map(removed, state.checks)
        yield removed(state.quote)
    yield from map(removed, desk.sign_offs)
    yield from map(removed, desk.evidence)
    yield removed(desk.article)
