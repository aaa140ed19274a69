"""Secrets live in the system's keychain or nowhere. The keychain here is a real Secret Service, on a bus of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import secrets
from db.errors import NoKeychain

ROOT = Path(__file__).resolve().parents[2]
SERVICE = all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon")))
needs_service = pytest.mark.skipif(not SERVICE, reason="no Secret Service here: dbus-run-session, gnome-keyring-daemon")

PRELUDE = """
import json, sys
from app import secrets
from db.errors import KnownProblem

def tried(do, *given):
    try:
        return do(*given)
    except KnownProblem as problem:
        return problem.code

def tell(**found):
    print(json.dumps(found))
"""


def run(code: str, home: Path, *before: str, **env: str) -> Any:
    """What the code tells, run in a process, on a bus and in a home of its own."""
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    own |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONPATH": str(ROOT)}
    home.chmod(0o700)
    done = subprocess.run(
        [*before, sys.executable, "-c", PRELUDE + code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=kept | own | env,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def unlocked(code: str, home: Path) -> Any:
    start = 'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
    return run(code, home, "dbus-run-session", "--", "sh", "-c", start, "sh")


@needs_service
def test_a_seal_opens_for_its_row_only(tmp_path: Path) -> None:
    found = unlocked(
        """
sealed = secrets.seal("Ada Muster, “ministry” 😀", "row 1")
again = secrets.seal("Ada Muster, “ministry” 😀", "row 1")
tampered = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
tell(
    available=secrets.available(), sealed=sealed, differs=sealed != again,
    opened=tried(secrets.unseal, sealed, "row 1"), elsewhere=tried(secrets.unseal, sealed, "row 2"),
    tampered=tried(secrets.unseal, tampered, "row 1"),
    odd=[tried(secrets.unseal, odd, "row 1") for odd in ("", "1:", "1:é", "2" + sealed[1:], sealed[:20])],
    keys=[len(secrets.kept(f"{secrets.SEAL} row 1")), secrets.kept(f"{secrets.SEAL} row 2")],
)
""",
        tmp_path / "home",
    )
    assert found["available"]
    assert found["opened"] == "Ada Muster, “ministry” 😀"
    assert found["differs"]
    assert "Muster" not in found["sealed"]
    assert {found["elsewhere"], found["tampered"], *found["odd"]} == {"seal_broken"}
    assert found["keys"] == [44, None]


@needs_service
def test_the_key_outlives_the_program_and_a_seal_does_not_outlive_the_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    sealed = unlocked("tell(sealed=secrets.seal('Ada', 'row'))", home)["sealed"]
    found = unlocked(
        f"""
sealed = {sealed!r}
before = tried(secrets.unseal, sealed, "row")
secrets.seal("Bob", "another row")
secrets.destroy_seal("row")
secrets.destroy_seal("row")
gone = tried(secrets.unseal, sealed, "row")
secrets.seal("another", "row")
tell(before=before, gone=gone, after=tried(secrets.unseal, sealed, "row"))
""",
        home,
    )
    assert found == {"before": "Ada", "gone": "seal_broken", "after": "seal_broken"}
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not any(b"Ada" in content for content in kept)


@needs_service
def test_other_secrets_are_kept_and_forgotten_by_name(tmp_path: Path) -> None:
    found = unlocked(
        """
none = secrets.kept("signing key")
secrets.keep("signing key", "one")
secrets.keep("signing key", "two")
kept = secrets.kept("signing key")
secrets.forget("signing key")
tell(none=none, kept=kept, gone=secrets.kept("signing key"))
""",
        tmp_path / "home",
    )
    assert found == {"none": None, "kept": "two", "gone": None}


SENTENCES = """
from ui import i18n
from ui.messages import words
def said(do, *given):
    try:
        do(*given)
    except KnownProblem as problem:
        return words(problem)
i18n.use_language({language!r})
tell(said=[said(secrets.seal, "Ada", "row"), said(secrets.unseal, {sealed!r}, "row"), said(secrets.destroy_seal, "row"),
           said(secrets.kept, "library")])
"""
LOCKED = ("sh", "-c", 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "$@"', "sh")
WHY = {
    "none": ("This computer has no usable keychain.", "Dieser Rechner hat keinen brauchbaren Schlüsselbund."),
    "locked": (
        "This computer’s keychain is locked, and it was not unlocked.",
        "Der Schlüsselbund dieses Rechners ist gesperrt und wurde nicht entsperrt.",
    ),
    "refused": (
        "This computer’s keychain refused, or nobody allowed it.",
        "Der Schlüsselbund dieses Rechners hat abgelehnt, oder niemand hat es erlaubt.",
    ),
}
NOT_DONE = (
    (" The name cannot be sealed, so it was not stored.", " The name stays sealed. Nobody was shown it."),
    (
        " Der Name lässt sich nicht versiegeln und wurde deshalb nicht gespeichert.",
        " Der Name bleibt versiegelt. Niemand hat ihn gesehen.",
    ),
)
FORGOTTEN = (" Nothing was forgotten.", " Es wurde nichts vergessen.")


@needs_service
@pytest.mark.parametrize("why", WHY)
def test_it_says_why_the_keychain_does_not_serve_and_what_is_not_done(tmp_path: Path, why: str) -> None:
    """Locked: there is one, which nobody unlocks. Refused: there is none, and whoever is asked to make one does not."""
    home = tmp_path / "home"
    sealed = unlocked("tell(sealed=secrets.seal('Ada', 'row'))", home)["sealed"] if why == "locked" else "1:none"
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"} if why == "none" else {}
    before = () if why == "none" else ("dbus-run-session", "--", *LOCKED)
    for place, language in enumerate(("en", "de")):
        found = run(SENTENCES.format(sealed=sealed, language=language), home, *before, **nowhere)
        sentence = WHY[why][place]
        assert found["said"] == [sentence + end for end in (*NOT_DONE[place], FORGOTTEN[place], "")]


# A keyring of the kind that keeps its own file, as an add-on might bring one.
FILE_KEYRING = """
from keyring.backend import KeyringBackend
class Keyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): open("/dev/null", "w").write(password)
    def delete_password(self, service, username): pass
"""


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "keyring.backends.SecretService.Keyring",
        "no.such.Keyring",
        "plain_file.Keyring",
    ],
)
def test_without_a_guarded_keychain_nothing_is_sealed_and_nothing_written(tmp_path: Path, backend: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "plain_file.py").write_text(FILE_KEYRING)
    path = os.pathsep.join((str(ROOT), str(tmp_path)))
    code = "tell(a=secrets.available(), s=tried(secrets.seal, 'Ada', 'row'), u=tried(secrets.unseal, '1:x', 'row'))"
    found = run(
        code,
        home,
        PYTHON_KEYRING_BACKEND=backend,
        PYTHONPATH=path,
        PYTHONDONTWRITEBYTECODE="1",
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
    )
    assert found == {"a": False, "s": "no_keychain", "u": "no_keychain"}
    assert [one for one in home.rglob("*") if one.is_file()] == []


def test_these_tests_themselves_have_no_keychain() -> None:
    assert not secrets.available()
    with pytest.raises(NoKeychain):
        secrets.seal("Ada", "row")
