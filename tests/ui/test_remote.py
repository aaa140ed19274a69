"""Nothing that a foreign text names is loaded or opened: no picture, no style, no link; marked-up words stay words."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from app import edits
from tests import builders
from ui.views.manual_page import ManualPage
from ui.views.page import ReadingPage
from ui.views.proposed_field import ProposedField

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = (
    *("file:///etc/passwd", "http://example.org/a.png", "smb://host/a.png", "//host/share/a.png"),
    *("data:image/png,", "javascript:alert(1)"),
)


@pytest.fixture
def picture(tmp_path):
    """A picture that would show if it were loaded."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    assert image.save(str(tmp_path / "red.png"))
    return tmp_path / "red.png"


@pytest.fixture
def window(opened, picture):
    """A desk whose every text is markup."""
    window = opened()
    bad = f'<b>x</b><img src="{picture}"><a href="file:///etc/passwd">y</a>'
    text = builders.TEXT.replace("We never sold that machine", f"We never sold that machine{bad}")
    article = builders.article(text, headline=bad, kicker=bad, byline=bad)
    quote = builders.quote(article, f"We never sold that machine{bad}", speaker=bad, name=bad, note=bad)
    piece = builders.evidence(article, f"{builders.SAID} {bad}", title=bad, origin=bad)
    project = window.session.project
    project.apply(edits.add_article(article, (quote,), who="Rosa"))
    project.apply(edits.attach_evidence(piece, who="Rosa"))
    project.apply(edits.comment(quote, bad, who="Rosa"))
    window.session.open_article(article.id)
    window.ask.history()
    window.ask.left_out()
    window.ask.about_evidence()
    return window


def test_marked_up_words_stay_words(qtbot, window):
    qtbot.wait(50)
    for widget in window.findChildren(QWidget):
        assert "<img" not in widget.toolTip(), widget
        if isinstance(widget, QLabel) and "<img" in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget
        if isinstance(widget, QTextEdit):
            assert "<img" not in widget.document().toHtml(), widget
    for action in window.actions():
        assert "<img" not in action.toolTip(), action.objectName()
    model = window.desk.queue.quotes
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert tips and all("<img" not in str(tip) for tip in tips)


@pytest.mark.parametrize("kind", [ReadingPage, ProposedField, ManualPage])
def test_no_text_loads_what_it_names(qtbot, theme, picture, kind):
    made = kind(theme, (0, 0)) if kind is ReadingPage else kind(theme)
    qtbot.addWidget(made)
    for resource in QTextDocument.ResourceType:
        for name in (*SCHEMES, QUrl.fromLocalFile(str(picture)).toString(), str(picture)):
            assert made.loadResource(resource.value, QUrl(name)) is None, name


def test_a_link_in_the_manual_leads_within_the_manual_only(qtbot, window, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.ask.helping.open()
    page = next(one for top in QApplication.topLevelWidgets() for one in top.findChildren(ManualPage))
    before = page.toPlainText()
    for link in (*SCHEMES, "https://example.org/"):
        page.anchorClicked.emit(QUrl(link))
    assert opened == []
    assert page.toPlainText() == before
    page.window().close()


WEB = "https://example.org/said?page=3"


@pytest.mark.parametrize("name", ["article", "evidence"])
def test_an_address_of_the_web_opens_in_the_browser_when_asked_and_no_other(opened, monkeypatch, name):
    handed: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: handed.append(url.toString()) or bool(len(handed) > 1))
    window = opened()
    session, action = window.session, f"{name}.open_address"
    assert not window.actions_.run(action)
    for address in (WEB, *SCHEMES, "ftp://example.org/a", "/etc/passwd", "http:///a", "C:\\a.exe", "", WEB.upper()):
        article = builders.article(url=address if name == "article" else "")
        piece = builders.evidence(article, builders.SAID, url=address if name == "evidence" else "")
        assert session.apply(edits.add_article(article, builders.quotes(article), who="Rosa"), [builders.original()])
        assert session.apply(edits.attach_evidence(piece, who="Rosa"))
        before = len(handed)
        session.open_article(article.id)
        assert len(handed) == before, "nothing opens by itself"
        web = address.lower().startswith("http") and "example" in address.lower()
        assert window.actions_.run(action) == web, address
        assert window.actions_[action].why_not() == ("" if web else "It has no web address.")
    assert [address.lower() for address in handed] == [WEB, SCHEMES[1], WEB]
    assert any(f"No browser opened {WEB}." in text for text in window.notices.texts())


def test_only_a_sheet_just_written_and_an_address_of_the_web_are_handed_to_the_system():
    """Whoever adds another way out of the window adds it here, and holds it to http and https on a click."""
    uses = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("openUrl", "setOpenExternalLinks", "setOpenLinks"):
                uses.append((path.name, node.attr))
            if isinstance(node, ast.Name) and node.id == "webbrowser":
                uses.append((path.name, node.id))
    assert uses == [("addresses.py", "openUrl"), ("leaving.py", "openUrl"), ("manual_page.py", "setOpenLinks")]
