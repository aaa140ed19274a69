"""A disk with some room left, so that the write itself meets its end and not the opening: all of it, or nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import edits as made
from app import encryption, intake, moving
from app.project import Project
from app.workflow import Desk
from db.changes import Edit
from db.errors import CannotWrite, LibraryUnusable
from db.records import Capture, Check, Evidence, Quote, QuoteId, Status
from db.salvage import salvage
from tests import builders
from tests.faults.conftest import open_sound, sound
from tests.faults.disks import everything, fill, mounted, needs_mounts

pytestmark = needs_mounts

LONG = builders.SAID * 3000  # more than there is room for
ROOMS = (0, 40_000, 120_000)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of half a megabyte: one article that may be signed off, one with a lost quote and a link."""
    path = tmp_path_factory.mktemp("template") / "library.onrecord"
    with open_sound(path) as project:
        for headline in ("ready", "lost"):
            article = builders.article(headline=headline)
            original = builders.original(headline.encode() * 30_000)
            project.apply(made.add_article(article, builders.quotes(article), who="Ada"), [original])
            project.apply(made.attach_evidence(builders.evidence(article), who="Ada"))
        second = builders.evidence(article)
        link = builders.evidence(article, "", turns=(), capture=Capture.PENDING, url="https://example.org/")
        for piece in (second, link):
            project.apply(made.attach_evidence(piece, who="Ada"))
        project.apply(made.record_check(builders.check(project.desk(article.id).states[1].quote, second), who="Ada"))
        for summary in project.articles():
            desk = project.desk(summary.id)
            if summary.headline == "ready":
                for state in desk.states:
                    id = state.quote.id
                    project.apply(made.rule(project.desk(summary.id), id, Status.UNVERIFIABLE, "no tape", who="Ada"))
            else:
                first = desk.states[0].quote
                new, quotes = desk.article.text.replace(first.exact, "nothing of it"), [s.quote for s in desk.states]
                project.apply(made.replace_text(desk.article, quotes, new, who="Ada", places={first.id: None}))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One disk of 4 MB for all of them."""
    with mounted(tmp_path_factory.mktemp("small") / "disk", 4096) as folder:
        yield folder


@pytest.fixture
def library(small: Path, template: Path) -> Iterator[Path]:
    path = small / "library.onrecord"
    shutil.copy(template, path)
    yield path
    encryption.lock(path)
    for one in small.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()


Deed = Callable[[Project], object]


def apply(make: Callable[[Desk, Desk], Edit]) -> Deed:
    """What is made of the article that may be signed off and of the one with a lost quote."""

    def do(project: Project) -> object:
        found = {one.headline: project.desk(one.id) for one in project.articles()}
        return project.apply(make(found["ready"], found["lost"]))

    return do


def bring_in(project: Project) -> object:
    article = builders.article()
    original = builders.original(LONG.encode())
    return project.apply(made.add_article(article, builders.quotes(article), who="Ada"), [original])


def first(desk: Desk) -> Quote:
    return desk.states[0].quote


def further(desk: Desk) -> Check:
    """A check of a quote that rests on one piece already, against another."""
    state = next(state for state in desk.states if state.check)
    other = next(one for one in desk.evidence if one.text and state.check and one.id != state.check.evidence_id)
    return builders.check(state.quote, other)


DEEDS: dict[str, Deed] = {
    "import": bring_in,
    "sample": lambda project: intake.open_sample(project, who="Ada", reset=True),
    "evidence": apply(lambda ready, _: made.attach_evidence(builders.evidence(ready.article, LONG), who="Ada")),
    "capture": apply(lambda _, lost: made.capture_evidence(link(lost), LONG, who="Ada")),
    "replace": apply(lambda ready, _: made.replace_text(ready.article, [first(ready)], LONG, who="Ada")),
    "place": apply(lambda _, lost: made.find_again(lost, gone(lost), 12, 30, who="Ada")),
    "set": apply(lambda ready, _: made.set_quote(first(ready), who="Ada", note=LONG)),
    "mark": apply(lambda ready, _: made.rule(ready, first(ready).id, Status.DISPUTED, LONG, who="Ada")),
    "rest": apply(lambda _, lost: made.rest(lost, further(lost), who="Ada")),
    "source": apply(lambda ready, _: made.add_source(builders.source(role=LONG), who="Ada")),
    "sign": apply(lambda ready, _: made.sign_off(ready, who="Erin Editor")),
    "undo": lambda project: project.undo("Ada"),
    "redo": lambda project: project.redo("Ada"),
}
SMALL = ("place", "rest", "sign", "undo", "redo")  # 120 kB are enough for these


def link(desk: Desk) -> Evidence:
    return next(one for one in desk.evidence if one.capture is Capture.PENDING)


def gone(desk: Desk) -> QuoteId:
    return next(state.quote.id for state in desk.states if state.lost)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", DEEDS)
def test_a_library_that_is_open_writes_an_edit_whole_or_not_at_all(library: Path, name: str, room: int) -> None:
    with open_sound(library) as project:
        if name == "redo":
            project.undo("Ada")
        before = [entry.edit.id for entry in reversed(project.history(limit=100))]
        ballast = fill(library.parent, but=room)
        if room < 120_000 or name not in SMALL:
            with pytest.raises(LibraryUnusable) as refusal:
                DEEDS[name](project)
            assert refusal.value.values["why"] == "full"
            ballast.unlink()
            assert sound(library) == before
        assert DEEDS[name](project)
    assert sound(library)[: len(before)] == before
    assert len(sound(library)) > len(before)


def encrypt(library: Path) -> object:
    return encryption.encrypt(library, builders.PASSPHRASE, in_keychain=False)


def decrypt(library: Path) -> object:
    encryption.decrypt(library)
    return True


def save(library: Path) -> object:
    return salvage(library, library.with_name("saved.onrecord"), "Erin")


def move(library: Path) -> object:
    return moving.move(library, library.with_name("moved.onrecord"))


WHOLE = {"encrypt": encrypt, "rekey": encrypt, "decrypt": decrypt, "salvage": save, "move": move}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", WHOLE)
def test_a_library_is_written_anew_whole_or_not_at_all(library: Path, name: str, room: int) -> None:
    if name in ("rekey", "decrypt"):
        encrypt(library)
        shutil.rmtree(library.parent / "backups")
    told = sound(library)
    ballast = fill(library.parent, but=room)
    before = set(everything(library.parent))
    with pytest.raises((CannotWrite, LibraryUnusable)) as refusal:
        WHOLE[name](library)
    assert refusal.value.values["why"] == "full"
    assert set(everything(library.parent)) == before
    ballast.unlink()
    assert sound(library) == told
    assert WHOLE[name](library)
    for left in library.parent.glob("*.onrecord"):
        assert sound(left)[: len(told)] == told
