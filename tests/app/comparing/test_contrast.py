"""What the article says beside a quote: told where it contradicts the evidence, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.comparing import compare, index, load_policy
from db.records import Kind, Verdict

STANDARD = load_policy("standard")
WORDS = st.lists(
    st.sampled_from(
        [
            "all",
            "some",
            "300",
            "fell",
            "rose",
            "may",
            "will",
            "not",
            "we",
            "the",
            "staff",
            "were",
            "about",
            "in",
            "March",
        ]
    ),
    max_size=6,
)


@given(WORDS, WORDS)
def test_what_print_says_just_as_it_was_said_never_contradicts(before: list[str], after: list[str]):
    left, right = " ".join([*before, ""]), " ".join(["", *after])
    found = compare("told of the closure", index(f"{left}told of the closure{right}"), STANDARD, around=(left, right))
    clashes = [d for d in found.differences if d.kind is Kind.BOUNDARY and d.around and d.said]
    assert not clashes


@pytest.mark.parametrize(
    ("article", "said"), [("All", "Some"), ("300", "Thirty"), ("Most", "Few"), ("Two", "All"), ("Nobody", "Everybody")]
)
def test_both_sides_of_a_contradiction_are_told(article: str, said: str):
    evidence = f"{said} of the staff were told of the closure."
    found = compare("told of the closure", index(evidence), STANDARD, around=(f"{article} of the staff were “", "”."))
    assert found.verdict is Verdict.MEANING_CHANGED
    told = next(d for d in found.differences if d.kind is Kind.BOUNDARY)
    assert not told.allowed
    assert told.around.lower().startswith(article.lower())
