"""From a file or a paste to an article: clutter out and kept, head matter in its fields, the body as it was written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.reading import clutter, files, formats, heads, letters, pdf
from app.reading.pieces import Block, Cut, Format, Head, Pages, ReadArticle, Role, Why, refuse, words
from db.records import Article, ArticleId, LeftOut, Original, new_id, now

_ENGLISH = words("the of and to a in that is was for on with as by at from it be has had said have are not this")


def read_file(path: Path, *, url: str = "") -> ReadArticle:
    """The article in a file: text, Markdown, HTML, DOCX, PDF or email. Raises Unreadable, and nothing else."""
    content = files.load(path)
    return read_bytes(content, path.name, url=url)


def read_bytes(content: bytes, name: str, *, url: str = "") -> ReadArticle:
    """The article in `content`, as if it had come from a file called `name`. Raises Unreadable, and nothing else."""
    files.within_limits(content, name)
    form = files.sniff(content, name)
    pages = formats.take_apart(content, form, name, url)
    if form is Format.PDF:
        pages = replace(pages, blocks=tuple(_over_page_breaks(pages.blocks)))
    return _article(pages, files.original(content, form, name), url)


def read_text(text: str, name: str = "pasted text") -> ReadArticle:
    """The article in a text that was pasted. Raises Unreadable where there is nothing in it, or too much."""
    content = text.encode("utf-8", "replace")
    files.within_limits(content, name)
    pages = Pages(formats.plain(letters.tidy(text)), encoding="utf-8")
    return _article(pages, files.original(content, Format.TEXT, name), "")


def to_article(read: ReadArticle, *, policy: str = "standard") -> Article:
    """The record of an article as read, with a fresh id. One without a headline goes by its file's name."""
    return Article(
        id=ArticleId(new_id()),
        headline=read.headline or Path(read.original.name).stem,
        text=read.text,
        kicker=read.kicker,
        standfirst=read.standfirst,
        byline=read.byline,
        outlet=read.outlet,
        dateline=read.dateline,
        date=read.date,
        url=read.url,
        language=read.language,
        policy=policy,
        left_out=read.left_out,
        original=read.original.sha256,
        added_at=now(),
    )


def _over_page_breaks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each paragraph that a page break had parted made whole."""
    whole: list[Block] = []
    last: int | None = None
    for block in blocks:
        joined = None
        if last is not None and not block.cut and whole[last].page != block.page:
            joined = pdf.run_on(whole[last].text, block.text)
        if last is not None and joined:
            whole[last] = replace(whole[last], text=joined, page=block.page)
            continue
        whole.append(block)
        last = last if block.cut else len(whole) - 1
    return whole


def _article(pages: Pages, original: Original, url: str) -> ReadArticle:
    blocks = pages.blocks
    if not blocks:
        raise refuse(Why.NO_TEXT, original.name)
    reasons = clutter.sort_out(blocks)
    if all(reasons):  # a page of nothing but clutter is read as it stands
        reasons = [Cut.HIDDEN if block.role is Role.HIDDEN else "" for block in blocks]
        if all(reasons):
            raise refuse(Why.NO_TEXT, original.name)
    kept = [place for place, reason in enumerate(reasons) if not reason]
    found = heads.find([blocks[place] for place in kept], pages.head)
    body = kept[found.body :]
    for line in found.unused:
        reasons[kept[line]] = Cut.HEAD_LINE
    text, left_out = _laid_out(blocks, reasons, frozenset(body))
    head = pages.head
    return ReadArticle(
        headline=found.headline,
        kicker=found.kicker,
        standfirst=found.standfirst or _standfirst(head, text),
        byline=found.byline,
        outlet=head.outlet,
        dateline=heads.opening_dateline([blocks[place] for place in body]),
        date=heads.date(found.date) or found.date,
        url=url or head.url,
        language=head.language or _language(text),
        text=text,
        left_out=left_out,
        original=original,
        encoding=pages.encoding,
        encoding_guessed=pages.encoding_guessed,
    )


def _laid_out(blocks: Sequence[Block], reasons: Sequence[str], body: frozenset[int]) -> tuple[str, tuple[LeftOut, ...]]:
    """The body with a blank line between paragraphs, and each piece left out with where the next paragraph starts."""
    text = "\n\n".join(blocks[place].text for place in sorted(body))
    left_out = []
    at = 0
    for place, block in enumerate(blocks):
        if place in body:
            at += len(block.text) + 2
        elif reasons[place]:
            left_out.append(LeftOut(block.text, str(reasons[place]), min(at, len(text))))
    return text, tuple(left_out)


def _standfirst(head: Head, text: str) -> str:
    """A page's own description serves as standfirst, unless it is only the article's first words again."""
    told = re.sub(r"\W", "", head.standfirst)[:60]
    return "" if not told or told in re.sub(r"\W", "", text[:2000]) else head.standfirst


def _language(text: str) -> str:
    """ "en" where the commonest English words make up a fifth of the text's start, else unknown."""
    found = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    return "en" if found and sum(word in _ENGLISH for word in found) >= 0.2 * len(found) else ""
