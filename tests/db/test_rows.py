"""Every record comes back from its row as it went in."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.project import Project
from db import rows
from db.changes import Change, Edit
from db.records import Difference, Form, Kind, LeftOut, Quote, Status, Turn
from tests import builders

ARTICLE = builders.article(left_out=(LeftOut("Share this", "share", 12), LeftOut("Advert", "advert", 0)))
QUOTE = builders.quote(ARTICLE, spans=((1, 4), (9, 12)), source_id=None, confidence=0.1 + 0.2)
EVIDENCE = builders.evidence(ARTICLE, turns=(Turn(0, 4), Turn(4, 9, "Ada", 1.5), Turn(9, 12, page=3)))
DIFFERENCE = Difference(Kind.NEGATION, False, (0, 3), (5, 9), "never", "")
CHECK = builders.check(QUOTE, EVIDENCE, differences=(DIFFERENCE, replace(DIFFERENCE, allowed=True)))
RECORDS = [
    ARTICLE,
    QUOTE,
    EVIDENCE,
    CHECK,
    builders.ruling(QUOTE, marks=("a", "b")),
    builders.comment(QUOTE, resolved=True),
    builders.source(confidential=True, name="", code_name="Heron", sealed="1:xyz"),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_as_it_went_in(record: Any) -> None:
    row = rows.to_row(record)
    assert tuple(row) == tuple(field.name for field in fields(record))
    assert all(value is None or type(value) in (str, int, float) for value in row.values())
    assert rows.from_row(type(record), tuple(row.values())) == record


@given(st.text(), st.lists(st.tuples(st.integers(0, 2**31), st.integers(0, 2**31))), st.floats(0, 1))
def test_a_quote_with_any_words_comes_back(words: str, spans: list[tuple[int, int]], confidence: float) -> None:
    quote = replace(QUOTE, exact=words, spans=tuple(spans), confidence=confidence)
    assert rows.from_row(Quote, tuple(rows.to_row(quote).values())) == quote


def test_a_change_holds_only_what_differs() -> None:
    change = rows.changed(QUOTE, replace(QUOTE, note="ask again", terms=QUOTE.terms))
    assert change == Change("quotes", QUOTE.id, {"note": ""}, {"note": "ask again"})
    assert rows.changed(QUOTE, replace(QUOTE)) is None


def test_codes_are_checked_by_the_tables(project: Project) -> None:
    project.apply(Edit("add_article", "A", (rows.inserted(ARTICLE), rows.inserted(QUOTE))))
    for column, code in (("status", "perhaps"), ("form", ""), ("terms", "On_Record"), ("attribution", "somebody")):
        before = {column: rows.to_row(QUOTE)[column]}
        with pytest.raises(ValueError, match="CHECK"):
            project.apply(Edit("set_quote", "A", (Change("quotes", QUOTE.id, before, {column: code}),)))
    assert project.quote(QUOTE.id) == QUOTE


def test_an_unknown_code_in_a_row_is_refused() -> None:
    row = rows.to_row(QUOTE) | {"form": "perhaps"}
    with pytest.raises(ValueError, match="perhaps"):
        rows.from_row(Quote, tuple(row.values()))
    assert rows.from_row(Quote, tuple((row | {"form": "term"}).values())).form is Form.TERM
    assert QUOTE.status is Status.UNCHECKED
