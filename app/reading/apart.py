"""Foreign files are read in a process apart: what goes wrong in there is one Unreadable here.

The process has limits on memory, time, output and open files, no network, and cannot write (app.reading.confine says
what each system gives). Bytes go in and JSON comes out through pipes; the answer is checked before it is believed.
Short plain text and Markdown meet no parser that could be harmed and are read at once, in this process.

Nothing is inherited but the interpreter and where it finds its modules: no environment, no open files. A packaged
program starts itself with `VERB` as its only argument, which ui.main hands to app.reading.worker.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from app.reading import articles, confine, evidence, files, wire, worker
from app.reading.pieces import ReadArticle, ReadEvidence, Why, refuse
from app.stopping import Stop, never
from db.errors import Cancelled

VERB = "--read-apart"
_SHORT = 256 * 1024  # bytes of plain text read in this process
_GRACE = 3.0  # seconds beyond the reader's own limit on wall time
_LOOK = 0.02  # seconds between two looks at whether somebody cancelled
_TIME_IS_UP = (14, 24)  # SIGALRM and SIGXCPU, which Windows has no names for
_KILLED = 9  # nobody here did: it is how a system short of memory gets it back
_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path[:] = {path!r}; from app.reading.worker import serve; raise SystemExit(serve())"


def command() -> Sequence[str]:
    """How the process apart is started: the same interpreter without its surroundings, or the packaged program."""
    if getattr(sys, "frozen", False):
        return (sys.executable, VERB)
    path = [str(_ROOT), *(str(Path(entry).resolve()) for entry in sys.path if entry)]
    return (sys.executable, "-I", "-S", "-c", _START.format(path=path))


def read_file(path: Path, *, url: str = "", stop: Stop = never) -> ReadArticle:
    """As app.reading.read_file, apart. Raises Unreadable, or Cancelled."""
    with Reader() as reader:
        return reader.read_file(path, url=url, stop=stop)


def read_evidence(path: Path, *, stop: Stop = never) -> ReadEvidence:
    """As app.reading.read_evidence, apart. Raises Unreadable, or Cancelled."""
    with Reader() as reader:
        return reader.read_evidence(path, stop=stop)


class Reader:
    """Reads files, each in a process of its own, and keeps one such process in waiting for the next.

    `stays`: it is made for many files, so after the first one it loads every format's library and waits prepared. It
    may be used from several threads. `close` it, or use it in a with statement; it ends with its owner, too.
    """

    def __init__(self, *, stays: bool = False, start: Sequence[str] = ()) -> None:
        self._stays = stays
        self._start = tuple(start or command())
        self._waiting: _Process | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read_file(self, path: Path, *, url: str = "", stop: Stop = never) -> ReadArticle:
        """The article in a file. Raises Unreadable, or Cancelled once `stop` says so."""
        return self.read_bytes(files.load(path), path.name, url=url, stop=stop)

    def read_bytes(self, content: bytes, name: str, *, url: str = "", stop: Stop = never) -> ReadArticle:
        """The article in these bytes, as if in a file of that name. Raises as `read_file`."""
        if _is_harmless(content, name):
            return articles.read_bytes(content, name, url=url)
        request = {"verb": "article", "name": name, "url": url}
        return cast(ReadArticle, self._read(request, content, stop))

    def read_evidence(self, path: Path, *, stop: Stop = never) -> ReadEvidence:
        """The evidence in a file. Raises Unreadable, or Cancelled once `stop` says so."""
        return self.read_evidence_bytes(files.load(path), path.name, stop=stop)

    def read_evidence_bytes(self, content: bytes, name: str, *, stop: Stop = never) -> ReadEvidence:
        """The evidence in these bytes, as if in a file of that name. Raises as `read_evidence`."""
        if _is_harmless(content, name):
            return evidence.read_evidence_bytes(content, name)
        request = {"verb": "evidence", "name": name}
        return cast(ReadEvidence, self._read(request, content, stop))

    def close(self) -> None:
        """End the process in waiting."""
        with self._lock:
            process, self._waiting = self._waiting, None
        if process is not None:
            process.end()

    def _take(self) -> "_Process | None":
        """The process in waiting, or a new one where another thread has it; None where none can be started."""
        with self._lock:
            process, self._waiting = self._waiting, None
        if process is not None and process.lives():
            return process
        if process is not None:
            process.end()
        try:
            return _Process(self._start)
        except OSError:
            return None

    def _put_back(self, process: "_Process") -> None:
        with self._lock:
            if self._waiting is None and process.lives():
                self._waiting = process
                return
        process.end()

    def _keep_waiting(self, process: "_Process") -> None:
        """See that a process waits for the next file: this one, where a copy of it did the reading, else a new one."""
        if not worker.FORKS:
            process.end()
            if not self._stays:
                return
            process = _Process(self._start)
        if self._stays:
            process.prepare()
        self._put_back(process)

    def _read(self, request: dict[str, str], content: bytes, stop: Stop) -> ReadArticle | ReadEvidence:
        name = request["name"]
        process = self._take()
        if process is None:
            raise refuse(Why.NO_READER, name)
        try:
            answer = process.ask(request, content, stop)
        except BaseException:
            process.end()
            raise
        if answer is None:
            process.end()
            raise refuse(Why.CRASHED, name)
        self._keep_waiting(process)
        return _believed(answer, content, request)


def _believed(answer: bytes, content: bytes, request: dict[str, str]) -> ReadArticle | ReadEvidence:
    name = request["name"]
    try:
        return wire.heard(answer, content, name, article=request["verb"] == "article")
    except wire.GarbledError as problem:
        raise _failed(answer, name) from problem


def _failed(answer: bytes, name: str) -> Exception:
    """The refusal for an answer that holds nothing read. What failed is logged: places in our code, no words."""
    told: Any = None
    if len(answer) < 10_000:
        try:
            told = json.loads(answer)
        except (ValueError, RecursionError):
            told = None
    if not isinstance(told, dict):
        return refuse(Why.CRASHED, name)
    if told.get("died") in _TIME_IS_UP:
        return refuse(Why.TOO_SLOW, name)
    if told.get("died") == _KILLED:
        return refuse(Why.TOO_HUNGRY, name)
    failure = wire.failure(told)
    logging.getLogger(__name__).info("a reader failed: %s", failure)
    return refuse(Why.CRASHED, name, failure=failure)


def _is_harmless(content: bytes, name: str) -> bool:
    return len(content) <= _SHORT and files.is_plain(content, name)


class _Process:
    """One process apart, as seen from here."""

    def __init__(self, start: Sequence[str]) -> None:
        self._prepared = False
        windows = sys.platform == "win32"
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if windows and name in os.environ}
        self._popen = subprocess.Popen(  # noqa: S603  our own program, with our own arguments
            start,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            cwd=Path(sys.executable).anchor,
            start_new_session=not windows,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._ended = weakref.finalize(self, _end, self._popen)

    def lives(self) -> bool:
        """Whether it can still be asked."""
        return self._popen.poll() is None

    def end(self) -> None:
        """Kill it and whatever it made."""
        self._ended()

    def prepare(self) -> None:
        """Let it load its libraries, once; nothing is waited for."""
        if not self._prepared:
            self._prepared = self._send({"verb": "prepare"}, b"")

    def ask(self, request: dict[str, str], content: bytes, stop: Stop) -> bytes | None:
        """Its answer; None where it ended without one. Raises Cancelled, or Unreadable when its time is up."""
        said: list[bytes | None] = []
        speaking = threading.Thread(target=lambda: said.append(self._exchange(request, content)), daemon=True)
        speaking.start()
        until = time.monotonic() + confine.WALL + _GRACE
        while speaking.is_alive():
            speaking.join(_LOOK)
            if stop():
                self._end_and_wait(speaking)
                raise Cancelled()
            if time.monotonic() > until:
                self._end_and_wait(speaking)
                raise refuse(Why.TOO_SLOW, request["name"])
        return said[0] if said else None

    def _end_and_wait(self, speaking: threading.Thread) -> None:
        _kill(self._popen)  # first: closing a pipe that another thread reads from would wait for that thread
        speaking.join()
        self.end()

    def _exchange(self, request: dict[str, str], content: bytes) -> bytes | None:
        assert self._popen.stdout is not None
        if not self._send(request, content):
            return None
        try:
            return wire.unframe(cast(Any, self._popen.stdout))
        except (OSError, ValueError, wire.GarbledError):
            return None

    def _send(self, request: dict[str, str], content: bytes) -> bool:
        assert self._popen.stdin is not None
        try:
            self._popen.stdin.write(wire.frame(json.dumps(request).encode()) + wire.frame(content))
            self._popen.stdin.flush()
        except (OSError, ValueError):
            return False
        return True


def _kill(popen: "subprocess.Popen[bytes]") -> None:
    if sys.platform != "win32" and popen.poll() is None:
        os.killpg(popen.pid, signal.SIGKILL)  # its session: the copies that read, too
    popen.kill()


def _end(popen: "subprocess.Popen[bytes]") -> None:
    _kill(popen)
    for pipe in (popen.stdin, popen.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # what was left to say, nobody hears
    popen.wait()
