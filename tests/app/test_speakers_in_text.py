"""A change of the text that changes who is said to have spoken: the record follows, and says so."""

from dataclasses import replace

import pytest

from app import edits
from app.project import Project
from db.records import Article, Status
from tests import builders

WHO = "Carl Checker"
SPOKEN = (
    "BRUSSELS — “We did not authorise the sale of 5,000 units,” said Ada Muster, who runs Beispiel AG.\n\n"
    "“It was a grave error and we regret it,” she said."
)


def spoken(project: Project) -> Article:
    """An article with the quotes found in it, both ruled on."""
    from app.quotations import find

    article = builders.article(SPOKEN)
    found = [edits.quote_from_found(article, one) for one in find(SPOKEN)]
    project.apply(edits.add_article(article, found, who=WHO))
    for quote in found:
        project.apply(edits.rule(project.desk(article.id), quote.id, Status.DISPUTED, "Says she did not", who=WHO))
    return article


def put_text(project: Project, article: Article, text: str) -> list[str]:
    """Replace the text; what is stale now, quote by quote."""
    desk = project.desk(article.id)
    project.apply(edits.replace_text(desk.article, [s.quote for s in desk.states], text, who=WHO))
    return [state.stale for state in project.desk(article.id).states]


@pytest.mark.parametrize("other", ["Bob Sample, who runs Beispiel AG", "a spokesman for the firm"])
def test_another_speaker_in_the_text_makes_stale_and_the_former_one_back_makes_fresh(
    project: Project, other: str
) -> None:
    article = spoken(project)
    changed = put_text(project, article, SPOKEN.replace("Ada Muster, who runs Beispiel AG", other))
    assert changed[0] == "attribution"
    assert project.desk(article.id).states[0].quote.speaker == other
    assert put_text(project, article, SPOKEN) == ["", ""]


def test_what_a_person_made_of_a_speaker_outlives_a_change_of_text_elsewhere(project: Project) -> None:
    article = spoken(project)
    second = project.desk(article.id).states[1].quote
    project.apply(edits.set_quote(second, who=WHO, name="Carla Kaufmann"))
    put_text(project, article, SPOKEN.replace("Ada Muster", "Bob Sample"))
    assert project.quote(second.id).name == "Carla Kaufmann"


def test_words_put_in_before_the_speaker_are_no_other_speaker(project: Project) -> None:
    article = spoken(project)
    assert put_text(project, article, SPOKEN + "\n\nThe ministry met on Monday.") == ["", ""]


FERRY = (
    "Dr. Jane Roe, the director, said it was safe. “It was,” she said.\n\n"
    "Mr. Ott, who has worked there for years, does not accept the number. “I counted four inspections,” he said. "
    "“Four, and I saw them.”\n\n"
    "A former member of the board, who asked not to be named, said the directors had been told. "
    "“They knew in March,” she said. “Nobody in that room could say they did not know.”"
)


def ferry(project: Project) -> Article:
    """An article whose quotes have another name for Mr. Ott than is read anew, so that reading anew would show."""
    from app.quotations import find

    article = builders.article(FERRY)
    found = [edits.quote_from_found(article, one) for one in find(FERRY)]
    found = [replace(one, attribution="unattributed", name="") if one.name == "Ott" else one for one in found]
    project.apply(edits.add_article(article, found, who=WHO))
    return article


def speakers(project: Project, article: Article) -> dict[str, tuple[str, str, str]]:
    quotes = [state.quote for state in project.desk(article.id).states]
    return {quote.id: (quote.attribution, quote.speaker, quote.name) for quote in quotes}


@pytest.mark.parametrize("words", ["I counted five inspections", "said Bob Sample", "Five”, she said. “Well"])
def test_new_words_for_one_quote_give_no_quote_another_speaker(project: Project, words: str) -> None:
    article = ferry(project)
    before = speakers(project, article)
    quotes = [state.quote for state in project.desk(article.id).states]
    one = next(quote for quote in quotes if quote.exact.startswith("I counted"))
    project.apply(edits.reword(article, quotes, one.id, words, who=WHO))
    after = speakers(project, article)
    assert {id: after[id] for id in before} == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("four inspections,”", "four inspections”"),
        ("does not accept", "disputes"),
        ("said it was safe", "said so"),
        ("A former member of the board, who asked not to be named, said", "Ms Roe said"),
    ],
)
def test_a_change_of_text_gives_no_other_speaker_to_quotes_of_other_sentences(
    project: Project, old: str, new: str
) -> None:
    article = ferry(project)
    before = speakers(project, article)
    concerned = {
        state.quote.id
        for state in project.desk(article.id).states
        if "directors" in state.quote.exact or (new == "Ms Roe said" and "board" in state.quote.name)
    }
    put_text(project, article, FERRY.replace(old, new))
    after = speakers(project, article)
    assert {id: after[id] for id in before if id not in concerned} == {
        id: said for id, said in before.items() if id not in concerned
    }


def test_what_is_now_read_into_another_sentence_gives_its_quote_no_other_speaker(project: Project) -> None:
    from app.quotations import find

    text = "Jane Roe said it was safe. “It was,” she said.\n\nA nurse said it was not. “They knew in March,” she said."
    left = text.replace("said it was not", "left")
    assert [[one.speaker and one.speaker.name for one in find(each)][-1] for each in (text, left)] == [
        "A nurse",
        "Jane Roe",
    ]
    article = builders.article(text)
    project.apply(edits.add_article(article, [edits.quote_from_found(article, one) for one in find(text)], who=WHO))
    put_text(project, article, left)
    quotes = [state.quote for state in project.desk(article.id).states]
    assert [quote.name for quote in quotes if quote.exact.startswith("They knew")] == ["A nurse"]
