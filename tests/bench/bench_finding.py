"""How fast quotes are found, in processor time: characters a second, the first article, and time against length.

Where textacy with spaCy's small English model is installed, it finds the quotations of the same text in the same run,
and the ratio is printed; with ../shared/data present, also both scores.
"""

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.quotations import find
from tests.app.quotations.passages import passages

GUM, SCORER = Path("../shared/data/gum_news.jsonl"), Path("../shared/tools/score_quotes.py")
CHARACTERS_A_SECOND, FIRST_MS, TEN_TIMES = 400_000, 150, 14.0
_FIRST = (
    "import time; t = time.process_time(); from app.quotations import find; find({!r}); print(time.process_time() - t)"
)


def article() -> str:
    """An article's worth of passages, in every manner."""
    return "\n\n".join(p.text for p in passages())


def seconds(work: Callable[[str], object], text: str, times: int = 3) -> float:
    """The best of a few runs."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work(text)
        best = min(best, time.process_time() - began)
    return best


def of_length(text: str, length: int) -> str:
    return ((text + "\n\n") * (length // len(text) + 1))[:length]


def first_article(text: str) -> float:
    """Seconds from the import to the end of a first article, in a process of its own; the best of five."""
    command = [sys.executable, "-c", _FIRST.format(text)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(5)]
    return min(map(float, runs))


def peer() -> Callable[[str], object] | None:
    """textacy's direct quotations by spaCy's small model, or None where they are not installed."""
    if not all(importlib.util.find_spec(name) for name in ("textacy", "spacy", "en_core_web_sm")):
        return None
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("en_core_web_sm")

    def found(text: str) -> list[dict[str, object]]:
        """Paragraph by paragraph: it gives up on a text in which a mark is missing, so only that paragraph is lost."""
        quotes, at = [], 0
        for paragraph in text.split("\n\n"):
            try:
                for q in direct_quotations(nlp(paragraph)):
                    span = {"start": at + q.content.start_char, "end": at + q.content.end_char}
                    quotes.append({**span, "speaker": _speaker(q, at)})
            except ValueError:
                pass
            at += len(paragraph) + 2
        return quotes

    return found


def _speaker(quotation: object, at: int) -> dict[str, object] | None:
    words = getattr(quotation, "speaker", None)
    if not words:
        return None
    start, end = at + words[0].idx, at + words[-1].idx + len(words[-1])
    return {"start": start, "end": end, "text": " ".join(w.text for w in words), "name": None}


def ours(text: str) -> list[dict[str, object]]:
    return [
        {
            "start": q.start,
            "end": q.end,
            "form": q.form,
            "content": {"start": q.content[0], "end": q.content[1], "spans": q.spans},
            "speaker": q.speaker
            and {"start": q.speaker.start, "end": q.speaker.end, "text": q.speaker.text, "name": q.speaker.name},
        }
        for q in find(text)
    ]


def score(finder: Callable[[str], object], to: Path) -> str:
    """The scorer's row for speech."""
    rows = []
    for line in GUM.read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        began = time.process_time()
        quotes = finder(doc["text"])
        rows.append({"doc_id": doc["doc_id"], "quotes": quotes, "seconds": time.process_time() - began})
    to.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(GUM), "--pred", str(to)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "\n".join(done.stdout.splitlines()[:2])


def main() -> int:
    text = article()
    one = of_length(text, 1_000_000)
    spent = seconds(find, one)
    speed = len(one) / spent
    ten = seconds(find, of_length(text, 10_000_000), times=1) / spent
    first = first_article(text[:5000]) * 1000
    print(f"finder: {speed:,.0f} characters/s (at least {CHARACTERS_A_SECOND:,})")
    print(f"import and first article: {first:.0f} ms (under {FIRST_MS})")
    print(f"10 MB takes {ten:.1f} times 1 MB (under {TEN_TIMES:.0f})")
    other = peer()
    scored = Path(".pred.jsonl")
    if other is None:
        print("textacy with spaCy's small model is not installed: no ratio")
    else:
        sample = of_length(text, 100_000)
        print(f"against textacy with spaCy: {seconds(other, sample, 1) / seconds(find, sample):.0f} times as fast")
    try:
        for name, finder in (("ours", ours), ("textacy", other)):
            if GUM.exists() and finder is not None:
                print(f"{name}\n{score(finder, scored)}")
    finally:
        scored.unlink(missing_ok=True)
    return 0 if speed >= CHARACTERS_A_SECOND and first < FIRST_MS and ten < TEN_TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
