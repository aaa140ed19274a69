"""Whatever a server answers is a page within its limits, or one sentence."""

import gzip
import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import fetching
from db.errors import Unfetched
from tests.fuzz.mutations import EXAMPLES, mutated
from ui.messages import words

BODY = b"<html><body><p>Nothing was decided.</p></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SEEDS = (
    HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY,
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>No\r\n0\r\n\r\n",
    HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY, mtime=0),
    b"HTTP/1.1 302 Found\r\nLocation: /other?a=b\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: http://[::1]:80/\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"\r\n" + BODY,
)
_LIMITS = fetching.Limits(seconds=3.0, size=10_000, redirects=2)


class Server:
    """Answers every connection with the same bytes, and hangs up."""

    def __init__(self):
        self.answer = b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.settimeout(1)
                    if not connection.recv(65536):
                        return
                    connection.sendall(self.answer)
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(1)
                except OSError:
                    continue

    def close(self):
        with socket.create_connection(("127.0.0.1", self.port)):
            pass  # which asks for nothing: the thread ends
        self._thread.join()
        self._listening.close()


@pytest.fixture(scope="module")
def server():
    made = Server()
    yield made
    made.close()


def held(server, answer):
    server.answer = answer
    try:
        page = fetching.fetch(f"http://127.0.0.1:{server.port}/a/page", private=True, limits=_LIMITS)
    except Unfetched as problem:
        assert words(problem)
        return
    assert 0 < len(page.content) <= _LIMITS.size
    assert page.name.endswith((".html", ".pdf", ".txt", ".md", ".vtt"))
    assert not set(page.name) & set("/\\\0")


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(st.one_of(mutated(SEEDS), st.binary(max_size=200)))
def test_a_page_or_a_sentence(server, answer):
    held(server, answer)
