"""An article handed over in one file: all of it arrives, both sides' changes are kept, twice changes nothing."""

import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app import conflicts, edits, pack
from app.choosing import can_be_chosen
from app.project import Project
from db.records import Article, ArticleId, Status, Terms
from tests import builders, deeds
from tests.db.make_fixture import contents
from tests.faults.conftest import sound

Opener = Callable[..., Project]
SECRET = "Xaver Geheim"
RECORDS = ("articles", "quotes", "evidence", "checks", "rulings", "comments")


def busy(project: Project, seed: int = 3, many: int = 60) -> ArticleId:
    """An article that much was done to."""
    chance = random.Random(seed)
    original = builders.original(b"as it came in", name="/home/rosa/secret folder/story.html")
    article = builders.article(original=original.sha256)
    project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])
    for _ in range(many):
        deeds.do(project, chance.randrange(len(deeds.DEEDS)), chance.randrange(60))
    return article.id


def records(project: Project) -> dict[str, Any]:
    held = contents(project.path)
    return {table: held[table] for table in RECORDS}


def handed(mine: Project, theirs: Project, article: ArticleId, folder: Path) -> pack.Unpacked:
    path = folder / "story.onrecordpack"
    pack.pack(mine, article, path)
    return pack.unpack(theirs, path, "Bob")


@pytest.mark.parametrize("seed", range(4))
def test_all_of_it_arrives(open_library: Opener, tmp_path: Path, seed: int) -> None:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = busy(mine, seed)
    came = handed(mine, theirs, article, tmp_path)
    assert came.conflicts == ()
    assert records(theirs) == records(mine)
    told = [(e.edit.id, e.edit.verb, e.edit.who, e.edit.at) for e in theirs.history(limit=1000)]
    assert told == [(e.edit.id, e.edit.verb, e.edit.who, e.edit.at) for e in mine.history(limit=1000)]
    assert theirs.desk(article).progress == mine.desk(article).progress
    sha = builders.original(b"as it came in").sha256
    assert (theirs.original(sha).content, theirs.original(sha).name) == (b"as it came in", "story.html")
    sound(theirs.path)


