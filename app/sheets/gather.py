"""Gathers a desk into one frozen sheet: the one place where what a sheet says is decided, for every format alike."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Protocol

from app.comparing.policy import Policy
from app.headlines import unbacked
from app.sheets import publishing, repeats
from app.sheets.choosing import chosen, ordered
from app.sheets.nameless import all_opened, nameless, without_typed_words
from app.sheets.places import Sections, article_hash, rewritten
from app.sheets.printable import printable
from app.sheets.proof import Signer
from app.sheets.repeats import Came
from app.sheets.rows import Desktop, proof, row, sign
from app.sheets.sheet import DRAFT, SIGNED, Choice, Count, Foot, Head, Proof, Remark, Row, Sheet, Signature
from app.sheets.withheld import withhold
from app.sheets.words import Words, vocabulary
from app.workflow import Desk, QuoteState, Reason
from db.changes import Edit
from db.errors import Refused
from db.records import Form, SourceId, Status, Terms

_ORDER = (
    *(Status.VERBATIM, Status.PERMITTED_EDITS, Status.PARAPHRASE_ONLY, Status.DISPUTED, Status.NEEDS_CHANGE),
    *(Status.UNVERIFIABLE, Status.DO_NOT_PUBLISH, "stale", Status.IN_CHECK, Status.UNCHECKED, "excluded", "term"),
)
_VERIFIED = (Status.VERBATIM, Status.PERMITTED_EDITS)
_OUTCOMES = (Status.PARAPHRASE_ONLY, Status.DISPUTED, Status.UNVERIFIABLE, Status.DO_NOT_PUBLISH)


class Entry(Protocol):
    """One line of history, as a project hands it out."""

    @property
    def edit(self) -> Edit:
        """What was done."""


def gather(
    desk: Desk,
    policy: Policy,
    *,
    now: str,
    head: str = "",
    choice: Choice = Choice(),  # noqa: B008  a frozen value
    history: Iterable[Entry] = (),
    keep_out: Mapping[SourceId, str] = MappingProxyType({}),
    came: Came | None = None,
) -> Sheet:
    """The sheet of one article as it stands at `now` (UTC, ISO 8601).

    `head` is the hash of the library's newest line of history, `history` its lines about this article, newest first,
    `keep_out` the names out of the seals, `came` the sheet that the article came in. That a key signs the sheet is for
    `keyed` to say. Raises Refused (OFF_RECORD, NOT_TO_PUBLISH) with `quotes`, NamesUnknown where a sealed name lacks.
    """
    words = vocabulary(choice.language)
    all_opened(desk, set(keep_out))
    paragraphs = [found.start() + 1 for found in re.finditer(r"\n\n", desk.article.text)]
    _refuse(desk, paragraphs, words, choice)
    if came and repeats.untouched(desk, came.sheet):
        return repeats.repeated(desk, came, _foot(desk, policy, words, now, head), choice)
    unknown = nameless(desk)
    desk = without_typed_words(desk, words) if unknown else desk
    history = tuple(history)
    times, was = rewritten(desk.article, [entry.edit for entry in history])
    shared = _desktop(desk, policy, history, {} if unknown else was, paragraphs, words, choice)
    rows = ordered([row(state, shared) for state in desk.states if chosen(state, choice)], choice)
    sheet = Sheet(
        head=replace(_head(desk, policy, words, choice, times), concerns=_concerns(desk, words, unknown)),
        rows=rows,
        evidence=_used(desk, rows, words),
        foot=_foot(desk, policy, words, now, head),
        text=desk.article.text,
        choice=choice,
    )
    return printable(withhold(sheet, desk, words, keep_out.values()))


def _desktop(
    desk: Desk,
    policy: Policy,
    history: Iterable[Entry],
    was: Mapping[str, str],
    paragraphs: Sequence[int],
    words: Words,
    choice: Choice,
) -> Desktop:
    """What every row looks up."""
    return Desktop(
        article=desk.article,
        paragraphs=paragraphs,
        sections=Sections.of(desk.article.text),
        was=was,
        evidence={str(piece.id): piece for piece in desk.evidence},
        history=_histories(history, words) if choice.history else {},
        policies={policy.name: policy.title},
        words=words,
        choice=choice,
    )


def _used(desk: Desk, rows: Iterable[Row], words: Words) -> tuple[Proof, ...]:
    """The pieces of evidence that the rows lean on."""
    used = {piece.evidence_id for one in rows for piece in one.proofs}
    return tuple(proof(piece, "", words) for piece in desk.evidence if str(piece.id) in used)


def file_name(sheet: Sheet) -> str:
    """A name for the sheet's file, without ending: only what the sheet itself may say, safe on every system."""
    words = vocabulary(sheet.choice.language)
    key = "sheet.file_name" if sheet.head.state == SIGNED else "sheet.file_name_draft"
    name = re.sub(
        r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+',
        " ",
        words(key, headline=sheet.head.headline),
    )
    short = " ".join(name.split())[:96].encode()[:200]  # most disks take 255 bytes, ending and ".sig" among them
    return short.decode(errors="ignore").rstrip(" .")


