"""What both sides of a pack changed is chosen at the command line: once, by name, and neither side is lost."""

from tests.cli.conftest import Shell

THERE = ("--library", "there.onrecord")


def both_ruled(onrecord: Shell) -> tuple[str, str]:
    """One quote ruled and noted differently on two machines; the pack from there lies in back.onrecordpack."""
    article = onrecord("sample", "--json").json["article"]["id"]
    onrecord("pack", article, "-o", "story.onrecordpack")
    onrecord("unpack", "story.onrecordpack", *THERE)
    quote = next(one["id"] for one in onrecord("show", article, "--json").json["quotes"] if one["form"] == "direct")
    onrecord("mark", quote, "unverifiable", "--reason", "no tape", "--as", "Ada")
    onrecord("set", quote, "note=mine")
    onrecord("mark", quote, "disputed", "--reason", "she denies it", "--as", "Maya", *THERE)
    onrecord("set", quote, "note=theirs", *THERE)
    onrecord("pack", article, "-o", "back.onrecordpack", *THERE)
    return article, quote


def test_a_ruling_and_a_note_are_chosen_by_name(onrecord: Shell) -> None:
    article, quote = both_ruled(onrecord)
    told = onrecord("unpack", "back.onrecordpack", "--json", status=1).json
    names = {one["field"]: one["name"] for one in told["conflicts"]}
    assert set(names) == {"status", "note"}
    assert onrecord("unpack", "back.onrecordpack", "--theirs", "speaker", status=2).err.startswith(
        "speaker names nothing"
    )
    assert "holds no words" in onrecord("unpack", "back.onrecordpack", "--words", "status=so", status=2).err
    said = onrecord("unpack", "back.onrecordpack", "--theirs", names["status"], "--as", "Nell", status=1).out
    assert "Both changed Note" in said
    assert "Ruling" not in said, "a choice once made is not asked again"
    assert onrecord("unpack", "back.onrecordpack", "--words", "note=both").out
    assert onrecord("unpack", "back.onrecordpack").out.endswith("0 new edits\n")
    [shown] = [one for one in onrecord("show", article, "--json").json["quotes"] if one["id"] == quote]
    assert (shown["status"], shown["note"]) == ("disputed", "both")
    history = onrecord("history", quote).out
    for words in (
        "Maya",
        "she denies it",
        "no tape",
        "Taken from another copy: ruling",
        "Settled with another copy: note",
    ):
        assert words in history, words
    assert onrecord("verify").out.startswith("Intact")


def test_mine_is_kept_for_good(onrecord: Shell) -> None:
    article, quote = both_ruled(onrecord)
    assert onrecord("unpack", "back.onrecordpack", "--mine", "all").out
    assert onrecord("unpack", "back.onrecordpack").out.endswith("0 new edits\n")
    [shown] = [one for one in onrecord("show", article, "--json").json["quotes"] if one["id"] == quote]
    assert (shown["status"], shown["note"]) == ("unverifiable", "mine")
    onrecord("pack", article, "-o", "again.onrecordpack")
    assert "Both changed" not in onrecord("unpack", "again.onrecordpack", *THERE).out, "what was chosen holds there too"
    [over] = [one for one in onrecord("show", article, "--json", *THERE).json["quotes"] if one["id"] == quote]
    assert (over["status"], over["note"]) == ("unverifiable", "mine")
