"""What a comparison holds beside its verdict: alternatives, locators, columns, speakers, checks."""

import pytest

from app.comparing import best, compare, compare_passage, index, load_policy, locate, to_check
from app.comparing.speakers import fits
from app.workflow import binding
from db.records import (
    ArticleId,
    Attribution,
    Evidence,
    EvidenceId,
    EvidenceKind,
    Form,
    Kind,
    Quote,
    QuoteId,
    Turn,
    Verdict,
)

STANDARD = load_policy("standard")
STATEMENT = (
    "We are not aware of being on any US government list. Unfortunately, the current geopolitical climate leads to "
    "inaccurate and unhelpful speculation about individual companies."
)


def kinds(comparison) -> list[Kind]:
    return [d.kind for d in comparison.differences]


def test_what_was_left_out_is_shown():
    found = compare("inaccurate speculation", index(STATEMENT), STANDARD)
    assert (found.verdict, kinds(found)) == (Verdict.ALTERED, [Kind.OMISSION])
    assert found.differences[0].said == "and unhelpful"
    assert found.passage.text == "inaccurate and unhelpful speculation"


def test_two_passages_within_a_whisker_are_both_shown():
    said = "I will stay in the house. Then again, who knows? I will stay in this house. The roof leaks."
    found = compare("I will stay in the house", index(said), STANDARD)
    assert found.verdict is Verdict.VERBATIM
    assert [p.text for p in found.alternatives] == []
    twice = f"{said} As I said, I will stay in the house."
    found = compare("I will stay in the house", index(twice), STANDARD)
    assert [p.text for p in found.alternatives] == ["I will stay in the house"]
    assert found.alternatives[0].start > found.passage.start


def test_the_speakers_own_turn_goes_before_another_with_the_same_words():
    text = "You will pay.\nYou will pay."
    turns = (Turn(0, 13, "Reporter"), Turn(14, 27, "Jane Smith"))
    found = compare("You will pay", index(text, turns), STANDARD, speaker="Smith")
    assert (found.verdict, found.passage.speaker) == (Verdict.VERBATIM, "Jane Smith")


@pytest.mark.parametrize(
    ("turn", "locator"),
    [
        (Turn(0, 40, time=238.4), "00:03:58"),
        (Turn(0, 40, page=2), "page 2"),
        (Turn(0, 40), "paragraph 1"),
    ],
)
def test_a_passage_says_where_to_look_it_up(turn: Turn, locator: str):
    said = "We have no plans to leave the city, he said."
    assert compare("no plans to leave", index(said, (turn,)), STANDARD).passage.locator == locator


def test_one_passage_over_two_subtitle_cues_and_their_times():
    text = "1\n00:00:01,000 --> 00:00:03,000\nWe will leave\n\n2\n00:00:03,000 --> 00:00:05,000\nthe city tomorrow."
    turns = (Turn(32, 45, time=1.0), Turn(79, 97, time=3.0))
    assert text[32:45] == "We will leave"
    found = compare("We will leave the city tomorrow", index(text, turns), STANDARD)
    assert (found.verdict, found.passage.locator) == (Verdict.VERBATIM, "00:00:01")


def test_a_label_in_a_turn_is_not_speech():
    text = "[00:00:07] SMITH: We will leave\n[00:00:09] SMITH: the city tomorrow."
    turns = (Turn(0, 31, "Smith", 7.0), Turn(32, len(text), "Smith", 9.0))
    found = compare("We will leave the city tomorrow", index(text, turns), STANDARD, speaker="Jane Smith")
    assert found.verdict is Verdict.VERBATIM
    assert found.passage.text.startswith("We will leave")


def test_words_between_two_turns_are_heard_unless_they_are_a_label():
    text = "We will leave - no, never mind - the city."
    turns = (Turn(0, 13), Turn(33, 42))
    assert compare("We will leave the city", index(text, turns), STANDARD).verdict is Verdict.MEANING_CHANGED


