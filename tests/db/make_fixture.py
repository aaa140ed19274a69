"""Makes the fixture of the present schema: `python -m tests.db.make_fixture`, once per released version, never again.

A fixture is a library as that version left it, with every kind of record in it, and beside it what it holds as JSON.
"""

import json
import random
from contextlib import closing
from pathlib import Path

from app import edits
from app.project import Project
from db import driver, migrations, rows
from db.chain import Link
from db.driver import sqlite3
from db.records import Level, Status
from tests import builders, deeds

FOLDER = Path(__file__).parent / "fixtures"


def contents(path: Path) -> dict[str, object]:
    """All that a library holds, as JSON can say it: records, originals by their hash, history."""
    with closing(driver.connect(path)) as conn:
        held: dict[str, object] = {}
        for kind, table in rows.TABLES.items():
            listed = ", ".join(f'"{name}"' for name in rows.columns(kind))
            found = conn.execute(f"SELECT {listed} FROM {table} ORDER BY id")
            held[table] = [dict(zip(rows.columns(kind), row, strict=True)) for row in found]
        held["originals"] = [
            [sha, media, name, at, content.decode("latin-1")]
            for sha, media, name, at, content in conn.execute("SELECT * FROM originals ORDER BY sha256")
        ]
        fields = ", ".join(Link._fields)
        held["history"] = [list(row) for row in conn.execute(f"SELECT {fields} FROM history ORDER BY seq")]
        return held


def main() -> None:
    path = FOLDER / f"v{migrations.VERSION}.onrecord"
    FOLDER.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    chance = random.Random(1)
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        original = builders.original("<p>“Nein”, sagte sie. 😀</p>".encode())
        article = builders.article(original=original.sha256, language="de", dateline="BRUSSELS")
        project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])
        piece = builders.evidence(article, builders.SAID, level=Level.E2)
        project.apply(edits.attach_evidence(piece, who="Ada"))
        first = project.desk(article.id).states[0].quote
        project.apply(edits.record_check(builders.check(first, piece), who="Carl"))
        project.apply(edits.rule(project.desk(article.id), first.id, Status.VERBATIM, "", who="Carl"))
        project.apply(edits.comment(first, "Is this the right machine?", who="Erin"))
        hidden = builders.source("", confidential=True, code_name="Robin", sealed="1:c2VhbGVk")
        for one in (builders.source(), hidden, builders.source("Beispiel AG")):
            project.apply(edits.add_source(one, who="Ada"))
        project.apply(edits.give_source(project.quote(first.id), hidden, who="Ada"))
        for _ in range(60):
            deeds.do(project, chance.randrange(len(deeds.DEEDS) + 1), chance.randrange(60))
        project.undo("Ada")
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute("VACUUM")
    path.with_suffix(".json").write_text(json.dumps(contents(path), ensure_ascii=True, indent=0) + "\n")


if __name__ == "__main__":
    main()
