"""What LibreOffice makes of the Word and Excel files: no complaint, every word there, comments and tracked changes.

Few runs of the program convert everything, since starting it takes longer than converting.
"""

import csv
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from app.sheets import Sheet, render
from tests.app.sheets import reading
from tests.app.sheets.test_sheets_formats import EMOJI, HOSTILE, LONG, RTL, draft, sheet_of, squeezed

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: libreoffice-writer-nogui, -calc-nogui")
TEXT = {"emoji": EMOJI, "rtl": RTL, "long": LONG, "markup": HOSTILE["markup"], "formula": HOSTILE["formula"]}
SHEETS: dict[str, Sheet] = {}
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each file as PDF, the Word ones as text and as OpenDocument, the workbooks as CSV."""
    folder = tmp_path_factory.mktemp("office")
    SHEETS.update({"draft": draft(), **{name: sheet_of(words) for name, words in TEXT.items()}})
    for name, sheet in SHEETS.items():
        for ending in (".docx", ".annotated.docx", ".xlsx"):
            (folder / f"{name}{ending.replace('.annotated', '-annotated')}").write_bytes(render(sheet, ending))
    kinds = {"pdf": "draft*", "txt:Text (encoded):UTF8": "*[!d].docx", "odt": "*-annotated.docx", _CSV: "*.xlsx"}
    for kind, pattern in kinds.items():
        _convert(folder, kind, sorted(folder.glob(pattern)))
    return folder


def _convert(folder: Path, kind: str, files: list[Path]) -> None:
    out = folder / kind.split(":", maxsplit=1)[0]
    made = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [str(OFFICE), made, "--headless", "--norestore", "--convert-to", kind, "--outdir", out, *files],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"},
    )
    complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line]  # it misses Java, as we do not
    assert not complaints, complaints
    assert done.stdout.count("convert ") == len(files), done.stdout
    assert "Error" not in done.stdout


@pytest.mark.parametrize("name", TEXT)
def test_the_word_sheet_holds_every_word(converted: Path, name: str) -> None:
    found = (converted / "txt" / f"{name}.txt").read_text(encoding="utf-8-sig")
    assert squeezed(TEXT[name]) in squeezed(found)


@pytest.mark.parametrize("name", TEXT)
def test_the_annotated_copy_holds_every_word_and_a_comment_on_each_quote(converted: Path, name: str) -> None:
    annotations = _odt(converted / "odt" / f"{name}-annotated.odt").iter("{*}annotation")
    assert len(list(annotations)) == len(SHEETS[name].rows)
    # The proposed wording is a tracked change, so the words stand in what was taken out and what was put in.
    whole = squeezed("".join(_odt(converted / "odt" / f"{name}-annotated.odt").itertext()))
    assert all(squeezed(word) in whole for word in TEXT[name].split())


@pytest.mark.parametrize("name", TEXT)
def test_the_workbook_holds_every_word_and_runs_none(converted: Path, name: str) -> None:
    with (converted / "csv" / f"{name}-Quotes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["As published"] == TEXT[name]


def test_comments_name_who_and_when_and_changes_are_tracked(converted: Path) -> None:
    tree = _odt(converted / "odt" / "draft-annotated.odt")
    first = next(tree.iter("{*}annotation"))
    assert first.findtext("{*}creator") == "Noor Haddad"
    assert str(first.findtext("{*}date")).startswith("2026-11-22T14:31:00")
    kinds = [etree.QName(one[0]).localname for one in tree.iter("{*}changed-region")]
    assert sorted(kinds) == ["deletion", "insertion", "insertion"]


def test_the_pages_print_with_the_state_on_each(converted: Path) -> None:
    for name in ("draft", "draft-annotated"):
        pages = reading.pdf_pages((converted / "pdf" / f"{name}.pdf").read_bytes())
        assert pages
        assert all("Draft: 3 of 8 left to check" in page for page in pages), name


def _odt(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("content.xml"))
