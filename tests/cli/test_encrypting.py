"""An encrypted library at the command line: made, opened by passphrase or code, refused, given another passphrase."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

WORDS, OTHER = "correct horse battery", "staple & stapler"


@pytest.fixture
def asked(onrecord: Shell) -> dict[str, str]:
    onrecord.file("words.txt", WORDS + "\n")
    onrecord.file("other.txt", OTHER + "\n")
    return {"ONRECORD_PASSPHRASE_FILE": str(onrecord.home / "words.txt")}


def test_a_new_library_is_encrypted_from_the_start(onrecord: Shell, asked: dict[str, str]) -> None:
    made = onrecord("encrypt", "--json", **asked).json
    assert (made["encrypted"], made["in_keychain"], made["plain"]) == (True, False, [])
    onrecord("sample", **asked)
    assert onrecord("list", "--json", **asked).json
    assert onrecord("verify", "--library", onrecord.library, **asked).out.startswith("Intact")
    assert not onrecord.library.read_bytes().startswith(b"SQLite")
    refused = onrecord("list", status=3)
    assert refused.err == "The library desk.onrecord is encrypted. Give its passphrase, or its recovery code.\n"
    (onrecord.home / "code.txt").write_text(made["recovery_code"].lower().replace("-", " "))
    assert onrecord("list", ONRECORD_PASSPHRASE_FILE=str(onrecord.home / "code.txt")).out


def test_a_wrong_passphrase_is_one_sentence_and_touches_nothing(onrecord: Shell, asked: dict[str, str]) -> None:
    onrecord("sample")
    onrecord("encrypt", **asked)
    before = {path: path.read_bytes() for path in onrecord.library.parent.rglob("*.onrecord*")}
    for verb in (["list"], ["doctor"], ["backup"], ["rekey"], ["decrypt"], ["doctor", "--salvage", "x.onrecord"]):
        told = onrecord(*verb, status=3, ONRECORD_PASSPHRASE_FILE=str(onrecord.home / "other.txt"))
        assert told.err == "That does not open desk.onrecord. Nothing was changed; try again.\n", verb
    assert {path: path.read_bytes() for path in onrecord.library.parent.rglob("*.onrecord*")} == before


def test_the_plain_backups_are_named_and_removed_when_asked(onrecord: Shell, asked: dict[str, str]) -> None:
    onrecord("sample")
    onrecord("backup")
    (plain,) = (onrecord.home / "backups").glob("*.onrecord")
    told = onrecord("encrypt", **asked).out
    assert "1 backup of before is not encrypted" in told
    assert plain.exists()
    again = {"ONRECORD_NEW_PASSPHRASE_FILE": str(onrecord.home / "other.txt")}
    removed = onrecord("rekey", "--remove-plain", **asked, **again).out
    assert "written over and deleted" in removed
    assert "SSD" in removed
    assert not plain.exists()
    onrecord("list", status=3, **asked)
    new = {"ONRECORD_PASSPHRASE_FILE": str(onrecord.home / "other.txt")}
    assert all(one["articles"] == 1 for one in onrecord("doctor", "--json", **new).json["backups"])
    onrecord("decrypt", **new)
    assert onrecord("list").out
    assert onrecord("decrypt", status=3).err == "desk.onrecord is not encrypted. Nothing was changed.\n"


def test_a_passphrase_comes_through_a_file_descriptor_and_never_as_an_argument(
    onrecord: Shell, asked: dict[str, str]
) -> None:
    onrecord("encrypt", **asked)
    onrecord("encrypt", "--passphrase", WORDS, status=2)
    missing = onrecord("list", status=3, ONRECORD_PASSPHRASE_FILE=str(onrecord.home / "none"))
    assert missing.err == "The passphrase’s file, none, cannot be read.\n"
    short = Path(onrecord.file("short.txt", "seven77"))
    told = onrecord("rekey", status=1, **asked, ONRECORD_NEW_PASSPHRASE_FILE=str(short))
    assert told.err == "A passphrase has at least 8 characters.\n"
    assert onrecord("list", **asked).status == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_it_is_asked_for_without_showing_it(onrecord: Shell) -> None:
    import pty
    import subprocess
    import sys

    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "encrypt"], cwd=onrecord.home, env=onrecord.env, start_new_session=True,
        stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(terminal)
    said = b""
    for _ in range(2):
        while not said.rstrip().endswith(b":"):
            said += os.read(main, 1024)
        os.write(main, WORDS.encode() + b"\n")
        said += b"\n."
    try:
        while chunk := os.read(main, 1024):
            said += chunk
    except OSError:  # the terminal is closed at its other end
        pass
    os.close(main)
    assert process.wait(30) == 0
    assert b"recovery code" in said
    assert WORDS.encode() not in said
