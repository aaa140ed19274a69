"""Verbs on sources: who or what speaks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.edits.making import make, with_fields
from app.workflow import exposed
from db.changes import Edit
from db.records import Attribution, Quote, Source, Terms
from db.rows import changed, inserted, removed


def add_source(source: Source, *, who: str) -> Edit:
    """Add a source to the directory. A confidential one comes already sealed, under its code name."""
    return make("add_source", who, [inserted(source)])


def set_source(source: Source, *, who: str, **fields: Any) -> Edit:
    """Change what is known of a source."""
    return make("set_source", who, [with_fields(source, fields)])


def give_source(quote: Quote, source: Source | None, terms: Terms | None = None, *, who: str) -> Edit:
    """Say who spoke, or take it back with None.

    A quote without a name gets the source's; a confidential source's code name replaces whatever name stood there.
    A quote of a confidential source is nobody's by name and not on the record any more; `terms` are those agreed.
    """
    name = quote.name
    if source is not None:
        name = source.code_name if source.confidential else quote.name or source.name
    given = replace(quote, source_id=source.id if source else None, name=name, terms=terms or quote.terms)
    if given.attribution is Attribution.NAMED and exposed(given, source):
        given = replace(given, attribution=Attribution.ANONYMOUS)
    if given.terms is Terms.ON_RECORD and exposed(given, source):
        given = replace(given, terms=Terms.NOT_AGREED)
    return make("give_source", who, [changed(quote, given)], quote.article_id)


def merge_sources(kept: Source, others: Sequence[Source], quotes: Sequence[Quote], *, who: str) -> Edit:
    """Make one source of several. `quotes` are all those given to one of `others`; they go over to `kept`."""
    gone = {source.id for source in others if source.id != kept.id}
    passed = [changed(quote, replace(quote, source_id=kept.id)) for quote in quotes if quote.source_id in gone]
    return make("merge_sources", who, [*passed, *(removed(s) for s in others if s.id in gone)])
