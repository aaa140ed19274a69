"""A file is there whole or not at all; house templates go first; a broken one is a plain error with its line."""

import os
import resource
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from app.sheets import Sheet, gather, pdf, render, write
from db.errors import BrokenTemplate, Cancelled, CannotWrite
from tests.app.sheets import reading, samples


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return gather(samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD)


@pytest.mark.parametrize("ending", reading.ENDINGS)
def test_the_ending_picks_the_format(tmp_path: Path, sheet: Sheet, ending: str) -> None:
    for name in (f"sheet{ending}", f"SHEET{ending.upper()}"):
        write(sheet, tmp_path / name)
        assert (tmp_path / name).read_bytes() == render(sheet, ending)


@pytest.mark.parametrize("name", ["sheet.odt", "sheet", ".pdf", "sheet.pdf.exe"])
def test_an_unknown_ending_is_refused(tmp_path: Path, sheet: Sheet, name: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(sheet, tmp_path / name)
    assert refused.value.values == {"why": "unknown_format", "name": name}
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_of_too_many_quotes_is_refused_and_other_formats_are_not(tmp_path: Path, sheet: Sheet) -> None:
    many = replace(sheet, rows=(sheet.rows[0],) * (pdf.MOST_QUOTES + 1))
    with pytest.raises(CannotWrite) as refused:
        write(many, tmp_path / "sheet.pdf")
    assert refused.value.values == {"why": "too_long", "name": ".pdf", "quotes": 2001, "most": 2000}
    assert list(tmp_path.iterdir()) == []
    write(many, tmp_path / "sheet.csv")
    assert (tmp_path / "sheet.csv").read_bytes().count(b"Needs change") == 2001


def test_who_stops_it_keeps_the_older_file(tmp_path: Path, sheet: Sheet) -> None:
    (tmp_path / "sheet.md").write_text("the older one", encoding="utf-8")
    with pytest.raises(Cancelled):
        write(sheet, tmp_path / "sheet.md", stop=lambda: True)
    assert [one.name for one in tmp_path.iterdir()] == ["sheet.md"]
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8") == "the older one"


def test_a_folder_is_no_file(tmp_path: Path, sheet: Sheet) -> None:
    (tmp_path / "sheet.md").mkdir()
    with pytest.raises(CannotWrite) as refused:
        write(sheet, tmp_path / "sheet.md")
    assert refused.value.values["why"] == "exists"


def test_a_missing_folder(tmp_path: Path, sheet: Sheet) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(sheet, tmp_path / "nowhere" / "sheet.md")
    assert refused.value.values["why"] == "missing"


def test_a_name_too_long(tmp_path: Path, sheet: Sheet) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(sheet, tmp_path / f"{'n' * 300}.md")
    assert refused.value.values["why"] == "name_too_long"


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read(tmp_path: Path, sheet: Sheet) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite) as refused:
        write(sheet, tmp_path / "sheet.md")
    tmp_path.chmod(0o700)
    assert refused.value.values["why"] == "permission"


def test_a_disk_that_fills_leaves_the_older_file(tmp_path: Path, sheet: Sheet) -> None:
    """A limit on the size of files stands in for a full disk: the write fails midway, as it would there."""
    target = tmp_path / "sheet.html"
    target.write_text("the older sheet")
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        with pytest.raises(CannotWrite) as refused:
            write(sheet, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, held)
    assert refused.value.values["why"] == "full"
    assert target.read_text() == "the older sheet"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_kept(tmp_path: Path, sheet: Sheet) -> None:
    real = tmp_path / "real.md"
    real.write_text("older")
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write(sheet, link)
    assert link.is_symlink()
    assert real.read_bytes() == render(sheet, ".md")


def test_a_template_of_the_house_goes_first(tmp_path: Path, sheet: Sheet) -> None:
    (tmp_path / "sheet.html").write_text("<h1>{{ head.headline }}</h1>", encoding="utf-8")
    (tmp_path / "sheet.typ").write_text(
        '#set document(title: "x")\n#let sheet = json(bytes(sys.inputs.sheet))\n= #sheet.head.headline',
        encoding="utf-8",
    )
    page = render(sheet, ".html", template_folder=tmp_path)
    assert page == f"<h1>{sheet.head.headline}</h1>".encode()
    printed = reading.text(render(sheet, ".pdf", template_folder=tmp_path), ".pdf")
    assert " ".join(printed.split()) == sheet.head.headline


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [
        ("sheet.html", "<p>\n{% if %}</p>", 2),
        ("sheet.html", "<p>\n\n{{ nothing.here }}</p>", 3),
        ("sheet.html", "{{ ''.__class__.__mro__ }}", 1),
        ("sheet.html", "a\n{{ 1 / 0 }}", 2),
        ("sheet.typ", "#let x = 1\n\n#let y = (", 3),
        ("sheet.typ", "text\n#nothing", 2),
        ("sheet.typ", '\n#import "@preview/cetz:0.3.0"', 2),
        ("sheet.typ", '#read("/pdf.py/../../secrets.py")', 1),
    ],
)
def test_a_broken_template_is_an_error_with_its_line(
    tmp_path: Path, sheet: Sheet, name: str, source: str, line: int
) -> None:
    (tmp_path / name).write_text(source, encoding="utf-8")
    with pytest.raises(BrokenTemplate) as broken:
        render(sheet, f".{'html' if name.endswith('html') else 'pdf'}", template_folder=tmp_path)
    assert (broken.value.values["name"], broken.value.values["line"]) == (name, line)
    assert broken.value.values["why"]


def test_a_template_that_is_no_text(tmp_path: Path, sheet: Sheet) -> None:
    (tmp_path / "sheet.html").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenTemplate) as broken:
        render(sheet, ".html", template_folder=tmp_path)
    assert broken.value.values["why"] == "unreadable"
