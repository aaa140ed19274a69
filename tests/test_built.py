"""The packaged program, as a newsroom gets it: it starts, brings in the sample, writes a sheet, and quits."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[1] / "dist" / "onrecord" / "onrecord"

pytestmark = [pytest.mark.built, pytest.mark.skipif(not PROGRAM.exists(), reason="make build comes first")]


def environment(tmp_path: Path) -> dict[str, str]:
    home = {"HOME": str(tmp_path), "ONRECORD_LIBRARY": str(tmp_path / "l.onrecord"), "XDG_DATA_HOME": str(tmp_path)}
    return home | {k: v for k, v in os.environ.items() if k in ("PATH", "DISPLAY", "XAUTHORITY", "LANG")}


def run(tmp_path: Path, *args: str, **given: str) -> subprocess.CompletedProcess[str]:
    env = environment(tmp_path) | given
    return subprocess.run([PROGRAM, *args], env=env, capture_output=True, text=True, timeout=110, cwd=tmp_path)


def test_it_does_the_samples_job_at_the_command_line(tmp_path: Path) -> None:
    for ending in ("pdf", "docx", "xlsx", "html"):
        done = run(tmp_path, "sample", "-o", f"sheet.{ending}")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"sheet.{ending}").stat().st_size > 1000


def test_a_library_is_encrypted_opened_given_another_passphrase_and_made_plain(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("correct horse battery\n")
    (tmp_path / "other.txt").write_text("staple & stapler\n")
    first = {"ONRECORD_PASSPHRASE_FILE": str(tmp_path / "words.txt")}
    second = {"ONRECORD_PASSPHRASE_FILE": str(tmp_path / "other.txt")}
    again = first | {"ONRECORD_NEW_PASSPHRASE_FILE": str(tmp_path / "other.txt")}
    library = tmp_path / "l.onrecord"
    for verb, given in ((["encrypt"], first), (["sample"], first), (["list"], first), (["backup"], first)):
        done = run(tmp_path, *verb, **given)
        assert done.returncode == 0, done.stderr
    assert not library.read_bytes().startswith(b"SQLite")
    assert run(tmp_path, "list").returncode == 3
    assert "recovery code" in run(tmp_path, "rekey", **again).stdout
    assert run(tmp_path, "list", **first).returncode == 3
    assert "left" in run(tmp_path, "list", **second).stdout
    assert run(tmp_path, "decrypt", **second).returncode == 0
    assert library.read_bytes().startswith(b"SQLite")


def test_it_reads_every_kind_of_article(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><head><title>A headline</title></head><body><article><h1>A headline</h1>"
        + "<p>“We will come,” said Ann Lee, who leads the board, at a meeting in the town hall on Monday.</p>" * 4
        + "</article></body></html>"
    )
    done = run(tmp_path, "quotes", "page.html")
    assert done.returncode == 0, done.stderr
    assert "We will come" in done.stdout


def test_its_window_opens_on_the_sample_and_quits_when_asked(tmp_path: Path) -> None:
    window = subprocess.Popen([PROGRAM], env=environment(tmp_path), cwd=tmp_path, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while "left" not in run(tmp_path, "list").stdout and time.monotonic() < until:
        time.sleep(0.5)
    listed = run(tmp_path, "list").stdout
    window.send_signal(signal.SIGTERM)
    _, said = window.communicate(timeout=30)
    assert "left" in listed
    assert (window.returncode, said) == (0, b"")
