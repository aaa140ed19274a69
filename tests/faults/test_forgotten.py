"""A forgotten source is gone: from the library, its log, its backups, the journal. With a real keychain."""

from pathlib import Path

from tests.app.test_secrets import needs_service, unlocked

SCENE = """
from datetime import date
from pathlib import Path
from app import drafts_journal, edits, keeping, sources
from app.project import Project
from db.records import SourceKind
from tests import builders

here = Path({folder!r})
library = here / "library.onrecord"
project = Project.open(library, lambda _: "")
article = builders.article(builders.TEXT.replace("Ada Muster", "an official"))
quotes = builders.quotes(article)
quotes = (builders.replace(quotes[0], speaker="an official", name="an official"), *quotes[1:])
project.apply(edits.add_article(article, quotes, who="Rosa"))
heron = sources.sealed(SourceKind.PERSON, "Zephyrine Quillfeather", "archivist of Marrow Lane", "Heron")
wren = sources.sealed(SourceKind.PERSON, "Ottoline Brackwater", "", "Wren")
for one in (heron, wren):
    project.apply(edits.add_source(one, who="Rosa"))
project.apply(edits.give_source(project.quote(quotes[0].id), heron, who="Rosa"))
copy = keeping.backup(library, here / "copy.onrecord").path
keeping.daily(library)
shown = sources.reveal(project, heron.id, "to ring back", "Rosa").name
drafts_journal.save(here / "drafts.json", {{quotes[0].id: {{"note": "ring Heron"}}}})
held = tried(lambda: (project.apply(edits.hold_source(project.source(heron.id), "a case", who="Rosa")),
                      sources.forget(project, heron.id, "Rosa")))
project.apply(edits.release_source(project.source(heron.id), who="Rosa"))
sources.forget(project, heron.id, "Rosa")
after = tried(sources.reveal, project, heron.id, "again", "Rosa")
log = library.with_name(library.name + "-wal")
written = log.exists() and log.stat().st_size > 0
hits = [len(project.search(word)) for word in ("Zephyrine", "Quillfeather", "archivist")]
clear = [str(path) for path in here.rglob("*") if path.is_file() and any(
    word in path.read_bytes() for word in (b"Zephyrine", b"Quillfeather", b"archivist", b"Brackwater"))]
project.close()
broken = []
for backup in (copy, *(kept.path for kept in keeping.backups(library) if kept.kind == "daily")):
    keeping.restore(backup, library)
    with Project.open(library, lambda _: "") as project:
        assert project.source(heron.id).sealed  # the backup is from before
        broken.append(tried(sources.reveal, project, heron.id, "from the backup", "Rosa"))
        other = sources.reveal(project, wren.id, "the other one stays", "Rosa").name
tell(shown=shown, held=held, after=after, written=written, hits=hits, clear=clear, broken=broken, other=other)
"""


@needs_service
def test_no_library_and_no_backup_opens_a_forgotten_identity(tmp_path: Path) -> None:
    found = unlocked(SCENE.format(folder=str(tmp_path)), tmp_path / "home")
    assert found["shown"] == "Zephyrine Quillfeather"
    assert (found["held"], found["after"]) == ("refused", "refused")
    assert found["broken"] == ["seal_broken", "seal_broken"]
    assert found["other"] == "Ottoline Brackwater"
    assert found["written"], "the log holds the newest edits"
    assert found["hits"] == [0, 0, 0]
    assert found["clear"] == []
