"""A data sheet comes back into a library as its article, quotes unchecked; one that was tampered with does not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.project import Project
from app.reading.apart import Reader
from app.sheets import Choice, Sheet, data, gather, proof, render, taking
from app.sheets.sheet import Row, joined
from db.errors import Unreadable
from db.records import Status
from tests.app.sheets import samples
from tests.app.sheets.test_sheets_formats import HOSTILE, draft, final, sheet_of

SAME = (
    *("number", "paragraph", "place", "start", "end", "exact", "form", "form_words", "attribution", "terms"),
    *("attribution_words", "terms_words", "agreed_wording", "agreed", "speaker", "change_from", "change_to", "note"),
)
HEAD = (
    "kicker",
    "headline",
    "standfirst",
    "byline",
    "outlet",
    "dateline",
    "date",
    "address",
    "language",
    "article_hash",
)


def through_a_library(sheet: Sheet, folder: Path) -> Sheet:
    """The sheet written, brought into a library on the disk, and gathered from there."""
    new = taking.new_article(render(sheet, ".json"), "s.json", who="Rosa")
    project = Project.open(folder / "desk.onrecord")
    project.apply(new.edit, new.originals)
    project.close()
    project = Project.open(folder / "desk.onrecord")
    try:
        desk = project.desk(new.article.id)
        assert project.verify().intact
        return gather(
            desk, samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD, choice=sheet.choice
        )
    finally:
        project.close()


def told(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in SAME} | {"clause": joined(row.published)} for row in rows]


@pytest.mark.parametrize("which", ["draft", "final", *HOSTILE])
def test_json_to_library_to_json_is_the_same_where_it_can_be(tmp_path: Path, which: str) -> None:
    sheet = {"draft": draft, "final": final}[which]() if which in ("draft", "final") else sheet_of(HOSTILE[which])
    again = data.read(render(through_a_library(sheet, tmp_path), ".json"))
    assert again.text == sheet.text
    assert [getattr(again.head, name) for name in HEAD] == [getattr(sheet.head, name) for name in HEAD]
    for one, other in zip(told(again.rows), told(sheet.rows), strict=True):
        assert one == other


def test_nothing_comes_back_as_checked(tmp_path: Path) -> None:
    again = through_a_library(final(), tmp_path)
    assert again.head.state == "draft"
    assert {row.status for row in again.rows} == {Status.UNCHECKED}
    assert all(row.left and row.checker == "" and row.proof is None for row in again.rows)
    assert again.foot.sign_offs == ("Nobody has signed this sheet off.",)


def test_what_the_sheet_said_comes_along_as_a_remark_and_marks_its_origin() -> None:
    sheet = draft()
    content = render(sheet, ".json")
    new = taking.new_article(content, "s.json", who="Rosa")
    assert new.originals[0].content == content
    assert new.article.original == new.originals[0].sha256
    assert {quote.found_by for quote in new.quotes} == {f"sheet:{data.fingerprint(sheet)}"}
    remarks = [change.after for change in new.edit.changes if change.table == "comments"]
    assert len(remarks) == len(new.quotes) == 9
    first = next(one for one in remarks if one and one["quote_id"] == new.quotes[0].id)
    assert first["who"] == "Rosa" and first["resolved"]
    assert "Ruling: Needs change: two words lost. Noor Haddad" in str(first["text"])
    assert "Evidence: E1 own recording: press call" in str(first["text"])
    assert not [change for change in new.edit.changes if change.table in ("rulings", "checks", "evidence", "sources")]


def test_ids_are_made_afresh() -> None:
    content = render(draft(), ".json")
    first, second = (taking.new_article(content, "s.json", who="Rosa") for _ in range(2))
    ids = [one.article.id for one in (first, second)] + [quote.id for one in (first, second) for quote in one.quotes]
    assert len(set(ids)) == len(ids)
    assert not {samples.ARTICLE, *(row.quote_id for row in draft().rows)} & set(ids)


def test_the_excluded_stay_excluded_and_some_quotes_are_some_quotes(tmp_path: Path) -> None:
    again = through_a_library(draft(), tmp_path)
    assert again.rows[8].status_words == "Excluded: told elsewhere, by another paper"
    few = gather(samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, choice=Choice(quotes="open"))
    assert len(taking.new_article(render(few, ".json"), "s.json", who="Rosa").quotes) == 3


def test_a_policy_that_is_not_here_is_not_taken() -> None:
    content = render(draft(), ".json")
    for known in ("strict", "standard"):
        taken = taking.new_article(content, "s", who="Rosa", policies=[known], policy="strict")
        assert taken.article.policy == known


def honest(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A sheet that somebody changed and hashed anew."""
    whole = json.loads(render(draft(), ".json"))
    change(whole["sheet"])
    whole["parts"] = data.parts(whole["sheet"])
    whole["hash"] = data.hash_of(whole["parts"])
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda s: s["rows"][0].update(start=-1), "hostile"),
        (lambda s: s["rows"][0].update(end=10**9), "hostile"),
        (lambda s: s["rows"][0].update(exact="other words"), "hostile"),
        (lambda s: s["rows"][0].update(form="shouted"), "hostile"),
        (lambda s: s["rows"][0].update(terms="whatever"), "hostile"),
        (lambda s: s["rows"][1].update(quote_id=s["rows"][0]["quote_id"]), "hostile"),
        (lambda s: s["head"].update(address="javascript:alert(1)"), "hostile"),
        (lambda s: s["head"].update(headline="a\x00b"), "hostile"),
        (lambda s: s["choice"].update(language="../../etc/passwd"), "hostile"),
        (lambda s: s["choice"].update(language="x" * 300), "hostile"),  # longer than any file's name
        (lambda s: s["rows"][0].update(start="58"), "damaged"),
        (lambda s: s["rows"][0].update(start=True), "damaged"),
        (lambda s: s["rows"][0].pop("note"), "damaged"),
        (lambda s: s.update(rows=7), "damaged"),
        (lambda s: s.update(text=None), "damaged"),
    ],
)
def test_a_hostile_sheet_is_refused_also_with_hashes_that_fit(
    change: Callable[[dict[str, Any]], object], why: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        taking.new_article(honest(change), "s.json", who="Rosa")
    assert refused.value.values["why"] == why


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\udc00\\ud800"])
def test_half_a_character_is_damage_also_to_whoever_verifies(tmp_path: Path, half: str) -> None:
    (tmp_path / "s.json").write_bytes(render(draft(), ".json").replace(b"Lens makers", half.encode(), 1))
    for read in (proof.verify, lambda path: taking.new_article(path.read_bytes(), "s.json", who="Rosa")):
        with pytest.raises(Unreadable) as refused:
            read(tmp_path / "s.json")
        assert refused.value.values["why"] == "damaged"


def test_a_changed_sheet_is_refused_and_told_where() -> None:
    whole = json.loads(render(draft(), ".json"))
    whole["sheet"]["rows"][2]["speaker"] = "Somebody else"
    with pytest.raises(Unreadable) as refused:
        taking.new_article(json.dumps(whole).encode(), "s.json", who="Rosa")
    assert refused.value.values == {"why": "not_intact", "name": "s.json", "where": "rows/3"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 20_000), st.binary(max_size=3))
