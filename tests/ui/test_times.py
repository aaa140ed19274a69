"""Deadlines as people write and read them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import times

NOW = datetime(2026, 11, 22, 14, 31).astimezone()  # a Sunday


@pytest.mark.parametrize(
    "given_, said",
    [
        ("18:00", "due 18:00"),
        ("2026-11-23 09:00", "due tomorrow 09:00"),
        ("2026-11-25 09:00", "due Wednesday 09:00"),
        ("2026-12-24", "due 24 December"),
        ("14:30", "overdue since 14:30"),
        ("2026-11-21 23:00", "overdue since yesterday"),
        ("2026-11-01 23:00", "overdue since 1 November"),
    ],
)
def test_when_an_article_is_due(given_, said):
    kept = times.deadline_of(given_, NOW)
    assert kept.endswith("Z")
    assert times.due(kept, NOW) == said
    assert times.overdue(kept, NOW) == said.startswith("overdue")


@pytest.mark.parametrize("given_", ["", "teatime", "25:00", "2026-13-01", "18"])
def test_what_is_no_time_is_no_deadline(given_):
    assert times.deadline_of(given_, NOW) == ""
    assert times.due("", NOW) == "" and not times.overdue("", NOW)


@given(st.integers(-60_000, 60_000))
def test_a_deadline_means_the_same_minute_when_read_again(minutes):
    then = (NOW + timedelta(minutes=minutes)).replace(tzinfo=None)
    kept = times.deadline_of(then.strftime("%Y-%m-%d %H:%M"), NOW)
    assert times.local(kept).replace(tzinfo=None) == then
    assert times.overdue(kept, NOW) == (minutes < 0)
