"""Verbs on an article and its text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.anchors import Splice, moved, splice
from app.edits.making import make, with_fields
from app.edits.quotes import quote_from_found
from app.workflow import Desk
from db.changes import Change, Edit
from db.records import Article, LeftOut, Quote
from db.rows import changed, inserted, removed

_HEAD = (
    "headline",
    "kicker",
    "standfirst",
    "byline",
    "outlet",
    "dateline",
    "date",
    "url",
    "language",
    "deadline",
    "policy",
)


def add_article(article: Article, found: Sequence[Quote], *, who: str) -> Edit:
    """Bring an article in, with the quotes found in it."""
    return make("add_article", who, [inserted(article), *map(inserted, found)], article.id)


def set_article(article: Article, *, who: str, **fields: Any) -> Edit:
    """Change the article's head matter, deadline or policy. Its text has verbs of its own: replace_text, put_back."""
    return make("set_article", who, [with_fields(article, _HEAD, fields)], article.id)


def remove_article(desk: Desk, *, who: str) -> Edit:
    """Take an article out with all that hangs on it. Undo brings all of it back."""
    return make("remove_article", who, _everything(desk), desk.article.id)


def replace_text(article: Article, quotes: Sequence[Quote], text: str, *, who: str) -> Edit:
    """Give the article another text. Quotes move with it; those whose words changed have the new words, and those
    that stand in a new paragraph are found."""
    by = splice(article.text, text)
    left_out = tuple(replace(piece, at=by.opening(piece.at)) for piece in article.left_out)
    return _retexted("replace_text", replace(article, text=text, left_out=left_out), article, quotes, by, who)


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
    return _retexted("put_back", replace(article, text=text, left_out=rest), article, quotes, by, who)


def _retexted(verb: str, new: Article, old: Article, quotes: Sequence[Quote], by: Splice, who: str) -> Edit:
    there = [moved(quote, new.text, by) for quote in quotes]
    changes = [changed(old, new), *map(changed, quotes, there), *map(inserted, _found_in(new, there, by))]
    return make(verb, who, changes, old.id)


def _found_in(article: Article, quotes: Sequence[Quote], by: Splice) -> Iterator[Quote]:
    """The quotes of the paragraphs that changed which none of `quotes` stands for yet."""
    from app.quotations import find, reconcile

    start = article.text.rfind("\n\n", 0, by.start) + 1
    end = article.text.find("\n\n", by.new_end)
    end = len(article.text) if end < 0 else end
    for found in reconcile(quotes, find(article.text)).add:
        if found.start < end and found.end > start:
            yield quote_from_found(article, found)


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
