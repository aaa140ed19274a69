"""The real article of ../shared: it must come out exactly as its gold file says."""

import json
from pathlib import Path

import pytest

from app.reading import read_file

FOLDER = Path("../shared/data")
pytestmark = pytest.mark.skipif(not (FOLDER / "hikvision.txt").exists(), reason="the shared article is not here")


def test_the_real_article_comes_out_as_its_gold_file_says():
    gold = json.loads((FOLDER / "hikvision.gold.json").read_text())["article"]
    whole = (FOLDER / "hikvision.txt").read_text()
    read = read_file(FOLDER / "hikvision.txt")
    for field in ("kicker", "headline", "standfirst", "dateline"):
        assert getattr(read, field) == gold[field]
    assert read.text.startswith(gold["first_words"])
    assert read.text.endswith(gold["last_words"])
    body = whole[whole.index(gold["first_words"]) : whole.index(gold["last_words"]) + len(gold["last_words"])]
    assert read.text == body


def test_every_line_left_out_of_it_is_kept():
    lines = (FOLDER / "hikvision.txt").read_text().splitlines()
    read = read_file(FOLDER / "hikvision.txt")
    sponsored = lines.index("Sponsored Content")
    cut = [lines[0].strip(), *(line.strip() for line in lines[sponsored:] if line.strip())]
    assert [piece.text for piece in read.left_out] == cut
    assert [piece.at for piece in read.left_out] == [0] + [len(read.text)] * (len(cut) - 1)


def test_its_marked_passages_all_stand_in_the_text():
    gold = json.loads((FOLDER / "hikvision.gold.json").read_text())
    text = read_file(FOLDER / "hikvision.txt").text
    assert [row["text"] for row in gold["marked"] if row["text"] not in text] == []
