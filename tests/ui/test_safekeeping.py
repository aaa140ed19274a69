"""Backups and checks from the window: made, listed with what they hold, put back, and told in words."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app import edits
from app.keeping import backup, daily
from tests import builders
from ui.dialogs.restore import RestoreDialog


@pytest.fixture
def window(qtbot, opened):
    found = opened()
    found.bringing.sample()
    qtbot.waitUntil(lambda: found.desk.isVisible())
    return found


def listing():
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, RestoreDialog) and w.isVisible()), None)


def test_a_backup_by_hand_says_what_is_in_it(qtbot, window, tmp_path):
    window.keeping.back_up_to(tmp_path / "mine.onrecord")
    qtbot.waitUntil(lambda: any("Backed up" in text for text in window.notices.texts()), timeout=8000)
    assert window.notices.texts() == ["Backed up, and checked: mine.onrecord, 1 article, 13 quotes."]
    assert (tmp_path / "mine.onrecord").exists()


def test_a_backup_is_chosen_and_put_back_and_the_library_kept_aside(qtbot, window):
    library = window.session.project.path
    window.keeping.stop()
    kept = backup(library)
    desk = window.session.desk
    window.session.apply(edits.remove_article(desk, who="Nell Ashdown"))
    assert window.session.project.articles() == ()
    asked = []
    window.library_wanted.connect(asked.append)
    assert window.actions_.run("file.restore")
    qtbot.waitUntil(lambda: listing() is not None, timeout=5000)
    dialog = listing()
    assert not dialog.go.isEnabled()
    assert dialog.list.item(0).text().endswith("by hand: 1 article, 13 quotes")
    dialog.list.setCurrentRow(0)
    assert dialog.chosen() == kept.path
    assert dialog.go.isEnabled()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(asked or window.notices.texts()), timeout=8000)
    assert (asked, window.notices.texts()) == ([library], [])
    assert [one.id for one in window.session.project.articles()] == [desk.article.id]
    assert any("before restore" in path.name for path in library.parent.rglob("*.onrecord"))


def test_a_sheet_is_checked_in_words(qtbot, window, tmp_path):
    from app import sheets

    gathered = window.leaving._gather("standard", sheets.Choice())
    sheet = tmp_path / "sheet.json"
    sheets.write(gathered, sheet)
    window.keeping.check_file(sheet)
    qtbot.waitUntil(lambda: window.notices.texts() == ["sheet.json: Intact. Not signed."], timeout=8000)
    sheet.write_text(sheet.read_text("utf-8").replace("Megvii", "Megvi"), encoding="utf-8")
    window.keeping.check_file(sheet)
    qtbot.waitUntil(lambda: any("Not intact" in text for text in window.notices.texts()), timeout=8000)


def test_a_library_that_lost_much_is_told_with_a_way_back(qtbot, opened):
    window = opened()
    window.keeping.stop()
    session = window.session
    for n in range(24):
        session.apply(edits.add_article(builders.article(headline=f"Article {n}"), (), who="Nell Ashdown"))
    daily(session.project.path)
    for one in session.project.articles()[:12]:
        session.apply(edits.remove_article(session.project.desk(one.id), who="Nell Ashdown"))
    window.keeping.look_after()
    told = "The library holds far less than its last backup: 12 articles instead of 24."
    qtbot.waitUntil(lambda: told in window.notices.texts(), timeout=8000)
    (notice,) = [one for one in window.notices.findChildren(QPushButton) if one.text() == "Restore a backup…"]
    notice.click()
    qtbot.waitUntil(lambda: listing() is not None, timeout=5000)
    assert listing().list.item(0).text().endswith("24 articles, 0 quotes")
    listing().close()