def test_other_articles_stay_at_home(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    other = builders.article(headline="not to be handed over")
    mine.apply(edits.add_article(other, builders.quotes(other), who="Ada"))
    handed(mine, theirs, busy(mine, many=5), tmp_path)
    assert len(theirs.articles()) == 1


def test_a_second_time_changes_nothing(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = busy(mine)
    handed(mine, theirs, article, tmp_path)
    before = contents(theirs.path)
    again = handed(mine, theirs, article, tmp_path)
    assert (again.edits, again.conflicts) == (0, ())
    assert contents(theirs.path) == before
    assert handed(mine, mine, article, tmp_path).edits == 0


def both(open_library: Opener, tmp_path: Path) -> tuple[Project, Project, Article]:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = builders.article()
    mine.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    handed(mine, theirs, article.id, tmp_path)
    return mine, theirs, article


def test_both_sides_changes_are_kept(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs, article = both(open_library, tmp_path)
    first, second, _ = (state.quote for state in mine.desk(article.id).states)
    mine.apply(edits.set_quote(first, who="Ada", note="mine"))
    mine.apply(edits.comment(first, "is it?", who="Ada"))
    theirs.apply(edits.set_quote(first, who="Bob", speaker="theirs", terms=Terms.BACKGROUND, agreed_wording="an aide"))
    theirs.apply(edits.rule(theirs.desk(article.id), second.id, Status.DISPUTED, "denied", who="Bob"))
    there, here = handed(mine, theirs, article.id, tmp_path), handed(theirs, mine, article.id, tmp_path)
    assert (there.edits, here.edits, there.conflicts, here.conflicts) == (2, 2, (), ())
    assert records(mine) == records(theirs)
    quote = mine.quote(first.id)
    assert (quote.note, quote.speaker, quote.terms) == ("mine", "theirs", Terms.BACKGROUND)
    assert mine.quote(second.id).status is Status.DISPUTED
    assert handed(mine, theirs, article.id, tmp_path).edits == 0
    for project in (mine, theirs):
        sound(project.path)


def test_what_both_changed_is_told_and_ours_stays(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs, article = both(open_library, tmp_path)
    first, second, third = (state.quote for state in mine.desk(article.id).states)
    mine.apply(edits.set_quote(first, who="Ada", note="mine", speaker="M"))
    theirs.apply(edits.set_quote(first, who="Bob", note="in between"))
    theirs.apply(edits.set_quote(theirs.quote(first.id), who="Bob", note="theirs", agreed_by="Bob"))
    mine.apply(edits.set_quote(second, who="Ada", note="same"))
    theirs.apply(edits.set_quote(second, who="Bob", note="same"))
    mine.apply(edits.rule(mine.desk(article.id), third.id, Status.UNVERIFIABLE, "no tape", who="Ada"))
    theirs.apply(edits.rule(theirs.desk(article.id), third.id, Status.DISPUTED, "denied", who="Bob"))
    came = handed(theirs, mine, article.id, tmp_path)
    assert set(came.conflicts) == {
        conflicts.Conflict("quotes", first.id, "note", "mine", "theirs", ""),
        conflicts.Conflict("quotes", third.id, "status", "unverifiable", "disputed", "unchecked"),
    }
    quote = mine.quote(first.id)
    assert (quote.note, quote.speaker, quote.agreed_by) == ("mine", "M", "Bob")
    state = mine.desk(article.id).state(third.id)
    assert (state.quote.status, state.stale, len(state.rulings)) == (Status.UNVERIFIABLE, "", 1)
    sound(mine.path)


def test_a_text_changed_on_one_side_takes_the_other_side_s_quotes_along(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs, article = both(open_library, tmp_path)
    quotes = [state.quote for state in theirs.desk(article.id).states]
    theirs.apply(edits.replace_text(article, quotes, "So to say: " + article.text, who="Bob"))
    at = article.text.index("The ministry declined")
    mine.apply(edits.add_quote(article, at, at + 21, builders.Form.INDIRECT, who="Ada"))
    assert handed(theirs, mine, article.id, tmp_path).conflicts == ()
    assert handed(mine, theirs, article.id, tmp_path).conflicts == ()
    for project in (mine, theirs):
        text = project.article(article.id).text
        states = project.desk(article.id).states
        assert len(states) == 4
        assert all(text[s.quote.start : s.quote.end] == s.quote.exact for s in states)
    sound(mine.path)


def test_a_text_changed_in_two_places_leaves_what_stands_between(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = builders.article()
    mine.apply(edits.add_article(article, builders.quotes(article), who="Ada"))
    quotes = [state.quote for state in mine.desk(article.id).states]
    first, *between, last = article.text.split(" ")
    text = " ".join((first[::-1], *between, last, "It", "was", "Monday."))
    mine.apply(edits.replace_text(article, quotes, text, who="Ada"))
    assert handed(mine, theirs, article.id, tmp_path).conflicts == ()
    assert records(theirs) == records(mine)
    assert {quote.exact for quote in quotes} <= {s.quote.exact for s in theirs.desk(article.id).states}


CLASHING = (0, 5, 6, 13)  # a ruling, a field, the text, bounds: what both sides mostly change
DEED = st.sampled_from(CLASHING) | st.integers(0, len(deeds.DEEDS) - 1)


@settings(max_examples=int(os.environ.get("ONRECORD_MERGES", "25")))
@given(st.lists(st.tuples(st.booleans(), DEED, st.integers(0, 60)), max_size=25))
@example([(False, 6, 4), (False, 6, 17), (True, 13, 0)])  # a text changed there, and bounds in it here
@example([(False, 6, 7), (False, 19, 2), (True, 6, 0)])  # a place moved there and back, and here
@example([(False, 19, 0), (True, 6, 3), (True, 19, 0)])  # a quote there whose clause would begin before our text
@example([(False, 19, 0), (False, 19, 2), (True, 12, 0)])  # a place taken along by a later edit of theirs
@example([*[(False, 0, 0)] * 6, (False, 19, 0), (True, 19, 19), (False, 12, 22)])  # a text, and a place in it
def test_whatever_both_sides_did(tmp_path_factory: pytest.TempPathFactory, done: list[tuple[bool, int, int]]) -> None:
    folder = tmp_path_factory.mktemp("both")

    def policy(_: str) -> str:
        return builders.POLICY_HASH

    with Project.open(folder / "a.onrecord", policy) as mine, Project.open(folder / "b.onrecord", policy) as theirs:
        article = busy(mine, many=0)
        handed(mine, theirs, article, folder)
        for ours, which, n in done:
            deeds.do(mine if ours else theirs, which, n)
        kept = mine_rows(mine)
        came = handed(theirs, mine, article, folder)
        sound(mine.path)
        stands(mine, article)
        assert mine.desk(article).progress == mine.articles()[0].progress
        if not any(ours for ours, _, _ in done):
            assert came.conflicts == ()
            assert records(mine) == records(theirs)
        now = mine_rows(mine)
        for conflict in came.conflicts:
            for field in conflicts.UNITS.get(conflict.table, {}).get(conflict.field, (conflict.field,)):
                if field and conflict.id in kept and conflict.field != "place":
                    assert now[conflict.id][field] == kept[conflict.id][field]
        before = contents(mine.path)
        again = handed(theirs, mine, article, folder)
        assert contents(mine.path) == before
        assert again.conflicts == came.conflicts, "asked again until somebody chooses"
        chosen_at_random(theirs, mine, came.conflicts, article, folder, done)


def chosen_at_random(
    theirs: Project, mine: Project, told: tuple[conflicts.Conflict, ...], article: ArticleId, folder: Path, seed: Any
) -> None:
    """Some of the conflicts are chosen about: that holds, loses nothing, makes nobody's word up, and can be undone."""
    chance = random.Random(str(seed))
    sides = [pack.Side.MINE, pack.Side.THEIRS]
    choices = [pack.Choice(c, chance.choice(sides)) for c in told if can_be_chosen(c) and chance.random() < 0.8]
    if not choices:
        return
    before, steps = records(mine), len(mine.history(limit=10_000))
    given = {r["id"]: r for one in (mine, theirs) for r in records(one)["rulings"]}
    read = {(r["id"], r["text"], r["capture"]) for one in (mine, theirs) for r in records(one)["evidence"]}
    held = pack.read(folder / "story.onrecordpack")
    came = pack.choose(mine, held, choices, "Cleo")
    sound(mine.path)
    stands(mine, article)
    deeds.agreed(mine)
    assert not {one.unit for one in came.conflicts} & {one.conflict.unit for one in choices}, "asked once"
    now = records(mine)
    for row in now["rulings"]:
        same = {name: value for name, value in row.items() if not name.startswith("taken_") and name != "check_id"}
        assert same.items() <= given[row["id"]].items(), "nobody's word is made up"
    assert {(r["id"], r["text"], r["capture"]) for r in now["evidence"] if r["capture"] == "verified"} <= read
    if any(one.conflict.field == "status" for one in choices):
        assert mine.desk(article).sign_off is None, "a choice is signed anew"
    entries = mine.history(limit=10_000)
    for one in choices:
        if one.conflict.field not in ("place", "text"):
            column = one.conflict.field
            sides_of = [
                (c.before or {}).get(column) for e in entries for c in e.edit.changes if c.id == one.conflict.id
            ]
            sides_of += [
                (c.after or {}).get(column) for e in entries for c in e.edit.changes if c.id == one.conflict.id
            ]
            assert {one.conflict.mine, one.conflict.theirs} <= set(sides_of), "both stay in history"
    kept = contents(mine.path)
    assert pack.bring_in(mine, held, "Cleo").edits == 0
    assert contents(mine.path) == kept, "importing again changes nothing"
    for _ in range(len(entries) - steps):
        mine.undo("Cleo")
    assert records(mine) == before, "all of it can be taken back"
    sound(mine.path)


def stands(project: Project, article: ArticleId) -> None:
    """Each quote's words are those of the text at its place."""
    desk = project.desk(article)
    found = [(s.quote.exact, desk.article.text[s.quote.start : s.quote.end]) for s in desk.states if not s.lost]
    assert [words for words, _ in found] == [there for _, there in found]


def mine_rows(project: Project) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for rows in records(project).values() for row in rows}


def test_no_confidential_identity_and_no_folder_leaves(open_library: Opener, tmp_path: Path) -> None:
    mine, theirs = open_library("mine.onrecord"), open_library("theirs.onrecord")
    article = busy(mine, many=0)
    first = mine.desk(article).states[0].quote
    mine.apply(edits.set_quote(first, who="Ada", name=SECRET, speaker=SECRET))
    named = builders.source(SECRET, role="deputy " + SECRET)
    mine.apply(edits.add_source(named, who="Ada"))
    mine.apply(edits.give_source(mine.quote(first.id), named, who="Ada"))
    fields = {"confidential": True, "code_name": "Robin", "sealed": "1:U0VDUkVU", "name": "", "role": ""}
    mine.apply(edits.set_source(named, who="Ada", **fields))
    mine.apply(edits.give_source(mine.quote(first.id), mine.source(named.id), who="Ada"))
    mine.apply(edits.set_quote(mine.quote(first.id), who="Ada", speaker="an aide"))
    path = tmp_path / "story.onrecordpack"
    pack.pack(mine, article, path)
    with zipfile.ZipFile(path) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
    for word in (SECRET, "Geheim", "U0VDUkVU", "/home", "secret folder", str(tmp_path)):
        assert word.encode() not in everything, word
    assert b"Robin" in everything
    pack.unpack(theirs, path, "Bob")
    state = theirs.desk(article).states[0]
    assert state.source is not None
    assert (state.source.code_name, state.source.sealed, state.quote.name) == ("Robin", "", "Robin")
    assert pack.unpack(mine, path, "Ada").conflicts == ()
    assert mine.source(named.id).sealed == "1:U0VDUkVU"
