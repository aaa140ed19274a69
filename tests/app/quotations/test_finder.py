"""The finder as a whole: the shape of what it gives, on any text, and on a real article."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quotations import find
from app.quotations.finder import PARAGRAPH
from app.quotations.marks import pair
from db.records import Attribution, Form

SHARED = Path("../shared/data")
WORDS = st.sampled_from(
    (
        'He she "We go," said “no” ‘why not’ \' " ” „ « » told Reuters that , . ? : ; ( ) — ¶ according to Ms Rowe '
        "adding who the was quoted as saying did not respond request comment and but while put it Mr U.S. 6\" dogs' "
        "with in a statement 54 'run' “run “ ‘ ’"
    )
    .replace("¶", "\n\n")
    .split(" ")
)


def check_shape(text: str) -> None:
    found = find(text, register="all")
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    marked = [q for q in found if q.form is not Form.INDIRECT]
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == q.text
        assert q.content == (q.spans[0][0], q.spans[-1][1])
        assert all(0 <= a < b <= len(text) for a, b in q.spans)
        assert all(b <= c for (_, b), (c, _) in zip(q.spans, q.spans[1:], strict=False))
        assert 0 < q.confidence <= 1
        for part in (q.speaker, q.cue):
            assert part is None or (text[part.start : part.end] == part.text and part.text.strip())
        assert q.form is not Form.TERM or (q.speaker is None and q.attribution is Attribution.UNATTRIBUTED)
    for one in marked:
        for other in marked:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing
    assert len({(q.start, q.end) for q in marked}) == len(marked)


def check_every_pair(text: str) -> None:
    """Each stretch between marks is one marked quote, and each marked quote such a stretch."""
    regions = pair(text, [m.span() for m in PARAGRAPH.finditer(text)])
    stretches = {text[r.start : r.end].strip() for r in regions}
    marked = [q for q in find(text) if q.form is not Form.INDIRECT]
    assert len(marked) == len(regions)
    assert {q.text for q in marked} == stretches


@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    check_shape(text)
    check_every_pair(text)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_newsy_text(text: str) -> None:
    check_shape(text)
    check_every_pair(text)


@pytest.mark.parametrize(
    "seed",
    ['"', '" ', "' ", "“a ”b ", "said, ", "and he said ", "according to ", "(", "a, ", "« » ", "was quoted as saying "],
)
def test_no_input_hangs_it(seed: str) -> None:
    short, long = (seed * (n // len(seed)) for n in (10_000, 80_000))
    began = time.process_time()
    find(short)
    once = time.process_time() - began
    began = time.process_time()
    find(long)
    assert time.process_time() - began < max(2.0, 24 * once)


def test_marks_in_one_clause_share_its_content() -> None:
    text = 'She said the plan was "bold" and the cost "reasonable".'
    first, second = find(text)
    assert (first.text, second.text) == ("bold", "reasonable")
    assert first.content == second.content
    assert text[slice(*first.content)].startswith("the plan was")


def test_a_broken_quotation_shares_its_spans() -> None:
    text = '"If we lose," Ms Carter said, "we go home."'
    first, second = find(text)
    assert first.spans == second.spans
    assert [text[a:b] for a, b in first.spans] == ['"If we lose,"', '"we go home."']


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = 'Mr Khan said: "We have lost everything.\n\n"My brother is missing.\n\n"We still look for him."\n\nHe wept.'
    (found,) = find(text)
    assert found.text.startswith("We have") and found.text.endswith("for him.")
    assert found.speaker is not None and found.speaker.name == "Khan"


def test_the_attribution_may_follow_the_last_paragraph() -> None:
    text = '"We have lost everything.\n\n"My brother is missing," said Mr Khan.'
    (found,) = find(text)
    assert found.rule == "quote-cue-source"
    assert found.speaker is not None and found.speaker.text == "Mr Khan"


def test_registers() -> None:
    text = "The minister criticised the plan."
    assert find(text) == ()
    assert [q.rule for q in find(text, register="all")] == ["phrase"]


def test_a_speaker_is_not_carried_far() -> None:
    gap = "\n\nThe road is wet and the bus is late.".join([""] * 6)
    last = find('Ms Rowe said: "We are ready to go."' + gap + '\n\n"Nobody is coming to help us."')[-1]
    assert last.speaker is None and last.attribution is Attribution.UNATTRIBUTED


@pytest.mark.skipif(not SHARED.exists(), reason="the real article is not here")
def test_the_real_article() -> None:
    raw = (SHARED / "hikvision.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "hikvision.gold.json").read_text(encoding="utf-8"))
    body = raw[raw.index(gold["article"]["first_words"]) : raw.index("Sponsored Content")].strip()
    found = find(body)
    marked = [q for q in found if q.form is not Form.INDIRECT]
    assert [q.text for q in marked] == [row["text"] for row in gold["marked"]]
    for q, row in zip(marked, gold["marked"], strict=True):
        assert q.form == row["form"]
        if row["attribution"]:
            assert q.attribution == row["attribution"]
            assert q.speaker is not None and q.speaker.name == row["name"]
            assert row["speaker"] in (None, q.speaker.text)
    silent = {(q.speaker.text, q.attribution) for q in found if q.form is Form.INDIRECT and q.speaker}
    assert ("The commerce department", Attribution.DECLINED) in silent
    assert ("Dahua", Attribution.NO_RESPONSE) in silent
    assert ("The New York Times", Attribution.MEDIA) in silent
    assert sum(q.form is Form.INDIRECT for q in found) >= 7


def test_what_a_firm_calls_a_thing_of_its_own_is_a_term() -> None:
    [found] = find("The new fee, which the company calls “access payments”, will rise in May.")
    assert (found.text, found.form, found.speaker) == ("access payments", Form.TERM, None)
