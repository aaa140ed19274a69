"""How long each format takes for 1,000 quotes, how much memory, and how the cost grows; DOCX against bare python-docx.

The ratios are what counts: both sides of each run in the same process on the same machine.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from app import desks
from app.sheets import Sheet, columns, gather, pdf, render
from app.sheets.words import vocabulary
from app.workflow import Desk
from db.records import Check, CheckId, Quote, QuoteId, Ruling, RulingId
from tests.app.sheets import samples
from tests.app.sheets.reading import ENDINGS

SECONDS, MEGABYTES, AGAINST_BARE, LINEAR, AGAIN = 3.0, 400, 1.5, 1.6, 1.2


def desk_of(n: int) -> Desk:
    """A desk with `n` quotes: the sample's nine, over and over."""
    sample = samples.desk()
    step = len(samples.TEXT) + 2
    quotes: list[Quote] = []
    checks: list[Check] = []
    rulings: list[Ruling] = []
    for at in range(n):
        round_, which = divmod(at, len(sample.states))
        state, moved = sample.states[which], round_ * step
        quote = state.quote
        places = {"start": quote.start, "end": quote.end}
        places |= {"content_start": quote.content_start, "content_end": quote.content_end}
        placed = {name: place + moved for name, place in places.items()}
        quotes.append(replace(quote, id=QuoteId(f"q{at:06}"), **placed))  # type: ignore[arg-type]
        own = CheckId(f"c{at:06}")
        checks += [replace(check, id=own, quote_id=quotes[-1].id) for check in state.checks]
        rulings += [
            replace(ruling, id=RulingId(f"r{at:06}"), quote_id=quotes[-1].id, check_id=ruling.check_id and own)
            for ruling in state.rulings
        ]
    text = "\n\n".join([samples.TEXT] * (n // len(sample.states) + 1))
    given = {"evidence": sample.evidence, "checks": checks, "rulings": rulings, "sources": (samples.HARBOUR,)}
    return desks.lay_out(samples.article(text=text), quotes, policy_hash=samples.POLICY.hash, **given)  # type: ignore[arg-type]


def sheet_of(n: int) -> Sheet:
    return gather(desk_of(n), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD)


def bare_docx(sheet: Sheet) -> bytes:
    """The same words as a table, with python-docx and nothing else: what the sheet's DOCX is held against."""
    from docx import Document

    words = vocabulary()
    names = ("number", "status", "clause", "said", "differences", "attribution", "evidence", "reason", "change_to")
    document = Document()
    table = document.add_table(rows=0, cols=len(names))
    for texts in [columns.titles(names, words), *(columns.values(sheet, row, names) for row in sheet.rows)]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = str(text or "")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Processor time, which other work on the machine does not lengthen, and that of all threads: never less than the
    time a person waits on a machine that is idle. The best of several runs; more of the quick ones."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs < 2 or (spent < 1 and runs < 12):
        start = time.process_time()
        work()
        took = time.process_time() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def megabytes(ending: str, times: int = 1) -> float:
    """The most memory that a process of its own takes to write 1,000 quotes in this format, so many times."""
    code = (
        "import resource; from tests.bench import bench_sheets as b; sheet = b.sheet_of(1000); "
        f"[b.render(sheet, {ending!r}) for _ in range({times})]; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> int:
    """Prints one line a figure; returns 1 where one is out of its bounds."""
    failed = False

    def told(what: str, value: float, unit: str, most: float) -> None:
        nonlocal failed
        failed = failed or value > most
        print(f"{what:56} {value:8.2f} {unit:3} (at most {most:g}){'  TOO MUCH' if value > most else ''}")

    for ending in ENDINGS:  # first, since a child's most is never less than its parent's when it was forked
        told(f"{ending} of 1,000 quotes", megabytes(ending), "MB", MEGABYTES)
    told(".pdf five times in a row over once", megabytes(".pdf", 5) / megabytes(".pdf"), "x", AGAIN)
    desk, thousand, hundred, most = desk_of(1000), sheet_of(1000), sheet_of(100), sheet_of(10_000)
    gathering = seconds(lambda: gather(desk, samples.POLICY, now=samples.NOW, keep_out=samples.KEPT))
    told("gather 1,000 quotes", gathering, "s", SECONDS)
    twofold = sheet_of(pdf.MOST_QUOTES)
    render(hundred, ".pdf")  # the fonts are found once
    cost = {}
    for ending in ENDINGS:
        small = seconds(lambda ending=ending: render(hundred, ending))  # type: ignore[misc]
        cost[ending] = seconds(lambda ending=ending: render(thousand, ending))  # type: ignore[misc]
        large = twofold if ending == ".pdf" else most
        whole = seconds(lambda ending=ending, large=large: render(large, ending))  # type: ignore[misc]
        told(f"{ending} of 1,000 quotes", cost[ending], "s", SECONDS)
        told(f"{ending} of 1,000 over ten times that of 100", cost[ending] / (10 * small), "x", LINEAR)
        times = len(large.rows) // len(thousand.rows)
        told(f"{ending} of {times},000 over {times} times that of 1,000", whole / (times * cost[ending]), "x", LINEAR)
    told(".docx over bare python-docx", cost[".docx"] / seconds(lambda: bare_docx(thousand)), "x", AGAINST_BARE)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
