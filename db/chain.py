"""The hash chain of history: each row carries the hash of the row before, so none can be altered unseen."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

START = "0" * 64  # what the first row carries in place of a row before


class Link(NamedTuple):
    """One row of history as stored. `changes` is the JSON text itself, hashed as it stands."""

    seq: int
    id: str
    verb: str
    who: str
    at: str
    article_id: str | None
    undoes: str | None
    changes: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying came to. `broken_at` is the number of the first row that does not fit; `head` the last hash."""

    intact: bool
    edits: int
    broken_at: int | None
    head: str


def extend(
    previous: str,
    seq: int,
    id: str,
    verb: str,
    who: str,
    at: str,
    article_id: str | None,
    undoes: str | None,
    changes: str,
) -> str:
    """The hash of a row that follows the one whose hash is `previous`, in hex."""
    # The list as db.rows.canonical writes it, in half the time: history is verified from end to end.
    of = "null" if article_id is None else quoted(article_id)
    taken = "null" if undoes is None else quoted(undoes)
    head = f"[{seq},{quoted(id)},{quoted(verb)},{quoted(who)},{quoted(at)},{of},{taken},{quoted(previous)}]"
    return sha256(f"{head}\n{changes}".encode("utf-8", "surrogatepass")).hexdigest()


def verify(links: Iterable[Link]) -> ChainReport:
    """Whether every row, in order from the first, carries the right hashes. Stops at the first that does not."""
    head, count = START, 0
    for seq, id, verb, who, at, article_id, undoes, changes, previous, stored in links:
        count += 1
        right = seq == count and previous == head
        if not right or stored != extend(head, seq, id, verb, who, at, article_id, undoes, changes):
            return ChainReport(False, count - 1, seq, head)
        head = stored
    return ChainReport(True, count, None, head)
