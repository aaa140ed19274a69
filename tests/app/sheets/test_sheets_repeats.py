"""JSON → library → JSON: the same where a key named here signed the sheet and nobody touched it; else unchecked."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import edits
from app.project import Project
from app.sheets import Choice, Sheet, data, gather, proof, render, repeats, taking
from app.sheets.repeats import Came
from db.records import ArticleId, Status, Verdict
from tests.app.sheets import samples
from tests.app.sheets.test_sheets_formats import HOSTILE, draft, final, sheet_of

DESK = proof.signer_of("Rosa", bytes(range(32)))
NAMED = {DESK.key: "The night desk"}
LATER = "2026-11-23T08:00:00.000Z"
WHICH: dict[str, Callable[[], Sheet]] = {"draft": draft, "final": final}
WHICH |= {name: (lambda words=words: sheet_of(words)) for name, words in HOSTILE.items()}


def signed(sheet: Sheet, by: proof.Signer = DESK) -> bytes:
    return data.render(sheet, by.sign(data.content_hash(sheet), sheet.foot.made_at))


@pytest.fixture
def library(tmp_path: Path):
    project = Project.open(tmp_path / "desk.onrecord")
    yield project
    project.close()


def taken(project: Project, content: bytes) -> ArticleId:
    new = taking.new_article(content, "s.json", who="Vera")
    project.apply(new.edit, new.originals)
    return new.article.id


def again(
    project: Project, article: ArticleId, keys: dict[str, str], choice: Choice | None = None
) -> tuple[Came | None, Sheet]:
    """The sheet of an article as a library gives it back, read from the file that would be written."""
    desk = project.desk(article)
    came = repeats.came(desk, project.original, keys)
    made = gather(
        desk, samples.POLICY, now=LATER, keep_out=samples.KEPT, head="ab" * 32, came=came, choice=choice or Choice()
    )
    return came, data.read(render(made, ".json"))


def comparable(content: bytes) -> dict[str, Any]:
    """A data sheet whole, without what docs/decisions/0008 says must differ: ids, moments, history, hashes, origin."""
    whole = json.loads(content)
    told = whole["sheet"]
    for row in told["rows"]:
        del row["quote_id"]
    for name in ("article_id", "elsewhere"):
        del told["head"][name]
    for name in ("made_at", "made", "history_head", "key", "verify"):
        del told["foot"][name]
    return {"schema": whole["schema"], "sheet": told}


@pytest.mark.parametrize("which", WHICH)
def test_a_signed_sheet_that_nobody_touched_goes_out_as_it_came_in(library: Project, which: str) -> None:
    sheet = WHICH[which]()
    content = signed(sheet)
    _, back = again(library, taken(library, content), NAMED, sheet.choice)
    assert comparable(render(back, ".json")) == comparable(content)
    assert back.head.elsewhere.startswith("Checked elsewhere: this repeats the sheet ")
    assert back.head.elsewhere.endswith("signed with the key of The night desk. Nobody has checked it here.")
    assert back.foot.made_at == LATER


def test_the_desk_counts_nothing_of_it_as_checked(library: Project) -> None:
    article = taken(library, signed(final()))
    desk = library.desk(article)
    assert {state.quote.status for state in desk.states} == {Status.UNCHECKED}
    assert desk.sign_off is None and all(state.open for state in desk.states)
    assert not [state for state in desk.states if state.rulings or state.checks]


@pytest.mark.parametrize("keys", [{}, {proof.signer_of("x", bytes(32)).key: "Somebody else"}])
def test_a_key_that_nobody_named_here_counts_for_nothing(library: Project, keys: dict[str, str]) -> None:
    came, back = again(library, taken(library, signed(final())), keys)
    assert came is None
    assert back.head.state == "draft" and back.head.elsewhere == ""
    assert {row.status for row in back.rows} == {Status.UNCHECKED}


def test_an_unsigned_sheet_comes_back_unchecked(library: Project) -> None:
    came, back = again(library, taken(library, render(final(), ".json")), NAMED)
    assert came is None and back.head.state == "draft"


def test_a_signature_of_another_sheet_is_no_signature(library: Project) -> None:
    whole = json.loads(signed(final()))
    whole["signature"]["value"] = json.loads(signed(draft()))["signature"]["value"]
    came, back = again(library, taken(library, json.dumps(whole).encode()), NAMED)
    assert came is None and back.head.state == "draft"


def _set_note(project: Project, article: ArticleId) -> None:
    project.apply(edits.set_quote(project.desk(article).states[0].quote, who="Vera", note="another"))


def _comment(project: Project, article: ArticleId) -> None:
    project.apply(edits.comment(project.desk(article).states[0].quote, "Is that so?", who="Vera"))


def _rule(project: Project, article: ArticleId) -> None:
    desk = project.desk(article)
    project.apply(edits.rule(desk, desk.states[0].quote.id, Status.UNVERIFIABLE, "nobody answers", who="Vera"))


def _attach(project: Project, article: ArticleId) -> None:
    piece = replace(samples.PRESS_CALL, article_id=article, original=None)
    project.apply(edits.attach_evidence(piece, who="Vera"))


def _set_article(project: Project, article: ArticleId) -> None:
    project.apply(edits.set_article(project.desk(article).article, who="Vera", headline="Another headline"))


def _replace_text(project: Project, article: ArticleId) -> None:
    desk = project.desk(article)
    text = desk.article.text + "\n\nOne more paragraph."
    project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], text, who="Vera"))


@pytest.mark.parametrize("touch", [_set_note, _comment, _rule, _attach, _set_article, _replace_text])
def test_whatever_was_touched_is_a_sheet_of_this_desk(
    library: Project, touch: Callable[[Project, ArticleId], None]
) -> None:
    article = taken(library, signed(final()))
    touch(library, article)
    _, back = again(library, article, NAMED)
    assert back.head.state == "draft" and back.head.elsewhere == ""
    assert Status.VERBATIM not in {row.status for row in back.rows}


def test_a_choice_shows_less_of_it_and_never_more(library: Project) -> None:
    article = taken(library, signed(draft()))
    bare = Choice(quotes="open", order="status", said=False, reasons=False)
    _, back = again(library, article, NAMED, bare)
    assert [row.left or bool(row.stale) for row in back.rows] == [True] * len(back.rows) and back.rows
    assert not [row for row in back.rows if row.said or row.differences or row.note or row.comments or row.checker]
    assert not [run for row in back.rows for run in row.published if run.change]
    assert back.head.selection == "Only the quotes still left to check are listed."
    _, back = again(library, article, NAMED, Choice(quotes="changed"))
    assert [row.number for row in back.rows] == [1]


def test_the_chain_of_desks_is_told_whole(library: Project) -> None:
    first = taken(library, signed(final()))
    _, once = again(library, first, NAMED)
    other = proof.signer_of("Otto", bytes(32))
    second = taken(library, signed(once, other))
    _, twice = again(library, second, {other.key: "The agency"})
    assert "the key of The night desk" in twice.head.elsewhere and "the key of The agency" in twice.head.elsewhere
    assert [row.verdict for row in twice.rows] == [Verdict.VERBATIM, Verdict.ALTERED]


def test_every_format_says_that_nobody_checked_it_here(library: Project) -> None:
    from tests.app.sheets import reading

    _, back = again(library, taken(library, signed(final())), NAMED)
    for ending in reading.ENDINGS:
        if ending not in (".csv", ".jsonld"):
            assert "Nobody has checked it here." in " ".join(reading.text(render(back, ending), ending).split()), ending
