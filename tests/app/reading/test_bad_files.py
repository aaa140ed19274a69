"""Bad and hostile files: each is refused by name and reason, fast, and nothing is left behind."""

import os
import time
import zipfile
from io import BytesIO

import pytest

from app.reading import MAX_BYTES, read_evidence, read_file, read_text
from db.errors import Unreadable
from tests.app.reading.builders import locked_pdf, pdf_file, with_part, word_file

WORD = word_file(lambda document: document.add_paragraph("Nothing was decided, she said."))
PDF = pdf_file("Nothing was decided, she said.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def bomb():
    return with_part(WORD, "word/media/image1.png", bytes(220 * 1024 * 1024))


def big_part():
    return with_part(WORD, "word/document.xml", b"<w:document>" + b" " * (50 * 1024 * 1024))


def entities(part):
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return with_part(WORD, part, head + b"<x>&b;</x>")


def other_zip():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n \t ", "no_text"),
    ("empty.pdf", b"", "empty"),
    ("cut.pdf", PDF[:600], "damaged"),
    ("locked.pdf", locked_pdf(), "encrypted"),
    ("blank.pdf", pdf_file("#pagebreak()"), "no_text"),
    ("text.pdf", b"Nothing was decided, she said.", "wrong_ending"),
    ("noise.pdf", bytes(range(256)) * 8, "damaged"),
    ("cut.docx", WORD[: len(WORD) // 2], "damaged"),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("old.doc", OLE, "unsupported"),
    ("text.docx", b"Nothing was decided, she said.", "wrong_ending"),
    ("sheet.docx", other_zip(), "unsupported"),
    ("bomb.docx", bomb(), "too_large"),
    ("big.docx", big_part(), "too_large"),
    ("entities.docx", entities("word/document.xml"), "hostile"),
    ("entities3.docx", entities("word/embedded.bin"), "hostile"),
    ("entities2.docx", entities("word/footnotes.xml"), "hostile"),
    ("utf16.docx", with_part(WORD, "word/document.xml", "<!DOCTYPE x []><x/>".encode("utf-16")), "hostile"),
    ("rich.rtf", b"{\\rtf1 Nothing was decided}", "unsupported"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
    ("zeros.txt", bytes(4096), "binary"),
    ("binary.md", b"Nothing was\x00 decided\x00" * 40, "binary"),
    ("sound.vtt", b"ID3\x03" + bytes(99), "binary"),
    ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x", "hostile"),
    ("nothing.html", b"<html><body><script>1</script></body></html>", "no_text"),
    ("big.html", b"<html>" + b"<p>a</p>" * (1024 * 1024 + 1), "too_large"),
    ("no_body.eml", b"From: a@b.example\r\nSubject: x\r\n\r\n", "no_text"),
]  # fmt: skip


@pytest.mark.parametrize("read", [read_file, read_evidence])
@pytest.mark.parametrize(("name", "content", "why"), BAD, ids=[name for name, _, _ in BAD])
def test_each_is_refused_with_its_reason(tmp_path, read, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.values["why"] == why
    assert refused.value.values["name"] == name
    assert [file.name for file in tmp_path.iterdir()] == [name]


EVIDENCE_ONLY = [
    ("empty.vtt", b"WEBVTT\n\n", "damaged"),
    ("silent.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no_text"),
    ("broken.otr", b'{"text": 12', "damaged"),
    ("list.otr", b"[1, 2]", "damaged"),
    ("silent.otr", b'{"text": "", "media": "a.mp3", "media-time": 0}', "no_text"),
]


@pytest.mark.parametrize(("name", "content", "why"), EVIDENCE_ONLY, ids=[name for name, _, _ in EVIDENCE_ONLY])
def test_bad_transcripts_are_refused(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read_evidence(tmp_path / name)
    assert refused.value.values["why"] == why


def test_subtitles_are_no_article(tmp_path):
    (tmp_path / "call.srt").write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    with pytest.raises(Unreadable) as refused:
        read_file(tmp_path / "call.srt")
    assert refused.value.values["why"] == "not_an_article"


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for path, why in ((tmp_path, "folder"), (tmp_path / "gone.txt", "missing"), (tmp_path / "pipe.txt", "not_a_file")):
        with pytest.raises(Unreadable) as refused:
            read_file(path)
        assert refused.value.values["why"] == why


def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "closed.txt"
    path.write_text("Nothing was decided.")
    path.chmod(0)
    root = os.geteuid() == 0
    if root:  # who may read everything: be somebody else for a moment
        os.seteuid(65534)
    try:
        with pytest.raises(Unreadable) as refused:
            read_file(path)
    finally:
        if root:
            os.seteuid(0)
    assert refused.value.values["why"] == "no_permission"


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1000 * 1000)
    started = time.perf_counter()
    with pytest.raises(Unreadable) as refused:
        read_file(path)
    assert time.perf_counter() - started < 0.1
    assert (refused.value.values["why"], refused.value.values["limit"]) == ("too_large", MAX_BYTES)


def test_a_paste_is_held_to_the_same_limits():
    for text, why in (("", "empty"), ("   \n ", "no_text"), ("a" * (MAX_BYTES + 1), "too_large")):
        with pytest.raises(Unreadable) as refused:
            read_text(text)
        assert refused.value.values["why"] == why


@pytest.mark.parametrize(
    ("name", "content"), [("really.docx", PDF), ("really.txt", PDF), ("really.pdf", WORD), ("no_ending", WORD)]
)
def test_the_content_counts_and_not_the_ending(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert read_file(tmp_path / name).text == "Nothing was decided, she said."


def test_a_page_with_entities_and_outside_references_reaches_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "boom boom">]>
    <html><head><title>A page</title></head><body><h1>A plain page about the weather</h1>
    <p>It rained on Monday, and on Wednesday &x; it rained &y; again, the office said.</p></body></html>"""
    (tmp_path / "page.html").write_text(page)
    read = read_file(tmp_path / "page.html")
    assert "the secret" not in read.text + str(read.left_out)
    assert "it rained" in read.text
