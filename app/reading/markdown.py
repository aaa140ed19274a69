"""Markdown into blocks, by markdown-it-py: the words without their marks, front matter as metadata."""

import re

from app.reading.pieces import Block, Head, Role, Why, refuse

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w[\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.M)
_NAMES = {
    "title": "headline",
    "headline": "headline",
    "description": "standfirst",
    "standfirst": "standfirst",
    "subtitle": "standfirst",
    "author": "byline",
    "byline": "byline",
    "date": "date",
    "outlet": "outlet",
    "publication": "outlet",
    "source": "outlet",
    "url": "url",
    "link": "url",
    "lang": "language",
    "language": "language",
}
_NESTING = 30  # deeper lists and quotes than this are an attack, not an article


def blocks(text: str, name: str) -> tuple[tuple[Block, ...], Head]:
    """The blocks of a Markdown text, its first top heading as the headline, and what its front matter says.

    Raises Unreadable (no_text).
    """
    from markdown_it import MarkdownIt

    head = Head()
    front = _FRONT.match(text)
    if front:
        head = _head(front.group(1))
        text = text[front.end() :]
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING, "html": False}).enable("table")
    found: list[Block] = []
    heading = ""
    headed = False
    for token in parser.parse(text):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = ""
        elif token.type == "inline":
            words = _words(token.children or [])
            role = Role.UNKNOWN
            if heading:
                role = Role.HEADLINE if heading == "h1" and not headed else Role.HEADING
                headed = headed or role is Role.HEADLINE
            found += [Block(part, role) for part in words if part]
        elif token.type in {"code_block", "fence"} and token.content.strip():
            found.append(Block(token.content.strip()))
    if not found:
        raise refuse(Why.NO_TEXT, name)
    return tuple(found), head


def _words(children: list) -> list[str]:  # type: ignore[type-arg]
    """The words of one run of inline tokens; a hard break starts a new paragraph, a soft one is a space."""
    parts = [""]
    for child in children:
        if child.type in {"text", "code_inline"}:
            parts[-1] += child.content
        elif child.type == "softbreak":
            parts[-1] += " "
        elif child.type == "hardbreak":
            parts.append("")
    return [part.strip() for part in parts]


def _head(front: str) -> Head:
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(front):
        field = _NAMES.get(name.lower())
        if field and value:
            fields.setdefault(field, value.strip("\"'"))
    return Head(**fields)
