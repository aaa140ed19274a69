"""Public keys are given away, taken in and named; a sheet is signed by the keychain's key and verified by its name."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.sheets import keys, proof
from db.errors import CannotWrite, Unreadable

ROOT = Path(__file__).resolve().parents[3]
ADA = proof.signer_of("Ada", bytes(range(32)))
SERVICE = all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon")))
needs_service = pytest.mark.skipif(not SERVICE, reason="no Secret Service here: dbus-run-session, gnome-keyring-daemon")


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return tmp_path / "config" / "keys.json"


def test_a_key_is_taken_in_under_the_name_given(tmp_path: Path, known: Path) -> None:
    (tmp_path / "ada.key").write_bytes(proof.public_key(ADA))
    assert keys.load(known) == {}
    assert keys.bring_in(known, tmp_path / "ada.key") == ("Ada", ADA.key)
    assert keys.bring_in(known, tmp_path / "ada.key", "  Ada of\nthe desk ") == ("Ada of the desk", ADA.key)
    assert keys.load(known) == {ADA.key: "Ada of the desk"}
    assert ADA.private not in known.read_bytes()


def test_ones_own_key_keeps_the_name_it_was_given(known: Path) -> None:
    keys.remember(known, ADA)
    keys.name_key(known, ADA.key, "Ada at home")
    keys.remember(known, ADA)
    assert keys.load(known) == {ADA.key: "Ada at home"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"schema": "onrecord-key/1", "name": "Eve", "key": "AAAA"}', "damaged"),
        (b'{"schema": "onrecord-key/1", "name": 7, "key": "AAAA"}', "damaged"),
        (b'{"schema": "onrecord-sheet/1"}', "damaged"),
        (proof.public_key(proof.signer_of(" ", bytes(32))), "no_name"),
        (proof.public_key(ADA) + b" " * 1_000_000, "too_large"),
    ],
)
def test_what_is_no_key_is_refused_and_changes_nothing(tmp_path: Path, known: Path, content: bytes, why: str) -> None:
    (tmp_path / "odd.key").write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        keys.bring_in(known, tmp_path / "odd.key")
    assert refused.value.values["why"] == why
    assert not known.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "onrecord-keys/1", "keys": {"short": "Eve"}}'])
def test_a_file_of_keys_that_cannot_be_used_is_never_written_over(tmp_path: Path, known: Path, content: str) -> None:
    known.parent.mkdir()
    known.write_text(content)
    (tmp_path / "ada.key").write_bytes(proof.public_key(ADA))
    with pytest.raises(Unreadable):
        keys.bring_in(known, tmp_path / "ada.key")
    assert known.read_text() == content


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        keys.remember(tmp_path / "file" / "keys.json", ADA)


def shell(home: Path, script: str, *, keychain: bool) -> str:
    """What a script of OnRecord's verbs prints, errors with it, in a home with or without a keychain of its own."""
    home.mkdir(exist_ok=True)
    home.chmod(0o700)
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    own |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONPATH": str(ROOT), "ONRECORD_USER": home.name}
    own |= {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin:/usr/sbin", "LANG": "C.UTF-8"}
    start = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n" if keychain else ""
    script = f'set -e; onrecord() {{ {sys.executable} -m app "$@" 2>&1; }}\n{start}{script}'
    bus = ["dbus-run-session", "--"] if keychain else []
    if not keychain:
        own["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    done = subprocess.run(
        [*bus, "sh", "-c", script], cwd=home.parent, env=own, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_service
def test_a_sheet_is_signed_by_the_keychains_key_and_verified_elsewhere_by_name(tmp_path: Path) -> None:
    rosa = shell(
        tmp_path / "Rosa",
        "onrecord sample -o s.json; onrecord sample -o s.docx; onrecord verify s.json; onrecord verify s.docx\n"
        "onrecord keys --export rosa.key",
        keychain=True,
    )
    mark = proof.fingerprint(proof.read_key((tmp_path / "rosa.key").read_bytes())[1])
    assert rosa.count(f"Intact, signed by Rosa ({mark})") == 2
    assert f"{mark}  Rosa  (your own)" in rosa
    assert "not signed" not in rosa
    sheet = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert f"Signed with the key {mark}." in sheet["sheet"]["foot"]["verify"]
    assert (tmp_path / "s.docx.sig").exists()

    nell = shell(
        tmp_path / "Nell",
        'onrecord verify s.json; onrecord keys --import rosa.key --name "Rosa of the desk"; onrecord verify s.docx\n'
        "onrecord keys --json\nsed -i s/Megvii/Wegvii/ s.json; onrecord verify s.json || echo told\n"
        "printf x >> s.docx; onrecord verify s.docx || echo told",
        keychain=False,
    )
    assert f"signed with the key {mark}" in nell and "which proves nothing" in nell
    assert f"Intact, signed by Rosa of the desk ({mark})" in nell
    assert '"own": false' in nell
    assert nell.count("Not intact. Changed since it was made: ") == nell.count("told") == 2
    assert "made: its contents." in nell and "the article’s text, quote 3 of its list." in nell


@needs_service
def test_on_one_login_a_sheet_says_whose_key_it_is_and_in_whose_name_it_was_exported(tmp_path: Path) -> None:
    told = shell(
        tmp_path / "Ines Falkner",
        'onrecord sample -o own.json; export ONRECORD_USER="Ada Brook"; onrecord sample -o s.json\n'
        "onrecord verify own.json; onrecord verify s.json; onrecord keys --export login.key",
        keychain=True,
    )
    own, hers = (line for line in told.splitlines() if line.startswith("Intact"))
    assert "signed by Ines Falkner (" in own and "Ada" not in own
    assert "signed with the key of Ines Falkner (" in hers and hers.endswith("exported it as Ada Brook.")
    assert proof.read_key((tmp_path / "login.key").read_bytes())[0] == "Ines Falkner", "whoever exports the key"


@needs_service
def test_the_key_is_the_same_the_next_time(tmp_path: Path) -> None:
    first = shell(tmp_path / "Rosa", "onrecord keys --export a.key", keychain=True)
    assert shell(tmp_path / "Rosa", "onrecord keys --export b.key", keychain=True) == first
    assert (tmp_path / "a.key").read_bytes() == (tmp_path / "b.key").read_bytes()


def test_without_a_keychain_a_sheet_is_unsigned_and_says_so(tmp_path: Path) -> None:
    told = shell(
        tmp_path / "Rosa",
        "onrecord sample -o s.json; onrecord verify s.json; onrecord keys; onrecord keys --export k || echo refused",
        keychain=False,
    )
    lines = told.splitlines()
    assert lines.count("No keychain answers here, so the sheet is not signed with a key. It says so.") == 1
    assert "Intact. Not signed." in lines
    assert lines[-1] == "refused"
    assert not (tmp_path / "k").exists()
    sheet = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert sheet["signature"] is None
    assert any(line.startswith("Not signed with a key.") for line in sheet["sheet"]["foot"]["verify"])


@needs_service
def test_a_signed_sheet_goes_through_a_library_and_out_again_whole(tmp_path: Path) -> None:
    told = shell(
        tmp_path / "Rosa",
        "onrecord sample -o s.json\nonrecord import s.json --json > taken\n"
        f'id=$({sys.executable} -c \'import json; print(json.load(open("taken"))[0]["id"])\')\n'
        "onrecord export $id -o again.json; onrecord verify again.json\nonrecord list",
        keychain=True,
    )
    first, again = (
        json.loads((tmp_path / name).read_text(encoding="utf-8"))["sheet"] for name in ("s.json", "again.json")
    )
    assert "Intact, signed by Rosa" in told
    assert again["head"]["elsewhere"].endswith("signed with the key of Rosa. Nobody has checked it here.")
    for sheet in (first, again):
        for row in sheet["rows"]:
            del row["quote_id"]
    assert again["rows"] == first["rows"] and again["evidence"] == first["evidence"]
    assert any(row["proof"] and row["differences"] for row in again["rows"])
