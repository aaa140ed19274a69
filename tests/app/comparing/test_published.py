"""The published sentence round a quote: what it is, and that a verdict is bound to what denies the quote in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import edits
from app.comparing import around, bearing, compare, index, load_policy
from app.project import Project
from db.records import Form, Kind, Status, Verdict
from tests import builders

STANDARD = load_policy("standard")
ARTICLE = (
    "Mr. Tan was there. He said the firm did “authorise the deal” on Monday, but would not say why. "
    "“We lied,” he said. It was not “a mistake”."
)


def sides(words: str, text: str = ARTICLE) -> tuple[str, str]:
    start = text.index(words)
    return around(text, start, start + len(words))


def test_the_sentence_is_cut_where_sentences_end_and_not_at_a_title() -> None:
    assert sides("authorise the deal") == ("He said the firm did “", "” on Monday, but would not say why")
    assert sides("We lied,") == ("“", "” he said")
    assert sides("there")[0] == "Mr. Tan was "


@pytest.mark.parametrize("title", ["Cllr.", "Supt.", "Sgt.", "Lt. Col.", "Rev.", "Cmdr."])
def test_no_short_title_hides_that_the_article_denies_the_quote(title: str) -> None:
    text = f"It rained. It is not true, {title} Burke said, that “the deal was signed”."
    assert sides("the deal was signed", text)[0].startswith("It is not true")
    assert "not" in bearing(text, text.index("the deal"), text.index("”"))


def test_what_other_marks_hold_is_left_out() -> None:
    text = "She did “not once” say they “broke the law” there."
    assert "not" not in sides("broke the law", text)[0]


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("He said they “sold it” on Monday.", ""),
        ("He said they did not “sell it” on Monday.", "not|"),
        ("He refused to “sell it” unless they paid.", "refused|unless paid"),
        ("There were fewer than “5,000 people” there.", "fewer than|"),
        ("All staff were “told of it”, he said.", "all|"),
        ("He said 300 were “killed in it”.", "300|"),
        ("Sales fell “by half”.", "fell|"),
        ("She was far from “happy with it”, allegedly.", "far|allegedly"),
        ("She had heard that they “sold it”.", "heard|"),
        ("The court heard that they “sold it”.", ""),
        ("He revised it, and “sold it” then.", "revised|"),
        ("Of the revised report he said they “sold it”.", ""),
    ],
)
def test_only_what_denies_doubts_or_limits_is_bound(published: str, kept: str) -> None:
    start, end = published.index("“") + 1, published.index("”")
    assert bearing(published, start, end) == kept


@given(st.text(max_size=120), st.text(max_size=40), st.text(max_size=120))
def test_the_sentence_never_reaches_into_the_quote(before: str, quote: str, after: str) -> None:
    text, start, end = before + quote + after, len(before), len(before) + len(quote)
    left, right = around(text, start, end)
    assert len(left) <= start
    assert len(right) <= len(text) - end


def test_a_not_put_before_a_partial_quote_makes_its_ruling_stale_and_the_comparison_tells_it(open_library) -> None:
    project: Project = open_library(policy_hash=lambda name: builders.POLICY_HASH)
    article = builders.article(text=ARTICLE)
    start = ARTICLE.index("authorise the deal")
    quote = edits.add_quote(article, start, start + 18, form=Form.PARTIAL, who="Ada")
    project.apply(edits.add_article(article, (), who="Ada"))
    project.apply(quote)
    given = project.desk(article.id).states[0].quote
    evidence = builders.evidence(article, text="Yes, we did authorise the deal.")
    project.apply(edits.attach_evidence(evidence, who="Ada"))
    project.apply(edits.record_check(builders.check(given, evidence), who="Ada"))
    project.apply(edits.rule(project.desk(article.id), given.id, Status.VERBATIM, "", who="Ada"))

    def retext(text: str) -> str:
        desk = project.desk(article.id)
        quotes = [state.quote for state in desk.states]
        project.apply(edits.replace_text(desk.article, quotes, text, who="Ada"))
        desk = project.desk(article.id)
        assert project.articles()[0].progress == desk.progress
        return desk.states[0].stale

    assert project.desk(article.id).states[0].stale == ""
    assert retext(ARTICLE.replace("on Monday", "on Tuesday")) == ""
    assert retext(ARTICLE.replace("did “authorise", "did not “authorise")) == "words"
    state = project.desk(article.id).states[0]
    sentence = around(state.text, state.quote.start, state.quote.end)
    found = compare(state.quote.exact, index(evidence.text), STANDARD, around=sentence)
    assert found.verdict is Verdict.MEANING_CHANGED
    assert [(d.kind, d.around) for d in found.differences] == [(Kind.BOUNDARY, "not")]
    assert retext(ARTICLE) == ""
