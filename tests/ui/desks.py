"""Desks as far on as a test needs them, made without a library."""

from dataclasses import replace

from db.records import Status
from tests import builders


def checked(of, **fields):
    """A desk whose first quote was compared: verbatim unless told otherwise."""
    first, second, third = builders.quotes(of)
    piece = builders.evidence(of)
    check = builders.check(first, piece, **fields)
    return builders.desk(of, [first, second, third], evidence=[piece], checks=[check]), first


def ruled(of, status=Status.UNVERIFIABLE):
    """A desk all of whose quotes are ruled on."""
    quotes = [replace(one, status=status) for one in builders.quotes(of)]
    return builders.desk(of, quotes, rulings=[builders.ruling(one, status) for one in quotes])
