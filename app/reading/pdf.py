"""PDF into blocks, by pypdfium2: lines put back together into paragraphs, running heads and page numbers told apart.

A hyphen at the end of a line is undone only where the word without it is likelier: "manu-facturer" is joined,
"well-known" keeps its hyphen.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import Any

from app.reading.clutter import ends_like_a_sentence
from app.reading.letters import tidy
from app.reading.pieces import Block, Cut, Head, Role, Why, refuse
from app.reading.pieces import words as word_list

_MOST_PAGES = 2000
_ONE_AT_A_TIME = Lock()  # PDFium is not safe to call from two threads
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_BROKEN = "\x02\ufffe"  # PDFium puts one of these where a line ends in a hyphen
_PAGE_NUMBER = re.compile(
    r"[\s\W]*(?:page|p\.?|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?[\s\W]*", re.I
)
_LABEL = re.compile(r"[A-Z][\w.'’ -]{0,40}(?:[\[(][\d:.]+[\])])?: |\[?\d{1,2}:\d\d|[QA][.:] |[•·▪–-] ")
_WORD = re.compile(r"[^\W\d_]+(?:[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
_FIRST_PARTS = word_list(
    "all anti cross co counter deputy double ex far fast four free full half hard high ill inter large last left long "
    "low mid mis multi near new non off old on one open over part post pre pro quasi re right second self semi short "
    "single six small so still sub ten third three two ultra under up vice well wide world year"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    height: float
    hyphen: bool


@dataclass(frozen=True, slots=True)
class _Page:
    pitch: float
    left: float
    right: float


def blocks(content: bytes, name: str) -> tuple[tuple[Block, ...], Head]:
    """The paragraphs of a PDF with their pages. A paragraph that runs over a page break is parted there.

    Raises Unreadable: encrypted, damaged, too_large (more than 2,000 pages), no_text (pictures of pages only).
    """
    with _ONE_AT_A_TIME:
        pages, head = _pages(content, name)
    words = Counter(word for page in pages for word in _whole_words(page))
    usual = _usual_gap(pages)
    repeated = _repeated(pages, usual)
    found: list[Block] = []
    for number, page in enumerate(pages, 1):
        body, cut = _without_furniture(page, repeated, usual, number)
        found += cut
        found += [Block(_joined(lines, words), Role.UNKNOWN, number) for lines in _paragraphs(body)]
    found = [block for block in found if block.text]
    if not any(not block.cut for block in found):
        raise refuse(Why.NO_TEXT, name)
    return tuple(found), head


def _pages(content: bytes, name: str) -> tuple[list[list[_Line]], Head]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise refuse(Why.ENCRYPTED if locked else Why.DAMAGED, name) from problem
    try:
        if len(document) > _MOST_PAGES:
            raise refuse(Why.TOO_LARGE, name, limit=_MOST_PAGES)
        metadata = document.get_metadata_dict()
        head = Head(byline=tidy(metadata.get("Author", "")).strip())
        return [_lines(document, number) for number in range(len(document))], head
    except pypdfium2.PdfiumError as problem:
        raise refuse(Why.DAMAGED, name) from problem
    finally:
        document.close()


def _lines(document: Any, number: int) -> list[_Line]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        return [line for match in _LINE.finditer(text) if (line := _line(text_page, match))]
    finally:
        text_page.close()
        page.close()


def _line(text_page: Any, match: re.Match[str]) -> _Line | None:
    raw = match.group()
    words = tidy(raw.rstrip(_BROKEN)).strip()
    if not words:
        return None
    start = match.start() + len(raw) - len(raw.lstrip())
    end = match.start() + len(raw.rstrip(_BROKEN + " ")) - 1
    try:
        left, bottom, _, top = text_page.get_charbox(start, loose=True)
        right = text_page.get_charbox(max(start, end), loose=True)[2]
    except (ValueError, RuntimeError):
        left = bottom = top = right = 0.0
    return _Line(words, left, right, bottom, max(top - bottom, 0.1), raw[-1] in _BROKEN or words.endswith("-"))


def _whole_words(page: Sequence[_Line]) -> Iterator[str]:
    """The words of a page in lower case, without the halves of those that a line end broke."""
    broken = False
    for line in page:
        words = [word.lower() for word in _WORD.findall(line.text)]
        yield from words[1 if broken else 0 : -1 if line.hyphen else None]
        broken = line.hyphen


def _edges(page: Sequence[_Line], usual: float) -> list[_Line]:
    """The lines at the top and bottom of a page that stand apart from the rest, two at most on either side."""
    down = sorted(page, key=lambda line: -line.bottom)
    return _apart(down, usual) + _apart(down[::-1], usual)


def _apart(lines: Sequence[_Line], usual: float) -> list[_Line]:
    """The first line, or two, if a wider space or another size sets them off from what follows."""
    for place, (near, far) in enumerate(pairwise(lines[:3])):
        gap = abs(near.bottom - far.bottom)
        if gap > 1.1 * usual or abs(near.height - far.height) > 0.08 * far.height:
            return list(lines[: place + 1])
    return []


def _usual_gap(pages: Sequence[Sequence[_Line]]) -> float:
    """The commonest distance from line to line, in points."""
    gaps = [above.bottom - below.bottom for page in pages for above, below in pairwise(page)]
    return median([gap for gap in gaps if gap > 0] or [0.0])


def _repeated(pages: Sequence[Sequence[_Line]], usual: float) -> set[str]:
    """Running heads: lines at the edge of at least half the pages, their figures aside."""
    seen = Counter(key for page in pages for key in {_without_figures(line.text) for line in _edges(page, usual)})
    return {key for key, times in seen.items() if times >= max(2, len(pages) / 2)}


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().lower()


def _without_furniture(
    page: Sequence[_Line], repeated: set[str], usual: float, number: int
) -> tuple[list[_Line], list[Block]]:
    edges = {id(line) for line in _edges(page, usual)}
    body, cut = [], []
    for line in page:
        if id(line) in edges and _PAGE_NUMBER.fullmatch(line.text):
            cut.append(Block(line.text, page=number, cut=Cut.PAGE_NUMBER))
        elif id(line) in edges and _without_figures(line.text) in repeated:
            cut.append(Block(line.text, page=number, cut=Cut.RUNNING_HEAD))
        else:
            body.append(line)
    return body, cut


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    if not lines:
        return
    pitches = [pitch for above, below in pairwise(lines) if (pitch := above.bottom - below.bottom) > 0]
    page = _Page(
        median(pitches) if pitches else 0.0, min(line.left for line in lines), max(line.right for line in lines)
    )
    paragraph = [lines[0]]
    for above, below in pairwise(lines):
        if _parted(above, below, page):
            yield paragraph
            paragraph = []
        paragraph.append(below)
    yield paragraph


def _parted(above: _Line, below: _Line, page: _Page) -> bool:
    """Whether a new paragraph starts at `below`: by the space between, by size, by indent, or after a short line."""
    down = above.bottom - below.bottom
    ended = ends_like_a_sentence(above.text)
    if abs(above.height - below.height) > 0.15 * max(above.height, below.height):
        return True
    if down <= 0:  # the next column, or the same line again
        return not above.hyphen and ended
    if down > 1.3 * max(page.pitch, above.height):
        return True
    if below.left - above.left > 0.8 * above.height and not above.hyphen:
        return True
    short = page.right - above.right
    wide = down > 1.8 * above.height  # all lines are this far apart: double spacing, or paragraphs of a line each
    return ended and (short > (0.08 if wide else 0.15) * (page.right - page.left) or bool(_LABEL.match(below.text)))


def _joined(lines: Sequence[_Line], words: Counter[str]) -> str:
    text = lines[0].text
    for above, below in pairwise(lines):
        if above.hyphen:
            text = join_broken(text, below.text, words)
        else:
            text += " " + below.text
    return text if not lines[-1].hyphen else text.rstrip("-") + "-"


def join_broken(first: str, second: str, words: Counter[str]) -> str:
    """`first`, which ended a line in a hyphen, and `second` as one text; the hyphen stays where it is the word's own.

    `words` counts the words of the document, hyphenated ones whole, in lower case.
    """
    first = first.rstrip("-\N{HYPHEN}\N{SOFT HYPHEN}")
    before = re.search(r"[^\W\d_]+$", first)
    after = re.match(r"[^\W\d_]+", second)
    if not before or not after or after.group()[0].isupper():
        return f"{first}-{second}"
    start, rest = before.group().lower(), after.group().lower()
    whole, hyphenated = words[start + rest], words[f"{start}-{rest}"]
    if whole != hyphenated:
        return first + second if whole > hyphenated else f"{first}-{second}"
    own_words = start in _FIRST_PARTS or (words[start] > 1 and words[rest] > 1)
    return f"{first}-{second}" if own_words and len(rest) > 2 else first + second


def run_on(above: str, below: str) -> str | None:
    """Two paragraphs on either side of a page break as the one they are, or None where the second starts afresh."""
    if not below[0].islower() or len(above.split(maxsplit=4)) < 4:  # `above` may be all of a long text
        return None
    if above.endswith("-"):
        return join_broken(above, below, Counter(word.lower() for word in _WORD.findall(f"{above[:-1]} {below}")))
    return None if ends_like_a_sentence(above) or above.endswith(":") else f"{above} {below}"
