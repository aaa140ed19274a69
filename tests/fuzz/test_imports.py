"""JSON from elsewhere (a data sheet, a key, a proof, the preferences) is what it claims, or one known problem."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import settings as preferences
from app.sheets import data, proof
from db.errors import KnownProblem
from tests.fuzz.mutations import EXAMPLES, mutated
from ui.messages import words

OWN = proof.signer_of("Ann", b"k" * 32)
SHEET = json.dumps(
    {"schema": data.SCHEMA, "hash": "0" * 64, "signature": None, "parts": {}, "sheet": {"headline": "x", "quotes": []}}
).encode()
SEEDS = (
    SHEET,
    proof.public_key(OWN),
    proof.sidecar(b"x", OWN, "2026-01-01T00:00:00Z"),
    b'{"name": "Ann", "recent": []}',
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def rewritten(draw):
    """A good file in which one value or two is another."""
    told = json.loads(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 2))):
        told[draw(st.sampled_from(sorted(told)))] = draw(_JSON)
    return json.dumps(told).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("imports")


def try_all(folder, content):
    path, sheet = folder / "file.json", folder / "sheet.pdf"
    path.write_bytes(content)
    sheet.write_bytes(b"%PDF")
    proof.beside(sheet).write_bytes(content)
    for read in (
        lambda: proof.verify(path),
        lambda: proof.verify(sheet),
        lambda: proof.read_key(content, "file.json"),
        lambda: data.read(content, "file.json"),
        lambda: proof.is_proof(path),
        lambda: preferences.load(path),
    ):
        try:
            read()
        except KnownProblem as problem:
            assert words(problem)


@settings(max_examples=EXAMPLES, deadline=None)
@given(content=st.one_of(mutated(SEEDS), rewritten(), _JSON.map(lambda told: json.dumps(told).encode())))
def test_it_is_read_or_refused(folder, content):
    try_all(folder, content)


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"a":' * 200_000, b"\xef\xbb\xbf{}", b"1" * 5000, b"", b"\xff"])
def test_what_a_parser_trips_over(folder, content):
    try_all(folder, content)
