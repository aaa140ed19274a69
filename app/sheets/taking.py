"""Takes a data sheet back into a library: its article with its quotes, none of them ruled on here.

What another desk checked comes along as a remark on each quote, not as a check or a ruling: those are bound to evidence
that a sheet does not carry, and are the word of people who gave it elsewhere. See docs/decisions/0005.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from app import edits
from app.comparing import bearing, policy_names
from app.intake import NewArticle
from app.intake import new_article as bring_in
from app.reading.apart import Reader
from app.sheets import data, proof
from app.sheets.printable import printable
from app.sheets.sheet import Row, Sheet, joined
from app.sheets.words import Words, vocabulary
from app.stopping import Stop, never
from db.changes import Edit
from db.errors import Unreadable
from db.records import (
    CONTEXT,
    Article,
    ArticleId,
    Attribution,
    Comment,
    CommentId,
    Form,
    Original,
    Quote,
    QuoteId,
    Sha256,
    Terms,
    new_id,
    now,
)
from db.rows import inserted

MEDIA_TYPE: Final = "application/vnd.onrecord.sheet+json"
FOUND_BY: Final = "sheet"  # then ":" and the fingerprint of the sheet
_MOST: Final = 50_000_000  # bytes; a sheet of 10,000 quotes takes 30 million
_MOST_ROWS: Final = 20_000
_ADDRESS: Final = re.compile(r"https?://\S+")


def claims(path: Path) -> bool:
    """Whether a file says that it is a data sheet."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".json" and b'"onrecord-sheet/' in file.read(400)
    except OSError:
        return False  # whoever reads it as an article says why it cannot be read


def content_of(path: Path) -> bytes | None:
    """The bytes of a data sheet; None for any other file. Raises Unreadable ("too_large" and proof.content's)."""
    if not claims(path):
        return None
    if path.stat().st_size > _MOST:
        raise Unreadable(why="too_large", name=path.name)
    return proof.content(path)


def read(content: bytes, name: str = "") -> Sheet:
    """A data sheet that is whole, unchanged since it was made, and means what it says.

    Raises Unreadable: "too_large", "damaged", "not_a_sheet", "unknown_version", "not_intact" (with `where`), "hostile".
    """
    if len(content) > _MOST:
        raise Unreadable(why="too_large", name=name)
    whole = data.parse(content, name)
    changed = data.changes(whole)
    if changed:
        raise Unreadable(why="not_intact", name=name, where=", ".join(changed[:5]))
    sheet = data.read(content, name)
    if not _sound(sheet, whole):
        raise Unreadable(why="hostile", name=name)
    return sheet


def _sound(sheet: Sheet, whole: dict[str, Any]) -> bool:
    """Whether everything in it is such as a sheet of ours could hold."""
    try:
        words = vocabulary(sheet.choice.language)
        codes = [(Form(row.form), Attribution(row.attribution), Terms(row.terms)) for row in sheet.rows]
    except (ValueError, FileNotFoundError):
        return False
    text = sheet.text
    placed = all(0 <= row.start < row.end <= len(text) and text[row.start : row.end] == row.exact for row in sheet.rows)
    ids = {row.quote_id for row in sheet.rows}
    printed = printable(sheet) == sheet and "\x00" not in json.dumps(whole["sheet"])
    addressed = not sheet.head.address or _ADDRESS.fullmatch(sheet.head.address) is not None
    known = bool(words) and len(codes) == len(ids) == len(sheet.rows) <= _MOST_ROWS
    return known and placed and printed and addressed


def from_file(
    path: Path,
    reader: Reader,
    *,
    who: str,
    policies: Path,
    policy: str,
    deadline: str = "",
    stop: Stop = never,
) -> NewArticle:
    """The article of any file, ready to be stored; one that is a data sheet brings its quotes along.

    `policies` is the folder of the house's own, `policy` what an article is checked under that names none known here.
    Raises Unreadable, or Cancelled where `stop` says so.
    """
    sheet = content_of(path)
    if sheet is not None:
        known = policy_names(policies)
        return new_article(sheet, path.name, who=who, policies=known, policy=policy, deadline=deadline)
    return bring_in(reader.read_file(path, stop=stop), who=who, policy=policy, deadline=deadline)