def _refuse(desk: Desk, paragraphs: Sequence[int], words: Words, choice: Choice) -> None:
    off = [state for state in desk.states if state.quote.terms is Terms.OFF_RECORD and not state.lost]
    if off:
        raise Refused(
            reason=Reason.OFF_RECORD,
            quotes=[state.number or _place(state, paragraphs, words) for state in off],
            ids=[str(state.quote.id) for state in off],
        )
    publishing.refuse(desk, choice.publish)


def _place(state: QuoteState, paragraphs: Sequence[int], words: Words) -> str:
    return words("sheet.in_paragraph", n=bisect_right(paragraphs, state.quote.start) + 1)


def _histories(entries: Iterable[Entry], words: Words) -> Mapping[str, tuple[Remark, ...]]:
    """Each quote's lines of history, in the order given."""
    lines: dict[str, list[Remark]] = defaultdict(list)
    for entry in entries:
        edit = entry.edit
        verb = words.either(f"verb.{edit.verb}", "verb.other")
        line = Remark(edit.who, edit.at, words("history.line", at=words.time(edit.at), who=edit.who, verb=verb))
        touched = {change.id for change in edit.changes}
        touched |= {str(r["quote_id"]) for c in edit.changes for r in (c.before, c.after) if r and r.get("quote_id")}
        for quote_id in touched:
            lines[quote_id].append(line)
    return {quote_id: tuple(found) for quote_id, found in lines.items()}


def _head(desk: Desk, policy: Policy, words: Words, choice: Choice, rewritten: int) -> Head:
    article, progress, signed = desk.article, desk.progress, desk.sign_off
    final = signed is not None and not (progress.left or progress.stale or progress.unresolved)
    place = ", ".join(filter(None, (article.dateline, words.time(article.date))))
    return Head(
        title=words("sheet.title"),
        kicker=article.kicker,
        headline=article.headline,
        standfirst=article.standfirst,
        byline=article.byline,
        outlet=article.outlet,
        dateline=article.dateline,
        date=article.date,
        address=article.url,
        language=article.language,
        line="  ·  ".join(filter(None, (article.outlet, article.byline, place))),
        article_id=str(article.id),
        article_hash=article_hash(article),
        policy=policy.name,
        policy_title=policy.title,
        policy_hash=str(policy.hash),
        policy_words=words("sheet.policy", title=policy.title, words=_policy(policy, words)),
        counts=_counts(desk, words),
        summary=_summary(desk, words),
        selection=words(f"selection.{choice.quotes}"),
        elsewhere="",
        rewritten=rewritten,
        rewritten_words=words.number("head.rewritten", rewritten) if rewritten else "",
        concerns=(),
        total=progress.total,
        left=progress.left,
        stale=progress.stale,
        lost=progress.lost,
        state=SIGNED if final else DRAFT,
        state_words=_state(desk, words),
        signed_by=signed.who if final and signed else "",
        signed_at=signed.at if final and signed else "",
    )


def _concerns(desk: Desk, words: Words, unknown: Sequence[str]) -> tuple[str, ...]:
    """What an editor should look at above the text: words quoted there that stand in no quote, and unknown names."""
    found = [
        words(
            "concern.unmarked" if one.in_text else "concern.nowhere",
            where=words(f"above.{one.where}"),
            words=one.words,
        )
        for one in unbacked(desk.article)
    ]
    if unknown:
        found.append(words("concern.nameless", code_names=", ".join(unknown)))
    return tuple(found)


def _state(desk: Desk, words: Words) -> str:
    progress, signed = desk.progress, desk.sign_off
    if progress.left:
        return words("sheet.draft", left=progress.left, total=progress.total)
    if progress.unresolved:
        return words.number("sheet.draft_unresolved", progress.unresolved)
    if signed is None:
        return words("sheet.draft_unsigned")
    who = list(dict.fromkeys(one.who for one in _signatures(desk) if one.binding))
    if len(who) == 1:
        return words("sheet.final", who=who[0], at=words.time(signed.at))
    both = words("sheet.and", many=", ".join(who[:-1]), last=who[-1])
    return words("sheet.final_several", who=both, at=words.time(signed.at))


