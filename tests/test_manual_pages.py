"""The manual says what the program does: every code's word, every action by its own name, every link to somewhere."""

import ast
import re
from pathlib import Path

import pytest

from db.records import Attribution, EvidenceKind, Form, Kind, Level, Status, Terms, Verdict
from ui import manual, messages
from ui.manual import Page, search
from ui.wording import REASONS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "manual"
KEYS = (("Quote", "Rule and go on", "Ctrl+Enter"), ("Help", "Manual", "F1"), ("File", "Export", ""))
_CODE = re.compile(r"`[^`]*`|^ {4}.*$", re.M)


def plain(path: Path) -> str:
    """A page's words with its line breaks undone, for a phrase may run over two lines; without code."""
    return " ".join(_CODE.sub(" ", path.read_text(encoding="utf-8")).split())


@pytest.fixture(scope="module")
def book() -> tuple[Page, ...]:
    return manual.pages(KEYS)


PAGES = sorted(FOLDER.glob("*.md"))
TEXT = "\n".join(plain(path) for path in PAGES)


def test_the_contents_list_every_page_once_by_its_title(book: tuple[Page, ...]) -> None:
    listed = dict(re.findall(r"\[([^\]]+)\]\(([\w-]+)\.md\)", (FOLDER / "README.md").read_text(encoding="utf-8")))
    assert [listed[page.title] for page in book] == [page.id for page in book]
    assert sorted(page.id for page in book) == sorted(path.stem for path in PAGES if path.stem != "README")


WORDS = [
    *(messages.status_word(one) for one in (*Status, "stale", "signed_off", "term")),
    *(messages.attribution_word(one) for one in Attribution),
    *(messages.terms_word(one) for one in Terms),
    *(messages.form_word(one) for one in Form),
    *(messages.verdict_word(one) for one in Verdict),
    *(messages.kind_label(one) for one in Kind),
    *(messages.level_word(one) for one in Level),
    *(messages.evidence_kind_word(one) for one in EvidenceKind),
]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_every_word_for_a_code_is_in_the_manual(word: str) -> None:
    assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", TEXT, 0 if word[0].isupper() and " " in word else re.I)


@pytest.mark.parametrize("code", [*Attribution, *Terms, *Verdict, *Kind])
def test_every_code_stands_beside_its_word(code: str) -> None:
    assert any(f"`{code}`" in path.read_text(encoding="utf-8") for path in PAGES)


@pytest.mark.parametrize("status", [*Status, "stale", "signed_off", "term"])
def test_every_status_has_a_heading_of_its_own(status: str, book: tuple[Page, ...]) -> None:
    page = next(page for page in book if page.id == "statuses")
    assert messages.status_word(status) in [section.title for section in page.sections]


@pytest.mark.parametrize("level", list(Level))
def test_the_levels_are_told_in_the_programs_own_words(level: Level) -> None:
    assert f"| {level.value} | {messages.level_word(level)}" in (FOLDER / "evidence.md").read_text(encoding="utf-8")


def test_the_refusals_are_told_in_the_programs_own_words() -> None:
    page = (FOLDER / "rulings.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([A-Z][^|]*\.) \|", page, re.M)
    assert told and set(told) <= set(REASONS.values())


def anchors(path: Path) -> set[str]:
    return {manual.slug(found) for found in re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        led = (path.parent / name).resolve() if name else path
        assert led.is_file(), link
        assert not anchor or anchor in anchors(led), link
        assert path.stem == "README" or manual.target(path.stem, link), link


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_picture_is_there_in_both_schemes_and_small(path: Path) -> None:
    for alt, name in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert len(alt) > 8 and name.startswith("pictures/") and "-light." in name
        for scheme in ("light", "dark"):
            picture = path.parent / name.replace("-light.", f"-{scheme}.")
            assert 0 < picture.stat().st_size < 120_000, picture


def test_the_manual_has_pictures() -> None:
    assert sum("](pictures/" in path.read_text(encoding="utf-8") for path in PAGES) >= 3


def test_a_link_is_followed_from_wherever_it_stands() -> None:
    assert manual.target("sheets", "rulings.md#sign-off") == "rulings"
    assert manual.target("sheets", "#export") == "sheets"
    assert manual.target("sheets", "../sheets.md") == "../sheets"
    assert manual.target("../sheets", "manual/sheets.md") == "sheets"
    assert manual.target("../sheets", "command-line.md") == "../command-line"
    for dead in ("../../README.md", "pictures/sheet-pdf.png", "https://example.org/a.md", "gone.md"):
        assert manual.target("../sheets", dead) == ""


def test_what_a_page_links_to_can_be_read_in_the_window() -> None:
    sheets = manual.page("../sheets")
    assert sheets.title == "Quote sheets"
    assert 'href="pictures' not in sheets.html and "<table>" in sheets.html


def strings_of_the_window() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.replace("&", "").rstrip("…"))
    return found


