"""Processes to kill, and disks that fail."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.project import Project
from db import chain, driver, rows
from db.changes import Change, Edit
from db.driver import sqlite3
from db.replay import replay
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("ONRECORD_KILLS", "8"))
"""How many processes each test kills. The usual number keeps the run short; a night's run takes thousands."""
LONG = pytest.mark.timeout(120 + 15 * KILLS)


class Nursery:
    """Starts a child at a job and kills it a moment later."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.jobs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.chance = random.Random(os.environ.get("ONRECORD_SEED"))
        self.pace: dict[str, float] = {}

    def _line(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def kill(self, job: str, target: Path, acknowledged: Path, *given: object) -> None:
        """Start the job, and kill it at some moment before or after its first few acknowledgements."""
        before = len(lines(acknowledged))
        within = self.pace.get(job, 0.05)
        self._say(json.dumps([job, *map(str, (target, acknowledged, *given))]))
        child = self._line()
        time.sleep(self.chance.random() * within)
        os.kill(child, signal.SIGKILL)
        self._say("killed")
        assert self._line() == signal.SIGKILL, f"{job} failed by itself"
        # As long as this machine, as busy as it is, needs for a few: a kill in the middle tells more than a late one.
        many = len(lines(acknowledged)) - before
        self.pace[job] = within * (2.0 if many == 0 else 0.8 if many > 10 else 1.0)

    @contextmanager
    def at_work(self, job: str, *given: object) -> Iterator[None]:
        """The job goes on meanwhile, and is killed afterwards."""
        self._say(json.dumps([job, *map(str, given)]))
        child = self._line()
        try:
            yield
        finally:
            os.kill(child, signal.SIGKILL)
            self._say("killed")
            assert self._line() == signal.SIGKILL, f"{job} failed by itself"

    def rounds(self, acknowledged: Path, many: int = KILLS) -> Iterator[int]:
        """So many rounds, and more until something was acknowledged at all."""
        for n in range(many * 10):
            if n >= many and lines(acknowledged):
                return
            yield n
        pytest.fail("nothing was ever acknowledged")

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("needs processes that can be forked")
    made = Nursery()
    yield made
    made.close()


def open_sound(path: Path) -> Project:
    """The library, open, once it was found sound."""
    project = Project.open(path, lambda _: builders.POLICY_HASH)
    sound(path)
    return project


def sound(path: Path) -> list[str]:
    """The ids of the edits in a library whose file and chain are whole, and whose records are what history comes to."""
    with closing(driver.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        links = [chain.Link(*row) for row in conn.execute(f"SELECT {', '.join(chain.Link._fields)} FROM history")]
        assert chain.verify(links).intact
        told = replay(Edit(link.verb, link.who, tuple(Change(*c) for c in json.loads(link.changes))) for link in links)
        for kind, table in rows.TABLES.items():
            assert held(conn, kind, table) == told.get(table, {}), table
        return [link.id for link in links]


def held(conn: sqlite3.Connection, kind: type, table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by id."""
    names = rows.columns(kind)
    listed = ", ".join(f'"{name}"' for name in names)
    found = conn.execute(f"SELECT {listed} FROM {table}")
    return {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in found}


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def run_limited(library: Path, sheet: Path, most: int) -> dict[str, Any]:
    """What tests.faults.limited printed."""
    argv = [sys.executable, "-m", "tests.faults.limited", str(library), str(sheet), str(most)]
    done = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