def _signatures(desk: Desk) -> tuple[Signature, ...]:
    """Every sign-off, oldest first. Those bound to what the newest one that holds is bound to hold as well."""
    bound = desk.sign_off.bound if desk.sign_off else None
    return tuple(Signature(one.who, one.at, one.reason, one.bound == bound) for one in reversed(desk.sign_offs))


def _counts(desk: Desk, words: Words) -> tuple[Count, ...]:
    found: Counter[str] = Counter()
    for state in desk.states:
        if not state.lost:
            found[sign(state)] += 1
    named = words.section("status_count")
    return tuple(
        Count(sign, n, named.get(f"{sign}_{'one' if n == 1 else 'many'}", words(f"status.{sign}")))
        for sign in _ORDER
        if (n := found[sign])
    )


def _summary(desk: Desk, words: Words) -> str:
    """The counts as one sentence: "11 marked stretches: 9 verified, 1 excluded, 1 open"."""
    there = [state for state in desk.states if not state.lost]
    lost = [words.number("head.lost", n)] if (n := len(desk.states) - len(there)) else []
    if not there:
        return ". ".join([words("head.none"), *lost])
    reported = sum(state.quote.form is Form.INDIRECT for state in there)
    marked = len(there) - reported
    what = [words.number("head.marked", marked)] if marked else []
    what += [words.number("head.reported", reported)] if reported else []
    kinds = Counter(_part(state) for state in there)
    parts = [words("head.verified", n=kinds["verified"])]
    parts += [words(f"head.{status}", n=n) for status in _OUTCOMES if (n := kinds[str(status)])]
    parts += [words("head.excluded", n=kinds["excluded"])] if kinds["excluded"] else []
    parts += [words.number("head.term", kinds["term"])] if kinds["term"] else []
    parts += [words("head.open", n=kinds["open"])]
    both = words("head.both", marked=what[0], reported=what[-1]) if len(what) == 2 else what[0]
    return ". ".join([words("head.summary", what=both, parts=", ".join(parts)), *lost])


def _part(state: QuoteState) -> str:
    counted = sign(state)
    if counted in ("excluded", "term"):
        return counted
    if state.open or state.stale:
        return "open"
    return "verified" if state.quote.status in _VERIFIED else counted


def _foot(desk: Desk, policy: Policy, words: Words, now: str, head: str) -> Foot:
    signatures, lines = _signatures(desk), []
    for one in reversed(signatures):
        how = "sign_off.reason" if one.reason else "sign_off.line"
        line = words(how, who=one.who, at=words.time(one.at), reason=one.reason)
        lines.append(line if one.binding else words("sign_off.lapsed", line=line))
    verify = [
        words("foot.verify"),
        words("foot.article", hash=article_hash(desk.article)),
        words("foot.history", hash=head) if head else words("foot.no_history"),
        _signed("", words),
        words("foot.record"),
        words("foot.times"),
    ]
    return Foot(
        made_at=now,
        made=words("foot.made", at=words.time(now)),
        policy=words("foot.policy", title=policy.title),
        history_head=head,
        key="",
        sign_offs=tuple(lines) or (words("sign_off.none"),),
        signatures=signatures,
        verify=tuple(verify),
    )


def keyed(sheet: Sheet, signer: Signer | None) -> Sheet:
    """The sheet as it says which key will sign it, or that none does."""
    words, key = vocabulary(sheet.choice.language), signer.fingerprint if signer else ""
    was = _signed(sheet.foot.key, words)
    verify = tuple(_signed(key, words) if line == was else line for line in sheet.foot.verify)
    return replace(sheet, foot=replace(sheet.foot, key=key, verify=verify))


def _signed(key: str, words: Words) -> str:
    return words("foot.signed", key=key) if key else words("foot.unsigned")


def _policy(policy: Policy, words: Words) -> str:
    """What the policy lets stand, in one sentence."""
    kinds = [words("policy.typography")]
    kinds += [words(f"policy.{name}") for name, allowed in asdict(policy.allow).items() if allowed]
    told = words("policy.and", many=", ".join(kinds[:-1]), last=kinds[-1]) if len(kinds) > 1 else kinds[0]
    return words("policy.words", kinds=told)