_EMPHASIS = {"left to check", "Where", "Are these the same words?", "Draft", "Look at", "Printed, not said"}
_EMPHASIS |= {"Said, not printed", "The article.", "Your own words.", "The evidence.", "What was there before."}
_EMPHASIS |= {"It failed its check", "It was written by a newer OnRecord", "It may only be read here"}
_EMPHASIS |= {"you have no permission", "Saved"}


def test_what_is_in_italics_is_a_control_by_its_own_name() -> None:
    there = strings_of_the_window() | set(WORDS)
    pattern = re.compile(r"(?<!\*)\*([^*]+?)\*(?!\*)")
    named = {words for path in PAGES for words in pattern.findall(plain(path).replace("**", "\0"))}
    assert named - there - _EMPHASIS == set()
    assert named >= _EMPHASIS, "an exception that nothing needs any more"


def test_no_key_is_written_by_hand_but_those_that_no_action_has() -> None:
    pressed = re.compile(r"\b(?:Ctrl|Alt|Shift)\+|\bF\d+\b")
    for path in PAGES:
        text = re.sub(r"^\|.*\|$", "", path.read_text(encoding="utf-8"), flags=re.M)
        assert not pressed.search(text) or path.stem == "README", path.stem


def test_the_first_mention_of_an_action_says_its_key(book: tuple[Page, ...]) -> None:
    html = next(page for page in book if page.id == "rulings").html
    assert html.count("Ctrl+Enter") == 1
    assert '<strong>Rule and go on</strong>\u00a0<code class="key">Ctrl+Enter</code>' in html


def test_the_keyboard_page_has_the_keys_as_they_are_now() -> None:
    def rows(keys: tuple[tuple[str, str, str], ...]) -> list[str]:
        page = next(page for page in manual.pages(keys) if page.id == "keyboard")
        return re.findall(r"<td>([^<]*)</td>\s*<td><code>([^<]*)</code></td>", page.html)

    assert rows(KEYS)[:2] == [("Rule and go on", "Ctrl+Enter"), ("Manual", "F1")]
    assert rows((("Quote", "Rule and go on", "Ctrl+|"),))[0] == ("Rule and go on", "Ctrl+|")


def test_a_search_for_a_titles_words_finds_the_page_first(book: tuple[Page, ...]) -> None:
    for page in book:
        assert search(book, page.title)[0].page == page.id, page.title


def test_a_search_finds_beginnings_of_words_in_any_order_and_shows_where(book: tuple[Page, ...]) -> None:
    hit = next(hit for hit in search(book, "WITHHELD nam") if hit.anchor == "what-terms-do-to-a-sheet")
    assert (hit.page, hit.section) == ("attribution", "What terms do to a sheet")
    assert {hit.excerpt[start:end].casefold() for start, end in hit.marks} == {"withheld", "nam"}
    assert search(book, "ithheld") == () and search(book, "zebra") == () and search(book, "  ") == ()
    assert [hit.page for hit in search(book, "source's identity")] == [
        hit.page for hit in search(book, "source’s identity")
    ]


def test_a_search_takes_whatever_is_typed(book: tuple[Page, ...]) -> None:
    for odd in ("(", "[a", "\\", "*", "…", "E1", "=", '"', "<b>"):
        assert all(hit.title for hit in search(book, odd))
