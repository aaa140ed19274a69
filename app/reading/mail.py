"""An email (.eml) into its head and its words, by the standard library. Attachments are not opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from app.reading.letters import decode, tidy
from app.reading.pieces import Why, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message says about itself, and its words; `markup` where they are HTML."""

    sender: str
    subject: str
    date: str
    words: str
    markup: bool


def read(content: bytes, name: str) -> Mail:
    """The message. Raises Unreadable (damaged, no_text)."""
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(content, policy=policy.default)
        body = _body(message)
        if body is None:
            raise refuse(Why.NO_TEXT, name)
        payload = body.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else str(body.get_payload()).encode("utf-8", "replace")
        words = decode(raw, name, _charset(body)).text
        sender, subject = _header(message, "From"), _header(message, "Subject")
        return Mail(sender, subject, _date(message), words, body.get_content_type() == "text/html")
    except (LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise refuse(Why.DAMAGED, name) from problem


def _body(message: EmailMessage) -> EmailMessage | None:
    """The first part in plain text that is no attachment, else the first in HTML."""
    plain = rich = None
    for number, part in enumerate(cast("Iterator[EmailMessage]", message.walk())):
        if number > _MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain = plain or part
        elif part.get_content_type() == "text/html":
            rich = rich or part
    return plain or rich


def _charset(part: EmailMessage) -> str:
    charset = part.get_content_charset() or ""
    return "" if charset in {"us-ascii", "utf-8", "unknown-8bit"} else charset


def _header(message: EmailMessage, field: str) -> str:
    return " ".join(tidy(str(message.get(field, ""))).split())


def _date(message: EmailMessage) -> str:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
