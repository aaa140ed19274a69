"""A disk that is full, may only be read, or goes away: one plain sentence, and nothing half written."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import edits, pack, settings
from app.project import Project
from db import backup, driver
from db.errors import CannotWrite, KnownProblem, LibraryUnusable
from tests import builders
from tests.faults.conftest import open_sound, run_limited, sound
from tests.faults.disks import everything, fill, mounted, needs_mounts, read_only
from ui import cli

Cli = Callable[..., tuple[int, str]]
SAID = "“We never sold that machine,” said Ada Muster.\n\n" * 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB with a library on it: one article with evidence."""
    with mounted(tmp_path / "disk", 4096) as folder:
        yield folder


@pytest.fixture
def library(disk: Path) -> Path:
    return filled(disk / "library.onrecord")


def filled(path: Path) -> Path:
    with open_sound(path) as project:
        article = builders.article()
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [builders.original()])
        project.apply(edits.attach_evidence(builders.evidence(article), who="Ada"))
    return path


@pytest.fixture
def onrecord(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line, in this process: its exit status and what it said on standard error."""
    monkeypatch.setenv("ONRECORD_USER", "Rosa Reporter")

    def run(*argv: object) -> tuple[int, str]:
        capsys.readouterr()
        status = cli.main([str(one) for one in argv])
        return status, capsys.readouterr().err

    return run


def verbs(library: Path, elsewhere: Path, on_disk: Path) -> dict[str, list[object]]:
    """Every verb that writes, each with what it writes on the disk in question."""
    article, evidence = elsewhere / "article.txt", elsewhere / "evidence.txt"
    article.write_text("Firm to appeal\n\n" + SAID)
    evidence.write_text(SAID)
    with Project.open(library, lambda _: "") as project:
        (summary,) = project.articles()
        quote = project.desk(summary.id).states[0].quote.id
    copy, packed = elsewhere / "copy.onrecord", elsewhere / "story.onrecordpack"
    backup.backup(library, copy)
    with Project.open(elsewhere / "theirs.onrecord", lambda _: "") as theirs:
        made = builders.article(builders.TEXT * 20)
        theirs.apply(edits.add_article(made, builders.quotes(made), who="Bob"))
        pack.pack(theirs, made.id, packed)
    at = ["--library", library]
    return {
        "import": ["import", article, *at],
        "evidence": ["evidence", summary.id, evidence, *at],
        "set": ["set", quote, "note=" + SAID, *at],
        "source": ["source", "Ada Muster", "--role", SAID, *at],
        "mark": ["mark", quote, "disputed", "--reason", SAID, *at],
        "undo": ["undo", *at],
        "backup": ["backup", on_disk / "by hand.onrecord", *at],
        "backup by day": ["backup", *at],
        "restore": ["restore", copy, *at],
        "pack": ["pack", summary.id, "-o", on_disk / "story.onrecordpack", *at],
        "unpack": ["unpack", packed, *at],
        "export html": ["export", summary.id, "-o", on_disk / "sheet.html", *at],
        "export json": ["export", summary.id, "-o", on_disk / "sheet.json", *at],
        "export docx": ["export", summary.id, "-o", on_disk / "sheet.docx", *at],
    }


VERBS = (
    *("import", "evidence", "set", "source", "mark", "undo", "backup", "backup by day", "restore"),
    *("pack", "unpack", "export html", "export json", "export docx"),
)


def refused(told: tuple[int, str], *words: str) -> None:
    status, said = told
    assert status == 3, said
    *notes, sentence = said.strip().splitlines()
    assert all("keychain" in note for note in notes), said  # a sheet says beforehand that it will not be signed
    assert sentence.endswith("."), said
    assert any(word in sentence for word in words), said


@needs_mounts
@pytest.mark.parametrize("verb", VERBS)
def test_on_a_full_disk(library: Path, tmp_path: Path, onrecord: Cli, verb: str) -> None:
    disk = library.parent
    argv = verbs(library, tmp_path, disk)[verb]
    ballast = fill(disk)
    before, told = everything(disk), sound_elsewhere(library, tmp_path)
    refused(onrecord(*argv), "full")
    assert everything(disk) == before
    ballast.unlink()
    assert sound(library) == told
    assert onrecord(*argv)[0] == 0
    open_sound(library).close()


def sound_elsewhere(library: Path, folder: Path) -> list[str]:
    """Looking at a library on a full disk needs a little room for what its readers share."""
    copy = folder / "looked at.onrecord"
    shutil.copy(library, copy)
    return sound(copy)


@needs_mounts
@pytest.mark.parametrize("verb", VERBS)
def test_on_a_disk_that_may_only_be_read(library: Path, tmp_path: Path, onrecord: Cli, verb: str) -> None:
    disk = library.parent
    argv = verbs(library, tmp_path, disk)[verb]
    before = everything(disk)
    read_only(disk)
    refused(onrecord(*argv), "may only be read", "permission")
    read_only(disk, False)
    assert everything(disk) == before
    open_sound(library).close()


@needs_mounts
def test_an_open_library_goes_on_when_there_is_room_again(disk: Path) -> None:
    path = filled(disk / "library.onrecord")
    with Project.open(path, lambda _: "") as project:
        ballast = fill(disk, but=200_000)
        acknowledged, refusals = [entry.edit.id for entry in reversed(project.history())], 0
        n = 0
        while refusals < 3 or n % 20:
            n += 1
            article = builders.article(headline=f"Article {n}", text=builders.TEXT * 5)
            edit = edits.add_article(article, builders.quotes(article), who="Ada")
            try:
                acknowledged.append(project.apply(edit).id)
            except KnownProblem as problem:
                assert problem.values["why"] == "full"
                refusals += 1
                if refusals == 3:
                    ballast.unlink()
        assert refusals == 3
        assert [entry.edit.id for entry in reversed(project.history(limit=1000))] == acknowledged
    assert sound(path) == acknowledged


@needs_mounts
def test_preferences_on_a_full_disk_stay_as_they_were(disk: Path) -> None:
    path = disk / "settings.json"
    settings.save(settings.Settings(name="Rosa"), path)
    fill(disk)
    before = everything(disk)
    with pytest.raises(CannotWrite) as refusal:
        settings.save(settings.Settings(name="Rosa" * 3000), path)
    assert refusal.value.values["why"] == "full"
    assert everything(disk) == before


@needs_mounts
def test_preferences_on_a_disk_that_may_only_be_read(disk: Path) -> None:
    path = disk / "settings.json"
    settings.save(settings.Settings(name="Rosa"), path)
    read_only(disk)
    with pytest.raises(CannotWrite) as refusal:
        settings.save(settings.Settings(name="Carl"), path)
    assert refusal.value.values["why"] == "read_only"
    assert settings.load(path).name == "Rosa"


@needs_mounts
def test_a_disk_that_goes_away_under_an_open_library(tmp_path: Path) -> None:
    import subprocess

    with mounted(tmp_path / "disk", 4096) as disk:
        path = filled(disk / "library.onrecord")
        with Project.open(path, lambda _: "") as project:
            article = project.article(project.articles()[0].id)
            subprocess.run(["umount", "-l", str(disk)], check=True)
            with pytest.raises(LibraryUnusable) as refusal:
                project.apply(edits.set_article(article, who="Ada", headline="into thin air"))
            assert refusal.value.values["why"] == "missing"
        assert list(disk.iterdir()) == []
        with pytest.raises(LibraryUnusable):
            Project.open(disk / "gone" / "library.onrecord")
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)


@pytest.mark.parametrize("gone", ["removed", "moved", "replaced"])
def test_an_edit_is_never_written_to_a_file_nobody_finds(tmp_path: Path, gone: str) -> None:
    path = filled(tmp_path / "library.onrecord")
    with Project.open(path, lambda _: "") as project:
        article = project.article(project.articles()[0].id)
        project.apply(edits.set_article(article, who="Ada", kicker="still here"))
        if gone == "removed":
            path.unlink()
        else:
            path.rename(tmp_path / "elsewhere.onrecord")
        if gone == "replaced":
            filled(tmp_path / "other.onrecord").rename(path)
        with pytest.raises(LibraryUnusable) as refusal:
            project.apply(edits.set_article(article, who="Ada", headline="into thin air"))
    assert refusal.value.values["why"] == ("moved" if gone == "replaced" else "missing")


@pytest.mark.parametrize("verb", ["set", "import", "restore", "backup"])
def test_a_library_that_another_program_holds(
    tmp_path: Path, onrecord: Cli, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(driver, "PATIENCE", 0.2)
    monkeypatch.setattr(backup, "PATIENCE", 0.2)
    path = filled(tmp_path / "library.onrecord")
    argv = verbs(path, tmp_path, tmp_path)[verb]
    before = sound(path)
    with closing(driver.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE article_states SET touched_at = touched_at")
        refused(onrecord(*argv), "Another program")
        other.rollback()
    assert sound(path) == before
    assert not (tmp_path / "by hand.onrecord").exists()


def test_past_a_quota_an_edit_is_refused_whole(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.onrecord")
    before = sound(path)
    told = run_limited(path, tmp_path / "sheet.html", path.stat().st_size + 40_000)
    assert told["refused"]
    assert set(told["refused"]) <= {"full", "disk"}
    assert told["sheet"] == "full"
    assert not (tmp_path / "sheet.html").exists()
    assert sound(path) == before + told["acknowledged"]
    assert not [one for one in tmp_path.iterdir() if one.name.endswith((".tmp", ".part"))]
