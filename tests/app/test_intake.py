"""Bringing things in: what is found, what is compared, and what a person chose stays chosen."""

from dataclasses import replace

import pytest

from app import edits, intake, reading
from app.project import Project
from db.errors import Cancelled
from db.records import ArticleId, EvidenceId, Form, Level, Verdict

TEXT = 'A headline\n\n"We will close the plant," said Ann Lee.\n\nBo Ray said it was "a bad day".'
TWICE = """Ann Lee: We will close the plant. It hurts.

Ann Lee: As I said, we will close the plant.

Bo Ray: It is a bad day."""


@pytest.fixture
def article(project: Project) -> ArticleId:
    new = intake.new_article(reading.read_text(TEXT), who="Rosa")
    project.apply(new.edit, new.originals)
    return new.article.id


def attach(project: Project, article: ArticleId, words: str, title: str = "Call") -> EvidenceId:
    new = intake.new_evidence(article, reading.read_evidence_text(words, title), who="Rosa", level=Level.E1)
    project.apply(new.edit, new.originals)
    checks = intake.compare_all(project.desk(article), who="Rosa")
    project.apply(edits.record_checks(checks, article_id=article, who="Rosa"))
    return new.evidence.id


def choose(project: Project, article: ArticleId, number: int, words: str, nth: int = 0) -> None:
    """A person says which passage the quote rests on."""
    desk = project.desk(article)
    [piece] = desk.evidence
    start = -1
    for _ in range(nth + 1):
        start = piece.text.index(words, start + 1)
    place = (start, start + len(words))
    check = intake.compare_by_hand(desk, desk.states[number], piece, who="Rosa", place=place)
    project.apply(edits.record_check(check, who="Rosa", article_id=article))


def test_every_quote_is_compared_with_the_piece_that_bears_it_out(project: Project, article: ArticleId) -> None:
    attach(project, article, TWICE)
    verdicts = [state.check and state.check.verdict for state in project.desk(article).states]
    assert verdicts[0] in (Verdict.VERBATIM, Verdict.PERMITTED)
    assert verdicts[1] is Verdict.VERBATIM


def test_a_chosen_passage_outlives_more_evidence(project: Project, article: ArticleId) -> None:
    attach(project, article, TWICE)
    choose(project, article, 0, "we will close the plant")
    chosen = project.desk(article).states[0].check
    attach(project, article, "We will close the plant, we said.", "Statement")
    now = project.desk(article).states[0].check
    assert chosen is not None and now is not None
    assert (now.evidence_id, now.passage_start) == (chosen.evidence_id, chosen.passage_start)
    assert now.chosen


def test_a_chosen_passage_whose_words_changed_is_searched_again(project: Project, article: ArticleId) -> None:
    attach(project, article, TWICE)
    choose(project, article, 0, "we will close the plant")
    [piece] = project.desk(article).evidence
    project.apply(edits.set_evidence(piece, who="Rosa", text="Preface. " + piece.text, turns=()))
    [check, *_] = intake.compare_all(project.desk(article), who="Rosa")
    assert not check.chosen
    assert check.verdict in (Verdict.VERBATIM, Verdict.PERMITTED)


def test_what_is_ruled_is_left_alone_and_what_is_the_same_is_not_said_again(
    project: Project, article: ArticleId
) -> None:
    attach(project, article, TWICE)
    assert intake.compare_all(project.desk(article), who="Rosa") == ()


def test_comparing_can_be_cancelled_and_tells_how_far_it_is(project: Project, article: ArticleId) -> None:
    attach(project, article, TWICE)
    told: list[tuple[int, int]] = []
    desk = project.desk(article)
    desk = replace(desk, states=tuple(replace(state, check=None) for state in desk.states))
    intake.compare_all(desk, who="Rosa", progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(Cancelled):
        intake.compare_all(desk, who="Rosa", cancelled=lambda: True)


def test_the_sample_is_there_once_and_can_be_reset(project: Project) -> None:
    first = intake.open_sample(project, who="Rosa")
    assert intake.open_sample(project, who="Rosa") == first
    again = intake.open_sample(project, who="Rosa", reset=True)
    assert again != first
    assert [summary.id for summary in project.articles()] == [again]
    [misprint] = [s for s in project.desk(again).states if "inaccurate speculation" in s.quote.exact]
    assert misprint.check is not None
    assert misprint.check.verdict is Verdict.ALTERED
    assert [d.said.strip() for d in misprint.check.differences if not d.allowed] == ["and unhelpful"]


def test_two_quotes_of_the_sample_differ_and_no_more(project: Project) -> None:
    desk = project.desk(intake.open_sample(project, who="Rosa"))
    told = {s.quote.exact[:20]: [d for d in s.check.differences if not d.allowed] for s in desk.states if s.check}
    assert {words for words, found in told.items() if found} == {"We are not aware of ", "about a third of wha"}
    marked = [s.check.verdict for s in desk.states if s.check and s.quote.form is not Form.INDIRECT]
    assert sorted(one for one in marked if one in (Verdict.ALTERED, Verdict.MEANING_CHANGED)) == [
        Verdict.ALTERED,
        Verdict.MEANING_CHANGED,
    ]
