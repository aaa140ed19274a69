"""From a file or a paste to a piece of evidence: one text, and the turns, pages or paragraphs it is made of."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.reading import clutter, files, formats, letters, mail, pdf, replies, subtitles, transcripts
from app.reading.pieces import Block, Cut, Format, Pages, ReadEvidence, Why, refuse
from db.records import ArticleId, Evidence, EvidenceId, EvidenceKind, Level, Original, Turn, new_id, now

_NOTES = re.compile(r"\bnotes?\b|\bnotebook\b|\bmemo\b", re.I)
_STATEMENT = re.compile(r"\bstatements?\b|\b(?:press|news|media) release\b|\bfor immediate release\b", re.I)
_KINDS = {
    Format.SUBTITLES: EvidenceKind.TRANSCRIPT,
    Format.OTRANSCRIBE: EvidenceKind.TRANSCRIPT,
    Format.MAIL: EvidenceKind.EMAIL,
    Format.HTML: EvidenceKind.WEB_PAGE,
    Format.DOCX: EvidenceKind.DOCUMENT,
    Format.PDF: EvidenceKind.DOCUMENT,
}
_LEVELS = {EvidenceKind.EMAIL: Level.E2, EvidenceKind.NOTE: Level.E4}


def read_evidence(path: Path) -> ReadEvidence:
    """The evidence in a file of any format we read. Raises Unreadable, and nothing else."""
    return read_evidence_bytes(files.load(path), path.name)


def read_evidence_bytes(content: bytes, name: str) -> ReadEvidence:
    """The evidence in `content`, as if from a file called `name`. Raises Unreadable, and nothing else."""
    files.within_limits(content, name)
    form = files.sniff(content, name)
    original = files.original(content, form, name)
    if form is Format.SUBTITLES:
        decoded = letters.decode(content, name)
        text, turns = subtitles.turns(decoded.text, name)
        read = _evidence(EvidenceKind.TRANSCRIPT, text, turns, original)
        return replace(read, encoding=decoded.encoding, encoding_guessed=decoded.guessed)
    pages = formats.take_apart(content, form, name)
    text, turns = _laid_out(pages)
    if not text:
        raise refuse(Why.NO_TEXT, name)
    spoken = transcripts.turns(text)
    if spoken and form is not Format.MAIL:
        turns = _with_pages(spoken, turns)
    if form is Format.MAIL:
        turns = replies.turned(text, turns)
    read = _evidence(_kind(form, name, text, bool(spoken)), text, turns, original)
    origin = mail.read(content, name).sender if form is Format.MAIL else pages.head.outlet
    return replace(
        read,
        title=pages.head.headline or read.title,
        date=pages.head.date,
        url=pages.head.url,
        origin=origin,
        encoding=pages.encoding,
        encoding_guessed=pages.encoding_guessed,
    )


def read_evidence_text(text: str, title: str = "pasted text") -> ReadEvidence:
    """The evidence in a text that was pasted. Raises Unreadable where there is nothing in it, or too much."""
    return replace(read_evidence_bytes(text.encode("utf-8", "replace"), f"{title}.txt"), title=title)


def to_evidence(
    read: ReadEvidence,
    article_id: ArticleId,
    *,
    kind: EvidenceKind | None = None,
    level: Level | None = None,
    title: str = "",
    origin: str = "",
    date: str = "",
) -> Evidence:
    """The record of a piece of evidence as read, with a fresh id; what a person said about it goes before the guess."""
    return Evidence(
        id=EvidenceId(new_id()),
        article_id=article_id,
        kind=kind or read.kind,
        title=title or read.title,
        text=read.text,
        level=level or read.level,
        origin=origin or read.origin,
        date=date or read.date,
        url=read.url,
        turns=read.turns,
        original=read.original.sha256,
        added_at=now(),
    )


def _evidence(kind: EvidenceKind, text: str, turns: tuple[Turn, ...], original: Original) -> ReadEvidence:
    level = _LEVELS.get(kind, Level.E0)
    return ReadEvidence(kind, Path(original.name).stem, text, turns, level, "", "", original)


def _kind(form: Format, name: str, text: str, spoken: bool) -> EvidenceKind:
    if form is Format.MAIL:
        return EvidenceKind.EMAIL
    if spoken:
        return EvidenceKind.TRANSCRIPT
    first, _, _ = text.partition("\n")
    told = f"{re.sub(r'[_-]', ' ', name)} {first[:200]}"
    if form is not Format.HTML and _NOTES.search(told):
        return EvidenceKind.NOTE
    if form is not Format.HTML and _STATEMENT.search(told):
        return EvidenceKind.STATEMENT
    return _KINDS.get(form, EvidenceKind.STATEMENT)


def _laid_out(pages: Pages) -> tuple[str, tuple[Turn, ...]]:
    """The text, paragraphs a blank line apart, and one turn for each page, or for each paragraph where none is known.

    Furniture of a web page stays out, but not prose: here a wrong cut would lose the very words looked for.
    """
    blocks = [block for block in pages.blocks if not block.cut or _worth_keeping(block)]
    parts: list[str] = []  # of the text so far; joined only where a page turns, or a long text would take forever
    length = 0
    turns: list[Turn] = []
    before: Block | None = None
    for block in blocks:
        turned = before is not None and block.page != before.page
        if turned:
            parts = ["".join(parts)]
        joined = pdf.run_on(parts[0], block.text) if turned else None
        if joined:
            parts = [joined]
            length = len(joined)
        else:
            parts += ["\n\n", block.text] if parts else [block.text]
            length += len(block.text) + (2 if len(parts) > 1 else 0)
        span = Turn(length - len(block.text), length, page=block.page)
        if turns and block.page is not None and not turned:
            span = replace(span, start=turns.pop().start)
        turns.append(span)
        before = block
    return "".join(parts), tuple(turns)


def _worth_keeping(block: Block) -> bool:
    if block.cut in {Cut.HIDDEN, Cut.RUNNING_HEAD, Cut.PAGE_NUMBER}:
        return False
    return block.cut == Cut.FOOTNOTE or clutter.is_prose(block.text) or clutter.holds_quotation(block.text)


def _with_pages(spoken: Sequence[Turn], pages: Sequence[Turn]) -> tuple[Turn, ...]:
    starts = [page.start for page in pages]
    return tuple(replace(turn, page=pages[max(0, bisect_right(starts, turn.start) - 1)].page) for turn in spoken)
