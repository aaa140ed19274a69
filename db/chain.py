"""The hash chain of history: each row carries the hash of the row before, so none can be altered unseen."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future

START = "0" * 64  # what the first row carries in place of a row before
_MANY, _LARGE = 512, 1 << 20  # rows, and characters, that are hashed at a time
_AHEAD = 2  # such batches that wait to be hashed


class Link(NamedTuple):
    """One row of history as stored. `changes` is the JSON text itself, hashed as it stands, or that text's UTF-8."""

    seq: int
    id: str
    verb: str
    who: str
    at: str
    article_id: str | None
    undoes: str | None
    changes: str | bytes
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
    changes: str | bytes,
) -> str:
    """The hash of a row that follows the one whose hash is `previous`, in hex."""
    # The list as db.rows.canonical writes it, in half the time: history is verified from end to end.
    of = "null" if article_id is None else quoted(article_id)
    taken = "null" if undoes is None else quoted(undoes)
    head = f"[{seq},{quoted(id)},{quoted(verb)},{quoted(who)},{quoted(at)},{of},{taken},{quoted(previous)}]\n"
    if isinstance(changes, str):
        return sha256(f"{head}{changes}".encode("utf-8", "surrogatepass")).hexdigest()
    return sha256(head.encode("utf-8", "surrogatepass") + changes).hexdigest()


def verify(links: Iterable[Link]) -> ChainReport:
    """Whether every row, in order from the first, carries the right hashes. Stops at the first that does not.

    Rows are hashed in a thread while the next ones are read: of an encrypted library, that is decrypted.
    """
    from concurrent.futures import ThreadPoolExecutor

    head, count = START, 0
    with ThreadPoolExecutor(1) as hasher:
        hashing: deque[Future[ChainReport | None]] = deque()
        for many in _batches(links):
            hashing.append(hasher.submit(_break_in, many, head, count))
            head, count = many[-1].hash, count + len(many)
            if len(hashing) > _AHEAD and (broken := hashing.popleft().result()) is not None:
                return broken
        found = [broken for one in hashing if (broken := one.result()) is not None]
    return found[0] if found else ChainReport(True, count, None, head)


def _batches(links: Iterable[Link]) -> Iterator[list[Link]]:
    """Some rows at a time, so many that handing them on costs little, and so few that they take little memory."""
    batch: list[Link] = []
    size = 0
    for link in links:
        batch.append(link)
        size += len(link.changes)
        if len(batch) >= _MANY or size >= _LARGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _break_in(links: list[Link], head: str, count: int) -> ChainReport | None:
    """Where these rows break the chain, which came to `head` after `count` rows; None where they do not."""
    for seq, id, verb, who, at, article_id, undoes, changes, previous, stored in links:
        count += 1
        right = seq == count and previous == head
        if not right or stored != extend(head, seq, id, verb, who, at, article_id, undoes, changes):
            return ChainReport(False, count - 1, seq, head)
        head = stored
    return None
