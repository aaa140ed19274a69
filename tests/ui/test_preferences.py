"""Preferences: each choice holds at once and is kept; the library can be moved; fetching is off until allowed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from app import edits, encryption
from app.paths import Paths
from app.project import Project
from app.settings import Settings, found, load, usual_library
from db.backup import kept
from tests.builders import article, quotes
from tests.site import PAGE
from ui.dialogs.address import AddressDialog
from ui.dialogs.article import ArticleDialog
from ui.dialogs.import_ import ImportPreview
from ui.dialogs.moving import MovingDialog
from ui.dialogs.preferences import Preferences

LEFT = Qt.MouseButton.LeftButton


def shown(qtbot, kind):
    found = lambda: [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(found()), timeout=8000)
    return found()[0]


@pytest.fixture
def window(opened):
    made = opened(name="choices.onrecord")
    paper = article()
    made.session.apply(edits.add_article(paper, quotes(paper), who="Nell"))
    return made


def test_they_fit_the_smallest_usual_screen_and_say_where_the_library_lies(qtbot, window):
    window.actions_.run("edit.preferences")
    dialog = shown(qtbot, Preferences)
    assert dialog.width() <= 1366 and dialog.height() <= 700
    assert str(window.session.project.path) in [one.text() for one in dialog.findChildren(QLineEdit)]
    dialog.close()


def test_fetching_is_off_until_it_is_allowed_and_is_kept(qtbot, window):
    assert not window.session.settings.fetch
    window.actions_.run("edit.preferences")
    dialog = shown(qtbot, Preferences)
    qtbot.keyClick(dialog.fetch, Qt.Key.Key_Space)
    assert load(window.session.paths.settings).fetch
    dialog.close()


def test_an_address_is_refused_with_a_way_on_and_then_fetched_and_shown(qtbot, window, site):
    window.actions_.run("file.address")
    dialog = shown(qtbot, AddressDialog)
    qtbot.keyClicks(dialog.field, f"{site}/page/lens")
    assert not dialog.go.isEnabled() and "turned off" in dialog.go.toolTip()
    dialog.off.pressed.emit()
    assert dialog.go.isEnabled() and window.session.settings.fetch
    dialog.inside.setChecked(True)
    qtbot.mouseClick(dialog.go, LEFT)
    preview = shown(qtbot, ImportPreview)
    assert preview.form.fields["headline"].text() == "Lens makers wait"
    preview.form.deadline.box.setChecked(True)
    qtbot.mouseClick(preview.go, LEFT)
    qtbot.waitUntil(lambda: window.session.desk is not None, timeout=8000)
    kept = window.session.desk.article
    assert kept.url == f"{site}/page/lens" and kept.deadline.endswith("Z")
    assert window.session.project.original(kept.original).content == PAGE


def test_evidence_by_address_is_attached_and_compared(qtbot, window, site):
    window.session.choose(fetch=True)
    window.session.open_article(window.session.project.articles()[0].id)
    window.bringing.evidence_address(f"{site}/page", True)
    qtbot.waitUntil(lambda: bool(window.session.desk.evidence), timeout=8000)
    assert window.session.desk.evidence[0].url == f"{site}/page"


@pytest.mark.parametrize("path, said", [("missing", "no such page"), ("loop", "again and again")])
def test_a_page_that_cannot_be_had_is_one_sentence(qtbot, window, site, path, said):
    window.session.choose(fetch=True)
    window.bringing.address(f"{site}/{path}", True, lambda _read: None)
    qtbot.waitUntil(lambda: bool(window.notices.texts()), timeout=8000)
    assert said in window.notices.texts()[0]


def test_a_deadline_is_set_on_the_desk_and_undone(qtbot, window):
    window.session.open_article(window.session.project.articles()[0].id)
    window.actions_.run("article.about")
    dialog = shown(qtbot, ArticleDialog)
    dialog.deadline.box.setChecked(True)
    dialog.fields["outlet"].setText("The Courier")
    qtbot.mouseClick(dialog.go, LEFT)
    kept = window.session.desk.article
    assert kept.deadline and kept.outlet == "The Courier" and kept.headline == "Firm to appeal"
    window.session.undo()
    assert window.session.desk.article.deadline == ""


def move(qtbot, window, target):
    """Let the library move; returns what the window asks to open then, or the dialog where it was refused."""
    wanted = []
    target.parent.mkdir(exist_ok=True)
    window.library_wanted.connect(wanted.append)
    window.keeping.stop()
    qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=8000)
    window.keeping.move_to(target)
    dialog = shown(qtbot, MovingDialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(wanted) or dialog.go.isEnabled(), timeout=8000)
    return wanted or dialog


def test_the_library_moves_whole_and_the_next_start_finds_it_by_its_former_place_too(qtbot, window, tmp_path):
    former, target = window.session.project.path, tmp_path / "desk" / "moved.onrecord"
    assert move(qtbot, window, target) == [target]
    settings = load(window.session.paths.settings)
    assert usual_library(settings, window.session.paths, {}) == target == found(former)
    assert not former.exists() and str(former) not in settings.recent
    with Project.open(target) as moved:
        assert [one.headline for one in moved.articles()] == ["Firm to appeal"]


def test_after_a_move_its_backups_are_fetched_and_it_is_told_once(qtbot, window, tmp_path, opened):
    former, target = window.session.project.path, tmp_path / "data" / "moved.onrecord"
    move(qtbot, window, target)
    second = opened(name="moved.onrecord")
    qtbot.waitUntil(lambda: any("with its backups" in text for text in second.notices.texts()), timeout=8000)
    assert second.session.place("moved_from") == ""
    assert kept(former) == () and [one.stem.endswith("before move") for one in kept(target)] == [True]


def test_an_encrypted_library_moves_encrypted_and_opens_by_its_passphrase_there(qtbot, opened, tmp_path):
    library = Paths.under(tmp_path).library.with_name("sealed.onrecord")
    library.parent.mkdir(parents=True, exist_ok=True)
    encryption.create(library, "five quiet lenses turn", in_keychain=False)
    window = opened(name="sealed.onrecord")
    paper = article()
    window.session.apply(edits.add_article(paper, quotes(paper), who="Nell"))
    target = tmp_path / "desk" / "moved.onrecord"
    assert move(qtbot, window, target) == [target]
    assert paper.text.encode()[:40] not in target.read_bytes() and encryption.is_encrypted(target)
    encryption.lock(target)
    assert encryption.is_locked(target)
    encryption.unlock(target, "five quiet lenses turn")
    with Project.open(target) as moved:
        assert [one.headline for one in moved.articles()] == [paper.headline]


def test_the_text_of_the_interface_grows_up_to_twice_and_is_kept(qtbot, window):
    usual, reading = window._look.theme.base_size, window._look.theme.reading_size
    window.actions_.run("edit.preferences")
    dialog = shown(qtbot, Preferences)
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Text size")
    assert [box.itemData(at) for at in range(box.count())] == [100, 125, 150, 175, 200]
    box.setFocus()
    for _ in range(4):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    theme = window._look.theme
    assert theme.base_size == 2 * usual and theme.reading_size > reading
    assert load(window.session.paths.settings).text_size == 200
    dialog.close()
    window.session.choose(text_size=9000)
    assert window._look.theme.base_size == theme.base_size, "no more than there is room for"
    window.session.choose(text_size=100)
    assert window._look.theme.base_size == usual


def test_it_never_moves_onto_a_file_that_is_there_and_goes_on_where_it_is(qtbot, window, tmp_path):
    target = tmp_path / "taken.onrecord"
    target.write_text("somebody's")
    dialog = move(qtbot, window, target)
    told = "taken.onrecord is there already. Choose another name; nothing was written over."
    assert told in [label.text() for label in dialog.findChildren(QLabel)]
    assert target.read_text() == "somebody's" and window.session.project.articles()
    dialog.reject()
    assert not dialog.isVisible()


def test_which_library_is_opened_where_none_is_named(tmp_path):
    paths = Paths.under(tmp_path)
    moved = tmp_path / "moved.onrecord"
    assert usual_library(Settings(library=str(moved)), paths, {}) == paths.library
    moved.touch()
    assert usual_library(Settings(library=str(moved)), paths, {}) == moved
    assert usual_library(Settings(library=str(moved)), paths, {"ONRECORD_LIBRARY": "x"}) == paths.library
    assert usual_library(Settings(), paths, {}) == paths.library == Path(paths.library)
