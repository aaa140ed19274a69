"""A network drive whose server dies, and a disk with a quota: real ones, made for the test and taken down after it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from app import edits, places
from app.paths import Paths
from app.project import Project
from app.settings import Settings, usual_library
from db import backup
from db.errors import CannotWrite, LibraryUnusable
from tests import builders
from tests.faults.conftest import sound
from tests.faults.disks import Drive, drive, limited_disk, needs_fuse, needs_mounts
from tests.faults.test_disks import Cli, filled, onrecord, refused, verbs
from tests.ui.conftest import opened

__all__ = ["onrecord", "opened"]
GONE = "cannot be reached"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Drive]:
    with drive(tmp_path / "there", tmp_path / "drive") as made:
        yield made


@needs_fuse
def test_a_drive_whose_server_dies_under_an_open_library(server: Drive, tmp_path: Path) -> None:
    path = filled(server.folder / "library.onrecord")
    assert places.shared(path) == places.Shared(places.Sharing.NETWORK, server.folder)
    before = sound(path)
    with Project.open(path, lambda _: "") as project:
        article = project.article(project.articles()[0].id)
        kept = project.apply(edits.set_article(article, who="Ada", kicker="still here")).id
        server.kill()
        for do in (
            lambda: project.apply(edits.set_article(article, who="Ada", headline="into thin air")),
            lambda: project.desk(article.id),
            lambda: backup.backup(path, tmp_path / "copy.onrecord"),
            lambda: backup.restore(path, tmp_path / "other.onrecord"),
            lambda: usual_library(Settings(library=str(path)), Paths.under(tmp_path), {}),
            lambda: Project.open(path),
        ):
            with pytest.raises(LibraryUnusable) as refusal:
                do()
            assert refusal.value.values["why"] == "unreachable"
        with pytest.raises(CannotWrite) as unwritten:
            backup.backup(server.behind / path.name, server.folder / "copy.onrecord")
        assert unwritten.value.values["why"] == "unreachable"
        assert places.shared(path) is not None
    assert not list(tmp_path.glob("*.onrecord"))
    server.start()
    assert sound(path) == [*before, kept]


@needs_fuse
def test_what_others_wrote_since_the_drive_is_back_is_not_lost_by_who_had_it_open(server: Drive) -> None:
    """Closing would delete the log that stands there now, as of a file of the same number."""
    path = filled(server.folder / "library.onrecord")
    with Project.open(path, lambda _: "") as former:
        article = former.articles()[0].id
        server.kill()
        server.start()
        other = Project.open(path, lambda _: "")
        told = [other.apply(edits.set_article(other.article(article), who="Bob", kicker="one")).id]
    told.append(other.apply(edits.set_article(other.article(article), who="Bob", kicker="two")).id)
    with Project.open(path, lambda _: "") as later:
        told.append(later.apply(edits.set_article(later.article(article), who="Ada", kicker="three")).id)
    other.close()
    assert sound(path)[-3:] == told


@needs_fuse
@pytest.mark.parametrize("verb", ["set", "import", "restore", "export json"])
def test_a_drive_whose_server_is_dead(server: Drive, tmp_path: Path, onrecord: Cli, verb: str) -> None:
    argv = verbs(filled(server.folder / "library.onrecord"), tmp_path, server.folder)[verb]
    server.kill()
    refused(onrecord(*argv), GONE)
    server.start()
    assert onrecord(*argv)[0] == 0


@needs_fuse
def test_words_typed_while_the_drive_is_gone_are_kept_once_it_is_back(
    tmp_path: Path, qtbot: Any, opened: Callable[[], Any]
) -> None:
    folder = Paths.under(tmp_path).library.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    with drive(tmp_path / "there", folder) as server:
        window = opened()
        window.bringing.sample()
        qtbot.waitUntil(lambda: window.desk.isVisible() and not window.session.jobs.running)
        quote = window.session.desk.states[0].quote.id
        window.session.select(quote)
        server.kill()
        qtbot.keyClicks(window.desk.details.note, "ask her again")
        qtbot.waitUntil(lambda: any(GONE in text for text in window.notices.texts()), timeout=15_000)
        assert window.desk.details.note.toPlainText() == "ask her again"
        server.start()

        def kept() -> bool:
            with suppress(LibraryUnusable):  # until the window has looked whether the drive is back
                return bool(window.session.project.quote(quote).note == "ask her again")
            return False

        qtbot.waitUntil(kept)
        assert window.close()
        assert len(sound(window.session.project.path)) > 1


@contextmanager
def allowed(path: Path, more: int) -> Iterator[None]:
    """A quota of that many bytes beyond what there is."""
    subprocess.run(["btrfs", "qgroup", "limit", str(more), str(path)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["btrfs", "qgroup", "limit", "none", str(path)], check=True, capture_output=True)


@needs_mounts
def test_a_disk_that_has_room_but_no_more_for_this_user(tmp_path: Path, onrecord: Cli) -> None:
    with limited_disk(tmp_path / "image", tmp_path / "disk") as own:
        path = filled(own / "library.onrecord")
        os.sync()
        before = sound(path)
        with Project.open(path, lambda _: "") as project:
            acknowledged: list[str] = []
            with allowed(own, 3_000_000), pytest.raises(LibraryUnusable) as refusal:
                for n in range(400):
                    article = builders.article(headline=f"Article {n}")
                    added = edits.add_article(article, builders.quotes(article), who="Ada")
                    acknowledged.append(project.apply(added, [builders.original(os.urandom(100_000))]).id)
            assert refusal.value.values["why"] == "full"
            assert acknowledged
            assert [entry.edit.id for entry in reversed(project.history())] == before + acknowledged
            project.apply(edits.set_article(article_of(project), who="Ada", kicker="there is room again"))
        assert sound(path)[:-1] == before + acknowledged
        with allowed(own, path.stat().st_size * 3 // 2):
            status, said = onrecord("backup", own / "copy.onrecord", "--library", path)
            assert (status, said) == (3, "The disk is full, so copy.onrecord was not written.\n")
            assert not list(own.glob("*copy*"))


def article_of(project: Project) -> Any:
    return project.article(project.articles()[0].id)
