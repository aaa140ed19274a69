"""A key file that anybody may have written opens the library or is refused in one sentence, and harms nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import encryption
from db import keys
from db.errors import KnownProblem
from tests import builders
from tests.fuzz.mutations import EXAMPLES, mutated
from ui.messages import words

WORDS = builders.PASSPHRASE
_CODE = "-".join(["AAAAA"] * 6)
_VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    st.sampled_from(("00" * 16, [], [[]], {}, [{}], [{"id": 1, "sealed": ""}], [{"id": "zz", "sealed": "AA"}])),
)
_PLACES = [
    *(("id",), ("version",), ("onrecord",), ("passphrase",), ("recovery",), ("former",), ("former", 0)),
    *(("former", 0, name) for name in ("id", "sealed")),
    *((way, name) for way in ("passphrase", "recovery") for name in ("n", "r", "p", "salt", "sealed")),
]


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """An encrypted library that had another key before, and its key file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(encryption._SCRYPT, "n", 2)  # what slows guesses down is not what is tested
        patch.setitem(encryption._DEAREST, "n", 4)
        path = tmp_path_factory.mktemp("keys") / "library.onrecord"
        encryption.create(path, WORDS, in_keychain=False)
        encryption.encrypt(path, WORDS, in_keychain=False)
        for kept in (path.parent / "backups").iterdir():
            kept.unlink()  # or its key file would be found in this one's stead
        yield path, keys.key_file(path).read_bytes()


def try_all(locked, content):
    """Whether the passphrase opened it."""
    path, good = locked
    keys.key_file(path).write_bytes(content)
    opened = False
    try:
        for said in (_CODE, WORDS):
            try:
                encryption.is_locked(path)
                encryption.unlock(path, said)
                opened = True
            except KnownProblem as problem:
                assert words(problem)
            encryption.lock(path)
    finally:
        keys.key_file(path).write_bytes(good)
    return opened


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_it_opens_or_is_refused(locked, data):
    told = json.loads(locked[1])
    path = data.draw(st.sampled_from(_PLACES))
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(_VALUES)
    opened = try_all(locked, json.dumps(told).encode())
    if path[0] in ("recovery", "former", "version"):
        assert opened, "what is damaged there is not needed"


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_bytes_of_any_kind_open_or_are_refused(locked, data):
    try_all(locked, data.draw(mutated((locked[1],))))


@pytest.mark.parametrize("content", [b"[" * 60_000, b"{", b"", b"\xff", b"null", b'{"onrecord": "key"}'])
def test_what_a_parser_trips_over_is_refused(locked, content):
    assert not try_all(locked, content)
    encryption.unlock(locked[0], WORDS)
    encryption.lock(locked[0])


def test_a_number_without_end_is_no_cost(locked):
    content = locked[1].replace(b'"n": 2', b'"n": 1e999', 1)
    assert b"1e999" in content
    assert not try_all(locked, content)
