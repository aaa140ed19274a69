"""Fetching a page: what comes back is whole and tells where from; whatever a server does, it ends, in one refusal."""

import gzip
import socket
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import fetching
from app.fetching import Limits, fetch
from app.reading import apart
from db.errors import Cancelled, Unfetched
from tests.site import PAGE, Site
from ui.messages import words

SHORT = Limits(seconds=1.0, size=200_000, redirects=5)


def refused(url, **asked):
    with pytest.raises(Unfetched) as caught:
        fetch(url, **{"limits": SHORT, "private": True, **asked})
    assert words(caught.value).endswith((".", "?")) and "{" not in words(caught.value)
    return caught.value.values["why"]


def test_a_page_comes_whole_with_its_address_and_a_name_and_is_read_apart(site):
    got = fetch(f"{site}/page/lens-makers", private=True, limits=SHORT)
    assert got.content == PAGE
    assert got.url == f"{site}/page/lens-makers"
    assert got.name == "lens-makers.html"
    assert got.at.endswith("Z")
    with apart.Reader() as reader:
        read = reader.read_bytes(got.content, got.name, url=got.url)
    assert read.headline == "Lens makers wait" and read.url == got.url
    assert read.original.content == PAGE


def test_only_the_page_is_asked_for(site):
    fetch(f"{site}/page", private=True, limits=SHORT)
    fetch(f"{site}/page", private=True, limits=SHORT)
    for _, headers in Site.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_packed_page_is_unpacked_and_a_move_followed(site):
    assert fetch(f"{site}/packed", private=True, limits=SHORT).content == PAGE
    moved = fetch(f"{site}/once/there", private=True, limits=SHORT)
    assert (moved.content, moved.url) == (PAGE, f"{site}/page?from=once")


@pytest.mark.parametrize(
    "path, why",
    [("bomb", "too_large"), ("large", "too_large"), ("endless", "too_large"), ("cut", "garbled"), ("short", "garbled"),
     ("loop", "redirects"), ("file", "scheme"), ("nowhere", "garbled"), ("picture", "kind"), ("nothing", "empty"),
     ("closed", "denied"), ("broken", "status"), ("missing", "not_found")],
)  # fmt: skip
def test_what_a_server_does_wrong_is_told_apart(site, path, why):
    assert refused(f"{site}/{path}") == why


@pytest.mark.parametrize("path", ["slow", "silent"])
def test_a_slow_server_is_left_when_the_time_is_up(site, path):
    began = time.monotonic()
    assert refused(f"{site}/{path}", limits=Limits(seconds=0.3)) == "timeout"
    assert time.monotonic() - began < 3


def test_a_person_can_stop_it(site):
    stops = iter([False, False, True])
    with pytest.raises(Cancelled):
        fetch(f"{site}/silent", private=True, limits=SHORT, stop=lambda: next(stops, True))


def test_nothing_of_this_machine_or_network_is_reached_unless_asked(site):
    assert refused(f"{site}/page", private=False) == "private"
    assert refused(site.replace("127.0.0.1", "localhost") + "/page", private=False) == "private"
    assert Site.asked == []


def test_a_move_into_the_own_network_is_not_followed(site, monkeypatch):
    port = site.rpartition(":")[2]
    monkeypatch.setattr(fetching, "_is_public", lambda address: address == "127.0.0.1")
    assert refused(f"http://127.0.0.1:{port}/inside", private=False) == "private"


def test_nobody_listening_and_no_such_machine():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        assert refused(f"http://127.0.0.1:{port}/") == "refused"
    assert refused("http://no-such-machine.invalid/") in ("no_host", "offline")


def test_a_server_without_a_proper_certificate_is_not_believed(site):
    assert refused(site.replace("http:", "https:") + "/page") in ("insecure", "offline")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
     "2001:0:7f00:1::", "255.255.255.255", "ff02::1"],
)  # fmt: skip
def test_addresses_of_the_own_network(address):
    assert not fetching._is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_addresses_of_the_public_internet(address):
    assert fetching._is_public(address)


@pytest.mark.parametrize(
    "text, why",
    [("file:///etc/passwd", "scheme"), ("ftp://example.org/a", "scheme"), ("javascript:alert(1)", "scheme"),
     ("", "not_an_address"), ("http://", "not_an_address"), ("http://a b.example/", "not_an_address"),
     ("http://user:secret@example.org/", "not_an_address"), ("http://example.org:0/", "not_an_address"),
     ("http://[::1", "not_an_address"), ("http://example.org/\r\nHost: evil", "not_an_address")],
)  # fmt: skip
def test_what_is_no_address_is_never_asked_for(text, why):
    assert refused(text) == why


def test_addresses_as_people_write_them():
    assert fetching._parsed("example.org/news").geturl() == "https://example.org/news"
    assert fetching._parsed("example.org:8080").geturl() == "https://example.org:8080/"
    assert fetching._parsed("http://bücher.example/straße?q=ä#part").geturl() == (
        "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"
    )
    assert fetching.is_address(" HTTPS://example.org") and not fetching.is_address("example.org.txt")


@given(st.binary(max_size=400), st.sampled_from(["identity", "gzip", "deflate"]))
def test_a_body_never_grows_beyond_the_limit(body, encoding):
    packed = {"identity": body, "gzip": gzip.compress(body * 50), "deflate": zlib.compress(body * 50)}[encoding]
    exchange = fetching._Exchange(fetching._parsed("example.org"), False, Limits(size=1000))

    class Answer:
        left, length = packed, None

        def read(self, n):
            part, self.left = self.left[:n], self.left[n:]
            return part

    wanted = body if encoding == "identity" else body * 50
    if len(wanted) > 1000:
        with pytest.raises(Unfetched):
            exchange._unpacked(Answer(), encoding)
    else:
        assert exchange._unpacked(Answer(), encoding) == wanted
