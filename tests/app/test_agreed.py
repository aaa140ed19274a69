"""The list of articles and the desk count alike, whatever was done, whichever policies can be had."""

import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.project import Project
from db.binding import digest
from db.driver import sqlite3
from db.salvage import salvage
from tests import builders, deeds

POLICIES = {
    "as it was": lambda _: builders.POLICY_HASH,
    "changed": lambda _: digest("another policy"),
    "unreadable": lambda _: "",
    "one of them": lambda name: builders.POLICY_HASH if name == "standard" else "",
}


@given(
    done=st.lists(st.tuples(st.integers(0, len(deeds.DEEDS)), st.integers(0, 60)), min_size=5, max_size=40),
    policy=st.sampled_from(sorted(POLICIES)),
)
@example(done=[(0, 0), (0, 1), (0, 1), (19, 0), (19, 60)], policy="as it was")  # found again where it was lost
def test_list_and_desk_agree_under_any_policy(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[int, int]], policy: str
) -> None:
    path = tmp_path_factory.mktemp("agreed") / "library.onrecord"
    with Project.open(path, POLICIES["as it was"]) as project:
        for which, n in done:
            deeds.do(project, which, n)
    with Project.open(path, POLICIES[policy]) as project:
        deeds.agreed(project)


@pytest.mark.parametrize("seed", range(6))
def test_they_agree_after_a_salvage_that_lost_rows(tmp_path: Path, seed: int) -> None:
    chance, path = random.Random(seed), tmp_path / "library.onrecord"
    with Project.open(path, POLICIES["as it was"]) as project:
        for _ in range(90):
            deeds.do(project, chance.randrange(len(deeds.DEEDS)), chance.randrange(60))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TRIGGER history_never_delete")
        conn.execute("PRAGMA foreign_keys = OFF")
        for table in ("history", "rulings", "checks", "evidence"):
            conn.execute(f"DELETE FROM {table} WHERE abs(random()) % 4 = 0")
        conn.commit()
    salvage(path, tmp_path / "new.onrecord", "Erin")
    with Project.open(tmp_path / "new.onrecord", POLICIES["as it was"]) as project:
        deeds.agreed(project)
        for summary in project.articles():
            for state in project.desk(summary.id).states:
                if state.quote.status == "verbatim" and not state.ruling and not (state.lost or state.quote.excluded):
                    assert state.stale == "ruling"
