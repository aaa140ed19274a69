"""What holds of any passage: no change of a word passes, no change of typography fails, spans point at their words."""

import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.comparing import compare, compare_passage, index, load_policy
from db.records import Kind, Verdict

STRICT, STANDARD, LIGHT = (load_policy(name) for name in ("strict", "standard", "light"))
PASSING = (Verdict.VERBATIM, Verdict.PERMITTED)

SPEECH = """the company will not sell its shares before Friday because prices fell by 12 per cent and nobody in Oslo
could say why three of the five reports were never read by Mr Tan who lives near the old harbour with his well-known
family while £40m was lost on long-term debt since 2019 without any warning from its lawyers or the Reserve Bank"""
WORDS = SPEECH.split()
MARKS = ("", "", "", "", ",", ";", " –")
sentence = st.lists(st.sampled_from(WORDS), min_size=6, max_size=24).flatmap(
    lambda words: st.lists(st.sampled_from(MARKS), min_size=len(words), max_size=len(words)).map(
        lambda marks: " ".join(w + m for w, m in zip(words, marks, strict=True)).rstrip(" –,;")
    )
)
around = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def held(printed: str, said: str, policy=LIGHT):
    found = compare(printed, index(said), policy)
    for d in found.differences:
        assert printed[slice(*d.quote)] == d.printed
        assert said[slice(*d.evidence)] == d.said
    for column in found.columns:
        assert printed[slice(*column.quote)] == column.printed
        assert said[slice(*column.evidence)] == column.said
        assert column.difference is None or column.difference < len(found.differences)
    if found.passage:
        assert said[found.passage.start : found.passage.end] == found.passage.text
    return found


@given(sentence, around, around)
def test_the_same_words_are_verbatim(words, before, after):
    said = f"{before} now. {words}. So it was. {after}"  # "Mr." ends no sentence, "Not." would take the last one back
    found = held(words, said, STRICT)
    assert found.verdict is Verdict.VERBATIM
    assert found.score == 1.0


@given(
    sentence, st.randoms(use_true_random=False), st.sampled_from(("zebra", "not", "7", "Lindqvist", "-3", "%", "never"))
)
def test_a_word_put_in_never_passes(words, rng, new):
    parts = words.split()
    parts.insert(rng.randrange(1, len(parts)), new)
    printed = " ".join(parts)
    if printed != words:
        assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False))
def test_a_word_left_out_never_passes(words, rng):
    parts = words.split()
    at = rng.randrange(1, len(parts) - 1)
    if not parts[at].strip("–,;") or parts[at - 1].strip(",;") == parts[at].strip(",;") or parts[at] == parts[at + 1]:
        return
    printed = " ".join(parts[:at] + parts[at + 1 :])
    if re.sub(r"\W+", " ", printed) in re.sub(r"\W+", " ", words):
        return
    assert held(printed, f"It was so. {words}. And then some.", STANDARD).verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False), st.sampled_from(("zebra", "Vienna", "17", "wouldn't")))
def test_a_word_changed_never_passes(words, rng, new):
    parts = words.split()
    at = rng.randrange(len(parts))
    if parts[at].strip("–,;"):
        parts[at] = new
        assert held(" ".join(parts), f"It was so. {words}. And then some.").verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False), st.sampled_from("0123456789"))
def test_a_digit_changed_never_passes(words, rng, digit):
    spots = [n for n, c in enumerate(words) if c.isdigit()]
    if not spots:
        return
    at = rng.choice(spots)
    if words[at] != digit:
        printed = words[:at] + digit + words[at + 1 :]
        assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False), st.sampled_from("-−$£€%+#²"))
def test_a_sign_put_before_or_after_a_number_never_passes(words, rng, sign):
    spots = [m.start() if sign not in "%²" else m.end() for m in re.finditer(r"\d+", words)]
    if spots:
        at = rng.choice(spots)
        printed = words[:at] + sign + words[at:]
        assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False))
def test_words_joined_or_parted_never_pass(words, rng):
    parts = words.split()
    at = rng.randrange(len(parts) - 1)
    if parts[at].isalpha() and parts[at + 1][0].isalpha() and parts[at] != "per":
        printed = " ".join([*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]])
        assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING
        assert held(words, f"It was so. {printed}. And then some.").verdict not in PASSING


@given(sentence, st.randoms(use_true_random=False))
def test_a_letter_changed_never_passes(words, rng):
    spots = [n for n, c in enumerate(words) if c.isalpha() and c not in "szSZ"]
    at = rng.choice(spots)
    printed = words[:at] + ("q" if words[at] != "q" else "k") + words[at + 1 :]
    assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING


UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"


def typeset(words: str, rng: random.Random) -> str:
    """The same words in other typography."""
    out = []
    for c in words:
        if c == " ":
            out.append(rng.choice((" ", "  ", "\u00a0", "\n", " \n ", "\u2009", "\u202f", " \u200f")))
        elif c == "'":
            out.append(rng.choice("'’ʼ`"))
        elif c == "–":
            out.append(rng.choice(("–", "—", "-", "--")))
        elif c.isdigit() and rng.random() < 0.2:
            out.append(chr(ord(c) + 0xFEE0))  # full width
        else:
            out.append(c + rng.choice(UNSEEN) if c.isalpha() and rng.random() < 0.05 else c)
    text = unicodedata.normalize(rng.choice(("NFC", "NFD")), "".join(out))
    return text.replace("fi", "ﬁ") if rng.random() < 0.5 else text


