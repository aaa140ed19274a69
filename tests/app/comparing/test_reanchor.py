"""A newer version of an article: what became of each quote."""

from app.comparing.reanchor import Anchor, Fate, places, reanchor
from db.records import CONTEXT, ArticleId, Attribution, Form, Quote, QuoteId

ARTICLE = (
    'OSLO - The company said "we did not authorise any of the 5,000 payments" on Monday. Its lawyer spoke of '
    '"compliance" and said that rules had been followed.\n\n"It is a possibility that it may happen," the person said.'
    '\n\nThe union called the plan "a disgrace". The minister called it "a disgrace" too.'
)


def marked(text: str, *exacts: str) -> list[Quote]:
    quotes, at = [], 0
    for n, exact in enumerate(exacts):
        at = text.index(exact, at)
        end = at + len(exact)
        quotes.append(
            Quote(
                QuoteId(str(n)),
                ArticleId("a"),
                at,
                end,
                exact,
                text[max(0, at - CONTEXT) : at],
                text[end : end + CONTEXT],
                at,
                end,
                ((at, end),),
                Form.PARTIAL,
                Attribution.NAMED,
            )
        )
        at = end
    return quotes


def fates(new: str, *exacts: str) -> list[tuple[Fate, str | None]]:
    found = reanchor(marked(ARTICLE, *exacts), ARTICLE, new)
    return [(a.fate, new[slice(*a.span)] if a.span else None) for a in found.values()]


LONG = "we did not authorise any of the 5,000 payments"


def test_the_same_text_keeps_everything():
    for exact in (LONG, "compliance", "a disgrace"):
        assert fates(ARTICLE, exact) == [(Fate.SAME, exact)]


def test_words_round_a_quote_may_change():
    new = "Updated. " + ARTICLE.replace("on Monday", "late on Tuesday night").replace("Its lawyer", "A lawyer for it")
    assert fates(new, LONG, "compliance") == [(Fate.SAME, LONG), (Fate.SAME, "compliance")]


def test_a_paragraph_that_moved_takes_its_quote_along():
    first, second, third = ARTICLE.split("\n\n")
    new = "\n\n".join((second, third, first))
    assert fates(new, LONG, "It is a possibility that it may happen") == [
        (Fate.SAME, LONG),
        (Fate.MOVED, "It is a possibility that it may happen"),
    ]


def test_what_scores_high_elsewhere_is_changed_here():
    for old, new in (("did not authorise", "did authorise"), ("5,000", "50,000")):
        assert fates(ARTICLE.replace(old, new), LONG) == [(Fate.CHANGED, LONG.replace(old, new))]


def test_a_changed_edge_is_part_of_the_quote():
    new = ARTICLE.replace("5,000 payments", "5,000 transfers").replace('"we did', '"they did')
    assert fates(new, LONG) == [(Fate.CHANGED, "they did not authorise any of the 5,000 transfers")]


def test_a_quote_taken_out_is_lost():
    assert fates(ARTICLE.split("\n\n", 1)[1], LONG, "compliance") == [(Fate.LOST, None), (Fate.LOST, None)]


def test_a_word_left_in_prose_is_not_the_quote_of_one_word():
    new = ARTICLE.replace(
        'Its lawyer spoke of "compliance" and said that rules', "Asked about compliance, it said rules"
    )
    assert fates(new, "compliance") == [(Fate.LOST, None)]


def test_the_same_words_twice_each_keep_their_place():
    found = reanchor(marked(ARTICLE, "a disgrace", "a disgrace"), ARTICLE, "New. " + ARTICLE)
    spans = [anchor.span for anchor in found.values()]
    assert spans == [(q.start + 5, q.end + 5) for q in marked(ARTICLE, "a disgrace", "a disgrace")]


def test_two_places_as_likely_go_to_the_user():
    old = 'He said "we will never pay for any of it" there.'
    copies = "Nothing else is left. We will never pay for any of this. Indeed. We will never pay for any of that. End."
    quote = marked(old, "we will never pay for any of it")
    anchor = reanchor(quote, old, copies)[QuoteId("0")]
    assert anchor.fate is Fate.UNSURE
    assert len(anchor.choices) == 2
    assert reanchor([], old, copies) == {}
    assert reanchor(quote, old, "") == {QuoteId("0"): Anchor(Fate.LOST)}


def test_a_lost_quote_may_stand_where_its_words_or_words_like_them_do():
    text = "One.\n\n" + LONG.replace("any", "one") + "\n\nAnd “" + LONG + "”."
    [quote] = marked(ARTICLE, LONG)
    assert [text[slice(*span)] for span in places(quote, text)] == [LONG, LONG.replace("any", "one")]
    assert places(quote, "Nothing of it.") == () == places(quote, "")


def test_words_parted_otherwise_are_the_same_quote_with_other_words():
    old = 'It was "a slow motion disaster", she said. He said "slow motion" too.'
    new = old.replace("slow motion", "slow-motion")
    there = reanchor(marked(old, "a slow motion disaster", "slow motion"), old, new)
    assert [(one.fate, new[slice(*one.span)]) for one in there.values() if one.span] == [
        (Fate.CHANGED, "a slow-motion disaster"),
        (Fate.CHANGED, "slow-motion"),
    ]
    moved = "Nothing else.\n\nThe replay in slow-motion was long."
    [anchor] = reanchor(marked(old, "slow motion"), old, moved).values()
    assert anchor.fate is Fate.LOST, "two words among others' words are another quote"