def test_a_person_may_choose_the_passage():
    said = "We will stay. We will pay for it. We will stay."
    indexed = index(said)
    found = compare_passage("We will stay", indexed, 34, len(said), STANDARD)
    assert (found.passage.start, found.verdict) == (34, Verdict.VERBATIM)
    missed = compare_passage("entirely other words", indexed, 14, 33, STANDARD)
    assert (missed.verdict, missed.passage.text) == (Verdict.NOT_FOUND, "We will pay for it.")


def test_locating_says_nothing_of_the_words():
    assert locate("we are aware of being on any government list", index(STATEMENT)).text.startswith("We are not aware")
    assert locate("nothing of the kind", index("Something else was said.")) is None


def test_columns_draw_both_sides_in_order():
    found = compare("leads to speculation about companies", index(STATEMENT), STANDARD)
    assert " ".join(c.said for c in found.columns if c.said) == found.passage.text
    assert " ".join(c.printed for c in found.columns if c.printed) == "leads to speculation about companies"
    marked = {c.said for c in found.columns if c.difference is not None}
    assert marked == {"inaccurate", "and", "unhelpful", "individual"}


def test_what_an_ellipsis_hides_is_drawn_and_told():
    found = compare("leads to … speculation", index(STATEMENT), STANDARD)
    assert found.differences[0].said == "inaccurate and unhelpful"
    assert [c.said for c in found.columns if not c.printed] == ["inaccurate", "and", "unhelpful"]


@pytest.mark.parametrize(
    ("label", "speaker", "fit"),
    [
        ("Smith", "Jane Smith", True),
        ("SMITH", "Ms Smith of Acme", True),
        ("Jones", "Jane Smith", False),
        ("JS", "Jane Smith", True),
        ("Speaker 2", "Jane Smith", True),
        ("", "Jane Smith", True),
        ("Jones", "", True),
        ("Jones", "the person", True),
        ("Q", "Jane Smith", False),
        ("Q", "", False),
        ("Interviewer", "Jane Smith", False),
        ("Host", "", True),
        ("Host", "Jane Smith", False),
        ("Hikvision spokesperson", "Hikvision", True),
        ("Spokesperson", "Hikvision", True),
        ("Wang Li", "a Hikvision spokesman", True),
        ("Dahua spokesperson", "Hikvision", False),
    ],
)
def test_whose_turn_it_may_be(label: str, speaker: str, fit: bool):
    assert fits(label, speaker) is fit


def test_indirect_quotes_get_no_word_for_word_verdict():
    said = "Good morning. Sales rose by 12 per cent in Norway. We did not close the Oslo plant."
    same = compare("sales in Norway had risen by 12 per cent", index(said), STANDARD, form=Form.INDIRECT)
    assert same.verdict is Verdict.ALTERED
    assert {c.printed for c in same.columns} >= {"Norway", "12"}
    other = compare("sales in Norway had risen by 21 per cent", index(said), STANDARD, form=Form.INDIRECT)
    assert (other.verdict, kinds(other)) == (Verdict.MEANING_CHANGED, [Kind.NUMBER])
    denied = compare("the company closed the Oslo plant", index(said), STANDARD, form=Form.INDIRECT)
    assert (denied.verdict, kinds(denied)) == (Verdict.MEANING_CHANGED, [Kind.NEGATION])
    nowhere = compare("bananas are a kind of berry", index(said), STANDARD, form=Form.INDIRECT)
    assert nowhere.verdict is Verdict.NOT_FOUND
    word_for_word = compare("Sales rose by 12 per cent in Norway", index(said), STANDARD, form=Form.INDIRECT)
    assert word_for_word.verdict is Verdict.ALTERED