def test_a_sheet_with_any_bytes_in_it_is_refused_or_the_same(at: int, put: bytes) -> None:
    content = render(final(), ".json")
    spoilt = content[:at] + put + content[at + len(put) :]
    try:
        new = taking.new_article(spoilt, "s.json", who="Rosa")
    except Unreadable:
        return
    assert new.article.text == final().text
    assert [quote.exact for quote in new.quotes] == [row.exact for row in final().rows]


def test_only_a_file_that_claims_to_be_a_sheet_is_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(render(draft(), ".json"))
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "s.txt").write_bytes(render(draft(), ".json"))
    assert taking.content_of(tmp_path / "s.json") == render(draft(), ".json")
    assert [taking.content_of(tmp_path / name) for name in ("other.json", "s.txt", "none.json", ".")] == [None] * 4


def test_a_repeated_clause_is_found_round_its_own_quote() -> None:
    sheet = sheet_of("no")
    clause = (replace(sheet.rows[0].published[0], text="Ada said no"),)
    row = replace(sheet.rows[0], start=22, end=24, exact="no", published=clause)
    whole = replace(sheet, text="Ada said no. Ada said no. Ada said no.", rows=(row,))
    new = taking.new_article(render(whole, ".json"), "s", who="Rosa")
    assert (new.quotes[0].content_start, new.quotes[0].content_end) == (13, 24)


def test_a_deadline_given_on_the_way_in_is_kept_whatever_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(render(draft(), ".json"))
    (tmp_path / "a.txt").write_text("“We never sold that machine,” said Ada Muster.", encoding="utf-8")
    deadline = "2026-11-24T18:00:00.000Z"
    with Reader() as reader:
        for name, quotes in (("s.json", len(draft().rows)), ("a.txt", 1)):
            new = taking.from_file(
                tmp_path / name, reader, who="Rosa", policies=tmp_path, policy="standard", deadline=deadline
            )
            assert (new.article.deadline, len(new.quotes)) == (deadline, quotes)
