"""Articles and evidence by address: only when allowed, kept with where they came from, one sentence where it fails."""

import pytest

from app.project import Project


def test_nothing_is_fetched_unless_it_is_allowed(onrecord, site):
    ran = onrecord("import", f"{site}/page", status=None)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err == "Fetching from the web is turned off. Allow it with --fetch, or for good in the preferences.\n"
    ran = onrecord("import", f"{site}/page", "--fetch", status=None)
    assert ran.status == 3 and "inside this network" in ran.err
    assert not onrecord.library.exists()


def test_an_article_and_its_evidence_by_address(onrecord, site):
    deadline = ("--deadline", "2026-11-24 18:00")
    brought = onrecord("import", f"{site}/page/lens", "--fetch", "--own-network", "--json", *deadline).json
    assert brought[0]["headline"] == "Lens makers wait"
    assert brought[0]["deadline"].startswith("2026-11-2")
    shown = onrecord("evidence", brought[0]["id"], f"{site}/page/lens", "--fetch", "--own-network", "--json").json
    assert [piece["kind"] for piece in shown["evidence"]] == ["web_page"]
    with Project.look(onrecord.library) as project:
        desk = project.desk(project.articles()[0].id)
        original = project.original(desk.article.original)
    assert desk.article.url == desk.evidence[0].url == f"{site}/page/lens"
    assert desk.evidence[0].origin == "127.0.0.1"
    assert b"papers" in original.content and original.received_at


@pytest.mark.parametrize("path, said", [("missing", "no such page"), ("bomb", "larger"), ("file", "http or https")])
def test_what_cannot_be_fetched_is_one_sentence(onrecord, site, path, said):
    ran = onrecord("import", f"{site}/{path}", "--fetch", "--own-network", status=None)
    assert ran.status == 3 and said in ran.err and ran.err.count("\n") == 1


def test_a_deadline_that_is_no_time_is_refused(onrecord, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Firm to appeal\n\n“We never sold that machine,” said Ada Muster.\n", "utf-8")
    ran = onrecord("import", str(file), "--deadline", "teatime", status=None)
    assert ran.status == 1 and "18:00" in ran.err


def test_the_same_quote_elsewhere(onrecord, tmp_path):
    for name, words in (("a", "We never sold that machine"), ("b", "We have never sold that machine")):
        onrecord.file(f"{name}.txt", f"Firm {name} to appeal\n\n“{words},” said Ada Muster, who runs the firm.\n")
    one, other = onrecord("import", "a.txt", "b.txt", "--json").json
    quote = onrecord("show", one["id"], "--json").json["quotes"][0]
    found = onrecord("elsewhere", quote["id"], "--json").json
    assert [(one["article_id"], one["same_words"]) for one in found] == [(other["id"], False)]
    assert "have" in [difference["said"] for difference in found[0]["differences"]]
    assert "have" in onrecord("elsewhere", quote["id"]).out
