"""A change of the text that changes who is said to have spoken: the record follows, and says so."""

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
