"""Sheets at the command line: choices reach the file, a sheet comes back, nothing is published by accident."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def article(onrecord: Shell) -> str:
    return onrecord("sample", "--json").json["article"]["id"]


def test_choices_reach_the_table(onrecord: Shell, article: str) -> None:
    chosen = ("--order", "speaker", "--columns", "name,published", "--no-bom", "--quotes", "all")
    onrecord("export", article, "-o", "s.csv", *chosen)
    content = (onrecord.home / "s.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert list(rows[0]) == ["Name", "As published"]
    refused = onrecord("export", article, "-o", "t.csv", "--columns", "colour", status=2)
    assert refused.err.count("\n") == 1
    assert not (onrecord.home / "t.csv").exists()


def test_notes_comments_and_history_are_put_in_on_request(onrecord: Shell, article: str) -> None:
    quote = onrecord("show", article, "--json").json["quotes"][0]["id"]
    onrecord("set", quote, "note=read twice by Rosa")
    for put_in, there in (((), False), (("--put-in", "notes", "--put-in", "history"), True)):
        onrecord("export", article, "-o", "s.md", *put_in)
        told = (onrecord.home / "s.md").read_text(encoding="utf-8")
        assert ("read twice by Rosa" in told, "details changed" in told) == (there, there)


def test_a_sheet_comes_back_and_goes_out_again(onrecord: Shell, article: str) -> None:
    onrecord("export", article, "-o", "s.json")
    [again] = onrecord("import", "s.json", "--json").json
    assert again["id"] != article and again["left"] == again["total"]
    onrecord("export", again["id"], "-o", "again.json")
    first, second = (json.loads((onrecord.home / name).read_text())["sheet"] for name in ("s.json", "again.json"))
    assert second["text"] == first["text"]
    assert second["head"]["article_hash"] == first["head"]["article_hash"]
    same = ("number", "place", "start", "end", "exact", "form", "attribution", "terms", "speaker", "name", "change_to")
    assert [[row[name] for name in same] for row in second["rows"]] == [
        [row[name] for name in same] for row in first["rows"]
    ]
    onrecord.file("forged.json", (onrecord.home / "s.json").read_text().replace("software", "hardware"))
    refused = onrecord("import", "forged.json", status=3)
    assert refused.err.startswith("forged.json was changed since it was made (")


def test_a_draft_publishes_nothing(onrecord: Shell, article: str) -> None:
    for numbers in ((), ("--publish", "1")):
        refused = onrecord("export", article, "-o", "s.claimreview.jsonld", *numbers, status=1)
        assert "published" in refused.err
    assert not (onrecord.home / "s.claimreview.jsonld").exists()
