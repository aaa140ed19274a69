"""docs/comparing.md says what the comparison does."""

import dataclasses
from pathlib import Path

import resources
from app.comparing import load_policy, policy_names
from app.comparing.policy import Allowed
from db.records import Kind, Verdict

PAGE = (Path(__file__).parents[3] / "docs" / "comparing.md").read_text(encoding="utf-8")


def test_every_kind_verdict_policy_and_rule_is_described():
    for code in (*Kind, *Verdict, *policy_names(), *(field.name for field in dataclasses.fields(Allowed))):
        assert f"`{code}`" in PAGE, code


def test_the_table_of_policies_is_what_the_files_say():
    rows = {line.split("|")[1].strip(): line.split("|")[2:5] for line in PAGE.splitlines() if line.count("|") == 5}
    rules = {
        "words left out with an ellipsis, words put in with brackets": "bracket",
        "the case of the first letter": "first_letter_case",
        "a comma or full stop at the close": "closing_punctuation",
        "commas, semicolons and dashes inside, where no sense hangs on them": "inner_punctuation",
        'variant spellings, "5" for "five", "do not" for "don\'t"': "spelling",
        "ums left out, false starts left out": "fillers",
        'grammar put right ("gonna", "we was")': "grammar",
    }
    policies = [load_policy(name) for name in ("strict", "standard", "light")]
    for row, rule in rules.items():
        assert [cell.strip() == "yes" for cell in rows[row]] == [getattr(p.allow, rule) for p in policies], row
    limits = rows["the most words one ellipsis may leave out"]
    assert [int(cell) for cell in limits] == [policy.omitted_words for policy in policies]


def test_the_policies_explain_their_rules():
    for name in policy_names():
        text = resources.text(f"policies/{name}.toml")
        assert all("#" in line for line in text.splitlines() if line.split("=")[0].strip() in Allowed.__slots__)
