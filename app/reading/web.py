"""HTML into blocks: trafilatura says which paragraphs are the article, our own walk keeps every word as it stands.

Nothing is fetched and no entity is resolved. What trafilatura passes over is marked as furniture, not dropped, and
a paragraph of prose between two that it took is kept.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from app.reading.clutter import holds_quotation, is_prose, reports_speech
from app.reading.pieces import Block, Cut, Head, Role, Why, refuse
from app.reading.pieces import words as word_list

_DEEPEST = 400  # nested elements; a page of a real site stays below 60, and libraries walk the tree by recursion
_BREAKS = word_list(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary "
    "table tbody td tfoot th thead time title tr ul"
)
_SILENT = word_list(
    "head script style noscript template svg math iframe object embed canvas audio video map input textarea"
)
_WHOLE = word_list("html body main article")
_FURNITURE = word_list("nav footer form button aside menu dialog select")
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|recommended|newsletter|promo|sidebar|share|sharing|social|cookies?|consent|adverts?|"
    r"ads?|advertisement|subscribe|paywall|breadcrumbs?|toolbar|masthead|site-?header|most-?read|trending|tags?)(?:$|[\s_-])",
    re.I,
)
_LONG = 10_000  # paragraphs; a page of more is read as it stands, since trafilatura takes seconds over it
_MOST = 50_000  # paragraphs; a book has a tenth of these
_HEAD_ROLES = frozenset({Role.HEADLINE, Role.KICKER, Role.STANDFIRST, Role.BYLINE, Role.DATE})
_MOST_COMPARED = 2_000_000_000  # letters of the article times paragraphs of the page: a second or so
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|u-hidden|is-hidden|offscreen)(?:$|[\s_-])", re.I
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CLASSES = (
    (
        Role.BYLINE,
        re.compile(r"(?:^|[\s_-])(?:byline|by-line|author|authors|author-name|contributor)(?:$|[\s_-])", re.I),
    ),
    (Role.KICKER, re.compile(r"(?:^|[\s_-])(?:kicker|eyebrow|overline|topic-?label|section-label)(?:$|[\s_-])", re.I)),
    (
        Role.STANDFIRST,
        re.compile(
            r"(?:^|[\s_-])(?:standfirst|dek|deck|sub-?head(?:line|ing)?|subtitle|article-summary|lede?)(?:$|[\s_-])",
            re.I,
        ),
    ),
    (
        Role.DATE,
        re.compile(r"(?:^|[\s_-])(?:dateline|published|pub-?date|timestamp|date-?time|article-date)(?:$|[\s_-])", re.I),
    ),
    (Role.CAPTION, re.compile(r"(?:^|[\s_-])(?:caption|photo-credit|image-credit)(?:$|[\s_-])", re.I)),
)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def blocks(text: str, name: str, url: str = "") -> tuple[tuple[Block, ...], Head]:
    """The blocks of a web page in the order they stand, those that are no part of the article marked with a cut.

    Raises Unreadable where the page is nested beyond reason, has more than 50,000 paragraphs, or holds no text.
    """
    found = every_block(text, name)
    long = len(found) > _LONG or text.count("<") > 10 * _LONG
    taken, head = ("", Head()) if long else _by_trafilatura(text, url)
    return tuple(_marked(found, taken)), head


def every_block(text: str, name: str) -> tuple[Block, ...]:
    """Every paragraph of a page as it stands, furniture and all. Raises as `blocks` does."""
    found = tuple(islice((block for block in _walk(parse(text, name)) if block.text), _MOST + 1))
    if len(found) > _MOST:
        raise refuse(Why.TOO_LARGE, name, limit=_MOST)
    if not found:
        raise refuse(Why.NO_TEXT, name)
    return found


def parse(text: str, name: str) -> Any:
    """The page as an lxml tree. Raises Unreadable (hostile, damaged, no_text)."""
    from lxml import etree, html

    _quiet()
    text = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as problem:
        raise refuse(Why.NO_TEXT if not text.strip() else Why.DAMAGED, name) from problem
    depth = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise refuse(Why.HOSTILE, name)
    return tree


def _quiet() -> None:
    """Trafilatura reports every page it finds thin as an error; only what stops it should be heard."""
    for library in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _by_trafilatura(text: str, url: str) -> tuple[str, Head]:
    """The text of what trafilatura takes for the article, and its metadata; neither where it gives up."""
    from trafilatura import bare_extraction

    try:
        page = bare_extraction(
            text,
            url=url or None,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            output_format="python",
            # No guess from the text: "bought it in 2018" is not when the article ran.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as problem:  # it raises what its parsers raise; our own walk does without it
        # Not the message: it may quote the page.
        logging.getLogger(__name__).info("a page was read without trafilatura: %s", type(problem).__name__)
        return "", Head()
    if page is None or isinstance(page, dict):
        return "", Head()
    head = Head(
        headline=page.title or "",
        standfirst=page.description or "",
        byline=(page.author or "").replace("; ", ", "),
        outlet=page.sitename or "",
        date=page.date or "",
        url=page.url or url,
        language=page.language or "",
    )
    return page.text or "", head


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _marked(found: Sequence[Block], taken: str) -> list[Block]:
    """The blocks, each that the article does not hold marked as furniture; as they stand where that leaves nothing."""
    lines = {_letters(line) for line in taken.split("\n")}
    whole = _letters(taken)
    small = len(whole) * len(found) < _MOST_COMPARED
    inside = [_held(_letters(block.text), lines, whole if small else "") for block in found]
    body = [place for place, yes in enumerate(inside) if yes and is_prose(found[place].text)]
    first, last = (body[0], body[-1]) if body else (0, len(found))
    marked = []
    for place, block in enumerate(found):
        if block.cut or inside[place] or _stays(block, first < place < last or not taken):
            marked.append(block)
        else:
            cut = Cut.CAPTION if block.role is Role.CAPTION else Cut.FURNITURE
            marked.append(Block(block.text, block.role, cut=cut))
    return marked if any(not block.cut for block in marked) else list(found)


def _held(letters: str, lines: set[str], whole: str) -> bool:
    return letters in lines or (len(letters) > 1 and letters in whole)


def _stays(block: Block, among_prose: bool) -> bool:
    """Whether a paragraph that trafilatura passed over is the article's all the same."""
    if block.role in {Role.FURNITURE, Role.CAPTION}:
        return reports_speech(block.text)
    return among_prose or block.role in _HEAD_ROLES or holds_quotation(block.text)


