"""A confidence is a promise: of the finds at 0.9, nine in ten are right."""

import json
import re
from collections import Counter
from pathlib import Path

from app.quotations import find
from app.quotations.confidence import confidence
from app.quotations.explain import RULES
from tests.app.quotations.passages import covers, passages

GUM = Path("../shared/data/gum_news.jsonl")


def outcomes() -> tuple[Counter[str], Counter[str]]:
    """Finds and right finds by rule, on the passages: a find is right with its words, form, attribution and name."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for passage in passages():
        found = list(find(passage.text))
        for want in passage.expected:
            hit = next((q for q in found if covers(q, passage.text, want.words)), None)
            if hit is None:
                continue
            found.remove(hit)
            made[hit.rule] += 1
            name = hit.speaker.name if hit.speaker else "-"
            right[hit.rule] += (
                hit.form == want.form and want.attribution in ("*", hit.attribution) and want.name in ("*", name)
            )
        if passage.only:
            made.update(q.rule for q in found)
    return made, right


def test_calibration_table() -> None:
    made, right = outcomes()
    table: dict[float, list[int]] = {}
    for rule, count in made.items():
        row = table.setdefault(confidence(rule), [0, 0])
        row[0] += count
        row[1] += right[rule]
    for promised, (count, good) in table.items():
        assert count < 5 or good / count >= promised - 0.05, (promised, count, good)
    sure = [row for promised, row in table.items() if promised >= 0.9]
    assert sum(good for _, good in sure) / sum(count for count, _ in sure) >= 0.9


def test_every_rule_has_a_confidence_an_explanation_and_a_page() -> None:
    page = Path("docs/finding.md").read_text(encoding="utf-8")
    table = page[page.index("| rule | example |") : page.index("`phrase` belongs")]
    examples = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", table, re.M))
    assert set(RULES) <= set(examples)
    for rule in RULES:
        assert 0 < confidence(rule) <= 1
        assert rule in [q.rule for q in find(examples[rule], register="all")], examples[rule]


def test_no_rule_is_unknown() -> None:
    texts = [p.text for p in passages()]
    if GUM.exists():
        texts += [json.loads(line)["text"] for line in GUM.read_text(encoding="utf-8").splitlines()]
    assert {q.rule for text in texts for q in find(text, register="all")} <= set(RULES)
