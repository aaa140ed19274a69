"""A pack whose parts anybody may have rewritten, hashes and all, is taken in whole or refused in one sentence."""

import json
import zipfile
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import edits, pack, pack_reading
from app.project import Project
from db.errors import KnownProblem, Unreadable
from tests import builders
from tests.faults.conftest import sound
from tests.fuzz.mutations import EXAMPLES, mutated
from ui.messages import words

_SPICE = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    st.sampled_from(("\ud800", 1 << 63, [], {}, [[]], "0" * 64, "2026-01-01T00:00:00Z")),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder to work in, and a good pack's parts."""
    folder = tmp_path_factory.mktemp("packs")
    return folder, good(folder)


def good(folder):
    """A good pack's parts, by name."""
    path = folder / "good.onrecordpack"
    with Project.open(folder / "mine.onrecord", lambda _: "") as mine:
        original = builders.original()
        article = builders.article(original=original.sha256)
        mine.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])
        piece = builders.evidence(article)
        mine.apply(edits.attach_evidence(piece, who="Ada"))
        quote = mine.desk(article.id).states[0].quote
        mine.apply(edits.record_check(builders.check(quote, piece), who="Ada"))
        mine.apply(edits.comment(quote, "who said so?", who="Bob"))
        mine.apply(edits.set_quote(quote, who="Bob", note="ask again"))
        pack.pack(mine, article.id, path)
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def places(value, path=()):
    """Every way into a value that JSON knows."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def at(value, path):
    for key in path:
        value = value[key]
    return value


@st.composite
def rewritten(draw, content):
    """JSON in which one value is another, one from elsewhere in it, or gone."""
    told = json.loads(content)
    every = places(told)
    path = draw(st.sampled_from(every))
    if not path:
        return json.dumps(draw(_SPICE)).encode()
    place, deed = at(told, path[:-1]), draw(st.sampled_from(("other", "moved", "gone")))
    if deed == "gone":
        del place[path[-1]]
    else:
        place[path[-1]] = (
            draw(_SPICE) if deed == "other" else json.loads(json.dumps(at(told, draw(st.sampled_from(every)))))
        )
    return json.dumps(told).encode()


def forged(folder, parts, name, content):
    """The pack with that part, and the hash that a forger would put right."""
    parts = {**parts, name: content}
    if name != "manifest.json":
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"][name] = sha256(content).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()
    path = folder / "forged.onrecordpack"
    with zipfile.ZipFile(path, "w") as file:
        for part, held in parts.items():
            file.writestr(part, held)
    return path


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(data=st.data())
def test_it_is_taken_in_or_refused(made, data):
    folder, parts = made
    name = data.draw(st.sampled_from(sorted(parts)))
    kinds = [mutated((parts[name],))] + ([rewritten(parts[name])] if name.endswith(".json") else [])
    path = forged(folder, parts, name, data.draw(st.one_of(kinds)))
    taken_in_or_refused(folder, path)


def taken_in_or_refused(folder, path):
    for left in folder.glob("theirs.onrecord*"):
        left.unlink()
    with Project.open(folder / "theirs.onrecord", lambda _: "") as theirs:
        try:
            held = pack_reading.read(path)
            pack.preview(theirs, held)
            pack.bring_in(theirs, held, "Bob")
        except KnownProblem as problem:
            assert words(problem)
            assert theirs.articles() == ()
            return
        for one in theirs.articles():
            assert theirs.desk(one.id).article.id == one.id
        assert pack.unpack(theirs, path, "Bob").edits == 0, "twice changes nothing"
    assert sound(folder / "theirs.onrecord")


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [("articles", "headline", 0), ("quotes", "start", "7"), ("checks", "score", "1.0"), ("checks", "score", 10**400),
     ("quotes", "excluded", True), ("comments", "text", 1.5)],
)  # fmt: skip
def test_a_value_of_another_kind_than_its_column_is_refused(made, table, field, value):
    """A table would make words of a number, and the record would no longer be what history says."""
    folder, parts = made
    told = json.loads(parts["edits.json"])
    row = next(after for edit in told for where, _, before, after in edit["changes"] if where == table and not before)
    assert field in row
    row[field] = value
    path = forged(folder, parts, "edits.json", json.dumps(told).encode())
    with pytest.raises(Unreadable) as refusal:
        pack_reading.read(path)
    assert refusal.value.values["why"] == "damaged"


def without_its_article(edits, originals):
    del edits[:]


def broken_before_it_is_mended(edits, originals):
    """What history comes to is sound; what a merge makes of it need not be."""
    noted = next(edit for edit in edits if edit["verb"] == "set_quote")
    broken, mended = json.loads(json.dumps(noted)), json.loads(json.dumps(noted))
    for n, (edit, status) in enumerate(((broken, "praised"), (mended, "in_check"))):
        edit["id"] = edit["id"][:-12] + f"{n:012}"
        edit["changes"][0][2:] = [{"status": "unchecked"}, {"status": status}]
    edits += [broken, mended]


def an_original_of_no_name(edits, originals):
    """It would be taken in, and no pack with it could be read again."""
    originals[0]["name"] = "article.htm/../"


def added_twice(edits, originals):
    """Bringing it in a second time would not be nothing."""
    again = json.loads(json.dumps(edits[0]))
    again["id"] = again["id"][:-12] + "0" * 12
    edits.append(again)


def a_field_that_was_nothing_before(edits, originals):
    edits[-1]["changes"][0][2] = {}


DEEDS = (
    *(without_its_article, broken_before_it_is_mended, added_twice),
    *(an_original_of_no_name, a_field_that_was_nothing_before),
)


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_taken_in_once(made, deed):
    folder, parts = made
    told = {name: json.loads(parts[f"{name}.json"]) for name in ("edits", "originals")}
    deed(**told)
    for name, value in told.items():
        parts = {**parts, f"{name}.json": json.dumps(value).encode()}
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"] = {name: sha256(parts[name]).hexdigest() for name in manifest["parts"]}
    path = forged(folder, parts, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(Unreadable) as refusal:
        pack_reading.read(path)
    assert refusal.value.values["why"] == "damaged"


def test_the_good_one_is_taken_in(made):
    folder, parts = made
    taken_in_or_refused(folder, forged(folder, parts, "edits.json", parts["edits.json"]))
    with Project.open(folder / "theirs.onrecord", lambda _: "") as theirs:
        assert len(theirs.articles()) == 1
