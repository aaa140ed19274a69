"""Keys of encrypted libraries: in a real keychain, under a passphrase, under a code; and what does not open them."""

import json
from pathlib import Path

import pytest

from app import encryption
from app.project import Project
from db import keys
from db.errors import LibraryUnusable, PassphraseTooShort, WrongKey
from tests import builders
from tests.app.test_secrets import needs_service, run, unlocked

WORDS = builders.PASSPHRASE
COSTS = dict(encryption._SCRYPT)  # as they are for everybody but these tests, which make guesses cheap
START = """
from pathlib import Path
from app import encryption
from app.project import Project
from db import keys
path = Path({!r})
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.onrecord"


@needs_service
def test_the_keychain_opens_it_without_a_passphrase_and_without_its_key_file(tmp_path: Path, path: Path) -> None:
    code = START.format(str(path))
    told = unlocked(
        code
        + f"""
made = encryption.create(path, {WORDS!r})
encryption.lock(path)
locked = encryption.is_locked(path)
opened = encryption.unlock_from_keychain(path)
Project.open(path).close()
encryption.lock(path)
keys.key_file(path).unlink()
again = encryption.unlock_from_keychain(path)
Project.open(path).close()
tell(kept=made.in_keychain, locked=locked, opened=opened, again=again)
""",
        tmp_path / "home",
    )
    assert told == {"kept": True, "locked": True, "opened": True, "again": True}


@needs_service
def test_a_new_key_takes_the_old_ones_place_in_the_keychain(tmp_path: Path, path: Path) -> None:
    told = unlocked(
        START.format(str(path))
        + f"""
from app import secrets
encryption.create(path, {WORDS!r})
first = keys.name_of(path).hex()
encryption.encrypt(path, "another one")
second = keys.name_of(path).hex()
held = [secrets.kept("library " + one) is not None for one in (first, second)]
encryption.decrypt(path)
tell(held=held, after=secrets.kept("library " + second), plain=path.read_bytes()[:6].decode())
""",
        tmp_path / "home",
    )
    assert told == {"held": [False, True], "after": None, "plain": "SQLite"}


def test_without_a_keychain_the_passphrase_holds_for_this_run(tmp_path: Path, path: Path) -> None:
    told = run(
        START.format(str(path))
        + f"""
made = encryption.create(path, {WORDS!r})
with Project.open(path) as project:
    tell(kept=made.in_keychain, opened=encryption.unlock_from_keychain(path), encrypted=project.encrypted)
""",
        tmp_path / "home",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
    )
    assert told == {"kept": False, "opened": False, "encrypted": True}
    assert encryption.is_locked(path)


def test_the_code_opens_it_however_it_is_typed(path: Path) -> None:
    made = encryption.create(path, WORDS, in_keychain=False)
    for typed in (made.code, made.code.lower(), made.code.replace("-", " "), made.code.replace("0", "O")):
        encryption.lock(path)
        encryption.unlock(path, typed)
    assert not encryption.is_locked(path)


def test_an_accent_may_be_composed_either_way(path: Path) -> None:
    encryption.create(path, "caf\u00e9 au lait", in_keychain=False)
    encryption.lock(path)
    encryption.unlock(path, "cafe\u0301 au lait")


@pytest.mark.parametrize("words", ["", "correct horse batterx", " correct horse battery", "A" * 30])
def test_what_does_not_fit_opens_nothing(path: Path, words: str) -> None:
    encryption.create(path, WORDS, in_keychain=False)
    encryption.lock(path)
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        encryption.unlock(path, words)
    assert encryption.is_locked(path)
    assert path.read_bytes() == before


def test_a_short_passphrase_is_refused_before_anything_is_made(path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        encryption.create(path, "seven77")
    assert not list(path.parent.iterdir())


def altered(path: Path, **fields: object) -> None:
    file = keys.key_file(path)
    held = json.loads(file.read_text())
    held["passphrase"].update(fields)
    file.write_text(json.dumps(held))


def test_a_guess_costs_what_is_promised(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 128 * COSTS["n"] * COSTS["r"] * COSTS["p"] == 128 << 20, "128 MB, as docs/trust.md has it"
    monkeypatch.setattr(encryption, "_SCRYPT", COSTS)
    encryption.create(path, WORDS, in_keychain=False)
    way = json.loads(keys.key_file(path).read_text())["passphrase"]
    assert {name: way[name] for name in COSTS} == COSTS


@pytest.mark.parametrize(
    "fields", [{"n": 3}, {"n": 2**40, "salt": "00"}, {"salt": "zz"}, {"sealed": "AAAA"}, {"r": None}]
)
def test_a_forged_key_file_opens_nothing_and_costs_little(path: Path, fields: dict[str, object]) -> None:
    encryption.create(path, WORDS, in_keychain=False)
    encryption.lock(path)
    altered(path, **fields)
    with pytest.raises(WrongKey):
        encryption.unlock(path, WORDS)


def test_a_lost_key_file_is_found_beside_a_backup(path: Path) -> None:
    from app import keeping

    encryption.create(path, WORDS, in_keychain=False)
    keeping.backup(path)
    keys.key_file(path).unlink()
    encryption.lock(path)
    encryption.unlock(path, WORDS)
    Project.open(path).close()
    for one in path.parent.rglob("*.key"):
        one.unlink()
    encryption.lock(path)
    with pytest.raises(LibraryUnusable):
        encryption.unlock(path, WORDS)


def test_no_report_can_show_a_key() -> None:
    key = keys.Key.new()
    made = encryption.Sealed("CODE", in_keychain=False)
    assert key.secret.hex() not in repr(key) + str(key)
    assert "CODE" not in repr(made) + str(made)


def test_the_code_is_shown_though_no_backup_can_be_made_afterwards(path: Path) -> None:
    Project.open(path).close()
    (path.parent / "backups").write_text("a file where the folder would be")
    made = encryption.encrypt(path, WORDS, in_keychain=False)
    encryption.lock(path)
    encryption.unlock(path, made.code)
    Project.open(path).close()
