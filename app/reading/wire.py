"""What goes to a reader in its own process and what comes back: length-prefixed JSON, checked on arrival.

Nothing in an answer is trusted: whoever wrote it had a foreign file inside. Each field must be of its kind, each span
inside its text; the bytes of the original never come back, so they cannot come back changed.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from app.reading import files
from app.reading.pieces import Format, ReadArticle, ReadEvidence, Why, refuse, words
from db.errors import Unreadable
from db.records import EvidenceKind, LeftOut, Level, Original, Turn

MOST = 256 * 1024 * 1024  # bytes of one answer; 32 MB of text and its turns come to a third of this
_LENGTH = 8
_WORDS = words("headline kicker standfirst byline outlet dateline date url language text encoding")
_SAID = words("title text date url origin encoding")
_PLACE = re.compile(r"[\w.<>-]{1,60}:\d{1,6} [\w<>]{1,60}", re.A)


class GarbledError(Exception):
    """The answer is not one that a sound reader gives."""


def frame(content: bytes) -> bytes:
    """`content` with its length in front."""
    return len(content).to_bytes(_LENGTH, "big") + content


def unframe(stream: BinaryIO) -> bytes | None:
    """The next framed bytes; None where the stream ended. Raises GarbledError where they are too many."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    if size > MOST:
        raise GarbledError
    content = stream.read(size)
    return content if len(content) == size else None


def telling(read: ReadArticle | ReadEvidence) -> bytes:
    """What was read, without the original's bytes."""
    told = asdict(read)
    told["media_type"] = told.pop("original")["media_type"]
    return json.dumps({"read": told}).encode("ascii")


def refusing(problem: Unreadable) -> bytes:
    """Why it was not read."""
    limit = problem.values.get("limit")
    return json.dumps({"why": problem.values["why"], "limit": limit if isinstance(limit, int) else None}).encode()


def failing(problem: BaseException) -> bytes:
    """A bug of ours: its kind, and where in our own code; never its message, which may quote the file."""
    places = []
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return json.dumps({"bug": type(problem).__name__, "at": places[-8:]}).encode("ascii")


def failure(told: Mapping[str, Any]) -> str:
    """What a failed reader said of itself, as far as it is of the shape that `failing` gives."""
    died, bug, at = told.get("died"), told.get("bug"), told.get("at")
    if type(died) is int:
        return f"signal {died}"
    places = [place for place in at if _PLACE.fullmatch(str(place))] if isinstance(at, list) else []
    return f"{bug if isinstance(bug, str) and bug.isidentifier() else 'unknown'} {' '.join(places)}"[:600]


def heard(answer: bytes, content: bytes, name: str, *, article: bool) -> ReadArticle | ReadEvidence:
    """What a reader's answer says. Raises Unreadable as the reader did, or GarbledError."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as problem:
        raise GarbledError from problem
    if not isinstance(told, dict):
        raise GarbledError
    if "why" in told:
        limit = told.get("limit")
        raise refuse(Why(_one_of(told["why"], Why)), name, **({"limit": limit} if isinstance(limit, int) else {}))
    read = told.get("read")
    if not isinstance(read, dict):
        raise GarbledError
    original = _original(read, content, name)
    return _article(read, original) if article else _evidence(read, original)


def _original(read: Mapping[str, Any], content: bytes, name: str) -> Original:
    forms = {media_type: form for form, media_type in files.MEDIA_TYPES.items()}
    form = forms.get(_text(read, "media_type"))
    if form is None:
        raise GarbledError
    return files.original(content, Format(form), name)


def _article(read: Mapping[str, Any], original: Original) -> ReadArticle:
    told = {field: _text(read, field) for field in _WORDS}
    left_out = tuple(
        LeftOut(_text(cut, "text"), _text(cut, "reason"), _place(cut, "at", told["text"]))
        for cut in _rows(read, "left_out")
    )
    guessed = read.get("encoding_guessed") is True
    return ReadArticle(**told, left_out=left_out, original=original, encoding_guessed=guessed)


def _evidence(read: Mapping[str, Any], original: Original) -> ReadEvidence:
    told = {field: _text(read, field) for field in _SAID}
    return ReadEvidence(
        **told,
        kind=EvidenceKind(_one_of(read.get("kind"), EvidenceKind)),
        level=Level(_one_of(read.get("level"), Level)),
        turns=tuple(_turn(turn, told["text"]) for turn in _rows(read, "turns")),
        original=original,
        encoding_guessed=read.get("encoding_guessed") is True,
    )


def _turn(turn: Mapping[str, Any], text: str) -> Turn:
    start, end, time, page = _place(turn, "start", text), _place(turn, "end", text), turn.get("time"), turn.get("page")
    sound_time = time is None or (type(time) in (int, float) and 0 <= time < 1e9)
    sound_page = page is None or (type(page) is int and page > 0)
    if start > end or not sound_time or not sound_page:
        raise GarbledError
    return Turn(start, end, _text(turn, "speaker"), time, page)


def _rows(read: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    rows = read.get(field)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise GarbledError
    return cast(list[Mapping[str, Any]], rows)


def _text(row: Mapping[str, Any], field: str) -> str:
    text = row.get(field)
    if not isinstance(text, str) or "\x00" in text:
        raise GarbledError
    try:
        text.encode()  # half a surrogate pair would be refused by the library, far from here
    except UnicodeEncodeError as problem:
        raise GarbledError from problem
    return text


def _place(row: Mapping[str, Any], field: str, text: str) -> int:
    place = row.get(field)
    if type(place) is not int or not 0 <= place <= len(text):
        raise GarbledError
    return place


def _one_of(code: object, codes: type[Why] | type[EvidenceKind] | type[Level]) -> str:
    if not isinstance(code, str) or code not in {known.value for known in codes}:
        raise GarbledError
    return code
