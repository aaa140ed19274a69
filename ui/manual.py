"""The manual: the pages of docs/manual as the help window shows and searches them. No Qt here.

`README.md` is the table of contents: its links, in order, are the pages. Where a page says `<!-- keys -->`, the keys
stand as they are now; a page's **bold** words name an action of the table, and *italic* ones a control. A folder named
like a language holds the pages in it, heading by heading the same; what it lacks is shown in English.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import resources
from db.records import Span
from ui.i18n import spoken, tr

if TYPE_CHECKING:
    from markdown_it.token import Token

FOLDER = "manual"
CONTENTS = "README"
KEYBOARD = "keyboard"
KEYS = "<!-- keys -->"
_HEADING = re.compile(r"^#+ (.*)$", re.M)
_LINK = re.compile(r"\]\(([\w-]+)\.md\)")
_AROUND = 46  # characters of an excerpt before what was found
_EXCERPT = 150

Key = tuple[str, str, str]  # an action's menu, its words, its key as this system writes it


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain words below it. `anchor` is what a link to it ends in, "" for a page's own beginning."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `id` is its file's name without the ending; `html` is its body; the first section is its beginning."""

    id: str
    title: str
    html: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which the words were found. `marks` are those of the words that stand in `excerpt`."""

    page: str
    title: str
    section: str
    anchor: str
    excerpt: str
    marks: tuple[Span, ...]


def order() -> tuple[str, ...]:
    """The ids of the manual's pages, as the table of contents has them."""
    return tuple(dict.fromkeys(_LINK.findall(_source(CONTENTS, ()))))


def pages(keys: Sequence[Key]) -> tuple[Page, ...]:
    """Every page of the manual, in order, with these keys."""
    return tuple(page(name, keys) for name in order())


def page(name: str, keys: Sequence[Key] = ()) -> Page:
    """The page of that name: one of the manual's, or "../sheets" for another of docs. Raises FileNotFoundError."""
    return _made(name, _source(name, keys), tuple(keys))


def _source(name: str, keys: Sequence[Key]) -> str:
    return _text(name, spoken()).replace(KEYS, _tables(keys))


def _text(name: str, language: str) -> str:
    """The page as it is written in that language, its links as if it lay in the manual's own folder."""
    if language != "en" and "/" not in name:
        with suppress(FileNotFoundError):
            found = resources.document(f"{FOLDER}/{language}/{name}.md")
            return found.read_text(encoding="utf-8").replace("](../", "](")
    return resources.document(f"{FOLDER}/{name}.md").read_text(encoding="utf-8")


def in_language(place: str) -> str:
    """A place named by its English heading, "statuses#stale", as it is named in the reader's language."""
    name, _, anchor = place.partition("#")
    english, here = (_HEADING.findall(_text(name, language)) for language in ("en", spoken()))
    for heading, own in zip(english, here, strict=False):
        if anchor and slug(heading) == anchor:
            return f"{name}#{slug(own)}"
    return place


def _tables(keys: Iterable[Key]) -> str:
    """The keys as tables, one for each menu."""
    menus: dict[str, list[tuple[str, str]]] = {}
    for menu, words, key in keys:
        if key:
            menus.setdefault(menu, []).append((words, key))
    lines: list[str] = []
    for menu, rows in menus.items():
        lines += [f"## {menu}", "", f"| {tr('Action')} | {tr('Key')} |", "|---|---|"]
        lines += [f"| {words} | {_in_code(key)} |" for words, key in rows]
        lines.append("")
    return "\n".join(lines)


def _in_code(key: str) -> str:
    fence = "``" if "`" in key else "`"
    return f"{fence} {key} {fence}".replace("|", "\\|")


