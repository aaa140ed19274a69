"""Datelines, dates and bylines, one line at a time."""

import textwrap

import pytest

from app.reading import heads, read_text

REST = "The council met again on Monday and put the bridge off until the spring."


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("WASHINGTON (FT) -- ", "WASHINGTON (FT)"),
        ("BEIJING, May 22 (Reuters) - ", "BEIJING, May 22 (Reuters)"),
        ("NEW YORK — ", "NEW YORK"),
        ("SAN FRANCISCO/BEIJING (Reuters) - ", "SAN FRANCISCO/BEIJING (Reuters)"),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C."),
        ("FALLOW CREEK, Ohio — ", "FALLOW CREEK, Ohio"),
        ("São Paulo (AFP) – ", "São Paulo (AFP)"),
        ("ST. JOHN'S, Newfoundland (AP) — ", "ST. JOHN'S, Newfoundland (AP)"),
        ("UPDATE 1 - ", ""),
        ("EXCLUSIVE — ", ""),
        ("The mayor — ", ""),
        ("NATO-", ""),
        ("MAYOR: ", ""),
    ],
)
def test_datelines(start, found):
    assert heads.dateline(start + REST) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Published 22 May 2019", "2019-05-22"),
        ("May 22nd, 2019, 9.15am", "2019-05-22"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("2019-05-22T10:00:00Z", "2019-05-22"),
        ("25/08/2020", "2020-08-25"),
        ("08.25.2020", "2020-08-25"),
        ("2020/8/5", "2020-08-05"),
        ("05/06/2020", "05/06/2020"),
        ("Tuesday", ""),
        ("45 May 2019", ""),
    ],
)
def test_dates(text, found):
    assert heads.date(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE and JOHN ROE in Beijing", "JANE DOE and JOHN ROE in Beijing"),
        ("By Jane Doe | 22 May 2019", "Jane Doe"),
        ("Words by Ludo van der Berg", "Ludo van der Berg"),
        ("By Jane Doe, Asia correspondent", "Jane Doe, Asia correspondent"),
        ("By Jane Doe Updated 3 May 2021", "Jane Doe"),
        ("By Tuesday the level had reached 41%", ""),
        ("By the numbers", ""),
        ("By George it was late", ""),
        ("By Harold Quill, who was there.", ""),
        ("Bystanders Saw It", ""),
    ],
)
def test_bylines(text, found):
    assert heads.byline(text) == found


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("22 May 2019", True),
        ("Wednesday, May 22, 2019 at 14:05 JST", True),
        ("Updated 22 May 2019 11:52AM GMT", True),
        ("22 May 2019 was a good day for the ferry", False),
        ("In 2019", False),
    ],
)
def test_date_lines(text, yes):
    assert heads.is_date_line(text) is yes


@pytest.mark.parametrize("width", [50, 72, 100, 130, 150])
def test_a_paragraph_wrapped_by_hand_is_no_standfirst(width: int) -> None:
    body = (
        'The ferry company said "we will not sail this winter" and that it would refund every ticket it had sold since '
        "the first of October, when the storms came early to the islands and the old pier was lost."
    )
    end = '"We are sorry," said Ada Moran, its chair, "and we know what it means for the islands."'
    found = read_text(f"Ferry line drops its winter plan\n\n{textwrap.fill(body, width)}\n\n{end}")
    assert (found.standfirst, found.text) == ("", f"{body}\n\n{end}")


@pytest.mark.parametrize("desk", ["the technology desk", "our Beijing correspondent"])
def test_a_desk_signs_as_a_name_does_and_is_no_headline(desk: str) -> None:
    found = read_text(f"Lens makers wait\n\nBy {desk}\n\n“We heard it from the papers,” she said.\n\nNobody rang.")
    assert (found.headline, found.byline, found.kicker) == ("Lens makers wait", desk, "")
    assert found.text.startswith("“We heard")


REST_OF_IT = "The town will now look for another chief. It has done so twice in three years."


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        ("The chief, Ray Walsh, said: “I took the money.” The mayor says:\n\n“We had no idea.”", "Chief quits"),
        ("The chief, Ray Walsh, wrote:\n\n“I took the money.”", "Fire chief quits over money"),
        ("The fire chief has resigned, saying “I took the money and I am sorry”", "Fire chief quits over money"),
    ],
)
def test_a_lead_that_quotes_somebody_is_text_though_no_full_stop_ends_it(lead: str, headline: str) -> None:
    found = read_text(f"{headline}\n\n{lead}\n\n{REST_OF_IT}")
    assert (found.headline, found.standfirst, found.text) == (headline, "", f"{lead}\n\n{REST_OF_IT}")


@pytest.mark.parametrize("headline", ["Chief says: “I took the money”", "What the chief told the council about it:"])
def test_a_headline_may_quote_or_end_in_a_colon(headline: str) -> None:
    assert read_text(f"{headline}\n\n{REST_OF_IT}").headline == headline


def test_a_headline_under_its_kicker_may_quote_at_length() -> None:
    headline = "Chief says “I took the money and I am sorry” as the town waits"
    found = read_text(f"Local news\n\n{headline}\n\n{REST_OF_IT}")
    assert (found.kicker, found.headline) == ("Local news", headline)
