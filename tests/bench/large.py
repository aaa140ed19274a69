"""A large article for a bench: the same words in every run."""

import random
from itertools import accumulate
from typing import Any

import resources
from app import edits
from app.project import Project
from db.records import Turn
from tests import builders


def sentences(count: int) -> list[str]:
    """Sentences of eight words that differ, the same in every run."""
    words = [word for word in resources.text("lexicons/words.txt").split() if word.isalpha() and len(word) > 3][:4000]
    chance = random.Random(5)
    return [" ".join(chance.choices(words, k=8)) for _ in range(count)]


def large_article(project: Project) -> Any:
    """An article of 300,000 characters with 2,000 quotes, and a megabyte of evidence in 5,000 turns."""
    said = sentences(16_000)
    paragraphs = [
        f"The ministry said “{words}” then. It had said so before, and would say so again." for words in said[:2000]
    ]
    article = builders.article("\n\n".join(paragraphs), headline="The long one")
    quotes = [builders.quote(article, words) for words in said[:2000]]
    spoken = [". ".join(said[n % 2000 :: 5000]) + ".\n" for n in range(5000)]
    ends = list(accumulate(map(len, spoken)))
    turns = tuple(
        Turn(end - len(words), end - 1, "Ada", float(n))
        for n, (words, end) in enumerate(zip(spoken, ends, strict=True))
    )
    evidence = builders.evidence(article, "".join(spoken), turns=turns)
    project.apply(edits.add_article(article, quotes, who="Ada"))
    project.apply(edits.attach_evidence(evidence, who="Ada"))
    checks = [builders.check(quote, evidence, quote.exact) for quote in quotes]
    project.apply(edits.record_checks(checks, who="Ada"))
    project.apply(edits.set_quote(quotes[0], who="Ada", note="seen"))
    return article
