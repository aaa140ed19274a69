"""The window on a disk that fills up, goes away or is held: one sentence, and the typed words stay."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.paths import Paths
from db import driver
from tests.faults.conftest import sound
from tests.faults.disks import fill, mounted, needs_mounts
from tests.ui.conftest import opened

__all__ = ["opened"]
pytestmark = needs_mounts
WORDS = "ask her again"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB where the window's library will lie; drafts and preferences lie on another."""
    folder = Paths.under(tmp_path).library.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    with mounted(folder, 8192) as made:
        yield made


@pytest.fixture
def window(disk: Path, qtbot: Any, opened: Callable[[], Any]) -> Any:
    """A window on the library there, with an article and a quote chosen."""
    made = opened()
    made.bringing.sample()
    qtbot.waitUntil(lambda: made.desk.isVisible())
    made.session.select(made.session.desk.states[0].quote.id)
    return made


def typed(qtbot: Any, window: Any, sentence: str) -> None:
    """Type, until the window says that it cannot be kept."""
    qtbot.keyClicks(window.desk.details.note, WORDS)
    qtbot.waitUntil(lambda: any(sentence in text for text in window.notices.texts()), timeout=15_000)
    assert window.desk.details.note.toPlainText() == WORDS
    assert not window.close(), "a window that could not keep the words stays open"


def kept(window: Any) -> str:
    assert window.session.drafts.flush()
    return str(window.session.project.quote(window.session.desk.states[0].quote.id).note)


def test_a_full_disk(qtbot: Any, window: Any, disk: Path) -> None:
    before = sound(window.session.project.path)
    ballast = fill(disk)
    typed(qtbot, window, "The disk is full")
    ballast.unlink()
    assert kept(window) == WORDS
    assert sound(window.session.project.path)[: len(before)] == before


def test_a_disk_that_goes_away(qtbot: Any, window: Any, disk: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(["mount", "--bind", str(disk), str(elsewhere)], check=True)
    try:
        subprocess.run(["umount", "-l", str(disk)], check=True)
        typed(qtbot, window, "There is no library at")
        assert list(disk.iterdir()) == []
        subprocess.run(["mount", "--bind", str(elsewhere), str(disk)], check=True)
        assert kept(window) == WORDS
    finally:
        subprocess.run(["umount", "-l", str(elsewhere)], check=True)


def test_a_library_that_another_program_holds(qtbot: Any, window: Any) -> None:
    window.session.project._store._db.execute("PRAGMA busy_timeout = 200")
    with closing(driver.connect(window.session.project.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        typed(qtbot, window, "Another program is using the library")
        other.rollback()
    assert kept(window) == WORDS