@given(sentence, st.randoms(use_true_random=False))
def test_typography_alone_is_verbatim(words, rng):
    words = words.replace("any", "the café's").replace("its", "the firm's")
    printed = rng.choice(("{}", "“{}”", '"{}"', "‘{}’", " {} ", "\u200f{}\u200e")).format(typeset(words, rng))
    said = typeset(words, rng) if rng.random() < 0.5 else words
    found = held(printed, f"It was so. {said}. And then some.", STRICT)
    assert found.verdict is Verdict.VERBATIM, found.differences
    assert {d.kind for d in found.differences} <= {Kind.WHITESPACE, Kind.QUOTE_MARKS}


LOOKALIKES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "x": "х"}


@given(sentence, st.randoms(use_true_random=False))
def test_a_letter_that_only_looks_the_same_is_told(words, rng):
    at = rng.choice([n for n, c in enumerate(words) if c in LOOKALIKES])
    printed = words[:at] + LOOKALIKES[words[at]] + words[at + 1 :]
    assert held(printed, f"It was so. {words}. And then some.").verdict not in PASSING
    assert held(words, f"It was so. {printed}. And then some.").verdict not in PASSING


DENIED = (
    ("will", "won't"), ("could", "couldn't"), ("were", "weren't"), ("was", "wasn't"), ("could", "could not"),
    ("will", "will never"), ("say", "not say"), ("any", "no"), ("read", "unread"), ("without", "with"),
)  # fmt: skip


@given(sentence, sentence, st.sampled_from(DENIED), st.booleans())
def test_a_negation_that_comes_or_goes_never_passes(before, after, pair, turned):
    affirmed, denied = pair if not turned else pair[::-1]
    said, printed = (f"{before} {word} {after}" for word in (affirmed, denied))
    found = held(printed, f"It was so. {said}. And then some.")
    assert found.verdict is Verdict.MEANING_CHANGED, found.differences


@given(
    sentence, st.sampled_from(("did not", "never", "refused to", "failed to", "denied that they", "was too proud to"))
)
def test_a_denial_in_the_article_alone_never_passes_and_the_same_on_both_sides_may(words, denial):
    around = (f"He {denial} “", "” on Monday")
    affirmed = compare(words, index(f"It was so. {words}. And then some."), LIGHT, around=around)
    assert affirmed.verdict not in PASSING
    assert affirmed.differences[0].around in f"He {denial}"
    assert affirmed.differences[0].around
    denied = compare(words, index(f"It was so. He {denial} {words}. And then some."), LIGHT, around=around)
    bounds = [d for d in denied.differences if d.kind is Kind.BOUNDARY]
    assert [(d.allowed, d.quote) for d in bounds] == [(True, (0, 0))]
    alone = compare(words, index(f"It was so. He {denial} {words}. And then some."), LIGHT, around=("He said “", "”"))
    assert alone.verdict not in PASSING


@given(sentence)
def test_first_letter_and_closing_mark_matter_only_under_strict(words):
    if not words[0].islower() or not words[1].islower():
        return
    printed = words[0].upper() + words[1:] + ","
    said = f"It was so, {words}. And then some."
    assert held(printed, said, STRICT).verdict is Verdict.ALTERED
    assert held(printed, said, STANDARD).verdict is Verdict.PERMITTED


@given(sentence, sentence, around, around)
def test_a_comparison_does_not_depend_on_what_else_the_evidence_holds(printed, said, before, after):
    alone = compare_passage(printed, index(f"Yes. {said}. No."), 5, 5 + len(said), STANDARD)
    text = f"{before}. Yes. {said}. No. {after}."
    start = len(before) + 7
    among = compare_passage(printed, index(text), start, start + len(said), STANDARD)
    assert alone.verdict == among.verdict
    assert [(d.kind, d.allowed, d.said, d.printed) for d in alone.differences] == [
        (d.kind, d.allowed, d.said, d.printed) for d in among.differences
    ]


@given(sentence, sentence, st.lists(st.sampled_from(["umbrella", "violin", "tram", "oyster"]), max_size=40))
def test_other_matter_before_and_after_changes_nothing(printed, said, other):
    filler = " ".join(other)
    alone = held(printed, f"So. {said}. Yes.", STANDARD)
    among = held(printed, f"{filler}. So. {said}. Yes. {filler}.", STANDARD)
    assert (alone.verdict, alone.score) == (among.verdict, among.score)
    assert [(d.kind, d.allowed, d.said, d.printed) for d in alone.differences] == [
        (d.kind, d.allowed, d.said, d.printed) for d in among.differences
    ]


@given(st.lists(sentence, min_size=30, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_any_stretch_of_a_long_text_is_found_whole(sentences, rng):
    said = ". ".join(sentences) + "."
    words = re.split(r"[\s.–,;]+", said)
    at = rng.randrange(len(words) - 4)
    printed = " ".join(words[at : at + rng.randint(3, 12)]).strip()
    assert held(printed, said).score == 1.0


@given(st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=200)
def test_any_text_at_all_can_be_compared(printed, said):
    held(printed, said)


@pytest.mark.slow
def test_no_changed_sentence_passes():
    from tests.app.comparing.mutations import run

    asked, wrong = run(150)
    assert sum(asked.values()) > 5000
    assert wrong == []
