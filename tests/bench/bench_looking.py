"""What looking a large library over costs whoever works in it: its history, then the day's backup, beside the window.

The library holds 500 MB and 7,000 edits, one in seven of which brings an article of ten quotes in. Its real window is
opened; the figures are the longest pauses of a timer that should beat every few milliseconds: until the window stands,
while the history is looked at, and while the day's backup is made. The second is bounded.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import edits
from app.project import Project
from tests import builders
from tests.bench.bench_store import bring_in, made_large
from tests.bench.bench_window import Heart, opened, wait

ARTICLES, NOTES, PAUSE_MS = 1000, 6000, 100


def filled(path: Path) -> None:
    """The library, with its history."""
    made_large(path)
    with Project.open(path, lambda _: builders.POLICY_HASH) as project:
        made = [bring_in(project, n) for n in range(ARTICLES)]
        for n in range(NOTES):
            article = project.article(made[n % ARTICLES].id)
            project.apply(edits.set_article(article, who="Ada", kicker=f"turn {n}"))


def until(heart: Heart, done: Callable[[], bool], most: float = 60.0) -> tuple[float, float]:
    """The longest pause until then, in milliseconds, and how many seconds it took."""
    heart.longest, heart._last, began = 0.0, time.perf_counter(), time.perf_counter()
    while not done() and time.perf_counter() - began < most:
        wait(0.01)
    return heart.longest, time.perf_counter() - began


def main() -> int:
    """Print the figures; 1 where one misses its bound."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "large.onrecord"
        filled(path)
        began = time.perf_counter()
        window = opened(app, Path(name), Project.open(path, lambda _: builders.POLICY_HASH))
        stands = 1000 * (time.perf_counter() - began)
        heart, verifying, jobs = Heart(), window.keeping.verifying, window.session.jobs
        looked, seconds = until(heart, lambda: verifying.edits > 0)
        backed, longer = until(heart, lambda: window.keeping.newest() != "")
        while jobs.running:
            wait(0.05)
        print(f"{path.stat().st_size / 1e6:.0f} MB, {verifying.edits} edits: the window stands after {stands:.0f} ms")
        print(f"longest pause while its history is looked at  {looked:6.1f} ms (at most {PAUSE_MS}), {seconds:.2f} s")
        print(f"longest pause while the day's backup is made  {backed:6.1f} ms, {longer:.2f} s")
        window.close()
    return int(looked > PAUSE_MS)


if __name__ == "__main__":
    sys.exit(main())
