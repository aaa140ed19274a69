"""The article in Word, with a comment on each quote and the proposed wordings as tracked changes."""

import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from app.sheets import docx, docx_styles
from app.sheets.lines import lines, notes
from app.sheets.sheet import Row, Sheet, joined
from app.sheets.words import Words, vocabulary
from app.sheets.zipped import settled
from db.records import Span

if TYPE_CHECKING:
    from docx.document import Document

_PROGRAM = "OnRecord"
_GAP = '<w:spacing w:before="280"/>'  # between what the sheet is about and the article
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quote with the number of its comment, and where its words begin and end."""

    row: Row
    n: int
    start: int
    end: int


def render(sheet: Sheet) -> bytes:
    """The document's bytes. Everything it says is the sheet's, so it withholds what the sheet withholds."""
    from docx import Document

    words = vocabulary(sheet.choice.language)
    document = Document()
    docx_styles.dress(document, sheet)
    docx.furnish(document, sheet, words, words("sheet.annotated"))
    _comments(document, sheet, words)
    docx.fill(document, list(_body(sheet, words)))
    docx.describe(document, sheet, words)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), sheet.foot.made_at)


def _comments(document: "Document", sheet: Sheet, words: Words) -> None:
    """Adds a comment on each quote, numbered as the rows are. Its author is who checked the quote, its time when."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = "".join(_comment(row, n, words) for n, row in enumerate(sheet.rows))
    element: Any = document.comments._comments_elm
    for comment in list(parse_xml(f"<w:comments {nsdecls('w')}>{made}</w:comments>")):
        element.append(comment)


def _comment(row: Row, n: int, words: Words) -> str:
    author = row.checker or _PROGRAM
    initials = "".join(part[:1] for part in author.split())[:3]
    title = (f"{row.number}. " if row.number else "") + " — ".join(filter(None, (row.status_words, row.heading)))
    rest = [f"{line.label}: {joined(line.runs)}" for line in lines(row, words) if line.kind != "published"]
    texts = [docx.paragraph("CommentText", docx.run(title, "<w:b/>"))]
    texts += [docx.paragraph("CommentText", docx.run(text)) for text in rest]
    when = f' w:date="{row.checked_at[:19]}Z"' if row.checked_at else ""
    by = f"w:author={quoteattr(author)} w:initials={quoteattr(initials)}"
    return f'<w:comment w:id="{n}" {by}{when}>{"".join(texts)}</w:comment>'


def _body(sheet: Sheet, words: Words) -> Iterator[str]:
    yield docx.paragraph("Heading1", docx.run(sheet.head.headline))
    yield docx.paragraph("Byline", docx.run(sheet.head.line))
    for text in notes(sheet.head, words):
        yield docx.paragraph("Notes", docx.run(text))
    waiting = [_Mark(row, n, *_core(sheet.text, row)) for n, row in enumerate(sheet.rows)]
    waiting.sort(key=lambda mark: mark.start, reverse=True)
    near: list[_Mark] = []
    at, gap = 0, _GAP
    for text in sheet.text.split("\n\n"):
        end = at + len(text)
        while waiting and waiting[-1].start < end:
            near.append(waiting.pop())
        near = [mark for mark in near if mark.end > at]
        yield docx.paragraph("Text", *_marked(sheet, at, end, near), properties=gap)
        gap = ""
        at = end + 2


def _core(text: str, row: Row) -> Span:
    """The quote's place without line breaks at its ends, so that it begins and ends inside a paragraph."""
    words = text[row.start : row.end]
    return row.start + len(words) - len(words.lstrip("\n")), row.start + len(words.rstrip("\n"))


def _marked(sheet: Sheet, start: int, end: int, near: list[_Mark]) -> Iterator[str]:
    """The runs of one paragraph, with the marks where comments begin and end."""
    edges = sorted({start, end, *(min(max(edge, start), end) for m in near for edge in (m.start, m.end))})
    changed = {m.start: m for m in near if _changes_here(m, start, end, near)}
    for a, b in zip(edges, [*edges[1:], end], strict=True):
        for mark in near:
            if mark.end == a:
                yield f'<w:commentRangeEnd w:id="{mark.n}"/><w:r><w:commentReference w:id="{mark.n}"/></w:r>'
        for mark in near:
            if mark.start == a:
                yield f'<w:commentRangeStart w:id="{mark.n}"/>'
        if a in changed:
            yield from _revised(changed[a].row, sheet.foot.made_at)
        else:
            yield docx.run(sheet.text[a:b])


def _changes_here(mark: _Mark, start: int, end: int, near: list[_Mark]) -> bool:
    """Whether the new wording can stand as a tracked change: the quote lies in one paragraph, and alone."""
    alone = not any(one is not mark and one.start < mark.end and mark.start < one.end for one in near)
    return bool(mark.row.change_to) and start <= mark.start and mark.end <= end and alone


def _revised(row: Row, at: str) -> Iterator[str]:
    """Old and new wording word by word: what goes, what comes, what stays."""
    old, new = _WORD.findall(row.change_from), _WORD.findall(row.change_to)
    who = f"w:author={quoteattr(row.checker or _PROGRAM)} w:date={quoteattr(f'{(row.checked_at or at)[:19]}Z')}"
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for n, (what, a, b, c, d) in enumerate(matcher.get_opcodes()):
        number = f'w:id="{row.start * 1000 + n}"'
        if what == "equal":
            yield docx.run("".join(old[a:b]))
            continue
        if a < b:
            gone = docx.run("".join(old[a:b])).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            yield f"<w:del {number} {who}>{gone}</w:del>"
        if c < d:
            yield f"<w:ins {number} {who}>{docx.run(''.join(new[c:d]))}</w:ins>"
