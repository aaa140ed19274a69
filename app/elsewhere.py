"""The same quote elsewhere: where words like these stand in other articles of the library, and how they differ.

A confidential source's name never comes out here: it is shown by its code name, and a quote that was given in
confidence, or that such a source also gave, is never told together with who said the same words on the record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app import comparing
from app.project import Project
from app.workflow import in_confidence, same_person
from db.errors import NoSuch
from db.records import Article, ArticleId, Difference, Form, Quote, QuoteId, Source, Verdict

_LEAST = 0.6  # of the longer words that must be alike, by number
_CANDIDATES = 60
_MOST = 12
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Like words in another article. `speaker` is "" where naming them would say who spoke in confidence.

    `differences` are what this quote has changed against those words; their `quote` spans point into this quote and
    their `evidence` spans into `words`. `same_speaker` is None where that must not be told.
    """

    quote_id: QuoteId
    article_id: ArticleId
    headline: str
    outlet: str
    date: str
    words: str
    speaker: str
    same_speaker: bool | None
    same_words: bool
    score: float
    differences: tuple[Difference, ...]


def elsewhere(project: Project, quote_id: QuoteId) -> tuple[Elsewhere, ...]:
    """Where the words of this quote, or words like them, stand in other articles; the likest first. Raises NoSuch."""
    return ranked(one for one in look(project, quote_id) if one is not None)


def look(project: Project, quote_id: QuoteId) -> Iterator[Elsewhere | None]:
    """Go through the quotes that may be alike, a few milliseconds each: one that is, or None. Raises NoSuch."""
    quote = project.quote(quote_id)
    source = _source(project, quote)
    return (_held(project, quote, source, other) for other in _candidates(project, quote))


def ranked(found: Iterable[Elsewhere]) -> tuple[Elsewhere, ...]:
    """The likest of them, those first."""
    by_likeness = sorted(found, key=lambda one: (-one.score, one.same_speaker is not True, one.date, one.quote_id))
    return tuple(by_likeness[:_MOST])


def _candidates(project: Project, quote: Quote) -> Iterator[Quote]:
    """Quotes of other articles that share telling words with this one."""
    for hit in project.search_any(_telling(quote.exact), _CANDIDATES):
        if hit.article_id != quote.article_id:
            try:
                other = project.quote(QuoteId(hit.id))
            except NoSuch:  # it went while this was looked for
                continue
            if other.form is not Form.TERM:
                yield other


def _telling(words: str) -> tuple[str, ...]:
    """The words by which a quote is best found again: its longest ones."""
    found = dict.fromkeys(word.casefold() for word in _WORD.findall(words))
    return tuple(sorted(found, key=len, reverse=True)[:12])


def _held(project: Project, quote: Quote, source: Source | None, other: Quote) -> Elsewhere | None:
    ours, theirs = set(_telling(quote.exact)), set(_telling(other.exact))
    if len(ours & theirs) < _LEAST * min(len(ours), len(theirs)) or not ours & theirs:
        return None
    policy = comparing.load_policy("strict")
    spoken = comparing.index(other.exact, ())
    compared = comparing.compare_passage(quote.exact, spoken, 0, len(other.exact), policy)
    if compared.verdict is Verdict.NOT_FOUND:
        return None
    article, from_whom = project.article(other.article_id), _source(project, other)
    hush = in_confidence(quote, source) or in_confidence(other, from_whom)
    return _told(article, quote, source, other, from_whom, hush, compared)


def _told(
    article: Article,
    quote: Quote,
    source: Source | None,
    other: Quote,
    from_whom: Source | None,
    hush: bool,
    compared: comparing.Comparison,
) -> Elsewhere:
    name = _name(other, from_whom)
    return Elsewhere(
        quote_id=other.id,
        article_id=article.id,
        headline=article.headline,
        outlet=article.outlet,
        date=article.date,
        words=other.exact,
        speaker="" if hush and not (from_whom and from_whom.confidential) else name,
        same_speaker=None if hush else _same(quote, source, other, from_whom),
        same_words=compared.verdict is Verdict.VERBATIM,
        score=compared.score,
        differences=() if compared.verdict is Verdict.VERBATIM else compared.differences,
    )


def _name(quote: Quote, source: Source | None) -> str:
    if source is not None:
        return source.code_name if source.confidential else source.name
    return quote.name or quote.speaker


def _same(quote: Quote, source: Source | None, other: Quote, from_whom: Source | None) -> bool:
    if source is not None and from_whom is not None and source.id == from_whom.id:
        return True
    one, two = _name(quote, source), _name(other, from_whom)
    return bool(one) and bool(two) and same_person(one, two)


def _source(project: Project, quote: Quote) -> Source | None:
    return project.source(quote.source_id) if quote.source_id is not None else None
