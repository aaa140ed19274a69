"""Work for a process that will be killed: each job goes on until then, and writes down what was acknowledged.

`python -m tests.faults.jobs` is a nursery: it reads one JSON list a line, [job, argument, …], and forks a child for
each. A child costs milliseconds that way, so that hundreds can be killed.
"""

import contextlib
import io
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Not used here, but by the children, each of which would import them anew.
import cryptography.hazmat.primitives.ciphers.aead
import cryptography.hazmat.primitives.kdf.scrypt  # noqa: F401
import docx  # noqa: F401
import jinja2  # noqa: F401
import openpyxl  # noqa: F401
import sqlite_utils  # noqa: F401

from app import comparing, drafts_journal, edits, encryption, moving, pack, settings, sheets
from app.project import Project
from db import backup
from db import library as store
from db.records import now
from db.salvage import salvage
from tests import builders
from ui import cli

POLICY = comparing.load_policy("standard")


def note(acknowledged: str, word: str) -> None:
    """One line, in the system's hands when this returns: a kill of this process cannot take it back."""
    handle = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, word.encode() + b"\n")
    os.close(handle)


def open_library(library: str) -> Project:
    unlock(library)
    return Project.open(Path(library), lambda _: builders.POLICY_HASH)


def unlock(library: str) -> None:
    if encryption.is_locked(Path(library)):
        encryption.unlock(Path(library), builders.PASSPHRASE)


def write(library: str, acknowledged: str, seed: str) -> None:
    """Imports with their originals, evidence, notes, rulings, comments, removals and undos."""
    chance = random.Random(seed)
    project = open_library(library)
    while True:
        known = project.articles()
        deed = chance.random()
        if len(known) < 3 or deed < 0.1:
            made = builders.original(chance.randbytes(chance.randrange(1, 20_000)))
            article = builders.article(original=made.sha256)
            done = project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [made])
        elif deed < 0.2:
            done = project.undo("Ada") or project.redo("Ada")
        else:
            desk = project.desk(chance.choice(known).id)
            quote = chance.choice(desk.states).quote
            if deed < 0.25 and len(known) > 6:
                done = project.apply(edits.remove_article(desk, who="Bob"))
            elif deed < 0.4:
                piece = builders.evidence(desk.article, builders.SAID * chance.randrange(1, 60))
                done = project.apply(edits.attach_evidence(piece, who="Ada"))
            elif deed < 0.5:
                done = project.apply(edits.comment(quote, "who said so?", who="Ada"))
            else:
                done = project.apply(edits.set_quote(quote, who="Bob", note=str(deed)))
        if done is not None:
            note(acknowledged, done.id)


def import_files(library: str, acknowledged: str, folder: str) -> None:
    """By the command line, as a person does: each file in the folder, then evidence for it; over and over."""
    unlock(library)
    while True:
        for path in sorted(Path(folder).glob("story*"), reverse=True):
            (told,) = json.loads(verb("import", path, "--library", library, "--as", "Ada", "--json"))
            article = told["id"]
            note(acknowledged, article)
            verb("evidence", article, Path(folder) / "call.srt", "--library", library, "--as", "Ada")
            note(acknowledged, article)


