"""The manual in German: every page, heading by heading the same, and each control by the name it has in German."""

import json
import re
from pathlib import Path

import pytest

import resources
from db.records import Status
from ui import i18n, manual, messages

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))
KEYS = (("Zitat", "Entscheiden und weiter", "Strg+Eingabe"), ("Hilfe", "Handbuch", "F1"))
# Stressed words that name no control.
_STRESSED = {"Den Artikel.", "Die Belege.", "Ihre eigenen Worte.", "Was vorher war.", "Wo", "Sind es dieselben Wörter?"}
_STRESSED |= {"offen", "Gespeichert", "Gedruckt, nicht gesagt", "Gesagt, nicht gedruckt", "Vereinbarung"}
_STRESSED |= {"Sie hat ihre Prüfung nicht bestanden", "Sie wurde von einem neueren OnRecord geschrieben"}
_STRESSED |= {"Sie darf hier nur gelesen werden", "Sie haben keine Erlaubnis", "zu bestätigen"}


@pytest.fixture(autouse=True)
def german():
    i18n.use_language("de")
    yield
    i18n.use_language("en")


def text(name):
    return (FOLDER / "de" / name).read_text(encoding="utf-8")


def headings(path):
    return [(len(marks), words) for marks, words in re.findall(r"^(#+) (.*)$", path.read_text("utf-8"), re.M)]


def names():
    """Every string of the window in German, as a control shows it."""
    said = json.loads(resources.text("translations/de.json")).values()
    return {one.replace("&", "").rstrip("…") for one in said}


def test_every_page_is_there_in_german():
    assert sorted(path.name for path in (FOLDER / "de").glob("*.md")) == PAGES
    assert manual.order() == tuple(re.findall(r"\]\(([\w-]+)\.md\)", (FOLDER / "README.md").read_text("utf-8")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_headings_tables_and_pictures(name):
    english, german = headings(FOLDER / name), headings(FOLDER / "de" / name)
    assert [level for level, _ in english] == [level for level, _ in german]
    assert not {words for _, words in german if len(words) > 12} & {words for _, words in english}
    whole = (FOLDER / name).read_text("utf-8")
    for part in (r"^\|.*\|$", r"^    \S", r"^!\[", r"^- |^\d\. "):
        assert len(re.findall(part, whole, re.M)) == len(re.findall(part, text(name), re.M)), part
    assert set(re.findall(r"`([a-z_]+)`", whole)) == set(re.findall(r"`([a-z_]+)`", text(name)))


@pytest.mark.parametrize("name", PAGES)
def test_controls_and_actions_have_their_german_names(name):
    said = " ".join(text(name).split())
    ruled = {i18n.tr("Rule {status}", status=word[:1].lower() + word[1:]) for word in map(messages.status_word, Status)}
    ruled |= {messages.policy_word(policy) for policy in resources.names("policies", ".toml")}
    bold = set(re.findall(r"\*\*([^*]+)\*\*", said))
    italic = set(re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", said.replace("**", "\0")))
    assert bold - names() - ruled == set()
    assert italic - names() - _STRESSED == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_leads_somewhere(name):
    for link in re.findall(r"\]\(([^)]+)\)", text(name)):
        path, _, anchor = link.partition("#")
        led = (FOLDER / "de" / path).resolve() if path else FOLDER / "de" / name
        assert led.is_file(), link
        assert not anchor or anchor in [manual.slug(words) for _, words in headings(led)], link


def test_the_window_shows_it_with_the_keys_as_they_are():
    book = {page.id: page for page in manual.pages(KEYS)}
    assert book["statuses"].title == "Was jeder Status bedeutet"
    assert '<strong>Entscheiden und weiter</strong>\u00a0<code class="key">Strg+Eingabe</code>' in book["rulings"].html
    assert 'src="pictures/start-light.png"' in book["start"].html
    assert manual.target("sheets", "../sheets.md") == "../sheets"
    assert manual.page("../sheets").title == "Quote sheets", "what is in English only stays so"
    assert manual.search(tuple(book.values()), "Freigabe")[0].page == "rulings"


def test_help_finds_the_heading_in_german():
    assert manual.in_language("statuses#stale") == "statuses#veraltet"
    assert manual.in_language("rulings#sign-off") == "rulings#freigabe"
    assert manual.in_language("evidence") == "evidence"
    i18n.use_language("en")
    assert manual.in_language("statuses#stale") == "statuses#stale"
