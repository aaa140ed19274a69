"""What the store costs with 10,000 articles and 100,000 quotes; a durable edit against a bare SQLite transaction.

The bare transaction writes the same row and another beside it, on the same disk, with the same pragmas.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app import edits
from app.project import Project
from db.changes import Edit
from db.driver import sqlite3
from db.records import Article, QuoteId, Status, Turn, new_id
from db.rows import inserted
from tests import builders

ARTICLES, QUOTES, EDITS = 10_000, 10, 300
LIST_MS, VERIFIED_A_SECOND, AGAINST_BARE = 100, 100_000, 3.0
SENTENCE = "The ministry said on Monday that “we never sold it” and would appeal. "


def filled(project: Project) -> list[Article]:
    """The articles, each with its quotes, evidence and some checks; half of them with a ruling."""
    text = SENTENCE * 60
    made = [builders.article(text, headline=f"Article {n}") for n in range(ARTICLES)]
    for at in range(0, ARTICLES, 100):
        changes = []
        for article in made[at : at + 100]:
            first = builders.quote(article, "we never sold it")
            step = len(SENTENCE)
            quotes = [
                replace(first, id=QuoteId(new_id()), start=first.start + n * step, end=first.end + n * step)
                for n in range(QUOTES)
            ]
            evidence = builders.evidence(article, "Well, we never sold it. " * 40)
            checks = [builders.check(quote, evidence, "we never sold it") for quote in quotes[:6]]
            changes += [inserted(article), *map(inserted, quotes), inserted(evidence), *map(inserted, checks)]
        project.apply(Edit("add_article", "Ada", tuple(changes)))
    for article in made[::20]:
        desk = project.desk(article.id)
        project.apply(edits.rule(desk, desk.states[0].quote.id, Status.VERBATIM, "", who="Carl"))
    return made


def milliseconds(do: Callable[[], object], times: int) -> list[float]:
    """How long each call took, sorted."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)


def p99(took: list[float]) -> float:
    return took[int(len(took) * 0.99)]


def durable_edits(project: Project, made: list[Article]) -> tuple[list[float], list[float]]:
    """A note on a quote, and the same row written bare; taken turn about, so that the disk treats both alike."""
    edit_took, bare_took = [], []
    with closing(sqlite3.connect(project.path, isolation_level=None)) as bare:
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE bare (seq INTEGER PRIMARY KEY, changes TEXT) STRICT")
        for n in range(EDITS):
            quote = project.desk(made[n * 31 % ARTICLES].id).states[n % QUOTES].quote
            edit = edits.set_quote(quote, who="Ada", note=f"ask again {n}")
            edit_took += milliseconds(lambda edit=edit: project.apply(edit), 1)  # type: ignore[misc]

            def write(n: int = n, id: str = quote.id) -> None:
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("UPDATE quotes SET note = ? WHERE id = ?", (f"bare {n}", id))
                bare.execute("INSERT INTO bare VALUES (?, ?)", (n, "x" * 300))
                bare.execute("COMMIT")

            bare_took += milliseconds(write, 1)
        bare.execute("DROP TABLE bare")
    return sorted(edit_took), sorted(bare_took)


def verified_a_second(project: Project, article: Article) -> float:
    """Edits a second, over a history of small ones."""
    with project:
        project.apply(edits.add_article(article, (), who="Ada"))
        for n in range(3000):
            project.apply(edits.set_article(replace(article, kicker=f"{n - 1}" if n else ""), who="Ada", kicker=f"{n}"))
        took = milliseconds(project.verify, 5)
        return 3001 / statistics.median(took) * 1000


def large_article(project: Project) -> tuple[float, float]:
    """Milliseconds to read an article of 2,000 quotes with a megabyte of evidence: first, and again after an edit."""
    article = builders.article("The ministry said “we never sold it at all” then. " * 6000)
    first = builders.quote(article, "we never sold it at all")
    quotes = [
        replace(first, id=QuoteId(new_id()), start=first.start + 150 * n, end=first.end + 150 * n) for n in range(2000)
    ]
    text = "Well, we never sold it at all. " * 33_000
    turns = tuple(Turn(n * 200, n * 200 + 200, "Ada", float(n)) for n in range(5000))
    evidence = builders.evidence(article, text, turns=turns)
    project.apply(edits.add_article(article, quotes, who="Ada"))
    project.apply(edits.attach_evidence(evidence, who="Ada"))
    project.apply(edits.record_checks([builders.check(q, evidence, q.exact) for q in quotes], who="Ada"))
    (cold,) = milliseconds(lambda: project.desk(article.id), 1)
    project.apply(edits.set_quote(quotes[0], who="Ada", note="seen"))
    (again,) = milliseconds(lambda: project.desk(article.id), 1)
    return cold, again


def main() -> int:
    """Print the figures; 1 where one misses its bound."""
    with tempfile.TemporaryDirectory() as folder:
        speed = verified_a_second(Project.open(Path(folder) / "small.onrecord", lambda _: ""), builders.article())
        project = Project.open(Path(folder) / "large.onrecord", lambda _: builders.POLICY_HASH)
        with project:
            made = filled(project)
            listed = statistics.median(milliseconds(project.articles, 9))
            desk = statistics.median(milliseconds(lambda: project.desk(made[777].id), 20))
            searched = statistics.median(milliseconds(lambda: project.search("article 77"), 5))
            edit, bare = durable_edits(project, made)
            cold, again = large_article(project)
    ratio = p99(edit) / p99(bare)
    print(f"list of {ARTICLES} articles, {ARTICLES * QUOTES} quotes  {listed:8.1f} ms (at most {LIST_MS})")
    print(f"search                                  {searched:8.1f} ms")
    print(f"open an article                         {desk:8.1f} ms")
    print(f"open 2,000 quotes, 1 MB of evidence     {cold:8.1f} ms, again after an edit {again:.1f} ms")
    print(
        f"a durable edit, median                  {statistics.median(edit):8.2f} ms, bare {statistics.median(bare):.2f}"
    )
    print(f"a durable edit, p99                     {p99(edit):8.2f} ms, bare {p99(bare):.2f}: {ratio:.1f} x")
    print(f"history verified                        {speed:8.0f} edits a second (at least {VERIFIED_A_SECOND})")
    return int(listed > LIST_MS or speed < VERIFIED_A_SECOND or ratio > AGAINST_BARE)


if __name__ == "__main__":
    sys.exit(main())
