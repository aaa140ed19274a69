"""The directory of sources in the window: renamed, merged, and no confidential one ever merged."""

import pytest
from PySide6.QtWidgets import QApplication

from app import edits
from tests import builders
from ui.dialogs.directory import DirectoryDialog

WHO = "Nell Ashdown"


@pytest.fixture
def window(qtbot, opened):
    found = opened()
    found.bringing.sample()
    qtbot.waitUntil(lambda: found.desk.isVisible())
    return found


def test_two_sources_are_made_one_and_it_is_renamed(window):
    session = window.session
    first, second = builders.source("Ada Muster"), builders.source("A. Muster")
    heron = builders.source("", confidential=True, code_name="Heron", sealed="1:sealed")
    quotes = [state.quote for state in session.desk.states[:2]]
    for source in (first, second, heron):
        session.apply(edits.add_source(source, who=WHO))
    session.apply(edits.give_source(quotes[0], first, who=WHO))
    session.apply(edits.give_source(quotes[1], second, who=WHO))
    assert window.actions_.run("file.sources")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DirectoryDialog) and w.isVisible())
    rows = {dialog.list.item(at).text().split("  ")[0]: dialog.list.item(at) for at in range(dialog.list.count())}
    assert set(rows) == {"Ada Muster", "A. Muster", "Heron"}
    assert rows["Ada Muster"].text().endswith("1 quote")
    rows["Heron"].setSelected(True)
    assert not dialog.name.isEnabled()
    rows["Ada Muster"].setSelected(True)
    assert not dialog.go.isEnabled() and "could name it" in dialog.go.toolTip()
    rows["Heron"].setSelected(False)
    rows["A. Muster"].setSelected(True)
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert {source.name for source in session.project.sources()} == {"Ada Muster", ""}
    assert {session.project.quote(quote.id).source_id for quote in quotes} == {first.id}
    dialog.list.item(0).setSelected(True)
    dialog.name.setText("Ada M. Muster")
    dialog.rename.click()
    assert session.project.source(first.id).name == "Ada M. Muster"
    dialog.reject()
