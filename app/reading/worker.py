"""The process that reads foreign files, from its own side: it waits for requests, and each file gets a process anew.

Where the system can fork (Linux), the waiting process never looks into a file: it copies itself, and the copy, stripped
of what it does not need, reads one file, answers and ends. Elsewhere the process itself reads one file and ends.
"""

import json
import os
import sys
from typing import Any, BinaryIO

from app.reading import confine, wire
from db.errors import Unreadable

_PAGE = (
    b"<html><head><title>A page</title></head><body><article><h1>A page</h1><p>By Ann Lee, 3 May 2021</p>"
    + b"<p>The council met on Monday, she said, and will meet again when the bridge is open.</p>" * 6
    + b"</article></body></html>"
)
_THIN = b"<html><body><p>Nothing was decided on Monday.</p></body></html>"  # for one of these it asks another library
FORKS = sys.platform == "linux"  # macOS forks too, but its own libraries do not bear it


def serve() -> int:
    """Answer requests on standard input until it closes. Returns the exit status."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # a library that prints must not speak into the answer
        os.dup2(nowhere, standard)
    confine.ground()
    while (asked := wire.unframe(incoming)) is not None:
        request = json.loads(asked)
        content = wire.unframe(incoming)
        if content is None:
            break
        if request["verb"] == "prepare":
            _prepare()
            continue
        said = _forked(request, content, (incoming, outgoing)) if FORKS else _alone(request, content)
        outgoing.write(wire.frame(said))
        outgoing.flush()
        if not FORKS:
            break
    return 0


def _prepare() -> None:
    """Load what every format needs, so that no file waits for it; and read a page of our own, which fills caches."""
    import docx
    import pypdfium2
    import pysubs2

    from app.reading.articles import read_bytes

    assert all((docx, pypdfium2, pysubs2))
    for page in (_PAGE, _THIN):
        read_bytes(page, "page.html")


def _alone(request: dict[str, Any], content: bytes) -> bytes:
    confine.one_file()
    return _answer(request, content)


def _forked(request: dict[str, Any], content: bytes, not_its_own: tuple[BinaryIO, ...]) -> bytes:
    """The answer of a copy of this process; `{"died": signal}` where it gave none."""
    out, into = os.pipe()
    copy = os.fork()
    if not copy:
        _in_the_copy(request, content, into, [out, *(stream.fileno() for stream in not_its_own)])
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read(wire.MOST + 1)
    flooded = len(said) > wire.MOST
    if flooded:
        os.kill(copy, 9)
    _, status = os.waitpid(copy, 0)
    if flooded:
        return b"{}"
    if status or not said:
        return json.dumps({"died": status & 0x7F}).encode()
    return said


def _in_the_copy(request: dict[str, Any], content: bytes, into: int, not_its_own: list[int]) -> None:
    status = 1
    try:
        for descriptor in not_its_own:
            os.close(descriptor)
        confine.one_file()
        said = memoryview(_answer(request, content))
        while said:
            said = said[os.write(into, said) :]
        status = 0
    finally:
        os._exit(status)  # whatever was raised: nothing of the waiting process may run twice


def _answer(request: dict[str, Any], content: bytes) -> bytes:
    from app.reading.articles import read_bytes
    from app.reading.evidence import read_evidence_bytes
    from app.reading.pieces import Why, refuse

    name = request["name"]
    try:
        if request["verb"] == "article":
            return wire.telling(read_bytes(content, name, url=request["url"]))
        return wire.telling(read_evidence_bytes(content, name))
    except Unreadable as problem:
        return wire.refusing(problem)
    except MemoryError:
        return wire.refusing(refuse(Why.TOO_HUNGRY, name))
    except Exception as problem:  # a bug of ours must not look like an answer, nor take its message along
        return wire.failing(problem)
