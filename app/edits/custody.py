"""Verbs on a confidential source: what was done with its sealed identity, by whom and why. No name is ever in them."""

import time
from dataclasses import replace
from datetime import date

from app.edits.making import make
from app.workflow import Reason
from db.changes import Edit
from db.errors import Refused
from db.records import Source, now
from db.rows import changed


def open_source(source: Source, why: str, *, who: str) -> Edit:
    """The seal is about to be opened for `who`. Raises Refused: NEEDS_REASON, NOT_SEALED, FORGOTTEN."""
    _sealed(source)
    while (moment := now()) == source.opened_at:
        time.sleep(0.001)  # a second opening within one millisecond is an opening too, and must change the row
    opened = replace(source, opened_at=moment, opened_for=_reason(why))
    return make("open_source", who, [changed(source, opened)])


def keep_source(source: Source, until: str, *, who: str) -> Edit:
    """The day until which the identity is kept, "" for no such day. Raises Refused: NO_DATE, NOT_SEALED, FORGOTTEN."""
    _sealed(source)
    until = until.strip()
    try:
        until = until and date.fromisoformat(until).isoformat()
    except ValueError as error:
        raise Refused(reason=Reason.NO_DATE) from error
    return make("keep_source", who, [changed(source, replace(source, keep_until=until))])


def hold_source(source: Source, why: str, *, who: str) -> Edit:
    """From now on it must not be forgotten. Raises Refused: NEEDS_REASON, NOT_SEALED, FORGOTTEN."""
    _sealed(source)
    return make("hold_source", who, [changed(source, replace(source, held_for=_reason(why)))])


def release_source(source: Source, *, who: str) -> Edit:
    """The hold is over."""
    return make("release_source", who, [changed(source, replace(source, held_for=""))])


def forget_source(source: Source, *, who: str) -> Edit:
    """Its key is destroyed. Raises Refused: HELD, NOT_SEALED, FORGOTTEN."""
    _sealed(source)
    if source.held_for:
        raise Refused(reason=Reason.HELD, why=source.held_for)
    return make("forget_source", who, [changed(source, replace(source, sealed="", forgotten_at=now()))])


def _sealed(source: Source) -> None:
    if not source.confidential:
        raise Refused(reason=Reason.NOT_SEALED)
    if source.forgotten_at:
        raise Refused(reason=Reason.FORGOTTEN)


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused(reason=Reason.NEEDS_REASON)
    return " ".join(why.split())
