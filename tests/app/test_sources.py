"""A confidential source: its name leaves the seal on request, which history tells, or to be kept out of a sheet."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app import edits, secrets, sheets, sources
from app.desks import lay_out
from app.paths import Paths
from app.project import Project
from app.sources import hidden_names
from app.workflow import Desk
from db.changes import Edit
from db.errors import LibraryUnusable, NamesUnknown, NoSuch, Refused, SealBroken
from db.records import Source, SourceKind
from tests import builders


class Chain(KeyringBackend):
    """A keychain in memory, which goes by the name of a guarded one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self._held[service, username]

    def set_password(self, service: str, username: str, password: str) -> None:
        self._held[service, username] = password


Chain.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def desk() -> Iterator[Callable[[], Desk]]:
    before = keyring.get_keyring()
    keyring.set_keyring(Chain())
    yield _desk
    keyring.set_keyring(before)


def _desk() -> Desk:
    article = builders.article()
    source = builders.source("", confidential=True, code_name="Heron")
    told = json.dumps({"name": "Ada Muster", "role": "clerk"})
    source = replace(source, sealed=secrets.seal(told, source.id))
    quote = replace(builders.quotes(article)[1], source_id=source.id, name="Heron", note="Ada Muster rang")
    return lay_out(article, [quote], evidence=(), checks=(), rulings=(), comments=(), sources=(source,), policy_hash="")


def test_the_name_in_a_seal_is_kept_out_of_the_sheet(project: Project, heron: Source, tmp_path: Path) -> None:
    article = builders.article()
    quote = replace(builders.quotes(article)[1], source_id=heron.id, name="Heron", note="Ada Muster rang")
    project.apply(edits.add_article(article, (quote,), who="Rosa"))
    desk = project.desk(article.id)
    assert list(hidden_names(desk).values()) == ["Ada Muster"]
    sheet = sheets.make(project, desk, Paths.under(tmp_path), sheets.Choice(notes=True))
    told = sheets.render(sheet, ".json").decode()
    assert "rang" in told and "Muster rang" not in told
    assert sheet.foot.history_head == project.history(limit=1)[0].hash == project.verify().head
    keyring.set_keyring(Chain())
    with pytest.raises(NamesUnknown):
        sheets.make(project, desk, Paths.under(tmp_path), sheets.Choice())


@pytest.mark.parametrize("why", ["no_key", "no_keychain", "damaged"])
def test_a_seal_that_does_not_open_lets_nothing_leave(desk: Callable[[], Desk], why: str) -> None:
    made = desk()
    if why == "damaged":
        source = made.states[0].source
        assert source
        made = replace(made, states=(replace(made.states[0], source=replace(source, sealed="1:AAAA")),))
    else:
        keyring.set_keyring(Chain() if why == "no_key" else fail.Keyring())
    with pytest.raises(NamesUnknown) as refusal:
        hidden_names(made)
    assert refusal.value.values == {"code_names": "Heron", "why": why}


@pytest.fixture
def heron(project: Project, desk: Callable[[], Desk]) -> Source:
    """A confidential source in a library."""
    made = sources.sealed(SourceKind.PERSON, "Ada Muster", "clerk at the ministry", "Heron")
    project.apply(edits.add_source(made, who="Rosa"))
    return made


def verbs(project: Project) -> list[tuple[str, str]]:
    return [(entry.edit.verb, entry.edit.who) for entry in project.history()]


def test_each_identity_has_a_key_of_its_own(heron: Source) -> None:
    other = sources.sealed(SourceKind.PERSON, "Bob Beispiel", "", "Wren")
    secrets.destroy_seal(other.id)
    assert json.loads(secrets.unseal(heron.sealed, heron.id))["name"] == "Ada Muster"
    with pytest.raises(SealBroken):
        secrets.unseal(other.sealed, other.id)


def test_an_identity_is_shown_once_history_says_who_asked_and_why(project: Project, heron: Source) -> None:
    told = sources.reveal(project, heron.id, "the lawyer asked", "Erin")
    assert told == sources.Identity("Ada Muster", "clerk at the ministry")
    newest = project.history(limit=1)[0].edit
    assert (newest.verb, newest.who) == ("open_source", "Erin")
    assert newest.changes[0].after and newest.changes[0].after["opened_for"] == "the lawyer asked"
    assert "Muster" not in repr(project.history())


def test_each_opening_is_told_however_fast_one_follows_the_other(project: Project, heron: Source) -> None:
    for _ in range(30):
        sources.reveal(project, heron.id, "the lawyer asked", "Erin")
    assert verbs(project)[:30] == [("open_source", "Erin")] * 30


@pytest.mark.parametrize(("name", "code_name"), [("", "Heron"), ("Ada Muster", " "), ("Ada Muster", "muster")])
def test_a_code_name_that_is_none_or_gives_the_name_away_is_refused(name: str, code_name: str) -> None:
    with pytest.raises(Refused):
        sources.sealed(SourceKind.PERSON, name, "", code_name)


