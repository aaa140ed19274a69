"""A site on this machine, with a page for every way in which a server can be good or bad."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = (
    b"<!doctype html><html><head><title>Lens makers wait</title></head><body><article><h1>Lens makers wait</h1>"
    b"<p>The maker of lenses waited on Monday for word from the commerce department, which gave none.</p>"
    b"<p>\xe2\x80\x9cWe heard it from the papers,\xe2\x80\x9d said Imogen Hartsby, the managing director.</p>"
    b"</article></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site(BaseHTTPRequestHandler):
    """A page for every way in which a server can be good or bad."""

    def do_GET(self):
        type(self).asked.append((self.path, dict(self.headers)))
        getattr(self, "on_" + self.path.strip("/").partition("/")[0].partition("?")[0], self.on_missing)()

    def log_message(self, *_args):
        """Say nothing."""

    def give(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def on_page(self):
        self.give(200, {**HTML, "Set-Cookie": "tracked=1"}, PAGE)

    def on_packed(self):
        self.give(200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE))

    def on_bomb(self):
        self.give(200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000)))

    def on_cut(self):
        self.give(200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-20])

    def on_short(self):
        self.give(200, {**HTML, "Content-Length": "90000"}, PAGE)

    def on_large(self):
        self.give(200, {**HTML, "Content-Length": "900000000"})

    def on_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.pour(b"x" * 4096, 0)

    def on_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.pour(b"x", 0.05)

    def on_silent(self):
        type(self).over.wait(10)

    def pour(self, drop, pause):
        try:
            while not type(self).over.is_set():
                self.wfile.write(drop)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    def on_loop(self):
        self.give(302, {"Location": f"/loop/{len(type(self).asked)}"})

    def on_once(self):
        self.give(301, {"Location": "../page?from=once"})

    def on_file(self):
        self.give(302, {"Location": "file:///etc/passwd"})

    def on_nowhere(self):
        self.give(302, {})

    def on_inside(self):
        self.give(302, {"Location": "http://169.254.169.254/latest/meta-data/"})

    def on_picture(self):
        self.give(200, {"Content-Type": "image/png"}, b"\x89PNG")

    def on_nothing(self):
        self.give(200, HTML)

    def on_closed(self):
        self.give(403, HTML)

    def on_broken(self):
        self.give(500, HTML)

    def on_missing(self):
        self.give(404, HTML, b"no")


@pytest.fixture
def site() -> Iterator[str]:
    """Its address."""
    Site.asked, Site.over = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = False
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Site.over.set()
    server.shutdown()
    server.server_close()
    serving.join()
