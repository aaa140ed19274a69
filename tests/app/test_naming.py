"""What a speaker's words stand for: the name follows them, unless a person gave that one."""

from dataclasses import replace

from app import edits
from app.naming import stands_for
from app.project import Project
from db.records import Article, Quote
from tests import builders

WHO = "Carl Checker"


def said_by(project: Project, speaker: str) -> Quote:
    """An article's one quote, that nobody has named by hand."""
    article: Article = builders.article("“We never sold that machine,” she said.")
    quote = replace(builders.quote(article), speaker=speaker, name=speaker)
    project.apply(edits.add_article(article, [quote], who=WHO))
    return quote


def test_the_name_follows_the_speaker_until_a_person_gives_it(project: Project) -> None:
    quote = said_by(project, "she")
    assert stands_for(project, quote, "Ada Muster") == "Ada Muster"
    project.apply(edits.set_quote(quote, name="Carla Kaufmann", who=WHO))
    assert stands_for(project, project.quote(quote.id), "Ada Muster") == "Carla Kaufmann"


def test_a_name_given_by_hand_stays_after_it_was_taken_back_and_given_again(project: Project) -> None:
    quote = said_by(project, "she")
    project.apply(edits.set_quote(quote, name="Carla Kaufmann", who=WHO))
    project.undo(WHO)
    assert stands_for(project, project.quote(quote.id), "Ada Muster") == "Ada Muster"
    project.redo(WHO)
    assert stands_for(project, project.quote(quote.id), "Ada Muster") == "Carla Kaufmann"
    project.undo(WHO)
    assert stands_for(project, project.quote(quote.id), "Ada Muster") == "Ada Muster"
