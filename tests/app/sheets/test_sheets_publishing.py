"""Only a check that somebody chose to publish is published, and never one of a speaker to be protected."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app import desks
from app.sheets import Choice, gather, render
from app.workflow import Desk, Reason
from db.errors import Refused
from db.records import Attribution, Form, Ruling, RulingId, RulingKind, Source, SourceId, SourceKind, Status, Terms
from tests.app.sheets import samples

ENDING = ".claimreview.jsonld"


def published(desk: Desk, *numbers: int) -> bytes:
    opened = samples.KEPT | {SourceId("s"): "Zebedee Quillfeather"}
    return render(
        gather(desk, samples.POLICY, now=samples.NOW, keep_out=opened, choice=Choice(publish=numbers)), ENDING
    )


def signed(**fields: object) -> Desk:
    """A signed desk whose second quote is changed so; with `source` it is that source's."""
    source = fields.pop("source", None)
    first, second = samples.quotes()[2], samples.quotes()[6]
    status = fields.pop("status", Status.PERMITTED_EDITS)
    second = replace(second, attribution=Attribution.NAMED, status=status, **fields)  # type: ignore[arg-type]
    second = replace(second, source_id=source.id) if isinstance(source, Source) else second
    bare = samples.desk(keep=(3,)).states[0]
    assert bare.check is not None
    rulings = (*bare.rulings, samples.ruling(7, second, status, "heard"))  # type: ignore[arg-type]
    parts = {"evidence": (samples.EXCHANGE,), "checks": bare.checks, "policy_hash": samples.POLICY.hash}
    parts |= {"sources": (source,) if source else ()}
    open_ = desks.lay_out(samples.article(), [first, second], rulings=rulings, **parts)  # type: ignore[arg-type]
    bound = open_.sign_off_binding
    seal = Ruling(RulingId("seal"), RulingKind.SIGN_OFF, samples.ARTICLE, "Elif", "2026-11-22T15:02:00.000Z", bound)
    return desks.lay_out(samples.article(), [first, second], rulings=(*rulings, seal), **parts)  # type: ignore[arg-type]


def test_a_review_says_what_was_checked_and_nothing_of_the_rest() -> None:
    told = json.loads(published(signed(), 2))
    assert told["@context"] == "https://schema.org"
    [review] = told["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "Ines Moor: “No, we will not comment,”"
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "Ines Moor"}
    assert review["itemReviewed"]["appearance"]["url"] == "https://news.example/lens-makers"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Permitted edits"}
    assert review["author"] == {"@type": "NewsMediaOrganization", "name": "City desk"}
    assert review["datePublished"] == "2026-11-22"
    assert "not whether they are true" in review["reviewBody"]
    text = published(signed(note="a private note"), 2).decode()
    assert not [one for one in ("alternative plans", "private note", "Noor", "filing", "heard") if one in text]


def test_a_name_withheld_elsewhere_is_in_no_review() -> None:
    """The name seeded in every field a person may write in, and in the evidence."""
    secret = "Zora Quillfeather"
    desk = signed(note=f"{secret} rang", agreed_by=secret, proposed_wording=f"{secret} knows", terms=Terms.ON_RECORD)
    hidden = replace(
        desk.states[0], quote=replace(desk.states[0].quote, terms=Terms.BACKGROUND, name=secret, speaker=secret)
    )
    evidence = tuple(
        replace(one, title=f"call with {secret}", url=f"https://x.example/{secret}") for one in desk.evidence
    )
    whole = replace(desk, states=(hidden, desk.states[1]), evidence=evidence)
    whole = replace(whole, article=replace(whole.article, headline=f"What {secret} said", outlet=secret))
    content = published(whole, 2)
    assert b"Moor" in content
    assert not [one for one in (b"Zora", b"Quillfeather", b"quillfeather") if one in content]


def test_the_golden_file() -> None:
    golden = Path(__file__).parent / "golden" / f"final{ENDING}"
    content = published(signed(), 1, 2)
    if os.environ.get("ONRECORD_GOLDEN") == "write":
        golden.write_bytes(content)
    assert golden.read_bytes().replace(b"\r\n", b"\n") == content == published(signed(), 1, 2)


def test_several_are_published_in_article_order() -> None:
    names = [one["itemReviewed"]["author"] for one in json.loads(published(signed(), 2, 1))["@graph"]]
    assert names == [{"@type": "Organization", "name": "Tarn Instruments"}, {"@type": "Person", "name": "Ines Moor"}]


@pytest.mark.parametrize(
    "fields",
    [
        {"terms": Terms.BACKGROUND},
        {"terms": Terms.DEEP_BACKGROUND},
        {"terms": Terms.NOT_AGREED},
        {"source": Source(SourceId("s"), SourceKind.PERSON, confidential=True, code_name="Harbour", sealed="x")},
        {"status": Status.DO_NOT_PUBLISH},
        {"form": Form.TERM},
        {"excluded": "by another paper"},
    ],
    ids=str,
)
def test_what_must_stay_inside_is_refused_by_number(fields: dict[str, object]) -> None:
    desk = signed(**fields)
    with pytest.raises(Refused) as refused:
        published(desk, 1, 2)
    assert refused.value.values == {"reason": Reason.NOT_TO_PUBLISH, "quotes": [2]}
    assert b"Moor" not in published(desk, 1)


@pytest.mark.parametrize("attribution", [Attribution.ANONYMOUS, Attribution.UNATTRIBUTED, Attribution.NO_RESPONSE])
def test_a_quote_of_nobody_named_is_refused(attribution: Attribution) -> None:
    desk = signed()
    states = tuple(replace(one, quote=replace(one.quote, attribution=attribution)) for one in desk.states)
    with pytest.raises(Refused):
        published(replace(desk, states=states), 1)


def test_a_draft_publishes_nothing() -> None:
    with pytest.raises(Refused) as refused:
        published(replace(signed(), sign_off=None), 1)
    assert refused.value.values["quotes"] == [1]
    with pytest.raises(Refused):
        published(samples.desk(), 3)


def test_nothing_chosen_publishes_nothing_and_writes_nothing(tmp_path: Path) -> None:
    from app.sheets import write

    with pytest.raises(Refused) as refused:
        published(signed())
    assert refused.value.values == {"reason": Reason.NOT_TO_PUBLISH, "quotes": []}
    sheet = gather(signed(), samples.POLICY, now=samples.NOW, keep_out=samples.KEPT)
    with pytest.raises(Refused):
        write(sheet, tmp_path / f"s{ENDING}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_number_that_no_quote_has_is_refused(number: int) -> None:
    with pytest.raises(Refused):
        published(signed(), number)
