"""Reading is quick, and importing it loads no format's library."""

import subprocess
import sys
import time

from app.reading import read_evidence_text, read_text

HEAVY = ("docx", "lxml", "trafilatura", "pypdfium2", "pysubs2", "markdown_it", "charset_normalizer", "email.message")


def test_importing_it_loads_nothing_heavy():
    ask = f"import sys, app.reading; print([name for name in {HEAVY} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_megabyte_of_plain_text_reads_in_half_a_second():
    paragraph = "The ferry sailed again on Monday, “as it always has”, and the county said that it would not build. "
    text = "\n\n".join(paragraph * 3 for _ in range(3600))
    assert len(text) > 1_000_000
    read_text("A first reading loads the patterns.")
    for read in (read_text, read_evidence_text):
        started = time.perf_counter()
        read(text)
        assert time.perf_counter() - started < 0.5


def test_lines_made_to_be_slow_are_not():
    awkward = ["©" * 399, "a | " * 99, "Share " * 66, "x/" * 199, "{{" * 199, "By A" + " A" * 190, "“" * 399, "-" * 399]
    text = "\n\n".join(
        [*awkward, "The county met on Monday, it said, to talk about the ferry and the bridge again."] * 200
    )
    started = time.perf_counter()
    read_text(text)
    assert time.perf_counter() - started < 3
