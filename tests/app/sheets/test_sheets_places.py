"""Under which sub-heading a quote stands, how often the text was changed here, and what a quote's words were before."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import edits, intake, reading
from app.project import Project
from app.sheets import Sheet, gather, render
from app.sheets.places import Sections
from db.records import ArticleId
from tests.app.sheets import reading as back
from tests.app.sheets import samples

BODY = "Rain fell on the old town hall for most of the day. Trams ran late in every part of the city."
TEXT = f"""{BODY}

What comes next

“We will appeal at once,” said Ada Berg, who speaks for the company in every matter of this kind.

Who pays?

“Nobody knows,” said Ines Moor. {BODY}"""


def project_with(folder: Path, text: str = TEXT) -> tuple[Project, ArticleId]:
    project = Project.open(folder / "desk.onrecord")
    new = intake.new_article(reading.read_text(f"A headline of its own\n\n{text}"), who="Rosa")
    project.apply(new.edit, new.originals)
    return project, new.article.id


def sheet_of(project: Project, article: ArticleId) -> Sheet:
    history = project.history(article_id=article, limit=1000)
    return gather(project.desk(article), samples.POLICY, now=samples.NOW, head=history[0].hash, history=history)


def change(project: Project, article: ArticleId, old: str, new: str) -> None:
    desk = project.desk(article)
    quotes = [state.quote for state in desk.states]
    project.apply(edits.replace_text(desk.article, quotes, desk.article.text.replace(old, new), who="Rosa"))


def test_a_quote_stands_under_the_sub_heading_above_it() -> None:
    sections = Sections.of(TEXT)
    assert sections.words == ("What comes next", "Who pays?")
    assert [sections.at(TEXT.index(words)) for words in ("Rain", "appeal", "Nobody")] == [
        "",
        "What comes next",
        "Who pays?",
    ]


@pytest.mark.parametrize(
    "line",
    ["A whole sentence.", "“We will stay”", "- a list", "1. a number", "All that, ", "w " * 20, "Ada:"],
)
def test_a_line_that_ends_like_prose_or_a_list_is_no_sub_heading(line: str) -> None:
    assert Sections.of(f"{BODY}\n\n{line}\n\n{BODY}").words == ()


@given(st.lists(st.sampled_from([BODY, "What comes next", "“No.”", "", "x"]), max_size=8), st.integers(0, 900))
def test_any_text_has_at_most_one_section_at_a_place(parts: list[str], at: int) -> None:
    text = "\n\n".join(parts)
    assert Sections.of(text).at(at) in ("", *parts)


def test_the_section_is_told_in_every_table_and_on_every_page(tmp_path: Path) -> None:
    project, article = project_with(tmp_path)
    sheet = sheet_of(project, article)
    project.close()
    assert [row.section for row in sheet.rows] == ["What comes next", "Who pays?"]
    assert [row["Section"] for row in back.csv_rows(render(sheet, ".csv"))] == ["What comes next", "Who pays?"]
    for ending in (".pdf", ".docx", ".html", ".md", ".xlsx", ".json", ".jsonld"):
        assert "What comes next" in back.text(render(sheet, ending), ending), ending


def test_a_text_changed_here_says_so_with_the_words_as_they_came_in(tmp_path: Path) -> None:
    project, article = project_with(tmp_path)
    assert sheet_of(project, article).head.rewritten == 0
    change(project, article, "appeal at once", "appeal soon")
    change(project, article, "Trams ran late", "Trams ran very late")
    sheet = sheet_of(project, article)
    assert sheet.head.rewritten == 2
    assert sheet.head.rewritten_words.startswith("The article’s text was changed 2 times in OnRecord")
    assert [row.was for row in sheet.rows] == ["We will appeal at once,", ""]
    for ending in (".pdf", ".docx", ".html", ".md", ".xlsx", ".json"):
        told = " ".join(back.text(render(sheet, ending), ending).split())
        assert "We will appeal at once," in told and "changed 2 times" in told, ending
    assert back.csv_rows(render(sheet, ".csv"))[0]["As it came in"] == "We will appeal at once,"
    project.close()


def test_what_was_undone_or_reads_again_as_it_came_in_counts_as_never_changed(tmp_path: Path) -> None:
    project, article = project_with(tmp_path)
    change(project, article, "appeal at once", "appeal soon")
    project.undo("Rosa")
    assert sheet_of(project, article).head.rewritten == 0
    project.redo("Rosa")
    assert sheet_of(project, article).head.rewritten == 1
    change(project, article, "appeal soon", "appeal at once")
    sheet = sheet_of(project, article)
    assert (sheet.head.rewritten, sheet.head.rewritten_words) == (0, "")
    assert {row.was for row in sheet.rows} == {""}
    project.close()


def test_a_quote_that_the_text_lost_is_counted_and_not_listed(tmp_path: Path) -> None:
    project, article = project_with(tmp_path)
    change(project, article, "“Nobody knows,” said Ines Moor. ", "")
    sheet = sheet_of(project, article)
    project.close()
    assert [row.exact for row in sheet.rows] == ["We will appeal at once,"]
    assert sheet.head.lost == 1
    assert sheet.head.summary.endswith(". 1 quote is no longer in the text and not listed")
    assert "Nobody knows" not in back.text(render(sheet, ".json"), ".json")
