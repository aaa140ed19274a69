"""A pack that somebody made to do harm, or that was altered on its way: refused whole, in words."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import edits, pack
from app.project import Project
from db.errors import KnownProblem, Unreadable
from db.records import ArticleId
from tests import builders
from tests.db.make_fixture import contents
from tests.faults.test_handed_over import Opener, busy


@pytest.fixture
def made(open_library: Opener, tmp_path: Path) -> tuple[Project, Path]:
    mine = open_library("mine.onrecord")
    path = tmp_path / "story.onrecordpack"
    pack.pack(mine, busy(mine, many=20), path)
    return mine, path


def rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The pack with its parts changed, and its hashes put right as a forger would."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    held: dict[str, Any] = {n: json.loads(c) if n.endswith(".json") else c for n, c in parts.items()}
    change(held)
    written = {n: c if isinstance(c, bytes) else json.dumps(c).encode() for n, c in held.items()}
    if isinstance(held.get("manifest.json"), dict) and "parts" in held["manifest.json"]:
        held["manifest.json"]["parts"] = {n: sha256(c).hexdigest() for n, c in written.items()}
        written["manifest.json"] = json.dumps(held["manifest.json"]).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in written.items():
            file.writestr(name, content)
    return path


def _change(held: dict[str, Any], at: int = 0) -> Any:
    return held["edits.json"][0]["changes"][at]


FORGED: dict[str, Callable[[dict[str, Any]], None]] = {
    "another version": lambda held: held["manifest.json"].update(format="onrecord-pack/2"),
    "no format": lambda held: held["manifest.json"].pop("format"),
    "an id that is none": lambda held: held["manifest.json"].update(article="../../etc/passwd"),
    "a table of ours": lambda held: _change(held).__setitem__(0, "history"),
    "a table of SQLite's": lambda held: _change(held).__setitem__(0, "sqlite_master"),
    "a source": lambda held: _change(held).__setitem__(0, "sources"),
    "a field that is none": lambda held: _change(held)[3].update({"nr": 1}),
    "a field too few": lambda held: _change(held)[3].pop("policy"),
    "a code that is none": lambda held: _change(held, 1)[3].update(form="shouted"),
    "a list that is none": lambda held: _change(held, 1)[3].update(spans="["),
    "text for a number": lambda held: _change(held, 1)[3].update(start="one"),
    "a number beyond all": lambda held: _change(held, 1)[3].update(start=1 << 70),
    "a number below none": lambda held: _change(held, 1)[3].update(content_start=-5),
    "another article's row": lambda held: _change(held, 1)[3].update(article_id=builders.new_id()),
    "evidence that is not here": lambda held: held["edits.json"][-1]["changes"].append(
        ["comments", builders.new_id(), None, {"id": "x", "quote_id": "y"}]),
    "nobody": lambda held: held["edits.json"][0].update(who=" "),
    "a verb that is none": lambda held: held["edits.json"][0].update(verb="<b>"),
    "a time that is none": lambda held: held["edits.json"][0].update(at="now"),
    "an original that is another": lambda held: held.update(
        {n: b"other" for n in held if n.startswith("originals/")}
    ),
    "no original": lambda held: held.update({"originals.json": []}),
    "a sealed source": lambda held: held.update({"sources.json": [
        {"id": builders.new_id(), "kind": "person", "name": "", "role": "", "confidential": 1, "code_name": "R",
         "sealed": "1:x"}]}),
    "not a list": lambda held: held.update({"edits.json": {}}),
    "half a letter": lambda held: _change(held)[3].update(headline="\ud800"),
    "not a number": lambda held: held.update({"edits.json": b"[NaN]"}),
    "deep": lambda held: held.update({"edits.json": b"[" * 200_000}),
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_pack_is_refused_whole(made: tuple[Project, Path], open_library: Opener, forgery: str) -> None:
    _, path = made
    theirs = open_library("theirs.onrecord")
    before = contents(theirs.path)
    with pytest.raises(KnownProblem):
        pack.unpack(theirs, rewritten(path, FORGED[forgery]), "Bob")
    assert contents(theirs.path) == before


def test_a_pack_never_changes_another_article(open_library: Opener, made: tuple[Project, Path]) -> None:
    mine, path = made
    other = builders.article(headline="mine alone")
    quotes = builders.quotes(other)
    mine.apply(edits.add_article(other, quotes, who="Ada"))
    before = contents(mine.path)

    def steal(held: dict[str, Any]) -> None:
        edit = {
            "id": builders.new_id(),
            "verb": "set_quote",
            "who": "Eve",
            "at": "2030-01-01T00:00:00Z",
            "undoes": None,
        }
        steals = ["quotes", quotes[0].id, {"note": ""}, {"note": "Eve was here"}]
        held["edits.json"].append({**edit, "changes": [steals]})

    def take_over(held: dict[str, Any]) -> None:
        row = dict(_change(held, 1)[3], id=quotes[0].id)
        edit = {
            "id": builders.new_id(),
            "verb": "add_quote",
            "who": "Eve",
            "at": "2030-01-01T00:00:00Z",
            "undoes": None,
        }
        held["edits.json"].append({**edit, "changes": [
            ["quotes", quotes[0].id, None, row], ["quotes", quotes[0].id, {"note": ""}, {"note": "Eve was here"}]
        ]})  # fmt: skip

    kept = path.read_bytes()
    for forge in (steal, take_over):
        path.write_bytes(kept)
        with pytest.raises(Unreadable) as refusal:
            pack.unpack(mine, rewritten(path, forge), "Ada")
        assert refusal.value.values["why"] == "hostile"
    assert contents(mine.path) == before


def test_a_pack_that_swells_is_refused(made: tuple[Project, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    mine, path = made
    monkeypatch.setattr("app.pack_reading.MOST", 3_000_000)
    rewritten(path, lambda held: held.update({"edits.json": b" " * 4_000_000 + b"[]"}))
    assert path.stat().st_size < 100_000
    with pytest.raises(Unreadable) as refusal:
        pack.unpack(mine, path, "Ada")
    assert refusal.value.values["why"] == "too_large"


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_a_pack_with_bytes_changed_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, other: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "story.onrecordpack"
    content = bytearray(WHOLE())
    at %= len(content)
    content[at : at + len(other)] = other
    path.write_bytes(content)
    try:
        pack.read(path)
    except Unreadable:
        return


_whole: list[bytes] = []


def WHOLE() -> bytes:  # noqa: N802
    import tempfile

    if not _whole:
        with tempfile.TemporaryDirectory() as name, Project.open(Path(name) / "a.onrecord", lambda _: "") as project:
            pack.pack(project, busy(project, many=5), Path(name) / "p")
            _whole.append((Path(name) / "p").read_bytes())
    return _whole[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all", bytes(5000)])
def test_what_is_no_pack_is_told_so(project: Project, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.onrecordpack"
    path.write_bytes(content)
    other = tmp_path / "other.onrecordpack"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    other.write_bytes(made.getvalue())
    for one in (path, other, tmp_path / "none.onrecordpack", tmp_path):
        with pytest.raises(Unreadable):
            pack.unpack(project, one, "Ada")


def signed(project: Project, article: ArticleId, folder: Path) -> Path:
    from app.sheets import proof

    path = folder / "signed.onrecordpack"
    pack.pack(project, article, path, proof.signer_of("Ada of the city desk", bytes(range(32))))
    return path


def test_a_signature_says_whose_key_packed_it(open_library: Opener, tmp_path: Path) -> None:
    from app.sheets import proof

    mine = open_library("mine.onrecord")
    held = pack.read(signed(mine, busy(mine), tmp_path))
    assert held.key == proof.signer_of("", bytes(range(32))).key
    assert held.claimed == "Ada of the city desk"
    assert pack.read(packed(mine, tmp_path)).key == ""


def packed(project: Project, folder: Path) -> Path:
    path = folder / "plain.onrecordpack"
    pack.pack(project, project.articles()[0].id, path)
    return path


def test_a_signed_pack_that_was_altered_is_refused(open_library: Opener, tmp_path: Path) -> None:
    mine = open_library("mine.onrecord")
    path = signed(mine, busy(mine), tmp_path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    edits_made = parts["edits.json"].replace(b"Ada", b"Eve")
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"]["edits.json"] = sha256(edits_made).hexdigest()
    told = json.loads(parts["signature.json"])
    forged = (
        parts | {"edits.json": edits_made, "manifest.json": json.dumps(manifest).encode()},
        parts | {"signature.json": json.dumps({**told, "name": "Eve"}).encode()},
        parts | {"signature.json": b"[]"},
        parts | {"signature.json": json.dumps({**told, "key": "AAAA"}).encode()},
    )
    for content in forged:
        with zipfile.ZipFile(path, "w") as file:
            for name, held in content.items():
                file.writestr(name, held)
        with pytest.raises(Unreadable) as refusal:
            pack.read(path)
        assert refusal.value.values["why"] == "damaged"
