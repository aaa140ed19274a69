"""A confidential source at the command line, with a real keychain: shown, held, past its day, forgotten."""

import json
import subprocess
import sys
from pathlib import Path

from tests.app.test_secrets import needs_service
from tests.cli.conftest import ROOT, Shell

SCRIPT = """
set -e
printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
run() { "$PYTHON" -m app "$@"; }
run source "Ada Muster" --role clerk --confidential Heron --keep-until 2020-01-31 --json
run sources --overdue --json
run source heron --reveal --json && exit 9 || test $? = 1
run source heron --reveal --reason "the lawyer asked" --json
run source heron --hold --reason "case 12/26" --json
run source heron --forget && exit 9 || test $? = 1
run source heron --release --json
run source heron --forget --json
run source heron --reveal --reason again && exit 9 || test $? = 1
run sources --overdue --json
run history --json
"""


@needs_service
def test_the_life_of_a_confidential_source(onrecord: Shell, tmp_path: Path) -> None:
    onrecord("sample")
    env = {k: v for k, v in onrecord.env.items() if k != "PYTHON_KEYRING_BACKEND"}
    env |= {"XDG_RUNTIME_DIR": str(tmp_path), "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    tmp_path.chmod(0o700)
    argv = ["dbus-run-session", "--", "sh", "-c", SCRIPT]
    done = subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    added, overdue, shown, held, released, forgotten, none, history = told(done.stdout)
    assert (added["code_name"], added["name"]) == ("Heron", None)
    assert [one["code_name"] for one in overdue] == ["Heron"]
    assert (shown["name"], shown["role"]) == ("Ada Muster", "clerk")
    assert (held["held_for"], released["held_for"]) == ("case 12/26", None)
    assert forgotten["forgotten_at"]
    assert none == []
    verbs = [one["verb"] for one in history][:5]
    assert verbs == ["forget_source", "release_source", "hold_source", "open_source", "keep_source"]
    assert "Ada Muster" not in json.dumps(history)
    for sentence in ("Give a reason.", "under a legal hold, so it is not forgotten: case 12/26", "was forgotten"):
        assert sentence in done.stderr
    assert done.stderr.count("Ada Muster") == 0


def told(text: str) -> list[object]:
    """Every JSON value printed, in order."""
    found, decoder, at = [], json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def test_without_a_keychain_it_is_one_sentence_and_nothing_is_kept(onrecord: Shell) -> None:
    onrecord("sample")
    told = onrecord("source", "Ada Muster", "--confidential", "Heron", status=3).err
    assert len(told.strip().splitlines()) == 1
    assert "keychain" in told
    assert onrecord("sources", "--json").json == []
    assert b"Ada Muster" not in b"".join(p.read_bytes() for p in onrecord.home.rglob("*") if p.is_file())
    assert onrecord.library.exists()


LEAVING = """
set -e
printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
run() { "$PYTHON" -m app "$@"; }
run source "Zephyrine Holt" --confidential Heron --quote "$QUOTE" >/dev/null
run set "$QUOTE" note="Zephyrine Holt rang" >/dev/null
run export "$ARTICLE" --put-in notes -o open.json >/dev/null
"""


@needs_service
def test_a_sheet_leaves_only_where_the_sealed_name_can_be_kept_out_of_it(onrecord: Shell, tmp_path: Path) -> None:
    """With the keychain open, the name is kept out of what was typed; where it is locked or gone, there is no sheet."""
    onrecord("sample")
    article = onrecord("list", "--json").json[0]["id"]
    quote = next(q["id"] for q in onrecord("show", article, "--json").json["quotes"] if q["number"] == 7)
    env = {k: v for k, v in onrecord.env.items() if k != "PYTHON_KEYRING_BACKEND"}
    env |= {"XDG_RUNTIME_DIR": str(tmp_path), "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    env |= {"ARTICLE": article, "QUOTE": quote}
    tmp_path.chmod(0o700)

    def keychain(script: str) -> subprocess.CompletedProcess[str]:
        argv = ["dbus-run-session", "--", "sh", "-c", script]
        return subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=100)

    done = keychain(LEAVING)
    assert done.returncode == 0, done.stdout + done.stderr
    written = (tmp_path / "open.json").read_text()
    assert "Heron (code name)" in written and "[name withheld] rang" in written
    assert "holt" not in written.lower()
    start = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1\n"
    locked = keychain(f'{start}"$PYTHON" -m app export "$ARTICLE" -o shut.pdf')
    gone = onrecord("export", article, "-o", tmp_path / "shut.pdf", status=3)
    for told, status in ((locked.stderr, locked.returncode), (gone.err, gone.status)):
        assert status == 3
        assert "The name of Heron is sealed, and no keychain answers here that could open it." in told
    assert not (tmp_path / "shut.pdf").exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env["HOME"], env["XDG_DATA_HOME"] = str(elsewhere), str(elsewhere)
    other = keychain(LEAVING.split("run source", maxsplit=1)[0] + 'run export "$ARTICLE" -o shut.pdf')
    assert (other.returncode, (tmp_path / "shut.pdf").exists()) == (3, False)
    assert "its key is not on this computer" in other.stderr


def test_no_name_is_kept_in_clear_where_a_confidential_source_was_meant(onrecord: Shell) -> None:
    for code_name in ("", "Muster"):
        refused = onrecord("source", "Ada Muster", "--confidential", code_name, status=1)
        assert len(refused.err.splitlines()) == 1
    assert "Muster" not in onrecord("history", "--json").out
