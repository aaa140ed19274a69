"""A file is written whole or not at all, whatever its name, and read by whom it is for."""

import os
from pathlib import Path

import pytest

from db.errors import CannotWrite
from db.whole import put


def test_what_is_private_is_its_owners_and_what_is_shared_is_not(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        put(tmp_path / "key", b"private")
        put(tmp_path / "sheet", b"shared", shared=True)
    finally:
        os.umask(before)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("key", "sheet")] == [0o600, 0o644]
    assert [(tmp_path / name).read_bytes() for name in ("key", "sheet")] == [b"private", b"shared"]


@pytest.mark.parametrize("shared", [True, False])
def test_a_name_as_long_as_the_disk_takes_and_one_longer(tmp_path: Path, shared: bool) -> None:
    put(tmp_path / ("n" * 255), b"whole", shared=shared)
    with pytest.raises(CannotWrite) as refused:
        put(tmp_path / ("n" * 256), b"whole", shared=shared)
    assert refused.value.values["why"] == "name_too_long"
    assert [path.name for path in tmp_path.iterdir()] == ["n" * 255]


@pytest.mark.parametrize("shared", [True, False])
def test_a_link_is_followed_and_one_in_a_circle_gives_way(tmp_path: Path, shared: bool) -> None:
    (tmp_path / "real").write_bytes(b"older")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("link", "round"):
        put(tmp_path / name, b"newer", shared=shared)
    assert (tmp_path / "link").is_symlink()
    assert [(tmp_path / name).read_bytes() for name in ("real", "round")] == [b"newer"] * 2
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    for path, why in ((tmp_path, "exists"), (tmp_path / "nowhere" / "file", "missing")):
        with pytest.raises(CannotWrite) as refused:
            put(path, b"whole")
        assert refused.value.values["why"] == why
