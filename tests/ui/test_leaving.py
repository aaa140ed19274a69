"""A sheet leaves the window by a job: the file whole, unsigned and said so where no keychain answers, choices kept."""

import json

from app.settings import load
from app.sheets import proof
from ui.dialogs.export import ExportDialog


def export(opened):
    """The window with the sample open, and its dialog of exports."""
    window = opened()
    window.bringing.sample()
    window.leaving.export()
    return window, window.findChildren(ExportDialog)[-1]


def test_the_sheet_is_written_in_a_job_and_says_that_it_is_unsigned(qtbot, opened, tmp_path):
    window, dialog = export(opened)
    told = []
    window.leaving._session.noticed.connect(lambda notice: told.append(notice.text))
    dialog.cards.choose("data")
    dialog._renew()
    dialog.write_to(tmp_path / "s.json")
    qtbot.waitUntil(lambda: any(text.startswith("Sheet written") for text in told), timeout=20_000)
    assert told[-1] == "Sheet written: s.json. No keychain answers here, so it is not signed with a key."
    report = proof.verify(tmp_path / "s.json")
    assert report.intact and not report.signed
    foot = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["sheet"]["foot"]
    assert foot["key"] == "" and any(line.startswith("Not signed with a key.") for line in foot["verify"])


def test_what_was_chosen_is_there_after_a_restart(qtbot, opened, tmp_path):
    window, dialog = export(opened)
    dialog.cards.choose("web")
    dialog.form.parts["notes"].setChecked(True)
    dialog._renew()
    dialog.write_to(tmp_path / "s.html")
    qtbot.waitUntil((tmp_path / "s.html").exists, timeout=20_000)
    held = load(window.leaving._session.paths.settings).window
    assert held["export.last"] == ".html"
    assert json.loads(held["export.choice.html"])["notes"]
    window.leaving.export()
    [again] = [one for one in window.findChildren(ExportDialog) if one.isVisible()]
    assert again.ending() == ".html" and again.form.parts["notes"].isChecked()
    again.reject()


def test_a_template_that_breaks_is_told_with_its_line_and_writes_nothing(qtbot, opened, tmp_path):
    window, dialog = export(opened)
    folder = window.leaving._session.paths.templates
    folder.mkdir(parents=True)
    (folder / "sheet.html").write_text("\n{% if %}", encoding="utf-8")
    problems = []
    window.leaving._session.problem.connect(problems.append)
    dialog.cards.choose("web")
    dialog._renew()
    dialog.write_to(tmp_path / "s.html")
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert (problems[0].code, problems[0].values["line"]) == ("broken_template", 2)
    assert not (tmp_path / "s.html").exists()


def test_a_sheet_comes_back_through_the_window_with_its_quotes_unchecked(qtbot, opened, tmp_path):
    window, dialog = export(opened)
    session = window.leaving._session
    before = session.desk
    dialog.cards.choose("data")
    dialog._renew()
    dialog.write_to(tmp_path / "s.json")
    qtbot.waitUntil((tmp_path / "s.json").exists, timeout=20_000)
    window.ask.bring_in([tmp_path / "s.json"])
    qtbot.waitUntil(lambda: session.desk.article.id != before.article.id, timeout=20_000)
    assert [one.quote.exact for one in session.desk.states] == [one.quote.exact for one in before.states]
    assert session.desk.article.text == before.article.text
    assert all(one.check is None for one in session.desk.states)
    told = []
    session.noticed.connect(told.append)
    forged = (tmp_path / "s.json").read_text(encoding="utf-8").replace("Megvii", "Wegvii")
    (tmp_path / "f.json").write_text(forged, encoding="utf-8")
    window.ask.bring_in([tmp_path / "f.json"])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].text.startswith("f.json was changed since it was made") and told[0].button == "Choose another file…"
