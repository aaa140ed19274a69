"""What the tests of edits share: an article that has one of everything."""

import pytest

from app import edits
from app.project import Project
from db.records import Article, LeftOut, Status
from tests import builders

WHO = "Carl Checker"
LEFT_OUT = (LeftOut("Share this story", "share", 0), LeftOut("Advertisement", "advert", 0))


@pytest.fixture
def article(project: Project) -> Article:
    """An article with three quotes, evidence, a check, a ruling, a thread and a source."""
    article = builders.article(left_out=LEFT_OUT)
    first, *rest = builders.quotes(article)
    evidence, source = builders.evidence(article), builders.source()
    project.apply(edits.add_article(article, [first, *rest], who="Rosa Reporter"), [builders.original()])
    project.apply(edits.attach_evidence(evidence, who="Rosa Reporter"))
    project.apply(edits.record_check(builders.check(first, evidence), who=WHO))
    project.apply(edits.rule(project.desk(article.id), first.id, Status.VERBATIM, "", who=WHO))
    project.apply(edits.comment(first, "Which machine?", who="Erin Editor"))
    project.apply(edits.add_source(source, who=WHO))
    project.apply(edits.give_source(project.quote(first.id), source, who=WHO))
    return article
