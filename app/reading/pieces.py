"""What reading hands on: articles, pieces of evidence, and the blocks both are made from."""

from dataclasses import dataclass
from enum import StrEnum

from db.errors import Unreadable
from db.records import EvidenceKind, LeftOut, Level, Original, Turn

MAX_BYTES = 32 * 1024 * 1024  # a long book in plain text is 2 MB; nothing a newsroom quotes from is larger than this
MAX_MARKUP = 8 * 1024 * 1024  # HTML and mail are taken apart in memory, at some thirty times their size


class Format(StrEnum):
    """How a file is written, as told by its content first and its ending second."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    SUBTITLES = "subtitles"
    OTRANSCRIBE = "otranscribe"
    MAIL = "mail"


class Why(StrEnum):
    """Why a file is refused; `Unreadable.values["why"]` holds one of these. ui.messages words it."""

    MISSING = "missing"
    FOLDER = "folder"
    NOT_A_FILE = "not_a_file"
    NO_PERMISSION = "no_permission"
    CANNOT_OPEN = "cannot_open"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    WRONG_ENDING = "wrong_ending"
    HOSTILE = "hostile"
    NOT_AN_ARTICLE = "not_an_article"
    TOO_SLOW = "too_slow"
    TOO_HUNGRY = "too_hungry"
    CRASHED = "crashed"
    NO_READER = "no_reader"


class Role(StrEnum):
    """What a block of an article is, as far as the file's own markup says."""

    UNKNOWN = ""
    HEADLINE = "headline"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    HEADING = "heading"
    PROSE = "prose"
    FURNITURE = "furniture"
    CAPTION = "caption"
    HIDDEN = "hidden"


class Cut(StrEnum):
    """Why a piece was left out of an article's text; `LeftOut.reason` holds one of these. ui.messages words it."""

    ICONS = "icons"
    SHARE = "share"
    ADVERT = "advert"
    OFFER = "offer"
    COOKIES = "cookies"
    TEMPLATE = "template"
    NAVIGATION = "navigation"
    RELATED = "related"
    CAPTION = "caption"
    PLAYER = "player"
    COMMENTS = "comments"
    CREDITS = "credits"
    FOOTER = "footer"
    AFTER_END = "after_end"
    FURNITURE = "furniture"
    HIDDEN = "hidden"
    HEAD_LINE = "head_line"
    FOOTNOTE = "footnote"
    RUNNING_HEAD = "running_head"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item, without its outer white space. `cut`: its format already leaves it out."""

    text: str
    role: Role = Role.UNKNOWN
    page: int | None = None
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file's own metadata says about an article; "" where it says nothing."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    outlet: str = ""
    date: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A file taken apart: its blocks in reading order, its metadata, and how its bytes became characters."""

    blocks: tuple[Block, ...]
    head: Head = Head()
    encoding: str = ""
    encoding_guessed: bool = False


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as cleaned. `text` is the body, paragraphs a blank line apart; nothing in it was reworded.

    `left_out` says where in `text` each piece stood: at the start of the paragraph that followed it, or at the end
    of the text. `encoding` is "" where the format knows its own; `encoding_guessed` says that it was a guess.
    """

    headline: str
    kicker: str
    standfirst: str
    byline: str
    outlet: str
    dateline: str
    date: str
    url: str
    language: str
    text: str
    left_out: tuple[LeftOut, ...]
    original: Original
    encoding: str = ""
    encoding_guessed: bool = False


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """A piece of evidence as read. `kind` and `level` are proposals; a person decides.

    Each turn's span points at the words spoken, not at the label or time code in front of them.
    """

    kind: EvidenceKind
    title: str
    text: str
    turns: tuple[Turn, ...]
    level: Level
    date: str
    url: str
    original: Original
    origin: str = ""
    encoding: str = ""
    encoding_guessed: bool = False


def words(text: str) -> frozenset[str]:
    """The words of a list written out in one string."""
    return frozenset(text.split())


def refuse(why: Why, name: str, **values: object) -> Unreadable:
    """The known problem for a file that cannot be read, ready to be raised."""
    return Unreadable(why=why.value, name=name, **values)
