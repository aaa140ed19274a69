"""Intact or not, where, and by whose key: every byte of a signed file counts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sheets import Sheet, gather, keyed, proof, write
from db.errors import Unreadable
from tests.app.sheets import reading, samples

ADA = proof.signer_of("Ada", bytes(range(32)))
EVE = proof.signer_of("Ada", bytes(range(1, 33)))
OTHERS = [ending for ending in reading.ENDINGS if ending != ".json"]


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return gather(samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT, head=samples.HEAD)


def test_an_unsigned_data_sheet_is_intact_and_says_it_is_unsigned(tmp_path: Path, sheet: Sheet) -> None:
    write(sheet, tmp_path / "s.json")
    report = proof.verify(tmp_path / "s.json")
    assert (report.intact, report.changed, report.signed, report.signed_by) == (True, (), False, "")


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("head", lambda s: s["head"].update(headline="Another")),
        ("rows/3", lambda s: s["rows"][2].update(status="disputed")),
        ("rows/9", lambda s: s["rows"].pop()),
        ("rows/10", lambda s: s["rows"].append(s["rows"][0])),
        ("evidence", lambda s: s["evidence"][0].update(locator="page 9")),
        ("foot", lambda s: s["foot"].update(made_at="2020-01-01T00:00:00Z")),
        ("extra", lambda s: s.update(extra=1)),
    ],
)
def test_a_changed_data_sheet_is_told_where(tmp_path: Path, sheet: Sheet, where: str, change: object) -> None:
    path = tmp_path / "s.json"
    write(sheet, path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    change(whole["sheet"])  # type: ignore[operator]
    path.write_text(json.dumps(whole), encoding="utf-8")
    report = proof.verify(path)
    assert (report.intact, report.changed) == (False, (where,))


def test_laying_a_data_sheet_out_anew_changes_nothing(tmp_path: Path, sheet: Sheet) -> None:
    path = tmp_path / "s.json"
    write(sheet, path, signer=ADA)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), sort_keys=True), encoding="utf-8")
    assert proof.verify(path).intact


def test_a_signature_names_a_known_key_and_only_a_known_key(tmp_path: Path, sheet: Sheet) -> None:
    path = tmp_path / "s.json"
    write(sheet, path, signer=ADA)
    known = proof.verify(path, {ADA.key: "Ada of the city desk"})
    assert (known.intact, known.signed_by, known.known, known.claimed) == (True, "Ada of the city desk", True, "Ada")
    unknown = proof.verify(path)
    assert (unknown.signed_by, unknown.known) == (ADA.fingerprint, False)
    write(sheet, path, signer=EVE)
    assert proof.verify(path, {ADA.key: "Ada of the city desk"}).signed_by == EVE.fingerprint


def test_a_signature_that_was_taken_off_is_missed(tmp_path: Path, sheet: Sheet) -> None:
    """The sheet says in its foot which key signed it, so that it does not pass for one that never was signed."""
    path = tmp_path / "s.json"
    write(keyed(sheet, ADA), path, signer=ADA)
    assert proof.verify(path).intact
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**whole, "signature": None}), encoding="utf-8")
    report = proof.verify(path)
    assert (report.intact, report.changed, report.signed) == (False, ("signature",), False)


def test_a_change_with_all_hashes_made_anew_breaks_the_signature(tmp_path: Path, sheet: Sheet) -> None:
    path = tmp_path / "s.json"
    write(sheet, path, signer=ADA)
    signature = json.loads(path.read_text(encoding="utf-8"))["signature"]
    other = replace(sheet, head=replace(sheet.head, headline="Another"))
    write(other, path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**whole, "signature": signature}), encoding="utf-8")
    report = proof.verify(path, {ADA.key: "Ada"})
    assert (report.intact, report.changed, report.signed_by) == (False, ("signature",), "")


@pytest.mark.parametrize("field", ["name", "at", "key", "value", "algorithm"])
def test_no_part_of_a_signature_can_be_changed(tmp_path: Path, sheet: Sheet, field: str) -> None:
    path = tmp_path / "s.json"
    write(sheet, path, signer=ADA)
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole["signature"][field] = {"key": EVE.key}.get(field, "QUJD")
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert proof.verify(path).changed == ("signature",)


@pytest.mark.parametrize("ending", OTHERS)
def test_other_formats_have_their_proof_beside_them(tmp_path: Path, sheet: Sheet, ending: str) -> None:
    path = tmp_path / f"s{ending}"
    write(sheet, path, signer=ADA)
    for asked in (path, proof.beside(path)):
        report = proof.verify(asked, {ADA.key: "Ada"})
        assert (report.file, report.intact, report.signed_by) == (path.name, True, "Ada")
    path.write_bytes(path.read_bytes() + b" ")
    assert proof.verify(path).changed == ("contents",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_flipped_bit_shows(tmp_path: Path, sheet: Sheet, at: int, bit: int) -> None:
    path = tmp_path / "s.csv"
    write(sheet, path, signer=ADA)
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 1 << bit
    path.write_bytes(content)
    assert not proof.verify(path).intact


def test_a_file_without_proof(tmp_path: Path, sheet: Sheet) -> None:
    write(sheet, tmp_path / "s.pdf")
    with pytest.raises(Unreadable) as refused:
        proof.verify(tmp_path / "s.pdf")
    assert refused.value.values == {"why": "no_proof", "name": "s.pdf"}


def test_an_unsigned_file_takes_its_older_proof_away_and_nobody_elses(tmp_path: Path, sheet: Sheet) -> None:
    path = tmp_path / "s.csv"
    write(sheet, path, signer=ADA)
    write(sheet, path)
    assert not proof.beside(path).exists()
    proof.beside(path).write_bytes(b"-----BEGIN PGP SIGNATURE-----")
    write(sheet, path)
    assert proof.beside(path).exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"\xff\xfe{", "damaged"),
        (b"[]", "not_a_sheet"),
        (b"{}", "not_a_sheet"),
        (b'{"sheet": {}, "schema": "onrecord-sheet/9"}', "unknown_version"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "s.json").write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        proof.verify(tmp_path / "s.json")
    assert refused.value.values["why"] == why


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        proof.verify(tmp_path / "s.json")
    assert refused.value.values["why"] == "missing"
    (tmp_path / "s.json").mkdir()
    with pytest.raises(Unreadable) as refused:
        proof.verify(tmp_path / "s.json")
    assert refused.value.values["why"] == "folder"


def test_a_public_key_can_be_given_away() -> None:
    given_away = proof.public_key(ADA)
    assert proof.read_key(given_away) == ("Ada", ADA.key)
    assert ADA.private not in given_away
    with pytest.raises(Unreadable):
        proof.read_key(b'{"schema": "onrecord-key/1", "name": "Ada", "key": "QUJD"}')


def test_the_sheet_says_whether_it_is_signed(sheet: Sheet) -> None:
    assert f"Signed with the key {ADA.fingerprint}." in keyed(sheet, ADA).foot.verify
    bare = gather(samples.desk(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT)
    assert any(line.startswith("Not signed with a key.") for line in bare.foot.verify)