def new_article(
    content: bytes,
    name: str,
    *,
    who: str,
    policies: Collection[str] = ("standard",),
    policy: str = "standard",
    deadline: str = "",
) -> NewArticle:
    """The article of a data sheet, ready to be stored: fresh ids, each quote where it stood, unchecked.

    It keeps the sheet's policy where that is one of `policies`, else takes `policy`. Raises Unreadable, as `read` does.
    """
    sheet = read(content, name)
    own = hashlib.sha256(content).hexdigest()
    original = Original(Sha256(own), MEDIA_TYPE, name, now(), content)
    head = sheet.head
    checked = head.policy if head.policy in policies else policy
    article = replace(article_of(sheet), policy=checked, deadline=deadline, original=original.sha256)
    quotes = quotes_of(sheet, article)
    rows = {(row.start, row.end): row for row in sheet.rows}
    remarks = [_remark(quote, rows[quote.start, quote.end], sheet, who) for quote in quotes]
    return NewArticle(article, quotes, _edit(article, quotes, remarks, who), (original,))


def article_of(sheet: Sheet) -> Article:
    """The article that a sheet is about, as a record with a fresh id."""
    head = sheet.head
    return Article(
        id=ArticleId(new_id()),
        headline=head.headline,
        text=sheet.text,
        kicker=head.kicker,
        standfirst=head.standfirst,
        byline=head.byline,
        outlet=head.outlet,
        dateline=head.dateline,
        date=head.date,
        url=head.address,
        language=head.language,
        added_at=now(),
    )


def quotes_of(sheet: Sheet, article: Article) -> tuple[Quote, ...]:
    """The quotes of a sheet as records of this article with fresh ids, in the article's order."""
    words, by = vocabulary(sheet.choice.language), f"{FOUND_BY}:{data.fingerprint(sheet)}"
    return tuple(_quote(row, article, by, words) for row in in_order(sheet.rows))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows as their quotes stand in the article."""
    return sorted(rows, key=lambda one: (one.start, one.end))


def _edit(article: Article, quotes: tuple[Quote, ...], remarks: list[Comment], who: str) -> Edit:
    edit = edits.add_article(article, quotes, who=who)
    return replace(edit, changes=(*edit.changes, *map(inserted, remarks)))


def _quote(row: Row, article: Article, by: str, words: Words) -> Quote:
    text = article.text
    start, end = _clause(row, text)
    ways = ("excluded", "term_by_hand")
    left_out, called = (words(f"status_note.{way}", reason="\x00").split("\x00")[0] for way in ways)
    by_hand = row.sign == "term" and row.status_words.startswith(called)
    return Quote(
        id=QuoteId(new_id()),
        article_id=article.id,
        start=row.start,
        end=row.end,
        exact=row.exact,
        prefix=text[max(0, row.start - CONTEXT) : row.start],
        suffix=text[row.end : row.end + CONTEXT],
        around=bearing(text, row.start, row.end),
        content_start=start,
        content_end=end,
        spans=((start, end),),
        form=Form(row.form),
        attribution=Attribution(row.attribution),
        speaker=row.speaker,
        name=row.name,
        terms=Terms(row.terms),
        agreed_wording=row.agreed_wording,
        agreed_by=row.agreed,
        proposed_wording=row.change_to,
        note=row.note,
        excluded=row.status_words.removeprefix(left_out) if row.sign == "excluded" else "",
        term_reason=row.status_words.removeprefix(called) if by_hand else "",
        found_by=by,
    )


def _clause(row: Row, text: str) -> tuple[int, int]:
    """Where the clause printed round the quote stands; the quote alone where it is not found round it."""
    clause = joined(row.published)
    at = text.find(clause, max(0, row.end - len(clause)), row.start + len(clause)) if clause else -1
    return (at, at + len(clause)) if at >= 0 else (row.start, row.end)


def _remark(quote: Quote, row: Row, sheet: Sheet, who: str) -> Comment:
    """What the sheet says was found, as a remark that asks for nothing."""
    return Comment(CommentId(new_id()), quote.id, who, now(), remark_words(row, sheet), resolved=True)


def remark_words(row: Row, sheet: Sheet) -> str:
    """What the sheet says was found, as one text."""
    words = vocabulary(sheet.choice.language)
    told = [f"{words('labels.ruling')}: {row.ruling or row.status_words}"]
    told += [f"{words('labels.evidence')}: {row.evidence_words}"] if row.evidence_words else []
    told += [one.words for one in row.comments]
    return words("taken.remark", made=words.time(sheet.foot.made_at), told="\n".join(told))