def test_without_a_reason_or_without_history_nobody_sees_it(project: Project, heron: Source) -> None:
    with pytest.raises(Refused) as refusal:
        sources.reveal(project, heron.id, "  ", "Erin")
    assert refusal.value.values["reason"] == "needs_reason"
    with Project.look(project.path) as read_only, pytest.raises(LibraryUnusable):
        sources.reveal(read_only, heron.id, "the lawyer asked", "Erin")
    assert verbs(project) == [("add_source", "Rosa")]


def test_a_hold_refuses_forgetting_until_it_is_lifted(project: Project, heron: Source) -> None:
    project.apply(edits.hold_source(heron, "case 12/26", who="Erin"))
    with pytest.raises(Refused) as refusal:
        sources.forget(project, heron.id, "Rosa")
    assert (refusal.value.values["reason"], refusal.value.values["why"]) == ("held", "case 12/26")
    assert sources.reveal(project, heron.id, "still there?", "Rosa").name == "Ada Muster"
    project.apply(edits.release_source(project.source(heron.id), who="Erin"))
    sources.forget(project, heron.id, "Rosa")
    assert [verb for verb, _ in verbs(project)][:4] == ["forget_source", "release_source", "open_source", "hold_source"]


def test_what_is_forgotten_stays_so(project: Project, heron: Source) -> None:
    sources.forget(project, heron.id, "Rosa")
    gone = project.source(heron.id)
    assert (gone.sealed, gone.code_name) == ("", "Heron")
    assert gone.forgotten_at
    for deed in (
        lambda: sources.reveal(project, heron.id, "why not", "Rosa"),
        lambda: sources.forget(project, heron.id, "Rosa"),
        lambda: project.apply(edits.hold_source(gone, "too late", who="Rosa")),
    ):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.values["reason"] == "forgotten"
    undo = project.undoable()
    assert undo is not None
    assert undo.verb == "add_source"  # never the forgetting


def test_forgetting_again_finishes_what_was_cut_off(
    project: Project, heron: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_edit: Edit) -> Edit:
        raise LibraryUnusable(why="full")

    with monkeypatch.context() as patch, pytest.raises(LibraryUnusable):
        patch.setattr(project, "apply", full)
        sources.forget(project, heron.id, "Rosa")
    with pytest.raises(SealBroken):
        sources.reveal(project, heron.id, "is it gone?", "Rosa")
    sources.forget(project, heron.id, "Rosa")
    assert project.source(heron.id).forgotten_at


def test_a_source_past_its_day_is_told(project: Project, heron: Source) -> None:
    project.apply(edits.keep_source(heron, "2026-11-30", who="Rosa"))
    kept = project.sources()
    assert sources.overdue(kept, date(2026, 11, 30)) == ()
    assert sources.overdue(kept, date(2026, 12, 1)) == kept
    for odd in ("soon", "30.11.2026", "2026-13-01"):
        with pytest.raises(Refused):
            edits.keep_source(heron, odd, who="Rosa")
    sources.forget(project, heron.id, "Rosa")
    assert sources.overdue(project.sources(), date(2027, 1, 1)) == ()


def test_a_source_on_the_record_has_nothing_to_show_or_forget(project: Project, heron: Source) -> None:
    plain = builders.source("Bob")
    project.apply(edits.add_source(plain, who="Rosa"))
    for deed in (
        lambda: sources.reveal(project, plain.id, "why", "Rosa"),
        lambda: sources.forget(project, plain.id, "R"),
    ):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.values["reason"] == "not_sealed"


def test_where_the_name_stands_in_clear_as_well_is_told(project: Project, heron: Source) -> None:
    assert sources.left_in_clear(project, heron.id) == sources.Left(0, 0)
    article = builders.article()  # it names Ada Muster
    project.apply(edits.add_article(article, builders.quotes(article), who="Rosa"))
    left = sources.left_in_clear(project, heron.id)
    assert left.places >= 1
    assert left.edits == 1


def test_a_first_or_last_name_alone_is_found_too_but_no_word_that_only_begins_so(
    project: Project, heron: Source
) -> None:
    article = builders.article("A town hall\n\nThe adage of “mustering courage” was heard.")
    quote = builders.quote(article, "mustering courage", speaker="the mayor", name="")
    project.apply(edits.add_article(article, [quote], who="Rosa"))
    assert sources.left_in_clear(project, heron.id) == sources.Left(0, 0)
    project.apply(edits.comment(quote, "MUSTER says she never saw it", who="Rosa"))
    assert sources.left_in_clear(project, heron.id).edits == 1
    project.apply(edits.set_quote(project.quote(quote.id), note="Ask Ada.", who="Rosa"))
    left = sources.left_in_clear(project, heron.id)
    assert left.edits == 2 and left.places == 1


def test_a_source_is_found_by_code_name_or_id(project: Project, heron: Source) -> None:
    assert sources.find(project, "heron") == sources.find(project, heron.id[:20]) == heron
    for none in ("", "Ada Muster", "wren"):
        with pytest.raises(NoSuch):
            sources.find(project, none)
