"""The sample shows what a first run finds: one misprint, one changed number, and the rest word for word."""

import re

import pytest

import resources
from app.reading import to_article, to_evidence
from app.sample import sample_article, sample_details, sample_evidence
from db.records import EvidenceKind, Level, Terms


@pytest.fixture(scope="module")
def article():
    return sample_article()


@pytest.fixture(scope="module")
def evidence():
    return {piece.title: piece for piece in sample_evidence()}


def plain(text):
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("“", '"').replace("”", '"'))


def marked(text):
    return [words.strip(",.") for words in re.findall(r"“([^”]+)”", text)]


def test_the_article_has_every_part_of_a_newspaper_article(article):
    assert article.kicker == "Export controls"
    assert article.headline == "Camera and software makers brace for a longer American blacklist"
    assert article.standfirst.startswith("Chinese groups say Washington has told them nothing")
    assert article.byline == "Nell Ashdown"
    assert article.dateline == "LONDON"
    assert article.date == "2019-05-24"
    assert article.outlet == "The Sample Courier"
    assert article.text.startswith("LONDON — Some of China’s best-known makers")
    assert article.left_out == ()
    assert 450 <= len(article.text.split()) <= 650


def test_it_says_what_is_invented(article):
    assert article.text.split("\n\n")[-1].endswith("everybody at Larkfield are invented.")
    assert "Larkfield Optics does not exist" in resources.text("sample/README.md")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("to be treated just and fairly by the US government", "iFlytek, words as reported"),
        ("alternative plans", "iFlytek, words as reported"),
        ("We don’t comment on speculation and we are monitoring the situation", "DJI, reply of a spokesman"),
        ("We found out from the newspapers, like everyone else", "Larkfield Optics, press call"),
        ("Nobody has been asked to leave, and nobody will be this summer", "Larkfield Optics, press call"),
        ("asked for a list of every part that comes from America", "Note of a talk on background"),
    ],
)
def test_these_quotes_are_word_for_word(article, evidence, words, title):
    assert words in marked(article.text)
    assert plain(words) in plain(evidence[title].text)


def test_megvii_is_misprinted_by_two_dropped_words(article, evidence):
    printed = next(words for words in marked(article.text) if "government list" in words)
    said = plain(evidence["Megvii, statement to the press"].text)
    assert plain(printed) not in said
    assert plain(printed).replace("inaccurate ", "inaccurate and unhelpful ") in said


def test_one_number_was_changed_and_only_the_reporter_said_it_so(article, evidence):
    assert "about a third of what we sell" in marked(article.text)
    call = evidence["Larkfield Optics, press call"]
    assert "about a quarter of what we sell" in call.text
    asked = next(turn for turn in call.turns if "about a third" in call.text[turn.start : turn.end])
    assert asked.speaker == "Nell Ashdown"


def test_every_marked_stretch_of_the_article_is_accounted_for(article):
    assert len(marked(article.text)) == 9
    assert "entity list" in marked(article.text)
    assert "declined to comment" in article.text


def test_evidence_comes_as_the_manifest_says(evidence):
    call = evidence["Larkfield Optics, press call"]
    assert (call.kind, call.level, call.date) == (EvidenceKind.TRANSCRIPT, Level.E1, "2019-05-23")
    assert [turn.time for turn in call.turns][:3] == [2.0, 7.8, 14.2]
    reply = evidence["Larkfield Optics, reply by email"]
    assert reply.kind is EvidenceKind.EMAIL
    assert "We will not be commenting on individual customers" in reply.text
    reported = [piece for piece in evidence.values() if "Financial Times" in piece.origin]
    assert [piece.level for piece in reported] == [Level.E6] * 3


def test_the_unnamed_person_spoke_on_background(article):
    (details,) = sample_details()
    assert details.words in marked(article.text)
    assert details.terms is Terms.BACKGROUND
    assert details.agreed_wording == "one person close to the company"
    assert details.agreed_wording in article.text.lower()


def test_it_becomes_records(article, evidence):
    record = to_article(article)
    assert record.headline == article.headline
    pieces = [to_evidence(piece, record.id) for piece in evidence.values()]
    assert [piece.article_id for piece in pieces] == [record.id] * 6
    assert [piece.title for piece in pieces] == list(evidence)
