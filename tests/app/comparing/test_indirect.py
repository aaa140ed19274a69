"""Reported speech held against a passage that a person chose."""

import pytest

from app import comparing
from db.records import Form, Kind, Verdict


@pytest.mark.parametrize("policy", ["strict", "standard", "light"])
def test_a_chosen_passage_gives_no_word_for_word_verdict_either(policy: str) -> None:
    said = "Nothing else. We will close two plants. Nothing more."
    start, words = said.index("We will"), "We will close two plants."
    rules, searched = comparing.load_policy(policy), comparing.index(said)
    span = (start, start + len(words))
    same = comparing.compare_passage(words, searched, *span, rules, form=Form.INDIRECT)
    assert same.verdict is Verdict.ALTERED
    assert same.passage is not None
    assert (same.passage.start, same.passage.end) == span
    other = comparing.compare_passage("it would close three plants", searched, *span, rules, form=Form.INDIRECT)
    assert other.verdict is Verdict.MEANING_CHANGED
    assert any(difference.kind is Kind.NUMBER for difference in other.differences)
