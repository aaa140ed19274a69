"""The fuzz of this folder, led by what of the code each input reaches: `python -m tests.fuzz.guided policies`.

It runs under atheris (`pip install atheris`), which nothing else here needs: it is in no lock, and not every system has
wheels of it. What follows the name goes to libFuzzer, as in `… sheets -max_total_time=600 FOLDER`, where inputs that
reach something new are kept. An input that fails is written to the present folder: keep it as a test.
"""

import logging
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

Held = Callable[[bytes], None]
"""Fails where these bytes are neither read nor refused in a sentence."""


def readers(_folder: Path) -> tuple[Held, Sequence[bytes]]:
    """The first byte chooses the ending of the file's name."""
    from app.reading import read_bytes, read_evidence_bytes, wire
    from db.errors import Unreadable
    from tests.app.reading.builders import ENDINGS
    from tests.fuzz.test_readers import SEEDS

    endings = sorted(ENDINGS)

    def held(content: bytes) -> None:
        name, rest = "file" + endings[(content or b"\0")[0] % len(endings)], content[1:]
        for read in (read_bytes, read_evidence_bytes):
            try:
                told = wire.telling(read(rest, name))
            except Unreadable as refused:
                assert wire.refusing(refused)
                continue
            wire.heard(told, rest, name, article=read is read_bytes)

    return held, [bytes([n]) + seed for seed in SEEDS for n in range(len(endings))]


def policies(_folder: Path) -> tuple[Held, Sequence[bytes]]:
    """Text as it stands in a policy's file."""
    from tests.fuzz.test_policies import SEEDS, held

    return lambda content: held(content.decode("utf-8", "replace")), SEEDS


def sheets(folder: Path) -> tuple[Held, Sequence[bytes]]:
    """A data sheet, a key, a proof, the preferences."""
    from tests.fuzz.test_imports import SEEDS, try_all

    return lambda content: try_all(folder, content), SEEDS


def packs(folder: Path) -> tuple[Held, Sequence[bytes]]:
    """The first byte chooses the part that is replaced; its hash is put right, as a forger would."""
    from tests.fuzz.test_packs import forged, good, taken_in_or_refused

    parts = good(folder)
    names = sorted(parts)

    def held(content: bytes) -> None:
        name = names[(content or b"\0")[0] % len(names)]
        taken_in_or_refused(folder, forged(folder, parts, name, content[1:]))

    return held, [bytes([n]) + parts[name] for n, name in enumerate(names)]


TARGETS = {one.__name__: one for one in (readers, policies, sheets, packs)}


def main() -> None:
    """Fuzz what the first argument names."""
    import atheris

    which = TARGETS[sys.argv.pop(1)]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as name:
        with atheris.instrument_imports(include=["app", "db", "json", "tomllib", "zipfile"]):
            held, seeds = which(Path(name))
        corpus = Path(name) / "seeds"
        corpus.mkdir()
        for n, seed in enumerate(seeds):
            (corpus / str(n)).write_bytes(seed)
        atheris.Setup([*sys.argv, str(corpus)], held)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
