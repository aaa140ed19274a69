"""Reported speech held against a passage that a person chose."""

import pytest

from app import comparing
from db.records import EvidenceId, Form, Kind, Turn, Verdict

STANDARD = comparing.load_policy("standard")


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


def test_a_reporters_question_is_not_what_the_source_said() -> None:
    turns = "Reporter: Will you close two plants in Ohio this year?\nSmith: We will shut two Ohio plants, yes."
    at = turns.index("Smith")
    given = (Turn(0, at - 1, "Reporter"), Turn(at, len(turns), "Smith"))
    found = comparing.compare(
        "it would close two plants in Ohio",
        comparing.index(turns, given),
        STANDARD,
        speaker="Smith",
        form=Form.INDIRECT,
    )
    assert found.passage is not None
    assert (found.passage.speaker, found.passage.text) == ("Smith", "We will shut two Ohio plants, yes.")
    asked = comparing.index(turns[: at - 1], given[:1])
    found = comparing.compare("it would close two plants", asked, STANDARD, speaker="Smith", form=Form.INDIRECT)
    assert found.verdict is Verdict.NOT_FOUND


def test_a_question_in_prose_is_passed_over() -> None:
    prose = "Will the firm close two plants in Ohio? It will shut two plants in Ohio by June, he said."
    found = comparing.compare("it would close two plants in Ohio", comparing.index(prose), STANDARD, form=Form.INDIRECT)
    assert found.passage is not None
    assert found.passage.text.startswith("It will shut")


def test_the_quoted_speakers_turn_goes_before_another_that_is_a_little_more_like() -> None:
    turns = "Jones: They close two plants in Ohio in June.\nSmith: We shut two plants in Ohio."
    at = turns.index("Smith")
    given = (Turn(0, at - 1, "Jones"), Turn(at, len(turns), "Smith"))
    searched = comparing.index(turns, given)
    for speaker in ("Smith", "Jones"):
        found = comparing.compare(
            "it closes two plants in Ohio", searched, STANDARD, speaker=speaker, form=Form.INDIRECT
        )
        assert found.passage is not None
        assert found.passage.speaker == speaker


def test_the_speakers_own_statement_goes_before_anothers_with_the_same_facts() -> None:
    said = "We will close two plants in Ohio in June."
    pieces = {
        EvidenceId("dahua"): comparing.index(f"{said} Staff know.", (), "Dahua statement"),
        EvidenceId("acme"): comparing.index("Acme is to close two plants in Ohio.", (), "Statement of Acme Ltd"),
    }
    for speaker, wanted in (("Acme", "acme"), ("Dahua", "dahua")):
        found = comparing.best(
            "it would close two plants in Ohio in June", pieces, STANDARD, speaker=speaker, form=Form.INDIRECT
        )
        assert found is not None
        assert found[0] == wanted


def test_a_number_that_disagrees_is_told_and_does_not_send_the_search_elsewhere() -> None:
    pieces = {
        EvidenceId("said"): comparing.index("We will close three plants in Ohio.", (), "Acme"),
        EvidenceId("other"): comparing.index("Two dogs closed a gate in Ohio.", (), "Diary"),
    }
    found = comparing.best("it would close two plants in Ohio", pieces, STANDARD, speaker="Acme", form=Form.INDIRECT)
    assert found is not None
    assert (found[0], found[1].verdict) == ("said", Verdict.MEANING_CHANGED)


@pytest.mark.parametrize(
    ("printed", "said", "verdict"),
    [
        ("the job cost £1,200", "The job cost twelve hundred pounds last year.", Verdict.ALTERED),
        ("the fee was 1,200 pounds", "The fee was twelve hundred pounds.", Verdict.ALTERED),
        ("the job cost £1,200", "The job cost thirteen hundred pounds.", Verdict.MEANING_CHANGED),
        ("the job cost £1,200", "The job cost twelve hundred dollars.", Verdict.MEANING_CHANGED),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(printed: str, said: str, verdict: Verdict) -> None:
    pieces = {EvidenceId("said"): comparing.index(said, (), "Acme")}
    found = comparing.best(printed, pieces, STANDARD, speaker="Acme", form=Form.INDIRECT)
    assert found is not None and found[1].verdict is verdict


@pytest.mark.parametrize("policy", ["strict", "standard", "light"])
@pytest.mark.parametrize(
    ("printed", "around", "said", "sure"),
    [
        ("the harbour would close in June", "", "The harbour may close in June.", False),
        ("the ferry had hit the pier", "", "It is possible that the ferry hit the pier.", False),
        ("the firm would sell two ships", "", "We are considering whether to sell two ships.", False),
        ("the firm would sell two ships", "", "Perhaps, we will sell two ships.", False),
        ("the firm would sell two ships", "", "If the bank insists, we will sell two ships.", False),
        ("the firm would sell two ships", "", "We hope to sell two ships by June.", False),
        ("the firm might sell two ships", "", "We will sell two ships.", False),
        ("the firm would sell two ships", "", "We are looking into selling two ships.", False),
        ("the firm would sell two ships on 3 May", "", "There is talk of selling two ships on 3 May.", False),
        ("the firm had sold two ships", "", "It looks as though the firm sold two ships.", False),
        ("the firm would talk to the crews", "", "We will talk to the crews.", True),
        ("the firm was proud of its two ships", "", "Look, the firm is proud of its two ships.", True),
        ("the harbour might close in June", "", "The harbour may close in June.", True),
        ("the firm was thinking of selling two ships", "", "We are considering whether to sell two ships.", True),
        ("the firm was considering selling two ships", "", "We are considering whether to sell two ships.", True),
        (
            "the firm would sell two ships if the bank insisted",
            "",
            "If the bank insists, we will sell two ships.",
            True,
        ),
        ("the firm sold two ships", "Ms Blom feared that ", "Possibly they sold two ships.", True),
        ("the firm would sell two ships", "", "We will sell two ships, but it may take a year.", True),
        ("the firm would sell two ships", "", "It may rain in June, and we will sell two ships.", True),
        ("the firm would sell two ships", "", "We will sell two ships even if it rains.", True),
        ("the harbour would close in May", "", "The harbour will close in May.", True),
        ("they saw the smoke from the pier", "", "We could see the smoke from the pier.", True),
        ("the firm would sell two ships", "", "We may sell a tug. We will sell two ships.", True),
        ("the firm would sell two ships", "", "Two ships will be sold, if you ask me.", True),
    ],
)
def test_how_sure_a_report_is_must_be_how_sure_the_speaker_was(
    policy: str, printed: str, around: str, said: str, sure: bool
) -> None:
    found = comparing.compare(
        printed, comparing.index(said), comparing.load_policy(policy), form=Form.INDIRECT, around=(around, "")
    )
    assert found.verdict is (Verdict.ALTERED if sure else Verdict.MEANING_CHANGED), found.differences
    assert sure is not any(d.kind is Kind.MODALITY for d in found.differences)
