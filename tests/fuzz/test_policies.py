"""Any text at all is a policy or a BrokenPolicy that names a line; it is never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from app.comparing import parse_policy
from db.errors import BrokenPolicy
from tests.fuzz.mutations import EXAMPLES, mutated
from ui.messages import words

SEEDS = tuple(resources.text(f"policies/{name}.toml").encode() for name in ("strict", "standard", "light"))


def held(text):
    try:
        assert parse_policy("mine", text).name == "mine"
    except BrokenPolicy as broken:
        assert broken.values["line"] >= 1
        assert words(broken)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(mutated(SEEDS).map(lambda content: content.decode("utf-8", "replace")), st.text(max_size=200)))
def test_a_policy_or_a_broken_one(text):
    held(text)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 20_000, "a = " + "{a = " * 20_000, "allow" + ".a" * 20_000 + " = 1"],
    ids=["arrays", "tables", "dots"],
)
def test_a_policy_nested_beyond_reason(text):
    with pytest.raises(BrokenPolicy):
        parse_policy("mine", text)
