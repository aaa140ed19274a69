"""Full-text search finds what is there now, whatever a person types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import edits
from app.project import Project
from db.search import marked
from tests import builders


@pytest.fixture
def article_id(project: Project) -> str:
    article = builders.article("“Überraschung”, said Müller. Nobody’s home, 東京 aside.", headline="A surprise")
    quote = builders.quote(article, "Überraschung", speaker="Müller", name="Max Müller")
    project.apply(edits.add_article(article, [quote], who="A"))
    project.apply(edits.attach_evidence(builders.evidence(article, "I was surprised, was ich sagte."), who="A"))
    return article.id


def kinds(project: Project, text: str) -> list[str]:
    return sorted(hit.kind for hit in project.search(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("uberraschung", ["article", "quote"]),
        ("Überr", ["article", "quote"]),
        ("max", ["quote"]),
        ("surpris", ["article", "evidence"]),
        ("ICH sagt", ["evidence"]),
        ("surprise NOT", []),
        ("  ", []),
        ("“”", []),
    ],
)
def test_words_are_found_without_their_accents_and_by_beginnings(
    project: Project, article_id: str, text: str, found: list[str]
) -> None:
    assert kinds(project, text) == found
    assert {hit.article_id for hit in project.search(text)} <= {article_id}


def test_a_hit_shows_where_in_its_excerpt_it_lies(project: Project, article_id: str) -> None:
    (hit,) = (hit for hit in project.search("uberraschung") if hit.kind == "article")
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["Überraschung"]
    assert hit.title == "A surprise"


def test_search_follows_every_edit_and_its_undo(project: Project, article_id: str) -> None:
    article = project.desk(article_id).article
    quotes = [state.quote for state in project.desk(article_id).states]
    project.apply(edits.replace_text(article, quotes, article.text.replace("Überraschung", "Enttäuschung"), who="A"))
    assert kinds(project, "uberraschung") == []
    assert kinds(project, "enttauschung") == ["article", "quote"]
    project.undo("A")
    assert kinds(project, "uberraschung") == ["article", "quote"]
    project.apply(edits.remove_article(project.desk(article_id), who="A"))
    assert project.search("surprise") == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_a_search(project: Project, text: str) -> None:
    project.search(text)


@given(st.lists(st.tuples(st.text("ab …", max_size=5), st.text("xyz", min_size=1, max_size=5)), max_size=4))
def test_marks_point_at_the_hits(parts: list[tuple[str, str]]) -> None:
    excerpt, marks = marked("".join(f"{before}\x02{hit}\x03" for before, hit in parts))
    assert excerpt == "".join(before + hit for before, hit in parts)
    assert [excerpt[start:end] for start, end in marks] == [hit for _, hit in parts]


def test_a_lost_quote_is_nobody_s_open_work(project: Project) -> None:
    article = builders.article()
    quotes = builders.quotes(article)
    project.apply(edits.add_article(article, quotes, who="A"))
    project.apply(edits.set_quotes(quotes, who="A", assigned_to="Carl"))
    assert [(one.who, one.quotes) for one in project.holdings()] == [("Carl", len(quotes))]
    held = [state.quote for state in project.desk(article.id).states]
    text = article.text.replace(held[0].exact, "")
    project.apply(edits.replace_text(article, held, text, who="A", places={held[0].id: None}))
    assert [(one.who, one.quotes) for one in project.holdings()] == [("Carl", len(quotes) - 1)]


def test_what_very_many_hold_stands_behind_the_rest_newest_first_and_every_kind_has_its_turn(project: Project) -> None:
    text = " ".join(f"“sold {n}”" for n in range(1_100))
    article = builders.article(text, headline="We sold it")
    quotes = [builders.quote(article, f"sold {n}") for n in range(1_100)]
    project.apply(edits.add_article(article, quotes, who="A"))
    project.apply(edits.attach_evidence(builders.evidence(article, "They sold one."), who="A"))
    found = project.search("sold", limit=10)
    assert {hit.kind for hit in found[:2]} == {"article", "evidence"}
    assert [hit.id for hit in found[2:]] == [quote.id for quote in reversed(quotes)][:8]
    assert all(hit.excerpt[slice(*hit.marks[0])] == "sold" for hit in found)
    assert [hit.id for hit in project.search("so 1099", limit=10) if hit.kind == "quote"] == []
    assert [hit.id for hit in project.search("sold 1099", limit=10) if hit.kind == "quote"] == [quotes[1099].id]