def _walk(tree: Any) -> Iterator[Block]:
    """Every paragraph that a reader of the page could see, with its role, and the hidden ones marked as such."""
    from lxml import etree

    words: list[str] = []
    roles: list[Role] = [Role.UNKNOWN]
    skipping = None
    headed = False
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        tail = element.tail or "" if event == "end" else ""
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                words.append(tail)
            continue
        if event == "start" and tag in _SILENT:
            skipping = element
            continue
        if event == "start" and _is_hidden(element):
            yield Block(_joined(["".join(element.itertext())]), Role.HIDDEN, cut=Cut.HIDDEN)
            skipping = element
            continue
        if tag in _BREAKS or tag == "br":
            text = _joined(words)
            if text:
                headed = headed or roles[-1] is Role.HEADLINE
                yield Block(text, roles[-1])
            words = []
        if event == "start":
            roles.append(_role(element, tag, roles[-1], headed))
            words += ["“" if _draws_marks(element, tag) else "", element.text or ""]
        else:
            roles.pop()
            words += ["”" if _draws_marks(element, tag) else "", tail]
    yield Block(_joined(words))


def _draws_marks(element: Any, tag: str) -> bool:
    """Whether a browser sets quotation marks round the element that its text does not hold."""
    return tag == "q" and not "".join(element.itertext()).lstrip().startswith(("“", '"', "‘", "'", "«", "„"))


def _joined(words: list[str]) -> str:
    return _SPACE.sub(" ", "".join(words)).strip()


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_CLASS.search(element.get("class") or ""))
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _role(element: Any, tag: str, outer: Role, headed: bool) -> Role:
    if outer is Role.FURNITURE or tag in _FURNITURE:
        return Role.FURNITURE
    if tag in _WHOLE:
        return outer
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _FURNITURE_CLASS.search(names):
        return Role.FURNITURE
    if tag == "h1" and not headed:
        return Role.HEADLINE
    if tag == "figcaption":
        return Role.CAPTION
    signs = f"{names} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    named = (role for role, pattern in _CLASSES if pattern.search(signs))
    return next(named, Role.DATE if tag == "time" and outer is Role.UNKNOWN else outer)