def verb(*argv: object) -> str:
    """What the command line answers."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert cli.main([str(one) for one in argv]) == 0
    return said.getvalue()


def back_up(library: str, acknowledged: str, folder: str) -> None:
    unlock(library)
    for n in range(1_000_000):
        made = backup.backup(Path(library), Path(folder) / f"copy{n % 3}.onrecord")
        note(acknowledged, made.path.name)


def restore(library: str, acknowledged: str, source: str) -> None:
    unlock(library)
    while True:
        backup.restore(Path(source), Path(library))
        note(acknowledged, "restored")


def hand_over(library: str, acknowledged: str, there: str) -> None:
    """Pack an article, change it, and bring the pack into another library, over and over."""
    mine, theirs = open_library(library), open_library(there)
    article = mine.articles()[0].id
    for n in range(1_000_000):
        quote = mine.desk(article).states[n % 3].quote
        for word in ("a", "b", "c"):
            mine.apply(edits.set_quote(mine.quote(quote.id), who="Ada", note=f"{n} {word} {os.getpid()}"))
        path = Path(library).with_suffix(".onrecordpack")
        pack.pack(mine, article, path)
        pack.unpack(theirs, path, "Bob")
        note(acknowledged, str(mine.verify().edits))


def export(library: str, acknowledged: str, folder: str) -> None:
    project = open_library(library)
    desk = project.desk(project.articles()[-1].id)
    sheet = sheets.gather(desk, POLICY, now=now(), head=project.verify().head)
    while True:
        for ending in (".html", ".json", ".xlsx", ".docx"):
            path = Path(folder) / f"sheet{ending}"
            sheets.write(sheet, path)
            note(acknowledged, path.name)


def prefer(path: str, acknowledged: str) -> None:
    for n in range(1_000_000):
        settings.save(settings.Settings(name=f"Rosa {n}" * 200), Path(path))
        note(acknowledged, str(n))


def draft(path: str, acknowledged: str) -> None:
    for n in range(1, 1_000_000):
        drafts_journal.save(Path(path), {"quote": {"note": "x" * n}})
        note(acknowledged, str(n))


def open_it(library: str, acknowledged: str) -> None:
    """Open a library that is not there yet, or is of an older schema."""
    open_library(library).close()
    note(acknowledged, "opened")


def update(library: str, acknowledged: str) -> None:
    """Bring a library up to a schema that is yet to come: each quote is written anew, one by one, in a table wider."""
    unlock(library)
    steps = store.migrations

    def coming() -> Any:
        found = steps()

        @found(name="0002_wider")
        def wider(db: Any) -> None:
            db.execute("ALTER TABLE quotes ADD COLUMN shout TEXT")
            for nr, words in db.execute("SELECT nr, exact FROM quotes").fetchall():
                db.execute("UPDATE quotes SET shout = ? WHERE nr = ?", (words.upper(), nr))
            db.execute("CREATE INDEX quotes_shouted ON quotes (shout)")

        return found

    store.migrations, store.VERSION = coming, store.VERSION + 1
    store.prepare(Path(library))
    note(acknowledged, "updated")


def save(library: str, acknowledged: str, folder: str) -> None:
    """Salvage what can be read of a damaged library, over and over."""
    unlock(library)
    for n in range(1_000_000):
        salvage(Path(library), Path(folder) / f"saved {os.getpid()} {n}.onrecord", "Erin")
        note(acknowledged, f"{os.getpid()}-{n}")


def make_encrypted(library: str, acknowledged: str) -> None:
    encryption._SCRYPT["n"] = 2**10
    encryption.create(Path(library), builders.PASSPHRASE, in_keychain=False)
    note(acknowledged, "made")


def move_on(library: str, acknowledged: str, folder: str) -> None:
    """Move a library on and on, with its backups."""
    unlock(library)
    path = Path(library)
    while True:
        target = Path(folder) / f"{os.getpid()} {len(list(Path(folder).iterdir()))}" / "moved.onrecord"
        target.parent.mkdir()
        moving.move(path, target)
        note(acknowledged, "moved")
        moving.carry_backups(path, target)
        path = target


def to_and_fro(library: str, acknowledged: str) -> None:
    """Encrypt a library and make it plain again, over and over."""
    encryption._SCRYPT["n"] = 2**10
    path = Path(library)
    unlock(library)
    while True:
        if encryption.is_encrypted(path):
            encryption.decrypt(path)
            note(acknowledged, "plain")
        else:
            encryption.encrypt(path, builders.PASSPHRASE, in_keychain=False)
            note(acknowledged, "encrypted")


def encrypt(library: str, acknowledged: str) -> None:
    """Encrypt a library, then again and again under another key."""
    encryption._SCRYPT["n"] = 2**10  # the guesses that this slows down are not what is tested
    path = Path(library)
    if encryption.is_locked(path):
        encryption.unlock(path, builders.PASSPHRASE)
    while True:
        encryption.encrypt(path, builders.PASSPHRASE, in_keychain=False)
        note(acknowledged, "encrypted")


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job
    for job in (
        *(write, import_files, back_up, restore, hand_over, export, prefer, draft, open_it, update, save),
        *(make_encrypted, encrypt, to_and_fro, move_on),
    )
}


def child(job: str, *given: str) -> None:
    """Do the job, then wait to be killed."""
    try:
        JOBS[job](*given)
        signal.pause()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def main() -> None:
    for line in sys.stdin:
        process = os.fork() or child(*json.loads(line))
        print(process, flush=True)
        sys.stdin.readline()  # only once it was killed, so that its number is nobody else's until then
        _, status = os.waitpid(process, 0)
        print(status, flush=True)


if __name__ == "__main__":
    main()
