"""Foreign files are read in a process apart: what happens in there is an article, evidence, or one sentence here."""

import logging
import os
import platform
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app import reading
from app.reading import apart, confine, wire, worker
from db.errors import Cancelled, Unreadable
from tests.app.reading.builders import pdf_file, word_file
from ui.main import _READ_APART
from ui.messages import words

PAGE = b"<html><body><h1>A plain page</h1><p>It rained on Monday, and again on Wednesday, she said.</p></body></html>"
FILES = {
    "a.docx": word_file(lambda document: document.add_paragraph("“Nothing was decided,” she said.")),
    "a.pdf": pdf_file("Nothing was decided, she said."),
    "a.html": PAGE,
    "a.eml": b"From: a@b.example\r\nSubject: The bridge\r\nMessage-ID: <1>\r\n\r\nNothing was decided, she said.\r\n",
}
TRANSCRIPTS = {
    "a.vtt": b"WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Jane>Nothing was decided.\n\n",
    "a.otr": b'{"text": "<p><span class=\\"timestamp\\">00:01</span> JANE: No.</p>", "media": "a", "media-time": 1}',
}
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="each system has limits of its own")


@pytest.fixture(scope="module")
def reader():
    with apart.Reader() as one:
        yield one


def put(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def same(read):
    """What was read, without the minute it came in."""
    return {name: getattr(read, name) for name in read.__slots__ if name != "original"}, read.original.sha256


@pytest.mark.parametrize("name", FILES)
def test_an_article_comes_back_as_if_read_here(tmp_path, reader, name):
    path = put(tmp_path, name, FILES[name])
    assert same(reader.read_file(path, url="https://a.example/")) == same(
        reading.read_file(path, url="https://a.example/")
    )


@pytest.mark.parametrize("name", [*FILES, *TRANSCRIPTS])
def test_evidence_comes_back_as_if_read_here(tmp_path, reader, name):
    path = put(tmp_path, name, {**FILES, **TRANSCRIPTS}[name])
    read = reader.read_evidence(path)
    assert same(read) == same(reading.read_evidence(path))
    assert read.original.content == path.read_bytes()


def test_short_plain_text_starts_no_process(tmp_path):
    with apart.Reader(start=["/no/such/program"]) as none:
        for name in ("a.txt", "a.md"):
            path = put(tmp_path, name, b"A headline\n\nNothing was decided, she said.")
            assert none.read_file(path).text.endswith("she said.")
            assert none.read_evidence(path).text.endswith("she said.")
        for name, content in (
            ("a.html", PAGE),
            ("a.txt", FILES["a.docx"]),
            ("b.txt", PAGE),
            ("c.txt", b"word " * 60_000),
        ):
            with pytest.raises(Unreadable) as refused:
                none.read_file(put(tmp_path, name, content))
            assert refused.value.values["why"] == "no_reader"


def test_a_refusal_comes_back_with_its_reason(tmp_path, reader):
    for name, content, why in (
        ("cut.pdf", b"%PDF-1.7\n", "damaged"),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "unsupported"),
        ("text.pdf", b"Nothing.", "wrong_ending"),
        ("deep.html", b"<html>" + b"<div>" * 100_000, "hostile"),
    ):
        with pytest.raises(Unreadable) as refused:
            reader.read_file(put(tmp_path, name, content))
        assert (refused.value.values["why"], refused.value.values["name"]) == (why, name)


# A reader that a file can take over: the worker as it is, but code in a page is run in the place of reading.
_TAKEN_OVER = """
import sys
sys.path[:] = {path!r}
from app.reading import confine, wire, worker
confine.SECONDS, confine.WALL, confine.MEMORY = 1, 3, 600 * 1024 * 1024
wire.MOST = 4 * 1024 * 1024
def answer(request, content):
    _, marked, code = content.partition(b"<!--DO")
    scope = dict(request=request, content=content, sound=sound, said=b"")
    exec(code, scope)
    return scope["said"] if marked else sound(request, content)
sound, worker._answer = worker._answer, answer
raise SystemExit(worker.serve())
"""
_HERE = [str(Path(__file__).resolve().parents[3]), *(entry for entry in sys.path if entry)]
_START = [sys.executable, "-I", "-S", "-c", _TAKEN_OVER.format(path=_HERE)]


@pytest.fixture(scope="module")
def open_to_attack():
    with apart.Reader(start=_START) as one:
        yield one


def attack(code):
    return b"<html><!--DO\n" + code.encode()


_INSTEAD = """
import app.reading.articles
def read(*_, **__):
    {}
app.reading.articles.read_bytes = read
said = sound(request, content)
"""
ENDS = {
    "a crash": ("import ctypes; ctypes.string_at(0)", "crashed"),
    "an end without an answer": ("import os; os._exit(0)", "crashed"),
    "an end with a status": ("import os; os._exit(3)", "crashed"),
    "a trap": ("import os, signal; signal.raise_signal(signal.SIGILL)", "crashed"),
    "a loop": ("while True: pass", "too_slow"),
    "a sleep": ("import time; time.sleep(60)", "too_slow"),
    "a hunger for memory": (_INSTEAD.format("return bytes(1 << 30)"), "too_hungry"),
    "a bug": (_INSTEAD.format("return {}['It rained on Monday']"), "crashed"),
    "noise": ("said = b'\\xff' * 100", "crashed"),
    "a deep answer": ("said = b'[' * 1000000", "crashed"),
    "an answer of the wrong shape": ('said = b\'{"read": {"text": 1}}\'', "crashed"),
    "an unknown reason": ('said = b\'{"why": "because"}\'', "crashed"),
    "a flood": ("said = bytes(9000000)", "crashed"),
}


