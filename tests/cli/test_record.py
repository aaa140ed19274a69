"""What a quote rests on, how far evidence was brought in, and a newer text, at the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_job import ARTICLE, STATEMENT, quote_with

TAPE = "Mara Oduya: We are not waiting for the last permit. We have alternative plans, as you know."
NOTES = "Oduya, on the phone: we are waiting for the last permit. alternative plans against a late season"


@pytest.fixture
def article(onrecord: Shell) -> str:
    [shown] = onrecord("import", onrecord.file("harbour.txt", ARTICLE), "--json").json
    return str(shown["id"])


def attach(onrecord: Shell, article: str, name: str, text: str) -> str:
    shown = onrecord("evidence", article, onrecord.file(name, text), "--json").json
    return str(shown["evidence"][0]["id"])


def test_a_quote_rests_on_two_pieces_and_is_stale_when_either_goes(onrecord: Shell, article: str) -> None:
    attach(onrecord, article, "statement.txt", STATEMENT)
    tape = attach(onrecord, article, "tape.txt", TAPE)
    quote = quote_with(onrecord, article, "alternative")["id"]
    shown = onrecord("rest", quote, tape, "--json").json
    assert [(one["evidence_id"], one["verdict"], one["stale"]) for one in shown["also"]] == [(tape, "verbatim", None)]
    onrecord("mark", quote, "verbatim", "--reason", "read against both")
    assert quote_with(onrecord, article, "alternative")["stale"] is None

    onrecord("capture", tape, "--failed", "the tape is of another day")
    now = quote_with(onrecord, article, "alternative")
    assert (now["status"], now["stale"], now["stale_in"]) == ("verbatim", "passage", tape)
    assert "(stale: the evidence changed since: tape)" in onrecord("show", article).out
    onrecord("undo")
    assert quote_with(onrecord, article, "alternative")["stale"] is None

    onrecord("rest", quote, tape, "--off")
    now = quote_with(onrecord, article, "alternative")
    assert (now["stale"], now["also"]) == ("pieces", [])
    assert "Rests no more on another passage" in onrecord("history", quote).out
    assert "does not rest on this piece" in onrecord("rest", quote, tape, "--off", status=1).err


def test_a_second_piece_whose_words_differ_is_told(onrecord: Shell, article: str) -> None:
    attach(onrecord, article, "statement.txt", STATEMENT)
    notes = attach(onrecord, article, "notes.txt", NOTES)
    quote = quote_with(onrecord, article, "waiting")["id"]
    shown = onrecord("rest", quote, notes, "--json").json
    assert shown["check"]["verdict"] in ("verbatim", "permitted")
    assert shown["also"][0]["verdict"] == "meaning_changed"
    told = onrecord("show", article).out
    assert "also: Meaning changed [notes" in told
    assert "said “”" not in told
    assert "Negation" in told


def test_the_piece_it_is_ruled_by_is_not_a_second_one(onrecord: Shell, article: str) -> None:
    statement = attach(onrecord, article, "statement.txt", STATEMENT)
    quote = quote_with(onrecord, article, "alternative")["id"]
    assert "rests on this piece already" in onrecord("rest", quote, statement, status=1).err
    assert "lies outside the text" in onrecord("rest", quote, attach(onrecord, article, "t.txt", TAPE),
                                               "--passage", "5:9999", status=1).err  # fmt: skip


def test_a_link_is_no_evidence_until_its_text_is_here(onrecord: Shell, article: str) -> None:
    given = onrecord("evidence", article, "--link", "https://example.org/statement", "--json").json
    [link] = given["evidence"]
    assert (link["capture"], link["url"]) == ("pending", "https://example.org/statement")
    quote = quote_with(onrecord, article, "alternative")
    assert quote["check"] is None
    assert "A link alone is no evidence." in onrecord("show", article).out
    assert "Its text is not here yet" in onrecord("rest", quote["id"], link["id"], status=1).err
    assert "Its text is not here yet" in onrecord("capture", link["id"], "--read", status=1).err
    assert onrecord("mark", quote["id"], "verbatim", "--reason", "x", status=1).err

    failed = onrecord("capture", link["id"], "--failed", "behind a login", "--json").json
    assert (failed["capture"], failed["capture_note"]) == ("failed", "behind a login")
    brought = onrecord("capture", link["id"], onrecord.file("page.txt", STATEMENT), "--json").json
    assert (brought["capture"], brought["capture_note"], brought["title"]) == ("captured", None, link["title"])
    assert quote_with(onrecord, article, "alternative")["check"]["verdict"] == "verbatim"
    assert onrecord("capture", link["id"], "--read", "--json").json["capture"] == "verified"
    onrecord("capture", link["id"], status=2)
    onrecord("evidence", article, status=2)


def newer(onrecord: Shell, text: str) -> Path:
    return onrecord.file("newer.txt", text)


def test_a_newer_text_says_what_becomes_of_the_quotes(onrecord: Shell, article: str) -> None:
    text = ARTICLE.replace("the last permit", "the final permit").replace(
        'The harbour board said on Monday it had "alternative plans".', "The harbour board said nothing."
    )
    before = onrecord("show", article, "--json").json
    dry = onrecord("replace", article, newer(onrecord, text), "--dry-run", "--json").json
    assert {fate: len(those) for fate, those in dry.items()} == {
        "same": 1, "moved": 0, "changed": 1, "unsure": 0, "lost": 1,
    }  # fmt: skip
    assert onrecord("show", article, "--json").json == before
    told = onrecord("replace", article, newer(onrecord, text)).out
    assert "1 quote is no longer in the text" in told
    after = onrecord("show", article, "--json").json
    assert (after["lost"], after["total"]) == (1, after["done"] + after["left"] + after["excluded"] + after["lost"])
    lost = next(quote for quote in after["quotes"] if quote["lost"])
    assert (lost["text"], lost["number"], lost["excluded"]) == ("alternative plans", None, None)
    assert "1 no longer in the text" in onrecord("show", article).out
    assert onrecord("list", "--json").json[0]["lost"] == 1
    assert "no longer in the text" in onrecord("mark", lost["id"], "disputed", "--reason", "x", status=1).err


def test_a_lost_quote_is_placed_again(onrecord: Shell, article: str) -> None:
    quote = quote_with(onrecord, article, "alternative")["id"]
    attach(onrecord, article, "statement.txt", STATEMENT)
    onrecord("mark", quote, "verbatim", "--reason", "read")
    without = ARTICLE.replace('on Monday it had "alternative plans"', "it was ready")
    onrecord("replace", article, newer(onrecord, without))
    assert onrecord("place", quote, "--json").json == []
    other = ARTICLE.replace('it had "alternative plans"', 'it had "alternative season plans"')
    onrecord("replace", article, newer(onrecord, other))
    [place, *_] = onrecord("place", quote, "--json").json
    assert place["text"] == "alternative season plans"
    at = f"{place['start']}:{place['end']}"
    shown = onrecord("place", quote, at, "--json").json
    assert (shown["text"], shown["lost"], shown["status"]) == ("alternative season plans", False, "verbatim")
    assert shown["stale"] == "words"
    assert "The quote is in the text" in onrecord("place", quote, at, status=1).err


def test_a_quote_is_called_a_term_for_a_reason_only(onrecord: Shell, article: str, tmp_path: Path) -> None:
    quote = quote_with(onrecord, article, "alternative")["id"]
    assert "reason" in onrecord("set", quote, "form=term", status=1).err
    onrecord("set", quote, "note=ask the desk", "form=term", "--reason", "the plan's own name")
    now = quote_with(onrecord, article, "alternative")
    assert (now["form"], now["term_reason"], now["note"], now["number"]) == (
        *("term", "the plan's own name", "ask the desk", None),
    )
    assert "a term: the plan's own name" in onrecord("show", article).out
    assert "Form set to a term: the plan's own name" in onrecord("history", quote).out
    sheet = tmp_path / "sheet.md"
    onrecord("export", article, "-o", str(sheet))
    assert "Called a term: the plan's own name" in sheet.read_text("utf-8")
    onrecord("set", quote, "form=partial")
    assert quote_with(onrecord, article, "alternative")["term_reason"] is None
