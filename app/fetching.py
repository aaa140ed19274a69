"""Fetching one page from the web, only when a person asked for it: bytes and where they came from, never yet read.

What comes back is a stranger's file and is read apart like any other (app.reading.apart). Nothing is sent but the
request for that address: no cookies, no referrer, nothing of the library. Only http and https, only to addresses of
the public internet unless the person says that the page lies inside their own network; the address that was checked
is the one that is connected to, so that a name cannot answer one thing to the check and another to the connection.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from app.reading.pieces import MAX_BYTES
from app.stopping import Stop, never
from db.errors import Cancelled, Unfetched
from db.records import now

_AGENT = "OnRecord (quote checking; fetched because a person asked)"
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
}
_STATUSES = {401: "denied", 403: "denied", 404: "not_found", 410: "not_found", 429: "busy", 451: "denied"}
_REDIRECTS = (301, 302, 303, 307, 308)
_LOOK = 0.02  # seconds between two looks at whether somebody cancelled
_CHUNK = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a page may take, how large it may be once unpacked, and how often it may send elsewhere."""

    seconds: float = 30.0
    size: int = MAX_BYTES
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `url` is where it was found in the end, `name` a file's name made of that, `at` the moment."""

    url: str
    name: str
    content: bytes
    at: str


def is_address(text: str) -> bool:
    """Whether a person who wrote this means a page on the web and not a file."""
    return re.match(r"\s*https?://", text, re.I) is not None


def fetch(address: str, *, private: bool = False, limits: Limits = Limits(), stop: Stop = never) -> Fetched:
    """The page at `address`. `private` allows addresses inside the person's own network and machine.

    Raises Unfetched (`why`: not_an_address, scheme, private, offline, no_host, refused, insecure, timeout, too_large,
    kind, redirects, not_found, denied, busy, status, garbled, empty), or Cancelled once `stop` says so.
    """
    exchange = _Exchange(_parsed(address), private, limits)
    worker = threading.Thread(target=exchange.run, name="fetch", daemon=True)
    worker.start()
    until = time.monotonic() + limits.seconds
    while worker.is_alive():
        worker.join(_LOOK)
        if stop() or time.monotonic() > until:
            exchange.hang_up()
            worker.join(1.0)  # a name that is being looked up cannot be hurried; the thread ends by itself
            if stop():
                raise Cancelled()
            raise _refusal("timeout", exchange.place, seconds=round(limits.seconds))
    if exchange.problem is not None:
        raise exchange.problem
    assert exchange.fetched is not None
    return exchange.fetched


def _refusal(why: str, place: SplitResult | str, **values: object) -> Unfetched:
    name = place if isinstance(place, str) else place.hostname or place.geturl()
    return Unfetched(why=why, name=name, **values)


def _parsed(address: str, base: str = "") -> SplitResult:
    """The address taken apart. Raises Unfetched where it is none, or of another kind than http and https."""
    text = address.strip()
    if not base and "://" not in text and not re.match(r"[a-z]+:(?!\d)", text, re.I):
        text = f"https://{text}"
    try:
        place = urlsplit(urljoin(base, text))
        host, port = place.hostname or "", place.port
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as problem:
        raise _refusal("not_an_address", text[:80]) from problem
    if place.scheme not in ("http", "https"):
        raise _refusal("scheme", text[:80])
    if not ascii_host or re.search(r"[\s\x00-\x1f\x7f]", text) or place.username is not None or port == 0:
        raise _refusal("not_an_address", text[:80])
    named = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    path = quote(place.path or "/", safe="%/:=&~+!$,;'@()*")
    query = quote(place.query, safe="%/:=&?~+!$,;'@()*[]")
    return SplitResult(place.scheme, f"{named}:{port}" if port else named, path, query, "")


def _is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also where an older kind is wrapped in a newer one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if found.teredo is not None:
            return False
        if found in _NAT64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_public(str(wrapped))
    return found.is_global and not found.is_multicast


