"""What the store costs with 10,000 articles and 100,000 quotes, plain and encrypted; how soon a large library opens.

A durable edit is held against a bare SQLite transaction: the same row and another beside it, on the same disk, with
the same pragmas. Whatever is compared is done turn about, so that disk and processor treat both alike. Of what is done
often the median counts; of what takes long, and is done a few times, the quickest: whatever the machine does besides
only adds to it.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from app import edits, elsewhere, encryption, intake, keeping, pack
from app.project import Project
from db import driver, keys, recipher
from db.changes import Edit
from db.records import Article, QuoteId, Status, Turn, new_id
from db.rows import inserted
from db.salvage import salvage
from tests import builders

ARTICLES, QUOTES, EDITS = 10_000, 10, 1000
OFTEN = 20  # times that a verb is done, from where on the median counts
LIST_MS, VERIFIED_A_SECOND, AGAINST_BARE, AGAINST_PLAIN = 100, 100_000, 3.0, 1.6
LARGE, PIECE = 500, 4  # megabytes of a large library, and of each file kept in it
SENTENCE = "The ministry said on Monday that “we never sold it” and would appeal. "


def opened(path: Path) -> Project:
    return Project.open(path, lambda _: builders.POLICY_HASH)


def filled(project: Project, many: int = ARTICLES) -> list[Article]:
    """The articles, each with its quotes, evidence and some checks; some of them with a ruling."""
    text = SENTENCE * 60
    made = [builders.article(text, headline=f"Article {n}") for n in range(many)]
    for at in range(0, many, 100):
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
        project.apply(Edit("add_article", "Ada", tuple(changes), made[at].id))  # edits of no article are few and small
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
    """A note on a quote, and the same row written bare."""
    edit_took, bare_took = [], []
    with closing(driver.connect(project.path)) as bare:
        bare.isolation_level = None
        for pragma in ("synchronous = FULL", "wal_autocheckpoint = 4000"):
            bare.execute(f"PRAGMA {pragma}")
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


def mixed_verified(project: Project) -> tuple[float, float]:
    """Edits and megabytes a second, over a history of articles brought in with ten quotes each, and a note on each."""
    with project:
        for n in range(800):
            bring_in(project, n)
            quote = project.desk(project.articles()[0].id).states[0].quote
            project.apply(edits.set_quote(quote, who="Ada", note=f"ask again {n}"))
        took = statistics.median(milliseconds(project.verify, 5)) / 1000
    with closing(driver.connect(project.path)) as conn:
        many, size = conn.execute("SELECT count(*), sum(length(changes)) FROM history").fetchone()
    return many / took, size / 1e6 / took


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


Deed = Callable[[Project, int], object]


def bring_in(project: Project, n: int) -> Article:
    """An article of ten quotes, with the file that it came in."""
    article = builders.article(SENTENCE * 60, headline=f"New {n}")
    quotes = [builders.quote(article, "we never sold it") for _ in range(QUOTES)]
    project.apply(edits.add_article(article, quotes, who="Ada"), [builders.original(os.urandom(20_000))])
    return article


def edit(project: Project, article: Article, n: int) -> None:
    """A note on its first quote."""
    quote = project.desk(article.id).states[0].quote
    project.apply(edits.set_quote(quote, who="Ada", note=f"turn {n} {time.perf_counter_ns()}"))


def attach(project: Project, article: Article) -> None:
    """Evidence, with which every quote that is left is compared."""
    project.apply(edits.attach_evidence(builders.evidence(article, "We never sold that. " * 200), who="Ada"))
    checks = intake.compare_all(project.desk(article.id), who="Ada")
    project.apply(edits.record_checks(checks, article_id=article.id, who="Ada"))


def rule(project: Project, article: Article) -> None:
    """A ruling that leans on no evidence."""
    desk = project.desk(article.id)
    project.apply(edits.rule(desk, desk.states[-1].quote.id, Status.DISPUTED, "no answer", who="Carl"))


def sign(project: Project, _n: int) -> None:
    """An article of one quote is brought in, ruled on and signed off."""
    article = builders.article()
    project.apply(edits.add_article(article, builders.quotes(article)[:1], who="Ada"))
    rule(project, article)
    project.apply(edits.sign_off(project.desk(article.id), who="Erin"))


def export(project: Project, article: Article) -> None:
    """A quote sheet as data."""
    from app import comparing, sheets

    desk = project.desk(article.id)
    sheet = sheets.gather(desk, comparing.load_policy("standard"), now=builders.at(), head="")
    sheets.write(sheet, project.path.parent / "sheet.json")


def packs(folder: Path, many: int) -> list[Path]:
    """Articles packed elsewhere."""
    with opened(folder / "theirs.onrecord") as theirs:
        return [pack.pack(theirs, bring_in(theirs, n).id, folder / f"{n}.onrecordpack").path for n in range(many)]


def deeds(made: list[Article], folder: Path) -> dict[str, tuple[int, Deed]]:
    """The verbs that touch a library: how often each is measured, and what it does."""

    def at(n: int, step: int) -> Article:
        return made[n * step % len(made)]

    def back_up(project: Project, _n: int) -> None:
        keeping.backup(project.path, project.path.with_name(f"copy of {project.path.name}"))

    def reopen(project: Project, _n: int) -> None:
        with opened(project.path) as other:
            other.desk(made[0].id)

    def look_elsewhere(project: Project, n: int) -> None:
        elsewhere.elsewhere(project, project.desk(at(n, 53).id).states[0].quote.id)

    packed = packs(folder, 31)
    return {
        "import": (60, bring_in),
        "edit": (150, lambda project, n: edit(project, at(n, 37), n)),
        "undo": (60, lambda project, _n: project.undo("Ada")),
        "redo": (60, lambda project, _n: project.redo("Ada")),
        "evidence, compared": (40, lambda project, n: attach(project, at(n, 47))),
        "rule": (60, lambda project, n: rule(project, at(n, 59))),
        "sign": (60, sign),
        "pack": (30, lambda project, n: pack.pack(project, at(n, 61).id, folder / "out.onrecordpack")),
        "unpack": (30, lambda project, n: pack.unpack(project, packed[n], "Bob")),
        "elsewhere": (20, look_elsewhere),
        "open an article": (150, lambda project, n: project.desk(at(n, 43).id)),
        "list": (20, lambda project, _n: project.articles()),
        "search": (40, lambda project, n: project.search(f"article {n % 90 + 10}")),
        "history": (20, lambda project, _n: project.history()),
        "verify": (7, lambda project, _n: project.verify()),
        "export": (40, lambda project, n: export(project, at(n, 41))),
        "open the library": (20, reopen),
        "back up": (8, back_up),
    }


def whole_ones(folder: Path) -> dict[str, tuple[int, Deed]]:
    """The verbs that make another library of one."""

    def restore(project: Project, _n: int) -> None:
        source = project.path.with_name(f"copy of {project.path.name}")
        if not source.exists():
            keeping.backup(project.path, source)
        keeping.restore(source, folder / f"restored {project.path.name}")

    def save(project: Project, n: int) -> None:
        target = folder / f"saved {n} {project.path.name}"
        salvage(project.path, target, "Erin")
        target.unlink()

    return {"restore": (8, restore), "salvage": (5, save)}


def against_plain(plain: Path, encrypted: Path, verbs: dict[str, tuple[int, Deed]]) -> dict[str, tuple[float, float]]:
    """The milliseconds of each verb, plain and encrypted."""
    found = {}
    with opened(plain) as one, opened(encrypted) as other:
        for name, (times, do) in verbs.items():
            took: tuple[list[float], list[float]] = ([], [])
            for n in range(times + 1):
                pairs = [(one, took[0]), (other, took[1])]
                for project, kept in pairs if n % 2 else pairs[::-1]:
                    (once,) = milliseconds(lambda project=project, n=n, do=do: do(project, n), 1)  # type: ignore[misc]
                    kept += [once] if n else []  # the first warms up
            count = statistics.median if times >= OFTEN else min
            found[name] = count(took[0]), count(took[1])
    return found


def encrypted_copy(plain: Path, folder: Path) -> Path:
    """The same library, encrypted."""
    key, _code, content = encryption._new(builders.PASSPHRASE)
    keys.hold(key)
    made = folder / f"{plain.stem} encrypted.onrecord"
    recipher.convert(plain, made, key)
    keys.key_file(made).write_bytes(content)
    with closing(driver.connect(made)) as conn:
        conn.execute("PRAGMA journal_mode = WAL").fetchall()
    return made


@contextmanager
def _beside(do: Callable[[], object]) -> Iterator[list[float]]:
    """Do something in a thread meanwhile; how many seconds it took is there afterwards."""
    took: list[float] = []

    def run() -> None:
        took.append(milliseconds(do, 1)[0] / 1000)

    thread = threading.Thread(target=run)
    thread.start()
    yield took
    thread.join()


def large_library(path: Path) -> tuple[float, float, float, float]:
    """Opening a large one: milliseconds until it can be worked in, seconds of its check, edits meanwhile and after."""
    began = time.perf_counter()
    with opened(path) as project:
        summaries = project.articles()
        quote = project.desk(summaries[-1].id).states[0].quote
        usable = 1000 * (time.perf_counter() - began)

        def edit() -> None:
            project.apply(edits.set_quote(project.quote(quote.id), who="Ada", note=f"{time.perf_counter_ns()}"))

        meanwhile = []
        with _beside(lambda: keeping.look_over(path)) as check:
            while not check:
                meanwhile += milliseconds(edit, 1)
        after = statistics.median(milliseconds(edit, 100))
    return usable, check[0], statistics.median(meanwhile), after


def made_large(path: Path) -> None:
    """A library of LARGE megabytes, most of it files as they came in."""
    with opened(path) as project:
        for _ in range(LARGE // PIECE):
            original = builders.original(os.urandom(PIECE * 1024 * 1024))
            article = builders.article(original=original.sha256)
            project.apply(edits.add_article(article, builders.quotes(article), who="Ada"), [original])


def tell_of_100_000(folder: Path) -> tuple[bool, Path, list[Article]]:
    """The figures of a plain library of 100,000 quotes."""
    speed = verified_a_second(Project.open(folder / "small.onrecord", lambda _: ""), builders.article())
    mixed, megabytes = mixed_verified(opened(folder / "mixed.onrecord"))
    plain = folder / "plain.onrecord"
    with opened(plain) as project:
        made = filled(project)
        listed = statistics.median(milliseconds(project.articles, 9))
        searched = statistics.median(milliseconds(lambda: project.search("article 77"), 5))
        edit, bare = durable_edits(project, made)
        cold, again = large_article(project)
    ratio = p99(edit) / p99(bare)
    print(f"list of {ARTICLES} articles, {ARTICLES * QUOTES} quotes  {listed:8.1f} ms (at most {LIST_MS})")
    print(f"search                                  {searched:8.1f} ms")
    print(f"open 2,000 quotes, 1 MB of evidence     {cold:8.1f} ms, again after an edit {again:.1f} ms")
    middle = statistics.median(edit) / statistics.median(bare)
    print(f"a durable edit, median                  {statistics.median(edit):8.2f} ms, {middle:.1f} x a bare one")
    print(f"a durable edit, p99                     {p99(edit):8.2f} ms, bare {p99(bare):.2f}: {ratio:.1f} x", end="")
    print(f" (at most {AGAINST_BARE})")
    print(f"history verified                        {speed:8.0f} edits a second (at least {VERIFIED_A_SECOND})")
    print(f"  of articles brought in, ten quotes each {mixed:8.0f} edits a second, {megabytes:.0f} MB a second")
    return listed <= LIST_MS and speed >= VERIFIED_A_SECOND and ratio <= AGAINST_BARE, plain, made


def tell_of_encrypted(folder: Path, plain: Path, made: list[Article]) -> bool:
    """Every verb, encrypted against plain."""
    found = against_plain(plain, encrypted_copy(plain, folder), deeds(made, folder))
    small = folder / "small one.onrecord"
    with opened(small) as project:
        filled(project, 300)
    found |= against_plain(small, encrypted_copy(small, folder), whole_ones(folder))
    for name, (bare, sealed) in found.items():
        print(f"{name:<20} plain {bare:9.2f} ms, encrypted {sealed:9.2f} ms: {sealed / bare:.2f} x", end="")
        print(f" (at most {AGAINST_PLAIN})")
    return all(sealed <= AGAINST_PLAIN * bare for bare, sealed in found.values())


def tell_of_large(folder: Path) -> bool:
    """A large library, plain and encrypted: it can be worked in long before its check is done."""
    large = folder / "large.onrecord"
    made_large(large)
    good = True
    for path in (large, encrypted_copy(large, folder)):
        usable, check, meanwhile, after = large_library(path)
        size = path.stat().st_size / 1024 / 1024
        print(
            f"{path.stem}, {size:.0f} MB: can be worked in after {usable:.0f} ms, its check takes {check:.2f} s;",
            end="",
        )
        print(f" an edit meanwhile {meanwhile:.1f} ms, after it {after:.1f} ms")
        good = good and usable / 1000 < check / 3
    return good


def main() -> int:
    """Print the figures; 1 where one misses its bound."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plainly, plain, made = tell_of_100_000(folder)
        sealed = tell_of_encrypted(folder, plain, made)
        plain.unlink()
        large = tell_of_large(folder)
    return int(not (plainly and sealed and large))


if __name__ == "__main__":
    sys.exit(main())
