"""An article goes from one library to another in one file, and back."""

from tests.cli.conftest import Shell


def test_an_article_is_handed_over_and_back(onrecord: Shell) -> None:
    article = onrecord("sample", "--json").json["article"]["id"]
    packed = onrecord("pack", article, "-o", "story.onrecordpack", "--json").json
    assert packed["edits"] >= 3
    assert onrecord("unpack", "story.onrecordpack").out.endswith("0 new edits\n")
    there = ("--library", "there.onrecord")
    came = onrecord("unpack", "story.onrecordpack", "--json", *there).json
    assert (came["article_id"], came["edits"], came["conflicts"]) == (article, packed["edits"], [])
    mine, theirs = (onrecord("show", article, "--json", *at).json for at in ((), there))
    assert mine == theirs
    quote = mine["quotes"][0]["id"]
    onrecord("set", quote, "note=mine", "speaker=S")
    onrecord("set", quote, "note=theirs", *there)
    onrecord("pack", article, "-o", "back.onrecordpack", *there)
    told = onrecord("unpack", "back.onrecordpack", status=1)
    assert "Both changed" in told.out
    assert "note" in told.out
    assert "Here: mine. There: theirs." in told.out
    assert onrecord("show", article, "--json").json["quotes"][0]["note"] == "mine"
    assert onrecord("verify").out.startswith("Intact")


def test_a_pack_that_is_none_is_one_sentence(onrecord: Shell) -> None:
    onrecord.file("story.onrecordpack", "no pack at all")
    told = onrecord("unpack", "story.onrecordpack", status=3)
    assert len(told.err.strip().splitlines()) == 1
    assert not onrecord.library.exists()
    assert onrecord("unpack", "none.onrecordpack", status=3).err == "none.onrecordpack is not there.\n"