@ON_LINUX
@pytest.mark.parametrize("end", ENDS)
def test_whatever_happens_in_there_is_one_sentence_and_the_next_file_is_read(tmp_path, open_to_attack, caplog, end):
    code, why = ENDS[end]
    caplog.set_level(logging.INFO)
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        open_to_attack.read_file(put(tmp_path, "a.html", attack(code)))
    assert time.monotonic() - started < 12
    assert refused.value.values["why"] == why
    assert words(refused.value).startswith("a.html")
    assert open_to_attack.read_file(put(tmp_path, "b.html", PAGE)).text.startswith("It rained")
    assert "rain" not in caplog.text + str(refused.value.values)


_IN_C = "import ctypes, os\nc = ctypes.CDLL(None)\nif c.{} < 0: raise PermissionError"
FORBIDDEN = {
    "a socket": "import socket; socket.socket()",
    "a socket past Python": _IN_C.format("socket(2, 1, 0)"),
    "a file to write": "open(name, 'w')",
    "a file to write past Python": _IN_C.format("open(name.encode(), 0o102, 0o600)"),
    "a file to remove": _IN_C.format("unlink(name.encode())"),
    "another program": "import subprocess; subprocess.run(['true'])",
    "another program past Python": _IN_C.format("execv(b'/bin/true', None)"),
    "a process": _IN_C.format("fork()"),
    "a signal to the parent": _IN_C.format("kill(os.getppid(), 9)"),
    "another process's memory": _IN_C.format("ptrace(16, os.getppid(), 0, 0)"),
    "the environment": "import os\nif set(os.environ) <= {'LC_CTYPE'}: raise PermissionError",
    "an open file of ours": "import os\nif len(os.listdir('/proc/self/fd')) <= 6: raise PermissionError",
    "many files": "import os\nkept = [os.open('/dev/null', os.O_RDONLY) for _ in range(64)]",
}
# What a break-out from a library in C would ask the system for: the call's number on x86-64, and what it is given.
CALLS = {
    "a signal to the parent, queued": "129, os.getppid(), 9, bytes(8) + b'\\xff' * 4 + bytes(116)",
    "a signal to a thread, queued": "297, *2 * [os.getppid()], 9, bytes(8) + b'\\xff' * 4 + bytes(116)",
    "the parent's limits": "302, os.getppid(), 7, struct.pack('QQ', 9, 9), None",
    "limits of its own": "302, 0, 7, struct.pack('QQ', 9, 9), None",
    "its time": "38, 0, bytes(32), None",
    "the parent's priority": "141, 0, os.getppid(), 19",
    "the parent's turn at the disk": "251, 1, os.getppid(), 0x6000",
    "the parent's processors": "203, os.getppid(), 8, b'\\1' + bytes(7)",
    "how the parent is scheduled": "144, os.getppid(), 3, bytes(4)",
    "a signal by way of an open file": "72, here, 8, os.getppid()",
    "a lock on a file": "73, here, 2",
    "a lock on part of a file": "72, here, 6, struct.pack('hhqqi', 0, 0, 0, 0, 0)",
    "marks on a file": "16, here, 0x40086602, struct.pack('l', 0x80)",
    "the mode of an open file": "91, here, 0o777",
    "the mode of a file": "90, at, 0o777",
    "the mode of a file, by its folder": "268, -100, at, 0o777",
    "the mode of a file, by its folder and flags": "452, -100, at, 0o777, 0",
    "the owner of an open file": "93, here, os.getuid(), os.getgid()",
    "the day of a file": "132, at, bytes(16)",
    "the moment of a file": "235, at, bytes(32)",
    "the moment of a file, by its folder": "261, -100, at, bytes(32)",
    "the moment of an open file": "280, here, None, bytes(32), 0",
    "a word about a file": "188, at, b'user.a', b'b', 1, 0",
    "a word about a link": "189, at, b'user.a', b'b', 1, 0",
    "a word about an open file": "190, here, b'user.a', b'b', 1, 0",
    "a word about a file, taken away": "197, at, b'user.kept'",
    "a word about a link, taken away": "198, at, b'user.kept'",
    "a word about an open file, taken away": "199, here, b'user.kept'",
    "a name for a file": "86, at, at + b'2'",
    "a file's other name": "82, at, at + b'2'",
    "a file's length": "76, at, 0",
    "a device": "133, at + b'2', 0o10600, 0",
    "a file of memory": "319, b'a', 0",
    "a process by its number": "434, os.getppid(), 0",
    "a process beside another": "312, os.getpid(), os.getppid(), 2, 0, 0",
    "a queue to the system": "425, 4, bytes(120)",
    "a call newer than these tables": "463, 0, 0, 0",
}
_BY_NUMBER = """import ctypes, errno, os, struct
here, at, parent = os.open(name, os.O_RDONLY), name.encode(), os.getppid()
ctypes.CDLL(None, use_errno=True).syscall({})
if ctypes.get_errno() in (errno.EACCES, errno.ENOSYS): raise PermissionError"""
if platform.machine() == "x86_64":
    FORBIDDEN |= {deed: _BY_NUMBER.format(call) for deed, call in CALLS.items()}
