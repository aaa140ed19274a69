"""A library in a folder that other machines write to is told apart from one on this machine's own disk."""

from pathlib import Path

import pytest

from app.places import Shared, Sharing, shared

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/news /mnt/news cifs rw 0 0
server:/desk /home/rosa/The\\040desk nfs4 rw 0 0
tmpfs /home/rosa/The\\040desk/local tmpfs rw 0 0
rosa@host: /home/rosa/far fuse.sshfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("library", "folder"),
    [
        ("/mnt/news/desk/library.onrecord", "/mnt/news"),
        ("/home/rosa/The desk/library.onrecord", "/home/rosa/The desk"),
        ("/home/rosa/far/library.onrecord", "/home/rosa/far"),
        ("/home/rosa/The desk/local/library.onrecord", None),
        ("/mnt/newsroom/library.onrecord", None),
        ("/home/rosa/library.onrecord", None),
    ],
)
def test_a_network_drive(mounts: Path, library: str, folder: str | None) -> None:
    assert shared(Path(library), mounts) == (Shared(Sharing.NETWORK, Path(folder)) if folder else None)


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("Dropbox", Sharing.DROPBOX),
        ("Dropbox (Example News)", Sharing.DROPBOX),
        ("OneDrive", Sharing.ONEDRIVE),
        ("OneDrive - Example News", Sharing.ONEDRIVE),
        ("Library/Mobile Documents/com~apple~CloudDocs", Sharing.ICLOUD),
        ("iCloudDrive", Sharing.ICLOUD),
        ("Google Drive", Sharing.GOOGLE_DRIVE),
        ("Library/CloudStorage/GoogleDrive-rosa@example.com", Sharing.GOOGLE_DRIVE),
        ("Nextcloud", Sharing.NEXTCLOUD),
        ("Box Sync", Sharing.BOX),
        ("dropboxes", None),
        ("Documents", None),
    ],
)
def test_a_folder_that_a_cloud_copies(tmp_path: Path, mounts: Path, folder: str, by: Sharing | None) -> None:
    place = tmp_path / folder / "checks" / "2026"
    place.mkdir(parents=True)
    found = shared(place / "library.onrecord", mounts)
    assert (found.by if found else None) == by
    if found:
        assert found.folder == tmp_path / folder


def test_a_folder_that_a_program_left_its_trace_in(tmp_path: Path, mounts: Path) -> None:
    (tmp_path / "sync" / ".stfolder").mkdir(parents=True)
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / ".dropbox").write_text("{}")
    (tmp_path / "home" / ".dropbox").mkdir(parents=True)
    (tmp_path / "team" / "link").symlink_to(tmp_path / "sync")
    told = {name: shared(tmp_path / name / "a.onrecord", mounts) for name in ("sync", "team", "home", "team/link")}
    by = {name: found and found.by for name, found in told.items()}
    assert by == {
        "sync": Sharing.SYNCTHING, "team": Sharing.DROPBOX, "home": None, "team/link": Sharing.SYNCTHING,
    }  # fmt: skip


def test_the_word_of_the_environment(tmp_path: Path, mounts: Path) -> None:
    (tmp_path / "work").mkdir()
    library = tmp_path / "work" / "library.onrecord"
    assert shared(library, mounts, {"OneDriveCommercial": str(tmp_path)}) == Shared(Sharing.ONEDRIVE, tmp_path)
    assert shared(library, mounts, {"OneDrive": str(tmp_path / "other")}) is None


def test_this_machine_s_own_disk(tmp_path: Path) -> None:
    assert shared(tmp_path / "library.onrecord") is None
    assert shared(tmp_path / "library.onrecord", tmp_path / "no mounts here") is None
