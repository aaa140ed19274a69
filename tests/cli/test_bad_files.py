"""A bad file of each kind: one sentence, exit status 3, and nothing left behind."""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def docx_without_end() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<w:document/>" * 400)
    return made.getvalue()[:300]


ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"28" * 32 + b">/U<" + b"29" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty text": ("empty.txt", lambda: b""),
    "empty Word": ("empty.docx", lambda: b""),
    "empty PDF": ("empty.pdf", lambda: b""),
    "only spaces": ("spaces.txt", lambda: b"  \n\n \t\n"),
    "truncated Word": ("cut.docx", docx_without_end),
    "truncated PDF": ("cut.pdf", lambda: b"%PDF-1.7\n1 0 obj<</Type/Ca"),
    "encrypted PDF": ("locked.pdf", lambda: ENCRYPTED_PDF),
    "encrypted Word": ("locked.docx", lambda: OLE),
    "wrong ending": ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    "50 MB": ("large.txt", lambda: b"word " * 10_500_000),
}


@pytest.mark.parametrize("verb", ["read", "quotes", "import"])
@pytest.mark.parametrize("kind", BAD)
def test_one_sentence_and_nothing_left_behind(onrecord: Shell, kind: str, verb: str) -> None:
    name, content = BAD[kind]
    path = onrecord.file(name, content())
    before = {p for p in onrecord.home.rglob("*") if p.is_file()}
    ran = onrecord(verb, path, status=3)
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert ran.err.strip().endswith(".")
    assert "Traceback" not in ran.err
    assert ran.out == ""
    left = {p for p in onrecord.home.rglob("*") if p.is_file()} - before
    assert not left, left


@pytest.mark.parametrize("verb", ["read", "import"])
def test_a_folder_is_not_an_article(onrecord: Shell, verb: str) -> None:
    folder = onrecord.home / "folder.docx"
    folder.mkdir()
    assert len(onrecord(verb, folder, status=3).err.strip().splitlines()) == 1


def test_one_bad_file_among_good_ones_brings_in_none(onrecord: Shell) -> None:
    good = onrecord.file("good.txt", 'A headline\n\n"We will come," said Ann Lee.\n')
    onrecord("import", good, onrecord.file("bad.pdf", b"%PDF-1.7"), status=3)
    assert onrecord("list", "--json").json == []


def test_bad_evidence_leaves_the_article_as_it_was(onrecord: Shell) -> None:
    good = onrecord.file("good.txt", 'A headline\n\n"We will come," said Ann Lee.\n')
    [article] = onrecord("import", good, "--json").json
    onrecord("evidence", article["id"], onrecord.file("locked.pdf", ENCRYPTED_PDF), status=3)
    assert onrecord("show", article["id"], "--json").json["evidence"] == []


def test_a_library_that_is_no_library_is_left_untouched(onrecord: Shell) -> None:
    onrecord.library.write_bytes(b"these are the minutes of a meeting, and no database at all" * 20)
    before = onrecord.library.read_bytes()
    assert len(onrecord("list", status=3).err.strip().splitlines()) == 1
    assert onrecord.library.read_bytes() == before


def test_a_sheet_is_not_half_written(onrecord: Shell, tmp_path: Path) -> None:
    good = onrecord.file("good.txt", 'A headline\n\n"We will come," said Ann Lee.\n')
    [article] = onrecord("import", good, "--json").json
    onrecord("export", article["id"], "-o", tmp_path / "no-such-folder" / "sheet.pdf", status=3)
    onrecord("export", article["id"], "-o", tmp_path / "sheet.odt", status=3)
    assert not list(tmp_path.rglob("sheet*"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a screen needs no naming")
def test_no_screen_is_one_sentence_and_no_abort(onrecord: Shell) -> None:
    for args in ((), ("no-such-verb",)):
        ran = onrecord(*args, status=3)
        assert ran.err.startswith("There is no screen")
        assert len(ran.err.splitlines()) == 1
    assert not onrecord.library.exists()


def test_a_mistyped_library_is_not_made_by_looking(onrecord: Shell) -> None:
    wrong = onrecord.home / "dsek.onrecord"
    for verb in (("list",), ("show", "x"), ("history",), ("verify",)):
        assert "no library" in onrecord(*verb, "--library", wrong, status=3).err
    assert not wrong.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are UTF-16 there")
@pytest.mark.parametrize(
    "args", [("set", "q", "note=\udcff"), ("read", "caf\udce9.txt"), ("list", "--library", "\udcff")]
)
def test_a_byte_that_is_no_text_is_one_sentence_and_wrong_use(onrecord: Shell, args: tuple[str, ...]) -> None:
    ran = onrecord(*args, status=2)
    shown = args[-1].encode(errors="surrogateescape").decode(errors="replace")
    assert ran.err == f"“{shown}” holds a byte that is not UTF-8 text, so nothing was done.\n" and ran.out == ""
    assert onrecord("sample", status=2, ONRECORD_USER=args[-1]).err == ran.err
    assert not list(onrecord.home.glob("*.onrecord"))