def slug(heading: str) -> str:
    """A heading as the end of a link to it, as code hosts make it: "Off the record" → "off-the-record"."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@lru_cache(maxsize=64)
def _made(name: str, source: str, keys: tuple[Key, ...]) -> Page:
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark").enable("table")
    md.enable("smartquotes")
    md.options.update(html=False, typographer=True)
    tokens = md.parse(re.sub(r"^<!--.*?-->$", "", source, flags=re.M))
    sections = tuple(_sections(tokens))
    _drop_dead_links(name, tokens)
    _show_keys(tokens, {words: key for _, words, key in keys if key})
    html = md.renderer.render(tokens, md.options, {}).replace("\n</code></pre>", "</code></pre>")
    return Page(name, sections[0].title, html, sections)


def _sections(tokens: "Sequence[Token]") -> Iterable[Section]:
    title, parts, first = "", [""], True
    for at, token in enumerate(tokens):
        if token.type in ("code_block", "fence"):
            parts.append(" ".join(token.content.split()))
        if token.type != "inline":
            continue
        words, opened = _plain(token), [one.type for one in tokens[max(0, at - 2) : at]]
        if opened[-1:] == ["heading_open"]:
            if parts != [""]:
                yield Section(title, "" if first else slug(title), " ".join(filter(None, parts)))
                first = False
            title, parts = words, []
        else:
            parts.append(f"· {words}" if opened in (["td_close", "td_open"], ["th_close", "th_open"]) else words)
    yield Section(title, "" if first else slug(title), " ".join(filter(None, parts)))


def _plain(token: "Token") -> str:
    return _words(token.children or ())


def _words(tokens: "Iterable[Token]") -> str:
    said = {"softbreak": " ", "hardbreak": " "}
    return "".join(said.get(token.type, token.content) for token in tokens)


def _show_keys(tokens: "Sequence[Token]", keys: Mapping[str, str]) -> None:
    """Let the first mention of an action on the page be followed by its key."""
    from markdown_it.token import Token

    left = dict(keys)
    for token in tokens:
        children: list[Token] = []
        named: list[Token] = []
        for child in token.children or ():
            children.append(child)
            named = [] if child.type == "strong_open" else [*named, child]
            if child.type == "strong_close" and (key := left.pop(_words(named[:-1]), "")):
                said = Token("code_inline", "code", 0, content=key, attrs={"class": "key"})
                children += [Token("text", "", 0, content="\u00a0"), said]
        if token.children is not None:
            token.children = children


def target(name: str, link: str) -> str:
    """Where a link on the page `name` leads, as a name for `page`; "" where that is no document of ours."""
    path, _, _ = link.partition("#")
    if not path:
        return name
    led = posixpath.normpath(posixpath.join(posixpath.dirname(f"{FOLDER}/{name}"), path))
    stem = led.removesuffix(".md")
    if ":" in link or stem == led or led.startswith("../"):
        return ""
    try:
        resources.document(led)
    except FileNotFoundError:
        return ""
    return posixpath.relpath(stem, FOLDER)


def _drop_dead_links(name: str, tokens: "Sequence[Token]") -> None:
    """Pictures, decisions and addresses are for readers of the folder: here their words stand without a link."""
    for token in tokens:
        kept, dead = [], False
        for child in token.children or ():
            if child.type == "link_open":
                dead = not target(name, str(child.attrGet("href")))
            if not (dead and child.type in ("link_open", "link_close")):
                kept.append(child)
        if token.children is not None:
            token.children = kept


def search(book: Sequence[Page], wanted: str) -> tuple[Hit, ...]:
    """The sections that hold every one of these words, or their beginnings: those with the words in a title first."""
    words = wanted.casefold().replace("'", "’").split()
    if not words:
        return ()
    ranked: list[tuple[int, int, Hit]] = []
    for one in book:
        for section in one.sections:
            titles = f"{one.title} {section.title}"
            if all(_at(word, f"{titles} {section.text}") >= 0 for word in words):
                in_page = all(_at(word, one.title) >= 0 for word in words)
                in_section = all(_at(word, section.title) >= 0 for word in words)
                rank = 0 if in_page and section.anchor == "" else 1 if in_section else 2
                ranked.append((rank, len(ranked), _hit(one, section, words)))
    return tuple(hit for _, _, hit in sorted(ranked, key=lambda found: found[:2]))


def _at(word: str, text: str) -> int:
    """Where a word of the text begins so; -1 where none does."""
    found = re.search(rf"(?<!\w){re.escape(word)}", text, re.I)
    return found.start() if found else -1


def _hit(one: Page, section: Section, words: Sequence[str]) -> Hit:
    places = [at for word in words if (at := _at(word, section.text)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    if start:
        start = section.text.find(" ", start) + 1
    text = section.text[start : start + _EXCERPT]
    excerpt = f"{'… ' if start else ''}{text}{' …' if start + _EXCERPT < len(section.text) else ''}"
    heading = section.title if section.anchor else ""
    return Hit(one.id, one.title, heading, section.anchor, excerpt, marks(excerpt, words))


def marks(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where these words, or words that begin so, stand in the text."""
    spans = [found.span() for word in words for found in re.finditer(rf"(?<!\w){re.escape(word)}", text, re.I)]
    return tuple(sorted(set(spans)))


def keys_of(actions: Iterable[Any], key_words: Callable[[str], str]) -> tuple[Key, ...]:
    """The table's actions as the keyboard page lists them. `key_words(id)` is the key as this system writes it."""
    return tuple((tr(one.menu), _named(one), key_words(one.id)) for one in actions)


def _named(action: Any) -> str:
    """Not "Undo: ruled verbatim" but "Undo"; a policy or a ruling has no other name than the one it makes."""
    return (tr(action.words) if action.words else str(action.said())).rstrip("…")
