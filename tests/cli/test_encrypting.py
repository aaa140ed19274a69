"""An encrypted library at the command line: made, opened by passphrase or code, refused, given another passphrase."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.test_secrets import needs_service
from tests.cli.conftest import ROOT, Shell

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


AT_AN_UNLOCKED_LAPTOP = """
printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
run() { "$PYTHON" -m app "$@"; }
ONRECORD_PASSPHRASE_FILE=words.txt run encrypt || exit 9
run list || exit 8
run decrypt; test $? = 3 || exit 7
run rekey; test $? = 3 || exit 6
ONRECORD_PASSPHRASE_FILE=other.txt run decrypt; test $? = 3 || exit 5
ONRECORD_PASSPHRASE_FILE=words.txt run decrypt
"""


@needs_service
def test_a_key_in_the_keychain_is_no_leave_to_take_the_encryption_off(onrecord: Shell, asked: dict[str, str]) -> None:
    env = {k: v for k, v in onrecord.env.items() if k != "PYTHON_KEYRING_BACKEND"}
    env |= {"XDG_RUNTIME_DIR": str(onrecord.home), "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    env["ONRECORD_NEW_PASSPHRASE_FILE"] = str(onrecord.home / "other.txt")
    onrecord.home.chmod(0o700)
    argv = ["dbus-run-session", "--", "sh", "-c", AT_AN_UNLOCKED_LAPTOP]
    done = subprocess.run(argv, cwd=onrecord.home, env=env, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    assert "no longer encrypted" in done.stdout
    wanted, wrong = "Give its passphrase, or its recovery code.", "That does not open desk.onrecord."
    assert (done.stderr.count(wanted), done.stderr.count(wrong)) == (2, 1)