_REFUSED = "\nname = request['name']\ntry:\n{}\nexcept OSError: said = b'{{\"why\": \"empty\"}}'\nelse: said = b'{{}}'"


@ON_LINUX
@pytest.mark.parametrize("deed", FORBIDDEN)
def test_what_it_may_not_do_it_cannot(tmp_path, open_to_attack, deed):
    target = put(tmp_path, "kept.html", PAGE)
    code = _REFUSED.format("\n".join(f"    {line}" for line in FORBIDDEN[deed].splitlines()))
    with pytest.raises(Unreadable) as refused:
        open_to_attack._read({"verb": "article", "name": str(target), "url": ""}, attack(code), lambda: False)
    assert refused.value.values["why"] == "empty"  # which is how the code above says that it was held back
    assert target.read_bytes() == PAGE


def test_cancelling_ends_it_at_once(tmp_path):
    cancelled = threading.Event()
    path = put(tmp_path, "a.html", attack("import time; time.sleep(60)"))
    with apart.Reader(start=_START) as one:
        threading.Timer(0.6, cancelled.set).start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            one.read_file(path, stop=cancelled.is_set)
        assert time.monotonic() - started < 2


@ON_LINUX
def test_nothing_is_left_running(tmp_path):
    before = _children()
    with apart.Reader(stays=True) as one:
        one.read_file(put(tmp_path, "a.html", PAGE))
        assert _children() - before
    assert _children() == before
    forgotten = apart.Reader(stays=True)
    forgotten.read_file(tmp_path / "a.html")
    del forgotten
    assert _children() == before


def _children():
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {pid for task in listed for pid in task.read_text().split()}


@ON_LINUX
def test_a_worker_ends_when_whoever_asked_is_gone(tmp_path):
    code = (
        "import os, sys; sys.path[:] = sys.argv[2:]\nfrom pathlib import Path\nfrom app.reading import apart\n"
        "one = apart.Reader(); one.read_file(Path(sys.argv[1]))\n"
        "print(one._waiting._popen.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    path = put(tmp_path, "a.html", PAGE)
    done = subprocess.run([sys.executable, "-c", code, path, *_HERE], capture_output=True)
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.05)
    raise AssertionError("it still runs")


def test_two_threads_read_at_once(tmp_path, reader):
    path = put(tmp_path, "a.docx", FILES["a.docx"])
    read = []
    threads = [threading.Thread(target=lambda: read.append(reader.read_file(path).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == ["“Nothing was decided,” she said."] * 4


def test_the_packaged_program_and_the_window_agree_on_the_verb(monkeypatch):
    assert _READ_APART == apart.VERB
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart.command() == (sys.executable, apart.VERB)


def test_an_answer_is_checked_field_by_field():
    read = reading.read_evidence_bytes(TRANSCRIPTS["a.vtt"], "a.vtt")
    sound = wire.telling(read)
    content = TRANSCRIPTS["a.vtt"]
    assert same(wire.heard(sound, content, "a.vtt", article=False)) == same(read)
    for good, bad in (
        (b'"start": 0', b'"start": -1'),
        (b'"start": 0', b'"start": true'),
        (b'"end": 20', b'"end": 2000'),
        (b'"time": 1.0', b'"time": NaN'),
        (b'"time": 1.0', b'"time": "1"'),
        (b'"page": null', b'"page": 0'),
        (b'"E0"', b'"E9"'),
        (b'"text": "No', b'"text": "\\ud800'),
        (b'"text": "No', b'"text": "\\u0000'),
        (b'"text/vtt"', b'"text/evil"'),
        (b'"turns": [', b'"turns": [3, '),
    ):
        assert good in sound
        with pytest.raises(wire.GarbledError):
            wire.heard(sound.replace(good, bad, 1), content, "a.vtt", article=False)


def test_a_prepared_reader_adds_little(tmp_path):
    path = put(tmp_path, "a.pdf", FILES["a.pdf"])
    with apart.Reader(stays=True) as one:
        one.read_file(path)
        time.sleep(0.2)
        one.read_file(path)  # waits for the libraries, if they are not there yet
        taken = []
        for _ in range(5):
            started = time.perf_counter()
            one.read_file(path)
            taken.append(time.perf_counter() - started)
    assert min(taken) < 0.15


def test_the_limits_are_those_written_down():
    assert (confine.SECONDS, confine.WALL, confine.MEMORY >> 20) == (20, 40, 1536)
    assert worker.FORKS is (sys.platform == "linux")
