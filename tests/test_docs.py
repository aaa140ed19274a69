"""The documents say what the program does: every verb, field, format and chore is in them."""

import re
import subprocess
from pathlib import Path

from db.records import Attribution, Form, Kind, Level, Status, Terms
from ui import cli
from ui.commands import desk

ROOT = Path(__file__).resolve().parents[1]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_verb_and_its_options_are_described() -> None:
    page = text("docs/command-line.md")
    verbs = next(a for a in cli.parser()._actions if a.choices and "read" in a.choices).choices
    assert set(verbs) == cli.VERBS
    for name, verb in verbs.items():
        assert f"onrecord {name}" in page, name
        for action in verb._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help" and option != "--output":
                    assert option in page, f"{name} {option}"


def test_every_field_of_set_is_described() -> None:
    assert all(f"`{field}`" in text("docs/command-line.md") for field in desk.FIELDS)


def test_every_status_is_described() -> None:
    assert all(f"`{status}`" in text("docs/command-line.md") for status in Status)


def test_every_code_is_described_somewhere() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    for codes in (Form, Attribution, Terms, Level, Kind):
        for code in codes:
            assert re.search(rf"\b{code}\b", pages), code


def test_the_makefile_describes_itself() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for chore in ("run", "test", "check", "bench", "shots", "build"):
        assert f"make {chore} " in listed


def test_links_between_documents_lead_somewhere() -> None:
    for page in [
        ROOT / "README.md",
        ROOT / "ARCHITECTURE.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
    ]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
