"""Preferences are found again as they were chosen, and no file is ever lost."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paths import Paths
from app.settings import RECENT, Settings, load, save
from db.errors import BrokenSettings, CannotWrite

CHOSEN = Settings(
    name="Erin Editor",
    role="editor",
    policy="strict",
    theme="dark",
    reading_size=20,
    reading_face="Charter",
    language="de",
    one_pane=True,
    keys={"rule": "Ctrl+R"},
    recent=("a.onrecord", "b.onrecord"),
    first_run_done=True,
    window={"geometry": "AdnQywADAAA=", "panes": "236,400,300"},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_what_was_chosen_is_found_again(path: Path) -> None:
    assert load(path) == Settings()
    save(CHOSEN, path)
    assert load(path) == CHOSEN
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_what_another_version_wrote_is_kept(path: Path) -> None:
    save(CHOSEN, path)
    held = json.loads(path.read_text()) | {"zoom": {"of": [1, 2]}}
    path.write_text(json.dumps(held))
    save(replace(load(path), name="Another"), path)
    assert json.loads(path.read_text()) == held | {"name": "Another"}


@pytest.mark.parametrize(
    "entry",
    [
        {"theme": "pink"},
        {"theme": 3},
        {"reading_size": "18"},
        {"reading_size": True},
        {"one_pane": 1},
        {"keys": ["a"]},
        {"keys": {"a": 1}},
        {"recent": "a"},
        {"recent": [1]},
        {"name": None},
    ],
)
def test_an_entry_of_the_wrong_kind_counts_as_not_there(path: Path, entry: dict[str, object]) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"role": "editor"} | entry))
    assert load(path) == Settings(role="editor")
    assert load(path).problem is None


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"name": "Erin"', b"null"])
def test_a_broken_file_is_reported_and_kept_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    found = load(path)
    assert found == Settings()
    assert isinstance(found.problem, BrokenSettings)
    assert path.read_bytes() == content
    save(replace(found, name="Erin"), path)
    assert load(path) == Settings(name="Erin")
    (aside,) = (one for one in path.parent.iterdir() if one != path)
    assert aside.read_bytes() == content


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()))))
def test_any_object_loads_and_nothing_of_it_is_lost(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(held))
    save(load(path), path)
    kept = json.loads(path.read_text())
    assert {name: kept[name] for name in held if name not in Settings.__dataclass_fields__} == {
        name: value for name, value in held.items() if name not in Settings.__dataclass_fields__
    }


def test_preferences_that_cannot_be_written_say_so_and_stand_as_they_were(path: Path) -> None:
    save(CHOSEN, path)
    with pytest.raises(CannotWrite):
        save(CHOSEN, path / "below" / "settings.json")
    assert load(path) == CHOSEN


def test_the_newest_library_comes_first_and_once() -> None:
    recent = Settings(recent=("a", "b", "c")).opened(Path("b"))
    assert recent == ("b", "a", "c")
    assert len(Settings(recent=tuple(map(str, range(99)))).opened(Path("x"))) == RECENT


def test_folders_come_from_the_system_and_the_library_from_the_environment(tmp_path: Path, home: Path) -> None:
    usual = Paths.of_user({})
    assert usual.library == usual.data / "library.onrecord"
    assert usual.settings.parent == usual.policies.parent == usual.templates.parent == usual.config
    assert {home} < {parent for folder in (usual.data, usual.config, usual.state) for parent in folder.parents}
    named = Paths.of_user({"ONRECORD_LIBRARY": str(tmp_path / "desk.onrecord")})
    assert (named.library, named.data) == (tmp_path / "desk.onrecord", usual.data)
    assert Paths.of_user({"ONRECORD_LIBRARY": "~/desk.onrecord"}).library == Path.home() / "desk.onrecord"
    assert not usual.data.exists() or os.name == "nt"
    assert Paths.under(tmp_path).library.is_relative_to(tmp_path)
