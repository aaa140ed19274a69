"""Quotes keep their place when the text round them changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anchors import Splice, bounded, joined, moved, splice, splices, trimmed, with_marks
from tests import builders

texts = st.text("ab 😀é\n", max_size=30)


@given(texts, texts)
def test_a_splice_turns_one_text_into_the_other(old: str, new: str) -> None:
    by = splice(old, new)
    assert old[: by.start] + new[by.start : by.new_end] + old[by.old_end :] == new
    assert by.start <= by.old_end <= len(old)


@given(texts, texts, texts, texts)
def test_a_quote_outside_what_changed_keeps_its_words(before: str, taken: str, put: str, after: str) -> None:
    words = "we never sold it"
    for old, new in (
        (before + taken + after + words, before + put + after + words),
        (words + before + taken + after, words + before + put + after),
    ):
        article = builders.article(old)
        quote = builders.quote(article, words)
        there = moved(quote, new, splice(old, new))
        assert there.exact == new[there.start : there.end] == words


@given(texts, texts)
def test_splices_turn_one_text_into_the_other(old: str, new: str) -> None:
    made, at = "", 0
    for start, old_end, new_start, new_end in splices(old, new).parts:
        made += old[at:start]
        assert at <= start <= old_end and new_start == len(made)
        made, at = made + new[new_start:new_end], old_end
    assert made + old[at:] == new


short = st.text("ab é\n", max_size=6)


@given(short, short, short, short)
def test_a_quote_between_two_changes_keeps_its_words(before: str, after: str, put: str, put_after: str) -> None:
    words = "we never sold it nor would we have sold anything to them"
    old, new = f"{before}“{words}”{after}", f"{put}“{words}”{put_after}"
    quote = builders.quote(builders.article(old), words)
    there = moved(quote, new, splices(old, new))
    assert there.exact == new[there.start : there.end] == words
    assert there.spans == ((there.start, there.end),)


def test_words_changed_within_a_quote_become_its_words() -> None:
    old = "“We never sold it,” she said."
    article = builders.article(old)
    quote = builders.quote(article, "We never sold it,")
    new = old.replace("never", "rarely")
    there = moved(quote, new, splice(old, new))
    assert (there.exact, there.prefix, there.suffix) == ("We rarely sold it,", "“", "” she said.")
    assert there.spans == ((there.start, there.end),)
    back = moved(there, old, splice(new, old))
    assert back == quote


def test_a_quote_whose_words_are_gone_stands_empty_where_they_stood_and_keeps_them() -> None:
    old = "He said “never” and left."
    quote = builders.quote(builders.article(old), "never")
    there = moved(quote, "He said and left.", splice(old, "He said and left."))
    assert (there.exact, there.start, there.spans) == ("never", there.end, ())


def test_words_put_in_at_an_edge_stay_outside() -> None:
    old = "a quote b"
    quote = builders.quote(builders.article(old), "quote")
    for new, at in (("a xquote b", 2), ("a quotex b", 7)):
        there = moved(quote, new, Splice(at, at, at + 1))
        assert there.exact == "quote"


@pytest.mark.parametrize(
    ("text", "marks", "left"),
    [
        (" “We did.” ", True, "We did."),
        ("“We did", True, "We did"),
        ("the users’", True, "the users’"),
        ("‘the users’", True, "the users"),
        ("« Oui »", True, "Oui"),
        ("„Ja“", True, "Ja"),
        ("“We did.”", False, "“We did.”"),
        ("“”", True, ""),
        ("   ", True, ""),
    ],
)
def test_outer_marks_and_spaces_are_left_outside(text: str, marks: bool, left: str) -> None:
    start, end = trimmed(text, 0, len(text), marks=marks)
    assert text[start:end] == left


def test_a_quote_alone_in_its_clause_takes_the_clause_along() -> None:
    article = builders.article("He said “we never sold it at all”.")
    quote = builders.quote(article, "we never sold it")
    longer = bounded(quote, article.text, quote.start, quote.end + 7)
    assert (longer.content_start, longer.content_end, longer.spans) == (
        longer.start,
        longer.end,
        ((longer.start, longer.end),),
    )


def test_a_quote_in_a_longer_clause_leaves_the_rest_of_it() -> None:
    article = builders.article("It was “based on an error” made abroad, he said.")
    start, end = 7, 39
    quote = builders.quote(article, "based on an error", content_start=start, content_end=end, spans=((start, end),))
    shorter = bounded(quote, article.text, quote.start, quote.start + 5)
    assert (shorter.exact, shorter.content_start, shorter.content_end) == ("based", start, end)
    assert shorter.spans == ((start, shorter.end), (quote.end, end))


def test_spans_that_meet_are_one() -> None:
    assert joined(((5, 9), (0, 3), (3, 5), (12, 14), (13, 20))) == ((0, 9), (12, 20))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("a “b” c", "b", "“b”"),
        ("a 'b' c", "b", "'b'"),
        ("a «b» c", "b", "«b»"),
        ("a »b« c", "b", "»b«"),
        ("a ”b” c", "b", "”b”"),
        ("a ‚b‘ c", "b", "‚b‘"),
        ("a「b」c", "b", "「b」"),
        ("a b c", "b", "b"),
        ("“b", "b", "“b"),
        ("b", "b", "b"),
        ("a “b” c", "“b”", "“b”"),
        ("the firm's b’s", "b", "b"),
    ],
)
def test_the_marks_round_the_words(text: str, inside: str, outside: str) -> None:
    at = text.index(inside)
    start, end = with_marks(text, at, at + len(inside))
    assert text[start:end] == outside
    at = text.index(outside)
    start, end = trimmed(text, at, at + len(outside), marks=True)
    assert text[start:end] == inside.strip("“”")
