"""House policies: read, refused with the line, told apart by what they say."""

from pathlib import Path

import pytest

import resources
from app.comparing import compare, index, load_policy, parse_policy, policy_names
from db.errors import BrokenPolicy, NoSuch

STANDARD = resources.text("policies/standard.toml")


def test_ours_are_there():
    assert policy_names() == ("light", "standard", "strict")
    assert [load_policy(name).title for name in policy_names()] == ["Light", "Standard", "Strict"]


def test_no_policy_of_that_name():
    for name in ("nothing", "../policies/strict", ""):
        with pytest.raises(NoSuch):
            load_policy(name)


def test_the_newsrooms_own_goes_first(tmp_path: Path):
    (tmp_path / "standard.toml").write_text(STANDARD.replace("spelling = false", "spelling = true"), encoding="utf-8")
    (tmp_path / "ours.toml").write_text(STANDARD, encoding="utf-8")
    assert policy_names(tmp_path) == ("light", "ours", "standard", "strict")
    said = index("We will organize it.")
    assert compare("will organise it", said, load_policy("standard", tmp_path)).verdict == "permitted"
    assert compare("will organise it", said, load_policy("ours", tmp_path)).verdict == "altered"
    assert load_policy("strict", tmp_path) == load_policy("strict")


def test_the_hash_is_of_what_it_says_not_how_it_is_laid_out():
    policy = parse_policy("standard", STANDARD)
    laid_out = "# a comment\n" + "\n".join(line.split("#")[0].rstrip() for line in STANDARD.splitlines())
    assert parse_policy("standard", laid_out).hash == policy.hash
    assert parse_policy("standard", STANDARD.replace("= 60", "= 61")).hash != policy.hash
    assert len({load_policy(name).hash for name in policy_names()}) == 3


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("ellipsis = true", "ellipsis = maybe", "syntax"),
        ("ellipsis = true", 'ellipsis = "yes"', "type:ellipsis"),
        ("spelling = false", "spellings = false", "unknown:spellings"),
        ("omitted_words = 60", "omitted_words = -1", "type:omitted_words"),
        ("omitted_words = 60", "omitted_words = true", "type:omitted_words"),
        ("[limits]", "[limit]", "unknown:limit"),
    ],
)
def test_a_broken_one_is_refused_with_the_line(old: str, new: str, why: str):
    broken = STANDARD.replace(old, new)
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if new in text)
    with pytest.raises(BrokenPolicy) as refused:
        parse_policy("house", broken)
    assert refused.value.values == {"name": "house", "line": line, "why": why}


def test_a_rule_left_out_is_refused():
    with pytest.raises(BrokenPolicy) as refused:
        parse_policy("house", "\n".join(line for line in STANDARD.splitlines() if "grammar" not in line))
    assert refused.value.values["why"] == "missing:grammar"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / "house.toml").write_bytes(b"title = \xff\xfe")
    with pytest.raises(BrokenPolicy) as refused:
        load_policy("house", tmp_path)
    assert refused.value.values["why"] == "unreadable"