class _Exchange:
    """One fetch, in a thread of its own: `hang_up` ends it from another."""

    def __init__(self, place: SplitResult, private: bool, limits: Limits) -> None:
        self.place = place
        self.fetched: Fetched | None = None
        self.problem: BaseException | None = None
        self._private, self._limits = private, limits
        self._socket: socket.socket | None = None
        self._hung_up = False

    def run(self) -> None:
        """Fetch; whatever goes wrong is kept in `problem`."""
        try:
            self.fetched = self._follow()
        except Unfetched as problem:
            self.problem = problem
        except (ssl.SSLError, ssl.CertificateError):
            self.problem = _refusal("insecure", self.place)
        except TimeoutError:
            self.problem = _refusal("timeout", self.place, seconds=round(self._limits.seconds))
        except ConnectionRefusedError:
            self.problem = _refusal("refused", self.place)
        except OSError:
            self.problem = _refusal("offline", self.place)
        except (http.client.HTTPException, zlib.error, ValueError):
            self.problem = _refusal("garbled", self.place)
        except BaseException as problem:  # a bug must reach whoever waits: a silent thread leaves them waiting
            self.problem = problem
        finally:
            if self._socket is not None:
                self._socket.close()

    def hang_up(self) -> None:
        """End the connection; what waits for an answer gets none."""
        self._hung_up = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is not connected yet, or no longer

    def _follow(self) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            with closing(self._connected()) as connection, closing(self._asked(connection)) as answer:
                if answer.status not in _REDIRECTS:
                    return self._taken(answer)
                if not (there := answer.headers.get("Location", "")):
                    raise _refusal("garbled", self.place)
                self.place = _parsed(there, base=self.place.geturl())
        raise _refusal("redirects", self.place)

    def _connected(self) -> http.client.HTTPConnection:
        place, secure = self.place, self.place.scheme == "https"
        port = place.port or (443 if secure else 80)
        host = place.hostname or ""
        connection = http.client.HTTPConnection(host, port, timeout=self._limits.seconds)
        connection.default_port = 443 if secure else 80  # so that Host names no port that goes without saying
        self._socket = socket.create_connection((self._looked_up(host, port), port), timeout=self._limits.seconds / 2)
        if self._hung_up:
            raise TimeoutError
        self._socket.settimeout(self._limits.seconds)
        if secure:
            self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=host)
        connection.sock = self._socket
        return connection

    def _looked_up(self, host: str, port: int) -> str:
        """The address that the name stands for. Raises Unfetched where one of them is not of the public internet."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as problem:
            why = "no_host" if problem.errno == socket.EAI_NONAME else "offline"
            raise _refusal(why, self.place) from problem
        addresses = [str(one[4][0]) for one in found]
        if not self._private and not all(map(_is_public, addresses)):
            raise _refusal("private", self.place)
        return addresses[0]

    def _asked(self, connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        place = self.place
        connection.putrequest("GET", urlunsplit(("", "", place.path, place.query, "")), skip_accept_encoding=True)
        kinds = ", ".join(_ENDINGS)
        for name, value in (("User-Agent", _AGENT), ("Accept", f"{kinds};q=0.9"), ("Accept-Encoding", "gzip")):
            connection.putheader(name, value)
        connection.putheader("Connection", "close")
        connection.endheaders()
        return connection.getresponse()

    def _taken(self, answer: http.client.HTTPResponse) -> Fetched:
        if answer.status != 200:
            raise _refusal(_STATUSES.get(answer.status, "status"), self.place, status=answer.status)
        kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
        if kind not in _ENDINGS:
            raise _refusal("kind", self.place, kind=kind or "?")
        declared = answer.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > self._limits.size:
            raise self._too_large()
        content = self._unpacked(answer, answer.headers.get("Content-Encoding", "identity").strip().lower())
        if not content:
            raise _refusal("empty", self.place)
        return Fetched(self.place.geturl(), _name(self.place, _ENDINGS[kind]), content, now())

    def _unpacked(self, answer: http.client.HTTPResponse, encoding: str) -> bytes:
        """The whole body, unpacked as it comes and never beyond the limit."""
        if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise _refusal("kind", self.place, kind=encoding)
        unpack = zlib.decompressobj(47) if encoding not in ("identity", "") else None
        parts: list[bytes] = []
        room = self._limits.size
        while chunk := answer.read(_CHUNK):
            if self._hung_up:
                raise TimeoutError
            part = unpack.decompress(chunk, room + 1) if unpack else chunk
            room -= len(part)
            if room < 0 or (unpack and unpack.unconsumed_tail):
                raise self._too_large()
            parts.append(part)
        if self._hung_up:
            raise TimeoutError
        if answer.length or (unpack and not unpack.eof):  # it broke off before what it had announced
            raise http.client.IncompleteRead(b"")
        return b"".join(parts)

    def _too_large(self) -> Unfetched:
        return _refusal("too_large", self.place, limit=self._limits.size)


def _name(place: SplitResult, ending: str) -> str:
    """A file's name for the page: the last part of its path, else its host, with the ending of what it is."""
    last = place.path.rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w.-]+", "-", last)[:60].strip("-.") or place.hostname or "page"
    return stem if stem.lower().endswith(ending) else f"{stem}{ending}"
