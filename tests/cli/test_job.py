"""The whole job at the command line, each verb a process of its own, as a script would run it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

ARTICLE = """Harbour board keeps its dredging plan

By Nell Quayle

PORT ELLERBY -- The harbour board said on Monday it had "alternative plans".

"We are not waiting for the last permit," said Mara Oduya, the board's chair.

The ministry declined to comment.
"""
STATEMENT = (
    """We have alternative plans against a late season. We are not waiting for the last permit, and nor should you."""
)


@pytest.fixture
def article(onrecord: Shell) -> str:
    [shown] = onrecord("import", onrecord.file("harbour.txt", ARTICLE), "--json").json
    assert shown["headline"] == "Harbour board keeps its dredging plan"
    assert shown["left"] == shown["total"] == 3
    return shown["id"]


def quotes(onrecord: Shell, article: str) -> dict[str, dict]:
    return {quote["text"]: quote for quote in onrecord("show", article, "--json").json["quotes"]}


def attach(onrecord: Shell, article: str) -> None:
    onrecord("evidence", article, onrecord.file("statement.txt", STATEMENT), "--level", "E2")


def quote_with(onrecord: Shell, article: str, words: str) -> dict:
    return next(q for text, q in quotes(onrecord, article).items() if words in text)


def test_evidence_is_compared_with_every_quote(onrecord: Shell, article: str) -> None:
    attach(onrecord, article)
    assert quote_with(onrecord, article, "alternative")["check"]["verdict"] == "verbatim"
    assert quote_with(onrecord, article, "waiting")["check"]["verdict"] in ("verbatim", "permitted")


def test_the_whole_job_ends_in_a_signed_sheet(onrecord: Shell, article: str) -> None:
    attach(onrecord, article)
    ok = quote_with(onrecord, article, "alternative")
    onrecord("set", ok["id"], "speaker=The harbour board", "attribution=organisation", "note=read twice")
    onrecord("mark", ok["id"], "verbatim", "--reason", "read against the statement")
    onrecord("mark", quote_with(onrecord, article, "waiting")["id"], "permitted_edits", "--reason", "comma only")
    declined = quote_with(onrecord, article, "comment")
    onrecord("mark", declined["id"], "unverifiable", "--reason", "no record of the call")

    refused = onrecord("sign", article, status=1)
    assert "checked" in refused.err
    onrecord("sign", article, "--as", "Edda Editor")
    assert onrecord("list", "--json").json[0]["signed_off"] is True

    for ending in ("json", "csv", "md", "html", "docx", "xlsx", "pdf"):
        onrecord("export", article, "-o", f"sheet.{ending}")
        assert (onrecord.home / f"sheet.{ending}").stat().st_size > 200
    sheet = json.loads((onrecord.home / "sheet.json").read_text())
    assert "Draft" not in json.dumps(sheet)
    assert onrecord("verify", "sheet.json").out.startswith("Intact")

    text = (onrecord.home / "sheet.json").read_text().replace("alternative plans", "other plans", 1)
    onrecord.file("forged.json", text)
    assert onrecord("verify", "forged.json", status=1).out.startswith("Not intact")


def test_a_ruling_that_the_words_do_not_bear_out_is_refused(onrecord: Shell, article: str) -> None:
    quote = quote_with(onrecord, article, "alternative")
    refused = onrecord("mark", quote["id"], "verbatim", "--reason", "trust me", status=1)
    assert len(refused.err.splitlines()) == 1
    assert quote_with(onrecord, article, "alternative")["status"] == "unchecked"


def test_undo_and_redo_are_for_the_next_process_too(onrecord: Shell, article: str) -> None:
    quote = quote_with(onrecord, article, "alternative")
    onrecord("set", quote["id"], "note=first")
    onrecord("set", quote["id"], "note=second")
    assert "Undone" in onrecord("undo").out
    assert quote_with(onrecord, article, "alternative")["note"] == "first"
    assert "Undone" not in onrecord("redo").out
    assert quote_with(onrecord, article, "alternative")["note"] == "second"
    onrecord("redo", status=1)


def test_history_says_who_and_what(onrecord: Shell, article: str) -> None:
    quote = quote_with(onrecord, article, "alternative")
    onrecord("set", quote["id"], "terms=background", "--as", "Nell")
    newest = onrecord("history", quote["id"], "--json").json[0]
    assert newest["who"] == "Nell"
    assert newest["changes"][0]["after"] == {"terms": "background"}
    assert "Nell" in onrecord("history").out
    assert onrecord("verify", "--library", onrecord.library).out.startswith("Intact")


def test_off_the_record_stops_an_export(onrecord: Shell, article: str) -> None:
    onrecord("set", quote_with(onrecord, article, "waiting")["id"], "terms=off_record")
    refused = onrecord("export", article, "-o", "sheet.pdf", status=1)
    assert "off the record" in refused.err
    assert not (onrecord.home / "sheet.pdf").exists()


def test_a_source_goes_to_its_quote_and_a_confidential_one_needs_a_keychain(onrecord: Shell, article: str) -> None:
    quote = quote_with(onrecord, article, "waiting")
    onrecord("source", "Mara Oduya", "--role", "chair", "--quote", quote["id"])
    refused = onrecord("source", "Hidden Name", "--confidential", "Heron", "--quote", quote["id"], status=3)
    assert "keychain" in refused.err
    everything = onrecord.library.read_bytes() + b"".join(p.read_bytes() for p in onrecord.home.glob("desk*"))
    assert b"Hidden Name" not in everything


def test_backup_and_restore(onrecord: Shell, article: str) -> None:
    onrecord("backup", "copy.onrecord")
    quote = quote_with(onrecord, article, "alternative")
    onrecord("set", quote["id"], "note=after the backup")
    onrecord("restore", "copy.onrecord")
    assert quote_with(onrecord, article, "alternative")["note"] == ""
    assert onrecord("doctor").status == 0


def test_ids_may_be_cut_short_but_not_too_short(onrecord: Shell, article: str) -> None:
    assert onrecord("show", article[:20]).status == 0
    assert len(onrecord("show", "ffffffff", status=2).err.splitlines()) == 1


def test_the_sample_is_the_whole_job(started: Shell) -> None:
    shown = started("sample", "-o", "sheet.pdf", "--json").json
    verdicts = {q["text"]: q["check"] and q["check"]["verdict"] for q in shown["quotes"]}
    misprinted = next(text for text in verdicts if "inaccurate speculation" in text)
    assert verdicts[misprinted] in ("altered", "meaning_changed")
    assert any(v == "verbatim" for v in verdicts.values())
    assert (started.home / "sheet.pdf").read_bytes().startswith(b"%PDF")
    before = shown["article"]["id"]
    again = started("sample", "--json").json
    assert again["article"]["id"] != before
    assert len(started("list", "--json").json) == 1


def test_everything_said_is_one_line_on_standard_error(started: Shell) -> None:
    ran = started("read", "no-such-file.txt", status=3)
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


def test_wrong_use_is_status_two(onrecord: Shell, article: str) -> None:
    onrecord("compare", "x.txt", status=2)
    onrecord("mark", "x", "nonsense", "--reason", "y", status=2)
    onrecord("set", quote_with(onrecord, article, "waiting")["id"], "colour=blue", status=2)
    onrecord("set", quote_with(onrecord, article, "waiting")["id"], "terms=secret", status=2)


def test_help_and_version_open_no_window(started: Shell) -> None:
    assert "export" in started("--help").out
    assert "OnRecord" in started("--version").out


def test_noun_phrases_are_listed_in_the_register_all(onrecord: Shell, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The minister criticised the plan.\n", encoding="utf-8")
    rules = [
        [quote["rule"] for quote in onrecord("quotes", path, "--raw", "--json", *given).json["quotes"]]
        for given in ((), ("--register", "clausal"), ("--register", "all"))
    ]
    assert rules == [[], [], ["phrase"]]


@pytest.mark.parametrize("verb", ["read", "quotes"])
def test_hikvision_at_the_command_line(onrecord: Shell, verb: str) -> None:
    path = Path(__file__).resolve().parents[3] / "shared/data/hikvision.txt"
    if not path.exists():
        pytest.skip("the shared article is not here")
    gold = json.loads(path.with_name("hikvision.gold.json").read_text())
    found = onrecord(verb, path, "--json").json
    if verb == "read":
        for field in ("kicker", "headline", "standfirst", "dateline"):
            assert found[field] == gold["article"][field]
        assert found["text"].startswith(gold["article"]["first_words"])
        assert found["text"].endswith(gold["article"]["last_words"])
        return
    marked = [q for q in found["quotes"] if q["form"] != "indirect"]
    assert [q["text"] for q in marked] == [row["text"] for row in gold["marked"]]
    for quote, row in zip(marked, gold["marked"], strict=True):
        assert quote["form"] == row["form"]
        if row["attribution"] is None:
            continue
        last = row is gold["marked"][-1]
        assert quote["attribution"] in ((row["attribution"], "document") if last else (row["attribution"],))
        assert (quote["speaker"] or {}).get("name") == row["name"]


def test_what_only_the_headline_quotes_is_told_from_the_import_on(onrecord: Shell, tmp_path: Path) -> None:
    headline = "Chief says “I took the money”"
    page = tmp_path / "page.txt"
    page.write_text(
        f"{headline}\n\nThe fire chief resigned on Monday. The town declined to comment.\n", encoding="utf-8"
    )
    told = "The headline quotes “I took the money”, which stands nowhere in the text."
    assert told in onrecord("import", str(page)).out
    (article,) = onrecord("list", "--json").json
    assert told in onrecord("show", article["id"]).out
    shown = onrecord("show", article["id"], "--json").json
    assert shown["above"] == [{"where": "headline", "words": "I took the money", "in_text": False}]
    onrecord("mark", shown["quotes"][0]["id"], "unverifiable", "--reason", "no record of the call")
    signed = onrecord("sign", article["id"], "--as", "Edda Editor")
    assert told in signed.out + signed.err


def test_the_same_file_is_attached_once(onrecord: Shell, article: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Rosa: We never saw the ramp before the ferry sailed.\n", encoding="utf-8")
    onrecord("evidence", article, str(notes))
    (again := tmp_path / "again.txt").write_bytes(notes.read_bytes())
    refused = onrecord("evidence", article, str(again), status=1)
    assert "attached to this article already" in refused.err and "notes" in refused.err
    onrecord("undo")
    assert "ramp" not in str(onrecord("show", article, "--json").json["evidence"])
