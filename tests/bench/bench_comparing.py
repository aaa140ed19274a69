"""How fast quotes are found in evidence, against rapidfuzz's best alignment of the same quote over the same text.

Where quotecheck 0.1.0 is installed, both are held to the case list: how often each calls a quote found, or verbatim,
that is not. QUOTECHECK names a folder of packages that holds it, where it is not in this environment's own.
"""

import importlib
import os
import random
import string
import sys
import time
from collections.abc import Callable

from rapidfuzz import fuzz

from app.comparing import Index, compare, compare_passage, index, load_policy, locate
from tests.app.comparing.pairs import cases

POLICY = load_policy("standard")
SPAN, BUILD, ARTICLE, TYPING = 1 / 20, 10.0, 1.0, 0.005


def vocabulary(rng: random.Random, size: int = 12_000) -> tuple[list[str], list[float]]:
    """Made-up words with weights as words have them: the n-th is used about 1/n as often as the first."""
    words = ["".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 10))) for _ in range(size)]
    return words, [1 / (n + 3) for n in range(size)]


def transcript(rng: random.Random, length: int) -> str:
    """Sentences of made-up words, `length` characters of them."""
    words, weights = vocabulary(rng)
    drawn = iter(rng.choices(words, weights, k=length // 3))
    text, size = list[str](), 0
    while size < length:
        sentence = " ".join(next(drawn) for _ in range(rng.randint(5, 25))).capitalize() + "."
        text.append(sentence)
        size += len(sentence) + 1
    return " ".join(text)[:length]


def edited(rng: random.Random, quote: str, edits: int) -> str:
    """The quote with that many letters changed."""
    letters = list(quote)
    for at in rng.sample([n for n, c in enumerate(quote) if c.isalpha()], edits):
        letters[at] = "q" if letters[at] != "q" else "k"
    return "".join(letters)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds, the best of so many runs."""
    found = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - began)
    return found


def say(what: str, took: float, bar: float, unit: str = "") -> bool:
    """Prints a figure beside its bar; whether it is met."""
    print(f"  {what}: {took:.4g}{unit} (at most {bar:.4g}{unit}) {'met' if took <= bar else 'MISSED'}")
    return took <= bar


def against_rapidfuzz(rng: random.Random) -> bool:
    text = transcript(rng, 1_000_000)
    start = text.index(" ", 500_000) + 1
    end = text.rindex(" ", start, start + 201)
    quote, indexed = edited(rng, text[start:end], 5), index(text)
    peer = best(lambda: fuzz.partial_ratio_alignment(quote, text), 9)
    found = locate(quote, indexed)
    place = fuzz.partial_ratio_alignment(quote, text)
    exact = found is not None and (found.start, found.end) == (start, end)
    print(f"  rapidfuzz.fuzz.partial_ratio_alignment: {peer * 1000:.2f} ms")
    print(
        f"  off by: ours {0 if exact else 'WRONG'}, rapidfuzz {place.dest_start - start}, {place.dest_end - end}"
        if place
        else ""
    )
    span, whole = best(lambda: locate(quote, indexed), 60), best(lambda: compare(quote, indexed, POLICY), 60)
    build = best(lambda: index(text), 15)
    print(f"  span {span * 1000:.3f} ms, with the verdict {whole * 1000:.3f} ms, index of 1 MB {build * 1000:.0f} ms")
    met = [exact, say("exact span, in alignments", span / peer, SPAN), say("index, in alignments", build / peer, BUILD)]
    return all(met)


def long_article(rng: random.Random) -> bool:
    text = transcript(rng, 10_000_000)
    indexed, quotes = index(text), list[str]()
    for _ in range(200):
        at = text.index(" ", rng.randrange(len(text) - 500)) + 1
        quotes.append(edited(rng, text[at : text.index(" ", at + rng.randint(40, 300))], rng.randint(0, 3)))
    took = best(lambda: [compare(quote, indexed, POLICY) for quote in quotes], 2)
    fresh = Index(text)
    began = time.perf_counter()
    lost = sum(compare(quote, fresh, POLICY).passage is None for quote in quotes)
    first = time.perf_counter() - began
    print(f"  200 quotes: {took:.2f} s, the first time {first:.2f} s, not found {lost}")
    return say("200 quotes against 10 MB", first, ARTICLE, " s") and not lost


def typing(rng: random.Random) -> bool:
    passage = transcript(rng, 2_400)
    passage = " ".join(passage.split()[:300])
    indexed, wording = index(passage), edited(rng, passage, 4)
    took = best(lambda: compare_passage(wording, indexed, 0, len(passage), POLICY), 30)
    return say("a passage of 300 words compared again", took * 1000, TYPING * 1000, " ms")


def wrong_answers() -> bool:
    listed = cases()
    passing = [case for case in listed if "verbatim" not in case.verdicts["strict"]]
    ours = sum(case.compared("strict").verdict == "verbatim" for case in passing)
    print(f"  case list of {len(listed)}: {ours} of {len(passing)} wrongly verbatim by ours")
    sys.path.extend(filter(None, [os.environ.get("QUOTECHECK")]))
    try:
        quotecheck = importlib.import_module("quotecheck")
    except ImportError:
        print("  quotecheck is not installed: not compared")
        return not ours
    theirs = [case for case in passing if case.printed and quotecheck.check(case.printed, case.said).status == "found"]
    meant = [case for case in theirs if case.verdicts["strict"] == {"meaning_changed"}]
    print(
        f"  quotecheck {quotecheck.__version__}: {len(theirs)} wrongly found, {len(meant)} of them changed in meaning"
    )
    return not ours


def main() -> int:
    rng = random.Random(7)
    return 0 if all([against_rapidfuzz(rng), long_article(rng), typing(rng), wrong_answers()]) else 1


if __name__ == "__main__":
    sys.exit(main())