def test_the_best_of_several_pieces_is_proposed():
    pieces = {
        EvidenceId("a"): index("They will probably leave the city."),
        EvidenceId("b"): index("They will leave the city."),
        EvidenceId("c"): index("Nothing to see here."),
    }
    key, found = best("They will leave the city", pieces, STANDARD)
    assert (key, found.verdict) == ("b", Verdict.VERBATIM)
    assert best("bananas and berries", pieces, STANDARD) is None


def test_a_check_is_bound_to_what_was_compared():
    evidence = Evidence(EvidenceId("e"), ArticleId("a"), EvidenceKind.STATEMENT, "Statement", STATEMENT)
    quote = Quote(
        QuoteId("q"), ArticleId("a"), 0, 22, "inaccurate speculation", "", "", 0, 22, ((0, 22),), Form.PARTIAL,
        Attribution.ORGANISATION,
    )  # fmt: skip
    found = compare(quote.exact, index(STATEMENT), STANDARD)
    check = to_check(quote, evidence, found, STANDARD, who="Ada")
    assert (check.verdict, check.policy_hash, check.who) == (Verdict.ALTERED, STANDARD.hash, "Ada")
    assert STATEMENT[check.passage_start : check.passage_end] == found.passage.text
    place = (check.passage_start, check.passage_end, check.locator)
    assert check.bound == binding(quote, evidence, *place, STANDARD.hash)
    assert check.differences == found.differences


@pytest.mark.parametrize("before", ["", "We will close it in 2020. ", "Nobody asked! "])
def test_an_abbreviations_stop_does_not_cut_a_quote_in_two(before: str) -> None:
    said = f"{before}The U.S. government is not needed here. We can go on."
    found = compare("The US government is not needed here", index(said), load_policy("light"))
    assert found.passage is not None
    assert found.passage.text == "The U.S. government is not needed here"
    assert found.verdict is Verdict.PERMITTED


def test_one_changed_word_is_told_where_it_stands_though_the_printed_one_stands_elsewhere() -> None:
    asked = "Is it right that about a third of your business is with China, as the papers had it last week?"
    answer = "No, that is too high by any reckoning. Customers there are\nabout a quarter of what we sell. It was more."
    said = f"{asked}\n{answer}"
    found = compare("about a third of what we sell", index(said), load_policy("standard"))
    assert found.passage is not None
    assert found.passage.text == "about a quarter of what we sell"
    [number] = found.differences
    assert (number.printed, number.said) == ("third", "quarter")


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("He could have stolen the money.", "have stolen the money"),
        ("She met the former minister of France.", "minister of France"),
        ("I heard that the plant is unsafe.", "the plant is unsafe"),
        ("You could say that we failed, but that would be wrong.", "we failed"),
        ("We will sell the company. Not.", "We will sell the company."),
        ("The minister resigned. Uh, no, sorry, the deputy minister resigned.", "The minister resigned."),
    ],
)
def test_words_cut_from_what_takes_them_back_are_never_verbatim(said: str, printed: str) -> None:
    for policy in ("strict", "standard", "light"):
        found = compare(printed, index(said), load_policy(policy))
        assert found.verdict is Verdict.MEANING_CHANGED
        assert any(difference.kind is Kind.BOUNDARY for difference in found.differences)


def test_what_another_is_said_to_say_is_not_the_speakers() -> None:
    said = "We are guilty, my opponent says. Nonsense."
    found = compare(
        "We are guilty", index(said, [Turn(0, len(said), "Ann Lee")]), load_policy("light"), speaker="Ann Lee"
    )
    assert found.verdict is Verdict.MEANING_CHANGED


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("I said that the plant is unsafe.", "the plant is unsafe"),
        ("We may leave the market soon.", "leave the market"),
        ("We are fine. We are sorry for the delay.", "We are fine"),
        ("We are guilty, said Ann Lee.", "We are guilty"),
    ],
)
def test_what_stands_harmlessly_outside_spoils_nothing(said: str, printed: str) -> None:
    assert compare(printed, index(said), load_policy("strict")).verdict is Verdict.VERBATIM
