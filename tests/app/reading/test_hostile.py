"""Files built to harm: nothing in them is run, fetched or unpacked without end; each is read or refused, quickly."""

import time

import pytest

from app.reading import apart
from db.errors import Unreadable
from tests.app.reading.hostile import CRASHER, FONT, HARMLESS, REFUSED, SAID
from ui.messages import words


@pytest.fixture(scope="module")
def reader():
    with apart.Reader(stays=True) as one:
        yield one


def both(reader, folder, name, content):
    """The text, or the refusal, of the file as an article and as evidence."""
    path = folder / name
    path.write_bytes(content)
    for read in (reader.read_file, reader.read_evidence):
        started = time.monotonic()
        try:
            yield read(path).text, None
        except Unreadable as refused:
            yield "", refused
        assert time.monotonic() - started < 15
    assert [file.name for file in folder.iterdir()] == [name]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_hidden_in_it_stays_there(tmp_path, reader, name):
    for text, refused in both(reader, tmp_path, name, HARMLESS[name]):
        assert refused is None
        assert text.startswith(SAID)
        assert "root:" not in text


@pytest.mark.parametrize("name", REFUSED)
def test_what_exhausts_is_refused_in_one_sentence(tmp_path, reader, name):
    content, reasons = REFUSED[name]
    for _text, refused in both(reader, tmp_path, name, content):
        assert refused is not None
        assert refused.values["why"] in reasons
        assert words(refused).startswith(name)


def test_a_file_that_crashes_its_reader_is_one_sentence_and_the_next_is_read(tmp_path, reader):
    for _text, refused in both(reader, tmp_path, "crasher.pdf", CRASHER):
        assert refused is not None
        assert refused.values["why"] in {"crashed", "too_slow"}
    (tmp_path / "next.pdf").write_bytes(HARMLESS["attached.pdf"])
    assert reader.read_file(tmp_path / "next.pdf").text == SAID


def test_a_malformed_font_garbles_its_own_letters_at_most(tmp_path, reader):
    for text, refused in both(reader, tmp_path, "font.pdf", FONT):
        assert refused is not None or text.startswith("Nothing was")


def test_four_megabytes_of_page_take_seconds(tmp_path, reader):
    said = "<p>The ferry sailed again on Monday, “as it always has”, said Ann Lee, and the county would not build.</p>"
    content = f"<html><head><title>A page</title></head><body>{said * (4_000_000 // len(said))}</body></html>".encode()
    for text, _refused in both(reader, tmp_path, "long.html", content):
        assert text.count("as it always has") == 4_000_000 // len(said)
