"""What a headline quotes must stand in a quote of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.headlines import Unbacked, unbacked
from db.records import Article, ArticleId

TEXT = """Halvard Optics called the reports “inaccurate speculation on individual companies”.

The list would double in size, it said. “We are ready,” Ines Moor said, “to go on.” “We are tired,” said Bo Lind. \
“Go home.”

It's what she called a “don't know” year."""


def found(headline: str, text: str = TEXT, **fields: str) -> list[str]:
    return [one.words for one in unbacked(Article(ArticleId("a"), headline, text, **fields))]


@pytest.mark.parametrize(
    "headline",
    [
        "Lens makers play down talk",
        "Halvard: ‘inaccurate speculation’",
        "'Inaccurate speculation' over lens makers",
        '"Inaccurate Speculation on Individual Companies"',
        "«Inaccurate speculation» says Halvard",
        "‘We are ready to go on’, says Moor",
        "‘Inaccurate … companies’",
        "‘Inaccurate [talk] on individual companies’",
        "Moor’s “don’t know” year",
        "The lens makers' year",
        "",
    ],
)
def test_words_that_the_text_quotes_are_backed(headline: str) -> None:
    assert found(headline) == []


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Halvard: ‘wild speculation’", "wild speculation"),
        ("List to ‘double in size’", "double in size"),
        ("‘Companies … inaccurate’", "Companies … inaccurate"),
        ("‘We are ready we are tired’", "We are ready we are tired"),
        ("‘We are tired go home’", "We are tired go home"),
        ("‘Accurate speculation’", "Accurate speculation"),
        ("‘Inaccurate speculation on individual company’", "Inaccurate speculation on individual company"),
        ("‘Inaccurate speculation on INDIVIDUAL companies’", "Inaccurate speculation on INDIVIDUAL companies"),
    ],
)
def test_other_marked_words_are_not(headline: str, words: str) -> None:
    assert found(headline) == [words]


def test_each_is_told_with_its_place_and_whether_the_text_has_it_unmarked() -> None:
    article = Article(ArticleId("a"), "To ‘double in size’", TEXT, kicker="“Chaos”", standfirst="“Ready”, she said")
    assert unbacked(article) == (Unbacked("kicker", "Chaos", False), Unbacked("headline", "double in size", True))


def test_a_nested_quote_backs_a_headline_too() -> None:
    assert found("‘Never again’", "“He told me, ‘never again’, and left,” she said.") == []


@given(st.lists(st.sampled_from([*"“”‘’'\"a…«»", "B,", "c.", "[x]"]), max_size=14).map(" ".join))
def test_a_headline_that_is_a_quote_of_the_text_is_backed(words: str) -> None:
    """Whatever stands between the marks: the same stretch in the text backs it, and without it nothing does."""
    assert found(words, text=words) == []


@given(st.lists(st.sampled_from(["alpha", "beta", "Gamma", "it’s"]), min_size=1, max_size=6))
def test_marked_words_are_found_unless_the_text_marks_them(words: list[str]) -> None:
    line = " ".join(words)
    assert found(f"‘{line}’", "No quotes here.") == [line]
    assert found(f"‘{line}’", f"She said “before {line} after”.") == []
