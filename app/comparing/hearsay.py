"""What the speaker passes on without vouching for it: thought, heard, told, or bounded by what they know."""

from collections.abc import Sequence

from app.comparing import lexicon
from app.comparing.tokens import Words
from app.comparing.verbs import is_past

_TOLD = frozenset(("told", "informed", "advised", "assured"))  # "I was told that …": somebody else said it
_BOUNDING = frozenset(("as", "so", "from", "on", "by", "to"))
_RECALLS = frozenset(("understand", "understood", "recall", "remember", "hear", "heard", "gather"))
_HEARINGS = frozenset(("court", "jury", "inquiry", "inquest", "tribunal", "hearing", "committee", "panel", "mps"))
_SEEMS = frozenset(("seems", "seemed", "appears", "appeared"))
_CLAUSE = 8  # words of a passage in which its verb is looked for


def within_knowledge(lows: Sequence[str], n: int) -> bool:
    """Whether a phrase begins at word n that bounds what follows by what the speaker knows or heard: "as far as we can
    tell", "to the best of my knowledge", "from what I hear"; but not "as far as the bridge"."""
    low = lows[n]
    if low not in _BOUNDING:
        return False
    rest = lows[n + 1 : n + 8]
    if low in ("as", "so") and rest[:2] == ["far", "as"]:
        return _knows(rest[2:6])
    if low == "as" and rest[:1] in (["i"], ["we"]):
        return not _RECALLS.isdisjoint(rest[1:2])  # and not "as we know"
    if low in ("from", "on", "by") and rest[:1] == ["what"]:
        return _knows(rest[1:5])
    best = rest[:3] == ["the", "best", "of"]
    owned = rest[3:] if best else rest if low == "to" else []
    known = lexicon.word_set("closed", "knowledge") if best else {"knowledge", "recollection"}
    return len(owned) > 1 and owned[0] in lexicon.word_set("closed", "possessing") and owned[1] in known


def _knows(clause: Sequence[str]) -> bool:
    """Whether somebody knows or hears in it: "we can tell", "I've heard"."""
    knowing, known = lexicon.word_set("closed", "knowing"), lexicon.word_set("closed", "known")
    return bool(clause) and clause[0].partition("'")[0] in knowing and not known.isdisjoint(clause)


def passed_on(lows: Sequence[str]) -> bool:
    """Whether these words hold back with what goes with them: thought, heard, told, or bounded by what is known."""
    names = ("hedges", "hoping", "holding")
    return any(
        within_knowledge(lows, n)
        or (low in _TOLD and bool(lexicon.word_set("closed", "be") & set(lows[max(0, n - 2) : n])))
        or (any(low in lexicon.word_set("context", name) for name in names) and not idle(lows, n))
        for n, low in enumerate(lows)
    )


def idle(lows: Sequence[str], n: int) -> bool:
    """Whether word n holds nothing back, as it might: "reporters gathered", "soon as possible", "the court heard"."""
    low, before = lows[n], lows[max(0, n - 3) : n]
    if low.startswith("gather"):
        return lows[n + 1 : n + 2] != ["that"] and before[-1:] not in (["i"], ["we"])
    if low == "possible":
        return before[-1:] == ["as"]
    return low.startswith("hear") and not _HEARINGS.isdisjoint(before)


def doubted(before: Words, n: int, passage: Sequence[str]) -> bool:
    """Whether "I think" or "we believe" leads straight into a passage that states a fact about somebody else.

    What the speaker foresees ("I think prices will rise"), calls for, or says of themselves is theirs to say.
    """
    low, later = before.lows[n], before.lows[n + 1 :]
    if low not in lexicon.word_set("context", "thinking") or later not in ([], ["that"]) or n == 0:
        return False
    if before.lows[n - 1] not in ("i", "we") or "," in before.gap(len(before)):
        return False
    if n > 1 and before.lows[n - 2] in ("what", "how", "do", "did", "as", "which", "who"):
        return False
    clause = passage[:_CLAUSE]
    modal = lexicon.word_set("meaning", "modal") | {"'d", "need", "needs", "going"}
    foreseen = any(word in modal or word.endswith(("'ll", "'d")) for word in clause)
    own = clause[0] in ("i", "we", "my", "our", "you", "people") or clause[0].startswith(("i'", "we'"))
    stated = any(
        word in lexicon.word_set("meaning", "auxiliary") or word.endswith(("'s", "'re", "n't")) for word in clause
    )
    past = any((word.endswith("ed") and len(word) > 4) or is_past(word) for word in clause[1:])
    return not foreseen and not own and (stated or past)


def heard(before: Words, n: int, first: str) -> bool:
    """Whether word n gives what follows (it begins with `first`) as told or seeming: "I was told that", "it seems"."""
    low, later = before.lows[n], before.lows[n + 1 :]
    if "," in before.gap(len(before)) or n == 0:
        return False
    clause = later == ["that"] or (not later and _begins_clause(first))
    if low in _SEEMS:
        return before.lows[n - 1] == "it" and (clause or later == ["to", "me", "that"])
    if low == "understand":
        return later == ["that"] and before.lows[n - 1] in ("i", "we")
    be = lexicon.word_set("closed", "be")
    return low in _TOLD and clause and bool(be & set(before.lows[max(0, n - 3) : n]))


def _begins_clause(first: str) -> bool:
    return first in lexicon.word_set("context", "subjects") | lexicon.word_set("context", "determiners")
